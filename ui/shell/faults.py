"""Where errors that nobody caught end up: the world's in a banner, ours in a dialog."""

from __future__ import annotations

import logging
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.shell.widgets import button, icon_label, label
from ui.theme import Space

log = logging.getLogger(__name__)

_ENDING = 3


class FaultDialog(QDialog):
    """A bug's full report, to copy. Further bugs are added to the same report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in Companion"))
        self.resize(680, 460)
        self.report = QPlainTextEdit()
        self.report.setObjectName("report")
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(self.tr("Report of the fault"))
        self.copy = button(self.tr("Copy report"), icon_name="copy")
        self.copy.clicked.connect(self._copy)
        close = button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(icon_label("circle-alert", "danger", 24))
        head.addWidget(label(self.tr("Something went wrong inside Companion"), scale="large"), 1)
        words = self.tr(
            "This is a mistake in the program, not something you did. What you said is kept. "
            "The report stays on this machine unless you send it to someone."
        )
        ways = QHBoxLayout()
        ways.addWidget(self.copy)
        ways.addStretch(1)
        ways.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(label(words, tone="muted", wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(ways)

    def tell(self, report: str) -> None:
        """Show `report`, below those not yet closed.

        A bug on a lane comes twice, as an event and through the future that waited for it; both
        end in the same lines, and it is shown once.
        """
        if not self.isVisible():
            self.report.clear()
        if "\n".join(report.rstrip().splitlines()[-_ENDING:]) in self.report.toPlainText():
            return
        self.report.appendPlainText(report.rstrip() + "\n")
        self.show()
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(self.tr("Copied"))


class Faults(QObject):
    """Takes uncaught exceptions of any thread to the GUI thread."""

    trouble = Signal(object)
    """A CompanionError that nobody took."""

    _caught = Signal(object, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.dialog = FaultDialog(window)
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An exception hook (`sys.excepthook`)."""
        report = "".join(traceback.format_exception(kind, error, trace))
        if not isinstance(error, CompanionError):
            log.error("uncaught exception\n%s", report)
        self._caught.emit(error, report)

    def catch_in_thread(self, args: threading.ExceptHookArgs) -> None:
        """An exception hook (`threading.excepthook`)."""
        if args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object, str)
    def _show(self, error: BaseException, report: str) -> None:
        if isinstance(error, CompanionError):
            self.trouble.emit(error)
        elif not isinstance(error, KeyboardInterrupt):
            self.dialog.tell(report)
