"""Taking an import back: what it brought goes, and what it changed is again what it was.

What was said and noted since stays, and so does what that rests on: the messages before it, and
notes that their owner has changed. What was noted since of the talk that goes, goes with it. What
was forgotten on another machine comes back as long as it is in the trash. An import in place of all
that was here is undone by its backup alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from companion.archive.settings_due import note_due
from companion.domain import NoteKind
from companion.errors import NotFound
from companion.lanes import Cancel
from companion.memory.branches import follow
from companion.memory.episodes import worded
from companion.memory.telling import retell
from companion.settings import Settings, taken_back
from companion.store.database import interruptible
from companion.store.store import Store
from companion.store.undone_runs import undone

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an import back has changed or removed, by ids."""

    note_ids: tuple[str, ...]
    conversation_ids: tuple[str, ...]
    settings: Settings | None = None
    """What the settings are now, if the import had changed them."""


def undo_import(
    store: Store, now: datetime, cancel: Cancel, settings: Settings | None = None
) -> TakenBack:
    """Take back the last import, and what it has made of the `settings`, which is noted, to be
    written by `settings_due`. Belongs on the data lane. Raises NotFound when there is none that
    can be taken back: none was made, or something was forgotten for good since; and Cancelled, at
    once, and then nothing has changed."""
    with store.database.write() as session, interruptible(session, cancel):
        if not store.imports.any():
            raise NotFound("There is no import that could be undone.")
        messages = store.imports.messages()
        gone = store.imports.notes(messages)
        changed = _restore(store)
        after = _without_its(store, settings)
        talks, moved = store.imports.take_out(messages)
        changed += _reword(store, set(gone))
        store.imports.forget()
        for at in range(0, len(gone), AT_ONCE):
            store.notes.purge(gone[at : at + AT_ONCE])
        told = (*follow(store, moved, now), *retell(store, now))
        if after is not None:
            note_due(store, after)
    ids = tuple(dict.fromkeys((*gone, *changed, *told)))
    return TakenBack(ids, tuple(talks), after)


def _without_its(store: Store, settings: Settings | None) -> Settings | None:
    changed = store.imports.settings()
    if settings is None or changed is None:
        return None
    before, after = map(Settings.model_validate_json, changed)
    return taken_back(settings, before, after)


def _restore(store: Store) -> list[str]:
    changes = {it.after.id: it for it in store.imports.changes()}
    for note in store.imports.here(list(changes)).values():
        it = changes[note.id]
        store.imports.put(note, replace(note, **undone(note, it.before, it.after, words=True)))
    return list(changes)


def _reword(store: Store, gone: set[str]) -> list[str]:
    """Let the episodes that stay tell what of them is left."""
    changed = []
    kept = [i for i in store.imports.episodes() if i not in gone]
    for note in store.imports.here(kept).values():
        live, left = store.episodes.messages(note.id)
        if note.kind is NoteKind.EPISODE and (live or left):
            after = worded(live or left, note, store.episodes.folded(note.id))
            if after != note:
                store.imports.put(note, after)
                changed.append(note.id)
    return changed
