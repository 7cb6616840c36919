"""The file of a store: found, opened for moments, and kept in the layout of this version.

DuckDB lets either one process write or several read. So nobody keeps the file open: every call
opens it, works for milliseconds and closes it again, and whoever finds it busy tries again. A
dashboard keeps serving while an ingest runs beside it; both see whole batches only.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from analysis.store.pool import InUse, connection_pool
from analysis.store.query import column, tables_of
from analysis.store.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION

MAKE_ONE = "make one with: python -m analysis ingest PATH"
PATIENCE = 60.0
#: what the messages of a store that another process or thread holds open have in common
BUSY = ("Could not set lock", "Conflicting lock", "different configuration", "being used by another process")
#: what the messages of a full disk, and of a damaged file, have in common
FULL = ("No space left", "File too large", "out of disk space", "failed to offload data block")
BROKEN = ("Corrupt", "corrupt", "checksum", "Failed to load metadata", "INTERNAL Error")


class StoreProblem(RuntimeError):
    """The store cannot be used; the message says what, where and what to do."""


class StoreFile:
    """A DuckDB file with the tables of ``analysis.store.schema``. Nothing is opened until it is needed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def data_version(self) -> str:
        """Changes whenever the stored data does; costs no lock."""
        parts = []
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            try:
                found = path.stat()
                parts.append(f"{found.st_mtime_ns}.{found.st_size}")
            except OSError:
                parts.append("-")
        return "/".join(parts)

    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size if self.exists else 0

    @contextmanager
    def open(self, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with ExitStack() as opened:
                yield self._patiently(opened, read_only)
        except duckdb.Error as error:
            raise StoreProblem(f"the store {self.path} cannot be used: {_why(error)}") from error

    def _patiently(self, opened: ExitStack, read_only: bool) -> duckdb.DuckDBPyConnection:
        """The file, opened as soon as nobody else has it open; ``opened`` closes it."""
        deadline = time.monotonic() + PATIENCE
        wait = 0.01
        while True:
            try:
                if not read_only and not self.exists:
                    self._create()
                return opened.enter_context(connection_pool().open(self.path, writing=not read_only))
            except (InUse, duckdb.IOException, duckdb.OperationalError) as error:
                if not isinstance(error, InUse) and not any(sign in str(error) for sign in BUSY):
                    raise StoreProblem(f"the store {self.path} cannot be opened: {_why(error)}") from error
                if time.monotonic() > deadline:
                    raise StoreProblem(
                        f"the store {self.path} has been in use by another process for {PATIENCE:.0f} s; try again"
                    ) from error
                time.sleep(wait * (0.5 + random.random()))  # noqa: S311  # spreads retries, no secret
                wait = min(0.2, wait * 1.5)
            except duckdb.Error as error:
                raise StoreProblem(f"{self.path} is not a Sourcelight store: {_why(error)}") from error

    def _create(self) -> None:
        """Make an empty database under another name and give it this one, unless another process was quicker.

        DuckDB looks for its file and, where there was none, writes an empty database over whatever stands there then:
        what another process stored in between would be lost.
        """
        try:
            with tempfile.TemporaryDirectory(prefix=f".{self.path.name}-", dir=self.path.parent) as folder:
                made = Path(folder) / self.path.name
                duckdb.connect(str(made)).close()
                self._take_name(made)
        except OSError as error:
            raise StoreProblem(f"the store {self.path} cannot be made: {error.strerror}") from error

    def _take_name(self, made: Path) -> None:
        try:
            os.link(made, self.path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links, where a moment's risk stays
            if not self.exists:
                made.rename(self.path)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self.exists:
            raise StoreProblem(f"there is no store at {self.path}; {MAKE_ONE}")
        with self.open(read_only=True) as connection:
            if self.layout(connection) is None:
                raise StoreProblem(f"the store {self.path} is empty; {MAKE_ONE}")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: all of it is stored, or nothing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreProblem(f"the folder of the store {self.path} cannot be made: {error.strerror}") from error
        with self.open(read_only=False) as connection:
            connection.execute("BEGIN")
            try:
                layout = self.layout(connection, writing=True)
                if layout != str(SCHEMA_VERSION):
                    for earlier in range(int(layout or SCHEMA_VERSION), SCHEMA_VERSION):
                        connection.execute(SCHEMA)  # the tables that it lacks; those that it has stay
                        connection.execute(MIGRATIONS[earlier])
                    connection.execute(SCHEMA)
                    connection.execute("DELETE FROM meta WHERE key = 'schema'")
                    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
                yield connection
            except BaseException:
                with suppress(duckdb.Error):  # closing the connection rolls back as well
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def layout(self, connection: duckdb.DuckDBPyConnection, writing: bool = False) -> str | None:
        """The layout of an open store, ``None`` of one without tables.

        Raises where it is not this version's; an earlier one is good enough for ``writing``, which brings it up.
        """
        tables = tables_of(connection)
        if not tables:
            return None
        if "meta" not in tables or "articles" not in tables:
            raise StoreProblem(f"{self.path} is not a Sourcelight store but another database; choose another file")
        found = column(connection, "SELECT value FROM meta WHERE key = 'schema'", [])
        earlier = len(found) == 1 and found[0].isdigit() and int(found[0]) < SCHEMA_VERSION
        if earlier and not writing:
            raise StoreProblem(
                f"the store {self.path} was written by an earlier version of Sourcelight; bring it up to date with: "
                "python -m analysis score"
            )
        if not earlier and found != [str(SCHEMA_VERSION)]:
            raise StoreProblem(
                f"the store {self.path} was written by another version of Sourcelight (layout {', '.join(found)}, this "
                f"one reads {SCHEMA_VERSION}); use that version, or ingest into a new store"
            )
        return found[0]

    def migrate(self) -> None:
        """Give a store that an earlier version wrote the tables it lacks; of any other, change nothing."""
        if self.exists:
            with self.open(read_only=True) as connection:
                current = self.layout(connection, writing=True) in (None, str(SCHEMA_VERSION))
            if not current:
                with self.writing():
                    pass


def _why(error: duckdb.Error) -> str:
    """What happened, in a sentence."""
    said = str(error).splitlines()[0]
    if any(sign in str(error) for sign in FULL):
        return f"the disk is full or the file may not grow ({said}); nothing of this batch was stored, make room"
    if any(sign in str(error) for sign in BROKEN):
        return f"the file is damaged ({said}); put a copy in its place that python -m analysis backup made"
    return said
