"""What happened, as values; anyone may listen.

Listeners are called on the thread that publishes and must return at once. The window's bridge turns
events into Qt signals.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from companion.domain import Deleted, JobRun, Message, NoteDetail, Recall, Turn, TurnFigures
from companion.errors import CompanionError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The chat model `name` is being loaded."""

    name: str


@dataclass(frozen=True, slots=True)
class ModelReady:
    """The chat model can be talked to."""

    name: str
    context_tokens: int
    gpu: bool


@dataclass(frozen=True, slots=True)
class ModelFailed:
    """The chat model could not be loaded."""

    error: CompanionError


@dataclass(frozen=True, slots=True)
class ModelProbed:
    """It is known now whether the chat model can write memories itself."""

    name: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """The store is open: conversations and notes can be read."""


@dataclass(frozen=True, slots=True)
class StartFailed:
    """The store could not be opened; nothing works until this is mended."""

    error: CompanionError


@dataclass(frozen=True, slots=True)
class MemoryDegraded:
    """Memory works with less than all its parts (an encoder or the index is missing)."""

    error: CompanionError


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """The person's message is stored; a reply is on its way."""

    turn: Turn
    user_message: Message
    regenerated: bool = False


@dataclass(frozen=True, slots=True)
class TurnRecalled:
    """The notes the reply will be given."""

    turn: Turn
    recall: Recall


@dataclass(frozen=True, slots=True)
class TurnDelta:
    """More text of the reply."""

    turn: Turn
    text: str


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The reply is stored, whole or stopped by the person."""

    turn: Turn
    reply: Message
    figures: TurnFigures


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """The reply could not be made. What was said and what came of the reply are stored."""

    turn: Turn
    error: CompanionError


@dataclass(frozen=True, slots=True)
class TurnObserved:
    """The turn's notes are written; `saved` may be empty."""

    turn: Turn
    saved: tuple[NoteDetail, ...]


@dataclass(frozen=True, slots=True)
class ConversationsChanged:
    """These conversations were made, renamed, deleted, restored, or moved to another branch."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordChanged:
    """A conversation went off the record in its course, or is back on it.

    `undoable` is what was removed from the memory by that, to be brought back with it.
    """

    conversation_id: str
    off_the_record: bool
    undoable: Deleted | None = None


@dataclass(frozen=True, slots=True)
class WordsRemoved:
    """The person had words taken out of messages of these conversations, or put back."""

    conversation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotesChanged:
    """These notes were written, changed, forgotten or restored."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecallDismissed:
    """Something a reply was given was found not relevant to it, or that was taken back."""

    conversation_id: str
    reply_id: str
    item_id: str
    dismissed: bool


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A background job began, did something, ended, or was undone: its run as it is now. Of the
    `of` jobs that are run together it is the one with this `number`, from 1."""

    run: JobRun
    number: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class ArchiveProgress:
    """How much of what an export, an import or a backup has to do is done: records of records."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What runs in the background now, as a short phrase; empty when nothing does."""

    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A bug in Companion was caught: `report` is the full traceback."""

    report: str


Event = (
    ModelLoading
    | ModelReady
    | ModelFailed
    | ModelProbed
    | Ready
    | StartFailed
    | MemoryDegraded
    | TurnStarted
    | TurnRecalled
    | TurnDelta
    | TurnFinished
    | TurnFailed
    | TurnObserved
    | ConversationsChanged
    | RecordChanged
    | WordsRemoved
    | NotesChanged
    | RecallDismissed
    | JobProgress
    | ArchiveProgress
    | Activity
    | Fault
)
Listener = Callable[[Event], None]


class EventBus:
    """Delivers each event to every listener, in the order of subscription. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every event from now on; the returned function ends that."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            with self._lock:
                self._listeners = tuple(known for known in self._listeners if known != listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every listener. One that raises is logged and does not keep the others from it."""
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                log.exception("a listener failed on %s", type(event).__name__)
