"""The process is killed (kill -9): what was said is there, and the next start works."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.domain import JobState, MessageState, NoteKind, NoteStatus, ThreadMessage
from companion.events import TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from tests import doomed
from tests.listening import Listener

pytestmark = pytest.mark.slow
Kill = Callable[..., str]


@pytest.fixture
def kill(home: Path) -> Kill:
    """Runs a Companion on `home` in a process of its own and kills it at a moment; returns the
    conversation's id."""

    def run_and_kill(moment: Callable[..., object]) -> str:
        command = [sys.executable, "-m", doomed.__name__, str(home), moment.__name__]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            conversation_id = process.stdout.readline().strip()
            process.kill()
        assert conversation_id, "it died before its time"
        return conversation_id

    return run_and_kill


def shown(listener: Listener, conversation_id: str) -> tuple[ThreadMessage, ...]:
    """The conversation as it is stored."""
    return listener.companion.thread(conversation_id).result().messages


def test_killed_in_the_middle_of_a_reply(
    kill: Kill, open_companion: Callable[[], Listener], model: ScriptedChatModel
) -> None:
    conversation_id = kill(doomed.reply_begun)
    listener = open_companion()
    listener.start()
    question, reply = shown(listener, conversation_id)
    assert question.message.text == doomed.SAID
    assert reply.message.state is MessageState.INTERRUPTED
    assert reply.message.text.startswith("word")
    # Its notes were not written yet; they are now.
    listener.rest()
    written = {detail.note.kind for detail in shown(listener, conversation_id)[-1].saved}
    assert written == {NoteKind.EVENT}
    model.replies = ["Porto is lovely."]
    assert listener.reply(listener.companion.regenerate(reply.message)) == "Porto is lovely."
    asked = listener.say("what's my dog called?")
    recalled = listener.wait(TurnRecalled, turn=asked).recall.items
    assert [item.note.text for item in recalled] == [doomed.SAID]


def test_killed_before_the_first_word_of_a_reply(
    kill: Kill, open_companion: Callable[[], Listener]
) -> None:
    conversation_id = kill(doomed.question_stored)
    listener = open_companion()
    listener.start()
    messages = [message.message for message in shown(listener, conversation_id)]
    assert messages[0].text == doomed.SAID
    # The reply may have been entered or not; if it was, it does not stand as a reply in the making.
    assert [m.state for m in messages[1:]] in ([], [MessageState.INTERRUPTED])
    listener.reply(listener.companion.edit_and_resend(messages[0], "I moved to Porto"))
    listener.reply(listener.say("And now?", conversation_id=conversation_id))


def test_killed_while_forgetting_could_still_be_undone(
    kill: Kill, open_companion: Callable[[], Listener]
) -> None:
    conversation_id = kill(doomed.forgotten)
    listener = open_companion()
    listener.start()
    listener.rest()
    assert shown(listener, conversation_id)[0].message.text == doomed.SAID
    store = listener.companion._runtime.store()
    assert not any(store.notes.with_status(status) for status in NoteStatus)
    assert store.embeddings.ids(store.fingerprint) == set()
    assert store.index is not None
    assert store.index.ids() == set()
    asked = listener.say("what's my dog called?")
    assert listener.wait(TurnRecalled, turn=asked).recall.items == ()


def test_killed_in_the_middle_of_a_job(kill: Kill, open_companion: Callable[[], Listener]) -> None:
    kill(doomed.asleep)
    listener = open_companion()
    listener.start()
    companion = listener.companion
    (broken,) = companion.job_runs().result()
    assert (broken.state, broken.changed) == (JobState.INTERRUPTED, 2)
    (rest,) = companion.sleep(["decay"], as_of=doomed.YEARS_LATER).result(30)
    assert (rest.state, rest.changed) == (JobState.DONE, 3)
    for run in (rest, broken):
        companion.acts.undo_run(run.id).result(30)
    statuses = {note.status for note in companion.notes().result()}
    assert statuses == {NoteStatus.ACTIVE}
