"""What was done to memories in this window, in order: undone and done again with the platform's
keys, without limit.

The stack is Qt's; the core does the undoing, from the revisions, and refuses where something else
has changed since what is to be undone. Then that step is dropped, and said so.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from companion.acts import Act
from companion.errors import CompanionError

if TYPE_CHECKING:
    from ui.bridge import Bridge

Done = TypeVar("Done")
Failed = Callable[[CompanionError], None]


class History(QObject):
    """Does acts through the core and keeps them; one step is undone or done again at a time."""

    undone = Signal(str)
    """This was undone."""
    redone = Signal(str)
    """This was done again."""
    trouble = Signal(object)
    changed = Signal()
    """There is something else to undo or to do again, or nothing."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._busy = 0
        """Things that are being done, undone, or done again."""
        self.touched_at = -1
        """When something was done, undone or done again last: milliseconds of Qt's clock."""
        self.stack = QUndoStack(self)
        self.stack.indexChanged.connect(self.changed)

    def clear(self) -> None:
        """Forget what was done: it was done to another memory than there is now."""
        self.stack.clear()

    def do(
        self,
        what: str,
        future: Future[Act],
        then: Callable[[Act], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Keep an act that was begun, called `what`, to be undone; then tell `owner`, if it is
        still there."""
        undo = self._bridge.companion.acts.undo
        self.do_and_back(what, future, undo, failed, then=then, owner=owner)

    def do_and_back(
        self,
        what: str,
        future: Future[Done],
        undo: Callable[[Done], Future[Done]],
        failed: Failed | None = None,
        *,
        then: Callable[[Done], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """The same with what is no act: `undo` undoes what was done, also that it was undone."""

        def there() -> bool:
            return owner is None or isValid(owner)

        def done(act: Done) -> None:
            self._begin(-1)
            if act:
                self._touch()
                self.stack.push(_Step(what, act, undo, self._turn))
            if then is not None and there():
                then(act)

        def refused(error: CompanionError) -> None:
            self._begin(-1)
            if failed is not None and there():
                failed(error)
            else:
                self.trouble.emit(error)

        self._begin(1)
        self._bridge.ask(future, done, refused, owner=self)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo, and nothing is being done."""
        return self.stack.canUndo() and not self._busy

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self.stack.canRedo() and not self._busy

    def undo(self) -> None:
        """Undo what was done last."""
        if self.can_undo:
            self.stack.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.can_redo:
            self.stack.redo()

    def _turn(self, step: _Step, *, back: bool) -> None:
        """Undo what a step did; what comes back undoes that."""
        what = step.text()
        self._begin(1)

        def turned(done: Any) -> None:
            step.done = done
            self._touch()
            self._begin(-1)
            (self.undone if back else self.redone).emit(what)

        def refused(error: CompanionError) -> None:
            self._begin(-1)
            # What was done meanwhile has taken its place on the stack.
            if isValid(step):
                self._drop(step, back=back)
            self.trouble.emit(error)

        self._bridge.ask(step.take_back(step.done), turned, refused, owner=self)

    def _drop(self, step: _Step, *, back: bool) -> None:
        """What cannot be undone, or done again, is no step any more."""
        step.setObsolete(True)
        step.idle = True
        # Qt lets go of an obsolete step when it is next passed.
        (self.stack.redo if back else self.stack.undo)()
        self.changed.emit()

    def _touch(self) -> None:
        self.touched_at = QDeadlineTimer.current().deadline()

    def _begin(self, more: int) -> None:
        """So many things more are being done; with -1 one has come to its end."""
        self._busy += more
        self.changed.emit()


class _Step(QUndoCommand):
    """One thing that was done, as it lies on the stack."""

    def __init__(
        self,
        what: str,
        done: Any,
        take_back: Callable[[Any], Future[Any]],
        turn: Callable[..., None],
    ) -> None:
        super().__init__(what)
        self.done, self.take_back = done, take_back
        self.idle = True
        """Whether passing this step does nothing: it was done when it was pushed."""
        self._turn = turn

    def undo(self) -> None:
        """Undo it."""
        if not self.idle:
            self._turn(self, back=True)

    def redo(self) -> None:
        """Do it again; nothing when it is pushed."""
        if not self.idle:
            self._turn(self, back=False)
        self.idle = self.isObsolete()
