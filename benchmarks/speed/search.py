"""How long a search takes: ``python -m benchmarks.speed.search STORE [TIMES]``.

With TIMES, the store's articles and marks are first written so many times over into a store beside it, under new ids.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from analysis.corpus.search_terms import terms_of
from analysis.statistics.distinctive import OutletText, distinctive_in_stories
from analysis.store import Store
from analysis.store.filter import EVERYTHING
from analysis.store.search import Field

QUERIES: tuple[tuple[str, Field], ...] = (
    ('"climate change"', "text"), ('immigra* "border wall"', "text"), ("the", "text"), ("may", "hedge"),
    ("radical", "loaded"), ("pelosi", "speaker"), ("claim*", "said"),
)  # fmt: skip
REPEATS = 3


def enlarged(store: Path, times: int) -> Path:
    """A store with the same articles and evidence ``times`` over."""
    out = store.with_name(f"{store.stem}-{times}.duckdb")
    shutil.copyfile(store, out)
    with duckdb.connect(str(out)) as connection:
        for table, key in (("articles", "id"), ("marks", "article_id"), ("attributions", "article_id")):
            connection.execute(
                f"INSERT INTO {table} SELECT r.* REPLACE (r.{key} || '-' || k AS {key}) "  # noqa: S608  # our own names
                f"FROM {table} r, range(1, {times}) t(k)"
            )
        connection.execute("CHECKPOINT")
    return out


def best(what: Callable[[], object]) -> float:
    """Seconds of the quickest of ``REPEATS``."""
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    path = Path(sys.argv[1])
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    store = Store(enlarged(path, times) if times > 1 else path)
    print(f"{len(store.ids()):,} articles, {store.size() / 1e6:,.0f} MB")
    for typed, place in QUERIES:
        terms = terms_of(typed)
        seconds = best(lambda terms=terms, place=place: store.search.matching(EVERYTHING, terms, place))  # type: ignore[misc]
        print(f"{place:8} {typed:24} {seconds:6.2f} s")
    if times == 1:
        outlet = store.charts.article_list(EVERYTHING)["outlet"].value_counts().index[0]
        texts = store.search.shared_texts(EVERYTHING, outlet)
        told = [OutletText(*row) for row in texts[["text", "outlet", "story"]].itertuples(index=False)]
        print(f"shared texts of {outlet}: {best(lambda: store.search.shared_texts(EVERYTHING, outlet)):.2f} s")
        print(
            f"its distinctive words in {len(told):,} texts: {best(lambda: distinctive_in_stories(told, outlet)):.2f} s"
        )


if __name__ == "__main__":
    main()
