"""Dialogues said again: into a throw-away store, through the product's own write path."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from companion.clock import Clock, FixedClock
from companion.domain import (
    Conversation,
    Message,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Role,
    new_id,
)
from companion.encoders.base import Encoders
from companion.evaluate.choices import WriterName
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.memory.model_writer import byline, study
from companion.memory.observe import write_notes
from companion.memory.people import known_people
from companion.memory.study import write_study
from companion.secrets import make_key
from companion.store.store import Store


class Writer(Protocol):
    """Writes the notes of a dialogue while it is said."""

    def hear(self, message: Message, store: Store, clock: Clock) -> object:
        """The person has said something."""

    def study(self, session: Sequence[Message], store: Store, clock: Clock) -> object:
        """A session is over: all that both sides have said in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a dialogue, at its time."""

    role: Role
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a dialogue: each session's messages, and every note but the episodes."""

    messages: tuple[tuple[Message, ...], ...]
    notes: tuple[NoteDetail, ...]
    dropped: Mapping[str, int]
    """How many sentences made no note, by reason."""
    seconds: float
    """What the writing took, without the storing of the messages."""

    @property
    def ended_at(self) -> datetime:
        """When the last of it was said."""
        return max(m.created_at for session in self.messages for m in session)

    def resting_on(self, message: Message) -> list[NoteDetail]:
        """The notes that have some words of this message as a source."""
        return [n for n in self.notes if any(s.message_id == message.id for s in n.sources)]


@dataclass(frozen=True, slots=True)
class _Writers:
    """The rules, a model, or both: each session is an episode. Nobody asks the probe here."""

    encoders: Encoders
    rules: bool
    model: ChatModel | None

    def hear(self, message: Message, store: Store, clock: Clock) -> None:
        if self.rules:
            write_notes(message, store, self.encoders, clock, lambda work: work())

    def study(self, session: Sequence[Message], store: Store, clock: Clock) -> None:
        if self.model is None:
            return
        people = known_people(store.claims.known())
        noted = store.studies.noted([message.id for message in session])
        found = study(session, self.model, Cancel(), people=people, noted=noted)
        assert found is not None
        by = byline(self.model)
        write_study(found, by, store, self.encoders, clock, lambda work: work())


@contextmanager
def writer_called(
    name: WriterName,
    load_encoders: Callable[[], Encoders],
    load_model: Callable[[], ChatModel],
) -> Iterator[Writer]:
    """The writer of that name, with the model loaded meanwhile if it needs one."""
    encoders = load_encoders()
    if name is WriterName.RULES:
        yield _Writers(encoders, rules=True, model=None)
        return
    model = load_model()
    try:
        yield _Writers(encoders, rules=name is WriterName.BOTH, model=model)
    finally:
        model.close()


def replay(sessions: Sequence[Sequence[Said]], writer: Writer) -> Replayed:
    """Say all of it into a store of its own, each session a conversation of its own."""
    with throwaway_store(sessions[0][0].at) as store:
        said = [say(session, writer, store) for session in sessions]
        messages = tuple(messages for messages, _ in said)
        seconds = sum(seconds for _, seconds in said)
        return Replayed(messages, _notes(store), store.claims.dropped(), seconds)


@contextmanager
def throwaway_store(at: datetime) -> Iterator[Store]:
    """An empty store, opened at this time and gone with the block."""
    with tempfile.TemporaryDirectory(prefix="companion-") as home:
        make_key(Path(home))
        store = Store(Path(home), FixedClock(at))
        try:
            yield store
        finally:
            store.close()


def say(session: Sequence[Said], writer: Writer, store: Store) -> tuple[tuple[Message, ...], float]:
    """Say a session as a conversation of its own; returns its messages, and how many seconds the
    writing of notes took."""
    said: list[Message] = []
    conversation_id = new_id()
    seconds = 0.0
    for turn in session:
        parent = said[-1].id if said else None
        message = Message(new_id(), conversation_id, parent, turn.role, turn.text, turn.at)
        if said:
            store.conversations.add(message)
        else:
            persona = store.conversations.persona()
            begun = Conversation(conversation_id, persona.id, "", turn.at, turn.at)
            store.conversations.begin(begun, message)
        said.append(message)
        if turn.role is Role.USER:
            began = time.perf_counter()
            writer.hear(message, store, FixedClock(turn.at))
            seconds += time.perf_counter() - began
    began = time.perf_counter()
    writer.study(said, store, FixedClock(said[-1].created_at))
    return tuple(said), seconds + time.perf_counter() - began


def is_current(note: Note, at: datetime) -> bool:
    """Whether the store holds a note to be true at this time."""
    return note.status is NoteStatus.ACTIVE and (note.valid_to is None or note.valid_to > at)


def in_history(note: Note, at: datetime) -> bool:
    """Whether the store keeps a note as something that was true once."""
    kept = (NoteStatus.ACTIVE, NoteStatus.SUPERSEDED, NoteStatus.ARCHIVED)
    return note.status in kept and not is_current(note, at)


def _notes(store: Store) -> tuple[NoteDetail, ...]:
    found = store.notes.find(limit=store.notes.count())
    told = sorted(note.id for note in found if note.kind is not NoteKind.EPISODE)
    details = store.notes.details(told)
    return tuple(details[note_id] for note_id in told)
