"""Reviewing: what waits for its owner's decision, and what becomes of it. Every decision can be
undone."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from companion.acting import Acting
from companion.acts import Act
from companion.domain import LinkKind, NoteDetail
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store

LIMIT = 100
"""How many of each kind are read at once."""


class Matter(StrEnum):
    """What there is to decide, in the order in which it is shown."""

    CLASH = "clash"
    """Two notes contradict each other."""
    JOIN = "join"
    """Two notes may say the same."""
    HELD = "held"
    """A note reads as an instruction, or was changed on two machines."""
    GUESS = "guess"
    """A note was said as a guess, or concluded."""


class Choice(StrEnum):
    """What can be decided."""

    YES = "yes"
    """Of a note: it is so, and is used."""
    NO = "no"
    """Of a note: it is not so, or not to be used."""
    THIS = "this"
    """Of two: the newer one, in whose words they are joined, or which alone is so."""
    THAT = "that"
    """The older one."""
    THEN_AND_NOW = "then and now"
    """The older one was so until the newer one was told."""
    BOTH = "both"
    """Both stay as they are."""


CHOICES = {
    Matter.CLASH: (Choice.THIS, Choice.THAT, Choice.THEN_AND_NOW, Choice.BOTH),
    Matter.JOIN: (Choice.THIS, Choice.THAT, Choice.BOTH),
    Matter.HELD: (Choice.YES, Choice.NO),
    Matter.GUESS: (Choice.YES, Choice.NO),
}
"""What can be decided about each."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to decide: the note, or the newer and the older one, and why it is asked."""

    matter: Matter
    notes: tuple[NoteDetail, ...]
    reason: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return " ".join((self.matter, *self.ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its notes."""
        return tuple(detail.note.id for detail in self.notes)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as far as it takes to undo it."""

    waiting: Waiting
    choice: Choice
    act: Act
    settled: bool = False
    """Whether two notes are no longer asked about."""


class Reviewing:
    """Reads what waits, decides it, and undoes that."""

    def __init__(self, runtime: Runtime, acting: Acting) -> None:
        self._runtime = runtime
        self._acting = acting

    def waiting(self) -> Future[list[Waiting]]:
        """What waits, the latest of each kind first."""
        return self._runtime.read(read_waiting)

    def count(self) -> Future[int]:
        """How much waits."""
        return self._runtime.read(lambda store: store.pending.count())

    def decide(self, waiting: Waiting, choice: Choice) -> Future[Decided]:
        """Decide one thing. Fails with NotFound when a note is gone, ValueError for a choice that
        is none of `CHOICES`."""
        if choice not in CHOICES[waiting.matter]:
            raise ValueError(f"{waiting.matter} cannot be decided by {choice}")

        def decide(store: Store) -> Decided:
            act = self._acting.carry_out(
                lambda store, now: act_on(store, now, waiting, choice), store
            )
            settles = waiting.matter is Matter.JOIN and choice is Choice.BOTH
            if settles:
                _settle(store, waiting, settled=True)
                self._acting.tell(waiting.ids)
            return Decided(waiting, choice, act, settles)

        return self._runtime.write(decide)

    def undo(self, decided: Decided) -> Future[Act]:
        """Undo a decision. Fails with Overtaken when something else has changed its notes since."""
        from companion.memory import steering

        def undo(store: Store) -> Act:
            undone = self._acting.carry_out(
                lambda store, now: steering.undo(store, now, decided.act), store
            )
            if decided.settled:
                _settle(store, decided.waiting, settled=False)
                self._acting.tell(decided.waiting.ids)
            return undone

        return self._runtime.write(undo)


def read_waiting(store: Store) -> list[Waiting]:
    """What waits, the latest of each kind first."""
    pending = store.pending
    with store.database.read():
        found: list[tuple[Matter, tuple[str, ...], str]] = []
        found += [(Matter.CLASH, pair, why) for pair, why in pending.clashes(LIMIT)]
        found += [(Matter.JOIN, pair, "") for pair in pending.joins(LIMIT)]
        held = pending.with_status("held", LIMIT)
        found += [(Matter.HELD, (i,), _held_by_import(store.notes.detail(i))) for i in held]
        found += [(Matter.GUESS, (i,), "") for i in pending.with_status("shadow", LIMIT)]
        details = store.notes.details(_each(ids for _, ids, _ in found))
    return [
        Waiting(matter, tuple(details[i] for i in ids), why)
        for matter, ids, why in found
        if all(i in details for i in ids)
    ]


def _held_by_import(held: NoteDetail) -> str:
    """Why an import has a note wait: it clashes with what was changed elsewhere, or is an order;
    empty where no import does."""
    from companion.memory.joining import IMPORT

    clashing = [it.link.reason for it in held.links if it.link.kind is LinkKind.CONTRADICTS]
    by_import = [it.reason for it in reversed(held.revisions) if it.actor == IMPORT]
    return next(iter((*clashing, *by_import)), "")


def _each(several: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(i for ids in several for i in ids))


def _settle(store: Store, waiting: Waiting, *, settled: bool) -> None:
    newer, older = waiting.ids
    store.pending.settle((newer, older), settled=settled)


def _otherwise(store: Store, note_id: str) -> list[str]:
    """What the same note says that was changed on two machines: one of them is so."""
    from companion.store.incoming.notes import BOTH_CHANGED

    links = [it.link for it in store.notes.detail(note_id).links]
    return [it.to_id for it in links if it.note_id == note_id and it.reason == BOTH_CHANGED]


def act_on(store: Store, now: datetime, waiting: Waiting, choice: Choice) -> Act:
    """Carry out a decision; of two notes that stay as they are nothing. Raises NotFound."""
    from companion.memory import decisions, steering

    if waiting.matter in (Matter.HELD, Matter.GUESS):
        (note_id,) = waiting.ids
        others = _otherwise(store, note_id)
        if choice is Choice.YES and others:
            return decisions.instead(store, now, note_id, others)
        if choice is Choice.YES:
            return steering.bring_back(store, now, [note_id])
        return decisions.not_so(store, now, note_id)
    newer, older = waiting.ids
    stays, goes = (newer, older) if choice is Choice.THIS else (older, newer)
    if waiting.matter is Matter.JOIN:
        if choice is Choice.BOTH:
            return Act()
        (text,) = (it.note.text for it in waiting.notes if it.note.id == stays)
        return steering.merge(store, now, stays, [goes], text)
    if choice is Choice.THEN_AND_NOW:
        return decisions.then_and_now(store, now, newer, older)
    if choice is Choice.BOTH:
        return decisions.both_so(store, now, newer, older)
    return decisions.not_so(store, now, goes)
