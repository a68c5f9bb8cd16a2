"""Choosing the next token from the logits: a chain of llama.cpp samplers, made once per reply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from companion.llm.base import ChatOptions
from companion.llm.llama.native import Engine, library

_PENALTY_WINDOW = 64
"""How many tokens of the reply the repeat penalty looks back over. The prompt is left out of it:
penalised, the model would avoid the very words it is asked to recall."""

_RANDOM_SEED = 0xFFFFFFFF
"""LLAMA_DEFAULT_SEED: llama.cpp draws one itself."""


class Sampler:
    """Samples from the last logits of an engine. Free it with `close`."""

    def __init__(self, engine: Engine, options: ChatOptions) -> None:
        """Raises ValueError for a schema that cannot be made a grammar."""
        self._api = api = library()
        self._context = engine.context
        self._chain: Any = api.llama_sampler_chain_init(api.llama_sampler_chain_default_params())
        try:
            for link in _links(api, engine, options):
                api.llama_sampler_chain_add(self._chain, link)
        except BaseException:
            self.close()
            raise

    def next(self) -> int:
        """The next token id."""
        return int(self._api.llama_sampler_sample(self._chain, self._context, -1))

    def close(self) -> None:
        if self._chain:
            self._api.llama_sampler_free(self._chain)
        self._chain = None


def _links(api: Any, engine: Engine, options: ChatOptions) -> list[Any]:
    links = []
    if options.repeat_penalty != 1.0:
        links.append(
            api.llama_sampler_init_penalties(
                api.llama_vocab_n_tokens(engine.vocab),
                _PENALTY_WINDOW,
                options.repeat_penalty,
                0.0,
                0.0,
            )
        )
    if options.schema is not None:
        links.append(_grammar(api, engine, options.schema))
    if options.temperature <= 0:
        return [*links, api.llama_sampler_init_greedy()]
    seed = _RANDOM_SEED if options.seed is None else options.seed % _RANDOM_SEED
    return [
        *links,
        api.llama_sampler_init_top_k(options.top_k),
        api.llama_sampler_init_top_p(options.top_p, 1),
        api.llama_sampler_init_min_p(options.min_p, 1),
        api.llama_sampler_init_temp(options.temperature),
        api.llama_sampler_init_dist(seed),
    ]


def _grammar(api: Any, engine: Engine, schema: Mapping[str, Any]) -> Any:
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    try:
        gbnf = json_schema_to_gbnf(json.dumps(schema))
    except Exception as error:
        # It asserts what it expects of a schema, and raises KeyError, TypeError and others besides.
        raise ValueError(f"no grammar for the schema {schema}") from error
    # JSON has no bare control characters in strings; the binding's grammar lets line breaks pass.
    gbnf = gbnf.replace(r'[^"\\]', r'[^"\\\x7F\x00-\x1F]')
    grammar = api.llama_sampler_init_grammar(engine.vocab, gbnf.encode(), b"root")
    if not grammar:
        # A null link would crash the process at the first token.
        raise ValueError(f"no grammar for the schema {schema}")
    return grammar
