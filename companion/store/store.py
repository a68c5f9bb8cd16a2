"""The open store: the database, what is in it, and the index kept in step with it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from companion.clock import Clock
from companion.domain import new_id
from companion.encoders.base import Vectors
from companion.errors import StoreError
from companion.secrets import stored_key
from companion.store.acts import Acts
from companion.store.branches import Branches
from companion.store.candidates import Candidates
from companion.store.claims import Claims
from companion.store.condensed import Condensed
from companion.store.conversations import Conversations
from companion.store.database import Database
from companion.store.derived import Derived
from companion.store.dismissals import Dismissals
from companion.store.embeddings import Embeddings
from companion.store.entities import Entities
from companion.store.episodes import Episodes
from companion.store.imports import Imports
from companion.store.knowledge import Knowledge
from companion.store.meta import Meta
from companion.store.notes import Notes
from companion.store.passages import Passages
from companion.store.pending import Pending
from companion.store.portraits import Portraits
from companion.store.questions import Questions
from companion.store.recalled import Recalled
from companion.store.reflections import Reflections
from companion.store.reviews import Reviews
from companion.store.runs import Runs
from companion.store.saved_filters import SavedFilters
from companion.store.studies import Studies
from companion.store.summaries import Summaries
from companion.store.timelines import Timelines
from companion.store.token_vectors import TokenVectors
from companion.store.tombstones import Tombstones
from companion.store.topics import Topics
from companion.store.vectors import IndexDamaged, VectorIndex, remove_all

log = logging.getLogger(__name__)

OUTBOX_STEP = 200
FAR_BEHIND = 500
"""Missing notes above which an index is built anew instead of mended in one go."""
HOLDS_FORGOTTEN = "index_holds_forgotten"
"""Not empty when it does; another value with each purge."""
BACKUPS_HOLD_FORGOTTEN = "backups_hold_forgotten"
"""The same for the backups."""


class Store:
    """All that is kept of one data directory. Writes belong on the data lane.

    The index is opened separately, once the embedder is known; until then `index` is None and
    recall does without it.
    """

    def __init__(self, home: Path, clock: Clock) -> None:
        """Raises what `Database` raises, and StoreError when the tombstones' key is damaged."""
        self.home = home
        self._clock = clock
        stored_key(home)
        self.database = Database(home, clock)
        self.conversations = Conversations(self.database)
        self.notes = Notes(self.database)
        self.claims = Claims(self.database)
        self.episodes = Episodes(self.database)
        self.entities = Entities(self.database)
        self.branches = Branches(self.database)
        self.tombstones = Tombstones(self.database, home)
        self.embeddings = Embeddings(self.database)
        self.token_vectors = TokenVectors(self.database)
        self.candidates = Candidates(self.database)
        self.recalled = Recalled(self.database)
        self.dismissals = Dismissals(self.database)
        self.meta = Meta(self.database)
        self.studies = Studies(self.database)
        self.condensed = Condensed(self.database)
        self.summaries = Summaries(self.database)
        self.topics = Topics(self.database)
        self.runs = Runs(self.database)
        self.pending = Pending(self.database)
        self.knowledge = Knowledge(self.database)
        self.reviews = Reviews(self.database)
        self.derived = Derived(self.database)
        self.portraits = Portraits(self.database)
        self.reflections = Reflections(self.database)
        self.questions = Questions(self.database)
        self.acts = Acts(self.database)
        self.imports = Imports(self.database)
        self.passages = Passages(self.database)
        self.timelines = Timelines(self.database)
        self.saved_filters = SavedFilters(self.database)
        self.index: VectorIndex | None = None
        self.fingerprint = ""
        self._swap = threading.Lock()
        self._building = ""
        self._damaged = False

    def open_index(self, fingerprint: str) -> bool:
        """Open the index of one embedder and mend it.

        False when it is lost, damaged, far behind, or holds what was forgotten: then it is to be
        built anew, by `rebuild_index` or in the steps of `rebuilding`.
        """
        self.fingerprint = fingerprint
        if self.meta.get(HOLDS_FORGOTTEN):
            return False
        try:
            index = VectorIndex(self.home, fingerprint)
            if not self._mend(index):
                index.close()
                return False
        except IndexDamaged:
            return False
        self.index = index
        index.remove_others()
        self.sync_index()
        return True

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` ids of notes, and of messages of episodes, with their cosine similarity,
        nearest first; none without an index. Any thread may ask."""
        with self._swap:
            if self.index is None:
                return []
            try:
                return self.index.nearest(vector, limit)
            except IndexDamaged:
                # The next write mends it; until then words are searched.
                self._damaged = True
                return []

    def sync_index(self) -> None:
        """Bring the outbox's changes to the index; builds it anew when it proves damaged."""
        if self.index is None or self.building:
            return
        if self._damaged:
            self.rebuild_index()
        while True:
            last, changes = self.embeddings.outbox(self.fingerprint, OUTBOX_STEP)
            if not changes:
                return
            try:
                self._apply(self.index, changes)
            except IndexDamaged:
                self.rebuild_index()
                return
            self.embeddings.clear_outbox(last)

    def rebuild_index(self) -> None:
        """Make the index anew from the database, so that it holds nothing that was forgotten."""
        for _ in self.rebuilding():
            pass

    @property
    def building(self) -> bool:
        """Whether an index is being built."""
        return bool(self._building)

    def rebuilding(self) -> Iterator[None]:
        """`rebuild_index` in steps of some hundred notes; the old index answers until the last.

        When another one begins, this one is given up: what was forgotten since may be in it.
        """
        self._building = mine = new_id()
        forgotten = self.meta.get(HOLDS_FORGOTTEN)
        built = None
        try:
            built = VectorIndex(self.home, self.fingerprint, anew=True)
            for ids, rows in self.embeddings.batches(self.fingerprint):
                built.upsert(ids, rows)
                yield
                if self._building != mine:
                    built.discard()
                    return
        except BaseException as error:
            if built is not None:
                built.discard()
            if isinstance(error, IndexDamaged):
                raise StoreError(
                    "The search index of the memories cannot be written.",
                    "Check the disk; until the next start memories are found by their words.",
                ) from error
            raise
        finally:
            if self._building == mine:
                self._building = ""
        with self._swap:
            old, self.index, self._damaged = self.index, built, False
            if old is not None:
                old.close()
        built.remove_others()
        if self.meta.get(HOLDS_FORGOTTEN) == forgotten:
            self.meta.set(HOLDS_FORGOTTEN, "")
        self.sync_index()

    def purge_notes(self, note_ids: Sequence[str]) -> None:
        """Remove notes for good from the database.

        The index still holds their vectors until it is rebuilt.
        """
        self.meta.set(HOLDS_FORGOTTEN, new_id())
        with self.database.write():
            self.notes.purge(note_ids)
            self.saved_filters.tidy(self._clock.now())

    def forget_index(self) -> None:
        """What the index holds is of another memory: it is to be built anew."""
        self.meta.set(HOLDS_FORGOTTEN, new_id())

    def close(self) -> None:
        """Close the index and the database.

        An index that still holds what was forgotten is removed; the next start builds it anew.
        """
        # A query that nobody waits for any longer may still be asking it.
        with self._swap:
            if self.index is not None:
                self.index.close()
                self.index = None
        if self.meta.get(HOLDS_FORGOTTEN):
            remove_all(self.home)
        self.database.close()

    def _apply(self, index: VectorIndex, changes: dict[str, Vectors | None]) -> None:
        gone = [note_id for note_id, vector in changes.items() if vector is None]
        if gone:
            index.remove(gone)
        kept = {note_id: vector for note_id, vector in changes.items() if vector is not None}
        if kept:
            index.upsert(list(kept), np.stack(list(kept.values())))

    def _mend(self, index: VectorIndex) -> bool:
        wanted = self.embeddings.ids(self.fingerprint)
        known = index.ids()
        missing = wanted - known
        if len(missing) > FAR_BEHIND:
            return False
        if surplus := known - wanted:
            index.remove(sorted(surplus))
        if missing:
            log.warning("%d notes were missing from the vector index", len(missing))
            for ids, rows in self.embeddings.batches(self.fingerprint):
                here = [number for number, note_id in enumerate(ids) if note_id in missing]
                if here:
                    index.upsert([ids[number] for number in here], rows[here])
        return True
