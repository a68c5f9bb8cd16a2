"""What the person wants done with a message; every row speaks through the same signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Orders(QObject):
    """Carries wishes from the rows to the view."""

    regenerate = Signal(object)
    """Make another reply beside this `ThreadMessage`."""
    resend = Signal(object, str)
    """Say this text in place of the `ThreadMessage`."""
    branch = Signal(str)
    """Show the branch through the message with this id."""
    notes = Signal(object)
    """Show the notes behind this reply, a `ThreadMessage`."""
    step = Signal(object, int)
    """Take the keyboard from this row to the one before (-1) or behind (1) it."""
    notice = Signal(str)
    """Something was done that cannot be seen."""
    resized = Signal(object)
    """This row has become taller or lower."""
