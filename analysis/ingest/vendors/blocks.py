"""Assembles Nexis records, TXT and HTML, from blocks: the lines between blank lines, or the content of a DIV.

A record consists of outlet, date, title, labels, body, closing labels and copyright, in this order. The title may come
before the date, and any of them may be missing. The closing labels are located from the end, because a body may contain
words that look like labels; SECTION and LENGTH may be among them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.ingest.vendors.base import Record
from analysis.ingest.vendors.fields import authors_of, date_line, outlet_name
from analysis.ingest.vendors.labels import HEADER_ROLES, LONG_ROLES, Label, is_copyright, is_unshown

#: limit for further paragraphs of one closing label, and for closing labels in a row that are not in the table
_LONGEST_VALUE = 4
#: maximum length in characters of a title, of a title that no label follows, and of a label's further paragraph
_LONGEST_TITLE = 700
_LONGEST_BARE_TITLE = 300
_LONGEST_CONTINUATION = 600
#: labels that never occur between outlet and title; those of broadcasts (SHOW) do
_INNER_ROLES = HEADER_ROLES - {"before", "date"} | {"body"}
#: a record with no field at all and fewer characters of text than this is a message, not an article
_SHORT = 400
UNSHOWN = "the database could not display this document"
_PHOTO = re.compile(
    r"(?:PHOTO|DRAWING|CHART|MAP|GRAPHIC|ILLUSTRATION|DIAGRAM|IMAGE|CARTOON|VIDEO|TABLE)S?\b[^:.!?]{0,40}:"
    r"|(?:Photo|Photograph|Drawing|Chart|Map|Graphic|Illustration|Diagram|Caption)s?:|\(PHOTOGRAPHS? BY "
)
_URL = re.compile(r"(?:URL:\s?)?(https?://[^\s/]{4,100}(/\S{0,500})?)$")
#: lines of the web page that the export keeps without their target
_LINKS = frozenset(("Link to Image", "Link to Original", "Link to Story", "Original Gesamtseiten-PDF"))
#: number of last paragraphs that are searched for a list of related articles
_FOOT = 30


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    ``gap`` is the number of blank lines before it. ``big`` says whether it is set in the size of a title, ``None`` if
    the file does not show it.
    """

    lines: list[str]
    paragraphs: list[str]
    centred: bool = False
    gap: int = 1
    big: bool | None = None
    label: Label | None = None

    @property
    def text(self) -> str:
        """Everything in the block, in one line."""
        return " ".join(self.paragraphs)

    @property
    def heading(self) -> Label | None:
        """The label; an unknown one counts only if the style sheet sets it as a label and the block is short."""
        short = len(self.paragraphs) == 1 and len(self.text) < _SHORT
        known = self.label is None or self.label.role != "other"
        return self.label if known or (self.big is not None and short) else None

    @property
    def values(self) -> list[str]:
        """The paragraphs without the label."""
        if self.label is None:
            return self.paragraphs
        first = self.paragraphs[0].partition(":")[2].strip() if self.paragraphs else ""
        return [text for text in (first, *self.paragraphs[1:]) if text]


@dataclass(slots=True)
class _Parts:
    """The fields of a record read so far; ``body`` is the index of the block where the body begins."""

    titles: list[str] = field(default_factory=list)
    outlet: str | None = None
    copyright_outlet: str | None = None
    date: dt.date | None = None
    dated: bool = False
    bylines: list[str] = field(default_factory=list)
    section: str | None = None
    captions: list[str] = field(default_factory=list)
    url: str | None = None
    body: int = 0


def centre_by_order(blocks: Sequence[Block]) -> None:
    """Mark the first block of a record as centred, and so as the outlet, in a file without indentation or styles."""
    first = next((block for block in blocks if not is_copyright(block.lines[0])), None)
    if first and not first.label and not date_line(first.lines[0]):
        first.centred = True


