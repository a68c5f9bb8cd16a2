"""Doing without triggers for a while: what they do row by row is done for all rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from companion.store import plain


@contextmanager
def set_aside(session: Session, *names: str) -> Iterator[None]:
    """Do without these triggers in this block, or without any if none is named. Belongs into a
    transaction, which brings them back when the block raises."""
    triggers = [
        (name, made_by)
        for name, made_by in plain.rows(
            session, "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"
        )
        if name in names or not names
    ]
    for name, _ in triggers:
        plain.run(session, f"DROP TRIGGER main.{name}")
    yield
    for _, made_by in triggers:
        plain.run(session, made_by)


@contextmanager
def indexed_at_once(session: Session, table: str, *columns: str, words: str = "") -> Iterator[None]:
    """Have what is inserted into a table in this block found by its words when the block ends: its
    trigger takes half as long again. `words` is the view that the index reads, if it is not the
    table itself."""
    index, (last,) = f"{table}_fts", plain.rows(session, f"SELECT max(rowid) FROM main.{table}")[0]
    with set_aside(session, f"{index}_insert"):
        yield
    names = ", ".join(("rowid", *columns))
    plain.run(
        session,
        f"INSERT INTO main.{index} ({names}) SELECT {names} FROM main.{words or table}"
        " WHERE rowid > ?",
        [last or 0],
    )
