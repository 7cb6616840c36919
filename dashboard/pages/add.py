"""Adding articles: paste, drop or fetch them, check what was read, correct it, and store it."""

from __future__ import annotations

import html
from collections.abc import Hashable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analysis.ingest.repair import repaired
from analysis.ingest.table import Preview
from analysis.ingest.tables.understood import Tally, remark_on_length
from analysis.ingest.text import NoArticle
from analysis.ingest.upload import KINDS
from analysis.store import StoreProblem
from analysis.types import Article, Problem
from analysis.urls import page_key
from dashboard import adding
from dashboard.access import AccessDenied
from dashboard.cache import corpora, queries
from dashboard.views.formatting import number_of
from dashboard.widgets import drafts
from dashboard.widgets.added import choose_target, show_added
from dashboard.widgets.downloads import draw_table
from dashboard.widgets.page import PageEnd, open_add_page, sign_in

#: articles that can be corrected in a table, and lines and problems that are shown
REVIEWED, SHOWN = 200, 50
FETCH = "Fetch links"
NO_COLUMN = "– none –"
#: field of an article -> its name for readers
FIELDS = {
    "text": "Text", "title": "Title", "outlet": "Outlet", "published": "Date", "url": "Link", "authors": "Authors",
    "topic": "Topic", "section": "Section",
}  # fmt: skip

opened = open_add_page("Paste, upload or fetch articles, check what was understood, then store them.")
access = sign_in()
try:
    access.check()
except AccessDenied as denied:
    st.info(str(denied))
    raise PageEnd from None
target = choose_target(opened.name if opened else None, partial(adding.new_corpus, access))
if target is None:
    st.info(adding.WHY_NOT_THE_DEMONSTRATION)
    raise PageEnd
if opened and corpora.is_demonstration(opened.store):
    st.caption(adding.WHY_NOT_THE_DEMONSTRATION)
watcher = adding.watcher(target)


def keep(articles: list[Article], name: str, newest: bool, without_outlet: int = 0) -> None:
    """Store and score what the reader has checked, and show how it compares; ``name`` is the draft it comes from.

    ``without_outlet`` is the number of articles that are left out because nobody named their outlet.
    """
    if not articles:
        st.warning("Enter the outlet first: an article without one cannot be compared.")
        return
    try:
        with st.spinner("Storing and measuring …"):
            added = adding.store_articles(access, watcher, articles, newest)
    except (AccessDenied, StoreProblem) as problem:
        st.error(str(problem))
        return
    drafts.discard(name)
    known = len(articles) - added.new - added.replaced
    undated = sum(article.published is None for article in articles)
    said = ", ".join([
        f"{added.new} stored",
        *([f"{added.replaced} replaced an earlier version"] if added.replaced else []),
        *([f"{known} already stored"] if known else []),
        *([f"{added.versions} of them with a different text (the stored text was kept)"] if added.versions else []),
        *([f"{number_of(added.lost, 'judgement')} of marks deleted with the old text"] if added.lost else []),
        *([f"{without_outlet} left out for lack of an outlet"] if without_outlet else []),
    ])  # fmt: skip
    score = f"python -m analysis score{corpora.store_option(watcher.store)}"
    more = "" if len(articles) <= adding.MOST_MEASURED else f" Measure them with: {score}"
    st.success(f"{said}.{more}")
    if undated:
        them = "it" if undated == 1 else "them"
        st.caption(f"{number_of(undated, 'article')} without a date: no picture over time shows {them}.")
    show_added(watcher.store.path, [article.id for article in articles])


def ask_newest(articles: list[Article], name: str) -> bool:
    """Ask whether to replace other versions of these articles; ``False`` without asking if none states its page."""
    if not any(page_key(article.url) for article in articles):
        return False
    label = "Replace a stored version of the same page if its text differs"
    return st.checkbox(label, key=f"newest-{name}")


def review_one(article: Article, cut: tuple[str, ...], name: str, suggestion: str = "") -> None:
    """One article as a form for corrections, and the lines that were ``cut`` from it.

    ``suggestion`` is the outlet that the name of its file suggests.
    """
    with st.form(f"review-{name}"):
        title = st.text_input("Title", article.title or "")
        left, right = st.columns(2)
        outlet = left.text_input("Outlet", article.outlet or suggestion, placeholder="Required: who published it?")
        published = right.date_input("Date", article.published, format="YYYY-MM-DD")
        body = st.text_area("Text", article.text, height=320)
        newest = ask_newest([article], name)
        if st.form_submit_button("Store and measure"):
            day = published if not isinstance(published, tuple) else None
            corrected = adding.correct(article, title, outlet, day, body)
            keep([corrected] if corrected.outlet else [], name, newest)
    if cut:
        with st.expander(f"Lines removed ({len(cut):,})"):
            lines = "".join(f"<li>{html.escape(line)}</li>" for line in cut[:SHOWN])
            st.html(f'<ul class="reading">{lines}</ul>')


