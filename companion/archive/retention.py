"""Which backups are kept: the last of each of 7 days, 4 weeks and 12 months, within a size.

Those of the last 24 hours are kept, too: one may undo what was done today. What was made before
everything was forgotten is kept as long as that was said, and no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

from companion.backup import Backup, Why

DAYS, WEEKS, MONTHS = 7, 4, 12
_ALL_OF = timedelta(days=1)
MOST_BYTES = 4 * 2**30
"""What all backups may take together; the latest is kept whatever its size."""


KEPT_AFTER_FORGETTING = timedelta(days=30)


def expired(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those that were made before everything was forgotten, and have been kept long enough."""
    return [
        it
        for it in backups
        if it.why is Why.FORGETTING and now - it.made_at >= KEPT_AFTER_FORGETTING
    ]


def to_remove(backups: Sequence[Backup], most_bytes: int = MOST_BYTES) -> list[Backup]:
    """The backups that go, by local days. The days, weeks and months are the last ones of which
    there are backups, so that somebody who is away for a year loses none by it."""
    backups = [it for it in backups if it.why is not Why.FORGETTING]
    if not backups:
        return []
    latest = sorted(backups, key=lambda it: it.made_at, reverse=True)
    kept = {it.name for it in latest if it.made_at > latest[0].made_at - _ALL_OF}
    rules: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    for most, of in rules:
        met: dict[Hashable, str] = {}
        for backup in latest:
            met.setdefault(of(backup.made_at.astimezone()), backup.name)
        kept.update(list(met.values())[:most])
    size = 0
    for number, backup in enumerate(latest):
        if backup.name in kept:
            size += backup.size
            if number and size > most_bytes:
                kept.discard(backup.name)
    return [backup for backup in latest if backup.name not in kept]
