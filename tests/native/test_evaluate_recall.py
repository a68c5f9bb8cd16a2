"""The evaluation of recall with the starter encoders, on small datasets."""

from __future__ import annotations

import pytest

from companion.encoders.onnx import OnnxEncoders
from companion.evaluate.recall.asking import evaluate_recall
from companion.llm.scripted import ScriptedChatModel
from tests.evaluate.recall.test_formats import DATA

pytestmark = [pytest.mark.native, pytest.mark.timeout(400)]


@pytest.mark.parametrize("dataset", ["longmemeval.json", "madial"])
def test_what_answers_is_among_the_first(dataset: str, starter_encoders: OnnxEncoders) -> None:
    report = evaluate_recall(DATA / dataset, lambda: starter_encoders, ScriptedChatModel)
    overall = report.as_dict()["overall"]
    assert overall["recall"]["5"] >= 0.5
    for name, plain in overall["baselines"].items():
        assert plain["recall"]["5"] == 1.0, name
    if "session_recall" in overall:
        assert overall["session_recall"]["5"] >= 0.5
        assert overall["abstention_auc"] >= 0.5
