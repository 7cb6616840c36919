"""The command line: ``python -m analysis``, or ``sourcelight`` if the project was installed as a package."""

from __future__ import annotations

from analysis.cli import (  # noqa: F401  # in the order of --help
    articles,
    attention,
    check,
    coding,
    dashboard,
    export,
    fetch,
    maintenance,
    people,
    score,
)
from analysis.cli.terminal import app

__all__ = ["app"]
