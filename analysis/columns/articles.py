"""A store's articles and their counts as columns in memory, so that a selection costs milliseconds and no opening.

Strings are held once for all readers. A measure's two columns are read when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.columns.counts import columns
from analysis.columns.measures import CountColumns
from analysis.columns.stories import StoryColumns
from analysis.store import Store, StoreProblem
from analysis.store.filter import Filters

SELECTED = ["id", "outlet", "topic", "published", "words"]
COUNTED = ["id", "outlet", "topic", "published", "story"]
TOLD_IN = ["id", "outlet", "topic", "published", "story"]
#: selections whose rows are remembered
REMEMBERED = 32
#: attributions are held of so many articles: those of a million fill five gigabytes
LOOKED_INTO = 50_000
#: selections whose attributions are remembered, where the store holds more articles
TOLD = 2

_Rows = npt.NDArray[np.int64]


class StoreChanged(StoreProblem):
    """The store holds other articles than it did when they were read into memory."""


class ArticleColumns:
    """What a store held when this was made; make another when ``Store.data_version`` changes.

    Its selections hold the articles of the store's, in the same order. In its tables, where nothing else is said,
    ``id`` and ``story`` are categories that are numbers; ``ids`` tells what a number stands for. Raises
    ``StoreProblem`` where the store cannot be read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mark = store.charts.mark()
        found = store.charts.article_table()
        self._ids = pa.array(found["id"])
        stories = pa.array(found["story"]).dictionary_encode()
        self._story_ids = stories.dictionary
        # Numbers stand for ids in tables: pandas would hold each string of a category twice, and a table to find it by.
        found["id"] = _numbered(np.arange(len(found)), len(found))
        found["story"] = _numbered(stories.indices.fill_null(-1).to_numpy(), len(self._story_ids))
        self._articles = found.astype(dict.fromkeys(("outlet", "topic"), "category"))
        self._by_date = np.argsort(found["published"].to_numpy(), kind="stable")  # without a date: last
        self._counts = CountColumns(store, len(found), self._check)
        self._told = lru_cache(TOLD)(self._read_told)
        self._several: StoryColumns | None = None
        self._loading = Lock()
        self._inside = lru_cache(REMEMBERED)(self._find)

    def article_list(self, filters: Filters, of: Iterable[str] | None = None) -> pd.DataFrame:
        """The selected articles by date, ``of`` these ids or all: ``id, outlet, topic, published, words``.

        An ``id`` is that of the store, where headlines and addresses are too (``Store.headlines``): of a million
        articles they fill 200 MB.
        """
        chosen = np.zeros(len(self._articles), bool)
        chosen[self._rows(filters)] = True
        if of is not None:
            chosen &= self._among(of)
        found = self._taken(SELECTED, self._by_date[chosen[self._by_date]])
        return found.assign(id=self.ids(found["id"]))

    def ids(self, articles: pd.Series[int]) -> pd.Series[str]:
        """The ids of articles that a table names by numbers."""
        return _taken_strings(self._ids, articles)

    def selected(self, filters: Filters) -> pd.DataFrame:
        """The same in the order of arrival, an ``id`` being a number."""
        return self._taken(SELECTED, self._rows(filters))

    def holds(self, filters: Filters, ids: pd.Series[str]) -> npt.NDArray[np.bool_]:
        """Which of these articles are selected."""
        there = np.flatnonzero(self._among(ids))
        inside = self._ids.take(there[np.isin(there, self._rows(filters))])
        return _looked_up(pa.array(ids, pa.string()), inside)

    def completeness(self, filters: Filters) -> dict[str, int]:
        """How complete the selection is.

        ``articles, dated, copies, outlet_stated, topic_stated, scored, other_language``: ``copies`` are articles whose
        text others carry too, ``other_language`` those that are known not to be in English.
        """
        found = self._articles.iloc[self._rows(filters)]
        counted = {
            name: int(found[name].sum()) for name in ("outlet_stated", "topic_stated", "scored", "other_language")
        }
        dated, copies = (int(found[name].notna().sum()) for name in ("published", "carriers"))
        return {"articles": len(found), "dated": dated, "copies": copies, **counted}

    def measured(self, filters: Filters, measures: Sequence[str], of: Sequence[str] | None = None) -> pd.DataFrame:
        """The counts of the selected articles that have one of these measures (``analysis.columns.counts``), of these
        stories alone where some are named.

        ``id, outlet, topic, published, story, weight`` and two columns for each measure. ``weight`` is 1, and of copies
        that are to be counted once, 1 over the number of their carriers. Where stories are named, ``id`` and ``story``
        are those of the store. Raises ``StoreChanged``.
        """
        with self._loading:  # one reader loads, the others wait for it
            self._counts.load(measures)
        rows = self._rows(filters)
        if of is not None:
            rows = rows[self._stories().articles_of(list(of))[rows]]
        counts = pd.DataFrame(self._counts.taken(measures, rows), index=pd.RangeIndex(len(rows)))
        known = np.zeros(len(rows), bool)
        for key in measures:
            known |= counts[columns(key)[1]].notna().to_numpy()
        rows, counts = rows[known], counts if known.all() else counts[known].reset_index(drop=True)
        frame = self._weighed(filters, rows)
        if of is not None:  # few: what is grouped by them need not look at all the others
            frame = frame.assign(story=_taken_strings(self._story_ids, frame["story"]), id=self.ids(frame["id"]))
        return pd.concat([frame, counts], axis=1)

    def flagged(self, filters: Filters, ids: Iterable[str]) -> pd.DataFrame:
        """The selected articles, counted by whether they are among these: columns as of ``measured``, but ``count``, 1
        where an article is and 0 where not, and ``denominator``, which is 1.
        """
        rows = self._rows(filters)
        return self._weighed(filters, rows).assign(count=self._among(ids)[rows].astype(float), denominator=1.0)

    def stories(self, filters: Filters, told_by: int) -> pd.DataFrame:
        """The stories that so many selected outlets tell, two or more (see ``StoryColumns.among``)."""
        return self._stories().among(self._rows(filters), told_by)

    def tellers(self) -> pd.DataFrame:
        """Who tells the stories that several outlets tell, in any selection: ``story, outlet``."""
        return self._stories().tellers

    def absent(self) -> pd.DataFrame:
        """Who does not tell them although they cover their topic and published in their days: ``story, outlet``."""
        return self._stories().absent

    def sources(self, filters: Filters) -> pd.DataFrame:
        """Attributions of the selected articles, one row each; of more than ``LOOKED_INTO`` articles, those of so many
        drawn at random, the same at each time.

        Strings are categories. ``content_start`` holds the first three characters of what is said, ``anonymity`` the
        reason given for a source without a name.
        """
        with self._loading:  # one reader loads, the others wait for it
            attributions, places = self._told(filters if len(self._articles) > LOOKED_INTO else None)
        inside = np.zeros(len(self._articles), bool)
        inside[self._rows(filters)] = True
        chosen = inside[places]
        told = attributions[chosen].reset_index(drop=True)
        return pd.concat([self._taken(TOLD_IN, places[chosen]), told], axis=1)

    def _among(self, ids: Iterable[str]) -> npt.NDArray[np.bool_]:
        return _looked_up(self._ids, pa.array(ids, pa.string()))

    def _taken(self, names: list[str], rows: _Rows) -> pd.DataFrame:
        return self._articles[names].iloc[rows].reset_index(drop=True)

    def _rows(self, filters: Filters) -> _Rows:
        """The positions of the selected articles."""
        return np.flatnonzero(np.unpackbits(self._inside(filters), count=len(self._articles)))

    def _weighed(self, filters: Filters, rows: _Rows) -> pd.DataFrame:
        """The articles at these places, with how much each counts."""
        carriers = self._articles["carriers"].to_numpy(float)[rows]
        weight = 1 / np.where(np.isnan(carriers), 1, carriers) if filters.wire == "once" else np.ones(len(rows))
        return self._taken(COUNTED, rows).assign(weight=weight)

    def _find(self, filters: Filters) -> npt.NDArray[np.uint8]:
        """Which articles are selected, a bit each, for many selections are remembered."""
        inside = self._articles["words"].to_numpy() >= filters.min_words
        for chosen, column in (
            (filters.outlets, self._articles["outlet"].cat),
            (filters.topics, self._articles["topic"].cat),
        ):
            if chosen:
                inside &= np.isin(column.codes, column.categories.get_indexer_for(pd.Index(chosen)))
        published = self._articles["published"].to_numpy()
        if filters.first is not None:
            inside &= published >= np.datetime64(filters.first)
        if filters.last is not None:
            inside &= published <= np.datetime64(filters.last)
        if filters.wire == "without":
            inside &= self._articles["carriers"].isna().to_numpy()
        return np.packbits(inside)

    def _stories(self) -> StoryColumns:
        with self._loading:
            if self._several is None:
                self._several = StoryColumns(self._store, self._articles, self._story_ids)
        return self._several

    def _read_told(self, filters: Filters | None) -> tuple[pd.DataFrame, _Rows]:
        """The attributions that ``sources`` chooses from, their words as categories, and the places of their articles:
        all, or those of a selection.
        """
        rows = None if filters is None else self._drawn(self._rows(filters))
        of = None if rows is None else pa.table({"place": rows.astype(np.int32), "id": self._ids.take(pa.array(rows))})
        found, mark = self._store.charts.attribution_table(of)
        self._check(mark)
        return found, found.pop("place").to_numpy().astype(np.int64)

    def _drawn(self, rows: _Rows) -> _Rows:
        if len(rows) <= LOOKED_INTO:
            return rows
        chance = np.random.default_rng(0).random(len(self._articles))[rows]
        return np.sort(rows[np.argpartition(chance, LOOKED_INTO)[:LOOKED_INTO]])

    def _check(self, mark: int) -> None:
        if mark != self._mark:
            raise StoreChanged(f"The store {self._store.path} was changed while it was read. Load it again.")


def _numbered(codes: npt.NDArray[np.integer], among: int) -> pd.Categorical[int]:
    return pd.Categorical.from_codes(codes.astype(np.int32), categories=pd.RangeIndex(among))


def _taken_strings(strings: pa.Array, numbers: pd.Series[int]) -> pd.Series[str]:
    taken = strings.take(pa.array(numbers.cat.codes.to_numpy())).to_pandas()
    return pd.Series(taken.array, index=numbers.index, dtype=pd.StringDtype(na_value=np.nan))


def _looked_up(values: pa.Array, among: pa.Array) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = pc.is_in(values, value_set=among).to_numpy(zero_copy_only=False)
    return found
