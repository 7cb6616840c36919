"""An article's text with its evidence highlighted, as escaped HTML. Pure.

Nothing of an article reaches the page unescaped; the highlights are the only tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.scorers import mark_kinds
from analysis.types import Attribution, Mark, Measure, Measurement, ScoredArticle, Span, Voice

#: a tag of ours; an article's own are escaped
TAG = re.compile("<[^>]*>")
#: where an entry of a lexicon comes from: in the full reason, not in the margin
CITED = re.compile(r" \((after [^()]*|[^()]*\d{4}[^()]*)\)")
#: characters of a mark's words that are repeated in the margin
LONGEST_NOTED = 32
#: what can be marked besides the scorers' own kinds, and what the legend shows of it: CSS class and name
ATTRIBUTION = "attribution"
ATTRIBUTION_SAMPLES = (
    ("content direct", "quoted"),
    ("content indirect", "reported without marks"),
    ("source", "source"),
    ("cue", "cue"),
)
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


def kind_titles() -> dict[str, str]:
    """Everything that a text can have marked, by key: the kinds of mark of all scorers, and attributions."""
    return {key: kind.title for key, kind in mark_kinds().items()} | {ATTRIBUTION: "Sources and what they say"}


def shown_kinds() -> list[str]:
    """The kinds that an article shows unasked."""
    return [*(key for key, kind in mark_kinds().items() if kind.shown), ATTRIBUTION]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted span: its CSS class, and its reason for a pointer and a screen reader; with ``note`` also in the
    margin.
    """

    span: Span
    css: str
    why: str
    note: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mark or an attribution that a reader can ask about and judge: its kind, place, words and voice, and why it
    counts. An attribution's place is what is said, its words are the cue.
    """

    kind: str
    span: Span
    cue: str
    voice: Voice
    why: str
    evidence: Mark | Attribution

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.span.start}-{self.span.end}"


def evidence_of(scored: ScoredArticle, kinds: Collection[str], voice: Voice | None) -> list[Evidence]:
    """The evidence of the chosen kinds and voice, in the order of the text."""
    text, known = scored.article.text, mark_kinds()
    found: dict[str, Evidence] = {}
    for mark in scored.marks:
        why = known[mark.kind].reason(mark)
        finding = Evidence(mark.kind, mark.span, mark.span.of(text), mark.voice, why, mark)
        found[finding.id] = finding
    for said in scored.attributions:
        spoken: Voice = "quoted" if said.kind == "direct" else "attributed"
        finding = Evidence(ATTRIBUTION, said.content, said.cue.of(text), spoken, _said_by(said, text), said)
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


def highlights_of(scored: ScoredArticle, kinds: Collection[str], voice: Voice | None) -> list[Highlight]:
    """The evidence of the chosen kinds, in the chosen voice or in all of them."""
    found: list[Highlight] = []
    if ATTRIBUTION in kinds and voice != "outlet":
        for attribution in scored.attributions:
            if voice is None or (voice == "quoted") == (attribution.kind == "direct"):
                found += _of_attribution(attribution, scored.article.text)
    known = mark_kinds()
    for mark in scored.marks:
        if mark.kind in kinds and voice in (None, mark.voice):
            why = f"{known[mark.kind].reason(mark)}; {VOICE_NAMES[mark.voice]}"
            found.append(Highlight(mark.span, f"mark-{known[mark.kind].colour}", why))
    return found


def _of_attribution(a: Attribution, text: str) -> Iterator[Highlight]:
    yield Highlight(a.content, f"content {a.kind}", _said_by(a, text), note=_needs_a_name(a, text))
    if a.source is not None:
        kind = (a.source_type or "kind unknown").replace("_", " ")
        why = f"source: {f'{a.speaker}, {kind}' if a.speaker else kind}"
        yield Highlight(a.source, "source", why, note=False)
    yield Highlight(a.cue, "cue", f"cue: {a.cue_class}", note=a.cue_class != "neutral")


def marked_html(text: str, marks: list[Highlight], notes: bool = False) -> str:
    """The text as paragraphs with the marks in place; marks may nest and overlap.

    Every stretch between two edges becomes one element that carries the classes of all marks over
    it, so overlapping marks need no nesting. With ``notes``, each paragraph has beside it why its marks count.
    """
    edges = sorted({0, len(text), *(e for m in marks for e in (m.span.start, m.span.end) if 0 <= e <= len(text))})
    starting: dict[int, list[Highlight]] = {}
    for mark in marks:
        starting.setdefault(mark.span.start, []).append(mark)
    open_marks: list[Highlight] = []
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


def _notes_html(text: str, marks: Sequence[Highlight]) -> str:
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
    samples = [(f"mark-{kind.colour}", kind.noun) for key, kind in mark_kinds().items() if key in kinds]
    samples += ATTRIBUTION_SAMPLES if ATTRIBUTION in kinds else ()
    shown = "".join(f'<span><span class="{css}">{html.escape(name)}</span></span>' for css, name in samples)
    return f'<div class="legend">{shown}</div>'
