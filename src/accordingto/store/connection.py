"""Opening the record's file: pragmas, who may write, and bringing an older record up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from accordingto.errors import RecordError

APPLICATION_ID = 0x61746F31  # "ato1": lets file(1) and accordingto itself tell a record from any other SQLite file
BUSY_SECONDS = 20.0  # a decision waits this long for a build's short transactions
CACHE_KIB = 32_768


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """(number, name, SQL) of every migration, in order."""
    found = []
    for entry in files("accordingto.store.migrations").iterdir():
        if entry.name.endswith(".sql"):
            number, _, name = entry.name.removesuffix(".sql").partition("_")
            found.append((int(number), name, entry.read_text(encoding="utf-8")))
    return tuple(sorted(found))


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that may write; creates the record or brings it up to date.

    Raises:
        RecordError: if the file is not a record, is of a newer version, or cannot be written.
    """
    try:
        connection = _connect(f"file:{quote(str(path))}", cached_statements=256)
        if not _is_record(connection, path, empty_is_fine=True):
            connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        migrate(connection, path)
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, also in a folder that cannot be written to.

    Raises:
        RecordError: if there is no record there, or it is of another version.
    """
    if not path.is_file():
        raise RecordError(f"there is no record at {path}", hint=f"accordingto build REPORTS... -o {path}")
    try:
        connection = _open_readable(path)
        _is_record(connection, path, empty_is_fine=False)
        version, newest = _version(connection), migrations()[-1][0]
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    if version != newest:
        connection.close()
        raise _other_version(path, newer=version > newest)
    return connection


def _open_readable(path: Path) -> sqlite3.Connection:
    # Opened for writing and then bound to reading: the last one to close tidies the log away, which a read-only opening cannot.
    try:
        connection = _connect(f"file:{quote(str(path))}?mode=rw")
    except sqlite3.OperationalError:
        # A read-only folder: WAL needs a place for its index. Without a log beside it the file stands still.
        if path.with_name(path.name + "-wal").exists():
            raise
        connection = _connect(f"file:{quote(str(path))}?mode=ro&immutable=1")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(uri: str, *, cached_statements: int = 128) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=cached_statements, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opening is lazy: meet what is wrong here
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA mmap_size = 268435456")
    return connection


def _is_record(connection: sqlite3.Connection, path: Path, *, empty_is_fine: bool) -> bool:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application == APPLICATION_ID:
        return True
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables or not empty_is_fine:
        connection.close()
        raise RecordError(f"{path} is not a record", hint="name a file that accordingto build wrote")
    return False


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _other_version(path: Path, *, newer: bool) -> RecordError:
    if newer:
        return RecordError(f"{path} was written by a newer accordingto", hint="pip install -U accordingto")
    return RecordError(f"{path} was written by an older accordingto", hint=f"accordingto refresh {path}")


def _translated(error: sqlite3.Error, path: Path) -> RecordError:
    """The one place where SQLite's errors become the record's."""
    text = str(error)
    if "not a database" in text:
        return RecordError(f"{path} is not a record", hint="name a file that accordingto build wrote")
    if "locked" in text:
        return RecordError(f"{path} is being written by another process", hint="try again when it has finished")
    if "readonly" in text or "unable to open" in text:
        return RecordError(f"{path} cannot be opened: {text}", hint="check that its folder exists and may be written to")
    return RecordError(f"{path}: {text}", hint="accordingto audit says whether the record is whole")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: BEGIN IMMEDIATE ... COMMIT, rolled back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Apply what is missing; each migration, its ledger row and the version number in one transaction.

    Returns the names applied.

    Raises:
        RecordError: if the record is of a newer version than this program.
    """
    known = migrations()
    if _version(connection) > known[-1][0]:
        raise _other_version(path, newer=True)
    applied = []
    for number, name, script in known:
        if number <= _version(connection):
            continue
        with transaction(connection):
            if number <= _version(connection):  # another process was quicker between the look and the lock
                continue
            for statement in statements(script):
                connection.execute(statement)
            connection.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
            connection.execute("INSERT INTO migration VALUES (?, ?)", (number, name))
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        applied.append(name)
    return applied


def statements(script: str) -> Iterator[str]:
    """The single SQL statements of a script (``executescript`` would commit by itself)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""


class WriterLock:
    """One build at a time: an exclusive lock on a file beside the record, which the system drops when the process dies.

    The lock is SQLite's own, on an empty database, so it works wherever SQLite does. Reviewers' decisions do not need it:
    they are single short transactions.
    """

    def __init__(self, path: Path) -> None:
        beside = path.with_name(path.name + "-lock")
        try:
            self._connection = sqlite3.connect(beside, isolation_level=None, timeout=0.0)
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _translated(error, path) from error

    def release(self) -> None:
        """Let the next writer in."""
        self._connection.close()
