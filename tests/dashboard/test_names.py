"""Tone toward names: an article counts once, however many names and spellings it holds, and copies as selected."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.views import names as name_views


def named_in(store: Store, filters: Filters) -> pd.DataFrame:
    return store.charts.toward(filters, name_views.LOOKED_UP, store.charts.catalogue()["outlet"].unique().tolist())


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
    for measure, sentences in ((name_views.ALL, 1), (name_views.OWN, 2)):
        table = name_views.toward(found, measure, ["Ledger", "Post"]).table.set_index(["outlet", "name"])
        assert set(table.index.get_level_values("outlet")) == {"Ledger", "Post"}
        of_post = table.loc["Post"]
        assert of_post["articles"].to_dict() == {name_views.EVERYBODY: 24, "Ann Lee": 24, "FBI": 12}
        assert of_post["denominator"].to_dict() == {
            name_views.EVERYBODY: 60 * sentences, "Ann Lee": 48 * sentences, "FBI": 12 * sentences,
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
    if wire == "once":
        assert (found["weight"] < 1).any(), "a copy that names somebody"


def test_no_number_of_articles_is_above_that_of_the_outlet(demo_store: Store) -> None:
    found = named_in(demo_store, EVERYTHING)
    sizes = demo_store.charts.article_list(EVERYTHING)["outlet"].value_counts()
    outlets = list(sizes.index)
    table = name_views.toward(found, name_views.ALL, outlets).table
    everybody = table[table["name"] == name_views.EVERYBODY].set_index("outlet")["articles"]
    assert (everybody <= sizes[everybody.index]).all()
    assert everybody.sum() > 0
