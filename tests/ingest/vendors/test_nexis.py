"""Nexis exports as text and as HTML are read field by field, whatever a record leaves out or puts elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.ingest.vendors.base import Record
from tests.support.files.nexis import (
    BODY,
    CLOSING,
    DAY,
    HEAD,
    HEADS,
    HTML_BODY,
    HTML_CLOSING,
    HTML_LABELS,
    HTML_TITLE,
    HTML_WHOLE,
    LABELS,
    NOTICE,
    READ,
    TITLE,
    WHOLE,
    centred,
    div,
    html_file,
    labelled,
    middle,
    of,
    only,
    text_file,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_file_is_read(encoding: str, end: str) -> None:
    data = text_file(WHOLE, WHOLE).replace("\n", end).replace("Ada", "Adé").encode(encoding)
    for record in of(data):
        assert record == Record(
            "Council closes pier; Traders were not asked", "The Quayside Post (Marlow)", DAY, READ, ("Adé Rook",),
            "NEWS; Pg. 3", ("The pier in June (A. Rook)",),
        )  # fmt: skip


def test_a_cover_page_before_the_records_or_after_them_is_no_record() -> None:
    cover = "Download Request: Selected Items: 1-2\nTime Of Request: Friday\n\nTerms: pier\n\nSource: The Quayside Post"
    assert [record.text for record in of(text_file(WHOLE, WHOLE, cover=cover))] == [READ, READ]
    assert [record.text for record in of(text_file(WHOLE) + "\n\n" + text_file(WHOLE, cover=cover))] == [READ, READ]


TEXTS: dict[str, tuple[tuple[str, ...], dict[str, object]]] = {
    "title before the date, labels after the body": (
        (HEAD[0], TITLE, HEAD[1], *BODY, *LABELS[1:], *CLOSING, NOTICE),
        {"section": "NEWS; Pg. 3"},
    ),
    "a title like a label": ((HEAD[0], "LEADALL: Pier shut", HEAD[1], *BODY), {"title": "LEADALL: Pier shut"}),
    "no title": ((*HEAD, *LABELS, *BODY, *CLOSING), {"title": None}),
    "no title and no label": ((*HEAD, *BODY, *CLOSING), {"title": None}),
    "no date": ((HEAD[0], TITLE, *LABELS, *BODY, *CLOSING), {"published": None}),
    "a month only": ((HEAD[0], centred("January 2009"), TITLE, *LABELS, *BODY), {"published": None}),
    "no closing labels": ((*HEAD, TITLE, *LABELS, *BODY), {}),
    "a copyright notice with the outlet": (
        (centred("Copyright 2009 Quayside Press", "The Quayside Post (Marlow)"), HEAD[1], *LABELS, f"HEADLINE: {TITLE}",
         "BODY:", *BODY, *CLOSING),
        {},
    ),
    "a disclaimer": (
        (HEAD[0], centred("No material may be published again without", "the consent of the Post, in writing."),
         HEAD[1], TITLE, *LABELS, *BODY, NOTICE),
        {},
    ),
    "a broadcast": (
        (HEAD[0], centred("January 20, 2009 Tuesday"), centred("SHOW: HARBOUR TONIGHT 7:00 PM EST"), TITLE,
         "ANCHORS: Ada Rook", "LENGTH: 31 words", *BODY, "TRANSCRIPT: 012001.V1", *CLOSING),
        {},
    ),
    "a broadcast of older files": (
        (HEAD[0], centred("SHOW: HARBOUR TONIGHT 7:00 PM EST"), HEAD[1], centred("TRANSCRIPT: 012001.V1"),
         "SECTION: News", "LENGTH: 31 words, 2 pages", f"HEADLINE: {TITLE}", "HIGHLIGHT:\nThe pier",
         "BODY:", *BODY, *CLOSING),
        {"section": "News"},
    ),
    "a lead and a place": (
        (*HEAD, TITLE, *LABELS, "HIGHLIGHT: The pier has\nhad its day", "DATELINE: MARLOW", *BODY, *CLOSING),
        {},
    ),
    "labels without blank lines": ((*HEAD, TITLE, "\n".join(LABELS), *BODY, "\n".join(CLOSING)), {}),
    "a correction": ((*HEAD, TITLE, *LABELS, *BODY, "CORRECTION: The pier\nis older.", "It is of 1801.", *CLOSING), {}),
    "German": (
        (HEAD[0], centred("Dienstag 20. Januar 2009"), TITLE, "AUTOR: Ada Rook", "RUBRIK: S. 3", "LÄNGE: 31 Wörter",
         *BODY, "UPDATE: 21. Januar 2009", "SPRACHE: GERMAN; DEUTSCH", NOTICE),
        {"section": "S. 3"},
    ),
    "French": (
        (HEAD[0], centred("Mardi 20 janvier 2009"), TITLE, "AUTEUR: Ada Rook", "LONGUEUR: 31 mots", "ENCART: Le quai",
         *BODY, "DATE-CHARGEMENT: 21 janvier 2009", "LANGUE: FRENCH"),
        {},
    ),
    "Spanish": (
        (HEAD[0], centred("20 de enero de 2009 martes"), TITLE, "AUTOR: Ada Rook", "SECCIÓN: Local; Pág. 3",
         "LONGITUD: 31 palabras", *BODY, "FECHA-CARGA: 21 de enero de 2009", "IDIOMA: SPANISH"),
        {"section": "Local; Pág. 3"},
    ),
    "Italian": (
        (HEAD[0], centred("20 gennaio 2009"), TITLE, "AUTORE: Ada Rook", "SEZIONE: Locale", "LUNGHEZZA: 31 parole",
         *BODY, "LINGUA: ITALIAN"),
        {"section": "Locale"},
    ),
    "Portuguese": (
        (HEAD[0], centred("20 de janeiro de 2009"), TITLE, "AUTOR: Ada Rook", "SEÇÃO: Local", "TAMANHO: 31 palavras",
         *BODY, "IDIOMA: PORTUGUESE"),
        {"section": "Local"},
    ),
    "an online record": (
        (HEAD[0], "https://quayside.example/news/pier", centred("January 20, 2009"), TITLE, "31 words", *BODY),
        {"url": "https://quayside.example/news/pier"},
    ),
    "Dutch": (
        (NOTICE, HEAD[0], centred("20. Januar 2009"), centred("January 20, 2009"), "LENGTE: 31 woorden",
         f"KOP: {TITLE}", "AUTEUR: Rook, Ada", "TEKST:", *BODY, "TAAL: Dutch", "LOAD-DATE: January 22, 2009"),
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_text_record_leaves_out_or_puts_elsewhere(name: str) -> None:
    blocks, differing = TEXTS[name]
    record = only(text_file((*blocks, "LOAD-DATE: January 21, 2009")))
    expected = {"title": "Council closes pier; Traders were not asked", "outlet": "The Quayside Post (Marlow)",
                "published": DAY, "text": READ} | differing  # fmt: skip
    assert {field: getattr(record, field) for field in expected} == expected
    assert set(record.authors) <= {"Ada Rook"}


def test_words_in_capitals_within_the_body_are_no_labels() -> None:
    lines = ("\nROOK: Good evening.", "COST: 43 million.\nLENGTH: 19.43 meters. CREW: 2.", "NOTES: None of it is true.",
             "SUBJECT: A pier", "ROOK: Good night.")  # fmt: skip
    record = only(text_file((*HEAD, TITLE, *LABELS, *lines, *CLOSING, NOTICE)))
    assert record.text.startswith("ROOK: Good evening.\n\nCOST: 43 million. LENGTH")
    assert record.text.endswith("SUBJECT: A pier\n\nROOK: Good night.")


def test_a_body_may_begin_with_a_speaker_and_a_colour_is_no_label() -> None:
    record = only(text_file((*HEAD, TITLE, *LABELS, "\nHOST: Good evening.", "ROOK: Good evening.", *CLOSING)))
    assert record.text == "HOST: Good evening.\n\nROOK: Good evening."
    hit = '<BR><DIV CLASS="c4"><P><SPAN CLASS="c3">PIER</SPAN><SPAN CLASS="c2">: it closes.</SPAN></P></DIV>'
    assert only(html_file("".join(HEADS) + HTML_TITLE + HTML_LABELS + hit + HTML_CLOSING)).text == "PIER: it closes."


def test_a_record_of_a_caption_alone_and_one_without_text() -> None:
    caption, empty = of(text_file((*HEAD, TITLE, "GRAPHIC: The pier", *CLOSING), (*HEAD, TITLE, *LABELS, *CLOSING)))
    assert (caption.text, caption.captions) == ("The pier", ())
    assert (empty.text, empty.section, empty.published) == ("", "NEWS; Pg. 3", DAY)


def test_counter_lines_of_other_languages() -> None:
    made = (
        text_file(WHOLE, WHOLE)
        .replace("1 of 2 DOCUMENTS", "Dokument 1 von 2")
        .replace("2 of 2 DOC", "2.002 of 2.100 DOC")
    )
    assert [record.text for record in of(made)] == [READ, READ]
    assert [record.outlet for record in of("\n".join(line.lstrip() for line in made.split("\n")))] == [
        "The Quayside Post (Marlow)"
    ] * 2


@pytest.mark.parametrize(
    "counter",
    ["{0} OF {1} DOCUMENTS", "{0} de {1} DOCUMENTOS", "Document {0} de {1}", "{0} di {1} DOCUMENTI",
     "\f{0} of {1} DOCUMENTS", "FOCUS - {0} of {1} DOCUMENTS"],
)  # fmt: skip
def test_counter_lines(counter: str) -> None:
    made = text_file(WHOLE, WHOLE)
    for number in (1, 2):
        made = made.replace(f"{number} of 2 DOCUMENTS", counter.format(number, 2))
    made = made.replace(" " * 32 + "\f", "\f" + " " * 32)
    assert [record.text for record in of(made)] == [READ, READ]


DATES = ("20. Januar 2009 Dienstag", "Dienstag, 20. Januar 2009", "mardi 20 janvier 2009", "20 janvier 2009 mardi",
         "20 de enero de 2009 martes", "20 januari 2009 dinsdag", "martedì 20 gennaio 2009",
         "20 de janeiro de 2009 terça-feira", "20 janeiro 2009", "January 20, 2009 Tuesday 8:42 AM EST",
         "January 20, 2009, Tuesday, Late Edition - Final", "Jan. 20, 2009", "20/01/2009", "2009-01-20",
         "2009年1月20日 星期二")  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_dates_as_the_interfaces_write_them(date: str) -> None:
    text = only(text_file((HEAD[0], centred(date), TITLE, *LABELS, *BODY, *CLOSING)))
    page = only(html_file(HEADS[0] + middle(date) + HTML_TITLE + HTML_LABELS + HTML_BODY + HTML_CLOSING))
    for record in (text, page):
        assert (record.published, record.text) == (DAY, READ)


def test_a_date_that_leaves_day_and_month_open_is_missing() -> None:
    assert only(text_file((HEAD[0], centred("02/01/2009"), TITLE, *LABELS, *BODY, *CLOSING))).published is None


@pytest.mark.parametrize("shape", ["whole", "no style sheet", "comments dropped", "one size", "cover"])
def test_an_html_file_is_read(shape: str) -> None:
    made = html_file(HTML_WHOLE, HTML_WHOLE)
    if shape == "no style sheet":
        made = html_file(HTML_WHOLE, HTML_WHOLE, sheet="")
        made = made.replace('<BR><DIV CLASS="c0"><BR><P CLASS="c1"></P></DIV>', "")
    elif shape == "comments dropped":
        made = html_file(HTML_WHOLE, HTML_WHOLE, hidden=False)
    elif shape == "one size":
        made = made.replace("14pt", "10pt")
    elif shape == "cover":
        made = html_file(HTML_WHOLE, HTML_WHOLE, cover=div("Download Request: 1-2<BR>Terms: pier", "c6"))
    for record in of(made):
        assert record.title == "Council closes pier; Traders were not asked"
        assert (record.published, record.text, record.captions) == (DAY, READ, ("The pier in June",))
        assert (record.authors, record.section) == (("ADA ROOK",), "NEWS; Pg. 3")
        if shape != "no style sheet":
            assert record.outlet == "The Quayside Post (Marlow)"


def test_what_an_html_record_leaves_out() -> None:
    rows = "<TABLE><TR><TD><P>Pier</P></TD><TD><P>Tons</P></TD></TR>\n<TR><TD>Old</TD><TD>40</TD></TR></TABLE>"
    style = "<style>\n .resize { width:auto } </style>"
    untitled, tabled, unshown = of(
        html_file(
            "".join(HEADS) + HTML_LABELS + HTML_BODY + HTML_CLOSING,
            middle(style + "The Quayside Post") + middle("12   April 2013 Thursday") + labelled("LONGUEUR", "4 mots")
            + f'<BR><DIV CLASS="c4"><BR></DIV>{rows}</DIV>' + labelled("LANGUE", "ENGLISH"),
            div("We are sorry but there is an error in this document and it is not possible to display it."),
        )
    )  # fmt: skip
    assert (untitled.title, untitled.text) == (None, READ)
    assert (tabled.outlet, tabled.published, tabled.text) == (
        "The Quayside Post",
        dt.date(2013, 4, 12),
        "Pier Tons\n\nOld 40",
    )
    assert unshown.reason == "the database could not display this document"


def test_an_html_record_with_the_title_before_the_date_and_labels_after_the_body() -> None:
    record = only(html_file(HEADS[0] + HTML_TITLE + HEADS[1] + HTML_BODY + HTML_LABELS + HTML_CLOSING))
    assert (record.title, record.text) == ("Council closes pier; Traders were not asked", READ)
    assert (record.published, record.section) == (DAY, "NEWS; Pg. 3")
