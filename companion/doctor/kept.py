"""What is kept: the data directory, the database, and the index of its notes.

All of it is read without taking the directory's lock and without writing, so that doctor can look
while a window is open.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from companion.conditions import LITTLE_SPACE
from companion.doctor.report import Fact, Section, Status, readable_bytes
from companion.domain import JobRun, JobState
from companion.errors import StoreError
from companion.memory.model_prompt import WRITER
from companion.memory.observation import DropReason
from companion.memory.probe import verdict
from companion.models.gguf import file_key
from companion.settings import FILE as SETTINGS
from companion.settings import load_settings
from companion.sleeping import JOBS
from companion.store.claims import Claims
from companion.store.conversations import Conversations
from companion.store.database import FILE, Database
from companion.store.embeddings import Embeddings
from companion.store.meta import Meta
from companion.store.migrations import STEPS, schema_version
from companion.store.notes import Notes
from companion.store.runs import Runs
from companion.store.store import HOLDS_FORGOTTEN
from companion.store.studies import Studies
from companion.store.vectors import DIRECTORY

MANY = 1_000_000
_DROPPED: dict[str, str] = {
    DropReason.QUESTION: "asked something",
    DropReason.HYPOTHETICAL: "only imagined something",
    DropReason.JOKE: "joked",
    DropReason.REQUEST: "asked for something to be done",
    DropReason.QUOTED: "quoted or pasted something",
    DropReason.HEARSAY: "passed on hearsay",
    DropReason.UNCLEAR: "left open whom you meant",
    DropReason.SMALL_TALK: "told nothing lasting",
    DropReason.TOO_LONG: "ran too long",
    DropReason.UNGROUNDED: "the model had wrong",
    DropReason.UNREADABLE: "the model did not say clearly",
    DropReason.FORGOTTEN: "repeated what you had deleted",
}
"""What each reason means, after a number."""


def paths(home: Path) -> Section:
    """Where everything is, and whether it can be written."""
    existing = next(place for place in (home, *home.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    facts: dict[str, Fact] = {
        "home": str(home),
        "settings": str(home / SETTINGS),
        "database": str(home / FILE),
        "index": str(home / DIRECTORY),
        "free_bytes": free,
    }
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        sentence = f"Companion cannot write to {existing}. Check its permissions."
        return Section("paths", Status.FAIL, sentence, facts)
    try:
        load_settings(home)
    except StoreError as error:
        return Section("paths", Status.FAIL, str(error), facts)
    if free < LITTLE_SPACE:
        sentence = f"Only {readable_bytes(free)} are free on the disk."
        return Section("paths", Status.WARN, sentence, facts)
    if existing != home:
        return Section("paths", Status.OK, "The directory is made at the first start.", facts)
    return Section("paths", Status.OK, "The data directory can be written.", facts)


def store(home: Path) -> Section:
    """The database: its form, how much it holds, and whether SQLite finds it sound."""
    file = home / FILE
    facts: dict[str, Fact] = {"database": str(file)}
    if not file.exists():
        return Section("store", Status.OK, "Nothing has been kept yet.", facts)
    with _reading(file) as database, database.read() as session:
        connection = _connection(session)
        version = schema_version(connection)
        facts |= {"size_bytes": file.stat().st_size, "schema_version": version}
        if version > len(STEPS):
            sentence = "A newer Companion wrote this database. Update Companion to open it."
            return Section("store", Status.FAIL, sentence, facts)
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        facts["integrity_check"] = "; ".join(faults)
        if faults != ["ok"]:
            sentence = f"The database is damaged. Put a backup of {FILE} in its place."
            return Section("store", Status.FAIL, sentence, facts)
        if version < len(STEPS):
            sentence = "It is in an older form, and brought up to date at the next start."
            return Section("store", Status.OK, sentence, facts)
        conversations, messages = Conversations(database).count()
        facts |= {
            "conversations": conversations,
            "messages": messages,
            "notes": Notes(database).count(),
        }
    return Section("store", Status.OK, "The database is sound.", facts)


def writer(home: Path, starter: Callable[[], Path | None]) -> Section:
    """Who writes the memories: the rules always, and the chat model if it has passed the test."""
    facts: dict[str, Fact] = {"prompt": WRITER}
    path = load_settings(home).model_path or starter()
    known = None
    if path is not None and path.is_file() and (home / FILE).exists():
        with _reading(home / FILE) as database:
            if _version(database) == len(STEPS):
                known = verdict(Studies(database), file_key(path))
    facts["model_writes"] = known
    if known is None:
        sentence = "The rules write memories. The chat model is tested for it while Companion runs."
    elif known:
        sentence = "The rules write memories, and the chat model adds what they miss."
    else:
        sentence = "The rules write memories. The chat model cannot: it did not pass the test."
    return Section("writer", Status.OK, sentence, facts)


def writing(home: Path) -> Section:
    """Of what the person said, which sentences made no memory, and why not."""
    file = home / FILE
    if not file.exists():
        return Section("writing", Status.OK, "Nothing has been said yet.")
    with _reading(file) as database:
        if _version(database) < len(STEPS):
            return Section("writing", Status.OK, "It is counted from the next start on.")
        counted = Claims(database).dropped()
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    facts: dict[str, Fact] = {reason.replace(" ", "_"): number for reason, number in ranked}
    if not facts:
        return Section("writing", Status.OK, "No sentence was left out of the memory yet.")
    told = ", ".join(f"{number} {_DROPPED.get(reason, reason)}" for reason, number in ranked)
    total = sum(counted.values())
    sentence = f"Sentences that made no memory: {total} ({told})."
    return Section("writing", Status.OK, sentence, facts)


def sleep(home: Path) -> Section:
    """What each background job did when it last ran."""
    file = home / FILE
    if not file.exists():
        return Section("sleep", Status.OK, "There are no memories to tidy yet.")
    with _reading(file) as database:
        if _version(database) < len(STEPS):
            return Section("sleep", Status.OK, "It is kept from the next start on.")
        runs = [run for name in JOBS if (run := Runs(database).last(name)) is not None]
    facts: dict[str, Fact] = {run.job: _told(run) for run in runs}
    failed = [run.job for run in runs if run.state is JobState.FAILED]
    if failed:
        sentence = (
            f"This failed when it last ran: {', '.join(failed)}. The full report is in the log."
        )
        return Section("sleep", Status.WARN, sentence, facts)
    if not facts:
        return Section("sleep", Status.OK, "The memories are tidied when nobody needs the machine.")
    return Section("sleep", Status.OK, "The memories are tidied.", facts)


def _told(run: JobRun) -> str:
    did = ", ".join(f"{number} {what}" for what, number in run.did) or "nothing to do"
    return f"{run.started_at.astimezone():%Y-%m-%d %H:%M} ({run.state}): {did}"


def index(home: Path, fingerprint: str) -> Section:
    """Whether every note has a vector of this embedder, and the index has taken them in.

    Chroma itself is not opened: it would write, and is not safe beside another process. What it
    holds is compared with the database, and mended, at every start.
    """
    file = home / FILE
    if not file.exists():
        return Section("index", Status.OK, "There is nothing to index yet.")
    with _reading(file) as database:
        embeddings = Embeddings(database)
        facts: dict[str, Fact] = {"notes": Notes(database).count()}
        if not fingerprint:
            sentence = "Without an embedder, notes are found by their words only."
            return Section("index", Status.WARN, sentence, facts)
        missing = len(embeddings.missing_notes(fingerprint, MANY))
        missing += len(embeddings.missing_messages(fingerprint, MANY))
        vectors = len(embeddings.ids(fingerprint))
        _, waiting = embeddings.outbox(fingerprint, MANY)
        forgotten = bool(Meta(database).get(HOLDS_FORGOTTEN))
    there = any((home / DIRECTORY).glob("*/"))
    in_step = not (missing or waiting or forgotten) and (there or not vectors)
    facts |= {"vectors": vectors, "waiting": len(waiting), "in_step": in_step}
    if in_step:
        return Section("index", Status.OK, "Every note is in the index.", facts)
    if missing:
        why = f"Notes without a vector: {missing}; they are embedded while Companion runs."
    elif forgotten:
        why = "It still holds what was forgotten, and is built anew at the next start."
    elif waiting:
        why = "It has changes yet to take in, and does so at the next start."
    else:
        why = "It is lost, and built anew at the next start."
    return Section("index", Status.WARN, why, facts)


def _version(database: Database) -> int:
    with database.read() as session:
        return schema_version(_connection(session))


def _connection(session: Session) -> sqlite3.Connection:
    connection = session.connection().connection.dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


class _ReadOnlyDatabase(Database):
    """The database without its lock and its migrations: another process may have it open."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._writing = {}
        self._reading = {}
        # Without a log beside it no one has it open: then SQLite need not make one either.
        quiet = not file.with_name(f"{file.name}-wal").exists()
        uri = f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if quiet else ''}"
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(uri, uri=True, timeout=10.0),
            poolclass=NullPool,
            hide_parameters=True,
        )

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _reading(file: Path) -> Iterator[Database]:
    database = _ReadOnlyDatabase(file)
    try:
        yield database
    finally:
        database.close()
