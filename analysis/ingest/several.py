"""Signs that a text holds several articles: counters, end marks, repeated headers, bylines with dates, copyright lines.

Such a text is never read as one article. Each sign is a place where an article begins or ends, and counts only where
enough words are between it and the next, so that lists of links and lines about pictures are no articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate, pairwise

from analysis.ingest.vendors.factiva_html import ACCESSION
from analysis.ingest.vendors.interface_words import dated, is_dateline
from analysis.ingest.vendors.nexis_uni import ENDS

#: "Document 3 of 12", "Artikel 3 von 12", "3 of 12 DOCUMENTS"
COUNTER = re.compile(
    r"(?:FOCUS - ?)?(?:(?:document|dokument|article|artikel|record|story|result)s? ?(?:no\.? ?)?#?(\d{1,5}) ?"
    r"(?:of|von|de|van|av|sur|/) ?\d{1,5}"
    r"|(\d{1,5}) ?(?:of|von|de|van|av|sur|/) ?\d{1,5} (?:do[ck]ument|arti[ck]le?|record|stor(?:y|ies)|result)\w{0,3})"
    r"\W*",
    re.IGNORECASE,
)
#: labels that the header of an article in a database or a list has
LABEL = re.compile(
    r"(headline|title|titel|titre|source|outlet|newspaper|publication(?: title| date)?|published(?: on)?|date|datum"
    r"|byline|author|auteur|autor|by|section|length|word count|url|link|full text|body|text) ?:(?: |$)",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?:by|von|par|door)[: ]\s?[A-ZÀ-Þ][^\W\d_]*[.’'-]?(?: [^.!?:;\d]{2,80})?", re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b).{0,30}\b(?:19|20)\d\d\b.{0,120}", re.IGNORECASE)
RULE = re.compile(r"([-=_*#~–—])\1{7,}")
PUBLISHED = re.compile(r"(?:published|posted|updated|date)\b[: ]*(?:on |at )?", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
#: characters of a line that can be one of a header
LONGEST_HEADER = 160
#: words of a headline at most
LONGEST_HEADLINE = 25
#: lines that the parts of a header are at most apart
NEAR = 3
#: words of prose between two signs at least: for certain signs, and for those that a page of one article has too
CERTAIN, LIKELY = 30, 100
#: words of a line of prose at least; shorter ones are menus, links and headers
PROSE = 8
#: lines below a header, and the words of prose in them, by which it is an article's
BELOW, TEXT = 9, 60
#: what stands next to the dates of readers' comments
COMMENT = re.compile(r"(?:reply|report|share|like|flag|permalink|edit|log in)\b.*|.*\bsays:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: where lines show it, the words of prose between two at least, and whether it ends an article."""

    places: Callable[[Sequence[str]], Iterator[int]]
    words: int
    ends: bool = False


def refusal(lines: Sequence[str]) -> str | None:
    """Why a text is not read as one article, in one sentence, or ``None`` for a text of one article."""
    return _sentence(number_of_articles(lines, SIGNS))


def refusal_of_page(html: str) -> str | None:
    """The same for a web page, whose menus and lists have all signs but those of databases."""
    return _sentence(number_of_articles([unescape(text) for text in TAG.split(html)], CERTAIN_SIGNS))


def _sentence(number: int) -> str | None:
    if number < 2:
        return None
    return (
        f"this seems to contain about {number:,} articles in an unknown format; save each as a separate file, or all "
        "as a table with one row per article"
    )


def number_of_articles(lines: Sequence[str], signs: Sequence[Sign]) -> int:
    """About how many articles the lines of a text hold by these signs: 0 without any, 1 if there is but one of each."""
    lines = [stripped for line in lines if (stripped := line.strip())]
    words = (len(line.split()) for line in lines)
    before = list(accumulate((count if count >= PROSE else 0 for count in words), initial=0))
    return max(len(_apart(sign.places(lines), before, sign)) for sign in signs)


def _apart(places: Iterator[int], before: Sequence[int], sign: Sign) -> list[int]:
    """The places that have enough words between them, and behind the last one if they are beginnings."""
    found: list[int] = []
    for place in places:
        if not found or before[place] - before[found[-1]] >= sign.words:
            found.append(place)
    while not sign.ends and found and before[-1] - before[found[-1]] < sign.words:
        found.pop()
    return found


