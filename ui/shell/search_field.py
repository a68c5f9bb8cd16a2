"""A search field that asks when the typing pauses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shell.widgets import icon_button, icon_label, with_text
from ui.theme import Space, scaled

DEBOUNCE_MS = 160
_ICON = 16


class SearchField(QLineEdit):
    """`asked` comes with the trimmed text when it has changed and the person has paused."""

    asked = Signal(str)
    left_down = Signal()
    """The Down key: the person wants to go on into the results."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, pause_ms: int = DEBOUNCE_MS
    ) -> None:
        super().__init__(parent)
        self._asked = ""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        # The icons of a field's own actions do not grow with its words.
        self._magnifier = icon_label("search", size=_ICON)
        self._magnifier.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = icon_button("x", self.tr("Clear the search"), size=_ICON)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        for part in (self._magnifier, self._clear):
            part.setParent(self)
        self._clear.hide()
        with_text(self, self._make_room)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._ask)
        self.returnPressed.connect(self._ask)
        self.textChanged.connect(self._changed)

    def query(self) -> str:
        """What is searched for; empty when nothing is."""
        return self.text().strip()

    def show_query(self, text: str) -> None:
        """Hold this text, as though it had been asked for already."""
        self._asked = text.strip()
        self.setText(text)

    def enter(self) -> None:
        """Take the keyboard here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; Down goes on into the results."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icons at both ends."""
        super().resizeEvent(event)
        self._place()

    def _make_room(self) -> None:
        room = scaled(_ICON) + Space.S
        self.setTextMargins(room, 0, room, 0)
        self._clear.resize(self._clear.sizeHint())
        self._place()

    def _place(self) -> None:
        middle = self.height() / 2
        left, right = self._magnifier, self._clear
        left.move(Space.S, round(middle - left.height() / 2))
        right.move(self.width() - right.width() - 2, round(middle - right.height() / 2))

    @Slot(str)
    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        if self.query() != self._asked:
            self._asked = self.query()
            self.asked.emit(self._asked)
