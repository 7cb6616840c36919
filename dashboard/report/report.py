"""Pictures and pages as self-contained HTML files that open offline. Pure.

The file of a picture contains the drawing that the browser made. A report contains Plotly's script once. Both have a
content security policy that forbids every request.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs

from analysis.scorers import scorers
from analysis.scorers.base import Scorer
from analysis.types import Measure
from dashboard.figures.base import BREAK, escaped
from dashboard.figures.sources import TINTS
from dashboard.markup.accuracy import accuracy_html, accuracy_of
from dashboard.markup.how_right import how_right_html, numbers_of
from dashboard.report.context import Context, Finding, HtmlText, Picture
from dashboard.theme import HUES, Theme, style_sheet
from dashboard.views.base import View
from dashboard.views.formatting import day

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
#: rows of a table that are printed; its CSV contains all
ROWS = 200
#: between two sentences
SENTENCES = re.compile(r"(?<=[a-z0-9)”’]\.) (?=[A-Z0-9])")
#: stands in the file of a picture where its drawing goes
PLACE = "<!--picture-->"
#: column -> its heading, where the name of the column alone does not say what it is
HEADINGS = {
    "value": "Value", "low": "95 % from", "high": "95 % to", "n": "n", "measure_title": "Measure", "measure": "Key",
    "q": "q", "seen": "Observed", "expected": "Expected by chance", "other": "Other value",
    "other_low": "Other: 95 % from", "other_high": "Other: 95 % to", "articles_left": "Articles of the first",
    "articles_right": "Articles of the second", "left": "First", "right": "Second",
    "of": "Of", "of_attributions": "Of attributions", "share": "Share, %",
}  # fmt: skip
#: the script that fits figures to a width
FIT = Path(__file__).parents[1] / "widgets" / "fit.js"
STYLE = Path(__file__).with_name("report.css")
#: colour of a dark page -> colour of a light page; figures are always printed in the colours of a light page
LIGHT = {
    **{dark: light for light, dark in HUES},
    **{getattr(Theme(True), name): getattr(Theme(False), name) for name in ("ink", "quiet", "rule", "paper")},
    **{dark: light for light, dark in zip(*TINTS, strict=True)},
    **{str(dark): str(light) for (_, dark), (_, light) in zip(Theme(True).scale(), Theme(False).scale(), strict=True)},
}
DARK_COLOUR = re.compile("|".join(LIGHT))


def picture_words(picture: Picture, context: Context, above: Finding | None) -> dict[str, str | list[str]]:
    """The ``title``, ``subtitle`` and ``notes`` of a picture in a file, escaped.

    The title is the first sentence of the finding, if there is one, and the rest of it is the first
    note. The subtitle is what is measured and its unit, then the selection; the last note is the source.
    """
    view = picture.view
    measured = ", ".join(part for part in (view.title, view.unit) if part)
    first, *rest = SENTENCES.split(": ".join(part for part in (above.subject, above.text) if part)) if above else [""]
    notes = str(picture.figure["layout"]["annotations"][0]["text"]).split(BREAK)
    apart = [escaped(context.selection), escaped(context.source)]
    return {
        "title": escaped(first or view.title),
        "subtitle": [escaped(measured), apart[0]] if first else [escaped(view.unit), apart[0]][not view.unit :],
        "notes": [escaped(" ".join(rest))] * bool(rest) + [note for note in notes if note not in apart] + apart[1:],
    }


def chart_page(picture: Picture, context: Context) -> str:
    """The page around a picture: its numbers as a table, how right they are, and how to cite it.

    The browser puts its drawing in the place of ``PLACE``.
    """
    view = picture.view
    numbers = table_html(view.table, headings(view))
    right = how_right_html(numbers_of(view))
    body = f"<figure>{PLACE}</figure>{right}<section><h2>The numbers drawn</h2>{numbers}</section>"
    return _page(view.title, body + _citation_html(context), [])


def headings(view: View) -> dict[str, str]:
    """Readable headings of a view's columns."""
    return {str(name): HEADINGS.get(str(name), str(name).replace("_", " ").capitalize()) for name in view.table}


def report_page(context: Context) -> bytes:
    """A file with everything that a page shows, the accuracy of its measures, and how to cite it."""
    parts = context.content.parts.values()
    pictures = [part for part in parts if isinstance(part, Picture)]
    body = [
        f"<header><h1>{html.escape(context.page)}</h1><p>{html.escape(context.question)}</p>"
        f"<p class='quiet'>{html.escape(context.selection)}</p></header>"
    ]
    for part in parts:
        if isinstance(part, Picture):
            body.append(_picture_html(part, pictures.index(part)))
        elif isinstance(part, Finding):
            body.append(f"<section>{finding_html(part)}</section>")
        elif isinstance(part, HtmlText):
            body.append(f"{style_sheet(Theme(dark=False))}<section>{part.html}</section>")
        else:
            right = how_right_html(part.numbers, apart_from=context.content.drawn)
            body.append(f"<section>{table_html(part.table, part.columns)}{right}</section>")
    body += [_measures_html(context), _citation_html(context)]
    title = context.page if context.page == "Sourcelight" else f"{context.page} – Sourcelight"
    return _page(title, "".join(body), pictures).encode("utf-8", "replace")


