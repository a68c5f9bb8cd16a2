"""Editing: what the owner does to notes by hand. Each change is a revision, so that it can be seen.

Every call returns at once; the change is made on the data lane and told as NotesChanged.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from companion.domain import Note, NoteDetail, NoteKind, Origin, new_id, whole
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store

IMPORTANCE = 8
"""How important a note is that its owner wrote."""


class Editing:
    """Writes, corrects, pins, hushes and restores notes."""

    def __init__(
        self,
        runtime: Runtime,
        notes_changed: Callable[..., None],
        refresh: Callable[[], None],
        catch_up: Callable[[], object],
    ) -> None:
        """`notes_changed` is told the ids of notes that have changed, `refresh` has every prompt
        laid out anew, and `catch_up` embeds what reads otherwise now."""
        self._runtime = runtime
        self._notes_changed = notes_changed
        self._refresh = refresh
        self._catch_up = catch_up

    def remember(self, text: str) -> Future[NoteDetail]:
        """Write a note."""

        def write(store: Store) -> NoteDetail:
            from companion.memory.evolve import described_anew

            now = self._runtime.clock.now()
            said = whole(text).strip()
            note = Note(new_id(), NoteKind.FACT, said, Origin.USER, now, now, importance=IMPORTANCE)
            described = described_anew(note, store, now)
            entry = (described.put_on(note), ())
            with store.database.write():
                store.notes.add([entry], actor="user", reason="you wrote it", now=now)
                store.entities.mention({note.id: described.entities})
            self._notes_changed(note.id)
            self._catch_up()
            return store.notes.detail(note.id)

        return self._runtime.write(write)

    def correct(self, note_id: str, text: str) -> Future[NoteDetail]:
        """Replace a note's text, and what it is found by. Fails with NotFound."""

        def correct(store: Store) -> NoteDetail:
            from companion.memory.evolve import described_anew

            note = replace(store.notes.detail(note_id).note, text=whole(text).strip())
            described = described_anew(note, store, self._runtime.clock.now())
            after = described.put_on(note)
            found_by = {name: getattr(after, name) for name in ("keywords", "tags", "key_text")}
            with store.database.write():
                store.entities.mention({note_id: described.entities})
                self._change(store, note_id, "corrected", text=after.text, **found_by)
            return self._changed(store, note_id)

        return self._runtime.write(correct)

    def pin(self, note_id: str, pinned: bool) -> Future[NoteDetail]:
        """Pin a note, or let it go. Fails with NotFound."""

        def pin(store: Store) -> NoteDetail:
            self._change(store, note_id, "pinned" if pinned else "unpinned", pinned=pinned)
            self._refresh()
            return self._changed(store, note_id)

        return self._runtime.write(pin)

    def hush(self, note_id: str, hushed: bool) -> Future[NoteDetail]:
        """Hush a note, or let it speak. Fails with NotFound."""
        reason = "not to be brought up" if hushed else "may be brought up again"

        def hush(store: Store) -> NoteDetail:
            self._change(store, note_id, reason, hushed=hushed)
            return self._changed(store, note_id)

        return self._runtime.write(hush)

    def restore(self, note_id: str) -> Future[NoteDetail]:
        """Have a note take part in recall again. Fails with NotFound."""

        def restore(store: Store) -> NoteDetail:
            from companion.memory.reconcile import restored

            note = store.notes.detail(note_id).note
            self._change(store, note_id, "it is so", **restored(note))
            return self._changed(store, note_id)

        return self._runtime.write(restore)

    def _change(self, store: Store, note_id: str, reason: str, **fields: object) -> None:
        now = self._runtime.clock.now()
        store.notes.change(note_id, actor="user", reason=reason, now=now, **fields)

    def _changed(self, store: Store, note_id: str) -> NoteDetail:
        self._notes_changed(note_id)
        self._catch_up()
        return store.notes.detail(note_id)
