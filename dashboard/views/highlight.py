"""An article's text with its evidence marked, as escaped HTML. Pure.

Nothing of an article reaches the page unescaped; the marks are the only tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.types import (
    Attribution,
    Booster,
    Hedge,
    Loaded,
    Measure,
    Measurement,
    ScoredArticle,
    Span,
    ToneWord,
    Voice,
)

Evidence = Hedge | Booster | Loaded | ToneWord | Attribution

#: a tag of ours; an article's own are escaped
TAG = re.compile("<[^>]*>")
#: where an entry of a lexicon comes from: in the full reason, not in the margin
CITED = re.compile(r" \((after [^()]*|[^()]*\d{4}[^()]*)\)")
#: characters of a mark's words that are repeated in the margin
LONGEST_NOTED = 32
KINDS = {
    "hedge": "Hedges",
    "booster": "Boosters",
    "loaded": "Loaded words",
    "attribution": "Sources and what they say",
    "tone": "Tone words",
    "sentiment": "Sentiment words (TextBlob)",
}
#: what the legend shows of each kind: CSS class and name
SAMPLES = {
    "hedge": (("hedge", "hedge"),),
    "booster": (("booster", "booster"),),
    "loaded": (("loaded", "loaded word"),),
    "attribution": (
        ("content direct", "quoted"),
        ("content indirect", "reported without marks"),
        ("source", "source"),
        ("cue", "cue"),
    ),
    "tone": (("tone", "tone word"),),
    "sentiment": (("sentiment", "sentiment word"),),
}
VOICES: dict[str, Voice | None] = {
    "Every voice": None,
    "The outlet’s own": "outlet",
    "Inside quotation marks": "quoted",
    "Reported from a source": "attributed",
}
VOICE_NAMES: dict[Voice, str] = {
    "outlet": "the outlet’s own voice",
    "quoted": "inside quotation marks",
    "attributed": "reported from a source",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: its CSS class and what a pointer or a screen reader is told; its ``note`` in the margin."""

    span: Span
    css: str
    why: str
    note: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A mark that a reader can ask about and judge: its kind (of ``KINDS``), place, words and voice, and why it counts.

    An attribution's place is what is said, its words are the cue.
    """

    kind: str
    span: Span
    cue: str
    voice: Voice
    why: str
    evidence: Evidence

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.span.start}-{self.span.end}"


def findings_of(scored: ScoredArticle, kinds: Collection[str], voice: Voice | None) -> list[Finding]:
    """The evidence of the chosen kinds and voice, in the order of the text."""
    text = scored.article.text
    found: dict[str, Finding] = {}
    words: dict[str, Sequence[Hedge | Booster | Loaded]] = {
        "hedge": scored.hedges, "booster": scored.boosters, "loaded": scored.loaded,
    }  # fmt: skip
    for kind, marks in words.items():
        for mark in marks:
            finding = Finding(kind, mark.span, mark.span.of(text), mark.voice, mark.why, mark)
            found[finding.id] = finding
    for word in scored.tone_words:
        if word.polarity or word.subjectivity:
            finding = Finding(word.scorer, word.span, word.span.of(text), word.voice, _tone_of(word), word)
            found[finding.id] = finding
    for said in scored.attributions:
        spoken: Voice = "quoted" if said.kind == "direct" else "attributed"
        finding = Finding("attribution", said.content, said.cue.of(text), spoken, _said_by(said, text), said)
        found[finding.id] = finding
    chosen = (f for f in found.values() if f.kind in kinds and voice in (None, f.voice))
    return sorted(chosen, key=lambda finding: (finding.span, finding.kind))


def _needs_a_name(said: Attribution, text: str) -> bool:
    """True where the words of the source do not say who it is: "he", nobody at all, or by way of another medium."""
    if said.source is None or said.relayed_by:
        return True
    return said.speaker is not None and said.speaker.rpartition(" ")[2] not in said.source.of(text)


def _said_by(said: Attribution, text: str) -> str:
    who = said.speaker or (said.source.of(text) if said.source else "nobody named")
    return f"said by {who}, {said.kind}" + (f", relayed by {said.relayed_by}" if said.relayed_by else "")


def marks_of(scored: ScoredArticle, kinds: Collection[str], voice: Voice | None) -> list[Mark]:
    """The evidence of the chosen kinds, in the chosen voice or in all of them."""
    text = scored.article.text
    marks: list[Mark] = []
    if "attribution" in kinds and voice != "outlet":
        for a in scored.attributions:
            if voice is None or (voice == "quoted") == (a.kind == "direct"):
                marks.append(Mark(a.content, f"content {a.kind}", _said_by(a, text), note=_needs_a_name(a, text)))
                if a.source is not None:
                    kind = (a.source_type or "kind unknown").replace("_", " ")
                    why = f"source: {f'{a.speaker}, {kind}' if a.speaker else kind}"
                    marks.append(Mark(a.source, "source", why, note=False))
                marks.append(Mark(a.cue, "cue", f"cue: {a.cue_class}", note=a.cue_class != "neutral"))
    for kind, words in (("hedge", scored.hedges), ("booster", scored.boosters), ("loaded", scored.loaded)):
        if kind in kinds:
            marks += [
                Mark(w.span, kind, f"{w.why}; {VOICE_NAMES[w.voice]}")
                for w in words
                if voice is None or w.voice == voice
            ]
    for word in scored.tone_words:
        if word.scorer in kinds and (word.polarity or word.subjectivity) and (voice is None or word.voice == voice):
            marks.append(Mark(word.span, word.scorer, f"{_tone_of(word)}; {VOICE_NAMES[word.voice]}"))
    return marks


def _tone_of(word: ToneWord) -> str:
    """What a word adds: "unfavourable word, tone −0.12", or TextBlob's "polarity +0.50, subjectivity 0.60"."""
    added = f"{word.polarity:+.2f}".replace("-", "−")
    if word.scorer == "tone":
        return f"{word.why}, tone {added}" if word.why else f"tone {added}"
    subjective = "" if word.subjectivity is None else f", subjectivity {word.subjectivity:.2f}"
    return f"polarity {added}{subjective}"


