"""Chat models in GGUF files, run by llama.cpp. The only importer of `llama_cpp`.

`llama_cpp` itself is imported when the first model is opened, not with this package: it is heavy.
"""

from companion.llm.llama.loading import open_llama
from companion.llm.llama.model import LlamaChatModel

__all__ = ["LlamaChatModel", "open_llama"]
