"""Safe unpacking of zip files: limits on size and number of files, no paths outside the folder, no nested archives.

The one compressed form that a file in it may have is gzip of a table, as it may outside.
A file in it that is damaged costs only itself; a zip file that is built to do harm is refused as a whole.
"""

from __future__ import annotations

import errno
import io
import lzma
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from analysis.faults import Catching
from analysis.ingest.folders import Unreadable
from analysis.ingest.rows import SUFFIXES as TABLES
from analysis.ingest.rows import suffix_of

SUFFIX = ".zip"
#: highest ratio of a file's size to its compressed size (text has 3 to 20)
HIGHEST_RATIO = 200
#: bytes below which a file does no harm, whatever its ratio
HARMLESS = 10_000_000
#: the same for a gzip file, which is compressed already, and unpacked once more when it is read
HIGHEST_GZIP_RATIO, HARMLESS_GZIP = 2, 100_000
#: bytes unpacked at a time
CHUNK = 1 << 20
#: folders inside each other
DEEPEST = 100
#: suffixes of archives, which are refused inside a zip file, but for gzip of tables
ARCHIVES = (".zip", ".gz", ".zst", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".warc")
#: the beginning of an entry in a zip file's directory, and of the header before a file; the flag for a name in UTF-8
ENTRY, HEADER, UTF8_NAME = b"PK\x01\x02", b"PK\x03\x04", 0x800
#: what a damaged zip file, or a damaged file in it, raises
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, ValueError,
    RuntimeError, IndexError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a zip file: number of files, unpacked bytes of one file, unpacked bytes of all files."""

    files: int
    file_bytes: int
    total_bytes: int


#: limits for users reading files on their own machine
OWN_FILES = Limits(files=100_000, file_bytes=4_000_000_000, total_bytes=4_000_000_000)


class UnreadableBundle(ValueError):
    """A zip file that cannot be unpacked; the message says why and what to do."""


class _Unusable(Exception):
    """A file in a zip file that cannot be unpacked; the message says why."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The folder to which a zip file was unpacked, and the files in it that could not be, named inside the folder."""

    folder: Path
    aside: list[Unreadable] = field(default_factory=list)


@contextmanager
def unpacked(path: Path, limits: Limits = OWN_FILES) -> Iterator[Unpacked]:
    """Unpack a zip file into a temporary folder, which is deleted at the end of the ``with`` block.

    Raises ``UnreadableBundle`` if the zip file itself is damaged, encrypted, too large or malicious; nothing in it is
    read then.
    """
    with tempfile.TemporaryDirectory(prefix="sourcelight-", ignore_cleanup_errors=True) as folder:
        found = Unpacked(Path(folder))
        try:
            with _opened(path) as bundle:
                _unpack(bundle, found, limits)
        except UnreadableBundle:
            raise
        except DAMAGE as error:
            raise UnreadableBundle(f"the zip file cannot be read ({error}); create it again") from error
        yield found


