"""What the timeline costs in the real window with a hundred thousand notes, and with none."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from companion.bench.window import run_for_figures
from companion.bench.years import BEGAN, LASTS, years
from companion.clock import SystemClock
from companion.secrets import make_key
from companion.store.bulk import put_talk
from companion.store.store import Store

NOTES = 100_000
_OF_A_TALK = 22
"""How many notes a conversation leaves, more or less."""


def bench_timeline(*, notes: int = NOTES) -> dict[str, float]:
    """Milliseconds from the wish to see the memories until they are painted (`open_ms`), and until
    all of them can be scrolled to (`whole_ms`); from a letter typed until what it finds is painted
    (`search_ms`, the slowest of all letters); from a jump by the overview until the words there are
    painted (`jump_ms`); and of a frame while scrolling (`frame_p99_ms`; `frame_cpu_p99_ms` is the
    GUI thread's own work, which a busy machine changes little). `growth_mb`: resident memory after
    all of that beyond the same on an empty timeline. Takes a minute or two, most of it to make the
    notes up."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        _live(empty, 0)
        _live(full, notes)
        without = run_for_figures("-m", "ui.bench_timeline", str(empty))
        figures = run_for_figures("-m", "ui.bench_timeline", str(full))
    growth_mb = figures["rss_mb"] - without["rss_mb"]
    return {
        **figures,
        "open_empty_ms": without["open_ms"],
        "rss_empty_mb": without["rss_mb"],
        "growth_mb": round(growth_mb, 1),
    }


def _live(home: Path, notes: int) -> None:
    """Eight years with so many notes, evenly spread."""
    home.mkdir()
    make_key(home)
    clock = SystemClock()
    store = Store(home, clock)
    try:
        apart = BEGAN / max(1, notes / _OF_A_TALK) - LASTS
        start = clock.now() - BEGAN
        persona = store.conversations.persona()
        with store.database.write():
            for talk in years(Random(notes), persona.id, start, notes, apart=apart):
                put_talk(store.database, *talk)
    finally:
        store.close()