def review_many(articles: list[Article], name: str, suggestion: str) -> None:
    """Several articles as a table, in which titles, outlets and dates can be corrected and rows left out."""
    st.caption(
        f"{number_of(len(articles), 'article')} {'was' if len(articles) == 1 else 'were'} read. Correct any errors; "
        "untick the articles to leave out."
    )
    table = pd.DataFrame({
        "store": True,
        "title": [a.title or "" for a in articles[:REVIEWED]],
        "outlet": [a.outlet or "" for a in articles[:REVIEWED]],
        "date": [pd.Timestamp(a.published) if a.published else pd.NaT for a in articles[:REVIEWED]],
        "words": [len(a.text.split()) for a in articles[:REVIEWED]],
        "begins": [a.text[:160] for a in articles[:REVIEWED]],
    })  # fmt: skip
    edited = st.data_editor(
        table, key=f"table-{name}", hide_index=True, disabled=["words", "begins"], width="stretch", placeholder="",
        column_config={"date": st.column_config.DateColumn("date", format="YYYY-MM-DD")},
    )  # fmt: skip
    if len(articles) > REVIEWED:
        st.caption(f"The first {REVIEWED} are shown; the others are stored as they were read.")
    rows = edited.to_dict("records")
    chosen = [
        adding.correct(a, str(row["title"]), str(row["outlet"]), None if pd.isna(row["date"]) else row["date"].date())
        for a, row in zip(articles, rows, strict=False)
        if row["store"]
    ] + articles[REVIEWED:]
    outlet = ask_outlet([article for article in chosen if not article.outlet], name, suggestion)
    newest = ask_newest(articles, name)
    if st.button("Store and measure", key=f"keep-{name}"):
        kept, left_out = adding.with_outlet(chosen, outlet)
        keep(kept, name, newest, left_out)


def ask_outlet(articles: list[Article], name: str, suggestion: str) -> str:
    """List the articles without an outlet, and ask for the outlet of all of them; without one they stay out."""
    if not articles:
        return ""
    count = "One article has" if len(articles) == 1 else f"{len(articles):,} articles have"
    st.html(f'<p class="gap">{count} no outlet. Enter it here or in the table; articles without one are left out.</p>')
    lines = "".join(f"<li>{html.escape(one.title or one.text[:80])}</li>" for one in articles[:SHOWN])
    more = f"<li>and {len(articles) - SHOWN:,} more</li>" if len(articles) > SHOWN else ""
    with st.expander("Articles without an outlet"):
        st.html(f'<ul class="reading">{lines}{more}</ul>')
    return st.text_input(
        "Outlet of these articles", suggestion, key=f"outlet-{name}", placeholder="Who published them?"
    )  # fmt: skip


def show_remarks(articles: list[Article]) -> None:
    """A remark on each very long article."""
    remarks = [remark for article in articles if (remark := remark_on_length(article))]
    if remarks:
        lines = "".join(f"<li>{html.escape(remark)}</li>" for remark in remarks[:SHOWN])
        st.html(f'<ul class="gap">{lines}</ul>')


def review(found: list[Article | Problem], name: str, files: Sequence[str] = ()) -> None:
    """The articles that were read, for corrections, and what was set aside and why; ``files`` are the files' names."""
    articles = [item for item in found if isinstance(item, Article)]
    problems = [item for item in found if isinstance(item, Problem)]
    if problems:
        with st.expander(f"Set aside: {len(problems):,}", expanded=not articles):
            lines = "".join(f"<li>{html.escape(str(problem))}</li>" for problem in problems[:SHOWN])
            st.html(f'<ul class="gap">{lines}</ul>')
    show_remarks(articles)
    suggestion = adding.suggested_outlet(files, known_outlets())
    if len(articles) == 1:
        review_one(articles[0], (), name, suggestion)
    elif articles:
        review_many(articles, name, suggestion)


def known_outlets() -> Sequence[str]:
    """The outlets of the corpus to add to."""
    try:
        return queries.corpus(watcher.store).outlets
    except StoreProblem:  # it is said when something is stored
        return ()


def paste() -> None:
    """Paste a text or the HTML of a page."""
    raw = st.text_area("Text of the article, copied from its page, or the HTML of the page", height=200, key="pasted")
    if st.button("Read the text") and not raw.strip():
        st.caption("Paste a text above first.")
    if not raw.strip():
        return
    try:
        found = adding.read_pasted(access, raw)
    except (NoArticle, AccessDenied) as problem:
        st.warning(f"{problem}"[:1].upper() + f"{problem}"[1:])
        return
    show_remarks([found.article])
    review_one(found.article, found.cut, "pasted")


