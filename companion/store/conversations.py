"""Conversations and the tree of messages in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from companion.domain import Conversation, Message, MessageState, Persona, Role
from companion.errors import NotFound
from companion.store import plain
from companion.store.database import Database
from companion.store.imports import forget_imports
from companion.store.rows import conversation_fields, found_conversations, found_messages
from companion.store.search import match_prefix
from companion.store.tables import ConversationRow, MessageRow, PersonaRow
from companion.store.traces import remove_traces, unchain


class Conversations:
    """Reads and writes conversations and messages; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def persona(self) -> Persona:
        """The persona new conversations are with."""
        with self._database.read() as session:
            first = "SELECT id, name, instructions FROM persona ORDER BY id LIMIT 1"
            found = plain.rows(session, first)
            if not found:
                raise NotFound("There is no persona.")
            return Persona(*found[0])

    def persona_named(self, name: str) -> Persona:
        """Raises NotFound."""
        with self._database.read() as session:
            row = session.exec(select(PersonaRow).where(PersonaRow.name == name)).first()
            if row is None:
                raise NotFound(f"There is no persona called {name}.")
            return Persona(row.id, row.name, row.instructions)

    def change_persona(self, persona: Persona, now: datetime) -> None:
        """Make a persona what it is in this one. Raises NotFound."""
        with self._database.write() as session:
            row = session.get(PersonaRow, persona.id)
            if row is None:
                raise NotFound("There is no persona.")
            if (row.name, row.instructions) != (persona.name, persona.instructions):
                row.name, row.instructions = persona.name, persona.instructions
                row.changed_at = now

    def begin(self, conversation: Conversation, message: Message) -> None:
        """Store a new conversation together with its first message."""
        with self._database.write() as session:
            made = conversation_fields(conversation) | {"titled_by_owner": False}
            plain.insert(session, "conversation", [made])
            _append(session, message)

    def add(self, message: Message) -> list[str]:
        """Store a message and make it the end of the active branch.

        A reply whose question the person has left meanwhile stays beside the branch. Returns the
        messages that this has moved off the branch, or onto it.
        """
        with self._database.write() as session:
            return _append(session, message)

    def go_back_to(self, message_id: str, now: datetime) -> list[str]:
        """Make a message the end of the active branch: what followed is to be made anew. Returns
        the messages that this has moved off the branch, or onto it. Raises NotFound."""
        with self._database.write() as session:
            message = _message(session, message_id)
            return _end_with(session, _row(session, message.conversation_id), message_id, now)

    def write_reply(self, reply_id: str, text: str, state: MessageState) -> None:
        """Store how far a reply has come."""
        with self._database.write() as session:
            plain.update(session, "message", reply_id, {"text": text, "state": str(state)})

    def interrupt_streaming(self, now: datetime) -> list[str]:
        """Mark replies that were being made when the last process ended, and go on to the latest
        one where another was to be made and never came; returns the messages that this has moved
        back onto a branch."""
        with self._database.write() as session:
            cut_off = plain.rows(
                session,
                "SELECT DISTINCT c.leaf_id FROM conversation c JOIN message m"
                " ON m.parent_id = c.leaf_id WHERE c.deleted_at IS NULL",
            )
            moved = []
            for (message_id,) in cut_off:
                moved += _choose(session, _message(session, message_id), now)
            states = [str(MessageState.INTERRUPTED), str(MessageState.STREAMING)]
            plain.run(session, "UPDATE message SET state = ? WHERE state = ?", states)
            return moved

    def get(self, conversation_id: str) -> Conversation:
        """Raises NotFound."""
        with self._database.read() as session:
            return _conversation(session, conversation_id)

    def message(self, message_id: str) -> Message:
        """Raises NotFound."""
        with self._database.read() as session:
            return _message(session, message_id)

    def before(self, message: Message, limit: int) -> list[tuple[Role, str]]:
        """What either side said last on the branch that leads to a message, in order."""
        with self._database.read() as session:
            said: list[tuple[Role, str]] = []
            at = message.parent_id
            while at is not None and len(said) < limit:
                message = _message(session, at)
                said.append((message.role, message.text))
                at = message.parent_id
            return said[::-1]

    def find(self, query: str = "") -> list[Conversation]:
        """Latest first; with `query` those whose title or messages hold its words."""
        with self._database.read() as session:
            words = query.strip()
            those = "WHERE c.deleted_at IS NULL AND (:words = '' OR c.id IN (SELECT value FROM"
            those += " json_each(:holding)) OR instr(lower(c.title), lower(:words)))"
            holding = plain.among(_holding(session, match_prefix(words)))
            values = {"words": words, "holding": holding}
            return found_conversations(session, f"{those} ORDER BY c.updated_at DESC", values)

    def branch(
        self, conversation_id: str, leaf: str | None = None
    ) -> list[tuple[Message, tuple[str, ...]]]:
        """The branch that ends in `leaf` (the active one when not given), first message first, each
        with the ids of its siblings, itself included."""
        with self._database.read() as session:
            leaf = leaf or _conversation(session, conversation_id).leaf_id
            these = "WHERE m.conversation_id = ? ORDER BY m.id"
            messages = found_messages(session, these, [conversation_id])
        by_id = {message.id: message for message in messages}
        siblings: dict[str | None, list[str]] = defaultdict(list)
        for message in messages:
            siblings[message.parent_id].append(message.id)
        path: list[tuple[Message, tuple[str, ...]]] = []
        at = by_id.get(leaf or "")
        while at is not None:
            path.append((at, tuple(siblings[at.parent_id])))
            at = by_id.get(at.parent_id or "")
        path.reverse()
        return path

    def choose_branch(self, message_id: str, now: datetime) -> list[str]:
        """Make the branch through a message the active one; returns the messages that this has
        moved off the branch, or onto it. Raises NotFound."""
        with self._database.write() as session:
            return _choose(session, _message(session, message_id), now)

    def rename(self, conversation_id: str, title: str, now: datetime) -> None:
        """Raises NotFound."""
        with self._database.write() as session:
            row = _row(session, conversation_id)
            row.title = title
            row.titled_by_owner = True
            row.titled_at = now

    def save_draft(self, conversation_id: str, text: str) -> None:
        """Keep an unsent message. Raises NotFound."""
        with self._database.write() as session:
            _row(session, conversation_id).draft = text

    def last_words_before(self, conversation_id: str) -> datetime | None:
        """When the person last said something in any other conversation."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT created_at FROM message WHERE role = 'user' AND conversation_id != ?"
                " ORDER BY id DESC LIMIT 1",
                [conversation_id],
            )
            return plain.time_from(found[0][0]) if found else None

    def unobserved(self, after: str = "", *, limit: int = 100) -> list[Message]:
        """The person's messages whose notes were never written, from the first one `after` an id,
        oldest first; none of those that are on no active branch."""
        with self._database.read() as session:
            return found_messages(
                session,
                "JOIN conversation c ON c.id = m.conversation_id WHERE m.role = 'user'"
                " AND m.id > ? AND m.observed_at IS NULL AND NOT m.off_branch"
                " AND NOT c.off_the_record AND c.deleted_at IS NULL ORDER BY m.id LIMIT ?",
                [after, limit],
            )

    def set_deleted(self, conversation_id: str, at: datetime | None) -> str:
        """Hide a conversation from every reader, or bring it back; returns its title."""
        with self._database.write() as session:
            row = _row(session, conversation_id, deleted_too=True)
            row.deleted_at = at
            return row.title

    def set_off_the_record(self, conversation_id: str, off: bool) -> None:
        """Whether a conversation leaves notes. Raises NotFound."""
        with self._database.write() as session:
            _row(session, conversation_id, deleted_too=True).off_the_record = off

    def standing(self) -> set[str]:
        """Conversations that are not deleted."""
        with self._database.read() as session:
            these = "SELECT id FROM conversation WHERE deleted_at IS NULL"
            return {i for (i,) in plain.rows(session, these)}

    def deleted(self) -> list[str]:
        """Conversations that wait to be purged."""
        with self._database.read() as session:
            these = "SELECT id FROM conversation WHERE deleted_at IS NOT NULL"
            return [i for (i,) in plain.rows(session, these)]

    def purge(self, conversation_ids: Iterable[str]) -> None:
        """Remove conversations and their messages for good, and their words in notes that stay."""
        ids = list(conversation_ids)
        with self._database.write() as session:
            remove_traces(session, ids)
            if ids:
                forget_imports(session)
            unchain(session, ids)
            for conversation_id in ids:
                row = session.get(ConversationRow, conversation_id)
                if row is not None:
                    session.delete(row)

    def count(self) -> tuple[int, int]:
        """How many conversations and messages there are."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            conversations = run("SELECT count(*) FROM conversation").scalar_one()
            messages = run("SELECT count(*) FROM message").scalar_one()
            return int(conversations), int(messages)


