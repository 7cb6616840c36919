"""The store keeps what it is given, in whole transactions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import duckdb
import pytest

from analysis import score_text
from analysis.columns.articles import ArticleColumns
from analysis.paths import default_path
from analysis.run.pipeline import ingest
from analysis.scorers import scorers, versions
from analysis.store import Store, StoreProblem
from analysis.store.filter import EVERYTHING, Filters
from analysis.store.schema import SCHEMA_VERSION
from analysis.types import Article, Problem, ScoredArticle, Span

LAYOUTS = Path(__file__).parent / "layouts"


def article(number: int | str, **more: object) -> Article:
    return dataclasses.replace(Article(f"{number:0>6}", None, None, f"Text number {number}."), **more)


TEXTS = [
    "“We will rebuild,” Mayor Ann Lee said. The plan may fail, according to analysts.",
    "The mayor 💡 claimed that the “reckless” bridge was 👩‍🚒 safe. Perhaps it was, perhaps not.",
    "العربية: قال الوزير “نعم”. The minister said he was probably happy. עברית שלום",
    "He said: \"It's 'fine', isn't it?\"; DROP TABLE articles; -- a shocking, outrageous lie",
    "No words of note\u2028here\ttabbed, \u0301combining. \U0001d518\U0001d52b\U0001d526, he reportedly wrote.",
    "…",
]


# -- adding ---------------------------------------------------------------------------------------


def test_an_article_is_read_back_unchanged(store: Store) -> None:
    full = Article(
        "0123456789abcdef", "عיתון “X”", "It's 💡", "One.\n\nTwo.", dt.date(2019, 3, 14), "topic", "https://x.test/?a=1",
        ("Ann Lee", "Bo; Ek"), "Opinion", ("A caption (AP)",), "Wire", "en", "a.txt",
    )  # fmt: skip
    bare = Article("1", None, None, "Three.")
    assert store.add([full, bare]) == 2
    assert store.articles([bare.id, "unknown", full.id]) == [bare, full]


def test_adding_twice_stores_once_and_keeps_the_first(store: Store) -> None:
    assert store.add([article(1), article(2)]) == 2
    assert store.add([article(2, topic="later"), article(3)]) == 1
    assert store.articles(["000002"])[0].topic is None
    assert store.pending(versions()) == ["000001", "000002", "000003"]


def test_the_same_id_twice_in_one_batch_is_one_article(store: Store) -> None:
    assert store.add([article(2), article(1), article(2, topic="later"), article(3)]) == 3
    assert store.pending(versions()) == ["000002", "000001", "000003"]
    assert store.articles(["000002"])[0].topic is None


def test_a_field_that_few_of_many_articles_have_is_kept(store: Store) -> None:
    many = [article(k) for k in range(2500)]
    many[1501] = article(1501, published=dt.date(2019, 3, 14), outlet="O", authors=("Ann Lee",), captions=("C",))
    assert store.add(many) == 2500
    assert store.articles([a.id for a in many]) == many


def test_articles_stay_in_the_order_they_were_added(store: Store) -> None:
    backwards = [article(k) for k in range(300, 0, -1)]
    for k in range(0, 300, 100):
        store.add(backwards[k : k + 100])
    assert store.pending(versions()) == [a.id for a in backwards]


def test_problems_are_kept_once_each_in_order(store: Store) -> None:
    problems = [Problem("b.csv", 2, "too many cells"), Problem("a.txt", None, "no body"), Problem("b.csv", 3, "“x”")]
    store.add([], [*problems, problems[0]])
    store.add([article(1)], problems)
    assert store.problems() == problems


def test_lone_surrogates_are_replaced(store: Store) -> None:
    store.add(
        [article("1\ud800", text="Lone \ud800 half", authors=("\udcff",))], [Problem("a\udcff.txt", None, "\ud800")]
    )
    [stored] = store.articles(["00001?"])
    assert (stored.text, stored.authors) == ("Lone ? half", ("?",))
    assert store.problems() == [Problem("a?.txt", None, "?")]


def test_a_nul_character_is_kept(store: Store) -> None:
    store.add([article(1, text="a\0b", title="\0")])
    assert store.articles(["000001"]) == [article(1, text="a\0b", title="\0")]


# -- readings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_a_scored_article_is_read_back_unchanged(store: Store, text: str) -> None:
    scored = score_text(text, "Title “x” 💡", "O'Outlet", dt.date(2019, 3, 14))
    store.add([scored.article])
    store.save([scored], versions())
    assert store.scored(scored.article.id) == scored


def test_the_role_the_principal_and_the_label_of_a_source_are_read_back(store: Store) -> None:
    scored = score_text("Mayor Ann Lee said it may rain. Growers said it will snow.")
    first, second = scored.attributions
    first = dataclasses.replace(first, title="mayor", on_behalf_of="the city")
    second = dataclasses.replace(second, label="growers")
    scored = dataclasses.replace(scored, attributions=(first, second))
    store.add([scored.article])
    store.save([scored], versions())
    assert store.scored(scored.article.id) == scored
    [record] = store.export.records([scored.article.id], evidence=True)
    found = [(a["title"], a["on_behalf_of"], a["label"]) for a in record["attributions"]]
    assert found == [("mayor", "the city", None), (None, None, "growers")]


def test_scored_articles_saved_together_are_read_back_separately(store: Store) -> None:
    scored = [score_text(text) for text in TEXTS]
    assert sum(len(s.hedges) for s in scored) > 2
    assert sum(len(s.attributions) for s in scored) > 2
    store.add([s.article for s in scored])
    store.save(scored, versions())
    assert [store.scored(s.article.id) for s in scored] == scored
    assert store.pending(versions()) == []


def test_saving_replaces_the_older_readings_of_those_articles_only(store: Store) -> None:
    first, other = score_text("Perhaps it may rain, analysts said."), score_text("It may snow, he said.")
    store.add([first.article, other.article])
    store.save([first, other], dict.fromkeys(versions(), "old"))
    newer = ScoredArticle(first.article, {"hedging": first.measurements["hedging"]})
    store.save([newer], versions())
    assert store.scored(first.article.id) == newer
    assert store.scored(other.article.id) == other
    assert store.pending(versions()) == [other.article.id]


def test_a_new_version_of_one_scorer_makes_every_article_pending(store: Store) -> None:
    scored = [score_text(text) for text in TEXTS[:3]]
    store.add([s.article for s in scored])
    store.save(scored[:2], versions())
    assert store.pending(versions()) == [scored[2].article.id]
    raised = versions() | {scorers()[0].name: "next"}
    assert store.pending(raised) == [s.article.id for s in scored]
    assert store.pending(versions() | {"a new scorer": "1"}) == [s.article.id for s in scored]


def test_saving_nothing_changes_nothing(store: Store) -> None:
    store.add([article(1)])
    store.save([], versions())
    assert store.pending(versions()) == ["000001"]


def test_unknown_and_unscored_articles(store: Store) -> None:
    store.add([article(1)])
    assert store.scored("nobody") is None
    assert store.scored("000001") == ScoredArticle(article(1))
    assert store.articles([]) == []


def test_ids_are_found_by_prefix(store: Store) -> None:
    store.add([article("abc1"), article("abd2"), *(article(f"x{k:02}") for k in range(20))])
    assert store.find("00abc") == ["00abc1"]
    assert sorted(store.find("00ab")) == ["00abc1", "00abd2"]
    assert len(store.find("")) == 10
    assert store.find("%") == store.find("_") == []


# -- selections -----------------------------------------------------------------------------------


CHOICE = {
    "a": article("a", outlet="Ledger", topic="ferry", published=dt.date(2020, 1, 1), text="one two three"),
    "b": article("b", outlet="Courier", topic="dam", published=dt.date(2020, 1, 31), text="one two three four"),
    "c": article("c", outlet="Ledger", topic=None, published=None, text="one two"),
    "d": article("d", outlet=None, topic="ferry", published=dt.date(2020, 2, 1), text="one"),
}


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the articles of ``CHOICE``, each with the same readings."""
    store = Store(tmp_path_factory.mktemp("chosen") / "s.duckdb")
    reading = score_text(TEXTS[0])
    store.add(list(CHOICE.values()))
    store.save([dataclasses.replace(reading, article=a) for a in CHOICE.values()], versions())
    return store


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (EVERYTHING, "abcd"),
        (Filters(outlets=("Ledger",)), "ac"),
        (Filters(outlets=("Ledger", "Courier")), "abc"),
        (Filters(outlets=("",)), "d"),
        (Filters(outlets=("nobody",)), ""),
        (Filters(topics=("ferry",), topics_by="publisher"), "ad"),
        (Filters(topics=("ferry", "dam"), topics_by="publisher"), "abd"),
        (Filters(topics=("ferry",)), ""),
        (Filters(outlets=("Ledger",), topics=("ferry",), topics_by="publisher"), "a"),
        (Filters(first=dt.date(2020, 1, 1), last=dt.date(2020, 1, 31)), "ab"),
        (Filters(first=dt.date(2020, 1, 2)), "bd"),
        (Filters(last=dt.date(2020, 1, 30)), "a"),
        (Filters(first=dt.date(1, 1, 1), last=dt.date(9999, 12, 31)), "abd"),
        (Filters(kinds=("unknown",)), "abcd"),
        (Filters(kinds=("news", "opinion")), ""),
        (Filters(min_words=2), "abc"),
        (Filters(min_words=4), "b"),
        (Filters(outlets=("Ledger",), min_words=3, first=dt.date(2020, 1, 1)), "a"),
    ],
)
def test_a_selection_contains_the_articles_of_its_filters(chosen: Store, filters: Filters, expected: str) -> None:
    ids = {CHOICE[name].id for name in expected}
    assert set(chosen.charts.article_list(filters)["id"]) == ids
    memory = ArticleColumns(chosen)
    assert set(memory.ids(memory.measured(filters, ["hedging"])["id"])) == ids
    assert set(memory.ids(memory.sources(filters)["id"])) == ids


