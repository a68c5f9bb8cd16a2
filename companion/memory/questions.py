"""Open questions: what the companion may bring up by itself, once and never again.

A plan whose day has passed (“how did the interview go?”), or two memories that do not fit each
other. Which one, is decided here; whether this is the moment, by the turn; how, by the model, that
is given a hint beside the message. What was asked is known by what a reply was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.domain import Note, RecalledNote
from companion.memory.query import Asked, understand
from companion.memory.when import times_in
from companion.store.questions import DAY_PASSED, DOES_NOT_FIT
from companion.store.store import Store

LONGEST_AGO = timedelta(days=45)
"""How long after its day a plan may be asked about."""
AHEAD = timedelta(days=90)
"""How long before its day it may have been told of."""
LONGEST = timedelta(days=31)
"""How vague its day may be: “in June” is, “next year” is too much so."""
MATTERS = 5
"""The importance from which a plan is asked about."""
PLANS = 200
"""The latest notes that are looked at."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is open: the notes it is about, and the hint for the model."""

    items: tuple[RecalledNote, ...]
    hint: str


def open_question(
    text: str, conversation_id: str, store: Store, now: datetime
) -> OpenQuestion | None:
    """What may be asked in the reply to a message; None when it asks for something itself, when
    something was asked in its conversation, or nothing is open. `now` is in the person's zone."""
    if understand(text, now).asked not in (Asked.TALK, Asked.SMALL_TALK):
        return None
    with store.database.read():
        if store.questions.asked_in(conversation_id):
            return None
        plan = _plan(store, now)
        if plan is not None:
            hint = f"If it fits here, ask kindly how this went: {_quoted(plan.text)}"
            return OpenQuestion(_given(store, DAY_PASSED, plan.id), hint)
        pair = store.questions.contradiction()
        if pair is not None:
            newer, older = (_quoted(note.text) for note in pair)
            hint = f"If it fits here, ask kindly which of these is so: {older} or {newer}"
            return OpenQuestion(_given(store, DOES_NOT_FIT, *(note.id for note in pair)), hint)
    return None


def _plan(store: Store, now: datetime) -> Note | None:
    """The plan whose day passed last."""
    passed = []
    for note in store.questions.dated(now - LONGEST_AGO - AHEAD, MATTERS, PLANS):
        told = note.recorded_at.astimezone(now.tzinfo)
        for when in times_in(note.text, told)[:1]:
            precise = when.latest - when.earliest <= LONGEST
            if precise and told.date() < when.latest < now.date() <= when.latest + LONGEST_AGO:
                passed.append((when.latest, note.id, note))
    return max(passed)[-1] if passed else None


def _given(store: Store, why: str, *note_ids: str) -> tuple[RecalledNote, ...]:
    details = store.notes.details(note_ids).values()
    return tuple(RecalledNote(it.note, 0.0, why, it.sources) for it in details)


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"
