"""Sentiment is identical to TextBlob's, to the last bit: words, numbers and voices, and the fallback to TextBlob."""

import random
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob, _text, en

import analysis.scorers.sentiment.polarity
import analysis.scorers.sentiment.tokenizer
from analysis import score_text
from analysis.document import prepare
from analysis.scorers.sentiment.polarity import sentiment, sentiments
from analysis.text import WORD
from analysis.types import VOICES, Article

ROOT = Path(__file__).resolve().parents[2]
BLANKS = [*[" "] * 12, "", "", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\r\r\n", "\t", "\u00a0", "\u2028", "\x1f"]
PLAIN = "the a to of we I harbour council 2018 8 3 12th U.S. Mr. e.g. etc. p.m. X. O D x o İstanbul ΣΑΣ naïve".split()
TURNING = "not no never n't isn't don’t can't NOT No very really extremely slightly hardly most so quite".split()
ENDS = ["...", "....", "!!", "?!", "(!)", "( !", "!)", ".”", ",’", "'s", "’s"]
MARKS = [*".,;:!?()[]{}`'\"@#$^&*+-|=~_“”‘’—…/\\<>♥°", *ENDS]


def emoticons() -> list[str]:
    return sorted(face for faces in _text.EMOTICONS.values() for face in faces)


def made_up(count: int) -> Iterator[str]:
    """Yield random texts of everything that TextBlob has rules for."""
    chance = random.Random(20)
    en.sentiment.load()
    known = sorted(dict(en.sentiment.items()))
    pieces = (known, known, PLAIN, TURNING, TURNING, MARKS, MARKS, emoticons())
    changes = (str, str, str, str.upper, str.capitalize, lambda piece: " ".join(piece))
    for _ in range(count):
        words = (chance.choice(changes)(chance.choice(chance.choice(pieces))) for _ in range(chance.randint(1, 24)))
        yield "".join(word + chance.choice(BLANKS) for word in words)


def agrees(text: str) -> None:
    ours, theirs = sentiment(text), en.sentiment(text)
    assert (ours.polarity.hex(), ours.subjectivity.hex()) == tuple(float(score).hex() for score in theirs), repr(text)
    found = [(a.words, a.polarity, a.subjectivity) for a in ours.assessments]
    assert found == [(words, p, s) for words, p, s, _ in theirs.assessments], repr(text)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Let the test, and the tests after it, choose the implementation again."""
    analysis.scorers.sentiment.polarity._reader.cache_clear()
    yield
    analysis.scorers.sentiment.polarity._reader.cache_clear()


def test_the_installed_textblob_needs_no_fallback(fresh: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sentiment("The plan is good.")


def test_9000_random_texts_have_textblobs_sentiment() -> None:
    for text in made_up(9000):
        agrees(text)


WORDS = "good bad not very the a war great ! (!) isn't :) never happy likely 8) don’t “nice” … war."


@settings(max_examples=700)
@given(
    st.text(max_size=200)
    | st.text(st.sampled_from("no't!().: 8DgGoOd\n\r“’xX-;"), max_size=60)
    | st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)
)
def test_any_text_has_textblobs_sentiment(text: str) -> None:
    agrees(text)
    measured = score_text(text).measurements
    if WORD.search(text):
        scores = measured["sentiment.polarity"].value, measured["sentiment.subjectivity"].value
        assert scores == tuple(TextBlob(text).sentiment)
    else:
        assert measured["sentiment.polarity"].value is None


def test_the_seed_articles_have_textblobs_sentiment() -> None:
    for path in sorted((ROOT / "seeds" / "articles").iterdir()):
        agrees(path.read_text(encoding="utf-8"))


def test_1000_real_articles_have_textblobs_sentiment(shared: Path) -> None:
    for text in pd.read_parquet(shared / "corpus" / "news_2018_2019.parquet")["text"].iloc[-1000:]:
        agrees(text)


def test_the_words_of_each_speaker_have_textblobs_sentiment() -> None:
    chance = random.Random(21)
    for text in made_up(1500):
        cuts = sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 6)))
        stretches = [
            (text[a:b], chance.choice(["one", "two", None]))
            for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)
        ]
        whole, by_name = sentiments(stretches)
        assert whole == sentiment(text)
        for name in {name for _, name in stretches} - {None}:
            said = "\n".join(stretch for stretch, who in stretches if who == name)
            assert by_name[name][:2] == en.sentiment(said), repr((stretches, name))


def test_each_voice_is_scored_separately() -> None:
    text = "The mayor opened the lovely bridge. “It is an awful, stupid plan,” Ann Lee said. Critics said it was bad."
    found = score_text(text).measurements
    document = prepare(Article("x", None, None, text))
    ends = [*document.voice_starts[1:], len(text)]
    for voice in VOICES:
        runs = zip(document.voice_starts, ends, document.voice_names, strict=True)
        said = "\n".join(text[start:end] for start, end, who in runs if who == voice)
        expected = TextBlob(said).sentiment if WORD.search(said) else (None, None)
        assert found[f"sentiment.polarity.{voice}"].value == expected[0]
        assert found[f"sentiment.subjectivity.{voice}"].value == expected[1]
    assert found["sentiment.polarity.outlet"].value == 0.5
    assert found["sentiment.polarity.quoted"].value < -0.5


def test_a_voice_without_a_word_has_no_sentiment() -> None:
    found = score_text("The bridge is lovely.").measurements
    assert found["sentiment.polarity.outlet"].value == found["sentiment.polarity"].value == 0.5
    for key in ("sentiment.polarity.quoted", "sentiment.subjectivity.attributed"):
        assert found[key].value is None
        assert found[key].denominator == 0
    assert {m.value for key, m in score_text("…").measurements.items() if key.startswith("sentiment")} == {None}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A very good plan. It was not bad, the good people said.", ["very good", "not bad", "good"]),
        ("Goodness is no good thing, nor goodish; GOOD!", ["no good", "GOOD"]),
        ("Badly  run: ) it is bad\n\n“bad”", ["Badly", ": )", "bad", "bad"]),
        ("It was really not a sad (and awful) day in 2018 (8).", ["really not a sad", "awful", "8)"]),
    ],
)
def test_assessments_and_marks_have_the_right_positions(text: str, places: list[str]) -> None:
    assert [text[a.start : a.end] for a in sentiment(text).assessments] == places
    assert [mark.span.of(text) for mark in score_text(text).marks_of("sentiment")] == places


def test_the_position_of_an_assessment_contains_its_words() -> None:
    for text in made_up(1000):
        for found in sentiment(text).assessments:
            place = "".join(text[found.start : found.end].split()).lower()
            assert all(word in place for word in found.words if word != "!"), repr((text, found))


@pytest.mark.usefixtures("fresh")
def test_a_different_textblob_is_used_itself_with_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    own = en.sentiment.assessments

    def doubled(words: Any = None, negation: bool = True) -> list[tuple[list[str], float, float, str | None]]:
        return [(words, polarity / 2, subjectivity, label) for words, polarity, subjectivity, label in own(words)]

    monkeypatch.setattr(en.sentiment, "assessments", doubled)
    with pytest.warns(RuntimeWarning, match="TextBlob itself") as warned:
        agrees("Great :) news")
    text = "A very good plan: it is not bad!"
    agrees(text)
    assert len(warned) == 1
    assert [text[a.start : a.end] for a in sentiment(text).assessments] == ["very good", "not bad"]
    found = score_text(text)
    assert found.measurements["sentiment.polarity"].value == en.sentiment(text)[0]
    assert found.measurements["sentiment.polarity.outlet"].value == en.sentiment(text)[0]
    assert [word.cue for word in found.marks_of("sentiment")] == ["very good", "not bad !"]


@pytest.mark.usefixtures("fresh")
def test_a_changed_lexicon_is_used_and_a_changed_rule_causes_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(en.sentiment, "harbour", {"NN": (0.5, 0.5, 1.0), None: (0.5, 0.5, 1.0)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        agrees("The harbour is very good.")
    assert sentiment("The harbour.").polarity == 0.5
    analysis.scorers.sentiment.polarity._reader.cache_clear()
    monkeypatch.setitem(en.sentiment, "not", {"RB": (-0.5, 0.5, 1.0), None: (-0.5, 0.5, 1.0)})
    with pytest.warns(RuntimeWarning, match="TextBlob itself"):
        agrees("The harbour is not good.")


@pytest.mark.parametrize(
    "text", ["-(" * 20_000, "8 ) " * 5_000, "good! " * 5_000, "no " * 5_000 + "good", "(" * 20_000]
)
def test_a_long_repetitive_text_has_textblobs_sentiment(text: str) -> None:
    agrees(text)


@pytest.mark.usefixtures("fresh")
def test_a_full_cache_does_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.scorers.sentiment.tokenizer, "CACHE_SIZE", 5)
    for text in made_up(100):
        agrees(text)


@pytest.mark.usefixtures("fresh")
def test_threads_that_start_together_get_the_same_result() -> None:
    dict.clear(en.sentiment)
    text = "A very good plan, and not a bad one."
    found: list[float] = []
    threads = [threading.Thread(target=lambda: found.append(sentiment(text).polarity)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {TextBlob(text).sentiment.polarity}
    assert len(found) == 8
