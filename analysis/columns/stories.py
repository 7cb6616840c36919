"""The stories that several outlets tell, in memory: who tells them, who does not, how many articles are selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.columns.counts import Integers, codes
from analysis.store import Store


class StoryColumns:
    """Made of ``articles``, a row an article: the categories ``story`` and ``outlet``, and ``outlet_stated``.

    The codes of ``story`` are places in ``ids``.

    ``absent`` says who does not tell a story although they cover its topic and published in its days, ``tellers`` who
    does: ``story, outlet``. Raises ``StoreProblem`` where the store cannot be read.
    """

    def __init__(self, store: Store, articles: pd.DataFrame, ids: pa.Array) -> None:
        self._ids = ids
        outlets = articles["outlet"].dtype
        self._story = codes(articles["story"])
        self._outlet = np.where(articles["outlet_stated"], codes(articles["outlet"]), -1)
        table = store.charts.story_table()
        number = self._numbers(table["story"])
        there = number >= 0
        stories = pd.CategoricalDtype(table["story"][there])
        self._table = table[there].astype({"story": stories}).reset_index(drop=True)
        self.absent = store.charts.absent_table().astype({"story": stories, "outlet": outlets})
        self._place = np.full(len(ids) + 1, -1)  # the last is that of no story
        self._place[number[there]] = np.arange(len(self._table))
        told = self._told(np.arange(len(articles)))
        pairs = told[told["outlet"] >= 0].drop_duplicates()
        self.tellers = pd.DataFrame({
            "story": self._table["story"].array[pairs["place"]],
            "outlet": articles["outlet"].cat.categories[pairs["outlet"]],
        }).astype({"outlet": outlets})  # fmt: skip

    def among(self, rows: Integers, told_by: int) -> pd.DataFrame:
        """The stories that so many outlets tell in these articles, those of most outlets first.

        The columns of ``Store.story_table``, then ``selected, selected_outlets``: how many of the articles, and of how
        many outlets.
        """
        told = self._told(rows)
        selected = np.bincount(told["place"], minlength=len(self._table))
        pairs = told[told["outlet"] >= 0].drop_duplicates()
        outlets = np.bincount(pairs["place"], minlength=len(self._table))
        found = np.flatnonzero(outlets >= max(told_by, 1))
        table = self._table.iloc[found].assign(selected=selected[found], selected_outlets=outlets[found])
        return table.sort_values(
            ["selected_outlets", "selected", "first_day", "story"], ascending=[False, False, True, True],
            ignore_index=True,
        )  # fmt: skip

    def articles_of(self, stories: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which of all articles belong to one of these stories."""
        numbers = self._numbers(stories)
        return np.isin(self._story, numbers[numbers >= 0])

    def _numbers(self, stories: Iterable[str]) -> Integers:
        """The places of stories in ``ids``, below zero where they are not there."""
        found: Integers = pc.index_in(pa.array(stories, pa.string()), value_set=self._ids).fill_null(-1).to_numpy()
        return found

    def _told(self, rows: Integers) -> pd.DataFrame:
        """The places of the stories of articles, and their outlets' codes; without articles of no such story."""
        place = self._place[self._story[rows]]
        return pd.DataFrame({"place": place, "outlet": self._outlet[rows]})[place >= 0]
