"""What cannot both be so, when it is not said which is: both notes are kept, and linked. Pure.

A home or a job changes, so the newer statement supersedes. A birthday, a name, a place of birth, an
allergy or an age (counted from when it was told) does not: two of them clash, unless the person
says that they correct themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from companion.domain import Claim, Link, LinkKind, Note, NoteKind, NoteStatus
from companion.memory.claims import agree
from companion.memory.observation import Observation
from companion.memory.people import same_person
from companion.memory.words import content

_TIMELESS = ("birthday", "name")
_BORN = re.compile(
    r"\bborn (?:and raised )?(?:on |in )(?P<value>[^,.;:!?()]+?)(?=$|[,.;:!?()]| and\b| but\b)",
    re.I,
)
_ALLERGIC = re.compile(r"\ballergic to (?P<value>[^,.;:!?()]+)", re.IGNORECASE)
_NOT_ALLERGIC = re.compile(r"\b(?:not|never|n['’]t)(?: \w+)? allergic\b", re.IGNORECASE)
_CORRECTS = re.compile(
    r"\b(?:actually|i meant|i mean|correction|sorry|wrong|mistake|misspoke|mixed up|turns? out"
    r"|in fact|really is|no longer|any ?more|not \w+ but|renamed|changed|legally|now|typo|lied"
    r"|joking|kidding|teasing|joke|outgrew|outgrown|cured|found out|instead)\b|^\W*no,",
    re.IGNORECASE,
)
_YEAR_DAYS = 365.25


def clashes(
    observation: Observation, known: Sequence[Note], said_at: datetime
) -> list[tuple[Note, str]]:
    """The active notes that cannot be so if the observation is, and why: both are kept."""
    if observation.inferred or not may_clash(observation) or _CORRECTS.search(observation.text):
        return []
    found = []
    for note in known:
        if (
            note.status is NoteStatus.ACTIVE
            and note.kind not in (NoteKind.EPISODE, NoteKind.WISH)
            and same_person(observation.subject, note.subject)
            and (reason := next(_clash(observation, note, said_at), ""))
        ):
            found.append((note, reason))
    return found


def may_clash(told: Observation | Note) -> bool:
    """Whether what is told holds anything that something else told could contradict."""
    return (
        any(_timeless(claim) for claim in told.claims)
        or _BORN.search(told.text) is not None
        or _ALLERGIC.search(told.text) is not None
    )


def contradiction(note_id: str, older: Note, reason: str) -> Link:
    """The link that keeps both."""
    return Link(note_id, older.id, LinkKind.CONTRADICTS, reason)


def _clash(observation: Observation, note: Note, said_at: datetime) -> Iterator[str]:
    for new in observation.claims:
        for old in note.claims:
            timeless = _timeless(new)
            if old.ended_at is not None or timeless != _timeless(old) or not timeless:
                continue
            if timeless in _TIMELESS and _differ(new.value, old.value):
                yield f"{timeless}: {old.value} or {new.value}?"
            if timeless == "age" and not _ages_fit(old.value, new.value, note, said_at):
                yield f"age: {old.value} then, {new.value} now?"
    born = _BORN.search(observation.text)
    was_born = born and _BORN.search(note.text)
    if born and was_born and _differ(born["value"], was_born["value"]):
        yield f"born: {was_born['value']} or {born['value']}?"
    if one := _differing_allergy(observation.text, note.text):
        yield f"allergic to {one}, or not?"


def _timeless(claim: Claim) -> str:
    """What a claim is about that does not change, or changes with the years alone; else empty."""
    if claim.attribute.endswith("birthday"):
        # On a Friday it is this year only.
        return "birthday" if re.search(r"\d", claim.value) else ""
    return claim.attribute if claim.attribute in ("name", "age") else ""


def _ages_fit(old: str, new: str, note: Note, said_at: datetime) -> bool:
    """Whether somebody can have been `old` when that was told and be `new` now."""
    if not (old.isdecimal() and new.isdecimal()):
        return True
    years = (said_at - (note.valid_from or note.recorded_at)).days / _YEAR_DAYS
    return years - 1 <= int(new) - int(old) <= years + 1


def _differ(one: str, other: str) -> bool:
    """Whether two values are of one sort, years or names, and not the same."""
    numbers = bool(re.search(r"\d", one)), bool(re.search(r"\d", other))
    return numbers[0] == numbers[1] and not agree(one, other)


def _differing_allergy(one: str, other: str) -> str:
    mine = _ALLERGIC.search(one)
    theirs = mine and _ALLERGIC.search(other)
    if mine is None or theirs is None:
        return ""
    shared = set(content(mine["value"])) & set(content(theirs["value"]))
    denied = bool(_NOT_ALLERGIC.search(one)), bool(_NOT_ALLERGIC.search(other))
    return mine["value"].strip() if shared and denied[0] != denied[1] else ""
