"""What the open window does for the command line: a data directory is held by one process alone, so
a command that finds it held has the one that holds it do the work.

The two speak through a local socket (a named pipe on Windows), and each proves to the other that it
knows a key which stands in the data directory, for its owner alone to read. So whoever may ask
could read the memory itself.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from companion.domain import Deleted, JobRun, Note, NoteDetail
from companion.errors import CompanionError
from companion.events import Event, Ready

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

    from companion.app import Companion

FILE = "companion.open"
"""Where it stands how the process that holds a data directory is reached."""
SERVED = frozenset(("notes", "note", "remember", "forget_notes", "sleep"))


class Served(Protocol):
    """What may be asked of a Companion in whatever process; as `Companion` has it."""

    def notes(self, query: str = "", *, limit: int = 100) -> Future[list[Note]]:
        """Notes, latest first; with `query` those whose words match."""

    def note(self, note_id: str) -> Future[NoteDetail]:
        """A note with its sources and revisions."""

    def remember(self, text: str) -> Future[NoteDetail]:
        """Write a note."""

    def forget_notes(self, note_ids: Sequence[str]) -> Future[Deleted]:
        """Forget notes."""

    def sleep(
        self, jobs: Sequence[str] = (), *, as_of: datetime | None = None, dry_run: bool = False
    ) -> Future[tuple[JobRun, ...]]:
        """Run background jobs."""


class Serving:
    """Serves others from when the store of a Companion is open until `close`."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion
        self._file = companion.home / FILE
        self._listener: Listener | None = None
        self._closed = False
        self._unsubscribe = companion.events.subscribe(self._on_event)

    def close(self) -> None:
        """Serve nobody any more."""
        self._unsubscribe()
        closed, self._closed = self._closed, True
        if closed or self._listener is None:
            return
        self._file.unlink(missing_ok=True)
        with suppress(OSError, EOFError):
            # Who waits for somebody to come is woken by somebody who comes.
            _connect(self._listener.address, b"").close()
        self._listener.close()

    def begin(self) -> None:
        """Serve from now on: the store is open."""
        if self._listener is None and not self._closed:
            threading.Thread(target=self._serve, name="serving", daemon=True).start()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Ready):
            self.begin()

    def _serve(self) -> None:
        from multiprocessing import AuthenticationError
        from multiprocessing.connection import Listener

        key = secrets.token_bytes(32)
        self._listener = Listener(authkey=key)
        told = json.dumps({"address": self._listener.address, "key": key.hex()})
        _write_for_owner(self._file, told)
        while not self._closed:
            with suppress(OSError, EOFError, AuthenticationError):
                asked = self._listener.accept()
                if self._closed:
                    asked.close()
                    break
                threading.Thread(target=self._answer, args=(asked,), daemon=True).start()

    def _answer(self, asked: Connection[Any, Any]) -> None:
        with asked, suppress(OSError, EOFError):
            name, arguments, named = asked.recv()
            try:
                if name not in SERVED:
                    raise CompanionError("This cannot be asked of an open window.")
                asked.send((True, getattr(self._companion, name)(*arguments, **named).result()))
            except Exception as error:
                asked.send((False, error))


class Elsewhere:
    """A Companion in the process that holds a data directory: what is `SERVED` is asked of it, and
    has been answered when the call returns."""

    def __init__(self, home: Path) -> None:
        """Raises OSError and ValueError when there is none, or it serves nobody."""
        told = json.loads((home / FILE).read_text(encoding="utf-8"))
        self._address, self._key = told["address"], bytes.fromhex(told["key"])
        self._ask("notes", limit=1)

    def __getattr__(self, name: str) -> Any:
        if name not in SERVED:
            raise AttributeError(name)
        return lambda *arguments, **named: self._ask(name, *arguments, **named)

    def _ask(self, name: str, *arguments: object, **named: object) -> Future[Any]:
        answer: Future[Any] = Future()
        with _connect(self._address, self._key) as asked:
            asked.send((name, arguments, named))
            well, given = asked.recv()
        if well:
            answer.set_result(given)
        else:
            answer.set_exception(given)
        return answer


def _connect(address: Any, key: bytes) -> Connection[Any, Any]:
    from multiprocessing.connection import Client

    return Client(address, authkey=key or None)


def _write_for_owner(file: Path, text: str) -> None:
    """Whoever looks finds all of it, or nothing yet."""
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)
    beside.replace(file)
