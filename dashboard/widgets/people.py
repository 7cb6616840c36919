"""Saying on a page that the user's own table of persons is in use, and what is wrong with it."""

from __future__ import annotations

import dataclasses
import html

import streamlit as st

from analysis.corpus.people.table import PeopleTable
from dashboard.cache.people import people_table
from dashboard.report.context import Context

#: problems of the table that are shown
SHOWN = 5


def with_people_table(context: Context) -> tuple[PeopleTable, Context]:
    """The user's table of persons, and the context for downloads of what it has changed.

    The page says that the table is in use, and what cannot be used of it.
    """
    table = people_table()
    if table.problems:
        shown = "<br>".join(html.escape(str(problem)) for problem in table.problems[:SHOWN])
        left_out = len(table.problems) - SHOWN
        more = f"<br>and {left_out} more" if left_out > 0 else ""
        st.html(f'<p class="gap">{shown}{more}</p>')
    if not table.note:
        return table, context
    st.caption(table.note)
    return table, dataclasses.replace(context, selection=f"{context.selection} {table.note}")
