"""The portrait in the talk: every prompt begins with it, and nothing forgotten stays in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import DERIVED, NoteKind, NoteStatus
from companion.events import TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from companion.memory import reflection
from companion.trash import UNDO_S
from tests.listening import Listener
from tests.traces import Traces

PATIENCE_S = 30.0
PLACE = "I live in Xanten near the Quercus."
WORK = "I work as a nurse."
WORDS = ("Xanten", "Quercus", "xanten", "quercus")


@pytest.fixture
def told(listener: Listener) -> Listener:
    """Where somebody lives and works was told, and a portrait made of it."""
    for text in ("My name is Tom.", PLACE, WORK):
        listener.say(text)
    listener.rest()
    listener.companion.sleep(["portrait"]).result(PATIENCE_S)
    return listener


def portrait(companion: Companion) -> str:
    """All active sections."""
    notes = companion.notes().result()
    return "\n".join(note.text for note in notes if note.kind is NoteKind.PORTRAIT)


def forget(listener: Listener, text: str) -> str:
    """Have the note that says this forgotten; gives what it takes to undo that."""
    (note,) = [n for n in listener.companion.notes().result() if n.text == text and not n.title]
    return listener.companion.forget_notes([note.id]).result().id


def front(model: ScriptedChatModel) -> str:
    """The system message of the last prompt."""
    return model.prompts[-1][0].content


def test_every_prompt_begins_with_it_and_it_stays_the_same(
    told: Listener, model: ScriptedChatModel
) -> None:
    turn = told.say("Good morning!")
    first = front(model)
    assert "The user's name is Tom." in first
    assert f"Home: “{PLACE}”" in first
    told.say("I bought a red bicycle.", conversation_id=turn.conversation_id)
    told.companion.sleep(["portrait"]).result(PATIENCE_S)
    told.say("Nice weather.", conversation_id=turn.conversation_id)
    assert front(model) == first


def test_what_is_forgotten_is_in_no_further_prompt(
    told: Listener, model: ScriptedChatModel
) -> None:
    turn = told.say("Good morning!")
    deleted = forget(told, PLACE)
    told.say("And a good day.", conversation_id=turn.conversation_id)
    assert "Xanten" not in front(model)
    assert WORK in front(model)
    assert "Xanten" not in portrait(told.companion)
    assert told.companion.undo(deleted).result()
    told.say("Well then.", conversation_id=turn.conversation_id)
    assert PLACE in front(model)


def test_a_name_that_is_forgotten_is_in_no_further_prompt(
    told: Listener, model: ScriptedChatModel
) -> None:
    turn = told.say("Good morning!")
    forget(told, "My name is Tom.")
    told.say("And a good day.", conversation_id=turn.conversation_id)
    assert "Tom" not in front(model)


@pytest.mark.parametrize("edited", [False, True])
def test_no_file_holds_a_word_of_it_when_the_time_to_undo_has_passed(
    told: Listener, home: Path, clock: FixedClock, traces: Traces, edited: bool
) -> None:
    companion = told.companion
    if edited:
        (life,) = [n for n in companion.notes().result() if n.title == "Life now"]
        text = f"{life.text}\nNear the Quercus, in Xanten.\nA nurse by trade."
        companion.correct_note(life.id, text).result()
    (said,) = [c.id for c in companion.conversations("Xanten").result()]
    forget(told, PLACE)
    companion.delete_conversation(said).result()
    clock.advance(timedelta(seconds=UNDO_S + 1))
    companion._deleting.purge()
    told.rest()
    told.companion.sleep().result(PATIENCE_S)
    told.close()
    assert traces(WORDS) == set()
    assert b"nurse" in (home / "companion.db").read_bytes()


@pytest.fixture
def shown(listener: Listener, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Listener:
    """That somebody was met each week was told, and every job has made of it what it makes."""
    monkeypatch.setattr(reflection, "ENOUGH", 20)
    for place in ("lake", "station", "market", "harbour", "theatre"):
        listener.say(f"I met Quercus at the {place} with my sister Ada.")
        clock.advance(timedelta(weeks=1))
    listener.rest()
    listener.companion.sleep().result(PATIENCE_S)
    assert "Quercus came up in 5 of the 8 weeks" in insights(listener.companion)
    return listener


def insights(companion: Companion) -> str:
    """All insights that can be seen."""
    notes = companion.notes().result()
    return "\n".join(note.text for note in notes if note.kind is NoteKind.INSIGHT)


def test_no_file_holds_a_word_of_what_was_made_of_notes_that_are_all_forgotten(
    shown: Listener, clock: FixedClock, traces: Traces
) -> None:
    companion = shown.companion
    found = companion.notes("Quercus").result()
    assert {NoteKind.SUMMARY, NoteKind.INSIGHT} <= {note.kind for note in found}
    told = [note for note in found if note.kind not in (NoteKind.SUMMARY, *DERIVED)]
    deleted = companion.forget_notes([told[0].id]).result()
    assert "Quercus" not in insights(companion), "one is enough"
    companion.undo(deleted.id).result()
    assert "Quercus" in insights(companion)
    companion.forget_notes([note.id for note in told]).result()
    for conversation in companion.conversations("Quercus").result():
        companion.delete_conversation(conversation.id).result()
    clock.advance(timedelta(seconds=UNDO_S + 1))
    companion._deleting.purge()
    shown.rest()
    companion.sleep().result(PATIENCE_S)
    shown.close()
    assert traces(WORDS) == set()


def test_an_insight_falls_with_the_conversation_it_rests_on(shown: Listener) -> None:
    companion = shown.companion
    (first, *_) = companion.conversations("lake").result()
    deleted = companion.delete_conversation(first.id).result()
    assert "Quercus" not in insights(companion)
    companion.undo(deleted.id).result()
    assert "Quercus" in insights(companion)


def test_what_somebody_wants_forgotten_of_insights_is_not_found_again(
    shown: Listener, clock: FixedClock
) -> None:
    companion = shown.companion
    (insight,) = [n for n in companion.notes().result() if n.text.startswith("Quercus came")]
    companion.forget_notes([insight.id]).result()
    clock.advance(timedelta(weeks=1))
    for place in ("museum", "bakery", "garden", "river", "cinema"):
        shown.say(f"I met Quercus at the {place} with my brother Ben.")
    shown.rest()
    companion.sleep(["reflection"]).result(PATIENCE_S)
    assert "Quercus" not in insights(companion)


def test_an_insight_is_recalled(shown: Listener, model: ScriptedChatModel) -> None:
    shown.say("How often did Quercus come up?")
    recalled = shown.all(TurnRecalled)[-1].recall.items
    assert any(item.note.kind is NoteKind.INSIGHT for item in recalled)
    assert "Quercus came up in 5 of the 8 weeks" in model.prompts[-1][-1].content


def test_a_deleted_conversation_takes_its_lines_along_and_brings_them_back(
    told: Listener,
) -> None:
    companion = told.companion
    (said,) = [c.id for c in companion.conversations("Xanten").result()]
    before = portrait(companion)
    deleted = companion.delete_conversation(said).result()
    assert "Xanten" not in portrait(companion)
    companion.undo(deleted.id).result()
    assert portrait(companion) == before


def test_a_section_that_its_owner_has_forgotten_is_not_written_again(told: Listener) -> None:
    companion = told.companion
    (life,) = [n for n in companion.notes().result() if n.title == "Life now"]
    companion.forget_notes([life.id]).result()
    companion.sleep(["portrait"]).result(PATIENCE_S)
    assert PLACE not in portrait(companion)
    texts = {note.text for note in companion.notes().result()}
    assert PLACE in texts, "what was told is still known"


def test_what_replies_came_to_on_two_days_is_kept(
    listener: Listener, model: ScriptedChatModel, clock: FixedClock
) -> None:
    companion = listener.companion
    for text in ("I sleep badly.", "I drink coffee late at night."):
        listener.say(text)
    listener.rest()
    model.replies = ["You sleep badly, and you drink coffee late at night."]
    joined = "I sleep badly, and I drink coffee late at night."
    for status in (NoteStatus.SHADOW, NoteStatus.ACTIVE):
        clock.advance(timedelta(days=1))
        listener.say("Why am I tired? Does coffee at night matter, and how do I sleep?")
        listener.rest()
        clock.advance(timedelta(hours=8))
        companion.sleep(["reflection"]).result(PATIENCE_S)
        (insight,) = [n for n in companion.notes().result() if n.kind is NoteKind.INSIGHT]
        assert (insight.text, insight.status) == (joined, status)
    run = companion.job_runs().result()[0]
    companion.acts.undo_run(run.id).result()
    assert companion.note(insight.id).result().note.status is NoteStatus.SHADOW
