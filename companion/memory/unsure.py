"""Which notes may say the same, though it is not sure enough to join them: their owner is asked.

Two notes of one kind about one person, with the same numbers, names and negations, that claim
nothing different, and have most of their telling words in common; or fewer, if they are very near
in meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from companion.domain import Note, NoteKind
from companion.memory.claims import single
from companion.memory.words import content

WORDS = 0.6
"""The share of their telling words that both have."""
FEWER_WORDS = 0.4
NEAR = 0.93
"""The cosine from which on fewer words will do."""
LEAST = 2
"""Telling words that both must have: “I ran” and “I ran far” are little to go by."""


def unsure(note: Note, others: Sequence[Note], cosines: Mapping[str, float]) -> Iterator[Note]:
    """Those of the others that may say the same; `cosines` are those of their vectors with that of
    the note, by id, as far as they are known."""
    for other in others:
        if other.id != note.id and _alike(note, other, cosines.get(other.id, 0.0)):
            yield other


def _alike(one: Note, other: Note, cosine: float) -> bool:
    if (
        one.kind is not other.kind
        or one.kind is NoteKind.WISH
        or one.subject.casefold() != other.subject.casefold()
        or (one.hushed, one.inferred) != (other.hushed, other.inferred)
        or one.valid_to != other.valid_to
        or _claims_differ(one, other)
    ):
        return False
    mine, theirs = set(content(one.text)), set(content(other.text))
    both, share = mine & theirs, len(mine & theirs) / max(1, len(mine | theirs))
    return len(both) >= LEAST and (share >= WORDS or (share >= FEWER_WORDS and cosine >= NEAR))


def _claims_differ(one: Note, other: Note) -> bool:
    """Whether both claim something, and not of the same: to love is not to hate, and of what there
    is but one, such as a home, another value is another thing."""
    mine = {it.attribute: (it.value.casefold(), it.ended_at) for it in one.claims}
    theirs = {it.attribute: (it.value.casefold(), it.ended_at) for it in other.claims}
    if mine and theirs and mine.keys() != theirs.keys():
        return True
    return any(single(name) and mine[name] != theirs[name] for name in mine.keys() & theirs.keys())
