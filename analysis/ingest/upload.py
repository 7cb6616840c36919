"""Reader of uploaded files: name and bytes -> articles, within stricter limits than for files on the user's machine.

The bytes are written to a temporary folder and read from there like any other file.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from analysis.faults import Catching
from analysis.ingest import bundle, links_in, read_paths
from analysis.ingest.files import PAGES
from analysis.ingest.rows import SUFFIXES, UnreadableTable, suffix_of
from analysis.ingest.table import Columns, Link, Preview, preview
from analysis.ingest.tables import sheets
from analysis.ingest.tables.base import GZIP, open_bytes, read_whole
from analysis.ingest.tables.understood import Tally
from analysis.types import Article, Problem

#: bytes of one file
LARGEST = 50_000_000
#: articles and problems read from one file
MOST = 20_000
#: limits of zip files; ``total_bytes`` also applies to Parquet files, spreadsheets and gzip files, which are compressed
LIMITS = bundle.Limits(files=2_000, file_bytes=LARGEST, total_bytes=200_000_000)
KINDS = (*PAGES, *SUFFIXES, bundle.SUFFIX)


def read_upload(
    name: str, data: bytes, columns: Columns | None = None, tally: Tally | None = None
) -> Iterator[Article | Problem]:
    """Yield the articles of a page (text or HTML), a table or a zip file of these; unreadable parts become problems.

    ``tally`` is given the counts of what was understood of each column of a table.
    """
    kind = suffix_of(PurePosixPath(name))
    if len(data) > LARGEST:
        yield Problem(name, None, f"the file is larger than {LARGEST // 1_000_000} MB; use python -m analysis ingest")
        return
    if kind not in KINDS:
        yield Problem(name, None, f"files ending in “{kind}” are not supported; give one of {', '.join(KINDS)}")
        return
    with Catching() as caught:
        try:
            with _temporary_file(name, data) as found:
                for number, item in enumerate(chain(found.aside, _read(found, columns, tally))):
                    if number == MOST:
                        reason = f"only the first {MOST:,} articles are read here; use python -m analysis ingest"
                        yield Problem(name, None, reason)
                        break
                    if isinstance(item, Problem):
                        item = replace(item, file=item.file.replace(str(found.folder), name, 1))
                    yield item
        except bundle.UnreadableBundle as error:
            yield Problem(name, None, str(error))
    if caught.fault is not None:
        yield Problem(name, None, caught.fault.reason("the file could not be read", "the other files were read"))


def preview_upload(name: str, data: bytes) -> Preview | None:
    """A preview of a table, or ``None`` if the file is not a readable table; ``read_upload`` then gives the reason."""
    if len(data) > LARGEST or suffix_of(PurePosixPath(name)) not in SUFFIXES:
        return None
    with Catching(), _temporary_file(name, data) as found:
        return None if _unpacks_too_large(found.folder) else preview(found.folder)
    return None


def links_of_upload(name: str, data: bytes) -> list[str]:
    """The links of a table for which ``preview_upload`` gave a preview with ``links_only``."""
    with _temporary_file(name, data) as found:
        return [item.url for item in links_in(found.folder) if isinstance(item, Link)]


@contextmanager
def _temporary_file(name: str, data: bytes) -> Iterator[bundle.Unpacked]:
    """A temporary copy of the file, or a temporary folder with a zip file's files. Raises ``UnreadableBundle``."""
    with tempfile.TemporaryDirectory(prefix="sourcelight-") as folder:
        path = Path(folder) / re.sub(r"[^\w.-]", "_", name)[-60:]
        path.write_bytes(data)
        if path.suffix.lower() != bundle.SUFFIX:
            yield bundle.Unpacked(path)
            return
        with bundle.unpacked(path, LIMITS) as found:
            yield found


def _read(found: bundle.Unpacked, columns: Columns | None, tally: Tally | None) -> Iterator[Article | Problem]:
    path = found.folder
    left = LIMITS.total_bytes
    for file in [path] if path.is_file() else sorted(path.rglob("*")):
        if not file.is_file():
            continue
        unpacked = _unpacked_bytes(file, left)
        if unpacked <= left:
            left -= unpacked
            continue
        kind = "Parquet " if file.suffix.lower() == ".parquet" else ""
        before = "" if left == LIMITS.total_bytes else ", with the files before it,"
        size = LIMITS.total_bytes // 1_000_000
        yield Problem(str(file), None, f"the {kind}file unpacks{before} to more than {size} MB; split it")
        file.unlink()
    if any(file.is_file() for file in (path, *path.rglob("*"))) or (path.is_dir() and not found.aside):
        yield from read_paths([path], columns, tally=tally)


def _unpacks_too_large(path: Path) -> bool:
    return _unpacked_bytes(path, LIMITS.total_bytes) > LIMITS.total_bytes


def _unpacked_bytes(path: Path, most: int) -> int:
    """The bytes that a table in a compressed file, which may be small, unpacks to; counted to a little above ``most``.

    They are 0 for a file that is not compressed, and for one that cannot be read: the reason is given when it is read.
    """
    with Catching(), suppress(UnreadableTable, OSError):
        suffix = suffix_of(path)
        if suffix == ".parquet":
            return _parquet_bytes(path)
        if suffix in sheets.SUFFIXES:
            return sheets.unpacked_bytes(read_whole(path, "spreadsheet", "split it"))
        if suffix.endswith(GZIP) and suffix in SUFFIXES:
            unpacked = 0
            with open_bytes(path) as file:
                while unpacked <= most and (part := file.read(1 << 20)):
                    unpacked += len(part)
            return unpacked
    return 0


def _parquet_bytes(path: Path) -> int:
    import pyarrow
    import pyarrow.parquet

    with suppress(pyarrow.ArrowException, OSError, ValueError):
        metadata = pyarrow.parquet.ParquetFile(path).metadata
        return sum(metadata.row_group(k).total_byte_size for k in range(metadata.num_row_groups))
    return 0