def record_of(blocks: Sequence[Block]) -> Record:
    """Return the article of one record's blocks."""
    tail = _tail(blocks)
    parts = _Parts()
    _read_header(blocks, tail, parts)
    _read_labels(blocks, tail, parts)
    body: list[str] = []
    for block in blocks[parts.body : tail]:
        body += block.values if block.label and block.label.role == "body" else block.paragraphs
    _read_closing(blocks[tail:], parts)
    if not body:
        corrections = (block for block in blocks[tail:] if block.label and block.label.role == "correction")
        body = [text for block in corrections for text in block.values]
    text, captions, url = body_of(body)
    parts.captions += captions
    if not text and parts.captions:
        text, parts.captions = "\n\n".join(parts.captions), []
    bare = not (parts.outlet or parts.dated or any(block.label for block in blocks))
    outlet = parts.outlet or parts.copyright_outlet
    shown = (text, " ".join(parts.titles), outlet or "")
    unshown = any(is_unshown(part) for part in shown) or (bare and 0 < len(text) < _SHORT)
    return Record(
        title=" ".join(" ".join(parts.titles).split()) or None,
        outlet=outlet_name(outlet) if outlet else None,
        published=parts.date,
        text=text,
        authors=authors_of("; ".join(parts.bylines), outlet) if parts.bylines else (),
        section=parts.section,
        captions=tuple(parts.captions),
        url=parts.url or url,
        reason=UNSHOWN if unshown else "",
    )


def _tail(blocks: Sequence[Block]) -> int:
    """Return the index of the block where closing labels and copyright begin, searching from the end."""
    tail = len(blocks)
    plain = unknown = 0
    for place in range(len(blocks) - 1, 0, -1):
        block = blocks[place]
        role = block.label.role if block.label else None
        if block.label and role == "other" and not block.heading and "-" not in block.label.name:
            role = None  # a speaker ("SMITH: …") rather than a label
        if role is None and is_copyright(block.lines[0]) and not plain + unknown:
            tail = place
        elif role is None or role == "other":
            plain += role is None
            unknown += role == "other"
            if max(plain, unknown) > _LONGEST_VALUE:
                break
        elif role in ("title", "body") or (plain and role not in LONG_ROLES) or (unknown and role in HEADER_ROLES):
            break
        else:
            tail, plain, unknown = place, 0, 0
    return tail


def _read_header(blocks: Sequence[Block], end: int, parts: _Parts) -> None:
    """Read outlet, date and title; set ``parts.body`` to the block after them."""
    for place in range(end):
        block = blocks[place]
        parts.body = place
        if block.heading:
            if block.centred and block.heading.role not in _INNER_ROLES:
                continue
            return
        if is_copyright(block.lines[0]):
            _read_copyright(block, parts)
        elif not block.big and (block.centred or _is_dated(block, parts)):
            _read_centred(block, parts)
        elif not parts.titles and address(block.text):
            parts.url = address(block.text)
        elif not _takes_title(blocks, place, end, parts):
            return
    parts.body = end


def _is_dated(block: Block, parts: _Parts) -> bool:
    return not parts.dated and len(block.lines) <= 3 and date_line(block.lines[0]) is not None


def _read_centred(block: Block, parts: _Parts) -> None:
    """Take outlet and date from centred lines; other centred lines are editions or disclaimers."""
    for line in block.lines:
        day = date_line(line)
        if day is not None:
            parts.date, parts.dated = parts.date or day[0], True
        elif parts.outlet is None and not parts.dated:
            parts.outlet = line


def _read_copyright(block: Block, parts: _Parts) -> None:
    """Take the outlet, which in old files is the last line of the copyright notice, and a date below it."""
    for line in block.lines[1:]:
        day = date_line(line)
        if day is not None:
            parts.date, parts.dated = parts.date or day[0], True
        elif "reserved" not in line.casefold() and not is_copyright(line):
            parts.copyright_outlet = line


def _followed_by(blocks: Sequence[Block], place: int, end: int, reach: int = 2) -> bool:
    """Whether one of the next blocks has a label that belongs before the body."""
    after = blocks[place + 1 : min(end, place + 1 + reach)]
    return any(block.label and block.label.role in HEADER_ROLES | {"body"} for block in after)


