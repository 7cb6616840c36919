"""Which articles: the condition that the store and the dashboard share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

#: the selection's condition on a row of ``articles``; unknown dates pass only where no date is asked for
WHERE = """
    ($outlets IS NULL OR list_contains($outlets, coalesce(a.outlet, '')))
    AND ($topics IS NULL OR list_contains($topics, coalesce(a.topic, '')))
    AND ($first IS NULL OR a.published >= $first) AND ($last IS NULL OR a.published <= $last)
    AND a.words >= $words
    AND ($wire <> 'without' OR a.id NOT IN (SELECT article_id FROM copies WHERE share >= $carried))
"""

Wire = Literal["all", "once", "without"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Articles by outlet, topic, day (both ends included) and length; empty means all.

    An article without a date is inside only where no day is asked for. ``""`` stands for articles
    that state no outlet or no topic. ``wire`` says what to do with text that several articles carry: count them
    ``all``, count the text ``once``, or leave such articles out (``without``).
    """

    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    min_words: int = 0
    wire: Wire = "once"

    def only(self, outlets: Sequence[str]) -> Filters:
        """The same condition for some of its outlets: what is known of them stays known when others are added."""
        return replace(self, outlets=tuple(sorted(outlets)))


EVERYTHING = Filters()
