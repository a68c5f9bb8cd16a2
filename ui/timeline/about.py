"""What is told of a memory in words: who wrote it, how sure that is, and the domains it touches."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from companion.domain import DERIVED, Note, Origin

TAGS = (
    "work", "study", "home", "family", "love", "friends", "pets", "health", "food", "sport",
    "hobbies", "culture", "travel", "money", "nature", "celebrations",
)  # fmt: skip
"""The domains of life that Companion knows by itself; its owner may name others."""


def writer(note: Note) -> str:
    """Who wrote a note."""
    if note.origin is Origin.USER:
        return _tr("by you")
    if note.origin is Origin.MODEL:
        return _tr("by the model {name}").format(name=note.model).strip()
    if note.origin is Origin.IMPORT:
        return _tr("by {app}, imported").format(app=note.writer)
    if note.kind in DERIVED:
        return _tr("by rules, from your memories")
    return _tr("by rules, from your own words")


def doubt(note: Note) -> list[str]:
    """How sure it is, where it is not quite."""
    if note.confidence >= 1.0:
        return []
    return [_tr("{share} % sure").format(share=round(100 * note.confidence))]


def tag_name(tag: str) -> str:
    """What a person calls this domain of life."""
    names = {
        "work": _tr("work"),
        "study": _tr("study"),
        "home": _tr("home"),
        "family": _tr("family"),
        "love": _tr("love"),
        "friends": _tr("friends"),
        "pets": _tr("pets"),
        "health": _tr("health"),
        "food": _tr("food"),
        "sport": _tr("sport"),
        "hobbies": _tr("hobbies"),
        "culture": _tr("culture"),
        "travel": _tr("travel"),
        "money": _tr("money"),
        "nature": _tr("nature"),
        "celebrations": _tr("celebrations"),
    }
    return names.get(tag, tag)


def _tr(text: str) -> str:
    return QCoreApplication.translate("about", text)