def test_measured_gives_the_measures_asked_for_with_their_counts(store: Store) -> None:
    scored = score_text("Perhaps it may rain.")
    store.add([scored.article])
    store.save([scored], versions())
    [row] = ArticleColumns(store).measured(EVERYTHING, ["hedging", "loaded.outlet"]).to_dict("records")
    assert row["hedging:count"] == scored.measurements["hedging"].count
    assert row["hedging:denominator"] == row["loaded.outlet:denominator"] == 4
    assert ArticleColumns(store).measured(EVERYTHING, []).empty


def test_the_catalogue_counts_outlets_topics_and_undated_articles(store: Store) -> None:
    store.add(list(CHOICE.values()))
    rows = {(r.outlet, r.label): (r.articles, r.undated) for r in store.charts.catalogue().itertuples()}
    assert rows == {
        ("Ledger", "ferry"): (1, 0),
        ("Courier", "dam"): (1, 0),
        ("Ledger", ""): (1, 1),
        ("", "ferry"): (1, 0),
    }


# -- when things go wrong -------------------------------------------------------------------------


def test_a_write_that_fails_leaves_nothing_behind(store: Store) -> None:
    good, bad = score_text("Perhaps it may rain, analysts said."), score_text("It may snow, he said.")
    store.add([good.article, bad.article])
    store.save([good], versions())
    before = store.scored(good.article.id)
    broken = dataclasses.replace(bad, marks=(dataclasses.replace(bad.hedges[0], cue=None),))  # type: ignore[arg-type]
    with pytest.raises(StoreProblem, match="cannot be used"):
        store.save([dataclasses.replace(good, marks=()), broken], versions())
    assert store.scored(good.article.id) == before
    assert store.scored(bad.article.id) == ScoredArticle(bad.article)
    assert store.pending(versions()) == [bad.article.id]


