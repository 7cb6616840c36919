"""The sidebar's foot: a link to this view, its report, the selected articles as files, and views kept by name."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from analysis.export.dictionary import data_dictionary
from analysis.export.tables import Export, csv_bytes, write_selection
from analysis.store import Store
from analysis.store.filter import Filters
from dashboard.access import read_only
from dashboard.report.context import Context
from dashboard.report.report import report_page
from dashboard.report.saved_views import ViewProblem, delete_view, file_beside, save_view, saved_views

#: more articles than this are not put into a file by the server, but by the command line
LARGEST = 50_000
FILES = {
    "csv": ("CSV", "text/csv", "One row an article with every measurement; opens in a spreadsheet."),
    "parquet": ("Parquet", "application/vnd.apache.parquet", "The same with every mark and attribution as lists."),
    "jsonl": ("JSON Lines", "application/jsonl", "One article a line, with every mark and its place in the text."),
}

# The address is the browser's own, so it holds every choice of the page. Where the clipboard is not allowed,
# the link is there to be copied by hand.
_LINK_JS = """
export default function ({ parentElement }) {
  const button = parentElement.querySelector('button'), field = parentElement.querySelector('input');
  const said = parentElement.querySelector('[role=status]');
  button.onclick = async () => {
    field.value = window.location.href;
    field.hidden = false;
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = 'Copied.';
    } catch {
      said.textContent = 'Copy the link from the field.';
    }
  };
}
"""
_LINK_HTML = """<button type="button">Copy link</button><span role="status"></span
><input type="text" readonly hidden aria-label="Link to this view">"""
_LINK_CSS = """
button { font: inherit; font-size: .9rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: 4px; padding: .25rem .8rem; min-height: 2.2rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
span { margin-left: .6rem; font-size: .86rem; color: var(--st-text-color); }
input { box-sizing: border-box; width: 100%; margin-top: .4rem; font: inherit; font-size: .84rem; padding: .3rem;
  color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color); }
"""


_announced: ContextVar[tuple[Store, Filters, int, Context] | None] = ContextVar("foot of the sidebar", default=None)


@st.cache_resource
def _link():  # type: ignore[no-untyped-def]
    return st.components.v2.component("copy_link", html=_LINK_HTML, css=_LINK_CSS, js=_LINK_JS)


def address() -> str:
    """Where this page with its choices can be opened again; empty where the server does not know."""
    url = st.context.url
    return f"{url}{_query()}" if url else ""


def _query() -> str:
    choices = {key: st.query_params.get_all(key) for key in st.query_params}
    return "?" + urlencode(choices, doseq=True) if choices else ""


def announce(store: Store, filters: Filters, articles: int, context: Context) -> None:
    """Note what the foot of the sidebar is about, for ``foot`` to draw it when the page is done."""
    _announced.set((store, filters, articles, context))


def foot() -> None:
    """Draw the foot of the sidebar, if a page announced one: last, for the browser draws in the order of arrival."""
    announced = _announced.get()
    _announced.set(None)
    if announced is not None:
        _foot(*announced)


def _foot(store: Store, filters: Filters, articles: int, context: Context) -> None:
    """Files are made when they are asked for, not before."""
    page = context.page.lower().replace(" ", "-")
    with st.sidebar:
        st.subheader("This view", divider="grey")
        with st.container(horizontal=True, gap="small", key="downloads-view"):
            st.download_button(
                "Report", data=lambda: report_page(context), file_name=f"sourcelight-{page}-report.html",
                mime="text/html", on_click="ignore", key="report",
                help="The pictures, tables, selection, accuracy and citation of this page, in one file to print.",
            )  # fmt: skip
            _link()(key="copy-link", width="stretch")
        with st.expander("Selected articles as a file"):
            _files(store, filters, articles, context)
        with st.expander("Saved views"):
            _views(file_beside(store.path))


def _files(store: Store, filters: Filters, articles: int, context: Context) -> None:
    if articles > LARGEST:
        st.caption(f"More than {LARGEST:,} articles are written by the command line:")
        st.code("python -m analysis export articles.parquet --evidence", language="shell")
    else:
        stamp = {
            "selection": context.selection, "versions": context.versions, "made_on": context.made_on.isoformat(),
        }  # fmt: skip
        text = st.checkbox("With the texts", key="with-texts")
        with st.container(horizontal=True, gap="small", key="downloads-articles"):
            for kind, (label, mime, what) in FILES.items():
                export = Export(filters, evidence=kind != "csv", text=text, stamp=stamp)
                st.download_button(
                    label, data=_file(store.path, kind, export), file_name=f"sourcelight-articles.{kind}", mime=mime,
                    on_click="ignore", key=f"articles-{kind}", help=what,
                )  # fmt: skip
    st.download_button(
        "Data dictionary", data=lambda: csv_bytes(data_dictionary()), file_name="sourcelight-data-dictionary.csv",
        mime="text/csv", on_click="ignore", key="dictionary", help="What each column means, its unit and its type.",
    )  # fmt: skip


def _file(path: Path, kind: str, export: Export) -> Callable[[], bytes]:
    def made() -> bytes:
        out = io.BytesIO()
        write_selection(Store(path), out, kind, export)
        return out.getvalue()

    return made


def _views(file: Path) -> None:
    views = saved_views(file)
    if not views:
        st.caption("No view is kept yet.")
    for place, (name, where) in enumerate(views.items()):
        # A plain link: it opens the view as it was kept, and “back” leads here again.
        link = f'<a href="./{html.escape(where)}" target="_self"><bdi>{html.escape(name)}</bdi></a>'
        if read_only():
            st.html(link)
            continue
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(link)
        right.button("×", key=f"forget-{place}", help="Forget this view", on_click=_forget, args=(file, name))
    if not read_only():
        st.text_input("Name of this view", key="view-name", max_chars=80)
        st.button("Save this view", key="save-view", on_click=_save, args=(file,))
    problem = st.session_state.pop("view-problem", None)
    if problem:
        st.warning(problem)


def _here() -> str:
    """The page and its choices, relative to the dashboard's root."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2] + _query()


def _save(file: Path) -> None:
    state: Any = st.session_state
    if read_only():
        state["view-problem"] = "This server is read-only: views cannot be saved here."
        return
    try:
        save_view(file, state["view-name"], _here())
    except ViewProblem as problem:
        state["view-problem"] = str(problem)
    else:
        state["view-name"] = ""


def _forget(file: Path, name: str) -> None:
    state: Any = st.session_state
    if read_only():
        state["view-problem"] = "This server is read-only: views cannot be deleted here."
        return
    try:
        delete_view(file, name)
    except ViewProblem as problem:
        state["view-problem"] = str(problem)
