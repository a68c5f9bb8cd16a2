"""What earlier formats had otherwise, so that they can be read for ever.

Format 1 did not say when a conversation got its title, or took the branch that it stands on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from companion.archive.records import STRICT, Id, Text, Time, adapter


class Conversation1(TypedDict):
    """A conversation of format 1."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    persona_id: Id
    title: Text
    titled_by_owner: bool
    created_at: Time
    updated_at: Time
    leaf_id: Id | None
    off_the_record: bool
    draft: Text


def reader(name: str, of_format: int) -> Callable[[bytes], dict[str, Any]]:
    """What reads, checks, and brings to the present form a record of a member, as this format had
    it. It raises ValidationError."""
    if name == "conversations" and of_format < 2:
        return _conversation_1
    return adapter(name).validator.validate_json


def _conversation_1(line: bytes) -> dict[str, Any]:
    record: dict[str, Any] = _conversations_1().validator.validate_json(line)
    at = record["updated_at"]
    return record | {"titled_at": at if record["titled_by_owner"] else None, "leaf_at": at}


@cache
def _conversations_1() -> TypeAdapter[Any]:
    return TypeAdapter(Conversation1)
