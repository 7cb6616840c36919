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
FIRST_MEMBERS = frozenset("crypto faux mega mock pseudo uber".split())
#: words before a word in quotation marks that keep a distance from it: "sent its “experts”"
DISTANCING = re.compile(r"(?:\b(?:its|his|her|their|your|these|those|such|so-called)|[^\W_][’']s)\s+$", re.IGNORECASE)
#: most characters of a scare quote, which is one word
SCARE_LENGTH = 20
#: what literally fuels or rides, as in "alcohol-fueled"
PLAIN_FIRST = frozenset("oil gas coal alcohol drug drugs wood hydrogen nuclear diesel petrol bull horse".split())
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


def _compounds(document: Document) -> Iterator[Construction]:
    """Compounds that judge: "a scandal-plagued mayor", "pseudo-science"."""
    text = document.text
    for hyphen in HYPHEN.finditer(text):
        before = BEFORE_HYPHEN.search(text, max(0, hyphen.start() - 30), hyphen.start())
        after = AFTER_HYPHEN.match(text, hyphen.end()) if before else None
        if before is None or after is None or before[0].lower() in PLAIN_FIRST:
            continue
        if after[0].lower() in LAST_MEMBERS or (before[0].lower() in FIRST_MEMBERS and after[0].islower()):
            yield Construction(Span(before.start(), after.end()), "compound", 1)


def _scare_quotes(document: Document) -> Iterator[Construction]:
    """One lower-case word in quotation marks that nobody is cited for, after a word that keeps a distance."""
    text = document.text
    contents = sorted((a.content.start, a.content.end) for a in document.attributions)
    furthest = list(accumulate((end for _, end in contents), max))
    for quote in document.quotes:
        inner = quote.inner.of(text)
        if len(inner) > SCARE_LENGTH or not inner.isalpha() or inner != inner.lower():
            continue
        if document.voice_at(quote.span.start) != "outlet":
            continue
        before = bisect_left(contents, (quote.span.end,))
        if before and furthest[before - 1] > quote.span.start:
            continue  # part of an attribution
        if DISTANCING.search(text, max(0, quote.span.start - 20), quote.span.start):
            yield Construction(quote.span, "scare_quotes", 1)
