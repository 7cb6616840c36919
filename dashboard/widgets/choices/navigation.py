"""The pages of the dashboard: five groups, and two pages that stand apart.

The menu shows the first page of each group. A row of links at the head of each page leads to the rest of its group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True, slots=True)
class Group:
    """A group of pages: its title in the menu, and its pages (a script in ``dashboard/pages`` -> the page's title)."""

    title: str
    pages: Mapping[str, str]


GROUPS = (
    Group("Start", {"start": "Sourcelight"}),
    Group(
        "Compare",
        {
            "compare": "Outlets side by side", "overview": "All outlets", "topics": "Topics", "timeline": "Over time",
            "attention": "Attention", "words": "Words", "names": "Names",
        },
    ),
    Group("Stories", {"stories": "Stories side by side", "blind_spots": "Missed stories"}),
    Group("Sources", {"sources": "Sources"}),
    Group("Read", {"search": "Search", "article": "Article"}),
    Group("Add", {"add": "Add articles", "draft": "Check a draft"}),
    Group("Methods", {"methods": "Methods"}),
)  # fmt: skip
#: every page, in the order of the groups; the first is the one that opens
PAGES = tuple(name for group in GROUPS for name in group.pages)


def group_of(name: str) -> Group:
    """The group that a page belongs to."""
    return next(group for group in GROUPS if name in group.pages)


def title_of(name: str) -> str:
    """The title of a page."""
    return group_of(name).pages[name]


def _script(name: str) -> str:
    return f"dashboard/pages/{name}.py"


def navigate() -> StreamlitPage:
    """Draw the menu, and return the page that is open."""
    pages = [
        st.Page(
            _script(name), title=group.title if first else title, default=name == PAGES[0],
            visibility="visible" if first else "hidden",
        )
        for group in GROUPS
        for name, title in group.pages.items()
        for first in [name == next(iter(group.pages))]
    ]  # fmt: skip
    return st.navigation(pages, position="top")


def draw_group(name: str) -> None:
    """Draw links to the pages of this page's group, unless it is the only one."""
    pages = group_of(name).pages
    if len(pages) > 1:
        with st.container(horizontal=True, gap="small", key="group"):
            for other, title in pages.items():
                st.page_link(_script(other), label=title)


def link(name: str, label: str, choices: Mapping[str, Sequence[str]]) -> None:
    """Draw a link to a page, whose address contains these choices."""
    st.page_link(_script(name), label=label, query_params={key: list(values) for key, values in choices.items()})
