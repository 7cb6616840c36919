"""A picture on the page with its downloads: PNG, SVG, and a CSV of exactly the numbers drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from analysis import __version__
from analysis.export import csv_bytes
from analysis.scorers import versions
from dashboard.drawing import Figure
from dashboard.filters import Opens, open_articles
from dashboard.views import View

#: times the screen's resolution
PICTURE_SCALE = 2

# Plotly's own exporter, reached through the one button of its toolbar: the chart carries its options,
# so they are set for the picture that is asked for, and put back.
_PICTURE_JS = """
export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll('button')) {
    button.onclick = () => {
      const chart = document.querySelector('.st-key-' + data.key + ' .js-plotly-plot');
      const camera = chart && chart.querySelector('.modebar-btn');
      if (!camera) return;
      const before = chart._context.toImageButtonOptions;
      chart._context.toImageButtonOptions =
        { format: button.dataset.format, filename: data.name, scale: button.dataset.format === 'png' ? data.scale : 1 };
      camera.click();
      chart._context.toImageButtonOptions = before;
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


@dataclass(frozen=True, slots=True)
class Context:
    """What every download says of itself: the selection, in words."""

    selection: str
    made_on: dt.date

    @property
    def versions(self) -> str:
        """Sourcelight's version and every scorer's."""
        scorers = ", ".join(f"{name} {version}" for name, version in versions().items())
        return f"Sourcelight {__version__} ({scorers})"

    @property
    def origin(self) -> str:
        """Two lines for the foot of a picture: the selection, then what made the numbers and when."""
        return f"{self.selection}\n{self.versions}, {self.made_on.isoformat()}"

    @property
    def caption(self) -> str:
        """The lines for a picture that draws intervals."""
        return f"{self.origin}\nBars and bands: 95 % bootstrap intervals over stories."

    def stamped(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with the selection, the versions and the day as its last columns."""
        return table.assign(selection=self.selection, versions=self.versions, made_on=self.made_on.isoformat())


@st.cache_resource
def _picture_buttons():  # type: ignore[no-untyped-def]
    return st.components.v2.component("picture_downloads", html=_PICTURE_HTML, css=_PICTURE_CSS, js=_PICTURE_JS)


def show_chart(view: View, figure: Figure, context: Context, alt: str, opens: Opens | None = None) -> None:
    """Draw a figure and, under it, its downloads and its numbers as a table.

    ``opens`` (see ``Page.opens``) makes a click on a mark open the articles behind it.
    """
    key = f"chart-{view.name}"
    name = f"sourcelight-{view.name}"
    with st.container(key=f"scroll-{view.name}"):
        st.plotly_chart(
            figure,
            key=key,
            theme=None,
            alt=alt,
            on_select=partial(open_articles, key, opens) if opens else "ignore",
            selection_mode="points",
            config={
                "displaylogo": False,
                "displayModeBar": True,
                "modeBarButtons": [["toImage"]],
                "toImageButtonOptions": {"format": "png", "filename": name, "scale": PICTURE_SCALE},
                "responsive": True,
            },
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads-{view.name}"):
        _picture_buttons()(
            data={"key": key, "name": name, "scale": PICTURE_SCALE}, key=f"pictures-{view.name}", width="content"
        )
        csv_button(view.table, name, context)
    with st.expander("The numbers drawn, as a table"):
        st.dataframe(view.table, hide_index=True, width="stretch")


def csv_button(table: pd.DataFrame, name: str, context: Context) -> None:
    """A button that makes the CSV when it is clicked, not before."""
    st.download_button(
        "CSV", data=lambda: csv_bytes(context.stamped(table)), file_name=f"{name}.csv", mime="text/csv",
        on_click="ignore", key=f"csv-{name}",
    )  # fmt: skip


def show_table(table: pd.DataFrame, name: str, context: Context, columns: dict[str, str]) -> None:
    """A table with its CSV; ``columns`` gives the heading of each column."""
    st.dataframe(table, hide_index=True, width="stretch", column_config=dict(columns))
    csv_button(table, f"sourcelight-{name}", context)
