"""The footer of the sidebar: a link to this view, its report, the selected articles as files, and saved views."""

from __future__ import annotations

import html
import io
import ipaddress
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
from dashboard.cache.components import component
from dashboard.cache.corpora import store_option
from dashboard.cache.people import people_table
from dashboard.report.context import Context
from dashboard.report.report import report_page
from dashboard.report.saved_views import ViewProblem, delete_view, save_view, saved_views, views_file
from dashboard.widgets.choices.corpora import corpus_query

#: a file has at most this many articles; more are exported on the command line
LARGEST = 50_000
#: kind of file -> its name, its media type and its description
FILES = {
    "csv": ("CSV", "text/csv", "One row per article with all measurements; opens in a spreadsheet."),
    "parquet": ("Parquet", "application/vnd.apache.parquet", "The same, with all marks and attributions as lists."),
    "jsonl": ("JSON Lines", "application/jsonl", "One article per line, with all marks and their places in the text."),
}

# The browser's own address contains every choice on the page, apart from a corpus that is open by default, since the
# default may change. If access to the clipboard is denied, the link can be copied by hand.
_LINK_JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector('button'), field = parentElement.querySelector('input');
  const status = parentElement.querySelector('[role=status]');
  button.onclick = async () => {
    const link = new URL(window.location.href);
    if (data.corpus && !link.searchParams.has('corpus')) link.searchParams.set('corpus', data.corpus);
    field.value = link.href;
    field.hidden = false;
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = 'Copied.';
    } catch {
      status.textContent = 'Copy the link from the field.';
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
#: how names end that mean something only within a network
LOCAL = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
#: what the footer of the page being drawn is about: store, filters, number of selected articles, and page
_footer: ContextVar[tuple[Store, Filters, int, Context] | None] = ContextVar("footer of the sidebar", default=None)


def address() -> str:
    """A link to this page with its choices and its corpus; empty unless the server has a public address."""
    url = st.context.url
    return f"{url}{_query()}" if url and is_public(url) else ""


def is_public(url: str) -> bool:
    """True if an address means the same elsewhere: not one of this machine or of a local network."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(LOCAL)


def _query() -> str:
    choices = corpus_query(default=True) | {key: st.query_params.get_all(key) for key in st.query_params}
    return "?" + urlencode(choices, doseq=True) if choices else ""


def set_footer(store: Store, filters: Filters, articles: int, context: Context) -> None:
    """Set what the footer is about; ``draw_footer`` draws it after the page."""
    _footer.set((store, filters, articles, context))


def draw_footer() -> None:
    """Draw the footer if the page has set one; after the page, because browsers draw elements as they arrive."""
    footer = _footer.get()
    _footer.set(None)
    if footer is not None:
        _draw(*footer)


def _draw(store: Store, filters: Filters, articles: int, context: Context) -> None:
    """The link and all downloads; files are created when they are requested."""
    page = context.page.lower().replace(" ", "-")
    with st.sidebar:
        st.subheader("This view", divider="grey")
        with st.container(horizontal=True, gap="small", key="downloads-view"):
            st.download_button(
                "Report", data=lambda: report_page(context), file_name=f"sourcelight-{page}-report.html",
                mime="text/html", on_click="ignore", key="report",
                help="This page’s charts, tables, selection, accuracy and citation in one printable file.",
            )  # fmt: skip
            corpus = corpus_query(default=True).get("corpus", [""])[0]
            copy_link = component("copy_link", html=_LINK_HTML, css=_LINK_CSS, js=_LINK_JS)
            copy_link(data={"corpus": corpus}, key="copy-link", width="stretch")
        with st.expander("Download selected articles"):
            _files(store, filters, articles, context)
        with st.expander("Saved views"):
            _views(views_file(store.path))


def _files(store: Store, filters: Filters, articles: int, context: Context) -> None:
    """Buttons for the selected articles in each kind of file, and for the data dictionary."""
    if articles > LARGEST:
        st.caption(f"To export more than {LARGEST:,} articles, use the command line:")
        st.code(f"python -m analysis export articles.parquet --evidence{store_option(store)}", language="shell")
    else:
        people = people_table()
        stamp = {
            "selection": f"{context.selection} {people.note}".strip(), "versions": context.versions,
            "made_on": context.made_on.isoformat(),
        }  # fmt: skip
        text = st.checkbox("Include full text", key="with-texts")
        with st.container(horizontal=True, gap="small", key="downloads-articles"):
            for kind, (label, mime, what) in FILES.items():
                export = Export(filters, evidence=kind != "csv", text=text, stamp=stamp, people=people)
                st.download_button(
                    label, data=_file(store.path, kind, export), file_name=f"sourcelight-articles.{kind}", mime=mime,
                    on_click="ignore", key=f"articles-{kind}", help=what,
                )  # fmt: skip
    st.download_button(
        "Data dictionary", data=lambda: csv_bytes(data_dictionary()), file_name="sourcelight-data-dictionary.csv",
        mime="text/csv", on_click="ignore", key="dictionary", help="The meaning, unit and type of each column.",
    )  # fmt: skip


def _file(path: Path, kind: str, export: Export) -> Callable[[], bytes]:
    """A function that creates the file."""

    def create() -> bytes:
        out = io.BytesIO()
        write_selection(Store(path), out, kind, export)
        return out.getvalue()

    return create


def _views(file: Path) -> None:
    """The saved views as links, and, unless the server is read-only, controls to save and delete them."""
    views = saved_views(file)
    if not views:
        st.caption("No saved views yet.")
    for number, (name, where) in enumerate(views.items()):
        # A plain link opens the view as it was saved, and the browser's back button returns here.
        link = f'<a href="./{html.escape(where)}" target="_self"><bdi>{html.escape(name)}</bdi></a>'
        if read_only():
            st.html(link)
            continue
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(link)
        right.button("×", key=f"forget-{number}", help="Delete this view", on_click=_delete, args=(file, name))
    if not read_only():
        st.text_input("Name of this view", key="view-name", max_chars=80)
        st.button("Save this view", key="save-view", on_click=_save, args=(file,))
    problem = st.session_state.pop("view-problem", None)
    if problem:
        st.warning(problem)


def _here() -> str:
    """The address of the page with its choices, relative to that of the dashboard."""
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


def _delete(file: Path, name: str) -> None:
    state: Any = st.session_state
    if read_only():
        state["view-problem"] = "This server is read-only: views cannot be deleted here."
        return
    try:
        delete_view(file, name)
    except ViewProblem as problem:
        state["view-problem"] = str(problem)
