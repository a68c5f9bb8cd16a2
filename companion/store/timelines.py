"""The timeline: which notes a filter leaves, on which days, and what is folded behind what.

Ids come all at once, from an index alone; notes in full only as they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlmodel import Session

from companion.domain import Note, NoteKind
from companion.filters import (
    OPENING,
    Axis,
    Counted,
    Day,
    Entry,
    Facet,
    Filter,
    Timeline,
    begins,
    ends,
)
from companion.store import plain, retold, successors
from companion.store.aging import Aging
from companion.store.database import Database
from companion.store.filtering import MOMENT, SEEN, condition
from companion.store.rows import found_notes

PAGE = 3_000
"""Notes that are listed in one step: some twenty milliseconds."""
PAGE_TO_DECIDE = 400
"""Those of which it may have to be worked out how fresh they are: a tenth of a millisecond each."""
MOST_COUNTED = 60
"""Values of one facet that are offered."""
_GONE = ("superseded", "retired")
_MAY_HIDE = "(n.status IN ('superseded', 'retired') OR n.kind = 'episode')"
"""What holds for notes that perhaps have no row of their own."""
_AMONG = "IN (SELECT value FROM json_each(?))"
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

_IN_STEPS = (Facet.PERSON, Facet.CONVERSATION)
"""Those that are looked up note by note: a quarter of a second, where others take a tenth of it."""
_Row = tuple[str, str, str]
"""The id of a note, its moment as text, and its status."""


class Timelines:
    """Reads the timeline; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(
        self,
        filter: Filter,
        axis: Axis,
        aging: Aging | None = None,
        *,
        most: int | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Generator[None, None, Timeline]:
        """In steps of some milliseconds all that a filter leaves, by day, with the first notes in
        full; or `most` notes of it. What is under way when `stop` says so ends with Cancelled."""
        listed = _Listed()
        size = _page(aging) if most is None else 2 * most
        with self._database.long_read(stop) as session:
            for page in plain.pages(session, *_matching(filter, axis, aging), size):
                listed.add(_left(session, filter, aging, page))
                if most is not None and listed.notes >= most:
                    # One more than that, and it would be cut off.
                    complete = listed.notes == most and len(page) < size
                    break
                yield
            else:
                complete = True
            days = listed.days(most)
            ids = [note_id for day in days for note_id in day.ids[:OPENING]]
            return Timeline(tuple(days), _entries(session, ids[:OPENING], filter), complete)

    def days(
        self,
        filter: Filter,
        axis: Axis,
        changed: Sequence[str],
        days: Iterable[date],
        aging: Aging | None = None,
    ) -> tuple[Day, ...]:
        """These days as they are now, and those that the notes `changed`, or what is folded behind
        them or they behind, or the episodes they are from are on; perhaps with no ids. The latest
        first."""
        with self._database.read() as session:
            others = successors.family(session, changed) | retold.episodes_of(session, changed)
            moments = plain.rows(
                session,
                f"SELECT {MOMENT[axis]} FROM note n WHERE n.id {_AMONG}",
                [plain.among(sorted(others))],
            )
            wanted = {*days, *(_day(moment) for (moment,) in moments)}
            found = []
            for day in sorted(wanted, reverse=True):
                within = f"{MOMENT[axis]} >= ? AND {MOMENT[axis]} < ?"
                query, values = _matching(filter, axis, aging, within)
                rows = plain.rows(session, query, [*values, begins(day), ends(day)])
                rows = _left(session, filter, aging, rows)
                found.append(Day(day, tuple(note_id for note_id, _, _ in rows)))
            return tuple(found)

    def entries(self, note_ids: Sequence[str], filter: Filter) -> dict[str, Entry]:
        """Those of these notes that can be seen, with what the filter folds behind them."""
        with self._database.read() as session:
            return _entries(session, note_ids, filter)

    def matching(
        self, filter: Filter, note_ids: Sequence[str], aging: Aging | None = None
    ) -> list[str]:
        """Those of these notes that a filter leaves, in their order; no episode of which others of
        them say all."""
        with self._database.read() as session:
            left = _shown(session, filter, aging, note_ids)
            for episode_id, told in retold.noted(session, sorted(left)).items():
                if retold.is_told(told, left):
                    left.discard(episode_id)
        return [note_id for note_id in note_ids if note_id in left]

    def counted(
        self,
        filter: Filter,
        facet: Facet,
        aging: Aging | None = None,
        *,
        stop: Callable[[], bool] = lambda: False,
    ) -> Generator[None, None, list[Counted]]:
        """In steps the values of a facet among the notes that the timeline shows of what a filter
        leaves, the commonest first. What is under way when `stop` says so ends with Cancelled."""
        found: Counter[tuple[str, str]] = Counter()
        by_value = _FACETS[facet]
        at_once = aging is None and facet not in _IN_STEPS
        with self._database.long_read(stop) as session:
            where, values = condition(filter, aging)
            if at_once:
                for value, name, notes in plain.rows(session, by_value.format(these=where), values):
                    found[value, name] = notes
            by_value = by_value.format(these=f"n.id {_AMONG}")
            # What was counted at once is taken off again where it has no row of its own.
            pages = _matching(filter, Axis.HAPPENED, aging, _MAY_HIDE if at_once else "1")
            for page in plain.pages(session, *pages, _page(aging)):
                left = [row[0] for row in _left(session, filter, aging, page, facet)]
                ids = sorted({row[0] for row in page}.difference(left)) if at_once else left
                for value, name, notes in plain.rows(session, by_value, [plain.among(ids)]):
                    found[value, name] += -notes if at_once else notes
                yield
        return _commonest(+found)

    def number(
        self,
        filter: Filter,
        aging: Aging | None = None,
        *,
        stop: Callable[[], bool] = lambda: False,
    ) -> Generator[None, None, int]:
        """In steps how many notes the timeline shows of what a filter leaves. What is under way
        when `stop` says so ends with Cancelled."""
        notes = 0
        with self._database.long_read(stop) as session:
            query = _matching(filter, Axis.HAPPENED, aging)
            for page in plain.pages(session, *query, _page(aging)):
                notes += len(_left(session, filter, aging, page))
                yield
        return notes


def _commonest(found: Mapping[tuple[str, str], int]) -> list[Counted]:
    ranked = sorted(found.items(), key=lambda it: (-it[1], it[0]))
    return [Counted(*told, notes) for told, notes in ranked[:MOST_COUNTED]]


def _page(aging: Aging | None) -> int:
    return PAGE if aging is None else PAGE_TO_DECIDE


def _matching(
    filter: Filter, axis: Axis, aging: Aging | None, also: str = "1"
) -> tuple[str, list[Any]]:
    """A query for what a filter leaves as far as SQL can say, the latest first, and its values."""
    where, values = condition(filter, aging, by_time=True)
    moment = MOMENT[axis]
    query = (
        f"SELECT n.id, {moment}, n.status FROM note n WHERE {where} AND {also}"
        f" ORDER BY {moment} DESC, n.id DESC"
    )
    return query, values


def _left(
    session: Session,
    filter: Filter,
    aging: Aging | None,
    rows: list[_Row],
    facet: Facet | None = None,
) -> list[_Row]:
    """Those of these that have a row of their own: what is folded has none. With a `facet`, those
    that have one when one of its values is chosen: of a chosen status nothing is folded, and of a
    chosen kind nothing stands for an episode."""
    if aging is not None:
        left = aging.left([row[0] for row in rows])
        rows = [row for row in rows if row[0] in left]
    if filter.folds and facet is not Facet.STATUS:
        folded = _folded(session, filter, aging, [row[0] for row in rows if row[2] in _GONE])
        if folded:
            rows = [row for row in rows if row[0] not in folded]
    if facet is Facet.KIND:
        return rows
    episodes = _retold(session, filter, aging, [row[0] for row in rows])
    return [row for row in rows if row[0] not in episodes] if episodes else rows


def _folded(session: Session, filter: Filter, aging: Aging | None, gone: Sequence[str]) -> set[str]:
    """Those of these notes that something which the filter leaves has taken the place of."""
    if not gone:
        return set()
    after = successors.after(session, gone)
    others = sorted({it for of in after.values() for it in of})
    left = _shown(session, filter, aging, others)
    return {note_id for note_id in gone if successors.leads_to(note_id, after, left)}


def _retold(
    session: Session, filter: Filter, aging: Aging | None, note_ids: Sequence[str]
) -> set[str]:
    """Those of these notes that are episodes of which notes that the filter leaves say all."""
    if filter.kinds and NoteKind.EPISODE not in filter.kinds:
        return set()
    # What reads the same has the words that were looked for if the other has.
    noted = retold.noted(session, note_ids, alike=bool(filter.words))
    rest = filter.with_words("")
    if not (noted and rest):
        return set(noted)
    ways = chain.from_iterable(chain.from_iterable(noted.values()))
    shown = _shown(session, rest, aging, sorted({it for notes in ways for it in notes}))
    return {i for i, told in noted.items() if retold.is_told(told, shown)}


def _shown(
    session: Session, filter: Filter, aging: Aging | None, note_ids: Sequence[str]
) -> set[str]:
    """Those of these notes that a filter leaves."""
    where, values = condition(filter, aging)
    select = f"SELECT n.id FROM note n WHERE {where} AND n.id {_AMONG}"
    found = [i for (i,) in plain.rows(session, select, [*values, plain.among(note_ids)])]
    return set(found) if aging is None else aging.left(found)


def _entries(session: Session, note_ids: Sequence[str], filter: Filter) -> dict[str, Entry]:
    behind = successors.before(session, note_ids) if filter.folds else {}
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


class _Listed:
    """Notes, the latest first, by their local days: one comparison of texts each."""

    def __init__(self) -> None:
        self.notes = 0
        self._days: list[tuple[date, list[str]]] = []
        self._since = ""

    def add(self, rows: Sequence[_Row]) -> None:
        """Add what comes after those that are there."""
        for note_id, moment, _ in rows:
            if not self._since or moment < self._since:
                day = _day(moment)
                self._since = plain.as_text(begins(day))
                self._days.append((day, []))
            self._days[-1][1].append(note_id)
        self.notes += len(rows)

    def days(self, most: int | None) -> list[Day]:
        """The days with the notes, or the first of them."""
        left, days = self.notes if most is None else most, []
        for day, ids in self._days:
            if left <= 0:
                break
            days.append(Day(day, tuple(ids[:left])))
            left -= len(ids)
        return days


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
