"""Whatever is in a memory comes back as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.clock import FixedClock
from companion.domain import (
    Claim,
    Entity,
    EntityKind,
    Link,
    LinkKind,
    Message,
    Note,
    NoteStatus,
    Role,
)
from companion.memory.branches import follow
from companion.store.runs import JobStep
from tests.archive.carrying import Machine
from tests.conftest import NOON

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
).map(lambda text: f"It is {text}.")
"""What somebody may say; none of it reads as an order."""


@contextmanager
def folder() -> Iterator[Path]:
    """A place for machines, gone when the block ends."""
    made = Path(tempfile.mkdtemp())
    try:
        yield made
    finally:
        shutil.rmtree(made)


@dataclass(frozen=True)
class Step:
    """Something that is done on a machine: `what`, with these `words`, to the one with this
    `number`, counted round."""

    what: str
    words: str
    number: int


DONE = ("begin", "say", "branch", "note", "link", "name", "edit", "pin", "end", "rename")
STEPS = st.builds(Step, st.sampled_from(DONE), WORDS, st.integers(0, 20))


class Person:
    """Does steps on a machine; what is not possible there is left."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def does(self, step: Step) -> None:
        """Do one of them, a minute after the last."""
        store, author = self.machine.store, self.machine.author
        self.machine.clock.advance(timedelta(minutes=1))
        now = self.machine.clock.now()
        messages, notes = self._messages(), self._notes()
        if step.what == "begin" or not messages:
            author.begins(step.words)
            return
        message = messages[step.number % len(messages)]
        if step.what == "say":
            author.says(step.words, message, Role.ASSISTANT if step.number % 2 else Role.USER)
            follow(store, author.moved, now)
        elif step.what == "branch":
            author.rewrites(step.words, message)
            follow(store, author.moved, now)
        elif step.what == "note" or not notes:
            # Nothing is noted of what was left.
            if store.branches.is_live(message.id):
                author.notes(message.text, message, embedded=bool(step.number % 2))
        else:
            note = notes[step.number % len(notes)]
            if step.what == "link" and notes[0].id != note.id:
                link = Link(note.id, notes[0].id, LinkKind.RELATED, step.words)
                run = store.runs.begin("links", now, now)
                store.runs.apply(run, JobStep((), (link,), {"linked": 1}))
            elif step.what == "name":
                entity = Entity(step.words, EntityKind.PERSON, (step.words.casefold(),))
                store.entities.mention({note.id: [entity]})
            elif step.what == "rename":
                store.conversations.rename(message.conversation_id, step.words, now)
            else:
                self._change(note, step)

    def _change(self, note: Note, step: Step) -> None:
        now = self.machine.clock.now()
        fields: dict[str, object] = {"text": step.words, "claims": (Claim("is", step.words),)}
        if step.what == "pin":
            fields = {"pinned": True, "tags": (step.words,), "importance": 1 + step.number % 10}
        elif step.what == "end":
            fields = {"status": NoteStatus.SUPERSEDED, "valid_to": now}
        self.machine.store.notes.change(note.id, actor="user", reason="so", now=now, **fields)

    def _messages(self) -> list[Message]:
        store = self.machine.store
        ids = [i for talk in store.conversations.find() for i in store.branches.messages(talk.id)]
        return [store.conversations.message(i) for i in sorted(ids)]

    def _notes(self) -> list[Note]:
        found = self.machine.store.notes.find(limit=1000)
        return sorted((it for it in found if it.status is not NoteStatus.HELD), key=lambda n: n.id)


slowly = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=10)


@slowly
@given(st.lists(STEPS, max_size=25))
def test_whatever_went_out_comes_back(steps: list[Step]) -> None:
    with folder() as at:
        laptop, desktop = (Machine(at / name, FixedClock(NOON)) for name in ("laptop", "desktop"))
        for step in steps:
            Person(laptop).does(step)
        file = laptop.exports()
        desktop.imports(file)
        assert desktop.exports().read_bytes() == file.read_bytes()
        assert desktop.imports(file).preview.changes == 0
        for machine in (laptop, desktop):
            machine.store.close()
