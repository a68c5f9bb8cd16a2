"""Ends the window cleanly on SIGINT and SIGTERM."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class Termination(QObject):
    """Emits `asked` on the GUI thread when the process is asked to end.

    Python runs its signal handlers only between bytecodes, and Qt's loop may sleep for minutes; the
    wake-up socket is what the operating system writes to at once.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _ignore)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._reader.close()
        self._writer.close()

    @Slot()
    def _woken(self) -> None:
        numbers = self._reader.recv(64)
        if signal.SIGINT in numbers or signal.SIGTERM in numbers:
            self.asked.emit()


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """What is to be done is done when the socket wakes the loop."""
