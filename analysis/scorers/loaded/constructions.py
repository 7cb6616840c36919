"""Loaded constructions: judgements that are a shape rather than a word of a list.

Each rule reads a document and yields where the shape stands, its category and its strength; rules of
strength 2 count only beside another cue of the same sentence, as weak words do.
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

#: second and first members that make a compound a judgement ("hate-fueled", "pseudo-science")
LAST_MEMBERS = frozenset(
    "addled baiting bashing crazed denying fueled fuelled grabbing happy hating hungry "
    "infested loving mongering obsessed peddling plagued pushing riddled ridden spewing splaining thumping "
    "toting worshipping".split()
)
FIRST_MEMBERS = frozenset("crypto faux hyper mega mock pseudo quasi uber ultra".split())
#: words before a quotation that say it is a name or a wording, not a scare quote
MENTION = re.compile(
    r"(?:\b(?:called|named|titled|entitled|dubbed|nicknamed|known as|labell?ed|word|words|term|terms|phrase|phrases|"
    r"slogan|hashtag|song|film|movie|book|show|series|column|essay|album|episode|documentary|played|read|reads|"
    r"reading|wrote|write|said|says|say|saying|told|tweeted|added|of|as|was|were|is|are|be|been)|[:,])\s*$",
    re.IGNORECASE,
)
SCARE_WORDS = 3
HYPHEN = re.compile("-")
BEFORE_HYPHEN = re.compile(r"[^\W_]+$")
#: as long as compounds are; a chain of hyphens would be read again from each of them
AFTER_HYPHEN = re.compile(r"[^\W_]+(?:-[^\W_]+){0,5}")


class Shape(NamedTuple):
    """A construction found in a text."""

    span: Span
    category: str
    strength: int


def constructions(document: Document) -> Iterator[Shape]:
    """Every loaded construction of a document, in no order."""
    yield from _compounds(document)
    yield from _scare_quotes(document)
    yield from _marks(document)


def _compounds(document: Document) -> Iterator[Shape]:
    """ "A scandal-plagued mayor", "pseudo-science"."""
    text = document.text
    for hyphen in HYPHEN.finditer(text):
        before = BEFORE_HYPHEN.search(text, max(0, hyphen.start() - 30), hyphen.start())
        after = AFTER_HYPHEN.match(text, hyphen.end()) if before else None
        if before and after and (after[0].lower() in LAST_MEMBERS or before[0].lower() in FIRST_MEMBERS):
            yield Shape(Span(before.start(), after.end()), "compound", 1)


def _scare_quotes(document: Document) -> Iterator[Shape]:
    """One to three lower-case words in quotation marks that nobody is cited for."""
    text = document.text
    contents = sorted((a.content.start, a.content.end) for a in document.attributions)
    furthest = list(accumulate((end for _, end in contents), max))
    for quote in document.quotes:
        inner = quote.inner.of(text)
        if len(inner) > 40 or not inner[0].islower() or inner[-1] in ".,!?" or inner != inner.lower():
            continue
        if len(inner.split()) > SCARE_WORDS or document.voice_at(quote.span.start) != "outlet":
            continue
        before = bisect_left(contents, (quote.span.end,))
        if before and furthest[before - 1] > quote.span.start:
            continue  # somebody is cited for it
        if not MENTION.search(text, max(0, quote.span.start - 20), quote.span.start):
            yield Shape(quote.span, "scare_quotes", 1)


def _marks(document: Document) -> Iterator[Shape]:
    """A sentence that ends in an exclamation or a question mark, in the outlet's own voice."""
    for sentence in document.sentences:
        mark = document.text[sentence.end - 1]
        if mark in "!?" and document.voice_at(sentence.end - 1) == "outlet":
            span = Span(sentence.end - 1, sentence.end)
            yield Shape(span, *(("exclamation", 1) if mark == "!" else ("question", 2)))
