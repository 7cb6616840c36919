"""Views that readers keep by name: a small JSON file beside the store, name -> address. Pure but for that file."""

from __future__ import annotations

import json
import re
from pathlib import Path

LONGEST_NAME, LONGEST_ADDRESS, MOST = 80, 4000, 200
#: a page of ours with its choices, and nothing that leads elsewhere
ADDRESS = re.compile(r"[a-z_]*(\?[^\s\"'<>\\]*)?")


class ViewProblem(ValueError):
    """A view cannot be kept; the message says why and what to do."""


def file_beside(store: Path) -> Path:
    """Where the views of a store are kept."""
    return store.with_suffix(".views.json")


def saved_views(file: Path) -> dict[str, str]:
    """The views by name; what is no view of ours is left out. A file that cannot be read holds none."""
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
    """Keep a view under a name, in place of another of that name. Raises ``ViewProblem``."""
    name = " ".join(name.split())
    views = saved_views(file)
    if not name or len(name) > LONGEST_NAME:
        raise ViewProblem(f"Give the view a name of 1 to {LONGEST_NAME} characters.")
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        raise ViewProblem("This view’s address is too long to be kept; choose fewer outlets or topics.")
    if name not in views and len(views) >= MOST:
        raise ViewProblem(f"{MOST} views are kept already; delete one first.")
    _write(file, views | {name: address})


def delete_view(file: Path, name: str) -> None:
    """Forget a view; one that is not there is no problem."""
    views = saved_views(file)
    if views.pop(name, None) is not None:
        _write(file, views)


def _write(file: Path, views: dict[str, str]) -> None:
    beside = file.with_name(f"{file.name}.part")
    try:
        beside.write_text(json.dumps(views, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise ViewProblem(f"The file {file} cannot be written: {error.strerror}.") from error
