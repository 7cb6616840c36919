"""The stories that several outlets cover, in memory: which outlets cover them, which do not, and how many articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.columns.counts import Flags, Integers, codes
from analysis.store import Store


class StoryColumns:
    """The stories that several outlets cover, made from a store and the columns of its articles.

    ``articles`` has one row per article: the categories ``story`` and ``outlet``, and ``outlet_stated``. The codes of
    ``story`` are positions in ``ids``.

    ``covering`` and ``absent`` (both ``story, outlet``) list the outlets that cover a story, and those that do not
    although they cover its topic and published around its days. Raises ``StoreProblem`` if the store cannot be read.
    """

    def __init__(self, store: Store, articles: pd.DataFrame, ids: pa.Array) -> None:
        self._ids = ids
        outlets = articles["outlet"].dtype
        self._story = codes(articles["story"])
        self._outlet = np.where(articles["outlet_stated"], codes(articles["outlet"]), -1)
        table = store.charts.story_table()
        position = self._positions(table["story"])
        known = position >= 0
        stories = pd.CategoricalDtype(table["story"][known])
        self._table = table[known].astype({"story": stories}).reset_index(drop=True)
        self.absent = store.charts.absent_table().astype({"story": stories, "outlet": outlets})
        self._row = np.full(len(ids) + 1, -1)  # the last element, at index -1, is for articles without a story
        self._row[position[known]] = np.arange(len(self._table))
        covered = self._covered(np.arange(len(articles)))
        pairs = covered[covered["outlet"] >= 0].drop_duplicates()
        self.covering = pd.DataFrame({
            "story": self._table["story"].array[pairs["row"]],
            "outlet": articles["outlet"].cat.categories[pairs["outlet"]],
        }).astype({"outlet": outlets})  # fmt: skip

    def selected(self, rows: Integers, covered_by: int) -> pd.DataFrame:
        """Return the stories that at least ``covered_by`` outlets cover in these articles, those of most outlets first.

        The columns of ``Charts.story_table``, then ``selected, selected_outlets``: the number of these articles in the
        story, and of their outlets.
        """
        covered = self._covered(rows)
        selected = np.bincount(covered["row"], minlength=len(self._table))
        pairs = covered[covered["outlet"] >= 0].drop_duplicates()
        outlets = np.bincount(pairs["row"], minlength=len(self._table))
        found = np.flatnonzero(outlets >= max(covered_by, 1))
        table = self._table.iloc[found].assign(selected=selected[found], selected_outlets=outlets[found])
        return table.sort_values(
            ["selected_outlets", "selected", "first_day", "story"], ascending=[False, False, True, True],
            ignore_index=True,
        )  # fmt: skip

    def articles_of(self, stories: Sequence[str]) -> Flags:
        """Return which of all articles belong to one of these stories."""
        positions = self._positions(stories)
        return np.isin(self._story, positions[positions >= 0])

    def _positions(self, stories: Iterable[str]) -> Integers:
        """Return the positions of stories in ``ids``, below zero for unknown ones."""
        found: Integers = pc.index_in(pa.array(stories, pa.string()), value_set=self._ids).fill_null(-1).to_numpy()
        return found

    def _covered(self, rows: Integers) -> pd.DataFrame:
        """Return the story of each of these articles as a ``row`` of the table, and its ``outlet`` as a code.

        Articles without a story that several outlets cover are left out.
        """
        row = self._row[self._story[rows]]
        return pd.DataFrame({"row": row, "outlet": self._outlet[rows]})[row >= 0]
