"""What an import would do, as a table: how many of each kind are new, the same, or differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.archive.words import number_of, record_names, setting_names, told, verdict_names
from ui.language import quoted
from ui.shell.widgets import card, label, rule
from ui.theme import Space

if TYPE_CHECKING:
    from companion.archive.importing import Preview

_MOST_NEW = 3


class PreviewTable(QWidget):
    """Kinds of records below each other, and what becomes of them side by side; below, what is to
    be known besides."""

    def __init__(self) -> None:
        super().__init__()
        self._card = card()
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._grid.setHorizontalSpacing(Space.XL)
        self._grid.setVerticalSpacing(Space.S)
        self.cells: dict[tuple[str, str], QLabel] = {}
        """The numbers, by kind of record and by what becomes of it."""
        self.besides = label(tone="muted", wrap=True)
        self.new = label(tone="muted", scale="small", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        for part in (self._card, self.besides, self.new):
            inside.addWidget(part)

    def show_preview(self, preview: Preview) -> None:
        """Show this one."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.cells.clear()
        counts = {name: {v.value: n for v, n in of.items()} for name, of in preview.counts.items()}
        kinds = {k: named for k, named in record_names().items() if any(counts.get(k, {}).values())}
        verdicts = {
            v: named
            for v, named in verdict_names().items()
            if v in ("new", "same") or any(counts[kind].get(v, 0) for kind in kinds)
        }
        self._fill(counts, kinds, verdicts)
        self.besides.setText("\n".join(self._besides(preview)))
        self.besides.setVisible(bool(self.besides.text()))
        said = " · ".join(quoted(text) for text in [*dict.fromkeys(preview.new)][:_MOST_NEW])
        self.new.setText(self.tr("New, among others: {notes}").format(notes=said))
        self.new.setVisible(bool(said))

    def _fill(
        self,
        counts: Mapping[str, Mapping[str, int]],
        kinds: Mapping[str, str],
        verdicts: Mapping[str, str],
    ) -> None:
        grid = self._grid
        right = Qt.AlignmentFlag.AlignRight
        for at, named in enumerate(verdicts.values(), 1):
            grid.addWidget(label(named, tone="muted", scale="small"), 0, at, right)
        grid.addWidget(rule(), 1, 0, 1, len(verdicts) + 1)
        for row, (kind, named) in enumerate(kinds.items(), 2):
            grid.addWidget(label(named), row, 0)
            for at, (verdict, becomes) in enumerate(verdicts.items(), 1):
                count = counts[kind].get(verdict, 0)
                cell = label(number_of(count) if count else "–", tone="" if count else "muted")
                cell.setAccessibleName(f"{named}, {becomes}: {count}")
                self.cells[kind, verdict] = cell
                grid.addWidget(cell, row, at, right)
        grid.setColumnStretch(0, 1)

    def _besides(self, preview: Preview) -> list[str]:
        said = []
        if preview.conflicts:
            words = self.tr("{count} memories were changed on both sides; you will be asked.")
            said.append(words.format(count=number_of(preview.conflicts)))
        if preview.held:
            words = self.tr("{count} read like instructions, and wait until you have seen them.")
            said.append(words.format(count=number_of(preview.held)))
        counts = preview.counts
        out = {name: {v.value: n for v, n in of.items()} for name, of in counts.items()}
        notes, talks = (out[it].get("forgotten", 0) for it in ("notes", "conversations"))
        if notes or talks:
            words = self.tr("{what} in it were forgotten here, and stay out.")
            said.append(words.format(what=told({"notes": notes, "conversations": talks})))
        if preview.settings:
            words = self.tr("Settings that were changed there later: {what}.")
            names = [setting_names()[name] for name, _, _ in preview.settings]
            said.append(words.format(what=", ".join(names)))
        if preview.lost:
            words = self.tr(
                "{count} memories and conversations that are here were forgotten there, and go."
            )
            said.append(words.format(count=number_of(preview.lost)))
        if not preview.changes and not preview.left_out:
            said.append(self.tr("There is nothing in it that is not here already."))
        return said
