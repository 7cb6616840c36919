"""The files that this process has open, for moments, in one DuckDB.

To begin a DuckDB takes 30 ms and to attach a file to one that runs 2; a store is opened several times a batch and page.
But one that read much keeps the memory that it took until it ends: 800 MB after the columns of a million articles.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import duckdb
from duckdb.func import SPECIAL

from analysis.urls import page_key

#: bytes of a file that a DuckDB may still hold when it is given back; one that holds more ends
KEPT = 16e6
#: beyond so much memory a query works on disk
MEMORY = "400MB"
#: after these a DuckDB does nothing more
FAILURES = (duckdb.FatalException, duckdb.InternalException)


class InUse(Exception):
    """The file cannot be opened yet: somebody in this process reads it or writes to it, or this DuckDB has ended."""


@dataclass(slots=True)
class _Held:
    """A file that is attached: by which name, for writing or not, and to how many."""

    path: str
    name: str
    writing: bool
    users: int = 0


class ConnectionPool:
    """A DuckDB in memory, and the files attached to it: each to many readers, or to one writer."""

    def __init__(self) -> None:
        self._duckdb = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": tempfile.gettempdir()})
        self._duckdb.execute("SET enable_progress_bar = false")  # which would stand among what a command prints
        self._duckdb.create_function("page_key", page_key, null_handling=SPECIAL)
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}
        self._names = (f"store{number}" for number in count())
        #: true when it opens nothing more: after one of ``FAILURES``, or after it read much
        self.ended = False

    @contextmanager
    def open(self, path: Path, writing: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection whose tables are those of a file, which is closed again when nobody uses it.

        Raises ``InUse``, and ``duckdb.Error`` where DuckDB cannot open it, or finds another process at it.
        """
        try:
            held = self._take(os.path.realpath(path), writing)
            connection = self._duckdb.cursor()
            try:
                connection.execute(f"USE {held.name}")
                yield connection
            finally:
                connection.close()
                self._give_back(held)
        except FAILURES:
            self.ended = True
            raise

    def _take(self, path: str, writing: bool) -> _Held:
        with self._lock:
            if self.ended:
                raise InUse
            held = self._held.get(path)
            if held is None:
                held = _Held(path, next(self._names), writing)
                mode = "READ_WRITE" if writing else "READ_ONLY"
                self._duckdb.execute(f"ATTACH '{_quoted(path)}' AS {held.name} ({mode}, TYPE duckdb)")
                self._held[path] = held
            elif writing or held.writing:
                raise InUse
            held.users += 1
            return held

    def _give_back(self, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            if held.users:
                return
            del self._held[held.path]
            try:
                [(kept,)] = self._duckdb.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()
                self._duckdb.execute(f"DETACH {held.name}")
            except duckdb.Error:  # what was committed is in the file or its log; closing lets go of both
                self.ended = True
            else:
                self.ended |= kept > KEPT and not self._held
            if self.ended and not self._held:
                self._duckdb.close()


def _quoted(path: str) -> str:
    return path.replace("'", "''")


#: by process: one that was forked has no use of its parent's, and must not end it
_of_process: dict[int, ConnectionPool] = {}
_begin = threading.Lock()


def connection_pool() -> ConnectionPool:
    """This process's DuckDB, begun when it is first asked for, and anew after one has ended."""
    with _begin:
        running = _of_process.get(os.getpid())
        if running is None or running.ended:
            running = _of_process[os.getpid()] = ConnectionPool()
        return running
