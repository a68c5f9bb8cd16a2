"""What was forgotten must not come back when old talk is repeated, and must when it is said anew.

Each sample tells something (`told`, one session), has all notes forgotten that hold any of the
words `forget`, and goes on with `later` sessions. Where `anew` is true the person says it there
again of their own accord; else they only confirm, quote or paste what the companion repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from companion.clock import FixedClock
from companion.domain import NoteDetail, NoteStatus, Role
from companion.errors import CompanionError
from companion.evaluate.replay import Said, Writer, say, throwaway_store
from companion.evaluate.report import Counts, Failure, Figures, Part, share
from companion.store.store import Store
from companion.trash import UNDO_S, Trash

_OUT_OF_SIGHT = (NoteStatus.RETIRED, NoteStatus.FORGOTTEN)


@dataclass(frozen=True, slots=True)
class ResurrectionCounts(Counts):
    """How many things stayed forgotten or were said anew, how many sessions repeated them, and what
    became of that."""

    forgotten: int
    sessions: int
    revived: int
    anew: int
    back: int

    def figures(self) -> Figures:
        return {
            "revived": self.revived,
            "said_anew": share(self.back, self.anew),
            "forgotten": self.forgotten,
            "sessions": self.sessions,
            "anew": self.anew,
        }


def evaluate(samples: Iterable[dict[str, Any]], writer: Writer) -> Iterator[Part]:
    """One part for each sample, grouped by theme. Raises CompanionError when a sample tells nothing
    that could be forgotten."""
    for sample in samples:
        told = _session(sample["told"])
        with throwaway_store(told[0].at) as store:
            yield _part(sample, told, writer, store)


def _part(sample: dict[str, Any], told: Sequence[Said], writer: Writer, store: Store) -> Part:
    say(told, writer, store)
    clock = FixedClock(told[-1].at + timedelta(minutes=5))
    known = _holding(store, sample["forget"])
    if not known:
        raise CompanionError(f"{sample['id']}: nothing was noted that could be forgotten.")
    trash = Trash(store, clock)
    trash.forget_notes([it.note.id for it in known])
    clock.advance(timedelta(seconds=UNDO_S + 1))
    for _ in trash.purge():
        pass
    later = [_session(session) for session in sample["later"]]
    for session in later:
        say(session, writer, store)
    back = _holding(store, sample["forget"])
    if sample["anew"]:
        failures = () if back else (Failure(sample["id"], "did not come back", ()),)
        return Part(sample["theme"], ResurrectionCounts(0, 0, 0, 1, int(bool(back))), failures)
    failures = (Failure(sample["id"], "came back", tuple(back)),) if back else ()
    return Part(sample["theme"], ResurrectionCounts(1, len(later), int(bool(back)), 0, 0), failures)


def _holding(store: Store, words: Sequence[str]) -> list[NoteDetail]:
    """The notes, episodes too, that can be recalled or seen and hold any of these words."""
    held = re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words), re.IGNORECASE)
    # Of an episode the gist is its text; what was said is what it is found by.
    notes = store.notes.find(limit=store.notes.count())
    found = [note for note in notes if held.search(f"{note.text} {note.key_text}")]
    there = [note.id for note in found if note.status not in _OUT_OF_SIGHT]
    return list(store.notes.details(there).values())


def _session(session: dict[str, Any]) -> list[Said]:
    at = datetime.fromisoformat(session["at"])
    return [
        Said(Role(turn["role"]), turn["text"], at + timedelta(seconds=20 * place))
        for place, turn in enumerate(session["turns"])
    ]
