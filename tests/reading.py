"""A model that reads as it is told to: what the model writer is tested with."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from companion.domain import Message, Role, new_id
from companion.llm.base import ChatMessage
from tests.conftest import NOON

_LINE = re.compile(r"(\d+) User: (.*)")


class Reader:
    """Chooses every line it may cite that holds one of these words; `fields` say what it tells of
    it. Without words it chooses all, and `about` may name somebody for each."""

    def __init__(self, *words: str, **fields: Any) -> None:
        self.words = words or ("",)
        self.fields = fields
        self.about: dict[str, str] = {}

    def names(self, words: str, about: str) -> Reader:
        """Choose the lines that hold these words too; they are about somebody."""
        self.about[words] = about
        return self

    def __call__(self, prompt: Sequence[ChatMessage]) -> str:
        found = []
        for number, text in _LINE.findall(prompt[-1].content):
            named = next((who for words, who in self.about.items() if words in text), None)
            if named is not None or any(words in text for words in self.words):
                found.append(item(int(number), **{"about": named or "User", **self.fields}))
        return answer(*found)


def item(line: int, **fields: Any) -> dict[str, Any]:
    """One note as a model gives it."""
    return {
        "line": line,
        "about": "User",
        "kind": "fact",
        "importance": 7,
        "stated": True,
        "keywords": [],
        **fields,
    }


def answer(*items: Any) -> str:
    """A whole answer."""
    return json.dumps({"notes": list(items)}, ensure_ascii=False)


def talk(*said: str) -> list[Message]:
    """What both sides say, a minute apart; the assistant's words begin with `>`."""
    messages: list[Message] = []
    for number, text in enumerate(said):
        role = Role.ASSISTANT if text.startswith(">") else Role.USER
        parent = messages[-1].id if messages else None
        at = NOON + timedelta(minutes=number)
        messages.append(Message(new_id(), "talk", parent, role, text.removeprefix("> "), at))
    return messages
