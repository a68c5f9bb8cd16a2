"""Years of conversations and notes stored at once, without the steps that single ones take."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from companion.domain import Conversation, Message, Note, Source
from companion.store.database import Database
from companion.store.rows import conversation_fields, insert_notes, insert_sources
from companion.store.tables import ConversationRow, MessageRow


def put_talk(
    database: Database,
    conversation: Conversation,
    messages: Sequence[Message],
    notes: Sequence[tuple[Note, Source]],
) -> None:
    """Store a conversation, its messages as observed ones, and notes of their own for them.

    No revisions and no vectors; called inside `database.write()`, many of them are one transaction.
    """
    with database.write() as session:
        run = session.connection().execute
        leaf = messages[-1].id if messages else None
        run(insert(ConversationRow), [{**conversation_fields(conversation), "leaf_id": leaf}])
        if messages:
            run(insert(MessageRow), [_message_fields(message) for message in messages])
        insert_notes(session, [note for note, _ in notes])
        insert_sources(session, [source for _, source in notes])


def _message_fields(message: Message) -> dict[str, object]:
    fields = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return {**fields, "observed_at": message.created_at}
