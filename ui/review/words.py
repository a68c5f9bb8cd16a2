"""What is asked in the review, what can be answered, and what then was decided."""

from __future__ import annotations

from companion.domain import NoteKind, Origin
from companion.reviewing import Choice, Matter, Waiting
from ui.language import translate
from ui.told import told


def heading(matter: Matter) -> str:
    """What a group of questions is called."""
    names = {
        Matter.CLASH: translate("review", "Does not fit together"),
        Matter.JOIN: translate("review", "Perhaps the same"),
        Matter.HELD: translate("review", "Held back"),
        Matter.GUESS: translate("review", "Guesses"),
    }
    return names[matter]


def question(waiting: Waiting) -> str:
    """What is asked."""
    note = waiting.notes[0].note
    match waiting.matter:
        case Matter.CLASH:
            why = _sentence(told(waiting.reason))
            return (
                why
                if why.endswith("?")
                else translate("review", "Both cannot be so. Which one is?")
            )
        case Matter.JOIN:
            return translate("review", "Do these two say the same?")
        case Matter.HELD:
            if waiting.reason:
                why = _sentence(told(waiting.reason))
                return translate("review", "{why}. May I use it?").format(why=why)
            return translate("review", "This reads like an order to me. May I use it?")
        case Matter.GUESS:
            concluded = note.kind is NoteKind.INSIGHT or note.origin is Origin.MODEL
            if concluded:
                return translate("review", "I concluded this. Is it so?")
            return translate("review", "You said this as a guess. Is it so?")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


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
        (Matter.CLASH, Choice.THIS): (
            translate("review", "The newer one"),
            translate("review", "The newer one is so"),
        ),
        (Matter.CLASH, Choice.THAT): (
            translate("review", "The older one"),
            translate("review", "The older one is so"),
        ),
        (Matter.CLASH, Choice.THEN_AND_NOW): (
            translate("review", "Both, then and now"),
            translate("review", "The one was so until the other was"),
        ),
        (Matter.CLASH, Choice.BOTH): (
            translate("review", "They fit together"),
            translate("review", "They fit together"),
        ),
        (Matter.JOIN, Choice.THIS): (
            translate("review", "Join, in the newer words"),
            translate("review", "Joined, in the newer words"),
        ),
        (Matter.JOIN, Choice.THAT): (
            translate("review", "Join, in the older words"),
            translate("review", "Joined, in the older words"),
        ),
        (Matter.JOIN, Choice.BOTH): (
            translate("review", "Keep both"),
            translate("review", "Both are kept"),
        ),
        (Matter.HELD, Choice.YES): (
            translate("review", "Use it"),
            translate("review", "It is used from now on"),
        ),
        (Matter.HELD, Choice.NO): (
            translate("review", "Leave it out"),
            translate("review", "It is left out"),
        ),
        (Matter.GUESS, Choice.YES): (
            translate("review", "It is so"),
            translate("review", "It is so"),
        ),
        (Matter.GUESS, Choice.NO): (
            translate("review", "Not so"),
            translate("review", "It is not so"),
        ),
    }
