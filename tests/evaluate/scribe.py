"""A writer that notes what it is told to, so that the judging is tested and not the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from companion.clock import Clock
from companion.domain import Message, Note, NoteKind, Origin, Source, new_id
from companion.store.store import Store


@dataclass(frozen=True, slots=True)
class _Wanted:
    said: str
    text: str
    fields: dict[str, Any]


class Scribe:
    """Notes nothing of a message but what `notes` asks for."""

    def __init__(self) -> None:
        self._wanted: list[_Wanted] = []

    def notes(self, said: str, text: str = "", **fields: Any) -> Scribe:
        """From the message that holds `said`, note these words, or others that rest on them."""
        self._wanted.append(_Wanted(said, text or said, fields))
        return self

    def hear(self, message: Message, store: Store, clock: Clock) -> None:
        now = clock.now()
        entries = []
        for wanted in self._wanted:
            if wanted.said in message.text:
                note = Note(new_id(), NoteKind.FACT, wanted.text, Origin.RULE, now, now)
                entries.append(
                    (replace(note, **wanted.fields), [_source(note, wanted.said, message)])
                )
        store.notes.add(entries, actor="test", reason="it was told to", now=now)

    def study(self, session: Sequence[Message], store: Store, clock: Clock) -> None:
        pass


def _source(note: Note, said: str, message: Message) -> Source:
    start = message.text.index(said)
    return Source(
        note.id,
        message.id,
        message.conversation_id,
        start,
        start + len(said),
        said,
        message.created_at,
    )
