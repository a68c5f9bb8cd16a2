"""What a background job is: a name, and steps, each a value that is stored whole or not at all.

A job reads what there is, decides, and gives its steps one after the other; who runs it stores
each before asking for the next, lets the person's work go first in between, and may stop for good
after any of them. So a job starts from what it finds, not from where it was: run again it goes on,
and with nothing new to do it gives no edits, nor any that its owner has undone (`Runs.declined`).
Computing a step should take well under two seconds, and storing it well under a tenth of one: some
sixteen edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from companion.encoders.base import Encoders, Vectors
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.store.runs import Edit, JobStep
from companion.store.store import Store

__all__ = ["EDITS", "Desk", "Edit", "Job", "JobStep"]
T = TypeVar("T")
EDITS = 16
"""How many notes a step should change at the most: the person's own words wait while it is stored,
a few milliseconds for each."""


class Desk(Protocol):
    """What a job works with. It only reads from the store."""

    @property
    def store(self) -> Store:
        """The open store."""

    @property
    def now(self) -> datetime:
        """The time to work for, in UTC; perhaps not that of the clock."""

    def centre(self) -> Vectors | None:
        """The centre of the embedder's cohort (`relevance.cohort_centre`), from which what sets a
        vector apart is measured; None without encoders."""

    def with_encoders(self, work: Callable[[Encoders], T]) -> T | None:
        """Have `work` done on the encoder lane, after the person's; None without encoders. A recall
        waits for it: a few texts at a time."""

    def with_model(self, work: Callable[[ChatModel, Cancel], T]) -> T | None:
        """Have `work` done on the model lane, after the person's; None without a model. The flag is
        set as soon as the person says something: `work` must then end, and the job may ask again
        for the same. Raises Cancelled, which no job catches, when all is to end."""


class Job(Protocol):
    """One kind of background work. It knows nothing of lanes and of when it runs."""

    @property
    def name(self) -> str:
        """One word, such as `decay`; what `--job` names."""

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """What is to be done, step by step; each is stored when the next one is asked for, except
        in a dry run. A step without edits lets others in."""
