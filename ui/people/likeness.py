"""What is known of one person, place or topic: in short, in full, and with whom and what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from companion.domain import Note
from companion.known import Beside, Likeness
from ui.language import counted
from ui.memories.column import Column
from ui.memories.note_line import NoteLine
from ui.people.words import also_called, how_many, look_of, name_of
from ui.shell.flow import Flow
from ui.shell.widgets import button, card, label, with_text
from ui.theme import Space, icon, scaled, theme
from ui.timeline.naming import month_heading
from ui.told import text_of

PAGE = 40
_TILE = 44


class LikenessPage(Column):
    """Shows what `show_likeness` was told last."""

    note_wanted = Signal(str)
    other_wanted = Signal(object)
    """The `Anchor` of somebody or something else."""
    timeline_wanted = Signal(str)
    """The name whose notes are to be shown in the timeline."""
    around_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.likeness: Likeness | None = None
        self.lines: list[NoteLine] = []
        self._tile = QLabel()
        with_text(self._tile, lambda: self._tile.setFixedSize(scaled(_TILE), scaled(_TILE)))
        self._tile.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = label(scale="title", wrap=True)
        self.about = label(tone="muted", wrap=True)
        self.around = button(self.tr("What lies around"), icon_name="share-2")
        self.around.clicked.connect(self.around_wanted)
        self.timeline = button(self.tr("Show in the timeline"), icon_name="history")
        self.timeline.clicked.connect(self._want_timeline)
        self.more = button("", kind="quiet")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.S)
        self._months = QVBoxLayout()
        self._months.setSpacing(0)
        self._shown = 0
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        ways = Flow(Space.S)
        ways.addWidget(self.around)
        ways.addWidget(self.timeline)
        holder = QWidget()
        holder.setLayout(ways)
        self.column.addLayout(head)
        self.column.addWidget(holder)
        self.column.addLayout(self.body)
        self.column.addLayout(self._months)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        theme().changed.connect(self._dress)

    def show_likeness(self, likeness: Likeness) -> None:
        """Show what is known of one."""
        if likeness == self.likeness:
            return
        same = self.likeness is not None and self.likeness.known.anchor == likeness.known.anchor
        self.likeness = likeness
        known = likeness.known
        self.name.setText(name_of(known))
        also = also_called(known)
        self.about.setText(f"{how_many(known.notes)}  ·  {also}" if also else how_many(known.notes))
        self.timeline.setVisible(known.kind is not None)
        self._dress()
        self._fill_body(likeness)
        self._fill_months(max(PAGE, self._shown) if same else PAGE)
        if not same:
            self.verticalScrollBar().setValue(0)

    # -- in short ---------------------------------------------------------------------------------

    def _fill_body(self, likeness: Likeness) -> None:
        _empty(self.body)
        if likeness.summary is not None:
            self.body.addWidget(self.subheading(self.tr("In short")))
            self.body.addWidget(self._told(likeness.summary))
        if likeness.insights:
            self.body.addWidget(self.subheading(self.tr("What I concluded")))
            self.body.addWidget(self._line_card(likeness.insights))
        if likeness.beside:
            self.body.addWidget(self.subheading(self.tr("Together with")))
            self.body.addWidget(self._others(likeness.beside))

    def _told(self, summary: Note) -> QWidget:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        for line in text_of(summary).split("\n"):
            words = label(line, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        return made

    def _line_card(self, notes: Sequence[Note]) -> QWidget:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(0)
        for note in notes:
            column.addWidget(self._line(note))
        return made

    def _others(self, beside: Sequence[Beside]) -> QWidget:
        made, flow = QWidget(), Flow(Space.XS)
        made.setLayout(flow)
        for other in beside:
            name = name_of(other.known)
            count = f"  {other.together}" if other.together > 1 else ""
            chip = button(f"{name}{count}", icon_name=look_of(other.known.kind).icon)
            told = self.tr("{name}, together in {count}")
            chip.setAccessibleName(told.format(name=name, count=how_many(other.together)))
            chip.clicked.connect(partial(self._want_other, other))
            flow.addWidget(chip)
        return made

    def _want_other(self, other: Beside) -> None:
        self.other_wanted.emit(other.known.anchor)

    # -- its timeline -----------------------------------------------------------------------------

    def _fill_months(self, count: int) -> None:
        assert self.likeness is not None
        _empty(self._months)
        self.lines = []
        notes, self._shown = self.likeness.notes, count
        if notes:
            self._months.addWidget(self.subheading(self.tr("Over time")))
        month = ""
        for note in notes[:count]:
            day = (note.valid_from or note.recorded_at).astimezone().date()
            if month_heading(day) != month:
                month = month_heading(day)
                heading = label(month, scale="small", tone="muted")
                heading.setContentsMargins(Space.S, Space.M, 0, Space.XS)
                self._months.addWidget(heading)
            self.lines.append(self._line(note))
            self._months.addWidget(self.lines[-1])
        left = len(notes) - count
        self.more.setText(self.tr("Show more ({count})").format(count=counted(left)))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)

    def _line(self, note: Note) -> NoteLine:
        line = NoteLine(note)
        line.wanted.connect(self.note_wanted)
        return line

    @Slot()
    def _show_more(self) -> None:
        self._fill_months(self._shown + PAGE)

    @Slot()
    def _want_timeline(self) -> None:
        if self.likeness is not None:
            self.timeline_wanted.emit(self.likeness.known.name)

    @Slot()
    def _dress(self) -> None:
        if self.likeness is not None:
            look = look_of(self.likeness.known.kind)
            self._tile.setStyleSheet(f"background: {look.ground}; border-radius: 12px;")
            tall = scaled(22)
            drawn = icon(look.icon, look.ink, tall)
            self._tile.setPixmap(drawn.pixmap(QSize(tall, tall), self.devicePixelRatioF()))


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (gone := item.widget()) is not None:
            gone.setParent(None)
            gone.deleteLater()
