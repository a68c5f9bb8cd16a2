"""One loaded GGUF file: its weights, its vocabulary, and two sequences of key-value cache.

This is the thin layer over llama.cpp's C functions: token ids in, logits out. It knows nothing of
messages, prompts or replies. llama-cpp-python's own `Llama` class is not used: it redirects the
process's stdout while loading, cannot be stopped during prefill and holds one sequence only.
"""

from __future__ import annotations

import ctypes
import functools
import logging
import re
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import ModelError
from companion.lanes import Cancel, Cancelled
from companion.llm.llama.interrupt import Interrupt

log = logging.getLogger(__name__)

# llama.cpp gives up on allocations and damaged files with a log line only: the last ones are kept
# so that an error can say why.
_last_errors: list[str] = []

# enum ggml_log_level of ggml.h; the table inside llama-cpp-python 0.3.36 is out of date.
_ABORTED = 2
"""What llama_decode returns when its abort callback said so."""

_LEVELS = {1: logging.DEBUG, 2: logging.DEBUG, 3: logging.INFO, 4: logging.INFO}


@functools.cache
def library() -> Any:
    """The `llama_cpp` module, imported and initialised once, its log lines sent to `logging`."""
    import llama_cpp

    llama_cpp.llama_log_set(_log_callback(llama_cpp), ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    return llama_cpp


@functools.cache
def _log_callback(llama_cpp: Any) -> Any:
    """llama.cpp keeps the bare pointer: the cache keeps the object behind it alive."""

    @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
    def callback(level: int, text: bytes, _data: Any) -> None:
        line = text.decode("utf-8", "replace").strip()
        if level == 4 and line:
            _last_errors.append(line)
            del _last_errors[:-8]
        if line.strip("."):
            log.log(_LEVELS.get(level, logging.DEBUG), "%s", line)

    return callback


def gpu_available() -> bool:
    """Whether this build of llama.cpp found a device it can offload to."""
    return bool(library().llama_supports_gpu_offload())


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to load a model: sizes in tokens."""

    context_tokens: int
    batch_tokens: int
    threads: int
    gpu: bool


class Engine:
    """Weights, vocabulary and cache of one model. Not thread-safe, but for `tokenize`.

    `tokenize` only reads the vocabulary, which llama.cpp never changes after loading; the lock
    keeps `close` from freeing it meanwhile.
    """

    sequences = 2
    """The chat's and a spare one, in one shared pool of `context_tokens` cells."""

    def __init__(self, path: Path, options: EngineOptions) -> None:
        """Load the model; raises ModelError when llama.cpp cannot."""
        self._api = api = library()
        self._vocab_lock = threading.Lock()
        self._context: Any = None
        self._batch: Any = None
        _last_errors.clear()
        params = api.llama_model_default_params()
        params.n_gpu_layers = -1 if options.gpu else 0
        self._model: Any = api.llama_model_load_from_file(str(path).encode(), params)
        if not self._model:
            raise _refused(path, "could not be loaded")
        self._vocab = api.llama_model_get_vocab(self._model)
        try:
            if api.llama_model_has_encoder(self._model) or api.llama_model_is_diffusion(
                self._model
            ):
                # Such models do not write from left to right; decoding with them ends the process.
                raise _not_for_chat(path)
            self._open_context(path, options)
        except BaseException:
            self.close()
            raise
        self._piece_buffer = ctypes.create_string_buffer(256)

    def _open_context(self, path: Path, options: EngineOptions) -> None:
        api = self._api
        params = api.llama_context_default_params()
        params.n_ctx = options.context_tokens
        params.n_batch = params.n_ubatch = options.batch_tokens
        params.n_threads = params.n_threads_batch = options.threads
        params.n_seq_max = self.sequences
        # One pool of cells that either sequence may fill, instead of half for each.
        params.kv_unified = True
        params.offload_kqv = params.op_offload = options.gpu
        if not options.gpu:
            # On a processor it costs a quarter of the decoding speed at 2,000 tokens.
            params.flash_attn_type = api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self._interrupt = Interrupt()
        self._interrupt.install(params)
        self._context = api.llama_init_from_model(self._model, params)
        if not self._context:
            raise _refused(path, "does not fit in memory")
        self._memory = api.llama_get_memory(self._context)
        if not self._memory:
            raise _not_for_chat(path)
        self.context_tokens = int(api.llama_n_ctx(self._context))
        self.batch_tokens = options.batch_tokens
        self.gpu = options.gpu
        self._batch = api.llama_batch_init(options.batch_tokens, 0, 1)
        for i in range(options.batch_tokens):
            self._batch.n_seq_id[i] = 1
            self._batch.logits[i] = 0

    @property
    def context(self) -> Any:
        """The llama_context, for samplers."""
        return self._context

    @property
    def vocab(self) -> Any:
        """The llama_vocab, for samplers."""
        return self._vocab

    @property
    def trained_context_tokens(self) -> int:
        return int(self._api.llama_model_n_ctx_train(self._model))

    @property
    def parameters(self) -> int:
        return int(self._api.llama_model_n_params(self._model))

    # Vocabulary

    def tokenize(self, text: str) -> list[int]:
        """Token ids of `text`; special tokens in it are recognised, none is added. Thread-safe."""
        data = text.encode()
        with self._vocab_lock:
            if not self._model:
                raise ModelError("The chat model was closed.", "Try again.")
            # A token stands for one byte at least, but some tokenizers put a space in front.
            room = len(data) + 8
            tokens = (self._api.llama_token * room)()
            count = self._api.llama_tokenize(
                self._vocab, data, len(data), tokens, room, False, True
            )
        if count < 0:
            raise RuntimeError(f"{-count} tokens for {len(data)} bytes")
        return list(tokens[:count])

    def bos(self) -> int | None:
        """The token that must open a prompt, or None when this vocabulary asks for none."""
        if not self._api.llama_vocab_get_add_bos(self._vocab):
            return None
        token = int(self._api.llama_vocab_bos(self._vocab))
        return token if token >= 0 else None

    def bos_text(self) -> str:
        return self._text(self._api.llama_vocab_bos(self._vocab))

    def eos_text(self) -> str:
        return self._text(self._api.llama_vocab_eos(self._vocab))

    def control_texts(self) -> list[str]:
        """How the tokens that frame messages are written, such as `<|im_end|>`."""
        api = self._api
        control = 1 << 3  # LLAMA_TOKEN_ATTR_CONTROL
        return [
            self._text(token)
            for token in range(api.llama_vocab_n_tokens(self._vocab))
            if api.llama_vocab_get_attr(self._vocab, token) & control
        ]

    def _text(self, token: int) -> str:
        if token < 0:
            return ""
        text: bytes = self._api.llama_vocab_get_text(self._vocab, token)
        return text.decode("utf-8", "replace")

    def ends_reply(self, token: int) -> bool:
        """Whether `token` means that the model has finished."""
        return bool(self._api.llama_vocab_is_eog(self._vocab, token))

    def piece(self, token: int) -> bytes:
        """The bytes `token` stands for; none for a special token. May be part of a character."""
        buffer = self._piece_buffer
        count = self._api.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        if count < 0:
            self._piece_buffer = ctypes.create_string_buffer(-count)
            return self.piece(token)
        return buffer.raw[:count]

    # Cache

    def interruptible(self, cancel: Cancel) -> AbstractContextManager[None]:
        """While it lasts, `decode` gives up soon after `cancel` is set."""
        return self._interrupt.watching(cancel)

    def decode(self, tokens: Sequence[int], position: int, sequence: int, *, logits: bool) -> None:
        """Compute `tokens` (at most `batch_tokens`) at `position` of `sequence`.

        With `logits` the next token can be sampled afterwards. Raises Cancelled when interrupted:
        the cache is as it was before the call, if the model can go back (see `length`). Raises
        ModelError when llama.cpp fails: what the cache holds is unknown then.
        """
        batch = self._batch
        last = len(tokens) - 1
        for i, token in enumerate(tokens):
            batch.token[i] = token
            batch.pos[i] = position + i
            batch.seq_id[i][0] = sequence
        batch.n_tokens = len(tokens)
        batch.logits[last] = logits
        code = self._api.llama_decode(self._context, batch)
        batch.logits[last] = 0
        if code == _ABORTED:
            raise Cancelled
        if code != 0:
            raise ModelError(
                "The chat model failed in the middle of its work.",
                f"Try again; if it happens again, choose a smaller model. (llama_decode: {code})",
            )

    def length(self, sequence: int) -> int:
        """How many tokens the cache holds of `sequence`."""
        return int(self._api.llama_memory_seq_pos_max(self._memory, sequence)) + 1

    def drop(self, sequence: int, position: int = 0) -> bool:
        """Forget `sequence` from `position` on; False if this model can only forget all of it."""
        return bool(self._api.llama_memory_seq_rm(self._memory, sequence, position, -1))

    def clear(self) -> None:
        """Forget every sequence."""
        self._api.llama_memory_clear(self._memory, True)

    def save(self, sequence: int) -> Any:
        """A copy of the cache of `sequence`, for `restore`."""
        size = self._api.llama_state_seq_get_size(self._context, sequence)
        data = (ctypes.c_uint8 * size)()
        self._api.llama_state_seq_get_data(self._context, data, size, sequence)
        return data

    def restore(self, data: Any, sequence: int) -> bool:
        """Put a saved cache back; False if it did not fit."""
        count = self._api.llama_state_seq_set_data(self._context, data, len(data), sequence)
        return bool(count)

    def close(self) -> None:
        """Free everything; on the thread that made it. Closing again does nothing."""
        with self._vocab_lock:
            if self._batch is not None:
                self._api.llama_batch_free(self._batch)
            if self._context:
                self._api.llama_free(self._context)
            if self._model:
                self._api.llama_model_free(self._model)
            self._batch = self._context = self._model = None


def _refused(path: Path, what: str) -> ModelError:
    """Why llama.cpp did not take a model, from what it logged."""
    log_text = "\n".join(_last_errors)
    if "not within the file bounds" in log_text:
        return ModelError(f"“{path.name}” is incomplete.", "Download it again, or choose another.")
    if unknown := re.search(r"unknown model architecture: '([^']*)'", log_text):
        return ModelError(
            f"“{path.name}” is of a kind ({unknown[1]}) that this version cannot run.",
            "Choose another model, or look for a newer Companion.",
        )
    reason = f" (llama.cpp: {_last_errors[0]})" if _last_errors else ""
    return ModelError(f"“{path.name}” {what}.", f"Choose another model file.{reason}")


def _not_for_chat(path: Path) -> ModelError:
    return ModelError(
        f"“{path.name}” is not a chat model.", "Choose a model made for conversation."
    )
