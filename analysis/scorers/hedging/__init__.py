"""Hedging: words that weaken a statement, words that strengthen it, and whose voice they are in.

Cues come from ``lexicons/hedges.csv`` and ``lexicons/boosters.csv``. A guard named there decides by the words around a
cue whether it hedges ("may" the verb, not the month). ``docs/methods/hedging.md`` defines the categories.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.document import Document
from analysis.scorers.base import Reading, Scorer
from analysis.scorers.hedging.cues import Hit, find_cues
from analysis.scorers.hedging.examples import EXAMPLES
from analysis.scorers.hedging.headline import claim_sentence, is_flat, weakens
from analysis.scorers.hedging.measures import (
    ALL,
    AMOUNTS,
    BOOSTERS,
    BOOSTERS_BY_VOICE,
    FIRMER,
    HEADLINE,
    HEDGES_BY_VOICE,
    KINDS,
    MEASURES,
    OUTLET_SENTENCES,
    SENTENCES,
    UNIT,
    VAGUE,
)
from analysis.text import words_of
from analysis.types import VOICES, Mark, Measurement, Span

__all__ = ["SCORER", "measure"]


def measure(document: Document) -> Reading:
    """Mark the hedges and boosters of the body, and measure their rates and how firm the headline is.

    A measure is ``None`` where its denominator is zero: no words in that voice, no headline, or a headline whose claim
    no sentence of the body makes.
    """
    text, words = document.text, document.words
    hedges: list[Mark] = []
    boosters: list[Mark] = []
    doubts: list[Mark] = []
    spoken = {a.cue.start for a in document.attributions if a.act == "speech" and a.source_type != "document"}
    for hit in find_cues(text, words):
        if _is_speech(hit, words[hit.first].start in spoken):
            continue
        span = Span(words[hit.first].start, words[hit.last].end)
        category, voice, why = hit.entry.category, document.voice_of(span), hit.entry.why
        if hit.entry.boosts:
            boosters.append(Mark("booster", span, span.of(text), category, voice, why=why))
            continue
        hedge = Mark("hedge", span, span.of(text), category, voice, why=why)
        hedges.append(hedge)
        if hit.entry.doubts and voice != "quoted":
            doubts.append(hedge)
    counted = [hedge for hedge in hedges if hedge.category not in AMOUNTS]
    vague = VAGUE.of(len(hedges) - len(counted), len(words))
    return Reading(
        {VAGUE.key: vague}
        | _rates(document, counted, boosters)
        | _sentences(document, counted)
        | _headline(document, doubts),
        marks=(*hedges, *boosters),
    )


def _is_speech(hit: Hit, is_cue: bool) -> bool:
    """True for a verb that introduces what a person says: "speculated that" reports a doubt and expresses none."""
    return is_cue and hit.entry.category == "verb" and hit.entry.guard is None


def _rates(document: Document, hedges: Sequence[Mark], boosters: Sequence[Mark]) -> dict[str, Measurement]:
    """Hedges and boosters per word, in all and by voice."""
    total, counts = len(document.words), document.words_by_voice
    rates = {ALL.key: ALL.of(len(hedges), total), BOOSTERS.key: BOOSTERS.of(len(boosters), total)}
    for voice in VOICES:
        weak, strong = HEDGES_BY_VOICE[voice], BOOSTERS_BY_VOICE[voice]
        rates[weak.key] = weak.of(sum(h.voice == voice for h in hedges), counts[voice])
        rates[strong.key] = strong.of(sum(b.voice == voice for b in boosters), counts[voice])
    return rates


def _sentences(document: Document, hedges: Sequence[Mark]) -> dict[str, Measurement]:
    """Shares of sentences with a hedge."""
    starts = [sentence.start for sentence in document.sentences]
    hedged = {bisect_right(starts, hedge.span.start) for hedge in hedges}
    by_outlet = {bisect_right(starts, hedge.span.start) for hedge in hedges if hedge.voice == "outlet"}
    return {
        SENTENCES.key: SENTENCES.of(len(hedged), len(starts)),
        OUTLET_SENTENCES.key: OUTLET_SENTENCES.of(len(by_outlet), _sentences_of_outlet(document)),
    }


def _sentences_of_outlet(document: Document) -> int:
    """The number of sentences with at least one word in the outlet's own voice."""
    words, at, found = document.words, 0, 0
    for sentence in document.sentences:
        first = at
        at = bisect_left(words, (sentence.end,), lo=first)
        found += any(document.voice_at(word.start) == "outlet" for word in words[first:at])
    return found


def _headline(document: Document, doubts: Sequence[Mark]) -> dict[str, Measurement]:
    """Whether the headline is hedged, and whether it is firmer than the body, by its ``doubts``."""
    title = document.article.title or ""
    headline = words_of(title)
    hits = find_cues(title, headline)
    hedged = any(not hit.entry.boosts and hit.entry.category not in AMOUNTS for hit in hits)
    claim = claim_sentence(document, headline)
    weakened = claim is not None and any(weakens(document, hedge, claim, headline) for hedge in doubts)
    firmer = weakened and is_flat(title, headline)
    return {
        HEADLINE.key: HEADLINE.of(int(hedged), int(bool(headline))),
        FIRMER.key: FIRMER.of(int(firmer), int(claim is not None)),
    }


SCORER = Scorer(
    name="hedging",
    title="Hedging",
    unit=UNIT,
    version="5",
    measures=MEASURES,
    measure=measure,
    examples=EXAMPLES,
    kinds=KINDS,
)
