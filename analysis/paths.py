"""Paths of the files shipped with the code, and of the folder for the user's own data."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
#: next to the code in a checkout, in the working directory if Sourcelight was installed as a package
DATA = (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "data"
#: the environment variable with the path of the store
ENVIRONMENT = "SOURCELIGHT_STORE"
DEFAULT = DATA / "sourcelight.duckdb"
DEMONSTRATION = DATA / "demonstration.duckdb"


def default_path() -> Path:
    """The path of the store to use by default: ``$SOURCELIGHT_STORE``, or else ``data/sourcelight.duckdb``."""
    return Path(os.environ.get(ENVIRONMENT) or DEFAULT)
