"""What this server lets its readers do: said by its environment or by its secrets, never by a page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

READ_ONLY = "SOURCELIGHT_READ_ONLY"
OFF = ("", "0", "false", "no", "off")


def read_only() -> bool:
    """True where the server is to be looked at only: ``SOURCELIGHT_READ_ONLY`` is set, not to 0, no, off or false."""
    stated = (os.environ.get(READ_ONLY, ""), secrets().get(READ_ONLY, ""))
    return any(str(value).strip().lower() not in OFF for value in stated)


def secrets() -> Mapping[str, object]:
    """The server's secrets (``.streamlit/secrets.toml``); none where there is no such file."""
    try:
        return dict(st.secrets)
    except (FileNotFoundError, StreamlitSecretNotFoundError):
        return {}


class AccessDenied(PermissionError):
    """Nothing may be added here; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whether this reader may add articles. ``signed_in`` is ``None`` where no sign-in is configured."""

    signed_in: bool | None = None

    def check(self) -> None:
        """Raises ``Shut`` where nothing may be added."""
        if read_only():
            raise AccessDenied("This server is read-only: articles cannot be added here.")
        if self.signed_in is False:
            raise AccessDenied("Sign in to add articles.")
