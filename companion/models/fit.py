"""How much context fits: from what a model says of itself, and the memory there is."""

from __future__ import annotations

from collections.abc import Mapping

from companion.models.gguf import Value

LARGEST_CONTEXT = 8192
"""Tokens. A longer context costs memory and answers later; memory serves better than length."""

SMALLEST_CONTEXT = 2048
"""Tokens. Less cannot hold a persona, some notes, a little history and a reply."""

_ROUND = 256
"""llama.cpp rounds a context up to a multiple of this."""

_HEADROOM_BYTES = 1 << 30
"""Left for the window, the encoders, and everything else the person runs."""


def kv_bytes_per_token(metadata: Mapping[str, Value]) -> int:
    """Bytes one token takes in the key-value cache at 16 bits; 0 when the metadata do not say."""
    arch = metadata.get("general.architecture")
    layers = _number(metadata, f"{arch}.block_count")
    heads = _number(metadata, f"{arch}.attention.head_count")
    if not layers or not heads:
        return 0
    head = _number(metadata, f"{arch}.embedding_length") // heads
    key = _number(metadata, f"{arch}.attention.key_length") or head
    value = _number(metadata, f"{arch}.attention.value_length") or head
    kv_heads = metadata.get(f"{arch}.attention.head_count_kv", heads)
    # Where layers differ, the file lists the heads of each.
    all_heads = sum(kv_heads) if isinstance(kv_heads, tuple) else layers * _int(kv_heads)
    return int(all_heads * (key + value) * 2)


def fit_context(trained_tokens: int, weight_bytes: int, kv_bytes: int, available_bytes: int) -> int:
    """Tokens of context to open a model with.

    `kv_bytes` is per token; `available_bytes` is the memory free before the model is loaded. Never
    more than the model was trained for (0: unknown), and never less than a chat needs.
    """
    most = min(trained_tokens or LARGEST_CONTEXT, LARGEST_CONTEXT)
    free = available_bytes - weight_bytes - _HEADROOM_BYTES
    fitting = free // kv_bytes if kv_bytes else most
    tokens = max(min(fitting, most), min(SMALLEST_CONTEXT, most))
    return max(tokens // _ROUND * _ROUND, _ROUND)


def fit_threads(cores: int) -> int:
    """Threads to compute with on a machine of `cores` processor cores.

    One core stays free. llama.cpp's threads spin while they wait for each other: when the window or
    an encoder needs one of their cores, all of them stand still for it, and the window stutters.
    """
    return max(1, cores - 1)


def _number(metadata: Mapping[str, Value], key: str) -> int:
    return _int(metadata.get(key, 0))


def _int(value: Value) -> int:
    """A value that is one number, or the largest of a list."""
    if isinstance(value, tuple):
        return int(max(value, default=0))
    return 0 if isinstance(value, str) else int(value)
