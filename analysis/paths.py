"""Where things are: what is shipped with the code, and the folder for what a user makes."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
#: beside the code in a checkout; in the working folder where Sourcelight was installed as a package
DATA = (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / "data"
#: the variable that names a store
ENVIRONMENT = "SOURCELIGHT_STORE"
DEFAULT = DATA / "sourcelight.duckdb"
DEMONSTRATION = DATA / "demonstration.duckdb"


def default_path() -> Path:
    """The store that is used where none is named: ``$SOURCELIGHT_STORE``, or ``data/sourcelight.duckdb``."""
    return Path(os.environ.get(ENVIRONMENT) or DEFAULT)
