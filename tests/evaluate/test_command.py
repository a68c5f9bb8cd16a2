"""`companion evaluate write`: the real write path on small datasets of each format."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from companion.encoders.scripted import ScriptedEncoders
from companion.evaluate import commands
from companion.llm.scripted import ScriptedChatModel
from companion.settings import Settings
from tests.commanding import Run
from tests.evaluate.test_locomo import CONVERSATION
from tests.evaluate.test_no_memory import MESSAGES
from tests.reading import Reader

MOVED = "I moved to Porto in June."
DIALOGUE = {
    "id": "tiny-1",
    "theme": "move",
    "sessions": [
        {"at": "2026-06-02T19:10:00+02:00", "turns": [{"role": "user", "text": MOVED}]},
        {"at": "2026-06-03T19:10:00+02:00", "turns": [{"role": "user", "text": "How far is it?"}]},
    ],
    "expect": {
        "current": [
            {"turn": [0, 0], "any": ["porto"], "subject": "me"},
            {"turn": [1, 0], "any": ["far"], "subject": "me"},
        ],
        "past": [],
        "never": [],
    },
}


@pytest.fixture
def run(run_companion: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `companion evaluate write`."""
    monkeypatch.setattr(commands, "load_starter_encoders", ScriptedEncoders)
    return partial(run_companion, "evaluate", "write")


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[..., str]:
    """Writes samples to a file, as JSON lines; a list of one as LoCoMo has it, in one piece."""

    def write(*samples: object) -> str:
        file = tmp_path / "dataset.json"
        file.write_text("\n".join(json.dumps(sample) for sample in samples), "utf-8")
        return str(file)

    return write


def test_the_format_of_a_dataset_is_recognised(run: Run, dataset: Callable[..., str]) -> None:
    def overall(*samples: object) -> dict[str, Any]:
        code, out, _ = run(dataset(*samples), "--json")
        assert code == 0
        found: dict[str, Any] = json.loads(out)["overall"]
        return found

    assert overall([CONVERSATION])["source_turn_recall"] > 0.5
    assert overall(DIALOGUE)["current_found"] == 0.5
    assert overall(*MESSAGES)["messages"] == 3


def test_a_table_is_printed_and_with_verbose_what_is_wrong(
    run: Run, dataset: Callable[..., str]
) -> None:
    file = dataset(DIALOGUE)
    code, out, err = run(file)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    head, groups = lines[:3], lines[3:5]
    assert [line.split()[0] for line in [head[-1], *groups]] == ["theme", "move", "overall"]
    assert "0.500" in groups[0]
    assert not any("tiny-1" in line for line in lines)
    assert "tiny-1  not current: [1, 0] far (me)" in run(file, "--verbose")[1]
    failures = json.loads(run(file, "--verbose", "--json")[1])["failures"]
    assert [failure["id"] for failure in failures] == ["tiny-1"]


def test_what_made_no_note_is_counted_by_reason(run: Run, dataset: Callable[..., str]) -> None:
    file = dataset(DIALOGUE)
    assert json.loads(run(file, "--json")[1])["theme"]["move"]["dropped"] == {"question": 1}
    assert "dropped: question 1" in run(file)[1]


def test_a_model_can_write_alone_or_beside_the_rules(
    run: Run, dataset: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Settings] = []
    model = ScriptedChatModel(Reader("choir"))

    def load(settings: Settings) -> ScriptedChatModel:
        asked.append(settings)
        return model

    monkeypatch.setattr(commands, "load_chat_model", load)
    said = "Sunday choir mornings keep the voice young. I moved to Porto in June."
    file = dataset({"id": "one", "category": "both", "text": said})

    def written(writer: str) -> int:
        _, out, _ = run(file, "--writer", writer, "--verbose", "--json")
        (failure,) = json.loads(out)["failures"]
        return len(failure["notes"])

    assert [written(writer) for writer in ("rules", "model", "both")] == [1, 1, 2]
    assert [settings.model_path for settings in asked] == [None, None], "the rules need none"
    assert model.closed
    assert len(model.prompts) == 2, "nobody asks the probe"
    weights = tmp_path / "weights.gguf"
    weights.touch()
    assert run(file, "--writer", "model", "--model", str(weights))[0] == 0
    assert asked[-1].model_path == weights


def test_one_speaker_can_be_chosen(run: Run, dataset: Callable[..., str]) -> None:
    _, out, _ = run(dataset([CONVERSATION]), "--speaker", "Tom", "--json")
    assert list(json.loads(out)["conversation"]) == ["tiny Tom"]


@pytest.mark.parametrize(
    ("samples", "arguments", "said"),
    [
        ([DIALOGUE], ["--format", "locomo"], "is not in the format locomo."),
        ([DIALOGUE], ["--speaker", "Tom"], "Only a LoCoMo dataset has speakers"),
        ([[CONVERSATION]], ["--speaker", "Ada"], "Nobody called Ada speaks"),
        ([{"id": 1}], [], "has no format that can be evaluated"),
        ([1], [], "has no format that can be evaluated"),
        ([], [], "has no format that can be evaluated"),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_a_sentence(
    run: Run, dataset: Callable[..., str], samples: list[object], arguments: list[str], said: str
) -> None:
    code, out, err = run(dataset(*samples), *arguments)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_no_json_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "dataset.json"
    for content in (b"hello", b"\xff\xfe"):
        file.write_bytes(content)
        code, _, err = run(str(file))
        assert code == 1
        assert "is no JSON" in err


def test_wrong_usage_is_said(run: Run, tmp_path: Path) -> None:
    assert run()[0] == 2
    assert run(str(tmp_path / "none.json"))[0] == 2
    assert run(str(tmp_path))[0] == 2
    assert run(__file__, "--writer", "nobody")[0] == 2
    assert run(__file__, "--writer", "model", "--model", str(tmp_path / "none.gguf"))[0] == 2
    assert run(__file__, "--model", __file__)[0] == 2


def test_nothing_is_left_behind(
    run: Run, dataset: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = dataset(DIALOGUE)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(file)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["dataset.json"]
