"""The keys that parts of the window take where they have the keyboard, in words.

They are no shortcuts of Qt's: `tests/ui/shell/test_shortcuts.py` holds that each that is handled is
told here.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from ui.language import translate

_Key = Qt.Key
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_MOD = Qt.KeyboardModifier
_SHIFT, _ALT = _MOD.ShiftModifier, _MOD.AltModifier


def pressed() -> Iterator[tuple[str, str, str, list[QKeySequence]]]:
    """The class that takes keys, the part of the window where it stands (nothing for everywhere),
    what the keys do there, and the keys."""
    composer, talk = translate("pressed", "Writing"), translate("pressed", "Conversation")
    memories, review = translate("pressed", "Timeline"), translate("pressed", "Review")
    around, search = translate("pressed", "What lies around"), translate("pressed", "Searching")
    people, find = (
        translate("pressed", "People and topics"),
        translate("pressed", "Finding in a conversation"),
    )
    notes, sidebar = translate("pressed", "Notes"), translate("pressed", "Conversations")
    back, onward = translate("pressed", "Go back"), translate("pressed", "To the next one")
    before = translate("pressed", "To the one before")
    numbers = (_Key.Key_1, _Key.Key_2, _Key.Key_3, _Key.Key_4)
    told = (
        ("MainWindow", "", translate("pressed", "Back to the conversation"), (_Key.Key_Escape,)),
        ("GrowingEdit", composer, translate("pressed", "Send or save"), _ENTER),
        (
            "GrowingEdit",
            composer,
            translate("pressed", "A new line"),
            tuple(QKeySequence(_SHIFT | key) for key in _ENTER),
        ),
        (
            "GrowingEdit",
            composer,
            translate("pressed", "Change what you said last, while nothing is written"),
            (_Key.Key_Up,),
        ),
        ("GrowingEdit", composer, translate("pressed", "Cancel"), (_Key.Key_Escape,)),
        ("MessageText", talk, onward, (_Key.Key_Down,)),
        ("MessageText", talk, before, (_Key.Key_Up,)),
        ("MessageList", talk, translate("pressed", "To the beginning"), (_Key.Key_Home,)),
        ("MessageList", talk, translate("pressed", "To the end"), (_Key.Key_End,)),
        (
            "ChatView",
            talk,
            translate("pressed", "Close the notes, or stop the reply"),
            (_Key.Key_Escape,),
        ),
        ("NotesPanel", notes, translate("pressed", "Close"), (_Key.Key_Escape,)),
        ("FindBar", find, translate("pressed", "Find earlier"), _ENTER),
        (
            "FindBar",
            find,
            translate("pressed", "Find later"),
            tuple(QKeySequence(_SHIFT | key) for key in _ENTER),
        ),
        ("FindBar", find, translate("pressed", "Close"), (_Key.Key_Escape,)),
        ("ConversationList", sidebar, translate("pressed", "Open"), _ENTER),
        ("SearchField", search, translate("pressed", "Clear the search"), (_Key.Key_Escape,)),
        ("SearchField", search, translate("pressed", "Into what was found"), (_Key.Key_Down,)),
        ("NoteList", memories, translate("pressed", "Show what was so before"), (_Key.Key_Right,)),
        ("NoteList", memories, translate("pressed", "Fold what was so before"), (_Key.Key_Left,)),
        (
            "NoteList",
            memories,
            translate("pressed", "A month earlier or later"),
            (QKeySequence(_ALT | _Key.Key_PageDown), QKeySequence(_ALT | _Key.Key_PageUp)),
        ),
        (
            "MemoriesView",
            memories,
            translate("pressed", "Back to the list, or to everything"),
            (_Key.Key_Escape,),
        ),
        ("PeopleView", people, back, (_Key.Key_Escape,)),
        ("GraphView", around, onward, (_Key.Key_Right, _Key.Key_Down)),
        ("GraphView", around, before, (_Key.Key_Left, _Key.Key_Up)),
        ("GraphView", around, translate("pressed", "Put it into the middle"), _ENTER),
        (
            "GraphView",
            around,
            translate("pressed", "Nearer or farther"),
            (_Key.Key_Plus, _Key.Key_Minus),
        ),
        ("GraphView", around, translate("pressed", "Show all of it"), (_Key.Key_0,)),
        ("ReviewCard", review, translate("pressed", "Choose this answer"), numbers),
        ("ReviewCard", review, translate("pressed", "Undo the decision"), (_Key.Key_U,)),
        ("ReviewCard", review, onward, (_Key.Key_Down, _Key.Key_J)),
        ("ReviewCard", review, before, (_Key.Key_Up, _Key.Key_K)),
    )
    for name, where, what, keys in told:
        yield name, where, what, [QKeySequence(key) for key in keys]
