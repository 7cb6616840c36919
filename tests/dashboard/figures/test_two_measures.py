"""The picture of two measures: every outlet has a dot and a name; a browser finds the place of each."""

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


def test_every_dot_has_a_name_with_its_n() -> None:
    trace = picture({"Meridian Wire": (1, 1), "The <b>Open</b> Page": (1, 1)})
    assert trace["text"] == ["Meridian Wire (n = 20)", "The &lt;b&gt;Open&lt;/b&gt; Page (n = 20)"]
    assert len(trace["x"]) == len(trace["customdata"]) == 2
