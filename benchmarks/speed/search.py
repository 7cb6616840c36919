"""How long a search takes.

    python -m benchmarks.speed.search STORE [TIMES]

With ``TIMES``, a store next to it is searched instead that has every article and its marks ``TIMES`` times, with new
ids.
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
#: runs of each search, of which the fastest counts
REPEATS = 3


def enlarged(store: Path, times: int) -> Path:
    """Write a store with every article and its evidence ``times`` times; return its path."""
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
    """Return the seconds of the fastest of ``REPEATS`` runs."""
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print the seconds of each search and, without ``TIMES``, of finding distinctive words."""
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
        articles = [OutletText(*row) for row in texts[["text", "outlet", "story"]].itertuples(index=False)]
        print(f"shared texts of {outlet}: {best(lambda: store.search.shared_texts(EVERYTHING, outlet)):.2f} s")
        seconds = best(lambda: distinctive_in_stories(articles, outlet))
        print(f"its distinctive words in {len(articles):,} texts: {seconds:.2f} s")


if __name__ == "__main__":
    main()
