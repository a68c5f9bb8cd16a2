"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from companion import cli
from companion.app import Companion
from companion.encoders.scripted import ScriptedEncoders
from companion.errors import ModelError
from companion.llm.scripted import ScriptedChatModel
from companion.paths import VARIABLE
from companion.settings import Settings
from tests.commanding import Ended, Run
from tests.listening import Listener

FACT = "I moved to Porto in June with my dog Biscuit."


@pytest.fixture
def run(home: Path, run_companion: Run) -> Run:
    """Runs `companion` on `home`."""
    return lambda *arguments, at=home: run_companion("--home", str(at), *arguments)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, model: ScriptedChatModel) -> ScriptedChatModel:
    """The model that `companion say` talks to."""
    made = partial(Companion, load_model=lambda _: model, load_encoders=ScriptedEncoders)
    monkeypatch.setattr(cli, "Companion", made)
    return model


def is_one_sentence(text: str) -> bool:
    """Whether it is a line for a person, and no traceback."""
    return text.count("\n") == 1 and text.strip().endswith((".", ".)")) and "Traceback" not in text


# -- notes ----------------------------------------------------------------------------------------


def test_what_is_remembered_is_listed_until_it_is_forgotten(run: Run) -> None:
    made = run("remember", "The bins go out on Thursday")
    assert made.code == 0
    note_id = made.out.strip()
    listed = run("memories")
    assert listed.code == 0
    assert note_id in listed.out
    assert "The bins go out on Thursday" in listed.out
    assert run("forget", note_id) == Ended(0, "", "")
    assert run("memories").out == ""
    again = run("forget", note_id)
    assert again.code == 1
    assert is_one_sentence(again.err)


def test_notes_can_be_had_as_json_with_their_sources(
    run: Run, open_companion: Callable[[], Listener]
) -> None:
    listener = open_companion()
    listener.start()
    turn = listener.say(FACT)
    listener.close()
    (newer, older) = run("memories", "--json").json
    assert {newer["kind"], older["kind"]} == {"episode", "event"}
    for note in (newer, older):
        assert note["text"] == FACT
        assert datetime.fromisoformat(note["recorded_at"]).tzinfo is not None
        assert note["status"] == "active"
        (source,) = note["sources"]
        assert source["message_id"] == turn.user_message_id
        assert FACT[source["start"] : source["end"]] == source["quote"]
    made = run("remember", "--json", "It is “green” 🌱").json
    assert (made["text"], made["origin"]) == ("It is “green” 🌱", "user")
    assert run("memories", "--json").json[0]["sources"] == []


def test_notes_can_be_searched_and_limited(run: Run) -> None:
    for text in ("a green bicycle", "a green boat", "a red car"):
        run("remember", text)
    assert [note["text"] for note in run("memories", "--json", "--limit", "1").json] == [
        "a red car"
    ]
    found = run("memories", "--json", "--query", "green").json
    assert {note["text"] for note in found} == {"a green bicycle", "a green boat"}
    assert run("memories", "--json", "--query", "nothing").json == []


# -- saying ---------------------------------------------------------------------------------------


def test_a_reply_is_printed_and_the_conversation_goes_on(
    run: Run, scripted: ScriptedChatModel
) -> None:
    scripted.replies = ["Porto is lovely.", "You told me.", "Hello."]
    assert run("say", FACT) == Ended(0, "Porto is lovely.\n", "")
    assert run("say", "Do you know my dog?").out == "You told me.\n"
    assert [m.content for m in scripted.prompts[-1]][-3:-1] == [FACT, "Porto is lovely."]
    assert run("say", "--new", "Hello").out == "Hello.\n"
    assert "Porto is lovely." not in [m.content for m in scripted.prompts[-1]]


def test_a_reply_can_be_had_as_json_with_what_was_recalled(
    run: Run, scripted: ScriptedChatModel
) -> None:
    run("say", FACT)
    scripted.replies = ["Biscuit."]
    said = run("say", "--new", "--json", "what's my dog called?").json
    assert set(said) == {
        "reply",
        "recalled",
        "recall_ms",
        "ttft_ms",
        "tokens_per_s",
        "prompt_tokens",
        "reused_tokens",
    }
    assert said["reply"] == "Biscuit."
    assert said["prompt_tokens"] > 0
    (recalled,) = said["recalled"]
    assert recalled["text"] == FACT
    assert recalled["sources"][0]["quote"] == FACT
    assert 0 < recalled["score"] <= 1
    assert recalled["why"]


