"""The command line: ``python -m analysis``, or ``sourcelight`` if the project was installed as a package."""

from __future__ import annotations

from analysis.cli import articles, check, dashboard, export, fetch, maintenance, people, score  # noqa: F401  # in the order of --help
from analysis.cli.terminal import app

__all__ = ["app"]
