"""Episodes that say nothing but what notes say: what was said is then told by these alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from companion.store import plain
from companion.store.rows import IS_STATEMENT

_AMONG = "IN (SELECT value FROM json_each(?))"
_NOTED = (
    # By this index those that are none are passed over unread.
    "SELECT n.id, s.message_id, t.note_id FROM note n INDEXED BY ix_note_episode"
    " JOIN source s ON s.note_id = n.id"
    " LEFT JOIN source t ON t.message_id = s.message_id AND t.note_id != n.id"
    # But for a full stop, or a blank, at its end.
    ' AND t.start <= s.start AND t."end" >= s."end" - 2'
    f" AND EXISTS (SELECT 1 FROM note o WHERE o.id = t.note_id AND o.{IS_STATEMENT}"
    " AND o.status != 'forgotten' {alike})"
    f" WHERE n.kind = 'episode' AND n.id {_AMONG}"
)
_ALIKE = "AND rtrim(o.text, ' .!?') = rtrim(n.text, ' .!?')"
_EPISODES = (
    "SELECT n.id FROM source s JOIN source t ON t.message_id = s.message_id"
    f" JOIN note n ON n.id = t.note_id AND n.kind = 'episode' WHERE s.note_id {_AMONG}"
)

Noted = Mapping[str, Sequence[frozenset[str]]]
"""Of episodes by their ids, for each message the notes that say all of it, one at least."""


def noted(session: Session, note_ids: Sequence[str], *, alike: bool = False) -> Noted:
    """Those of these notes that are episodes of which a note says each message as a whole; `alike`
    if in the very words of the episode: a note may have been corrected since."""
    query = _NOTED.format(alike=_ALIKE if alike else "")
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for episode_id, message_id, note_id in plain.rows(session, query, [plain.among(note_ids)]):
        found[episode_id][message_id].update([note_id] if note_id is not None else [])
    return {
        episode_id: [frozenset(notes) for notes in of.values()]
        for episode_id, of in found.items()
        if all(of.values())
    }


def episodes_of(session: Session, note_ids: Sequence[str]) -> set[str]:
    """The episodes of what these notes rest on."""
    return {i for (i,) in plain.rows(session, _EPISODES, [plain.among(note_ids)])}
