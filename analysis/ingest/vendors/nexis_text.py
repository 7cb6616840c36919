"""Reads plain text exports of Nexis and LexisNexis: lines wrapped at 80 columns, records after "n of m DOCUMENTS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.ingest.vendors.base import Record, VendorReader
from analysis.ingest.vendors.blocks import Block, centre_by_order, record_of
from analysis.ingest.vendors.labels import (
    COUNTER_LINE,
    beginning,
    is_cover,
    label_of,
    length_of,
    text_of,
    unknown_label_of,
)

#: page width in columns, for which lines are centred
_WIDTH = 80
#: tolerance for centred lines, in columns
_SLACK = 3
#: a line with at least this indentation, in columns, counts as centred
_DEEP = 12
#: number of lines after a counter line that are searched for a label
_LOOK = 150
#: maximum length of a record, in characters
_LONGEST_RECORD = 4_000_000
_BLANKS = " \xa0\u2002\u2003\u2009"
#: a hyphen at the end of a line within a word, and words before which it is a suspended one ("pre- and post-war")
_BROKEN = re.compile(r"\w-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|en|of)\b")


def recognises(data: bytes) -> bool:
    """Whether a file is plain text with a counter line and, not far below it, a known label."""
    if data.startswith((b"PK", b"{\\rtf")):
        return False
    text = beginning(data).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:1] == "<":
        return False
    for counter in COUNTER_LINE.finditer(text):
        lines = text[counter.end() : counter.end() + _LOOK * (_WIDTH + 2)].split("\n")[:_LOOK]
        if any(label_of(line) or length_of(line.strip()) for line in lines):
            return True
    return False


def records(data: bytes) -> Iterator[Record]:
    """Yield every record of a file."""
    text = text_of(data)
    counters = [(match.start(), match.end()) for match in COUNTER_LINE.finditer(text)]
    for (begin, start), (end, _) in pairwise([*counters, (len(text), len(text))]):
        indented = text[begin:start].lstrip("\f")[:1] in (" ", "\t")
        if end - start > _LONGEST_RECORD:
            yield Record(None, None, None, "", reason="the record is too long for an article")
        else:
            yield record_of(_blocks(text[start:end], indented=indented))


def _blocks(text: str, *, indented: bool) -> list[Block]:
    """Return the blocks of a record, up to the cover page of another request."""
    blocks: list[Block] = []
    lines: list[str] = []
    gap = blank = 0
    for line in [*text.expandtabs().split("\n"), ""]:
        if line.strip():
            if not lines:
                gap = blank
                if is_cover(line):
                    break
            blank = 0
            lines.append(line.rstrip())
            continue
        blank += 1
        if lines:
            blocks += _split(lines, gap)
            lines = []
    if not indented:
        centre_by_order(blocks)
    return blocks


def _split(lines: list[str], gap: int) -> Iterator[Block]:
    """Yield one block, or one for each label if labels follow each other without a blank line."""
    start = 0
    if label_of(lines[0].strip()):
        for place in range(1, len(lines)):
            if label_of(lines[place]):
                yield _block(lines[start:place], gap if start == 0 else 0)
                start = place
    yield _block(lines[start:], gap if start == 0 else 0)


def _block(lines: list[str], gap: int) -> Block:
    bare = [line.strip() for line in lines]
    label = label_of(bare[0]) or unknown_label_of(bare[0])
    if not label and len(bare) == 1:
        label = length_of(bare[0])
    return Block(bare, list(_paragraphs(lines)), centred=_is_centred(lines), gap=gap, label=label)


def _is_centred(lines: Sequence[str]) -> bool:
    """Whether every line is in the middle of the page and at least one is indented."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines]
    middles = (
        indent >= _DEEP or abs(indent - (_WIDTH - len(line.strip())) / 2) <= _SLACK
        for line, indent in zip(lines, indents, strict=True)
    )
    return max(indents) > _SLACK and all(middles)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of a block with their lines joined; a slightly indented line begins a new paragraph."""
    joined: list[str] = []
    before = 0
    for line in lines:
        words = line.strip()
        indent = len(line) - len(line.lstrip(_BLANKS))
        if joined and before < 2 <= indent < 8:
            yield "".join(joined)
            joined = []
        if joined:
            whole = _BROKEN.search(joined[-1]) and words[:1].islower() and not _SUSPENDED.match(words)
            joined.append(words if whole else f" {words}")
        else:
            joined.append(words)
        before = indent
    yield "".join(joined)


READERS = (VendorReader("Nexis", "TXT", recognises, records),)
