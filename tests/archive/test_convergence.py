"""Two machines that give each other their archives say the same in the end, whatever was done on
them meanwhile, and in whatever order the archives came."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companion.acts import Act, Overtaken
from companion.clock import FixedClock
from companion.domain import Link, LinkKind, Message, Note, NoteStatus
from companion.filters import Filter, SavedFilter
from companion.memory import steering
from companion.memory.branches import follow
from companion.memory.observe import write_notes
from companion.trash import Trash
from tests.archive.carrying import Machine
from tests.archive.reading import records
from tests.archive.test_round_trip import folder
from tests.conftest import NOON

SAID = (
    "I live in Porto.",
    "I moved to Lisbon.",
    "I own a red bicycle. I live in Berlin.",
    "I sold my bicycle.",
    "I work at a bakery.",
    "I quit my job.",
    "Just kidding!",
    "My sister Ada works at a bakery.",
    "Hello.",
)
ROUNDS = 5
"""More than it takes: what one machine makes of what came goes back and forth once."""


@dataclass(frozen=True)
class Step:
    """Something that is done on one of the machines: `what`, with the words, or to the thing, that
    this `number` stands for."""

    machine: int
    what: str
    number: int


DONE = (
    "begin", "say", "say", "instead", "switch", "edit", "pin", "archive", "retire", "forget",
    "delete", "rename", "carry", "carry", "carry", "keep", "carry kept", "persona", "setting",
    "save", "drop", "link", "unlink", "forget all", "write", "undo", "undo",
)  # fmt: skip
STEPS = st.builds(Step, st.integers(0, 1), st.sampled_from(DONE), st.integers(0, 30))


class Owner:
    """Somebody who has two machines, and does steps on them."""

    def __init__(self, at: Path) -> None:
        self.machines = [Machine(at / name, FixedClock(NOON)) for name in ("laptop", "desktop")]
        self.kept: list[Path | None] = [None, None]
        self.acts: list[Act | None] = [None, None]

    def does(self, step: Step) -> None:
        """Do one of them, a minute after the last; what is not possible there is left."""
        machine, other = self.machines[step.machine], self.machines[1 - step.machine]
        store, author = machine.store, machine.author
        machine.clock.advance(timedelta(minutes=1))
        now = machine.clock.now()
        words = SAID[step.number % len(SAID)]
        messages, notes = self._messages(machine), self._notes(machine)
        if step.what == "carry":
            other.imports(machine.exports())
        elif step.what == "keep":
            self.kept[step.machine] = machine.exports("kept")
        elif step.what == "carry kept":
            if (kept := self.kept[step.machine]) is not None:
                other.imports(kept)
        elif step.what == "write":
            self.acts[step.machine] = steering.write(store, now, words)
        elif step.what == "undo":
            # What was done by hand last, or its undoing.
            if (act := self.acts[step.machine]) is not None:
                with suppress(Overtaken):
                    self.acts[step.machine] = steering.undo(store, now, act)
        elif step.what in ("persona", "setting", "save", "drop", "forget all"):
            self._set(machine, step.what, words)
        elif step.what == "begin" or not messages:
            self._observe(machine, author.begins(words))
        elif step.what in ("say", "instead", "switch", "rename", "delete"):
            message = messages[step.number % len(messages)]
            if step.what == "say":
                self._observe(machine, author.says(words, message))
            elif step.what == "instead":
                self._observe(machine, author.rewrites(words, message))
            elif step.what == "switch":
                follow(store, store.conversations.choose_branch(message.id, now), now)
            elif step.what == "rename":
                store.conversations.rename(message.conversation_id, words, now)
            else:
                self._trash(machine).delete_conversation(message.conversation_id)
                self._empty(machine)
        elif step.what in ("link", "unlink") and len(notes) > 1:
            one, to = notes[step.number % len(notes)], notes[(step.number + 1) % len(notes)]
            link = Link(one.id, to.id, LinkKind.RELATED, words)
            with store.acts.hand(now) as hand:
                (hand.link if step.what == "link" else hand.unlink)(link)
        elif notes:
            self._change(machine, notes[step.number % len(notes)], step.what, words)

    def settles(self) -> None:
        """Carry archives from each machine to the other until nothing is new."""
        for _ in range(ROUNDS):
            for one, other in (self.machines, self.machines[::-1]):
                self._empty(one)
                other.imports(one.exports())
                self._empty(other)
            if self.told()[0] == self.told()[1]:
                return

    def told(self) -> list[dict[str, Any]]:
        """What each machine says, record by record."""
        return [
            {**records(it.exports("told")), "settings": [it.settings.model_dump()]}
            for it in self.machines
        ]

    def close(self) -> None:
        for machine in self.machines:
            machine.store.close()

    def _set(self, machine: Machine, what: str, words: str) -> None:
        store, now = machine.store, machine.clock.now()
        if what == "forget all":
            self._empty(machine)
            machine.forgets_all()
        elif what == "persona":
            persona = replace(store.conversations.persona(), instructions=words)
            store.conversations.change_persona(persona, now)
        elif what == "setting":
            machine.settings = machine.settings.changed({"reply_tokens": 20 + len(words)}, now)
        elif what == "save":
            store.saved_filters.put(SavedFilter("mine", Filter(tags=(words,))), now)
        else:
            store.saved_filters.remove("mine", now)

    def _change(self, machine: Machine, note: Note, what: str, words: str) -> None:
        now = machine.clock.now()
        if what == "forget":
            self._trash(machine).forget_notes([note.id])
            self._empty(machine)
            return
        fields: dict[str, Any] = {"text": words}
        if what == "pin":
            fields = {"pinned": not note.pinned, "importance": 1 + len(words) % 10}
        elif what == "archive":
            fields = {"status": NoteStatus.ARCHIVED}
        elif what == "retire":
            fields = {"status": NoteStatus.SUPERSEDED, "valid_to": now}
        if note.kind == "episode" and what == "edit":
            fields = {"hushed": True}
        machine.store.notes.change(note.id, actor="user", reason="so", now=now, **fields)

    def _observe(self, machine: Machine, message: Message) -> None:
        follow(machine.store, machine.author.moved, machine.clock.now())
        write_notes(message, machine.store, None, machine.clock, lambda work: work())

    def _trash(self, machine: Machine) -> Trash:
        return Trash(machine.store, machine.clock)

    def _empty(self, machine: Machine) -> None:
        list(self._trash(machine).purge(everything=True))

    def _messages(self, machine: Machine) -> list[Message]:
        store = machine.store
        ids = [i for talk in store.conversations.find() for i in store.branches.messages(talk.id)]
        return [store.conversations.message(i) for i in sorted(ids)]

    def _notes(self, machine: Machine) -> list[Note]:
        return sorted(machine.store.notes.find(limit=1000), key=lambda note: note.id)


def converge(steps: Sequence[Step]) -> None:
    """Do the steps, let the machines tell each other, and see that they say the same."""
    with folder() as at:
        owner = Owner(at)
        try:
            for step in steps:
                owner.does(step)
            owner.settles()
            laptop, desktop = owner.told()
            assert laptop == desktop
            for one, other in (owner.machines, owner.machines[::-1]):
                assert other.imports(one.exports()).preview.changes == 0
        finally:
            owner.close()


usual = settings(
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    max_examples=2,
    # An example that fails is shown as it is: to make it smaller takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@usual
@given(st.lists(STEPS, min_size=3, max_size=8))
def test_they_say_the_same_in_the_end(steps: list[Step]) -> None:
    converge(steps)


@pytest.mark.slow
@pytest.mark.timeout(400)
@settings(usual, max_examples=100)
@given(st.lists(STEPS, min_size=3, max_size=30))
def test_they_say_the_same_after_much(steps: list[Step]) -> None:
    converge(steps)
