"""What the command line does while the window is open is done by the window's Companion."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.errors import CompanionError
from companion.events import NotesChanged
from companion.serving import FILE, Elsewhere, Serving
from tests.commanding import Run
from tests.listening import PATIENCE_S, Listener


@pytest.fixture
def served(open_companion: Callable[[], Listener], home: Path) -> Iterator[Serving]:
    """A Companion that serves others, when it does."""
    listener = open_companion()
    serving = Serving(listener.companion)
    listener.start()
    end = time.monotonic() + PATIENCE_S
    while not (home / FILE).exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    yield serving
    serving.close()


def test_a_command_is_done_by_the_companion_that_holds_the_memory(
    served: Serving, home: Path, run_companion: Run
) -> None:
    def run(*arguments: str) -> str:
        ended = run_companion("--home", str(home), *arguments)
        assert ended.code == 0, ended.err
        return ended.out

    heard: list[object] = []
    served._companion.events.subscribe(heard.append)
    note_id = run("remember", "I love tea.").strip()
    assert any(isinstance(it, NotesChanged) and note_id in it.ids for it in heard)
    assert [it["text"] for it in json.loads(run("memories", "--json"))] == ["I love tea."]
    assert json.loads(run("sleep", "--job", "decay", "--json"))["changed"] == 0
    run("forget", note_id)
    assert json.loads(run("memories", "--json")) == []
    ended = run_companion("--home", str(home), "forget", "nonsense")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1


def test_nothing_else_can_be_asked_and_nobody_without_the_key(served: Serving, home: Path) -> None:
    assert (home / FILE).stat().st_mode & 0o077 == 0, "its owner alone reads it"
    elsewhere = Elsewhere(home)
    with pytest.raises(CompanionError):
        elsewhere._ask("close").result()
    told = json.loads((home / FILE).read_text())
    (home / FILE).write_text(json.dumps(told | {"key": "00" * 32}))
    with pytest.raises(Exception, match="digest"):
        Elsewhere(home)
    (home / FILE).write_text(json.dumps(told))
    assert elsewhere.notes().result() == [], "and goes on serving others"


def test_when_it_is_closed_the_memory_is_merely_in_use(
    served: Serving, home: Path, run_companion: Run
) -> None:
    served.close()
    assert not (home / FILE).exists()
    ended = run_companion("--home", str(home), "memories")
    assert ended.code == 1
    assert "already has this memory open" in ended.err
    # Left behind by one that was killed.
    (home / FILE).write_text(json.dumps({"address": str(home / "gone"), "key": "00"}))
    assert run_companion("--home", str(home), "memories").err == ended.err
