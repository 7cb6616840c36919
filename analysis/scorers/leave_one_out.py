"""An article's measurements without one of its marks or attributions.

What a mark adds is subtracted from the count; the denominator stays the same. Shares of sentences and of headlines are
left out, since it is not stored whether another mark also makes the sentence count. Attributions are counted again
without the one in question, because whose words are whose depends on it.
"""

from __future__ import annotations

from analysis.document import prepare, without_attribution
from analysis.scorers import mark_kinds, measures, sourcing
from analysis.types import Attribution, Mark, Measurement, ScoredArticle


def without(scored: ScoredArticle, evidence: Mark | Attribution) -> dict[str, Measurement]:
    """Return the measurements that the evidence is part of, by key, as they would be without it.

    Empty for a mark of ``sentiment``, whose scores are means over words and not sums, for an attitude, which is not
    counted, and for an attribution of an earlier version of the scorer. Of an attribution, only the measures of
    ``sourcing`` are returned.
    """
    if isinstance(evidence, Attribution):
        return _without_attribution(scored, evidence)
    changed = {}
    for key, part in mark_kinds()[evidence.kind].parts_of(evidence).items():
        found = scored.measurements.get(key)
        if found is not None and found.value is not None:
            changed[key] = measures()[key].of(found.count - part, found.denominator)
    return changed


def _without_attribution(scored: ScoredArticle, attribution: Attribution) -> dict[str, Measurement]:
    """The measurements of ``sourcing`` that differ without the attribution; empty if the stored ones are outdated."""
    document = prepare(scored.article)
    if document.attributions != scored.attributions:
        return {}
    counted = sourcing.measure(without_attribution(document, attribution)).measurements
    stored = scored.measurements
    return {key: found for key, found in counted.items() if key in stored and found != stored[key]}
