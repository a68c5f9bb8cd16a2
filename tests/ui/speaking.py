"""Another language for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.language import speak


@contextmanager
def spoken_here(language: str) -> Iterator[None]:
    """The application speaks `language`, and afterwards as before."""
    app, locale = QApplication.instance(), QLocale()
    assert isinstance(app, QApplication)
    speak(app, language)
    try:
        yield
    finally:
        for translator in app.findChildren(QTranslator):
            QCoreApplication.removeTranslator(translator)
            translator.setParent(None)
        QLocale.setDefault(locale)
