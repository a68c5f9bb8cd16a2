"""The settings page: how it looks, which model answers, and how."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.errors import CompanionError
from companion.events import Event, ModelFailed, ModelLoading, ModelReady
from ui.archive.section import ArchiveSection
from ui.bridge import Bridge
from ui.language import NAMES, SYSTEM, counted
from ui.memories.column import Column
from ui.shell.beside import Beside
from ui.shell.controls import LabelledSlider, Section, Segments
from ui.shell.flow import Flow
from ui.shell.widgets import button, label
from ui.theme import Space, theme
from ui.told import told_error

_WIDTH = 660


class SettingsPage(Column):
    """Every setting; a change is kept at once."""

    trouble = Signal(object)
    done = Signal()
    shortcuts_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent=parent)
        self._bridge = bridge
        self._companion = bridge.companion
        self.column.addLayout(self._head())
        self.archive = ArchiveSection()
        for section in (self._looks(), self._model(), self._replies(), self.archive):
            self.column.addWidget(section)
        self.column.addStretch(1)

    def enter(self, *, focus: bool) -> None:
        """The page comes to the front."""
        self.refresh()
        if focus:
            self.theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the settings as they are now."""
        settings = self._companion.settings
        self.theme.choose(settings.theme)
        self.contrast.choose(settings.contrast)
        self.text_size.show_value(settings.text_size)
        self.language.choose(settings.language)
        self.length.choose(settings.reply_tokens)
        self.temperature.show_value(round(settings.temperature * 100))
        self.recall.show_value(settings.recall_tokens)
        self.asks.choose(settings.open_questions)
        path = settings.model_path
        self.model_file.setText(path.name if path else self.tr("The starter model"))
        self.model_file.setToolTip(str(path) if path else "")
        self.starter.setVisible(path is not None)
        self._ask_who_writes()
        undoable = self._companion.archive.can_undo_import()
        shown = self.archive.undo_import.setVisible
        self._bridge.ask(undoable, shown, self.trouble.emit, owner=self)

    @Slot()
    def choose_model(self) -> None:
        """Let the person choose a GGUF file."""
        folder = self._companion.settings.model_path
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a chat model"),
            str(folder.parent if folder else Path.home()),
            self.tr("Chat models (*.gguf)"),
        )
        if chosen:
            self.change(model_path=Path(chosen))

    def _head(self) -> Beside:
        self.shortcuts = button(self.tr("Keyboard shortcuts"), kind="quiet", icon_name="keyboard")
        self.shortcuts.clicked.connect(self.shortcuts_wanted)
        close = button(self.tr("Done"))
        close.clicked.connect(self.done)
        ways = QWidget()
        row = Flow(Space.S, ways)
        row.addWidget(self.shortcuts)
        row.addWidget(close)
        head = Beside()
        head.addWidget(label(self.tr("Settings"), scale="title"))
        head.addWidget(ways)
        return head

    def _looks(self) -> QWidget:
        section = Section(self.tr("Appearance"))
        self.theme = Segments(
            self.tr("Theme"),
            {"system": self.tr("System"), "light": self.tr("Light"), "dark": self.tr("Dark")},
        )
        self.theme.chosen.connect(self._choose_theme)
        section.add(self.tr("Theme"), "", self.theme)
        self.contrast = Segments(
            self.tr("Contrast"), {"system": self.tr("System"), "more": self.tr("More")}
        )
        self.contrast.chosen.connect(self._choose_contrast)
        section.add(self.tr("Contrast"), "", self.contrast)
        self.text_size = LabelledSlider(
            self.tr("Text size"), (100, 200, 10), lambda value: f"{value} %"
        )
        self.text_size.chosen.connect(self._choose_text_size)
        section.add(self.tr("Text size"), "", self.text_size)
        languages: dict[object, str] = {SYSTEM: self.tr("System")}
        self.language = Segments(self.tr("Language"), languages | dict(NAMES))
        self.language.chosen.connect(lambda choice: self.change(language=choice))
        section.add(self.tr("Language"), self.tr("From the next start on"), self.language)
        return section

    def _model(self) -> QWidget:
        section = Section(self.tr("Model"))
        self.model_file = label()
        self.model_state = label(self.tr("Not loaded yet"), scale="small", tone="muted", wrap=True)
        choose = button(self.tr("Choose a file…"), icon_name="folder-open")
        choose.clicked.connect(self.choose_model)
        self.starter = button(self.tr("Use the starter model"), kind="quiet")
        self.starter.clicked.connect(lambda: self.change(model_path=None))
        holder = QWidget()
        ways = Flow(Space.S, holder)
        ways.addWidget(self.starter)
        ways.addWidget(choose)
        section.add_labels(self.model_file, self.model_state, holder)
        self.writer_state = label(scale="small", tone="muted", wrap=True)
        section.add_labels(label(self.tr("Writes memories itself")), self.writer_state)
        return section

    def _replies(self) -> QWidget:
        section = Section(self.tr("Replies"))
        self.length = Segments(
            self.tr("Length"),
            {
                256: self.tr("Short"),
                512: self.tr("Medium"),
                1024: self.tr("Long"),
                2048: self.tr("Very long"),
            },
        )
        self.length.chosen.connect(lambda tokens: self.change(reply_tokens=tokens))
        section.add(self.tr("Length"), self.tr("The longest a reply gets"), self.length)
        self.temperature = LabelledSlider(
            self.tr("Temperature"), (0, 150, 5), lambda value: f"{value / 100:.2f}"
        )
        self.temperature.chosen.connect(lambda value: self.change(temperature=value / 100))
        section.add(
            self.tr("Temperature"), self.tr("Low is steady, high is lively"), self.temperature
        )
        self.recall = LabelledSlider(
            self.tr("Memories in a prompt"),
            (0, 2000, 50),
            lambda value: (
                self.tr("{count} tokens").format(count=value) if value else self.tr("none")
            ),
        )
        self.recall.chosen.connect(lambda value: self.change(recall_tokens=value))
        section.add(
            self.tr("Memories in a prompt"),
            self.tr("More remembers more and answers later"),
            self.recall,
        )
        self.asks = Segments(
            self.tr("Asks by itself"), {True: self.tr("Yes"), False: self.tr("No")}
        )
        self.asks.chosen.connect(lambda asks: self.change(open_questions=asks))
        section.add(
            self.tr("Asks by itself"),
            self.tr("How a plan went, at most once in a conversation"),
            self.asks,
        )
        return section

    @Slot(object)
    def _choose_theme(self, choice: str) -> None:
        self.change(theme=choice)
        theme().choose(choice)

    @Slot(object)
    def _choose_contrast(self, choice: str) -> None:
        self.change(contrast=choice)
        theme().choose(contrast=choice)

    @Slot(int)
    def _choose_text_size(self, percent: int) -> None:
        self.change(text_size=percent)
        theme().choose(text_size=percent)

    def change(self, **changes: object) -> None:
        """Keep `changes`, or tell why they cannot be kept."""
        try:
            self._companion.change_settings(**changes)
        except CompanionError as error:
            self.trouble.emit(error)
        self.refresh()

    def show_model(self, event: Event) -> None:
        """Say what became of the model: it loads, is ready, failed, or was tested."""
        self._ask_who_writes()
        match event:
            case ModelLoading(name):
                self.model_state.setText(self.tr("Loading {name}…").format(name=name))
            case ModelReady(name, context_tokens, gpu):
                device = self.tr("on the GPU") if gpu else self.tr("on the CPU")
                reads = self.tr("{count} tokens of context").format(count=counted(context_tokens))
                self.model_state.setText(f"{name} · {reads} · {device}")
            case ModelFailed(error):
                self.model_state.setText(told_error(error))

    def _ask_who_writes(self) -> None:
        asked = self._companion.model_writes()
        self._bridge.ask(asked, self._show_writer, self.trouble.emit, owner=self)

    def _show_writer(self, writes: bool | None) -> None:
        if writes is None:
            said = self.tr("Not tested yet. Companion's rules write them.")
        elif writes:
            said = self.tr("Yes, what Companion's rules miss.")
        else:
            said = self.tr("No, Companion's rules do. It did not pass a short test.")
        self.writer_state.setText(said)