def test_a_problem_that_cannot_be_stored_rolls_back_its_batch(store: Store) -> None:
    store.add([article(1)])
    with pytest.raises(StoreProblem):
        store.add([article(2)], [Problem("a", None, "b"), Problem(None, None, "c")])  # type: ignore[arg-type]
    assert store.pending(versions()) == ["000001"]
    assert store.problems() == []


def test_a_missing_store_says_how_to_make_one(store: Store) -> None:
    for read in (store.problems, store.charts.catalogue, store.ids, lambda: store.find("a")):
        with pytest.raises(
            StoreProblem, match=r"^there is no store at .*s\.duckdb; create one with: python -m analysis"
        ):
            read()
    assert not store.exists
    assert store.size() == 0


@pytest.mark.parametrize("content", [b"junk " * 4000, b"", b"\0" * 100_000])
def test_a_file_that_is_not_a_store_is_refused_and_not_changed(tmp_path: Path, content: bytes) -> None:
    """Also in a folder whose name resembles a message about a lock."""
    path = tmp_path / "padlock" / "s.duckdb"
    path.parent.mkdir()
    path.write_bytes(content)
    for use in (lambda: Store(path).find("a"), lambda: Store(path).add([article(1)])):
        with pytest.raises(StoreProblem, match=r"cannot be opened|is not a Sourcelight store") as refused:
            use()
        assert "\n" not in str(refused.value)
        assert str(path) in str(refused.value)
    assert path.read_bytes() == content


