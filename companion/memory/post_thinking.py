"""Post-thinking: what a reply concluded from several memories is kept, not derived anew.

TiM (Liu et al., 2023) keeps the thoughts that recall and answering led to. Here only those are kept
that are certain: a sentence of a reply whose parts are each said by one of the memories it used,
and by no single one all of them, in the memories' own words. It joins what was told, and says
nothing of why. Even so it is the model that brought it together: it waits in the shadow, out of
every prompt, until a reply on another day comes to the same, or its owner confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus, Origin, new_id
from companion.memory.forgotten import marks
from companion.memory.ground import told_by
from companion.memory.guard import reads_as_instruction
from companion.memory.hedges import GUESSED, GUESSED_AGAIN
from companion.memory.jobs import EDITS, Edit, JobStep
from companion.memory.sentences import sentences
from companion.memory.tags import tags_of
from companion.memory.talk import is_question
from companion.memory.words import content
from companion.store.reflections import Answer
from companion.store.store import Store

WRITER = "post-thinking 1"
REPLIES = 200
"""The latest replies that are looked at."""
LONGEST = 300
"""Characters of a conclusion."""
CONCLUDED = "a reply brought it together"
AGAIN = "another reply came to the same"
_WHY = re.compile(
    r"\b(?:so|therefore|thus|hence|because|since|as|though|although|while|if|when|why|which"
    r"|means?|suggests?|seems?)\b",
    re.IGNORECASE,
)
"""What says more than that both are so."""
_IN_FIRST_PERSON = tuple(
    (re.compile(rf"\b{said}\b", re.IGNORECASE), mine)
    for said, mine in (
        ("you are", "I am"),
        ("you['’]re", "I'm"),
        ("you were", "I was"),
        ("yourself", "myself"),
        ("yours", "mine"),
        ("your", "my"),
        ("you", "I"),
    )
)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a reply said at a time, in the person's own words, and the notes that say it."""

    text: str
    said_at: datetime
    rests_on: tuple[Note, ...]


def conclusions(answer: Answer) -> Iterator[Conclusion]:
    """The conclusions of a reply. Pure."""
    quotes = [note.text for note in answer.used]
    for start, end in sentences(answer.reply.text):
        said = " ".join(answer.reply.text[start:end].split())
        if len(said) > LONGEST or is_question(said) or _WHY.search(said):
            continue
        text = _in_first_person(said)
        parts = told_by(text, quotes)
        together = len(parts) > 1 and all(parts) and not set.intersection(*parts)
        if together and not reads_as_instruction(text):
            places = sorted({min(of) for of in parts})
            yield Conclusion(text, answer.reply.created_at, tuple(answer.used[it] for it in places))


def keep(found: Sequence[Conclusion], job: str, store: Store, now: datetime) -> Iterator[JobStep]:
    """The steps that store conclusions, and confirm those that were reached before; none that its
    owner has undone. In other words it is the same if it rests on the same notes."""
    if not found:
        return
    insights = {note.id: note for note in store.derived.of_kind(NoteKind.INSIGHT)}
    cited = store.derived.cited([*insights])
    known = {frozenset(i for i, _ in rests): insights[it] for it, rests in cited.items()}
    owned = store.derived.owned([*insights])
    edits: dict[frozenset[str], Edit] = {}
    for one in found:
        ids = frozenset(note.id for note in one.rests_on)
        before = known.get(ids)
        if before is not None and before.id in owned:
            continue
        after = _written(one, now) if before is None else _reached_again(before, one, now)
        if after is None or store.runs.declined(job, [*ids]) >= ids:
            continue
        if not store.tombstones.buried_at(marks(after)):
            links = tuple(Link(after.id, i, LinkKind.SUPPORTS, "") for i in sorted(ids))
            reason = CONCLUDED if before is None else AGAIN
            edits.setdefault(ids, Edit(before, after, reason, links=links, made_of=one.rests_on))
    every = [*edits.values()]
    for start in range(0, len(every), EDITS):
        some = tuple(every[start : start + EDITS])
        yield JobStep(some, did={"conclusions": len(some)})


def _written(one: Conclusion, now: datetime) -> Note:
    made = Note(new_id(), NoteKind.INSIGHT, one.text, Origin.MODEL, one.said_at, now)
    return replace(
        made,
        status=NoteStatus.SHADOW,
        inferred=True,
        confidence=GUESSED,
        writer=WRITER,
        title=f"{' '.join(sorted(content(one.text)))}, concluded",
        tags=tags_of(content(one.text)),
    )


def _reached_again(before: Note, one: Conclusion, now: datetime) -> Note | None:
    """A conclusion that waits, once it is reached on another day."""
    later = one.said_at.date() > before.recorded_at.date()
    if before.status is not NoteStatus.SHADOW or not later:
        return None
    return replace(before, status=NoteStatus.ACTIVE, confidence=GUESSED_AGAIN, updated_at=now)


def _in_first_person(said: str) -> str:
    for second, first in _IN_FIRST_PERSON:
        said = second.sub(first, said)
    return said[:1].upper() + said[1:]
