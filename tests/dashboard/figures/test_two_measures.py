"""The picture of two measures: every outlet has a dot, and a name if there is room."""

from __future__ import annotations

import pandas as pd

from dashboard.figures.two_measures import two_measures
from dashboard.theme import Theme
from dashboard.views.base import View


def picture(points: dict[str, tuple[float, float]]) -> dict[str, list[object]]:
    rows = [
        (name, x, x - 1, x + 1, y, y - 1, y + 1, 20, "Hedging", "per 1,000 words", "Tone", "tone")
        for name, (x, y) in points.items()
    ]
    columns = [
        "outlet", "value", "low", "high", "other", "other_low", "other_high", "articles", "measure", "unit",
        "other_measure", "other_unit",
    ]  # fmt: skip
    view = View("two", "Two", "", pd.DataFrame(rows, columns=columns))
    trace = two_measures(view, Theme(dark=False), {}, "note", (1, 1))["data"][0]
    assert isinstance(trace, dict)
    return trace


def test_names_are_written_next_to_their_dots() -> None:
    trace = picture({"Meridian Wire": (1, 1), "The Open Page": (30, 40)})
    assert trace["text"] == ["Meridian Wire", "The Open Page"]


def test_overlapping_names_are_left_out_but_no_dot_is() -> None:
    crowd = {f"The Aldenport Ledger {k}": (10 + 0.01 * k, 10 + 0.01 * k) for k in range(12)}
    trace = picture(crowd | {"Meridian Wire": (40, 40)})
    assert len(trace["x"]) == len(trace["customdata"]) == 13
    named = [name for name in trace["text"] if name]
    assert "Meridian Wire" in named
    assert len(named) <= 5


def test_no_name_extends_beyond_the_picture() -> None:
    long = "The Carrowmere Standard"
    trace = picture({long: (1, 1), "Meridian Wire": (40, 40), "The Open Page": (1.2, 30)})
    sides = dict(zip(trace["text"], trace["textposition"], strict=True))
    assert str(sides[long]).endswith("right")  # its dot is at the left end
    assert str(sides["Meridian Wire"]).endswith("left")  # its dot is at the right end
