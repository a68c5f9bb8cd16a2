"""The write path: a message of the person becomes notes, and older notes are brought up to date.

The rules propose, reconciliation decides what that changes in what is known, and all of it is
stored in one transaction with the mark that the message was observed: a crash in the middle, or a
message observed twice, gives the same notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from companion.clock import Clock
from companion.domain import Entity, EntityKind, Message, Role
from companion.encoders.base import Encoders
from companion.memory.acquaintances import acquainted
from companion.memory.answers import may_answer, question_in
from companion.memory.asks import Ask, Correct, Forget, asks_in
from companion.memory.forgotten import forgotten_spans
from companion.memory.hedges import read_with_guesses
from companion.memory.keep import Observed, keep
from companion.memory.language import is_english
from companion.memory.meaning import Meaning
from companion.memory.obey import asked_for, corrected_to, within
from companion.memory.observation import Byline, DropReason
from companion.memory.outcome import Outcome, describe_all, weigh, weigh_asides
from companion.memory.people import SPEAKS_OF_SOMEBODY, known_people
from companion.memory.record import LONGEST, record_in, remembered
from companion.memory.rules import Reading, Told, follow
from companion.memory.sentences import sentences
from companion.store.store import Store

RECENT = 2
"""How many messages before this one may hold whom “she” means."""


def write_notes(
    message: Message,
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
) -> Observed:
    """Observe one of the person's messages and store what comes of it.

    Runs on the encoder lane and has the storing done by `on_data_lane`. Observed again, the same
    message gives nothing.
    """
    now = clock.now()
    meaning = Meaning.by(encoders, store) if encoders is not None else None
    with store.database.read():
        reading = _reading(message, store)
        outcome = _decide(message, reading, store, now, meaning)
        describe_all(outcome, message, reading.people, store)
    embedder = meaning.embedder if meaning else None
    return keep(outcome, message, store, embedder, now, on_data_lane, first=True)


def write_found(
    message: Message,
    told: Sequence[Told],
    by: Byline,
    store: Store,
    encoders: Encoders | None,
    clock: Clock,
    on_data_lane: Callable[[Callable[[], bool]], bool],
) -> Observed:
    """Store what another writer found in a message, some time after it was said.

    Runs on the encoder lane. What a note rests on already, whatever has become of that note, is not
    noted again: found twice, the same gives nothing.
    """
    now = clock.now()
    with store.database.read():
        record = record_in(message.text)
        if record.off_the_record or record.left_out:
            return Observed()
        noted = store.studies.noted([message.id]).get(message.id, [])
        told = [it for it in told if not any(it[0].overlaps(*span) for span in noted)]
        reading = _reading(message, store)
        outcome = Outcome()
        forgotten = forgotten_spans(
            message,
            [*reading.observations, *(o for o, _ in told)],
            store.tombstones.buried_at,
            lambda: store.branches.replies_before(message),
            record.remember,
        )
        weigh(outcome, told, forgotten, set(), record, message, store, now, by)
        describe_all(outcome, message, reading.people, store)
    embedder = encoders.embedder if encoders else None
    return keep(outcome, message, store, embedder, now, on_data_lane, first=False)


def asks_of_memory(text: str) -> bool:
    """Whether a message asks something of the memory itself, which is to be done at once."""
    return len(text) <= LONGEST and bool(record_in(text) or asks_in(text))


def _reading(message: Message, store: Store) -> Reading:
    if not is_english(message.text):
        return Reading(dropped=(DropReason.LANGUAGE,) * len(sentences(message.text)))
    people = known_people(store.claims.known())
    reply = _asked_before(message, store)
    if SPEAKS_OF_SOMEBODY.search(message.text) or SPEAKS_OF_SOMEBODY.search(reply):
        for said in store.claims.said_before(message.conversation_id, message.id, RECENT):
            people = follow(said, people)
    reading = read_with_guesses(message.text, people, question_in(reply, people))
    return acquainted(reading, people, lambda name: _known_for(name, store))


def _asked_before(message: Message, store: Store) -> str:
    """What the companion said right before a message that may only answer it; empty else."""
    if message.parent_id is None or not may_answer(message.text):
        return ""
    before = store.conversations.message(message.parent_id)
    return before.text if before.role is Role.ASSISTANT else ""


def _known_for(name: str, store: Store) -> EntityKind | None:
    known = store.entities.known_as(Entity(name, EntityKind.OTHER))
    return known.kind if known is not None else None


def _decide(
    message: Message, reading: Reading, store: Store, now: datetime, meaning: Meaning | None
) -> Outcome:
    record = record_in(message.text)
    if record.off_the_record or record.left_out:
        return Outcome(dropped=Counter([DropReason.LEFT_OUT]), is_left_out=True)
    outcome = Outcome(dropped=Counter(reading.dropped))
    told = list(zip(reading.observations, reading.endings, strict=True))
    told += [(o, ()) for o in remembered(message.text, record, reading)]
    asides = [it for it in reading.asides if not _is_told(it[0].start, it[0].end, told)]
    forgotten = forgotten_spans(
        message,
        [o for o, _ in (*told, *asides)],
        store.tombstones.buried_at,
        lambda: store.branches.replies_before(message),
        record.remember,
    )
    outcome.is_left_out = bool(forgotten)
    asked = [
        (ask, asked_for(ask, message, store))
        for ask in asks_in(message.text)
        if not any(ask.start <= joke < ask.end for joke in reading.jokes)
    ]
    for ask, wanted in asked:
        if isinstance(ask, Forget):
            told = [(o, e) for o, e in told if not within(o, ask)]
            asides = [(o, e) for o, e in asides if not within(o, ask)]
            outcome.is_left_out = True
        elif isinstance(ask, Correct) and wanted and not _is_told(ask.start, ask.end, told):
            told.append((corrected_to(ask, wanted[0].note, message), ()))
    changed = {change.note.id for _, wanted in asked for change in wanted}
    weigh(
        outcome,
        told,
        forgotten,
        changed,
        record,
        message,
        store,
        now,
        asks=bool(asked),
        meaning=meaning,
    )
    weigh_asides(outcome, asides, forgotten, changed, message, store, now, meaning)
    for ask, wanted in asked:
        outcome.changed += [(_because_of(ask, outcome) or c.note.id, c) for c in wanted]
    return outcome


def _is_told(start: int, end: int, told: Sequence[Told]) -> bool:
    """Whether anything that was told rests on some of these characters."""
    return any(observation.overlaps(start, end) for observation, _ in told)


def _because_of(ask: Ask, outcome: Outcome) -> str:
    """The note made of the sentence that asks; empty when there is none."""
    for note, sources in outcome.entries:
        if any(source.start < ask.end and ask.start < source.end for source in sources):
            return note.id
    return ""
