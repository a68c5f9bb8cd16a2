"""The product's own memory of a dialogue: a store that it was said into, and its recall."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from companion.clock import FixedClock
from companion.domain import Recall, Role
from companion.encoders.base import Encoders, Vectors
from companion.evaluate.recall.finders import CONTEXT_TOKENS, MOST, Found
from companion.evaluate.recall.questions import Dialogue, Question
from companion.evaluate.replay import Said, Writer, say, throwaway_store
from companion.memory.recall import recall
from companion.memory.relevance import cohort_centre
from companion.quiet import QuietDesk, sleep
from companion.store.store import Store
from companion.upkeep import catch_up

PLENTY = 1_000_000
"""Tokens that no answer takes."""


@dataclass(frozen=True, slots=True)
class Product:
    """Recall from a store in which the messages of known turns are. `time_budget_ms` is how long
    the reranker may take; nothing limits it where None is given."""

    store: Store
    encoders: Encoders
    cohort: Vectors
    count_tokens: Callable[[str], int]
    turn_of: Mapping[str, str]
    """The turn that each message was, by the message's id."""
    time_budget_ms: float | None = None

    def find(self, question: Question) -> Found:
        """What is recalled of a question that is asked in a conversation of its own."""
        ranked = self._recall(question, token_budget=PLENTY, limit=MOST)
        fitting = self._recall(question, token_budget=CONTEXT_TOKENS, limit=PLENTY)
        return Found(
            tuple(self._turns(ranked)),
            confidence(ranked),
            frozenset(self._turns(fitting)),
            fitting.tokens,
        )

    def _recall(self, question: Question, *, token_budget: int, limit: int) -> Recall:
        """The one place that knows how the product is asked."""
        return recall(
            question.said or question.text,
            store=self.store,
            encoders=self.encoders,
            cohort=self.cohort,
            now=question.at,
            before=question.before,
            token_budget=token_budget,
            time_budget_ms=math.inf if self.time_budget_ms is None else self.time_budget_ms,
            count_tokens=self.count_tokens,
            limit=limit,
            unasked=limit,
        )

    def _turns(self, answer: Recall) -> list[str]:
        """The turns that an answer rests on, in its order, each once."""
        sources = (source for item in answer.items for source in item.sources)
        return list(
            dict.fromkeys(
                self.turn_of[source.message_id]
                for source in sources
                if source.message_id in self.turn_of
            )
        )


def confidence(answer: Recall) -> float:
    """How sure the product is that an answer is one: its best item's score, 0 of an empty one."""
    return max((item.score for item in answer.items), default=0.0)


@contextmanager
def remembered(
    dialogue: Dialogue,
    writer: Writer,
    encoders: Encoders,
    count_tokens: Callable[[str], int],
    time_budget_ms: float | None = None,
    slept_days: float | None = None,
) -> Iterator[Product]:
    """A throw-away store that all of the dialogue was said into, gone with the block. With
    `slept_days` all background jobs are run on it, as of so many days after the last message."""
    with throwaway_store(dialogue.turns[0].at) as store:
        if dialogue.companion:
            named = replace(store.conversations.persona(), name=dialogue.companion)
            store.conversations.change_persona(named, dialogue.turns[0].at)
        _name_person(store, dialogue, writer)
        turn_of: dict[str, str] = {}
        for session in dialogue.sessions:
            messages, _ = say([Said(t.role, t.text, t.at) for t in session], writer, store)
            turn_of.update({m.id: t.id for m, t in zip(messages, session, strict=True)})
        # What gives replies their vectors.
        for _ in catch_up(store, encoders, FixedClock(dialogue.turns[-1].at), lambda work: work()):
            pass
        # Built at the end: taking in one message at a time costs Chroma more than all at once.
        store.fingerprint = encoders.embedder.fingerprint
        store.rebuild_index()
        cohort = cohort_centre(encoders.embedder)
        if slept_days is not None:
            night = dialogue.turns[-1].at + timedelta(days=slept_days)
            sleep(QuietDesk(store, night, encoders, cohort))
        yield Product(store, encoders, cohort, count_tokens, turn_of, time_budget_ms)


def _name_person(store: Store, dialogue: Dialogue, writer: Writer) -> None:
    """The companion knows whom it talks with: it has been told."""
    name = next(turn.speaker for turn in dialogue.turns if turn.role is Role.USER)
    if name:
        told = f"My name is {name}."
        say([Said(Role.USER, told, dialogue.turns[0].at - timedelta(days=1))], writer, store)
