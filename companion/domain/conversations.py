"""What is said: personas, conversations, messages, and a turn between the two who talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


def whole(text: str) -> str:
    """`text` with every half of a surrogate pair replaced: it is no character, and no file takes
    it. Broken exports and undecodable arguments hold such."""
    return text.encode("utf-8", "replace").decode()


TITLE = 48
"""The longest title made from a first message, in characters."""


def title_from(text: str) -> str:
    """What a conversation is called that begins with this message."""
    title = " ".join(text.split())
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class MessageState(StrEnum):
    """How far a message came. Only replies are ever anything but complete."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    """The person stopped the reply."""
    INTERRUPTED = "interrupted"
    """The process ended in the middle of the reply."""
    FAILED = "failed"
    """The model could not finish the reply."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Who the person talks to: a name and the instructions the model is given."""

    id: str
    name: str
    instructions: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A tree of messages; `leaf_id` is the end of the branch being shown.

    Off the record, memories are read and nothing is written.
    """

    id: str
    persona_id: str
    title: str
    created_at: datetime
    updated_at: datetime
    leaf_id: str | None = None
    off_the_record: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What was said, verbatim. Edits and regenerations make siblings: the same `parent_id`. It is
    never rewritten, but where its owner has words removed: they leave a gap (`acts.GAP`)."""

    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    text: str
    created_at: datetime
    state: MessageState = MessageState.COMPLETE


@dataclass(frozen=True, slots=True)
class Turn:
    """The ids of a turn, known before any of it is stored."""

    id: str
    conversation_id: str
    user_message_id: str
    reply_id: str


@dataclass(frozen=True, slots=True)
class TurnFigures:
    """What a turn cost. Times in milliseconds, rates in tokens per second."""

    recall_ms: float = 0.0
    ttft_ms: float = 0.0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    """Prompt tokens whose key-value state was still warm and was not computed again."""
    reply_tokens: int = 0
