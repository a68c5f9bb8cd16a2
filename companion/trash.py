"""Deleting that can be undone for a while, and then cannot: conversations and notes.

What is deleted is hidden from every reader at once. When its time has passed, when Companion
closes, or at the next start, it is purged: removed from the database, from its full-text index, and
from the vector index, which is built anew. All methods belong on the data lane.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from companion.acts import Passage
from companion.clock import Clock
from companion.domain import (
    Deleted,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    new_id,
    title_from,
)
from companion.memory.branches import follow
from companion.memory.episodes import Whole, bring_back, reworded, without
from companion.memory.erasing import with_their_like
from companion.memory.forgotten import conversation_mark, marks, message_mark
from companion.memory.telling import retell
from companion.store.passages import Blanked, Span
from companion.store.passages import without as gapped
from companion.store.store import BACKUPS_HOLD_FORGOTTEN, Store

UNDO_S = 10.0
"""How long a deletion can be undone, in seconds."""
FORGOTTEN = "you asked to forget it"
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back."""

    conversation_id: str | None
    note_ids: tuple[str, ...]
    on_the_record: bool = False
    """Whether the conversation was not deleted, but off the record."""
    reworded: tuple[str, ...] = ()
    """The conversations in which words are back."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What was deleted, or taken off the record: the notes as they were, and the tombstones as they
    were before."""

    notes: tuple[Note, ...]
    buried: dict[str, datetime | None]
    episodes: tuple[Whole, ...] = ()
    """Those that lost some of their messages or words, as they were."""
    derived: tuple[Note, ...] = ()
    """What rests on the notes, as it was."""
    blanked: tuple[Blanked, ...] = ()
    """The messages that words were taken out of, as they were."""
    conversation_id: str | None = None
    deleted: bool = False
    expires: datetime = NEVER


