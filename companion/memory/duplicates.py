"""The job that joins what is remembered twice: one note stays, with all the words that were said.

A wrong join is worse than a duplicate, so two notes must say the same in the same words (fillers
aside), or claim the same in nearly the same words with the same numbers, names and negations; or
one must say all that the other does, and more. What is told of a day must be of the same day. The
other note is retired, with a link, and can be brought back. Only notes that are new since the last
run are compared, with those that have most of their words (`overlap`): what its owner undid stays
undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from companion.domain import (
    JobState,
    Link,
    LinkKind,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
)
from companion.encoders.base import Vectors
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.merging import LASTING, says_more
from companion.memory.observation import Observation
from companion.memory.overlap import Overlap, names, negations, plain_words
from companion.memory.unsure import FEWER_WORDS, unsure
from companion.memory.words import content
from companion.store.runs import Runs
from companion.store.store import Store

DUPLICATES = "duplicates"
Told = tuple[str, NoteKind, str, str]
"""The id, kind, subject and text of a note."""
THE_SAME = "it says the same"
SAYS_MORE = "the other says all of it, and more"
PAGE = 8
READ = 500
"""Notes whose words are read in one step."""
MOST_ASKED = 20
"""Pairs of notes that its owner is asked about at a time: who is asked a hundred things answers
none. What comes up while so many wait is not asked."""
ALIKE = 0.95
"""Cosine of two notes that claim the same and may be one."""
WORDS_ALIKE = 0.75
"""The share of their telling words that both have."""
_OF_A_DAY = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|this|last|next|ago|just|recently|now|currently"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


class Duplicates:
    """Joins notes that say the same."""

    name = DUPLICATES

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Compare each note that is new with all that were there before, oldest first."""
        since = looked_at_until(desk.store.runs, self.name)
        overlap = Overlap()
        new: list[str] = []
        for some in _told(desk.store, since):
            new += [told[0] for told in some]
            for told in some:
                overlap.add(*told)
            yield JobStep()
        if since is not None and new:
            for some in _told(desk.store, None):
                for told in some:
                    overlap.meet(*told)
                yield JobStep()
        gone: set[str] = set()
        room = MOST_ASKED - len(desk.store.pending.joins(MOST_ASKED))
        for start in range(0, len(new), PAGE):
            for note_id in new[start : start + PAGE]:
                found = overlap.like(note_id, FEWER_WORDS if room > 0 else WORDS_ALIKE)
                if note_id not in gone and found:
                    found = [it for it in found if it not in gone]
                    step = _step(note_id, found, desk, asks=room > 0)
                    room -= len(step.unsure)
                    gone.update(it.before.id for it in step.edits if it.before and it.told_by)
                    # One by one: what stays here may be joined to another one next.
                    yield step
            yield JobStep()


def _told(store: Store, since: datetime | None) -> Iterator[list[Told]]:
    after = ""
    while some := store.notes.words(after, READ, since):
        yield some
        after = some[-1][0]


def _step(note_id: str, found: Sequence[str], desk: Desk, *, asks: bool) -> JobStep:
    """Join a note with one of those found, if it says the same, or have its owner asked."""
    store = desk.store
    with store.database.read():
        notes = {it.id: it for it in store.notes.among([note_id, *found])}
        # What was joined before, and its owner has brought back, is not joined again.
        declined = store.runs.declined(DUPLICATES, [*notes])
        others = [it for i, it in notes.items() if i != note_id and not {note_id, i} <= declined]
        if note_id not in notes or not others:
            return JobStep()
        pair = _pair(notes[note_id], others, store)
        if pair is not None:
            return _join(*pair, desk)
        asked = _doubts(notes[note_id], others, store) if asks else ()
        return JobStep(unsure=asked, did={"unsure": len(asked)}) if asked else JobStep()


def looked_at_until(runs: Runs, job: str) -> datetime | None:
    """Since when notes have not been looked at by this job; None when it never came to its end."""
    last = runs.last_ended(job)
    return last.started_at if last is not None and last.state is not JobState.FAILED else None


