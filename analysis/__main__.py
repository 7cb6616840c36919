"""``python -m analysis``: the command line."""

from __future__ import annotations

from analysis.cli import app

if __name__ == "__main__":
    app()
