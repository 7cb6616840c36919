"""What a page shows and its report repeats: pictures with their downloads, tables with their CSV, sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.export.tables import csv_bytes
from analysis.types import Measure
from dashboard.figures.base import Figure
from dashboard.report.context import Context, Picture, Sentence, Table
from dashboard.report.report import chart_page, script_megabytes, sentence_html
from dashboard.views.base import View
from dashboard.widgets.picture import draw

#: times the screen's resolution
PICTURE_SCALE = 2
#: of a number in a table
MOST_DIGITS = 4

_PICTURE_JS = """
export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll('button')) {
    button.onclick = () => {
      const chart = document.querySelector('.st-key-' + data.key + ' .js-plotly-plot');
      const { format } = button.dataset;
      const scale = format === 'png' ? data.scale : 1;
      if (chart) window.Plotly.downloadImage(chart, { format, filename: data.name, scale });
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


@st.cache_resource
def _picture_buttons():  # type: ignore[no-untyped-def]
    return st.components.v2.component("picture_downloads", html=_PICTURE_HTML, css=_PICTURE_CSS, js=_PICTURE_JS)


def say(text: str, name: str, context: Context, of: str = "") -> None:
    """A sentence about the numbers, on the page and, by its name, in the page's report."""
    sentence = Sentence(text, of)
    context.shown.parts[f"said-{name}"] = sentence
    st.html(sentence_html(sentence))


def show_chart(
    view: View, figure: Figure, context: Context, alt: str, clicked: Callable[[], None] | None = None
) -> None:
    """Draw a figure and, under it, its downloads and its numbers as a table; ``clicked`` is called for a mark."""
    key = f"chart-{view.name}"
    name = f"sourcelight-{view.name}"
    picture = Picture(view, figure, alt)
    context.shown.parts[view.name] = picture
    with st.container(key=f"scroll-{view.name}"):
        draw(figure, key, alt, clicked)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads-{view.name}"):
        _picture_buttons()(
            data={"key": key, "name": name, "scale": PICTURE_SCALE}, key=f"pictures-{view.name}", width="content"
        )
        st.download_button(
            "HTML", data=lambda: chart_page(picture, context), file_name=f"{name}.html", mime="text/html",
            on_click="ignore", key=f"html-{name}",
            help=f"The picture to point at, in one file that opens offline: about {script_megabytes():.0f} MB.",
        )  # fmt: skip
        csv_button(view.table.assign(picture=view.title, left_out=view.left_out), name, context)
    _numbers(view)


@st.fragment
def _numbers(view: View) -> None:
    """The table behind a picture, drawn when it is opened: closed, it would cost the browser as much as open."""
    table = st.expander("The numbers drawn, as a table", key=f"numbers-{view.name}", on_change="rerun")
    if table.open:
        config = column_config(view.table, {})
        table.dataframe(view.table, hide_index=True, width="stretch", column_config=config)


def csv_button(table: pd.DataFrame, name: str, context: Context, label: str = "CSV") -> None:
    """A button that makes the CSV when it is clicked, not before."""
    st.download_button(
        label, data=lambda: csv_bytes(context.with_provenance(table)), file_name=f"{name}.csv", mime="text/csv",
        on_click="ignore", key=f"csv-{name}",
    )  # fmt: skip


def show_table(table: pd.DataFrame, name: str, context: Context, columns: dict[str, str], *measures: Measure) -> None:
    """A table of these measures with its CSV; ``columns`` gives the heading of each column."""
    context.shown.parts[name] = Table(table, columns, measures)
    st.dataframe(table, hide_index=True, width="stretch", column_config=column_config(table, columns))
    csv_button(table, f"sourcelight-{name}", context)


def column_config(table: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, Any]:
    """Headings; fractions get as many digits as the longest of their column, so that points stand below each other."""
    config: dict[str, Any] = dict(columns)
    for name in table.columns[[pd.api.types.is_float_dtype(kind) for kind in table.dtypes]]:
        known = table[name].dropna()
        digits = next((d for d in range(MOST_DIGITS) if (known.round(d) == known).all()), MOST_DIGITS)
        config[name] = st.column_config.NumberColumn(columns.get(name), format=f"%.{digits}f")
    return config
