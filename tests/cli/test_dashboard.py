"""The command that serves the dashboard, and the settings that it passes to Streamlit."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from streamlit import config

from analysis.cli import dashboard
from tests.support.server import ROOT, free_port, running, wait_for


def test_the_dashboard_is_served_until_the_command_ends(tmp_path: Path) -> None:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "analysis",
        "dashboard",
        "--port",
        str(port),
        "--store",
        str(tmp_path / "s.duckdb"),
    ]
    environment = os.environ | {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    log = tmp_path / "server.txt"
    with running(command, log, environment):
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", log)
    assert "Traceback" not in log.read_text(encoding="utf-8")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_checkout_needs_no_settings_from_the_command() -> None:
    assert dashboard.settings() == {}


def test_installed_settings_are_variables_that_streamlit_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "INSTALLED_SETTINGS", ROOT / ".streamlit" / "config.toml")
    found = dashboard.settings()
    assert found["STREAMLIT_THEME_LIGHT_PRIMARY_COLOR"] == "#1F5A7A"
    assert found["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] == "false"
    assert found["STREAMLIT_SERVER_MAX_UPLOAD_SIZE"] == "50"
    assert found.keys() <= {option.env_var for option in config.get_config_options().values()}
