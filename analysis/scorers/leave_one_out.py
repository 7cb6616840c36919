"""An article's measurements without one of its marks.

What the mark adds is subtracted from the count; the denominator stays the same. Shares of sentences and of headlines
are left out, since it is not stored whether another mark also makes the sentence count.
"""

from __future__ import annotations

from analysis.scorers import mark_kinds, measures
from analysis.types import Mark, Measurement, ScoredArticle


def without(scored: ScoredArticle, mark: Mark) -> dict[str, Measurement]:
    """Return the measurements that the mark is part of, by key, as they would be without it.

    Empty for a mark of ``sentiment``, whose scores are means over words and not sums.
    """
    changed = {}
    for key, part in mark_kinds()[mark.kind].parts_of(mark).items():
        found = scored.measurements.get(key)
        if found is not None and found.value is not None:
            changed[key] = measures()[key].of(found.count - part, found.denominator)
    return changed