class _ReadableNames(io.FileIO):
    """A zip file of which names that are said to be UTF-8, and are not, are read byte by byte."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = bytearray(super().read(size) or b"")
        if data.startswith(HEADER) and len(data) == 30:  # the header before a file, without the name behind it
            place = self.tell()
            [name] = struct.unpack_from("<H", data, 26)
            _correct_flag(data, 6, super().read(name) or b"")
            self.seek(place)
        at = 0
        while data[at : at + 4] == ENTRY and len(data) >= at + 46:
            name, extra, comment = struct.unpack_from("<3H", data, at + 28)
            _correct_flag(data, at + 8, data[at + 46 : at + 46 + name])
            at += 46 + name + extra + comment
        return bytes(data)


def _correct_flag(data: bytearray, at: int, name: bytes | bytearray) -> None:
    """Clear the flag that says that a name is UTF-8 if it is not."""
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        [flags] = struct.unpack_from("<H", data, at)
        struct.pack_into("<H", data, at, flags & ~UTF8_NAME)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError:
        return zipfile.ZipFile(_ReadableNames(path))


def _unpack(bundle: zipfile.ZipFile, found: Unpacked, limits: Limits) -> None:
    members = [member for member in bundle.infolist() if not member.filename.endswith("/")]
    if len(members) > limits.files:
        raise UnreadableBundle(f"the zip file has more than {limits.files:,} files; split it")
    left = limits.total_bytes
    for member in members:  # before anything is written
        _check(member)
        left -= member.file_size
        if left < 0 or member.file_size > limits.file_bytes:
            raise UnreadableBundle(
                f"the zip file unpacks to more than {limits.total_bytes // 1_000_000:,} MB, or a file in it to more "
                f"than {limits.file_bytes // 1_000_000:,} MB; split it"
            )
    for member in members:
        with Catching() as caught:
            try:
                _extract(bundle, member, _target(member, found.folder))
            except _Unusable as error:
                found.aside.append(_problem(found, member, str(error)))
        if caught.error is not None:
            if isinstance(caught.error, UnreadableBundle) or getattr(caught.error, "errno", None) == errno.ENOSPC:
                raise caught.error
            found.aside.append(_problem(found, member, _why(caught)))


def _problem(found: Unpacked, member: zipfile.ZipInfo, reason: str) -> Unreadable:
    return Unreadable(str(found.folder / _shown(member).lstrip("/")), None, reason)


def _shown(member: zipfile.ZipInfo) -> str:
    """The name of a file in a zip file, with its middle left out if it is long, and quoted if it is no real name."""
    name = member.filename
    if not PurePosixPath(name).parts or not name.isprintable():
        return repr(name[:80])
    return name if len(name) <= 120 else f"{name[:50]}…{name[-50:]}"


def _check(member: zipfile.ZipInfo) -> None:
    """Raise ``UnreadableBundle`` if a file shows that the zip file was built to do harm, or cannot be read at all."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        shown = repr(member.filename[:80])
        raise UnreadableBundle(f"the zip file names a path outside itself ({shown}); nothing in it was read")
    packed = path.suffix.lower() in ARCHIVES
    if packed and suffix_of(path) not in TABLES:
        raise UnreadableBundle(f"the zip file contains another archive ({path.name[:80]!r}); unpack that first")
    if member.flag_bits & 1:
        raise UnreadableBundle("the zip file is protected by a password; unpack it and give the files")
    ratio, harmless = (HIGHEST_GZIP_RATIO, HARMLESS_GZIP) if packed else (HIGHEST_RATIO, HARMLESS)
    if member.file_size > harmless and member.file_size > ratio * max(1, member.compress_size):
        raise UnreadableBundle("the zip file unpacks to far more than articles would; nothing in it was read")


def _target(member: zipfile.ZipInfo, folder: Path) -> Path:
    """Where to write a file, in a folder that is created. Raises ``_Unusable``."""
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    if not inside.parts:
        raise _Unusable("it has no name in the zip file; create the zip file again")
    if len(inside.parts) > DEEPEST:
        raise _Unusable(f"it is more than {DEEPEST} folders deep; move it up and create the zip file again")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _Unusable("it is a link to another file, which is not followed; add the file itself")
    target = folder.joinpath(*inside.parts)
    if target.exists():
        raise _Unusable("the zip file has two files of this name, of which the first is read; rename one")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _extract(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Write one file, and no more bytes of it than the zip file states: the limits were checked by that size."""
    written = 0
    try:
        with bundle.open(member) as source, open(target, "wb") as file:
            while chunk := source.read(CHUNK):
                written += len(chunk)
                if written > member.file_size:
                    raise UnreadableBundle("the zip file states wrong file sizes; create it again")
                file.write(chunk)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _why(caught: Catching) -> str:
    """Why a file in a zip file could not be unpacked."""
    error = caught.error
    if isinstance(error, NotImplementedError):
        return "it is compressed by a method that cannot be read; create the zip file again with the usual one"
    if isinstance(error, OSError) and error.errno is not None:
        return f"it cannot be unpacked ({error.strerror}); give it another name or unpack it yourself"
    if isinstance(error, DAMAGE) or caught.fault is None:
        return "it is damaged in the zip file and was left out; create the zip file again"
    return caught.fault.reason("it could not be unpacked", "the rest was read")
