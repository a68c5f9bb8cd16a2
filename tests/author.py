"""Someone who fills a store: says things and writes notes of them, without a model or lanes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from companion.clock import FixedClock
from companion.domain import (
    Conversation,
    Message,
    Note,
    NoteKind,
    Origin,
    Role,
    Source,
    new_id,
)
from companion.encoders.scripted import HashingEmbedder
from companion.store.store import Store


class Author:
    """Writes messages and notes a minute apart."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store = store
        self.clock = clock
        self.embedder = HashingEmbedder()
        self.moved: list[str] = []
        """The messages that the last one moved off the branch, or onto it."""

    def begins(self, text: str, title: str = "", role: Role = Role.USER) -> Message:
        """The first message of a new conversation."""
        self.clock.advance(timedelta(minutes=1))
        now = self.clock.now()
        persona = self.store.conversations.persona()
        conversation = Conversation(new_id(), persona.id, title or text, now, now)
        message = Message(new_id(), conversation.id, None, role, text, now)
        self.store.conversations.begin(conversation, message)
        return message

    def says(self, text: str, after: Message, role: Role = Role.USER) -> Message:
        """A message that follows another one."""
        self.clock.advance(timedelta(minutes=1))
        now = self.clock.now()
        message = Message(new_id(), after.conversation_id, after.id, role, text, now)
        self.moved = self.store.conversations.add(message)
        return message

    def rewrites(self, text: str, instead_of: Message) -> Message:
        """A message in place of another one, as a branch beside it."""
        self.clock.advance(timedelta(minutes=1))
        parent, now = instead_of.parent_id, self.clock.now()
        message = Message(new_id(), instead_of.conversation_id, parent, Role.USER, text, now)
        self.moved = self.store.conversations.add(message)
        return message

    def replies(self, text: str, after: Message) -> Message:
        """What the model said to a message."""
        return self.says(text, after, Role.ASSISTANT)

    def notes(
        self,
        text: str,
        *messages: Message,
        kind: NoteKind = NoteKind.FACT,
        embedded: bool = False,
    ) -> Note:
        """A note that rests on the words `text` of messages that hold them."""
        return self.writes([(text, messages)], kind=kind, embedded=embedded)[0]

    def writes(
        self,
        entries: Sequence[tuple[str, Sequence[Message]]],
        *,
        kind: NoteKind = NoteKind.FACT,
        embedded: bool = False,
    ) -> list[Note]:
        """Several notes at once."""
        now = self.clock.now()
        notes = [Note(new_id(), kind, text, Origin.RULE, now, now) for text, _ in entries]
        vectors = self.embedder.embed_passages([text for text, _ in entries])
        self.store.notes.add(
            [
                (note, [_source(note, message) for message in messages])
                for note, (_, messages) in zip(notes, entries, strict=True)
            ],
            actor="test",
            reason="it was told to",
            now=now,
            vectors={note.id: row for note, row in zip(notes, vectors, strict=True)}
            if embedded
            else {},
            fingerprint=self.embedder.fingerprint,
        )
        return notes


def _source(note: Note, message: Message) -> Source:
    start = message.text.index(note.text)
    return Source(
        note.id,
        message.id,
        message.conversation_id,
        start,
        start + len(note.text),
        note.text,
        message.created_at,
    )
