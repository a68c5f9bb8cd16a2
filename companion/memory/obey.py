"""What an explicit ask about the memory changes in older notes: forget, take back, correct."""

from __future__ import annotations

import re
from datetime import timedelta

from companion.domain import Message, Note
from companion.memory.asks import Ask, Correct, Forget, TakenBack
from companion.memory.observation import Observation
from companion.memory.outcome import NEAR
from companion.memory.reconcile import Change, corrected, most_like, retired
from companion.memory.sentences import trimmed
from companion.store.store import Store

LONGEST_JOKE = timedelta(days=60)
"""After which nobody takes back what they said last without saying what."""
LONGEST_CORRECTION = 120
"""Characters after the sentence that corrects in which it may go on."""
_ABOUT = re.compile(r"\babout\b", re.IGNORECASE)


def asked_for(ask: Ask, message: Message, store: Store) -> list[Change]:
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
        last = store.claims.told_last(message.id, message.conversation_id)
        known = [
            *store.claims.told_last(message.id),
            *store.claims.holding(f"{right} {ask.wrong or ''}", NEAR),
        ]
        known = store.claims.told_before(list({n.id: n for n in known}.values()), message.id)
        last = store.claims.told_before(last, message.id)
        return corrected(ask.wrong, right, known, last, said_at)
    return []


def corrected_to(ask: Ask, wrong: Note, message: Message) -> Observation:
    """The correction itself, as what is right about the subject of the wrong note."""
    start, end = trimmed(message.text, ask.start, ask.end)
    return Observation(wrong.kind, message.text[start:end], start, end, wrong.subject)


def within(observation: Observation, ask: Ask) -> bool:
    """Whether an observation is of the sentence that asks."""
    return ask.start <= observation.start and observation.end <= ask.end
