"""What this server lets its readers do."""

from __future__ import annotations

import os

READ_ONLY = "SOURCELIGHT_READ_ONLY"


def read_only() -> bool:
    """True where the server was started to be looked at only: ``SOURCELIGHT_READ_ONLY`` is set and not 0."""
    return os.environ.get(READ_ONLY, "0") not in ("", "0")
