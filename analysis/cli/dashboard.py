"""The command that serves the dashboard."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from analysis.cli.terminal import StoreOption, app
from analysis.paths import ENVIRONMENT, ROOT

SCRIPT = ROOT / "streamlit_app.py"
#: Streamlit's settings in an installed package; in a checkout Streamlit finds them itself, in ``.streamlit``
INSTALLED_SETTINGS = ROOT / "dashboard" / "settings" / "config.toml"


@app.command()
def dashboard(
    port: Annotated[int, typer.Option(help="The port of the dashboard's address.", min=1, max=65535)] = 8501,
    store: StoreOption = None,
) -> None:
    """Serve the dashboard, by default at http://localhost:8501; press Ctrl+C to stop it."""
    environment = settings() | os.environ
    if store is not None:
        environment[ENVIRONMENT] = str(store)
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", str(port)]
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603  # our own command
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends Ctrl+C to the server as well
        signal.signal(signal.SIGTERM, lambda number, frame: server.terminate())
    raise typer.Exit(server.returncode)


def settings() -> dict[str, str]:
    """Return the installed settings as Streamlit's environment variables; nothing in a checkout."""
    if not INSTALLED_SETTINGS.exists():
        return {}
    return dict(_variables("STREAMLIT", tomllib.loads(INSTALLED_SETTINGS.read_text(encoding="utf-8"))))


def _variables(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        variable = f"{prefix}_{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', name).upper()}"
        if isinstance(value, Mapping):
            yield from _variables(variable, value)
        else:
            yield variable, str(value).lower() if isinstance(value, bool) else str(value)
