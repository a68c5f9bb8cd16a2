"""Knowing: whom and what Companion knows, what it knows of each, and what lies around it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from companion.known import Anchor, Known, Likeness, Neighbourhood
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store

NOTES = 500
"""Notes of one that are read at once."""
INSIGHTS = 5
BESIDE = 24


class Knowing:
    """Reads whom and what the notes tell of."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def everyone(self) -> Future[list[Known]]:
        """Everybody and everything that notes mention, and all topics; of each sort what most is
        told of first."""
        return self._runtime.read(
            lambda store: [*store.knowledge.entities(), *store.knowledge.topics()]
        )

    def likeness(self, anchor: Anchor) -> Future[Likeness]:
        """What is known of one. Fails with NotFound."""

        def look(store: Store) -> Likeness:
            from companion.memory.telling import ABOUT

            knowledge = store.knowledge
            with store.database.read():
                return Likeness(
                    knowledge.one(anchor),
                    knowledge.summary(anchor, ABOUT),
                    tuple(knowledge.insights(anchor, INSIGHTS)),
                    tuple(knowledge.notes(anchor, NOTES)),
                    tuple(knowledge.beside(anchor, BESIDE)),
                )

        return self._runtime.read(look)

    def around(self, anchor: Anchor) -> Future[Neighbourhood]:
        """What lies around one, or around a note, laid out. Fails with NotFound."""

        def look(store: Store) -> Neighbourhood:
            from companion.memory.neighbourhood import neighbourhood

            with store.database.read():
                return neighbourhood(store.knowledge, anchor)

        return self._runtime.read(look)
