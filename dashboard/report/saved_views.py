"""Views saved by name, in a JSON file next to the store: name -> address. Pure apart from that file."""

from __future__ import annotations

import json
import re
from pathlib import Path

#: characters of a name and of an address, and number of views
LONGEST_NAME, LONGEST_ADDRESS, MOST = 80, 4000, 200
#: a page of the dashboard with its choices, never a link to elsewhere
ADDRESS = re.compile(r"[a-z_]*(\?[^\s\"'<>\\]*)?")


class ViewProblem(ValueError):
    """A view cannot be saved; the message says why and what to do."""


def views_file(store: Path) -> Path:
    """The file with the saved views of a store."""
    return store.with_suffix(".views.json")


def saved_views(file: Path) -> dict[str, str]:
    """Name -> address of each saved view; invalid entries are left out, and an unreadable file has no views."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: address
        for name, address in found.items()
        if isinstance(address, str) and len(name) <= LONGEST_NAME and ADDRESS.fullmatch(address)
    }


def save_view(file: Path, name: str, address: str) -> None:
    """Save a view, replacing any other with the same name. Raises ``ViewProblem`` if it cannot be saved."""
    name = " ".join(name.split())
    views = saved_views(file)
    if not name or len(name) > LONGEST_NAME:
        raise ViewProblem(f"The name of a view has 1 to {LONGEST_NAME} characters.")
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        raise ViewProblem("The address of this view is too long to save; choose fewer outlets or topics.")
    if name not in views and len(views) >= MOST:
        raise ViewProblem(f"{MOST} views are already saved; delete one first.")
    _write(file, views | {name: address})


def delete_view(file: Path, name: str) -> None:
    """Delete a view, if there is one with this name. Raises ``ViewProblem`` if the file cannot be written."""
    views = saved_views(file)
    if views.pop(name, None) is not None:
        _write(file, views)


def _write(file: Path, views: dict[str, str]) -> None:
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.write_text(json.dumps(views, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise ViewProblem(f"The file {file} cannot be written: {error.strerror}.") from error
