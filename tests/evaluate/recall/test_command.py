"""`companion evaluate recall`: the product's own recall on small datasets of each format."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from companion.encoders.scripted import ScriptedEncoders
from companion.evaluate import commands
from companion.llm.scripted import ScriptedChatModel
from tests.commanding import Run
from tests.evaluate.recall.test_formats import DATA
from tests.evaluate.test_locomo import CONVERSATION, TOM, turn

QUESTIONS = [
    {"question": "Where did Rita move in June?", "category": 4, "evidence": ["D1:1"]},
    {"question": "What is Rita's dog called?", "category": 1, "evidence": ["D1:3; D2:2"]},
    {"question": "Who plays the bassoon?", "category": 5, "evidence": ["D1:2"]},
]
ASKS = {"session_2": [turn("D2:1", "Tom", TOM[1]), turn("D2:2", "Rita", "Is the sea loud?")]}
LOCOMO = [
    {
        **CONVERSATION,
        "conversation": {**CONVERSATION["conversation"], **ASKS},  # type: ignore[dict-item]
        "qa": QUESTIONS,
    },
    {**CONVERSATION, "sample_id": "twin", "qa": QUESTIONS[:1]},
]


@pytest.fixture
def run(run_companion: Run, monkeypatch: pytest.MonkeyPatch, model: ScriptedChatModel) -> Run:
    """Runs `companion evaluate recall`."""
    monkeypatch.setattr(commands, "load_starter_encoders", ScriptedEncoders)
    monkeypatch.setattr(commands, "load_chat_model", lambda _: model)
    return partial(run_companion, "evaluate", "recall")


@pytest.fixture
def locomo(tmp_path: Path) -> str:
    """A small dataset of LoCoMo's."""
    file = tmp_path / "locomo.json"
    file.write_text(json.dumps(LOCOMO), "utf-8")
    return str(file)


def told(run: Run, *arguments: str) -> dict[str, Any]:
    """What is printed as JSON."""
    ended = run(*arguments, "--json")
    assert (ended.code, ended.err) == (0, "")
    report: dict[str, Any] = ended.json
    return report


def test_recall_is_measured_beside_plain_retrieval(
    run: Run, locomo: str, model: ScriptedChatModel
) -> None:
    report = told(run, locomo)
    overall = report["overall"]
    assert overall["recall"].keys() == {"5", "10", "30"}
    assert overall["session_recall"].keys() == overall["session_ndcg"].keys() == {"5", "10"}
    assert overall["recall"]["5"] > 0
    assert 0 <= overall["complete_1000"] <= 1
    assert overall["tokens_used"] > 0
    assert 0 <= overall["abstention_auc"] <= 1
    assert overall["baselines"].keys() == {"dense", "bm25", "fused", "reranked"}
    for plain in overall["baselines"].values():
        assert plain["recall"]["30"] == 1.0, "there are but five turns"
    assert list(report["conversation"]) == ["tiny", "twin"]
    assert list(report["category"]) == ["4", "1", "5", "elsewhere"]
    counted = {name: figures["questions"] for name, figures in report["category"].items()}
    assert counted == {"4": 2, "1": 1, "5": 1, "elsewhere": 3}
    assert overall["questions"] == 7
    assert "recall" not in report["category"]["5"], "nothing answers it"
    assert not model.prompts
    assert model.closed


def test_baselines_can_be_left_out(run: Run, locomo: str) -> None:
    report = told(run, locomo, "--no-baselines")
    assert "baselines" not in report["overall"]
    assert report["overall"]["recall"]["5"] > 0


def test_a_table_is_printed_and_with_verbose_what_was_not_found(run: Run, locomo: str) -> None:
    code, out, err = run(locomo)
    assert (code, err) == (0, "")
    first = [line.split("  ")[0] for line in out.splitlines()]
    groups = ["category 4", "category 1", "category 5", "category elsewhere", "tiny", "twin"]
    assert first[-11:] == [*groups, "dense", "bm25", "fused", "reranked", "overall"]
    assert "What is Rita's dog called?" not in out
    out = run(locomo, "--verbose")[1]
    assert "tiny/1 (1)  What is Rita's dog called?" in out
    failures = told(run, locomo, "--verbose")["failures"]
    assert [failure["id"] for failure in failures] == ["tiny/1"]
    assert "D2:2" in failures[0]["missing"], "a mere question answers nothing"


def test_the_reranker_can_be_given_less_time(run: Run, locomo: str) -> None:
    whole = told(run, locomo, "--no-baselines")["overall"]
    hurried = told(run, locomo, "--no-baselines", "--time-budget", "0")["overall"]
    assert hurried["questions"] == whole["questions"]
    assert hurried["recall"]["5"] > 0


def test_madial_is_a_directory_of_memories_that_could_be_brought_up(run: Run) -> None:
    report = told(run, str(DATA / "madial"))
    assert list(report) == ["overall", "person"]
    assert report["person"].keys() == {"Odile", "Bram"}
    assert report["overall"]["baselines"]["dense"]["recall"]["5"] == 1.0
    assert report["overall"]["recall"]["5"] > 0
    assert "session_recall" not in report["overall"], "each memory stands alone"
    assert report["overall"]["abstention_auc"] is None, "something could be brought up each time"


def test_longmemeval_is_told_of_by_turns_and_by_sessions(run: Run) -> None:
    report = told(run, str(DATA / "longmemeval.json"))
    assert list(report) == ["overall", "category"]
    assert report["category"].keys() == {"single-session-user", "multi-session"}
    overall = report["overall"]
    assert overall["questions"] == 3
    for measure in ("recall", "ndcg", "session_recall", "session_ndcg"):
        assert overall[measure]["5"] > 0
        assert overall["baselines"]["dense"][measure]["10"] == pytest.approx(1.0, abs=0.2)
    assert overall["abstention_auc"] is not None


def test_what_the_encoders_say_can_be_kept_for_the_next_run(
    run: Run, locomo: str, tmp_path: Path
) -> None:
    cache = str(tmp_path / "said.db")
    before = told(run, locomo, "--cache", cache)
    assert told(run, locomo, "--cache", cache) == before == told(run, locomo)


def test_nothing_else_is_left_behind(
    run: Run, locomo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(locomo)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["locomo.json"]


@pytest.mark.parametrize(
    ("dataset", "arguments", "said"),
    [
        ("longmemeval.json", ["--speaker", "Tom"], "Only a LoCoMo dataset has speakers"),
        ("madial", ["--speaker", "Tom"], "Only a LoCoMo dataset has speakers"),
        ("longmemeval.json", ["--format", "locomo"], "is not in the format locomo."),
        ("longmemeval.json", ["--format", "madial"], "should have one file"),
        ("madial", ["--format", "locomo"], "cannot be read"),
        ("no_memory.jsonl", [], "has no format that can be evaluated: locomo, longmemeval."),
        (".", [], "should have one file"),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_a_sentence(
    run: Run, dataset: str, arguments: list[str], said: str
) -> None:
    code, out, err = run(str(DATA / dataset), *arguments)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_wrong_usage_is_said(run: Run, locomo: str, tmp_path: Path) -> None:
    assert run()[0] == 2
    assert run(str(tmp_path / "none.json"))[0] == 2
    assert run(locomo, "--time-budget", "-1")[0] == 2
    assert run(locomo, "--format", "updates")[0] == 2
