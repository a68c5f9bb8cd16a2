"""How fresh notes are, as SQL: their age tells it of all to which nothing has come since they were
written, which is most of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from companion.domain import NoteKind
from companion.filters import Freshness
from companion.store import plain
from companion.store.rows import IS_STATEMENT

Days = tuple[int, int]
"""For how many whole days a note is fresh, and until after which it has not faded."""

_FADES = f"n.status IN ('active', 'archived') AND n.{IS_STATEMENT}"
"""What holds for a note that fades: what tells again what others say does not, and what is no
longer so is not remembered."""
_KEPT = (
    "(n.pinned OR n.kind = 'wish' OR (n.kind = 'plan' AND n.valid_from > ?)"
    " OR EXISTS (SELECT 1 FROM claim c WHERE c.note_id = n.id AND c.ended_at IS NULL"
    " AND EXISTS (SELECT 1 FROM json_each(?) k WHERE c.attribute GLOB json_extract(k.value, '$[0]')"
    " AND c.value GLOB json_extract(k.value, '$[1]'))))"
)
_BOUND = "json_extract(?, '$.' || n.kind || '[' || n.importance || '][{at}]')"
_FRESH_SINCE, _FADED_UNTIL = _BOUND.format(at=0), _BOUND.format(at=1)
_AGED = {
    Freshness.FRESH: (f"n.recorded_at > {_FRESH_SINCE}", 1),
    Freshness.FADING: (
        f"n.recorded_at <= {_FRESH_SINCE} AND n.recorded_at > {_FADED_UNTIL}",
        2,
    ),
    Freshness.FADED: (f"n.recorded_at <= {_FADED_UNTIL}", 1),
}
"""What holds for the age of such a note, and how often the bounds are asked for."""


@dataclass(frozen=True, slots=True)
class Aging:
    """Which notes are as fresh as is `wanted`.

    `lasts`: by kind and importance for how long a note lasts to which nothing has come. `keeps`:
    patterns (of SQLite's GLOB) of the attribute and the value of claims that keep a note for good,
    beside what is pinned, a wish, or still to come. `undecided`: ids of those to which something
    has come; `decides` tells which of some of those are as fresh as wanted.
    """

    wanted: Collection[Freshness]
    now: datetime
    lasts: Mapping[NoteKind, Sequence[Days]]
    keeps: Sequence[tuple[str, str]]
    undecided: Collection[str]
    decides: Callable[[Sequence[str]], Collection[str]]

    def condition(self) -> tuple[str, list[Any]]:
        """What holds for a note `n` that is as fresh as wanted, or undecided; and the values."""
        bounds = self._bounds()
        aged, values = [], []
        for step in Freshness:
            if step in self.wanted:
                part, times = _AGED[step]
                aged.append(f"({part})")
                values += [bounds] * times
        age = " OR ".join(aged)
        kept = f"OR {_KEPT}" if Freshness.FRESH in self.wanted else f"AND NOT {_KEPT}"
        undecided = "n.id IN (SELECT value FROM json_each(?))"
        return (
            f"({_FADES} AND (({age}) {kept} OR {undecided}))",
            [*values, self.now, json.dumps(self.keeps), plain.among(sorted(self.undecided))],
        )

    def left(self, note_ids: Sequence[str]) -> set[str]:
        """Those of these notes, for which `condition` holds, that are as fresh as wanted."""
        asked = [note_id for note_id in note_ids if note_id in self.undecided]
        decided = set(self.decides(asked)) if asked else set()
        return {it for it in note_ids if it in decided or it not in self.undecided}

    def _bounds(self) -> str:
        """Since when a note was written that is fresh, and until when one that has faded."""

        def before(days: int) -> str:
            return plain.as_text(self.now - timedelta(days=days + 1))

        told = {k: [[before(a), before(b)] for a, b in of] for k, of in self.lasts.items()}
        return json.dumps(told)