def test_another_database_is_refused_and_not_changed(store: Store) -> None:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("CREATE TABLE customers (name VARCHAR)")
    for use in (store.charts.catalogue, lambda: store.add([article(1)])):
        with pytest.raises(StoreProblem, match="is not a Sourcelight store but another database"):
            use()
    with duckdb.connect(str(store.path), read_only=True) as connection:
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("customers",)]


def test_an_empty_database_becomes_a_store_when_written(store: Store) -> None:
    duckdb.connect(str(store.path)).close()
    with pytest.raises(StoreProblem, match="is empty; create one with"):
        store.charts.catalogue()
    assert store.add([article(1)]) == 1


@pytest.mark.parametrize("layout", [str(SCHEMA_VERSION + 1), "x", "-1"])
def test_a_store_of_another_schema_version_is_refused(store: Store, layout: str) -> None:
    store.add([article(1)])
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [layout])
    for use in (store.charts.catalogue, lambda: store.add([article(2)]), lambda: store.save([], versions())):
        said = rf"another version of Sourcelight \(its schema version is {layout}, this one reads {SCHEMA_VERSION}\)"
        with pytest.raises(StoreProblem, match=said):
            use()


def test_a_store_of_the_first_schema_version_is_migrated_by_writing(store: Store) -> None:
    with duckdb.connect(str(store.path)) as connection:
        connection.execute((LAYOUTS / "layout-1.sql").read_text(encoding="utf-8"))
    assert store.add([article(1)]) == 1
    assert store.charts.catalogue()["articles"].sum() == len(store.ids()) > 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreProblem, match=r"the folder of the store .* cannot be created"):
        Store(tmp_path / "file" / "deep" / "s.duckdb").add([article(1)])


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="cannot be opened"):
        Store(tmp_path).add([article(1)])


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "b" / "s.duckdb")
    assert store.add([article(1)]) == 1
    assert store.size() > 0


def test_the_default_path_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCELIGHT_STORE", "/somewhere/else.duckdb")
    assert default_path() == Path("/somewhere/else.duckdb")
    monkeypatch.delenv("SOURCELIGHT_STORE")
    assert default_path().name == "sourcelight.duckdb"


def test_the_data_version_changes_with_the_data_only(store: Store) -> None:
    seen = [store.data_version()]
    store.add([article(1)])
    seen.append(store.data_version())
    store.charts.catalogue()
    assert store.data_version() == seen[-1]
    store.add([article(k) for k in range(2, 600)])
    seen.append(store.data_version())
    assert len(set(seen)) == 3


def test_the_evidence_points_into_the_stored_text(demo_store: Store) -> None:
    for article_id in demo_store.find(""):
        scored = demo_store.scored(article_id)
        assert scored is not None
        text = scored.article.text
        whole = Span(0, len(text))
        for mark in (*scored.hedges, *scored.loaded):
            assert mark.span.of(text).lower() == mark.cue.lower()
        for attribution in scored.attributions:
            assert whole.contains(attribution.content)
            assert attribution.cue.of(text)


def test_unreadable_inputs_are_recorded_in_the_store(tmp_path: Path) -> None:
    result = ingest(Store(tmp_path / "s.duckdb"), [tmp_path / "absent"])
    assert result.unreadable
    assert [str(p) for p in Store(tmp_path / "s.duckdb").problems()] == [str(p) for p in result.problems]
