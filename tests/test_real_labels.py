"""Labels on real articles: what is drawn, how two readers are compared, and how labels become figures."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.types import Span
from benchmarks.accuracy.data import lines
from benchmarks.paths import CORPUS
from benchmarks.real import collect, draw, draw_again, measure, pairs, same_person
from benchmarks.real.articles import Text

PLACES = list(lines(collect.PLACES))
PAIRS = list(lines(pairs.PAIRS))
needs_articles = pytest.mark.skipif(not CORPUS.exists(), reason=f"{CORPUS} is missing")


def sealed(article: str) -> bool:
    return hashlib.sha256(article.encode()).digest()[0] % draw.SEALED == 0


def test_every_place_is_one_item_and_sealed_by_its_article() -> None:
    assert len({place["item"] for place in PLACES}) == len(PLACES)
    assert all(place["sealed"] == sealed(place["article"]) for place in PLACES)


def test_the_first_draw_is_what_it_was() -> None:
    first = "".join(json.dumps(place) + "\n" for place in PLACES if "draw" not in place)
    assert (
        hashlib.sha256(first.encode()).hexdigest() == "c49faf35638f123c52a61153db05a2494086038c9753c30e72f5c050ef871c09"
    )


def test_the_second_draw_is_from_other_articles() -> None:
    first, second = ({place["article"] for place in PLACES if place.get("draw", 1) == draw} for draw in (1, 2))
    assert not first & second
    counts = Counter(place["kind"] for place in PLACES if place.get("draw") == draw_again.DRAW)
    assert counts == {"source": 350, "voice": 220}
    assert max(Counter(p["article"] for p in PLACES if p.get("draw") and p["kind"] == "voice").values()) <= 2


def test_pairs_are_of_two_articles_and_sealed_by_the_first() -> None:
    assert Counter(pair["stratum"] for pair in PAIRS) == pairs.WANTED
    assert len({pair["pair"] for pair in PAIRS}) == len(PAIRS)
    assert all(pair["a"]["article"] != pair["b"]["article"] for pair in PAIRS)
    assert all(pair["sealed"] == sealed(pair["a"]["article"]) for pair in PAIRS)


@needs_articles
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The plan failed, officials ⟦said⟧ on Monday.", "plain"),
        ("The officials also ⟦said⟧ so.", "plain"),
        ("It will rain, ⟦according to⟧ two people briefed on the plan.", "plain"),
        ("“It will rain,” ⟦said⟧ a person close to the talks.", "plain"),
        ("A spokesman for Acme ⟦said⟧ so.", "body"),
        ("Acme officials ⟦said⟧ so.", "body"),
        ("He ⟦said⟧ so.", None),
        ("Jane Smith ⟦said⟧ so.", None),
        ("Sanders ⟦said⟧ so.", None),
        ("The senator from Ohio, Jane Smith, ⟦said⟧ so.", None),
        ("It will rain, ⟦according to⟧ Jane Smith.", None),
        ("It was widely ⟦said⟧ to fail.", None),
    ],
)
def test_what_is_beside_a_verb_of_saying(text: str, kind: str | None) -> None:
    start = text.index("⟦")
    plain = text.replace("⟦", "").replace("⟧", "")
    verb = next(verb for verb in draw_again.VERB.finditer(plain) if verb.start() == start)
    assert draw_again.kind_of_source(plain, verb) == kind


def test_hedges_and_loaded_words_need_a_cue_outside_quotation_marks() -> None:
    text = "Officials said it could fail. It could rain. “She said it could snow.” “It could hail,” he said."
    found = draw_again.voices(Text("1", "A", "T", text, "2019-01-01"), re.compile(r"\bcould\b"))
    assert [(quoted, text[end : end + 5].strip()) for quoted, _, end in found] == [(False, "fail"), (True, "hail")]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("Bill", "William", True), ("J.", "Jane", True), ("Jane", "Jane", True), ("Jane", "Joan", False)],
)
def test_first_names_that_can_be_one_persons(one: str, other: str, near: bool) -> None:
    assert pairs.nearly_same(one, other) == pairs.nearly_same(other, one) == near


LABEL = {
    "item": "U1",
    "statement": True,
    "type": "unnamed_group",
    "source": "officials",
    "name": None,
    "unclear": False,
}


def readings(first: dict[str, object], second: dict[str, object], settled: dict[str, object] | None = None):  # type: ignore[no-untyped-def]
    return collect.Readings(
        {"U1": LABEL | first}, {"U1": LABEL | second}, {} if settled is None else {"U1": LABEL | settled}
    )


@pytest.mark.parametrize(
    ("first", "second", "settled", "how", "kind"),
    [
        ({}, {}, None, "agreed", "unnamed_group"),
        ({}, {"source": "the officials"}, None, "agreed", "unnamed_group"),
        ({"unclear": True}, {"unclear": True}, None, "unclear", None),
        ({}, {"type": "document"}, None, "disputed", None),
        ({}, {"type": "document"}, {"type": "document"}, "settled", "document"),
        ({}, {"type": "document"}, {"unclear": True}, "unclear", None),
        ({"statement": False, "type": None}, {"statement": False, "type": "none"}, None, "agreed", None),
    ],
)
def test_how_a_label_is_decided(first, second, settled, how: str, kind: str | None) -> None:  # type: ignore[no-untyped-def]
    found, label = collect.decided("source", "U1", readings(first, second, settled), Counter())
    assert (found, label and label["type"]) == (how, kind)


def test_doubts_are_counted_as_the_table_says() -> None:
    count: Counter[str] = Counter()
    collect.decided("source", "U1", readings({"unclear": True}, {}), count)
    collect.decided("source", "U1", readings({}, {"reason": "to speak freely"}), count)
    expected = {"places": 2, "doubted": 1, "judged": 2, "agreed": 2, "sure": 1, "reason given": 1}
    assert {key: value for key, value in count.items() if value} == expected
    assert "| source | 2 | 1 | 50.0% | 100.0% |" in list(collect.table({"source": count}))


@given(st.text("ab c", min_size=1, max_size=60), st.data())
def test_words_become_offsets_of_the_same_words_nearest_to_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    place = data.draw(st.integers(0, len(text) - 1))
    found = collect.with_offsets({"item": "U1", "source": words, "unclear": False}, {"start": place}, text)
    left, right = found["source"]
    assert text[left:right] == words
    assert abs(left - place) <= abs(start - place)


def test_words_that_are_not_in_the_article_are_an_error_and_no_statement_has_no_source() -> None:
    with pytest.raises(ValueError, match="U1: “nobody” is not in the article"):
        collect.with_offsets({"item": "U1", "source": "nobody"}, {"start": 0}, "Officials said so.")
    assert collect.with_offsets({"statement": False, "source": None}, {"start": 0}, "") == {"statement": False}


def test_labels_that_are_not_read_again_stay_and_the_order_is_that_of_the_draw(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    collect.stored(path, "item", ["A", "B", "C"], {"A", "B"}, {"B": {"item": "B", "n": 1}})
    collect.stored(path, "item", ["A", "B", "C"], {"A", "C"}, {"C": {"item": "C"}, "A": {"item": "A"}})
    assert list(lines(path)) == [{"item": "A"}, {"item": "B", "n": 1}, {"item": "C"}]
    collect.stored(path, "item", ["A", "B", "C"], {"B"}, {})
    assert list(lines(path)) == [{"item": "A"}, {"item": "C"}]


def test_a_draw_replaces_its_own_places_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "PLACES", tmp_path / "places.jsonl")
    draw.stored(2, [{"item": "U0", "draw": 2}])
    draw.stored(1, [{"item": "P0"}])
    draw.stored(2, [{"item": "U1", "draw": 2}])
    assert list(lines(tmp_path / "places.jsonl")) == [{"item": "P0"}, {"item": "U1", "draw": 2}]


@needs_articles
def test_labels_of_the_second_draw_leave_the_figures_of_the_first_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row for row in lines(measure.LABELS) if row.get("draw", 1) == 1 and row["kind"] == "voice"][:40]
    others = [{**row, "draw": 2, "label": {"voice": "attributed"}} for row in rows[20:]]

    def voices(labels: list[dict[str, object]]) -> dict[str, int]:
        path = tmp_path / f"{len(labels)}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in labels), encoding="utf-8")
        monkeypatch.setattr(measure, "LABELS", path)
        measure.documents.cache_clear()
        monkeypatch.setattr(measure, "LISTS", {"voice": measure.voices})
        found = {figure.measure: (figure.value, figure.n) for figure in measure.figures(rows[0]["sealed"])}
        measure.documents.cache_clear()
        return {name: value for name, value in found.items() if "right" in name}

    before, after = voices(rows[:20]), voices(rows[:20] + others)
    assert list(before) == ["voices_right"]
    assert after["voices_right"] == before["voices_right"]
    assert after["voices_right_both_draws"][1] == after["voices_right"][1] + after["voices_right_second_draw"][1]


@needs_articles
def test_the_kinds_of_article_add_up_to_the_first_draw_and_small_outlets_have_no_figures() -> None:
    found = {(figure.dataset, figure.measure): figure for figure in measure.figures()}
    assert set(measure.kinds().values()) == {"news", "opinion", "other"}
    for name in ("statements_precision", "statements_recall", "types_right", "without_a_name_recall"):
        whole = found["real articles", name]
        parts = [found[f"real articles, {kind}", name] for kind in measure.KINDS]
        others = whole.n - sum(part.n for part in parts)
        assert 0 <= others <= whole.n / 20, "the kind “other” is rare"
        right = sum(part.n * part.value for part in parts)
        assert right - 1e-9 <= whole.n * whole.value <= right + others + 1e-9
        assert all(part.articles and whole.articles and part.articles <= whole.articles for part in parts)
    assert "real articles, news" not in {data for data, name in found if name.endswith(("_both_draws", "_second_draw"))}
    apart = {data.removeprefix("real articles, ") for data, _ in found if data != "real articles"}
    outlets = measure.sources_by_outlet()
    assert measure.NO_OUTLET not in outlets
    assert apart - set(measure.KINDS) <= {name for name, n in outlets.items() if n >= measure.ENOUGH_LABELS}


@needs_articles
def test_an_outlet_with_enough_labels_has_figures_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    [(outlet, most)] = measure.sources_by_outlet().most_common(1)
    monkeypatch.setattr(measure, "ENOUGH_LABELS", 5)
    own = [figure for figure in measure.figures() if figure.dataset == f"real articles, {outlet}"]
    assert most >= 5
    assert own
    assert all(figure.articles is not None and figure.articles <= figure.n <= most for figure in own)


def test_a_rule_for_pairs_is_measured_by_what_readers_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def mention(words: str) -> same_person.Mention:
        return same_person.Mention(Text("1", "A", "T", words, "2019-01-01"), Span(0, len(words)))

    names = [
        ("Jane Smith", "Sen. Jane Smith", True),
        ("Jane Smith", "Jane Smith", False),
        ("J. Smith", "Mr. Smith", True),
    ]
    found = [same_person.Pair("Y", mention(one), mention(other), "same_name", same) for one, other, same in names]
    monkeypatch.setattr(same_person, "pairs", lambda sealed: iter(found))
    values = {figure.measure: (figure.value, figure.n) for figure in same_person.figures(same_person.written_alike)}
    assert values["same_person_precision"] == (1 / 2, 2)
    assert values["same_person_recall"] == (1 / 2, 2)
    assert values["pairs_right"] == values["pairs_right_same_name"] == (pytest.approx(1 / 3), 3)


@needs_articles
def test_the_pairs_are_drawn_again_as_they_are() -> None:
    assert pairs.drawn(random.Random(pairs.SEED)) == PAIRS