def _holding(session: Session, match: str) -> list[str]:
    """The conversations with a message that a full-text query matches; none for an empty one."""
    if not match:
        return []
    found = plain.rows(
        session,
        "SELECT DISTINCT m.conversation_id FROM message_fts f"
        " JOIN message m ON m.rowid = f.rowid WHERE message_fts MATCH ?",
        [match],
    )
    return [i for (i,) in found]


def _conversation(session: Session, conversation_id: str) -> Conversation:
    found = found_conversations(session, "WHERE id = ? AND deleted_at IS NULL", [conversation_id])
    if not found:
        raise NotFound("This conversation is no longer there.")
    return found[0]


def _row(session: Session, conversation_id: str, *, deleted_too: bool = False) -> ConversationRow:
    row = session.get(ConversationRow, conversation_id)
    if row is None or (row.deleted_at is not None and not deleted_too):
        raise NotFound("This conversation is no longer there.")
    return row


def _message(session: Session, message_id: str) -> Message:
    found = found_messages(session, "WHERE id = ?", [message_id])
    if not found:
        raise NotFound("This message is no longer there.")
    return found[0]


def _append(session: Session, message: Message) -> list[str]:
    before = _conversation(session, message.conversation_id).leaf_id
    left = message.role is Role.ASSISTANT and not _is_awaited(session, message, before)
    made = {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "parent_id": message.parent_id,
        "role": str(message.role),
        "text": message.text,
        "created_at": message.created_at,
        "state": str(message.state),
        "off_branch": left,
    }
    plain.insert(session, "message", [made])
    changed: dict[str, Any] = {"updated_at": message.created_at}
    if message.role is Role.USER:
        changed["draft"] = ""
    if not left:
        changed |= {"leaf_id": message.id, "leaf_at": message.created_at}
    plain.update(session, "conversation", message.conversation_id, changed)
    session.expire_all()
    if left or message.parent_id == before:
        return []
    conversation = _row(session, message.conversation_id)
    return _end_with(session, conversation, message.id, message.created_at)


