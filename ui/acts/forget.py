"""Asks before memories are forgotten: says exactly what goes, old messages included."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QWidget,
)

from companion.acts import GAP, Forgetting, Passage
from companion.domain import Note, NoteKind, Role
from ui.acts.asking import Asking
from ui.bridge import Bridge
from ui.chat.when import said
from ui.language import quoted, translate
from ui.shell.widgets import label
from ui.theme import Space, scaled
from ui.timeline.kinds import kind_name
from ui.told import title_of

_BOX = 15
"""The box of what can be ticked, and with it at the left its words."""
_PASSAGE = Qt.ItemDataRole.UserRole


class ForgetDialog(Asking):
    """Lists the notes that go, and the passages of which each can be kept."""

    def __init__(self, bridge: Bridge, note_ids: Sequence[str], parent: QWidget) -> None:
        """The answer about what goes is asked for; until it is there nothing can be forgotten."""
        count = len(note_ids)
        if count == 1:
            heading = translate("forget", "Forget this memory?")
        else:
            heading = translate("forget", "Forget {count} memories?").format(count=count)
        super().__init__(heading, _undone(), translate("forget", "Forget"), parent, kind="danger")
        self._now = bridge.companion.clock.now()
        self.notes = _list(self.tr("What is forgotten"))
        self.stays = label(tone="muted", scale="small", wrap=True)
        self.with_words = QCheckBox()
        self.with_words.toggled.connect(self._show_passages)
        self.passages = _list(self.tr("The words in old messages"))
        for part in (self.notes, self.stays, self.with_words, self.passages):
            self.body.addWidget(part)
            part.hide()
        self.go_on.setEnabled(False)
        asked = bridge.companion.acts.forgetting(note_ids)
        bridge.ask(asked, self._show, lambda _: self.reject(), owner=self)

    def chosen(self) -> list[Passage]:
        """The passages whose words go."""
        if not self.with_words.isChecked():
            return []
        items = [self.passages.item(at) for at in range(self.passages.count())]
        return [item.data(_PASSAGE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _show(self, found: Forgetting) -> None:
        for note in found.notes:
            self.notes.addItem(QListWidgetItem(_told(note)))
        self.notes.setVisible(bool(found.notes))
        self.stays.setText(self._what_stays(found.retold))
        self.stays.setVisible(bool(found.retold))
        self.with_words.setText(
            self.tr("Take the words out of old messages, too ({count})").format(
                count=len(found.passages)
            )
        )
        self.with_words.setVisible(bool(found.passages))
        for passage in found.passages:
            self.passages.addItem(self._item(passage))
        self.go_on.setEnabled(True)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.fit)

    def _item(self, passage: Passage) -> QListWidgetItem:
        who = self.tr("You") if passage.role is Role.USER else self.tr("Companion")
        when = f"{who} · {said(passage.said_at, self._now)}"
        if not passage.sure:
            when += self.tr(" · only mentions some of it")
        item = QListWidgetItem(f"{quoted(passage.quote.strip())}\n{when}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if passage.sure else Qt.CheckState.Unchecked)
        item.setData(_PASSAGE, passage)
        return item

    def _what_stays(self, retold: Sequence[Note]) -> str:
        names = ", ".join(quoted(title_of(note) or kind_name(note.kind)) for note in retold[:3])
        if len(retold) > 3:
            names += self.tr(" and {count} more").format(count=len(retold) - 3)
        return self.tr("What tells of it stays without it: {names}").format(names=names)

    @Slot(bool)
    def _show_passages(self, shown: bool) -> None:
        gaps = self.tr("Each of them leaves a gap ({gap}) in its message.").format(gap=GAP)
        self.words.setText(f"{_undone()} {gaps}" if shown else _undone())
        self.passages.setVisible(shown)
        QTimer.singleShot(0, self, self.fit)

    @Slot()
    def fit(self) -> None:
        """The lists are as high as their first rows, which wrap at the width they are given."""
        super().fit()
        _fit(self.notes, 3)
        _fit(self.passages, 4)
        super().fit()


def _undone() -> str:
    return translate("forget", "For ten seconds this can be undone. Then it is gone for good.")


def _told(note: Note) -> str:
    title = note.title if note.kind is NoteKind.EPISODE else ""
    words = note.text if note.text.startswith(title) else f"{title}: {note.text}"
    return " ".join(words.split())


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName("asked")
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    return made


def _fit(made: QListWidget, most: int) -> None:
    """Take the height of up to so many rows."""
    # Qt reckons with the room that the style sheet's padding and a scroll bar take when it paints,
    # and not when it asks how high a row is.
    style, items = made.style(), [made.item(at) for at in range(made.count())]
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    scrolls = len(items) > most
    bar = style.pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) if scrolls else 0
    room = made.width() - bar - 2 * (Space.M + margin)
    for item in items:
        check = item.data(Qt.ItemDataRole.CheckStateRole) is not None
        wide = room - (scaled(_BOX) + 2 * margin if check else 0)
        wrapped = QRect(0, 0, wide, 0), Qt.TextFlag.TextWordWrap, item.text()
        item.setSizeHint(QSize(0, made.fontMetrics().boundingRect(*wrapped).height() + Space.M))
    heights = [item.sizeHint().height() for item in items[:most]]
    made.setFixedHeight(sum(heights) + 2 * made.frameWidth())
