"""One memory as a card: what it says, the words it rests on, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from companion.acting import Acting
from companion.acts import Act
from companion.domain import TELLINGS, NoteDetail, NoteStatus, RecalledNote, Role, Source
from companion.errors import CompanionError, NotFound
from companion.events import Event, NotesChanged
from ui.bridge import Bridge
from ui.chat.editor import InPlaceEditor
from ui.chat.quotes import quotes
from ui.shell.widgets import icon_button, label, set_icon
from ui.theme import Space, icon, scaled, theme
from ui.timeline.kinds import LOOKS, kind_name, state_name
from ui.told import text_of, title_of, told, told_error

_BADGE = 28


class NoteCard(QFrame):
    """Shows `detail` and stays true to it; of a message that was recalled just that.

    It follows every change, hides when the note is forgotten, and comes back when that is undone.
    """

    forgetting = Signal(str)
    """The note of this id is to be forgotten. The card may be gone before that is done."""
    shown_changed = Signal()
    """The card has hidden itself or come back."""

    def __init__(
        self,
        bridge: Bridge,
        detail: NoteDetail,
        recalled: RecalledNote | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._detail = detail
        self._why = recalled.why if recalled else ""
        self._message = recalled if recalled and recalled.message_id else None
        self._asked = 0
        self.setObjectName("note_card")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._badge = QLabel()
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kind = label(scale="small", tone="muted", wrap=True)
        self._title = label(scale="large", wrap=True)
        self.text = label(wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reason = label(scale="small", tone="muted", wrap=True)
        self._quotes = QFrame()
        self.editor = InPlaceEditor()
        self.editor.hide()
        self._trouble = label(scale="small", tone="danger", wrap=True)
        self._trouble.hide()
        self.correct = icon_button("pencil", self.tr("Correct this memory"), size=16)
        self.pin = icon_button("pin", self.tr("Pin: always keep this in mind"), size=16)
        self.hush = icon_button("bell-off", self.tr("Don't bring this up again"), size=16)
        self.restore = icon_button("undo-2", self.tr("It is so: use this memory again"), size=16)
        self.forget = icon_button("trash-2", self.tr("Forget this"), size=16)
        self.pin.setCheckable(True)
        self.hush.setCheckable(True)
        self._build()
        self._connect()
        self.show_detail(detail)

    @property
    def detail(self) -> NoteDetail:
        """The note as it is now."""
        return self._detail

    @property
    def is_editing(self) -> bool:
        """Whether its words are being edited."""
        return not self.editor.isHidden()

    def show_detail(self, detail: NoteDetail) -> None:
        """Show the note as it has become."""
        self._detail = detail
        note = detail.note
        text, sources = text_of(note), detail.sources
        if self._message is not None:
            text, sources = self._message.text.strip(), self._message.sources
        self.text.setText(text)
        # What was said cannot be corrected, only forgotten.
        self.correct.setVisible(note.kind not in TELLINGS)
        self._title.setText(title_of(note))
        self._title.setVisible(bool(note.title) and not text.startswith(note.title))
        states = [state_name(note.status) or kind_name(note.kind)]
        states += [self.tr("pinned")] if note.pinned else []
        states += [self.tr("not brought up")] if note.hushed else []
        self._kind.setText(" · ".join(states))
        self._reason.setText(self.tr("Why: {why}").format(why=told(self._why)))
        self._reason.setVisible(bool(self._why))
        self.restore.setVisible(note.status != NoteStatus.ACTIVE)
        self._show_toggle(self.pin, note.pinned, self.tr("Pin: always keep this in mind"),
                          self.tr("Pinned: always kept in mind. Unpin"))  # fmt: skip
        self._show_toggle(self.hush, note.hushed, self.tr("Don't bring this up again"),
                          self.tr("Not brought up unasked. Allow it again"))  # fmt: skip
        of_companion = self._message is not None and self._message.role is Role.ASSISTANT
        name = self.tr("Companion said") if of_companion else kind_name(note.kind)
        self.setAccessibleName(f"{name}: {text}")
        for made in (self.restore, self.correct, self.pin, self.hush, self.forget):
            made.setAccessibleDescription(text)
        now = self._bridge.companion.clock.now()
        fresh = self.quotes_of(text, sources, now)
        self._column.replaceWidget(self._quotes, fresh)
        self._quotes.deleteLater()
        self._quotes = fresh
        fresh.setVisible(bool(sources))
        self._dress()

    def quotes_of(self, text: str, sources: Sequence[Source], now: datetime) -> QFrame:
        """The words the note rests on."""
        return quotes(text, sources, now, self)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._badge)
        head.addSpacing(Space.XS)
        head.addWidget(self._kind, 1)
        for made in (self.restore, self.correct, self.pin, self.hush, self.forget):
            head.addWidget(made)
            made.setProperty("kind", "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        self._column.setSpacing(Space.S)
        self._column.addLayout(head)
        for part in (
            self._title,
            self.text,
            self.editor,
            self._reason,
            self._quotes,
            self._trouble,
        ):
            self._column.addWidget(part)

    def _connect(self) -> None:
        self.correct.clicked.connect(self.edit)
        self.pin.clicked.connect(self._pin)
        self.hush.clicked.connect(self._hush)
        self.restore.clicked.connect(self._restore)
        self.forget.clicked.connect(self._forget)
        self.editor.saved.connect(self._correct)
        self.editor.cancelled.connect(self._end_edit)
        self._bridge.event.connect(self._on_event)
        theme().changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        look = LOOKS[self._detail.note.kind]
        self._badge.setFixedSize(scaled(_BADGE), scaled(_BADGE))
        self._badge.setStyleSheet(f"background: {look.ground}; border-radius: 8px;")
        tall = scaled(16)
        drawn = icon(look.icon, look.ink, tall)
        self._badge.setPixmap(drawn.pixmap(QSize(tall, tall), self.devicePixelRatioF()))

    def _show_toggle(self, made: QToolButton, on: bool, turn_on: str, turn_off: str) -> None:
        made.setChecked(on)
        made.setToolTip(turn_off if on else turn_on)
        made.setAccessibleName(turn_off if on else turn_on)
        set_icon(made, "pin" if made is self.pin else "bell-off", "accent" if on else "", 16)

    # -- doing ------------------------------------------------------------------------------------

    @Slot()
    def edit(self) -> None:
        """Edit the words where they stand."""
        self.text.hide()
        self.editor.open(self._detail.note.text, self.tr("Memory"))

    @Slot()
    def _end_edit(self) -> None:
        self.editor.hide()
        self.text.show()
        self.correct.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _correct(self, text: str) -> None:
        self._end_edit()
        if text.strip() and text.strip() != self._detail.note.text:
            self._do(self.tr("Correct"), self._acts.correct(self._detail.note.id, text))

    @Slot()
    def _pin(self) -> None:
        pinned = self.pin.isChecked()
        what = self.tr("Pin") if pinned else self.tr("Unpin")
        self._do(what, self._acts.edit([self._detail.note.id], pinned=pinned))

    @Slot()
    def _hush(self) -> None:
        hushed = self.hush.isChecked()
        what = self.tr("Don't bring up") if hushed else self.tr("May be brought up")
        self._do(what, self._acts.edit([self._detail.note.id], hushed=hushed))

    @Slot()
    def _restore(self) -> None:
        self._do(self.tr("Use again"), self._acts.bring_back([self._detail.note.id]))

    @property
    def _acts(self) -> Acting:
        return self._bridge.companion.acts

    def _do(self, what: str, act: Future[Act]) -> None:
        """What comes of it is told as a change of the note."""
        self._bridge.history.do(what, act, self._done, self.failed, owner=self)

    def _done(self, _: Act) -> None:
        self._trouble.hide()

    @Slot()
    def _forget(self) -> None:
        self.forgetting.emit(self._detail.note.id)

    # -- following --------------------------------------------------------------------------------

    def _ask(self, future: Future[NoteDetail]) -> None:
        self._asked += 1
        asked = self._asked

        def answered(detail: NoteDetail) -> None:
            if asked == self._asked:
                self._trouble.hide()
                self.show_detail(detail)
                self._set_shown(True)

        def failed(error: CompanionError) -> None:
            if asked == self._asked:
                self.failed(error)

        self._bridge.ask(future, answered, failed, owner=self)

    def failed(self, error: CompanionError) -> None:
        """Say why what was asked of the note was not done; a note that is gone has no card."""
        if isinstance(error, NotFound):
            self._set_shown(False)
            return
        self.show_detail(self._detail)
        self._trouble.setText(told_error(error))
        self._trouble.show()

    def _set_shown(self, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)
            self.shown_changed.emit()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, NotesChanged) and self._detail.note.id in event.ids:
            self._ask(self._bridge.companion.note(self._detail.note.id))
