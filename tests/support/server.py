"""A Streamlit server in a process of its own, for the browser tests and the benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3
from urllib3.util import Retry

from analysis.paths import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
#: requests to a starting server until it counts as failed; with the pauses between them about a minute
START_ATTEMPTS = 120
#: seconds that a server has to stop before it is killed
STOP_SECONDS = 20


@contextmanager
def serving(store: Path, log: Path, script: Path = ROOT / "streamlit_app.py") -> Iterator[str]:
    """Serve ``script`` on a free port of loopback; yield the address.

    The server's output goes to ``log``. Raises ``AssertionError`` at the end if the log contains a traceback.
    """
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
        "--server.headless", "true", "--server.address", "127.0.0.1",
    ]  # fmt: skip
    with running(command, log, os.environ | {ENVIRONMENT: str(store)}):
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", log)
        yield address
    output = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in output, output


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], log: Path, environment: dict[str, str], folder: Path = ROOT) -> Iterator[None]:
    """Run a command in ``folder`` until the block ends, then stop it; its output goes to ``log``."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(STOP_SECONDS)


def wait_for(url: str, log: Path) -> None:
    """Ask for ``url`` until the server answers. Raises ``RuntimeError`` with the log if it does not start."""
    retries = Retry(START_ATTEMPTS, backoff_factor=0.05, backoff_max=0.5, status_forcelist=[404, 503])
    try:
        urllib3.PoolManager(retries=retries, timeout=2).request("GET", url)
    except urllib3.exceptions.MaxRetryError as error:
        output = log.read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"the server did not start:\n{output}") from error