def marked_html(text: str, marks: list[Mark], notes: bool = False) -> str:
    """The text as paragraphs with the marks in place; marks may nest and overlap.

    Every stretch between two edges becomes one element that carries the classes of all marks over
    it, so overlapping marks need no nesting. With ``notes``, each paragraph has beside it why its marks count.
    """
    edges = sorted({0, len(text), *(e for m in marks for e in (m.span.start, m.span.end) if 0 <= e <= len(text))})
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.span.start, []).append(mark)
    open_marks: list[Mark] = []
    parts: list[str] = []
    for left, right in pairwise(edges):
        open_marks = [m for m in open_marks if m.span.end > left] + starting.get(left, [])
        piece = html.escape(text[left:right])
        if open_marks:
            classes = " ".join(dict.fromkeys(c for m in open_marks for c in m.css.split()))
            why = html.escape(" · ".join(dict.fromkeys(m.why for m in open_marks if m.why)))
            # A mark must not span the edge of a paragraph: close it there and open it again.
            broken = piece.split("\n")
            piece = "\n".join(f'<span class="{classes}" title="{why}">{b}</span>' if b else "" for b in broken)
        parts.append(piece)
    shown = []
    past = -1
    for line in "".join(parts).split("\n"):
        # every character of the line stands in the text, so the place of its end is known
        first, past = past + 1, past + 1 + len(html.unescape(TAG.sub("", line)))
        if not TAG.sub("", line).strip():
            continue
        beside = [m for m in marks if first <= m.span.start <= past and m.note] if notes else []
        shown.append(f"<p>{line}</p>{_notes_html(text, beside)}")
    return "".join(shown)


def _notes_html(text: str, marks: Sequence[Mark]) -> str:
    """Why the marks of a paragraph count: each reason once, after the words it holds for."""
    words: dict[str, dict[str, None]] = {}
    for mark in sorted(marks, key=lambda m: m.span):
        shown = f'<bdi class="{mark.css}">{html.escape(_brief(mark.span.of(text)))}</bdi>'
        words.setdefault(CITED.sub("", mark.why), {})[shown] = None
    if not words:
        return ""
    items = "".join(f"<li>{' '.join(shown)} {html.escape(why)}</li>" for why, shown in words.items())
    return f"<ul class='notes' aria-label='Why these are marked'>{items}</ul>"


def _brief(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_NOTED else words[:LONGEST_NOTED].rstrip() + "…"


def measurements_html(known: Mapping[str, Measure], found: Mapping[str, Measurement]) -> str:
    """An article's measurements as a small table: name, value, unit and what it was counted from."""
    rows = []
    for key, measure in known.items():
        value = found[key].value
        shown = "–" if value is None else f"{value:,.{measure.decimals}f}".replace("-", "−")
        counted = f"{found[key].count:g} of {found[key].denominator:,g}" if measure.scale > 1 else ""
        unit = html.escape(f"{measure.unit}{'; ' + counted if counted else ''}")
        rows.append(f"<tr><th scope='row'>{html.escape(measure.title)}<small>{unit}</small></th><td>{shown}</td></tr>")
    return f"<table class='numbers'><tbody>{''.join(rows)}</tbody></table>"


def legend_html(kinds: Collection[str]) -> str:
    """The marks of the chosen kinds, each with its name."""
    samples = [sample for kind in SAMPLES if kind in kinds for sample in SAMPLES[kind]]
    shown = "".join(f'<span><span class="{css}">{name}</span></span>' for css, name in samples)
    return f'<div class="legend">{shown}</div>'
