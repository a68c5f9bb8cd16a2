"""Merging what arrives into what is here, inside one transaction, alike on every machine.

First goes what was forgotten elsewhere: forgetting is final, wherever it was done, so it goes
before anything comes. What was forgotten here does not come back, and nothing that came with it
tells of it, unless the person says so. Then all that comes is taken in, and what both sides have is
joined. What a model could take as an order waits for its owner, unless it is a harmless wish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from companion.clock import FixedClock
from companion.domain import NoteKind
from companion.lanes import Cancel
from companion.memory.episodes import reworded, without
from companion.memory.forgotten import (
    buried,
    conversation_mark,
    forgotten_messages,
    id_mark,
    message_mark,
    persona_mark,
    stay_forgotten,
)
from companion.memory.guard import reads_as_instruction
from companion.memory.joining import READS_AS_AN_ORDER, Joined, join
from companion.memory.telling import retell
from companion.memory.wishes import standing_wish
from companion.store.arriving import Arriving
from companion.store.passages import cuts_between
from companion.store.store import Store
from companion.store.tombstones import digest_of_id, filter_mark, run_mark
from companion.store.verdicts import Verdict
from companion.trash import Trash

_triples = msgspec.json.Decoder(list[tuple[str, str, str]]).decode


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging did: the notes and the conversations that came in, changed or went, by their
    ids; which of them were `forgotten` because they were elsewhere; how many `held`; and how many
    vectors came in."""

    note_ids: tuple[str, ...]
    conversation_ids: tuple[str, ...]
    forgotten: tuple[str, ...]
    held: int
    vectors: int


@dataclass(frozen=True, slots=True)
class StaysOut:
    """What arrives and was forgotten here: notes, and all else but messages by kind, by ids; and
    the `messages` that no episode is to tell."""

    notes: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    besides: dict[str, list[str]] = field(default_factory=dict)


def merge(
    archive: Arriving,
    store: Store,
    fingerprint: str,
    now: datetime,
    *,
    persona: str | None = None,
    forgotten: bool = False,
) -> Merged:
    """Take in what arrives, which was judged. `fingerprint` is that of the embedder that made its
    vectors. New conversations go under the `persona` of this name, if one is given; with
    `forgotten` also what was forgotten here, or elsewhere, comes in."""
    out = StaysOut()
    lost: tuple[str, ...] = ()
    lost_talks: tuple[str, ...] = ()
    if forgotten:
        store.tombstones.lift(list(_marks(archive)))
    else:
        undone = archive.take_out(leave_undone(archive))
        lost, lost_talks = _forget(archive, store, now)
        lost = (*undone, *lost)
        out = forgotten_here(store, archive)
    gone = out.notes
    with _looking_for_orders(archive, set(gone)) as found:
        moved = archive.take_in_talk(None if persona is None else archive.persona_called(persona))
        archive.take_in_notes()
        archive.take_in_history()
        orders = found()
    joined = join(store, _to_join(archive, store, moved), archive.these, is_order, now)
    _keep_for_review(archive, joined)
    archive.take_in_rest([one.here.id for one in joined if one.is_reworded], now)
    archive.hold(archive.here(orders), READS_AS_AN_ORDER, now)
    new = archive.ids("notes", Verdict.NEW)
    changed = [one.here.id for one in joined]
    # They came in, to go out with all that was made of them.
    if not forgotten and store.tombstones.any():
        gone += _purge(store, out.messages, gone, now)
    archive.leave_out({"notes": gone})
    vectors = archive.take_in_vectors(fingerprint, changed)
    told = retell(store, now)
    left = set(gone)
    talks = archive.ids("conversations", Verdict.NEW, Verdict.CHANGED)
    return Merged(
        tuple(dict.fromkeys(i for i in (*new, *changed, *lost, *told) if i not in left)),
        tuple(dict.fromkeys((*talks, *lost_talks))),
        (*lost, *lost_talks),
        len(orders),
        vectors,
    )


def leave_undone(archive: Arriving) -> list[str]:
    """Have the notes stay out whose writing was undone since; returns them, and those here."""
    undone = archive.undone()
    archive.leave_out({"notes": undone})
    return undone


def forgotten_here(store: Store, archive: Arriving) -> StaysOut:
    """What arrives and was forgotten here: new notes, with those that rest on conversations which
    were, and the episodes of which nothing else is left; and the messages that new and grown
    episodes would tell, and that were, too. All but the notes is left out from now on."""
    if not store.tombstones.any():
        return StaysOut()
    buried_at = store.tombstones.buried_at
    besides = _besides_forgotten(store, archive)
    archive.leave_out(besides)
    archive.leave_out({"personas": buried(archive.unused_personas(), persona_mark, buried_at)})
    gone = [i for page in archive.new_notes() for i in stay_forgotten(page, buried_at)]
    if talks := besides["conversations"]:
        gone += archive.resting_on(talks)
    told = archive.episode_messages()
    lost = set(forgotten_messages([one for of in told.values() for one in of], buried_at))
    lost.update(silenced(archive, store))
    new = set(archive.ids("notes", Verdict.NEW))
    emptied = [i for i, of in told.items() if i in new and lost.issuperset(it.id for it in of)]
    return StaysOut([*dict.fromkeys(gone + emptied)], sorted(lost), besides)


def forgotten_elsewhere(archive: Arriving, store: Store) -> set[str]:
    """The notes and the conversations here that were forgotten elsewhere."""
    digests = archive.forgotten()
    if not digests:
        return set()
    marks = {conversation_mark(i): i for i in store.conversations.standing()}
    marks |= {id_mark(i): i for i in archive.standing()}
    return {it for mark, it in marks.items() if digest_of_id(mark) in digests}


