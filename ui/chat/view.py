"""The conversation page at work: carries wishes to the core, and shows what comes of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from companion.domain import Conversation, ThreadMessage
from companion.errors import CompanionError
from companion.events import RecordChanged
from ui.bridge import Bridge
from ui.chat.drafts import Drafts
from ui.chat.own_row import OwnRow
from ui.chat.page import ChatPage
from ui.shell.widgets import named_shortcut

_PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class ChatView(ChatPage):
    """One conversation, or the beginning of one."""

    conversation_started = Signal(str)
    """The first message of a new conversation was sent; carries its id. An empty id: it could not
    be stored, and the page is back at the beginning."""
    notice = Signal(str)
    """Something was done that cannot be seen, such as copying."""
    trouble = Signal(object)
    """A CompanionError that belongs to no message."""
    deleted = Signal(object)
    """A note was forgotten; carries the `Deleted` to undo it with."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._drafts = Drafts(bridge, self)
        self._awaited = ""
        self._connect()
        self.show_conversation(None)

    # -- for the shell ----------------------------------------------------------------------------

    def show_conversation(self, conversation_id: str | None) -> None:
        """Show a conversation from its end; None begins a new one."""
        if conversation_id is not None and conversation_id == self.talk.id:
            return
        self._drafts.flush()
        self.panel.close_panel()
        self.find_bar.close_bar()
        self.off_record.hide()
        self.composer.offer_off_the_record(conversation_id is None)
        self.talk.open(conversation_id)
        self.composer.set_text(self._drafts.known(conversation_id) or "")

    def start_over(self) -> None:
        """Another memory takes the place of this one, or has done so: show none of it."""
        self._drafts.flush()
        self._drafts.drop()
        self.show_conversation(None)

    def focus_composer(self) -> None:
        """Take the keyboard to the message field."""
        self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_composer_text(self, text: str) -> None:
        """Put other words in the message field, and the keyboard behind them."""
        self.composer.field.replace_text(text)
        self.focus_composer()

    def reveal(self, message_id: str) -> None:
        """Go to a message of the conversation shown."""
        self.messages.reveal(message_id)

    def await_message(self, message_id: str) -> None:
        """Go to a message of the conversation shown, as soon as that is read; what is on another
        branch is not gone to, and that is said."""
        self._awaited = message_id
        if self.talk.items:
            self._go_to_awaited()

    def search(self, words: str = "") -> None:
        """Find `words`, or what is typed then, in the conversation shown."""
        if self.talk.items:
            self.find_bar.open(words)
            self.make_room()

    def flush(self) -> None:
        """Keep the drafts now: the window is about to close."""
        self._drafts.flush()

    # -- showing ----------------------------------------------------------------------------------

    @Slot(object)
    def _show_opened(self, conversation: Conversation | None) -> None:
        if conversation is None:
            self.composer.set_text(self._drafts.learn(None, self.talk.new_draft))
            return
        self.composer.set_text(self._drafts.learn(conversation.id, conversation.draft))
        self.off_record.setVisible(conversation.off_the_record)
        self.messages.show_items(self.talk.items)
        self.pages.setCurrentWidget(self.messages)
        self._go_to_awaited()

    def _go_to_awaited(self) -> None:
        message_id, self._awaited = self._awaited, ""
        if not message_id:
            return
        if self.talk.item(message_id) is None:
            self.notice.emit(self.tr("This stands on another branch of the conversation."))
            return
        self.messages.reveal(message_id)
        if (row := self.messages.row(message_id)) is not None:
            row.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_changes(self) -> None:
        begun = self.talk.id is not None
        self.pages.setCurrentWidget(self.messages if begun else self.empty)
        self.messages.sync(self.talk.items)
        if self.panel.shown is not None:
            shown = self.talk.item(self.panel.shown.message.id)
            if shown is None:
                self.panel.close_panel()
            elif shown is not self.panel.shown:
                self.panel.show_reply(shown)

    @Slot(object)
    def _show_record(self, changed: RecordChanged) -> None:
        if changed.conversation_id == self.talk.id:
            self.off_record.setVisible(changed.off_the_record)
        if changed.undoable is not None:
            self.deleted.emit(changed.undoable)

    @Slot(str)
    def _begin(self, conversation_id: str) -> None:
        self.composer.offer_off_the_record(not conversation_id)
        self._show_changes()
        self.conversation_started.emit(conversation_id)

    @Slot(str)
    def _take_back(self, text: str) -> None:
        if not self.composer.text:
            self.set_composer_text(text)

    # -- what the person does ---------------------------------------------------------------------

    @Slot(str)
    def _send(self, text: str) -> None:
        off_the_record = self.composer.off_the_record.isChecked()
        self.composer.field.clear()
        self.messages.to_latest()
        try:
            self.talk.send(text, off_the_record=off_the_record)
        except CompanionError as error:
            self._take_back(text)
            self.trouble.emit(error)
            return
        self._drafts.flush()
        if off_the_record:
            self.off_record.show()

    @Slot(object)
    def _regenerate(self, shown: ThreadMessage) -> None:
        self.messages.to_latest()
        self.talk.regenerate(shown)

    @Slot(object, str)
    def _resend(self, shown: ThreadMessage, text: str) -> None:
        self.messages.to_latest()
        self.talk.resend(shown, text)
        self.focus_composer()

    @Slot(str)
    def _choose_branch(self, message_id: str) -> None:
        focus = QApplication.focusWidget()
        keyboard = focus is not None and self.messages.isAncestorOf(focus)

        def chosen() -> None:
            self.messages.turn_to(self.talk.items)
            self._show_changes()
            row = self.messages.row(message_id)
            if keyboard and row is not None:
                row.text.setFocus(Qt.FocusReason.TabFocusReason)

        self.talk.choose_branch(message_id, chosen)

    @Slot()
    def _edit_last(self) -> None:
        shown = self.talk.last_own()
        row = self.messages.row(shown.message.id) if shown is not None else None
        if isinstance(row, OwnRow):
            row.edit()

    @Slot(str)
    def _keep_draft(self, text: str) -> None:
        self._drafts.typed(self.talk.id, text)

    @Slot(object)
    def _show_notes(self, shown: ThreadMessage) -> None:
        if self.panel.shown is not None and self.panel.shown.message.id == shown.message.id:
            self.panel.close_panel()
            return
        self.panel.show_reply(shown)
        self.make_room()
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the drawer or stops the reply; pages are turned from anywhere."""
        if event.key() == Qt.Key.Key_Escape and self.panel.shown is not None:
            self.panel.close_panel()
        elif event.key() == Qt.Key.Key_Escape and self.talk.running:
            self.talk.stop()
        elif event.key() in _PAGING:
            self.messages.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the end: what was typed is kept."""
        self._drafts.flush()
        super().hideEvent(event)

    # -- connecting -------------------------------------------------------------------------------

    def _connect(self) -> None:
        talk, orders, composer = self.talk, self.orders, self.composer
        talk.opened.connect(self._show_opened)
        talk.changed.connect(self._show_changes)
        talk.grew.connect(self.messages.grow)
        talk.running_changed.connect(composer.set_running)
        talk.began.connect(self._begin)
        talk.unsent.connect(self._take_back)
        talk.model_changed.connect(self.messages.show_model_ready)
        talk.record_changed.connect(self._show_record)
        orders.regenerate.connect(self._regenerate)
        orders.resend.connect(self._resend)
        orders.branch.connect(self._choose_branch)
        orders.notes.connect(self._show_notes)
        orders.notice.connect(self.notice)
        composer.sent.connect(self._send)
        composer.stop_wanted.connect(talk.stop)
        composer.typed.connect(self._keep_draft)
        composer.off_the_record_changed.connect(self.off_record.setVisible)
        composer.edit_last_wanted.connect(self._edit_last)
        self.empty.chosen.connect(self.set_composer_text)
        self.panel.closed.connect(self.make_room)
        self.panel.deleted.connect(self.deleted)
        self.find_bar.sought.connect(self.messages.seek)
        self.find_bar.found.connect(self.messages.reveal)
        self.find_bar.closed.connect(self.focus_composer)
        find = self.find_bar.field.accessibleName()
        named_shortcut(QKeySequence.StandardKey.Find, self, find, self.search)
        for part in (talk, self._drafts):
            part.trouble.connect(self.trouble)
