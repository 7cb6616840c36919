"""The page Start: five measures of every outlet, and what stands out among them. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.statistics import Difference
from analysis.types import Measure
from dashboard.views.base import View
from dashboard.views.formatting import number, row_of, with_unit
from dashboard.views.profile import profile

#: measure on the page -> what the outlet with its highest value does, and then the outlet with its lowest value
FIVE = {
    "hedging.outlet": ("hedges most in its own voice", "least"),
    "loaded.outlet": ("uses the most loaded words of its own", "the fewest"),
    "sourcing.unnamed": ("has the largest share of sources without a name", "the smallest"),
    "sourcing.sources": ("quotes the most sources per article", "the fewest"),
    "sourcing.quoted_words": ("puts the largest share of its words in quotation marks", "the smallest"),
}
#: findings on the page
FINDINGS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """The outlets with the highest and the lowest value of a measure, as rows of the view's table."""

    measure: Measure
    most: Any
    least: Any

    @property
    def clearness(self) -> float:
        """The difference divided by the half widths of the two intervals together; above 1 they do not overlap."""
        between = self.most.value - self.least.value
        around = (self.most.value - self.most.low) + (self.least.high - self.least.value)
        return float(between / around) if around else 0.0


def five_measures(frame: pd.DataFrame, measures: Mapping[str, Measure]) -> View:
    """The measures of every outlet with intervals, as in ``profile``."""
    return dataclasses.replace(profile(frame, measures), name="five-measures", title="Five measures of every outlet")


def findings(view: View) -> list[Finding]:
    """The ``FINDINGS`` measures on which the highest and the lowest outlet differ most clearly, the clearest first.

    ``view`` is that of ``five_measures``. Intervals that overlap are no finding.
    """
    found = []
    for measure in view.measures:
        known = view.table[view.table["measure"] == measure.key].dropna(subset=["value"])
        if len(known) > 1:
            most, least = (row_of(known, known["value"].agg(end)) for end in ("idxmax", "idxmin"))
            found.append(Finding(measure, most, least))
    clear = [one for one in found if one.clearness > 1]
    return sorted(clear, key=lambda one: -one.clearness)[:FINDINGS]


def sentence(finding: Finding) -> str:
    """A finding in words, with both values and intervals."""
    most, least = FIVE[finding.measure.key]
    return (
        f"{finding.most.outlet} {most}: {with_unit(finding.most.value, finding.measure)} "
        f"({_ends(finding.most, finding.measure)}); {finding.least.outlet} {least}: "
        f"{number(finding.least.value, finding.measure.decimals)} ({_ends(finding.least, finding.measure)})."
    )


def _ends(row: Any, measure: Measure) -> str:
    return f"{number(row.low, measure.decimals)} to {number(row.high, measure.decimals)}"


def in_shared_stories(matched: Difference) -> str:
    """Whether two outlets also differ inside the stories that both tell, in words.

    ``matched`` is the value of the outlet with the higher value minus that of the other, in these stories.
    """
    if matched.sign is None:
        return "They share too few stories for a same-story comparison."
    stories = f"Within the {matched.clusters:,} stories that both cover"
    if matched.sign > 0:
        return f"{stories}, the difference remains."
    if matched.sign < 0:
        return f"{stories}, the order is reversed: the overall difference comes from story choice."
    return f"{stories}, there is no clear difference: story choice may explain it."


NOTHING = "No clear difference on any of the five measures: the intervals of the highest and lowest outlet overlap."
CAUTION = (
    "Each finding compares the highest outlet with the lowest, if their 95 % intervals (in brackets) do not overlap. "
    "A difference says nothing about who is right."
)
