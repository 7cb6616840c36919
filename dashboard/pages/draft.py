"""The standards desk: a draft checked for unnamed sources, loaded words and doubt without an owner. Stores nothing."""

from __future__ import annotations

import streamlit as st

from analysis.export.tables import csv_bytes
from analysis.standards import BadThresholds, DraftReport, check_draft
from analysis.standards.formats import as_json
from analysis.standards.reading import LONGEST, Draft, UnreadableDraft, draft_of, read_draft
from dashboard.markup.draft import draft_html, notes_html, notes_table, sources_table, summary_html
from dashboard.widgets.downloads import draw_table
from dashboard.widgets.page import open_draft_page

#: kinds of files that can be dropped
KINDS = ["txt", "md", "docx", "odt", "rtf", "pdf"]


def read() -> Draft | None:
    """The draft that the reader gives, or ``None``; what cannot be read is said."""
    file = st.file_uploader("Upload a draft", type=KINDS)
    pasted = st.text_area("Or paste it, headline first, then a blank line", height=220, max_chars=LONGEST)
    if file is None and not pasted.strip():
        return None
    try:
        return read_draft(file.getvalue()) if file is not None else draft_of(pasted)
    except UnreadableDraft as problem:
        st.error(f"This draft was not checked: {problem}.")
        return None


def show(report: DraftReport) -> None:
    """The sources, the notes by rule, and the draft with its notes."""
    st.html(summary_html(report))
    if report.sources:
        st.subheader("Sources")
        draw_table(sources_table(report.sources))
    st.subheader("Passages to look at again")
    if report.notes:
        st.html(f'<div class="desk reading">{notes_html(report)}</div>')
        with st.container(horizontal=True, gap="small"):
            files = (
                ("CSV", csv_bytes(notes_table(report)), "text/csv"),
                ("JSON", as_json(report, "draft"), "application/json"),
            )
            for label, data, kind in files:
                name = f"sourcelight-draft.{label.lower()}"
                st.download_button(label, data, name, kind, key=name, on_click="ignore")
    else:
        st.caption("None was found. That does not mean that there is nothing to check.")
    with st.expander("The draft with its notes"):
        st.html(draft_html(report))


open_draft_page(
    "Check a draft before it is published: who is named, who is not, and which words take a side. Nothing is stored."
)
draft = read()
if draft is not None:
    try:
        show(check_draft(draft.text, draft.title))
    except BadThresholds as problem:
        st.error(str(problem))
    else:
        st.caption(
            "Rules find words, not intentions: read each sentence. A newsroom sets its own limits in a small file."
        )
