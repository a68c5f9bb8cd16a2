"""Without encoders memory works by words, and replies come all the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from companion.encoders.scripted import ScriptedEncoders
from companion.errors import EncoderError
from companion.events import MemoryDegraded
from tests.readable import is_readable
from tests.trouble.knowing import FACT, Opener, in_step, knows

pytestmark = pytest.mark.slow


def no_encoders() -> ScriptedEncoders:
    """Encoders that were not installed."""
    raise EncoderError("The encoders are not installed.", "Install them with `uv sync`.")


def test_without_encoders_memory_works_by_words_and_catches_up_when_they_are_there(
    open_companion: Opener,
) -> None:
    today = open_companion(load_encoders=no_encoders)
    today.start()
    assert is_readable(today.wait(MemoryDegraded).error)
    today.say(FACT)
    knows(today, "what's my dog called?", FACT)
    today.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    store = tomorrow.companion._runtime.store()
    assert store.embeddings.missing_notes(store.fingerprint, 1) == []
    assert store.embeddings.missing_messages(store.fingerprint, 1) == []
    assert in_step(store)


class FailingReranker:
    """Is found damaged when it is first needed."""

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        raise EncoderError("The reranker is damaged.", "Install it again.")


def test_a_reply_comes_even_when_an_encoder_fails(open_companion: Opener) -> None:
    encoders = ScriptedEncoders(reranker=FailingReranker())  # type: ignore[arg-type]
    listener = open_companion(load_encoders=lambda: encoders)
    listener.start()
    listener.say(FACT)
    turn = listener.say("what's my dog Biscuit called?")
    assert listener.reply(turn) == "All right."
    assert is_readable(listener.wait(MemoryDegraded).error)
