"""Safe unpacking of zip files: limits on size and number of files, no paths outside the folder, no nested archives."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIX = ".zip"
#: highest ratio of a file's size to its compressed size (text has 3 to 20)
HIGHEST_RATIO = 200
#: bytes below which a file does no harm, whatever its ratio
HARMLESS = 10_000_000
#: bytes unpacked at a time
CHUNK = 1 << 20
#: suffixes of archives, which are refused inside a zip file
ARCHIVES = (".zip", ".gz", ".zst", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".warc")


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


@contextmanager
def unpacked(path: Path, limits: Limits = OWN_FILES) -> Iterator[Path]:
    """Unpack a zip file into a temporary folder, which is deleted at the end of the ``with`` block.

    Raises ``UnreadableBundle`` if the zip file is damaged, encrypted, too large or malicious; nothing in it is read.
    """
    with tempfile.TemporaryDirectory(prefix="sourcelight-") as folder:
        try:
            with zipfile.ZipFile(path) as bundle:
                _unpack(bundle, Path(folder), limits)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            if isinstance(error, UnreadableBundle):
                raise
            raise UnreadableBundle(f"the zip file cannot be read ({error}); create it again") from error
        yield Path(folder)


def _unpack(bundle: zipfile.ZipFile, folder: Path, limits: Limits) -> None:
    members = [member for member in bundle.infolist() if not member.is_dir()]
    if len(members) > limits.files:
        raise UnreadableBundle(f"the zip file has more than {limits.files:,} files; split it")
    left = limits.total_bytes
    for member in members:
        inside = _checked_path(member)
        left -= member.file_size
        if member.file_size > HARMLESS and member.file_size > HIGHEST_RATIO * max(1, member.compress_size):
            raise UnreadableBundle("the zip file unpacks to far more than articles would; nothing in it was read")
        if left < 0 or member.file_size > limits.file_bytes:
            raise UnreadableBundle(
                f"the zip file unpacks to more than {limits.total_bytes // 1_000_000:,} MB, or a file in it to more "
                f"than {limits.file_bytes // 1_000_000:,} MB; split it"
            )
        target = folder.joinpath(*inside.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        _extract(bundle, member, target)


def _checked_path(member: zipfile.ZipInfo) -> PurePosixPath:
    """The path of a file inside the zip file. Raises ``UnreadableBundle`` if the file must not be unpacked."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        shown = repr(member.filename[:80])
        raise UnreadableBundle(f"the zip file names a path outside itself ({shown}); nothing in it was read")
    if path.suffix.lower() in ARCHIVES:
        raise UnreadableBundle(f"the zip file contains another archive ({path.name[:80]!r}); unpack that first")
    if member.flag_bits & 1:
        raise UnreadableBundle("the zip file is protected by a password; unpack it and give the files")
    return path


def _extract(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Write one file, and no more bytes of it than the zip file states: the limits were checked by that size."""
    written = 0
    with bundle.open(member) as source, open(target, "wb") as file:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > member.file_size:
                raise UnreadableBundle("the zip file states wrong file sizes; create it again")
            file.write(chunk)
