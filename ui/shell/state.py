"""What the window remembers from one start to the next, in `window.ini` of the data directory."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"


class WindowState:
    """Geometry, sidebar, the conversation that was open, and the view of the memory."""

    def __init__(self, home: Path) -> None:
        self._settings = QSettings(str(home / FILE), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's size and place, as `QWidget.saveGeometry` gives it."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def collapsed(self) -> bool:
        """Whether the sidebar is hidden."""
        return self._settings.value("sidebar_collapsed", "false") in (True, "true")

    @collapsed.setter
    def collapsed(self, value: bool) -> None:
        self._settings.setValue("sidebar_collapsed", value)

    @property
    def conversation_id(self) -> str:
        """The conversation that was open; empty for a new one."""
        return str(self._settings.value("conversation", ""))

    @conversation_id.setter
    def conversation_id(self, value: str) -> None:
        self._settings.setValue("conversation", value)

    @property
    def memories_view(self) -> str:
        """The view of the memory that was in front last; empty when there was none yet."""
        return str(self._settings.value("memories_view", ""))

    @memories_view.setter
    def memories_view(self, value: str) -> None:
        self._settings.setValue("memories_view", value)

    @property
    def theme(self) -> str:
        """The theme chosen last, known before the settings are read: the window opens in it."""
        return str(self._settings.value("theme", "system"))

    @theme.setter
    def theme(self, value: str) -> None:
        self._settings.setValue("theme", value)

    @property
    def contrast(self) -> str:
        """The contrast chosen last, `system` or `more`; known beforehand, too."""
        return str(self._settings.value("contrast", "system"))

    @contrast.setter
    def contrast(self, value: str) -> None:
        self._settings.setValue("contrast", value)

    @property
    def text_size(self) -> int:
        """The size of text chosen last, in percent; known beforehand, too."""
        value = str(self._settings.value("text_size", ""))
        return min(200, max(100, int(value))) if value.isdecimal() else 100

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._settings.setValue("text_size", value)

    @property
    def language(self) -> str:
        """The language chosen last, such as `de`; everything that is built speaks it."""
        return str(self._settings.value("language", "system"))

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("language", value)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()
