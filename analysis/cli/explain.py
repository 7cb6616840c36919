"""Rendering of one article in the terminal: its measurements, and its text with the evidence highlighted."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from analysis.scorers import mark_kinds, measures
from analysis.scorers.base import ColourRole
from analysis.types import Attribution, ScoredArticle

#: terminal styles of the parts of attributions, and of marks by colour role
STYLES = {"content": "cyan", "cue": "underline", "source": "bold cyan"}
MARK_STYLES: dict[ColourRole, str] = {
    "doubt": "bold yellow", "emphasis": "bold green", "judgement": "bold red", "tone": "bold magenta",
    "frame": "bold blue", "other": "bold",
}  # fmt: skip


def explain(scored: ScoredArticle, kind: tuple[str, str] | None = None) -> RenderableType:
    """Render headline, measurements and highlighted text, then every attribution and every mark with its reason.

    ``kind`` is the kind of the article and the reason for it.
    """
    article = scored.article
    headline = Text(article.title or "(no headline)", style="bold")
    details = " · ".join(str(x) for x in (article.outlet, article.published, article.topic, article.url) if x)
    of_kind = f"Kind: {kind[0]} – {kind[1]}" if kind else "Kind: not determined yet"
    return Group(
        headline, Text(details, style="dim"), Text(of_kind, style="dim"), _measurements(scored), _highlighted(scored),
        _attributions(scored), _marks(scored),
    )  # fmt: skip


def _measurements(scored: ScoredArticle) -> Table:
    table = Table("measure", "value", "from", "unit", title="Measurements", title_justify="left")
    for key, measure in measures().items():
        found = scored.measurements.get(key)
        if found is not None:
            value = "–" if found.value is None else f"{found.value:.{measure.decimals}f}"
            table.add_row(measure.title, value, f"{found.count:g} / {found.denominator:g}", measure.unit)
    return table


def _highlighted(scored: ScoredArticle) -> Text:
    text = Text(scored.article.text)
    for attribution in scored.attributions:
        text.stylize(STYLES["content"], attribution.content.start, attribution.content.end)
        text.stylize(STYLES["cue"], attribution.cue.start, attribution.cue.end)
        if attribution.source is not None:
            text.stylize(STYLES["source"], attribution.source.start, attribution.source.end)
    kinds = mark_kinds()
    for mark in scored.marks:
        if kinds[mark.kind].shown:
            text.stylize(MARK_STYLES[kinds[mark.kind].colour], mark.span.start, mark.span.end)
    return text


def _attributions(scored: ScoredArticle) -> Table:
    table = Table("cue", "speaker", "source", "type", "kind", "said", title="Attributions", title_justify="left")
    for attribution in scored.attributions:
        table.add_row(*(escape(cell) for cell in _attribution_cells(attribution, scored.article.text)))
    return table


def _attribution_cells(attribution: Attribution, text: str) -> tuple[str, ...]:
    content = attribution.content.of(text)
    relayed = f" (per {attribution.relayed_by})" if attribution.relayed_by else ""
    title = f", {attribution.title}" if attribution.title else ""
    behalf = f", on behalf of {attribution.on_behalf_of}" if attribution.on_behalf_of else ""
    return (
        attribution.cue.of(text),
        (attribution.speaker or attribution.label or "–") + title + behalf,
        (attribution.source.of(text) if attribution.source else "–") + relayed,
        attribution.source_type or "unknown",
        attribution.kind,
        content if len(content) < 90 else content[:60] + " … " + content[-25:],
    )


def _marks(scored: ScoredArticle) -> Table:
    kinds = mark_kinds()
    title = ", ".join(kind.title.lower() for kind in kinds.values() if kind.shown).capitalize()
    table = Table("word", "kind", "voice", "why", title=title, title_justify="left")
    for mark in sorted((m for m in scored.marks if kinds[m.kind].shown), key=lambda mark: mark.span):
        kind = kinds[mark.kind]
        table.add_row(escape(mark.cue), kind.noun, mark.voice, escape(kind.reason(mark)))
    return table
