"""What opening the window may import, and how imports behave beside the toolkit."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ["pydantic", "sqlalchemy", "sqlmodel", "chromadb", "onnxruntime", "llama_cpp", "numpy"]


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100
    )
    return done.stdout.strip()


def test_nothing_heavy_is_imported_before_the_window_is_shown() -> None:
    code = f"import sys, ui.app; print([name for name in {HEAVY} if name in sys.modules])"
    assert python(code) == "[]"


def test_the_toolkit_does_not_look_through_what_is_imported() -> None:
    """Its wrapper around `import` reads the source of every module, and breaks pydantic's import
    when threads import at the same time."""
    code = "import builtins, ui; print(builtins.__import__.__name__)"
    assert "feature" not in python(code)
