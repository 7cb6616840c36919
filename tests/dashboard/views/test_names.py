"""Tone toward names: an article counts once, however many names and spellings it holds, and copies as selected."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.views import names as names_views
from dashboard.views.names import EVERYBODY


def named_in(store: Store, filters: Filters) -> pd.DataFrame:
    return store.charts.toward(filters, names_views.LOOKED_UP, store.charts.catalogue()["outlet"].unique().tolist())


def test_articles_are_those_that_hold_a_name_whatever_else_they_hold() -> None:
    """Both spellings stand in each article, another name in every second one; two of three outlets are looked at."""
    rows = [
        (f"{outlet}{k}", outlet, f"story {k % 12}", 1.0, name, 0.1, 1, 0.2 * k, 2)
        for outlet in ("Ledger", "Courier", "Post")
        for k in range(24)
        for name in ("Ann Lee", "Lee", *(["FBI"] if k % 2 else []))
    ]
    columns = ["id", "outlet", "story", "weight", "name", "tone", "sentences", "own_tone", "own_sentences"]
    found = pd.DataFrame(rows, columns=columns)
    found = found.astype(dict.fromkeys(("id", "outlet", "story", "name"), "category"))
    for measure, sentences in ((names_views.ALL, 1), (names_views.OWN, 2)):
        table = names_views.tone_toward(found, measure, ["Ledger", "Post"]).table.set_index(["outlet", "name"])
        assert set(table.index.get_level_values("outlet")) == {"Ledger", "Post"}
        of_post = table.loc["Post"]
        assert of_post["articles"].to_dict() == {names_views.EVERYBODY: 24, "Ann Lee": 24, "FBI": 12}
        assert of_post["denominator"].to_dict() == {
            names_views.EVERYBODY: 60 * sentences, "Ann Lee": 48 * sentences, "FBI": 12 * sentences,
        }  # fmt: skip
        assert of_post["low"].notna().all(), "twelve stories are enough"


@pytest.mark.parametrize("wire", ["once", "all", "without"])
def test_copies_weigh_and_stories_are_kept_together_as_everywhere_else(stores: dict[str, Path], wire: str) -> None:
    store = Store(stores["normal"])
    filters = Filters(wire=wire)  # type: ignore[arg-type]
    memory = ArticleColumns(store)
    measured = memory.measured(filters, ["tone"])
    expected = measured.assign(id=memory.ids(measured["id"]), story=measured["story"].cat.codes).set_index("id")
    found = named_in(store, filters).drop_duplicates("id").set_index("id")
    expected = expected.loc[found.index]
    assert found["weight"].tolist() == expected["weight"].tolist()
    together = pd.crosstab(found["story"].astype("str").to_numpy(), expected["story"].to_numpy())
    assert ((together > 0).sum(axis=0) == 1).all()
    assert ((together > 0).sum(axis=1) == 1).all()
    assert (found["weight"] < 1).any() == (wire == "once"), "only counted once do copies weigh less"


def test_no_number_of_articles_is_above_that_of_the_outlet(demo_store: Store) -> None:
    found = named_in(demo_store, EVERYTHING)
    sizes = demo_store.charts.article_list(EVERYTHING)["outlet"].value_counts()
    outlets = list(sizes.index)
    table = names_views.tone_toward(found, names_views.ALL, outlets).table
    everybody = table[table["name"] == names_views.EVERYBODY].set_index("outlet")["articles"]
    assert (everybody <= sizes[everybody.index]).all()
    assert everybody.sum() > 0


def test_outlets_are_apart_on_a_name_only_where_their_intervals_are() -> None:
    columns = ["name", "outlet", "value", "low", "high", "articles"]
    rows = [
        (EVERYBODY, "A", 0.9, 0.8, 1.0, 90), (EVERYBODY, "B", -0.9, -1.0, -0.8, 90),
        ("Ann Lee", "A", 0.2, 0.1, 0.3, 30), ("Ann Lee", "B", 0.0, -0.1, 0.05, 20),
        ("Bo Fenn", "A", 0.5, 0.1, 0.9, 12), ("Bo Fenn", "B", 0.0, -0.2, 0.2, 11), ("Cy Orr", "A", 0.5, 0.4, 0.6, 12),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    said = names_views.furthest_name_sentence(table, names_views.ALL)
    assert "furthest apart on Ann Lee, 0.000 (−0.100 to 0.050; 20 articles) at B and 0.200" in said
    assert "On 1 of 2 names" in said
    assert "on none of 1 names" in names_views.furthest_name_sentence(
        table[table["name"] == "Bo Fenn"], names_views.ALL
    )
    assert "No name stands in" in names_views.furthest_name_sentence(table[table["name"] == "Cy Orr"], names_views.ALL)
