"""Backups: made, restored, and rid of what was forgotten since.

Restoring makes a backup first, and brings back nothing that was forgotten since: forgetting takes
it out of the backups, too. A backup is opened for that like a memory of its own, and what was
forgotten here is forgotten there, with all that was made of it.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from companion.archive.export import Progress
from companion.archive.forgetting_all import MARKS
from companion.archive.retention import expired, to_remove
from companion.backup import Backup, Why
from companion.clock import FixedClock
from companion.lanes import Cancel, Cancelled
from companion.memory.branches import follow
from companion.memory.episodes import reworded
from companion.memory.forgotten import conversation_mark, id_mark, persona_mark
from companion.secrets import make_key
from companion.store.backups import backup_file, backups, folder_of, make_backup
from companion.store.copies import blanked_in, ids_in, ids_of
from companion.store.database import FILE
from companion.store.passages import cuts_between
from companion.store.store import BACKUPS_HOLD_FORGOTTEN, Store
from companion.store.tombstones import undone_mark
from companion.trash import Trash

_PREFIX = ".backup-"


def make(store: Store, why: Why, now: datetime, cancel: Cancel) -> Backup:
    """Make a backup, and remove those that are kept no longer. Any thread may.

    Raises StoreError, and Cancelled.
    """
    with store.database.connection() as source:
        made = make_backup(source, store.home, why, now, cancel.check)
    prune(store.home, now)
    return made


def prune(home: Path, now: datetime) -> None:
    """Remove the backups that are kept no longer."""
    there = backups(home)
    for backup in (*expired(there, now), *to_remove(there)):
        (folder_of(home) / backup.name).unlink(missing_ok=True)


def restore(
    store: Store,
    name: str,
    now: datetime,
    cancel: Cancel,
    progress: Progress = lambda done, total: None,
) -> Backup:
    """Make the memory what it was, and what is forgotten now stays so; returns the backup that was
    made first. Belongs on the data lane, with an empty trash and nobody reading.

    Raises NotFound, StoreError, NewerDatabase, and Cancelled.
    """
    file = backup_file(store.home, name)
    clean(store, name, cancel)
    with store.database.connection() as source:
        # The one that is restored is not to make room for it.
        made = make_backup(source, store.home, Why.RESTORE, now, cancel.check)
    buried = store.tombstones.all()
    try:
        store.database.become(file, now, cancel, progress)
    except Cancelled:
        (folder_of(store.home) / made.name).unlink(missing_ok=True)
        raise
    with store.database.write():
        store.tombstones.become(buried)
        store.tombstones.lift(_standing(store))
        follow(store, store.conversations.interrupt_streaming(now), now)
        store.runs.interrupt()
        store.forget_index()
    store.database.scrub()
    prune(store.home, now)
    return made


def _standing(store: Store) -> list[str]:
    """The marks of all that is there: it was not forgotten, or is brought back with everything."""
    marks = {**MARKS, "persona": persona_mark, "revision": undone_mark}
    return [mark(i) for table, mark in marks.items() for i in ids_of(store.database, table)]


def clean_all(store: Store, cancel: Cancel) -> int:
    """Take out of every backup what has been forgotten since it was made; returns how many were
    rewritten. Any thread may."""
    held = store.meta.get(BACKUPS_HOLD_FORGOTTEN)
    done = sum(clean(store, it.name, cancel) for it in backups(store.home))
    if store.meta.get(BACKUPS_HOLD_FORGOTTEN) == held:
        store.meta.set(BACKUPS_HOLD_FORGOTTEN, "")
    return done


def clean(store: Store, name: str, cancel: Cancel) -> bool:
    """Take out of one backup what has been forgotten since; False when it holds nothing of it."""
    file = backup_file(store.home, name)
    backup = next(it for it in backups(store.home) if it.name == name)
    made_at = backup.made_at
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=store.home) as folder:
        home = Path(folder)
        make_key(home)
        shutil.copyfile(file, home / FILE)
        copy = Store(home, FixedClock(made_at))
        try:
            before_all = backup.why is Why.FORGETTING
            changed = _forget(store, copy, made_at, cancel, all_forgotten=before_all)
        finally:
            copy.close()
        cancel.check()
        if changed:
            (home / FILE).chmod(0o600)
            (home / FILE).replace(file)
    return changed


def _forget(
    store: Store, copy: Store, now: datetime, cancel: Cancel, *, all_forgotten: bool
) -> bool:
    notes, talks = ids_in(copy.database)
    notes_here, talks_here = ids_in(store.database)
    talk_marks = {conversation_mark(i): i for i in talks - talks_here}
    note_marks = {id_mark(i): i for i in notes - notes_here}
    buried = store.tombstones.buried_at([*talk_marks, *note_marks])
    if all_forgotten:
        # What was forgotten with everything else is what this one is kept for.
        buried = {mark: at for mark, at in buried.items() if at != now}
    cancel.check()
    trash = Trash(copy, FixedClock(now))
    changed = _blank(store, copy, now)
    for mark in sorted(buried.keys() & talk_marks.keys()):
        trash.delete_conversation(talk_marks[mark])
        changed = True
    if there := sorted(note_marks[mark] for mark in buried.keys() & note_marks.keys()):
        trash.forget_notes(there)
        changed = True
    if changed:
        for _ in trash.purge(everything=True):
            cancel.check()
        copy.database.scrub()
    return changed


def _blank(store: Store, copy: Store, now: datetime) -> bool:
    """Take the words out of the messages of a copy that were taken out here since."""
    left = blanked_in(store.database)
    messages = [it for it in copy.passages.messages(list(left)) if it.text != left[it.id][0]]
    if not messages:
        return False
    cuts = {it.id: cuts_between(it.text, left[it.id][0]) for it in messages}
    with copy.database.write():
        copy.passages.blank(cuts, {it.id: left[it.id][1] for it in messages})
        if emptied := reworded(list(cuts), copy, now).emptied:
            copy.notes.purge(emptied)
    return True
