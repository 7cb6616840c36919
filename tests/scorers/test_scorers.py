"""Every scorer: its own examples, its measures, and the hand-made answer for the seed document."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob

from analysis import read_text, score_text
from analysis.document import prepare
from analysis.scorers import measures, scorers, versions
from analysis.scorers.base import Example, Scorer
from analysis.types import Article

EXAMPLES = [(scorer, example) for scorer in scorers() for example in scorer.examples]


@pytest.mark.parametrize(("scorer", "example"), EXAMPLES, ids=[f"{s.name}: {e.text[:40]}" for s, e in EXAMPLES])
def test_a_scorer_finds_what_its_examples_say(scorer: Scorer, example: Example) -> None:
    reading = scorer.measure(prepare(Article("x", None, None, example.text)))
    assert reading.cues(example.text) == example.found


@pytest.mark.parametrize("scorer", scorers(), ids=lambda scorer: scorer.name)
def test_a_scorer_says_what_it_must_and_must_not_flag(scorer: Scorer) -> None:
    assert any(example.found for example in scorer.examples)
    assert any(not example.found for example in scorer.examples)
    assert scorer.version
    for measure in scorer.measures:
        assert measure.key.split(".")[0] == scorer.name
        assert measure.title
        assert measure.unit
        assert measure.description.endswith(".")
        assert measure.limits


def test_the_registry_knows_every_file_of_the_folder() -> None:
    files = {path.stem for path in Path("analysis/scorers").iterdir()} - {"__init__", "__pycache__"}
    assert {scorer.name for scorer in scorers()} == files - {"base", "score", "leave_one_out"} == set(versions())


def test_every_measure_is_made_for_every_text() -> None:
    for text in ("", "One.", "“No,” she said."):
        assert set(score_text(text).measurements) == set(measures())


def test_missing_is_none_and_never_zero() -> None:
    found = score_text("The bridge was rebuilt in March.").measurements
    for key in ("sourcing.unnamed", "sourcing.sources", "sourcing.doubting", "hedging.quoted", "loaded.sources"):
        assert found[key].value is None, key
    assert score_text("").measurements["sentiment.polarity"].value is None


def test_value_is_count_over_denominator() -> None:
    text = "It may rain. Ann Lee claimed the bridge could fall. “Perhaps,” officials said."
    for key, measure in measures().items():
        found = score_text(text).measurements[key]
        if found.value is not None:
            assert found.value == pytest.approx(measure.scale * found.count / found.denominator)


WORDS = "good bad not very the a war great ! (!) isn't :) never happy likely 8) don’t “nice” … war."


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=25).map(" ".join) | st.text(max_size=120))
def test_sentiment_is_textblobs_own_number(text: str) -> None:
    found = score_text(text).measurements
    theirs = TextBlob(text).sentiment
    if found["sentiment.polarity"].value is None:
        assert not any(c.isalnum() for c in text)
    else:
        assert found["sentiment.polarity"].value == theirs.polarity
        assert found["sentiment.subjectivity"].value == theirs.subjectivity


def test_tone_words_stand_where_they_say() -> None:
    text = "A very good plan. It was not bad, the good people said."
    assert [w.span.of(text) for w in score_text(text).marks_of("sentiment")] == [
        "very good",
        "not bad",
        "good",
    ]


def test_the_seed_document_has_its_hand_made_answer(shared: Path) -> None:
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    article = read_text((shared / "seed" / expected["document"]).read_text(encoding="utf-8"))
    scored = score_text(article.text, title=article.title, outlet=article.outlet)
    text = article.text
    speech = [a for a in scored.attributions if a.act == "speech"]
    assert len(speech) == len(expected["attributions"])
    for attribution, wanted in zip(speech, expected["attributions"], strict=True):
        assert attribution.cue.of(text) == wanted["cue"]
        assert attribution.source is not None
        assert attribution.source.of(text) == wanted["source_text"]
        assert attribution.speaker == wanted["speaker"]
        assert attribution.source_type == wanted["source_type"]
        assert attribution.kind == wanted["kind"]
        assert attribution.relayed_by == wanted.get("relayed_by")
        assert attribution.content.of(text).startswith(wanted["content_starts"])
    hedges = [(h.cue, h.voice) for h in scored.hedges]
    assert hedges == [(h["cue"], h["voice"]) for h in expected["hedges_in_body"]]
    for hedge, wanted in zip(scored.hedges, expected["hedges_in_body"], strict=True):
        start = text.index(wanted["in"])
        assert start <= hedge.span.start < hedge.span.end <= start + len(wanted["in"])
    assert scored.measurements["hedging.outlet"].value == 0.0
