"""The filters their owner has saved. None outlives a word in it that was forgotten."""

from __future__ import annotations

from companion.filters import Filter, SavedFilter
from companion.store import plain
from companion.store.database import Database
from companion.store.search import match_typed


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

    def put(self, saved: SavedFilter) -> None:
        """Keep a filter, in place of one of the same name."""
        with self._database.write() as session:
            row = {"name": saved.name, "filter": saved.filter.to_json()}
            plain.insert(session, "saved_filter", [row], "OR REPLACE")

    def remove(self, name: str) -> None:
        """Drop a filter; harmless when there is none of this name."""
        with self._database.write() as session:
            plain.run(session, "DELETE FROM saved_filter WHERE name = ?", [name])

    def tidy(self) -> None:
        """After notes have gone: drop the filters that ask for words or names that are nowhere
        any more."""
        with self._database.write() as session:
            for saved in self.all():
                for word in saved.filter.words.split():
                    match = match_typed(word.strip('"“”'))
                    there = "SELECT 1 FROM note_fts WHERE note_fts MATCH ? LIMIT 1"
                    if match and not plain.rows(session, there, [match]):
                        self.remove(saved.name)
                for person in saved.filter.people:
                    there = "SELECT 1 FROM alias WHERE name = ?"
                    if not plain.rows(session, there, [person.casefold()]):
                        self.remove(saved.name)
