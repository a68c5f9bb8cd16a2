"""Deleting that can be undone for a while, and then cannot: conversations and notes.

What is deleted is hidden from every reader at once. When its time has passed, when Companion
closes, or at the next start, it is purged: removed from the database, from its full-text index, and
from the vector index, which is built anew. All methods belong on the data lane.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.clock import Clock
from companion.domain import Deleted, Message, NoteStatus, new_id
from companion.memory.episodes import bring_back, without
from companion.store.store import Store

UNDO_S = 10.0
"""How long a deletion can be undone, in seconds."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back."""

    conversation_id: str | None
    note_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    conversation_id: str | None
    statuses: dict[str, NoteStatus]
    episodes: dict[str, list[Message]]
    """What each episode rested on that lost some of its messages."""
    expires: datetime


class Trash:
    """What was deleted in this session and can still be brought back."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def delete_conversation(self, conversation_id: str) -> tuple[Deleted, tuple[str, ...]]:
        """Hide a conversation and the notes that rest on it alone; returns those notes' ids too."""
        note_ids = [note.id for note in self._store.notes.resting_only_on([conversation_id])]
        # Both or nothing: what is hidden and not among the entries could not be undone.
        with self._store.database.write():
            title = self._store.conversations.set_deleted(conversation_id, self._clock.now())
            statuses = self._hide(note_ids, "its conversation was deleted")
        what = f"Conversation “{title}” deleted"
        if statuses:
            what += f" with {_count(len(statuses), 'memory', 'memories')}"
        return self._enter(what, conversation_id, statuses, {}), tuple(statuses)

    def forget_notes(self, note_ids: Sequence[str]) -> tuple[Deleted, tuple[str, ...]]:
        """Hide notes, and every other that rests on the same words; returns all their ids too.

        An episode loses the messages that hold them, and stays for the rest of what was said.
        """
        together, messages = self._store.notes.sharing_words_with(note_ids)
        with self._store.database.write():
            episodes = without(messages, self._store, self._clock.now())
            emptied = self._store.episodes.of_messages(messages).values()
            together += [detail.note.id for detail in emptied]
            statuses = self._hide(together, "you asked to forget it")
        what = f"{_count(len(note_ids), 'memory', 'memories')} forgotten"
        return self._enter(what, None, statuses, episodes), (*statuses, *episodes)

    def undo(self, deleted_id: str) -> Undone | None:
        """Bring back what was deleted; None when it is too late."""
        entry = self._entries.get(deleted_id)
        if entry is None:
            return None
        with self._store.database.write():
            if entry.conversation_id is not None:
                self._store.conversations.set_deleted(entry.conversation_id, None)
            for status in set(entry.statuses.values()):
                ids = [note_id for note_id, before in entry.statuses.items() if before is status]
                self._store.notes.set_status(
                    ids, status, actor="user", reason="undone", now=self._clock.now()
                )
            for note_id, messages in entry.episodes.items():
                bring_back(note_id, messages, self._store, self._clock.now())
        del self._entries[deleted_id]
        return Undone(entry.conversation_id, (*entry.statuses, *entry.episodes))

    def purge(self, *, everything: bool = False) -> Iterator[tuple[str, ...]]:
        """Remove for good what can no longer be undone, in steps. Gives the ids of notes that could
        be seen until now: those that rested on nothing but several of the conversations.

        `everything` is for the beginning and the end: all that was deleted, also in earlier
        sessions, and the index is left to the start that follows, so that nobody waits for it.
        """
        now = self._clock.now()
        waiting = [] if everything else [e for e in self._entries.values() if e.expires > now]
        kept_notes = {note_id for entry in waiting for note_id in entry.statuses}
        kept_conversations = {entry.conversation_id for entry in waiting}
        self._entries = {i: e for i, e in self._entries.items() if e in waiting}
        conversations = [
            i for i in self._store.conversations.deleted() if i not in kept_conversations
        ]
        notes = {
            note.id: note
            for note in self._store.notes.with_status(NoteStatus.FORGOTTEN)
            if note.id not in kept_notes
        }
        # Without its sources a note would pass for one that its owner wrote.
        bereft = self._store.notes.resting_only_on(conversations)
        notes |= {note.id: note for note in bereft}
        if not conversations and not notes:
            return
        self._store.purge_notes(list(notes.values()), now)
        self._store.conversations.purge(conversations)
        yield tuple(note.id for note in bereft if note.status is not NoteStatus.FORGOTTEN)
        self._store.database.scrub()
        yield ()
        if notes and not everything and (self._store.index is not None or self._store.building):
            for _ in self._store.rebuilding():
                yield ()

    def _hide(self, note_ids: Sequence[str], reason: str) -> dict[str, NoteStatus]:
        details = self._store.notes.details(note_ids)
        statuses = {note_id: detail.note.status for note_id, detail in details.items()}
        self._store.notes.set_status(
            list(statuses),
            NoteStatus.FORGOTTEN,
            actor="user",
            reason=reason,
            now=self._clock.now(),
        )
        return statuses

    def _enter(
        self,
        what: str,
        conversation_id: str | None,
        statuses: dict[str, NoteStatus],
        episodes: dict[str, list[Message]],
    ) -> Deleted:
        deleted = Deleted(new_id(), what, UNDO_S)
        expires = self._clock.now() + timedelta(seconds=UNDO_S)
        self._entries[deleted.id] = _Entry(conversation_id, statuses, episodes, expires)
        return deleted


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
