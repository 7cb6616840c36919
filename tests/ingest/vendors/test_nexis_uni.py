"""Nexis Uni exports as DOCX and RTF are read field by field, and damage affects only the rest of a file."""

from __future__ import annotations

import pytest

from analysis.ingest.vendors.nexis_uni import READERS as UNI
from tests.support.files.nexis import (
    COVER,
    DAY,
    READ,
    UNI_AFTER,
    UNI_BODY,
    UNI_HEADS,
    UNI_READ,
    docx_file,
    docx_record,
    of,
    paragraph,
    rtf_file,
    table,
    zip_file,
)


@pytest.mark.parametrize("style", ["", "Heading1"])
def test_a_word_file_and_a_zip_file_of_them_are_read(style: str) -> None:
    records = [docx_record(number, UNI_HEADS, UNI_BODY, UNI_AFTER, style) for number in (1, 2)]
    with_cover, without = docx_file(COVER, *records), docx_file(*records)
    assert of(with_cover) == of(without) == [UNI_READ, UNI_READ]
    bundle = zip_file({"b.docx": with_cover, "a.docx": without, "__MACOSX/._a.docx": b"x"})
    assert of(bundle) == [UNI_READ] * 4
    bare = docx_file(*(part.replace("bookmarkStart", "proofErr") for part in (COVER, *records)))
    assert of(bare) == [UNI_READ, UNI_READ]


def test_what_a_word_record_leaves_out_or_puts_elsewhere() -> None:
    corrected = ("Council closes pier", "The Quayside Post.", "Correction Appended", "\nCopyright 2009 Quayside Press")
    abstract = ("ABSTRACT", "A pier closes.", "FULL TEXT", *UNI_BODY)
    photo, url = "PHOTO: The pier (PHOTOGRAPH BY ADA ROOK)", "https://quayside.example/pier"
    listed = ("Related Articles", "The pier of 1801", "Why piers close")
    web = (*UNI_BODY, "Link to Image", photo, url, "http://quayside.example/", *listed)
    undated, full, linked, untitled, tabled, empty = of(
        docx_file(
            docx_record(1, (*corrected, "Length:\xa031 words"), UNI_BODY),
            docx_record(2, UNI_HEADS, abstract),
            docx_record(3, UNI_HEADS, web),
            docx_record(4, (*UNI_HEADS[2:3], *UNI_HEADS[4:]), UNI_BODY),
            docx_record(5, UNI_HEADS, (table(("Pier", "Tons"), ("Old", "40")),)),
            docx_record(6, UNI_HEADS, ()),
        )
    )
    assert (undated.title, undated.outlet, undated.published) == ("Council closes pier", "The Quayside Post", None)
    assert full.text == linked.text == untitled.text == READ
    assert (linked.captions, linked.url) == ((photo,), url)
    assert (untitled.title, untitled.outlet, untitled.published) == (None, "The Quayside Post (Marlow)", DAY)
    assert tabled.text == "Pier Tons\n\nOld 40"
    assert empty.text == ""


LANGUAGES = {
    "German": ("Ende des Dokuments", "Text", "20. Januar 2009 Dienstag", "Alle Rechte vorbehalten",
               ("Rubrik", "Länge", "Autor"), "31 Wörter", ("Klassifizierung", "Sprache")),
    "French": ("Fin du document", "Corps", "mardi 20 janvier 2009", "tous droits réservés",
               ("Rubrique", "Longueur", "Auteur"), "31 mots", ("Classification", "Langue")),
    "Dutch": ("Einde van document", "Hoofdtekst", "20 januari 2009 dinsdag", "Alle rechten voorbehouden",
              ("Sectie", "Lengte", "Naamregel"), "31 woorden", ("Classificatie", "Taal")),
    "Spanish": ("Fin del documento", "Cuerpo", "20 de enero de 2009 martes", "Todos los derechos reservados",
                ("Sección", "Longitud", "Autor"), "31 palabras", ("Clasificación", "Idioma")),
}  # fmt: skip


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_interface(language: str, marks: bool) -> None:
    end, body, date, rights, (section, length, byline), words, (index, told) = LANGUAGES[language]
    heads = ("Council closes pier", "The Quayside Post (Marlow)", date, f"Copyright 2009 Quayside Press {rights}",
             f"{section}:\xa0NEWS; Pg. 3", f"{length}:\xa0{words}", f"{byline}:\xa0Ada Rook")  # fmt: skip
    record = docx_record(1, heads, UNI_BODY, (index, f"{told}:\xa0ENGLISH"))
    record = record.replace(">Body<", f">{body}<").replace("End of Document", end)
    if not marks:
        record = record.replace("bookmarkStart", "proofErr")
    for found in of(docx_file(record, record)):
        assert (found.title, found.outlet, found.published) == (heads[0], heads[1], DAY)
        assert (found.text, found.section, found.authors) == (READ, "NEWS; Pg. 3", ("Ada Rook",))


def test_headings_below_the_body_without_a_mark_end_it() -> None:
    after = ("Correction", "The pier is of 1801.", "Notes", "Ada Rook lives here.", "Classification",
             "Language:\xa0ENGLISH")  # fmt: skip
    assert [found.text for found in of(docx_file(docx_record(1, UNI_HEADS, UNI_BODY, after)))] == [READ]
    inside = (UNI_BODY[0], "Classification", UNI_BODY[1])
    assert len(of(docx_file(docx_record(1, UNI_HEADS, inside, UNI_AFTER)))[0].text.split("\n\n")) == 3


def test_an_rtf_file_is_read() -> None:
    paragraphs = [("Job Number: 1", ""), ("Documents (2)", ""), ("1. Council closes pier", "")]
    for number in (1, 2):
        paragraphs += [("", f"Bookmark_{number}"), *((text, "") for text in UNI_HEADS), ("Body", "Body")]
        paragraphs += [(text, "") for text in (*READ.replace("Traders", "Träders “{}”").split("\n\n"), "\nGraphic")]
        paragraphs += [("The pier in June", ""), ("\nLoad-Date:\xa0January 21, 2009", ""), ("\nEnd of Document", "")]
    for record in of(rtf_file(paragraphs)):
        assert record.text == READ.replace("Traders", "Träders “{}”")
        assert (record.title, record.outlet, record.published, record.captions) == (
            UNI_READ.title, UNI_READ.outlet, DAY, UNI_READ.captions,
        )  # fmt: skip


def test_damaged_and_hostile_word_files_give_what_can_be_read_and_a_reason() -> None:
    record = docx_record(1, UNI_HEADS, UNI_BODY, UNI_AFTER)
    first, last = of(docx_file(record, record, "<w:p><w:r></w:p>", record))[::2]
    assert first == UNI_READ
    assert "damaged" in last.reason
    laughs = '<!DOCTYPE d [<!ENTITY a "' + "ha" * 900 + '"><!ENTITY b "' + "&a;" * 900 + '">]>'
    bomb = docx_file(record, paragraph("x") + "<w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p>", prolog=laughs)
    assert sum(len(found.text) for found in UNI[0].records(bomb)) < 10_000
    dense = docx_file(record, "<w:p/>" * 9_000_000)
    assert [found.reason for found in UNI[0].records(dense)] == [
        "the file unpacks to far more than articles could take"
    ]
    assert "damaged" in next(UNI[0].records(docx_file(record)[:-100])).reason
