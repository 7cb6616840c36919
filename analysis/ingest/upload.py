"""What is dropped on the page: a file's name and bytes from anybody -> articles, within limits.

Nothing is unpacked to disk: the parts of a zip are read one by one in memory, by their bytes, whatever their names say.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from analysis.ingest import HTML
from analysis.ingest.page import read_page
from analysis.ingest.rows import SUFFIXES, UnreadableTable
from analysis.ingest.table import read_table
from analysis.ingest.text import NoArticle, read_text
from analysis.types import Article, Problem

LARGEST = 50_000_000
#: bytes that all parts of a zip may unpack to, and how many parts are read
LARGEST_UNPACKED = 200_000_000
MOST_PARTS = 2_000
#: rows of one table; whoever has more has the command line
MOST_ROWS = 20_000
KINDS = (".txt", *HTML, *SUFFIXES, ".zip")
CHUNK = 1_000_000


def read_upload(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Iterator[Article | Problem]:
    """Read what a file holds: a page as text or HTML, a table, or a zip of these. What cannot be read is a problem."""
    if len(data) > LARGEST:
        yield Problem(name, None, f"the file is larger than {LARGEST // 1_000_000} MB; use python -m analysis ingest")
    elif PurePosixPath(name).suffix.lower() == ".zip":
        yield from _zip(name, data, columns)
    else:
        yield from _file(name, data, columns)


def _file(name: str, data: bytes, columns: Mapping[str, str] | None) -> Iterator[Article | Problem]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES:
        yield from _table(name, suffix, data, columns)
        return
    if suffix not in (".txt", *HTML):
        yield Problem(name, None, f"files ending in “{suffix}” are not understood; give one of {', '.join(KINDS)}")
        return
    try:
        if suffix in HTML:
            yield read_page(data)
        elif b"\x00" in data:
            yield Problem(name, None, "the file is not text; save the page as text in UTF-8")
        else:
            yield read_text(data.decode("utf-8-sig"), source=name)
    except UnicodeDecodeError:
        yield Problem(name, None, "the file is not UTF-8; save the page as text in UTF-8")
    except NoArticle as error:
        yield Problem(name, None, str(error))


def _table(name: str, suffix: str, data: bytes, columns: Mapping[str, str] | None) -> Iterator[Article | Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(data)
        if suffix == ".parquet":
            why = _too_large(path)
            if why:
                yield Problem(name, None, why)
                return
        try:
            for number, item in enumerate(islice(read_table(path, columns), MOST_ROWS + 1)):
                if number == MOST_ROWS:
                    reason = f"only the first {MOST_ROWS:,} rows are read here; use python -m analysis ingest"
                    yield Problem(name, None, reason)
                elif isinstance(item, Problem):
                    yield Problem(name, item.row, item.reason)
                else:
                    yield item
        except UnreadableTable as error:
            yield Problem(name, None, str(error))


def _too_large(path: Path) -> str | None:
    """Why a Parquet file is not read: a small one may unpack to far more than memory holds."""
    import pyarrow
    import pyarrow.parquet

    try:
        found = pyarrow.parquet.ParquetFile(path).metadata
        size = sum(found.row_group(k).total_byte_size for k in range(found.num_row_groups))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        return f"the Parquet file cannot be read ({error}); write it again"
    if size > LARGEST_UNPACKED:
        return f"the Parquet file unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB"
    return None


def _zip(name: str, data: bytes, columns: Mapping[str, str] | None) -> Iterator[Article | Problem]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = [(part, _path(part)) for part in archive.infolist() if not part.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        yield Problem(name, None, f"the zip cannot be read ({error}); pack it again")
        return
    left = LARGEST_UNPACKED
    parts = [(part, path) for part, path in parts if not _hidden(path)]
    for part, path in parts[:MOST_PARTS]:
        shown = f"{name}: {path.name}"
        if path.suffix.lower() in (".zip", ".gz", ".tar", ".7z", ".rar", ".bz2", ".xz"):
            yield Problem(shown, None, "an archive within an archive is not opened; unpack it first")
            continue
        try:
            content = _unpacked(archive, part, min(left, LARGEST))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            yield Problem(shown, None, f"this part of the zip cannot be read ({error})")
            continue
        if content is None:
            reason = f"the zip unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB, or a part of it to more than "
            yield Problem(name, None, f"{reason}{LARGEST // 1_000_000} MB; the rest of it is left")
            return
        left -= len(content)
        for item in _file(path.name, content, columns):
            yield Problem(shown, item.row, item.reason) if isinstance(item, Problem) else item
    if len(parts) > MOST_PARTS:
        yield Problem(name, None, f"only the first {MOST_PARTS:,} files of the zip are read here")


def _path(part: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(part.filename.replace("\\", "/"))


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts if part not in ("..", "."))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes | None:
    """One part's bytes, or ``None`` where there are more than ``most``, whatever the archive says of its size."""
    pieces, size = [], 0
    with archive.open(part) as file:
        while piece := file.read(CHUNK):
            size += len(piece)
            if size > most:
                return None
            pieces.append(piece)
    return b"".join(pieces)
