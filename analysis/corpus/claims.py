"""Hedged here, flat there: sentences of two outlets that share their words and differ in a hedge. Pure.

Two sentences are taken for one claim when they share at least ``SHARED_WORDS`` content words and ``SHARED_PART`` of the
shorter one's (the overlap coefficient of Simpson 1943, *Mammals and the nature of continents*), and of these at least
``SHARED_COMMON`` that are no names. That is overlap of words, not understanding: of 20 pairs found in 110 stories of
US news of 2018 and 2019, none of them looked at before, one reader took 13 for one claim; the others only speak of the
same things. Claims in other words are missed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.corpus.stories.terms import content_word
from analysis.document import Document, prepare
from analysis.types import Mark, ScoredArticle, Span, Voice

SHARED_WORDS, SHARED_PART, SHARED_COMMON = 5, 0.5, 2
#: of a story, so many articles and of each so many sentences are compared: time grows with their square
MOST_ARTICLES, MOST_SENTENCES = 40, 80
#: a hedge speaks of what follows it (Vincze et al. 2008, *The BioScope corpus*): of a shared word within so many words
SCOPE = 6
#: these make a number approximate, name no source or leave an amount open: they do not doubt a claim
NO_DOUBT = frozenset(["approximator", "weasel", "vague"])


@dataclass(frozen=True, slots=True)
class Doubt:
    """A hedge outside quotation marks, and the content words that follow it closely; its span is in the sentence."""

    hedge: Mark
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its content words outside quotation marks: where each stands in ``text``, and in whose voice.

    ``common`` are those that are no names: they stand there without a capital. A ``flat`` sentence has no hedge.
    """

    outlet: str
    text: str
    words: Mapping[str, tuple[Span, ...]]
    voices: Mapping[str, Voice]
    common: frozenset[str]
    doubts: tuple[Doubt, ...]
    flat: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """Two sentences of two outlets on what seems to be one claim, and the hedges of the first that speak of it.

    ``part`` is the share of the shorter sentence's content words that both have, 0 to 1.
    """

    hedged: Sentence
    flat: Sentence
    hedges: tuple[Mark, ...]
    shared: tuple[str, ...]
    part: float

    @property
    def nearness(self) -> tuple[int, float]:
        """Claims with more words in common come first."""
        return len(self.shared), self.part


def sentences_of(scored: ScoredArticle) -> list[Sentence]:
    """The first sentences of an article that can hold a claim: with content words enough, and not a question."""
    document = prepare(scored.article)
    found = [_sentence(document, span, scored) for span in document.sentences[:MOST_SENTENCES]]
    return [sentence for sentence in found if sentence is not None]


def _sentence(document: Document, span: Span, scored: ScoredArticle) -> Sentence | None:
    text = document.text
    hedges = [hedge for hedge in scored.hedges if span.contains(hedge.span)]
    first, past = (bisect_left(document.words, at, key=lambda word: word.start) for at in (span.start, span.end))
    here = [
        (word.lower.removesuffix("'s"), Span(word.start, word.end))
        for word in document.words[first:past]
        if not any(hedge.span.overlaps(Span(word.start, word.end)) for hedge in hedges)
    ]
    own = [(word, at) for word, at in here if content_word(word) and document.voice_of(at) != "quoted"]
    if len({word for word, _ in own}) < SHARED_WORDS or span.of(text).rstrip("”\"’'").endswith("?"):
        return None
    common = frozenset(word for word, at in own if text[at.start].islower())
    places: dict[str, tuple[Span, ...]] = {}
    for word, at in own:
        places[word] = (*places.get(word, ()), _inside(at, span))
    doubts = []
    for hedge in hedges:
        if hedge.voice != "quoted" and hedge.category not in NO_DOUBT:
            following = [word for word, at in here if at.start >= hedge.span.end][:SCOPE]
            doubts.append(Doubt(replace(hedge, span=_inside(hedge.span, span)), common.intersection(following)))
    voices = {word: document.voice_of(at) for word, at in reversed(own)}
    return Sentence(scored.article.outlet or "", span.of(text), places, voices, common, tuple(doubts), not hedges)


def _inside(span: Span, whole: Span) -> Span:
    """The span counted from the start of the whole."""
    return Span(span.start - whole.start, span.end - whole.start)


def hedged_and_flat(scored: Sequence[ScoredArticle]) -> list[Claim]:
    """Claims that one outlet hedges and another states without any hedge, those with most words in common first.

    A hedge counts outside quotation marks and with a shared word within ``SCOPE`` words behind it; the other sentence
    has none, in whatever voice. Of each hedged sentence only the nearest flat one of each other outlet is given.
    Articles without an outlet are left out, and those beyond ``MOST_ARTICLES``.
    """
    told = [one for one in scored if one.article.outlet][:MOST_ARTICLES]
    sentences = [sentence for one in told for sentence in sentences_of(one)]
    flat = [sentence for sentence in sentences if sentence.flat]
    claims: list[Claim] = []
    for hedged in sentences:
        if hedged.doubts:
            nearest: dict[str, Claim] = {}
            for other in flat:
                claim = _claim(hedged, other)
                if claim is not None:
                    known = nearest.get(other.outlet)
                    if known is None or claim.nearness > known.nearness:
                        nearest[other.outlet] = claim
            claims += nearest.values()
    return sorted(claims, key=lambda claim: claim.nearness, reverse=True)


def _claim(hedged: Sentence, flat: Sentence) -> Claim | None:
    shared = hedged.words.keys() & flat.words.keys()
    part = len(shared) / min(len(hedged.words), len(flat.words))
    common = shared & hedged.common & flat.common
    hedges = tuple(doubt.hedge for doubt in hedged.doubts if doubt.words & common)
    alike = len(shared) >= SHARED_WORDS and part >= SHARED_PART and len(common) >= SHARED_COMMON
    if not alike or not hedges or hedged.outlet == flat.outlet:
        return None
    return Claim(hedged, flat, hedges, tuple(sorted(shared)), part)


def voice_of(sentence: Sentence, shared: Sequence[str]) -> Voice:
    """Whose voice most of the shared words of a sentence stand in."""
    return Counter(sentence.voices[word] for word in shared).most_common(1)[0][0]
