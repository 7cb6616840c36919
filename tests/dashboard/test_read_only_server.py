"""A read-only server, as clients other than a browser see it."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from dashboard.access import READ_ONLY
from tests.support.server import serving


def test_a_read_only_server_refuses_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READ_ONLY, "1")
    with serving(tmp_path / "none.duckdb", tmp_path / "server.txt") as address:
        for method in ("PUT", "POST"):
            sent = urllib.request.Request(f"{address}/_stcore/upload_file/any/any", b"x" * 10_000, method=method)
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(sent, timeout=20)
            with refused.value as answer:
                assert (answer.code, answer.read()) == (403, b"This server is read-only.")
        with urllib.request.urlopen(f"{address}/add", timeout=20) as page:
            assert page.status == 200
