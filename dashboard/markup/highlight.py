"""An article's text with its evidence highlighted, as HTML. Pure.

All text from the article is escaped, so that the highlights are the only tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.attribution.cues import states_something
from analysis.scorers import mark_kinds
from analysis.store.relations.furniture import KeptApart
from analysis.types import Attribution, Mark, Measure, Measurement, ScoredArticle, Span, Voice

#: the citation of a lexicon entry's source, which is part of the full reason but not of the note in the margin
CITATION = re.compile(r" \((after [^()]*|[^()]*\d{4}[^()]*)\)")
#: characters of a mark's words that a note in the margin repeats
LONGEST_NOTED = 32
#: the kind of evidence that attributions are, in addition to the scorers' kinds of mark
ATTRIBUTION = "attribution"
#: the parts of an attribution in the legend: CSS classes and name
ATTRIBUTION_SAMPLES = (
    ("content direct", "quoted"),
    ("content indirect", "reported without quotation marks"),
    ("source", "source"),
    ("cue", "cue"),
)
#: choice on the page -> the voice of the evidence shown, or ``None`` for all voices
VOICES: dict[str, Voice | None] = {
    "Every voice": None,
    "The outlet’s own": "outlet",
    "Inside quotation marks": "quoted",
    "Reported from a source": "attributed",
}
#: voice -> its name in a reason
VOICE_NAMES: dict[Voice, str] = {
    "outlet": "the outlet’s own voice",
    "quoted": "inside quotation marks",
    "attributed": "reported from a source",
}


def kind_titles() -> dict[str, str]:
    """Kind of evidence -> its title: the kinds of mark of all scorers, and attributions."""
    return {key: kind.title for key, kind in mark_kinds().items()} | {ATTRIBUTION: "Sources and what they say"}


def shown_kinds() -> list[str]:
    """The kinds of evidence that an article shows by default."""
    return [*(key for key, kind in mark_kinds().items() if kind.shown), ATTRIBUTION]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted span with its CSS classes and its reason, which is shown when the span is pointed at.

    With ``note`` the reason is also shown in the margin. ``link`` is the address that it leads to, if any.
    """

    span: Span
    css: str
    why: str
    note: bool = True
    link: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mark or an attribution that a reader can choose and judge: its kind, span, cue and voice, and why it counts.

    The span of an attribution is that of its content. ``item`` is the mark or attribution itself.
    """

    kind: str
    span: Span
    cue: str
    voice: Voice
    why: str
    item: Mark | Attribution

    @property
    def id(self) -> str:
        return evidence_id(self.kind, self.span)


def evidence_id(kind: str, span: Span) -> str:
    """The ID of a piece of evidence, by which an address names it."""
    return f"{kind}-{span.start}-{span.end}"


def evidence_of(scored: ScoredArticle, kinds: Collection[str], voice: Voice | None) -> list[Evidence]:
    """The evidence of the chosen kinds and voice, in the order of the text."""
    text, known = scored.article.text, mark_kinds()
    found: dict[str, Evidence] = {}
    for mark in scored.marks:
        why = known[mark.kind].reason(mark)
        evidence = Evidence(mark.kind, mark.span, mark.span.of(text), mark.voice, why, mark)
        found[evidence.id] = evidence
    for one in scored.attributions:
        content_voice: Voice = "quoted" if one.kind == "direct" else "attributed"
        evidence = Evidence(ATTRIBUTION, one.content, one.cue.of(text), content_voice, _said_by(one, text), one)
        found[evidence.id] = evidence
    chosen = (e for e in found.values() if e.kind in kinds and voice in (None, e.voice))
    return sorted(chosen, key=lambda evidence: (evidence.span, evidence.kind))


def _needs_a_name(attribution: Attribution, text: str) -> bool:
    """True if the words of the source do not tell who it is: "he", no source at all, or a relay by another medium."""
    if attribution.source is None or attribution.relayed_by:
        return True
    surname = (attribution.speaker or "").rpartition(" ")[2]
    return surname not in attribution.source.of(text)


def _said_by(attribution: Attribution, text: str) -> str:
    """Who says it and how, or whose attitude it is, as the reason of an attribution."""
    if not states_something(attribution.act, attribution.cue.of(text), attribution.content.of(text)):
        whose = "the attitude of " + described_source(attribution, text) if attribution.source else "an attitude"
        return f"{whose}, not counted as a statement"
    relay = f", relayed by {attribution.relayed_by}" if attribution.relayed_by else ""
    return f"said by {described_source(attribution, text)}, {attribution.kind}{relay}"


def source_shown(attribution: Attribution, text: str) -> str | None:
    """How the source of an attribution is shown: its name, else its label, else its words; ``None`` without any."""
    words = attribution.source.of(text) if attribution.source else None
    return attribution.speaker or attribution.label or words


def described_source(attribution: Attribution, text: str) -> str:
    """The source of an attribution with its role and on whose behalf it speaks, as far as they are known."""
    shown = source_shown(attribution, text) or "a source not named"
    title = f", {attribution.title}" if attribution.title else ""
    behalf = f", on behalf of {attribution.on_behalf_of}" if attribution.on_behalf_of else ""
    return f"{shown}{title}{behalf}"


def _no_link(_evidence: str) -> str:
    return ""


def highlights_of(
    scored: ScoredArticle, kinds: Collection[str], voice: Voice | None, link: Callable[[str], str] = _no_link
) -> list[Highlight]:
    """Highlights of the evidence of the chosen kinds and voice, or of all voices.

    ``link`` gives the address that a piece of evidence leads to, by its ID. What a source says is no link, because it
    may be long; its source and its cue are.
    """
    found: list[Highlight] = []
    if ATTRIBUTION in kinds and voice != "outlet":
        for attribution in scored.attributions:
            if voice is None or (voice == "quoted") == (attribution.kind == "direct"):
                at = link(evidence_id(ATTRIBUTION, attribution.content))
                found += _of_attribution(attribution, scored.article.text, at)
    known = mark_kinds()
    for mark in scored.marks:
        if mark.kind in kinds and voice in (None, mark.voice):
            why = f"{known[mark.kind].reason(mark)}; {VOICE_NAMES[mark.voice]}"
            at = link(evidence_id(mark.kind, mark.span))
            found.append(Highlight(mark.span, f"mark-{known[mark.kind].colour}", why, link=at))
    return found


def apart_highlights(kept_apart: Iterable[KeptApart]) -> list[Highlight]:
    """Highlights of the excluded text, each with the reason."""
    return [Highlight(piece.span, "apart", _why_apart(piece)) for piece in kept_apart]


def asked_highlights(evidence: Evidence, link: str) -> list[Highlight]:
    """Highlights of the evidence that the reader asks about: its words, or its source, cue and content."""
    one = evidence.item
    if isinstance(one, Mark):
        return [Highlight(one.span, "asked", "", note=False, link=link)]
    parts = [part for part in (one.cue, one.source) if part is not None]
    said = Highlight(one.content, "asked-content", "", note=False)
    return [said, *(Highlight(part, "asked", "", note=False, link=link) for part in parts)]


def _why_apart(piece: KeptApart) -> str:
    if piece.articles > 1:
        return f"excluded: repeated in {piece.articles:,} articles of this outlet"
    return f"excluded: {piece.why}"


def _of_attribution(a: Attribution, text: str, link: str) -> Iterator[Highlight]:
    """The highlights of an attribution's content, source and cue."""
    yield Highlight(a.content, f"content {a.kind}", _said_by(a, text), note=_needs_a_name(a, text))
    if a.source is not None:
        kind = (a.source_type or "kind unknown").replace("_", " ")
        named = f"{described_source(a, text)}, {kind}" if a.speaker or a.label or a.title or a.on_behalf_of else kind
        why = f"source: {named}"
        yield Highlight(a.source, "source", why, note=False, link=link)
    yield Highlight(a.cue, "cue", f"cue: {a.cue_class}", note=a.cue_class != "neutral", link=link)


