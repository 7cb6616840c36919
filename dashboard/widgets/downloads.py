"""Pictures, tables and findings on a page, with their downloads; each is also recorded for the page's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from analysis.export.tables import csv_bytes
from analysis.types import Measure
from dashboard.cache.components import component
from dashboard.figures.base import BREAK, NOTE_LINE, Figure, wrapped
from dashboard.markup.how_right import how_right_html, numbers_of, sentences
from dashboard.report.context import Context, Finding, Picture, Table
from dashboard.report.report import chart_page, finding_html, script_megabytes
from dashboard.views.base import View
from dashboard.widgets.picture import draw

#: resolution of a PNG, as a multiple of the screen's
PICTURE_SCALE = 2
#: digits after the point of a number in a table
MOST_DIGITS = 4
#: the page that explains how right numbers are
METHODS = "./methods"

_PICTURE_JS = """
// The page says beside the picture how right its numbers are; in a file this is a part of the note below the plot.
function withNote(layout, note) {
  if (!note) return layout;
  const [first, ...others] = layout.annotations;
  const more = Math.ceil(1.3 * first.font.size * note.split('<br>').length);  // 1.3: Plotly's height of a line
  return {
    ...layout,
    height: layout.height + more,
    margin: { ...layout.margin, b: layout.margin.b + more },
    annotations: [{ ...first, text: `${first.text} <br>${note}` }, ...others],
  };
}

export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll('button')) {
    button.onclick = () => {
      const chart = document.querySelector('.st-key-' + data.key + ' .js-plotly-plot');
      const { format } = button.dataset;
      const scale = format === 'png' ? data.scale : 1;
      if (!chart) return;
      const layout = withNote(chart.layout, data.note);
      const { width, height } = layout;
      window.Plotly.downloadImage({ data: chart.data, layout }, { format, filename: data.name, scale, width, height });
    };
  }
}
"""
_PICTURE_HTML = """<div class="row"><button data-format="png" type="button">PNG</button
><button data-format="svg" type="button">SVG</button></div>"""
_PICTURE_CSS = """
.row { display: flex; gap: .4rem; }
button { font: inherit; font-size: .84rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 4px; padding: .2rem .7rem; min-height: 2rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""


def say(text: str, name: str, context: Context, subject: str = "") -> None:
    """Show a finding: ``name`` identifies it in the report, ``subject`` is what it is about, if not clear from it."""
    finding = Finding(text, subject)
    context.content.parts[f"finding-{name}"] = finding
    st.html(finding_html(finding))


def show_chart(
    view: View, figure: Figure, context: Context, alt: str, clicked: Callable[[], None] | None = None
) -> None:
    """Draw a figure with its downloads and its numbers as a table; ``clicked`` is called when a mark is clicked."""
    key = f"chart-{view.name}"
    name = f"sourcelight-{view.name}"
    picture = Picture(view, figure, alt)
    context.content.parts[view.name] = picture
    with st.container(key=f"scroll-{view.name}"):
        draw(figure, key, alt, clicked)
    numbers = numbers_of(view)
    _say_how_right(numbers)
    note = BREAK.join(wrapped(sentence, NOTE_LINE) for sentence in sentences(numbers))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads-{view.name}"):
        component("picture_downloads", html=_PICTURE_HTML, css=_PICTURE_CSS, js=_PICTURE_JS)(
            data={"key": key, "name": name, "scale": PICTURE_SCALE, "note": note},
            key=f"pictures-{view.name}", width="content",
        )  # fmt: skip
        st.download_button(
            "HTML", data=lambda: chart_page(picture, context), file_name=f"{name}.html", mime="text/html",
            on_click="ignore", key=f"html-{name}",
            help=f"The interactive chart in one file that opens offline: about {script_megabytes():.0f} MB.",
        )  # fmt: skip
        csv_button(view.table.assign(picture=view.title, left_out=view.left_out), name, context, numbers=numbers)
    _numbers(view)


def _say_how_right(numbers: Iterable[str], apart_from: Iterable[str] = ()) -> None:
    """Show how right these numbers are, if that is known."""
    if said := how_right_html(numbers, apart_from, METHODS):
        st.html(said)


@st.fragment
def _numbers(view: View) -> None:
    """The numbers of a picture as a folded table, created when opened, because browsers draw even folded tables."""
    table = st.expander("Numbers in this chart", key=f"numbers-{view.name}", on_change="rerun")
    if table.open:
        with table:
            draw_table(view.table)


def csv_button(
    table: pd.DataFrame | Callable[[], pd.DataFrame], name: str, context: Context, label: str = "CSV",
    numbers: Iterable[str] = (),
) -> None:  # fmt: skip
    """A button that creates the CSV when it is clicked, which says how right its ``numbers`` are.

    A long ``table`` is given as a function, which is called then.
    """

    def create() -> bytes:
        return csv_bytes(context.with_provenance(table() if callable(table) else table, numbers))

    st.download_button(
        label, data=create, file_name=f"{name}.csv", mime="text/csv", on_click="ignore", key=f"csv-{name}"
    )


def show_table(
    table: pd.DataFrame, name: str, context: Context, columns: dict[str, str], *measures: Measure,
    picked: Callable[[int], None] | None = None,
) -> None:  # fmt: skip
    """Show a table with its CSV; ``columns`` maps columns to headings, ``measures`` are those of its numbers.

    ``picked`` is called with the number of the row that the reader ticks.
    """
    part = context.content.parts[name] = Table(table, columns, measures, name)
    key = f"table-{name}"

    def ticked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows and picked:
            picked(rows[0])

    choice: dict[str, Any] = {"key": key, "on_select": ticked, "selection_mode": "single-row"} if picked else {}
    draw_table(table, columns, **choice)
    _say_how_right(part.numbers, apart_from=context.content.drawn)
    csv_button(table, f"sourcelight-{name}", context, numbers=part.numbers)


def draw_table(table: pd.DataFrame, columns: Mapping[str, str] = MappingProxyType({}), **choice: Any) -> None:
    """Draw a table without its index; ``columns`` maps columns to headings. What is missing is an empty cell.

    ``choice`` are the arguments of ``st.dataframe`` for a choice of rows.
    """
    config = column_config(table, columns)
    st.dataframe(table, hide_index=True, width="stretch", column_config=config, placeholder="", **choice)


def column_config(table: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, Any]:
    """The headings of a table, its days as readers write them, and as many digits as a column's longest number has."""
    config: dict[str, Any] = dict(columns)
    for name, cells in table.items():
        if isinstance(next(iter(cells.dropna()), None), dt.date):
            config[str(name)] = st.column_config.DateColumn(columns.get(str(name)), format="D MMM YYYY")
    for name in table.columns[[pd.api.types.is_float_dtype(kind) for kind in table.dtypes]]:
        known = table[name].dropna()
        digits = next((d for d in range(MOST_DIGITS) if (known.round(d) == known).all()), MOST_DIGITS)
        config[name] = st.column_config.NumberColumn(columns.get(name), format=f"%.{digits}f")
    return config
