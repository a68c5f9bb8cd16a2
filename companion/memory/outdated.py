"""Which older notes are of the past by what is told now, though no word of it says so.

“I'm with a textbook publisher now” ends “I teach fourth grade”: they share no word and no claim,
but one is near the other in meaning and tells of a change. A logistic model weighs such signals,
the nearness of their vectors among them. It is asked after the rules of `reconcile`, of notes they
leave as they are. Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from companion.domain import SELF, Note, NoteKind, NoteStatus
from companion.encoders.base import Vectors
from companion.memory.claims import KNOWS, agree, single
from companion.memory.clauses import Clause, clauses_of
from companion.memory.dates import another_date
from companion.memory.denials import denials_of
from companion.memory.endings import Ending
from companion.memory.grammar import tagged
from companion.memory.kinds import with_kinds
from companion.memory.observation import Observation
from companion.memory.people import same_person, split
from companion.memory.stages import goes_on, is_stay, may_come_to_pass
from companion.memory.tags import tags_of
from companion.memory.words import content

LIKELY = 0.3
"""How likely a note is outdated, from 0 to 1, to be ended."""
LIKELY_UNSAID = 0.95
"""How likely where nothing told says that anything is other than before. Of what is spoken of again
nearly all goes on: “Hanna sent me a picture of the fjord” after “Hanna lives in Oslo”."""
LIKELY_IN_PASSING = 0.45
"""How likely by what was said in passing, of which a note is made only for what it ends."""
MOST = 8
"""Notes that are weighed, the nearest."""
_NOW = re.compile(
    r"\b(?:now|these days|nowadays|since|as of|from now on|currently|finally|any ?more|no longer"
    r"|instead|again|new|back|first|started|became|switched|moved|today)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:now|these days|nowadays|since (?!then\b)|as of|from now on|currently|finally|any ?more"
    r"|no longer|instead|back|became|become|switched|changed?|moved|started|joined|turned into"
    r"|got (?:a|the|my|our|his|her) new|(?:my|our|his|her) (?:first|new|last))\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:used to|was|were|had|\w+ed)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:still|(?:\w+) years?|anniversary|ever|as always|same)\b", re.I)
_LASTS = re.compile(
    r"\b(?:still|anniversary|as (?:always|ever|usual)|another"
    r"|(?:\w+|\d+) (?:years?|months?|decades?)(?! ago))\b",
    re.IGNORECASE,
)
_ONCE_NOT = re.compile(
    r"(?:\b(?:missed|skipped|overslept|late for)\b|(?:could|ca|did|wo)n['’]?t (?:\w+ly )?(?:go|come"
    r"|make|get|play|sleep|run|do|be|have)\b)"
    r"(?!.*\b(?:any ?more|ever|again|longer|till|until)\b).*\b(?:today|tonight|yesterday|tomorrow"
    r"|this (?:morning|time|evening|\w+day)|last (?:night|\w+day)|on (?:the )?\w+day)\b",
    re.IGNORECASE,
)
"""What was left out once goes on: “missed my swim today”, “couldn't go this Sunday”."""
_TURNS = re.compile(r"\b(?:and|but|until|till|then|after|before|last|enough)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:also|too|as well|another|second|besides|both|and then)\b", re.IGNORECASE)
_LASTING = frozenset({"name", "birthday", "allergy", "age"})
_WEIGHTS: Mapping[str, float] = {
    "cosine": 0.27,
    "margin": 0.67,
    "nearest": 0.46,
    "alone": 1.31,
    "shares words": 1.78,
    "share of words": 0.12,
    "same domain": 0.76,
    "same value": -0.30,
    "ends": -0.60,
    "ends it by name": -0.34,
    "ends something else": -0.15,
    "ends the nearest": 1.55,
    "ends another": -2.19,
    "denies": 0.62,
    "denies both": -1.62,
    "now": 0.42,
    "past tense": 0.66,
    "event": 0.19,
    "plan": -0.73,
    "was a stay": 0.29,
    "was a plan": -0.30,
    "was an event": -0.48,
    "goes on": -0.60,
    "adds": -1.01,
    "same talk": 0.36,
    "months since": 1.60,
    "of the thing": 0.02,
    "another date": 1.49,
    "corrects a date": 0.82,
    "follows": -0.21,
    "little said": -0.65,
}
"""Of each signal, fitted by logistic regression (ridge 1) on what was told and an older note that
it bears on, in 844 dialogues in which what is true changes: once each by itself, and once six at a
time as told by one person, where what one dialogue tells ends no note of another. Of all that was
told after a note that is of the past, the likeliest was taken to have ended it, in turns with the
fitting (as in multiple-instance learning)."""
_BIAS = -5.20
_MONTHS = 90
"""Days after which what was told has had all its time to change."""


