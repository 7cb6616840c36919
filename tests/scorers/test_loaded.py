"""Loaded words: the list, the rules of form, the guards, the voices and the measures."""

import re
import time
from collections import Counter
from itertools import pairwise

import pytest

from analysis import score_text
from analysis.document import prepare
from analysis.lexicons import rows
from analysis.lexicons.inflect import forms
from analysis.lexicons.phrases import PhraseIndex
from analysis.scorers.loaded import SCORER, WHY
from analysis.types import Article


def found(text: str) -> list[str]:
    return [word.cue for word in score_text(text).loaded]


def test_every_entry_is_complete_and_stands_once() -> None:
    entries = rows("loaded")
    assert max(Counter(row["term"] for row in entries).values()) == 1
    for row in entries:
        assert row["term"] == row["term"].lower().strip()
        assert row["category"] in WHY
        assert row["strength"] in {"1", "2"}
        assert row["form"] in {"", "verb", "noun", "adjective"}
        assert row["source"]
        assert re.fullmatch(r"[\w'’ \-]+", row["term"]), row["term"]


@pytest.mark.parametrize(
    ("term", "kind", "some"),
    [
        ("slam", "verb", {"slam", "slams", "slammed", "slamming"}),
        ("decry", "verb", {"decries", "decried", "decrying"}),
        ("gouge", "verb", {"gouges", "gouged", "gouging"}),
        ("lash out", "verb", {"lashes out", "lashed out", "lashing out"}),
        ("crony", "noun", {"crony", "cronies"}),
        ("witch hunt", "noun", {"witch hunts"}),
        ("ugly", "adjective", {"ugly", "uglily", "uglier", "ugliest"}),
        ("idiotic", "adjective", {"idiotically"}),
        ("of course", "", {"of course"}),
    ],
)
def test_forms_follow_the_regular_rules(term: str, kind: str, some: set[str]) -> None:
    assert some <= set(forms(term, kind))


def test_the_longest_phrase_is_found_and_hits_never_overlap() -> None:
    terms = ("witch", "witch hunt", "witch hunt of fools", "fools")
    index = PhraseIndex((term, {"term": term}) for term in terms)
    text = "A witch hunt of fools, a witch hunt, a witch."
    words = prepare(Article("x", None, None, text)).words
    assert [row["term"] for _, _, row in index.find(words)] == ["witch hunt of fools", "witch hunt", "witch"]


@pytest.mark.parametrize(
    "text",
    [
        "She slammed the door and left.",
        "The plant stores toxic waste.",
        "The surgeon explained radical surgery.",
        "The light rail line opens in June.",
        "Crude oil prices rose again.",
        "The attack killed two people.",
        "The company claimed no responsibility for the leak.",
        "The council approved a budget of four million crowns on Tuesday.",
        "Temperatures will fall below zero at night.",
        "The ship is called “gull” by its crew.",
        "“Is it late?” she asked.",
    ],
)
def test_plain_senses_and_plain_news_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "category"),
    [
        ("The mayor blasted the shameful deal.", "blasted", "verb"),
        ("His hate-filled, rage-fueled speech went on.", "rage-fueled", "compound"),
        ("The council sent “experts” to the harbour.", "“experts”", "scare_quotes"),
        ("We must stop this.", "We must", "obligation"),
        ("Of course it failed.", "Of course", "stance"),
        ("It was all over at last!", "!", "exclamation"),
        ("The legendary, breathtaking singer came.", "breathtaking", "praise"),
    ],
)
def test_a_cue_comes_with_its_category_and_reason(text: str, cue: str, category: str) -> None:
    words = {word.cue: word for word in score_text(text).loaded}
    assert words[cue].category == category
    assert words[cue].why.startswith(WHY[category])


def test_a_weak_word_counts_only_beside_a_strong_one_of_its_voice() -> None:
    assert found("") == []
    assert found("The very huge ferry came.") == []
    assert found("The huge, ridiculous ferry came.") == ["huge", "ridiculous"]
    text = "The huge ferry is “a pathetic and ridiculous joke of a ship”, Ann Lee said."
    assert "huge" not in found(text)


def test_the_voices_are_told_apart() -> None:
    text = "The pathetic plan passed. “It is a ridiculous plan for the harbour,” Ann Lee said."
    scored = score_text(text)
    assert [(word.cue, word.voice) for word in scored.loaded] == [("pathetic", "outlet"), ("ridiculous", "quoted")]
    assert scored.measurements["loaded.outlet"].count == 1
    assert scored.measurements["loaded.sources"].count == 1


def test_a_cited_wording_is_no_scare_quote() -> None:
    assert found("The mayor called the plan “costly”, Ann Lee said.") == []


@pytest.mark.parametrize("piece", ["a-", "The “bad” plan failed, Ann Lee said.\n"])
def test_time_grows_with_the_length_not_with_its_square(piece: str) -> None:
    def seconds(times: int) -> float:
        document = prepare(Article("a", None, None, piece * times))
        start = time.thread_time()
        SCORER.measure(document)
        return time.thread_time() - start

    assert seconds(8000) < 40 * max(min(seconds(800) for _ in range(3)), 0.002)


def test_measures_count_sentences_and_scare_quotes() -> None:
    text = "The pathetic plan passed. The ferry came at nine. The “experts” left."
    measured = score_text(text).measurements
    assert measured["loaded.sentences"].count == 2
    assert measured["loaded.sentences"].denominator == 3
    assert measured["loaded.scare_quotes"].count == 1


def test_a_text_without_sources_has_no_rate_for_them() -> None:
    assert score_text("The pathetic plan passed.").measurements["loaded.sources"].value is None


def test_hits_stand_in_order_and_never_overlap() -> None:
    text = "The so-called “experts” are a rage-fueled, pathetic, scandal-plagued clown show! Who would trust them?"
    spans = [word.span for word in score_text(text).loaded]
    assert len(spans) >= 5
    assert all(one.end <= two.start for one, two in pairwise(spans))
