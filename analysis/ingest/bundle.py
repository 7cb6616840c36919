"""Zip files of articles, unpacked with care: limits of size and number, no path out of the folder, no archive in it."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SUFFIX = ".zip"
#: how often larger a file may be than it is packed (text packs 3 to 20 times)
DENSEST = 200
#: below this an unpacked file does no harm, however well it packs
HARMLESS = 10_000_000
BLOCK = 1 << 20
ARCHIVES = (".zip", ".gz", ".zst", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".warc")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zip file may hold: how many files, and how many bytes one of them and all of them unpack to."""

    files: int
    one: int
    unpacked: int


#: of a file that its reader names on a machine of their own
OWN = Limits(files=100_000, one=4_000_000_000, unpacked=4_000_000_000)


class UnreadableBundle(ValueError):
    """A zip file that is not unpacked; the message says why and what to do."""


@contextmanager
def unpacked(path: Path, limits: Limits = OWN) -> Iterator[Path]:
    """A folder with the files of a zip file, for as long as it is used.

    Raises ``UnreadableBundle`` where the zip file is broken, locked, too large, or built to do harm; then nothing of it
    is read.
    """
    with tempfile.TemporaryDirectory(prefix="sourcelight-") as folder:
        try:
            with zipfile.ZipFile(path) as bundle:
                _unpack(bundle, Path(folder), limits)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            if isinstance(error, UnreadableBundle):
                raise
            raise UnreadableBundle(f"the zip file cannot be read ({error}); pack it again") from error
        yield Path(folder)


def _unpack(bundle: zipfile.ZipFile, folder: Path, limits: Limits) -> None:
    members = [member for member in bundle.infolist() if not member.is_dir()]
    if len(members) > limits.files:
        raise UnreadableBundle(f"the zip file holds more than {limits.files:,} files; give it in parts")
    left = limits.unpacked
    for member in members:
        inside = PurePosixPath(member.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
            raise UnreadableBundle(f"the zip file names a path outside itself ({member.filename[:80]!r}); none is read")
        if inside.suffix.lower() in ARCHIVES:
            raise UnreadableBundle(f"the zip file holds another archive ({inside.name[:80]!r}); unpack that first")
        if member.flag_bits & 1:
            raise UnreadableBundle("the zip file is locked with a password; unpack it and give the files")
        dense = member.file_size > HARMLESS and member.file_size > DENSEST * max(1, member.compress_size)
        left -= member.file_size
        if dense:
            raise UnreadableBundle("the zip file unpacks to far more than it could hold of articles; nothing is read")
        if left < 0 or member.file_size > limits.one:
            raise UnreadableBundle(
                f"the zip file unpacks to more than {limits.unpacked // 1_000_000:,} MB, or a file in it to more than "
                f"{limits.one // 1_000_000:,} MB; give it in parts"
            )
        target = folder.joinpath(*inside.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        written = 0
        with bundle.open(member) as source, open(target, "wb") as file:
            while block := source.read(BLOCK):
                written += len(block)
                if written > member.file_size:
                    raise UnreadableBundle("the zip file states wrong sizes; pack it again")
                file.write(block)
