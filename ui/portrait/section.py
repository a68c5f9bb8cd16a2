"""One section of the portrait: its lines, what is new in them, and editing it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.clock import Clock
from companion.portraying import PortraitLine, PortraitSection
from ui.chat.editor import InPlaceEditor
from ui.chat.when import day_name
from ui.language import translate
from ui.portrait.lines import changed_widget, line_widget
from ui.shell.widgets import button, card, icon_button, label
from ui.theme import Space
from ui.told import told_line


class SectionCard(QWidget):
    """Shows a section as it is, and follows it; what is being written in it stays."""

    note_wanted = Signal(str)
    written = Signal(str, str)
    """The title, and what the section is to say."""
    handed_back = Signal(str)
    undo_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.section = PortraitSection("")
        self.title = label(scale="large")
        self.owned = label(self.tr("Your own words"), scale="small", tone="muted")
        self.undo = button(self.tr("Undo"), kind="quiet", icon_name="undo-2")
        self.undo.clicked.connect(self.undo_wanted)
        self.hand_back = button(self.tr("Keep it for me again"), kind="quiet")
        self.hand_back.setToolTip(self.tr("What I know is written here again, and kept up to date"))
        self.hand_back.clicked.connect(lambda: self.handed_back.emit(self.section.title))
        self.edit = icon_button("pencil", self.tr("Write in it yourself"), size=16)
        self.edit.clicked.connect(self._edit)
        self.changes = button("", kind="quiet")
        self.changes.setCheckable(True)
        self.changes.clicked.connect(self._show_changes)
        self.editor = InPlaceEditor(most_lines=24)
        self.editor.saved.connect(self._save)
        self.editor.cancelled.connect(self._end_edit)
        self._card = card()
        self._body = QWidget()
        self._news = QWidget()
        self._build()
        self.offer_undo(offered=False)

    def show_section(self, section: PortraitSection) -> None:
        """Show the section as it has become."""
        if section == self.section:
            return
        self.section = section
        self.title.setText(section_name(section.title))
        self.edit.setAccessibleDescription(self.title.text())
        self.owned.setVisible(section.owned)
        self.hand_back.setVisible(section.owned)
        wanted = self.note_wanted.emit
        self._fill(self._body, [line_widget(it, self._date, wanted) for it in section.lines])
        if not section.lines:
            nothing = label(self._nothing(), tone="muted", wrap=True)
            nothing.setContentsMargins(Space.S, 6, Space.S, 6)
            self._fill(self._body, [nothing])
        self._tell_changes()

    def offer_undo(self, *, offered: bool) -> None:
        """Offer to undo what was just written, or not any more."""
        self.undo.setVisible(offered)

    # -- what is new ------------------------------------------------------------------------------

    def _tell_changes(self) -> None:
        section = self.section
        news = [*((line, True) for line in section.added),
                *((line, False) for line in section.removed)]  # fmt: skip
        self.changes.setVisible(bool(news) and section.refreshed_at is not None)
        if section.refreshed_at is not None:
            when = day_name(section.refreshed_at, self._clock.now())
            told = self.tr("{new} new, {gone} gone: {when}")
            counts = {"new": len(section.added), "gone": len(section.removed)}
            self.changes.setText(told.format(**counts, when=when))
            self.changes.setAccessibleName(self.changes.text())
        self._fill(self._news, [changed_widget(line, new=new) for line, new in news])
        self._show_changes()

    @Slot()
    def _show_changes(self) -> None:
        shown = self.changes.isChecked() and not self.changes.isHidden()
        self._news.setVisible(shown)
        self._body.setVisible(not shown and self.editor.isHidden())

    # -- editing ----------------------------------------------------------------------------------

    @Slot()
    def _edit(self) -> None:
        self.changes.setChecked(False)
        self._body.hide()
        self._news.hide()
        self.editor.open(self._said(), self.title.text())

    def _said(self) -> str:
        """The lines as they are shown."""
        return "\n".join(told_line(line.text) for line in self.section.lines)

    @Slot(str)
    def _save(self, text: str) -> None:
        self._end_edit()
        if text != self._said():
            self.written.emit(self.section.title, text)

    @Slot()
    def _end_edit(self) -> None:
        self.editor.hide()
        self._show_changes()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.title)
        head.addWidget(self.owned, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        for part in (self.undo, self.changes, self.hand_back, self.edit):
            head.addWidget(part)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        for holder in (self._body, self._news):
            rows = QVBoxLayout(holder)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(0)
            inner.addWidget(holder)
        inner.addWidget(self.editor)
        self.editor.hide()
        self._news.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self._card)

    def _fill(self, holder: QWidget, rows: list[QWidget]) -> None:
        column = holder.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.setParent(None)
                gone.deleteLater()
        for row in rows:
            column.addWidget(row)

    def _date(self, line: PortraitLine) -> str:
        note = line.cites[0]
        return day_name(note.valid_from or note.recorded_at, self._clock.now())

    def _nothing(self) -> str:
        return self.tr("Nothing yet. It comes from what you tell, or write it yourself.")


def section_name(title: str) -> str:
    """What a person calls a section."""
    names = {
        "Life now": translate("portrait", "Life now"),
        "People": translate("portrait", "People"),
        "Preferences": translate("portrait", "Preferences"),
        "Traits": translate("portrait", "Traits"),
        "How to answer": translate("portrait", "How to answer you"),
        "Our talks": translate("portrait", "Our talks"),
    }
    return names.get(title, title)
