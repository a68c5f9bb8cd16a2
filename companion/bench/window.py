"""How fast the window starts, what it takes of memory, and a conversation to keep it busy with."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from companion.app import Companion
from companion.domain import Conversation, Message, Role, new_id
from companion.events import Event, ModelReady

STARTS = 3
MESSAGES = 1000
STREAM_TOKENS_PER_S = 50
_QUESTION = "I walked along the river with Biscuit this morning. What should we do next weekend?"
_REPLIES = (
    "That sounds like a good morning. You could take the train to the coast, walk to the "
    "lighthouse, and be back before dinner. *Biscuit* liked the sea in spring.\n\n"
    "1. Take the early train\n2. Pack water and something to eat\n3. Ask Ana whether she comes",
    "Here is how I would count the days:\n\n```python\nfrom datetime import date\n\n\n"
    "def days_until(day: date) -> int:\n    return (day - date.today()).days\n```\n\n"
    "Call it with the day of the trip.",
    "| Day | Plan |\n|---|---|\n| Saturday | Market and river |\n| Sunday | Nothing at all |\n\n"
    "> You once said that Sundays are for doing nothing.\n\nI would keep it so.",
)


def bench_start() -> dict[str, float]:
    """Start the window on a fresh home, several times, and tell the medians.

    `usable_ms`: from the start of the process until the composer takes input. `rss_mb`: resident
    memory after the first turn; `model_mb`: what the model alone adds to a process;
    `rss_beyond_model_mb`: the difference.
    """
    seen: list[dict[str, float]] = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
            seen.append(run_for_figures("-m", "ui.bench_start", home))
    model_mb = run_for_figures("-m", "companion.llm.llama.bare")["model_mb"]
    rss_mb = statistics.median(figures["rss_mb"] for figures in seen)
    return {
        "usable_ms": round(statistics.median(figures["usable_ms"] for figures in seen), 1),
        "model_ready_ms": round(statistics.median(f["model_ready_ms"] for f in seen), 1),
        "rss_mb": round(rss_mb, 1),
        "model_mb": round(model_mb, 1),
        "rss_beyond_model_mb": round(rss_mb - model_mb, 1),
    }


def run_for_figures(*arguments: str) -> dict[str, float]:
    """Run Python with these arguments; the last line it prints is its figures, as JSON."""
    done = subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def long_conversation() -> Iterator[tuple[Companion, str]]:
    """A started Companion on a throw-away home with a conversation of 1,000 messages, whose
    scripted model speaks 50 tokens a second without end; and that conversation's id."""
    from companion.clock import SystemClock
    from companion.llm.scripted import ScriptedChatModel
    from companion.store.store import Store

    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        home = Path(folder)
        clock = SystemClock()
        store = Store(home, clock)
        now = clock.now()
        persona = store.conversations.persona()
        conversation = Conversation(new_id(), persona.id, "A long conversation", now, now)
        parent: str | None = None
        for number in range(MESSAGES):
            role = Role.ASSISTANT if number % 2 else Role.USER
            text = _REPLIES[number // 2 % len(_REPLIES)] if number % 2 else _QUESTION
            message = Message(new_id(), conversation.id, parent, role, text, now)
            if parent is None:
                store.conversations.begin(conversation, message)
            else:
                store.conversations.add(message)
            if role is Role.USER:
                store.notes.add([], actor="bench", reason="", now=now, observed=message.id)
            parent = message.id
        store.close()
        model = ScriptedChatModel(
            ["and then the sea was calm again, " * 2000], delay_s=1 / STREAM_TOKENS_PER_S
        )
        companion = Companion(home, load_model=lambda _: model)
        events: SimpleQueue[Event] = SimpleQueue()
        companion.events.subscribe(events.put)
        companion.start()
        while not isinstance(events.get(), ModelReady):
            pass
        companion.change_settings(reply_tokens=10_000)
        try:
            yield companion, conversation.id
        finally:
            companion.close()
