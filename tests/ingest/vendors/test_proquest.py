"""ProQuest's exports: TXT, HTML and mails. All articles, outlets and persons are invented."""

from __future__ import annotations

import base64
import datetime as dt
import quopri
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ingest.vendors.base import CUT_OFF, Record, VendorReader
from analysis.ingest.vendors.proquest_text import NO_TEXT
from tests.support.files.exports import ORDINARY, accuracy, assert_bytes_are_read, assert_cuts_are_read, read, reader_of

TXT = reader_of("ProQuest", "TXT")
HTML = reader_of("ProQuest", "HTML")
RULE = "_" * 60
NOTE = (
    "Contact us at: http://about.proquest.example/go\n\nDatabase copyright © 2022 ProQuest LLC. All rights reserved.\n"
)
LINES = (
    "The harbour of Elmsport opened on Monday.",
    "Dates: June 5 to 9",
    "Ticket price: 4 dollars",
    "Ships may enter.",
)
FIELDS = {
    "Subject": "Harbours; Ships", "Business indexing term": "Subject: Ships", "Location": "Elmsport",
    "People": "Finch, Bo",
    "Title": "Harbour opens", "Publication title": "The Ledger, Final Edition; Elmsport, Ont.", "First page": "A.1",
    "Publication year": "2022", "Publication date": "Mar 9, 2022", "Section": "News", "Publisher": "Ledger Ltd.",
    "Place of publication": "Elmsport, Ont.", "Source type": "Newspaper", "ProQuest document ID": "26371",
    "Document URL": "https://www.proquest.example/docview/26371", "Copyright": "Copyright 2022 Ledger Ltd.",
    "Last updated": "2022-03-10", "Database": "Newsstream",
}  # fmt: skip


def fields(changes: dict[str, str | None]) -> dict[str, str]:
    return {label: value for label, value in (FIELDS | changes).items() if value is not None}


# -- TXT --------------------------------------------------------------------------------------


def text_record(
    title: str = "Harbour opens", lines: tuple[str, ...] = LINES, full: str = "Full text", head: tuple[str, ...] = (),
    info: str = "The Ledger ; Elmsport, Ont. [Elmsport, Ont]. 09 Mar 2022: A.1.", **changes: str | None,
) -> str:  # fmt: skip
    values = fields({label.replace("_", " "): value for label, value in changes.items()})
    parts = [
        *([title] if title else []), *head, f"Publication info: {info}", "https://www.proquest.example/docview/1",
        "Abstract: None available.", "Links: https://link.example/?date=2001-01-01", f"{full}: " + "\n".join(lines),
        *(f"{label}: {value}" for label, value in values.items()),
    ]  # fmt: skip
    return RULE + "\n\n" + "\n\n".join(parts) + "\n\n"


def text_file(*records: str) -> bytes:
    return ("".join(records) + RULE + "\n\n" + NOTE).replace("\n", "\r\n").encode()


def one(record: str) -> Record:
    [found] = read(text_file(record), "ProQuest", "TXT")
    return found


def test_a_text_record() -> None:
    record = one(text_record(head=("Author: Quill, Ada; Finch, Bo E",)))
    assert record.title == "Harbour opens"
    assert (record.outlet, record.published, record.section) == ("The Ledger", dt.date(2022, 3, 9), "News")
    assert record.authors == ("Ada Quill", "Bo E Finch")
    assert record.text == "\n\n".join(LINES)
    assert record.url is None
    assert record.reason == ""


def test_records_with_counter_and_the_note_at_the_end() -> None:
    numbered = text_record().replace(RULE, RULE + "\n\nDocument 2 of 3")
    assert [record.title for record in read(text_file(text_record(), numbered), "ProQuest", "TXT")] == [
        "Harbour opens"
    ] * 2


@pytest.mark.parametrize("full", ["Full text", "Full Text", "Fu ll text", "Volltext", "Texte intégral"])
def test_the_label_of_the_text(full: str) -> None:
    assert one(text_record(full=full)).text.startswith("The harbour")


@pytest.mark.parametrize("length", [50, 80])
def test_rules_of_another_length(length: int) -> None:
    data = text_file(text_record(), text_record(lines=(*LINES, "_" * 45))).replace(RULE.encode(), b"_" * length)
    assert [record.title for record in read(data, "ProQuest", "TXT")] == ["Harbour opens"] * 2


def test_a_table_of_contents_is_no_record() -> None:
    contents = "".join(f"{number}. Harbour opens{'.' * 40} {number}\r\n\r\n" for number in range(60)).encode()
    assert len(read(contents + text_file(text_record(), text_record()), "ProQuest", "TXT")) == 2


