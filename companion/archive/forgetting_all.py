"""Forgetting everything: all conversations and memories, with the index and the backups, and
nothing of them in the files.

It begins with a backup that is kept for a while, or not, as its owner says. Archives that were
exported are theirs, and stay: what of it was forgotten here is known by the hashes of ids alone, so
that an import leaves it out unless it is asked for, and other machines forget it, too.
"""

from __future__ import annotations

from datetime import datetime

from companion.backup import Backup, Why
from companion.lanes import Cancel, Cancelled
from companion.memory.forgotten import conversation_mark, id_mark, persona_mark
from companion.store.backups import backups, folder_of, make_backup
from companion.store.copies import ids_of
from companion.store.database import interruptible
from companion.store.emptying import empty
from companion.store.store import HOLDS_FORGOTTEN, Store
from companion.store.tombstones import filter_mark, run_mark
from companion.store.vectors import remove_all

KEEPS_ONLY = "keeps_only_backup"
"""Where it is noted, until that is done, which backup alone is to stay; a name that no backup has
for none."""
_NONE = "none"
MARKS = {
    "note": id_mark,
    "conversation": conversation_mark,
    "saved_filter": filter_mark,
    "job_run": run_mark,
}
"""What is known of the rows of these tables when they are gone."""


def forget_all(store: Store, now: datetime, keep_backup: bool, cancel: Cancel) -> Backup | None:
    """Forget everything; returns the backup that was made first. What was forgotten before stays
    so, by its words if there is a backup to go back to; without one, no mark of a word is left.
    Belongs on the data lane, with an empty trash and nobody talking.

    Raises StoreError, and Cancelled; then nothing has changed.
    """
    made = None
    if keep_backup:
        with store.database.connection() as source:
            made = make_backup(source, store.home, Why.FORGETTING, now, cancel.check)
    noted = {KEEPS_ONLY: made.name if made else _NONE, HOLDS_FORGOTTEN: str(now)}
    try:
        with store.database.write() as session, interruptible(session, cancel):
            if made is None:
                store.tombstones.forget_words()
            store.tombstones.bury(map(persona_mark, ids_of(store.database, "persona")), now)
            empty(store.database, noted, MARKS, now)
    except Cancelled:
        if made is not None:
            (folder_of(store.home) / made.name).unlink(missing_ok=True)
        raise
    store.database.shrink()
    store.database.scrub()
    remove_other_backups(store)
    if store.index is not None:
        store.rebuild_index()
    else:
        remove_all(store.home)
    return made


def remove_other_backups(store: Store) -> None:
    """Remove the backups of what was forgotten, as `forget_all` began to."""
    if kept := store.meta.get(KEEPS_ONLY):
        for it in backups(store.home):
            if it.name != kept:
                (folder_of(store.home) / it.name).unlink(missing_ok=True)
        store.meta.set(KEEPS_ONLY, "")
