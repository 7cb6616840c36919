"""Joins the lines of PDF pages to paragraphs, without headers, footers and page numbers.

A PDF states where each line stands, but not which lines are a paragraph. A paragraph ends at a larger gap, at an
indented line, where the size of the letters changes, and after a sentence or a heading whose line had room for more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.ingest.documents.base import TITLE, Paragraph

#: lines at the top and at the bottom of a page that can be headers and footers
EDGE = 3
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|s\.|sida|side|pagina|página)\s*)?\d{1,4}(?:\s*(?:of|/|von|de|van|av|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
#: the lines that browsers print above and below a page
PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}\b.*|(?:https?|file)://\S+(?: \d+/\d+)?")
DIGITS = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
BROKEN = re.compile(r"(\w+)[-\u2010]$")
#: letters that some fonts draw as one
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
#: how much larger than usual a gap is between paragraphs, and the letters of a headline or heading
GAP, LARGER = 1.25, 1.15
#: the indent of a first line, and the difference of two lines in the same place, in sizes of the letters
INDENT, SAME = 0.8, 0.3
#: the share of the usual length below which a line had room for more, and is a heading, a byline or a date
SHORT, HALF = 0.85, 0.5
#: lines at the top of the first page in which the headline is looked for, and its characters at most
TOP, LONGEST_TITLE = 15, 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, where it begins in points from the lower left corner, and the size of its letters."""

    text: str
    x: float
    y: float
    size: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Yield the headline, in the style of titles, and the paragraphs of a document."""
    lines = [line for page in _without_furniture(pages) for line in page]
    if not lines:
        return
    body = _usual([round(line.size, 1) for line in lines for _ in line.text.split()])
    gap = _usual([round((one.y - two.y) / one.size, 2) for one, two in pairwise(lines) if _follows(one, two)])
    width = sorted(len(line.text) for line in lines)[len(lines) * 3 // 4]
    parts: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(parts[-1], before, line, gap, width):
            parts.append([])
        parts[-1].append(line)
    texts = " ".join(line.text for line in lines)
    title = _title(parts, body)
    if title is not None:
        yield Paragraph(_joined(parts[title], texts), TITLE)
    for place, part in enumerate(parts):
        if place != title:
            yield Paragraph(_joined(part, texts))


def _usual(values: Sequence[float]) -> float:
    return Counter(values).most_common(1)[0][0] if values else 0.0


def _follows(before: Line, line: Line) -> bool:
    """Whether a line stands not far below the one before."""
    return before.size > 0 and 0 < before.y - line.y < 4 * before.size


def _without_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines of each page without page numbers and what pages repeat at their top and bottom."""
    edges = [{*_edge(page)} for page in pages]
    repeated = Counter(
        text for page, edge in zip(pages, edges, strict=True) for text in {_alike(page[k].text) for k in edge}
    )
    for page, edge in zip(pages, edges, strict=True):
        yield [
            line
            for k, line in enumerate(page)
            if k not in edge
            or not (
                PAGE_NUMBER.fullmatch(line.text)
                or PRINTED.fullmatch(line.text)
                or (repeated[_alike(line.text)] > max(1, len(pages) // 3) and not SENTENCE_END.search(line.text))
            )
        ]


def _edge(page: Sequence[Line]) -> list[int]:
    """The highest and the lowest lines of a page."""
    order = sorted(range(len(page)), key=lambda k: page[k].y)
    return order[:EDGE] + order[-EDGE:]


def _alike(text: str) -> str:
    return DIGITS.sub("0", text.casefold())


def _begins(part: Sequence[Line], before: Line, line: Line, gap: float, width: int) -> bool:
    """Whether a line begins a paragraph; ``part`` is the paragraph so far, ``gap`` usual in sizes of the letters."""
    if max(line.size, before.size) > LARGER * min(line.size, before.size):
        return True
    ended = SENTENCE_END.search(before.text) is not None
    had_room = len(before.text) < SHORT * width
    down = before.y - line.y
    if abs(down) < SAME * line.size:  # in the same line
        return False
    if down < 0 or down > 6 * line.size:  # in the next column or on the next page
        return line.text.startswith("©") or (ended and (had_room or _is_indented(part, line, before)))
    if (down > GAP * gap * line.size and gap) or line.text.startswith("©"):
        return True
    heading = len(before.text) < HALF * width and not line.text[0].islower()
    return heading or _is_indented(part, line, before) or (ended and had_room)


def _is_indented(part: Sequence[Line], line: Line, before: Line) -> bool:
    """Whether a line is indented; a second line further left shows that the first line of a paragraph was."""
    left = min(other.x for other in part[-3:]) if len(part) > 1 else before.x
    return 0 < line.x - left - INDENT * line.size < 4 * line.size


def _title(parts: Sequence[Sequence[Line]], body: float) -> int | None:
    """The paragraph of the largest letters at the top, ``None`` if none is larger than the text."""
    top = [place for place, _ in enumerate(parts[:TOP])]
    best = max(top, key=lambda place: (round(parts[place][0].size, 1), -place))
    length = sum(len(line.text) for line in parts[best])
    return best if parts[best][0].size > LARGER * body and length <= LONGEST_TITLE else None


def _joined(lines: Sequence[Line], texts: str) -> str:
    """The lines as one text; a hyphen at a line's end goes unless the document has the word with it elsewhere."""
    joined = ""
    for line in lines:
        text = line.text.translate(LIGATURES)
        broken = BROKEN.search(joined)
        if joined.endswith("\xad"):
            joined = joined[:-1] + text
        elif broken and text[:1].islower():
            rest = re.match(r"\w+", text)
            kept = re.search(rf"\b{broken[1]}[-\u2010]{rest[0]}\b", texts) if rest else None
            joined = (joined if kept else joined[:-1]) + text
        else:
            joined = f"{joined} {text}" if joined else text
    return joined
