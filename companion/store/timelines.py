"""The timeline: which notes a filter leaves, on which days, and what is folded behind what.

Ids come all at once, from an index alone; notes in full only as they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from companion.domain import Note
from companion.filters import Axis, Counted, Day, Entry, Facet, Filter, Timeline, begins, ends
from companion.store import plain
from companion.store.database import Database
from companion.store.filtering import MOMENT, SEEN, condition
from companion.store.rows import found_notes

Keeps = Callable[[Sequence[str]], Collection[str]]
"""Which of some notes are left, of those that SQL leaves."""
OPENING = 60
"""How many notes come in full with the days."""
MOST_COUNTED = 60
"""Values of one facet that are offered."""
_GONE = ("superseded", "retired")
_AMONG = "IN (SELECT value FROM json_each(?))"
_NEXT = (
    "SELECT l.to_id AS old, l.note_id AS new FROM link l WHERE l.kind = 'updates' AND l.to_id {old}"
    # A duplicate that was joined: the other rests on its words, too.
    " UNION SELECT n.id, s.id FROM note n JOIN link l ON l.note_id = n.id OR l.to_id = n.id"
    " JOIN note s ON s.id = CASE l.note_id WHEN n.id THEN l.to_id ELSE l.note_id END"
    " WHERE n.id {old} AND n.status = 'retired' AND l.kind = 'related' AND s.status = 'active'"
    " AND EXISTS (SELECT 1 FROM source a JOIN source b ON b.message_id = a.message_id"
    ' AND b.start = a.start AND b."end" = a."end" WHERE a.note_id = n.id AND b.note_id = s.id)'
)
"""Pairs of a note and one that has taken its place."""
_BEFORE = (
    "SELECT l.to_id AS old, l.note_id AS new FROM link l WHERE l.kind = 'updates'"
    " AND l.note_id {new}"
    " UNION SELECT n.id, s.id FROM note s JOIN link l ON l.note_id = s.id OR l.to_id = s.id"
    " JOIN note n ON n.id = CASE l.note_id WHEN s.id THEN l.to_id ELSE l.note_id END"
    " WHERE s.id {new} AND n.status = 'retired' AND l.kind = 'related' AND s.status = 'active'"
    " AND EXISTS (SELECT 1 FROM source a JOIN source b ON b.message_id = a.message_id"
    ' AND b.start = a.start AND b."end" = a."end" WHERE a.note_id = n.id AND b.note_id = s.id)'
)
"""The same pairs, found from the newer one."""
_FACETS = {
    Facet.KIND: "SELECT n.kind, n.kind, count(*) FROM note n WHERE {these} GROUP BY 1",
    Facet.STATUS: "SELECT n.status, n.status, count(*) FROM note n WHERE {these} GROUP BY 1",
    Facet.ORIGIN: "SELECT n.origin, n.origin, count(*) FROM note n WHERE {these} GROUP BY 1",
    Facet.TAG: (
        "SELECT t.value, t.value, count(*) FROM note n, json_each(n.tags) t"
        " WHERE n.tags != '[]' AND {these} GROUP BY 1"
    ),
    Facet.PERSON: (
        "SELECT e.name, e.name, count(DISTINCT n.id) FROM entity e"
        " JOIN mention m ON m.entity_id = e.id"
        " JOIN note n ON n.id = m.note_id WHERE {these} GROUP BY e.name"
    ),
    Facet.CONVERSATION: (
        "SELECT c.id, c.title, count(DISTINCT n.id) FROM conversation c"
        " JOIN message m ON m.conversation_id = c.id JOIN source s ON s.message_id = m.id"
        " JOIN note n ON n.id = s.note_id WHERE {these} AND c.deleted_at IS NULL GROUP BY c.id"
    ),
}

_Row = tuple[str, str, str]
"""The id of a note, its moment as text, and its status."""


class Timelines:
    """Reads the timeline; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def whole(self, filter: Filter, axis: Axis, keeps: Keeps | None = None) -> Timeline:
        """All that a filter leaves, by day, with the first notes in full."""
        with self._database.read() as session:
            rows = _left(session, filter, keeps, _matching(session, filter, axis))
            days = _by_day(rows)
            first = [note_id for note_id, _, _ in rows[:OPENING]]
            return Timeline(tuple(days), _entries(session, first, filter))

    def opening(self, filter: Filter, axis: Axis) -> Timeline:
        """The first of what a filter leaves: all of it where that is little."""
        most = 2 * OPENING
        with self._database.read() as session:
            found = _matching(session, filter, axis, most=most)
            rows = _left(session, filter, None, found)
            complete = len(found) < most and len(rows) <= OPENING
            days = _by_day(rows[:OPENING])
            first = [note_id for day in days for note_id in day.ids]
            return Timeline(tuple(days), _entries(session, first, filter), complete)

    def days(
        self,
        filter: Filter,
        axis: Axis,
        changed: Sequence[str],
        days: Iterable[date],
        keeps: Keeps | None = None,
    ) -> tuple[Day, ...]:
        """These days as they are now, and those that the notes `changed`, or what is folded behind
        them or they behind, are on; perhaps with no ids. The latest first."""
        with self._database.read() as session:
            moments = plain.rows(
                session,
                f"SELECT {MOMENT[axis]} FROM note n WHERE n.id {_AMONG}",
                [plain.among(sorted(_family(session, changed)))],
            )
            wanted = {*days, *(_day(moment) for (moment,) in moments)}
            found = []
            for day in sorted(wanted, reverse=True):
                within = f"{MOMENT[axis]} >= ? AND {MOMENT[axis]} < ?"
                rows = _matching(session, filter, axis, within, [begins(day), ends(day)])
                rows = _left(session, filter, keeps, rows)
                found.append(Day(day, tuple(note_id for note_id, _, _ in rows)))
            return tuple(found)

    def entries(self, note_ids: Sequence[str], filter: Filter) -> dict[str, Entry]:
        """Those of these notes that can be seen, with what the filter folds behind them."""
        with self._database.read() as session:
            return _entries(session, note_ids, filter)

    def matching(
        self, filter: Filter, note_ids: Sequence[str], keeps: Keeps | None = None
    ) -> list[str]:
        """Those of these notes that a filter leaves, in their order."""
        these = f"n.id {_AMONG}"
        with self._database.read() as session:
            where, values = condition(filter)
            select = f"SELECT n.id FROM note n WHERE {where} AND {these}"
            found = [i for (i,) in plain.rows(session, select, [*values, plain.among(note_ids)])]
        left = set(found if keeps is None else keeps(found))
        return [note_id for note_id in note_ids if note_id in left]

    def counted(self, filter: Filter, facet: Facet) -> list[Counted]:
        """The values of a facet among the notes that a filter leaves, the commonest first."""
        where, values = condition(filter)
        select = f"{_FACETS[facet].format(these=where)} ORDER BY 3 DESC, 1 LIMIT ?"
        with self._database.read() as session:
            return [Counted(*row) for row in plain.rows(session, select, [*values, MOST_COUNTED])]