def outdated(
    observation: Observation,
    endings: Sequence[Ending],
    notes: Sequence[Note],
    nearness: Mapping[str, float],
    told_here: Callable[[Note], bool],
    said_at: datetime,
    *,
    ends_another: bool,
    likely: float = LIKELY,
) -> list[Note]:
    """Of the older `notes` those that are likely of the past now.

    `nearness` is the cosine of each note's vector with the observation's, by note id, and
    `told_here` says whether it was told in the same conversation; `ends_another` says that the
    observation ends a note already. At least `likely` must it be.
    """
    nearest = sorted(nearness, key=lambda note_id: -nearness[note_id])[:MOST]
    found: list[Note] = []
    for note in notes:
        if note.id not in nearest or not bears_on(observation, note):
            continue
        # “Ada has left the bank” is about hers, not about mine.
        if ends_another and not same_person(observation.subject, note.subject):
            continue
        if goes_on_about(observation, endings, note):
            continue
        here = told_here(note)
        days = (said_at - note.recorded_at).days
        is_said = _says_it_changed(observation, endings, note, told_here=here)
        seen = signals(
            observation,
            endings,
            note,
            nearness,
            told_here=here,
            days=days,
            ends_another=ends_another,
        )
        if likelihood(seen) >= (likely if is_said else LIKELY_UNSAID):
            found.append(note)
    return found


def _says_it_changed(
    observation: Observation, endings: Sequence[Ending], note: Note, *, told_here: bool
) -> bool:
    """Whether what is told says that something is other than before."""
    text = observation.text
    return bool(
        endings
        or denials_of(text)
        or another_date(text, note.text)
        or _CHANGED.search(text)
        or (told_here and _CORRECTS.search(text))
    )


def bears_on(observation: Observation, note: Note) -> bool:
    """Whether both are about the same, or name the same thing: “somebody came for the Corsa” after
    “I drive a Corsa”; or what the person tells of themselves in one of them speaks of whom the
    other is about: “Gethin has emigrated” after “I run with Gethin”."""
    mine, theirs = observation.subject, note.subject
    if same_person(mine, theirs):
        return True
    named = _things(observation.text) & _things(note.text)
    if named - set(content(f"{split(mine)[1]} {split(theirs)[1]}")):
        return True
    if theirs == SELF:
        return _speaks_of(note.text, mine)
    return mine == SELF and _speaks_of(observation.text, theirs)


@lru_cache(maxsize=2_000)
def _things(text: str) -> frozenset[str]:
    """The stems of the things and people a text names."""
    named = " ".join(word.text for word in tagged(text) if word.tag in ("NOUN", "PROPN"))
    return frozenset(content(named))


def goes_on_about(observation: Observation, endings: Sequence[Ending], note: Note) -> bool:
    """Whether what is told only says that a state lasts, or more of it: “ten years at the tax
    office today” after “I work for the tax office”."""
    text = observation.text
    if not endings and _ONCE_NOT.search(text):
        return True
    if endings or denials_of(text) or another_date(text, note.text) or _TURNS.search(text):
        return False
    if _keeps(observation, note):
        return True
    states = [claim for claim in note.claims if single(claim.attribute) and claim.ended_at is None]
    held = content(" ".join(claim.value for claim in states) if states else note.text)
    return bool(held) and set(held) <= set(content(text)) and bool(_LASTS.search(text))


def _keeps(observation: Observation, note: Note) -> bool:
    """Whether both give the same value of a state of which there is one at a time."""
    return any(
        new.attribute == old.attribute and single(new.attribute) and agree(new.value, old.value)
        for new in observation.claims
        for old in note.claims
        if old.ended_at is None
    )


def _speaks_of(text: str, label: str) -> bool:
    return bool(set(content(split(label)[1] or label)) & set(content(text)))


