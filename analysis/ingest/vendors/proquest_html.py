"""ProQuest, HTML: saved as a page, or sent as a mail (EML) with one or more records in quoted-printable HTML.

Each record begins at an anchor "DocID_…". Its full text holds a whole HTML document within an element TEXT; the mail
programs that forward such a mail rewrite its tags, so the text is found by the labels around it.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Mapping
from email.message import Message

from analysis.ingest.vendors.base import BEGINNING, Record, VendorReader, decoded, marking_cut_off
from analysis.ingest.vendors.html_blocks import Block, Damaged, groups
from analysis.ingest.vendors.proquest_text import COUNTER, FIRST, Entry, label_of, record_of

ANCHOR = "DocID_"
ANCHOR_TAG = re.compile(r"""<a\b[^<>]{0,200}?\b(?:name|id)\s*=\s*["']?[^"'<>\s]{0,100}?DocID_""", re.IGNORECASE)
BOLD_LABEL = re.compile(
    r">\s*(?:Full text|Publication (?:title|info|date)|ProQuest document ID|Document URL|Abstract|Volltext"
    r"|Texte intégral)\s*:",
    re.IGNORECASE,
)
#: how a mail begins, perhaps with the line that mailboxes put before it
MAIL_HEADER = re.compile(rb"(?:From [^\r\n]{1,200}\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
#: the class of a picture on the page, and those of what describes one; mail programs put something before them
PICTURE = "document_view_image"
CAPTIONS = re.compile(
    r"(?:document_view_caption|(?:Photograph|Illustration|Image|Cartoon|Drawing|Map|Chart|Graph|Graphic|Diagram)_content"
    r"|<photo_caption>)$"
)
#: bold headings of the parts of a record, and remains of tags
HEADING = re.compile(r"photographs?|illustrations?|tables?|authoraffiliation|sidebars?", re.IGNORECASE)
REMAINS = re.compile(r"^(?:html\s*>\s*)+", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """Whether a page or the HTML of a mail has an anchor of ProQuest's and labels below it."""
    try:
        beginning = data[:BEGINNING]
        if MAIL_HEADER.match(data):  # up to a line's end, since half a line of Base64 cannot be decoded
            html = _html(beginning if len(data) <= BEGINNING else beginning.rpartition(b"\n")[0])
        else:
            html = decoded(beginning)
    except Damaged:
        return False
    found = ANCHOR_TAG.search(html)
    return found is not None and BOLD_LABEL.search(html, found.end()) is not None


def records(data: bytes) -> Iterator[Record]:
    """Every article of a file, in order."""
    return marking_cut_off(_read(data))


def _html(data: bytes) -> str:
    """The HTML of a mail, of all its parts and of mails attached to it.

    Raises ``Damaged`` if the mail cannot be taken apart.
    """
    try:
        return "\n".join(_decoded(part) for part in email.message_from_bytes(data).walk() if _is_html(part))
    except (RecursionError, ValueError, LookupError, AssertionError, AttributeError, TypeError) as error:
        raise Damaged("the mail is damaged") from error  # all of these come from the parser of hostile headers


def _is_html(part: Message) -> bool:
    return not part.is_multipart() and part.get_content_type() == "text/html"


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset("utf-8")
    try:
        return payload.decode(charset)
    except (LookupError, ValueError):
        return decoded(payload)


def _begins(tag: str, attributes: Mapping[str, str]) -> str | None:
    name = attributes.get("name") or attributes.get("id") or "" if tag == "a" else ""
    return name if ANCHOR in name else None


def _read(data: bytes) -> Iterator[tuple[Record, bool]]:
    try:
        html = _html(data) if MAIL_HEADER.match(data) else decoded(data)
        for group in groups(html, _begins):
            if group.mark and group.blocks:
                yield _record(group.blocks)
    except Damaged as error:
        yield Record(None, None, None, "", reason=str(error)), True


def _record(blocks: list[Block]) -> tuple[Record, bool]:
    around = blocks[0].marks  # of elements that a record before has left open
    title: list[str] = []
    entries: list[Entry] = []
    joined = False
    for block in blocks:
        name, value, is_bold = _label(block)
        if entries or name in FIRST or (title and (name or not joined)):
            if name or not _is_furniture(block, around):
                entries.append(_entry(block, name, value, around, is_bold, joined))
        elif not COUNTER.fullmatch(block.text):
            title.append(block.text)
        joined = block.ended_by == "br"
    return record_of(" ".join(title), entries)


def _label(block: Block) -> tuple[str, str, bool]:
    """The label of a block, its value, and whether the label is bold as ProQuest writes it."""
    behind = block.text[len(block.lead) :].strip()
    if block.lead.endswith((":", "：")):
        return label_of(block.lead)[0], behind, True
    return *label_of(block.text), behind.startswith((":", "："))


def _is_furniture(block: Block, around: frozenset[str]) -> bool:
    own = block.marks - around
    is_picture = any(mark.endswith(PICTURE) for mark in own) and not _is_caption(own)
    is_heading = block.lead == block.text and HEADING.fullmatch(block.text) is not None
    return is_heading or is_picture or not REMAINS.sub("", block.text)


def _is_caption(marks: frozenset[str]) -> bool:
    return any(CAPTIONS.search(mark) for mark in marks)


def _entry(block: Block, name: str, value: str, around: frozenset[str], is_bold: bool, continued: bool) -> Entry:
    own = block.marks - around
    is_field = is_bold and "<text>" not in own
    return Entry(REMAINS.sub("", block.text), name, REMAINS.sub("", value), is_field, _is_caption(own), continued)


READERS = (VendorReader("ProQuest", "HTML", recognises, records),)
