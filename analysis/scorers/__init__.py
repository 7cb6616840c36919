"""The registry: every file in this folder that has a ``SCORER`` is a measure of articles.

Dropping a file here is all it takes; the command line, the store, the tables, the charts, the
Methods page and the tests go through ``scorers()`` and ``measures()``.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from analysis.scorers.base import Scorer
from analysis.types import Measure


@cache
def scorers() -> tuple[Scorer, ...]:
    """Every scorer, by name."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").SCORER for name in modules)


@cache
def measures() -> dict[str, Measure]:
    """Every measure of every scorer, by key, in the order of the scorers."""
    return {measure.key: measure for scorer in scorers() for measure in scorer.measures}


def versions() -> dict[str, str]:
    """Scorer name -> version: what a stored reading must match to be current."""
    return {scorer.name: scorer.version for scorer in scorers()}
