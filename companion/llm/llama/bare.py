"""llama-cpp-python used directly: the measure of what Companion adds, for the benchmark alone."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from companion.domain import Role
from companion.errors import ModelError
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatOptions
from companion.llm.llama.loading import open_llama
from companion.models.starter import starter_model


class BareLlama:
    """The model in `path`, with the binding's own loop and nothing of ours around it."""

    def __init__(self, path: Path | None, *, context_tokens: int, threads: int) -> None:
        from llama_cpp import Llama
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        if path is None:
            raise ModelError("There is no model file to measure.", "Choose a GGUF file.")
        self._llama = Llama(
            str(path),
            n_ctx=context_tokens,
            n_threads=threads,
            n_threads_batch=threads,
            n_gpu_layers=-1,
            verbose=False,
        )
        metadata = self._llama.metadata
        self._render: Any = Jinja2ChatFormatter(
            template=metadata["tokenizer.chat_template"],
            eos_token=self._text(self._llama.token_eos()),
            bos_token=self._text(self._llama.token_bos()),
        )

    def tokens_per_s(self, messages: Sequence[ChatMessage], tokens: int) -> float:
        """Greedy decoding speed over `tokens` tokens after the prompt, the first not counted."""
        first = last = 0.0
        count = 0
        for token in self._llama.generate(self._tokens(messages), temp=0.0):
            last = time.perf_counter()
            first = first or last
            count += 1
            self._llama.detokenize([token])
            if count >= tokens:
                break
        return (count - 1) / (last - first)

    def prefill_ms(
        self, known: Sequence[ChatMessage], messages: Sequence[ChatMessage]
    ) -> tuple[float, int]:
        """The time to compute what `messages` has beyond `known` and to sample a token, in
        milliseconds, with `known` already computed; and how many tokens that is."""
        prompt = self._tokens(messages)
        shared = _common(self._tokens(known, opened=False), prompt)
        llama = self._llama
        warm = _common(llama.input_ids[: llama.n_tokens].tolist(), prompt[:shared])
        llama._ctx.kv_cache_seq_rm(-1, warm, -1)
        llama.n_tokens = warm
        llama.eval(prompt[warm:shared])
        began = time.perf_counter()
        llama.eval(prompt[shared:])
        llama.sample(temp=0.0)
        return (time.perf_counter() - began) * 1000.0, len(prompt) - shared

    def close(self) -> None:
        """Free the model's memory."""
        self._llama.close()

    def _tokens(self, messages: Sequence[ChatMessage], *, opened: bool = True) -> list[int]:
        plain = [{"role": m.role.value, "content": m.content} for m in messages]
        text = self._render(messages=plain).prompt
        if not opened:
            # Without the opening of a reply that the formatter always adds.
            text = text.rpartition(plain[-1]["content"])[0] + plain[-1]["content"]
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=True)
        return tokens

    def _text(self, token: int) -> str:
        text: str = self._llama._model.token_get_text(token) if token != -1 else ""
        return text


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def main() -> None:
    """Print what the starter model alone adds to a process, in MB, after one short reply.

    Run as a process of its own: `python -m companion.llm.llama.bare`.
    """
    import llama_cpp  # noqa: F401  # The library itself is not the model.

    process = psutil.Process()
    before = process.memory_info().rss
    path = starter_model()
    if path is None:
        raise ModelError("There is no starter model.", "Install it with `uv sync`.")
    model = open_llama(path)
    question = ChatMessage(Role.USER, "Tell me about the sea.")
    for _ in model.stream([question], ChatOptions(max_tokens=64), Cancel()):
        pass
    print(json.dumps({"model_mb": (process.memory_info().rss - before) / 2**20}))
    model.close()


if __name__ == "__main__":
    main()
