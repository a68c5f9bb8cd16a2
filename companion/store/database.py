"""The SQLite file: opening, locking, migrating, transactions, and its errors in plain words."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from companion.clock import Clock, FixedClock
from companion.errors import HomeInUse, StoreError
from companion.lanes import Cancel, Cancelled
from companion.store import plain
from companion.store.migrations import migrate, refuse_newer

log = logging.getLogger(__name__)

FILE = "companion.db"
LOCK = "companion.lock"
_LOOK_EVERY = 50_000
"""Steps of SQLite's machine, a millisecond or so, after which it is asked whether to go on."""

_LOOK_SELDOM = 1_000_000
"""The same while other threads of Python work: to ask, it waits for them."""
_BESIDE = ("temp_store = MEMORY", "incoming.cache_size = -16384")
"""What is looked up for each record stays in memory."""
_FULL_TEXT = ("note_fts", "message_fts")
_MERGED_AT_ONCE = 200
"""Pages of a full-text index."""
_PAGES = 1000
"""After how many pages in the log a commit copies them into the file, as SQLite does by itself."""


class Database:
    """The open database of one data directory, held by this process alone.

    Raises StoreError when the directory or the file cannot be used, HomeInUse when another process
    holds it, NewerDatabase when a newer Companion wrote it.
    """

    def __init__(self, home: Path, clock: Clock) -> None:
        self.file = home / FILE
        self._lock = _take(home)
        self._writing: dict[int, Session] = {}
        self._reading: dict[int, Session] = {}
        self.writes = 0
        """How often what is stored may have changed."""
        try:
            with plain_errors(self.file):
                migrate(self.file, clock)
                # The connection used last is the next one, too: what another one has written
                # empties the cache of pages.
                self._engine = create_engine(
                    f"sqlite:///{self.file}", hide_parameters=True, pool_use_lifo=True
                )
                event.listen(self._engine, "connect", _prepare)
                event.listen(self._engine, "begin", _begin)
        except BaseException:
            self._lock.release()
            raise

    def write(self) -> AbstractContextManager[Session]:
        """A transaction that is committed when the block ends, and rolled back if it raises.

        Inside another one of the same thread it is a part of that.
        """
        outer = self._writing.get(threading.get_ident())
        return self._write() if outer is None else nullcontext(outer)

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with (
            plain_errors(self.file),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection(execution_options={"companion_write": True})
            self._writing[threading.get_ident()] = session
            try:
                yield session
            finally:
                del self._writing[threading.get_ident()]
        self.writes += 1

    @contextmanager
    def beside(self, file: Path, *, write: bool) -> Iterator[Session]:
        """A transaction that sees the tables of another database as those of `incoming`; with
        `write` committed when the block ends, and rolled back if it raises. What reads or writes
        in this thread meanwhile is a part of it."""
        sessions = self._writing if write else self._reading
        thread = threading.get_ident()
        with plain_errors(self.file), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            # Not inside a transaction: there it is too late.
            driver.execute("ATTACH DATABASE ? AS incoming", [str(file)])
            # Who waits for the commit does not wait for that, too: see `settle`.
            driver.execute("PRAGMA wal_autocheckpoint = 0")
            for pragma in _BESIDE:
                driver.execute(f"PRAGMA {pragma}")
            try:
                connection.execution_options(companion_write=write)
                with Session(connection, expire_on_commit=False) as session, session.begin():
                    session.connection()
                    sessions[thread] = session
                    try:
                        yield session
                    finally:
                        del sessions[thread]
                self.writes += 1
            finally:
                driver.execute("DETACH DATABASE incoming")
                driver.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")

    def read(self) -> AbstractContextManager[Session]:
        """A session to read from; what is changed in it is not kept.

        Inside another one of the same thread it is a part of that: all of it sees one state. Inside
        a transaction of the same thread it reads what that has written so far.
        """
        thread = threading.get_ident()
        outer = self._writing.get(thread) or self._reading.get(thread)
        return self._read() if outer is None else nullcontext(outer)

    @contextmanager
    def _read(self) -> Iterator[Session]:
        thread = threading.get_ident()
        with plain_errors(self.file), Session(self._engine) as session:
            self._reading[thread] = session
            try:
                yield session
            finally:
                del self._reading[thread]

    @contextmanager
    def long_read(self, stop: Callable[[], bool]) -> Iterator[Session]:
        """A session to read from in steps, of one state however long that takes: others of the same
        thread are no part of it. What is under way when `stop` says so ends with Cancelled."""
        with plain_errors(self.file), Session(self._engine) as session:
            driver = plain.driver(session)
            driver.set_progress_handler(stop, _LOOK_EVERY)
            try:
                yield session
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                    raise Cancelled from error
                raise
            finally:
                driver.set_progress_handler(None, 0)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of SQLite's own, to copy from."""
        with plain_errors(self.file), closing(sqlite3.connect(self.file)) as connection:
            yield connection

    def become(
        self, file: Path, now: datetime, cancel: Cancel, progress: Callable[[int, int], None]
    ) -> None:
        """Hold what another database file of ours holds, brought to the newest version; `progress`
        is told how many pages of how many are copied.

        Raises NewerDatabase, StoreError when it is damaged, and Cancelled; then nothing has
        changed.
        """

        def copied(_: int, left: int, total: int) -> None:
            # With the last page it is done.
            if left:
                cancel.check()
            progress(total - left, total)

        with plain_errors(file), closing(sqlite3.connect(file)) as source:
            refuse_newer(source, file)
            source.set_progress_handler(lambda: int(bool(cancel)), _LOOK_SELDOM)
            try:
                damaged = source.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
            except sqlite3.OperationalError:
                cancel.check()
                raise
            if damaged:
                raise sqlite3.DatabaseError("malformed")
            self._engine.dispose()
            with self.connection() as target:
                source.backup(target, pages=_PAGES, progress=copied)
        with plain_errors(self.file):
            migrate(self.file, FixedClock(now))
        self.writes += 1

    def scrub(self) -> None:
        """Leave no trace of deleted rows in the file: full-text segments and the log included."""
        with plain_errors(self.file):
            connection = self._engine.raw_connection()
            try:
                for table in _FULL_TEXT:
                    connection.cursor().execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
                connection.commit()
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def merge_words(self) -> bool:
        """Bring the full-text indexes nearer to being in one piece each, in some 20 ms; whether
        there is more to do. A word is looked for in every piece, and each commit adds one."""
        with self.write() as session:
            driver = plain.driver(session)
            for table in _FULL_TEXT:
                before = driver.total_changes
                merge = f"INSERT INTO {table}({table}, rank) VALUES ('merge', ?)"
                driver.execute(merge, [-_MERGED_AT_ONCE])
                # What says that it did nothing counts as one change itself.
                if driver.total_changes - before > 1:
                    return True
        return False

    def settle(self) -> None:
        """Copy what a large transaction has left in the log into the file. Any thread may: nobody
        waits for it."""
        with plain_errors(self.file), self.connection() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def shrink(self) -> None:
        """Give back to the disk what nothing is in."""
        with plain_errors(self.file), self.connection() as connection:
            connection.execute("VACUUM")

    def close(self) -> None:
        """Close every connection and let others have the directory."""
        self._engine.dispose()
        self._lock.release()


def _take(home: Path) -> FileLock:
    lock = FileLock(home / LOCK, blocking=False, thread_local=False)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise HomeInUse(
            "Another Companion already has this memory open.",
            "Use its window, or close it first.",
        ) from error
    except (OSError, NotImplementedError) as error:
        raise StoreError(
            f"Companion cannot write to its data directory {home}.",
            "Check its permissions, or choose another one with --home.",
        ) from error
    return lock


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy starts every transaction itself (see _begin); pysqlite would start it too late.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "secure_delete = ON",
        # Every commit reaches the disk: what was said survives a power cut.
        "synchronous = FULL",
        "busy_timeout = 10000",
        # KiB. With 100,000 notes, what one message looks up is spread over more than the usual 2.
        "cache_size = -32768",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("companion_write", False)
    # IMMEDIATE takes the write lock at once, so that no transaction fails half-way for want of it.
    # By the driver: a message takes several, and SQLAlchemy longer over each than SQLite.
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def interruptible(session: Session, cancel: Cancel) -> Iterator[None]:
    """Raise Cancelled in this block as soon as it is cancelled: a statement that is under way ends,
    too."""
    driver = plain.driver(session)
    driver.set_progress_handler(lambda: int(bool(cancel)), _LOOK_SELDOM)
    try:
        cancel.check()
        yield
        cancel.check()
    except Exception:
        cancel.check()
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def plain_errors(file: Path) -> Iterator[None]:
    """Turn the world's SQLite errors into StoreError; let bugs (wrong SQL) pass as they are."""
    try:
        yield
    except DatabaseError as error:
        cause = error.orig if isinstance(error.orig, sqlite3.Error) else None
        raise _plain(cause, file) or error from error
    except sqlite3.Error as error:
        raise _plain(error, file) or error from error


def _plain(error: sqlite3.Error | None, file: Path) -> StoreError | None:
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return StoreError(
            "The disk is full or cannot be written to, so this could not be kept.",
            "Free some space and try again; everything kept before is safe.",
        )
    if "not a database" in text or "malformed" in text:
        return StoreError(
            f"The database {file} is damaged.",
            f"Put a backup of {file.name} in its place; the damaged file has not been touched.",
        )
    if "readonly" in text or "unable to open" in text:
        return StoreError(
            f"Companion cannot write to its database {file}.",
            "Check the permissions of the file and of its directory.",
        )
    if "locked" in text:
        return StoreError(f"Another program holds the database {file}.", "Close it and try again.")
    return None
