"""What an article's measurements would be without one of its marks. Pure.

The count less what the mark adds, over the same denominator. Shares of sentences and of headlines are not worked out:
whether another mark keeps a sentence hedged is not stored.
"""

from __future__ import annotations

from analysis.scorers import mark_kinds, measures
from analysis.types import Mark, Measurement, ScoredArticle


def without(scored: ScoredArticle, mark: Mark) -> dict[str, Measurement]:
    """The measurements that the mark is part of, by key, as they would be without it.

    Empty for a mark of ``sentiment``, whose scores are means over words and not sums.
    """
    changed = {}
    for key, part in mark_kinds()[mark.kind].parts_of(mark).items():
        found = scored.measurements.get(key)
        if found is not None and found.value is not None:
            changed[key] = measures()[key].of(found.count - part, found.denominator)
    return changed
