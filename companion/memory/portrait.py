"""The portrait: a short document about the person, and a log of how long you have talked.

It is kept as one note for each section (MemoryBank's user portrait: Zhong et al., 2023; the core
memory of Mem-α: Wang et al., 2025). A line quotes a note and cites it; rules choose which, by what
the notes claim, so that no line says more than was told. Made anew from the notes each time, never
from itself. What its owner edits is their own word, and stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from companion.domain import (
    JobState,
    Link,
    LinkKind,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
    new_id,
)
from companion.memory.forgotten import marks
from companion.memory.jobs import Desk, Edit, JobStep
from companion.store.store import Store
from companion.store.support import quoted

WRITER = "portrait 1"
WRITTEN = "written from your memories"
CHANGED = "your memories have changed"
LONGEST = 200
"""Characters of a note that a line may quote."""
MANY = 400
"""Notes about others that are looked at."""
PEOPLE, OF_EACH = 10, 2
"""How many people, and how many lines for each."""
PREFERENCES, TRAITS, WISHES = 10, 5, 10
"""How many lines these have at the most."""
CONVERSATIONS = (10, 100, 1000, 10_000)
"""How many conversations are a milestone."""
LIFE = {
    "name": ("Name", 1),
    "home": ("Home", 1),
    "work": ("Work", 1),
    "studies": ("Studies", 1),
    "partner": ("Partner", 1),
    "birthday": ("Birthday", 1),
    "diet": ("Diet", 1),
    "allergy": ("Allergy", 3),
    "pet": ("Pet", 3),
}
"""The attributes that tell of a life now: what each is called, and how many are told."""
_TRAIT = re.compile(
    r"^I(?:['’]m| am)(?: an?| also| quite| rather| very| really| pretty| such an?| a bit"
    r"| more of an?)* (?:[\w-]+ person\b(?! (?:who|that|at|in|on|from))|night owl|early riser"
    r"|(?:introvert|extrovert)(?:ed)?|perfectionist|optimist|pessimist|shy|stubborn|patient"
    r"|impatient|tidy|messy|(?:dis)?organi[sz]ed|curious|ambitious|cautious|easy-?going|outgoing"
    r"|sensitive|blunt|competitive|creative|punctual|forgetful|superstitious)\b(?! (?:about|to"
    r"|with|of|for|today|right now|now|this))",
    re.IGNORECASE,
)
_I_AM = ("I'm", "I’m", "I am")


class Section(StrEnum):
    """What a portrait has, in this order; the title of the note."""

    LIFE = "Life now"
    PEOPLE = "People"
    PREFERENCES = "Preferences"
    TRAITS = "Traits"
    WISHES = "How to answer"
    TALKS = "Our talks"


SHORT = {Section.LIFE: 12, Section.PEOPLE: 6, Section.PREFERENCES: 6, Section.TRAITS: 3}
"""The sections of the short form, and how many lines of each it has."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section, and the note it quotes, if one."""

    text: str
    note: Note | None = None


class Portrait:
    """Keeps the sections in step with the notes."""

    name = "portrait"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """A step for each section."""
        store = desk.store
        if _just_undone(store):
            return
        there = {note.title: note for note in store.derived.of_kind(NoteKind.PORTRAIT)}
        owned = store.derived.owned([note.id for note in there.values()])
        for section, told in sections(store, desk.now):
            before = there.get(section)
            lines = _not_undone(told, before, store)
            if section is Section.TALKS and before is None and _was_taken_away(store):
                continue
            edit = _edit(section, lines, before, desk.now)
            if edit is None or edit.after.id in owned:
                yield JobStep()
            elif not store.tombstones.buried_at(marks(edit.after)):
                yield JobStep((edit,), did={"sections": 1})


def sections(store: Store, now: datetime) -> Iterator[tuple[Section, list[Line]]]:
    """The portrait as the notes tell it now, one after the other, each note quoted once."""
    told: set[str] = set()
    portraits = store.portraits
    life = [
        line
        for attribute, (label, most) in LIFE.items()
        for line in _lines(portraits.claiming(attribute, most), told, f"{label}: ")
    ]
    yield Section.LIFE, life
    yield Section.PEOPLE, _lines(_of_people(portraits.of_others(MANY)), told)
    yield Section.PREFERENCES, _lines(portraits.of_kind(NoteKind.PREFERENCE, PREFERENCES), told)
    yield Section.TRAITS, _lines(_traits(store), told)[:TRAITS]
    yield Section.WISHES, _lines(portraits.of_kind(NoteKind.WISH, WISHES), told)
    yield Section.TALKS, [Line(text) for text in talks(portraits.talks(), now)]


