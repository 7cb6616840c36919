"""The file of a store: opened for each transaction, created when missing, and migrated to the current schema.

DuckDB lets either one process write or several processes read. Therefore no process keeps the file open: every call
opens it, works for milliseconds and closes it, and retries while the file is busy. A dashboard keeps serving during an
ingest, and both see complete transactions only.
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
from analysis.store.query import first_column, table_names
from analysis.store.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION

HOW_TO_CREATE = "create one with: python -m analysis ingest PATH"
#: how long to retry while the file is busy, in seconds
BUSY_TIMEOUT = 60.0
#: parts of DuckDB's messages when another process or thread has the file open
BUSY = ("Could not set lock", "Conflicting lock", "different configuration", "being used by another process")
#: parts of the messages for a full disk, and for a damaged file
FULL = ("No space left", "File too large", "out of disk space", "failed to offload data block")
DAMAGED = ("Corrupt", "corrupt", "checksum", "Failed to load metadata", "INTERNAL Error")


class StoreProblem(RuntimeError):
    """The store cannot be used; the message says what is wrong, where, and what to do."""


class EmptyStore(StoreProblem):
    """There is no store at this path yet, or nothing was ever stored in it."""


class StoreFile:
    """A DuckDB file with the tables of ``analysis.store.schema``. It is opened only when used."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def data_version(self) -> str:
        """Return a string that changes whenever the stored data does; takes no lock."""
        parts = []
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            try:
                found = path.stat()
                parts.append(f"{found.st_mtime_ns}.{found.st_size}")
            except OSError:
                parts.append("-")
        return "/".join(parts)

    def size(self) -> int:
        """Return the size of the file in bytes."""
        return self.path.stat().st_size if self.exists else 0

    @contextmanager
    def open(self, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the file, waiting while it is busy. Errors of DuckDB become ``StoreProblem``."""
        try:
            with ExitStack() as stack:
                yield self._connect(stack, read_only)
        except duckdb.Error as error:
            raise StoreProblem(f"the store {self.path} cannot be used: {_reason(error)}") from error

    def _connect(self, stack: ExitStack, read_only: bool) -> duckdb.DuckDBPyConnection:
        """Open the file as soon as it is free, until ``BUSY_TIMEOUT``; ``stack`` closes it."""
        deadline = time.monotonic() + BUSY_TIMEOUT
        wait = 0.01
        while True:
            try:
                if not read_only and not self.exists:
                    self._create()
                return stack.enter_context(connection_pool().open(self.path, writing=not read_only))
            except (InUse, duckdb.IOException, duckdb.OperationalError) as error:
                if not isinstance(error, InUse) and not any(sign in str(error) for sign in BUSY):
                    raise StoreProblem(f"the store {self.path} cannot be opened: {_reason(error)}") from error
                if time.monotonic() > deadline:
                    raise StoreProblem(
                        f"the store {self.path} has been in use by another process for {BUSY_TIMEOUT:.0f} s; try again"
                    ) from error
                time.sleep(wait * (0.5 + random.random()))  # noqa: S311  # jitter, not a secret
                wait = min(0.2, wait * 1.5)
            except duckdb.Error as error:
                raise StoreProblem(f"{self.path} is not a Sourcelight store: {_reason(error)}") from error

    def _create(self) -> None:
        """Create an empty database under a temporary name and move it to this path, unless it exists by then.

        DuckDB itself checks whether the file exists and, if not, later overwrites it with an empty database, which
        would lose what another process stored in between.
        """
        try:
            with tempfile.TemporaryDirectory(prefix=f".{self.path.name}-", dir=self.path.parent) as folder:
                created = Path(folder) / self.path.name
                duckdb.connect(str(created)).close()
                self._move_into_place(created)
        except OSError as error:
            raise StoreProblem(f"the store {self.path} cannot be created: {error.strerror}") from error

    def _move_into_place(self, created: Path) -> None:
        try:
            os.link(created, self.path)  # fails if the path exists, unlike a rename
        except FileExistsError:
            return
        except OSError:  # a file system without hard links, where a short race condition remains
            if not self.exists:
                created.rename(self.path)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the store for reading. Raises ``StoreProblem`` if it is of another schema version, or ``EmptyStore``."""
        if not self.exists:
            raise EmptyStore(f"there is no store at {self.path}; {HOW_TO_CREATE}")
        with self.open(read_only=True) as connection:
            if self.schema_version(connection) is None:
                raise EmptyStore(f"the store {self.path} is empty; {HOW_TO_CREATE}")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the store for one transaction, creating or migrating it first: all of it is stored, or nothing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreProblem(f"the folder of the store {self.path} cannot be created: {error.strerror}") from error
        with self.open(read_only=False) as connection:
            connection.execute("BEGIN")
            try:
                version = self.schema_version(connection, writing=True)
                if version != str(SCHEMA_VERSION):
                    for earlier in range(int(version or SCHEMA_VERSION), SCHEMA_VERSION):
                        connection.execute(SCHEMA)  # creates missing tables, leaves existing ones
                        connection.execute(MIGRATIONS[earlier])
                    connection.execute(SCHEMA)
                    connection.execute("DELETE FROM meta WHERE key = 'schema'")
                    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
                yield connection
            except BaseException:
                with suppress(duckdb.Error):  # closing the connection rolls back too
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def schema_version(self, connection: duckdb.DuckDBPyConnection, writing: bool = False) -> str | None:
        """Return the schema version of an open store, ``None`` if it has no tables.

        Raises ``StoreProblem`` if the version is not the current one; for ``writing`` an earlier one is accepted, since
        it is migrated.
        """
        tables = table_names(connection)
        if not tables:
            return None
        if "meta" not in tables or "articles" not in tables:
            raise StoreProblem(f"{self.path} is not a Sourcelight store but another database; choose another file")
        found = first_column(connection, "SELECT value FROM meta WHERE key = 'schema'", [])
        earlier = len(found) == 1 and found[0].isdigit() and int(found[0]) < SCHEMA_VERSION
        if earlier and not writing:
            raise StoreProblem(
                f"the store {self.path} was written by an earlier version of Sourcelight; bring it up to date with: "
                "python -m analysis score"
            )
        if not earlier and found != [str(SCHEMA_VERSION)]:
            raise StoreProblem(
                f"the store {self.path} was written by another version of Sourcelight (its schema version is "
                f"{', '.join(found)}, this one reads {SCHEMA_VERSION}); use that version, or ingest into a new store"
            )
        return found[0]

    def migrate(self) -> None:
        """Migrate a store of an earlier schema version; leave any other unchanged."""
        if self.exists:
            with self.open(read_only=True) as connection:
                current = self.schema_version(connection, writing=True) in (None, str(SCHEMA_VERSION))
            if not current:
                with self.writing():
                    pass


def _reason(error: duckdb.Error) -> str:
    """Return what went wrong, in a sentence."""
    message = str(error).splitlines()[0]
    if any(sign in str(error) for sign in FULL):
        return (
            f"the disk is full or the file may not grow ({message}); nothing in this batch was stored; free some space"
        )
    if any(sign in str(error) for sign in DAMAGED):
        return f"the file is damaged ({message}); replace it with a copy that python -m analysis backup made"
    return message
