"""Builders of small documents with invented text: DOCX and ODT from paragraphs with styles, RTF, and PDF from lines."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from tests.support.files.nexis import docx_file, paragraph, zip_file

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
#: text, style
Styled = tuple[str, str]
#: text, distance from the left and from below in points, size of the letters
Placed = tuple[str, float, float, float]


def docx(paragraphs: Iterable[Styled]) -> bytes:
    """A DOCX file."""
    return docx_file(*(paragraph(text, style=style) for text, style in paragraphs))


def odt(paragraphs: Iterable[Styled], manifest: bytes = b"<manifest/>") -> bytes:
    """An ODT file; "Title" is the parent of an automatic style, as word processors write it."""
    made = "".join(f'<text:p text:style-name="{style}">{_odt(text)}</text:p>' for text, style in paragraphs)
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "style"))
    automatic = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{made}</office:text></office:body>"
        "</office:document-content>"
    )
    return zip_file({"content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def _odt(text: str) -> str:
    note = "<text:note><text:note-body><text:p>A footnote.</text:p></text:note-body></text:note>"
    return html.escape(text).replace("\n", "<text:line-break/>").replace("  ", " <text:s/>").replace("*", note)


def rtf(paragraphs: Iterable[Styled]) -> bytes:
    """An RTF file."""
    made = "".join(
        "".join(sign if ord(sign) < 128 else rf"\u{ord(sign)}?" for sign in text) + r"\par " for text, _ in paragraphs
    )
    return (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\header A header\par}" + made + "}").encode("latin-1")


def pdf(pages: Sequence[Sequence[Placed]], encrypted: bool = False) -> bytes:
    """A PDF file of lines in Helvetica."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids: list[int] = []
    for page in pages:
        drawn = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET\n" for text, x, y, size in page)
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(len(objects))
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/O(" + "x" * 32 + ")/U(" + "x" * 32 + ")/P -4>>/ID[(a)(a)]"
    made = b"%PDF-1.4\n"
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"/Size {len(objects) + 1}/Root 1 0 R{locked if encrypted else ''}"
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<<{trailer}>>\n".encode()
    return made + f"startxref\n{made.rindex(b'xref')}\n%%EOF".encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
