"""A process that will be killed while it imports FILE into HOME.

`python -m tests.archive.doomed_import FILE HOME` says so in the middle of its transaction, with
everything taken in but the last, and waits.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from companion.archive.importing import ImportOptions, prepare, take_in
from companion.clock import SystemClock
from companion.lanes import Cancel
from companion.store.arriving import Arriving
from companion.store.store import Store
from tests.archive.carrying import silent


def stuck(*_: object) -> int:
    """Say so, and wait for the end."""
    print("now", flush=True)
    threading.Event().wait()
    return 0


def main(file: str, home: str) -> None:
    """Import, up to the middle."""
    store, cancel = Store(Path(home), SystemClock()), Cancel()
    now = SystemClock().now()
    prepared = prepare(Path(file), "", store.home, now, silent, cancel)
    Arriving.take_in_vectors = stuck  # type: ignore[method-assign]
    take_in(store, prepared, ImportOptions(), now, cancel)


if __name__ == "__main__":
    main(*sys.argv[1:])
