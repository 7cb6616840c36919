"""All scorers: their examples, their measures, and the expected result for the seed document."""

import json
from pathlib import Path

import pytest

from analysis import read_text, score_text
from analysis.document import prepare
from analysis.scorers import measures, scorers, versions
from analysis.scorers.base import Example, Scorer
from analysis.types import Article

EXAMPLES = [(scorer, example) for scorer in scorers() for example in scorer.examples]


@pytest.mark.parametrize(("scorer", "example"), EXAMPLES, ids=[f"{s.name}: {e.text[:40]}" for s, e in EXAMPLES])
def test_a_scorer_finds_the_cues_of_its_examples(scorer: Scorer, example: Example) -> None:
    reading = scorer.measure(prepare(Article("x", None, None, example.text)))
    assert reading.cues(example.text) == example.found


@pytest.mark.parametrize("scorer", scorers(), ids=lambda scorer: scorer.name)
def test_a_scorer_is_described_and_has_positive_and_negative_examples(scorer: Scorer) -> None:
    assert any(example.found for example in scorer.examples)
    assert any(not example.found for example in scorer.examples)
    assert scorer.version
    for measure in scorer.measures:
        assert measure.key.split(".")[0] == scorer.name
        assert measure.title
        assert measure.unit
        assert measure.description.endswith(".")
        assert measure.limits


def test_the_registry_has_every_scorer_in_the_folder() -> None:
    files = {path.stem for path in Path("analysis/scorers").iterdir()} - {"__init__", "__pycache__"}
    assert {scorer.name for scorer in scorers()} == files - {"base", "score", "leave_one_out"} == set(versions())


def test_every_text_gets_every_measure() -> None:
    for text in ("", "One.", "“No,” she said."):
        assert set(score_text(text).measurements) == set(measures())


def test_a_measure_without_a_denominator_is_none() -> None:
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


def test_the_seed_document_has_the_expected_result(shared: Path) -> None:
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
