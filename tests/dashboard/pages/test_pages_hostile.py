"""Hostile articles: none of their text is markup, and all of it can be read. See also ``test_page_draws``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.corpus.copies import sampled_shingles
from analysis.run.pipeline import score
from analysis.store import Store
from analysis.store.records import RELATION_COLUMNS
from tests.support.pages import (
    PAGES,
    PICTURE,
    SCRIPT,
    Open,
    article,
    check_no_markup,
    figures,
    page_html,
    selection,
    without_errors,
)


def test_the_page_that_adds_articles_shows_no_markup_of_the_corpus(open_page: Open) -> None:
    check_no_markup(open_page("add", "hostile"))


def test_hostile_names_are_shown_as_they_are(open_page: Open) -> None:
    app = open_page("overview", "hostile")
    assert not figures(app)  # each outlet has too few articles
    check_no_markup(app)
    without_errors(app.multiselect(key="outlet").set_value([SCRIPT + PICTURE]).run())
    assert selection(app).startswith("&lt;script&gt;")
    without_errors(app.multiselect(key="outlet").set_value([""]).run())
    assert selection(app).startswith("(outlet not stated) · ")


def test_hostile_article_is_readable(open_page: Open) -> None:
    app = open_page("article", "hostile", outlet=[SCRIPT + PICTURE])
    assert "&lt;script&gt;document.title" in page_html(app)
    plain = re.sub("</?(?:span|a)\\b[^>]*>", "", page_html(app))
    assert "&lt;b&gt;Not bold&lt;/b&gt; &amp;amp; not bold." in plain
    assert 'class="mark-doubt"' in page_html(app)


@pytest.mark.parametrize("name", PAGES)
def test_no_outlet_can_be_selected(open_page: Open, name: str) -> None:
    app = open_page(name, "hostile", outlet=["(outlet not stated)"])
    assert selection(app).startswith("(outlet not stated) · all topics · ")


@pytest.mark.parametrize("name", ["compare", "topics", "sources", "blind_spots"])
def test_hostile_labels_are_shown_as_they_are(open_page: Open, name: str) -> None:
    app = open_page(name, "hostile", **{"topics-by": "Publisher labels"})
    check_no_markup(app)
    assert SCRIPT in app.multiselect(key="topic").options
    app = open_page(name, "hostile", topic=["سياسة"])
    assert "سياسة (publishers’ labels)" in selection(app)


def test_hostile_headlines_are_plain_on_buttons(open_page: Open, stores: dict[str, Path], tmp_path: Path) -> None:
    """A button's label is Markdown, which would load pictures and turn names into links."""
    store = Store(tmp_path / "story.duckdb")
    titles = ("Plain", f"{PICTURE} www.news.example *a* $1$ :tada: <b>", SCRIPT)
    articles = [article(f"Number {k} may have happened.", PICTURE, title) for k, title in enumerate(titles)]
    store.add(articles)
    score(store, workers=1)
    members = [(one.id, "story") for one in articles]
    store.relations.save({key: [] for key in RELATION_COLUMNS} | {"members": members}, sampled_shingles([]), [])
    stores["story"] = store.path
    app = open_page("article", "story", article=articles[0].id)
    labels = [button.label for button in app.button if (button.key or "").startswith("to-")]
    assert len(labels) == 2
    for label in labels:
        assert not re.search(r"(?<!\\)[*_$:!\[\]()<>.]", label), label
    shown = {re.sub(r"\\(.)", r"\1", label).split("\u2069")[0].lstrip("\u2068") for label in labels}
    assert shown == set(titles[1:])
    without_errors(next(button for button in app.button if button.key == f"to-{articles[2].id}").click().run())
    assert app.selectbox(key="chosen-article").value == articles[2].id
