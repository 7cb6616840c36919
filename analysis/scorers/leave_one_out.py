"""What an article's numbers would be if one mark did not count: counts less that mark, over the same words. Pure.

For tone that is the score without what the word adds. Shares of sentences and headlines are not worked out: whether
another mark keeps a sentence hedged is not stored.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.scorers import measures
from analysis.types import Booster, Hedge, Loaded, Measurement, ScoredArticle, ToneWord


def without(scored: ScoredArticle, mark: Hedge | Booster | Loaded | ToneWord) -> dict[str, Measurement]:
    """The measurements that the mark is part of, by key, as they would be without it.

    Empty for a word of ``sentiment``, which is a mean over words and not a sum.
    """
    moved = {}
    for key, part in _parts(mark).items():
        found = scored.measurements.get(key)
        if found is not None and found.value is not None:
            moved[key] = measures()[key].of(found.count - part, found.denominator)
    return moved


def _parts(mark: Hedge | Booster | Loaded | ToneWord) -> Mapping[str, float]:
    """What the mark adds to the count of each measure."""
    if isinstance(mark, ToneWord):
        if mark.scorer != "tone":
            return {}
        return {"tone": mark.polarity, f"tone.{mark.voice}": mark.polarity}
    if isinstance(mark, Booster):
        return {"hedging.boosters": 1, f"hedging.boosters_{mark.voice}": 1}
    if isinstance(mark, Loaded):
        if mark.voice != "outlet":
            return {"loaded.sources": 1}
        return {"loaded.outlet": 1} | ({"loaded.scare_quotes": 1} if mark.category == "scare_quotes" else {})
    if mark.category == "vague":
        return {"hedging.vague": 1}
    return {"hedging": 1, f"hedging.{mark.voice}": 1}
