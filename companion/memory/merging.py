"""The same told in more detail: “I have a dog” becomes “I have a dog called Rex, a beagle”. Pure.

The older note takes the fuller words, and its own stay as a revision: Keep Me Updated's APPEND (Bae
et al., 2022). It happens only where the new words say all of the old ones, in their order, so that
nothing is lost and the note still rests on what was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from companion.domain import Note, NoteKind, NoteStatus, Origin
from companion.memory.claims import agree
from companion.memory.endings import Ending
from companion.memory.hedges import GUESSED_AGAIN, certain
from companion.memory.observation import Observation
from companion.memory.people import same_person
from companion.memory.words import content, marked

LASTING = (NoteKind.FACT, NoteKind.PREFERENCE, NoteKind.RELATIONSHIP, NoteKind.PLAN)
"""What may be told again later; a similar event is another event, unless told in the same talk."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?()—–]")
_FILLERS = frozenset(
    "a an the my our and but so well also oh yes really just actually now very do did too still"
    " i've we've . ! ? , ; :".split()
)
_JOINTS = frozenset(
    ", ; : . ! ? ( ) — – called named who which that whose with without and in at on near from to"
    " for since because as by of every where when while next last this i we she he it they"
    " is".split()
)
"""What may follow the old words: another noun would make something else of the last one."""
_NOT_BETWEEN = _JOINTS | frozenset(
    "not never no don't didn't doesn't won't can't old former first ex previous another other"
    " second own new".split()
)
_MOST_BETWEEN = 2
_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|without|\w+n['’]t|cannot)\b", re.I)


@dataclass(frozen=True, slots=True)
class Merge:
    """An older note as it becomes by what was told now, and why."""

    note: Note
    reason: str


def merge(
    observation: Observation,
    endings: Sequence[Ending],
    known: Sequence[Note],
    shadows: Sequence[Note],
    same_talk: Callable[[Note], bool],
) -> Merge | None:
    """What the observation adds to one of the notes `known` or to a guess (`shadows`), if to any.
    `same_talk` says whether a note was told in the same conversation."""
    for guess in shadows:
        if merged := _confirmed(observation, guess, same_talk):
            return merged
    if endings or observation.inferred:
        return None
    for note in known:
        lasting = observation.kind in LASTING and note.kind in LASTING
        if says_more(observation, note) and (lasting or same_talk(note)):
            return Merge(_with_words_of(observation, note), "you told more of it")
    return None


def says_more(observation: Observation, note: Note) -> bool:
    """Whether an observation says all that an active note does, and more. The owner's own words are
    never taken for less."""
    if (
        note.status is not NoteStatus.ACTIVE
        or note.origin is Origin.USER
        or NoteKind.WISH in (observation.kind, note.kind)
        or NoteKind.EPISODE in (observation.kind, note.kind)
        or not same_person(observation.subject, note.subject)
    ):
        return False
    old, new = content(note.text), content(observation.text)
    return (
        0 < len(old) < len(new)
        and set(old) < set(new)
        and len(_NEGATION.findall(observation.text)) == len(_NEGATION.findall(note.text))
        and _goes_on(_words(note.text), _words(observation.text))
    )


def _goes_on(less: Sequence[str], more: Sequence[str]) -> bool:
    """Whether `more` has the words of `less` in order, with little between them."""
    said = [word for word in less if word not in _FILLERS]
    if not said or said[0] not in more:
        return False
    place = more.index(said[0])
    for word in said[1:]:
        ahead = more[place + 1 :]
        if word not in ahead:
            return False
        between = [it for it in ahead[: ahead.index(word)] if it not in _FILLERS]
        if len(between) > _MOST_BETWEEN or any(
            it in _NOT_BETWEEN or it.endswith(("'s", "s'")) for it in between
        ):
            return False
        place += 1 + ahead.index(word)
    before = [it for it in more[: more.index(said[0])] if it not in _FILLERS]
    return not before and (place + 1 == len(more) or more[place + 1] in _JOINTS)


def guessed_before(observation: Observation, guess: Note) -> bool:
    """Whether a guess was made in these words, or in others that carry the same."""
    said, guessed = set(content(certain(observation.text))), set(content(certain(guess.text)))
    return (
        same_person(observation.subject, guess.subject)
        and said == guessed
        and _denies(observation.text) == _denies(guess.text)
    )


def _confirmed(
    observation: Observation, guess: Note, same_talk: Callable[[Note], bool]
) -> Merge | None:
    if not same_person(observation.subject, guess.subject):
        return None
    said, guessed = set(content(certain(observation.text))), set(content(certain(guess.text)))
    if not guessed or not guessed <= said or _denies(observation.text) != _denies(guess.text):
        return None
    if observation.inferred:
        if said != guessed or same_talk(guess):
            return None
        note = replace(guess, status=NoteStatus.ACTIVE, confidence=GUESSED_AGAIN)
        return Merge(note, "you guessed so again")
    if said == guessed or _goes_on(_words(certain(guess.text)), _words(observation.text)):
        plain = replace(
            _with_words_of(observation, guess),
            status=NoteStatus.ACTIVE,
            inferred=False,
            confidence=1.0,
        )
        return Merge(plain, "you said it plainly")
    return None


def _with_words_of(observation: Observation, note: Note) -> Note:
    fuller = " " in observation.subject or " " not in note.subject
    new = observation.claims
    kept = [
        old
        for old in note.claims
        if not any(old.attribute == it.attribute and agree(old.value, it.value) for it in new)
    ]
    return replace(
        note,
        text=observation.text,
        subject=observation.subject if fuller else note.subject,
        importance=max(note.importance, observation.importance),
        claims=(*kept, *new),
    )


def _words(text: str) -> list[str]:
    plain = marked(text).casefold().replace("’", "'")
    return _WORD.findall(plain)


def _denies(text: str) -> bool:
    return len(_NEGATION.findall(text)) % 2 == 1