def _matching(
    session: Session,
    filter: Filter,
    axis: Axis,
    also: str = "1",
    values: Sequence[Any] = (),
    *,
    most: int = -1,
) -> list[_Row]:
    """What a filter leaves as far as SQL can say, the latest first, `most` at most."""
    where, its_values = condition(filter, by_time=most >= 0)
    moment = MOMENT[axis]
    return plain.rows(
        session,
        f"SELECT n.id, {moment}, n.status FROM note n WHERE {where} AND {also}"
        f" ORDER BY {moment} DESC, n.id DESC LIMIT ?",
        [*its_values, *values, most],
    )


def _left(session: Session, filter: Filter, keeps: Keeps | None, rows: list[_Row]) -> list[_Row]:
    """Those of these that have a row of their own: what is folded has none."""
    if keeps is not None:
        kept = keeps([row[0] for row in rows])
        rows = [row for row in rows if row[0] in kept]
    if filter.folds:
        folded = _folded(session, filter, keeps, [row[0] for row in rows if row[2] in _GONE])
        if folded:
            rows = [row for row in rows if row[0] not in folded]
    return rows


def _folded(session: Session, filter: Filter, keeps: Keeps | None, gone: Sequence[str]) -> set[str]:
    """Those of these notes that something which the filter leaves has taken the place of."""
    if not gone:
        return set()
    after: dict[str, set[str]] = defaultdict(set)
    new = set(gone)
    while new:
        old, new = new, set()
        pairs = plain.rows(session, _NEXT.format(old=_AMONG), [plain.among(sorted(old))] * 2)
        for note_id, successor in pairs:
            if successor not in after:
                new.add(successor)
            after[note_id].add(successor)
    successors = sorted({it for of in after.values() for it in of})
    where, values = condition(filter)
    select = f"SELECT n.id FROM note n WHERE {where} AND n.id {_AMONG}"
    shown = [i for (i,) in plain.rows(session, select, [*values, plain.among(successors)])]
    left = set(shown if keeps is None else keeps(shown))
    return {note_id for note_id in gone if _reaches(note_id, after, left)}


