"""What the rest of Companion asks of a chat model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from companion.domain import Role
from companion.lanes import Cancel

SMALL_MODEL = 1_000_000_000
"""Parameters under which a model is small."""
TINY_MODEL = 400_000_000
"""Parameters under which a model is tiny."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a prompt, before the model's template is applied."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How to sample. A `schema` (JSON Schema) makes the output valid JSON of that shape.

    `scratch` is for work beside the chat: it starts cold, and leaves the chat's warm prefix as it
    was, so that the person's next turn is not slower for it.
    """

    max_tokens: int = 512
    temperature: float = 0.7
    top_p: float = 0.95
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.05
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None
    scratch: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one stream; `reused_tokens` of the prompt were still warm."""

    prompt_tokens: int
    reused_tokens: int
    reply_tokens: int


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the start of the stream to the first token, and spent on the others."""

    ttft_ms: float
    decode_ms: float

    def tokens_per_s(self, reply_tokens: int) -> float:
        """Decoding speed over the tokens after the first; 0 when there was none."""
        if self.decode_ms <= 0 or reply_tokens < 2:
            return 0.0
        return (reply_tokens - 1) * 1000.0 / self.decode_ms


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of a reply. The last one carries why it ended, and what it cost.

    `finish` is `stop` (the model ended), `length` (max_tokens or the context was reached) or
    `cancelled`; it is empty on every delta but the last.
    """

    text: str
    finish: str = ""
    usage: Usage | None = None
    timings: Timings | None = None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What is known of a loaded model. `gpu`: whether layers are offloaded; `gpu_reason`: why."""

    name: str
    path: Path | None
    context_tokens: int
    trained_context_tokens: int
    parameters: int
    size_bytes: int
    template: str
    gpu: bool
    gpu_reason: str
    threads: int

    @property
    def is_small(self) -> bool:
        """Whether it needs worked examples to answer from notes, gets lost in what does not answer,
        and does not find again what was said some messages before."""
        return self.parameters < SMALL_MODEL

    @property
    def is_tiny(self) -> bool:
        """Whether it loses the thread of a talk: it says again what it sees that it said."""
        return self.parameters < TINY_MODEL


class ChatModel(Protocol):
    """A loaded chat model. Not thread-safe: every call is made on the model lane.

    `count_prompt` and `count_text` are the exception: they may be called from any thread.
    """

    @property
    def info(self) -> ModelInfo: ...

    def count_prompt(self, messages: Sequence[ChatMessage]) -> int:
        """Exact tokens of `messages` with the template applied and the reply opened."""
        ...

    def count_text(self, text: str) -> int:
        """Exact tokens of `text` alone."""
        ...

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        """Yield the reply as it is made; the last delta has `finish`, `usage` and `timings`.

        `cancel` is looked at between prefill steps and between tokens. Raises PromptTooLong when
        the prompt leaves no room for a reply, ModelError when the model fails.
        """
        ...

    def close(self) -> None:
        """Free the model's memory."""
        ...
