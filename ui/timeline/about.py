"""What a memory is about and what it has to do with others: quiet lines below its card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from companion.domain import DERIVED, LinkedNote, LinkKind, Note, NoteDetail, NoteKind, Origin
from ui.shell.widgets import label
from ui.theme import Space


class About(QWidget):
    """Whom and what a note names, the domains of life it touches, who wrote it, and its links."""

    def __init__(self, detail: NoteDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, 0)
        column.setSpacing(Space.L)
        column.addLayout(_facts(detail))
        if detail.links:
            column.addLayout(_links(detail))

    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(line.text() for line in self.findChildren(QLabel))


def _facts(detail: NoteDetail) -> QGridLayout:
    note = detail.note
    names = {part for it in detail.entities for part in it.name.casefold().split(" ")}
    rows = (
        (_tr("About"), [entity.name for entity in detail.entities]),
        (_tr("Touches"), [tag_name(tag) for tag in note.tags if note.kind is not NoteKind.SUMMARY]),
        (_tr("Words"), [word for word in note.keywords if word.casefold() not in names]),
        (_tr("Written"), [_writer(note), *_doubt(note)]),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for number, (name, values) in enumerate((name, values) for name, values in rows if values):
        named = label(name, scale="small", tone="muted")
        grid.addWidget(named, number, 0, Qt.AlignmentFlag.AlignTop)
        told = label(" · ".join(values), scale="small", wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setAccessibleName(f"{name}: {told.text()}")
        grid.addWidget(told, number, 1)
    return grid


def _links(detail: NoteDetail) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.S)
    column.addWidget(label(_tr("What it has to do with others"), scale="small", tone="muted"))
    for linked in detail.links:
        line = QVBoxLayout()
        line.setSpacing(1)
        line.addWidget(label(_bearing(detail.note, linked), scale="small", wrap=True))
        line.addWidget(label(f"“{linked.text.strip()}”", scale="small", tone="muted", wrap=True))
        column.addLayout(line)
    return column


def _bearing(note: Note, linked: LinkedNote) -> str:
    """How the note bears on the other one, or that one on it, and why."""
    link = linked.link
    onto = {
        LinkKind.UPDATES: _tr("In place of"),
        LinkKind.CONTRADICTS: _tr("Does not fit with"),
        LinkKind.RELATED: _tr("Goes with"),
        LinkKind.CAUSES: _tr("Because of"),
        LinkKind.FOLLOWS: _tr("Came after"),
        LinkKind.PART_OF: _tr("Part of"),
        LinkKind.SUPPORTS: _tr("Rests on"),
    }
    back = onto | {
        LinkKind.UPDATES: _tr("Replaced by"),
        LinkKind.CAUSES: _tr("Led to"),
        LinkKind.FOLLOWS: _tr("Came before"),
        LinkKind.PART_OF: _tr("Holds"),
        LinkKind.SUPPORTS: _tr("Supports"),
    }
    name = (onto if link.note_id == note.id else back)[link.kind]
    return f"{name} · {link.reason}" if link.reason else name


def _writer(note: Note) -> str:
    if note.origin is Origin.USER:
        return _tr("by you")
    if note.origin is Origin.MODEL:
        return _tr("by the model {name}").format(name=note.model).strip()
    if note.kind in DERIVED:
        return _tr("by rules, from your memories")
    return _tr("by rules, from your own words")


def _doubt(note: Note) -> list[str]:
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
