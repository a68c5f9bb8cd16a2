"""What is told now, compared in meaning with what was told before, where words do not say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from companion.domain import Message, Note, NoteKind
from companion.encoders.base import Embedder, Encoders, Reranker, Vectors
from companion.memory.describe import passage_of
from companion.memory.endings import Ending
from companion.memory.observation import Observation
from companion.memory.outdated import (
    LIKELY,
    LIKELY_IN_PASSING,
    may_be_outdated,
    nearness_of,
    outdated,
)
from companion.memory.reconcile import Change, over
from companion.store.store import Store


class EmbeddedOnce:
    """An embedder that embeds no passage twice: what is compared is stored a moment later. For one
    message, since it forgets nothing."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        """That of the embedder itself."""
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        """Those of the embedder itself."""
        return self._embedder.dimensions

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As the embedder itself."""
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As the embedder itself, of shape (len(texts), dimensions)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed_passages(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Meaning:
    """Compares what a message tells with older notes; also the encoders for what it is stored
    with."""

    embedder: EmbeddedOnce
    reranker: Reranker
    store: Store

    @classmethod
    def by(cls, encoders: Encoders, store: Store) -> Meaning:
        """For one message."""
        return cls(EmbeddedOnce(encoders.embedder), encoders.reranker, store)

    def outdates(
        self,
        observation: Observation,
        endings: Sequence[Ending],
        known: Sequence[Note],
        message: Message,
        *,
        ends_another: bool,
        in_passing: bool,
    ) -> list[Change]:
        """What the observation likely makes a thing of the past among the `known` notes."""
        notes = [note for note in known if may_be_outdated(note)]
        if not notes or observation.kind is NoteKind.WISH or observation.inferred:
            return []
        vectors = self.store.embeddings.of([it.id for it in notes], self.embedder.fingerprint)
        if not vectors:
            return []
        here = self.embedder.embed_passages([passage_of(observation.subject, observation.text)])[0]
        found = outdated(
            observation,
            endings,
            notes,
            nearness_of(here, vectors),
            lambda note: self.store.claims.told_in(note.id, message.conversation_id),
            message.created_at,
            ends_another=ends_another,
            likely=LIKELY_IN_PASSING if in_passing else LIKELY,
        )
        return [over(note, message.created_at, _REASON) for note in found]


_REASON = "what you told now has likely taken its place"
