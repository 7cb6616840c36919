"""The filters of the sidebar that are folded away."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from tests.support.pages import PAGES, Open, selection, without_errors


def more_filters(app: AppTest) -> Expander:
    [expander] = [expander for expander in app.sidebar.expander if expander.label.startswith("More filters")]
    return expander


def label(app: AppTest) -> str:
    return more_filters(app).label


@pytest.mark.parametrize("name", PAGES)
def test_seldom_needed_filters_are_folded_away(open_page: Open, name: str) -> None:
    app = open_page(name)
    expander = more_filters(app)
    assert expander.label == "More filters"
    assert not expander.proto.expanded
    assert [slider.label for slider in expander.slider] == ["Minimum length (words)"]
    assert [radio.label for radio in expander.radio] == ["Shared (wire) copy"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"words": "0"}, "More filters"),
        ({"words": "many", "wire": "Count once"}, "More filters"),
        ({"words": "50"}, "More filters (1 set)"),
        ({"wire": "Leave out"}, "More filters (1 set)"),
        ({"words": "50", "wire": "Count every copy"}, "More filters (2 set)"),
    ],
)
def test_the_label_counts_the_filters_that_a_link_sets(open_page: Open, query: dict[str, object], said: str) -> None:
    app = open_page("overview", **query)
    assert label(app) == said
    assert more_filters(app).proto.expanded == said.endswith("set)")


def test_the_label_counts_the_filters_that_the_reader_sets(open_page: Open) -> None:
    app = open_page("overview")
    without_errors(app.slider(key="words").set_value(50).run())
    assert label(app) == "More filters (1 set)"
    assert "at least 50 words" in selection(app)
    without_errors(app.radio(key="wire").set_value("all").run())
    assert label(app) == "More filters (2 set)"
    without_errors(app.slider(key="words").set_value(0).run())
    without_errors(app.radio(key="wire").set_value("once").run())
    assert label(app) == "More filters"
