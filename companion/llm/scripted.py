"""A chat model that says what a test tells it to. No weights, no randomness, no waiting."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence

from companion.errors import CompanionError, PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatOptions, Delta, ModelInfo, Timings, Usage
from companion.llm.stops import StopStrings

_PIECE = re.compile(r"\s*\S{1,8}|\s+")
_MIN_REPLY_TOKENS = 16

Replies = list[str] | Callable[[Sequence[ChatMessage]], str]


class ScriptedChatModel:
    """Gives `replies` in order and then the last one again and again, or what a function makes.

    A token is a word with the space before it, in pieces of at most 8 characters. `prompts` and
    `options` hold what each stream was given. `delay_s` passes before each token; `fail_with` is
    raised after `fail_after` tokens. All of these may be changed between streams.
    """

    def __init__(
        self,
        replies: Replies | None = None,
        *,
        delay_s: float = 0.0,
        fail_with: CompanionError | None = None,
        fail_after: int = 0,
        context_tokens: int = 4096,
    ) -> None:
        self.replies: Replies = ["All right."] if replies is None else replies
        self.delay_s = delay_s
        self.fail_with = fail_with
        self.fail_after = fail_after
        self.prompts: list[list[ChatMessage]] = []
        self.options: list[ChatOptions] = []
        self.closed = False
        self._context_tokens = context_tokens
        self._warm: list[str] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(
            name="Scripted",
            path=None,
            context_tokens=self._context_tokens,
            trained_context_tokens=self._context_tokens,
            parameters=7_000_000_000,
            size_bytes=0,
            template="",
            gpu=False,
            gpu_reason="It computes nothing.",
            threads=1,
        )

    def count_prompt(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of `messages`, with three for each message and one for the opened reply."""
        return len(_prompt_tokens(messages))

    def count_text(self, text: str) -> int:
        """Tokens of `text`."""
        return len(_pieces(text))

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        """Yield the next reply token by token; see `ChatModel.stream`."""
        started = time.perf_counter()
        self.prompts.append(list(messages))
        self.options.append(options)
        prompt = _prompt_tokens(messages)
        room = self._context_tokens - len(prompt)
        if room < _MIN_REPLY_TOKENS:
            raise PromptTooLong(
                f"This takes {len(prompt)} tokens of {self._context_tokens}.", "Shorten it."
            )
        reused = 0 if options.scratch else self._reuse(prompt)
        stops = StopStrings(options.stop)
        replied, first_at, finish = 0, started, "cancelled" if cancel else "stop"
        for piece in [] if cancel else _pieces(self._next_reply(messages)):
            self._pass_time(replied)
            text = stops.feed(piece)
            replied += 1
            first_at = time.perf_counter() if replied == 1 else first_at
            if not options.scratch:
                self._warm.append(piece)
            if text:
                yield Delta(text)
            if stops.stopped or cancel or replied >= min(options.max_tokens, room):
                finish = "stop" if stops.stopped else "cancelled" if cancel else "length"
                break
        self._pass_time(replied, at_end=True)
        timings = Timings((first_at - started) * 1000, (time.perf_counter() - first_at) * 1000)
        yield Delta(stops.flush(), finish, Usage(len(prompt), reused, replied), timings)

    def close(self) -> None:
        self.closed = True

    def _reuse(self, prompt: list[str]) -> int:
        """How much of the last prompt and reply this one begins with; like the real model's."""
        shared = 0
        for before, now in zip(self._warm, prompt[:-1], strict=False):
            if before != now:
                break
            shared += 1
        self._warm = list(prompt)
        return shared

    def _next_reply(self, messages: Sequence[ChatMessage]) -> str:
        if not isinstance(self.replies, list):
            return self.replies(messages)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def _pass_time(self, replied: int, *, at_end: bool = False) -> None:
        if self.fail_with is not None and (at_end or replied >= self.fail_after):
            raise self.fail_with
        if self.delay_s and not at_end:
            time.sleep(self.delay_s)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def _prompt_tokens(messages: Sequence[ChatMessage]) -> list[str]:
    tokens: list[str] = []
    for message in messages:
        tokens += ["<start>", message.role.value, *_pieces(message.content), "<end>"]
    return [*tokens, "<reply>"]
