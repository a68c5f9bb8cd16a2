"""The controls of the settings page: sections, segments, sliders."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ui.shell.beside import Beside
from ui.shell.flow import Flow
from ui.shell.widgets import button, card, label, rule, with_text
from ui.theme import Space, scaled


class Section(QWidget):
    """A heading over a card of rows."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: QFrame = card()
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._rows.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(label(heading, scale="large"))
        column.addWidget(self._card)

    def add(self, name: str, explanation: str, control: QWidget) -> None:
        """A row: what it is, what it does, and the control."""
        said = label(explanation, scale="small", tone="muted", wrap=True)
        if not explanation:
            said.hide()
        control.setAccessibleDescription(explanation)
        self.add_labels(label(name), said, control)

    def add_labels(self, name: QLabel, explanation: QLabel, control: QWidget | None = None) -> None:
        """A row whose words change; without a control it only tells."""
        if self._rows.count():
            self._rows.addWidget(rule())
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        name.setWordWrap(True)
        lines.addWidget(name)
        lines.addWidget(explanation)
        row = QWidget()
        box = Beside(row)
        box.addWidget(words)
        if control is not None:
            box.addWidget(control)
        self._rows.addWidget(row)


class Segments(QWidget):
    """A few choices side by side, of which one holds."""

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Mapping[object, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons = {}
        row = Flow(Space.XS, self)
        for value, text in choices.items():
            segment = button(text, kind="segment")
            segment.setCheckable(True)
            segment.setAccessibleName(f"{name}: {text}")
            self._group.addButton(segment)
            self.buttons[value] = segment
            row.addWidget(segment)
        self._group.buttonClicked.connect(self._clicked)

    def choose(self, value: object) -> None:
        """Show `value` as chosen; none is, when it is not among the choices."""
        self._group.setExclusive(False)
        for choice, segment in self.buttons.items():
            segment.setChecked(choice == value)
            if choice == value:
                self.setFocusProxy(segment)
        self._group.setExclusive(True)

    @Slot(object)
    def _clicked(self, clicked: object) -> None:
        for value, segment in self.buttons.items():
            if segment is clicked:
                self.chosen.emit(value)


class LabelledSlider(QWidget):
    """A slider and, in words, where it stands. `chosen` comes once, when it is let go."""

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        reach: tuple[int, int, int],
        say: Callable[[int], str],
        parent: QWidget | None = None,
        *,
        room: int = 76,
    ) -> None:
        """`room` is how many pixels the words take at the most, at the usual text size."""
        super().__init__(parent)
        low, high, step = reach
        self._say = say
        self._step = step
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low // step, high // step)
        self.slider.setTracking(False)
        self.slider.setFixedWidth(170)
        self.slider.setAccessibleName(name)
        self.slider.sliderMoved.connect(self._describe)
        self.slider.valueChanged.connect(self._let_go)
        self.value = label(tone="muted")
        with_text(self.value, lambda: self.value.setMinimumWidth(scaled(room)))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.value)
        row.addWidget(self.slider)

    def show_value(self, value: int) -> None:
        """Stand at `value` without telling anyone."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(value / self._step))
        self.slider.blockSignals(False)
        self.value.setText(self._say(value))

    @Slot(int)
    def _describe(self, steps: int) -> None:
        self.value.setText(self._say(steps * self._step))

    @Slot(int)
    def _let_go(self, steps: int) -> None:
        self._describe(steps)
        self.chosen.emit(steps * self._step)
