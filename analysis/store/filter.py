"""Filters on articles, shared by the store and the dashboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.corpus.topics import OTHER
from analysis.types import CueClass, SourceType

#: labels of publishers that say that there is no topic, in lower case with spaces
NO_TOPIC_LABELS = ("no topic", "(no topic)", "none", "n/a", "other", "unknown", "uncategorized", "uncategorised")
#: SQL for the label that the publisher of a row ``a`` of ``articles`` states; missing where it says that there is none
LABEL = f"CASE WHEN trim(replace(lower(a.topic), '_', ' ')) NOT IN {NO_TOPIC_LABELS} THEN a.topic END"
#: the SQL condition that a row ``a`` of ``articles`` passes the filters; a missing date passes only if no date is given
WHERE = f"""
    ($outlets IS NULL OR list_contains($outlets, coalesce(a.outlet, '')))
    AND ($topics IS NULL OR CASE WHEN $topics_by = 'publisher' THEN list_contains($topics, {LABEL})
        ELSE a.id IN (SELECT article_id FROM topics WHERE topic <> '{OTHER}' AND list_contains($topics, name)) END)
    AND ($kinds IS NULL OR list_contains($kinds, coalesce(a.kind, 'unknown')))
    AND ($first IS NULL OR a.published >= $first) AND ($last IS NULL OR a.published <= $last)
    AND a.words >= $words
    AND ($wire <> 'without' OR a.id NOT IN (SELECT article_id FROM copies WHERE share >= $copy_share))
"""

#: whose topics are meant: those found in the words of articles, or the labels that publishers state
TopicsBy = Literal["words", "publisher"]
Wire = Literal["all", "once", "without"]
#: what a sentence says about the anonymity of its source: a reason, only that it was asked for, or nothing
Reason = Literal["given", "asked", "none"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Articles by outlet, topic, date (both ends included) and minimum length in words; empty means all.

    An article without a date passes only if no date is given. ``""`` stands for articles that state no outlet. ``wire``
    is how to treat text that several articles share: count ``all`` of them, count the text ``once``, or leave these
    articles out (``without``). ``kinds`` are names of ``analysis.corpus.kinds``; an article whose kind was not found
    yet counts as unknown.

    ``topics`` are names of topics found in the words, of which an article has up to three and needs one; where
    ``topics_by`` is the publisher, they are labels. Tables of the selection have the topics of ``topics_by``.
    """

    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    min_words: int = 0
    wire: Wire = "once"
    kinds: tuple[str, ...] = ()
    topics_by: TopicsBy = "words"

    def only(self, outlets: Sequence[str]) -> Filters:
        """Return the same filters for these outlets, sorted so that equal selections share a cache entry."""
        return replace(self, outlets=tuple(sorted(outlets)))


#: filters that every article passes
EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class SourceFilters:
    """Attributions by kind of source, by what is said about its anonymity, and by class of cue; empty means all.

    ``""`` in ``source_types`` stands for a source whose kind is not known.
    """

    source_types: tuple[SourceType | Literal[""], ...] = ()
    reasons: tuple[Reason, ...] = ()
    cue_classes: tuple[CueClass, ...] = ()
