"""What becomes of the observations of a message, whoever made them: decided here, stored elsewhere.

Each is dropped, the same as a known note, more of one, or a new one that may change others; then
what is new is described and linked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from companion.domain import LinkKind, Message, Note, NoteKind, NoteStatus, Source, new_id
from companion.memory.clashes import clashes, contradiction
from companion.memory.dates import only_dates
from companion.memory.denials import denials_of
from companion.memory.describe import describe
from companion.memory.endings import Ending
from companion.memory.evolve import Context, weave
from companion.memory.grammar import tagged
from companion.memory.ground import ungrounded
from companion.memory.guard import reads_as_instruction
from companion.memory.hedges import certain
from companion.memory.kinds import kinds_in
from companion.memory.meaning import Meaning
from companion.memory.merging import Merge, guessed_before, merge
from companion.memory.observation import RULES, Byline, DropReason, Observation
from companion.memory.partial import Parting, parted, parting
from companion.memory.people import People
from companion.memory.reconcile import Change, changes, says_the_same
from companion.memory.record import Record
from companion.memory.stages import may_come_to_pass, was_once
from companion.memory.talk import LEAST_CONTENT, is_passing
from companion.memory.when import times_in
from companion.memory.words import content
from companion.store.store import Store

ASKED = 9
"""How important at least is what the person asks to be remembered."""
NEAR = 24
"""How many older notes each search may offer for reconciliation."""
MOST_GUESSES = 100
"""How many guesses, the latest, may be confirmed by what is said now."""


@dataclass(slots=True)
class Outcome:
    """What is to be stored of one message."""

    entries: list[tuple[Note, list[Source]]] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    """The ids of those that are not stored yet."""
    changed: list[tuple[str, Change]] = field(default_factory=list)
    """The id of the note that brings each change about, and the change."""
    merged: list[tuple[Note, Merge]] = field(default_factory=list)
    """An older note as it was, and what it becomes by what was told of it now."""
    partings: list[tuple[str, Parting, list[Source]]] = field(default_factory=list)
    """The id of the note that ends part of another one, that one in two, and what it rests on."""
    known: dict[str, list[Note]] = field(default_factory=dict)
    """The older notes near each note, by its id."""
    context: Context = field(default_factory=Context)
    dropped: Counter[DropReason] = field(default_factory=Counter)
    is_left_out: bool = False
    """Whether the message is part of no episode: it holds what its owner has forgotten, or asks for
    something to be forgotten."""


def weigh(
    outcome: Outcome,
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
    meaning: Meaning | None = None,
) -> None:
    """Decide what becomes of the observations of a message, whoever made them: dropped, the same as
    a known note, more of one, or a new one that may change others. `changed` are the notes that are
    changed already; a message that `asks` something of the memory contradicts nothing. With
    `meaning`, what is told may end notes that share no word with it."""
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
            found = _changes(observation, endings, known, both, message, meaning, in_passing=False)
            _put(outcome, entry, found, known, changed, store, message)


def weigh_asides(
    outcome: Outcome,
    asides: Sequence[tuple[Observation, tuple[Ending, ...]]],
    forgotten: Sequence[tuple[int, int]],
    changed: set[str],
    message: Message,
    store: Store,
    now: datetime,
    meaning: Meaning | None,
) -> None:
    """Note of what was said in passing what changes something told before, and nothing else:
    “sad news, Bali is off” after “we've booked Bali”."""
    for observation, endings in asides:
        quote = message.text[observation.start : observation.end]
        if (
            any(start < observation.end and observation.start < end for start, end in forgotten)
            or not (endings or observation.claims or _may_change(observation.text))
            or ungrounded(observation.text, [quote], subject=observation.subject) is not None
        ):
            continue
        known = store.claims.told_before(_near(observation, endings, store), message.id)
        found = _changes(observation, endings, known, changed, message, meaning, in_passing=True)
        if found:
            entry = _new(observation, message.created_at, now, RULES)
            if only_dates(observation.text):
                # “Sorry, 88!” is about whom the wrong number was told of.
                entry = replace(entry, subject=found[0].note.subject)
            outcome.entries.append((entry, [_source(entry, observation, message)]))
            outcome.known[entry.id] = known
            outcome.new.add(entry.id)
            _put(outcome, entry, found, known, changed, store, message)


