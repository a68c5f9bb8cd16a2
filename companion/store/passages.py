"""Words in old messages: found, and blanked out when their owner wants them forgotten, too.

A message is never rewritten, with this one exception, which its owner makes: what they have removed
leaves a GAP, so that the message does not pass for what was said. Whatever else rests on the
message keeps resting on the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.acts import GAP
from companion.domain import Message, MessageState, Role
from companion.store import plain
from companion.store.database import Database
from companion.store.search import match_any

Span = tuple[int, int]
_MESSAGE = "m.id, m.conversation_id, m.parent_id, m.role, m.text, m.created_at, m.state"
_SEEN = "JOIN conversation c ON c.id = m.conversation_id AND c.deleted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Blanked:
    """A message as it was before words were taken out of it: its text, the title its conversation
    had from it (or None), and what rested on which characters."""

    message_id: str
    conversation_id: str
    text: str
    title: str | None
    cuts: tuple[Span, ...]
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """That a note rests on characters of a message, and since which job run, if one."""

    note_id: str
    run_id: str
    span: Span


class Passages:
    """Reads messages by their words, and takes words out of them; each call is one transaction, or
    part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- reading ----------------------------------------------------------------------------------

    def sources(self, note_ids: Sequence[str]) -> dict[str, list[Span]]:
        """For each message that these notes rest on: on which characters."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT s.message_id, s.start, s.end FROM source s"
                " WHERE s.note_id IN (SELECT value FROM json_each(?))"
                " ORDER BY s.message_id, s.start",
                [plain.among(note_ids)],
            )
        spans: dict[str, list[Span]] = {}
        for message_id, start, end in found:
            of_it = spans.setdefault(message_id, [])
            if of_it and start <= of_it[-1][1]:
                of_it[-1] = (of_it[-1][0], max(end, of_it[-1][1]))
            else:
                of_it.append((start, end))
        return spans

    def resting_on(self, cuts: Mapping[str, Sequence[Span]]) -> list[str]:
        """The notes, no episodes, that rest on any of these characters of messages."""
        found: dict[str, None] = {}
        with self._database.read() as session:
            for message_id, spans in cuts.items():
                for start, end in spans:
                    overlap = plain.rows(
                        session,
                        "SELECT n.id FROM source s JOIN note n ON n.id = s.note_id"
                        " WHERE s.message_id = ? AND s.start < ? AND s.end > ?"
                        " AND n.kind != 'episode' AND n.status != 'forgotten'",
                        [message_id, end, start],
                    )
                    found |= {note_id: None for (note_id,) in overlap}
        return list(found)

    def messages(self, message_ids: Sequence[str]) -> list[Message]:
        """These messages, the oldest first; none of conversations that are deleted."""
        these = f"FROM message m {_SEEN} WHERE m.id IN (SELECT value FROM json_each(?))"
        with self._database.read() as session:
            found = plain.rows(
                session, f"SELECT {_MESSAGE} {these} ORDER BY m.id", [plain.among(message_ids)]
            )
        return [_message(row) for row in found]

    def saying(self, text: str, limit: int) -> list[Message]:
        """Messages of either side that hold telling words of a text, best first; none of
        conversations that are deleted."""
        query = match_any(text)
        if not query:
            return []
        with self._database.read() as session:
            found = plain.rows(
                session,
                f"SELECT {_MESSAGE} FROM (SELECT rowid, rank FROM message_fts"
                " WHERE message_fts MATCH ? ORDER BY rank LIMIT ?) f"
                f" JOIN message m ON m.rowid = f.rowid {_SEEN} ORDER BY f.rank",
                [query, limit],
            )
        return [_message(row) for row in found]

    def given(self, note_ids: Sequence[str]) -> dict[str, str]:
        """The replies that were given any of these notes, each with the question it answers."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT DISTINCT m.id, coalesce(q.text, '') FROM recalled r"
                " JOIN message m ON m.id = r.reply_id LEFT JOIN message q ON q.id = m.parent_id"
                f" {_SEEN} WHERE r.note_id IN (SELECT value FROM json_each(?))",
                [plain.among(note_ids)],
            )
            return dict(found)

    # -- writing ----------------------------------------------------------------------------------

    def blank(self, cuts: Mapping[str, Sequence[Span]], titled: Mapping[str, str]) -> list[Blanked]:
        """Take characters out of messages, each stretch for a gap. `titled` gives the new title of
        a conversation that is called after one of these messages, by the message's id."""
        with self._database.write() as session:
            return [
                _blank(session, message, cuts[message.id], titled.get(message.id))
                for message in self.messages(list(cuts))
            ]

    def put_back(self, blanked: Sequence[Blanked]) -> None:
        """Make messages what they were before `blank`, and let all rest on them as before."""
        with self._database.write() as session:
            for one in blanked:
                plain.update(session, "message", one.message_id, {"text": one.text})
                plain.run(session, "DELETE FROM embedding WHERE item_id = ?", [one.message_id])
                if one.title is not None:
                    plain.update(session, "conversation", one.conversation_id, {"title": one.title})
                known = {(it.note_id, moved_span(it.span, one.cuts)) for it in one.rests}
                since = [
                    Rest(it.note_id, it.run_id, _before(it.span, one.cuts))
                    for it in _rests(session, one.message_id)
                    if (it.note_id, it.span) not in known
                ]
                _let_rest(session, one.message_id, [*one.rests, *since])


