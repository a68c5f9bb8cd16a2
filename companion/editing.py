"""Editing: the simple things its owner does to one note, each of which gives the note as it is.

They are acts of `companion.acting`, for whoever will not undo them: the command line, a script.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from companion.acting import Acting
from companion.acts import Act
from companion.domain import NoteDetail
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store


class Editing:
    """Writes, corrects, pins, hushes and restores notes."""

    def __init__(self, runtime: Runtime, acting: Acting) -> None:
        self._runtime = runtime
        self._acting = acting

    def remember(self, text: str) -> Future[NoteDetail]:
        """Write a note."""
        from companion.memory import steering

        return self._note(lambda store, now: steering.write(store, now, text))

    def correct(self, note_id: str, text: str) -> Future[NoteDetail]:
        """Replace a note's text, and what it is found by. Fails with NotFound."""
        from companion.memory import steering

        return self._note(lambda store, now: steering.correct(store, now, note_id, text), note_id)

    def pin(self, note_id: str, pinned: bool) -> Future[NoteDetail]:
        """Pin a note, or let it go. Fails with NotFound."""
        return self._edit(note_id, pinned=pinned)

    def hush(self, note_id: str, hushed: bool) -> Future[NoteDetail]:
        """Hush a note, or let it speak. Fails with NotFound."""
        return self._edit(note_id, hushed=hushed)

    def restore(self, note_id: str) -> Future[NoteDetail]:
        """Have a note take part in recall again. Fails with NotFound."""
        from companion.memory import steering

        return self._note(lambda store, now: steering.bring_back(store, now, [note_id]), note_id)

    def _edit(self, note_id: str, **fields: object) -> Future[NoteDetail]:
        from companion.memory import steering

        return self._note(lambda store, now: steering.edit(store, now, [note_id], fields), note_id)

    def _note(self, act: Callable[[Store, datetime], Act], note_id: str = "") -> Future[NoteDetail]:
        """Do an act, and give the note, or the one it has written."""

        def do(store: Store) -> NoteDetail:
            done = self._acting.carry_out(act, store)
            return store.notes.detail(note_id or done.note_ids[0])

        return self._runtime.write(do)
