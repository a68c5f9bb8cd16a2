"""Exploring: the notes as a timeline, narrowed by filters and by what is looked for.

Every call returns at once. Lists are read on the reader's lane; what recall finds, on that of the
encoders.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

from companion.domain import Note, NoteKind, whole
from companion.errors import EncoderError, NotFound
from companion.events import MemoryDegraded
from companion.filters import (
    OPENING,
    Axis,
    Counted,
    Day,
    Entry,
    Facet,
    Filter,
    Freshness,
    SavedChange,
    SavedFilter,
    Timeline,
)
from companion.lanes import LaneClosed
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.memory.freshness import Freshnesses
    from companion.store.aging import Aging
    from companion.store.store import Store

Span = tuple[date | None, date | None]
"""A first and a last day; None for one that is open."""
FINDS = 10
"""What recall is asked for at most."""
COMES_TO_MIND = 0.01
"""How sure a find must be to be shown as one: what the reranker finds unlike lies at 0.006."""


class Exploring:
    """Reads the timeline, and keeps filters."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._freshnesses: Freshnesses | None = None

    def timeline(self, filter: Filter, axis: Axis = Axis.HAPPENED) -> Future[Timeline]:
        """All that a filter leaves, by the days on which it happened or was learned. Who wants
        something else by now cancels the future."""
        return self._listing(filter, axis)

    def opening(self, filter: Filter, axis: Axis) -> Future[Timeline]:
        """The first of what a timeline has, to be shown while the rest is listed; all of it where
        that is little."""
        return self._listing(filter, axis, most=OPENING)

    def days(
        self, filter: Filter, axis: Axis, changed: Sequence[str], days: Iterable[date]
    ) -> Future[tuple[Day, ...]]:
        """What a timeline is to show after some notes have changed: these days, and those that the
        notes are on now, as they are now."""
        return self._runtime.read(
            lambda store: store.timelines.days(
                _clean(filter), axis, changed, days, self._aging(filter, store)
            )
        )

    def entries(self, note_ids: Sequence[str], filter: Filter) -> Future[dict[str, Entry]]:
        """Notes in full, by their ids, with what the filter folds behind them."""
        return self._runtime.read(lambda store: _spoken(store.timelines.entries(note_ids, filter)))

    def counted(self, filter: Filter, facet: Facet) -> Future[list[Counted]]:
        """Which values a facet may take besides what the filter says of it, and how often. Who
        wants something else by now cancels the future."""
        others = _clean(filter).without(facet)
        if facet is Facet.FRESHNESS:
            return self._runtime.read_in_steps(
                lambda store, stop: self._counted_by_freshness(others, store, stop)
            )

        def work(store: Store, stop: Callable[[], bool]) -> Generator[None, None, list[Counted]]:
            return store.timelines.counted(others, facet, self._aging(others, store), stop=stop)

        return self._runtime.read_in_steps(work)

    def counted_spans(self, filter: Filter, spans: Sequence[Span]) -> Future[list[int]]:
        """How many notes the timeline would show of each of these stretches of time, first and last
        day inclusive, besides what else the filter says. Who wants something else by now cancels
        the future."""
        filters = [replace(_clean(filter), since=since, until=until) for since, until in spans]
        return self._runtime.read_in_steps(lambda store, stop: self._numbers(filters, store, stop))

    def titles(self, conversation_ids: Sequence[str]) -> Future[dict[str, str]]:
        """What these conversations are called, of those that there are."""

        def look(store: Store) -> dict[str, str]:
            titles = {}
            for conversation_id in conversation_ids:
                with suppress(NotFound):
                    titles[conversation_id] = store.conversations.get(conversation_id).title
            return titles

        return self._runtime.read(look)

    def find(self, filter: Filter) -> Future[tuple[str, ...]]:
        """Ids of the notes that answer the filter's words as they would in a conversation, best
        first, of those that the rest of it leaves. None without encoders: the words are enough."""
        runtime = self._runtime
        try:
            return runtime.submit(runtime.encoder_lane, lambda: self._find(_clean(filter)))
        except LaneClosed:
            # Who has closed the window does not wait for anything.
            nothing: Future[tuple[str, ...]] = Future()
            nothing.set_result(())
            return nothing

    def saved(self) -> Future[list[SavedFilter]]:
        """The filters that were saved, by name."""
        return self._runtime.read(lambda store: store.saved_filters.all())

    def save(self, *saved: SavedFilter, instead_of: Sequence[str] = ()) -> Future[SavedChange]:
        """Keep filters, each in place of one of the same name, and `instead_of` those with these
        names. Given the filters of a change the other way round it is undone."""

        def put(store: Store) -> SavedChange:
            now, before = self._runtime.clock.now(), store.saved_filters.all()
            kept = [
                SavedFilter(" ".join(whole(it.name).split()), _clean(it.filter)) for it in saved
            ]
            names = {it.name for it in kept}
            for name in {*instead_of} - names:
                store.saved_filters.remove(name, now)
            for one in kept:
                store.saved_filters.put(one, now)
            gone = [it for it in before if it.name in names | {*instead_of}]
            return SavedChange(tuple(gone), tuple(kept))

        return self._runtime.write(put)

    def _find(self, filter: Filter) -> tuple[str, ...]:
        from companion.memory.recall import recall

        runtime = self._runtime
        encoders, store = runtime.encoders(), runtime.store()
        if encoders is None or not filter.words.strip():
            return ()
        settings = runtime.settings
        try:
            found = recall(
                filter.words,
                store=store,
                encoders=encoders,
                cohort=runtime.cohort(),
                now=runtime.clock.now().astimezone(),
                token_budget=settings.recall_tokens,
                time_budget_ms=settings.recall_budget_ms,
                # No prompt is to be filled: what counts is how many.
                count_tokens=lambda _: 0,
                limit=FINDS,
                searched=True,
            )
        except EncoderError as error:
            runtime.events.publish(MemoryDegraded(error))
            return ()
        items = [item for item in found.items if item.score >= COMES_TO_MIND]
        ids = list(dict.fromkeys(item.note.id for item in items))
        rest = filter.with_words("")
        return tuple(store.timelines.matching(rest, ids, self._aging(rest, store)))

    def _listing(self, filter: Filter, axis: Axis, *, most: int | None = None) -> Future[Timeline]:
        def work(store: Store, stop: Callable[[], bool]) -> Generator[None, None, Timeline]:
            aging = self._aging(filter, store)
            listing = store.timelines.listing(_clean(filter), axis, aging, most=most, stop=stop)
            timeline = yield from listing
            return replace(timeline, opening=_spoken(timeline.opening))

        return self._runtime.read_in_steps(work)

    def _counted_by_freshness(
        self, filter: Filter, store: Store, stop: Callable[[], bool]
    ) -> Generator[None, None, list[Counted]]:
        filters = [replace(filter, freshness=(step,)) for step in Freshness]
        numbers = yield from self._numbers(filters, store, stop)
        return [
            Counted(it.value, it.value, notes) for it, notes in zip(Freshness, numbers, strict=True)
        ]

    def _numbers(
        self, filters: Sequence[Filter], store: Store, stop: Callable[[], bool]
    ) -> Generator[None, None, list[int]]:
        found = []
        for one in filters:
            found.append(
                (yield from store.timelines.number(one, self._aging(one, store), stop=stop))
            )
        return found

    def _aging(self, filter: Filter, store: Store) -> Aging | None:
        if self._freshnesses is None:
            from companion.memory.freshness import Freshnesses

            self._freshnesses = Freshnesses()
        return self._freshnesses.aging(filter, store, self._runtime.clock.now())


def _spoken(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The same, with the last day that the words of each may mean."""
    return {note_id: replace(it, through=_through(it.note)) for note_id, it in entries.items()}


def _through(note: Note) -> date | None:
    if note.kind not in (NoteKind.EVENT, NoteKind.PLAN) or note.valid_from is None:
        return None
    first = note.valid_from.astimezone()
    if first.time() != time.min:
        return None
    from companion.memory.when import times_in

    meant = next(iter(times_in(note.text, note.recorded_at.astimezone())), None)
    # Somebody may have set another day by hand.
    if meant is None or meant.earliest != first.date() or meant.latest == meant.earliest:
        return None
    return meant.latest


def _clean(filter: Filter) -> Filter:
    return filter.with_words(whole(filter.words))
