"""Hedges and boosters in context, and the headline compared with the body."""

import inspect
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import score_text
from analysis.lexicons import rows
from analysis.scorers.hedging import SCORER, cues, guards, weasels
from analysis.scorers.hedging.measures import AMOUNTS


def found(text: str) -> list[str]:
    return [hedge.cue for hedge in score_text(text).hedges]


@pytest.mark.parametrize("name", ["hedges", "boosters"])
def test_every_entry_has_a_known_category_a_known_guard_and_a_source(name: str) -> None:
    reasons = cues.WHY if name == "hedges" else cues.WHY_BOOSTED
    assert {row["category"] for row in rows(name)} == set(reasons)
    for row in rows(name):
        assert not row["guard"] or row["guard"] in cues.GUARDS, row
        assert row["source"], row
        assert row["term"] == row["term"].lower(), row


def test_every_guard_is_used_and_documented() -> None:
    used = {row["guard"] for name in ("hedges", "boosters") for row in rows(name)} - {""}
    assert used == set(cues.GUARDS)
    for module in (guards, weasels):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name in cues.GUARDS:
                assert function.__doc__, name


def test_the_examples_cover_every_category() -> None:
    scored = [score_text(example.text) for example in SCORER.examples]
    assert {h.category for s in scored for h in s.hedges} == set(cues.WHY)
    assert {b.category for s in scored for b in s.boosters} == set(cues.WHY_BOOSTED)


def test_every_hit_has_a_reason_with_a_source() -> None:
    scored = score_text("Critics say the dam may clearly fail. In some towns it is believed that it will.")
    reasons = [hit.why for hit in (*scored.hedges, *scored.boosters)]
    assert len(reasons) == 5
    assert all("(" in why and why.endswith(")") for why in reasons)
    assert any(why.startswith("leaves open who") for why in reasons)


def test_the_longest_match_wins() -> None:
    assert found("It remains to be seen.") == ["It remains to be seen"]
    scored = score_text("No doubt it will rain.")
    assert (scored.hedges, [b.cue for b in scored.boosters]) == ((), ["No doubt"])


def test_a_guard_does_not_look_beyond_the_sentence() -> None:
    assert found("They knew what he could. Not one spoke.") == []
    assert found("They gave up the idea. That was in spring.") == []
    assert found("He had read of some. Clerks say so.") == []


def test_suggesting_is_a_hedge_in_the_sense_of_supposing_not_of_proposing() -> None:
    assert found("Ann Lee suggested that the meeting start at ten.") == []
    assert found("Ann Lee suggested that the seal was worn.") == ["suggested"]


def test_hedges_and_boosters_are_counted_by_voice() -> None:
    scored = score_text("The dam may fail. “It certainly will not,” Ann Lee said. Officials said the road could close.")
    assert [(h.cue, h.voice) for h in scored.hedges] == [("may", "outlet"), ("could", "attributed")]
    assert [(b.cue, b.voice) for b in scored.boosters] == [("certainly", "quoted")]
    values = scored.measurements
    assert values["hedging"].count == 2
    assert values["hedging.outlet"].count == values["hedging.attributed"].count == 1
    assert values["hedging.boosters"].count == values["hedging.boosters_quoted"].count == 1
    assert values["hedging.boosters_outlet"].value == 0
    assert score_text("The dam may fail.").measurements["hedging.boosters_quoted"].value is None


def test_hedged_sentences_are_counted_once_and_by_voice() -> None:
    values = score_text("It may, perhaps, rain. The road is wet. “It might snow this week, I tell you.”").measurements
    assert (values["hedging.sentences"].count, values["hedging.sentences"].denominator) == (2, 3)
    assert (values["hedging.outlet_sentences"].count, values["hedging.outlet_sentences"].denominator) == (1, 2)
    assert score_text("").measurements["hedging.sentences"].value is None


BODY = "The harbour bridge will {}close for repairs in spring. The mayor walked home. Nothing else happened."


@pytest.mark.parametrize(
    ("title", "hedge", "value"),
    [
        ("Harbour bridge to close for repairs", "probably ", 100.0),
        ("Harbour bridge to close for repairs", "", 0.0),
        ("Harbour bridge may close for repairs", "probably ", 0.0),
        ("Harbour Bridge May Close for Repairs", "probably ", 0.0),
        ("Harbour bridge to close for repairs, officials say", "probably ", 0.0),
        ("Harbour bridge to close for repairs: report", "probably ", 0.0),
        ("Will the harbour bridge close for repairs?", "probably ", 0.0),
        ("Council debates the price of bread again", "probably ", None),
        (None, "probably ", None),
        ("Storm", "probably ", None),
    ],
)
def test_a_headline_is_firmer_if_only_the_body_hedges_its_claim(
    title: str | None, hedge: str, value: float | None
) -> None:
    scored = score_text(BODY.format(hedge), title=title)
    assert scored.measurements["hedging.headline_firmer"].value == value


def test_a_quoted_hedge_or_one_on_an_amount_does_not_make_the_headline_firmer() -> None:
    quoted = "“The harbour bridge will probably close for repairs in spring,” Ann Lee said."
    amount = "About 300 harbour bridge repairs close in spring."
    for text in (quoted, amount):
        values = score_text(text, title="Harbour bridge to close for repairs").measurements
        assert values["hedging.headline_firmer"].value == 0.0


def test_a_hedged_headline_is_counted() -> None:
    assert score_text("It rained.", title="Bridge could close").measurements["hedging.headline"].value == 100.0
    assert score_text("It rained.", title="Bridge closes").measurements["hedging.headline"].value == 0.0
    assert score_text("It rained.").measurements["hedging.headline"].value is None


WORDS = "some many of the may could it is believed by not clear If whether suggested that , . “ ” no doubt 300 May"


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_hits_do_not_overlap_and_their_spans_are_right(text: str) -> None:
    scored = score_text(text, title=text)
    spans = sorted(hit.span for hit in (*scored.hedges, *scored.boosters))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(hit.span.of(text) == hit.cue for hit in scored.hedges)
    vague = sum(hit.category in AMOUNTS for hit in scored.hedges)
    assert scored.measurements["hedging"].count == len(scored.hedges) - vague
    assert scored.measurements["hedging.vague"].count == vague
