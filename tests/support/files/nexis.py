"""Builders of invented Nexis exports, and the records that the tests of their readers use."""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from collections.abc import Iterable, Sequence

from analysis.ingest.vendors import recognised
from analysis.ingest.vendors.base import Record

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = """<STYLE TYPE="text/css"><!--
.c0 { text-align: center; }
.c1 { text-align: center; margin-top: 0em; }
.c2 { font-family: Arial; font-size: 10pt; font-weight: normal; }
.c3 { font-family: Arial; font-size: 10pt; font-weight: bold; color: #CC0033; }
.c4 { text-align: left; }
.c6 { font-family: Arial; font-size: 10pt; font-weight: bold; }
.c8 { font-family: Arial; font-size: 14pt; font-weight: bold; }
--></STYLE>"""


def centred(*lines: str) -> str:
    """A block in the middle of a page of 80 columns."""
    return "\n".join(" " * ((80 - len(line)) // 2) + line for line in lines)


def text_file(*records: Sequence[str], cover: str = "") -> str:
    """A TXT file: each record is a sequence of blocks; one that begins with a line feed has a further blank line."""
    parts = [cover] if cover else []
    for number, blocks in enumerate(records, start=1):
        total = len(records)
        counter = f"{number} of {total} DOCUMENT{'S' if total > 1 else ''}"
        parts += [centred(counter) + "\n", *blocks, ""]
    return "\n\n".join(parts)


def div(text: str, style: str = "c2", around: str = "c4") -> str:
    """A DIV of an HTML file."""
    return f'<BR><DIV CLASS="{around}"><P CLASS="c5"><SPAN CLASS="{style}">{text}</SPAN></P>\n</DIV>\n'


def middle(text: str) -> str:
    """A DIV in the middle of the page."""
    return div(text, around="c0")


def labelled(name: str, value: str) -> str:
    """A DIV with a label."""
    return div(f'{name}: </SPAN><SPAN CLASS="c2">{value}', "c6")


def html_file(*records: str, sheet: str = SHEET, cover: str = "", hidden: bool = True) -> str:
    """An HTML file of records, each with its counter; without ``hidden`` as a program that drops comments leaves it."""
    parts = [f'<HTML><HEAD>{sheet}<TITLE>&nbsp;</TITLE><META TOPIC="null" DOCUMENTS="9" /></HEAD>\n<BODY>{cover}']
    for number, record in enumerate(records, start=1):
        if hidden:
            hiding = f"<!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->"
            opening = f'<A NAME="DOC_ID_0_{number}"></A>{hiding}'
            closing = '<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n<DIV CLASS="c10"/>\n'
        else:
            opening, closing = "", "<BR>\n"
        parts.append(opening + middle(f"{number} of {len(records)} DOCUMENTS") + record + closing)
    return "".join(parts) + "</BODY></HTML>"


def paragraph(text: str, mark: str = "", style: str = "") -> str:
    """A paragraph of a DOCX file; a line feed is a line break, "[…]" the text of a hyperlink."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r>' for line in (text.split("\n")[0],))
    for line in text.split("\n")[1:]:
        runs += f'<w:r><w:br/><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r>'
    runs = runs.replace("[", '</w:t></w:r><w:hyperlink><w:r><w:t xml:space="preserve">')
    runs = runs.replace("]", '</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve">')
    marked = f'<w:bookmarkStart w:id="0" w:name="{mark}"/><w:bookmarkEnd w:id="0"/>' if mark else ""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{marked}{runs}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of a DOCX file."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx_record(
    number: int, heads: Iterable[str], body: Iterable[str], after: Iterable[str] = (), style: str = ""
) -> str:
    """A record of a DOCX file; pieces that begin with "<" are XML already."""
    made = [paragraph("", f"Bookmark_{number}")]
    for place, text in enumerate(heads):
        made.append(paragraph(text, style=style if place == 0 else ""))
    made.append(paragraph("Body", f"Body_{number}" if number else "Body"))
    made += [paragraph(""), *(text if text.startswith("<") else paragraph(text) for text in body)]
    made += [text if text.startswith("<") else paragraph(text) for text in after]
    return "".join([*made, paragraph("\nEnd of Document"), paragraph("")])


def docx_file(*parts: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A DOCX file of these pieces of XML."""
    document = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{"".join(parts)}<w:sectPr/></w:body></w:document>'
    return zip_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def zip_file(files: dict[str, bytes]) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def rtf_file(paragraphs: Iterable[tuple[str, str]]) -> bytes:
    """An RTF file of paragraphs, each with an optional bookmark."""
    made = [r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\header A running title\par}{\pict\bin3 }}}}"]
    for text, mark in paragraphs:
        if mark:
            made.append(rf"{{\*\bkmkstart {mark}}}{{\*\bkmkend {mark}}}")
        made += [_rtf_sign(sign) for sign in text]
        made.append("\\par\n")
    return ("".join(made) + "}").encode("latin-1")


