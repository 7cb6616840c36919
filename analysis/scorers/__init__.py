"""The registry: every module or folder here that has a ``SCORER`` is a scorer.

Dropping one here is all it takes: the command line, the store, exports, the data dictionary, the pages and the tests
ask ``scorers()``, ``measures()`` and ``mark_kinds()``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from analysis.scorers.base import MarkKind, Scorer
from analysis.types import Measure


@cache
def scorers() -> tuple[Scorer, ...]:
    """Every scorer, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in ("base", "score"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module.SCORER for module in modules if hasattr(module, "SCORER"))


@cache
def measures() -> dict[str, Measure]:
    """Every measure of every scorer, by key, in the order of the scorers."""
    return {measure.key: measure for scorer in scorers() for measure in scorer.measures}


@cache
def mark_kinds() -> dict[str, MarkKind]:
    """Every kind of mark, by key, in the order of the scorers."""
    return {kind.key: kind for scorer in scorers() for kind in scorer.kinds}


@cache
def scorer_of_kind(kind: str) -> Scorer:
    """The scorer that makes the marks of a kind. Raises ``KeyError`` where there is none."""
    found = {known.key: scorer for scorer in scorers() for known in scorer.kinds}
    return found[kind]


def versions() -> dict[str, str]:
    """Scorer name -> version: what a stored reading must match to be current."""
    return {scorer.name: scorer.version for scorer in scorers()}
