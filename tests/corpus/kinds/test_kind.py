"""The kind of an article where nothing is stated: by its layout and by its words."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.kinds import TITLES, kind_of, title_of
from analysis.corpus.kinds.words import FEWEST_WORDS, START, chance, cues, features, parts, weights
from analysis.types import Article
from tests.support.work import operations

NEWS = (
    "The harbour office said on Monday that the old pier was closed. The mayor told reporters on Tuesday the repair "
    "cost nine million crowns, according to a report. Engineers said the wood had rotted, and the council announced "
    "a vote. “I am sorry that it took so long, and we should have known,” the mayor said. "
)
OPINION = (
    "I have crossed this harbour for years, and it is simply clear to me that we must not let the pier fall. But who "
    "is going to pay? Of course we should. It is never the wrong time to mend what is ours, yet our council does "
    "nothing, because nothing is what it always does. Perhaps that is just how we are. But we have to change it. "
)


def article(text: str, **fields: object) -> Article:
    return Article("x", None, None, text, **fields)  # type: ignore[arg-type]


def rates(text: str) -> dict[str, float]:
    found = features(article(text))
    assert found is not None
    return found


def test_the_words_tell_a_report_from_a_column() -> None:
    news, opinion = kind_of(article(NEWS * 3)), kind_of(article(OPINION * 3))
    assert (news.name, opinion.name) == ("news", "opinion")
    assert not news.stated
    assert "many verbs of saying" in news.reason
    assert re.search(r"\(chance of opinion by its words: \d+ %\)$", opinion.reason)


def test_words_that_speak_for_neither_leave_the_kind_unknown() -> None:
    found = kind_of(article(f"{NEWS * 4}{OPINION}" * 2))
    assert found.name == "unknown"
    assert found.reason.startswith("its words point to neither")


def test_too_few_words_leave_the_kind_unknown() -> None:
    for text in ("", "Short.", f"“{OPINION * 5}”"):
        found = kind_of(article(text))
        assert found.name == "unknown"
        assert f"fewer than {FEWEST_WORDS} words" in found.reason


def test_words_of_other_languages_and_of_beginnings_are_not_read_but_statements_are() -> None:
    for fields in ({"language": "de"}, {"partial": True}):
        assert kind_of(article(OPINION * 3, **fields)).name == "unknown"
        assert kind_of(article(OPINION * 3, section="Opinion", **fields)).name == "opinion"
    assert kind_of(article(OPINION * 3, language="en-GB")).name == "opinion"


def test_words_inside_quotation_marks_do_not_count() -> None:
    quoted = rates(f"{NEWS * 3}“We must, we should, I think perhaps,” he said.")
    assert quoted["we"] == quoted["calls"] == quoted["first_person"] == quoted["stance"] == 0
    assert quoted["quoted"] > rates(NEWS * 3)["quoted"]
    assert rates(f"{OPINION * 3}")["we"] > 0


def test_the_country_is_not_the_first_person() -> None:
    assert rates("The U.S. and the US signed it. " * 30)["we"] == 0
    assert rates("They told us about it. " * 30)["we"] > 0


def test_a_transcript_and_a_live_blog_are_known_by_their_paragraphs() -> None:
    turns = "\n".join(f"{name}: The ferry is late again today." for name in ("KING", "Ann Lee", "Q", "A") * 3)
    assert kind_of(article(turns)).name == "interview"
    blog = "\n".join(f"{hour}:15 a.m. ET\nThe ferry is late." for hour in range(1, 9))
    assert kind_of(article(blog)).name == "live"
    assert kind_of(article(f"{NEWS}\nNote: it is late.\n" * 3)).name == "news"


@pytest.mark.parametrize(
    "note",
    [
        "A lightly edited transcript of our conversation follows.",
        "This interview has been condensed and edited for clarity.",
        "Our conversation, edited for length, is below.",
    ],
)
def test_an_interview_that_says_so_is_one_whatever_its_words(note: str) -> None:
    assert kind_of(article(f"I think we must act.\n{note}\nWhy do we believe it?\n" * 20)).name == "interview"


@pytest.mark.parametrize(
    "told",
    [
        "The palace released a rough transcript of the conversation.",
        "The committee released the transcript of the interview with Lund.",
    ],
)
def test_news_about_a_transcript_is_no_interview(told: str) -> None:
    assert kind_of(article(f"{NEWS}\n{told}\n" * 3)).name == "news"


def test_names_alone_on_their_line_are_the_turns_of_an_interview() -> None:
    turns = "\n\n".join(["Ann Lee", "Why is it late?", "Bo Marr", "I think we must build it again."] * 3)
    found = kind_of(article(turns))
    assert (found.name, found.reason) == ("interview", "6 paragraphs that are only a speaker’s name")
    assert kind_of(article(turns.replace("Bo Marr", "Ann Lee"))).name != "interview"


def test_no_single_habit_decides_alone() -> None:
    extreme = rates("I me my mine. " * 60)
    bound = 3.0 * abs(weights()["first_person"].change)
    assert abs(parts(extreme)["first_person"]) == pytest.approx(bound)


def test_the_weights_are_of_features_and_have_a_meaning() -> None:
    assert set(weights()) == {START, *rates(NEWS * 3)}
    assert all(weight.meaning and weight.spread > 0 for weight in weights().values())
    added = parts(rates(NEWS * 3))
    assert 0 < chance(added) < 1


def test_the_cues_are_about_how_a_text_speaks_and_never_about_its_subject() -> None:
    political = "left right liberal conservative democrat republican trump biden party president tax gun abortion"
    assert set(cues()).isdisjoint(political.split())
    assert all(re.fullmatch(r"[a-z']+( [a-z']+)?", term) for term in cues())


def test_the_kind_does_not_depend_on_sides() -> None:
    for left, right in (("Democrats", "Republicans"), ("liberal", "conservative")):
        texts = (f"The {left} plan. {OPINION}" * 3, f"The {right} plan. {OPINION}" * 3)
        assert len({kind_of(article(text)) for text in texts}) == 1


def test_every_kind_has_a_name_for_readers() -> None:
    assert title_of("news") == "News report"
    assert title_of("of another version") == "of another version"
    assert len(set(TITLES.values())) == len(TITLES) == 9


ENDLESS = ("“", '"a', "A", "A: ", "/news", " - ")


def endless(text: str) -> Article:
    """An article with this text in every field that its kind is read from."""
    extreme = dataclasses.replace(article(text), title=text, outlet=text, section=text, url=f"https://x.example/{text}")
    return dataclasses.replace(extreme, authors=(text, text))


@pytest.mark.parametrize("part", ENDLESS)
def test_texts_without_end_have_a_kind_and_the_work_is_linear(part: str) -> None:
    assert kind_of(endless(part * 200_000)).name in TITLES
    short, long = endless(part * 200), endless(part * 2_000)
    assert operations(lambda: kind_of(long)) < 15 * operations(lambda: kind_of(short))


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_has_a_kind_with_a_reason(text: str, title: str) -> None:
    found = kind_of(dataclasses.replace(article(text * 5), title=title, outlet=title))
    assert found.name in TITLES
    assert found.reason
