"""The probe: who can tell what is worth remembering, and who cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from companion.clock import FixedClock
from companion.lanes import Cancel
from companion.llm.base import ChatMessage
from companion.llm.scripted import Replies, ScriptedChatModel
from companion.memory.model_prompt import WRITER, front
from companion.memory.people import NOBODY
from companion.memory.probe import DIALOGUES, PASS, model_key, probing, verdict
from companion.memory.transcript import lines_of
from companion.store.store import Store
from tests.reading import Reader, answer


def score(replies: Replies) -> tuple[float, int]:
    """What a model gets, and how many dialogues it was asked about."""
    model = ScriptedChatModel(replies)
    scores: list[float] = []

    def steps() -> Iterator[None]:
        scores.append((yield from probing(model, Cancel)))

    for _ in steps():
        pass
    return scores[0], len(model.prompts)


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


def test_a_step_that_was_cut_short_is_made_again() -> None:
    reader, flags = knowing(), [Cancel() for _ in range(3)]
    flags[0].set()

    def cancel() -> Cancel:
        return flags.pop(0) if flags else Cancel()

    asked: list[str] = []

    def reply(prompt: Sequence[ChatMessage]) -> str:
        asked.append(prompt[-1].content)
        return reader(prompt)

    steps = probing(ScriptedChatModel(reply), cancel)
    next(steps)
    assert asked == [], "cancelled before it began"
    next(steps)
    assert len(asked) == 1


def test_a_verdict_is_for_one_model_and_prompt(store: Store, clock: FixedClock) -> None:
    key = model_key(ScriptedChatModel().info)
    assert verdict(store.studies, key) is None
    store.studies.put_score(key, WRITER, PASS, clock.now())
    assert verdict(store.studies, key) is True
    store.studies.put_score(key, WRITER, PASS - 0.01, clock.now())
    assert verdict(store.studies, key) is False
    store.studies.put_score(key, "model 0", 1.0, clock.now())
    assert verdict(store.studies, key) is None
