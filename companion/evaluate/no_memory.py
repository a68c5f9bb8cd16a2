"""Messages that tell nothing about the person: how often are notes written all the same?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from companion.domain import Role
from companion.evaluate.replay import Said, Writer, replay
from companion.evaluate.report import Counts, Failure, Figures, Part, share

_AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NoMemoryCounts(Counts):
    """Messages, and how many of them were noted."""

    messages: int
    noted: int

    def figures(self) -> Figures:
        return {"notes_written": share(self.noted, self.messages), "messages": self.messages}


def evaluate(samples: Sequence[dict[str, Any]], writer: Writer) -> Iterator[Part]:
    """One part for each message, grouped by category; each is a conversation of its own."""
    replayed = replay([[Said(Role.USER, sample["text"], _AT)] for sample in samples], writer)
    for sample, (message,) in zip(samples, replayed.messages, strict=True):
        notes = tuple(replayed.resting_on(message))
        failure = Failure(sample["id"], f"{sample['category']}: noted", notes)
        counts = NoMemoryCounts(1, int(bool(notes)))
        yield Part(sample["category"], counts, (failure,) if notes else ())
