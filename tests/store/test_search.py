"""Search: queries become terms, never patterns; the store and Python find the same; and the sentences around."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.columns.articles import ArticleColumns
from analysis.corpus.passages import SHOWN, passages_of, sentence_around
from analysis.corpus.search_terms import SearchProblem, Term, matched, terms_of
from analysis.scorers.score import article_id
from analysis.store import Store
from analysis.store.filter import EVERYTHING, Filters
from analysis.types import Article, Span

HOSTILE = (
    "'; DROP TABLE articles; --", "(?i)(a+)+$", "[", "\\", "%_", "$term0", "a\x00b", "🎉", "<script>alert(1)</script>",
    "x" * 150, "(?P<n>.*)", "\\Q\\E", "a|b", ".*", "^", "{1,99999}", "“”", "*", "-- /*",
)  # fmt: skip


def article(text: str, title: str | None = "Harbour", outlet: str = "The Ledger") -> Article:
    return Article(article_id(outlet, title, text), outlet=outlet, title=title, text=text)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Article]]:
    """A store of short texts, some of them awkward."""
    lines = [
        "The ferry may stop. Ferries stop often.", "The Ferry-line stops.", "It’s late; they don't know.",
        "Élan vital, said the café owner.", "قال الوزير إن كل شيء على ما يرام", "The ferry\nstops",
        "U.S. ships; C++ code",
        "the ferries\u00a0may go", "100% of a_b [x] (y) $5 \\ back", "🎉 party", "ferryman", *HOSTILE,
    ]  # fmt: skip
    made = [article(line) for line in dict.fromkeys(lines)] + [article("Nothing here.", title="Ferry in a headline")]
    store = Store(tmp_path_factory.mktemp("search") / "texts.duckdb")
    store.add(made)
    return store, store.articles(store.ids())


def test_words_phrases_and_beginnings_are_terms() -> None:
    assert terms_of('Ferry "border wall" immigra*') == (
        Term(("Ferry",)), Term(("border", "wall")), Term(("immigra",), beginning=True),
    )  # fmt: skip
    assert terms_of("“border wall” „ferry“ ferry ferry") == (Term(("border", "wall")), Term(("ferry",)))
    assert terms_of('"the border wa"*') == (Term(("the", "border", "wa"), beginning=True),)
    assert terms_of(' * "" ?! ') == ()
    assert terms_of('unclosed "phrase here') == (Term(("unclosed",)), Term(("phrase",)), Term(("here",)))


@pytest.mark.parametrize(
    ("typed", "why"),
    [("a*", "too short"), ("x" * 201, "at most 200"), ("one two three four five six seven eight nine", "at most 8")],
)
def test_invalid_queries_are_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(SearchProblem, match=why):
        terms_of(typed)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("ferry", "A Ferry, two ferries, a ferryman.", ["Ferry"]),
        ("ferr*", "A Ferry, two ferries, a ferryman.", ["Ferry", "ferries", "ferryman"]),
        ("don't", "They don’t; don't they", ["don’t", "don't"]),
        ("café", "Café or cafés", ["Café"]),
        ('"border wall"', "a border\nwall, the border  wall, border-wall", ["border\nwall", "border  wall"]),
        ("c++", "C++ and C", ["C++"]),
        (".*", "anything", []),
        ("الوزير", "قال الوزير إن", ["الوزير"]),
    ],
)
def test_terms_match_whole_words(typed: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in matched(text, terms_of(typed))] == found


@pytest.mark.parametrize(
    "typed", ["ferry", "ferr*", "don't", "it’s", "café", "الوزير", "c++", '"the ferry"', "a_b", "$5", *HOSTILE]
)
def test_the_store_finds_what_python_finds(texts: tuple[Store, list[Article]], typed: str) -> None:
    store, articles = texts
    terms = terms_of(typed)
    if not terms:
        return
    matching = store.search.matching(EVERYTHING, terms, "text")["id"].tolist()
    assert store.search.matching(EVERYTHING, terms, "text", matching[:1])["id"].tolist() == matching[:1]
    for one in articles:
        inside = all(term.pattern.search(one.text) or term.pattern.search(one.title or "") for term in terms)
        assert (one.id in matching) == inside, (typed, one.text)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("place", ["speaker", "said", "hedge", "loaded"])
def test_hostile_queries_do_no_harm(demo_store: Store, typed: str, place: str) -> None:
    store = demo_store
    terms = terms_of(typed)
    if terms:
        found = store.search.matching(EVERYTHING, terms, place)  # type: ignore[arg-type]
        assert set(store.search.places(store.ids(), terms, place)["article_id"]) == set(found["id"])  # type: ignore[arg-type]
    assert len(store.ids()) == 80


def test_searches_for_cues_and_speakers_agree_with_the_stored_evidence(demo_store: Store) -> None:
    store = demo_store
    terms = terms_of("may")
    hits = set(store.search.matching(EVERYTHING, terms, "hedge")["id"])
    for some, found in ((sorted(hits)[:4], True), (sorted(set(store.ids()) - hits)[:4], False)):
        assert some
        for one in some:
            scored = store.scored(one)
            assert scored
            assert any("may" in hedge.cue.split() for hedge in scored.hedges) == found
    speaker = ArticleColumns(store).sources(EVERYTHING)["speaker"].value_counts().index[0]
    where = store.search.statements(store.ids(), [speaker])
    assert set(where["speaker"]) == {speaker}
    assert len(where) == (ArticleColumns(store).sources(EVERYTHING)["speaker"] == speaker).sum()


def test_the_selection_narrows_a_search(demo_store: Store) -> None:
    store = demo_store
    found = store.search.matching(Filters(outlets=("Meridian Wire",)), terms_of("the"), "text")
    assert set(found["outlet"]) == {"Meridian Wire"}
    assert 0 < len(found) < 80
    texts = store.search.shared_texts(EVERYTHING, "Meridian Wire")
    assert texts.empty  # this store has no stories


def test_a_span_is_shown_in_its_sentence() -> None:
    text = "One here. The ferry may stop on Mr. Smith’s order.\nAnother paragraph."
    at = Span(text.index("may"), text.index("may") + 3)
    assert sentence_around(text, at).of(text) == "The ferry may stop on Mr. Smith’s order."
    over = Span(text.index("here"), text.index("ferry") + 5)
    assert sentence_around(text, over).of(text) == "One here. The ferry may stop on Mr. Smith’s order."
    assert sentence_around("", Span(0, 0)) == Span(0, 0)


def test_spans_in_one_sentence_share_a_passage_and_long_passages_are_cut() -> None:
    one = dataclasses.replace(article("The ferry may stop or may go. It may rain."), published=None)
    places = [[Span(*where)] for where in matched(one.text, terms_of("may"))]
    first, second = passages_of(one, places)
    assert [mark.of(first.text) for mark in first.marks] == ["may", "may"]
    assert second.text == "It may rain."
    long = article("word " * 5000 + "ferry " + "word " * 5000)
    [cut] = passages_of(long, [[Span(*where)] for where in matched(long.text, terms_of("ferry"))])
    assert [mark.of(cut.text) for mark in cut.marks] == ["ferry"]
    assert cut.text.startswith("… ")
    assert cut.text.endswith(" …")
    assert len(cut.text) <= SHOWN + 4


def test_the_command_counts_by_outlet_and_shows_sentences(demo_store: Store, tmp_path: Path) -> None:
    run = CliRunner()
    out = run.invoke(app, ["search", "ferr*", "--limit", "2", "--store", str(demo_store.path)])
    assert out.exit_code == 0
    assert "of 80 articles" in out.output
    assert "Meridian Wire" in out.output
    assert "ferr" in out.output.split("┘")[1]
    assert run.invoke(app, ["search", "?!", "--store", str(demo_store.path)]).exit_code == 2
    assert run.invoke(app, ["search", "a*", "--store", str(demo_store.path)]).exit_code == 2
    assert run.invoke(app, ["search", "ferry", "--store", str(tmp_path / "none.duckdb")]).exit_code == 1
