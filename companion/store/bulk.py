"""Years of conversations and notes stored at once, without the steps that single ones take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import insert

from companion.domain import Conversation, Message, Note, Source
from companion.encoders.base import Vectors
from companion.store.database import Database
from companion.store.rows import conversation_fields, insert_notes, insert_sources
from companion.store.tables import ConversationRow, EmbeddingRow, MessageRow


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


def put_vectors(
    database: Database, item_ids: Sequence[str], fingerprint: str, vectors: Vectors
) -> None:
    """Store the vectors, of shape (items, dimensions), of notes and messages that have none.

    The index is not told: it is to be built anew.
    """
    rows = [
        {"item_id": i, "fingerprint": fingerprint, "vector": np.asarray(row, np.float32).tobytes()}
        for i, row in zip(item_ids, vectors, strict=True)
    ]
    if rows:
        with database.write() as session:
            session.connection().execute(insert(EmbeddingRow), rows)


def _message_fields(message: Message) -> dict[str, object]:
    fields = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return {**fields, "observed_at": message.created_at}
