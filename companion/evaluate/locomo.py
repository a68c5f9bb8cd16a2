"""LoCoMo: long conversations between two people, with reference facts and the turns they rest on.

Either speaker can be the person whose companion listens; the other one's turns are then replies.
Format: https://github.com/snap-research/locomo
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from companion.domain import NoteDetail, NoteStatus, Role
from companion.errors import CompanionError
from companion.evaluate.grounded import is_grounded
from companion.evaluate.replay import Replayed, Said, Writer, replay
from companion.evaluate.report import Counts, Failure, Figures, Part, share

_TIME = "%I:%M %p on %d %B, %Y"
_SESSION = re.compile(r"session_(\d+)")
_BETWEEN_TURNS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WriteCounts(Counts):
    """What one speaker's turns led to.

    Of their turns, `cited` are named by the reference facts, `noted` by notes, `both` by both.
    """

    turns: int
    notes: int
    cited: int
    noted: int
    both: int
    duplicates: int
    grounded: int
    seconds: float

    def figures(self) -> Figures:
        return {
            "source_turn_recall": share(self.both, self.cited),
            "source_turn_precision": share(self.both, self.noted),
            "notes_per_turn": share(self.notes, self.turns),
            "duplicates": share(self.duplicates, self.notes),
            "groundedness": share(self.grounded, self.notes),
            "turns": self.turns,
            "notes": self.notes,
            "seconds_per_turn": share(self.seconds, self.turns),
        }


def evaluate(
    conversations: list[dict[str, Any]], writer: Writer, speaker: str = ""
) -> Iterator[Part]:
    """One part for each conversation and speaker, or for one `speaker` alone.

    Raises CompanionError when nobody of that name speaks.
    """
    pairs = [
        (sample, name)
        for sample in conversations
        for name in speakers_of(sample["conversation"])
        if speaker.casefold() in ("", name.casefold())
    ]
    if not pairs:
        raise CompanionError(f"Nobody called {speaker} speaks in this dataset.")
    for sample, person in pairs:
        yield _part(sample, person, writer)


def _part(sample: dict[str, Any], person: str, writer: Writer) -> Part:
    sessions = sessions_of(sample["conversation"])
    replayed = replay(
        [[_said(turn, at, person) for turn, at in turns] for turns in sessions], writer
    )
    said_as = {
        message.id: turn["dia_id"]
        for turns, messages in zip(sessions, replayed.messages, strict=True)
        for (turn, _), message in zip(turns, messages, strict=True)
        if message.role is Role.USER
    }
    cited = _cited(sample["observation"]) & set(said_as.values())
    noted = {said_as[source.message_id] for it in replayed.notes for source in it.sources}
    loose = [it for it in replayed.notes if not _is_grounded(it, person)]
    group = f"{sample['sample_id']} {person}"
    return Part(
        group,
        WriteCounts(
            turns=len(said_as),
            notes=len(replayed.notes),
            cited=len(cited),
            noted=len(noted),
            both=len(cited & noted),
            duplicates=_duplicates(replayed),
            grounded=len(replayed.notes) - len(loose),
            seconds=replayed.seconds,
        ),
        tuple(Failure(group, f"not in “{_quoted(it)}”", (it,)) for it in loose),
        replayed.dropped,
    )


def speakers_of(conversation: dict[str, Any]) -> tuple[str, str]:
    """The names of the two who talk."""
    return conversation["speaker_a"], conversation["speaker_b"]


def sessions_of(conversation: dict[str, Any]) -> list[list[tuple[dict[str, Any], datetime]]]:
    """The turns of each session with their times, first session first."""
    numbers = sorted(int(found[1]) for key in conversation if (found := _SESSION.fullmatch(key)))
    sessions = []
    for name in (f"session_{number}" for number in numbers):
        began = datetime.strptime(conversation[f"{name}_date_time"], _TIME).replace(tzinfo=UTC)
        turns = conversation[name]
        sessions.append(
            [(turn, began + place * _BETWEEN_TURNS) for place, turn in enumerate(turns)]
        )
    return [turns for turns in sessions if turns]


def _said(turn: dict[str, Any], at: datetime, person: str) -> Said:
    return Said(Role.USER if turn["speaker"] == person else Role.ASSISTANT, turn["text"], at)


def _cited(observation: dict[str, Any]) -> set[str]:
    """The ids of all turns that the reference facts rest on; a fact names one, or a list."""
    facts = [fact for session in observation.values() for told in session.values() for fact in told]
    return {turn_id for _, ids in facts for turn_id in ([ids] if isinstance(ids, str) else ids)}


def _duplicates(replayed: Replayed) -> int:
    """Pairs of active notes that say the same in the same words."""
    active = [it.note for it in replayed.notes if it.note.status is NoteStatus.ACTIVE]
    texts = Counter(" ".join(re.findall(r"\w+", note.text.casefold())) for note in active)
    return sum(n * (n - 1) // 2 for n in texts.values())


def _is_grounded(it: NoteDetail, person: str) -> bool:
    quotes = [source.quote for source in it.sources]
    return is_grounded(it.note.text, quotes, person=person, subject=it.note.subject)


def _quoted(it: NoteDetail) -> str:
    return " … ".join(source.quote for source in it.sources)