def _counters(lines: Sequence[str]) -> Iterator[int]:
    """Lines that number the articles, each number once: a file's name at the foot of each page is no counter."""
    seen: set[str] = set()
    for place, line in enumerate(lines):
        match = COUNTER.fullmatch(line) if len(line) < LONGEST_HEADER else None
        number = match and (match[1] or match[2])
        if number and number not in seen:
            seen.add(number)
            yield place


def _ends(lines: Sequence[str]) -> Iterator[int]:
    """Lines that end an article in an export of a database."""
    return (k for k, line in enumerate(lines) if line in ENDS or (len(line) < 60 and ACCESSION.search(line)))


def _labelled(lines: Sequence[str]) -> Iterator[int]:
    """Headers of labels: two different ones close to each other, the first of which is also that of other headers."""
    found = [(k, match[1].lower()) for k, line in enumerate(lines) if (match := LABEL.match(line[:40]))]
    heads = [
        (place, name)
        for (place, name), (following, other) in pairwise(found)
        if following - place <= NEAR and other != name
    ]
    most = Counter(name for _, name in heads).most_common(1)
    return (place for place, name in heads if name == most[0][0])


def _signed(lines: Sequence[str]) -> Iterator[int]:
    """Bylines with a date close to them."""
    dates = {k for k, line in enumerate(lines) if _is_date(line)}
    for place, line in enumerate(lines):
        if _is_byline(line) and _has_text(lines, place):
            if not dates.isdisjoint(range(place - NEAR, place + NEAR + 1)):
                yield place


def _has_text(lines: Sequence[str], place: int) -> bool:
    """Whether an article's text follows a header, and not the next line of a list."""
    counts = (len(line.split()) for line in lines[place + 1 : place + 1 + BELOW])
    return sum(count for count in counts if count >= PROSE) >= TEXT


def _mastheads(lines: Sequence[str]) -> Iterator[int]:
    """Dates with the same short line beside them, or the same words before them, three times: the outlet's name."""
    dates = {place: names for place, line in enumerate(lines) if (names := _names(lines, place, line))}
    name, times = next(iter(Counter(name for names in dates.values() for name in names).most_common(1)), ("", 0))
    if times < 3:
        return iter(())
    return (place for place, names in dates.items() if name in names and _has_text(lines, place))


def _names(lines: Sequence[str], place: int, line: str) -> set[str]:
    """What may be the outlet's name beside the date in a line without a time; empty for a line without a date."""
    found = dated(line) if len(line) < LONGEST_HEADER and ":" not in line and len(line.split()) < 2 * PROSE else None
    if found is None or len(line) - found[2] > 12:
        return set()
    beside = {line[: found[1]].strip(" ,-–—|")}
    if _is_date(line):
        beside.update(lines[max(place - 1, 0) : place], lines[place + 1 : place + 2])
    return {
        name
        for name in beside
        if name and len(name.split()) < PROSE and not COMMENT.fullmatch(name) and not _is_date(name)
    }


def _ruled(lines: Sequence[str]) -> Iterator[int]:
    """Lines of dashes, stars or the like with a date or a byline below them."""
    for place, line in enumerate(lines):
        if RULE.fullmatch(line) and any(_is_date(below) or _is_byline(below) for below in lines[place + 1 : place + 6]):
            yield place


def _copyrights(lines: Sequence[str]) -> Iterator[int]:
    """Copyright lines below an article's end, with the next article's headline below two, or its header below one."""
    found = [k for k, line in enumerate(lines) if len(line) < LONGEST_HEADER and COPYRIGHT.match(line)]
    headed = any(_is_date(below) or _is_byline(below) for k in found for below in lines[k + 1 : k + 8])
    titled = sum(_is_headline(lines[k + 1]) for k in found if k + 1 < len(lines))
    return iter(found if headed or titled > 1 else ())


def _is_headline(line: str) -> bool:
    return line[-1] not in '.!?:…”"' and 2 < len(line.split()) < LONGEST_HEADLINE


def _is_byline(line: str) -> bool:
    return len(line) < LONGEST_HEADER and BYLINE.fullmatch(line) is not None


def _is_date(line: str) -> bool:
    return len(line) < LONGEST_HEADER and is_dateline(PUBLISHED.sub("", line, count=1))


#: the signs that only exports of databases have, and all signs
CERTAIN_SIGNS = (Sign(_counters, CERTAIN), Sign(_ends, CERTAIN, ends=True), Sign(_labelled, CERTAIN))
SIGNS = (
    *CERTAIN_SIGNS, Sign(_signed, LIKELY), Sign(_mastheads, LIKELY), Sign(_ruled, LIKELY),
    Sign(_copyrights, LIKELY, ends=True),
)  # fmt: skip
