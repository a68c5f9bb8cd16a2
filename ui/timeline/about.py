"""What is told of a memory in words: who wrote it, how sure that is, and the domains it touches."""

from __future__ import annotations

from companion.domain import DERIVED, Note, Origin
from ui.language import translate

TAGS = (
    "work", "study", "home", "family", "love", "friends", "pets", "health", "food", "sport",
    "hobbies", "culture", "travel", "money", "nature", "celebrations",
)  # fmt: skip
"""The domains of life that Companion knows by itself; its owner may name others."""


def writer(note: Note) -> str:
    """Who wrote a note."""
    if note.origin is Origin.USER:
        return translate("about", "by you")
    if note.origin is Origin.MODEL:
        return translate("about", "by the model {name}").format(name=note.model).strip()
    if note.origin is Origin.IMPORT:
        return translate("about", "by {app}, imported").format(app=note.writer)
    if note.kind in DERIVED:
        return translate("about", "by rules, from your memories")
    return translate("about", "by rules, from your own words")


def doubt(note: Note) -> list[str]:
    """How sure it is, where it is not quite."""
    if note.confidence >= 1.0:
        return []
    return [translate("about", "{share} % sure").format(share=round(100 * note.confidence))]


def tag_name(tag: str) -> str:
    """What a person calls this domain of life."""
    names = {
        "work": translate("about", "work"),
        "study": translate("about", "study"),
        "home": translate("about", "home"),
        "family": translate("about", "family"),
        "love": translate("about", "love"),
        "friends": translate("about", "friends"),
        "pets": translate("about", "pets"),
        "health": translate("about", "health"),
        "food": translate("about", "food"),
        "sport": translate("about", "sport"),
        "hobbies": translate("about", "hobbies"),
        "culture": translate("about", "culture"),
        "travel": translate("about", "travel"),
        "money": translate("about", "money"),
        "nature": translate("about", "nature"),
        "celebrations": translate("about", "celebrations"),
    }
    return names.get(tag, tag)