def _takes_title(blocks: Sequence[Block], place: int, end: int, parts: _Parts) -> bool:
    """Use a plain block as the title, a further part of it or the authors; return false if it is none of these."""
    block = blocks[place]
    if not parts.titles:
        if found := _begins_title(blocks, place, end, parts):
            parts.titles.append(block.text)
        return found
    if block.big:
        parts.titles.append(block.text)
        return True
    if block.gap > 1 or len(block.text) > _LONGEST_CONTINUATION or not _followed_by(blocks, place, end):
        return False
    if block.text.casefold().startswith(("by ", "von ", "par ", "door ")):
        parts.bylines.append(block.text)
    elif parts.titles[-1].endswith(";"):
        parts.titles.append(block.text)
    return True


def _begins_title(blocks: Sequence[Block], place: int, end: int, parts: _Parts) -> bool:
    """Whether a plain block (neither centred nor labelled) is the title rather than the beginning of the body."""
    block = blocks[place]
    if block.big is not None or len(block.text) > _LONGEST_TITLE:
        return bool(block.big)
    if _followed_by(blocks, place, end, reach=1):
        return True
    later = blocks[place + 1 : min(end, place + 3)]
    if not parts.dated and any(other.centred and date_line(other.lines[0]) for other in later):
        return True
    return block.gap < 2 and len(block.text) <= _LONGEST_BARE_TITLE


def _read_labels(blocks: Sequence[Block], end: int, parts: _Parts) -> None:
    """Read the labels before the body; set ``parts.body`` to the block where the body begins."""
    place = parts.body
    while place < end:
        block = blocks[place]
        if block.heading is None:
            short = block.gap < 2 and len(block.text) <= _LONGEST_CONTINUATION
            if place == parts.body or not short or not _followed_by(blocks, place, end):
                break
            if not parts.titles and not block.centred:
                parts.titles.append(block.text)
        elif block.heading.role == "body":
            break
        else:
            _read_label(block, parts)
        place += 1
    parts.body = place


def _read_label(block: Block, parts: _Parts) -> None:
    label, value = block.label, " ".join(block.values)
    if label is None or not value:
        return
    if label.role == "title":
        parts.titles = [value]
    elif label.role == "byline":
        parts.bylines.append(value)
    elif label.role == "section":
        parts.section = parts.section or value
    elif label.role == "date" and parts.date is None:
        day = date_line(value)
        parts.date = day[0] if day else None
    elif label.role == "caption":
        parts.captions += block.values
    elif label.role == "url":
        parts.url = parts.url or address(value.split()[0])


def _read_closing(blocks: Sequence[Block], parts: _Parts) -> None:
    """Read the labels after the body; blocks without a label continue the one before them."""
    role = ""
    for block in blocks:
        if block.label:
            role = block.label.role
            _read_label(block, parts)
        elif is_copyright(block.lines[0]):
            role = ""
        elif role == "caption":
            parts.captions += block.paragraphs


def address(line: str) -> str | None:
    """Return the URL that a line consists of; ``None`` for other lines and for the URL of a whole site."""
    match = _URL.match(line)
    return match[1] if match and len(match[2] or "") > 1 else None


def body_of(paragraphs: Sequence[str]) -> tuple[str, list[str], str | None]:
    """Return the text of a body, and the captions and the URL that follow it.

    An abstract before "FULL TEXT" and the list of related articles at the end of web versions are dropped.
    """
    kept = [text for text in (" ".join(paragraph.split()) for paragraph in paragraphs) if text and text not in _LINKS]
    for place, text in enumerate(kept[:12]):
        if text == "FULL TEXT" and "ABSTRACT" in kept[:place]:
            kept = kept[place + 1 :]
            break
    url = None
    for place in range(len(kept) - 1, max(-1, len(kept) - _FOOT), -1):
        if kept[place].rstrip(":").casefold() in ("related articles", "related article"):
            del kept[place:]
    captions: list[str] = []
    while len(kept) > 1 and (_PHOTO.match(kept[-1]) or _URL.match(kept[-1])):
        last = kept.pop()
        if _URL.match(last):
            url = address(last) or url
        else:
            captions.insert(0, last)
    return "\n\n".join(kept), captions, url
