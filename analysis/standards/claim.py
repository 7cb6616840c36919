"""The main claim of a draft, and the sources that carry it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.document import Document
from analysis.scorers.hedging.headline import claim_sentence, stems
from analysis.standards.sources import DraftSource
from analysis.text import words_of
from analysis.types import Attribution, Span

#: words of a sentence that can be a claim
LEAST_WORDS = 6
#: content words that a statement must share with the claim, and the share of the claim's that is enough
SHARED, SHARED_PART = 2, 1 / 3


def main_claim(document: Document) -> Span | None:
    """Return the sentence that makes the headline's claim, or without one the first full sentence; else ``None``."""
    headline = words_of(document.article.title or "")
    found = claim_sentence(document, headline)
    if found is not None:
        return found
    long = (span for span in document.sentences if len(words_of(span.of(document.text))) >= LEAST_WORDS)
    return next(long, None)


def carriers(document: Document, claim: Span, sources: Sequence[DraftSource]) -> list[DraftSource]:
    """Return the sources that say the main claim or repeat it.

    A statement counts if it is in the sentence of the claim, or shares enough content words with the claim, compared by
    their first letters (``analysis.scorers.hedging.headline``). This is overlap of words, not understanding.
    """
    wanted = set(stems(words_of(claim.of(document.text))))
    needed = max(SHARED, SHARED_PART * len(wanted))

    def carries(one: Attribution) -> bool:
        shared = wanted.intersection(stems(words_of(one.content.of(document.text))))
        return one.content.overlaps(claim) or len(shared) >= needed

    return [source for source in sources if any(carries(one) for one in source.attributions)]