def _reaches(note_id: str, after: dict[str, set[str]], left: Collection[str]) -> bool:
    met = {note_id}
    ahead = list(after[note_id])
    while ahead:
        at = ahead.pop()
        if at in left and at != note_id:
            return True
        if at not in met:
            met.add(at)
            ahead += after.get(at, ())
    return False


def _family(session: Session, note_ids: Sequence[str]) -> set[str]:
    """Notes with all that they have taken the place of, or that has taken theirs."""
    family: set[str] = set()
    new = set(note_ids)
    while new:
        family |= new
        these = plain.among(sorted(new))
        pairs = plain.rows(session, _NEXT.format(old=_AMONG), [these] * 2)
        pairs += plain.rows(session, _BEFORE.format(new=_AMONG), [these] * 2)
        new = {note_id for pair in pairs for note_id in pair} - family
    return family


def _entries(session: Session, note_ids: Sequence[str], filter: Filter) -> dict[str, Entry]:
    behind = _behind(session, note_ids) if filter.folds else {}
    wanted = {*note_ids, *(old for of in behind.values() for old in of)}
    found = found_notes(session, f"WHERE n.id {_AMONG} AND {SEEN}", [plain.among(sorted(wanted))])
    notes = {note.id: note for note in found}
    return {
        note_id: Entry(notes[note_id], _latest_first(notes, behind.get(note_id, ())))
        for note_id in note_ids
        if note_id in notes
    }


def _latest_first(notes: dict[str, Note], old: Iterable[str]) -> tuple[Note, ...]:
    there = [notes[i] for i in old if i in notes and notes[i].status.value in _GONE]
    return tuple(sorted(there, key=lambda it: it.valid_from or it.recorded_at, reverse=True))


def _behind(session: Session, note_ids: Sequence[str]) -> dict[str, set[str]]:
    """By each of these notes all that it has taken the place of, through what came in between."""
    behind: dict[str, set[str]] = defaultdict(set)
    ahead = {note_id: {note_id} for note_id in note_ids}
    while ahead:
        these = plain.among(sorted(ahead))
        further: dict[str, set[str]] = defaultdict(set)
        for old, new in plain.rows(session, _BEFORE.format(new=_AMONG), [these] * 2):
            for root in ahead[new]:
                if old != root and old not in behind[root]:
                    behind[root].add(old)
                    further[old].add(root)
        ahead = further
    return behind


def _by_day(rows: Sequence[_Row]) -> list[Day]:
    """Rows, the latest first, by their local days: one comparison of texts each."""
    days: list[Day] = []
    ids: list[str] = []
    day, since = date.max, ""
    for note_id, moment, _ in rows:
        if not since or moment < since:
            if ids:
                days.append(Day(day, tuple(ids)))
            ids = []
            day = _day(moment)
            since = plain.as_text(begins(day))
        ids.append(note_id)
    if ids:
        days.append(Day(day, tuple(ids)))
    return days


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
