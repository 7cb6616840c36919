"""The topics that were found in the words of articles, as one column of categories for each place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.columns.counts import TOPICS


def topic_columns(found: pd.DataFrame, names: list[str], articles: int) -> dict[str, pd.Categorical[str]]:
    """Return the columns ``TOPICS`` of this many articles, each with its clearest topics first.

    ``found`` is the table of ``Charts.topic_table`` and ``names`` are its names.
    """
    position, topic, row = (found[name].to_numpy() for name in ("position", "topic", "row"))
    order = np.lexsort((row, position))
    position, topic = position[order], topic[order]
    starts = np.flatnonzero(np.diff(position, prepend=-1))
    place = np.arange(len(position)) - np.repeat(starts, np.diff(starts, append=len(position)))
    codes = np.full((len(TOPICS), articles), -1, np.int16)
    kept = place < len(TOPICS)
    codes[place[kept], position[kept]] = topic[kept]
    categories = pd.Index(names, dtype=object)
    return {name: pd.Categorical.from_codes(column, categories) for name, column in zip(TOPICS, codes, strict=True)}
