"""Folders of Parquet files with articles, on disk or in an object store, and folders of scored partitions.

A partition is a row group of a file of articles. It is scored into one file, which gets its name when it is complete:
one row per article, with the columns of the store's ``articles`` and a list for each of ``schema.READING_TABLES``. The
name contains a digest of the input and of the edition that scored it, so a file that exists is finished.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.ingest import UnreadableTable
from analysis.ingest.table import read_table
from analysis.store.records import article_of, article_table, reading_tables
from analysis.store.schema import READING_TABLES
from analysis.types import Article, Problem

MANIFEST = "manifest.json"
PROBLEMS = b"problems"
#: exceptions raised when a file is damaged or cannot be read
UNREADABLE = (OSError, ValueError, KeyError, pa.ArrowException)


class BadFolder(RuntimeError):
    """A folder cannot be read or written; the message says which one, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A row group of a file of articles, and the name of the file with its scores."""

    source: str
    row_group: int
    first_row: int
    articles: int
    name: str


def plan(source: str, edition: str) -> tuple[list[Partition], list[Problem]]:
    """Return the partitions of all Parquet files below a folder, in the order of ``ingest``, and the unusable files.

    ``source`` is a path, or a URL that fsspec supports (``s3://bucket/articles``). Raises ``BadFolder``.
    """
    system, folder = _file_system(source)
    try:
        files = sorted((path for path in system.find(folder) if path.endswith(".parquet")), key=_path_parts)
    except OSError as error:
        raise BadFolder(f"{source} cannot be listed: {error}; check its address and your permissions") from error
    if not files:
        raise BadFolder(f"there is no .parquet file below {source}; name the folder that holds them")
    partitions: list[Partition] = []
    problems: list[Problem] = []
    for path in files:
        try:
            with system.open(path) as file:
                metadata = pq.read_metadata(file)
        except UNREADABLE as error:
            problems.append(Problem(path, None, f"the Parquet file cannot be read ({error}); write it again"))
            continue
        sizes = [metadata.row_group(k).num_rows for k in range(metadata.num_row_groups)]
        input_key = f"{system.ukey(path)} {path} {edition}"
        for k, (size, past) in enumerate(zip(sizes, accumulate(sizes), strict=True)):
            digest = hashlib.blake2b(f"{input_key} {k}".encode(), digest_size=8).hexdigest()
            name = f"{PurePosixPath(path).stem}-{k:05}-{digest}.parquet"
            partitions.append(Partition(path, k, past - size, size, name))
    return partitions, problems


def finished(out: str) -> set[str]:
    """Return the names of the files in a folder of scored partitions. Raises ``BadFolder`` if it cannot be written."""
    system, folder = _file_system(out)
    try:
        system.makedirs(folder, exist_ok=True)
        return {PurePosixPath(path).name for path in system.find(folder, maxdepth=1)}
    except OSError as error:
        raise BadFolder(f"{out} cannot be written: {error}; check its address and your permissions") from error


def read_partition(source: str, partition: Partition) -> tuple[list[Article], list[Problem]]:
    """Return the articles of a partition as ``ingest`` reads them, each ID once, and what is set aside.

    Raises ``UnreadableTable`` or ``OSError``.
    """
    system, _ = _file_system(source)
    with tempfile.TemporaryDirectory() as folder, system.open(partition.source) as file:
        part = Path(folder) / PurePosixPath(partition.source).name
        try:
            pq.write_table(pq.ParquetFile(file).read_row_group(partition.row_group), part)
        except pa.ArrowException as error:
            raise UnreadableTable(f"the Parquet file cannot be read ({error}); write it again") from error
        articles: dict[str, Article] = {}
        problems = []
        for number, item in enumerate(read_table(part), start=partition.first_row + 1):
            if isinstance(item, Problem):
                row = None if item.row is None else number
                problems.append(replace(item, file=partition.source, row=row))
            else:
                articles.setdefault(item.id, replace(item, source=f"{part.name}, row {number}"))
    return list(articles.values()), problems


def write_partition(
    out: str, name: str, articles: Sequence[Article], tables: Mapping[str, pa.Table], problems: Sequence[Problem]
) -> None:
    """Write articles and their ``records.reading_tables`` as one file, completely or not at all."""
    table = article_table(articles)
    for key in READING_TABLES:
        table = table.append_column(key, _as_lists(tables[key], table["id"]))
    table = table.replace_schema_metadata({PROBLEMS: json.dumps([asdict(problem) for problem in problems])})
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    _write_file(out, name, buffer.getvalue().to_pybytes())


def write_manifest(
    out: str, source: str, edition: str, done: Sequence[Partition], set_aside: Sequence[Problem]
) -> None:
    """Write which files of a folder belong to a run, in the order of the articles, and what was set aside."""
    manifest = {
        "source": source,
        "edition": edition,
        "partitions": [asdict(partition) for partition in done],
        "set_aside": [asdict(problem) for problem in set_aside],
    }
    _write_file(out, MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode("utf-8", "replace"))


def scored_partitions(out: str) -> Iterator[tuple[list[Article], list[Problem], dict[str, pa.Table]]]:
    """Yield the articles, problems and ``records.reading_tables`` of each file in the manifest, in its order.

    The last item holds the problems of the whole run. Raises ``BadFolder`` if there is no manifest, or one of its files
    is missing, damaged or of another version.
    """
    system, folder = _file_system(out)
    try:
        with system.open(f"{folder}/{MANIFEST}") as file:
            manifest = json.load(file)
        names = [partition["name"] for partition in manifest["partitions"]]
        set_aside = [Problem(**problem) for problem in manifest["set_aside"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFolder(
            f"{out} has no {MANIFEST} of scored partitions ({error}); make them with: "
            "python -m analysis score --cluster ADDRESS --from FOLDER --to FOLDER"
        ) from error
    expected = {key: table.column_names for key, table in reading_tables([], {}).items()}
    for name in names:
        try:
            with system.open(f"{folder}/{name}") as file:
                table = pq.read_table(file)
        except UNREADABLE as error:
            raise BadFolder(f"{name} in {out} cannot be read ({error}); run the same scoring again") from error
        problems = [Problem(**problem) for problem in json.loads(table.schema.metadata[PROBLEMS])]
        articles = [article_of(row) for row in table.drop_columns(READING_TABLES).to_pylist()]
        tables = {key: _as_rows(table, key) for key in READING_TABLES}
        if any(tables[key].column_names != columns for key, columns in expected.items()):
            raise BadFolder(f"{name} in {out} is of another version of Sourcelight; run the same scoring again")
        yield articles, problems, tables
    yield [], set_aside, {}


def _as_lists(rows: pa.Table, ids: pa.ChunkedArray) -> pa.Array:
    """Return rows, which must be in the order of ``ids``, as one list per ID."""
    counts = Counter(rows["article_id"].to_pylist())
    offsets = [0, *accumulate(counts[article_id] for article_id in ids.to_pylist())]
    structs = rows.drop_columns("article_id").to_struct_array().combine_chunks()
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def _as_rows(table: pa.Table, key: str) -> pa.Table:
    """Convert a column of ``_as_lists`` back to rows."""
    lists = table[key].combine_chunks()
    found = pa.Table.from_struct_array(pc.list_flatten(lists))
    return found.add_column(0, "article_id", table["id"].combine_chunks().take(pc.list_parent_indices(lists)))


def _write_file(folder: str, name: str, content: bytes) -> None:
    """Write a file under a temporary name, and rename it when it is complete."""
    system, path = _file_system(folder)
    part = f"{path}/.{name}.{uuid.uuid4().hex}"
    system.pipe_file(part, content)
    system.mv(part, f"{path}/{name}")


def _file_system(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of a URL or path, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise BadFolder(
            "folders of partitions need fsspec, which is not installed; install it with: "
            "pip install -r requirements-cluster.txt"
        ) from error
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise BadFolder(f"{url} cannot be reached: {error}; give a path, or a URL that fsspec supports") from error
    return system, str(path).rstrip("/")


def _path_parts(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parts