def _page(title: str, body: str, pictures: list[Picture]) -> str:
    """A complete HTML file; ``body`` contains the elements that the pictures are drawn into."""
    scripts = ""
    if pictures:
        fit = FIT.read_text(encoding="utf-8")
        drawn = "\n".join(f"draw({k}, {_json(picture)});" for k, picture in enumerate(pictures))
        scripts = f"<script>{get_plotlyjs()}</script>\n<script>{fit}\n{SCRIPT}\n{drawn}</script>"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head><body><main>{body}</main>{scripts}</body></html>"
    )


#: draws a picture, and opens folded parts before the file is printed
SCRIPT = """
const PAPER = 680;  // the width of a printed page, in pixels
function draw(k, figure) {
  const place = document.getElementById('picture-' + k);
  const { data, layout } = fitted(figure, Math.min(place.clientWidth, PAPER));
  Plotly.newPlot(place, data, layout, {
    displaylogo: false, modeBarButtons: [['toImage']],
    toImageButtonOptions: { format: 'svg', filename: figure.name },
  });
}
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
"""


def _json(picture: Picture) -> str:
    """The figure as a literal for a script, in light colours; text from articles cannot end the script."""
    figure = picture.figure | {"name": f"sourcelight-{picture.view.name}"}
    literal = str(to_json_plotly(figure, engine="json")).replace("<", "\\u003c").replace(">", "\\u003e")
    return DARK_COLOUR.sub(lambda found: LIGHT[found[0]], literal)


def _picture_html(picture: Picture, number: int) -> str:
    """The element that a picture is drawn into, how right its numbers are, and these as a folded table."""
    numbers = table_html(picture.view.table, headings(picture.view))
    return (
        f"<section><div class='picture' id='picture-{number}' role='img' aria-label='{html.escape(picture.alt)}'></div>"
        f"{how_right_html(numbers_of(picture.view))}"
        f"<details><summary>Numbers in this chart</summary>{numbers}</details></section>"
    )


def finding_html(finding: Finding) -> str:
    """A finding as the page and its report show it."""
    subject = f"<b>{html.escape(finding.subject)}.</b> " if finding.subject else ""
    return f'<p class="gap">{subject}{html.escape(finding.text)}</p>'


def table_html(table: pd.DataFrame, columns: Mapping[str, str] | None = None) -> str:
    """A table as HTML with everything escaped: at most ``ROWS`` rows, followed by their total number if there are more.

    ``columns`` maps columns to headings; other columns keep their names.
    """
    names = [str(name) for name in table.columns]
    classes = [" class=number" if pd.api.types.is_numeric_dtype(table[name]) else "" for name in table.columns]
    titles = (html.escape(str((columns or {}).get(name, name))) for name in names)
    head = "".join(f"<th scope='col'{kind}>{title}</th>" for kind, title in zip(classes, titles, strict=True))
    lines = []
    for row in table.head(ROWS).astype(object).itertuples(index=False):
        cells = (f"<td{' class=number' if _is_number(cell) else ''}>{_cell(cell)}</td>" for cell in row)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p class='quiet'>The first {ROWS} of {len(table):,} rows.</p>" if len(table) > ROWS else ""
    return f"<div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>{more}"


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _cell(cell: object) -> str:
    """A value as readers see it, escaped: a dash if it is missing, numbers with about three significant digits."""
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return "–"
    if isinstance(cell, float):
        digits = 0 if cell.is_integer() else 1 if abs(cell) >= 10 else 2 if abs(cell) >= 1 else 3
        return f"{cell:,.{digits}f}".replace("-", "−")
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}".replace("-", "−")
    if isinstance(cell, (list, tuple)):
        return html.escape("; ".join(str(item) for item in cell))
    return html.escape(day(cell) if isinstance(cell, dt.date) else str(cell))


def _measures_html(context: Context) -> str:
    """What the measures on the page mean, their accuracy and their limits; empty if the page has none."""
    shown = context.content.measures
    if not shown:
        return ""
    known = {measure: scorer for scorer in scorers() for measure in scorer.measures}
    by_scorer: dict[Scorer | None, list[Measure]] = {}
    for measure in shown:
        by_scorer.setdefault(known.get(measure), []).append(measure)
    parts = []
    for scorer, used in by_scorer.items():
        means = "".join(
            f"<li><b>{html.escape(m.title)}</b> ({html.escape(m.unit)}). {html.escape(m.description)}</li>"
            for m in used
        )
        limits = "".join(f"<p>Limits: {html.escape(x)}</p>" for x in dict.fromkeys(m.limits for m in used))
        title = f"<h3>{html.escape(scorer.title)}</h3>" if scorer else ""
        right = accuracy_html(accuracy_of(scorer.name)) if scorer else ""
        parts.append(f"{title}<ul>{means}</ul>{limits}{right}")
    return f"<section><h2>What the numbers mean, and their accuracy</h2>{''.join(parts)}</section>"


def _citation_html(context: Context) -> str:
    return f"<footer><h2>How to cite</h2><p>{html.escape(context.citation)}</p></footer>"
