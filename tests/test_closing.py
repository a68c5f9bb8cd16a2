"""Closing: what the person asked for is done, what runs behind their back is left for later."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from companion import upkeep
from companion.domain import MessageState
from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.events import Activity, TurnDelta, TurnStarted
from companion.lanes import LaneClosed, Priority
from companion.llm.scripted import ScriptedChatModel
from companion.store import embeddings
from tests.listening import PATIENCE_S, Listener

Opener = Callable[..., Listener]
FACT = "I moved to Porto in May with my dog Biscuit"


def until(happens: Callable[[], bool]) -> None:
    """Wait for something no event tells of."""
    give_up = time.monotonic() + PATIENCE_S
    while not happens():
        assert time.monotonic() < give_up
        time.sleep(0.002)


def test_what_was_sent_just_before_is_kept(open_companion: Opener) -> None:
    today = open_companion()
    today.start()
    turn = today.companion.send(FACT)
    today.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    question, *replies = tomorrow.companion.thread(turn.conversation_id).result().messages
    assert question.message.text == FACT
    # Whether there was time for the reply or not, it is not left in the making.
    assert MessageState.STREAMING not in {reply.message.state for reply in replies}
    assert FACT in [note.text for note in tomorrow.companion.notes().result()]


def test_what_was_asked_for_just_before_is_done(open_companion: Opener) -> None:
    today = open_companion()
    today.start()
    companion = today.companion
    note = companion.remember("The bins go out on Thursday").result().note
    asked = [
        companion.remember("The car is blue"),
        companion.pin_note(note.id, True),
        companion.correct_note(note.id, "The bins go out on Friday"),
        companion.save_draft(None, "half a thou"),
    ]
    today.close()
    for future in asked:
        assert future.exception() is None
    tomorrow = open_companion()
    tomorrow.start()
    texts = {note.text: note.pinned for note in tomorrow.companion.notes().result()}
    assert texts == {"The car is blue": False, "The bins go out on Friday": True}
    assert tomorrow.companion.new_draft().result() == "half a thou"


def test_what_is_asked_for_while_it_closes_is_done(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    companion = listener.companion
    note = companion.remember("The bins go out on Thursday").result().note

    def closed(*_: object, **__: object) -> None:
        raise LaneClosed("the model lane is closed")

    with monkeypatch.context() as closing:
        closing.setattr(companion._runtime.model_lane, "submit", closed)
        assert companion.pin_note(note.id, True).result().note.pinned
        assert companion.hush_note(note.id, True).result().note.hushed


def test_a_running_reply_is_stopped_and_kept(
    open_companion: Opener, model: ScriptedChatModel
) -> None:
    today = open_companion()
    today.start()
    model.replies = ["word " * 10_000]
    model.delay_s = 0.001
    turn = today.companion.send("Tell me a story")
    today.wait(TurnDelta, turn=turn)
    today.close()
    assert model.closed
    tomorrow = open_companion()
    tomorrow.start()
    reply = tomorrow.companion.thread(turn.conversation_id).result().messages[-1].message
    assert reply.state is MessageState.STOPPED
    assert reply.text.startswith("word")


def test_it_can_be_closed_before_it_was_started_or_ready(open_companion: Opener) -> None:
    open_companion().close()
    barely = open_companion()
    barely.companion.start()
    barely.close()
    after = open_companion()
    after.start()
    after.reply(after.say("Hello"))


class GatedEmbedder(HashingEmbedder):
    """Embeds passages only through an open gate; keeps what it did in order."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.at_gate = threading.Event()
        self.order: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if any("fact" in text for text in texts):
            self.at_gate.set()
            assert self.gate.wait(PATIENCE_S)
            self.order.append("passages")
        return super().embed_passages(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if texts == ["What now?"]:
            self.order.append("query")
        return super().embed_queries(texts)


@pytest.fixture
def behind(
    open_companion: Opener, monkeypatch: pytest.MonkeyPatch
) -> tuple[Listener, GatedEmbedder]:
    """A Companion that has eight notes to embed, one by one, and is held at the first."""
    today = open_companion(load_encoders=lambda: ScriptedEncoders(HashingEmbedder(16)))
    today.start()
    for number in range(8):
        today.companion.remember(f"fact number {number}").result()
    today.rest()
    today.close()
    monkeypatch.setattr(upkeep, "STEP", 1)
    embedder = GatedEmbedder()
    tomorrow = open_companion(load_encoders=lambda: ScriptedEncoders(embedder))
    tomorrow.start()
    assert embedder.at_gate.wait(PATIENCE_S)
    return tomorrow, embedder


def test_a_waiting_person_goes_before_what_was_left_over(
    behind: tuple[Listener, GatedEmbedder],
) -> None:
    listener, embedder = behind
    turn = listener.companion.send("What now?")
    listener.wait(TurnStarted, turn=turn)
    lane = listener.companion._runtime.encoder_lane
    until(lambda: any(job.priority == Priority.USER for job in lane._queue))
    embedder.gate.set()
    listener.reply(turn)
    listener.rest()
    assert embedder.order[:3] == ["passages", "query", "passages"]
    assert embedder.order.count("passages") == 8


def test_closing_does_not_wait_for_all_that_was_left_over(
    behind: tuple[Listener, GatedEmbedder], open_companion: Opener
) -> None:
    listener, embedder = behind
    closing = threading.Thread(target=listener.close)
    closing.start()
    until(lambda: listener.companion._runtime.encoder_lane._closed)
    embedder.gate.set()
    closing.join()
    assert embedder.order == ["passages"]
    after = open_companion(load_encoders=lambda: ScriptedEncoders(embedder))
    after.start()
    after.rest()
    assert len(embedder.order) == 8


def test_an_index_that_was_being_built_is_built_by_the_next_start(
    open_companion: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = open_companion()
    today.start()
    for number in range(8):
        today.companion.remember(f"fact number {number}").result()
    today.rest()
    store = today.companion._runtime.store()
    one_by_one = embeddings.Embeddings.batches
    monkeypatch.setattr(
        embeddings.Embeddings, "batches", lambda self, fp: one_by_one(self, fp, batch=1)
    )
    begun, go_on = threading.Event(), threading.Event()
    steps = store.rebuilding()

    def held() -> object:
        for number, step in enumerate(steps):
            if number == 2:
                begun.set()
                assert go_on.wait(PATIENCE_S)
            yield step

    runtime = today.companion._runtime
    done = runtime.in_steps(runtime.data_lane, "Building the search index", held())
    assert begun.wait(PATIENCE_S)
    closing = threading.Thread(target=today.close)
    closing.start()
    go_on.set()
    closing.join()
    assert done.cancelled() or done.exception() is None
    assert today.all(Activity)[-1] == Activity("")
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    store = tomorrow.companion._runtime.store()
    assert store.index is not None
    assert len(store.index.ids()) == 8