def silenced(archive: Arriving, store: Store) -> list[str]:
    """The messages that arrive and that no episode is to tell any more, here or elsewhere."""
    elsewhere = archive.forgotten()
    if not elsewhere and not store.tombstones.any():
        return []
    marks = {message_mark(i): i for i in archive.told_in_episodes()}
    here = store.tombstones.buried_at(marks.keys())
    return [i for mark, i in marks.items() if mark in here or digest_of_id(mark) in elsewhere]


def orders_in(archive: Arriving, gone: set[str]) -> list[str]:
    """The new notes, none of those `gone`, that are to wait for review."""
    return _orders(archive.guarded(), gone, Cancel())


@contextmanager
def _looking_for_orders(archive: Arriving, gone: set[str]) -> Iterator[Callable[[], list[str]]]:
    """What gives, as soon as it is known, what `orders_in` does: it is found out by another thread
    while SQLite is busy. It ends with the block."""
    stop = Cancel()
    with ThreadPoolExecutor(1) as beside:
        try:
            yield beside.submit(_orders, archive.guarded(), gone, stop).result
        finally:
            stop.set()


def _orders(notes: str, gone: set[str], stop: Cancel) -> list[str]:
    found = []
    for note_id, kind, text in _triples(notes):
        stop.check()
        if note_id not in gone and is_order(NoteKind(kind), text):
            found.append(note_id)
    return found


def is_order(kind: NoteKind, text: str) -> bool:
    """Whether a model could take what a note of this kind says as an order."""
    harmless = kind is NoteKind.WISH and standing_wish(text)
    return not harmless and reads_as_instruction(text)


def _besides_forgotten(store: Store, archive: Arriving) -> dict[str, list[str]]:
    """The new conversations, and the saved filters and job runs, that were forgotten here."""
    lesser = archive.lesser_ids()
    buried_at = store.tombstones.buried_at
    return {
        "conversations": buried(
            archive.ids("conversations", Verdict.NEW), conversation_mark, buried_at
        ),
        "saved_filters": buried(lesser["saved_filters"], filter_mark, buried_at),
        "job_runs": buried(lesser["job_runs"], run_mark, buried_at),
    }


def _forget(
    archive: Arriving, store: Store, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Forget here what was forgotten elsewhere: words that were taken out of messages, and notes
    and conversations as a whole. They go out of sight, and for good when the trash is emptied.
    Returns the ids of the notes, and of the conversations."""
    _take_words_out(archive, store, now)
    elsewhere = forgotten_elsewhere(archive, store)
    archive.take_in_forgotten()
    archive.drop_forgotten()
    trash = Trash(store, FixedClock(now))
    talks = elsewhere & store.conversations.standing()
    went = [i for talk in sorted(talks) for i in trash.delete_conversation(talk)[1]]
    if notes := sorted(store.notes.details(sorted(elsewhere))):
        went += trash.forget_notes(notes)[1]
    digests = archive.forgotten()
    told = [i for i in store.episodes.told() if digest_of_id(message_mark(i)) in digests]
    if told and (emptied := without(told, store, now).emptied):
        store.notes.purge(emptied)
    return tuple(dict.fromkeys((*notes, *went))), tuple(sorted(talks))


def _take_words_out(archive: Arriving, store: Store, now: datetime) -> None:
    """Take out of messages the words that were taken out of them elsewhere, so that what rests on
    the others stays on them."""
    cuts = {i: cuts_between(here, left) for i, here, left in archive.words_taken_out()}
    if cuts:
        store.passages.blank(cuts, {})
        if emptied := reworded(list(cuts), store, now).emptied:
            store.notes.purge(emptied)


def _to_join(archive: Arriving, store: Store, moved: Sequence[str]) -> list[str]:
    ids = (*archive.to_join(), *store.branches.touched(moved), *archive.left_behind())
    return list(dict.fromkeys(ids))


def _keep_for_review(archive: Arriving, joined: Sequence[Joined]) -> None:
    """What was changed on both sides to say different things says the later; the other waits."""
    conflicting = archive.conflicting()
    after = {one.here.id: one for one in joined}
    theirs = archive.these(sorted(conflicting))
    for note in archive.here(sorted(conflicting)):
        one = after.get(note.id)
        before = one.here if one else note
        for lost in (before, theirs[note.id]):
            if lost.text != note.text:
                archive.keep_for_review(lost)


def _purge(store: Store, messages: Sequence[str], gone: Sequence[str], now: datetime) -> list[str]:
    """Remove the notes that were forgotten here, and take these messages, which were, too, out of
    the episodes that came in. That they stayed out is known by their ids from now on, so that they
    are forgotten where they came from. Returns the ids of episodes of which nothing is left."""
    emptied = without(messages, store, now).emptied if messages else ()
    together = list(dict.fromkeys((*gone, *emptied)))
    marks = (*map(id_mark, together), *map(message_mark, messages))
    store.tombstones.bury(marks, now, anew=False)
    if together:
        store.notes.purge(together)
    return list(emptied)


def _marks(archive: Arriving) -> Iterator[str]:
    yield from map(conversation_mark, archive.ids("conversations", Verdict.NEW))
    yield from map(id_mark, archive.ids("notes", Verdict.NEW))
    yield from archive.undone_marks()
    yield from map(message_mark, archive.ids("messages", Verdict.NEW))
    yield from map(persona_mark, archive.ids("personas", Verdict.NEW))
    lesser = archive.lesser_ids()
    yield from map(filter_mark, lesser["saved_filters"])
    yield from map(run_mark, lesser["job_runs"])
