"""The window as a process: starts Qt, shows the window, then wakes the core behind it."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from companion.app import Companion
from companion.serving import Serving
from ui.bridge import Bridge
from ui.collector import Collector
from ui.language import speak
from ui.shell.state import WindowState
from ui.shell.termination import Termination
from ui.shell.window import MainWindow
from ui.style import Styler
from ui.theme import ASSETS, load_fonts, theme

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(home: Path) -> int:
    """Open the window on the data directory `home`; returns the exit code when it is closed."""
    app = make_application()
    state = WindowState(home)
    speak(app, state.language)
    theme().choose(state.theme, contrast=state.contrast, text_size=state.text_size)
    companion = Companion(home)
    bridge = Bridge(companion)
    collector = Collector(bridge)
    window = MainWindow(bridge)
    sys.excepthook = window.faults.catch
    threading.excepthook = window.faults.catch_in_thread
    serving = Serving(companion)
    termination = Termination(window)
    termination.asked.connect(window.close)
    # First something to type into, then everything that takes its time.
    window.painted.connect(companion.start)
    window.show()
    try:
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        termination.close()
        serving.close()
        bridge.close()
        companion.close()
        # Last: until then the lanes work on, and widgets are none of theirs to destroy.
        collector.close()


def make_application() -> QApplication:
    """The application: its name, its icon, its fonts and its looks. The one there is, if any."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        qInstallMessageHandler(_log_qt)
    app.setApplicationName("companion")
    app.setApplicationDisplayName("Companion")
    app.setDesktopFileName("companion")
    app.setWindowIcon(QIcon(str(ASSETS / "companion.svg")))
    if QLocale().language() == QLocale.Language.C:
        # The C locale's dates are not for people.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    load_fonts()
    Styler(app)
    return app


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), message)
