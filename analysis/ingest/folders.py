"""The files of a folder: in a stable order, without what is hidden, and without what lies outside the folder."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.types import Problem

#: what a path can be that is neither a file nor a folder
SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Unreadable(Problem):
    """A whole file that could not be read."""


def files_in(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path | Problem]:
    """Yield the files in a folder and its subfolders that are ``wanted`` by their path relative to the folder.

    Links to files in the folder are followed; links out of it are counted in one problem, the last. A pipe, a socket, a
    device, and a file or subfolder that cannot be opened are problems too.
    """
    root = folder.resolve()
    outside: list[Path] = []
    pending = [folder]
    while pending:
        path = pending.pop()
        is_wanted = path != folder and wanted(path.relative_to(folder))
        is_folder = path == folder
        try:
            if path != folder and path.is_symlink():
                target = path.resolve()
                is_folder = target.is_dir()
                if not target.is_relative_to(root):
                    outside += [path] if is_wanted or is_folder else []
                    continue
                if is_folder:  # its files are found in their own place
                    continue
            mode = path.stat().st_mode
            is_folder = stat.S_ISDIR(mode)
            if is_folder:
                inside = (child for child in path.iterdir() if not child.name.startswith("."))
                pending += sorted(inside, reverse=True)
            elif is_wanted:
                yield special(path, mode) or path
        except OSError as error:
            if is_wanted or is_folder:
                yield Unreadable(str(path), None, f"it cannot be opened: {error.strerror}")
        except RuntimeError:
            if is_wanted:
                yield Unreadable(str(path), None, "it is a link that leads to itself; give the file")
    if outside:
        yield _not_followed(folder, outside)


def _not_followed(folder: Path, outside: list[Path]) -> Problem:
    """The problem that links lead out of a folder."""
    return Problem(
        str(folder), None,
        f"{len(outside):,} links lead out of the folder and were not followed, the first of them "
        f"{outside[0].name}; give the files or folders that they lead to",
    )  # fmt: skip


def special(path: Path, mode: int) -> Unreadable | None:
    """The problem with a pipe, a socket or a device, which may never end; ``None`` for a file."""
    kind = next((kind for applies, kind in SPECIAL if applies(mode)), None)
    return None if kind is None else Unreadable(str(path), None, f"it is {kind}, not a file; give a file")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is a link to something outside the folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
