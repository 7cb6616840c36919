"""The score without a piece of evidence is the one that the scorer would give if it had not found it."""

from __future__ import annotations

import dataclasses

import pytest

from analysis import document, score_text
from analysis.attribution.attribute import Attributions
from analysis.scorers import sourcing, tone
from analysis.scorers.leave_one_out import without
from analysis.types import Attribution, Measurement, ScoredArticle

TEXT = (
    "The harbour plan may fail, a senior official claimed on Monday. We must act, the disastrous report clearly shows. "
    "“It could reopen by the spring if the money comes,” Mayor Ann Lee said. Analysts admitted that ferries probably "
    "cost more. Lee wants to leave. According to the filing, the wonderful pier is lost. Who will pay? Critics said so "
    "too."
)


def sourced() -> ScoredArticle:
    return score_text(TEXT, title="Harbour", outlet="The Aldenport Ledger")


def scored_without(attribution: Attribution, monkeypatch: pytest.MonkeyPatch) -> dict[str, Measurement]:
    """Return the measurements of ``sourcing`` on ``TEXT`` if the search for attributions misses this one."""
    search = document.attribute

    def missing_one(text: str, title: str) -> Attributions:
        found = search(text, title)
        return dataclasses.replace(found, attributions=tuple(a for a in found.attributions if a != attribution))

    with monkeypatch.context() as patched:
        patched.setattr(document, "attribute", missing_one)
        measured = sourced().measurements
    return {measure.key: measured[measure.key] for measure in sourcing.SCORER.measures}


def test_without_an_attribution_the_sourcing_is_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    scored = sourced()
    assert len(scored.attributions) > 5
    for attribution in scored.attributions:
        there = scored_without(attribution, monkeypatch)
        changed = without(scored, attribution)
        assert changed == {key: found for key, found in there.items() if found != scored.measurements[key]}
        attitude = attribution.cue.of(TEXT) == "wants"
        assert bool(changed) is not attitude


def test_without_a_source_without_a_name_its_share_is_that_of_the_others() -> None:
    scored = sourced()
    official = next(a for a in scored.attributions if a.cue.of(TEXT) == "claimed")
    before, after = scored.measurements["sourcing.unnamed"], without(scored, official)["sourcing.unnamed"]
    assert (after.count, after.denominator) == (before.count - 1, before.denominator - 1)
    words = [m["sourcing.outlet_words"].count for m in (scored.measurements, without(scored, official))]
    assert words[1] > words[0]  # what the official says would be the outlet's own words


def test_an_attribution_that_is_no_longer_found_has_no_score_without_it() -> None:
    scored = sourced()
    older = dataclasses.replace(scored, attributions=scored.attributions[1:])
    assert without(older, scored.attributions[1]) == {}


@pytest.mark.parametrize(
    ("kind", "cue", "plain"),
    [("hedge", "may", "can"), ("hedge", "probably", "yesterday"), ("booster", "clearly", "duly"),
     ("loaded", "disastrous", "wooden"), ("appeal", "We must", "You may"), ("appeal", "?", ".")],
)  # fmt: skip
def test_without_a_mark_its_measures_are_those_of_a_text_with_a_plain_word(kind: str, cue: str, plain: str) -> None:
    scored, other = sourced(), score_text(TEXT.replace(cue, plain), title="Harbour", outlet="The Aldenport Ledger")
    mark = next(mark for mark in scored.marks_of(kind) if mark.cue == cue)
    changed = without(scored, mark)
    assert changed
    for key, found in changed.items():
        if not (kind == "appeal" and key.startswith("hedging")):
            assert found == other.measurements[key], key
            assert found != scored.measurements[key]


def test_without_a_tone_word_the_tone_is_that_of_the_lexicon_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    scored = sourced()
    for mark in scored.marks_of("tone"):
        fewer = {term: weight for term, weight in tone.weights().items() if term != mark.cue.lower()}
        with monkeypatch.context() as patched:
            patched.setattr(tone, "weights", lambda fewer=fewer: fewer)
            other = sourced()
        for key, found in without(scored, mark).items():
            assert found.value == pytest.approx(other.measurements[key].value), (mark.cue, key)
            assert found.denominator == other.measurements[key].denominator
