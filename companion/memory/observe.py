"""The write path: a message of the person becomes notes, and older notes are brought up to date.

The rules propose, reconciliation decides what that changes in what is known, and all of it is
stored in one transaction with the mark that the message was observed: a crash in the middle, or a
message observed twice, gives the same notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from companion.clock import Clock
from companion.domain import (
    LinkKind,
    Message,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Source,
    new_id,
)
from companion.encoders.base import Encoders, Vectors
from companion.memory.asks import Ask, Correct, Forget, TakenBack, asks_in
from companion.memory.branches import settle
from companion.memory.clashes import clashes, contradiction
from companion.memory.describe import describe, passage
from companion.memory.endings import Ending
from companion.memory.episodes import take_in
from companion.memory.evolve import Context, weave
from companion.memory.forgotten import forgotten_spans, marks
from companion.memory.ground import ungrounded
from companion.memory.guard import reads_as_instruction
from companion.memory.hedges import certain, read_with_guesses
from companion.memory.kinds import with_kinds
from companion.memory.language import is_english
from companion.memory.merging import Merge, guessed_before, merge
from companion.memory.observation import RULES, Byline, DropReason, Observation
from companion.memory.people import SPEAKS_OF_SOMEBODY, People, known_people
from companion.memory.reconcile import Change, changes, corrected, most_like, retired, says_the_same
from companion.memory.record import LONGEST, Record, record_in, remembered
from companion.memory.rules import Reading, follow
from companion.memory.sentences import sentences
from companion.memory.when import times_in
from companion.memory.words import content
from companion.store.store import Store

ASKED = 9
"""How important at least is what the person asks to be remembered."""
NEAR = 24
"""How many older notes each search may offer for reconciliation."""
MOST_GUESSES = 100
"""How many guesses, the latest, may be confirmed by what is said now."""

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
    new: set[str] = field(default_factory=set)
    """The ids of those that are not stored yet."""
    changed: list[tuple[str, Change]] = field(default_factory=list)
    """The id of the note that brings each change about, and the change."""
    merged: list[tuple[Note, Merge]] = field(default_factory=list)
    """An older note as it was, and what it becomes by what was told of it now."""
    known: dict[str, list[Note]] = field(default_factory=dict)
    """The older notes near each note, by its id."""
    context: Context = field(default_factory=Context)
    dropped: Counter[DropReason] = field(default_factory=Counter)
    is_left_out: bool = False
    """Whether the message is part of no episode: it holds what its owner has forgotten, or asks for
    something to be forgotten."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What came of a message: its notes with their sources, and the ids of older notes changed.

    The episode it has become part of is not among them.
    """

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
    with store.database.read():
        reading = _reading(message, store)
        outcome = _decide(message, reading, store, now)
        _describe(outcome, message, reading.people, store)
    return _keep(outcome, message, store, encoders, now, on_data_lane, first=True)


def write_found(
    message: Message,
    told: Sequence[tuple[Observation, tuple[Ending, ...]]],
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
        told = [(o, e) for o, e in told if not any(s < o.end and o.start < t for s, t in noted)]
        reading = _reading(message, store)
        outcome = _Outcome()
        forgotten = forgotten_spans(
            message,
            [*reading.observations, *(o for o, _ in told)],
            store.tombstones.buried_at,
            lambda: store.branches.replies_before(message),
            record.remember,
        )
        _weigh(outcome, told, forgotten, set(), record, message, store, now, by)
        _describe(outcome, message, reading.people, store)
    return _keep(outcome, message, store, encoders, now, on_data_lane, first=False)


def _keep(
    outcome: _Outcome,
    message: Message,
    store: Store,
    encoders: Encoders | None,
    now: datetime,
    on_data_lane: Callable[[Callable[[], bool]], bool],
    *,
    first: bool,
) -> Observed:
    """Store what comes of a message, all of it or nothing; the `first` time it becomes part of an
    episode, too."""
    grown = [
        *((before, merge.note, merge.reason) for before, merge in outcome.merged),
        *outcome.context.evolved,
    ]
    vectors: Vectors | None = None
    new_vectors: Sequence[Vectors | None] = [None] * len(grown)
    fingerprint = ""
    if encoders is not None and (first or outcome.entries):
        notes = [*(note for note, _ in outcome.entries), *(after for _, after, _ in grown)]
        texts = [message.text, *map(passage, notes)]
        vectors = encoders.embedder.embed_passages(texts)
        new_vectors = list(vectors[1 + len(outcome.entries) :])
        fingerprint = encoders.embedder.fingerprint

    late: set[str] = set()

    def keep() -> bool:
        with store.database.write():
            kept = (first or store.studies.holds(message.id)) and store.notes.add(
                outcome.entries,
                actor="observe",
                reason="you said it",
                now=now,
                observed=message.id if first else None,
                vectors=None if vectors is None else vectors[1 : 1 + len(outcome.entries)],
                fingerprint=fingerprint,
            )
            if kept:
                if first and not outcome.is_left_out:
                    whole = None if vectors is None else vectors[0]
                    take_in(message, whole, fingerprint, store, now)
                for (before, after, reason), vector in zip(grown, new_vectors, strict=True):
                    store.notes.grow(
                        before,
                        after,
                        actor="observe",
                        reason=reason,
                        message_id=message.id,
                        now=now,
                        vector=vector,
                        fingerprint=fingerprint,
                    )
                store.entities.mention(outcome.context.mentions)
                store.claims.link(outcome.context.links)
                for note_id, change in outcome.changed:
                    applied = store.claims.apply(
                        change.note,
                        note_id,
                        change.link,
                        change.reason,
                        actor="observe",
                        message_id=message.id,
                        now=now,
                    )
                    if applied and change.note.status is NoteStatus.RETIRED:
                        store.tombstones.bury(marks(change.note), message.created_at)
                store.claims.count_dropped(outcome.dropped)
                if store.branches.any_told_after(message.id):
                    for note, _ in outcome.entries:
                        late.update(settle(store, note, now))
        store.sync_index()
        return kept

    if not on_data_lane(keep):
        return Observed()
    details = _details(outcome, store)
    changed = dict.fromkeys(
        [
            *(change.note.id for _, change in outcome.changed),
            *(note.id for note, _, _ in grown),
            *late,
        ]
    )
    return Observed(details, tuple(changed))


def _details(outcome: _Outcome, store: Store) -> tuple[NoteDetail, ...]:
    """The notes of a message as they are stored now; the new ones are not read again."""
    older = [note.id for note, _ in outcome.entries if note.id not in outcome.new]
    stored = store.notes.details(older) if older else {}
    new = {
        note.id: NoteDetail(note, tuple(sources))
        for note, sources in outcome.entries
        if note.id in outcome.new
    }
    found = stored | new
    return tuple(found[note.id] for note, _ in outcome.entries if note.id in found)


def asks_of_memory(text: str) -> bool:
    """Whether a message asks something of the memory itself, which is to be done at once."""
    return len(text) <= LONGEST and bool(record_in(text) or asks_in(text))


def _reading(message: Message, store: Store) -> Reading:
    if not is_english(message.text):
        return Reading(dropped=(DropReason.LANGUAGE,) * len(sentences(message.text)))
    people = known_people(store.claims.known())
    if SPEAKS_OF_SOMEBODY.search(message.text):
        for said in store.claims.said_before(message.conversation_id, message.id, RECENT):
            people = follow(said, people)
    return read_with_guesses(message.text, people)


def _decide(message: Message, reading: Reading, store: Store, now: datetime) -> _Outcome:
    record = record_in(message.text)
    if record.off_the_record or record.left_out:
        return _Outcome(dropped=Counter([DropReason.LEFT_OUT]), is_left_out=True)
    outcome = _Outcome(dropped=Counter(reading.dropped))
    told = [(o, e) for o, e in zip(reading.observations, reading.endings, strict=True)]
    told += [(o, ()) for o in remembered(message.text, record, reading)]
    forgotten = forgotten_spans(
        message,
        [o for o, _ in told],
        store.tombstones.buried_at,
        lambda: store.branches.replies_before(message),
        record.remember,
    )
    outcome.is_left_out = bool(forgotten)
    asked = [
        (ask, _asked(ask, message, store))
        for ask in asks_in(message.text)
        if not any(ask.start <= joke < ask.end for joke in reading.jokes)
    ]
    for ask, wanted in asked:
        if isinstance(ask, Forget):
            told = [(o, e) for o, e in told if not _within(o, ask)]
            outcome.is_left_out = True
        elif (
            isinstance(ask, Correct)
            and wanted
            and not any(o.start < ask.end and ask.start < o.end for o, _ in told)
        ):
            told.append((_corrected(ask, wanted[0].note, message), ()))
    changed = {change.note.id for _, wanted in asked for change in wanted}
    _weigh(outcome, told, forgotten, changed, record, message, store, now, asks=bool(asked))
    for ask, wanted in asked:
        outcome.changed += [(_because(ask, outcome) or c.note.id, c) for c in wanted]
    return outcome


def _weigh(
    outcome: _Outcome,
    told: Sequence[tuple[Observation, tuple[Ending, ...]]],
    forgotten: Sequence[tuple[int, int]],
    changed: set[str],
    record: Record,
    message: Message,
    store: Store,
    now: datetime,
    by: Byline = RULES,
    *,
    asks: bool = False,
) -> None:
    """Decide what becomes of the observations of a message, whoever made them: dropped, the same as
    a known note, more of one, or a new one that may change others. `changed` are the notes that are
    changed already; a message that `asks` something of the memory contradicts nothing."""
    shadows = store.notes.guesses_like(message.text, MOST_GUESSES) if told else []

    def told_here(note: Note) -> bool:
        return store.claims.told_in(note.id, message.conversation_id)

    for observation, endings in told:
        # What holds forgotten words goes with them, as it does when they are forgotten.
        if any(start < observation.end and observation.start < end for start, end in forgotten):
            outcome.dropped[DropReason.FORGOTTEN] += 1
            continue
        quote = message.text[observation.start : observation.end]
        if ungrounded(observation.text, [quote], subject=observation.subject) is not None:
            outcome.dropped[DropReason.UNGROUNDED] += 1
            continue
        near = _near(observation, endings, store)
        known = store.claims.told_before(near, message.id)
        same = replace(observation, text=certain(observation.text))
        # What is written late may have been said again since.
        note = next((k for k in near if says_the_same(same, k)), None)
        merged = None
        if note is None:
            older = [k for k in known if k.id not in changed]
            merged = merge(observation, endings, older, shadows, told_here)
            if merged is None and observation.inferred:
                note = next((k for k in shadows if guessed_before(observation, k)), None)
        entry = merged.note if merged else note or _new(observation, message.created_at, now, by)
        if record.asks_for(observation.start, observation.end):
            important = replace(entry, importance=max(entry.importance, ASKED))
            if note is None:
                entry = important
            elif important != note:
                change = Change(important, LinkKind.UPDATES, "you asked to remember it")
                outcome.changed.append((note.id, change))
        if any(
            entry.id == there.id or says_the_same(observation, there)
            for there, _ in outcome.entries
        ):
            continue
        outcome.entries.append((entry, [_source(entry, observation, message)]))
        if merged is not None:
            before = next(k for k in (*known, *shadows) if k.id == entry.id)
            outcome.merged.append((before, merged))
            changed.add(entry.id)
        if note is None:
            outcome.known[entry.id] = known
            if merged is None:
                outcome.new.add(entry.id)
        if note is None and not observation.inferred:
            clashing = [] if asks else clashes(observation, known, message.created_at)
            outcome.context.links += [contradiction(entry.id, k, why) for k, why in clashing]
            both = changed | {k.id for k, _ in clashing}
            for change in changes(observation, endings, known, message.created_at):
                if change.note.id not in both:
                    changed.add(change.note.id)
                    both.add(change.note.id)
                    outcome.changed.append((entry.id, change))


def _describe(outcome: _Outcome, message: Message, people: People, store: Store) -> None:
    """Give the new and the merged notes what they are found by, and their links to older ones."""
    context, written = outcome.context, {}
    for note, _ in outcome.entries:
        if note.id in outcome.known and note.kind is not NoteKind.EPISODE:
            description = describe(note, message.created_at, people)
            context.mentions[note.id] = description.entities
            written[note.id] = description.put_on(note)
    outcome.entries = [(written.get(note.id, note), sources) for note, sources in outcome.entries]
    outcome.merged = [
        (before, replace(merge, note=written[before.id])) for before, merge in outcome.merged
    ]
    bearing = {(note_id, change.note.id) for note_id, change in outcome.changed}
    bearing |= {(link.note_id, link.to_id) for link in context.links}
    found = weave(list(written.values()), outcome.known, message, store, context)
    context.links += [link for link in found if (link.note_id, link.to_id) not in bearing]
    done = {*written, *(change.note.id for _, change in outcome.changed)}
    context.evolved = [it for it in context.evolved if it[0].id not in done]


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
        if any(source.start < ask.end and ask.start < source.end for source in sources):
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


def _near(observation: Observation, endings: Sequence[Ending], store: Store) -> list[Note]:
    """Active notes that the observation may repeat or change; latest first."""
    attributes = {claim.attribute for claim in observation.claims}
    attributes |= {"likes", "dislikes"} if attributes & {"likes", "dislikes"} else set()
    attributes |= {ending.attribute for ending in endings if ending.attribute}
    kinds = with_kinds(content(observation.text)) - set(content(observation.text))
    text = f"{observation.text} {' '.join(sorted(kinds))}"
    return store.claims.near(sorted(attributes), text, observation.subject, NEAR)


def _new(observation: Observation, said_at: datetime, now: datetime, by: Byline) -> Note:
    return Note(
        id=new_id(),
        kind=observation.kind,
        text=observation.text,
        origin=by.origin,
        recorded_at=now,
        updated_at=now,
        status=_status(observation),
        importance=observation.importance,
        inferred=observation.inferred,
        confidence=observation.confidence,
        subject=observation.subject,
        valid_from=_valid_from(observation, said_at),
        writer=by.writer,
        model=by.model,
        keywords=observation.keywords,
        claims=observation.claims,
    )


def _status(observation: Observation) -> NoteStatus:
    """What would be taken as an order when the model reads it again waits for its owner."""
    if observation.kind is not NoteKind.WISH and reads_as_instruction(observation.text):
        return NoteStatus.HELD
    return NoteStatus.SHADOW if observation.inferred else NoteStatus.ACTIVE


def _valid_from(observation: Observation, said_at: datetime) -> datetime | None:
    """Since when it is so: what happened or is planned, from the day the words speak of."""
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
        quote=message.text[observation.start : observation.end],
        said_at=message.created_at,
    )
