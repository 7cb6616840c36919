"""The registry of scorers: every module or package in this folder that defines ``SCORER``.

Adding one here is enough: the command line, the store, exports, the data dictionary, the pages and the tests use
``scorers()``, ``measures()`` and ``mark_kinds()``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from analysis.scorers.base import MarkKind, Scorer
from analysis.types import Measure


@cache
def scorers() -> tuple[Scorer, ...]:
    """Return all scorers, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in ("base", "score"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module.SCORER for module in modules if hasattr(module, "SCORER"))


@cache
def measures() -> dict[str, Measure]:
    """Return the measures of all scorers by key, in the order of the scorers."""
    return {measure.key: measure for scorer in scorers() for measure in scorer.measures}


@cache
def mark_kinds() -> dict[str, MarkKind]:
    """Return all kinds of marks by key, in the order of the scorers."""
    return {kind.key: kind for scorer in scorers() for kind in scorer.kinds}


@cache
def scorer_of_kind(kind: str) -> Scorer:
    """Return the scorer that makes the marks of a kind. Raises ``KeyError`` if there is none."""
    found = {known.key: scorer for scorer in scorers() for known in scorer.kinds}
    return found[kind]


def versions() -> dict[str, str]:
    """Return the version of each scorer by name; a stored reading is current if its version matches."""
    return {scorer.name: scorer.version for scorer in scorers()}
