"""Hostile articles on every page: nothing of them is markup, and all of it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.corpus.copies import sampled_shingles
from analysis.run.pipeline import score
from analysis.store import Store
from analysis.store.records import RELATION_COLUMNS
from tests.support.pages import PAGES, PICTURE, SCRIPT, VIEWS, Open, article, figures, selection, sound, specs, written


@pytest.mark.parametrize(("name", "link"), [*VIEWS, ("add", {})])
def test_nothing_of_an_article_is_markup(open_page: Open, name: str, link: dict[str, str]) -> None:
    app = open_page(name, "hostile", **link)
    for text in (written(app), *specs(app)):
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
    assert 'class="mark-doubt"' in written(app)


@pytest.mark.parametrize("name", PAGES)
def test_no_outlet_and_no_topic_can_be_chosen(open_page: Open, name: str) -> None:
    app = open_page(name, "hostile")
    sound(app.multiselect(key="outlet").set_value([""]).run())
    sound(app.multiselect(key="topic").set_value([""]).run())
    assert selection(app).startswith("(outlet not stated) · (no topic) · ")


def test_hostile_headlines_are_plain_on_buttons(open_page: Open, stores: dict[str, Path], tmp_path: Path) -> None:
    """A button's label is Markdown, which would load a picture and make a link of a name."""
    store = Store(tmp_path / "story.duckdb")
    titles = ("Plain", f"{PICTURE} www.news.example *a* $1$ :tada: <b>", SCRIPT)
    told = [article(f"Number {k} may have happened.", PICTURE, title) for k, title in enumerate(titles)]
    store.add(told)
    score(store, workers=1)
    members = [(one.id, "story") for one in told]
    store.relations.save({key: [] for key in RELATION_COLUMNS} | {"members": members}, sampled_shingles([]), [])
    stores["story"] = store.path
    app = open_page("article", "story", article=told[0].id)
    labels = [button.label for button in app.button if (button.key or "").startswith("to-")]
    assert len(labels) == 2
    for label in labels:
        assert not re.search(r"(?<!\\)[*_$:!\[\]()<>.]", label), label
    shown = {re.sub(r"\\(.)", r"\1", label).split("\u2069")[0].lstrip("\u2068") for label in labels}
    assert shown == set(titles[1:])
    sound(next(button for button in app.button if button.key == f"to-{told[2].id}").click().run())
    assert app.selectbox(key="chosen-article").value == told[2].id