def may_be_outdated(note: Note) -> bool:
    """Whether a note may be of the past one day; a name, an allergy or who somebody is to the
    person does not end without a word, and what has happened has happened."""
    if note.status is not NoteStatus.ACTIVE or note.kind in (NoteKind.EPISODE, NoteKind.WISH):
        return False
    if any(claim.attribute in _LASTING for claim in note.claims) or not goes_on(note):
        return False
    met = [claim.value for claim in note.claims if claim.attribute == KNOWS]
    return not met or len(set(content(note.text)) - set(content(" ".join(met)))) > 1


def nearness_of(here: Vectors, vectors: Mapping[str, Vectors]) -> dict[str, float]:
    """The cosine of unit vectors of shape (dimensions,) with this one, by note id."""
    return {note_id: float(here @ vector) for note_id, vector in vectors.items()}


def likelihood(seen: Mapping[str, float]) -> float:
    """From 0 to 1, how likely a note of which these signals are seen is of the past."""
    return 1 / (1 + math.exp(-_BIAS - sum(_WEIGHTS[name] * value for name, value in seen.items())))


_CORRECTS = re.compile(
    r"\b(?:actually|i meant?|correction|wrong|mistake|misread|mixed up|typo|turns? out|instead"
    r"|moved"
    r"|changed?|pushed|postponed|new date|no wait|not)\b|n['’]t\b|^\W*(?:oops|sorry|ugh|no)\b",
    re.IGNORECASE,
)
_LITTLE = 3


def _phrase(clauses: Sequence[Clause]) -> str:
    return " ".join(word.text for word in clauses[0].subject)


def signals(
    observation: Observation,
    endings: Sequence[Ending],
    note: Note,
    nearness: Mapping[str, float],
    *,
    told_here: bool,
    days: int,
    ends_another: bool,
) -> dict[str, float]:
    """What speaks for and against an older note being of the past, each mostly from 0 to 1."""
    others = [cosine for note_id, cosine in nearness.items() if note_id != note.id]
    cosine = nearness[note.id]
    nearest = cosine >= max(others, default=-1.0)
    mine, theirs = content(observation.text), content(note.text)
    shared = with_kinds(mine) & with_kinds(theirs)
    ended = with_kinds(stem for ending in endings for stem in ending.stems)
    named = bool(ended & with_kinds(theirs))
    clauses = clauses_of(observation.text)
    of_it = bool(with_kinds(content(_phrase(clauses))) & with_kinds(theirs)) if clauses else False
    corrects = bool(_CORRECTS.search(observation.text))
    another = another_date(observation.text, note.text)
    denies = bool(denials_of(observation.text))
    now = bool(_NOW.search(observation.text))
    return {
        # Cosines of this embedder crowd between 0.7 and 0.9.
        "cosine": (cosine - 0.8) * 10,
        "margin": (cosine - max(others, default=0.8)) * 10,
        "nearest": float(nearest),
        "alone": float(not others),
        "shares words": float(bool(shared)),
        "share of words": len(shared) / max(1, min(len(mine), len(theirs))),
        "same domain": float(bool(set(tags_of(mine)) & set(tags_of(theirs)))),
        "same value": float(_keeps(observation, note)),
        "ends": float(bool(endings)),
        "ends it by name": float(named),
        "ends something else": float(bool(ended) and not named),
        "ends the nearest": float(nearest and bool(endings)),
        "ends another": float(ends_another),
        "denies": float(denies),
        "denies both": float(denies and bool(denials_of(note.text))),
        "now": float(now),
        "past tense": float(bool(_PAST.search(observation.text))),
        "event": float(observation.kind is NoteKind.EVENT),
        "plan": float(observation.kind is NoteKind.PLAN),
        "was a stay": float(is_stay(note.text)),
        "was a plan": float(note.kind is NoteKind.PLAN),
        "was an event": float(note.kind is NoteKind.EVENT),
        "goes on": float(bool(_GOES_ON.search(observation.text))),
        "adds": float(bool(_ADDS.search(observation.text))),
        "same talk": float(told_here),
        "months since": min(1.0, days / _MONTHS),
        "of the thing": float(of_it),
        "another date": float(another),
        "corrects a date": float(another and corrects),
        "follows": float(may_come_to_pass(observation.text)),
        "little said": float(len(mine) < _LITTLE),
    }
