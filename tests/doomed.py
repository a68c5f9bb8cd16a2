"""A process that will be killed: `python -m tests.doomed HOME MOMENT` says when it is time.

It prints the conversation's id at the moment asked for, and then waits for its end.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from companion import sleeping
from companion.app import Companion
from companion.chat import reply
from companion.clock import FixedClock
from companion.domain import Turn
from companion.encoders.scripted import ScriptedEncoders
from companion.errors import EncoderError
from companion.events import TurnStarted
from companion.llm.scripted import ScriptedChatModel
from companion.memory import decay
from companion.memory.jobs import Desk, JobStep
from tests.listening import Listener

YEARS_LATER = datetime(2036, 5, 4, tzinfo=UTC)
SAID = "I moved to Porto in May with my dog Biscuit"


def question_stored(listener: Listener, model: ScriptedChatModel) -> Turn:
    """The message is stored, and not a word of the reply has come."""
    model.replies = lambda _: threading.Event().wait() or ""
    said = listener.companion.send(SAID)
    listener.wait(TurnStarted, turn=said)
    return said


def reply_begun(listener: Listener, model: ScriptedChatModel) -> Turn:
    """Some of the reply is stored."""
    reply.SAVE_EVERY_S = 0.02
    model.replies = ["word " * 10_000]
    model.delay_s = 0.005
    said = listener.companion.send(SAID)
    listener.wait(TurnStarted, turn=said)

    def stored() -> str:
        _, *replies = listener.companion.thread(said.conversation_id).result().messages
        return replies[0].message.text if replies else ""

    while not stored():
        time.sleep(0.01)
    return said


def forgotten(listener: Listener, _: ScriptedChatModel) -> Turn:
    """What was said is forgotten, and the time to undo it runs."""
    said = listener.say(SAID)
    notes = listener.companion.notes().result()
    listener.companion.forget_notes([note.id for note in notes]).result()
    return said


def asleep(listener: Listener, _: ScriptedChatModel) -> Turn:
    """Some memories are archived, and others are to be."""
    for what in ("shed", "fence", "door", "roof"):
        listener.say(f"I painted the {what} on Monday.")
    said = listener.say("I saw a film about whales.")
    stuck = threading.Event()

    class Slow(decay.Decay):
        def steps(self, desk: Desk) -> Iterator[JobStep]:
            for number, step in enumerate(super().steps(desk)):
                if number == 2:
                    stuck.set()
                    threading.Event().wait()
                yield step

    decay.EDITS = 1
    sleeping.all_jobs = lambda: (Slow(),)
    listener.companion.sleep(as_of=YEARS_LATER)
    stuck.wait()
    return said


MOMENTS: dict[str, Callable[[Listener, ScriptedChatModel], Turn]] = {
    moment.__name__: moment for moment in (question_stored, reply_begun, forgotten, asleep)
}


def no_encoders() -> ScriptedEncoders:
    """None: an index takes a second to import, and only what is forgotten needs it."""
    raise EncoderError("There are no encoders.", "There is nothing to be done.")


def main(home: str, moment: str) -> None:
    """Come to the moment, say so, and wait."""
    model = ScriptedChatModel()
    companion = Companion(
        Path(home),
        clock=FixedClock(datetime(2026, 5, 4, tzinfo=UTC)),
        load_model=lambda _: model,
        load_encoders=ScriptedEncoders if moment == "forgotten" else no_encoders,
    )
    listener = Listener(companion)
    listener.start()
    print(MOMENTS[moment](listener, model).conversation_id, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
