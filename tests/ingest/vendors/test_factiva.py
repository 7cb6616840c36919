"""Factiva's exports: HTML in one and in two columns, XML. All articles, outlets and persons are invented."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest.vendors.base import CUT_OFF, VendorReader
from analysis.ingest.vendors.fields import date_line
from analysis.ingest.vendors.interface_words import MONTH_NAMES, date_of
from tests.support.files.exports import ORDINARY, accuracy, assert_bytes_are_read, assert_cuts_are_read, read, reader_of

HTML = reader_of("Factiva", "HTML")
XML = reader_of("Factiva", "XML")
NUMBER = "LEDGER0020180109ee1900{:03}"
TEXT = (
    "The harbour of Elmsport opened on Monday after four years of work.",
    "Ships may enter from Tuesday, the mayor said.",
)


def page(*articles: str) -> bytes:
    scripts = "<style>.article{margin:0}</style><script>var x = '<p>no text</p>';</script>"
    head = f"<html><head><title>Factiva</title>{scripts}</head><body><h1>Dow Jones Factiva</h1>"
    summary = "<table id='oddEvenPreview'><tr><td class='label'>Text</td><td>harbour*</td></tr></table>"
    return (
        f"{head}{''.join(articles)}{summary}<span class='copyright'>© 2020 Factiva, Inc.</span></body></html>".encode()
    )


def one_column(
    number: int = 1, title: str = "<span class='enHeadline'>Harbour opens</span>", before: str = "", byline: str = "",
    count: str = "120 words", lines: tuple[str, ...] = ("9 January 2018", "The Ledger", "LEDGER", "English"),
    text: tuple[str, ...] = TEXT, after: str = "", document: str = "Document", wrapped: bool = True,
) -> str:  # fmt: skip
    header = "".join(f"<div>{line}</div>\n" for line in (count, *lines, "(c) 2018 Ledger Ltd.") if line)
    body = "".join(f'<p class="articleParagraph enarticleParagraph">{paragraph}\n</p>' for paragraph in text)
    article = (
        f'<div class="article enArticle"><p>{before}<div id="hd">{title}</div>{byline}{header}</p>{body}{after}'
        f"<p>Ledger Publishing</p><p>{document} {NUMBER.format(number)}</p></div>"
    )
    return f'<div id="article-{number}" class="article">{article}</div><br>' if wrapped else article


def two_columns(**values: str) -> str:
    rows = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>' for code, value in values.items()
    )
    return f'<div class="article frArticle"><table>{rows}</table></div>'


# -- one column -------------------------------------------------------------------------------


def test_an_article_in_one_column() -> None:
    byline = '<div class="author">By Ada Quill and Bo Finch</div><div>Special to The Ledger</div>'
    [record] = read(page(one_column(before="<div>Metro Desk; B</div>", byline=byline)), "Factiva", "HTML")
    assert record.title == "Harbour opens"
    assert record.outlet == "The Ledger"
    assert record.published == dt.date(2018, 1, 9)
    assert record.authors == ("Ada Quill", "Bo Finch")
    assert record.section == "Metro Desk; B"
    assert record.text == "\n\n".join(TEXT)
    assert record.captions == ()
    assert record.reason == ""


def test_the_outer_element_of_an_article_is_not_counted() -> None:
    articles = (
        one_column(1),
        one_column(2, wrapped=False),
        one_column(3).replace('class="article enA', "class='article enA"),
    )
    last = one_column(4).replace('<div class="article enArticle">', '<div id="lastArticle" class="article enArticle">')
    assert len(read(page(*articles[:2], last), "Factiva", "HTML")) == 3


@pytest.mark.parametrize(
    ("count", "date"),
    [
        ("1,204 words", "13 November 2017"), ("1.204 Wörter", "13. November 2017"), ("1 204 mots", "13 novembre 2017"),
        ("1204 woorden", "13 november 2017"), ("1204 ord", "13 november 2017"),
        ("1204 字", "2017 年 11 月 13 日 17:04"),
        ("1204 palavras", "13 de novembro de 2017"), ("1204 단어", "2017 년 11 월 13 일"),
        ("1204 слов", "13 ноября 2017 г."), ("1204 palabras", "13 noviembre 2017"),
        ("1204 слов", "2017-11-13"), ("1204 lemmata", "13 November 2017"),
        ("1204 sanaa", "13. marraskuuta 2017"), ("1204 słowa", "13 listopada 2017"), ("1204 kelime", "13 Kasım 2017"),
        ("", "Monday, 13 November 2017"),
    ],
)  # fmt: skip
def test_the_header_is_read_in_the_language_of_the_interface(count: str, date: str) -> None:
    [record] = read(
        page(one_column(count=count, lines=(date, "The Ledger", "LEDGER"), document="文件")), "Factiva", "HTML"
    )
    assert record.published == dt.date(2017, 11, 13)
    assert record.outlet == "The Ledger"


@pytest.mark.parametrize(
    "month",
    ["Februar", "février", "februari", "February", "febrero", "febbraio", "Feb", "helmikuuta", "lutego", "Şubat"],
)
def test_month_names(month: str) -> None:
    [record] = read(page(one_column(lines=(f"1 {month} 2019", "The Ledger"))), "Factiva", "HTML")
    assert record.published == dt.date(2019, 2, 1)


@pytest.mark.parametrize("language", MONTH_NAMES)
def test_every_name_of_a_month_is_read_in_a_date(language: str) -> None:
    months = MONTH_NAMES[language].split()
    assert len(months) == 12
    for number, names in enumerate(months, start=1):
        for name in names.split("/"):
            for written in (name, name.capitalize()):
                assert date_of(f"13. {written} 2017") == dt.date(2017, number, 13), written
                assert date_line(f"13 {written} 2017") == (dt.date(2017, number, 13),), written


def test_a_date_in_a_language_that_the_table_lacks_is_missing_and_not_the_outlet() -> None:
    [record] = read(page(one_column(lines=("13. prosince 2017", "The Ledger", "LEDGER"))), "Factiva", "HTML")
    assert (record.published, record.outlet) == (None, "The Ledger")


@pytest.mark.parametrize("time", ["15:32", "下午 05:04", "09:41:22", "03:15 AM", "9:05 pm", "17:04 GMT", "08:15 Uhr"])
def test_a_line_of_time_edition_and_page_is_not_the_outlet(time: str) -> None:
    lines = ("9 January 2018", time, "The Ledger (Elmsport)", "LEDGER", "Late Edition - Final", "1", "English")
    [record] = read(page(one_column(lines=lines)), "Factiva", "HTML")
    assert record.outlet == "The Ledger (Elmsport)"


@pytest.mark.parametrize(
    "title", ["<b class='enHeadline'>12) Harbour opens</b>", "12) <span class='deHeadline'>Harbour <b>opens</b></span>"]
)
def test_numbered_headlines(title: str) -> None:
    [record] = read(page(one_column(title=title)), "Factiva", "HTML")
    assert record.title == "Harbour opens"


def test_what_may_be_missing() -> None:
    [record] = read(page(one_column(title="", before="", byline="")), "Factiva", "HTML")
    assert (record.title, record.section, record.authors, record.outlet) == (None, None, (), "The Ledger")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("BY ADA QUILL", ("ADA QUILL",)), ("Ada Quill, Staff Writer", ("Ada Quill",)),
        ("Von Ada Quill", ("Ada Quill",)),
        ("By Ada Quill in Elmsport; Bo Finch", ("Ada Quill", "Bo Finch")), ("ada.quill@ledger.example", ()),
        ("By Ada Quill (ada@ledger.example)", ("Ada Quill",)), ("The Ledger", ()),
        ("Our Foreign Staff", ()), ("Reuters", ()),
        ("Ada Quill / Bo Finch", ("Ada Quill", "Bo Finch")), ("王小明", ("王小明",)),
    ],
)  # fmt: skip
def test_authors_are_persons(byline: str, names: tuple[str, ...]) -> None:
    [record] = read(page(one_column(byline=f'<div class="author">{byline}</div>')), "Factiva", "HTML")
    assert record.authors == names


def test_captions_and_copyright_at_the_end_leave_the_text() -> None:
    text = (
        *TEXT,
        "Photo: The harbour at dawn (Bo Finch)",
        "Maps: Elmsport and its bay",
        "(c) 2018 Ledger Ltd. All rights reserved.",
    )
    [record] = read(page(one_column(text=text, after="<p>Ada Quill writes on ships.</p>")), "Factiva", "HTML")
    assert record.text == "\n\n".join(TEXT)
    assert record.captions == ("Photo: The harbour at dawn (Bo Finch)", "Maps: Elmsport and its bay")


def test_an_article_of_a_caption_alone_is_kept() -> None:
    [record] = read(page(one_column(text=("Photo: The harbour at dawn",))), "Factiva", "HTML")
    assert record.text == "Photo: The harbour at dawn"


def test_windows_1252_that_calls_itself_utf_8() -> None:
    data = page(one_column(count="877 Wörter", text=("Der Hafen von Blümstadt öffnet – endlich.",)))
    data = data.replace(b"<title>", b'<meta charset="UTF-8"><title>').decode().replace("©", "(c)").encode("cp1252")
    [record] = read(data, "Factiva", "HTML")
    assert record.text == "Der Hafen von Blümstadt öffnet – endlich."


def test_a_repeated_article_is_a_record_of_its_own() -> None:
    assert len(read(page(one_column(1), one_column(1)), "Factiva", "HTML")) == 2


def test_an_article_that_is_left_open_does_not_swallow_the_next() -> None:
    first, second = read(page(one_column(1).replace("</div>", ""), one_column(2)), "Factiva", "HTML")
    assert second.text == first.text == "\n\n".join(TEXT)


def test_a_file_that_is_cut_off_says_so() -> None:
    data = page(one_column(1), one_column(2))
    first, second = HTML.records(data[: data.rindex(b"Ships may")])
    assert (first.reason, second.reason) == ("", CUT_OFF)


def test_a_file_nested_beyond_reason_is_set_aside_and_quick() -> None:
    *_, last = HTML.records(
        page(one_column()) + b'<div class="article enArticle">' + b"<b>" * 200_000 + b"</i>" * 200_000
    )
    assert "nested" in last.reason


# -- two columns ------------------------------------------------------------------------------


def test_an_article_in_two_columns() -> None:
    body = "<p class='articleParagraph frarticleParagraph'>{}</p>"
    article = two_columns(
        SE="Region", HD="<b class='frHeadline'>3) Le port ouvre</b>", BY="Par Ada Quill", WC="65 mots",
        PD="29 décembre 2011", ET="15:32", SN="Ouest Ledger", SC="OUEST", ED="Finale", PG="26", LA="Français",
        CY="(c) Ledger.", LP=body.format("Lead."),
        TD=body.format("Suite.") + body.format("Fin."), ART="Photo du port", XYZ="a code that is not listed", RF="L-1",
        NS="gcat : Political/General News", AN="Document " + NUMBER.format(1),
    )  # fmt: skip
    [record] = read(page(article), "Factiva", "HTML")
    assert record.title == "Le port ouvre"
    assert (record.outlet, record.published) == ("Ouest Ledger", dt.date(2011, 12, 29))
    assert (record.authors, record.section) == (("Ada Quill",), "Region")
    assert record.text == "Lead.\n\nSuite.\n\nFin."
    assert record.captions == ("Photo du port",)


def test_lead_or_rest_alone() -> None:
    rows = {"HD": "Title", "PD": "9 January 2018", "SN": "The Ledger"}
    records = read(
        page(two_columns(**rows, LP="<p class='articleParagraph'>A.</p>"), two_columns(**rows, TD="B.")),
        "Factiva",
        "HTML",
    )
    assert [record.text for record in records] == ["A.", "B."]


# -- XML --------------------------------------------------------------------------------------


def xml_article(body: str = "<leadParagraph><paragraph>Lead of the <hlt>harbour</hlt>.</paragraph></leadParagraph>"
                "<tailParagraphs><paragraph>Rest.</paragraph><paragraph>End.</paragraph></tailParagraphs>",
                date: str = "<dateTime>2018-01-09T01:35:58Z</dateTime>") -> str:  # fmt: skip
    return (
        "<ppsarticle><article><accessionNo>LEDGER</accessionNo><headline><paragraph><hlt>Harbour</hlt> opens"
        f"</paragraph></headline><byline>By Ada Quill</byline>{body}<publicationDate>{date}</publicationDate>"
        "<modificationDate><date>2019-05-05</date></modificationDate><sourceName>The Ledger</sourceName>"
        "<copyright>(c) 2018</copyright><wordCount>942</wordCount></article></ppsarticle>"
    )


def xml_file(*articles: str) -> bytes:
    inner = f'<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><set count="9">{"".join(articles)}</set>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse>{inner}</ppsArticleResponse></PPSResponse>'.encode(
        "utf-8-sig"
    )


def test_xml() -> None:
    bare = "<leadParagraph>Lead.\n\nMore of it.</leadParagraph><tailParagraphs>Rest.</tailParagraphs>"
    first, second = read(xml_file(xml_article(), xml_article(bare, "<date>2018-01-09</date>")), "Factiva", "XML")
    assert first.text == "Lead of the harbour.\n\nRest.\n\nEnd."
    assert second.text == "Lead.\n\nMore of it.\n\nRest."
    for record in (first, second):
        assert (record.title, record.outlet, record.published) == ("Harbour opens", "The Ledger", dt.date(2018, 1, 9))
        assert record.authors == ("Ada Quill",)


def test_a_compact_date() -> None:
    assert [r.published for r in read(xml_file(xml_article(date="20180109")), "Factiva", "XML")] == [
        dt.date(2018, 1, 9)
    ]


def test_xml_with_prefixes() -> None:
    data = xml_file(xml_article()).replace(b"xmlns=", b"xmlns:f=")
    for name in (
        b"article",
        b"accessionNo",
        b"sourceName",
        b"leadParagraph",
        b"tailParagraphs",
        b"paragraph",
        b"headline",
    ):
        data = data.replace(b"<" + name + b">", b"<f:" + name + b">").replace(
            b"</" + name + b">", b"</f:" + name + b">"
        )
    [record] = read(data, "Factiva", "XML")
    assert (record.title, record.outlet, record.text) == (
        "Harbour opens",
        "The Ledger",
        "Lead of the harbour.\n\nRest.\n\nEnd.",
    )


def test_xml_in_another_encoding_than_it_states() -> None:
    data = xml_file(xml_article("<leadParagraph>Blümstadt</leadParagraph>")).decode("utf-8-sig").encode("cp1252")
    assert [record.text for record in XML.records(data)] == ["Blümstadt"]


def test_damage_to_one_xml_article_does_not_touch_the_others() -> None:
    broken = xml_article().replace("<leadParagraph>", "<lead & Paragraph <")
    records = list(XML.records(xml_file(xml_article(), broken, xml_article())))
    assert len(records) == 3
    assert records[0].text == records[2].text == "Lead of the harbour.\n\nRest.\n\nEnd."
    cut = xml_file(xml_article(), xml_article())
    assert [record.reason for record in XML.records(cut[:-300])] == ["", CUT_OFF]


def test_xml_entities_are_not_expanded() -> None:
    secret = Path(__file__).resolve().as_uri()
    bomb = "".join(f'<!ENTITY e{k + 1} "{f"&e{k};" * 10}">' for k in range(9))
    declared = f'<!DOCTYPE x [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "{secret}">{bomb}]>'
    body = "<leadParagraph>A &e9; &file; B</leadParagraph>"
    data = xml_file(xml_article(body)).replace(b"<PPSResponse>", declared.encode() + b"<PPSResponse>")
    [record] = XML.records(data)
    assert "boom" not in record.text
    assert "invented" not in record.text
    assert record.text.startswith("A")


# -- any bytes --------------------------------------------------------------------------------

SAMPLES = {
    HTML: page(
        one_column(1), one_column(2), two_columns(HD="T", PD="9 May 2018", SN="X", LP="Text", AN=NUMBER.format(3))
    ),
    XML: xml_file(xml_article(), xml_article()),
}


@pytest.mark.parametrize("reader", SAMPLES, ids=lambda reader: reader.form)
def test_no_other_file_is_recognised(reader: VendorReader) -> None:
    assert not any(reader.recognises(data) for data in ORDINARY)


@pytest.mark.parametrize("reader", SAMPLES, ids=lambda reader: reader.form)
def test_any_cut_is_read(reader: VendorReader) -> None:
    assert_cuts_are_read(reader, SAMPLES[reader])


@settings(max_examples=100)
@given(st.sampled_from(list(SAMPLES)), st.binary(max_size=300), st.integers(0, 3000))
def test_bytes_never_raise(reader: VendorReader, some: bytes, at: int) -> None:
    assert_bytes_are_read(reader, SAMPLES[reader], some, at)


def test_the_reference_files_are_read_rightly(shared: Path) -> None:
    folder = shared / "gold" / "vendor"
    share = accuracy(folder, ("factiva_",))
    assert share["articles"] == 1
    assert min(share["title"], share["outlet"], share["date"], share["words"]) == 1
    assert accuracy(folder / "other", ("factiva_",))["words"] == 1
