"""What is compared: anything that finds the turns of a dialogue that answer a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.evaluate.recall.questions import Question

MOST = 30
"""How many turns are asked for."""
CONTEXT_TOKENS = 1000
"""How much of what is found is given to a model, where that is limited."""


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the turns found, best first, each once.

    `confidence` is how sure it is that any of it answers the question. `in_context` are the turns
    of what fits CONTEXT_TOKENS, and `tokens` what that takes.
    """

    turns: tuple[str, ...]
    confidence: float
    in_context: frozenset[str]
    tokens: int


Finder = Callable[[Question], Found]
"""Finds the turns of the one dialogue that it was made for. Any thread may call it."""
