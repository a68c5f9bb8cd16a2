"""Opening a GGUF file as a chat model: checks first, then the GPU, then the processor."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import psutil

from companion.errors import ModelError
from companion.llm.base import ModelInfo
from companion.llm.llama.model import LlamaChatModel
from companion.llm.llama.native import Engine, EngineOptions, gpu_available
from companion.llm.template import PromptTemplate, Render
from companion.models.fit import fit_context, fit_threads, kv_bytes_per_token
from companion.models.gguf import GgufHead, read_head

log = logging.getLogger(__name__)

_STEP_TOKENS = 128
"""Tokens of a prefill step. More is no faster on a processor, and takes more working memory."""

_GPU_STEP_TOKENS = 512


def open_llama(
    path: Path, *, context_tokens: int | None = None, threads: int | None = None, gpu: bool = True
) -> LlamaChatModel:
    """Load the model at `path`; takes seconds, and as much memory as the file is large.

    `context_tokens` and `threads` are chosen from the model and the machine when not given. With
    `gpu`, all layers go to the GPU if there is one and they fit. Raises ModelError when the file
    is missing, damaged, incomplete, of an unknown kind, or not made for chat.
    """
    head = read_head(path)
    template = head.text("tokenizer.chat_template")
    if not template:
        raise ModelError(
            f"“{path.name}” has no chat template: it is not made for conversation.",
            "Choose a model whose name ends in “Instruct” or “Chat”.",
        )
    options = EngineOptions(
        context_tokens=context_tokens or _context_tokens(path, head),
        batch_tokens=_STEP_TOKENS,
        threads=threads or fit_threads(psutil.cpu_count(logical=False) or 1),
        gpu=False,
    )
    engine, gpu_reason = _load(path, options, gpu)
    try:
        prompts = PromptTemplate(_renderer(engine, template), engine.control_texts())
    except BaseException:
        engine.close()
        raise
    info = ModelInfo(
        # What a file says of its own name is often a training run's; people know the file's name.
        name=re.sub(r"-\d{5}-of-\d{5}$", "", path.stem),
        path=path,
        context_tokens=engine.context_tokens,
        trained_context_tokens=engine.trained_context_tokens,
        parameters=engine.parameters,
        size_bytes=path.stat().st_size,
        template=template,
        gpu=engine.gpu,
        gpu_reason=gpu_reason,
        threads=options.threads,
    )
    return LlamaChatModel(engine, prompts, info)


def _load(path: Path, options: EngineOptions, gpu: bool) -> tuple[Engine, str]:
    """The engine, and why it does or does not use the GPU."""
    if not gpu:
        return Engine(path, options), "The GPU is switched off in the settings."
    if not gpu_available():
        return Engine(path, options), "No GPU that this build of llama.cpp can use was found."
    try:
        on_gpu = EngineOptions(options.context_tokens, _GPU_STEP_TOKENS, options.threads, True)
        return Engine(path, on_gpu), "All layers are on the GPU."
    except ModelError as error:
        log.warning("loading on the processor instead: %s", error)
        return Engine(path, options), "The model did not fit into the GPU's memory."


def _context_tokens(path: Path, head: GgufHead) -> int:
    trained = head.metadata.get(f"{head.text('general.architecture')}.context_length", 0)
    return fit_context(
        trained_tokens=trained if isinstance(trained, int) else 0,
        weight_bytes=path.stat().st_size,
        kv_bytes=kv_bytes_per_token(head.metadata),
        available_bytes=psutil.virtual_memory().available,
    )


def _renderer(engine: Engine, template: str) -> Render:
    """The model's own template, rendered as llama-cpp-python does."""
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    try:
        formatter = Jinja2ChatFormatter(
            template=template, eos_token=engine.eos_text(), bos_token=engine.bos_text()
        )
    except Exception as error:
        raise ModelError(
            f"The model's chat template is broken: {error}", "Choose another model file."
        ) from error

    def render(messages: list[dict[str, str]]) -> str:
        # Models that can think aloud first are asked not to: a companion answers.
        prompt: str = formatter(messages=messages, enable_thinking=False).prompt  # type: ignore[arg-type]
        return prompt

    return render
