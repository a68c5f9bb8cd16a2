"""Dialogues in which what is true changes: does the store hold what is true at the end?

Each dialogue lists what is current, what is past and what never was, each entry by the turn that
says it and words of which a note about it holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.domain import SELF, NoteDetail, Role
from companion.evaluate.replay import Replayed, Said, Writer, in_history, is_current, replay
from companion.evaluate.report import Counts, Failure, Figures, Part, share


@dataclass(frozen=True, slots=True)
class StateCounts(Counts):
    """How many entries there are of each kind, and what was found of them."""

    current: int
    past: int
    never: int
    found: int
    wrong_person: int
    stale: int
    kept: int
    never_current: int

    def figures(self) -> Figures:
        right = self.found + (self.past - self.stale) + (self.never - self.never_current)
        return {
            "current_state_accuracy": share(right, self.current + self.past + self.never),
            "current_found": share(self.found, self.current),
            "wrong_person": share(self.wrong_person, self.current),
            "stale": share(self.stale, self.past),
            "history_kept": share(self.kept, self.past),
            "never_current": share(self.never_current, self.never),
            "current": self.current,
            "past": self.past,
            "never": self.never,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing expected of a dialogue: where it is said, in which words, and about whom."""

    turn: tuple[int, int]
    words: tuple[str, ...]
    subjects: tuple[str, ...]

    def __str__(self) -> str:
        session, turn = self.turn
        return f"[{session}, {turn}] {' / '.join(self.words)} ({', '.join(self.subjects)})"

    def matches(self, it: NoteDetail, replayed: Replayed) -> bool:
        """Whether a note rests on the turn and has one of the words."""
        session, turn = self.turn
        message = replayed.messages[session][turn]
        rests = any(source.message_id == message.id for source in it.sources)
        return rests and any(_holds(it.note.text, words) for words in self.words)

    def is_about(self, subject: str) -> bool:
        """Whether that is whom it is about."""
        return any(
            subject == SELF if name == SELF else _holds(subject, name) for name in self.subjects
        )

    def is_same_saying(self, other: Entry) -> bool:
        """Whether both are about the same words of the same turn."""
        return self.turn == other.turn and bool(set(self.words) & set(other.words))


def evaluate(dialogues: Iterable[dict[str, Any]], writer: Writer) -> Iterator[Part]:
    """One part for each dialogue, grouped by theme."""
    for dialogue in dialogues:
        replayed = replay([_session(session) for session in dialogue["sessions"]], writer)
        yield _judged(dialogue, replayed)


def _judged(dialogue: dict[str, Any], replayed: Replayed) -> Part:
    expected = {kind: _entries(dialogue["expect"][kind]) for kind in ("current", "past", "never")}
    at = replayed.ended_at
    failures: list[Failure] = []

    def failed(what: str, entry: Entry, notes: list[NoteDetail]) -> None:
        session, turn = entry.turn
        blamed = notes or replayed.resting_on(replayed.messages[session][turn])
        failures.append(Failure(dialogue["id"], f"{what} {entry}", tuple(blamed)))

    found = wrong_person = stale = kept = never_current = 0
    for entry in expected["current"]:
        notes = [it for it in replayed.notes if entry.matches(it, replayed)]
        current = [it for it in notes if is_current(it.note, at)]
        found += bool(current)
        if not current:
            failed("not current:", entry, notes)
        elif not any(entry.is_about(it.note.subject) for it in current):
            wrong_person += 1
            failed("wrong person:", entry, current)
    for entry in expected["past"]:
        notes = [it for it in replayed.notes if entry.matches(it, replayed)]
        kept += any(in_history(it.note, at) for it in notes)
        if current := _wrongly_current(entry, notes, expected["current"], at):
            stale += 1
            failed("stale:", entry, current)
    for entry in expected["never"]:
        notes = [it for it in replayed.notes if entry.matches(it, replayed)]
        if current := _wrongly_current(entry, notes, expected["current"], at):
            never_current += 1
            failed("never was so:", entry, current)
    counts = StateCounts(
        current=len(expected["current"]),
        past=len(expected["past"]),
        never=len(expected["never"]),
        found=found,
        wrong_person=wrong_person,
        stale=stale,
        kept=kept,
        never_current=never_current,
    )
    return Part(dialogue["theme"], counts, tuple(failures), replayed.dropped)


def _wrongly_current(
    entry: Entry, notes: list[NoteDetail], expected: list[Entry], at: datetime
) -> list[NoteDetail]:
    """The current notes among these; a note is right to be when the same saying is expected of
    whom it is about: “my cousin is a crane operator” is true, and never of the person."""
    rivals = [other for other in expected if entry.is_same_saying(other)]
    return [
        it
        for it in notes
        if is_current(it.note, at) and not any(r.is_about(it.note.subject) for r in rivals)
    ]


def _entries(listed: list[dict[str, Any]]) -> list[Entry]:
    return [
        Entry(
            (entry["turn"][0], entry["turn"][1]),
            tuple(entry["any"]),
            (entry["subject"],) if isinstance(entry["subject"], str) else tuple(entry["subject"]),
        )
        for entry in listed
    ]


def _session(session: dict[str, Any]) -> list[Said]:
    at = datetime.fromisoformat(session["at"])
    return [Said(Role(turn["role"]), turn["text"], at) for turn in session["turns"]]


def _holds(text: str, words: str) -> bool:
    """Whether a text has these words, the last one perhaps with an ending."""
    plain, wanted = (it.casefold().replace("’", "'") for it in (text, words))
    return re.search(rf"(?<!\w){re.escape(wanted)}", plain) is not None
