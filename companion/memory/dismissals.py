"""“Not relevant”: what a person dismissed is not recalled again for questions like that one.

It is relevance feedback (Rocchio, 1971) kept to the pair of question and answer: the same memory
may be just right for another question, so it is none the weaker for that. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from companion.domain import RecalledNote
from companion.encoders.base import Vectors

if TYPE_CHECKING:
    from companion.memory.gather import Find

LIKE = 0.94
"""The cosine from which a question is like one before it.

Questions crowd together in e5-small-v2. Of 12 hand-written pairs that ask the same in other words
(“What's my dog called?”, “What is the name of my dog?”) 10 are above it, from 0.944 to 0.967, and
two below, 0.938 and 0.919. Of 17 pairs that ask something else 15 are below: 0.77 to 0.81 where
nothing is shared, 0.88 to 0.935 where one word differs (dog and cat). Two are above, 0.952 and
0.965: they ask another thing of the same (when and why I moved to Porto). No threshold parts them
all; this one rather shows something once more than it hides an answer."""


def against(vector: Vectors | None, dismissals: Iterable[tuple[str, Vectors]]) -> set[str]:
    """The ids of the items that were dismissed for a query like this one.

    `vector` is the query's, of shape (dimensions,) and length 1, like that of each of the
    `dismissals`, which stands beside the id of its item. Without a vector there are none.
    """
    if vector is None:
        return set()
    return {item_id for item_id, asked in dismissals if float(asked @ vector) >= LIKE}


def is_dismissed(item: RecalledNote, dismissed: Collection[str]) -> bool:
    """Whether an item is dismissed, or all the messages it rests on are."""
    messages = {source.message_id for source in item.sources}
    return item.item_id in dismissed or bool(messages and messages <= set(dismissed))


def without(finds: Mapping[str, Find], dismissed: Collection[str]) -> dict[str, Find]:
    """The finds less what is dismissed: a message with all that was noted of it, or a note, and the
    message that holds its words. The other notes of that message stay, each by itself."""
    kept: dict[str, Find] = {}
    for item, find in finds.items():
        if find.message_id in dismissed:
            continue
        notes = [note_id for note_id in find.notes if note_id not in dismissed]
        if len(notes) == len(find.notes):
            kept[item] = find
            continue
        for note_id in notes:
            kept.setdefault(note_id, replace(find, message_id="", notes=[note_id], place=None))
    return kept
