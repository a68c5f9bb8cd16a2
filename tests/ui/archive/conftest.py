"""The window of the shell's tests."""

from tests.ui.shell.conftest import desk, open_window

__all__ = ["desk", "open_window"]
