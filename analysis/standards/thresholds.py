"""The limits of the standards desk: ``thresholds.toml``, changed by a newsroom's own ``data/standards.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from analysis import paths
from analysis.standards.rules import RULES

Level = Literal["warning", "note", "off"]
LEVELS: tuple[Level, ...] = get_args(Level)
_SHIPPED = Path(__file__).with_name("thresholds.toml")
#: settings that are numbers -> the range they must be in
_RANGES = {"sources_for_the_main_claim": (1, 100), "most_quoted_share": (0, 1), "most_quoted_words": (0, 1_000_000)}


class BadThresholds(ValueError):
    """A file of thresholds that cannot be used; the message names the file and what to change."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits of the desk; ``levels`` has one for every rule. ``thresholds.toml`` explains each."""

    sources_for_the_main_claim: int
    most_quoted_share: float
    most_quoted_words: int
    levels: Mapping[str, Level]


def own_file() -> Path:
    """The newsroom's file of thresholds."""
    return paths.DATA / "standards.toml"


def read_thresholds(path: Path | None = None) -> Thresholds:
    """Return the shipped thresholds with those of ``path`` in place of them, by default ``data/standards.toml``.

    A missing default file changes nothing. Raises ``BadThresholds`` if a file cannot be read or has a wrong entry.
    """
    shipped = _read(_SHIPPED)
    levels = shipped.pop("rules")
    thresholds = Thresholds(**shipped, levels=levels)
    if path is None:
        path = own_file()
        if not path.is_file():
            return thresholds
    own = _read(path)
    changed = own.pop("rules", {})
    _check(path, own, changed)
    return replace(thresholds, **own, levels={**levels, **changed})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadThresholds(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadThresholds(f"{path}: not a TOML file ({error}).") from error


def _check(path: Path, own: Mapping[str, Any], rules: object) -> None:
    """Raise ``BadThresholds`` for an entry with an unknown name or a wrong value."""
    for name, value in own.items():
        if name not in _RANGES:
            raise BadThresholds(f"{path}: {name!r} is no setting; use {', '.join(_RANGES)} or [rules].")
        low, high = _RANGES[name]
        kinds = (int, float) if name == "most_quoted_share" else (int,)
        if not isinstance(value, kinds) or isinstance(value, bool) or not low <= value <= high:
            raise BadThresholds(f"{path}: {name} must be a number from {low} to {high:,}, not {value!r}.")
    if not isinstance(rules, dict):
        raise BadThresholds(f"{path}: “rules” must be a table, [rules].")
    for rule, level in rules.items():
        if rule not in RULES:
            raise BadThresholds(f"{path}: {rule!r} is no rule; the rules are {', '.join(RULES)}.")
        if level not in LEVELS:
            raise BadThresholds(f"{path}: the level of {rule} must be one of {', '.join(LEVELS)}, not {level!r}.")
