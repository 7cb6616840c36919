"""What this server allows its readers to do, as set by its environment or its secrets, never by a page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

#: environment variable or secret that makes the server read-only
READ_ONLY = "SOURCELIGHT_READ_ONLY"
#: values that switch a setting off
OFF = ("", "0", "false", "no", "off")


def read_only() -> bool:
    """True if ``SOURCELIGHT_READ_ONLY`` is set to anything but a value in ``OFF``."""
    values = (os.environ.get(READ_ONLY, ""), secrets().get(READ_ONLY, ""))
    return any(str(value).strip().lower() not in OFF for value in values)


def secrets() -> Mapping[str, object]:
    """The server's secrets (``.streamlit/secrets.toml``); empty if there is no such file."""
    try:
        return dict(st.secrets)
    except (FileNotFoundError, StreamlitSecretNotFoundError):
        return {}


class AccessDenied(PermissionError):
    """This reader may not add anything; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whether this reader may add articles; ``signed_in`` is ``None`` if no sign-in is configured."""

    signed_in: bool | None = None

    def check(self) -> None:
        """Raises ``AccessDenied`` if this reader may not add anything."""
        if read_only():
            raise AccessDenied("This server is read-only: articles cannot be added here.")
        if self.signed_in is False:
            raise AccessDenied("Sign in to add articles.")
