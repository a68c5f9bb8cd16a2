"""Taking the memory along and bringing it in, on a lane of its own, so that nobody waits for it.

Every call returns at once. What is done is told by ArchiveProgress, and the future gives the end;
cancelled, it fails with Cancelled and nothing has changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from companion.errors import StoreError
from companion.events import Activity, ArchiveProgress, ConversationsChanged
from companion.lanes import Cancel, Cancelled, Either, Lane, LaneClosed, Priority
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.archive.export import Exported, ExportOptions
    from companion.archive.importing import Imported, ImportOptions, Prepared, Preview
    from companion.archive.undoing import TakenBack
    from companion.backup import Backup
    from companion.compared import Compared
    from companion.selection import Selection
    from companion.store.store import Store

T = TypeVar("T")
DAY = timedelta(days=1)
FEW = 500
"""Vectors that the index takes in at once; for more it is built anew, in the background."""
LOOK_AGAIN_S = 0.05
"""How soon an import that gave way looks whether somebody still waits."""
TELL_EVERY_S = 0.1
"""Progress is told no more often than this."""


class Archiving:
    """Exports and imports, one thing at a time."""

    def __init__(
        self,
        runtime: Runtime,
        notes_changed: Callable[..., None],
        purge_everything: Callable[[], None],
        catch_up: Callable[[], object],
        refresh: Callable[[], None],
        quieten: Callable[[], None],
    ) -> None:
        """`notes_changed` is told the ids of notes that have come or changed, `purge_everything`
        empties the trash, `catch_up` does what then is left to do, `refresh` has every prompt laid
        out anew, and `quieten` ends what is being said and done."""
        self._runtime = runtime
        self._notes_changed = notes_changed
        self._purge_everything = purge_everything
        self._catch_up = catch_up
        self._refresh = refresh
        self._quieten = quieten
        self._lane: Lane | None = None
        self._cancel = Cancel()
        self._tending = Cancel()
        self._closed = False
        self._told_at = 0.0

    def open(self, store: Store) -> None:
        """Make an end of what was left half-done by a process that was killed. For the data
        lane."""
        from companion.archive.sweeping import sweep

        sweep(store)
        with suppress(StoreError):
            self._write_settings(store)

    def export(self, file: Path, selection: Selection, options: ExportOptions) -> Future[Exported]:
        """Write what a selection chooses to a file. Fails with ArchiveError."""

        def work(cancel: Cancel) -> Exported:
            from companion.archive.export import export
            from companion.memory.freshness import Freshnesses

            runtime = self._runtime
            store, settings = runtime.store(), runtime.kept_settings()
            aging = Freshnesses().aging(selection.filter, store, runtime.clock.now())
            return export(store, settings, file, selection, options, self._tell, cancel, aging)

        return self._begin("Exporting", work)

    def read(self, file: Path, passphrase: str = "") -> Future[Prepared]:
        """Read a file that may be imported, to be closed when it is done with. Fails with
        ArchiveError, and with WrongPassphrase when it is locked."""

        def work(cancel: Cancel) -> Prepared:
            from companion.archive.importing import prepare

            runtime = self._runtime
            runtime.store()
            return prepare(file, passphrase, runtime.home, runtime.clock.now(), self._tell, cancel)

        return self._begin("Reading an archive", work)

    def preview(self, prepared: Prepared, options: ImportOptions) -> Future[Preview]:
        """What importing it would do."""

        def work(cancel: Cancel) -> Preview:
            from companion.archive.importing import preview

            runtime = self._runtime
            return preview(runtime.store(), prepared, options, cancel, runtime.kept_settings())

        return self._begin("", work)

    def compare(self, prepared: Prepared, kind: str, ids: Sequence[str]) -> Future[list[Compared]]:
        """What records of a kind that its preview lists say here and there."""

        def work(_: Cancel) -> list[Compared]:
            from companion.archive.importing import compare

            return compare(self._runtime.store(), prepared, kind, ids)

        return self._begin("", work)

    def take_in(self, prepared: Prepared, options: ImportOptions) -> Future[Imported]:
        """Import it. What was deleted before can no longer be brought back. Fails with
        ArchiveError, and with Cancelled, and then nothing has changed.

        It is one transaction, so it holds the data lane. When the person says something meanwhile
        it gives way: what it has begun is rolled back, and done anew when nobody waits.
        """

        def work(cancel: Cancel) -> Imported:
            self._runtime.write(lambda _: self._purge_everything()).result()
            backup = self._back_up_before_import(cancel)
            done = self._giving_way(lambda flag: self._take_in(prepared, options, flag), cancel)
            self._runtime.store().database.settle()
            return replace(done, backup=backup)

        return self._begin("Importing", work)

    def can_undo_import(self) -> Future[bool]:
        """Whether the last import can be taken back."""
        return self._runtime.read(lambda store: store.imports.any())

    def undo_import(self) -> Future[TakenBack]:
        """Take the last import back, but for what rests on it since. It gives way to the person as
        an import does. Fails with NotFound when there is none, or something was forgotten for good
        since."""
        return self._begin("", lambda cancel: self._giving_way(self._undo_import, cancel))

    def backups(self) -> Future[list[Backup]]:
        """All backups, latest first."""

        def work(store: Store) -> list[Backup]:
            from companion.store.backups import backups

            return backups(store.home)

        return self._runtime.read(work)

    def back_up(self) -> Future[Backup]:
        """Make a backup now. Fails with StoreError."""

        def work(cancel: Cancel) -> Backup:
            from companion.archive.backing import make
            from companion.backup import Why

            return make(self._runtime.store(), Why.BY_HAND, self._runtime.clock.now(), cancel)

        return self._begin("Making a backup", work)

    def restore(self, name: str) -> Future[Backup]:
        """Make the memory what it was in a backup, less what was forgotten since; gives the backup
        that is made first, which undoes it. It gives way to the person as an import does. Fails
        with NotFound, with StoreError, and with Cancelled, and then nothing has changed."""

        def work(cancel: Cancel) -> Backup:
            return self._giving_way(lambda flag: self._restore(name, flag), cancel)

        return self._begin("Restoring a backup", work)

    def forget_all(self, *, keep_backup: bool) -> Future[Backup | None]:
        """Forget every conversation and every memory, and remove all backups; gives the one that
        is made first and kept for 30 days, if that is asked for. Fails with StoreError."""

        def work(cancel: Cancel) -> Backup | None:
            self._quieten()
            return self._giving_way(lambda flag: self._forget_all(keep_backup, flag), cancel)

        return self._begin("Forgetting everything", work)

    def look_after(self) -> Future[None]:
        """Make the backup of the day, if there is none, and take out of all of them what has been
        forgotten."""

        def work(cancel: Cancel) -> None:
            from companion.archive.backing import clean_all, make, prune
            from companion.backup import Why
            from companion.store.backups import backups
            from companion.store.store import BACKUPS_HOLD_FORGOTTEN

            store, now = self._runtime.store(), self._runtime.clock.now()
            last = next((it.made_at for it in backups(store.home) if it.why is Why.DAILY), None)
            if store.notes.count() and (last is None or now - last >= DAY):
                make(store, Why.DAILY, now, cancel)
            prune(store.home, now)
            if store.meta.get(BACKUPS_HOLD_FORGOTTEN):
                clean_all(store, cancel)

        return self._begin("", work)

    def persona_id(self, name: str) -> Future[str]:
        """The id of the persona of this name. Fails with NotFound."""
        return self._runtime.read(lambda store: store.conversations.persona_named(name).id)

    def cancel(self) -> None:
        """End what is going on; nothing of it stays."""
        self._cancel.set()

    def close(self) -> None:
        """Cancel what is going on and wait until it has ended."""
        self._closed = True
        self.cancel()
        self._tending.set()
        if self._lane is not None:
            self._lane.close(timeout=None)

    def _back_up_before_import(self, cancel: Cancel) -> str:
        """Make the backup that undoes an import, even of nothing; gives its name."""
        from companion.archive.backing import make
        from companion.backup import Why

        store = self._runtime.store()
        return make(store, Why.IMPORT, self._runtime.clock.now(), cancel).name

    def _giving_way(self, work: Callable[[Cancel], T], cancel: Cancel) -> T:
        """Have the data lane do what looks at a flag, and again from the beginning when it had to
        make way for the person."""
        runtime = self._runtime
        while True:
            urgent = Cancel()
            attempt = partial(work, Either(cancel, urgent))
            try:
                return runtime.submit(
                    runtime.data_lane, attempt, Priority.BACKGROUND, urgent
                ).result()
            except CancelledError as error:
                raise Cancelled from error
            except Cancelled:
                cancel.check()
                while runtime.person_waits():
                    cancel.check()
                    time.sleep(LOOK_AGAIN_S)

    def _take_in(self, prepared: Prepared, options: ImportOptions, cancel: Cancel) -> Imported:
        from companion.archive.importing import Mode, take_in

        runtime = self._runtime
        store = runtime.store()
        self._purge_everything()
        now, settings = runtime.clock.now(), runtime.kept_settings()
        done = take_in(store, prepared, options, now, cancel, settings)
        replaced = options.mode is Mode.REPLACE
        self._write_settings(store)
        if store.index is not None and (replaced or done.vectors > FEW):
            runtime.in_steps(runtime.data_lane, "Building the search index", store.rebuilding())
        else:
            store.sync_index()
        self._notes_changed(*done.note_ids)
        runtime.events.publish(ConversationsChanged(done.conversation_ids))
        self._catch_up()
        return done

    def _undo_import(self, cancel: Cancel) -> TakenBack:
        from companion.archive.undoing import undo_import

        runtime = self._runtime
        store = runtime.store()
        done = undo_import(store, runtime.clock.now(), cancel, runtime.kept_settings())
        self._write_settings(store)
        store.sync_index()
        self._refresh()
        self._notes_changed(*done.note_ids)
        runtime.events.publish(ConversationsChanged(done.conversation_ids))
        self._catch_up()
        return done

    def _forget_all(self, keep_backup: bool, cancel: Cancel) -> Backup | None:
        from companion.archive.forgetting_all import forget_all
        from companion.store.copies import ids_in

        store = self._runtime.store()
        self._purge_everything()
        notes, talks = (sorted(ids) for ids in ids_in(store.database))
        made = forget_all(store, self._runtime.clock.now(), keep_backup, cancel)
        self._refresh()
        self._notes_changed(*notes)
        self._runtime.events.publish(ConversationsChanged(tuple(talks)))
        return made

    def _restore(self, name: str, cancel: Cancel) -> Backup:
        from companion.archive.backing import restore
        from companion.store.copies import ids_in

        runtime = self._runtime
        store = runtime.store()
        self._purge_everything()
        before = ids_in(store.database)
        made = restore(store, name, runtime.clock.now(), cancel, self._tell)
        if store.index is not None:
            runtime.in_steps(runtime.data_lane, "Building the search index", store.rebuilding())
        notes, talks = (
            sorted({*a, *b}) for a, b in zip(before, ids_in(store.database), strict=True)
        )
        self._refresh()
        self._notes_changed(*notes)
        runtime.events.publish(ConversationsChanged(tuple(talks)))
        self._catch_up()
        return made

    def _write_settings(self, store: Store) -> None:
        from companion.archive.settings_due import write_due

        if (settings := write_due(store)) is not None:
            self._runtime.settings = settings

    def _begin(self, what: str, work: Callable[[Cancel], T]) -> Future[T]:
        if self._closed:
            raise LaneClosed("no more archives: all is being closed")
        if self._lane is None:
            self._lane = Lane("archive")
        cancel = Cancel()
        if what:
            self._cancel = cancel
        else:
            # What its owner has begun is still theirs to cancel.
            self._tending = cancel

        def watched() -> T:
            publish = self._runtime.events.publish
            if what:
                publish(Activity(what))
            try:
                cancel.check()
                return work(cancel)
            finally:
                if what:
                    publish(Activity(""))

        return self._runtime.submit(self._lane, watched)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._told_at >= TELL_EVERY_S:
            self._told_at = now
            self._runtime.events.publish(ArchiveProgress(done, total))
