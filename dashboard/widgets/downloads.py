"""Pictures, tables and findings on a page, with their downloads; each is also recorded for the page's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from analysis.export.tables import csv_bytes
from analysis.types import Measure
from dashboard.cache.components import component
from dashboard.figures.base import Figure
from dashboard.markup.how_right import how_right_html, numbers_of
from dashboard.report.context import Context, Finding, Picture, Table
from dashboard.report.report import LIGHT, chart_page, finding_html, picture_words
from dashboard.views.base import View, needed, too_few_of
from dashboard.widgets.picture import FIT, draw

#: digits after the point of a number in a table
MOST_DIGITS = 4
#: the page that explains how right numbers are
METHODS = "./methods"

_JS = FIT + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_HTML = """<div class="row"><select aria-label="Size of the file"><option value="column">Column, 85 mm</option
><option value="page" selected>Page, 170 mm</option><option value="slide">Slide, 16:9</option></select
><button data-format="png" type="button">PNG</button><button data-format="svg" type="button">SVG</button
><button data-format="html" type="button">HTML</button></div>"""
_CSS = """
.row { display: flex; flex-wrap: wrap; gap: .4rem; }
button, select { font: inherit; font-size: .84rem; color: var(--st-text-color); background: transparent;
  cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 4px; padding: .2rem .7rem; min-height: 2rem; }
button:hover, :focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
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
    name = f"sourcelight-{view.name}"
    if _is_empty(view):
        say(_why_empty(view), view.name, context)
        return
    picture = Picture(view, figure, alt)
    context.content.parts[view.name] = picture
    draw(figure, f"chart-{view.name}", alt, clicked)
    numbers = numbers_of(view)
    _say_how_right(numbers)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads-{view.name}"):
        _picture_buttons(picture, context)
        csv_button(view.table.assign(picture=view.title, left_out=view.left_out), name, context, numbers=numbers)
    _numbers(view)


def _is_empty(view: View) -> bool:
    """True if no mark would be drawn: the view has values, and all are missing."""
    return "value" in view.table and bool(view.table["value"].isna().all())


def _why_empty(view: View) -> str:
    """The sentence in place of a picture without marks."""
    if "articles" not in view.table:
        return f"{view.title}: there are no numbers to draw."
    articles = view.table["articles"]
    return f"{view.title}: too few {too_few_of(articles)} for a number; {needed(articles)} are needed."


@st.fragment
def _picture_buttons(picture: Picture, context: Context) -> None:
    """The buttons for files of a picture, which the browser makes. The page around it is sent when it is asked for."""
    view = picture.view
    key = f"pictures-{view.name}"
    asked = bool(st.session_state.get(key, {}).get("wanted"))
    above = context.content.above(view.name)
    component("picture_downloads", html=_HTML, css=_CSS, js=_JS)(
        data={
            "key": f"chart-{view.name}", "name": f"sourcelight-{view.name}", "alt": picture.alt,
            **picture_words(picture, context, above),
            "light": LIGHT if st.context.theme.type == "dark" else {},
            "page": chart_page(picture, context) if asked else "",
        },
        key=key, width="content", on_wanted_change=lambda: None,
    )  # fmt: skip


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
