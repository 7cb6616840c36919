"""A store's articles and their counts as columns in memory, so that a selection takes milliseconds and no query.

All readers share the same columns. A measure's two columns are read from the store on first use.
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

from analysis.columns.counts import TOPICS, Flags, Integers, columns
from analysis.columns.measures import CountColumns
from analysis.columns.stories import StoryColumns
from analysis.columns.topics import topic_columns
from analysis.store import Store, StoreProblem
from analysis.store.filter import Filters, TopicsBy

SELECTED_COLUMNS = ["id", "outlet", *TOPICS, "published", "words"]
GROUPING_COLUMNS = ["id", "outlet", *TOPICS, "published", "story"]
#: cached selections: a bit per article each
CACHED_SELECTIONS = 32
#: articles whose attributions are held in memory at most: those of a million articles take 5 GB
SAMPLED_ARTICLES = 50_000
#: selections whose sampled attributions are cached, in a store with more articles than that
CACHED_SAMPLES = 2


class StoreChanged(StoreProblem):
    """The store has other articles than when they were read into memory."""


class ArticleColumns:
    """The articles of a store at the time of reading; create another when ``Store.data_version`` changes.

    Tables are in the order of the articles in the store. Unless stated otherwise, their ``id`` and ``story`` are
    categories of numbers; ``ids`` converts the former to IDs. Their topics are those that the filters are by: ``topic,
    topic_2, topic_3`` of the words, the clearest first; or ``topic``, the publisher's label. Raises ``StoreProblem`` if
    the store cannot be read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._digest = store.charts.order_digest()
        articles = store.charts.article_table()
        self._ids = pa.array(articles["id"])
        stories = pa.array(articles["story"]).dictionary_encode()
        self._story_ids = stories.dictionary
        # Categories are numbers because pandas would hold each string category twice, and a hash table besides.
        articles["id"] = _number_category(np.arange(len(articles)), len(articles))
        articles["story"] = _number_category(stories.indices.fill_null(-1).to_numpy(), len(self._story_ids))
        topics, names, digest = store.charts.topic_table()
        self._check(digest)
        self._articles = articles.astype(dict.fromkeys(("outlet", "label", "kind"), "category")).assign(
            **topic_columns(topics, names, len(articles))
        )
        self._by_date = np.argsort(articles["published"].to_numpy(), kind="stable")  # missing dates last
        self._counts = CountColumns(store, len(articles), self._check)
        self._attributions = lru_cache(CACHED_SAMPLES)(self._read_attributions)
        self._story_columns: StoryColumns | None = None
        self._loading = Lock()
        self._selection_bits = lru_cache(CACHED_SELECTIONS)(self._select)

    def article_list(self, filters: Filters, ids: Iterable[str] | None = None) -> pd.DataFrame:
        """Return the selected articles by date, those with these IDs or all.

        ``id, outlet``, topics, ``published, words``: ``id`` is the ID in the store. Headlines and addresses are left in
        the store (``Charts.headlines``), since those of a million articles take 200 MB.
        """
        chosen = np.zeros(len(self._articles), bool)
        chosen[self._rows(filters)] = True
        if ids is not None:
            chosen &= self._id_in(ids)
        found = self._table(SELECTED_COLUMNS, self._by_date[chosen[self._by_date]], filters.topics_by)
        return found.assign(id=self.ids(found["id"]))

    def ids(self, articles: pd.Series[int]) -> pd.Series[str]:
        """Return the IDs of articles given as the numbers of a table's ``id``."""
        return _strings_at(self._ids, articles)

    def selected(self, filters: Filters) -> pd.DataFrame:
        """Return the selected articles in the order of the store: ``id, outlet``, topics, ``published, words``."""
        return self._table(SELECTED_COLUMNS, self._rows(filters), filters.topics_by)

    def contains(self, filters: Filters, ids: pd.Series[str]) -> Flags:
        """Return which of the articles with these IDs are selected."""
        known = np.flatnonzero(self._id_in(ids))
        selected = self._ids.take(known[np.isin(known, self._rows(filters))])
        return _is_in(pa.array(ids, pa.string()), selected)

    def kinds(self, filters: Filters) -> pd.DataFrame:
        """Return how many of the selected articles of each outlet are of each kind: ``outlet, kind, articles``."""
        outlet, kind = (self._articles[name].cat for name in ("outlet", "kind"))
        rows, kinds = self._rows(filters), len(kind.categories)
        both = outlet.codes.to_numpy().astype(np.int64)[rows] * kinds + kind.codes.to_numpy()[rows]
        articles = np.bincount(both)
        found = np.flatnonzero(articles)
        return pd.DataFrame(
            {
                "outlet": pd.Categorical.from_codes(found // kinds, categories=outlet.categories),
                "kind": pd.Categorical.from_codes(found % kinds, categories=kind.categories),
                "articles": articles[found],
            }
        )

    def completeness(self, filters: Filters) -> dict[str, int]:
        """Count the selected articles, and those with each piece of information.

        ``articles, dated, copies, recycled, outlet_stated, with_topic, scored, other_language``: ``copies`` are
        articles that share their text with other outlets, ``recycled`` those that share it only with others of their
        own outlet, ``other_language`` articles known not to be in English.
        """
        found = self._articles.iloc[self._rows(filters)]
        counted = {name: int(found[name].sum()) for name in ("recycled", "outlet_stated", "scored", "other_language")}
        topic = _columns_of(filters.topics_by)[0]
        dated, with_topic, shared = (int(found[name].notna().sum()) for name in ("published", topic, "group_size"))
        return {
            "articles": len(found), "dated": dated, "with_topic": with_topic,
            "copies": shared - counted["recycled"], **counted,
        }  # fmt: skip

    def measured(self, filters: Filters, measures: Sequence[str], stories: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the counts of the selected articles that have at least one of these measures (``columns.counts``).

        ``id, outlet``, topics, ``published, story, weight`` and two columns for each measure. ``weight`` is 1; with
        copies to be counted once, it is 1 over the number of articles with the same text. If ``stories`` are given,
        only their articles are returned, and ``id`` and ``story`` are the IDs in the store. Raises ``StoreChanged``.
        """
        with self._loading:  # one reader loads, the others wait
            self._counts.load(measures)
        rows = self._rows(filters)
        if stories is not None:
            rows = rows[self._stories().articles_of(list(stories))[rows]]
        counts = pd.DataFrame(self._counts.at(measures, rows), index=pd.RangeIndex(len(rows)))
        known = np.zeros(len(rows), bool)
        for key in measures:
            known |= counts[columns(key)[1]].notna().to_numpy()
        rows, counts = rows[known], counts if known.all() else counts[known].reset_index(drop=True)
        frame = self._weighted(filters, rows)
        if stories is not None:  # few articles, so strings are affordable and grouping does not see unused categories
            frame = frame.assign(story=_strings_at(self._story_ids, frame["story"]), id=self.ids(frame["id"]))
        return pd.concat([frame, counts], axis=1)

    def flagged(self, filters: Filters, ids: Iterable[str]) -> pd.DataFrame:
        """Return the selected articles with ``count``, 1 for those with these IDs and 0 for the others.

        The other columns are those of ``measured``, and ``denominator``, which is 1.
        """
        rows = self._rows(filters)
        return self._weighted(filters, rows).assign(count=self._id_in(ids)[rows].astype(float), denominator=1.0)

    def stories(self, filters: Filters, covered_by: int) -> pd.DataFrame:
        """Return the stories that at least ``covered_by`` (two or more) selected outlets cover.

        The columns are those of ``StoryColumns.selected``.
        """
        return self._stories().selected(self._rows(filters), covered_by)

    def covering_outlets(self) -> pd.DataFrame:
        """Return the outlets that cover each story of several outlets, whatever the selection: ``story, outlet``."""
        return self._stories().covering

    def absent_outlets(self) -> pd.DataFrame:
        """Return the outlets that miss a story although they cover its topic and published then: ``story, outlet``."""
        return self._stories().absent

    def sources(self, filters: Filters) -> pd.DataFrame:
        """Return the attributions of the selected articles, one per row.

        Of more than ``SAMPLED_ARTICLES`` articles, a random sample of that size is used, the same at each call. Strings
        are categories. ``content_start`` is the first three characters of what is said, ``anonymity`` the reason given
        for leaving a source unnamed.
        """
        with self._loading:  # one reader loads, the others wait
            attributions, positions = self._attributions(filters if len(self._articles) > SAMPLED_ARTICLES else None)
        selected = np.zeros(len(self._articles), bool)
        selected[self._rows(filters)] = True
        chosen = selected[positions]
        found = attributions[chosen].reset_index(drop=True)
        return pd.concat([self._table(GROUPING_COLUMNS, positions[chosen], filters.topics_by), found], axis=1)

    def _id_in(self, ids: Iterable[str]) -> Flags:
        return _is_in(self._ids, pa.array(ids, pa.string()))

    def _table(self, names: list[str], rows: Integers, topics_by: TopicsBy) -> pd.DataFrame:
        topics = dict(zip(_columns_of(topics_by), TOPICS, strict=False))
        stored = {topic: column for column, topic in topics.items()}
        chosen = [stored.get(name, name) for name in names if name not in TOPICS or name in stored]
        return self._articles[chosen].iloc[rows].rename(columns=topics).reset_index(drop=True)

    def _rows(self, filters: Filters) -> Integers:
        """Return the positions of the selected articles."""
        return np.flatnonzero(np.unpackbits(self._selection_bits(filters), count=len(self._articles)))

    def _weighted(self, filters: Filters, rows: Integers) -> pd.DataFrame:
        """Return the articles at these positions with their ``weight``."""
        size = self._articles["group_size"].to_numpy(float)[rows]
        weight = 1 / np.where(np.isnan(size), 1, size) if filters.wire == "once" else np.ones(len(rows))
        return self._table(GROUPING_COLUMNS, rows, filters.topics_by).assign(weight=weight)

    def _select(self, filters: Filters) -> npt.NDArray[np.uint8]:
        """Return which articles are selected, packed into one bit per article because many selections are cached."""
        selected = self._articles["words"].to_numpy() >= filters.min_words
        for chosen, names in (
            (filters.outlets, ["outlet"]),
            (filters.topics, _columns_of(filters.topics_by)),
            (filters.kinds, ["kind"]),
        ):
            if chosen:
                selected &= np.logical_or.reduce([_is_one_of(self._articles[name], chosen) for name in names])
        published = self._articles["published"].to_numpy()
        if filters.first is not None:
            selected &= published >= np.datetime64(filters.first)
        if filters.last is not None:
            selected &= published <= np.datetime64(filters.last)
        if filters.wire == "without":
            selected &= self._articles["group_size"].isna().to_numpy()
        return np.packbits(selected)

    def _stories(self) -> StoryColumns:
        with self._loading:
            if self._story_columns is None:
                self._story_columns = StoryColumns(self._store, self._articles, self._story_ids)
        return self._story_columns

    def _read_attributions(self, filters: Filters | None) -> tuple[pd.DataFrame, Integers]:
        """Read the attributions of all articles, or of a sample of a selection, and the positions of their articles."""
        rows = None if filters is None else self._sample(self._rows(filters))
        wanted = None
        if rows is not None:
            wanted = pa.table({"position": rows.astype(np.int32), "id": self._ids.take(pa.array(rows))})
        found, digest = self._store.charts.attribution_table(wanted)
        self._check(digest)
        return found, found.pop("position").to_numpy().astype(np.int64)

    def _sample(self, rows: Integers) -> Integers:
        if len(rows) <= SAMPLED_ARTICLES:
            return rows
        chance = np.random.default_rng(0).random(len(self._articles))[rows]
        return np.sort(rows[np.argpartition(chance, SAMPLED_ARTICLES)[:SAMPLED_ARTICLES]])

    def _check(self, digest: int) -> None:
        if digest != self._digest:
            raise StoreChanged(f"The store {self._store.path} was changed while it was read. Load it again.")


def _columns_of(topics_by: TopicsBy) -> list[str]:
    """Return the columns that hold these topics; the first has one wherever an article has any."""
    return ["label"] if topics_by == "publisher" else list(TOPICS)


def _is_one_of(column: pd.Series[str], names: Sequence[str]) -> Flags:
    """Return which entries of a column of categories are one of these names."""
    wanted = column.cat.categories.get_indexer_for(pd.Index(names))
    return np.isin(column.cat.codes, wanted[wanted >= 0])


def _number_category(codes: npt.NDArray[np.integer], categories: int) -> pd.Categorical[int]:
    return pd.Categorical.from_codes(codes.astype(np.int32), categories=pd.RangeIndex(categories))


def _strings_at(strings: pa.Array, numbers: pd.Series[int]) -> pd.Series[str]:
    """Return the strings at the positions given by a column of ``_number_category``."""
    found = strings.take(pa.array(numbers.cat.codes.to_numpy())).to_pandas()
    return pd.Series(found.array, index=numbers.index, dtype=pd.StringDtype(na_value=np.nan))


def _is_in(values: pa.Array, wanted: pa.Array) -> Flags:
    found: Flags = pc.is_in(values, value_set=wanted).to_numpy(zero_copy_only=False)
    return found
