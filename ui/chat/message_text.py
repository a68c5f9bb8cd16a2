"""The text of one message: selectable, as tall as it needs to be, and unable to load anything."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QFocusEvent,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCursor,
    QTextFrame,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QToolTip, QWidget

from ui.chat.markdown import CODE_PADDING, COPY, LINE_HEIGHT, render
from ui.theme import Space, theme

OPENED = ("http", "https", "mailto")
"""The schemes of links that are opened; a model's link to a file is not."""
_NOT_MINE = (
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Escape,
)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@lru_cache(maxsize=1)
def mono_family() -> str:
    """The system's font for code."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


class MessageText(QTextBrowser):
    """Plain text while it grows, markdown when it is whole.

    Its height follows from its width: whoever lays it out calls `fit`.
    """

    step_wanted = Signal(int)
    """Up (-1) or Down (1) was pressed: go to the message before or behind."""
    code_copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: tuple[str, ...] = ()
        self._sought = ""
        self._frames: list[QTextFrame] = []
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.by_keyboard = False
        """Whether the focus came by the keyboard, so that it must be seen."""
        self.setObjectName("message")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(24)
        self.anchorClicked.connect(self._open)

    def show_plain(self, text: str) -> None:
        """Show `text` as it is."""
        self._forget_code()
        self.setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(_line_height())

    def append_plain(self, text: str) -> None:
        """Add `text` at the end; nothing that stands there is laid out again."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)

    def show_markdown(self, text: str) -> None:
        """Show `text` rendered, in the theme's colours."""
        palette = theme().palette
        made = render(
            text,
            palette,
            theme().text_size,
            mono=mono_family(),
            copy_label=self.tr("Copy code"),
        )
        self._forget_code()
        self.setHtml(made.html)
        self._code = made.code
        self._take_grounds(QColor(palette.code_ground))
        if self._sought:
            self.seek(self._sought)

    def fit(self, width: int, *, shrink: bool = False) -> None:
        """Take `width`, or with `shrink` only what the text needs of it, and the height."""
        self._wrap_at(width)
        if shrink and (needed := math.ceil(self.document().idealWidth())) < width:
            width = needed
            self._wrap_at(width)
        self.setFixedSize(width, math.ceil(self.document().size().height()))

    def _wrap_at(self, width: int) -> None:
        # Not the widget's width: it is only laid out to that when it is shown.
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    def seek(self, words: str) -> None:
        """Mark `words` wherever they stand."""
        if not words and not self._sought:
            return
        self._sought = words
        marks = []
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(theme().palette.accent_soft))
            marks.append(mark)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(marks)

    # -- code -------------------------------------------------------------------------------------

    def _forget_code(self) -> None:
        self._code, self._frames = (), []

    def _take_grounds(self, ground: QColor) -> None:
        """Draw the grounds of code here, with round corners, instead of Qt's square ones."""
        waiting = list(self.document().rootFrame().childFrames())
        while waiting:
            frame = waiting.pop()
            waiting += frame.childFrames()
            form = frame.frameFormat()
            if form.background().style() != Qt.BrushStyle.NoBrush:
                form.setBackground(QBrush(Qt.BrushStyle.NoBrush))
                frame.setFrameFormat(form)
                self._frames.append(frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grounds of code, then the text."""
        if self._frames:
            palette = theme().palette
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(palette.code_ground))
            painter.setPen(QPen(QColor(palette.line), 1))
            layout = self.document().documentLayout()
            for frame in self._frames:
                form = frame.frameFormat()
                # Qt counts the place of a table's first cell, which lies inside its padding.
                box = layout.frameBoundingRect(frame).translated(-CODE_PADDING[0], -CODE_PADDING[1])
                box.adjust(0.5, form.topMargin() + 0.5, -0.5, -form.bottomMargin() - 0.5)
                painter.drawRoundedRect(QRectF(box), Space.RADIUS, Space.RADIUS)
            painter.end()
        super().paintEvent(event)

    @Slot(QUrl)
    def _open(self, url: QUrl) -> None:
        if url.scheme() == COPY:
            number = int(url.path()) if url.path().isdigit() else -1
            if 0 <= number < len(self._code):
                QGuiApplication.clipboard().setText(self._code[number])
                QToolTip.showText(self.cursor().pos(), self.tr("Copied"), self)
                self.code_copied.emit()
        elif url.scheme() in OPENED:
            QDesktopServices.openUrl(url)

    # -- what a text browser does and this must not -----------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is loaded, ever: a dot that cannot be seen stands for everything.

        Given nothing at all, Qt would look for the file by itself.
        """
        return self._nothing

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The conversation scrolls, not the message."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from message to message; paging is the conversation's."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in _MOVES:
            self.step_wanted.emit(_MOVES[Qt.Key(event.key())])
        elif plain and event.key() in _NOT_MINE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Know whether the keyboard led here."""
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A selection is let go with the focus, so that two messages never both show one."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason
        ):  # fmt: skip
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)


def _line_height() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return form
