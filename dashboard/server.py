"""What this server lets its readers do."""

from __future__ import annotations

import os

READ_ONLY = "SOURCELIGHT_READ_ONLY"
OFF = ("", "0", "false", "no", "off")


def read_only() -> bool:
    """True where the server was started to be looked at only: ``SOURCELIGHT_READ_ONLY`` is set, and not to 0."""
    return os.environ.get(READ_ONLY, "").strip().lower() not in OFF
