"""The voice of each word: the outlet, a quotation, or a reported statement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.document import prepare
from analysis.types import VOICES, Article


def voice_of(text: str, words: str) -> str:
    document = prepare(Article("x", None, None, text))
    return document.voice_at(text.index(words))


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("“It may fail,” Ann Lee said.", "may", "quoted"),
        ("Ann Lee said it may fail.", "may", "attributed"),
        ("Ann Lee said it may “fail badly.”", "may", "attributed"),
        ("Ann Lee said it may “fail badly.”", "fail", "quoted"),
        ("It may fail.", "may", "outlet"),
        ("Ann Lee said it may fail.", "said", "outlet"),
        ("It is a “land bridge” to the sea.", "land", "outlet"),
        ("Outside, a man shouted at us. “You will not get away with this, any of you.”", "get away", "quoted"),
        ("Ann Lee said the pier would sink (it may be old) by May.", "sink", "attributed"),
        ("Ann Lee said the pier would sink (it may be old) by May.", "may", "outlet"),
        ("Ann Lee said the pier would sink (it may be old) by May.", "by", "attributed"),
        ("“The pier will sink (it may be old) by May,” Ann Lee said.", "may", "quoted"),
        ("The pier, Ann Lee said, would sink by May.", "Ann", "outlet"),
        ("The pier, Ann Lee said, would sink by May.", "would", "attributed"),
        ("Critics who oppose the plan said it may fail.", "oppose", "outlet"),
        ("Ann Lee said it may fail, which could delay the talks.", "delay", "outlet"),
        ("Her book “The Long Way Home to the Sea” sold well.", "Way", "outlet"),
    ],
)
def test_voice(text: str, words: str, voice: str) -> None:
    assert voice_of(text, words) == voice


@settings(max_examples=200)
@given(st.text(alphabet='ab .,“”"\nsaid HeL', max_size=300))
def test_every_word_has_exactly_one_voice(text: str) -> None:
    document = prepare(Article("x", None, None, text))
    counts = document.words_by_voice
    assert set(counts) == set(VOICES)
    assert sum(counts.values()) == len(document.words)
    for word in document.words:
        assert document.voice_at(word.start) in VOICES
    assert list(document.voice_starts) == sorted(set(document.voice_starts))
