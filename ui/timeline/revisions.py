"""What was done to a memory, by whom and why, and what changed; each state can be had again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from companion.clock import Clock
from companion.domain import NoteDetail, NoteKind, NoteStatus, Revision
from ui.chat.when import said
from ui.language import translate
from ui.shell.widgets import button, label
from ui.theme import Space, theme
from ui.timeline.diff import Side, compare
from ui.timeline.kinds import kind_name, state_name
from ui.told import told


class Revisions(QWidget):
    """The history of one note, the latest change first."""

    revert_wanted = Signal(str)
    """The note is to be what it was after this revision."""

    def __init__(self, detail: NoteDetail, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ways: dict[str, QWidget] = {}
        """The buttons to have a state again, by the revision's id."""
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.M)
        column.addWidget(label(self.tr("What happened to it"), scale="small", tone="muted"))
        now = detail.note
        for revision in reversed(detail.revisions):
            line = QVBoxLayout()
            line.setSpacing(1)
            head = QHBoxLayout()
            head.addWidget(label(_what(revision), scale="small", wrap=True), 1)
            if revision is not detail.revisions[-1] and _can_be(revision, now.status):
                head.addWidget(self._way(revision), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(head)
            before, after = _sides(revision)
            if (old := before.get("text")) and old != after.get("text"):
                line.addWidget(Changes(str(old), str(after["text"])))
            for words in changed(before, after):
                line.addWidget(label(words, scale="small", tone="muted", wrap=True))
            when = said(revision.changed_at, clock.now())
            by = f"{_who(revision.actor)} · {when}"
            line.addWidget(label(by, scale="small", tone="muted", wrap=True))
            column.addLayout(line)

    def text(self) -> str:
        """Everything it says, line by line."""
        return "\n".join(line.accessibleName() or line.text() for line in self.findChildren(QLabel))

    def _way(self, revision: Revision) -> QWidget:
        made = button(self.tr("Have this again"), kind="line", icon_name="history")
        made.clicked.connect(lambda: self.revert_wanted.emit(revision.id))
        made.setAccessibleDescription(_what(revision))
        self.ways[revision.id] = made
        return made


class Changes(QLabel):
    """Two texts as one: what has gone is struck through, what has come is underlined."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretches = compare(before, after)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("scale", "small")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(translate("revisions", "It said: “{text}”").format(text=before))
        theme().changed.connect(self._write)
        self._write()

    @Slot()
    def _write(self) -> None:
        palette = theme().palette
        looks = {
            Side.BOTH: f"color:{palette.text}",
            Side.BEFORE: f"color:{palette.danger}; text-decoration:line-through",
            Side.AFTER: f"color:{palette.accent}; text-decoration:underline",
        }
        self.setText(
            "".join(f'<span style="{looks[it.side]}">{_html(it.text)}</span>'
                    for it in self._stretches)
        )  # fmt: skip


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What has changed beside the words, one thing a line."""
    if not before:
        return []
    return [
        f"{name}: {_value(field, before.get(field))} → {_value(field, after.get(field))}"
        for field, name in _fields().items()
        if before.get(field) != after.get(field)
    ]


def _fields() -> dict[str, str]:
    return {
        "kind": translate("revisions", "Kind"),
        "status": translate("revisions", "State"),
        "importance": translate("revisions", "How much it matters"),
        "subject": translate("revisions", "Whom it is about"),
        "valid_from": translate("revisions", "Since"),
        "valid_to": translate("revisions", "Until"),
        "tags": translate("revisions", "Tags"),
    }


def _value(field: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field == "kind":
        return kind_name(NoteKind(value))
    if field == "status":
        status = NoteStatus(value)
        forgotten = translate("revisions", "forgotten") if status is NoteStatus.FORGOTTEN else ""
        return forgotten or state_name(status) or translate("revisions", "used")
    if field.startswith("valid"):
        day = datetime.fromisoformat(value).astimezone().date()
        shown = QDate(day.year, day.month, day.day)
        return QLocale().toString(shown, QLocale.FormatType.ShortFormat)
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)


def _what(revision: Revision) -> str:
    reason = told(revision.reason)
    return reason[:1].upper() + reason[1:]


def _who(actor: str) -> str:
    """By whom something was done, as a person says it."""
    names = {
        "user": translate("revisions", "by you"),
        "observe": translate("revisions", "from what you said"),
        "sleep": translate("revisions", "at night"),
        "branches": translate("revisions", "as the conversation went on"),
        "support": translate("revisions", "with what it rests on"),
        "consolidation": translate("revisions", "told anew"),
    }
    return names.get(actor, translate("revisions", "by Companion"))


def _sides(revision: Revision) -> tuple[dict[str, Any], dict[str, Any]]:
    """A note before and after a change, as it is kept."""
    before, after = revision.before or "{}", revision.after or "{}"
    return json.loads(before), json.loads(after)


def _can_be(revision: Revision, status: NoteStatus) -> bool:
    """Whether a state can be had again: not that of being forgotten."""
    _, after = _sides(revision)
    return after.get("status") != NoteStatus.FORGOTTEN and status is not NoteStatus.FORGOTTEN


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
