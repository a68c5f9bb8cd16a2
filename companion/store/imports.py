"""What the last import did, so that it can be taken back without what was done since.

While an import runs, triggers keep what it changes as that was before, and what it adds is known by
its place in the tables. It is kept until the next import, or until something is forgotten for good:
of that no word may stay anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from companion.domain import Note
from companion.store import plain
from companion.store.database import Database
from companion.store.incoming.talk import stand
from companion.store.outgoing import NOTE_COLUMNS
from companion.store.revisions import note_from_json
from companion.store.rows import found_notes, put

_BY_ID = ("persona", "conversation", "message", "note", "revision", "job_run")
_BY_NAME = {
    "saved_filter": "name",
    "tombstone": "digest",
    "source": "json_array(note_id, message_id, start, \"end\")",
    "link": "json_array(note_id, to_id, kind)",
    "unlinked": "json_array(note_id, to_id, kind)",
}  # fmt: skip
_KEYS = {**dict.fromkeys(_BY_ID, "id"), **_BY_NAME}
"""What each row of a table is known by."""
_WHOLE = {
    "persona": ("id", "name", "instructions", "changed_at"),
    "saved_filter": ("name", "filter", "id"),
    "job_run": ("id", "job", "as_of", "started_at", "ended_at", "state", "changed", "did"),
    "link": ("note_id", "to_id", "kind", "reason", "run_id", "made_at"),
    "unlinked": ("note_id", "to_id", "kind", "removed_at"),
}
"""The tables of which an import may change and remove rows, with their columns."""
_SETTINGS = "settings"
_PAIRS = ("link", "unlinked")
_OF_OTHERS = {
    "source": "AND note_id IN (SELECT id FROM note WHERE rowid <= {note})",
    **dict.fromkeys(
        _PAIRS,
        "AND note_id IN (SELECT id FROM note WHERE rowid <= {note})"
        " AND to_id IN (SELECT id FROM note WHERE rowid <= {note})",
    ),
}
"""What does not go with the notes that were added."""
_STANDING = (
    "title", "titled_by_owner", "titled_at", "leaf_id", "leaf_at", "updated_at", "off_the_record",
    "deleted_at",
)  # fmt: skip
"""What an import may change of a conversation."""
_AS = {
    **dict.fromkeys(("keywords", "tags"), "json({0}.{1})"),
    # As SQLite writes numbers, some would be others when they are read.
    "confidence": "json(printf('%!.17g', {0}.{1}))",
}
_CLAIMS = (
    "json((SELECT json_group_array(json_object('attribute', attribute, 'value', value, 'ended_at',"
    " ended_at)) FROM (SELECT * FROM claim c WHERE c.note_id = {0}.id ORDER BY c.id)))"
)


def _as_json(table: str, row: str) -> str:
    if table in _WHOLE:
        fields = [f"'{name}', {row}.{name}" for name in _WHOLE[table]]
    elif table == "conversation":
        fields = [f"'{name}', {row}.{name}" for name in _STANDING]
    else:
        fields = [
            f"'{name}', {_AS.get(name, '{0}.{1}').format(row, name)}" for name in NOTE_COLUMNS
        ]
        fields.append(f"'claims', {_CLAIMS.format(row)}")
    return f"json_object({', '.join(fields)})"


def _key(table: str, row: str) -> str:
    if table in _PAIRS:
        return f"json_array({row}.note_id, {row}.to_id, {row}.kind)"
    return f"{row}.{_KEYS[table]}"


def _pair(key: str) -> str:
    return f"json_extract({key}, '$[0]'), json_extract({key}, '$[1]')"


def _is(table: str, key: str) -> str:
    """Whether a row `h` is the one of this key."""
    if table in _PAIRS:
        return f"(h.note_id, h.to_id, h.kind) = ({_pair(key)}, json_extract({key}, '$[2]'))"
    return f"h.{_KEYS[table]} = {key}"


@dataclass(frozen=True, slots=True)
class Change:
    """A note that an import changed: what it was before, and after."""

    before: Note
    after: Note


@contextmanager
def recorded(session: Session, before: str, after: str) -> Iterator[None]:
    """Keep what is done to the database in this block, if anything, as what the last import did,
    and what the settings were `before` and are `after` it, as JSON."""
    marks = {
        table: plain.rows(session, f"SELECT coalesce(max(rowid), 0) FROM main.{table}")[0][0]
        for table in _KEYS
    }
    plain.run(session, "DROP TABLE IF EXISTS temp.was")
    plain.run(
        session,
        "CREATE TEMP TABLE was (kind, item_id, before, PRIMARY KEY (kind, item_id)) WITHOUT ROWID",
    )
    triggers = [("UPDATE", table) for table in ("note", "conversation")]
    triggers += [(what, table) for table in _WHOLE for what in ("UPDATE", "DELETE")]
    for what, table in triggers:
        old = _as_json(table, "old")
        changes = f"AND {old} != {_as_json(table, 'new')}" if what == "UPDATE" else ""
        plain.run(
            session,
            f"CREATE TEMP TRIGGER was_{what}_{table} BEFORE {what} ON main.{table}"
            f" WHEN old.rowid <= {marks[table]} {changes if table in _WHOLE else ''}"
            " BEGIN INSERT OR IGNORE INTO was VALUES"
            f" ('{table}', {_key(table, 'old')}, {old}); END",
        )
    try:
        yield
        _keep(session, marks, before, after)
    finally:
        for what, table in triggers:
            plain.run(session, f"DROP TRIGGER IF EXISTS temp.was_{what}_{table}")
        plain.run(session, "DROP TABLE IF EXISTS temp.was")


def _keep(session: Session, marks: dict[str, int], before: str, after: str) -> None:
    added = (f"EXISTS (SELECT 1 FROM main.{it} WHERE rowid > {marks[it]})" for it in _KEYS)
    anything = f"SELECT EXISTS (SELECT 1 FROM temp.was) OR {' OR '.join(added)}"
    if plain.rows(session, anything) == [(0,)] and before == after:
        return
    forget_imports(session)
    kept = {"kind": _SETTINGS, "item_id": _SETTINGS, "before": before, "after": after}
    plain.insert(session, "main.brought", [kept] if before != after else [])
    for table, key in _KEYS.items():
        others = _OF_OTHERS.get(table, "").format(**marks)
        plain.run(
            session,
            f"INSERT INTO main.brought SELECT '{table}', {key}, '', '' FROM main.{table}"
            # A plus has it read in an index, which is a fraction of the table.
            f" WHERE +rowid > {marks[table]} {others}",
        )
    for table in ("note", "conversation"):
        plain.run(
            session,
            f"INSERT INTO main.brought SELECT w.kind, w.item_id, w.before, {_as_json(table, 'h')}"
            f" FROM temp.was w JOIN main.{table} h ON h.id = w.item_id WHERE w.kind = '{table}'",
        )
    for table in _WHOLE:
        # Of a link to what was forgotten for good no word stays.
        both = f"(SELECT count(*) FROM main.note WHERE id IN ({_pair('w.item_id')})) = 2"
        plain.run(
            session,
            "INSERT OR REPLACE INTO main.brought SELECT w.kind, w.item_id, w.before, CASE WHEN"
            f" h.rowid IS NULL THEN '' ELSE {_as_json(table, 'h')} END FROM temp.was w"
            f" LEFT JOIN main.{table} h ON {_is(table, 'w.item_id')} WHERE w.kind = '{table}'"
            f" AND {both if table in _PAIRS else 'true'}",
        )


def forget_imports(session: Session) -> None:
    """No import can be taken back any more: something was forgotten for good."""
    plain.run(session, "DELETE FROM main.brought")


class Imports:
    """What the last import did; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def any(self) -> bool:
        """Whether an import can be taken back."""
        with self._database.read() as session:
            return bool(plain.rows(session, "SELECT 1 FROM brought LIMIT 1"))

    def notes(self, message_ids: Sequence[str]) -> list[str]:
        """The notes that it brought and that rest on nothing said since, and those since that rest
        on these messages alone; none that their owner has changed since."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT n.id FROM note n WHERE n.id IN (SELECT b.item_id FROM brought b"
                " WHERE b.kind = 'note' AND b.before = '' AND NOT EXISTS (SELECT 1 FROM source s"
                " WHERE s.note_id = b.item_id AND s.message_id NOT IN"
                " (SELECT item_id FROM brought WHERE kind = 'message'))"
                " UNION SELECT s.note_id FROM source s WHERE s.message_id IN"
                " (SELECT value FROM json_each(:gone)) AND NOT EXISTS (SELECT 1 FROM source o"
                " WHERE o.note_id = s.note_id AND o.message_id NOT IN"
                " (SELECT value FROM json_each(:gone))))"
                " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.note_id = n.id"
                " AND r.actor = 'user' AND r.id NOT IN"
                " (SELECT item_id FROM brought WHERE kind = 'revision'))",
                {"gone": plain.among(message_ids)},
            )
            return [note_id for (note_id,) in found]

    def messages(self) -> list[str]:
        """The messages that it brought, but for those that something said since follows."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "WITH RECURSIVE kept (id) AS (SELECT parent_id FROM message WHERE id NOT IN"
                " (SELECT item_id FROM brought WHERE kind = 'message') AND parent_id IS NOT NULL"
                " UNION SELECT m.parent_id FROM kept k JOIN message m ON m.id = k.id"
                " WHERE m.parent_id IS NOT NULL) SELECT m.id FROM brought b JOIN message m"
                " ON m.id = b.item_id WHERE b.kind = 'message'"
                " AND m.id NOT IN (SELECT id FROM kept)",
            )
            return [message_id for (message_id,) in found]

    def episodes(self) -> list[str]:
        """The episodes that it brought."""
        with self._database.read() as session:
            these = "SELECT item_id FROM brought b JOIN note n ON n.id = b.item_id"
            these += " WHERE b.kind = 'note' AND b.before = '' AND n.kind = 'episode'"
            return [note_id for (note_id,) in plain.rows(session, these)]

    def changes(self) -> list[Change]:
        """The notes that it changed."""
        with self._database.read() as session:
            found = plain.rows(
                session,
                "SELECT before, after FROM brought WHERE kind = 'note' AND before != ''"
                " ORDER BY item_id",
            )
            return [Change(note_from_json(one), note_from_json(other)) for one, other in found]

    def put(self, before: Note, after: Note) -> None:
        """Make a note what it was, without a trace in its history."""
        with self._database.write() as session:
            put(session, before, after)

    def here(self, note_ids: Sequence[str]) -> dict[str, Note]:
        """Those of these notes that are here, also those that are being forgotten."""
        with self._database.read() as session:
            these = "WHERE n.id IN (SELECT value FROM json_each(?))"
            return {n.id: n for n in found_notes(session, these, [plain.among(note_ids)])}

    def take_out(self, message_ids: Sequence[str]) -> tuple[list[str], list[str]]:
        """Remove these messages, and all else that the import brought but notes, and make
        conversations what they were. Returns the conversations that have changed or gone, and the
        messages that have left the memory by this, or come back to it."""
        with self._database.write() as session:
            gone = plain.among(message_ids)
            touched = plain.rows(
                session,
                "SELECT conversation_id FROM message WHERE id IN (SELECT value FROM json_each(?))"
                " UNION SELECT item_id FROM brought WHERE kind = 'conversation'",
                [gone],
            )
            ids = [conversation_id for (conversation_id,) in touched]
            these = "DELETE FROM message WHERE id IN (SELECT value FROM json_each(?))"
            plain.run(session, these, [gone])
            for table in ("revision", "job_run", *_BY_NAME):
                plain.run(
                    session,
                    f"DELETE FROM {table} WHERE {_KEYS[table]} IN"
                    " (SELECT item_id FROM brought WHERE kind = ? AND before = '')",
                    [table],
                )
            _restore(session)
            for table in _WHOLE:
                _restore_rows(session, table)
            for table, of, belongs in (
                ("conversation", "message", "conversation_id"),
                ("persona", "conversation", "persona_id"),
            ):
                plain.run(
                    session,
                    f"DELETE FROM {table} WHERE id IN (SELECT item_id FROM brought WHERE kind = ?"
                    f" AND before = '') AND id NOT IN (SELECT {belongs} FROM {of})",
                    [table],
                )
            return ids, stand(session, ids)

    def settings(self) -> tuple[str, str] | None:
        """What the settings were before and after it, as JSON, if it changed them."""
        with self._database.read() as session:
            these = "SELECT before, after FROM brought WHERE kind = ?"
            found = plain.rows(session, these, [_SETTINGS])
            return (found[0][0], found[0][1]) if found else None

    def forget(self) -> None:
        """It was taken back."""
        with self._database.write() as session:
            forget_imports(session)


