"""A desk for jobs that are run without lanes: what it is given is there, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from companion.encoders.base import Encoders, Vectors
from companion.encoders.scripted import ScriptedEncoders
from companion.lanes import Cancel
from companion.llm.base import ChatModel
from companion.memory.relevance import cohort_centre
from companion.store.store import Store

T = TypeVar("T")


@dataclass
class Desk:
    """What a job works with: the store as of a time, scripted encoders, and perhaps a model."""

    store: Store
    now: datetime
    model: ChatModel | None = None
    encoders: ScriptedEncoders | None = None

    def centre(self) -> Vectors | None:
        """See `companion.memory.jobs.Desk`, as for the rest."""
        return None if self.encoders is None else cohort_centre(self.encoders.embedder)

    def with_encoders(self, work: Callable[[Encoders], T]) -> T | None:
        return None if self.encoders is None else work(self.encoders)  # type: ignore[arg-type]

    def with_model(self, work: Callable[[ChatModel, Cancel], T]) -> T | None:
        return None if self.model is None else work(self.model, Cancel())
