"""What is said as a guess: “I think I'm becoming allergic to nuts”, “maybe I'll move to Rome”.

It is no fact and no nonsense either: it waits in the shadow until it is said again or confirmed.
Wishes and thought experiments (“if I were”, “I wish”) are no guesses; they stay dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace

from companion.domain import NoteKind
from companion.memory.answers import Question
from companion.memory.observation import Observation
from companion.memory.people import NOBODY, People
from companion.memory.rules import Reading, read
from companion.memory.words import marked

GUESSED = 0.5
"""The confidence in what was said as a guess."""
GUESSED_AGAIN = 0.75
"""In what was guessed again, another time."""

_OPENING = re.compile(
    r"(?:(?<=^)|(?<=[.!?\n] )|(?<=\n))(?P<lead>\W*(?:(?:and|but|so|well|also|oh|yeah|hmm)[\s,]+)*)"
    r"(?P<hedge>(?:(?:i(?: kind of| sort of)? (?:think|guess|suppose|suspect|reckon|assume|imagine)"
    r"|i have a feeling|i['’]?ve got a feeling|i['’]?m (?:starting|beginning) to think"
    r"|i['’]?m not (?:entirely |quite )?sure,? but|it (?:seems|looks)(?: like)?|looks like"
    r"|seems like|chances are|maybe|perhaps|possibly|probably|most likely)(?: that)?,? ))"
    r"(?=(?:i|i['’]\w+|we|we['’]\w+|my|our|he|she|they|[A-Z]\w+)\b"
    r"(?!['’]?(?: (?:should|would|need|can|could)\b)))",
    re.IGNORECASE,
)
_MIGHT = re.compile(
    r"\b(?P<who>i|we|my \w+|he|she|they) (?P<might>might) (?=(?!as well\b)\w)", re.I
)
_WITHIN = re.compile(
    r"\b(?:i|we|you|he|she|it|they|there|(?:my|our|his|her) (?:\w+ ){0,2}?\w+)(?:['’]\w+)?"
    r"(?: (?:am|is|are|was|were|will|have|has|had|do|would))?"
    r" (?P<hedge>probably|possibly|perhaps|maybe|most likely|might)\b"
    r"(?! (?:as well|about|half|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty|a (?:few|couple|dozen|hundred))\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:(?:and|but|so|well|also|oh|yeah|hmm|then|now)[\s,]+)*", re.IGNORECASE)


def hedged(sentence: str) -> bool:
    """Whether a sentence tells what it tells as a guess. A hedge about a number, or one that comes
    after all is said (“I sleep maybe four hours, I think”), leaves it a statement."""
    said = marked(sentence)
    return bool(_OPENING.match(said) or _WITHIN.match(_LEAD.sub("", said)))


def plainly(text: str) -> str:
    """`text` as if it were certain, every character in its place: what opens a sentence as a guess
    is but dots, and who might will."""

    def dotted(found: re.Match[str]) -> str:
        return found["lead"] + "·" * (len(found["hedge"]) - 1) + " "

    said = _OPENING.sub(dotted, text)
    return _MIGHT.sub(lambda found: f"{found['who']} will  ", said)


def certain(text: str) -> str:
    """What a guess says without its hedges, for comparing."""
    return re.sub(
        r"[\s·]+|\b(?:becoming|probably|possibly|perhaps|maybe|most likely)\b", " ", plainly(text)
    ).strip()


def read_with_guesses(
    message: str, people: People = NOBODY, asked: Question | None = None
) -> Reading:
    """What `read` finds in a message, and what it tells as a guess, marked as inferred."""
    reading = read(plainly(message), people, asked)
    found = tuple(_as_said(observation, message) for observation in reading.observations)
    asides = tuple((_as_said(aside, message), over) for aside, over in reading.asides)
    return replace(reading, observations=found, asides=asides)


def _as_said(observation: Observation, message: str) -> Observation:
    """An observation in the words of the message, marked if they are a guess."""
    said = replace(observation, text=message[observation.start : observation.end])
    if said.kind is NoteKind.WISH or not hedged(said.text):
        return said
    return replace(said, inferred=True, confidence=GUESSED)
