"""Compares the headline with the body: does it state flatly what the body hedges?

The sentence of the body that makes the headline's claim is the one, among the first ``LEAD``, that shares most content
words with it: at least ``SHARED``, and at least half of the headline's. Words are compared by their first ``STEM``
letters, so that "collapsed" matches "collapse". A hedge in that sentence weakens the claim if one of the next ``NEAR``
content words is a shared word. A headline without such a sentence is not judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.attribution import attribute
from analysis.document import Document
from analysis.scorers.hedging.cues import find_cues
from analysis.text import Word
from analysis.types import Mark, Span

#: number of sentences of the body that are searched for the claim
LEAD = 10
#: fewest content words that the headline and the sentence must share
SHARED = 3
#: number of letters by which words are compared
STEM = 5
#: number of content words after a hedge that it can weaken
NEAR = 2
#: marks of a question or of a source: quotation marks, or a colon as in "Bridge unsafe: report"
NOT_FLAT = re.compile(r"[“”\"‘:?]|(?<!\w)'|'(?!\w)")
FUNCTION_WORDS = frozenset(
    "about after again against also amid been before being could does down during even from have here into just last "
    "like made make many might more most much near next only other over said same says should since some still such "
    "than that their them then there these they this those through under until upon were what when where which while "
    "will with without would your".split()
)


def _stem(word: Word) -> str | None:
    """The first letters of a content word, or ``None``."""
    return word.lower[:STEM] if len(word.lower) > 3 and word.lower not in FUNCTION_WORDS else None


def stems(words: Sequence[Word]) -> list[str]:
    """Return the first letters of the content words among these."""
    return [stem for word in words if (stem := _stem(word))]


def claim_sentence(document: Document, headline: Sequence[Word]) -> Span | None:
    """Return the sentence of the body that makes the headline's claim, or ``None``; of equally good ones the first."""
    wanted = set(stems(headline))
    needed = max(SHARED, len(wanted) / 2)
    if len(wanted) < needed:
        return None
    best, most = None, 0
    words, at = document.words, 0
    for sentence in document.sentences[:LEAD]:
        first = at
        at = bisect_left(words, (sentence.end,), lo=first)
        shared = len(wanted.intersection(stems(words[first:at])))
        if shared >= needed and shared > most:
            best, most = sentence, shared
    return best


def weakens(document: Document, hedge: Mark, sentence: Span, headline: Sequence[Word]) -> bool:
    """True where a hedge is in the sentence, shortly before words that it shares with the headline."""
    if not sentence.contains(hedge.span):
        return False
    words = document.words
    first = bisect_left(words, (hedge.span.end,))
    end = bisect_left(words, (sentence.end,), lo=first)
    return not set(stems(words[first:end])[:NEAR]).isdisjoint(stems(headline))


def is_flat(title: str, headline: Sequence[Word]) -> bool:
    """True where a headline neither hedges its statement nor names a source nor asks a question."""
    if any(hit.entry.doubts for hit in find_cues(title, headline)) or NOT_FLAT.search(title):
        return False
    return not attribute(title).attributions
