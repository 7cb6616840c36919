"""Loaded constructions: judgements that have a form rather than a word of the list.

Each rule yields the positions of a construction in a document, with its category and strength. As with words, those of
strength 2 count only if their sentence has a cue of strength 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from analysis.types import Span

if TYPE_CHECKING:
    from analysis.document import Document

#: last and first parts that make a compound a judgement ("hate-fueled", "pseudo-science")
LAST_MEMBERS = frozenset(
    "addled baiting bashing crazed denying fueled fuelled grabbing happy hating hungry "
    "infested loving mongering obsessed peddling plagued pushing riddled ridden spewing splaining thumping "
    "toting worshipping".split()
)
FIRST_MEMBERS = frozenset("crypto faux hyper mega mock pseudo quasi uber".split())
#: words and marks before a name, a title or a cited wording, which is no scare quote
MENTION = re.compile(
    r"(?:\b(?:called|named|titled|entitled|dubbed|nicknamed|known as|labell?ed|word|words|term|terms|phrase|phrases|"
    r"slogan|hashtag|song|film|movie|book|show|series|column|essay|album|episode|documentary|played|read|reads|"
    r"reading|wrote|write|said|says|say|saying|told|tweeted|added|of|as|was|were|is|are|be|been)|[:,])\s*$",
    re.IGNORECASE,
)
#: most words and most characters of a scare quote
SCARE_WORDS = 3
SCARE_LENGTH = 40
HYPHEN = re.compile("-")
BEFORE_HYPHEN = re.compile(r"[^\W_]+$")
#: bounded, since the rest of a long chain of hyphens would be read again from each of them
AFTER_HYPHEN = re.compile(r"[^\W_]+(?:-[^\W_]+){0,5}")


class Construction(NamedTuple):
    """A loaded construction in a text."""

    span: Span
    category: str
    strength: int


def constructions(document: Document) -> Iterator[Construction]:
    """Yield the loaded constructions of a document, in no particular order."""
    yield from _compounds(document)
    yield from _scare_quotes(document)
    yield from _marks(document)


def _compounds(document: Document) -> Iterator[Construction]:
    """Compounds that judge: "a scandal-plagued mayor", "pseudo-science"."""
    text = document.text
    for hyphen in HYPHEN.finditer(text):
        before = BEFORE_HYPHEN.search(text, max(0, hyphen.start() - 30), hyphen.start())
        after = AFTER_HYPHEN.match(text, hyphen.end()) if before else None
        if before and after and (after[0].lower() in LAST_MEMBERS or before[0].lower() in FIRST_MEMBERS):
            yield Construction(Span(before.start(), after.end()), "compound", 1)


def _scare_quotes(document: Document) -> Iterator[Construction]:
    """One to three lower-case words in quotation marks that are attributed to nobody."""
    text = document.text
    contents = sorted((a.content.start, a.content.end) for a in document.attributions)
    furthest = list(accumulate((end for _, end in contents), max))
    for quote in document.quotes:
        inner = quote.inner.of(text)
        if len(inner) > SCARE_LENGTH or not inner[0].islower() or inner[-1] in ".,!?" or inner != inner.lower():
            continue
        if len(inner.split()) > SCARE_WORDS or document.voice_at(quote.span.start) != "outlet":
            continue
        before = bisect_left(contents, (quote.span.end,))
        if before and furthest[before - 1] > quote.span.start:
            continue  # part of an attribution
        if not MENTION.search(text, max(0, quote.span.start - 20), quote.span.start):
            yield Construction(quote.span, "scare_quotes", 1)


def _marks(document: Document) -> Iterator[Construction]:
    """A sentence that ends in an exclamation or a question mark, in the outlet's own voice."""
    for sentence in document.sentences:
        mark = document.text[sentence.end - 1]
        if mark in "!?" and document.voice_at(sentence.end - 1) == "outlet":
            span = Span(sentence.end - 1, sentence.end)
            yield Construction(span, *(("exclamation", 1) if mark == "!" else ("question", 2)))
