"""Which notes have taken the place of others: by an update, or where they were joined or split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session

from companion.store import plain

_AMONG = "IN (SELECT value FROM json_each(?))"
JOINED = "you joined them"
SPLIT = "you split it"
"""Why notes are linked of which their owner put one in the place of the other."""
_TOOK_ITS_PLACE = (
    # The other is there still, or was for longer.
    "n.status = 'retired' AND (s.status = 'active' OR s.updated_at > n.updated_at)"
    f" AND l.kind = 'related' AND (l.reason IN ('{JOINED}', '{SPLIT}')"
    # A duplicate that was joined: the other rests on its words, too.
    " OR EXISTS (SELECT 1 FROM source a JOIN source b ON b.message_id = a.message_id"
    ' AND b.start = a.start AND b."end" = a."end" WHERE a.note_id = n.id AND b.note_id = s.id))'
)
_NEXT = (
    "SELECT l.to_id AS old, l.note_id AS new FROM link l WHERE l.kind = 'updates' AND l.to_id {old}"
    " UNION SELECT n.id, s.id FROM note n JOIN link l ON l.note_id = n.id OR l.to_id = n.id"
    " JOIN note s ON s.id = CASE l.note_id WHEN n.id THEN l.to_id ELSE l.note_id END"
    f" WHERE n.id {{old}} AND {_TOOK_ITS_PLACE}"
)
"""Pairs of a note and one that has taken its place."""
_BEFORE = (
    "SELECT l.to_id AS old, l.note_id AS new FROM link l WHERE l.kind = 'updates'"
    " AND l.note_id {new}"
    " UNION SELECT n.id, s.id FROM note s JOIN link l ON l.note_id = s.id OR l.to_id = s.id"
    " JOIN note n ON n.id = CASE l.note_id WHEN s.id THEN l.to_id ELSE l.note_id END"
    f" WHERE s.id {{new}} AND {_TOOK_ITS_PLACE}"
)
"""The same pairs, found from the newer one."""


def after(session: Session, note_ids: Sequence[str]) -> dict[str, set[str]]:
    """What has taken the place of each of these notes, and of each that has, and so on."""
    found: dict[str, set[str]] = defaultdict(set)
    new = set(note_ids)
    while new:
        old, new = new, set()
        pairs = plain.rows(session, _NEXT.format(old=_AMONG), [plain.among(sorted(old))] * 2)
        for note_id, successor in pairs:
            if successor not in found:
                new.add(successor)
            found[note_id].add(successor)
    return found


def leads_to(note_id: str, after: Mapping[str, Collection[str]], any_of: Collection[str]) -> bool:
    """Whether what has taken the place of a note, at once or in the end, is among some notes."""
    met = {note_id}
    ahead = list(after.get(note_id, ()))
    while ahead:
        at = ahead.pop()
        if at in any_of and at != note_id:
            return True
        if at not in met:
            met.add(at)
            ahead += after.get(at, ())
    return False


def family(session: Session, note_ids: Sequence[str]) -> set[str]:
    """Notes with all that they have taken the place of, or that has taken theirs."""
    found: set[str] = set()
    new = set(note_ids)
    while new:
        found |= new
        these = plain.among(sorted(new))
        pairs = plain.rows(session, _NEXT.format(old=_AMONG), [these] * 2)
        pairs += plain.rows(session, _BEFORE.format(new=_AMONG), [these] * 2)
        new = {note_id for pair in pairs for note_id in pair} - found
    return found


def before(session: Session, note_ids: Sequence[str]) -> dict[str, set[str]]:
    """By each of these notes all that it has taken the place of, through what came in between."""
    found: dict[str, set[str]] = defaultdict(set)
    ahead = {note_id: {note_id} for note_id in note_ids}
    while ahead:
        these = plain.among(sorted(ahead))
        further: dict[str, set[str]] = defaultdict(set)
        for old, new in plain.rows(session, _BEFORE.format(new=_AMONG), [these] * 2):
            for root in ahead[new]:
                if old != root and old not in found[root]:
                    found[root].add(old)
                    further[old].add(root)
        ahead = further
    return found