def _put(
    outcome: Outcome,
    entry: Note,
    found: Sequence[Change],
    known: Sequence[Note],
    changed: set[str],
    store: Store,
    message: Message,
) -> None:
    """What a note changes in older ones: of those of which only a part has ended the rest stands
    on."""
    before = {note.id: note for note in known}
    for change in found:
        note = before.get(change.note.id)
        split = parted(note.text, change.of) if note and change.of else None
        there = parting(note, split, change.reason, message.created_at) if note and split else None
        if there is None:
            outcome.changed.append((entry.id, change))
            continue
        sources = store.notes.details([note.id])[note.id].sources if note else ()
        mine = [replace(source, note_id=there.over.id) for source in sources]
        outcome.partings.append((entry.id, there, mine))
    changed.update(change.note.id for change in found)


def _may_change(text: str) -> bool:
    """Whether what was said in passing may change something: it denies, follows on a stage of life,
    gives another day, or speaks of some thing: “the aquarium went with somebody else”."""
    if denials_of(text) or may_come_to_pass(text) or only_dates(text):
        return True
    return (
        len(content(text)) >= LEAST_CONTENT
        and any(word.tag in ("NOUN", "PROPN") for word in tagged(text))
        and not is_passing(text)
    )


def describe_all(outcome: Outcome, message: Message, people: People, store: Store) -> None:
    """Give the new and the merged notes what they are found by, and their links to older ones."""
    context, written = outcome.context, {}
    for note, _ in outcome.entries:
        if note.id in outcome.known:
            description = describe(note, message.created_at, people)
            context.mentions[note.id] = description.entities
            written[note.id] = description.put_on(note)
    outcome.entries = [(written.get(note.id, note), sources) for note, sources in outcome.entries]
    outcome.merged = [
        (before, replace(merge, note=written[before.id])) for before, merge in outcome.merged
    ]
    outcome.partings = [
        (
            note_id,
            _described(it, sources[0].said_at if sources else message.created_at, people),
            sources,
        )
        for note_id, it, sources in outcome.partings
    ]
    bearing = {(note_id, change.note.id) for note_id, change in outcome.changed}
    bearing |= {(note_id, it.before.id) for note_id, it, _ in outcome.partings}
    bearing |= {(link.note_id, link.to_id) for link in context.links}
    found = weave(list(written.values()), outcome.known, message, store, context)
    context.links += [link for link in found if (link.note_id, link.to_id) not in bearing]
    done = {*written, *(change.note.id for _, change in outcome.changed)}
    done |= {it.before.id for _, it, _ in outcome.partings}
    context.evolved = [it for it in context.evolved if it[0].id not in done]


def _described(it: Parting, said_at: datetime, people: People) -> Parting:
    """Both parts of a note with what each is found by."""
    rest, over = (
        describe(part, said_at, people).put_on(replace(part, keywords=()))
        for part in (it.rest, it.over)
    )
    return replace(it, rest=rest, over=over)


def _changes(
    observation: Observation,
    endings: Sequence[Ending],
    known: Sequence[Note],
    changed: set[str],
    message: Message,
    meaning: Meaning | None,
    *,
    in_passing: bool,
) -> list[Change]:
    """What is changed in those that are not among the `changed` already: by words, then by
    meaning."""
    found = [
        change
        for change in changes(observation, endings, known, message.created_at)
        if change.note.id not in changed
    ]
    if meaning is not None:
        done = changed | {change.note.id for change in found}
        rest = [note for note in known if note.id not in done]
        found += meaning.outdates(
            observation,
            endings,
            rest,
            message,
            ends_another=bool(found),
            in_passing=in_passing,
        )
    return found


def _near(observation: Observation, endings: Sequence[Ending], store: Store) -> list[Note]:
    """Active notes that the observation may repeat or change; latest first."""
    attributes = {claim.attribute for claim in observation.claims}
    attributes |= {"likes", "dislikes"} if attributes & {"likes", "dislikes"} else set()
    attributes |= {ending.attribute for ending in endings if ending.attribute}
    kinds = kinds_in(observation.text) - set(content(observation.text))
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
        valid_from=_valid_from(observation, said_at) if not was_once(observation.text) else None,
        valid_to=said_at if was_once(observation.text) else None,
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
