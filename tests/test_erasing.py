"""Forgetting takes the words out of old messages, too, where their owner wants that: what is left
says that something is missing, and no file holds them when the time to undo has passed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from companion.acts import GAP, Forgetting, Passage
from companion.clock import FixedClock
from companion.domain import Note, NoteKind, Role
from companion.events import TurnRecalled, WordsRemoved
from companion.llm.scripted import ScriptedChatModel
from companion.store.passages import apart, without
from companion.trash import UNDO_S
from tests.listening import Listener
from tests.traces import Traces

SECRET = "I buried the treasure under Quercus rubra in Xanten."
MESSAGE = f"Hello there! {SECRET} My sister Ada plays the cello."
ECHO = "A treasure under Quercus rubra, how exciting!"
WORDS = ("treasure", "Quercus", "quercus", "rubra", "Xanten", "xanten", "buried", "buri", "treasur")


@pytest.fixture
def told(listener: Listener, model: ScriptedChatModel) -> Listener:
    """The secret was told, answered, corrected, and asked about."""
    model.replies = [f"Oh. {ECHO} I keep silent.", "In Xanten, you said.", "Good."]
    turn = listener.say(MESSAGE)
    listener.rest()
    secret = note(listener, "Quercus")
    listener.companion.correct_note(secret.id, f"{SECRET[:-1]}, deep down").result()
    listener.say("Where is my treasure?", conversation_id=turn.conversation_id)
    listener.say("Nice weather today.", conversation_id=turn.conversation_id)
    listener.rest()
    return listener


def note(listener: Listener, words: str) -> Note:
    """The note that holds some words."""
    found = listener.companion.notes(words).result()
    return next(it for it in found if it.kind not in (NoteKind.EPISODE, NoteKind.SUMMARY))


def preview(listener: Listener, words: str = "Quercus") -> Forgetting:
    """What forgetting the note with these words would remove."""
    return listener.companion.acts.forgetting([note(listener, words).id]).result()


def sure(listener: Listener) -> list[Passage]:
    """The passages that tell the secret."""
    return [it for it in preview(listener).passages if it.sure]


def forget_all(listener: Listener) -> None:
    """Forget the secret, and every passage that could be about it."""
    found = preview(listener)
    asked = [note(listener, "Quercus").id]
    listener.companion.forget_notes(asked, found.passages).result()


def thread(listener: Listener) -> list[str]:
    """What the conversation says."""
    (only,) = listener.companion.conversations().result()
    found = listener.companion.thread(only.id).result()
    return [one.message.text for one in found.messages]


def let_pass(listener: Listener, clock: FixedClock) -> None:
    """It is too late to undo anything."""
    clock.advance(timedelta(seconds=UNDO_S + 1))
    listener.companion._deleting.purge()
    listener.rest()


def test_the_backups_hold_nothing_of_it_either(told: Listener, clock: FixedClock) -> None:
    made = told.companion.archive.back_up().result(30)
    file = told.companion.home / "backups" / made.name
    assert b"Quercus" in file.read_bytes()
    forget_all(told)
    let_pass(told, clock)
    # One thing at a time: what has been begun by itself is done before this.
    told.companion.archive.back_up().result(30)
    assert b"Quercus" not in file.read_bytes()


def test_it_is_told_beforehand_what_goes_and_where_else_the_words_stand(told: Listener) -> None:
    found = preview(told)
    assert [it.text for it in found.notes] == [f"{SECRET[:-1]}, deep down"]
    assert [it.kind for it in found.retold] == [NoteKind.EPISODE]
    by_quote = {it.quote: it for it in found.passages}
    said = by_quote[SECRET.rstrip(".")] if SECRET.rstrip(".") in by_quote else by_quote[SECRET]
    assert (said.is_source, said.sure, said.role) == (True, True, Role.USER)
    assert (by_quote[ECHO].is_source, by_quote[ECHO].sure) == (False, True)
    assert by_quote[ECHO].role is Role.ASSISTANT
    assert by_quote["In Xanten, you said."].sure, "a reply that says of it, and nothing else"
    assert not by_quote["Where is my treasure?"].sure, "a question tells nothing"
    assert not any("Ada" in quote for quote in by_quote)


def test_the_words_leave_a_gap_and_what_was_said_beside_them_stays(told: Listener) -> None:
    ada = told.companion.note(note(told, "cello").id).result()
    told.companion.forget_notes([note(told, "Quercus").id], sure(told)).result()
    question, reply, _, second, *_ = thread(told)
    assert question.replace(".", "") == f"Hello there! {GAP} My sister Ada plays the cello"
    assert reply == f"Oh. {GAP} I keep silent."
    assert second == GAP
    left = told.companion.note(ada.note.id).result()
    assert [it.quote for it in left.sources] == [it.quote for it in ada.sources]
    assert told.all(WordsRemoved)
    (only,) = told.companion.conversations().result()
    assert "treasure" not in only.title
    assert "Hello there!" in only.title


def test_all_of_it_is_back_when_that_is_undone(told: Listener) -> None:
    companion = told.companion
    said, detail = thread(told), companion.note(note(told, "Quercus").id).result()
    titles = [it.title for it in companion.conversations().result()]
    episodes = [it for it in companion.notes().result() if it.kind is NoteKind.EPISODE]
    deleted = companion.forget_notes([detail.note.id], sure(told)).result()
    told.rest()
    assert companion.undo(deleted.id).result()
    told.rest()
    assert thread(told) == said
    assert [it.title for it in companion.conversations().result()] == titles
    back = companion.note(detail.note.id).result()
    assert (back.note.text, back.sources) == (detail.note.text, detail.sources)
    again = [it for it in companion.notes().result() if it.kind is NoteKind.EPISODE]
    assert [(it.text, it.key_text) for it in again] == [(it.text, it.key_text) for it in episodes]
    asked = told.say("Where is the treasure?", off_the_record=True)
    found = told.wait(TurnRecalled, turn=asked).recall.items
    assert detail.note.id in [it.note.id for it in found]


def test_no_file_holds_a_word_of_it_when_the_time_to_undo_has_passed(
    told: Listener, home: Path, clock: FixedClock, traces: Traces
) -> None:
    told.companion.sleep(as_of=clock.now() + timedelta(days=40)).result()
    assert traces(WORDS)
    forget_all(told)
    let_pass(told, clock)
    told.companion.sleep(as_of=clock.now() + timedelta(days=41)).result()
    told.rest()
    assert traces(WORDS) == set()
    told.close()
    assert traces(WORDS) == set()
    assert any(b"cello" in path.read_bytes() for path in home.rglob("*.db*"))


def test_it_is_neither_recalled_nor_in_the_prompt_of_the_conversation_it_was_told_in(
    told: Listener, model: ScriptedChatModel
) -> None:
    forget_all(told)
    (only,) = told.companion.conversations().result()
    asked = told.say("Where is my sister's cello?", conversation_id=only.id)
    told.rest()
    prompt = "\n".join(message.content for message in model.prompts[-1])
    assert not any(word in prompt for word in WORDS)
    assert GAP in prompt
    recalled = told.wait(TurnRecalled, turn=asked).recall.items
    assert not any(word in item.text for item in recalled for word in WORDS)


def test_what_is_left_of_the_message_is_still_found(told: Listener) -> None:
    told.companion.forget_notes([note(told, "Quercus").id], sure(told)).result()
    told.rest()
    found = told.companion.notes("cello").result()
    (episode,) = [it for it in found if it.kind is NoteKind.EPISODE]
    assert GAP in episode.key_text


def test_a_passage_that_is_left_alone_stays_and_its_message_leaves_the_episode(
    told: Listener,
) -> None:
    told.companion.forget_notes([note(told, "Quercus").id], []).result()
    assert MESSAGE in thread(told)
    assert told.companion.notes("Quercus").result() == []
    assert all("Quercus" not in it.key_text for it in told.companion.notes().result())


def test_what_a_note_was_split_from_or_joined_with_goes_with_it(
    listener: Listener, clock: FixedClock, traces: Traces
) -> None:
    acts = listener.companion.acts
    (whole,) = acts.write("The treasure is in Xanten and Ada has a cello").result().note_ids
    parts = acts.split(whole, ["The treasure is in Xanten", "Ada has a cello"]).result().note_ids
    first = next(i for i in parts if "Xanten" in listener.companion.note(i).result().note.text
                 and i != whole)  # fmt: skip
    (other,) = acts.write("A treasure lies in Xanten").result().note_ids
    acts.merge(first, [other], "The treasure lies in Xanten").result()
    assert len(acts.forgetting([first]).result().notes) == 3
    listener.companion.forget_notes([first]).result()
    let_pass(listener, clock)
    assert traces(WORDS) == set()
    assert [it.text for it in listener.companion.notes().result()] == ["Ada has a cello"]


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, 3)], f"{GAP} two three"),
        ([(4, 7)], f"one {GAP} three"),
        ([(0, 3), (4, 7)], f"{GAP} three"),
        ([(0, 5), (2, 13)], GAP),
        ([], "one two three"),
    ],
)
def test_gaps_that_would_meet_are_one(spans: list[tuple[int, int]], left: str) -> None:
    text = "one two three"
    assert without(text, spans) == left
    assert len(apart(text, spans)) == left.count(GAP)
