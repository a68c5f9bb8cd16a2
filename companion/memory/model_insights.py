"""What a model that can write finds in notes together: sentences that the notes it cites say.

The model is asked what several lines show together, and cites them by their numbers (Generative
Agents: Park et al., 2023). What it says of them must be said by them (`ground`), each part by one:
it joins what was told and concludes nothing. So a bad model finds nothing, and invents nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from companion.domain import Note, Origin, Role
from companion.errors import PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatModel, ChatOptions
from companion.memory.ground import ungrounded
from companion.memory.observation import Byline
from companion.memory.regularities import Insight
from companion.memory.words import content

WRITER = "insights 1"
LINES = 40
"""How many notes are read at once."""
MOST = 5
"""How many insights an answer has at the most."""
LONGEST = 300
"""Characters of an insight."""
_TOKENS = 120
"""What an insight takes in an answer, with some to spare."""
_SYSTEM = """\
You read lines that User has told over some weeks, and say which of them belong together: what \
keeps coming back, what explains what, what is part of one thing. For each such group name the \
numbers of its lines, two at least, and join them to one sentence in the words of the lines \
themselves. Add nothing to them, and judge nothing. Often there is nothing to join."""
_EXAMPLE = (
    "1 I sleep badly.\n2 My sister Ulla visits in June.\n3 I drink coffee late at night.",
    {"insights": [{"lines": [1, 3], "text": "I sleep badly, and I drink coffee late at night."}]},
)


class Item(BaseModel):
    """One insight as the model gives it."""

    lines: list[int]
    text: str


def byline(model: ChatModel) -> Byline:
    """Who writes, when this model does."""
    return Byline(Origin.MODEL, WRITER, model.info.name)


def find_insights(notes: Sequence[Note], model: ChatModel, cancel: Cancel) -> list[Insight] | None:
    """What a model finds in some notes, LINES at the most, that is grounded in those it cites; None
    when cancelled. Runs on the model lane. Raises ModelError."""
    notes = notes[:LINES]
    lines = "\n".join(
        f"{number} {' '.join(note.text.split())}" for number, note in enumerate(notes, 1)
    )
    asked = [
        ChatMessage(Role.SYSTEM, _SYSTEM),
        ChatMessage(Role.USER, _EXAMPLE[0]),
        ChatMessage(Role.ASSISTANT, json.dumps(_EXAMPLE[1])),
        ChatMessage(Role.USER, lines),
    ]
    options = ChatOptions(
        max_tokens=_TOKENS * MOST,
        temperature=0.0,
        repeat_penalty=1.0,
        schema=_schema(len(notes)),
        scratch=True,
    )
    said: list[str] = []
    try:
        for delta in model.stream(asked, options, cancel):
            said.append(delta.text)
            if delta.finish == "cancelled":
                return None
    except PromptTooLong:
        return []
    return [*_grounded("".join(said), notes)]


def _grounded(answer: str, notes: Sequence[Note]) -> Iterator[Insight]:
    for item in _items(answer):
        numbers = sorted({n for n in item.lines if 0 < n <= len(notes)})
        text = " ".join(item.text.split())
        told = [notes[n - 1].text for n in numbers]
        if len(told) < 2 or text in told or len(text) > LONGEST:
            continue
        if ungrounded(text, told) is None:
            about = " ".join(sorted(content(text)))
            yield Insight(about, "together", text, tuple(notes[n - 1].id for n in numbers))


def _items(answer: str) -> list[Item]:
    try:
        found = json.loads(answer)["insights"]
        return [Item.model_validate(one) for one in found][:MOST]
    except (ValueError, KeyError, TypeError, ValidationError):
        # Cut off, or no JSON: nothing was found.
        return []


def _schema(lines: int) -> dict[str, Any]:
    item = {
        "lines": {"type": "array", "items": {"enum": [*range(1, lines + 1)]}, "minItems": 2},
        "text": {"type": "string", "maxLength": LONGEST},
    }
    insights = {
        "type": "array",
        "items": {"type": "object", "properties": item, "required": list(item)},
        "maxItems": MOST,
    }
    return {"type": "object", "properties": {"insights": insights}, "required": ["insights"]}