def without(text: str, spans: Sequence[Span]) -> str:
    """A text with a gap in the place of each of these stretches; gaps that would meet are one."""
    for start, end in reversed(apart(text, spans)):
        text = text[:start] + GAP + text[end:]
    return text


def apart(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same stretches of a text in order, those joined that overlap or have nothing but space
    between them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _blank(session: Session, message: Message, spans: Sequence[Span], title: str | None) -> Blanked:
    cuts = apart(message.text, spans)
    rests = _rests(session, message.id)
    moved = [Rest(it.note_id, it.run_id, moved_span(it.span, cuts)) for it in rests]
    _let_rest(session, message.id, moved)
    was = None
    if title is not None:
        named = "SELECT title FROM conversation WHERE id = ?"
        ((was,),) = plain.rows(session, named, [message.conversation_id])
        plain.update(session, "conversation", message.conversation_id, {"title": title})
    plain.update(session, "message", message.id, {"text": without(message.text, cuts)})
    plain.run(
        session,
        "UPDATE dismissal SET fingerprint = '', vector = x'' WHERE reply_id IN"
        " (SELECT id FROM message WHERE parent_id = ?)",
        [message.id],
    )
    plain.run(session, "DELETE FROM embedding WHERE item_id = ?", [message.id])
    return Blanked(message.id, message.conversation_id, message.text, was, cuts, tuple(rests))


def cuts_between(text: str, left: str) -> list[Span]:
    """The stretches of a text that are missing where there are gaps in what is left of it; all of
    it, if that was changed in another way."""
    kept = left.split(GAP)
    if not text.startswith(kept[0]) or not text.endswith(kept[-1]):
        return [(0, len(text))]
    at, cuts = len(kept[0]), []
    for number, part in enumerate(kept[1:], 2):
        found = len(text) - len(part) if number == len(kept) else text.find(part, at)
        if found < at:
            return [(0, len(text))]
        cuts.append((at, found))
        at = found + len(part)
    return cuts


def moved_span(span: Span, cuts: Sequence[Span]) -> Span:
    """The characters that a stretch is on once the cuts are made: of one that is cut, the gap."""
    start, end = (_moved(at, cuts, ends=ends) for at, ends in zip(span, (False, True), strict=True))
    return start, end


def _moved(at: int, cuts: Sequence[Span], *, ends: bool) -> int:
    shift = 0
    for start, end in cuts:
        if start < at < end:
            return start + shift + (len(GAP) if ends else 0)
        if at >= end:
            shift += len(GAP) - (end - start)
    return at + shift


def _before(span: Span, cuts: Sequence[Span]) -> Span:
    """What `_after` was made of, of a stretch outside the gaps."""
    start, end = span
    for since, until in cuts:
        gained = until - since - len(GAP)
        start += gained if start >= since + len(GAP) else 0
        end += gained if end >= since + len(GAP) else 0
    return start, end


def _rests(session: Session, message_id: str) -> list[Rest]:
    here = 'SELECT note_id, run_id, start, "end" FROM source WHERE message_id = ?'
    found = plain.rows(session, here, [message_id])
    return [Rest(note_id, run_id, (start, end)) for note_id, run_id, start, end in found]


def _let_rest(session: Session, message_id: str, rests: Sequence[Rest]) -> None:
    """Let just these notes rest on a message, as far as they are there."""
    plain.run(session, "DELETE FROM source WHERE message_id = ?", [message_id])
    for rest in rests:
        plain.run(
            session,
            'INSERT OR IGNORE INTO source (note_id, message_id, start, "end", run_id)'
            " SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM note WHERE id = ?)",
            [rest.note_id, message_id, *rest.span, rest.run_id, rest.note_id],
        )


def _message(row: tuple[Any, ...]) -> Message:
    message_id, conversation_id, parent_id, role, text, created_at, state = row
    at = datetime.fromisoformat(created_at)
    return Message(
        message_id, conversation_id, parent_id, Role(role), text, at, MessageState(state)
    )
