"""Tables of counts: a row an article, and for each measure how many cues there were and among how many units.

Such a table has ``id`` and what is known of ``outlet, topic, published, story, weight``, and two columns for each
measure, which ``columns`` names. An article without the measure has neither number. Names may be strings or
categories: these cost no looking up, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def columns(key: str) -> tuple[str, str]:
    """The two columns of a measure: its count and its denominator."""
    return f"{key}:count", f"{key}:denominator"


def named(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """The frame whose columns ``count`` and ``denominator`` are those of this measure."""
    return frame.rename(columns=dict(zip(("count", "denominator"), columns(key), strict=True)))


def counted(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """The articles in which there was something to count, with ``count`` and ``denominator`` of this measure alone."""
    own = dict(zip(columns(key), ("count", "denominator"), strict=True))
    about = [name for name in frame.columns if name in own or not str(name).endswith((":count", ":denominator"))]
    if not set(own) <= set(about):
        return frame.iloc[:0].assign(count=0.0, denominator=0.0)
    inside = frame[columns(key)[1]].to_numpy() > 0
    return (frame if inside.all() else frame[inside])[about].rename(columns=own)


def present(frame: pd.DataFrame, keys: Iterable[str]) -> list[str]:
    """Those of the measures that some article of the frame has."""
    return [key for key in keys if columns(key)[1] in frame and frame[columns(key)[1]].notna().any()]


def weighted(frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """The counts and denominators of ``counted``, times ``weight`` where the frame has one."""
    weight = frame["weight"].to_numpy(float) if "weight" in frame else 1.0
    return frame["count"].to_numpy(float) * weight, frame["denominator"].to_numpy(float) * weight


def codes(column: pd.Series[str]) -> Integers:
    """A number for each value, below zero where there is none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64)
    return pd.factorize(column)[0].astype(np.int64)


def firsts(numbers: Integers) -> Integers:
    """Where each number from 0 on stands for the first time; each of them does."""
    first = np.zeros(numbers.max(initial=-1) + 1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # of what is written to one place, the last stays
    return first


def among(column: pd.Series[str], values: pd.Series[str]) -> Flags:
    """Which values of a column are among others; at once where both are of the same categories."""
    if isinstance(column.dtype, pd.CategoricalDtype) and column.dtype == values.dtype:
        return np.isin(column.cat.codes, values.cat.codes)
    return column.isin(values).to_numpy()


def cluster_codes(frame: pd.DataFrame) -> Integers:
    """A number for the cluster of each row: its ``story`` where that is known, else its ``id``."""
    articles = codes(frame["id"])
    if "story" not in frame:
        return articles
    stories = codes(frame["story"])
    if isinstance(frame["story"].dtype, pd.CategoricalDtype):
        most = len(frame["story"].cat.categories)  # whatever else is selected
    else:
        most = int(stories.max(initial=0)) + 1
    return np.where(stories >= 0, stories, articles + most)


def sums(places: Integers, values: Floats, size: int) -> Floats:
    """The sum of the values at each of so many places."""
    return np.bincount(places, values, minlength=size).astype(np.float64)
