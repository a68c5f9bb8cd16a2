"""What of a recall goes into the prompt: as much as there is room for, and what may be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from companion.chat.context import Context
from companion.domain import Message, Recall
from companion.llm.base import ChatMessage, ChatModel
from companion.llm.prompt import user_message
from companion.memory.attributes import asks_for_all
from companion.memory.query import Asked, understand
from companion.memory.questions import open_question
from companion.memory.relevance import RELEVANT, SURE
from companion.store.store import Store


def fitted(
    question: Message, recalled: Recall, context: Context, model: ChatModel, now: datetime
) -> tuple[Recall, ChatMessage]:
    """As much of what was recalled as the prompt has room for, and the question told with it."""
    small = model.info.is_small
    if small:
        recalled = surest(recalled, model.count_text)
    if context.only_last:
        together = going_on(context.last_said(), question.text, now)
        asked = user_message(together, recalled, now, small=small)
        if context.fits(asked):
            return recalled, asked
    asked = user_message(question.text, recalled, now, small=small)
    while (recalled.items or recalled.beside) and not context.fits(asked):
        recalled = _without_last(recalled, model.count_text)
        asked = user_message(question.text, recalled, now, small=small)
    return recalled, asked


def going_on(before: str, text: str, now: datetime) -> str:
    """A message with the one before, where both are talk: all of the thread that a tiny model is
    given."""
    both = (before, text)
    talk = all(it and understand(it, now).asked is Asked.TALK for it in both)
    return "\n".join(both) if talk else text


def with_open_question(
    question: Message,
    recalled: Recall,
    asked: ChatMessage,
    context: Context,
    store: Store,
    now: datetime,
) -> tuple[Recall, ChatMessage]:
    """The recall and the message with what the companion may ask by itself, if anything."""
    found = open_question(question.text, question.conversation_id, store, now)
    if found is None:
        return recalled, asked
    given = {item.note.id for item in found.items}
    others = tuple(item for item in recalled.items if item.note.id not in given)
    more = replace(recalled, items=(*others, *found.items))
    hinted = user_message(question.text, more, now, small=False, hint=found.hint)
    return (more, hinted) if context.fits(hinted) else (recalled, asked)


def surest(recalled: Recall, count: Callable[[str], int]) -> Recall:
    """What is half as sure to answer as the surest, and belongs here: a small model gets lost in
    the rest, and answers “How are you?” with an illness it was told of."""
    if asks_for_all(recalled.query):
        return recalled
    best = max((item.score for item in recalled.items), default=0.0)
    least = max(best / 2, RELEVANT if recalled.asks_memory else SURE / 2)
    items = tuple(item for item in recalled.items if item.score >= least)
    return replace(recalled, items=items, tokens=sum(count(item.text) for item in items))


def _without_last(recalled: Recall, count: Callable[[str], int]) -> Recall:
    items = recalled.items if recalled.beside else recalled.items[:-1]
    tokens = sum(count(item.text) for item in items)
    return replace(recalled, items=items, beside=(), tokens=tokens)
