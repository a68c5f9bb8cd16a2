"""What every view of the memory has in common, and which views there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language import translate


class View(StrEnum):
    """The views, in the order of the bar. The value is what the window remembers."""

    TIMELINE = "timeline"
    PEOPLE = "people"
    PORTRAIT = "portrait"
    REVIEW = "review"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Sign:
    """What the bar shows of a view."""

    icon: str
    name: str


def sign(view: View) -> Sign:
    """How a view is called, and its icon."""
    signs = {
        View.TIMELINE: Sign("history", translate("memories", "Timeline")),
        View.PEOPLE: Sign("users", translate("memories", "People and topics")),
        View.PORTRAIT: Sign("notebook-pen", translate("memories", "Portrait")),
        View.REVIEW: Sign("inbox", translate("memories", "Review")),
        View.ACTIVITY: Sign("moon", translate("memories", "Activity")),
    }
    return signs[view]


class MemoryView(QWidget):
    """A view in the frame. It is made when it is first wanted."""

    deleted = Signal(object)
    """Something was forgotten; carries the `Deleted` to undo it with."""
    trouble = Signal(object)
    filter_wanted = Signal(object)
    """What this `Filter` leaves is to be shown in the timeline."""
    note_wanted = Signal(str)
    """The note with this id is to be shown in the timeline."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setObjectName("page")

    @Slot()
    def refresh(self) -> None:
        """Ask anew for what is shown."""

    def enter(self, *, focus: bool) -> None:
        """The view comes to the front."""