def marked_html(
    text: str, marks: Sequence[Highlight], notes: bool = False, before: Mapping[int, str] | None = None
) -> str:
    """The text as paragraphs with its highlights, which may nest and overlap.

    Every piece of text between two edges of highlights becomes one element with the classes of all highlights that
    cover it, so overlapping highlights need no nesting. With ``notes``, each paragraph is followed by the reasons for
    its highlights. ``before`` is HTML in one line to insert before the characters with these offsets.
    """
    paragraphs = []
    end = -1
    for plain, line in zip(text.split("\n"), _highlighted(text, marks, before or {}).split("\n"), strict=True):
        start, end = end + 1, end + 1 + len(plain)  # of the line in the text
        if not plain.strip():
            continue
        noted = [mark for mark in marks if start <= mark.span.start <= end and mark.note] if notes else []
        paragraphs.append(f"<p>{line}</p>{_notes_html(text, noted)}")
    return "".join(paragraphs)


def _highlighted(text: str, marks: Sequence[Highlight], before: Mapping[int, str]) -> str:
    """The escaped text with an element for every piece between two edges of highlights."""
    ends = (end for mark in marks for end in (mark.span.start, mark.span.end))
    edges = sorted({0, len(text), *(end for end in (*ends, *before) if 0 <= end <= len(text))})
    starting: dict[int, list[Highlight]] = {}
    for mark in marks:
        starting.setdefault(mark.span.start, []).append(mark)
    open_marks: list[Highlight] = []
    parts: list[str] = []
    for left, right in pairwise(edges):
        open_marks = [m for m in open_marks if m.span.end > left] + starting.get(left, [])
        piece = html.escape(text[left:right])
        parts.append(before.get(left, "") + (_piece(piece, open_marks) if open_marks else piece))
    return "".join(parts)


