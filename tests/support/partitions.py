"""Parquet files with several row groups, and two ways to make a store from them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.run import partitions
from analysis.run.pipeline import ingest
from analysis.run.pipeline import score as score_here
from analysis.scorers import versions
from analysis.store import Store
from tests.support.corpora import SENTENCES, rows

FRENCH = (
    "Le maire a dit lundi que le pont ne serait pas ouvert avant le printemps, selon les habitants du quartier. " * 3
)
GROUP = 8


def parquet(folder: Path, rows_: int = 36) -> Path:
    """Write two files with row groups of eight: one row has no text, one is in French, one is in both files."""
    folder.mkdir()
    texts = ["\n\n".join(SENTENCES[(k + j) % 4].format(k * 7 + j) for j in range(6)) for k in range(rows_)]
    texts[3], texts[5], texts[-2] = "", FRENCH, texts[1]
    titles = [f"Headline {k}" for k in range(rows_)]
    titles[-2] = titles[1]
    table = pa.table({"text": texts, "title": titles, "outlet": ["Harbour Ledger"] * rows_})
    half = rows_ // 2
    pq.write_table(table.slice(0, half), folder / "a.parquet", row_group_size=GROUP)
    (folder / "b").mkdir()
    pq.write_table(table.slice(half), folder / "b" / "b.parquet", row_group_size=GROUP)
    return folder


def one_process(path: Path, folder: Path) -> Store:
    """Ingest and score a folder in this process."""
    store = Store(path)
    ingest(store, [folder])
    score_here(store, workers=1)
    return store


def loaded(path: Path, out: str) -> Store:
    """Load a folder of scored partitions."""
    store = Store(path)
    for articles, problems, tables in partitions.scored_partitions(out):
        store.load(articles, problems, tables, versions())
    return store


def as_stored(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows in their order, problems sorted, since the two ways record them at different times."""
    found = rows(store)
    return found | {"problems": sorted(found["problems"], key=repr)}
