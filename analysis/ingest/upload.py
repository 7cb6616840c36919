"""What is dropped on the page: a file's name and bytes from anybody -> articles, within narrower limits.

It is written to a folder of its own for as long as it is read, and then read as any file is.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from analysis.ingest import HTML, bundle, read_paths
from analysis.ingest.rows import SUFFIXES, UnreadableTable
from analysis.ingest.table import Columns, Link, Preview, links_in, preview
from analysis.types import Article, Problem

LARGEST = 50_000_000
#: articles, and rows without one, of one file; whoever has more has the command line
MOST = 20_000
#: what a zip file may unpack to, and a Parquet file, which is packed as well
LIMITS = bundle.Limits(files=2_000, one=LARGEST, unpacked=200_000_000)
KINDS = (".txt", *HTML, *SUFFIXES, bundle.SUFFIX)


def read_upload(name: str, data: bytes, columns: Columns | None = None) -> Iterator[Article | Problem]:
    """Read what a file holds: a page as text or HTML, a table, or a zip of these. What cannot be read is a problem."""
    kind = PurePosixPath(name).suffix.lower()
    if len(data) > LARGEST:
        yield Problem(name, None, f"the file is larger than {LARGEST // 1_000_000} MB; use python -m analysis ingest")
        return
    if kind not in KINDS:
        yield Problem(name, None, f"files ending in “{kind}” are not understood; give one of {', '.join(KINDS)}")
        return
    try:
        with _opened(name, data) as opened:
            for number, item in enumerate(_read(opened, columns)):
                if number == MOST:
                    reason = f"only the first {MOST:,} articles are read here; use python -m analysis ingest"
                    yield Problem(name, None, reason)
                    break
                if isinstance(item, Problem):
                    item = replace(item, file=item.file.replace(str(opened), name, 1))
                yield item
    except bundle.UnreadableBundle as error:
        yield Problem(name, None, str(error))


def preview_upload(name: str, data: bytes) -> Preview | None:
    """The beginning of a table; ``None`` where it is none that can be read, of which ``read_upload`` says why."""
    kind = PurePosixPath(name).suffix.lower()
    if len(data) > LARGEST or kind not in SUFFIXES:
        return None
    with _opened(name, data) as path:
        if kind == ".parquet" and _unpacks_too_far(path):
            return None
        try:
            return preview(path)
        except UnreadableTable:
            return None


def links_of_upload(name: str, data: bytes) -> list[str]:
    """The links of a table that names articles without their text, of which ``preview_upload`` gave a preview."""
    with _opened(name, data) as path:
        return [item.url for item in links_in(path) if isinstance(item, Link)]


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Path]:
    """The file in a folder of its own, or the folder that a zip file unpacks to. Raises ``UnreadableBundle``."""
    with tempfile.TemporaryDirectory(prefix="sourcelight-") as folder:
        path = Path(folder) / re.sub(r"[^\w.-]", "_", name)[-60:]
        path.write_bytes(data)
        if path.suffix.lower() != bundle.SUFFIX:
            yield path
            return
        with bundle.unpacked(path, LIMITS) as unpacked:
            yield unpacked


def _read(opened: Path, columns: Columns | None) -> Iterator[Article | Problem]:
    for file in [opened] if opened.is_file() else sorted(opened.rglob("*")):
        if file.suffix.lower() == ".parquet" and _unpacks_too_far(file):
            size = LIMITS.unpacked // 1_000_000
            yield Problem(str(file), None, f"the Parquet file unpacks to more than {size} MB")
            file.unlink()
    if opened.exists():
        yield from read_paths([opened], columns)


def _unpacks_too_far(path: Path) -> bool:
    """Whether a Parquet file, which may be small, unpacks to far more than memory holds."""
    import pyarrow
    import pyarrow.parquet

    try:
        found = pyarrow.parquet.ParquetFile(path).metadata
    except (pyarrow.ArrowException, OSError, ValueError):  # said where it is read
        return False
    return bool(sum(found.row_group(k).total_byte_size for k in range(found.num_row_groups)) > LIMITS.unpacked)
