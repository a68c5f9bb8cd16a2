"""The probe: who can tell what is worth remembering, and who cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from companion.clock import FixedClock
from companion.lanes import Cancel
from companion.llm.scripted import Replies, ScriptedChatModel
from companion.memory.model_prompt import WRITER, front
from companion.memory.people import NOBODY
from companion.memory.probe import DIALOGUES, PASS, model_key, probing, verdict
from companion.memory.transcript import lines_of
from companion.store.store import Store
from tests.reading import Reader, answer


def outcome(model: ScriptedChatModel, cancel: Callable[[], Cancel] = Cancel) -> float | None:
    """What the probe says of a model at the end."""
    scores: list[float | None] = []

    def steps() -> Iterator[None]:
        scores.append((yield from probing(model, cancel)))

    for _ in steps():
        pass
    return scores[0]


def score(replies: Replies) -> tuple[float, int]:
    """What a model gets, and how many dialogues it was asked about."""
    model = ScriptedChatModel(replies)
    found = outcome(model)
    assert found is not None
    return found, len(model.prompts)


def knowing() -> Reader:
    """Somebody who knows every answer."""
    reader = Reader("\0")
    for dialogue in DIALOGUES:
        for words, subject in dialogue.must:
            reader.names(words, subject)
    return reader


def test_who_knows_every_answer_passes() -> None:
    assert score(knowing()) == (1.0, len(DIALOGUES))


def test_a_few_mistakes_are_forgiven() -> None:
    reader = knowing()
    del reader.about["Lyon"]
    found, asked = score(reader)
    assert PASS <= found < 1.0
    assert asked == len(DIALOGUES)


@pytest.mark.parametrize(
    "replies",
    [
        Reader(),
        Reader(about="neighbour Ruth"),
        [answer()],
        ["I'd rather talk about the weather."],
        [front()[2].content],
    ],
    ids=["everything", "all about Ruth", "nothing", "no JSON", "the examples"],
)
def test_who_cannot_tell_fails_and_that_is_found_out_early(replies: Replies) -> None:
    found, asked = score(replies)
    assert found < PASS
    assert asked < len(DIALOGUES)


def test_every_line_that_counts_can_be_cited_and_means_one_line() -> None:
    for dialogue in DIALOGUES:
        lines = [it.text for it in lines_of(dialogue.messages, NOBODY, {}) if it.citable]
        assert len(lines) > len(dialogue.must), "there is something to leave alone"
        for words in (*dict(dialogue.must), *dialogue.may):
            assert len([text for text in lines if words in text]) == 1, words


def test_nothing_of_it_is_in_the_examples_of_the_prompt() -> None:
    examples = " ".join(message.content for message in front())
    for dialogue in DIALOGUES:
        for words, _ in dialogue.must:
            assert words not in examples


def test_it_is_given_up_when_it_is_cancelled() -> None:
    flags = [Cancel(), Cancel()]
    flags[1].set()
    model = ScriptedChatModel(knowing())
    assert outcome(model, lambda: flags.pop(0)) is None
    assert not flags


def test_a_verdict_is_for_one_model_and_prompt(store: Store, clock: FixedClock) -> None:
    key = model_key(ScriptedChatModel().info)
    assert verdict(store.studies, key) is None
    store.studies.put_score(key, WRITER, PASS, clock.now())
    assert verdict(store.studies, key) is True
    store.studies.put_score(key, WRITER, PASS - 0.01, clock.now())
    assert verdict(store.studies, key) is False
    store.studies.put_score(key, "model 0", 1.0, clock.now())
    assert verdict(store.studies, key) is None
