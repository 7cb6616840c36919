"""Tone: which words move it, by how much, and in whose voice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import score_text
from analysis.lexicons import FOLDER, rows
from analysis.scorers.tone import weights
from analysis.types import Mark
from benchmarks.accuracy.tone import classed


def _tone(text: str, key: str = "tone") -> float | None:
    return score_text(text).measurements[key].value


def _words(text: str) -> dict[str, Mark]:
    return {word.cue: word for word in score_text(text).marks_of("tone")}


UNFAVOURABLE = (
    "The shelling killed nine people in the market.",
    "The treasurer was accused of fraud and resigned in disgrace.",
    "A drought destroyed the harvest.",
)
FAVOURABLE = (
    "The two sides praised the ceasefire.",
    "Ann Lee won the prize for her brave rescue.",
    "The clinic is a success, and its patients are grateful.",
)
NEUTRAL = (
    "Unemployment fell to a record low.",
    "The deaths declined sharply.",
    "Police dropped all charges.",
    "She did not attend the meeting.",
    "Rose told reporters that Frank had called.",
    "The two camps looked ahead to the vote.",
    "Health officials met the unions.",
    "The council meets on Tuesday at seven.",
    "Pictured, from left: the ambassador, center right, and two aides.",
    "It is likely to rain, and possibly to snow.",
    "Great Britain sent a delegation to the War Memorial.",
)


@pytest.mark.parametrize("text", UNFAVOURABLE)
def test_bad_news_sounds_unfavourable(text: str) -> None:
    assert classed(_tone(text) or 0) == -1


@pytest.mark.parametrize("text", FAVOURABLE)
def test_good_news_sounds_favourable(text: str) -> None:
    assert classed(_tone(text) or 0) == 1


@pytest.mark.parametrize("text", NEUTRAL)
def test_plain_statements_sound_neutral(text: str) -> None:
    assert _tone(text) == 0


def test_a_negation_reverses_a_word_unless_a_comma_is_between_them() -> None:
    plain, negated = _words("It was good.")["good"].weight, _words("It was not good.")["good"].weight
    assert plain > 0 > negated
    assert _words("It was not, good heart or no, his plan.")["good"].weight > 0


def test_words_for_what_is_ended_or_prevented_have_no_tone() -> None:
    assert "famine" in _words("It caused a famine.")
    assert "famine" not in _words("It prevented a famine.")


def test_names_have_no_tone() -> None:
    assert _words("She visited the Terrible Hotel in Hope.") == {}
    assert set(_words("He asked: “Terrible weather today?”")) == {"Terrible"}


def test_the_weights_of_the_marks_add_up_to_the_tone() -> None:
    text = "The reckless attack killed three, and a brave nurse saved two."
    found = score_text(text).marks_of("tone")
    assert sum(word.weight for word in found) == pytest.approx(_tone(text), abs=0.05)
    for word in found:
        assert word.why
        assert word.category is None
        assert word.span.of(text) == word.cue


def test_words_count_for_their_voice() -> None:
    text = "The mayor praised the plan. “It is a terrible, shameful and cruel betrayal of us,” Ann Lee said."
    outlet, quoted = _tone(text, "tone.outlet"), _tone(text, "tone.quoted")
    assert outlet is not None
    assert quoted is not None
    assert quoted < 0 < outlet
    assert _tone("The mayor praised the plan.", "tone.quoted") is None


TEXTS = st.lists(st.sampled_from([*UNFAVOURABLE, *FAVOURABLE, *NEUTRAL, "War!", "Good.", "“No,” he said."]), max_size=8)


@settings(max_examples=60)
@given(TEXTS.map(" ".join) | st.text(max_size=120))
def test_the_voices_add_up_and_the_tone_is_a_mean_of_sentences(text: str) -> None:
    scored = score_text(text)
    whole = scored.measurements["tone"]
    parts = [scored.measurements[f"tone.{voice}"] for voice in ("outlet", "quoted", "attributed")]
    assert sum(part.count for part in parts) == pytest.approx(whole.count)
    assert abs(whole.count) <= whole.denominator + 1e-9
    assert all(part.denominator <= whole.denominator for part in parts)
    assert (whole.value is None) == (not whole.denominator)


def test_the_tone_toward_a_name_is_that_of_the_sentences_with_the_name() -> None:
    text = (
        "Mayor Ann Lee was praised for the rescue. It rained. Lee failed the port.\n“Ann Lee is a hero,” the Harbour "
        "Department said. The FBI opened a corruption probe."
    )
    scored = score_text(text)
    toward = {each.name: each for each in scored.toward}
    assert set(toward) == {"Ann Lee", "Harbour Department", "FBI"}
    assert (toward["Ann Lee"].kind, toward["FBI"].kind) == ("person", "organisation")
    assert toward["Ann Lee"].sentences == 3
    assert toward["Ann Lee"].own_tone < toward["Ann Lee"].tone, "“hero” is quoted"
    assert toward["FBI"].tone == toward["FBI"].own_tone < 0


def test_the_lexicon_is_sorted_small_and_names_its_sources() -> None:
    terms = [row["term"] for row in rows("tone")]
    assert terms == sorted(set(terms))
    assert (FOLDER / "tone.csv").stat().st_size < 250_000
    assert {part for row in rows("tone") for part in row["source"].split("+")} == {
        "own",
        "VADER",
        "TextBlob",
        "loaded",
    }
    assert all(0.05 <= abs(weight) <= 1.5 for weight in weights().values())


def test_people_and_doubt_have_no_weight() -> None:
    groups = (
        "trump obama clinton american russian chinese muslim jewish christian black white gay women men girl mother "
        "immigrant immigrants refugee refugees republican republicans democrat democrats liberal conservative left "
        "right poor rich old young disabled likely possible possibly probably potential"
    )
    assert not set(groups.split()) & weights().keys()
