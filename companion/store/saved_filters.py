"""The filters their owner has saved. None outlives a word in it that was forgotten.

Each has an id of the time at which it was saved, and when it goes, or another takes its place, its
id is buried: so other machines let it go, too, and one that is saved since is not that one (an
observed-remove set: Shapiro et al., Conflict-free Replicated Data Types, 2011).
"""

from __future__ import annotations

from datetime import datetime

from companion.domain import new_id
from companion.filters import Filter, SavedFilter
from companion.store import plain
from companion.store.database import Database
from companion.store.search import match_typed
from companion.store.tombstones import bury_ids, filter_mark


class SavedFilters:
    """Keeps filters by their names; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SavedFilter]:
        """All of them, by name; what a newer version wrote and this one cannot read is left out."""
        with self._database.read() as session:
            found = plain.rows(session, "SELECT name, filter FROM saved_filter ORDER BY name")
        saved = []
        for name, text in found:
            try:
                saved.append(SavedFilter(name, Filter.from_json(text)))
            except ValueError:
                continue
        return saved

    def put(self, saved: SavedFilter, now: datetime) -> None:
        """Keep a filter, in place of one of the same name."""
        row = {"name": saved.name, "filter": saved.filter.to_json()}
        with self._database.write() as session:
            same = "SELECT 1 FROM saved_filter WHERE (name, filter) = (:name, :filter)"
            if not plain.rows(session, same, row):
                self.remove(saved.name, now)
                plain.insert(session, "saved_filter", [row | {"id": new_id(now)}])

    def remove(self, name: str, now: datetime) -> None:
        """Drop a filter; harmless when there is none of this name."""
        with self._database.write() as session:
            these = "DELETE FROM saved_filter WHERE name = ? RETURNING id"
            gone = [filter_mark(i) for (i,) in plain.rows(session, these, [name])]
            bury_ids(session, gone, now)

    def tidy(self, now: datetime) -> None:
        """After notes have gone: drop the filters that ask for words or names that are nowhere
        any more."""
        with self._database.write() as session:
            for saved in self.all():
                for word in saved.filter.words.split():
                    match = match_typed(word.strip('"“”'))
                    there = "SELECT 1 FROM note_fts WHERE note_fts MATCH ? LIMIT 1"
                    if match and not plain.rows(session, there, [match]):
                        self.remove(saved.name, now)
                for person in saved.filter.people:
                    there = "SELECT 1 FROM alias WHERE name = ?"
                    if not plain.rows(session, there, [person.casefold()]):
                        self.remove(saved.name, now)
