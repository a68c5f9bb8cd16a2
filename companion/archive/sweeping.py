"""Sweeping up after a process that was killed while it wrote or read an archive, or a backup.

What is half-written has never the name of what is whole. But it holds memories, perhaps of what is
forgotten later, so it must not stay: not in the data directory, and not beside where an export was
to go, which is noted while that is written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from companion.archive.forgetting_all import remove_other_backups
from companion.errors import StoreError
from companion.store.backups import folder_of
from companion.store.store import Store

EXPORTING = "exporting"
"""Where the path of what an export writes is noted."""
EXPORT = ".export-"
"""How the folder begins in which an archive lies before it is locked."""
_FOLDERS = (".import-*", ".backup-*", f"{EXPORT}*")


def sweep(store: Store) -> None:
    """Remove all that was left, when nothing is written or read yet."""
    for left in (found for pattern in _FOLDERS for found in store.home.glob(pattern)):
        shutil.rmtree(left, ignore_errors=True)
    for left in folder_of(store.home).glob(".*.part"):
        left.unlink(missing_ok=True)
    remove_other_backups(store)
    _sweep_exports(store)


@contextmanager
def noted(store: Store, part: Path) -> Iterator[None]:
    """Let it be known that this is being written, and remove what an export left before it."""
    _sweep_exports(store)
    _note(store, str(part.absolute()))
    try:
        yield
    finally:
        _note(store, "")


def _sweep_exports(store: Store) -> None:
    for left in store.home.glob(f"{EXPORT}*"):
        shutil.rmtree(left, ignore_errors=True)
    if part := store.meta.get(EXPORTING):
        # Its disk may be elsewhere by now.
        with suppress(OSError):
            Path(part).unlink(missing_ok=True)
        _note(store, "")


def _note(store: Store, part: str) -> None:
    # On a full disk, too, one wants to take the memory elsewhere.
    with suppress(StoreError):
        store.meta.set(EXPORTING, part)
