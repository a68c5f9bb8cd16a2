"""What of the memory is in every prompt: the name, what was pinned, the wishes, the portrait in
short. It is read when a conversation is taken up, and stays the same while that goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from companion.domain import Note, NoteKind
from companion.memory.portrait import SHORT
from companion.store.store import Store

PORTRAIT = 300
"""The tokens that the portrait may take at the most."""


@dataclass(frozen=True, slots=True)
class Core:
    """The person's name, empty if they have not told it; the notes they want kept in mind; lines of
    the portrait; and the ids of all notes behind it."""

    name: str
    notes: tuple[Note, ...]
    portrait: tuple[str, ...]
    behind: frozenset[str]


def core_of(store: Store, tokens: int, count: Callable[[str], int], *, small: bool) -> Core:
    """The core in so many tokens.

    A `small` model is given no portrait: one of 135M parameters answered 24 of 37 questions right
    with it, and 25 with the name alone. One question more or less is noise, but it gains nothing.
    """
    notes = _latest(store.notes.pinned_and_wishes(), tokens, count)
    name, named_by = store.portraits.name()
    behind = {note.id for note in notes}
    if name:
        behind.add(named_by)
    lines: list[str] = []
    if not small:
        left = min(PORTRAIT, tokens - sum(count(note.text) for note in notes))
        lines, cited = _short(store, left, count, behind)
        behind |= cited
    return Core(name, tuple(notes), tuple(lines), frozenset(behind))


def _short(
    store: Store, tokens: int, count: Callable[[str], int], given: set[str]
) -> tuple[list[str], set[str]]:
    """The portrait's short form: the first lines of each section that fit and are not `given`
    already, and the ids of the notes behind them."""
    sections = {note.title: note for note in store.derived.of_kind(NoteKind.PORTRAIT, active=True)}
    cited = store.derived.cited([note.id for note in sections.values()])
    lines: list[str] = []
    behind: set[str] = set()
    for title, most in SHORT.items():
        note = sections.get(title)
        if note is None:
            continue
        rests = cited[note.id]
        known = {line for note_id, line in rests if note_id in given}
        for line in [one for one in note.text.split("\n") if one not in known][:most]:
            tokens -= count(line)
            if tokens < 0:
                return lines, behind
            lines.append(line)
        behind |= {note.id, *(note_id for note_id, _ in rests)}
    return lines, behind


def _latest(notes: Sequence[Note], tokens: int, count: Callable[[str], int]) -> list[Note]:
    """The latest of these notes that fit, in their order."""
    kept: list[Note] = []
    for note in reversed(notes):
        tokens -= count(note.text)
        if tokens < 0:
            break
        kept.insert(0, note)
    return kept
