"""Episodes that say nothing but what notes say: what was said is then told by these alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from sqlmodel import Session

from companion.store import plain
from companion.store.rows import IS_STATEMENT

_AMONG = "IN (SELECT value FROM json_each(?))"
_NOTED = (
    # By this index those that are none are passed over unread.
    'SELECT n.id, s.message_id, s.start, s."end", t.note_id, t.start, t."end"'
    " FROM note n INDEXED BY ix_note_episode JOIN source s ON s.note_id = n.id"
    " LEFT JOIN source t ON t.message_id = s.message_id AND t.note_id != n.id"
    f" AND EXISTS (SELECT 1 FROM note o WHERE o.id = t.note_id AND o.{IS_STATEMENT}"
    " AND o.status != 'forgotten' {alike})"
    f" WHERE n.kind = 'episode' AND n.id {_AMONG}"
)
_ALIKE = "AND rtrim(o.text, ' .!?') = rtrim(n.text, ' .!?')"
_EPISODES = (
    "SELECT n.id FROM source s JOIN source t ON t.message_id = s.message_id"
    f" JOIN note n ON n.id = t.note_id AND n.kind = 'episode' WHERE s.note_id {_AMONG}"
)

_END = 2
"""Letters at the end of a message that tell nothing: a full stop, a blank."""
_BETWEEN = 6
"""Those between two notes of one sentence: “, and ”."""

Noted = Mapping[str, Sequence[Sequence[frozenset[str]]]]
"""Of episodes by their ids, for each message notes that say all of it: one, or several together."""
_Span = tuple[int, int, str]
"""From where to where a note says a message, and the note."""


def noted(session: Session, note_ids: Sequence[str], *, alike: bool = False) -> Noted:
    """Those of these notes that are episodes of which notes say each message as a whole; `alike` if
    one does in the very words of the episode: a note may have been corrected since."""
    query = _NOTED.format(alike=_ALIKE if alike else "")
    spans: dict[str, dict[_Span, list[_Span]]] = defaultdict(lambda: defaultdict(list))
    for row in plain.rows(session, query, [plain.among(note_ids)]):
        episode_id, message_id, start, end, note_id, begins, ends = row
        of = spans[episode_id][start, end, message_id]
        of += [(begins, ends, note_id)] if note_id is not None else []
    found: dict[str, list[list[frozenset[str]]]] = {}
    for episode_id, messages in spans.items():
        said = [_saying(start, end, of) for (start, end, _), of in messages.items()]
        if all(said):
            found[episode_id] = said
    return found


def is_told(messages: Sequence[Sequence[frozenset[str]]], notes: Set[str]) -> bool:
    """Whether these notes say all of the messages of an episode."""
    return all(any(saying <= notes for saying in ways) for ways in messages)


def _saying(start: int, end: int, spans: Sequence[_Span]) -> list[frozenset[str]]:
    """The notes that say all between two places by themselves, else all of those that do
    together."""
    whole = [note_id for a, b, note_id in spans if a <= start and b >= end - _END]
    if whole:
        return [frozenset((note_id,)) for note_id in whole]
    at = start - _BETWEEN
    for a, b, _ in sorted(spans):
        if a > at + _BETWEEN:
            return []
        at = max(at, b)
    return [frozenset(note_id for _, _, note_id in spans)] if spans and at >= end - _END else []


def episodes_of(session: Session, note_ids: Sequence[str]) -> set[str]:
    """The episodes of what these notes rest on."""
    return {i for (i,) in plain.rows(session, _EPISODES, [plain.among(note_ids)])}
