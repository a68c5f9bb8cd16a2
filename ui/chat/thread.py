"""The branch being shown, and how what happens changes it. Pure: no widgets, no waiting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from companion.domain import (
    Message,
    MessageState,
    NoteDetail,
    RecalledNote,
    Role,
    Thread,
    ThreadMessage,
    Turn,
)


class ShownThread:
    """The messages of one conversation's active branch, first message first."""

    def __init__(self, messages: Iterable[ThreadMessage] = ()) -> None:
        self.items: list[ThreadMessage] = list(messages)
        self._notes: set[str] = set()
        self._learn_notes()

    def join(self, turn: Turn, question: Message, text: str) -> None:
        """A reply was on its way when these messages were read: show it where it belongs.

        From its first words on it is part of the active branch, unless another was chosen since.
        """
        placed = self.index(turn.reply_id) is not None
        if self.index(question.id) is not None and (placed or not text):
            self.begin(turn, question)

    def begin(self, turn: Turn, question: Message) -> None:
        """A turn has begun: `question` is said, again or for the first time; its reply is to come.

        What stood after the question's place belongs to another branch now.
        """
        asked = self.index(question.id)
        if asked is None:
            self._put(question)
        reply = Message(
            turn.reply_id,
            turn.conversation_id,
            question.id,
            Role.ASSISTANT,
            "",
            question.created_at,
            MessageState.STREAMING,
        )
        self._put(reply)

    def recalled(self, turn: Turn, used: Sequence[RecalledNote]) -> None:
        """The reply is given these notes."""
        self._change(turn.reply_id, used=tuple(used))

    def dismissed(self, reply_id: str, item_id: str, dismissed: bool) -> None:
        """Something a reply was given was not relevant to it, or was."""
        at = self.index(reply_id)
        if at is not None:
            used = tuple(
                replace(item, dismissed=dismissed) if item.item_id == item_id else item
                for item in self.items[at].used
            )
            self._change(reply_id, used=used)

    def finish(self, reply: Message) -> None:
        """The reply is whole, or stopped."""
        self._change(reply.id, message=reply)

    def fail(self, turn: Turn, text: str) -> None:
        """The reply could not be made; `text` is what came of it."""
        at = self.index(turn.reply_id)
        if at is not None:
            failed = replace(self.items[at].message, text=text, state=MessageState.FAILED)
            self._change(turn.reply_id, message=failed)

    def observed(self, turn: Turn, saved: Sequence[NoteDetail]) -> None:
        """These notes were written from what the reply answers."""
        self._change(turn.reply_id, saved=tuple(saved))

    def rests_on(self, note_ids: Iterable[str]) -> bool:
        """Whether any of these notes is, or was, shown beneath a message."""
        return not self._notes.isdisjoint(note_ids)

    def take_notes(self, thread: Thread) -> None:
        """Take over the notes of `thread` where it has the same messages."""
        fresh = {shown.message.id: shown for shown in thread.messages}
        for at, shown in enumerate(self.items):
            known = fresh.get(shown.message.id)
            if known is not None and shown.message.state is not MessageState.STREAMING:
                self.items[at] = replace(shown, used=known.used, saved=known.saved)
        self._learn_notes()

    def take_words(self, thread: Thread) -> None:
        """Take over the words of `thread` where it has the same messages, and the notes."""
        fresh = {shown.message.id: shown.message for shown in thread.messages}
        for at, shown in enumerate(self.items):
            if shown.message.state is not MessageState.STREAMING and shown.message.id in fresh:
                self.items[at] = replace(shown, message=fresh[shown.message.id])
        self.take_notes(thread)

    def index(self, message_id: str) -> int | None:
        """Where a message stands; None when it is not on this branch. Sought from the end."""
        for at in range(len(self.items) - 1, -1, -1):
            if self.items[at].message.id == message_id:
                return at
        return None

    def last_own(self) -> ThreadMessage | None:
        """The person's latest message."""
        own = (shown for shown in reversed(self.items) if shown.message.role is Role.USER)
        return next(own, None)

    def _put(self, message: Message) -> None:
        """Put a message behind its parent, in place of the branch that stood there."""
        parent = -1 if message.parent_id is None else self.index(message.parent_id)
        at = len(self.items) if parent is None else parent + 1
        siblings: tuple[str, ...] = (message.id,)
        if at < len(self.items):
            known = self.items[at].siblings
            siblings = known if message.id in known else (*known, message.id)
        del self.items[at:]
        self.items.append(ThreadMessage(message, siblings))

    def _change(self, message_id: str, **changes: object) -> None:
        at = self.index(message_id)
        if at is not None:
            self.items[at] = replace(self.items[at], **changes)  # type: ignore[arg-type]
            self._learn_notes(self.items[at : at + 1])

    def _learn_notes(self, items: Sequence[ThreadMessage] | None = None) -> None:
        for shown in self.items if items is None else items:
            self._notes.update(item.note.id for item in shown.used)
            self._notes.update(detail.note.id for detail in shown.saved)
