"""What a memory is about, of what kind it is, how much it matters, and when it is true: each can be
changed where it stands, for one memory or for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from companion.domain import (
    DERIVED,
    TELLINGS,
    Entity,
    EntityKind,
    Note,
    NoteDetail,
    NoteKind,
)
from ui.acts.actions import NoteActs
from ui.bridge import Bridge
from ui.shell.controls import LabelledSlider
from ui.shell.widgets import label, with_text
from ui.theme import Space
from ui.timeline.about import TAGS, doubt, tag_name, writer
from ui.timeline.chips import Chips
from ui.timeline.day_field import DayField
from ui.timeline.kinds import kind_name

T = TypeVar("T")
_MADE = (*TELLINGS, *DERIVED)
_WHOLE = Qt.AlignmentFlag(0)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_KINDS = tuple(kind for kind in NoteKind if kind not in _MADE)


class Properties(QWidget):
    """Shows what the chosen notes have in common, and changes it in all of them."""

    def __init__(self, bridge: Bridge, acts: NoteActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._acts = acts
        self._detail: NoteDetail | None = None
        self._names: dict[str, Entity] = {}
        self._rows: dict[QWidget, QLabel] = {}
        now = bridge.companion.clock.now()
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(kind_name(kind), kind)
        self.matters = LabelledSlider(self.tr("How much it matters"), (1, 10, 1), str, room=20)
        self.matters.slider.setFixedWidth(120)
        self.since = DayField(self.tr("Since"), now)
        self.until = DayField(self.tr("Until"), now)
        self.about = Chips(self.tr("About"), self.tr("Add a name"))
        self.tags = Chips(self.tr("Tags"), self.tr("Add"))
        self.tags.suggest([tag_name(tag) for tag in TAGS])
        self.words = label(scale="small", wrap=True)
        self.written = label(scale="small", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.M, Space.S, Space.M, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        for name, part in (
            (self.tr("Kind"), self.kind),
            (self.tr("Matters"), self.matters),
            (self.tr("Since"), self.since),
            (self.tr("Until"), self.until),
            (self.tr("About"), self.about),
            (self.tr("Tags"), self.tags),
            (self.tr("Words"), self.words),
            (self.tr("Written"), self.written),
        ):
            self._add(name, part)
        self.kind.activated.connect(self._choose_kind)
        self.matters.chosen.connect(self._choose_importance)
        self.since.chosen.connect(self._choose_since)
        self.until.chosen.connect(self._choose_until)
        self.tags.chosen.connect(self._choose_tags)
        self.about.chosen.connect(self._choose_names)

    def show_detail(self, detail: NoteDetail) -> None:
        """Show one note in full."""
        self._detail = detail
        self.show_notes([detail.note])
        note = detail.note
        self.about.show_words([entity.name for entity in detail.entities])
        names = {part for it in detail.entities for part in it.name.casefold().split(" ")}
        words = [word for word in note.keywords if word.casefold() not in names]
        self.words.setText(" · ".join(words))
        self.written.setText(" · ".join([writer(note), *doubt(note)]))
        statement = note.kind not in _MADE
        self._offer(self.about, note.kind not in TELLINGS)
        self._offer(self.words, bool(words))
        self._offer(self.written, True)
        self._offer(self.since, statement or note.valid_from is not None)
        self._offer(self.until, statement)
        if not self._names:
            asked = self._bridge.companion.acts.names()
            self._bridge.ask(asked, self._learn_names, lambda _: None, owner=self)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show what several notes have in common."""
        told = bool(notes) and all(note.kind not in _MADE for note in notes)
        self.kind.setCurrentIndex(self.kind.findData(_common(note.kind for note in notes)))
        self.kind.setPlaceholderText(self.tr("different ones"))
        importance = _common(note.importance for note in notes)
        self.matters.show_value(importance if importance is not None else 5)
        if importance is None:
            self.matters.value.setText("–")
        self.since.show_day(_common(note.valid_from for note in notes))
        self.until.show_day(_common(note.valid_to for note in notes))
        shared = set.intersection(*(set(note.tags) for note in notes)) if notes else set()
        self.tags.show_words([tag_name(tag) for tag in notes[0].tags if tag in shared])
        self._offer(self.kind, told)
        self._offer(self.tags, all(note.kind is not NoteKind.SUMMARY for note in notes))
        self._offer(self.since, told)
        self._offer(self.until, told)
        for part in (self.about, self.words, self.written):
            self._offer(part, False)

    def text(self) -> str:
        """What is shown, each name with its value, line by line."""
        told = []
        for part, name in self._rows.items():
            if not part.isHidden():
                told += [name.text(), _said(part)]
        return "\n".join(told)

    # -- what the person changes ------------------------------------------------------------------

    @Slot()
    def _choose_kind(self) -> None:
        self._acts.change(self.tr("Kind"), kind=NoteKind(self.kind.currentData()))

    @Slot(int)
    def _choose_importance(self, value: int) -> None:
        self._acts.change(self.tr("How much it matters"), importance=value)

    @Slot(object)
    def _choose_since(self, moment: datetime | None) -> None:
        self._acts.change(self.tr("Since when"), valid_from=moment)

    @Slot(object)
    def _choose_until(self, moment: datetime | None) -> None:
        self._acts.change(self.tr("Until when"), valid_to=moment)

    @Slot(list)
    def _choose_tags(self, names: list[str]) -> None:
        known = {tag_name(tag).casefold(): tag for tag in TAGS}
        tags = [known.get(name.casefold(), name.casefold()) for name in names]
        self._acts.change(self.tr("What it touches"), tags=tuple(dict.fromkeys(tags)))

    @Slot(list)
    def _choose_names(self, names: list[str]) -> None:
        if self._detail is None:
            return
        there = {entity.name: entity for entity in self._detail.entities}
        entities = [
            there.get(name)
            or self._names.get(name.casefold())
            or Entity(name, EntityKind.PERSON, (name.casefold(),))
            for name in names
        ]
        named = self._bridge.companion.acts.name(self._detail.note.id, entities)
        self._acts.do(self.tr("Whom it names"), named)

    def _learn_names(self, names: list[Entity]) -> None:
        self._names = {entity.name.casefold(): entity for entity in names}
        self.about.suggest([entity.name for entity in names])

    # -- inside -----------------------------------------------------------------------------------

    def _add(self, name: str, part: QWidget) -> None:
        named = label(name, scale="small", tone="muted")
        named.setBuddy(part)
        part.setAccessibleName(part.accessibleName() or name)
        at = len(self._rows)
        if isinstance(part, Chips):
            # Its words stand in the middle of the first row of chips.
            with_text(named, lambda: named.setMinimumHeight(part.field.sizeHint().height()))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(named, at, 0, top if isinstance(part, Chips | QLabel) else _MIDDLE)
        left = isinstance(part, LabelledSlider)
        self._grid.addWidget(part, at, 1, Qt.AlignmentFlag.AlignLeft if left else _WHOLE)
        self._rows[part] = named

    def _offer(self, part: QWidget, offered: bool) -> None:
        part.setVisible(offered)
        self._rows[part].setVisible(offered)


def _common(values: Iterable[T]) -> T | None:
    """What all of them are; None when they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _said(part: QWidget) -> str:
    """What a field shows, in words."""
    if isinstance(part, QLabel):
        return part.text()
    if isinstance(part, QComboBox):
        return part.currentText()
    if isinstance(part, Chips):
        return " · ".join(part.chips)
    if isinstance(part, DayField):
        return "" if part.day.isHidden() else part.day.text()
    assert isinstance(part, LabelledSlider)
    return part.value.text()
