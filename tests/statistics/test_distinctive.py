"""Distinctive words: the log-odds, which words are counted, and how rarely chance makes a word distinctive."""

import numpy as np
import pytest

from analysis.statistics.distinctive import PRIOR_WORDS, OutletText, distinctive_in_stories, words_of


def test_log_odds_follow_the_paper() -> None:
    """If all stories use the words equally, the variance is the paper's own."""
    texts = [
        OutletText("pier " * pier + "quay " * (10 - pier), outlet, f"s{k}")
        for k in range(10)
        for outlet, pier in (("A", 3), ("B", 1))
    ]
    row = distinctive_in_stories(texts, "A").set_index("word").loc["pier"]
    prior = PRIOR_WORDS * 40 / 200
    rest = PRIOR_WORDS - prior
    expected = np.log((30 + prior) / (70 + rest)) - np.log((10 + prior) / (90 + rest))
    spread = np.sqrt(1 / (30 + prior) + 1 / (10 + prior))
    assert row["log_odds"] == pytest.approx(expected)
    assert row["z"] == pytest.approx(expected / spread)
    assert (row["count"], row["others"]) == (30, 10)
    assert row["low"] < expected < row["high"]


def test_no_stories_and_no_words_give_empty_tables() -> None:
    assert distinctive_in_stories([], "A").empty
    assert distinctive_in_stories([OutletText("", outlet, f"s{k}") for k in range(9) for outlet in "AB"], "A").empty


def test_names_and_agencies_are_left_out_unless_asked_for() -> None:
    text = "Ferries ran late. Mayor Orla Finch told Coastwire that ferries may stop. Coastwire asked again."
    assert set(words_of(text, known={"ferries"})) == {
        "ferries", "ran", "late", "told", "that", "may", "stop", "asked", "again",
    }  # fmt: skip
    assert words_of(text, known={"ferries"})["ferries"] == 2
    assert words_of(text, names=True)["coastwire"] == 2


def test_only_shared_stories_count_and_a_preferred_word_is_found() -> None:
    texts = []
    for story in range(12):
        texts.append(OutletText("the crowd was huge and the crowd was loud " * 4, "A", f"s{story}"))
        texts.append(OutletText("the group was huge and the group was loud " * 4, "B", f"s{story}"))
    texts += [OutletText("only here stands lighthouse " * 50, "A", f"own{k}") for k in range(6)]
    texts += [OutletText("no story at all lighthouse " * 50, "A", None)]
    table = distinctive_in_stories(texts, "A")
    assert "lighthouse" not in set(table["word"])
    assert table.iloc[0]["word"] == "crowd"
    assert table.iloc[0]["q"] < 0.05
    assert table.iloc[-1]["word"] == "group"
    assert table["stories"].max() == 12
    assert distinctive_in_stories(texts[:8], "A").empty


def test_bursts_in_stories_do_not_make_words_distinctive() -> None:
    random = np.random.default_rng(3)
    vocabulary = np.array([chr(97 + k // 26) + chr(97 + k % 26) for k in range(300)])
    common = 1 / np.arange(3, 303)
    texts = []
    for story in range(30):
        of_story = random.dirichlet(200 * common / common.sum() + 1e-9)
        for outlet in "AB":
            drawn = random.choice(vocabulary, 200, p=random.dirichlet(200 * of_story + 1e-9))
            texts.append(OutletText(" ".join(drawn), outlet, f"s{story}"))
    table = distinctive_in_stories(texts, "A")
    assert len(table) > 100
    assert (table["z"].abs() > 1.96).mean() < 0.12
    assert (table["q"] < 0.05).sum() <= 3
