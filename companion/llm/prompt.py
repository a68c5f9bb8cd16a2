"""How a prompt is laid out: what is stable first, what changes last.

The system message (persona, date, core memory, running summary) stays the same through a
conversation, and the history only grows, so that the model's state for both stays warm. Recalled
notes come with the message they were recalled for, marked as data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from companion.domain import Note, Persona, RecalledNote, Role
from companion.llm.base import ChatMessage


def system_message(
    persona: Persona,
    *,
    today: datetime,
    last_talked: datetime | None,
    core: Sequence[Note],
    summary: str = "",
) -> ChatMessage:
    """The front of every prompt. `today` and `last_talked` are in the person's own time zone."""
    parts = [
        f"Your name is {persona.name}. {persona.instructions}",
        f"Today is {today:%A}, {today.day} {today:%B %Y}.",
        _since(today, last_talked),
    ]
    if core:
        parts.append("What the user asked you to keep in mind:\n" + _lines(core))
    if summary:
        parts.append(f"Earlier in this conversation the user said:\n{summary}")
    return ChatMessage(Role.SYSTEM, "\n".join(part for part in parts if part))


def user_message(text: str, recalled: Sequence[RecalledNote], now: datetime) -> ChatMessage:
    """What the person said, after the notes that were recalled for it."""
    if not recalled:
        return ChatMessage(Role.USER, text)
    lines = "\n".join(f"- {ago(item, now)}: “{item.note.text}”" for item in recalled)
    return ChatMessage(Role.USER, f"(What I told you before:\n{lines})\n\n{text}")


def ago(item: RecalledNote, now: datetime) -> str:
    """How long ago a note's words were said, such as `3 weeks ago`."""
    said = item.sources[0].said_at if item.sources else item.note.recorded_at
    return elapsed(now - said)


def elapsed(time: timedelta) -> str:
    """A stretch of time in the words a person would use."""
    days = time.days
    if days < 1:
        return "today"
    if days < 2:
        return "yesterday"
    for size, name in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        count = days // size
        if count >= (2 if name == "week" else 1):
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    raise AssertionError(days)


def _since(today: datetime, last_talked: datetime | None) -> str:
    if last_talked is None:
        return "This is your first conversation with the user."
    return f"You last talked with the user {elapsed(today - last_talked)}."


def _lines(notes: Sequence[Note]) -> str:
    return "\n".join(f"- “{note.text}”" for note in notes)
