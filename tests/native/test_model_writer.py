"""The model writer with the starter model: it cannot do it, and that does no harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.clock import FixedClock
from companion.lanes import Cancel
from companion.llm.llama import LlamaChatModel, open_llama
from companion.memory.ground import ungrounded
from companion.memory.model_writer import byline, study
from companion.memory.observation import DropReason
from companion.memory.probe import DIALOGUES, PASS, probing
from companion.memory.study import write_study
from companion.store.store import Store
from tests.author import Author

pytestmark = [pytest.mark.native, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def model(starter_path: Path) -> Iterator[LlamaChatModel]:
    """The starter model with room for the prompt and for an answer."""
    model = open_llama(starter_path, context_tokens=2048, gpu=False)
    yield model
    model.close()


def test_its_answers_have_the_form_and_nothing_ungrounded_is_stored(
    model: LlamaChatModel, store: Store, author: Author, clock: FixedClock
) -> None:
    first = author.begins("I moved to Porto in May. Do you know it?")
    reply = author.replies("I do! Who came with you?", after=first)
    second = author.says("My sister Ada came. She sings in a choir there.", after=reply)
    found = study([first, reply, second], model, Cancel())
    assert found is not None
    assert DropReason.UNREADABLE not in found.dropped
    assert found.found or found.dropped, "it always finds something"
    write_study(found, byline(model), store, None, clock, lambda work: work())
    for note in store.notes.find():
        quotes = [source.quote for source in store.notes.detail(note.id).sources]
        assert ungrounded(note.text, quotes, subject=note.subject) is None


def test_it_does_not_pass_the_probe_and_that_is_found_out_early(model: LlamaChatModel) -> None:
    scores: list[float | None] = []

    def steps() -> Iterator[None]:
        scores.append((yield from probing(model, Cancel)))

    made = sum(1 for _ in steps())
    assert made < len(DIALOGUES) / 2
    assert scores[0] is not None
    assert scores[0] < PASS
