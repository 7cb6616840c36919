"""The page All outlets in words: how complete the selection is, and how much its outlets differ. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.types import Measure
from dashboard.views.base import needed
from dashboard.views.formatting import number_of, row_of, with_interval


def completeness_sentence(counts: Mapping[str, int]) -> str:
    """How complete the selection is, in words; ``counts`` are those of ``ArticleColumns.completeness``."""
    articles = counts["articles"]
    return (
        f"{_number_and_share(articles - counts['outlet_stated'], articles)} without an outlet, "
        f"{_number_and_share(articles - counts['with_topic'], articles)} without a topic, "
        f"{_number_and_share(articles - counts['scored'], articles)} not scored yet, "
        f"{_number_and_share(counts['other_language'], articles)} known to be in another language; "
        f"{_number_and_share(counts['copies'], articles)} with text that other outlets carry too, such as wire copy; "
        f"{_number_and_share(counts['recycled'], articles)} with text recycled by their own outlet."
    )


def _number_and_share(part: int, whole: int) -> str:
    if not part:
        return "none"
    percent = 100 * part / whole
    return f"{part:,} ({'under 1' if percent < 0.5 else f'{percent:.0f}'} %)"


def spread_sentence(table: pd.DataFrame, measure: Measure) -> str:
    """The highest and the lowest outlet on one measure, with intervals and numbers of articles, in words.

    ``table`` has one row per outlet: ``outlet, value, low, high, articles``.
    """
    known = table.dropna(subset=["value"])
    if known.empty:
        return f"No outlet in this selection has {needed(table['articles'])}, the minimum for a number."
    top, bottom = row_of(known, known["value"].idxmax()), row_of(known, known["value"].idxmin())
    if len(known) == 1:
        return f"{measure.title}: {top.outlet}, {with_interval(top, measure, unit=True)}."
    apart = "do not overlap" if top.low > bottom.high else "overlap, so this order may be due to chance"
    return (
        f"{measure.title}: highest at {top.outlet}, {with_interval(top, measure, unit=True)}; lowest of "
        f"{number_of(len(known), 'outlet')} at {bottom.outlet}, {with_interval(bottom, measure)}. "
        f"The two intervals {apart}."
    )
