"""A chat model that says what it is told to, for tests."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence

from companion.domain import Role
from companion.errors import CompanionError, PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatOptions, Delta, ModelInfo, Timings, Usage

_TOKEN = re.compile(r"\s*\S+|\s+")
Script = Sequence[str] | Callable[[Sequence[ChatMessage]], str]


class ScriptedChatModel:
    """Gives the replies of a list one after another (the last one again and again), or those that a
    function makes of the prompt.

    A word with the space before it is a token. `delay_s` passes before each. `prompts` keeps what
    it was given. `fail_with` is raised, once, after the first token of the next reply.
    """

    def __init__(
        self,
        replies: Script = ("I see.",),
        *,
        context_tokens: int = 4096,
        delay_s: float = 0.0,
        fail_with: CompanionError | None = None,
    ) -> None:
        self.replies = replies
        self.delay_s = delay_s
        self.fail_with = fail_with
        self.prompts: list[list[ChatMessage]] = []
        self.options: list[ChatOptions] = []
        self.closed = False
        self._context_tokens = context_tokens
        self._warm: list[str] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(
            name="scripted",
            path=None,
            context_tokens=self._context_tokens,
            trained_context_tokens=self._context_tokens,
            parameters=0,
            size_bytes=0,
            template="scripted",
            gpu=False,
            gpu_reason="there is nothing to offload",
            threads=1,
        )

    def count_prompt(self, messages: Sequence[ChatMessage]) -> int:
        return len(_rendered(messages))

    def count_text(self, text: str) -> int:
        return len(_TOKEN.findall(text))

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        prompt = _rendered(messages)
        room = self._context_tokens - len(prompt)
        if room < 1:
            raise PromptTooLong("The prompt does not fit.", "Shorten it.")
        self.prompts.append(list(messages))
        self.options.append(options)
        reused = _common(self._warm, prompt)
        reply = self._next(messages)
        for stop in options.stop:
            reply = reply.partition(stop)[0]
        tokens = _TOKEN.findall(reply)
        finish = "stop"
        if len(tokens) > min(options.max_tokens, room):
            tokens, finish = tokens[: min(options.max_tokens, room)], "length"
        began = time.monotonic()
        first = began
        made = 0
        for token in tokens:
            if self.delay_s:
                time.sleep(self.delay_s)
            if cancel:
                finish = "cancelled"
                break
            made += 1
            first = first if made > 1 else time.monotonic()
            yield Delta(token)
            if self.fail_with is not None:
                error, self.fail_with = self.fail_with, None
                raise error
        self._warm = prompt + tokens[:made]
        yield Delta(
            "",
            finish,
            Usage(len(prompt), reused, made),
            Timings((first - began) * 1000.0, (time.monotonic() - first) * 1000.0),
        )

    def close(self) -> None:
        self.closed = True

    def _next(self, messages: Sequence[ChatMessage]) -> str:
        if callable(self.replies):
            return self.replies(messages)
        return self.replies[min(len(self.prompts), len(self.replies)) - 1]


def _rendered(messages: Sequence[ChatMessage]) -> list[str]:
    tokens: list[str] = []
    for message in messages:
        tokens += [f"<{message.role}>", *_TOKEN.findall(message.content)]
    return [*tokens, f"<{Role.ASSISTANT}>"]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return same
