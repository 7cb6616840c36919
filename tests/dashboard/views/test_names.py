"""The page Names: an article counts once, however many names and spellings it contains."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.corpus.people.table import NO_TABLE, Line, PeopleTable
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from dashboard.views import names as names_views
from dashboard.views.names import EVERYBODY


def named_in(store: Store, filters: Filters) -> pd.DataFrame:
    return store.charts.toward(filters, names_views.LOOKED_UP, store.charts.catalogue()["outlet"].unique().tolist())


def test_an_article_counts_once_for_each_name_and_once_for_all() -> None:
    """Each article contains two spellings of one name, half of them another name; two of three outlets are chosen."""
    rows = [
        (f"{outlet}{k}", outlet, f"story {k % 12}", 1.0, name, 0.1, 1, 0.2 * k, 2)
        for outlet in ("Ledger", "Courier", "Post")
        for k in range(24)
        for name in ("Ann Lee", "Lee", *(["FBI"] if k % 2 else []))
    ]
    columns = ["id", "outlet", "story", "weight", "name", "tone", "sentences", "own_tone", "own_sentences"]
    found = pd.DataFrame(rows, columns=columns).assign(published=pd.NaT)
    found["person"] = found["name"].replace("Lee", "Ann Lee")
    found = found.astype(dict.fromkeys(("id", "outlet", "story", "name", "person"), "category"))
    for measure, sentences in ((names_views.ALL, 1), (names_views.OWN, 2)):
        table = names_views.tone_toward(found, measure, ["Ledger", "Post"], NO_TABLE).table.set_index(
            ["outlet", "name"]
        )
        assert set(table.index.get_level_values("outlet")) == {"Ledger", "Post"}
        of_post = table.loc["Post"]
        assert of_post["articles"].to_dict() == {names_views.EVERYBODY: 24, "Ann Lee": 24, "FBI": 12}
        assert of_post["denominator"].to_dict() == {
            names_views.EVERYBODY: 60 * sentences, "Ann Lee": 48 * sentences, "FBI": 12 * sentences,
        }  # fmt: skip
        assert of_post["low"].notna().all(), "twelve stories are enough"
        assert of_post["also_written"].dropna().to_dict() == {"Ann Lee": "Lee 72"}
    table = PeopleTable((Line("Lee", "Bo Lee", "Post"), Line("FBI", "Federal Bureau of Investigation")))
    view = names_views.tone_toward(found, names_views.ALL, ["Ledger", "Post"], table)
    assert view.table.groupby("name")["articles"].sum().drop(names_views.EVERYBODY).to_dict() == {
        "Ann Lee": 48, "Bo Lee": 24, "Federal Bureau of Investigation": 24,
    }  # fmt: skip
    assert names_views.spellings(view).set_index("name")["also_written"].to_dict() == {
        "Ann Lee": "Lee 48", "Bo Lee": "Lee 24", "Federal Bureau of Investigation": "FBI 36",
    }  # fmt: skip


@pytest.mark.parametrize("wire", ["once", "all", "without"])
def test_copies_and_stories_are_the_same_as_for_other_measures(stores: dict[str, Path], wire: str) -> None:
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


def test_no_name_has_more_articles_than_its_outlet(demo_store: Store) -> None:
    found = named_in(demo_store, EVERYTHING)
    sizes = demo_store.charts.article_list(EVERYTHING)["outlet"].value_counts()
    outlets = list(sizes.index)
    table = names_views.tone_toward(found, names_views.ALL, outlets, NO_TABLE).table
    everybody = table[table["name"] == names_views.EVERYBODY].set_index("outlet")["articles"]
    assert (everybody <= sizes[everybody.index]).all()
    assert everybody.sum() > 0


def test_outlets_differ_on_a_name_only_if_their_intervals_do_not_overlap() -> None:
    columns = ["name", "outlet", "value", "low", "high", "articles"]
    rows = [
        (EVERYBODY, "A", 0.9, 0.8, 1.0, 90), (EVERYBODY, "B", -0.9, -1.0, -0.8, 90),
        ("Ann Lee", "A", 0.2, 0.1, 0.3, 30), ("Ann Lee", "B", 0.0, -0.1, 0.05, 20),
        ("Bo Fenn", "A", 0.5, 0.1, 0.9, 12), ("Bo Fenn", "B", 0.0, -0.2, 0.2, 11), ("Cy Orr", "A", 0.5, 0.4, 0.6, 12),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    said = names_views.furthest_name_sentence(table, names_views.ALL)
    assert "the largest clear difference is on Ann Lee, 0.200 (0.100 to 0.300; 30 articles) at" in said
    assert "Outlets clearly differ on 1 of 2 names" in said
    assert "no clear difference between outlets on any of 1 name" in names_views.furthest_name_sentence(
        table[table["name"] == "Bo Fenn"], names_views.ALL
    )
    assert "No name is in" in names_views.furthest_name_sentence(table[table["name"] == "Cy Orr"], names_views.ALL)
