"""Acting: what its owner does to notes by hand, and what is asked for it. Every act can be undone.

Every call returns at once; the work is done on the data lane and told as NotesChanged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from companion.acts import Act, Forgetting, Use
from companion.domain import Entity, JobState, Link, LinkKind, Note, NoteKind
from companion.errors import CompanionError
from companion.events import JobProgress
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store

USES = 50
"""The replies that are told at the most."""


class Acting:
    """Each act gives what it takes to undo it: nothing is lost while its `Act` is kept."""

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

    def write(self, text: str, kind: NoteKind = NoteKind.FACT) -> Future[Act]:
        """Write a note in the owner's words; the act names it."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.write(store, now, text, kind))

    def correct(self, note_id: str, text: str) -> Future[Act]:
        """Give a note other words. Fails with NotFound."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.correct(store, now, note_id, text))

    def edit(self, note_ids: Sequence[str], **fields: object) -> Future[Act]:
        """Change `kind`, `importance`, `subject`, `valid_from`, `valid_to`, `tags`, `pinned` or
        `hushed` of notes. Fails with NotFound, and with CompanionError for what cannot be."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.edit(store, now, note_ids, fields))

    def name(self, note_id: str, entities: Sequence[Entity]) -> Future[Act]:
        """Say whom and what a note mentions. Fails with NotFound."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.name(store, now, note_id, entities))

    def archive(self, note_ids: Sequence[str]) -> Future[Act]:
        """Put notes out of recall. Fails with NotFound."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.archive(store, now, note_ids))

    def bring_back(self, note_ids: Sequence[str]) -> Future[Act]:
        """Have notes take part in recall again, whatever kept them out. Fails with NotFound."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.bring_back(store, now, note_ids))

    def end(self, note_ids: Sequence[str], since: datetime) -> Future[Act]:
        """Notes are no longer true since a time. Fails with NotFound, and with CompanionError when
        one began only later."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.end(store, now, note_ids, since))

    def merge(self, stays_id: str, others: Sequence[str], text: str) -> Future[Act]:
        """Join notes: one stays, with these words. Fails with NotFound, and with CompanionError for
        what was made of others."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.merge(store, now, stays_id, others, text))

    def split(self, note_id: str, texts: Sequence[str]) -> Future[Act]:
        """Write several notes in the place of one. Fails with NotFound and CompanionError."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.split(store, now, note_id, texts))

    def link(
        self, note_id: str, other_id: str, kind: LinkKind = LinkKind.RELATED, reason: str = ""
    ) -> Future[Act]:
        """Say how two notes bear on each other. Fails with NotFound."""
        from companion.memory import steering

        return self._do(
            lambda store, now: steering.link(store, now, note_id, other_id, kind, reason)
        )

    def unlink(self, link: Link) -> Future[Act]:
        """Take a link between notes away."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.unlink(store, now, link))

    def revert(self, note_id: str, revision_id: str) -> Future[Act]:
        """Make a note what it was after one of its revisions. Fails with NotFound."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.revert(store, now, note_id, revision_id))

    def undo(self, act: Act) -> Future[Act]:
        """Undo an act; what this gives undoes the undoing. Fails with Overtaken when something else
        has changed since what the act changed, and then changes nothing."""
        from companion.memory import steering

        return self._do(lambda store, now: steering.undo(store, now, act))

    def undo_run(self, run_id: str) -> Future[Act]:
        """Undo all that a run of a job did. Fails with NotFound, and with CompanionError while it
        still runs."""
        from companion.memory import folding

        def undo(store: Store, now: datetime) -> Act:
            if store.runs.run(run_id).state is JobState.RUNNING:
                raise CompanionError("This is still going on.", "Pause it first.")
            return folding.undo(run_id, store, now)

        return self._do(undo)

    # -- asking -----------------------------------------------------------------------------------

    def notes(self, note_ids: Sequence[str]) -> Future[list[Note]]:
        """Those of these notes that can be seen, in this order."""

        def look(store: Store) -> list[Note]:
            return [detail.note for detail in store.notes.details(note_ids).values()]

        return self._runtime.read(look)

    def forgetting(self, note_ids: Sequence[str]) -> Future[Forgetting]:
        """What forgetting these notes would remove, and where else their words stand."""

        def look(store: Store) -> Forgetting:
            from companion.memory.erasing import forgetting

            return forgetting(note_ids, store)

        return self._runtime.read(look)

    def uses(self, note_id: str) -> Future[list[Use]]:
        """The latest replies that were given a note, the latest first."""
        return self._runtime.read(lambda store: store.acts.uses(note_id, USES))

    def names(self) -> Future[list[Entity]]:
        """Everybody and everything that notes mention, by name."""
        return self._runtime.read(lambda store: store.acts.names())

    # -- inside -----------------------------------------------------------------------------------

    def carry_out(self, act: Callable[[Store, datetime], Act], store: Store) -> Act:
        """Do an act, and tell of it. For the data lane."""
        done = act(store, self._runtime.clock.now())
        if done:
            store.sync_index()
            self._refresh()
            self._notes_changed(*done.note_ids)
            if done.run is not None:
                run = store.runs.run(done.run.run_id)
                self._runtime.events.publish(JobProgress(run))
            self._catch_up()
        return done

    def tell(self, note_ids: Sequence[str]) -> None:
        """Tell that something about notes has changed which is no part of them."""
        self._notes_changed(*note_ids)

    def _do(self, act: Callable[[Store, datetime], Act]) -> Future[Act]:
        return self._runtime.write(lambda store: self.carry_out(act, store))