SPANISH = {"Full text": "Texto completo", "Publication info": "Información de publicación", "Title": "Título",
           "Publication title": "Título de publicación", "Publication date": "Fecha de publicación",
           "Publication year": "Año de publicación", "Source type": "Tipo de fuente", "Subject": "Materia",
           "Document URL": "URL del documento", "Database": "Base de datos"}  # fmt: skip


def test_a_spanish_interface() -> None:
    record = text_record()
    for english, spanish in SPANISH.items():
        record = record.replace(f"\n{english}:", f"\n{spanish}:")
    found = one(record)
    assert (found.title, found.outlet, found.published) == ("Harbour opens", "The Ledger", dt.date(2022, 3, 9))


def test_captions_and_credits_leave_the_text() -> None:
    lines = (*LINES, "CAPTION: The harbour at dawn", "CAPTION: Ships", "CREDIT: Ada Quill The Ledger")
    record = one(text_record(lines=lines))
    assert record.text == "\n\n".join(LINES)
    assert record.captions == ("The harbour at dawn", "Ships")
    assert record.authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("Ada Quill Bo Finch Cy Marsh", ("Ada Quill", "Bo Finch", "Cy Marsh")),
        ("Ada QuillBo Finch;", ("Ada Quill", "Bo Finch")),
        ("Ada Quill City Hall's Bureau Chief", ("Ada Quill",)), ("Ada Quill Political Reporter", ("Ada Quill",)),
        ("Ada Jane Quill OPINION Twitter: @quill", ("Ada Jane Quill",)), (";", ()), ("Ledger staffwire services", ()),
        ("By Ada Quill, Staff Writer", ("Ada Quill",)), ("Ada Quill is a critic. ada@ledger.example", ("Ada Quill",)),
    ],
)  # fmt: skip
def test_the_persons_of_a_credit(credit: str, names: tuple[str, ...]) -> None:
    assert one(text_record(lines=(*LINES, f"CREDIT: {credit}"))).authors == names


def test_stray_blanks_in_words_and_labels() -> None:
    changes = {"Publication_date": None, "Publication_title": None, "Publi cation title": "The Led ger; Elmsport, Ont.",
               "Publication d ate": "Ma r 9, 2022", "Title": "Harb our opens"}  # fmt: skip
    record = one(text_record(**changes))
    assert (record.title, record.outlet, record.published) == ("Harbour opens", "The Ledger", dt.date(2022, 3, 9))
    assert record.text == "\n\n".join(LINES)


def test_a_record_that_lost_its_outlet() -> None:
    record = one(text_record(info="Mar 9, 2022.", Publication_title="Elmsport", Place_of_publication="Elmsport"))
    assert record.outlet is None
    assert one(text_record(Publication_title="Elmsport")).outlet == "The Ledger"


@pytest.mark.parametrize("stated", [None, "2022", "Spring 2022"])
def test_a_record_without_a_day_takes_that_of_its_publication_info(stated: str | None) -> None:
    assert one(text_record(Publication_date=stated)).published == dt.date(2022, 3, 9)


def test_a_place_that_distinguishes_newspapers_stays() -> None:
    assert one(text_record(Publication_title="The Guardian; Milwaukee, Wis.")).outlet == "The Guardian (Milwaukee, Wis)"
    assert one(text_record(Publication_title="The Guardian; London (UK)")).outlet == "The Guardian"


def test_a_title_that_looks_like_a_label() -> None:
    record = one(text_record(title="Location: nowhere", Title=None))
    assert record.title == "Location: nowhere"
    assert one(text_record(title="", Title="From the field")).title == "From the field"


def test_a_citation_below_the_title_is_not_its_part() -> None:
    record = one(text_record(head=("Quill, Ada. The Ledger; Elmsport. 08 Mar 2022.",), Title=None))
    assert (record.title, record.published) == ("Harbour opens", dt.date(2022, 3, 9))


def test_a_record_without_text_says_so() -> None:
    assert one(text_record(lines=("Not available.",))).reason == NO_TEXT
    without = text_record().replace("Full text: " + "\n".join(LINES), "")
    assert one(without).reason == NO_TEXT


def test_a_text_file_that_is_cut_off_says_so() -> None:
    data = text_file(text_record(), text_record())
    first, second = TXT.records(data[: data.rindex(b"Ships may")])
    assert (first.reason, second.reason) == ("", CUT_OFF)


# -- HTML -------------------------------------------------------------------------------------

