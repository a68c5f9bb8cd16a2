"""Plain SQL for notes, and for what every message needs, in the transaction of a session.

Building a statement of SQLAlchemy's costs several times what SQLite needs to run it: 0.2 ms against
0.03, some fifty times a message. Everything else uses SQLModel.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from sqlite3 import Connection
from typing import Any, cast

from sqlmodel import Session

Values = Sequence[Any] | Mapping[str, Any]
_DRIVER = "driver_connection"
_LIST = json.JSONEncoder(ensure_ascii=False)


def rows(session: Session, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """All that a query finds; what the session has pending is written first."""
    return _connection(session).execute(query, _encoded(values)).fetchall()


def pages(
    session: Session, query: str, values: Values, size: int
) -> Generator[list[tuple[Any, ...]], None, None]:
    """All that a query finds, so many rows at a time, for what does not fit into memory. Who stops
    before the end closes it: until then its tables cannot be dropped."""
    cursor = _connection(session).execute(query, _encoded(values))
    try:
        while page := cursor.fetchmany(size):
            yield page
    finally:
        cursor.close()


def run(session: Session, statement: str, values: Values = ()) -> None:
    """Run one statement."""
    _connection(session).execute(statement, _encoded(values))


def run_each(session: Session, statement: str, values: Sequence[Values]) -> None:
    """Run one statement with each of these values."""
    if values:
        _connection(session).executemany(statement, [_encoded(each) for each in values])


def driver(session: Session) -> Connection:
    """The connection of a session, for what SQLAlchemy has no name for."""
    return _connection(session)


def insert(session: Session, table: str, made: Sequence[Mapping[str, Any]], how: str = "") -> None:
    """Insert rows, which all have the same columns; `how` as in `INSERT OR IGNORE`."""
    if made:
        statement = _insertion(table, tuple(made[0]), how)
        _connection(session).executemany(statement, [_encoded(row) for row in made])


def update(session: Session, table: str, row_id: str | int, fields: Mapping[str, Any]) -> None:
    """Give columns of one row, found by its id, new values."""
    if fields:
        values = {**fields, "row_id": row_id}
        _connection(session).execute(_updating(table, tuple(fields)), _encoded(values))


def among(values: Sequence[Any]) -> str:
    """A parameter for `IN (SELECT value FROM json_each(?))`: a list of any length in one value, so
    that the statement stays the same."""
    return json.dumps(list(values))


def as_text(time: datetime) -> str:
    """An aware datetime as ISO 8601 text in UTC: readable in the file, and sorts as it should."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def time_from(text: str | None) -> datetime | None:
    """The datetime that `as_text` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def as_list(words: Sequence[str]) -> str:
    """Words in their order, as a JSON list."""
    return _LIST.encode(words) if words else "[]"


def words_from(text: str | None) -> tuple[str, ...]:
    """The words that `as_list` wrote."""
    # Most have none.
    return () if text is None or text == "[]" else tuple(json.loads(text))


def _connection(session: Session) -> Connection:
    session.flush()
    # A session of ours is one transaction on one connection; asking for it costs as much as most
    # statements do.
    found = session.info.get(_DRIVER)
    if found is None:
        found = session.info[_DRIVER] = session.connection().connection.driver_connection
    return cast("Connection", found)


def _encoded(values: Values) -> Any:
    # Most values are what SQLite takes as they are: a look at the type is cheaper than a call.
    if isinstance(values, Mapping):
        return {
            name: value if type(value) in _AS_IS else _plain(value)
            for name, value in values.items()
        }
    return tuple([value if type(value) in _AS_IS else _plain(value) for value in values])


_AS_IS = frozenset({str, int, float, bool, bytes, type(None)})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return as_text(value)
    return as_list(value) if isinstance(value, tuple) else value


@cache
def _insertion(table: str, columns: tuple[str, ...], how: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f":{name}" for name in columns)
    return f"INSERT {how} INTO {table} ({names}) VALUES ({values})"


@cache
def _updating(table: str, columns: tuple[str, ...]) -> str:
    return f"UPDATE {table} SET {', '.join(f'{name} = :{name}' for name in columns)}" + (
        " WHERE id = :row_id"
    )
