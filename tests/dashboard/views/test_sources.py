"""The numbers of the page Sources, and its pictures."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.columns.articles import ArticleColumns
from analysis.columns.counts import counted
from analysis.scorers import measures
from analysis.statistics import ENOUGH_ARTICLES
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from dashboard.figures import sources as sources_figures
from dashboard.theme import Theme, outlet_styles
from dashboard.views import sources as sources_views

DOUBTING, ENDORSING = measures()["sourcing.doubting"], measures()["sourcing.endorsing"]
UNNAMED = measures()["sourcing.unnamed"]
PRIVATE = "because the talks were private"


def attributions(*rows: tuple[str, str, str, str | None], outlet: str = "The Ledger") -> pd.DataFrame:
    """Rows of an article's id, cue, kind of source and reason for anonymity."""
    frame = pd.DataFrame(rows, columns=["id", "cue", "source_type", "anonymity"])
    classes = {"claimed": "doubting", "admitted": "endorsing"}
    return frame.assign(
        outlet=outlet, topic="ferry", published=pd.Timestamp(2025, 3, 1), speaker=None, source="an aide", story=None,
        kind="indirect", act="speech", cue_class=frame["cue"].map(classes).fillna("neutral"), content_start="the",
        label=None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def statements(demo_store: Store) -> pd.DataFrame:
    return sources_views.without_attitudes(ArticleColumns(demo_store).sources(EVERYTHING))


def test_the_cues_add_up_to_the_measures(demo_store: Store, statements: pd.DataFrame) -> None:
    table = sources_views.cues(statements, at_most=10_000)
    measured = ArticleColumns(demo_store).measured(EVERYTHING, [DOUBTING.key, ENDORSING.key])
    for name, key in (("with doubt", DOUBTING.key), ("as fact", ENDORSING.key)):
        of_class = table.loc[table["cue_class"] == name, "attributions"].sum()
        assert of_class == measured[f"{key}:count"].sum() > 0
        assert len(statements) == measured[f"{key}:denominator"].sum()
    assert table["attributions"].sum() == len(statements)
    assert table["share"].sum() == pytest.approx(100, abs=1)
    assert list(dict.fromkeys(table["cue_class"])) == ["with doubt", "as fact", "neutral"]


def test_kinds_without_a_name_add_up_to_the_measure(demo_store: Store, statements: pd.DataFrame) -> None:
    frame = counted(ArticleColumns(demo_store).measured(EVERYTHING, [UNNAMED.key]), UNNAMED.key)
    known = statements.dropna(subset=["source_type"])
    assert known["source_type"].str.startswith("unnamed").sum() == frame["count"].sum()
    assert len(known) == frame["denominator"].sum()


def test_forms_of_a_verb_are_one_cue() -> None:
    frame = attributions(*[("a", cue, "named_person", None) for cue in ("claimed", "Claimed", "claims", "zzz")])
    table = sources_views.cues(frame.assign(cue_class="doubting"))
    assert table["cue"].tolist() == ["claim", "zzz"]
    assert table["written"][0] == "claimed 2, claims 1"


def test_outlets_that_use_a_cue_rarely_are_not_named() -> None:
    often = attributions(*[(f"a{k}", "claimed", "named_person", None) for k in range(ENOUGH_ARTICLES)])
    rarely = attributions(*[(f"b{k}", "said", "named_person", None) for k in range(ENOUGH_ARTICLES)], outlet="Courier")
    table = sources_views.cues(pd.concat([often, rarely, rarely.head(4).assign(cue="claimed", cue_class="doubting")]))
    assert table["used_most_by"].iloc[0] == "The Ledger 100.0 % (10)"
    few = sources_views.cues(often.head(ENOUGH_ARTICLES - 1))
    assert few["used_most_by"].isna().all()


def test_bare_attitudes_are_not_statements() -> None:
    frame = attributions(("a", "wants", "named_person", None), ("a", "believes", "named_person", None))
    frame = frame.assign(act="thought", content_start=["to ", "the"])
    assert sources_views.without_attitudes(frame)["cue"].tolist() == ["believes"]


def test_sources_without_a_name_are_listed_by_label_or_else_by_their_words() -> None:
    frame = attributions(
        ("a", "said", "unnamed_group", None), ("b", "said", "unnamed_group", None),
        ("b", "said", "unnamed_person", None), ("c", "said", "named_person", None), ("c", "said", None, None),
        ("d", "said", "document", None),
    )  # fmt: skip
    frame["label"] = ["border advocates", "Border advocates", None, None, None, "a 2021 report"]
    frame.loc[3, "speaker"] = "Ann Lee"
    frame = pd.concat([frame, frame.iloc[:1].assign(outlet="Courier")])
    table = sources_views.unnamed_sources(frame)
    assert table.to_dict("split")["data"] == [
        ["border advocates", "Group without a name", 3, 2, 2],
        ["an aide", "Person without a name", 1, 1, 1],
    ]
    assert sources_views.unnamed_sources(frame, at_most=1)["source"].tolist() == ["border advocates"]


def test_a_reason_for_anonymity_stands_with_the_label_of_its_source() -> None:
    frame = attributions(("a", "said", "unnamed_person", PRIVATE), ("b", "said", "unnamed_person", PRIVATE))
    frame["label"] = ["a senior aide to the mayor", None]
    table = sources_views.anonymity(frame.assign(title="Talks"))
    assert set(table["source"]) == {"a senior aide to the mayor", "an aide"}


def test_the_picture_and_its_sentence_have_the_same_numbers(demo_store: Store) -> None:
    frame = ArticleColumns(demo_store).measured(EVERYTHING, [DOUBTING.key, ENDORSING.key])
    view = sources_views.introduced(frame, DOUBTING, ENDORSING)
    doubted = view.table[view.table["measure"] == DOUBTING.key]
    assert doubted["value"].is_monotonic_decreasing
    said = sources_views.introduced_sentence(frame, DOUBTING, ENDORSING, view)
    first = doubted.iloc[0]
    assert f"{first['outlet']} has the highest share with doubt, {first['value']:.1f} %" in said
    assert f"in {first['articles']} articles" in said
    assert f"{(doubted['value'] == doubted['value'].min()).sum()} outlets share the lowest, " in said
    assert said.count("95 % interval") == 3
    styles = outlet_styles(view.table["outlet"])
    for dark in (False, True):
        picture = sources_figures.introduced(view, Theme(dark), styles, "", {DOUBTING.key: 1, ENDORSING.key: 1})
        figure = go.Figure(picture)
        assert figure.layout.xaxis2.matches == "x"
        assert sorted(x for t in figure.data for x in t.x) == pytest.approx(sorted(view.table["value"].dropna()))


def test_too_few_articles_give_no_share(demo_store: Store) -> None:
    frame = ArticleColumns(demo_store).measured(EVERYTHING, [DOUBTING.key, ENDORSING.key])
    few = frame[frame["id"].isin(frame["id"].unique()[: ENOUGH_ARTICLES - 1])]
    view = sources_views.introduced(few, DOUBTING, ENDORSING)
    assert view.table["value"].isna().all()
    assert "too few for a share" in sources_views.introduced_sentence(few, DOUBTING, ENDORSING, view)
    assert sources_views.unnamed_by_outlet_and_topic(few, UNNAMED).empty


def test_the_table_has_the_highest_shares_with_enough_articles(demo_store: Store) -> None:
    frame = ArticleColumns(demo_store).measured(EVERYTHING, [UNNAMED.key])
    table = sources_views.unnamed_by_outlet_and_topic(frame.assign(topic="us_house"), UNNAMED, at_most=3)
    assert len(table) == 3
    assert set(table["topic"]) == {"US House"}
    assert table["value"].is_monotonic_decreasing
    assert (table["articles"] >= ENOUGH_ARTICLES).all()
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()


def explained(statements: pd.DataFrame, headlines: pd.DataFrame) -> pd.DataFrame:
    return statements.dropna(subset=["anonymity"]).merge(headlines, how="left", on="id")


def test_a_request_for_anonymity_is_not_a_reason() -> None:
    rows = [(f"a{k}", "said", "unnamed_person", None) for k in range(ENOUGH_ARTICLES)]
    rows += [("a0", "said", "unnamed_person", PRIVATE), ("a0", "added", "unnamed_person", PRIVATE)]
    rows += [("a1", "said", "unnamed_person", "on condition of anonymity"), ("a1", "said", "unnamed_group", PRIVATE)]
    frame = attributions(*rows)
    (row,) = sources_views.anonymity_by_outlet(frame).itertuples()
    assert (row.outlet, row.attributions, row.asked, row.reasons) == ("The Ledger", 13, 3, 2)
    assert row.share == pytest.approx(100 * 2 / 13, abs=0.05)
    articles = pd.DataFrame({"id": ["a0", "a1"], "title": ["Ferry talks", None]})
    listed = sources_views.anonymity(explained(frame, articles))
    assert sorted(zip(listed["words"], listed["reason"], listed["attributions"], strict=True)) == [
        (PRIVATE, "yes", 1), (PRIVATE, "yes", 2), ("on condition of anonymity", "no", 1),
    ]  # fmt: skip
    assert "Ferry talks" in set(listed["title"])


def test_reasons_of_groups_alone_make_no_share() -> None:
    frame = attributions(("a", "said", "unnamed_group", PRIVATE))
    assert sources_views.anonymity_by_outlet(frame).empty
    articles = pd.DataFrame({"id": ["a"], "title": ["Ferry talks"]})
    assert len(sources_views.anonymity(explained(frame, articles))) == 1


def test_the_store_gives_reasons_as_they_are_written(demo_store: Store, statements: pd.DataFrame) -> None:
    statements = statements.assign(id=ArticleColumns(demo_store).ids(statements["id"]))
    listed = sources_views.anonymity(explained(statements, demo_store.charts.headlines(statements["id"])))
    assert len(listed) > 5
    texts = [article.text for article in demo_store.articles(list(statements["id"].unique()))]
    assert all(any(words in text for text in texts) for words in listed["words"])
    assert listed["title"].notna().all()


def test_kinds_of_source_add_up_to_all() -> None:
    rows = [("named_person", "said"), ("document", "shows"), ("unnamed_group", "Said")] * 10
    frame = attributions(*[(f"a{k}", cue, kind, None) for k, (kind, cue) in enumerate(rows)])
    frame["speaker"] = ["Ann Lee", None, None] * 10
    view = sources_views.source_types(frame)
    assert view.table["share"].sum() == pytest.approx(100)
    go.Figure(sources_figures.source_types(view, Theme(True), ""))
    (row,) = sources_views.speakers(frame.assign(written=frame["speaker"])).itertuples()
    assert (row.speaker, row.attributions, row.cues) == ("Ann Lee", 10, "said 10")