BODY = "<p>The harbour opened.</p> <p>Ships <span class='hit'>may</span> enter.</p>"
IMAGE = (
    '<div class="document_view_image"><img alt="View Image - "><a title="x > y" class="sr-only">Enlarge this image.</a>'
    '<div class="small document_view_caption"><p>{}</p></div><!-- </img> --></div>'
)


def html_record(
    body: str = BODY, title: str = "Harbour opens", head: str = "",
    text: str = '<Text WordCount="9"><html><head><title></title></head><body>{}</body></html></Text>',
    **changes: str | None,
) -> str:  # fmt: skip
    values = fields({"Title": None} | {label.replace("_", " "): value for label, value in changes.items()})
    described = "".join(f'<p style="margin:0"><strong>{label}: </strong>{value}</p>' for label, value in values.items())
    return (
        f'<div><a name="DocID_MSTAR_1"></a><p></p><p style="font-size:11pt;font-weight:bold;">{title}</p>{head}'
        "<p><strong>Author:  </strong>Quill, Ada; Finch, Bo</p>"
        "<p><a href='https://x.example/>ProQuest document link</a></p>"
        "<p style=''><strong>Abstract:  </strong><body></p><p>[...]the abstract.</p><p></body></p>"
        "<div><strong>Links: </strong><a href='https://x.example'>Get it</a></div>"
        f"<p><strong>Full text: </strong>{text.format(body)}</p>{described}</div>"
    )


def html_file(*records: str) -> bytes:
    note = '<div class="copyright"><p>Contact ProQuest</p><p>Database copyright © 2022 ProQuest LLC.</p></div>'
    return f"<html><head><style>p{{margin:0}}</style></head><body>{''.join(records)}{note}</body></html>".encode()


def html_one(record: str) -> Record:
    [found] = read(html_file(record), "ProQuest", "HTML")
    return found


def test_an_html_record() -> None:
    record = html_one(html_record())
    assert record.title == "Harbour opens"
    assert (record.outlet, record.published, record.section) == ("The Ledger", dt.date(2022, 3, 9), "News")
    assert record.authors == ("Ada Quill", "Bo Finch")
    assert record.text == "The harbour opened.\n\nShips may enter."


@pytest.mark.parametrize(
    "text",
    [
        '<Text WordCount="9">html&gt;<head><title></title></head><body>{}</body></html></Text>',
        "<text><html><body>{}",
        "<TEXT><body><p>{}</TEXT>",
        "<text></text></p>{}<p>",
        "{}",
    ],
)
def test_malformed_and_rewritten_tags(text: str) -> None:
    first, second = read(html_file(html_record(text=text), html_record(text=text)), "ProQuest", "HTML")
    assert first.text == second.text == "The harbour opened.\n\nShips may enter."


@pytest.mark.parametrize("bold", ["<span>{}</span>", "<b>{}</b>", "{}</p><p>", "{}"])
def test_labels_that_a_mail_program_has_made_plain(bold: str) -> None:
    before, after = bold.split("{}")
    html = html_file(html_record(text="<text></text>{}"), html_record()).decode()
    if bold != "{}</p><p>":
        html = html.replace("<strong>", before).replace("</strong>", after)
    else:  # and one that is never closed
        html = html.replace("</strong>", "", 1)
    records = read(html.encode(), "ProQuest", "HTML")
    assert [record.title for record in records] == ["Harbour opens"] * 2
    assert [record.outlet for record in records] == ["The Ledger"] * 2
    assert records[1].text == "The harbour opened.\n\nShips may enter."


def test_the_form_of_2023() -> None:
    head = (
        '<p style="font-size:11pt;"><span class="scholUnivAuthors">Quill, Ada;&nbsp;Finch, Bo.</span><span>'
        "<strong>The Ledger</strong><strong>, Late Edition (East Coast); Elmsport</strong>"
        " [Elmsport].&nbsp;09 Mar 2022.</span></p>"
    )
    image = IMAGE.format("The harbour at dawn")
    record = html_one(html_record(body=image + BODY + image + IMAGE.format(""), head=head, Publication_date=None))
    assert record.title == "Harbour opens"
    assert record.published == dt.date(2022, 3, 9)
    assert record.text == "The harbour opened.\n\nShips may enter."
    assert record.captions == ("The harbour at dawn",)


def test_parts_behind_the_text() -> None:
    parts = (
        "<p>Credit: Quill and Finch are Ledger staff writers.</p><div><strong>Illustration</strong></div>"
        "<div class='Illustration_content'><p>Caption: PHOTO: The harbour</p></div><div class='Photograph_content'>"
        "<photo_caption>The bay</photo_caption></div><div><strong>AuthorAffiliation</strong></div>"
        "<div class='AuthorAffiliation_content'><p>Ada Quill wrote a book.</p></div><p>Copyright Ledger 2022</p>"
    )
    record = html_one(html_record(body=BODY + parts))
    assert record.text == "The harbour opened.\n\nShips may enter.\n\nAda Quill wrote a book."
    assert record.captions == ("PHOTO: The harbour", "The bay")


