"""How much context and how many threads suit a model and a machine."""

from __future__ import annotations

import pytest

from companion.models.fit import (
    LARGEST_CONTEXT,
    SMALLEST_CONTEXT,
    fit_context,
    fit_threads,
    kv_bytes_per_token,
)
from companion.models.gguf import Value

GIB = 1 << 30

SMOLLM2: dict[str, Value] = {
    "general.architecture": "llama",
    "llama.block_count": 30,
    "llama.embedding_length": 576,
    "llama.attention.head_count": 9,
    "llama.attention.head_count_kv": 3,
}


def test_a_token_takes_keys_and_values_of_every_layer_at_16_bits() -> None:
    assert kv_bytes_per_token(SMOLLM2) == 30 * 3 * (64 + 64) * 2


def test_head_sizes_may_be_given_and_may_differ() -> None:
    sizes = {"llama.attention.key_length": 192, "llama.attention.value_length": 128}
    assert kv_bytes_per_token(SMOLLM2 | sizes) == 30 * 3 * (192 + 128) * 2


def test_layers_may_have_different_heads() -> None:
    heads: dict[str, Value] = {"llama.attention.head_count_kv": (0, 3) * 15}
    assert kv_bytes_per_token(SMOLLM2 | heads) == 15 * 3 * (64 + 64) * 2


def test_without_key_value_heads_every_head_has_its_own() -> None:
    multi_head = {k: v for k, v in SMOLLM2.items() if not k.endswith("_kv")}
    assert kv_bytes_per_token(multi_head) == 30 * 9 * (64 + 64) * 2


def test_unknown_metadata_give_no_figure() -> None:
    assert kv_bytes_per_token({}) == 0


@pytest.mark.parametrize(
    ("trained", "available_gib", "expected"),
    [
        pytest.param(131072, 64, LARGEST_CONTEXT, id="plenty of memory: the cap"),
        pytest.param(4096, 64, 4096, id="never more than the model was trained for"),
        pytest.param(0, 64, LARGEST_CONTEXT, id="training unknown: the cap"),
        pytest.param(131072, 6.5, 4096, id="half a gigabyte left for the cache"),
        pytest.param(131072, 2, SMALLEST_CONTEXT, id="too little memory: the least that serves"),
        pytest.param(1024, 2, 1024, id="a model trained for less than that"),
    ],
)
def test_the_context_fits_model_and_memory(
    trained: int, available_gib: float, expected: int
) -> None:
    context = fit_context(
        trained_tokens=trained,
        weight_bytes=5 * GIB,
        kv_bytes=128 * 1024,
        available_bytes=int(available_gib * GIB),
    )
    assert context == expected


def test_a_context_is_a_multiple_of_256() -> None:
    assert fit_context(3000, 0, 1000, 64 * GIB) == 2816


def test_one_core_stays_free_for_the_window() -> None:
    assert [fit_threads(cores) for cores in (1, 2, 8)] == [1, 1, 7]
