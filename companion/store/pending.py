"""What waits for its owner's decision: notes, and pairs of them."""

from __future__ import annotations

from companion.store import plain
from companion.store.database import Database

_BOTH_STAND = (
    # From the pairs, which are few.
    "CROSS JOIN note n ON n.id = {pair}.note_id AND n.status = 'active'"
    " CROSS JOIN note o ON o.id = {pair}.{other} AND o.status = 'active'"
)
_CLASHES = "FROM link l " + _BOTH_STAND.format(pair="l", other="to_id")
_CLASHES += " WHERE l.kind = 'contradicts'"
_JOINS = "FROM unsure_join u " + _BOTH_STAND.format(pair="u", other="other_id")
_JOINS += " WHERE NOT u.settled"
_COUNTS = (
    # In the words of their indexes.
    "SELECT count(*) FROM note WHERE status = 'held'",
    "SELECT count(*) FROM note WHERE status = 'shadow'",
    f"SELECT count(*) {_CLASHES}",
    f"SELECT count(*) {_JOINS}",
)

Pair = tuple[str, str]
"""The ids of two notes, the newer one first."""


class Pending:
    """Reads and settles what waits; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- writing ----------------------------------------------------------------------------------

    def settle(self, pair: Pair, *, settled: bool) -> None:
        """Two notes are no longer asked about, or again."""
        with self._database.write() as session:
            this = "UPDATE unsure_join SET settled = ? WHERE note_id = ? AND other_id = ?"
            plain.run(session, this, [settled, *pair])

    # -- reading ----------------------------------------------------------------------------------

    def count(self) -> int:
        """How many decisions are waited for."""
        with self._database.read() as session:
            return sum(int(plain.rows(session, count)[0][0]) for count in _COUNTS)

    def with_status(self, status: str, limit: int) -> list[str]:
        """The ids of the latest notes that are held, or in the shadow."""
        assert status in ("held", "shadow")
        with self._database.read() as session:
            latest = f"SELECT id FROM note WHERE status = '{status}' ORDER BY id DESC LIMIT ?"
            return [note_id for (note_id,) in plain.rows(session, latest, [limit])]

    def clashes(self, limit: int) -> list[tuple[Pair, str]]:
        """Notes that contradict each other while both stand, the latest first, and why."""
        with self._database.read() as session:
            latest = (
                f"SELECT l.note_id, l.to_id, l.reason {_CLASHES} ORDER BY l.note_id DESC LIMIT ?"
            )
            return [((one, to), why) for one, to, why in plain.rows(session, latest, [limit])]

    def joins(self, limit: int) -> list[Pair]:
        """Notes that may say the same, the latest first."""
        with self._database.read() as session:
            latest = f"SELECT u.note_id, u.other_id {_JOINS} ORDER BY u.note_id DESC LIMIT ?"
            return [(one, other) for one, other in plain.rows(session, latest, [limit])]

    def known(self, note_id: str) -> set[str]:
        """With which notes this one was asked about, or is to be."""
        with self._database.read() as session:
            these = (
                "SELECT other_id FROM unsure_join WHERE note_id = ?"
                " UNION SELECT note_id FROM unsure_join WHERE other_id = ?"
            )
            return {other for (other,) in plain.rows(session, these, [note_id, note_id])}
