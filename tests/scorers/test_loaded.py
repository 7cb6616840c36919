"""Loaded words: the lexicon, inflection, guards, voices and measures."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from analysis import score_text
from analysis.document import prepare
from analysis.lexicons import rows
from analysis.lexicons.inflect import forms
from analysis.lexicons.phrases import PhraseIndex
from analysis.scorers.loaded import SCORER, WHY
from analysis.scorers.loaded.constructions import AFTER_HYPHEN
from analysis.types import Article
from tests.support.work import operations


def found(text: str) -> list[str]:
    return [word.cue for word in score_text(text).loaded]


def test_every_entry_is_complete_and_unique() -> None:
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
def test_regular_inflection(term: str, kind: str, some: set[str]) -> None:
    assert some <= set(forms(term, kind))


def test_a_phrase_does_not_run_across_a_mark() -> None:
    index = PhraseIndex((term, {"term": term}) for term in ("of course", "of course not"))
    text = "Of course, not everyone agreed."
    words = prepare(Article("x", None, None, text)).words
    assert [row["term"] for _, _, row in index.find(words, text)] == ["of course"]


def test_the_longest_phrase_wins_and_hits_do_not_overlap() -> None:
    terms = ("witch", "witch hunt", "witch hunt of fools", "fools")
    index = PhraseIndex((term, {"term": term}) for term in terms)
    text = "A witch hunt of fools, a witch hunt, a witch."
    words = prepare(Article("x", None, None, text)).words
    assert [row["term"] for _, _, row in index.find(words, text)] == ["witch hunt of fools", "witch hunt", "witch"]


@pytest.mark.parametrize(
    "text",
    [
        "The light rail line opens in June.",
        "Crude oil prices rose again.",
        "The attack killed two people.",
        "The company claimed no responsibility for the leak.",
        "The council approved a budget of four million crowns on Tuesday.",
        "Temperatures will fall below zero at night.",
        "“Is it late?” she asked.",
    ],
)
def test_plain_senses_and_plain_news_have_no_loaded_words(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "category"),
    [
        ("The mayor blasted the shameful deal.", "blasted", "verb"),
        ("His hate-filled, rage-fueled speech went on.", "rage-fueled", "compound"),
        ("The council sent its “experts” to the harbour.", "“experts”", "scare_quotes"),
        ("Predictably it failed.", "Predictably", "stance"),
        ("The legendary, breathtaking singer came.", "breathtaking", "praise"),
    ],
)
def test_a_cue_has_its_category_and_reason(text: str, cue: str, category: str) -> None:
    words = {word.cue: word for word in score_text(text).loaded}
    assert words[cue].category == category
    assert words[cue].why.startswith(WHY[category])


def test_a_weak_word_counts_only_in_a_sentence_with_a_strong_one_in_the_same_voice() -> None:
    assert found("") == []
    assert found("The very huge ferry came.") == []
    text = "The huge ferry is “a pathetic and ridiculous joke of a ship”, Ann Lee said."
    assert "huge" not in found(text)


def test_loaded_words_are_counted_by_voice() -> None:
    text = "The pathetic plan passed. “It is a ridiculous plan for the harbour,” Ann Lee said."
    scored = score_text(text)
    assert [(word.cue, word.voice) for word in scored.loaded] == [("pathetic", "outlet"), ("ridiculous", "quoted")]
    assert scored.measurements["loaded.outlet"].count == 1
    assert scored.measurements["loaded.sources"].count == 1


def test_an_attributed_wording_is_not_a_scare_quote() -> None:
    assert found("The mayor called the plan “costly”, Ann Lee said.") == []


@pytest.mark.parametrize("piece", ["a-", "The “bad” plan failed, Ann Lee said.\n", "The pathetic, huge ferry came. "])
def test_the_work_is_linear_in_the_length_of_the_text(piece: str) -> None:
    short, long = (prepare(Article("a", None, None, piece * times)) for times in (60, 600))
    SCORER.measure(short)  # loads the lexicon
    assert operations(lambda: SCORER.measure(long)) < 15 * operations(lambda: SCORER.measure(short))


def test_a_chain_of_hyphens_is_read_only_a_few_words_ahead() -> None:
    """The work inside a regular expression is not counted above."""
    (few,), (many,) = (AFTER_HYPHEN.findall("a-" * times)[:1] for times in (60, 600))
    assert few == many


def test_measures_count_sentences_and_scare_quotes() -> None:
    text = "The pathetic plan passed. The ferry came at nine. Those “experts” left."
    measured = score_text(text).measurements
    assert measured["loaded.sentences"].count == 2
    assert measured["loaded.sentences"].denominator == 3
    assert measured["loaded.scare_quotes"].count == 1


def test_hits_are_in_order_and_do_not_overlap() -> None:
    text = "Those “experts” are a rage-fueled, pathetic, scandal-plagued and shameful clown show!"
    spans = [word.span for word in score_text(text).loaded]
    assert len(spans) >= 5
    assert all(one.end <= two.start for one, two in pairwise(spans))