def test_bold_labels_in_the_text_are_text() -> None:
    record = html_one(html_record(body=BODY + "<p><b>Location: </b>the pier</p><p><b>Ticket price:</b> 4</p>"))
    assert record.text.endswith("Location: the pier\n\nTicket price: 4")


def test_line_breaks() -> None:
    record = html_one(html_record(body="<p>One<br>line.<br><br>Another.</p>", title="Harbour<br>opens"))
    assert (record.title, record.text) == ("Harbour opens", "One line.\n\nAnother.")


def test_an_element_left_open_does_not_turn_the_next_record_into_captions() -> None:
    first = html_record(body=BODY + "<div class='Photograph_content'><p>The bay</p>", text="<text>{}")
    records = read(html_file(first, html_record()), "ProQuest", "HTML")
    assert records[1].text == "The harbour opened.\n\nShips may enter."


# -- mails ------------------------------------------------------------------------------------


def mail(html: bytes, plain: str = "", sender: str = "noreply@proquest.com") -> bytes:
    parts = [f'Content-Type: text/plain; charset="UTF-8"\r\n\r\n{plain}\r\n'.encode()] if plain else []
    encoded = quopri.encodestring(html)
    parts.append(
        b'Content-Type: text/html; charset="UTF-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' + encoded
    )
    parts.append(b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n")
    head = f"From: {sender}\r\nSubject: Research\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head.encode() + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def test_a_mail_of_several_records() -> None:
    html = html_file(
        "<p>Ada sent you the following:</p><p>Email 4 of 5</p>", html_record(), html_record(title="Élan – „Meer“")
    )
    first, second = read(mail(html), "ProQuest", "HTML")
    assert (first.title, second.title) == ("Harbour opens", "Élan – „Meer“")
    assert first.text == second.text == "The harbour opened.\n\nShips may enter."


def test_a_large_mail_in_base64() -> None:
    content = base64.encodebytes(html_file(*[html_record()] * 250))
    head = b"From: noreply@proquest.com\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert len(read(head + content, "ProQuest", "HTML")) == 250


def test_a_forwarded_mail() -> None:
    html = html_file(html_record(text="<text wordcount='9'></text></p>{}<p>")).decode()
    html = html.replace('name="DocID', 'name="m_-12_DocID').replace('class="', 'class="m_-12')
    plain = "> Harbour opens\r\n> Full text: The harbour opened.\r\n> Publication title: The Ledger"
    [record] = read(mail(html.encode(), plain, "ada@ledger.example"), "ProQuest", "HTML")
    assert (record.title, record.text) == ("Harbour opens", "The harbour opened.\n\nShips may enter.")


def test_a_mail_nested_beyond_reason() -> None:
    levels = b"".join(b'--b%d\nContent-Type: multipart/mixed; boundary="b%d"\n\n' % (k, k + 1) for k in range(3000))
    data = b'From: a\nContent-Type: multipart/mixed; boundary="b0"\n\n' + levels + html_file(html_record())
    assert all(record.reason for record in HTML.records(data))


# -- any bytes --------------------------------------------------------------------------------

SAMPLES = {
    "text": (TXT, text_file(text_record(), text_record())),
    "page": (HTML, html_file(html_record(), html_record())),
    "mail": (HTML, mail(html_file(html_record(), html_record()))),
}


@pytest.mark.parametrize("reader", [TXT, HTML], ids=lambda reader: reader.form)
def test_no_other_file_is_recognised(reader: VendorReader) -> None:
    assert not any(reader.recognises(data) for data in ORDINARY)


@pytest.mark.parametrize("kind", SAMPLES)
def test_any_cut_is_read(kind: str) -> None:
    assert_cuts_are_read(*SAMPLES[kind])


@settings(max_examples=100)
@given(st.sampled_from(list(SAMPLES)), st.binary(max_size=300), st.integers(0, 3000))
def test_bytes_never_raise(kind: str, some: bytes, at: int) -> None:
    assert_bytes_are_read(*SAMPLES[kind], some, at)


def test_the_reference_files_are_read_rightly(shared: Path) -> None:
    share = accuracy(shared / "gold" / "vendor", ("proquest_",))
    assert share["articles"] == 1
    assert min(share["title"], share["outlet"], share["date"]) == 1
    assert share["words"] > 0.96  # two mails describe their pictures in text that the answers count
