"""What a model finds in notes is kept where the notes it cites say it, and not elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from companion.clock import FixedClock
from companion.domain import Note, NoteKind, Origin, new_id
from companion.lanes import Cancel
from companion.llm.scripted import ScriptedChatModel
from companion.memory.model_insights import WRITER, find_insights
from companion.memory.model_prompt import WRITER as PROBED
from companion.memory.observe import write_notes
from companion.memory.probe import model_key
from companion.memory.reflection import Reflection
from companion.store.store import Store
from tests.author import Author
from tests.conftest import NOON
from tests.desk import Desk

TOLD = ("I sleep badly.", "My sister Ada visits in June.", "I drink coffee late at night.")


def notes(*texts: str) -> list[Note]:
    """A note of each text."""
    return [Note(new_id(), NoteKind.FACT, text, Origin.RULE, NOON, NOON) for text in texts]


def answer(*found: tuple[Sequence[int], str]) -> str:
    """What a model says."""
    return json.dumps({"insights": [{"lines": list(n), "text": text} for n, text in found]})


def find(said: str) -> list[str]:
    """What is kept of an answer."""
    found = find_insights(notes(*TOLD), ScriptedChatModel([said]), Cancel())
    assert found is not None
    return [insight.text for insight in found]


def test_what_joins_the_lines_it_cites_is_kept() -> None:
    text = "I sleep badly, and I drink coffee late at night."
    assert find(answer(([1, 3], text))) == [text]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([1, 3], "Coffee ruins your sleep."),
        ([1, 3], "I sleep badly because of my sister."),
        ([1, 2], "I sleep badly, and I drink coffee late at night."),
        ([1], "I sleep badly."),
        ([1, 3], "I sleep badly."),
        ([1, 9], "I sleep badly, and I drink tea."),
    ],
    ids=["invented", "a cause", "not cited", "one line", "what is known", "no such line"],
)
def test_what_they_do_not_say_is_not(lines: Sequence[int], text: str) -> None:
    assert find(answer((lines, text))) == []


@pytest.mark.parametrize("said", ["", "Well.", '{"insights": [{"lines"', '{"insights": 3}', "[]"])
def test_an_answer_that_cannot_be_read_says_nothing(said: str) -> None:
    assert find(said) == []


def test_cancelled_it_has_no_answer() -> None:
    cancel = Cancel()
    cancel.set()
    assert find_insights(notes(*TOLD), ScriptedChatModel([answer()]), cancel) is None


# -- in the job -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "kept"), [(1.0, 1), (0.2, 0), (None, 0)])
def test_only_a_model_that_its_probe_found_able_is_asked(
    store: Store,
    author: Author,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    score: float | None,
    kept: int,
) -> None:
    monkeypatch.setattr("companion.memory.reflection.ENOUGH", 10)
    for text in TOLD:
        write_notes(author.begins(text), store, None, clock, lambda work: work())
    text = "I sleep badly, and I drink coffee late at night."
    model = ScriptedChatModel([answer(([1, 2], text), ([1, 3], text), ([2, 3], text))])
    if score is not None:
        store.studies.put_score(model_key(model.info), PROBED, score, clock.now())
    desk = Desk(store, clock.now(), model)
    run = store.runs.begin("reflection", clock.now(), clock.now())
    for step in Reflection().steps(desk):
        run, _ = store.runs.apply(run, step)
    found = store.derived.of_kind(NoteKind.INSIGHT)
    assert [(note.text, note.origin, note.writer) for note in found] == [
        (text, Origin.MODEL, WRITER)
    ] * kept
    assert len(model.prompts) == kept
    cited = {
        store.notes.detail(i).note.text for n in found for i, _ in store.derived.cited([n.id])[n.id]
    }
    assert cited == ({TOLD[0], TOLD[2]} if kept else set())