def same(one: Note, other: Note, cosine: float | None) -> bool:
    """Whether two notes say the same of the same; `cosine` is that of their vectors, if known."""
    if (
        one.kind is not other.kind
        or one.subject.casefold() != other.subject.casefold()
        or (one.hushed, one.inferred) != (other.hushed, other.inferred)
        or one.valid_to != other.valid_to
        or not _of_one_day(one, other)
    ):
        return False
    if plain_words(one.text) == plain_words(other.text):
        return True
    mine, theirs = set(content(one.text)), set(content(other.text))
    return (
        cosine is not None
        and cosine >= ALIKE
        and bool(one.claims)
        and {(it.attribute, it.value.casefold(), it.ended_at) for it in one.claims}
        == {(it.attribute, it.value.casefold(), it.ended_at) for it in other.claims}
        and len(mine & theirs) >= WORDS_ALIKE * len(mine | theirs)
        and negations(one.text) == negations(other.text)
        and names(one.text) == names(other.text)
    )


def _pair(note: Note, others: Sequence[Note], store: Store) -> tuple[Note, Note, str] | None:
    """The note that stays, the one that goes, and why; None when nothing says the same."""
    cosines = _cosines(note, others, store)
    for other in sorted(others, key=lambda it: it.id):
        if note.kind is NoteKind.WISH:
            continue
        older, newer = sorted((note, other), key=lambda it: (it.recorded_at, it.id))
        if same(older, newer, cosines.get(other.id)):
            # What its owner wrote or pinned stays.
            ours, theirs = (it.pinned or it.origin is Origin.USER for it in (older, newer))
            if not (ours and theirs):
                return (newer, older, THE_SAME) if theirs else (older, newer, THE_SAME)
        elif _more(newer, older):
            return newer, older, SAYS_MORE
        elif _more(older, newer):
            return older, newer, SAYS_MORE
    return None


def _doubts(note: Note, others: Sequence[Note], store: Store) -> tuple[tuple[str, str], ...]:
    """The pairs that its owner is to be asked about, and never was."""
    older = [it for it in others if it.id < note.id and _distinct_alike(note, it)]
    alike = list(unsure(note, older, _cosines(note, older, store))) if older else []
    known = store.pending.known(note.id) if alike else set()
    return tuple((note.id, it.id) for it in alike if it.id not in known)


def _distinct_alike(note: Note, other: Note) -> bool:
    """Whether nothing that must not be mixed up tells two notes apart: days, numbers, names."""
    return (
        _of_one_day(note, other)
        and negations(note.text) == negations(other.text)
        and names(note.text) == names(other.text)
    )


def _more(fuller: Note, note: Note) -> bool:
    lasting = fuller.kind in LASTING and note.kind in LASTING
    if not lasting or note.pinned or not _of_one_day(fuller, note):
        return False
    said = Observation(fuller.kind, fuller.text, 0, len(fuller.text), fuller.subject, fuller.claims)
    claimed = {(it.attribute, it.value.casefold()) for it in note.claims}
    return (
        claimed <= {(it.attribute, it.value.casefold()) for it in fuller.claims}
        and (fuller.hushed, fuller.inferred) == (note.hushed, note.inferred)
        and says_more(said, note)
    )


def _of_one_day(one: Note, other: Note) -> bool:
    """Whether what two notes tell is bound to no day, or to the same one."""
    bound = any(
        it.kind in (NoteKind.EVENT, NoteKind.PLAN) or _OF_A_DAY.search(it.text)
        for it in (one, other)
    )
    at = [it.valid_from or it.recorded_at for it in (one, other)]
    return not bound or abs(at[0] - at[1]) < timedelta(days=1)


def _cosines(note: Note, others: Sequence[Note], store: Store) -> Mapping[str, float]:
    ids = [note.id, *(it.id for it in others)]
    vectors = store.embeddings.of(ids, store.fingerprint)
    mine = vectors.get(note.id)
    return {} if mine is None else {i: _cosine(mine, it) for i, it in vectors.items()}


def _cosine(one: Vectors, other: Vectors) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1.0))


def _join(stays: Note, gone: Note, reason: str, desk: Desk) -> JobStep:
    said = desk.store.notes.details([gone.id])[gone.id].sources
    sources = tuple(replace(it, note_id=stays.id) for it in said)
    retired = replace(gone, status=NoteStatus.RETIRED, updated_at=desk.now)
    newer, older = sorted((stays.id, gone.id), reverse=True)
    link = Link(newer, older, LinkKind.RELATED, reason)
    edits = (
        Edit(stays, stays, reason, sources=sources, made_of=(gone,)),
        Edit(gone, retired, reason, links=(link,), made_of=(stays,), told_by=stays.id),
    )
    return JobStep(edits, did={"joined": 1})
