"""Reads HTML exports of Nexis and LexisNexis, about 2000 to 2019: a DIV for each field, an anchor before each record.

Each file numbers the classes of its style sheet differently, so the sheet itself is read: which classes are centred,
bold, or in the size of titles. Without a sheet, order and labels decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from analysis.ingest.vendors.base import Record, VendorReader
from analysis.ingest.vendors.blocks import Block, centre_by_order, record_of
from analysis.ingest.vendors.labels import COUNTER, beginning, is_cover, label_of, roles, text_of, unknown_label_of

_ANCHOR = re.compile(r"<a\s{1,9}name=[\"']?DOC_ID_\d+_\d+", re.IGNORECASE)
_NUMBER = re.compile(r"<DOC NUMBER=\d+>", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<=>)\s{0,80}(?:\d[\d.,]{0,9} (?:of|von|de|van) \d[\d.,]{0,9} DO[CK]UMENT\w{0,3}"
    r"|Do[ck]ument \d[\d.,]{0,9} (?:von|de|van) \d[\d.,]{0,9})\s{0,9}(?=<)"
)
_LABELLED = re.compile(r">\s{0,9}([A-ZÄÖÜÉ]{3,20}(?:-[A-ZÄÖÜÉ]{2,20})?)\s{0,3}:(?=\s|&nbsp;|<)")
#: markup that Nexis hides from browsers in comments
_HIDDEN = re.compile(r"<!-- Hide XML section from browser|</?DOC(?:FULL| NUMBER=\d+)?>(?:\s{0,9}-->)?", re.IGNORECASE)
_SHEET = re.compile(r"\.(c\d{1,4})\s{0,9}\{([^{}]{0,600})\}")
_SIZE = re.compile(r"font-size:\s{0,9}(\d{1,3})pt")
_BOLD = re.compile(r"font-weight:\s{0,9}(?:bold|[6-9]00)")
_COLOUR = re.compile(r"(?<![-\w])color:\s{0,9}#(?!000000)")
_CENTRE = re.compile(r"text-align:\s{0,9}center")
#: maximum length of a record, in characters
_LONGEST_RECORD = 4_000_000
_SILENT = frozenset(("script", "style", "title", "noscript"))
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class _Style:
    """The style of a class or an element: ``size`` in points; ``hit`` marks a search term, which is coloured."""

    centred: bool = False
    bold: bool = False
    size: int = 0
    hit: bool = False


def recognises(data: bytes) -> bool:
    """Whether a file is HTML with the anchors and hidden marks of Nexis, or with a counter line, and a known label."""
    text = beginning(data)
    if "<" not in text[:1_000] or data.startswith((b"PK", b"{\\rtf")):
        return False
    marked = _ANCHOR.search(text) is not None and _NUMBER.search(text) is not None
    if not marked and _COUNTED.search(text) is None:
        return False
    return any(match[1] in roles() for match in _LABELLED.finditer(text))


def records(data: bytes) -> Iterator[Record]:
    """Yield every record of a file."""
    text = text_of(data)
    styles = {name: _style(rules) for name, rules in _SHEET.findall(text[:200_000])}
    title_size = _title_size(styles)
    for start, end in pairwise([*_starts(text), len(text)]):
        if end - start > _LONGEST_RECORD:
            yield Record(None, None, None, "", reason="the record is too long for an article")
            continue
        blocks = _blocks(_HIDDEN.sub(" ", text[start:end]), styles, title_size)
        if blocks:
            yield record_of(blocks)


def _starts(text: str) -> list[int]:
    """Return the offsets of the records: anchors, hidden marks or counter lines, whichever there are most of."""
    found = [[match.start() for match in pattern.finditer(text)] for pattern in (_ANCHOR, _NUMBER, _COUNTED)]
    return max(found, key=len)


def _style(rules: str) -> _Style:
    size = _SIZE.search(rules)
    centred, bold, hit = (pattern.search(rules) is not None for pattern in (_CENTRE, _BOLD, _COLOUR))
    return _Style(centred, bold, int(size[1]) if size else 0, hit)


def _title_size(styles: Mapping[str, _Style]) -> int | None:
    """Return the size of titles, which is larger than that of most classes, or ``None`` if there is none."""
    sizes = Counter(style.size for style in styles.values() if style.size)
    largest = max(sizes, default=0)
    return largest if sizes and largest > sizes.most_common(1)[0][0] else None


@dataclass(slots=True)
class _Blocks:
    """A parser target that collects the blocks of one record.

    ``title_size`` is the size of titles, ``None`` if the style sheet has only one size.
    """

    styles: Mapping[str, _Style]
    title_size: int | None
    found: list[Block] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    open: list[_Style] = field(default_factory=list)
    centred: bool = False
    first: _Style | None = None
    silent: int = 0
    table: int = 0
    cell: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        before = self.open[-1] if self.open else _Style()
        style = self.styles.get(attributes.get("class", ""), _Style())
        bold = before.bold or style.bold or tag in ("b", "strong")
        self.open.append(_Style(style.centred, bold, style.size or before.size, style.hit))
        if tag in _SILENT:
            self.silent += 1
        elif tag in ("div", "table"):
            if not self.table:
                self.flush()
            self.table += tag == "table"
        elif tag == "br":
            self.text(_BREAK)
        elif tag in ("td", "th"):
            self.cell = 0
            self.text(" ")
        elif tag in ("p", "tr"):
            self.paragraph(tag)
        self.centred = self.centred or style.centred

    def paragraph(self, tag: str) -> None:
        """Begin a paragraph; the first one of a table cell stays in the row."""
        self.cell += 1
        if not (tag == "p" and self.table and self.cell == 1):
            self.paragraphs.append([])

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self.open:
            self.open.pop()
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table":
            self.table = max(0, self.table - 1)
            if not self.table:
                self.flush()
        elif tag == "div" and not self.table:
            self.flush()
        elif tag == "p" and not self.table:
            self.paragraphs.append([])

    def data(self, text: str) -> None:
        """Take text; its line ends are only spaces."""
        if self.silent:
            return
        if self.first is None and text.strip():
            self.first = self.open[-1] if self.open else _Style()
        self.text(text.replace("\n", " "))

    def text(self, text: str) -> None:
        """Add text to the paragraph."""
        if not self.paragraphs:
            self.paragraphs.append([])
        self.paragraphs[-1].append(text)

    def flush(self) -> None:
        """End the block."""
        paragraphs = [text for paragraph in self.paragraphs for text in _broken("".join(paragraph))]
        if paragraphs:
            self.found.append(self.block(paragraphs))
        self.paragraphs, self.centred, self.first = [], False, None

    def block(self, paragraphs: list[str]) -> Block:
        """Return a block of these paragraphs."""
        lines = [" ".join(line.split()) for text in paragraphs for line in text.split(_BREAK) if line.strip()]
        style = self.first or _Style()
        big = style.bold and style.size == self.title_size if self.title_size else None
        label = label_of(lines[0])
        if big is not None:
            label = (label or unknown_label_of(lines[0])) if style.bold and not big and not style.hit else None
        joined = [" ".join(text.split()) for text in paragraphs]
        return Block(lines, joined, centred=self.centred, big=big, label=label)

    def close(self) -> list[Block]:
        """Return the blocks."""
        self.flush()
        return self.found


def _broken(paragraph: str) -> Iterator[str]:
    """Split a paragraph at its empty lines."""
    lines: list[str] = []
    for line in [*paragraph.split(_BREAK), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield _BREAK.join(lines)
            lines = []


def _blocks(markup: str, styles: Mapping[str, _Style], title_size: int | None) -> list[Block]:
    """Return the blocks of a record without its counter line, up to the cover page of another request."""
    target = _Blocks(styles, title_size)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, recover=True)
    try:
        parser.feed(markup.encode("utf-8", "replace"))
        blocks: list[Block] = parser.close()
    except (etree.LxmlError, ValueError, AssertionError):
        blocks = target.close()
    kept: list[Block] = []
    for block in blocks:
        if is_cover(block.lines[0]):
            break
        if not COUNTER.fullmatch(block.lines[0]):
            kept.append(block)
    if not styles:
        centre_by_order(kept)
    return kept


READERS = (VendorReader("Nexis", "HTML", recognises, records),)
