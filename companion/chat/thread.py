"""The active branch of a conversation as it is shown: its messages, and the notes around each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.domain import Role, Thread, ThreadMessage

if TYPE_CHECKING:
    from companion.store.store import Store


def read_thread(store: Store, conversation_id: str) -> Thread:
    """The active branch. A reply carries the notes it was given, and those written from the
    message it answers. Raises NotFound."""
    branch = store.conversations.branch(conversation_id)
    replies = [m.id for m, _ in branch if m.role is Role.ASSISTANT]
    used = store.recalled.of(replies)
    saved = store.notes.written_from([m.id for m, _ in branch if m.role is Role.USER])
    return Thread(
        store.conversations.get(conversation_id),
        tuple(
            ThreadMessage(
                message,
                siblings,
                tuple(used.get(message.id, ())),
                tuple(saved.get(message.parent_id or "", ()))
                if message.role is Role.ASSISTANT
                else (),
            )
            for message, siblings in branch
        ),
    )
