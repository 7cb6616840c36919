"""The connection pool: one DuckDB instance per process, to which store files are attached for short times.

Starting a DuckDB instance takes 30 ms, attaching a file to a running one 2 ms, and a store is opened several times per
batch and page. But DuckDB does not release memory: 800 MB stay in use after the columns of a million articles were
read. An instance that uses too much is therefore closed when its last reader finishes.
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

#: memory, in bytes, that an idle DuckDB instance may use; above it the instance is closed
MAX_IDLE_MEMORY = 16e6
#: memory above which a query spills to disk
MEMORY_LIMIT = "400MB"
#: errors after which a DuckDB instance is unusable
FATAL_ERRORS = (duckdb.FatalException, duckdb.InternalException)


class InUse(Exception):
    """The file cannot be opened yet: this process is reading or writing it, or the DuckDB instance was retired."""


@dataclass(slots=True)
class _AttachedFile:
    """A file attached to a DuckDB instance under ``name``, and the number of connections that use it."""

    path: str
    name: str
    writing: bool
    users: int = 0


class ConnectionPool:
    """A DuckDB instance and the files attached to it, each with many readers or one writer."""

    def __init__(self) -> None:
        self._duckdb = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": tempfile.gettempdir()})
        self._duckdb.execute("SET enable_progress_bar = false")  # it would be mixed into the output of commands
        self._duckdb.create_function("page_key", page_key, null_handling=SPECIAL)
        self._lock = threading.Lock()
        self._attached: dict[str, _AttachedFile] = {}
        self._names = (f"store{number}" for number in count())
        #: true once the instance opens no more files: after a fatal error, or because it uses too much memory
        self.retired = False

    @contextmanager
    def open(self, path: Path, writing: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a connection to the tables of a file; the file is detached when its last connection closes.

        Raises ``InUse``, or ``duckdb.Error`` if DuckDB cannot open the file or another process has it open.
        """
        try:
            file = self._attach(os.path.realpath(path), writing)
            connection = self._duckdb.cursor()
            try:
                connection.execute(f"USE {file.name}")
                yield connection
            finally:
                connection.close()
                self._release(file)
        except FATAL_ERRORS:
            self.retired = True
            raise

    def _attach(self, path: str, writing: bool) -> _AttachedFile:
        with self._lock:
            if self.retired:
                raise InUse
            file = self._attached.get(path)
            if file is None:
                file = _AttachedFile(path, next(self._names), writing)
                mode = "READ_WRITE" if writing else "READ_ONLY"
                self._duckdb.execute(f"ATTACH '{_escaped(path)}' AS {file.name} ({mode}, TYPE duckdb)")
                self._attached[path] = file
            elif writing or file.writing:
                raise InUse
            file.users += 1
            return file

    def _release(self, file: _AttachedFile) -> None:
        """Detach a file without further users; close a retired instance without further files."""
        with self._lock:
            file.users -= 1
            if file.users:
                return
            del self._attached[file.path]
            try:
                [(memory,)] = self._duckdb.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()
                self._duckdb.execute(f"DETACH {file.name}")
            except duckdb.Error:  # what was committed is in the file or its log; closing the instance releases both
                self.retired = True
            else:
                self.retired |= memory > MAX_IDLE_MEMORY and not self._attached
            if self.retired and not self._attached:
                self._duckdb.close()


def _escaped(path: str) -> str:
    return path.replace("'", "''")


#: pools by process ID: a forked process must not use or close the pool of its parent
_pools: dict[int, ConnectionPool] = {}
_pools_lock = threading.Lock()


def connection_pool() -> ConnectionPool:
    """Return the connection pool of this process; it is created on first use, and again after one was retired."""
    with _pools_lock:
        pool = _pools.get(os.getpid())
        if pool is None or pool.retired:
            pool = _pools[os.getpid()] = ConnectionPool()
        return pool