def _piece(piece: str, marks: Sequence[Highlight]) -> str:
    """An escaped piece of text that these highlights cover; it leads to where the shortest one with a link does."""
    classes = " ".join(dict.fromkeys(c for m in marks for c in m.css.split()))
    why = html.escape(" ".join(" · ".join(dict.fromkeys(m.why for m in marks if m.why)).split()))
    linked = min((mark for mark in marks if mark.link), key=lambda mark: len(mark.span), default=None)
    tag, link = ("a", f' href="{html.escape(linked.link)}" target="_self"') if linked else ("span", "")
    # An element must not extend over the end of a paragraph, so each line gets its own.
    lines = piece.split("\n")
    title = f' title="{why}"' if why else ""
    return "\n".join(f'<{tag} class="{classes}"{link}{title}>{line}</{tag}>' if line else "" for line in lines)


def _notes_html(text: str, marks: Sequence[Highlight]) -> str:
    """The reasons for a paragraph's highlights as a list: each reason once, after the words that it applies to."""
    words: dict[str, dict[str, None]] = {}
    for mark in sorted(marks, key=lambda m: m.span):
        shown = f'<bdi class="{mark.css}">{html.escape(_brief(mark.span.of(text)))}</bdi>'
        words.setdefault(CITATION.sub("", mark.why), {})[shown] = None
    if not words:
        return ""
    items = "".join(f"<li>{' '.join(shown)} {html.escape(why)}</li>" for why, shown in words.items())
    return f"<ul class='notes' aria-label='Why these are marked'>{items}</ul>"


def _brief(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_NOTED else words[:LONGEST_NOTED].rstrip() + "…"


def measurements_html(known: Mapping[str, Measure], found: Mapping[str, Measurement]) -> str:
    """An article's measurements as a table: name, value, unit, and count and denominator of a rate."""
    rows = []
    for key, measure in known.items():
        value = found[key].value
        shown = "–" if value is None else f"{value:,.{measure.decimals}f}".replace("-", "−")
        counted = f"{found[key].count:,g} of {found[key].denominator:,g}" if measure.scale > 1 else ""
        unit = html.escape(f"{measure.unit}{'; ' + counted if counted else ''}")
        rows.append(f"<tr><th scope='row'>{html.escape(measure.title)}<small>{unit}</small></th><td>{shown}</td></tr>")
    return f"<table class='numbers'><tbody>{''.join(rows)}</tbody></table>"


def legend_html(kinds: Collection[str]) -> str:
    """A legend: a sample of each chosen kind of evidence, with its name."""
    samples = [(f"mark-{kind.colour}", kind.noun) for key, kind in mark_kinds().items() if key in kinds]
    samples += ATTRIBUTION_SAMPLES if ATTRIBUTION in kinds else ()
    shown = "".join(f'<span><span class="{css}">{html.escape(name)}</span></span>' for css, name in samples)
    return f'<div class="legend">{shown}</div>'
