"""“Not relevant”: what a reply was given is dismissed, heeded, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.domain import RecalledNote, Turn
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.errors import EncoderError, NotFound
from companion.events import MemoryDegraded, RecallDismissed, TurnRecalled
from companion.llm.scripted import ScriptedChatModel
from tests.listening import Listener
from tests.past import lived

FACT = "I moved to Porto in June with my dog Biscuit."
QUESTION = "Where does my dog Biscuit live?"


class TiringEmbedder(HashingEmbedder):
    """Embeds until it is tired."""

    tired = False

    def embed_queries(self, texts):  # type: ignore[no-untyped-def]
        if self.tired:
            raise EncoderError("I am tired.", "Let me rest.")
        return super().embed_queries(texts)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Something was said."""
    return lived(tmp_path_factory.mktemp("past") / "home", lambda it: it.say(FACT))


@pytest.fixture
def talked(past: Path, home: Path, open_companion: Callable[[], Listener]) -> Listener:
    """There is something to recall."""
    shutil.copytree(past, home)
    listener = open_companion()
    listener.start()
    return listener


def ask(listener: Listener, **where: object) -> tuple[Turn, RecalledNote]:
    """Ask for what there is, which is recalled."""
    turn = listener.say(QUESTION, **where)
    items = recalled(listener, turn)
    listener.rest()
    return turn, next(item for item in items if item.text == FACT)


def recalled(listener: Listener, turn: Turn) -> tuple[RecalledNote, ...]:
    """What the reply of a turn was given."""
    return listener.wait(TurnRecalled, turn=turn).recall.items


def ids(listener: Listener, turn: Turn) -> list[str]:
    """What that was, by id."""
    return [item.item_id for item in recalled(listener, turn)]


def dismiss(listener: Listener, turn: Turn, item: RecalledNote, dismissed: bool = True) -> None:
    """Say that something was not relevant, or that it was, and let it sink in."""
    listener.companion.dismiss_recalled(turn.reply_id, item.item_id, dismissed).result()
    listener.rest()


def shown(listener: Listener, turn: Turn) -> list[bool]:
    """Whether each thing the reply was given is shown as dismissed."""
    thread = listener.companion.thread(turn.conversation_id).result()
    (reply,) = [it for it in thread.messages if it.message.id == turn.reply_id]
    return [item.dismissed for item in reply.used]


def vectors(listener: Listener) -> int:
    """How many questions are known by their vectors."""
    return len(listener.companion._runtime.store().dismissals.latest(HashingEmbedder().fingerprint))


def test_what_was_not_relevant_is_not_recalled_for_the_same_question(talked: Listener) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    assert shown(talked, turn) == [True]
    assert item.item_id not in ids(talked, talked.say(QUESTION))
    assert item.item_id in ids(talked, talked.say("When did I move to Porto with Biscuit?"))


def test_taken_back_it_is_recalled_again(talked: Listener) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    dismiss(talked, turn, item, dismissed=False)
    assert shown(talked, turn) == [False]
    ask(talked)


def test_views_are_told(talked: Listener) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    dismiss(talked, turn, item, dismissed=False)
    about = (turn.conversation_id, turn.reply_id, item.item_id)
    told = [RecallDismissed(*about, True), RecallDismissed(*about, False)]
    assert talked.all(RecallDismissed) == told


def test_no_prompt_goes_on_with_it(talked: Listener, model: ScriptedChatModel) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    talked.say("And what else?", conversation_id=turn.conversation_id)
    told = "".join(message.content for message in model.prompts[-1][:-1])
    assert QUESTION in told
    assert FACT not in told


def test_another_reply_to_the_question_is_made_without_it(talked: Listener) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    thread = talked.companion.thread(turn.conversation_id).result()
    again = talked.companion.regenerate(thread.messages[-1].message)
    assert item.item_id not in ids(talked, again)
    talked.observed(again)


def test_off_the_record_nothing_of_the_question_is_kept(talked: Listener) -> None:
    turn, item = ask(talked, off_the_record=True)
    dismiss(talked, turn, item)
    assert (shown(talked, turn), vectors(talked)) == ([True], 0)
    ask(talked)


def test_without_encoders_it_holds_for_that_reply(
    open_companion: Callable[..., Listener],
) -> None:
    def none() -> ScriptedEncoders:
        raise EncoderError("There are none.", "Install them.")

    listener = open_companion(load_encoders=none)
    listener.start()
    listener.say(FACT)
    turn, item = ask(listener)
    dismiss(listener, turn, item)
    assert shown(listener, turn) == [True]
    ask(listener)


def test_an_encoder_that_fails_is_told_and_it_holds_for_that_reply(
    open_companion: Callable[..., Listener],
) -> None:
    embedder = TiringEmbedder()
    listener = open_companion(load_encoders=lambda: ScriptedEncoders(embedder))
    listener.start()
    listener.say(FACT)
    listener.rest()
    turn, item = ask(listener)
    embedder.tired = True
    dismiss(listener, turn, item)
    assert "tired" in str(listener.wait(MemoryDegraded).error)
    assert (shown(listener, turn), vectors(listener)) == ([True], 0)


def test_it_is_kept_over_a_restart(
    talked: Listener, open_companion: Callable[..., Listener]
) -> None:
    turn, item = ask(talked)
    dismiss(talked, turn, item)
    talked.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    assert shown(tomorrow, turn) == [True]
    assert item.item_id not in ids(tomorrow, tomorrow.say(QUESTION))


def test_dismissed_just_before_closing_it_is_kept(
    talked: Listener, open_companion: Callable[..., Listener]
) -> None:
    turn, item = ask(talked)
    talked.companion.dismiss_recalled(turn.reply_id, item.item_id, True)
    talked.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    assert shown(tomorrow, turn) == [True]


def test_what_is_gone_cannot_be_dismissed(talked: Listener) -> None:
    turn, item = ask(talked)
    for reply, thing in ((turn.reply_id, "gone"), ("gone", item.item_id)):
        with pytest.raises(NotFound):
            talked.companion.dismiss_recalled(reply, thing, True).result()