class Trash:
    """What was deleted in this session and can still be brought back."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def delete_conversation(self, conversation_id: str) -> tuple[Deleted, tuple[str, ...]]:
        """Hide a conversation and the notes that rest on it alone, and undo what it changed in
        others; returns the ids of all these notes too."""
        # All or nothing: what is hidden and not among the entries could not be undone.
        with self._store.database.write():
            notes = self._resting_only_on(conversation_id)
            title = self._store.conversations.set_deleted(conversation_id, self._clock.now())
            derived = self._resting_on(notes)
            buried = self._hide(notes, "its conversation was deleted")
            mark = conversation_mark(conversation_id)
            buried = {**self._store.tombstones.bury([mark], self._clock.now()), **buried}
            changed = self._follow(conversation_id)
            told = retell(self._store, self._clock.now())
        what = f"Conversation “{title}” deleted"
        if notes:
            what += f" with {_count(len(notes), 'memory', 'memories')}"
        ids = (*(note.id for note in (*notes, *derived)), *changed, *told)
        entry = _Entry(
            notes, buried, derived=derived, conversation_id=conversation_id, deleted=True
        )
        return self._enter(what, entry), ids

    def take_off_the_record(self, message: Message) -> tuple[Deleted, tuple[str, ...]]:
        """Let a conversation leave no trace in the memory any more, because `message` asks for it:
        hide the notes that rest on it alone, and undo what it changed in others; returns the ids of
        all these notes too."""
        conversation_id = message.conversation_id
        now = self._clock.now()
        with self._store.database.write():
            # Brought back on the record, the conversation is not taken off it by the same words.
            self._store.notes.add([], actor="", reason="", now=now, observed=message.id)
            notes = self._resting_only_on(conversation_id)
            self._store.conversations.set_off_the_record(conversation_id, True)
            derived = self._resting_on(notes)
            buried = self._hide(notes, "its conversation was taken off the record")
            changed = (*self._follow(conversation_id), *retell(self._store, now))
        what = "This conversation is off the record"
        if notes:
            what += f", and {_count(len(notes), 'memory', 'memories')} of it forgotten"
        ids = (*(note.id for note in (*notes, *derived)), *changed)
        entry = _Entry(notes, buried, derived=derived, conversation_id=conversation_id)
        return self._enter(what, entry), ids

    def forget_notes(
        self, note_ids: Sequence[str], passages: Sequence[Passage] = ()
    ) -> tuple[Deleted, tuple[str, ...]]:
        """Hide notes, and every other that rests on the same words, and take the words of these
        passages out of their messages; returns the ids of all these notes, too.

        An episode loses the words that are taken out, or else the messages that hold what is
        forgotten, and stays for the rest of what was said.
        """
        now = self._clock.now()
        store = self._store
        cuts = self._cuts(passages)
        asked = dict.fromkeys((*note_ids, *store.passages.resting_on(cuts)))
        together = with_their_like(list(asked), store)
        _, messages = store.notes.sharing_words_with(list(asked))
        with store.database.write():
            said = {it.id: it.text for it in store.passages.messages([*messages, *cuts])}
            uncut = self._uncut(list(asked), messages, cuts)
            taken = [without(uncut, store, now)]
            notes = [it.note for it in store.notes.details(together).values()]
            derived = self._resting_on(notes)
            buried = self._hide(notes, FORGOTTEN, asked_for=note_ids)
            blanked = store.passages.blank(cuts, self._titles(cuts, said))
            taken.append(reworded([it for it in cuts if it not in uncut], store, now))
            emptied = [i for it in taken for i in it.emptied if i not in together]
            gone = [it.note for it in store.notes.details(emptied).values()]
            buried = {**self._hide(gone, FORGOTTEN, asked_for=note_ids), **buried}
            wholes = tuple(whole for it in taken for whole in it.before)
            marked = [message_mark(it) for it in uncut]
            buried = {**store.tombstones.bury(marked, now), **buried}
            for whole in wholes:
                texts = [replace(whole.note, text=text) for text in said.values()]
                words = [mark for one in texts for mark in marks(one, alone=False)]
                buried = {**store.tombstones.bury(words, now), **buried}
            told = retell(store, now)
        # The messages that fell out of their episodes are not to be found from now on.
        store.sync_index()
        what = f"{_count(len(note_ids), 'memory', 'memories')} forgotten"
        entry = _Entry((*notes, *gone), buried, wholes, derived, blanked=tuple(blanked))
        ids = [it.id for it in (*notes, *gone, *(whole.note for whole in wholes), *derived)]
        return self._enter(what, entry), tuple(dict.fromkeys((*ids, *told)))

    def undo(self, deleted_id: str) -> Undone | None:
        """Bring back what was deleted, as it was; None when it is too late."""
        entry = self._entries.get(deleted_id)
        if entry is None:
            return None
        now = self._clock.now()
        with self._store.database.write():
            moved = []
            if entry.conversation_id is not None:
                if entry.deleted:
                    self._store.conversations.set_deleted(entry.conversation_id, None)
                else:
                    self._store.conversations.set_off_the_record(entry.conversation_id, False)
                moved = self._store.branches.messages(entry.conversation_id)
            self._store.passages.put_back(entry.blanked)
            self._store.notes.bring_back(entry.notes, actor="user", reason="undone", now=now)
            self._store.tombstones.put_back(entry.buried)
            self._store.derived.put_back(entry.derived, now)
            # An episode may have been deleted since, by what can be undone itself.
            hidden = {
                note.id
                for other in self._entries.values()
                if other is not entry
                for note in other.notes
            }
            for whole in entry.episodes:
                bring_back(whole, self._store, now, hidden=whole.note.id in hidden)
            ids = [note.id for note in (*entry.notes, *(whole.note for whole in entry.episodes))]
            # Branches may have been left, or returned to, in the meantime.
            moved += self._store.branches.behind(ids)
            changed = follow(self._store, moved, now, back=[note.id for note in entry.notes])
            told = retell(self._store, now)
        del self._entries[deleted_id]
        taken_off = entry.conversation_id is not None and not entry.deleted
        ids += [*changed, *told, *(note.id for note in entry.derived)]
        where = tuple(dict.fromkeys(one.conversation_id for one in entry.blanked))
        return Undone(entry.conversation_id, tuple(dict.fromkeys(ids)), taken_off, where)

    def purge(self, *, everything: bool = False) -> Iterator[tuple[str, ...]]:
        """Remove for good what can no longer be undone, in steps. Gives the ids of notes that could
        be seen until now: those that rested on nothing but several of the conversations.

        `everything` is for the beginning and the end: all that was deleted, also in earlier
        sessions, and the index is left to the start that follows, so that nobody waits for it.
        """
        now = self._clock.now()
        waiting = [] if everything else [e for e in self._entries.values() if e.expires > now]
        kept_notes = {note.id for entry in waiting for note in (*entry.notes, *entry.derived)}
        kept_conversations = {entry.conversation_id for entry in waiting if entry.deleted}
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
        with self._store.database.write():
            for note in notes.values():
                # What is being forgotten was buried when that was asked for.
                hidden = note.status is NoteStatus.FORGOTTEN
                words = self._words(note)
                buried = [mark for one in words for mark in marks(one, alone=not hidden)]
                self._store.tombstones.bury(buried, now, anew=not hidden)
            self._store.purge_notes(list(notes))
            self._store.conversations.purge(conversations)
            self._store.meta.set(BACKUPS_HOLD_FORGOTTEN, new_id())
            told = retell(self._store, now)
        seen = [note.id for note in bereft if note.status is not NoteStatus.FORGOTTEN]
        yield (*seen, *told)
        self._store.database.scrub()
        yield ()
        if notes and not everything and (self._store.index is not None or self._store.building):
            for _ in self._store.rebuilding():
                yield ()
        elif not everything:
            self._store.sync_index()

    def _resting_on(self, notes: Sequence[Note]) -> tuple[Note, ...]:
        return tuple(self._store.derived.resting_on([note.id for note in notes]))

    def _resting_only_on(self, conversation_id: str) -> tuple[Note, ...]:
        resting = self._store.notes.resting_only_on([conversation_id])
        return tuple(note for note in resting if note.status is not NoteStatus.FORGOTTEN)

    def _hide(
        self, notes: Sequence[Note], reason: str, asked_for: Sequence[str] | None = None
    ) -> dict[str, datetime | None]:
        """Put notes out of sight, and bury them: all of them are `asked_for`, or only some. Returns
        the tombstones as they were before."""
        now = self._clock.now()
        self._store.notes.set_status(
            [note.id for note in notes],
            NoteStatus.FORGOTTEN,
            actor="user",
            reason=reason,
            now=now,
        )
        alone = {note.id for note in notes} if asked_for is None else set(asked_for)
        buried = [
            mark
            for note in notes
            for words in self._words(note)
            for mark in marks(words, alone=note.id in alone)
        ]
        return self._store.tombstones.bury(buried, now)

    def _follow(self, conversation_id: str) -> tuple[str, ...]:
        messages = self._store.branches.messages(conversation_id)
        return follow(self._store, messages, self._clock.now())

    def _words(self, note: Note) -> list[Note]:
        """A note as what it says; an episode as each of the messages it rests on."""
        if note.kind is not NoteKind.EPISODE:
            return [note]
        said = self._store.episodes.messages(note.id)
        return [replace(note, text=one.text) for one in chain(*said)]

    def _cuts(self, passages: Sequence[Passage]) -> dict[str, list[Span]]:
        """What is to be taken out of each message, as far as it still says there what it did."""
        texts = {
            it.id: it.text
            for it in self._store.passages.messages([one.message_id for one in passages])
        }
        cuts: dict[str, list[Span]] = {}
        for one in passages:
            if texts.get(one.message_id, "")[one.start : one.end] == one.quote:
                cuts.setdefault(one.message_id, []).append((one.start, one.end))
        return cuts

    def _uncut(
        self, note_ids: Sequence[str], messages: Sequence[str], cuts: Mapping[str, Sequence[Span]]
    ) -> list[str]:
        """The messages that go on saying something of what is forgotten."""
        rests = self._store.passages.sources(note_ids)
        return [
            message_id
            for message_id in messages
            if not all(
                any(since <= start and end <= until for since, until in cuts.get(message_id, ()))
                for start, end in rests.get(message_id, ())
            )
        ]

    def _titles(
        self, cuts: Mapping[str, Sequence[Span]], said: Mapping[str, str]
    ) -> dict[str, str]:
        """The new titles of conversations that are called after what is taken out, by the id of the
        message that gave it."""
        titles = {}
        for message in self._store.passages.messages(list(cuts)):
            named = self._store.conversations.get(message.conversation_id).title
            if named == title_from(said[message.id]):
                titles[message.id] = title_from(gapped(message.text, cuts[message.id]))
        return titles

    def _enter(self, what: str, entry: _Entry) -> Deleted:
        expires = self._clock.now() + timedelta(seconds=UNDO_S)
        undoable = Deleted(new_id(), what, UNDO_S)
        self._entries[undoable.id] = replace(entry, expires=expires)
        return undoable


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