def _restore(session: Session) -> None:
    """Make of conversations what they were, as far as nobody has changed them since."""
    for conversation_id, before, after in plain.rows(
        session,
        "SELECT item_id, before, after FROM brought WHERE kind = 'conversation' AND before != ''",
    ):
        columns = ", ".join(_STANDING)
        row = f"SELECT {columns} FROM conversation WHERE id = ?"
        for found in plain.rows(session, row, [conversation_id]):
            now = dict(zip(_STANDING, found, strict=True))
            was, made = json.loads(before), json.loads(after)
            fields = {name: was[name] for name in _STANDING if now[name] == made[name]}
            plain.update(session, "conversation", conversation_id, fields)
    # One that went on ends with what was said last.
    plain.run(
        session,
        "UPDATE conversation SET leaf_id = (SELECT max(m.id) FROM message m"
        " WHERE m.conversation_id = conversation.id)"
        " WHERE leaf_id IS NOT NULL AND leaf_id NOT IN (SELECT id FROM message)",
    )


def _restore_rows(session: Session, table: str) -> None:
    """Make rows that an import changed or removed what they were, as far as nobody has changed them
    since, and what they speak of is there."""
    columns = _WHOLE[table]
    key = "note_id, to_id, kind" if table in _PAIRS else _KEYS[table]
    new = ", ".join(f"{name} = excluded.{name}" for name in columns)
    upsert = (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(f':{n}' for n in columns)}"
        f" WHERE {{0}} ON CONFLICT ({key}) DO UPDATE SET {new}"
    )
    both = "(SELECT count(*) FROM note WHERE id IN (:note_id, :to_id)) = 2"
    upsert = upsert.format(both if table in _PAIRS else "true")
    for item_id, before, after in plain.rows(
        session,
        "SELECT item_id, before, after FROM brought WHERE kind = ? AND before != ''",
        [table],
    ):
        this = f"SELECT {_as_json(table, 'h')} FROM {table} h WHERE {_is(table, ':key')}"
        there = plain.rows(session, this, {"key": item_id})
        if (there[0][0] if there else "") == after:
            plain.run(session, upsert, json.loads(before))
