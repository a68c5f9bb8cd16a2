"""The core stands on its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

WALK = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "ui"):
            raise ImportError(f"the core must not import {name}")

sys.meta_path.insert(0, Blocked())
import companion
for found in pkgutil.walk_packages(companion.__path__, "companion."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
        print(found.name)
"""

LIGHT = """
import sys
import companion.app, companion.cli, companion.events, companion.domain
heavy = {"llama_cpp", "onnxruntime", "chromadb", "sqlalchemy", "sqlmodel", "tokenizers", "keyring"}
print(sorted(heavy & set(sys.modules)))
"""


def python(code: str) -> str:
    """What a fresh process prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_all_of_the_core_can_be_imported_where_there_is_no_window() -> None:
    imported = python(WALK).split()
    assert {"companion.app", "companion.cli", "companion.store.store"} <= set(imported)


def test_what_is_heavy_is_imported_when_it_is_needed() -> None:
    assert python(LIGHT).strip() == "[]"