def drop() -> None:
    """Drop files; a table is shown with the fields that its columns are used for, which can be changed."""
    files = st.file_uploader(
        "Web pages, documents (.docx, .pdf), exports of news databases, tables (.csv, .xlsx, .json), or a zip of these",
        type=[kind.rpartition(".")[2] for kind in KINDS], accept_multiple_files=True, key="dropped",
    )  # fmt: skip
    read: dict[Hashable, drafts.Read] = {}
    for file in files:
        data = file.getvalue()
        table = adding.preview_file(access, file.name, data)
        columns = choose_columns(table, file.name, file.file_id) if table else {}
        if table and columns.get("text", table.mapping.get("text")) is None and not table.links_only:
            st.html('<p class="gap">Nothing has been read yet: choose the column with the text of the articles.</p>')
            continue
        if table and table.links_only and not columns.get("text"):
            offer_links(adding.links_of_file(access, file.name, data), file.file_id)
        order = drafts.order_of(file.file_id)
        key = (file.file_id, tuple(columns.items()), order)
        kept = drafts.uploads().get(key)
        if kept is None:
            tally = Tally(order)
            kept = adding.read_file(access, file.name, data, columns, tally), tally
        read[key] = kept
        if table:
            show_understood(kept[1], file.file_id)
    drafts.keep_uploads(read)
    if read:
        review([item for found, _ in read.values() for item in found], "dropped", [file.name for file in files])


def show_understood(tally: Tally, key: str) -> None:
    """What was understood of each column of a table, and a choice of the order of dates that could be read two ways."""
    reports = [report for report in tally.reports() if report.column]
    if not reports:
        return
    table = pd.DataFrame({
        "field": [FIELDS.get(report.field, report.field) for report in reports],
        "column": [repaired(report.column) for report in reports],
        "understood": [report.understood for report in reports],
        "missing": [report.missing for report in reports],
        "not understood": [report.not_understood for report in reports],
        "example": [report.example or "" for report in reports],
    })  # fmt: skip
    st.caption("How each column was read")
    draw_table(table)
    if tally.partial:
        st.caption(
            f"Texts that break off: {tally.partial:,}. They are stored, but not measured until the whole article is "
            "added."
        )
    if tally.dates or any(report.ambiguous for report in reports):
        st.selectbox(
            "Dates such as 04/05/19", [None, "day-first", "month-first"], key=drafts.order_key(key),
            format_func={None: "unknown", "day-first": "day first", "month-first": "month first"}.__getitem__,
        )  # fmt: skip


def offer_links(links: list[str], key: str) -> None:
    """A button that copies the first links of a table to the tab that fetches links."""
    some = links[: adding.MOST_LINKS]
    if some and st.button(f"Copy {len(some)} of {number_of(len(links), 'link')} to “{FETCH}”", key=f"links-{key}"):
        drafts.enter_links(some)
        st.html(f'<p class="gap">The links are now in “{FETCH}”.</p>')


def choose_columns(table: Preview, name: str, key: str) -> dict[str, str | None]:
    """Show a table, and choose the column for each field; returns the fields whose column was changed."""
    how = f"read as {table.export}" if table.export else "columns recognised by their names"
    st.html(
        f'<p class="lead selection"><b>{html.escape(name)}</b>, {how}. Its first rows are below. Choose other columns '
        "if any are wrong.</p>"
    )
    labels = [repaired(column) for column in table.names]
    shown = pd.DataFrame(table.rows, columns=pd.Index(range(len(labels))))
    draw_table(shown.rename(columns=str), {str(k): label for k, label in enumerate(labels)})
    columns: dict[str, str | None] = {}
    for cell, field in zip((*st.columns(4), *st.columns(4)), FIELDS, strict=True):
        taken = table.names.index(table.mapping[field]) + 1 if field in table.mapping else 0
        offered = table.names.index(table.offered[field]) + 1 if field in table.offered else taken
        chosen = cell.selectbox(
            FIELDS[field],
            range(len(labels) + 1),
            offered,
            key=f"{key}-{field}",
            format_func=[NO_COLUMN, *labels].__getitem__,
        )
        if chosen != taken:
            columns[field] = table.names[chosen - 1] if chosen else None
    return columns


def fetch() -> None:
    """Fetch links, one per line, and check the articles before they are stored."""
    asked = st.text_area(f"Links, one per line, at most {adding.MOST_LINKS}", key=drafts.LINKS).split()
    if st.button("Fetch", disabled=not asked):
        with st.spinner("Fetching, one page per site every two seconds …"):
            drafts.keep_fetched([one.outcome for one in adding.fetch_links(access, watcher, asked)])
    if drafts.fetched():
        review(drafts.fetched(), "fetched")


def show_failed() -> None:
    """The links that failed, why, and a button to try them again."""
    failed = adding.failed_links(watcher)
    if not failed:
        st.caption("No failed links.")
        return
    table = pd.DataFrame({
        "link": [state.link for state in failed],
        "reason": [state.reason for state in failed],
        "attempts": [state.tries for state in failed],
        "last attempt": [state.fetched for state in failed],
    })  # fmt: skip
    draw_table(table)
    if st.button(f"Try again ({min(len(failed), adding.MOST_LINKS)})"):
        with st.spinner("Fetching …"):
            summary = adding.retry_links(access, watcher, [state.link for state in failed])
        st.info(f"{summary.stored} stored, {len(summary.failures)} failed again.")


ways = st.tabs(["Paste text", "Upload files", FETCH, "Failed links"])
for tab, way in zip(ways, (paste, drop, fetch, show_failed), strict=True):
    with tab:
        try:
            way()
        except (AccessDenied, StoreProblem) as problem:
            st.error(str(problem))
