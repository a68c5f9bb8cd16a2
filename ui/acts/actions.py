"""The actions on memories: one QAction each, with its icon, its shortcut and its words. They act on
whatever notes are shown to them, one or many, and everything but forgetting can be undone without
limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from companion.acting import Acting
from companion.acts import Act
from companion.domain import DERIVED, TELLINGS, Note, NoteStatus
from ui.bridge import Bridge
from ui.shell.widgets import set_icon, with_shortcut

_MADE = (*TELLINGS, *DERIVED)


class NoteActs(QObject):
    """Knows the chosen notes, and what can be done with them."""

    edit_wanted = Signal()
    """The words of the one chosen note are to be edited where they stand."""
    deleted = Signal(object)
    """Notes were forgotten; carries the `Deleted` to undo it with."""
    trouble = Signal(object)

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """`host` is the widget in and below which the shortcuts hold, and over which is asked."""
        super().__init__(host)
        self._bridge = bridge
        self._host = host
        self.notes: list[Note] = []
        self.all: list[QAction] = []
        """In the order of a menu."""
        self.edit = self._make("pencil", "F2", self.edit_wanted.emit)
        self.pin = self._make("pin", "Ctrl+P", self._pin)
        self.hush = self._make("bell-off", "Ctrl+H", self._hush)
        self.restore = self._make("undo-2", "Ctrl+Shift+E", self._restore)
        self.archive = self._make("archive", "Ctrl+E", self._archive)
        self.end = self._make("calendar-x", "Ctrl+D", self._end)
        self.join = self._make("merge", "Ctrl+J", self._join)
        self.split = self._make("split", "Ctrl+Shift+J", self._split)
        self.link = self._make("link", "Ctrl+L", self._link)
        self.forget = self._make("trash-2", "Ctrl+Del", self._forget)
        self.show_notes([])

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Act on these notes from now on."""
        self.notes = list(notes)
        told = bool(notes) and all(note.kind not in _MADE for note in notes)
        one = len(notes) == 1
        pinned = bool(notes) and all(note.pinned for note in notes)
        hushed = bool(notes) and all(note.hushed for note in notes)
        active = any(note.status is NoteStatus.ACTIVE for note in notes)
        self._say(self.edit, self.tr("Edit"), one and notes[0].kind not in TELLINGS)
        pin = self.tr("Unpin") if pinned else self.tr("Pin: always keep in mind")
        self._say(self.pin, pin, bool(notes))
        hush = self.tr("May be brought up again") if hushed else self.tr("Don't bring up unasked")
        self._say(self.hush, hush, bool(notes))
        over = any(note.status is not NoteStatus.ACTIVE for note in notes)
        self._say(self.restore, self.tr("It is so: use again"), over)
        self._say(self.archive, self.tr("Put away in the archive"), active)
        self._say(self.end, self.tr("No longer true since…"), told and active)
        self._say(self.join, self.tr("Join…"), told and len(notes) > 1)
        self._say(self.split, self.tr("Split…"), told and one)
        self._say(self.link, self.tr("Link to another…"), one)
        self._say(self.forget, self.tr("Forget…"), bool(notes))

    def correct(self, note_id: str, text: str) -> None:
        """Give a note other words."""
        self.do(self.tr("Correct"), self._core.correct(note_id, text))

    def change(self, what: str, **fields: object) -> None:
        """Change fields of all chosen notes; `what` is what the change is called."""
        self.do(what, self._core.edit(self._ids(), **fields))

    def do(self, what: str, act: Future[Act]) -> None:
        """Have an act kept for undo."""
        self._bridge.history.do(what, act, None, self.trouble.emit, owner=self)

    # -- doing ------------------------------------------------------------------------------------

    @Slot(list)
    def ask_to_forget(self, ids: Sequence[str]) -> None:
        """Say what goes with these notes, and forget them if that is wanted."""
        from ui.acts.forget import ForgetDialog

        dialog = ForgetDialog(self._bridge, ids, self._host)

        def forget() -> None:
            forgotten = self._bridge.companion.forget_notes(ids, dialog.chosen())
            self._bridge.ask(forgotten, self.deleted.emit, self.trouble.emit, owner=self)

        self._ask(dialog, forget)

    def _forget(self) -> None:
        self.ask_to_forget(self._ids())

    def _pin(self) -> None:
        pinned = not all(note.pinned for note in self.notes)
        self.change(self.tr("Pin") if pinned else self.tr("Unpin"), pinned=pinned)

    def _hush(self) -> None:
        hushed = not all(note.hushed for note in self.notes)
        what = self.tr("Don't bring up") if hushed else self.tr("May be brought up")
        self.change(what, hushed=hushed)

    def _restore(self) -> None:
        self.do(self.tr("Use again"), self._core.bring_back(self._ids()))

    def _archive(self) -> None:
        self.do(self.tr("Put away"), self._core.archive(self._ids()))

    def _end(self) -> None:
        from ui.acts.since import SinceDialog

        ids = self._ids()
        dialog = SinceDialog(len(ids), self._bridge.companion.clock.now(), self._host)
        what = self.tr("No longer true")
        self._ask(dialog, lambda: self.do(what, self._core.end(ids, dialog.since())))

    def _join(self) -> None:
        from ui.acts.join import JoinDialog

        notes = list(self.notes)
        dialog = JoinDialog(notes, self._host)

        def join() -> None:
            stays = dialog.stays()
            others = [note.id for note in notes if note.id != stays]
            self.do(self.tr("Join"), self._core.merge(stays, others, dialog.said()))

        self._ask(dialog, join)

    def _split(self) -> None:
        from ui.acts.split import SplitDialog

        (note,) = self.notes
        dialog = SplitDialog(note, self._host)
        what = self.tr("Split")
        self._ask(dialog, lambda: self.do(what, self._core.split(note.id, dialog.parts())))

    def _link(self) -> None:
        from ui.acts.link import LinkDialog

        (note,) = self.notes
        dialog = LinkDialog(self._bridge, note, self._host)

        def link() -> None:
            linked = self._core.link(note.id, dialog.other(), dialog.kind(), dialog.why.text())
            self.do(self.tr("Link"), linked)

        self._ask(dialog, link)

    # -- inside -----------------------------------------------------------------------------------

    @property
    def _core(self) -> Acting:
        return self._bridge.companion.acts

    def _ids(self) -> list[str]:
        return [note.id for note in self.notes]

    def _ask(self, dialog: QDialog, then: Callable[[], None]) -> None:
        dialog.accepted.connect(then)
        dialog.open()

    def _make(self, icon_name: str, keys: str, do: Callable[[], object]) -> QAction:
        made = QAction(self._host)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        set_icon(made, icon_name)
        made.triggered.connect(lambda _checked=False: do())
        self._host.addAction(made)
        self.all.append(made)
        return made

    def _say(self, action: QAction, words: str, offered: bool) -> None:
        action.setText(words)
        action.setToolTip(with_shortcut(words, action.shortcut()))
        action.setEnabled(offered)
        action.setVisible(offered)
