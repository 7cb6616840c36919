"""Topics of an article, from an editable table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.topics import BadTopics, Topic, TopicTable, make_table, read_topics, topics_of
from analysis.ingest import read_paths
from analysis.types import Article
from benchmarks.accuracy.topics import LABELS, TOPICS, answers, figures, topic_of_label, upper_levels
from tests.support.corpora import FIRST_STORIES

TABLE = read_topics(TOPICS)
SMALL = make_table(
    [
        Topic("sea", "The sea", "", ("ferry", "harbour master", "wave", "company")),
        Topic("money", "Money", "", ("interest rate", "rate", "bank", "company")),
        Topic("bees", "Bees", "", ("bee", "honey", "hive")),
    ]
)


def article(text: str, title: str | None = None, **fields: str) -> Article:
    return Article("x", None, title, text, **fields)


def ids(text: str, title: str | None = None, table: TopicTable = SMALL) -> list[str]:
    return [topic.id for topic in topics_of(article(text, title), table)]


def test_the_words_that_decided_are_given_with_their_counts() -> None:
    found = topics_of(article("Two ferries left; the harbour master waved at one ferry.", "Ferry sails"), SMALL)
    assert [topic.id for topic in found] == ["sea"]
    assert found[0].score == 1.0
    assert {(word.term, word.in_title, word.in_text) for word in found[0].words} == {
        ("ferry", 1, 2),
        ("harbour master", 0, 1),
    }


def test_the_longest_term_wins_and_words_are_used_once() -> None:
    [topic] = topics_of(article("The interest rate fell. The rate fell."), SMALL)
    assert {(word.term, word.in_text) for word in topic.words} == {("interest rate", 1), ("rate", 1)}


def test_a_headline_outweighs_the_text() -> None:
    text = "The bank saw a wave. " * 3
    assert ids(text, "Honey from the hive")[0] == "bees"


def test_a_term_of_several_topics_counts_less_for_each() -> None:
    assert ids("The company and the bank; the bank and the ferry; interest rate.")[0] == "money"
    weights = {entry.term: entry.weight for entry in SMALL.entries.values()}
    assert weights["company"] < weights["bank"] < weights["interest rate"]


def test_too_little_evidence_is_other_with_no_score() -> None:
    for text in ("", "Nothing of it.", " . " * 500 + "A hive."):
        (found,) = topics_of(article(text), SMALL)
        assert (found.id, found.score, found.words) == ("other", None, ())


def test_the_publishers_topic_and_section_are_ignored() -> None:
    text = "The ferry left. A wave took the harbour master."
    plain, labelled = article(text), article(text, topic="bees", section="Honey")
    assert topics_of(plain, SMALL) == topics_of(labelled, SMALL)


@given(st.text(max_size=200), st.text(max_size=40) | st.none())
def test_any_text_gets_one_to_three_topics_with_shares(text: str, title: str | None) -> None:
    found = topics_of(article(text, title), TABLE)
    assert 1 <= len(found) <= 3
    scores = [topic.score for topic in found if topic.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert sum(scores) <= 1.0001


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("id,name\nsea,Sea\n", "no column description, terms"),
        ("id,name,description,terms\n", "no topics"),
        ("id,name,description,terms\n,Sea,,wave\n", "row 1: id is empty"),
        ("id,name,description,terms\nsea,Sea,,\n", "row 1: terms is empty"),
        ("id,name,description,terms\nsea,Sea,,wave\nsea,Sea,,ferry\n", "row 2: the id “sea” occurs twice"),
        ("id,name,description,terms\nsea,Sea,,wave\nlake,Sea,,ferry\n", "row 2: the name “Sea” occurs twice"),
        ("id,name,description,terms\nother,Rest,,wave\n", "row 1: the id “other” is reserved"),
        ("id,name,description,terms\nsea,Sea,,wave; …\n", "row 1: the term “…” has no letter"),
    ],
)
def test_a_bad_table_is_refused_with_place_and_advice(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadTopics, match=says) as raised:
        read_topics(path)
    assert "mine.csv" in str(raised.value)
    assert "; " in str(raised.value)


def test_a_table_that_is_missing_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTopics, match="cannot be read"):
        read_topics(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("id,name,description,terms\ncafe,Café,,café\n".encode("latin-1"))
    with pytest.raises(BadTopics, match="not UTF-8"):
        read_topics(tmp_path / "latin.csv")


def test_a_readers_own_table_may_have_further_columns(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("colour,id,name,terms,description\nblue,sea,Sea,ferry; wave,\n", encoding="utf-8-sig")
    assert ids("A wave, a ferry.", "The ferry", read_topics(path)) == ["sea"]


def test_the_shipped_tables_are_sound() -> None:
    topics = {topic.id: topic for topic in TABLE.topics}
    levels = upper_levels()
    assert len(set(levels.values())) == 17
    assert set(levels) == set(topics)
    for topic in topics.values():
        assert topic.description.endswith("."), topic.id
        assert 30 <= len(topic.terms) <= 160, topic.id
        assert len(set(topic.terms)) == len(topic.terms), topic.id
    for source in ("AllSides", "demonstration"):
        assert set(topic_of_label(source).values()) <= set(topics), LABELS.name


def test_the_demonstration_corpus_gets_its_topics() -> None:
    first = [item for item in read_paths(FIRST_STORIES) if isinstance(item, Article)]
    found = figures(answers(first, topic_of_label("demonstration"), TABLE))
    assert found["articles"] == 80
    assert found["upper_top1"] >= 0.78
    assert found["upper_top3"] >= 0.93
