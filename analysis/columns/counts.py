"""Tables of counts: one row per article, with a count and a denominator for each measure.

A table has ``id`` and, where known, ``outlet, topic, published, story, weight``, and two columns for each measure,
whose names ``columns`` returns. Both are missing where an article does not have the measure. Names may be strings or
categories; categories are faster, since grouping then needs no look-up.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

#: columns of the topics of an article, the clearest first; those without one are missing, and a column may be absent
TOPICS = ("topic", "topic_2", "topic_3")
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def columns(key: str) -> tuple[str, str]:
    """Return the names of a measure's two columns: its count and its denominator."""
    return f"{key}:count", f"{key}:denominator"


def as_measure(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Rename the columns ``count`` and ``denominator`` to those of a measure."""
    return frame.rename(columns=dict(zip(("count", "denominator"), columns(key), strict=True)))


def counted(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return the articles whose denominator is above zero, with the measure's columns as ``count`` and ``denominator``.

    The columns of other measures are dropped.
    """
    own = dict(zip(columns(key), ("count", "denominator"), strict=True))
    kept = [name for name in frame.columns if name in own or not str(name).endswith((":count", ":denominator"))]
    if not set(own) <= set(kept):
        return frame.iloc[:0].assign(count=0.0, denominator=0.0)
    rows = frame[columns(key)[1]].to_numpy() > 0
    return (frame if rows.all() else frame[rows])[kept].rename(columns=own)


def present(frame: pd.DataFrame, keys: Iterable[str]) -> list[str]:
    """Return the measures that at least one article of the frame has."""
    return [key for key in keys if columns(key)[1] in frame and frame[columns(key)[1]].notna().any()]


def weighted(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the counts and denominators of a ``counted`` frame, multiplied by ``weight`` if it has that column."""
    weight = frame["weight"].to_numpy(float) if "weight" in frame else 1.0
    return frame["count"].to_numpy(float) * weight, frame["denominator"].to_numpy(float) * weight


def codes(column: pd.Series[str]) -> Integers:
    """Return a number for each value, below zero where it is missing."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64)
    return pd.factorize(column)[0].astype(np.int64)


def first_positions(numbers: Integers) -> Integers:
    """Return the first position of each number from 0 to the largest; each number must occur."""
    first = np.zeros(numbers.max(initial=-1) + 1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # assigned in reverse, so the first occurrence is kept
    return first


def by_topics(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per article and topic, in the order of the articles: an article is in each of its topics once.

    ``topic`` is the topic of the row. Articles without a topic have no row.
    """
    names = [name for name in TOPICS if name in frame]
    topics = frame[names]
    if not all(isinstance(topics[name].dtype, pd.CategoricalDtype) for name in names):
        topics = topics.astype(pd.CategoricalDtype(pd.Index(topics.stack().dropna()).unique()))
    numbers = np.column_stack([topics[name].cat.codes for name in names])
    row, place = np.nonzero(numbers >= 0)
    found = frame.drop(columns=names[1:]).iloc[row].reset_index(drop=True)
    categories = topics["topic"].cat.categories
    return found.assign(topic=pd.Categorical.from_codes(numbers[row, place], categories=categories))


def is_in(column: pd.Series[str], values: pd.Series[str]) -> Flags:
    """Return which entries of a column are among the values; fast where both have the same categories."""
    if isinstance(column.dtype, pd.CategoricalDtype) and column.dtype == values.dtype:
        return np.isin(column.cat.codes, values.cat.codes)
    return column.isin(values).to_numpy()


def cluster_codes(frame: pd.DataFrame) -> Integers:
    """Return a number for the cluster of each row: its ``story`` where that is known, else its ``id``."""
    articles = codes(frame["id"])
    if "story" not in frame:
        return articles
    stories = codes(frame["story"])
    if isinstance(frame["story"].dtype, pd.CategoricalDtype):
        number_of_stories = len(frame["story"].cat.categories)  # so that the codes do not depend on the selection
    else:
        number_of_stories = int(stories.max(initial=0)) + 1
    return np.where(stories >= 0, stories, articles + number_of_stories)


def sums(positions: Integers, values: Floats, size: int) -> Floats:
    """Return an array of the given size with the sum of the values at each position."""
    return np.bincount(positions, values, minlength=size).astype(np.float64)
