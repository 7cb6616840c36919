"""Documents with one article: headline, byline, date and paragraphs; what cannot be read gives one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.ingest.documents import paragraphs_of
from analysis.ingest.documents.rtf import lines as rtf_lines
from analysis.ingest.tables.understood import Tally
from analysis.ingest.upload import read_upload
from analysis.types import Article, Problem
from tests.support.files.documents import Styled, docx, odt, pdf, rtf
from tests.support.files.nexis import READ, UNI_AFTER, UNI_BODY, UNI_HEADS, docx_file, docx_record, zip_file

TITLE = "Council closes the old ferry pier"
BODY = (
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe.",
    "Traders on the quay said that nobody had asked them about it before the vote of the council was held.",
)
WHOLE = ((TITLE, "Title"), ("By Ada Rook", ""), ("January 20, 2019", ""), *((text, "") for text in BODY),
         ("© 2019 The Quayside Post. All rights reserved.", ""))  # fmt: skip
MAKERS: dict[str, Callable[[Iterable[Styled]], bytes]] = {"docx": docx, "odt": odt, "rtf": rtf}


def read(path: Path, data: bytes) -> list[Article | Problem]:
    path.write_bytes(data)
    return list(read_paths([path]))


def article(path: Path, data: bytes) -> Article:
    [found] = read(path, data)
    assert isinstance(found, Article), found
    return found


def reason(path: Path, data: bytes) -> str:
    [found] = read(path, data)
    assert isinstance(found, Problem)
    return found.reason


@pytest.mark.parametrize("form", MAKERS)
def test_a_document_is_one_article(form: str, tmp_path: Path) -> None:
    found = article(tmp_path / f"a.{form}", MAKERS[form](WHOLE))
    assert (found.title, found.outlet, found.published) == (TITLE, "The Quayside Post", dt.date(2019, 1, 20))
    assert (found.authors, found.text) == (("Ada Rook",), "\n\n".join(BODY))


def test_a_document_is_known_by_its_content_not_by_its_ending(tmp_path: Path) -> None:
    for name, data in (("a.doc", rtf(WHOLE)), ("a.docx", odt(WHOLE)), ("a.pdf", docx(WHOLE))):
        assert article(tmp_path / name, data).text == "\n\n".join(BODY)


@pytest.mark.parametrize("style", ["Title", "Heading1", "Titel", "berschrift1", "Titre1"])
def test_the_headline_is_the_paragraph_in_the_style_of_titles(style: str, tmp_path: Path) -> None:
    made = docx([("HARBOUR NEWS OF THE WEEK", ""), (TITLE, style), *((text, "") for text in BODY)])
    assert article(tmp_path / "a.docx", made).title == TITLE


BOLD = rb"{\rtf1 {\b Pier \'e9}{\b\~ closes}\line\b A\'e9\b0 B\par {\b One\cell}{\b \plain two}\cell\row \b\u9731?}"


def test_the_lines_of_rtf_have_tabs_between_cells_and_state_whether_all_of_them_is_bold() -> None:
    assert [(line.text, line.bold) for line in rtf_lines(BOLD)] == [
        ("Pier é\xa0 closes", True),
        ("AéB", False),
        ("One\ttwo\t", False),
        ("☃", True),
    ]
    assert [(found.text, found.bold) for found in paragraphs_of(BOLD, "RTF")] == [
        ("Pier é\xa0 closes\nAéB", False),
        ("One two ", False),
        ("☃", True),
    ]


def test_what_rtf_has_for_programs_that_cannot_draw_a_shape_does_not_end_a_paragraph() -> None:
    shape = rb"{\shp{\*\shpinst{\shptxt A caption\par}}{\shprslt{\pict 00}\par}}"
    [found] = paragraphs_of(rb"{\rtf1 The pier " + shape + rb"closes.}", "RTF")
    assert found.text == "The pier closes."


def test_an_automatic_style_of_odt_is_that_of_its_parent_and_notes_are_no_text(tmp_path: Path) -> None:
    made = odt([("Harbour news", ""), (TITLE, "P1"), (f"{BODY[0]}*", ""), (BODY[1].replace(" ", "  ", 1), "")])
    found = article(tmp_path / "a.odt", made)
    assert (found.title, "footnote" in found.text) == (TITLE, False)


def lines(
    texts: Iterable[str], top: float = 700, size: float = 12, gap: float = 14
) -> list[tuple[str, float, float, float]]:
    return [(text, 72, top - gap * number, size) for number, text in enumerate(texts)]


PDF_TEXT = (
    "The harbour council voted on Tuesday to close the old ferry pier, which offi-",
    "cials said had become unsafe. The long-term plan, a long-",
    "term one of forty years, was dropped.",
)
PDF_MORE = ("Traders on the quay said that nobody had asked them about it before the vote",
            "of the council was held.")  # fmt: skip
PDF_READ = (
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe. "
    "The long-term plan, a long-term one of forty years, was dropped."
)


def pdf_pages() -> list[list[tuple[str, float, float, float]]]:
    head = [("The Quayside Post - harbour news", 72.0, 770.0, 9.0)]
    first = [
        *head,
        *lines(("Council closes the old", "ferry pier"), 740, 20, 23),
        *lines(PDF_TEXT, 680),
        ("1", 300, 30, 9),
    ]
    return [
        first,
        [*head, *lines(PDF_MORE, 740), ("2", 300, 30, 9)],
        [*head, *lines(("It was over by noon.",), 740), ("3", 300, 30, 9)],
    ]


def test_a_pdf_is_one_article_without_headers_footers_and_hyphens(tmp_path: Path) -> None:
    found = article(tmp_path / "a.pdf", pdf(pdf_pages()))
    assert found.title == TITLE
    assert found.text.split("\n\n") == [PDF_READ, " ".join(PDF_MORE), "It was over by noon."]


def test_paragraphs_of_a_pdf_end_at_gaps_or_at_indents_and_columns_are_read_in_order(tmp_path: Path) -> None:
    full = "The council of the harbour voted on Tuesday to close the old pier and"
    paragraphs = (full, "to build another one next to it.", full, "then it went home.")
    by_gap = [(text, 72, y, 12) for text, y in zip(paragraphs, (700, 686, 656, 642), strict=True)]
    by_indent = [
        (text, x, y, 12) for text, x, y in zip(paragraphs, (90, 72, 90, 72), (700, 686, 672, 658), strict=True)
    ]
    columns = [
        *lines(paragraphs[:2], 700),
        *((text, 320, y, 12) for text, y in zip(paragraphs[2:], (700, 686), strict=True)),
    ]
    for page in (by_gap, by_indent, columns):
        found = article(tmp_path / "a.pdf", pdf([[(TITLE, 72, 740, 20), *page]]))
        assert found.text.split("\n\n") == [" ".join(paragraphs[:2]), " ".join(paragraphs[2:])]


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    assert "run text recognition (OCR)" in reason(tmp_path / "a.pdf", pdf([[], []]))


def test_locked_old_and_damaged_documents_are_refused(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "locked with a password" in reason(tmp_path / "a.pdf", pdf(pdf_pages(), encrypted=True))
    assert "locked" in reason(tmp_path / "a.docx", compound + "EncryptedPackage".encode("utf-16-le"))
    assert "locked" in reason(tmp_path / "a.odt", odt(WHOLE, manifest=b"<m><encryption-data/></m>"))
    assert "save it as .docx" in reason(tmp_path / "a.doc", compound)
    assert "damaged" in reason(tmp_path / "a.pdf", b"%PDF-1.4\n" + b"junk " * 50)
    assert "damaged" in reason(tmp_path / "a.docx", docx(WHOLE)[:-60])
    assert "damaged" in reason(tmp_path / "a.odt", b"no document at all")
    assert "far more than" in reason(tmp_path / "a.odt", odt([("x" * 30_000_000, "")]))


def test_any_cut_of_a_document_is_an_article_or_one_problem(tmp_path: Path) -> None:
    for form, data in (("pdf", pdf(pdf_pages())), ("docx", docx(WHOLE)), ("odt", odt(WHOLE)), ("rtf", rtf(WHOLE))):
        for share in range(1, 12):
            assert len(read(tmp_path / f"a.{form}", data[: len(data) * share // 12])) == 1


def test_an_export_that_was_saved_as_another_document_is_not_one_article(tmp_path: Path) -> None:
    records = docx_file(*(docx_record(number, UNI_HEADS, UNI_BODY, UNI_AFTER) for number in (1, 2)))
    made = odt([(paragraph.text, "") for paragraph in paragraphs_of(records, "DOCX")])
    (tmp_path / "a.odt").write_bytes(made)
    tally = Tally()
    found = list(read_paths([tmp_path / "a.odt"], tally=tally))
    assert [item.text for item in found if isinstance(item, Article)] == [READ, READ]
    assert [str(export) for export in tally.exports] == ["Nexis Uni export (ODT), 2 articles"]


def test_documents_in_folders_zip_files_and_uploads(tmp_path: Path) -> None:
    packed = zip_file(
        {
            "a.docx": docx(WHOLE),
            "b/c.pdf": pdf(pdf_pages()),
            "d.srt": b"1\n00:00:01,000 --> 00:00:02,000\nIt is late.\n",
        }
    )
    (tmp_path / "all.zip").write_bytes(packed)
    for items in (list(read_paths([tmp_path / "all.zip"])), list(read_upload("all.zip", packed))):
        assert [type(item) for item in items] == [Article] * 3
    [uploaded] = read_upload("a.docx", docx(WHOLE))
    assert isinstance(uploaded, Article)


def test_the_manifest_of_a_folder_is_also_that_of_documents(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,outlet,topic\na.docx,The Ledger,piers\n", encoding="utf-8")
    found = article(tmp_path / "a.docx", docx(WHOLE))
    assert (found.outlet, found.topic) == ("The Ledger", "piers")
