"""Hostile articles on every page: nothing of them is markup, and all of it can be read."""

from __future__ import annotations

import re

import pytest
from dashboard_pages import PAGES, PICTURE, SCRIPT, Open, figures, selection, sound, written


@pytest.mark.parametrize("name", [*PAGES, "add"])
def test_nothing_of_an_article_is_markup(open_page: Open, name: str) -> None:
    app = open_page(name, "hostile")
    for text in (written(app), *(chart.proto.spec for chart in app.get("plotly_chart"))):
        assert "<script" not in text
        assert "<img" not in text
    # Markdown would load pictures from elsewhere, so names and texts of articles must never be in it.
    for element in (*app.markdown, *app.caption, *app.info, *app.subheader):
        assert "document.title" not in element.value
        assert "news.example" not in element.value


def test_hostile_names_are_shown_as_they_are(open_page: Open) -> None:
    app = open_page("overview", "hostile")
    [figure] = figures(app)
    labels = list(figure.layout.yaxis.ticktext)
    assert "(outlet not stated)" in labels
    assert any(label.startswith("&lt;script&gt;") for label in labels)
    assert any("صحيفة" in label for label in labels)
    assert any(label.startswith("The Long and Winding") and label.endswith("…") for label in labels)
    sound(app.multiselect(key="outlet").set_value([SCRIPT + PICTURE]).run())
    assert selection(app).startswith("&lt;script&gt;")
    assert SCRIPT in app.multiselect(key="topic").options


def test_hostile_article_is_readable(open_page: Open) -> None:
    app = open_page("article", "hostile", outlet=[SCRIPT + PICTURE])
    assert "&lt;script&gt;document.title" in written(app)
    plain = re.sub("</?span[^>]*>", "", written(app))
    assert "&lt;b&gt;Not bold&lt;/b&gt; &amp;amp; not bold." in plain
    assert 'class="hedge"' in written(app)


@pytest.mark.parametrize("name", PAGES)
def test_no_outlet_and_no_topic_can_be_chosen(open_page: Open, name: str) -> None:
    app = open_page(name, "hostile")
    sound(app.multiselect(key="outlet").set_value([""]).run())
    sound(app.multiselect(key="topic").set_value([""]).run())
    assert selection(app).startswith("(outlet not stated) · (no topic) · ")
