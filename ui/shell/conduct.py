"""What the window does about what the person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from companion.domain import Deleted
from companion.errors import CompanionError
from ui.shell.own_undo import OwnUndo
from ui.theme import theme

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


class Conduct(QObject):
    """Connects the actions and the parts of the window with each other."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._deleted: dict[str, str] = {}
        """Conversations that can be brought back, by the id of the deletion."""
        self._connect_actions()
        self._connect_parts()
        self._own_undo = OwnUndo(self._done_at, self)

    def _connect_actions(self) -> None:
        window, does = self._window, self._window.does
        does.on(does.new, lambda: window.open_conversation(""))
        does.on(does.search, self._search)
        does.on(does.memories, self._toggle_memories)
        does.on(does.settings, self._toggle_settings)
        does.on(does.theme, self._switch_theme)
        does.on(does.sidebar, window.toggle_sidebar)
        does.on(does.previous, lambda: self._step(-1))
        does.on(does.next, lambda: self._step(1))
        does.on(does.undo, self._undo)
        does.on(does.redo, window.bridge.history.redo)
        does.on(does.export, window.archives.export)
        does.on(does.bring_in, window.archives.bring_in)
        does.on(does.shortcuts, self._show_shortcuts)
        does.on(does.quit, window.close)

    def _connect_parts(self) -> None:
        window = self._window
        sidebar, chat, bar = window.sidebar, window.chat, window.undo_bar
        sidebar.list.chosen.connect(
            lambda chosen, focus: window.open_conversation(chosen, focus=focus)
        )
        sidebar.list.delete_wanted.connect(self._delete)
        for changed in (
            sidebar.model.rowsInserted,
            sidebar.model.rowsRemoved,
            sidebar.model.dataChanged,
        ):
            changed.connect(window.entitle)
        chat.conversation_started.connect(window.note_open)
        chat.notice.connect(window.status.say)
        window.status.activity_wanted.connect(self._show_activity)
        window.pages.deleted.connect(bar.offer)
        for part in (window.pages, sidebar, bar, window.faults):
            part.trouble.connect(window.tell)
        window.pages.currentChanged.connect(bar.place)
        history = window.bridge.history
        history.trouble.connect(window.tell)
        history.undone.connect(self._say_undone)
        history.redone.connect(self._say_redone)
        for changed in (bar.offered, history.changed):
            changed.connect(self._offer_undo)
        bar.undone.connect(self._undone)
        window.pages.message_wanted.connect(self._show_message)
        window.pages.export_wanted.connect(window.archives.export)
        window.pages.import_wanted.connect(window.archives.bring_in)
        window.pages.undo_import_wanted.connect(window.archives.undo_import)
        window.pages.backups_wanted.connect(window.archives.backups)
        window.pages.forget_all_wanted.connect(window.archives.forget_all)
        window.pages.settings_done.connect(lambda: window.go_to(chat))
        window.pages.shortcuts_wanted.connect(window.does.shortcuts.trigger)
        window.start_failed.retry.connect(window.bridge.companion.start)
        window.start_failed.quit.connect(window.close)

    @Slot(str, str)
    def _show_message(self, conversation_id: str, message_id: str) -> None:
        self._window.open_conversation(conversation_id)
        self._window.chat.await_message(message_id)

    @Slot()
    def _offer_undo(self) -> None:
        window, history = self._window, self._window.bridge.history
        window.does.undo.setEnabled(history.can_undo or window.undo_bar.offered_at >= 0)
        window.does.redo.setEnabled(history.can_redo)

    @Slot(str)
    def _say_undone(self, what: str) -> None:
        self._window.status.say(self.tr("Undone: {what}").format(what=what))

    @Slot(str)
    def _say_redone(self, what: str) -> None:
        self._window.status.say(self.tr("Done again: {what}").format(what=what))

    def _done_at(self) -> int:
        return max(self._window.undo_bar.offered_at, self._window.bridge.history.touched_at)

    def _undo(self) -> None:
        """Undo what was done last, be it a deletion or something else."""
        window = self._window
        if window.undo_bar.offered_at > window.bridge.history.touched_at:
            window.undo_bar.undo()
        else:
            window.bridge.history.undo()

    @Slot(str)
    def _delete(self, conversation_id: str) -> None:
        window = self._window

        def deleted(what: Deleted) -> None:
            self._deleted[what.id] = conversation_id
            window.undo_bar.offer(what)
            if window.open_id == conversation_id:
                window.open_conversation("", focus=not window.sidebar.list.hasFocus())

        asked = window.bridge.companion.delete_conversation(conversation_id)
        window.bridge.ask(asked, deleted, window.tell, owner=self)

    @Slot(str)
    def _undone(self, deleted_id: str) -> None:
        conversation_id = self._deleted.pop(deleted_id, "")
        if conversation_id and not self._window.open_id:
            self._window.open_conversation(conversation_id)

    def _step(self, step: int) -> None:
        if beside := self._window.sidebar.model.beside(self._window.open_id, step):
            self._window.open_conversation(beside)

    def _toggle_memories(self) -> None:
        window = self._window
        window.go_to(window.chat if window.pages.on_memories else window.memories)

    @Slot()
    def _show_activity(self) -> None:
        from ui.memories.view import View

        self._window.memories.show_view(View.ACTIVITY)
        self._window.go_to(self._window.memories)

    def _toggle_settings(self) -> None:
        window = self._window
        window.go_to(window.chat if window.pages.on_settings else window.settings)

    def _switch_theme(self) -> None:
        choice = "light" if theme().palette.dark else "dark"
        theme().choose(choice)
        try:
            self._window.bridge.companion.change_settings(theme=choice)
        except CompanionError as error:
            self._window.tell(error)
        if self._window.pages.on_settings:
            self._window.settings.refresh()

    def _show_shortcuts(self) -> None:
        from ui.shell.shortcuts import ShortcutsDialog

        if self._window.whole.currentWidget() is not self._window.start_failed:
            # What has not been made yet has its keys, too.
            assert self._window.memories.timeline is not None
        ShortcutsDialog(self._window).open()

    def _search(self) -> None:
        self._window.show_sidebar(True)
        self._window.sidebar.search.enter()