def _rtf_sign(sign: str) -> str:
    if sign in "{}\\":
        return f"\\{sign}"
    if sign == "\n":
        return "\\line "
    if ord(sign) < 127:
        return sign
    return rf"\'{ord(sign):02x}" if ord(sign) < 256 else rf"\u{ord(sign)}?"


def of(data: bytes | str) -> list[Record]:
    """The records of a file that a reader recognises."""
    data = data.encode() if isinstance(data, str) else data
    reader = recognised(data)
    assert reader is not None
    return list(reader.records(data))


def only(data: bytes | str) -> Record:
    [record] = of(data)
    return record


DAY = dt.date(2009, 1, 20)
BODY = (
    "\nThe harbour council voted on Tuesday to close the old ferry pier, which\nofficials said had become unsafe.",
    "Traders on the quay said that nobody had asked them about the long-\nterm plans, or the pre-\nand post-war sheds.",
)
READ = (
    "The harbour council voted on Tuesday to close the old ferry pier, which officials said had become unsafe.\n\n"
    "Traders on the quay said that nobody had asked them about the long-term plans, or the pre- and post-war sheds."
)
HEAD = (centred("The Quayside Post (Marlow)"), centred("January 20, 2009 Tuesday", "Final Edition"))
TITLE = "Council closes pier;\nTraders were not asked"
LABELS = ("BYLINE: By Ada Rook, Quayside Post Staff Writer", "SECTION: NEWS; Pg. 3", "LENGTH: 31  words")
CLOSING = ("LOAD-DATE: January 21, 2009", "LANGUAGE: ENGLISH", "PUBLICATION-TYPE: Newspaper")
NOTICE = centred("Copyright 2009 Quayside Press Ltd.", "All Rights Reserved")
WHOLE = (*HEAD, TITLE, *LABELS, *BODY, "GRAPHIC: The pier in June\n(A. Rook)", *CLOSING, NOTICE)

PARAGRAPHS = "".join(f'<P CLASS="c9"><SPAN CLASS="c2">{text}</SPAN></P>\n' for text in READ.split("\n\n"))
TEXT = PARAGRAPHS.replace("ferry", '</SPAN><SPAN CLASS="c3">ferry</SPAN><SPAN CLASS="c2">')
HEADS = (
    '<BR><DIV CLASS="c0"><BR><P CLASS="c1"></P></DIV>' + middle("The Quayside Post (Marlow)"),
    middle("January</SPAN><SPAN CLASS='c2'> 20, 2009 Tuesday 11:21 AM GMT&nbsp;<BR>Correction Appended"),
)
HTML_TITLE = div("Council closes pier;<BR>Traders were not asked", "c8")
HTML_LABELS = labelled("BYLINE", "By ADA ROOK") + labelled("SECTION", "NEWS; Pg. 3") + labelled("LENGTH", "31 words")
HTML_BODY = f'<BR><DIV CLASS="c4">{TEXT}</DIV>\n'
HTML_CLOSING = (
    labelled("LOAD-DATE", "January 21, 2009")
    + labelled("CORRECTION", '<BR></SPAN></P><P CLASS="c9"><SPAN CLASS="c2">The pier is older.')
    + labelled("GRAPHIC", "The pier in June")
    + middle("Copyright 2009 Quayside Press<BR>All Rights Reserved")
)
HTML_WHOLE = "".join(HEADS) + HTML_TITLE + HTML_LABELS + HTML_BODY + HTML_CLOSING

COVER = "".join(
    paragraph(text)
    for text in (
        "Date and Time: Friday, 5. July 2019 09:31:00 CEST", "Job Number: 100", "Documents (2)",
        "1. Council closes pier", "Client/Matter: -None-", "Search Terms: pier",
        "2. Council closes pier", "Search Terms: pier",
    )
) + table(("Content Type", "Narrowed by"), ("News", "Sources: The Quayside Post; Content Type: News"))  # fmt: skip
UNI_HEADS = (
    "Council closes pier; Traders were not asked", "", "The Quayside Post (Marlow) - Final Edition", "(Tide Tables)",
    "January 20, 2009 Tuesday 9:20 AM GMT", "", "\nCopyright 2009 Quayside Press All Rights Reserved", "\n",
    "Section:\xa0NEWS; Pg. 3", "Length:\xa031 words", "Byline:\xa0By Ada Rook, for the Post", "Ben Tarn",
    "Highlight:\xa0The pier has had its day", "",
)  # fmt: skip
UNI_BODY = READ.replace("Tuesday", "[Tuesday]").split("\n\n")
UNI_AFTER = (
    paragraph("\nGraphic"), "", "The pier in June", paragraph("Notes", "Notes"), "Ada Rook lives here.",
    paragraph("Classification", "Classification"), "Language:\xa0ENGLISH", "\nSubject:\xa0PIERS (90%)",
    "\nLoad-Date:\xa0January 21, 2009",
)  # fmt: skip
UNI_READ = Record(
    "Council closes pier; Traders were not asked", "The Quayside Post (Marlow)", DAY, READ, ("Ada Rook", "Ben Tarn"),
    "NEWS; Pg. 3", ("The pier in June",),
)  # fmt: skip
