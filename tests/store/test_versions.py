"""Another version of a stored article: the first is kept and the other counted, or the newest replaces it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from analysis.ingest import read_paths
from analysis.run.check import check
from analysis.run.pipeline import score
from analysis.run.relate import relate
from analysis.scorers import versions
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.corrections import Correction
from analysis.store.links import LinkState
from analysis.store.versions import Added
from analysis.types import Article
from tests.support.cli import run

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"
PAGE = "https://ledger.example/harbour/pier-closes"
FIRST = (
    "The old pier may close in autumn, the harbour office said on Monday. Traders on the quay were not asked. "
    "The ferry could perhaps move to the fish market, according to Ann Lee, who runs the office."
)
SECOND = FIRST.replace("in autumn", "on 1 October").replace("perhaps ", "")
TODAY = dt.date(2026, 11, 24)


def article(text: str, url: str | None = PAGE, outlet: str | None = "Ledger", title: str = "Pier") -> Article:
    return Article(article_id(outlet, title, text), outlet, title, text, url=url)


def texts(store: Store) -> list[str]:
    return [a.text for a in store.articles(store.ids())]


def test_by_default_the_first_version_is_kept_and_others_are_counted(store: Store) -> None:
    assert store.versions.put([article(FIRST), article(SECOND)]) == Added(new=1, versions=1)
    assert store.versions.put([article(FIRST), article(SECOND, PAGE + "?utm_source=x")]) == Added(versions=1)
    assert store.versions.put([article(FIRST)]) == Added()
    assert texts(store) == [FIRST]


def test_with_newest_the_last_version_replaces_the_others(store: Store) -> None:
    store.versions.put([article(FIRST), article("Another page.", PAGE + "/2"), article(FIRST, outlet="Courier")])
    batch = [
        article("Between."),
        article(SECOND, "http://www.ledger.example/harbour/pier-closes/"),
        article("New.", None),
    ]
    assert store.versions.put(batch, newest=True) == Added(new=1, replaced=1)
    assert texts(store) == ["Another page.", FIRST, SECOND, "New."]
    assert store.versions.put(batch[1:], newest=True) == Added()
    assert store.versions.put([article(FIRST)], newest=True) == Added(replaced=1), (
        "an earlier text that comes back replaces the later one too"
    )


def test_an_article_without_a_page_replaces_nothing(store: Store) -> None:
    for url in (None, "https://ledger.example/"):
        store.versions.put([article(FIRST, url)])
        assert store.versions.put([article(SECOND, url)], newest=True).replaced == 0


def stored(store: Store, articles: list[Article]) -> None:
    store.versions.put(articles)
    score(store, workers=1)
    relate(store)


def test_replacing_an_article_leaves_the_store_as_if_the_old_text_had_never_been_there(tmp_path: Path) -> None:
    """Scores, marks, topics, copies and stories are those of a store that never had the old text."""
    changed, fresh = (Store(tmp_path / f"{name}.duckdb") for name in ("changed", "fresh"))
    read = [item for item in read_paths(sorted(SEEDS.glob("*.txt"))[22:34]) if isinstance(item, Article)]
    articles = [replace(a, url=f"https://news.example/{k}") for k, a in enumerate(read)]
    stored(changed, articles)
    copied = {at for at, *_ in changed.maintenance.rows("copies")}
    old = next(a for a in articles if a.id in copied)
    text = old.text.replace(".", ". Perhaps.", 3)
    new = replace(old, text=text, id=article_id(old.outlet, old.title, text))
    stored(fresh, [new if a is old else a for a in articles])
    before = len(changed.relations.unrelated())
    assert changed.versions.put([new], newest=True) == Added(replaced=1)
    assert 1 <= len(changed.relations.unrelated()) - before < 20, "only its story and its copies are computed again"
    assert score(changed, workers=1).scored == 1
    relate(changed)
    assert list(check(changed, versions())) == []
    for table in ("readings", "measurements", "marks", "attributions", "topics", "copies", "frequencies", "samples"):
        assert sorted(changed.maintenance.rows(table), key=repr) == sorted(fresh.maintenance.rows(table), key=repr), (
            table
        )

    def stories(store: Store) -> set[frozenset[object]]:
        members: dict[object, set[object]] = {}
        for at, story in store.maintenance.rows("members"):
            members.setdefault(story, set()).add(at)
        return {frozenset(group) for group in members.values()}

    assert stories(changed) == stories(fresh)


def test_judgements_move_with_their_passage_or_are_counted_as_lost(store: Store) -> None:
    old = article(FIRST)
    store.versions.put([old])
    score(store, workers=1)
    for cue in ("may", "could", "perhaps"):
        at = FIRST.index(cue)
        one = Correction(old.id, "hedge", at, at + len(cue), cue, "attributed", True, "", TODAY)
        store.corrections.save([one])
    longer = article("Update: " + FIRST.replace("perhaps ", ""))
    assert store.versions.put([longer], newest=True) == Added(replaced=1, moved=1, lost=2)
    [kept] = store.corrections.of_article(longer.id)
    assert (kept.cue, longer.text[kept.first : kept.past]) == ("may", "may")
    assert store.corrections.of_article(old.id) == []


def test_a_link_points_to_the_stored_version(store: Store) -> None:
    fetching = store
    now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    fetching.links.save_fetched([LinkState(PAGE, now, state="stored")], {PAGE: article(FIRST)})
    store.versions.put([article(SECOND)], newest=True)
    assert [state.article_id for state in fetching.links.in_state("stored")] == [article(SECOND).id]


def table(path: Path, text: str) -> Path:
    path.write_text(f'outlet,title,text,url\nLedger,Pier,"{text}",{PAGE}\n', encoding="utf-8")
    return path


def test_the_command_reports_what_was_kept_and_what_was_replaced(tmp_path: Path) -> None:
    first, second, store = table(tmp_path / "a.csv", FIRST), table(tmp_path / "b.csv", SECOND), tmp_path / "s.duckdb"
    run("ingest", first, "--store", store)
    said = run("ingest", second, "--store", store).output
    assert "0 new articles, 1 already stored, 0 set aside" in said
    assert "1 of those already stored have a different text or headline now; stored versions were kept." in said
    said = run("ingest", "--replace", second, "--store", store).output
    assert "0 new articles, 1 replaced an earlier version, 0 already stored, 0 set aside" in said
    assert texts(Store(store)) == [SECOND]


def beginning(text: str, **other: str) -> Article:
    return replace(article(text, **other), partial=True)


def test_a_whole_article_takes_the_place_of_its_stored_beginning(store: Store) -> None:
    start = f"{FIRST[:60]}…"
    assert store.versions.put([beginning(start)]) == Added(new=1)
    assert store.partial() == 1
    assert store.versions.put([article(FIRST)]) == Added(replaced=1)
    assert (texts(store), store.partial()) == ([FIRST], 0)


def test_a_beginning_never_takes_the_place_of_a_whole_article(store: Store) -> None:
    start = beginning(f"{FIRST[:60]}…")
    store.versions.put([article(FIRST)])
    assert store.versions.put([start]) == Added(versions=1)
    assert store.versions.put([start], newest=True).replaced == 0
    assert texts(store) == [FIRST]


def test_of_a_beginning_and_the_whole_in_one_batch_the_whole_is_stored(store: Store) -> None:
    start = beginning(f"{FIRST[:60]}…")
    for batch in ([start, article(FIRST)], [article(FIRST), start]):
        store.versions.put([beginning("Earlier …")])
        store.versions.put(batch, newest=True)
        assert texts(store) == [FIRST]


def test_another_page_and_another_outlet_keep_their_beginning(store: Store) -> None:
    starts = [beginning(f"{FIRST[:60]}…", outlet="Courier"), beginning(f"{FIRST[:50]}…", url=f"{PAGE}/2")]
    store.versions.put(starts)
    assert store.versions.put([article(FIRST)]) == Added(new=1)
    assert store.partial() == 2
