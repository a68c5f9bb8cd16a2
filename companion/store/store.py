"""The open store: the database, what is in it, and the index kept in step with it."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from companion.clock import Clock
from companion.encoders.base import Vectors
from companion.store.conversations import Conversations
from companion.store.database import Database
from companion.store.embeddings import Embeddings
from companion.store.notes import Notes
from companion.store.vectors import IndexDamaged, VectorIndex

log = logging.getLogger(__name__)

OUTBOX_STEP = 200


class Store:
    """All that is kept of one data directory. Writes belong on the data lane.

    The index is opened separately, once the embedder is known; until then `index` is None and
    recall does without it.
    """

    def __init__(self, home: Path, clock: Clock) -> None:
        """Raises what `Database` raises."""
        self.home = home
        self.database = Database(home, clock)
        self.conversations = Conversations(self.database)
        self.notes = Notes(self.database)
        self.embeddings = Embeddings(self.database)
        self.index: VectorIndex | None = None
        self.fingerprint = ""

    def open_index(self, fingerprint: str) -> None:
        """Open the index of one embedder and mend it; build it anew when it is lost or damaged."""
        self.fingerprint = fingerprint
        try:
            self.index = VectorIndex(self.home, fingerprint)
            self._mend(self.index)
            self.index.remove_others()
        except IndexDamaged:
            log.warning("building the vector index anew")
            self.rebuild_index()

    def sync_index(self) -> None:
        """Bring the outbox's changes to the index; mends the index when it proves damaged."""
        if self.index is None:
            return
        while True:
            last, changes = self.embeddings.outbox(self.fingerprint, OUTBOX_STEP)
            if not changes:
                return
            try:
                self._apply(self.index, changes)
            except IndexDamaged:
                self.rebuild_index()
            self.embeddings.clear_outbox(last)

    def rebuild_index(self) -> None:
        """Make the index anew from the database, so that it holds nothing that was forgotten."""
        old = self.index
        built = VectorIndex(self.home, self.fingerprint, anew=True)
        for ids, rows in self.embeddings.batches(self.fingerprint):
            built.upsert(ids, rows)
        self.index = built
        if old is not None:
            old.close()
        built.remove_others()

    def close(self) -> None:
        """Close the index and the database."""
        if self.index is not None:
            self.index.close()
            self.index = None
        self.database.close()

    def _apply(self, index: VectorIndex, changes: dict[str, Vectors | None]) -> None:
        gone = [note_id for note_id, vector in changes.items() if vector is None]
        if gone:
            index.remove(gone)
        kept = {note_id: vector for note_id, vector in changes.items() if vector is not None}
        if kept:
            index.upsert(list(kept), np.stack(list(kept.values())))

    def _mend(self, index: VectorIndex) -> None:
        wanted = self.embeddings.ids(self.fingerprint)
        known = index.ids()
        if surplus := known - wanted:
            index.remove(sorted(surplus))
        if missing := wanted - known:
            log.warning("%d notes were missing from the vector index", len(missing))
            for ids, rows in self.embeddings.batches(self.fingerprint):
                here = [number for number, note_id in enumerate(ids) if note_id in missing]
                if here:
                    index.upsert([ids[number] for number in here], rows[here])
        self.sync_index()
