"""Who may add articles."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.server import read_only


class Shut(PermissionError):
    """Nothing may be added here; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Door:
    """Whether this reader may add articles. ``signed_in`` is ``None`` where no sign-in is configured."""

    signed_in: bool | None = None

    def check(self) -> None:
        """Raises ``Shut`` where nothing may be added."""
        if read_only():
            raise Shut("This server is read-only: articles cannot be added here.")
        if self.signed_in is False:
            raise Shut("Sign in to add articles.")
