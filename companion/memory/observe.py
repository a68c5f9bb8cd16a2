"""The write path: a message of the person becomes notes, and older notes are brought up to date.

The rules propose, reconciliation decides what that changes in what is known, and all of it is
stored in one transaction with the mark that the message was observed: a crash in the middle, or a
message observed twice, gives the same notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from companion.clock import Clock
from companion.domain import (
    Message,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Origin,
    Source,
    new_id,
)
from companion.encoders.base import Encoders, Vectors
from companion.memory.asks import Ask, Correct, Forget, TakenBack, asks_in
from companion.memory.endings import Ending
from companion.memory.guard import reads_as_instruction
from companion.memory.kinds import with_kinds
from companion.memory.observation import DropReason, Observation
from companion.memory.people import SPEAKS_OF_SOMEBODY, known_people
from companion.memory.reconcile import Change, changes, corrected, most_like, retired, says_the_same
from companion.memory.rules import Reading, episode, follow, read
from companion.memory.when import times_in
from companion.memory.words import content
from companion.store.store import Store

WRITER = "rules 1"
NEAR = 24
"""How many older notes each search may offer for reconciliation."""

LONGEST_JOKE = timedelta(days=60)
"""After which nobody takes back what they said last without saying what."""
LONGEST_CORRECTION = 120
"""Characters after the sentence that corrects in which it may go on."""
RECENT = 2
"""How many messages before this one may hold whom “she” means."""


_ABOUT = re.compile(r"\babout\b", re.IGNORECASE)


@dataclass(slots=True)
class _Outcome:
    """What is to be stored of one message."""

    entries: list[tuple[Note, list[Source]]] = field(default_factory=list)
    changed: list[tuple[str, Change]] = field(default_factory=list)
    """The id of the note that brings each change about, and the change."""
    dropped: Counter[DropReason] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Observed:
    """What came of a message: its notes with their sources, and the ids of older notes changed."""

    notes: tuple[NoteDetail, ...] = ()
    changed: tuple[str, ...] = ()


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
    people = known_people(store.claims.known())
    if SPEAKS_OF_SOMEBODY.search(message.text):
        for said in store.claims.said_before(message.conversation_id, message.id, RECENT):
            people = follow(said, people)
    reading = read(message.text, people)
    outcome = _decide(message, reading, store, now)
    vectors: Vectors | None = None
    fingerprint = ""
    if encoders is not None and outcome.entries:
        vectors = encoders.embedder.embed_passages([note.text for note, _ in outcome.entries])
        fingerprint = encoders.embedder.fingerprint

    def keep() -> bool:
        with store.database.write():
            kept = store.notes.add(
                outcome.entries,
                actor="observe",
                reason="you said it",
                now=now,
                observed=message.id,
                vectors=vectors,
                fingerprint=fingerprint,
            )
            if kept:
                for note_id, change in outcome.changed:
                    store.claims.apply(
                        change.note,
                        note_id,
                        change.link,
                        change.reason,
                        actor="observe",
                        message_id=message.id,
                        now=now,
                    )
                store.claims.count_dropped(outcome.dropped)
        store.sync_index()
        return kept

    if not on_data_lane(keep):
        return Observed()
    details = store.notes.details([note.id for note, _ in outcome.entries])
    changed = dict.fromkeys(change.note.id for _, change in outcome.changed)
    return Observed(tuple(details.values()), tuple(changed))


def _decide(message: Message, reading: Reading, store: Store, now: datetime) -> _Outcome:
    outcome = _Outcome(dropped=Counter(reading.dropped))
    told = [(o, e) for o, e in zip(reading.observations, reading.endings, strict=True)]
    whole = episode(message.text)
    if whole is not None:
        told.insert(0, (whole, ()))
    buried = [o for o, _ in told if store.is_buried(o.text, message.created_at)]
    asked = [
        (ask, _asked(ask, message, store))
        for ask in asks_in(message.text)
        if not any(ask.start <= joke < ask.end for joke in reading.jokes)
    ]
    for ask, wanted in asked:
        if isinstance(ask, Forget):
            told = [(o, e) for o, e in told if o.kind is NoteKind.EPISODE or not _within(o, ask)]
        elif (
            isinstance(ask, Correct)
            and wanted
            and not any(o.start < ask.end and ask.start < o.end for o, _ in told[1:])
        ):
            told.append((_corrected(ask, wanted[0].note, message), ()))
    changed = {change.note.id for _, wanted in asked for change in wanted}
    for observation, endings in told:
        # What holds forgotten words goes with them, as it does when they are forgotten.
        if any(o.start < observation.end and observation.start < o.end for o in buried):
            outcome.dropped[DropReason.FORGOTTEN] += 1
            continue
        known = _near(observation, endings, message, store)
        note = next((k for k in known if says_the_same(observation, k)), None)
        entry = note or _new(observation, message.created_at, now)
        if any(
            entry.id == there.id
            or (there.kind is not NoteKind.EPISODE and says_the_same(observation, there))
            for there, _ in outcome.entries
        ):
            continue
        outcome.entries.append((entry, [_source(entry, observation, message)]))
        if note is None:
            for change in changes(observation, endings, known, message.created_at):
                if change.note.id not in changed:
                    changed.add(change.note.id)
                    outcome.changed.append((entry.id, change))
    for ask, wanted in asked:
        outcome.changed += [(_because(ask, outcome) or c.note.id, c) for c in wanted]
    return outcome


def _corrected(ask: Ask, wrong: Note, message: Message) -> Observation:
    """The correction itself, as what is right about the subject of the wrong note."""
    start, end = ask.start, ask.end
    while start < end and message.text[start].isspace():
        start += 1
    text = message.text[start:end].rstrip()
    return Observation(wrong.kind, text, start, start + len(text), wrong.subject)


def _because(ask: Ask, outcome: _Outcome) -> str:
    """The note made of the sentence that asks; empty when there is none."""
    for note, sources in outcome.entries:
        if note.kind is not NoteKind.EPISODE and any(
            source.start < ask.end and ask.start < source.end for source in sources
        ):
            return note.id
    return ""


def _asked(ask: Ask, message: Message, store: Store) -> list[Change]:
    """What an explicit ask about memory changes in older notes."""
    words = message.text[ask.start : ask.end]
    said_at = message.created_at
    if isinstance(ask, TakenBack | Forget):
        about = ask.about if isinstance(ask, Forget) else None
        known = store.claims.holding(about or words, NEAR)
        meant = most_like(
            about or words,
            store.claims.told_before(known, message.id),
            least=1 if about or _ABOUT.search(words) else 2,
        )
        if not meant and not about:
            # A joke is seldom one sentence.
            last = [
                note
                for note in store.claims.told_last(message.id)
                if message.created_at - note.recorded_at <= LONGEST_JOKE
            ]
            meant = [note for note in last if note.subject == last[0].subject]
        return retired(meant, "you took it back", said_at)
    if isinstance(ask, Correct):
        # What is right may be said in the next sentence.
        right = message.text[ask.start : ask.end + LONGEST_CORRECTION]
        known = [
            *store.claims.told_last(message.id),
            *store.claims.holding(f"{right} {ask.wrong or ''}", NEAR),
        ]
        known = store.claims.told_before(list({n.id: n for n in known}.values()), message.id)
        return corrected(ask.wrong, right, known, said_at)
    return []


def _within(observation: Observation, ask: Ask) -> bool:
    return ask.start <= observation.start and observation.end <= ask.end


def _near(
    observation: Observation, endings: Sequence[Ending], message: Message, store: Store
) -> list[Note]:
    """Older active notes that the observation may repeat or change; latest first."""
    if observation.kind is NoteKind.EPISODE:
        return []
    attributes = {claim.attribute for claim in observation.claims}
    attributes |= {"likes", "dislikes"} if attributes & {"likes", "dislikes"} else set()
    attributes |= {ending.attribute for ending in endings if ending.attribute}
    kinds = with_kinds(content(observation.text)) - set(content(observation.text))
    text = f"{observation.text} {' '.join(sorted(kinds))}"
    found = store.claims.near(text, sorted(attributes), observation.subject, NEAR)
    return store.claims.told_before(found, message.id)


def _new(observation: Observation, said_at: datetime, now: datetime) -> Note:
    return Note(
        id=new_id(),
        kind=observation.kind,
        text=observation.text,
        origin=Origin.RULE,
        recorded_at=now,
        updated_at=now,
        status=_status(observation),
        importance=observation.importance,
        subject=observation.subject,
        valid_from=_valid_from(observation, said_at),
        writer=WRITER,
        claims=observation.claims,
    )


def _status(observation: Observation) -> NoteStatus:
    """What would be taken as an order when the model reads it again waits for its owner."""
    if observation.kind is not NoteKind.WISH and reads_as_instruction(observation.text):
        return NoteStatus.HELD
    return NoteStatus.ACTIVE


def _valid_from(observation: Observation, said_at: datetime) -> datetime | None:
    """Since when it is so: what happened or is planned, from the day the words speak of."""
    if observation.kind is NoteKind.EPISODE:
        return None
    if observation.kind in (NoteKind.EVENT, NoteKind.PLAN):
        here = said_at.astimezone()
        times = times_in(observation.text, here)
        if times:
            return datetime.combine(times[0].earliest, time.min, here.tzinfo).astimezone(UTC)
    return said_at


def _source(note: Note, observation: Observation, message: Message) -> Source:
    return Source(
        note_id=note.id,
        message_id=message.id,
        conversation_id=message.conversation_id,
        start=observation.start,
        end=observation.end,
        quote=observation.text,
        said_at=message.created_at,
    )