def _is_awaited(session: Session, reply: Message, leaf: str | None) -> bool:
    """Whether the branch ends with the question of a reply, or with another reply to it."""
    if reply.parent_id == leaf:
        return True
    last = _message(session, leaf) if leaf else None
    return last is not None and (last.role, last.parent_id) == (Role.ASSISTANT, reply.parent_id)


def _choose(session: Session, message: Message, now: datetime) -> list[str]:
    """Make the branch through a message, and on along its latest followers, the active one."""
    leaf = message.id
    while True:
        latest = "SELECT max(id) FROM message WHERE parent_id = ?"
        ((child,),) = plain.rows(session, latest, [leaf])
        if child is None:
            return _end_with(session, _row(session, message.conversation_id), leaf, now)
        leaf = child


def _end_with(
    session: Session, conversation: ConversationRow, leaf: str, now: datetime
) -> list[str]:
    """Make a message the end of the active branch, and mark what is on it and what is not; returns
    the messages for which that has changed."""
    conversation.leaf_id, conversation.leaf_at = leaf, now
    session.flush()
    rows = session.exec(
        select(MessageRow.id, MessageRow.parent_id, MessageRow.off_branch).where(
            MessageRow.conversation_id == conversation.id
        )
    ).all()
    parents = {row[0]: row[1] for row in rows}
    branch: set[str] = set()
    at: str | None = leaf
    while at is not None:
        branch.add(at)
        at = parents[at]
    moved = [row[0] for row in rows if (row[0] not in branch) != row[2]]
    for off in (True, False):
        there = [message_id for message_id in moved if (message_id not in branch) is off]
        session.exec(update(MessageRow).where(col(MessageRow.id).in_(there)).values(off_branch=off))
    return moved
