"""A chat model: messages in, a stream of text out, on top of one `Engine`."""

from __future__ import annotations

import codecs
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from companion.errors import ModelError, PromptTooLong
from companion.lanes import Cancel, Cancelled
from companion.llm.base import ChatMessage, ChatOptions, Delta, ModelInfo, Timings, Usage
from companion.llm.llama.native import Engine
from companion.llm.llama.sampler import Sampler
from companion.llm.stops import StopStrings
from companion.llm.template import PromptTemplate

log = logging.getLogger(__name__)

MIN_REPLY_TOKENS = 16
"""A prompt that leaves less room than this in the context is refused."""

_CHAT, _SPARE = 0, 1


@dataclass(slots=True)
class _Sequence:
    """One of the engine's sequences, and the tokens whose key-value state it holds."""

    id: int
    tokens: list[int] = field(default_factory=list)


class LlamaChatModel:
    """A model in a GGUF file, run by llama.cpp. Made by `open_llama`; one stream at a time."""

    def __init__(self, engine: Engine, template: PromptTemplate, info: ModelInfo) -> None:
        self._engine = engine
        self._template = template
        self._info = info
        self._chat = _Sequence(_CHAT)

    @property
    def info(self) -> ModelInfo:
        return self._info

    def count_prompt(self, messages: Sequence[ChatMessage]) -> int:
        """Exact tokens of `messages` with the template applied and the reply opened."""
        return len(self._prompt(messages))

    def count_text(self, text: str) -> int:
        """Exact tokens of `text` alone."""
        return len(self._engine.tokenize(text))

    def stream(
        self, messages: Sequence[ChatMessage], options: ChatOptions, cancel: Cancel
    ) -> Iterator[Delta]:
        """Yield the reply as it is made; see `ChatModel.stream`."""
        started = time.perf_counter()
        prompt = self._prompt(messages)
        room = self._engine.context_tokens - len(prompt)
        if room < MIN_REPLY_TOKENS:
            raise PromptTooLong(
                f"This takes {len(prompt)} tokens, and the model reads at most"
                f" {self._engine.context_tokens - MIN_REPLY_TOKENS} at once.",
                "Shorten the message, or choose a model with a longer context.",
            )
        limit = min(options.max_tokens, room)
        with self._sequence(options, len(prompt) + limit) as sequence:
            run = _Run(self._engine, sequence, prompt, options, limit, started)
            try:
                yield from run.deltas(cancel)
            except ModelError:
                self._engine.clear()
                self._chat.tokens.clear()
                sequence.tokens.clear()
                raise

    def close(self) -> None:
        """Free the model's memory; on the thread that opened it."""
        self._engine.close()

    def _prompt(self, messages: Sequence[ChatMessage]) -> list[int]:
        tokens = self._engine.tokenize(self._template.render(messages))
        bos = self._engine.bos()
        # Most templates write the opening token themselves, some leave it to the tokenizer.
        return tokens if bos is None or tokens[:1] == [bos] else [bos, *tokens]

    @contextmanager
    def _sequence(self, options: ChatOptions, needed: int) -> Iterator[_Sequence]:
        """The chat's sequence, or for scratch work the spare one with room for `needed` tokens."""
        if not options.scratch:
            yield self._chat
            return
        chat, engine = self._chat, self._engine
        aside = None
        if len(chat.tokens) + needed > engine.context_tokens:
            # Both do not fit at once: copying the chat's cache out and back in is far cheaper than
            # computing it again.
            aside = engine.save(chat.id)
            engine.drop(chat.id)
        try:
            yield _Sequence(_SPARE)
        finally:
            engine.drop(_SPARE)
            if aside is not None and chat.tokens and not engine.restore(aside, chat.id):
                log.warning("the chat's cache could not be put back; it will be computed again")
                engine.drop(chat.id)
                chat.tokens.clear()


@dataclass(slots=True)
class _Run:
    """One reply in the making."""

    engine: Engine
    sequence: _Sequence
    prompt: list[int]
    options: ChatOptions
    limit: int
    started: float
    reused: int = 0
    replied: int = 0
    first_at: float = 0.0
    last_at: float = 0.0

    def deltas(self, cancel: Cancel) -> Iterator[Delta]:
        """The whole reply."""
        self.reused = self._reuse()
        if not self._prefill(cancel):
            yield self._end("", "cancelled")
            return
        sampler = Sampler(self.engine, self.options)
        try:
            yield from self._decode(sampler, cancel)
        finally:
            sampler.close()

    def _reuse(self) -> int:
        """Keep what the cache shares with the prompt and drop the rest; how many tokens it keeps.

        The prompt's last token is always computed anew: sampling needs its logits.
        """
        warm, shared = self.sequence.tokens, 0
        for cached, wanted in zip(warm, self.prompt[:-1], strict=False):
            if cached != wanted:
                break
            shared += 1
        if shared < len(warm) and not self.engine.drop(self.sequence.id, shared):
            # A recurrent model cannot go back to an earlier state.
            self.engine.drop(self.sequence.id)
            shared = 0
        del warm[shared:]
        return shared

    def _prefill(self, cancel: Cancel) -> bool:
        """Compute the rest of the prompt in steps; False when cancelled on the way."""
        step = self.engine.batch_tokens
        with self.engine.interruptible(cancel):
            for start in range(self.reused, len(self.prompt), step):
                if cancel:
                    return False
                tokens = self.prompt[start : start + step]
                try:
                    self._compute(tokens, logits=start + step >= len(self.prompt))
                except Cancelled:
                    self._check_cache()
                    return False
        return not cancel

    def _check_cache(self) -> None:
        """Forget the sequence if an interrupted step left something of itself behind."""
        if self.engine.length(self.sequence.id) != len(self.sequence.tokens):
            self.engine.drop(self.sequence.id)
            self.sequence.tokens.clear()

    def _compute(self, tokens: list[int], *, logits: bool) -> None:
        sequence = self.sequence
        self.engine.decode(tokens, len(sequence.tokens), sequence.id, logits=logits)
        sequence.tokens.extend(tokens)

    def _decode(self, sampler: Sampler, cancel: Cancel) -> Iterator[Delta]:
        characters = codecs.getincrementaldecoder("utf-8")("replace")
        stops = StopStrings(self.options.stop)
        while True:
            token = sampler.next()
            self.last_at = time.perf_counter()
            self.first_at = self.first_at or self.last_at
            if self.engine.ends_reply(token):
                finish = "stop"
                break
            self.replied += 1
            text = stops.feed(characters.decode(self.engine.piece(token)))
            if text:
                yield Delta(text)
            if stops.stopped or cancel or self.replied >= self.limit:
                finish = "stop" if stops.stopped else "cancelled" if cancel else "length"
                break
            self._compute([token], logits=True)
        rest = stops.feed(characters.decode(b"", final=True)) + stops.flush()
        yield self._end(rest, finish)

    def _end(self, text: str, finish: str) -> Delta:
        usage = Usage(len(self.prompt), self.reused, self.replied)
        first_at = self.first_at or time.perf_counter()
        timings = Timings(
            ttft_ms=(first_at - self.started) * 1000,
            decode_ms=(self.last_at - self.first_at) * 1000,
        )
        return Delta(text, finish, usage, timings)
