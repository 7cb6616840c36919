"""Stories: online grouping with stable IDs, and the description of each story."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import read_text
from analysis.corpus.stories import (
    RULES,
    Frequencies,
    Grouper,
    OpenStory,
    count_words,
    describe_stories,
    group_stories,
    in_order,
    series_of,
    term_vectors,
)
from analysis.corpus.stories.terms import LEAD_WORDS, TITLE_WEIGHT, singular
from analysis.types import Article
from benchmarks.accuracy.stories import b_cubed, pairwise

SEEDS = Path("seeds/articles")


def seeds() -> tuple[list[Article], dict[str, str]]:
    """Return the demonstration corpus with its dates, and the event of each article, from its file name."""
    articles, event_of = [], {}
    with open(SEEDS / "manifest.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            date = dt.date.fromisoformat(row["published"]) if row.get("published") else None
            text = (SEEDS / row["file"]).read_text(encoding="utf-8")
            article = read_text(text, outlet=row["outlet"], published=date, topic=row.get("topic"))
            articles.append(article)
            event_of[article.id] = row["file"].split("_")[0]
    return articles, event_of


ARTICLES, EVENT_OF = seeds()


def test_the_demonstration_corpus_falls_into_its_events() -> None:
    precision, recall = b_cubed(EVENT_OF, group_stories(ARTICLES))
    assert precision > 0.9
    assert recall > 0.9


def test_a_story_is_named_after_its_first_article_in_any_order_of_input() -> None:
    story_of = group_stories(ARTICLES)
    assert story_of == group_stories(reversed(ARTICLES))
    date_of = {a.id: a.published or dt.date.max for a in ARTICLES}
    for article, story in story_of.items():
        assert story_of[story] == story
        assert date_of[story] <= date_of[article]


def test_articles_added_later_join_candidate_stories_as_if_added_at_once() -> None:
    ordered = [article for article in in_order(ARTICLES) if article.published]
    vectors = list(term_vectors(((a, count_words(a)) for a in ordered), Frequencies()))
    for cut in range(0, len(ordered), 13):
        first = Grouper()
        story_of = first.add(vectors[:cut])
        candidates = {article.id: list(first.open.values()) for article in ordered[cut:]}
        story_of |= Grouper().add(vectors[cut:], candidates)
        assert story_of == group_stories(ordered)


def test_undated_articles_join_stories_too() -> None:
    undated = [replace(a, published=None) for a in ARTICLES]
    precision, recall = b_cubed(EVENT_OF, group_stories(undated))
    assert precision > 0.8
    assert recall > 0.8


def test_an_update_of_the_same_outlet_belongs_to_the_story() -> None:
    article = ARTICLES[0]
    update = replace(article, id="update", text=article.text + " More was to follow.")
    story_of = group_stories([article, update])
    assert story_of["update"] == story_of[article.id]


def test_the_same_words_years_apart_are_two_stories() -> None:
    early = replace(ARTICLES[0], published=dt.date(2020, 1, 1))
    late = replace(ARTICLES[0], id="late", published=dt.date(2022, 1, 1))
    assert len(set(group_stories([early, late]).values())) == 2


def test_stories_too_old_to_grow_are_dropped() -> None:
    early, late = (replace(a, published=dt.date(2020 + 2 * k, 1, 1)) for k, a in enumerate(ARTICLES[:2]))
    grouper = Grouper(closing=True)
    grouper.add(term_vectors([(early, count_words(early)), (late, count_words(late))], Frequencies()))
    assert list(grouper.open) == [late.id]


def test_articles_without_words_are_stories_of_their_own() -> None:
    empty = [Article(f"{k}", None, None, text) for k, text in enumerate(("", "...", "\ud800", "a"))]
    assert group_stories(empty) == {str(k): str(k) for k in range(4)}
    assert group_stories([]) == {}
    assert describe_stories(empty, group_stories(empty))[0].title is None


def test_a_story_is_described_by_title_dates_outlets_and_terms() -> None:
    stories = describe_stories(ARTICLES, group_stories(ARTICLES))
    assert [len(s.articles) for s in stories] == sorted((len(s.articles) for s in stories), reverse=True)
    assert sum(len(s.articles) for s in stories) == len(ARTICLES)
    ferry = next(s for s in stories if ARTICLES[0].id in s.articles)
    assert ferry.title in {a.title for a in ARTICLES if a.id in ferry.articles}
    assert "ferry" in ferry.terms or "ferries" in ferry.terms
    assert ferry.first is not None
    assert ferry.last is not None
    assert ferry.first <= ferry.last
    assert len(set(ferry.outlets)) == len(ferry.outlets) > 1


def test_absent_are_outlets_that_cover_the_topic_and_published_then() -> None:
    def about(outlet: str, number: int, day: int) -> Article:
        text = f"Harbour pilots {outlet * 3} inspected vessel{number} near buoy{number} at pier{number}. " * 3
        return Article(f"{outlet}{number}", outlet, f"Vessel{number}", text, dt.date(2025, 1, day), "harbour")

    others = [about(outlet, 10 * k + n, 1 + n) for k, outlet in enumerate(("Courier", "Ledger")) for n in range(6)]
    gone = [replace(a, id="x" + a.id, outlet="Gone", published=dt.date(2024, 1, 1)) for a in others[:6]]
    few = [replace(others[0], id="few", outlet="Few")]
    article = about("Courier", 99, 5)
    articles = [*others, *gone, *few, article]
    story = next(s for s in describe_stories(articles, {article.id: article.id}))
    assert story.absent == ("Ledger",)
    no_topic = [replace(a, topic=None) for a in articles]
    assert describe_stories(no_topic, {article.id: article.id})[0].absent == ()


def test_the_benchmark_figures_follow_their_definitions() -> None:
    event_of = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert b_cubed(event_of, event_of) == pairwise(event_of, event_of) == (1.0, 1.0)
    together = dict.fromkeys(event_of, "s")
    assert b_cubed(event_of, together) == (0.5, 1.0)
    assert pairwise(event_of, together) == (pytest.approx(1 / 3), 1.0)
    assert b_cubed(event_of, {article: article for article in event_of}) == (1.0, 0.5)


# -- what is read of an article, and one outlet's series ---------------------------------------


def words_of_one(article: Article) -> dict[str, int]:
    counted = count_words(article)
    return dict(zip(counted.lines.split("\n"), counted.counts.tolist(), strict=True))


def test_only_the_headline_and_the_first_words_are_read() -> None:
    text = " ".join(["pilot"] * LEAD_WORDS + ["dredger"] * 50)
    assert words_of_one(Article("a", "Courier", "Mole closed", text)) == {
        "pilot": LEAD_WORDS, "mole": TITLE_WEIGHT, "closed": TITLE_WEIGHT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("ferries", "ferry"), ("pilots", "pilot"), ("marshes", "marsh"), ("taxes", "tax"), ("harbour's", "harbour"),
        ("congress", "congress"), ("census", "census"), ("crisis", "crisis"), ("was", "was"), ("gas", "gas"),
    ],
)  # fmt: skip
def test_a_plural_counts_as_its_singular(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Poll: Mayor’s rating falls", "Courier\npoll"),
        ("Harbour Diary | The dredger sails", "Courier\nharbour diary"),
        ("Opinion: Close the mole", None),
        ("LIVE UPDATES: Mole closed", None),
        ("Mole to close at 10:30", None),
        ("Mole closed", None),
        (None, None),
    ],
)
def test_a_headline_names_its_series_before_a_colon(title: str | None, series: str | None) -> None:
    assert series_of("Courier", title) == series
    assert series_of(None, title) is None


def test_articles_of_one_series_are_in_different_stories() -> None:
    text = "A poll of harbour voters finds that the mayor’s rating among ferry pilots has moved. " * 5
    one = Article("a", "Courier", "Poll: mayor’s rating falls", text, dt.date(2025, 3, 1))
    another = replace(one, id="b", title="Poll: two weeks in, inquiry grows popular", published=dt.date(2025, 3, 3))
    elsewhere = replace(another, id="c", outlet="Ledger")
    again = replace(one, id="d", published=dt.date(2025, 3, 3))
    assert group_stories([one, another])["b"] == "b"
    assert group_stories([one, elsewhere])["c"] == "a"
    assert group_stories([one, again])["d"] == "a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clerk’s account has been hacked", "Chief clerk was hacked"),
        ("Deputy Harbourmaster is out", "Deputy harbourmaster reportedly leaving post"),
    ],
)
def test_headlines_in_other_words_meet_in_one_story(one: str, other: str) -> None:
    day = dt.date(2025, 3, 1)
    first = Article("a", "Courier", one, "The office of the harbour said so on Saturday after a short meeting.", day)
    second = Article("b", "Ledger", other, "What is known so far, and what is not, in five short points.", day)
    assert len(set(group_stories([first, second]).values())) == 1


def test_what_one_outlet_alone_repeats_on_other_days_must_be_twice_as_similar() -> None:
    shared = " ".join(f"pilot{k} buoy{k}" for k in range(4))
    texts = [f"{shared} " + " ".join(f"{name}{k}" for k in range(30)) for name in ("mole", "lamp")]
    one, other = (
        Article(f"{n}", "Courier", None, text, dt.date(2025, 3, 1 + n)) for n, text in enumerate(texts, 0)
    )  # fmt: skip
    assert len(set(group_stories([one, replace(other, outlet="Ledger")]).values())) == 1
    assert len(set(group_stories([one, replace(other, published=one.published)]).values())) == 1
    assert len(set(group_stories([one, other]).values())) == 2
    assert len(set(group_stories([one, replace(one, id="again", published=other.published)]).values())) == 1


@pytest.mark.parametrize(
    ("articles", "days", "factor"),
    [(1, 0, 1.0), (1, 7, 0.5**0.5), (1, 60, 0.32), (6, 60, 0.6), (6, 61, 0.0)],
)
def test_a_gap_counts_in_full_for_small_stories_only(articles: int, days: int, factor: float) -> None:
    day = dt.date(2025, 3, 1)
    story = OpenStory("a", articles, day, day)
    assert RULES.fading(story, day + dt.timedelta(days=days)) == pytest.approx(factor, abs=0.01)


def test_an_undated_article_is_far_from_dated_stories_and_near_undated_ones() -> None:
    day = dt.date(2025, 3, 1)
    assert RULES.fading(OpenStory("a", 1, day, day), None) < RULES.fading(OpenStory("a", 1), None) < 1
