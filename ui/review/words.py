"""What is asked in the review, what can be answered, and what then was decided."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from companion.domain import NoteKind, Origin
from companion.reviewing import Choice, Matter, Waiting


def heading(matter: Matter) -> str:
    """What a group of questions is called."""
    names = {
        Matter.CLASH: _tr("Does not fit together"),
        Matter.JOIN: _tr("Perhaps the same"),
        Matter.HELD: _tr("Held back"),
        Matter.GUESS: _tr("Guesses"),
    }
    return names[matter]


def question(waiting: Waiting) -> str:
    """What is asked."""
    note = waiting.notes[0].note
    match waiting.matter:
        case Matter.CLASH:
            why = waiting.reason[:1].upper() + waiting.reason[1:]
            return why if why.endswith("?") else _tr("Both cannot be so. Which one is?")
        case Matter.JOIN:
            return _tr("Do these two say the same?")
        case Matter.HELD:
            return _tr("This reads like an order to me, or comes from elsewhere. May I use it?")
        case Matter.GUESS:
            concluded = note.kind is NoteKind.INSIGHT or note.origin is Origin.MODEL
            if concluded:
                return _tr("I concluded this. Is it so?")
            return _tr("You said this as a guess. Is it so?")


def icon_of(matter: Matter) -> str:
    """The icon of a kind of question."""
    icons = {
        Matter.CLASH: "triangle-alert",
        Matter.JOIN: "merge",
        Matter.HELD: "lock",
        Matter.GUESS: "info",
    }
    return icons[matter]


def answer(matter: Matter, choice: Choice) -> str:
    """What is on the button."""
    return _answers()[matter, choice][0]


def decided(matter: Matter, choice: Choice) -> str:
    """What was decided."""
    return _answers()[matter, choice][1]


def _answers() -> dict[tuple[Matter, Choice], tuple[str, str]]:
    return {
        (Matter.CLASH, Choice.THIS): (_tr("The newer one"), _tr("The newer one is so")),
        (Matter.CLASH, Choice.THAT): (_tr("The older one"), _tr("The older one is so")),
        (Matter.CLASH, Choice.THEN_AND_NOW): (
            _tr("Both, then and now"),
            _tr("The one was so until the other was"),
        ),
        (Matter.CLASH, Choice.BOTH): (_tr("They fit together"), _tr("They fit together")),
        (Matter.JOIN, Choice.THIS): (
            _tr("Join, in the newer words"),
            _tr("Joined, in the newer words"),
        ),
        (Matter.JOIN, Choice.THAT): (
            _tr("Join, in the older words"),
            _tr("Joined, in the older words"),
        ),
        (Matter.JOIN, Choice.BOTH): (_tr("Keep both"), _tr("Both are kept")),
        (Matter.HELD, Choice.YES): (_tr("Use it"), _tr("It is used from now on")),
        (Matter.HELD, Choice.NO): (_tr("Leave it out"), _tr("It is left out")),
        (Matter.GUESS, Choice.YES): (_tr("It is so"), _tr("It is so")),
        (Matter.GUESS, Choice.NO): (_tr("Not so"), _tr("It is not so")),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("review", text)
