"""Years of a made-up life, ready to be stored: conversations with the notes made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from companion.bench.life import SENTENCES, SMALL_TALK, made_up
from companion.domain import (
    Claim,
    Conversation,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
    Role,
    Source,
    new_id,
)
from companion.memory.claims import KNOWS, single
from companion.memory.observation import Observation
from companion.memory.rules import read

BEGAN = timedelta(days=8 * 365)
"""How long before now such a life begins."""
_MARKERS = {slot: f"Qq{slot}" for slot in ("place", "name", "job", "hobby", "look", "thing")}
_TALK = 20
"""Messages in one conversation."""
LASTS = timedelta(minutes=_TALK)
_EPISODE = 5
"""Messages in one episode."""

Talk = tuple[Conversation, list[Message], list[tuple[Note, Source]]]
"""A conversation, its messages, and the notes that rest on them."""


def years(
    random: Random,
    persona_id: str,
    start: datetime,
    notes: int,
    *,
    apart: timedelta = timedelta(hours=1),
    answered: bool = False,
) -> list[Talk]:
    """Conversations with the notes that the rules make of them, until there are so many notes; a
    conversation begins so much later than the last one ended. Most messages are `answered`, if that
    is asked for.

    What a sentence tells is read once, with its gaps unfilled: a hundred thousand take seconds.
    Nothing is noted twice, and of what can only have one value the latest is current.
    """
    read_once = [(sentence, _told(sentence)) for sentence in (*SENTENCES, *SMALL_TALK)]
    met: set[str] = set()
    talks: list[Talk] = []
    at, made = start, 0
    while made < notes:
        at += apart
        conversation = Conversation(new_id(), persona_id, "", at, at)
        messages: list[Message] = []
        written: list[tuple[Note, Source]] = []
        for number in range(_TALK):
            at += timedelta(minutes=1)
            text, found = _filled(random, random.choices(read_once, k=random.randint(1, 3)))
            parent = messages[-1].id if messages else None
            message = Message(new_id(), conversation.id, parent, Role.USER, text, at)
            messages.append(message)
            if not number % _EPISODE:
                found.append(Observation(NoteKind.EPISODE, text, 0, len(text)))
            written += [_note(o, message, met) for o in found if o.text not in met]
            met.update(o.text for o in found)
            if answered and number % _EPISODE:
                reply = random.choice(SMALL_TALK).format(**made_up(random))
                messages.append(
                    Message(new_id(), conversation.id, message.id, Role.ASSISTANT, reply, at)
                )
        made += len(written)
        talks.append((conversation, messages, written))
    return _reconciled(talks)


def _reconciled(talks: list[Talk]) -> list[Talk]:
    """Of what can only have one value, the latest is current."""
    current: set[tuple[str, str]] = set()

    def ended(note: Note) -> Note:
        of = {(note.subject, claim.attribute) for claim in note.claims if single(claim.attribute)}
        if of.isdisjoint(current):
            current.update(of)
            return note
        at = note.recorded_at + timedelta(days=1)
        claims = tuple(replace(claim, ended_at=at) for claim in note.claims)
        return replace(note, status=NoteStatus.SUPERSEDED, valid_to=at, claims=claims)

    backwards = [
        (conversation, messages, [(ended(note), source) for note, source in reversed(written)])
        for conversation, messages, written in reversed(talks)
    ]
    return backwards[::-1]


def _told(sentence: str) -> tuple[Observation, ...]:
    return read(sentence.format(**_MARKERS)).observations


def _filled(
    random: Random, chosen: list[tuple[str, tuple[Observation, ...]]]
) -> tuple[str, list[Observation]]:
    """A message and what it tells."""
    text = ""
    found: list[Observation] = []
    for sentence, told in chosen:
        filling = made_up(random)
        start, text = len(text), f"{text}{sentence.format(**filling)} "
        for observation in told:
            claims = tuple(replace(c, value=_fill(c.value, filling)) for c in observation.claims)
            found.append(
                Observation(
                    observation.kind,
                    text[start:-1],
                    start,
                    len(text) - 1,
                    _fill(observation.subject, filling),
                    claims,
                )
            )
    return text[:-1], found


def _fill(marked: str, filling: dict[str, str]) -> str:
    for slot, marker in _MARKERS.items():
        marked = marked.replace(marker, filling[slot])
        marked = marked.replace(marker.lower(), filling[slot].lower())
    return marked


def _note(observation: Observation, message: Message, met: set[str]) -> tuple[Note, Source]:
    """Whom the person knows is claimed by the first note that names them alone."""
    claims: list[Claim] = []
    for claim in observation.claims:
        if claim.attribute != KNOWS or claim.value not in met:
            claims.append(claim)
        if claim.attribute == KNOWS:
            met.add(claim.value)
    at = message.created_at
    note = Note(
        new_id(),
        observation.kind,
        observation.text,
        Origin.RULE,
        at,
        at,
        importance=observation.importance,
        subject=observation.subject,
        valid_from=at,
        claims=tuple(claims),
    )
    start, end = observation.start, observation.end
    return note, Source(note.id, message.id, message.conversation_id, start, end, note.text, at)
