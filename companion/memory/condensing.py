"""The job that lets old episodes lose detail, once what matters in them is noted.

Of an episode that has long been over, that nobody has asked for of late, and that its writers have
read, the index keeps what its notes and its gist tell, and what is unlike both; other messages are
withheld from it. That is what ReadAgent's gists are for (Lee et al., 2024): what is remembered is
short, and points to the pages. Nothing is lost: a withheld message stands in its conversation, is
found by its words, and by its meaning as soon as anything of its episode is found (`behind`). So
the index grows with what there is to know, and not with all that was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from companion.domain import Role
from companion.encoders.base import Vectors
from companion.memory.jobs import Desk, JobStep
from companion.memory.model_prompt import WRITER
from companion.memory.sentences import sentences
from companion.memory.summariser import able_model
from companion.memory.words import content
from companion.store.condensed import Old, Part

HORIZON = timedelta(days=180)
"""How long an episode has been over before it loses detail: as long as a note is in the archive
before it is folded."""
OF_LATE = timedelta(days=90)
"""How long ago a reply was last given something of an episode that is not asked for any more."""
ALIKE = 0.5
"""The cosine, of what sets two vectors apart from all others, from which what is found by the one
is found by the other, too: well above that of two notes of one topic (`grouping.BASE`)."""
PAGE = 8


class Condensing:
    """Withholds from the index what of old episodes is told by what it keeps of them."""

    name = "condensing"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Look at every episode once that is old enough, oldest first."""
        store, after = desk.store, ""
        if (centre := desk.centre()) is None:
            return
        # What a model can still find in an episode is not noted yet.
        writer = WRITER if able_model(desk) else ""
        before, asked = desk.now - HORIZON, desk.now - OF_LATE
        while found := store.condensed.waiting(before, asked, after, PAGE, writer):
            after = found[-1][0]
            declined = store.runs.declined(self.name, [note_id for note_id, _ in found])
            old = [one for one in found if one[0] not in declined]
            episodes = store.condensed.old(old, store.fingerprint)
            withheld = {one.id: tuple(dispensable(one, centre)) for one in episodes}
            told = sum(bool(ids) for ids in withheld.values())
            yield JobStep(condensed=withheld, did={"condensed": told} if told else {})


def dispensable(old: Old, centre: Vectors) -> list[str]:
    """The messages of an old episode that are as good as told by what stays: by a note, by one that
    the gist quotes, or by another one of the same side. The gist comes first, then what has most
    telling words."""
    stays: dict[Role, list[Vectors]] = {Role.USER: _apart(old.noted, centre), Role.ASSISTANT: []}
    gone: list[str] = []
    ranked = sorted(old.parts, key=lambda it: (not _quoted(it, old.gist), -_weight(it)))
    for part in ranked:
        (vector,) = _apart([part.vector], centre)
        told = any(float(vector @ other) >= ALIKE for other in stays[part.role])
        if not _quoted(part, old.gist) and (told or not _weight(part)):
            gone.append(part.message_id)
        else:
            stays[part.role].append(vector)
    return gone


def _quoted(part: Part, gist: str) -> bool:
    said = (" ".join(part.text[start:end].split()) for start, end in sentences(part.text))
    return part.role is Role.USER and any(one in gist for one in said)


def _weight(part: Part) -> int:
    return len(content(part.text))


def _apart(vectors: Sequence[Vectors], centre: Vectors) -> list[Vectors]:
    rows = [vector / max(float(np.linalg.norm(vector)), 1e-9) - centre for vector in vectors]
    return [row / max(float(np.linalg.norm(row)), 1e-9) for row in rows]