def talks(began: Sequence[datetime], now: datetime) -> list[str]:
    """The log of the relationship: since when you talk, and what has been reached since. `began`
    are the times when conversations began, oldest first."""
    if not began:
        return []
    first = began[0].astimezone()
    reached = [(began[n - 1].astimezone(), f"{n:,} conversations") for n in CONVERSATIONS
               if n <= len(began)]  # fmt: skip
    for years in range(1, now.year - first.year + 1):
        day = first + timedelta(days=round(365.25 * years))
        if day <= now:
            reached.append((day, f"{years} year{'s' if years > 1 else ''} of talking"))
    log = [f"{what} on {_day(day)}." for day, what in sorted(reached)]
    return [f"Talking since {_day(first)}.", *log]


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _lines(notes: Iterable[Note], told: set[str], label: str = "") -> list[Line]:
    lines = []
    for note in notes:
        if note.id not in told and len(note.text) <= LONGEST:
            told.add(note.id)
            lines.append(Line(f"{label}{quoted(note.text)}", note))
    return lines


def _of_people(notes: Sequence[Note]) -> list[Note]:
    """Notes that name whom they are about, person by person, whom most is known of first."""
    known: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        if note.subject.split(" ")[-1].casefold() in note.text.casefold():
            known[note.subject].append(note)
    foremost = sorted(known.items(), key=lambda it: (-len(it[1]), it[0]))[:PEOPLE]
    return [note for _, of_one in foremost for note in of_one[:OF_EACH]]


def _traits(store: Store) -> list[Note]:
    return [
        note
        for words in _I_AM
        for note in store.portraits.saying(words, MANY)
        if _TRAIT.search(note.text)
    ]


def _edit(
    section: Section, lines: Sequence[Line], before: Note | None, now: datetime
) -> Edit | None:
    """What makes a section say these lines; None when nothing is to be done."""
    text = "\n".join(line.text for line in lines)
    if before is not None:
        status = NoteStatus.ACTIVE if lines else NoteStatus.RETIRED
        after = replace(before, text=text, status=status, updated_at=now)
        if (text, status) == (before.text, before.status):
            return None
    elif lines:
        made = Note(new_id(), NoteKind.PORTRAIT, text, Origin.RULE, now, now)
        after = replace(made, writer=WRITER, title=section)
    else:
        return None
    links = tuple(
        Link(after.id, line.note.id, LinkKind.SUPPORTS, line.text) for line in lines if line.note
    )
    made_of = tuple(line.note for line in lines if line.note)
    return Edit(before, after, CHANGED if before else WRITTEN, links=links, made_of=made_of)


def _was_taken_away(store: Store) -> bool:
    """Whether there is no portrait because its owner has undone it."""
    there = store.derived.of_kind(NoteKind.PORTRAIT, active=True)
    return not there and store.runs.was_undone(Portrait.name)


def _not_undone(lines: Sequence[Line], before: Note | None, store: Store) -> Sequence[Line]:
    """The lines without those that its owner has undone; where they undid a change of the section,
    and it would have nothing new, the lines that it has."""
    ids = [line.note.id for line in lines if line.note]
    declined = store.runs.declined(Portrait.name, [*ids, *([before.id] if before else [])])
    if not declined:
        return lines
    has = before.text.split("\n") if before else []
    left = [it for it in lines if it.text in has or not (it.note and it.note.id in declined)]
    if before and before.id in declined and all(line.text in has for line in left):
        by_text = {line.text: line for line in lines}
        return [by_text.get(text, Line(text)) for text in has if text]
    return left


def _just_undone(store: Store) -> bool:
    """Whether the last portrait was undone, and nothing was told since."""
    last, changed_at = store.runs.last_ended(Portrait.name), store.portraits.changed_at()
    if last is None or last.state is not JobState.UNDONE:
        return False
    return changed_at is None or last.ended_at is None or changed_at <= last.ended_at
