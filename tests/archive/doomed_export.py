"""A process that will be killed while it exports HOME to FILE.

`python -m tests.archive.doomed_export FILE HOME PASSPHRASE` says so in the middle, and waits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from companion.archive.export import ExportOptions, export
from companion.clock import SystemClock
from companion.selection import Selection, format_of
from companion.settings import Settings
from companion.store.store import Store
from tests.archive.doomed_import import stuck


def main(file: str, home: str, passphrase: str) -> None:
    """Export, up to the middle."""

    def half(done: int, total: int) -> None:
        if done > total / 2:
            stuck()

    store = Store(Path(home), SystemClock())
    options = ExportOptions(passphrase=passphrase, format=format_of(Path(file)))
    export(store, Settings(), Path(file), Selection(), options, half)


if __name__ == "__main__":
    main(*sys.argv[1:])