def test_what_was_said_is_noted_when_the_command_ends(
    run: Run, scripted: ScriptedChatModel
) -> None:
    run("say", FACT)
    assert [note["text"] for note in run("memories", "--json").json] == [FACT, FACT]


def test_a_model_that_cannot_be_loaded_is_said_in_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: Settings) -> ScriptedChatModel:
        raise ModelError("There is no chat model.", "Choose a GGUF file in the settings.")

    made = partial(Companion, load_model=load, load_encoders=ScriptedEncoders)
    monkeypatch.setattr(cli, "Companion", made)
    ended = run("say", FACT)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "There is no chat model. Choose a GGUF file in the settings.\n"
    # What was said is there nevertheless.
    assert [note["text"] for note in run("memories", "--json").json] == [FACT, FACT]


# -- sleep ----------------------------------------------------------------------------------------


def test_sleep_lets_memories_fade_as_of_a_time(run: Run, scripted: ScriptedChatModel) -> None:
    run("say", "We painted the shed on Monday.")
    assert run("sleep", "--job", "decay", "--json").json["changed"] == 0
    assert run("sleep", "--job", "decay").out == "decay          nothing to do\n"
    later = ("sleep", "--job", "decay", "--as-of", "2036-01-01T03:00:00+00:00")
    tried = run(*later, "--dry-run", "--json").json
    assert tried["changed"] == 1
    assert [note["status"] for note in run("memories", "--json").json] == ["active", "active"]
    slept = run(*later, "--json").json
    (job,) = slept["jobs"]
    assert slept["changed"] == job["changed"] == 1
    assert (job["job"], job["state"], job["did"]) == ("decay", "done", {"archived": 1})
    assert job["as_of"] == "2036-01-01T03:00:00+00:00"
    statuses = {note["status"] for note in run("memories", "--json").json}
    assert statuses == {"active", "archived"}
    assert run(*later, "--json").json["changed"] == 0


def test_sleep_says_what_it_did(run: Run, scripted: ScriptedChatModel) -> None:
    run("say", "We painted the shed on Monday.")
    out = run("sleep", "--job", "decay", "--job", "folding", "--as-of", "2036-01-01").out
    assert out == "decay          1 archived\nfolding        nothing to do\n"


# -- trouble --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["remember"],
        ["remember", " "],
        ["say"],
        ["say", "  "],
        ["forget"],
        ["memories", "--limit", "0"],
        ["memories", "--limit", "many"],
        ["memories", "--nonsense"],
        ["nonsense"],
        ["sleep", "--job", "nonsense"],
        ["sleep", "--as-of", "someday"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_and_changes_nothing(
    run: Run, home: Path, arguments: list[str]
) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert "Usage" in ended.err
    assert not home.exists()


def test_a_file_is_no_home(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run("memories", at=tmp_path / "file").code == 2
    below = run("memories", at=tmp_path / "file" / "below")
    assert below.code == 1
    assert is_one_sentence(below.err)


def test_a_home_that_is_open_in_a_window_is_left_alone(run: Run, listener: Listener) -> None:
    ended = run("remember", "The bins go out on Thursday")
    assert ended.code == 1
    assert is_one_sentence(ended.err)
    assert listener.companion.notes().result() == []


def test_help_is_printed(run: Run) -> None:
    ended = run("--help")
    assert ended.code == 0
    for command in ("say", "memories", "remember", "forget", "doctor"):
        assert command in ended.out


# -- as a process ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_runs_as_a_module_on_the_home_that_the_environment_names(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(home))
    command = [sys.executable, "-m", "companion", "remember", "The bins go out on Thursday"]
    made = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert len(made.stdout.strip()) == 26
    assert made.stderr == ""
    assert (home / "companion.db").exists()
    assert list(tmp_path.glob("*.db")) == []
