"""The command line with the starter models, each command a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.native, pytest.mark.timeout(400)]

FACT = "I moved to Porto in June with my dog Biscuit."


@pytest.fixture
def companion(home: Path, starter_path: Path) -> Any:
    """Runs `companion … --json` on `home` and gives what it prints."""
    assert starter_path.exists()

    def run(*arguments: str) -> Any:
        command = [sys.executable, "-m", "companion", "--home", str(home), *arguments, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_what_was_said_is_recalled_in_a_new_conversation_of_a_new_process(companion: Any) -> None:
    first = companion("say", FACT)
    assert first["reply"].strip()
    assert first["recalled"] == []
    for figure in ("recall_ms", "ttft_ms", "tokens_per_s", "prompt_tokens"):
        assert first[figure] > 0, figure

    second = companion("say", "--new", "What is my dog called?")
    own = [note["text"] for note in second["recalled"] if note["said_by"] == "user"]
    assert own == [FACT]
    (source,) = second["recalled"][0]["sources"]
    assert source["quote"] == FACT
    assert second["recalled"][0]["why"]

    notes = companion("memories")
    assert {note["kind"] for note in notes if note["text"] == FACT} == {"episode", "event"}


def test_a_note_of_its_owner_is_recalled_until_it_is_forgotten(companion: Any, home: Path) -> None:
    note = companion("remember", "My locker at the pool is number 47.")
    asked = "Which locker do I have at the pool?"
    assert [found["id"] for found in companion("say", asked)["recalled"]] == [note["id"]]
    command = [sys.executable, "-m", "companion", "--home", str(home), "forget", note["id"]]
    subprocess.run(command, check=True)
    assert companion("say", "--new", asked)["recalled"] == []
