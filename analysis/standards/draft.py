"""Checks a draft: its sources, and passages that an editor may want to look at again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.corpus.claims import NO_DOUBT
from analysis.document import Document, prepare
from analysis.scorers import hedging, loaded
from analysis.scorers.hedging.headline import claim_sentence, is_flat, weakens
from analysis.scorers.score import article_id
from analysis.standards.claim import carriers, main_claim
from analysis.standards.sources import DraftSource, noun_of, sources_of
from analysis.standards.thresholds import Level, Thresholds, read_thresholds
from analysis.text import words_of
from analysis.types import Article, Attribution, Mark, Span

#: categories of hedges by which nobody in particular is quoted
VAGUE = "weasel"


@dataclass(frozen=True, slots=True)
class Note:
    """A passage to look at again: the key of its rule, its place, the sentence around it, and a plain reason."""

    rule: str
    level: Level
    span: Span
    sentence: Span
    reason: str


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What the desk found. All spans are in ``article.text``.

    ``claim`` is the sentence of the main claim, ``None`` if the draft has no full sentence, and ``carried_by`` are the
    sources that carry it. ``notes`` are in the order of the text.
    """

    article: Article
    words: int
    claim: Span | None
    carried_by: tuple[DraftSource, ...]
    sources: tuple[DraftSource, ...]
    notes: tuple[Note, ...]

    @property
    def warnings(self) -> tuple[Note, ...]:
        """The notes that are warnings."""
        return tuple(note for note in self.notes if note.level == "warning")

    @property
    def most_quoted(self) -> tuple[DraftSource, float] | None:
        """The source with most quoted and reported words, and its share of these, 0 to 1; ``None`` without any."""
        total = sum(source.words for source in self.sources)
        if not total:
            return None
        most = max(self.sources, key=lambda source: source.words)
        return most, most.words / total


def check_draft(text: str, title: str | None = None, thresholds: Thresholds | None = None) -> DraftReport:
    """Return the report on a draft; ``thresholds`` are by default those of ``read_thresholds``.

    Nothing is stored. Never raises on any text. Raises ``BadThresholds`` if the newsroom's file has an error.
    """
    thresholds = thresholds or read_thresholds()
    article = Article(article_id(None, title, text), None, title, text)
    document = prepare(article)
    marks = hedging.SCORER.measure(document).marks + loaded.SCORER.measure(document).marks
    sources, claim = sources_of(document), main_claim(document)
    carried_by = carriers(document, claim, sources) if claim else []
    desk = _Desk(document, marks, sources, thresholds)
    found = [*desk.about_sources(), *desk.about_words(), *desk.about_headline()]
    if claim:
        found += desk.about_claim(claim, carried_by)
    notes = sorted((note for note in found if note.level != "off"), key=lambda note: (note.span, note.rule))
    return DraftReport(article, len(document.words), claim, tuple(carried_by), tuple(sources), tuple(notes))


@dataclass(frozen=True, slots=True)
class _Desk:
    """A draft and what was found in it; each method yields the notes of some rules."""

    document: Document
    marks: tuple[Mark, ...]
    sources: list[DraftSource]
    thresholds: Thresholds

    def note(self, rule: str, span: Span, reason: str) -> Note:
        """Return a note on a passage."""
        return Note(rule, self.thresholds.levels[rule], span, self.sentence(span), reason)

    def sentence(self, span: Span) -> Span:
        """Return the sentence in which a passage begins."""
        sentences = self.document.sentences
        at = bisect_right(sentences, span.start, key=lambda one: one.start) - 1
        return sentences[at] if at >= 0 and sentences[at].end > span.start else span

    def about_sources(self) -> Iterator[Note]:
        """Sources without a name, vague ones, verbs that take a side, and a source that speaks most."""
        vague = [mark.span for mark in self.marks if mark.kind == "hedge" and mark.category == VAGUE]
        for source in self.sources:
            sentences = set()
            for one in source.attributions:
                yield from self._verb(one, source)
                hidden = one.source is not None and any(span.overlaps(one.source) for span in vague)
                sentence = self.sentence(one.source or one.cue)
                if source.named or source.reason or hidden or sentence in sentences:
                    continue
                sentences.add(sentence)
                yield self.note("unnamed", one.source or one.cue, _unnamed(source))
        yield from self._most_quoted()

    def _verb(self, one: Attribution, source: DraftSource) -> Iterator[Note]:
        if one.cue_class != "neutral" and self.document.voice_of(one.cue) != "quoted":
            rule = f"{one.cue_class}_cue"
            cue = one.cue.of(self.document.text)
            side = "may not be true" if one.cue_class == "doubting" else "is true"
            yield self.note(rule, one.cue, f"“{cue}” suggests that what {source.name} said {side}; “said” does not.")

    def _most_quoted(self) -> Iterator[Note]:
        total = sum(source.words for source in self.sources)
        for source in self.sources:
            share = source.words / total if total else 0
            if total >= self.thresholds.most_quoted_words and share > self.thresholds.most_quoted_share:
                reason = f"{100 * share:.0f} % of the {total:,} quoted and reported words are those of {source.name}."
                yield self.note("most_quoted", source.attributions[0].cue, reason)

    def about_words(self) -> Iterator[Note]:
        """Marks in the outlet's own voice: vague sources, doubt without an owner, loaded words, boosters."""
        spoken = {self.sentence(one.cue) for one in self.document.attributions if one.source is not None}
        for mark in self.marks:
            if mark.voice != "outlet":
                continue
            if mark.kind == "loaded":
                rule = "scare_quotes" if mark.category == "scare_quotes" else "loaded"
                yield self.note(rule, mark.span, f"“{mark.cue}”: {mark.why}.")
            elif mark.kind == "booster":
                yield self.note("booster", mark.span, f"“{mark.cue}”: {mark.why}.")
            elif mark.category == VAGUE:
                yield self.note("vague", mark.span, f"“{mark.cue}”: who holds or says this is left open.")
            elif mark.category not in NO_DOUBT and self.sentence(mark.span) not in spoken:
                yield self.note("hedge", mark.span, f"“{mark.cue}”: the sentence does not say whose doubt this is.")

    def about_headline(self) -> Iterator[Note]:
        """The first hedge of the text on what the headline states flatly."""
        title = self.document.article.title or ""
        headline = words_of(title)
        sentence = claim_sentence(self.document, headline)
        if sentence is None or not is_flat(title, headline):
            return
        hedges = (mark for mark in self.marks if mark.kind == "hedge" and mark.category not in NO_DOUBT)
        for hedge in hedges:
            if weakens(self.document, hedge, sentence, headline):
                yield self.note("headline", hedge.span, f"The headline states this flatly; the text has “{hedge.cue}”.")
                return

    def about_claim(self, claim: Span, carried_by: list[DraftSource]) -> Iterator[Note]:
        """Whether enough sources carry the main claim."""
        wanted = self.thresholds.sources_for_the_main_claim
        if not carried_by:
            yield self.note(
                "unsourced", claim, "No source is found for this sentence, which seems to be the main claim."
            )
        elif len(carried_by) < wanted:
            names = ", ".join(source.name for source in carried_by)
            carry = "carries" if len(carried_by) == 1 else "carry"
            yield self.note("single_source", claim, f"Only {names} {carry} what seems to be the main claim.")


def _unnamed(source: DraftSource) -> str:
    who = "These people are" if source.source_type == "unnamed_group" else f"The {noun_of(source.name)} is"
    return f"{who} not named, and the draft does not say why."
