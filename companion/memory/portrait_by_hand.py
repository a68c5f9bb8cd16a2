"""What its owner does to the portrait by hand: they write a section, or hand it back. For the data
lane."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from companion.acts import Act
from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus, Origin, new_id, whole
from companion.errors import CompanionError
from companion.memory.portrait import WRITER, Section, sections
from companion.store.store import Store
from companion.store.support import HANDED_BACK

WRITTEN = "you wrote it"


def write(store: Store, now: datetime, title: str, text: str) -> Act:
    """Make a section say this. Raises CompanionError without words."""
    lines = [" ".join(line.split()) for line in whole(text).split("\n")]
    said = "\n".join(line for line in lines if line)
    if not said:
        raise CompanionError("A section needs words.", "Write some, or hand it back.")
    with store.acts.hand(now) as hand:
        note = _section(store, title)
        if note is None:
            made = Note(new_id(), NoteKind.PORTRAIT, said, Origin.USER, now, now)
            hand.write(replace(made, title=Section(title), writer=WRITER), WRITTEN)
        else:
            hand.change(note.id, WRITTEN, text=said, status=NoteStatus.ACTIVE)
    return hand.act


def hand_back(store: Store, now: datetime, title: str) -> Act:
    """Make a section say what the notes tell now, as if its owner had never written in it."""
    lines = next(lines for section, lines in sections(store, now) if section == title)
    with store.acts.hand(now) as hand:
        note = _section(store, title)
        if note is None:
            return Act()
        text = "\n".join(line.text for line in lines)
        status = NoteStatus.ACTIVE if lines else NoteStatus.RETIRED
        hand.change(note.id, HANDED_BACK, text=text, status=status)
        for line in lines:
            if line.note:
                cites = Link(note.id, line.note.id, LinkKind.SUPPORTS, line.text)
                hand.unlink(cites)
                hand.link(cites)
    return hand.act


def _section(store: Store, title: str) -> Note | None:
    there = [it for it in store.derived.of_kind(NoteKind.PORTRAIT) if it.title == title]
    return there[-1] if there else None
