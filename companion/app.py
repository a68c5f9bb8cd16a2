"""Companion: the facade the window and the command line call.

It owns the lanes, the store and the models. Every call returns at once: with ids, or with a future
that is done on one of the lanes. What happens is told through `events`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from companion.clock import Clock, SystemClock
from companion.domain import Conversation, Deleted, Message, Note, NoteDetail, Thread, Turn
from companion.events import EventBus
from companion.settings import Settings


class Companion:
    """One person's companion, on one data directory."""

    def __init__(self, home: Path, *, clock: Clock | None = None) -> None:
        self.home = home
        self.clock = clock or SystemClock()
        self.events = EventBus()

    # -- life -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the store, then load the model and the encoders, all behind the caller's back.

        Publishes Ready or StartFailed, ModelLoading, then ModelReady or ModelFailed, and
        MemoryDegraded when an encoder or the index is missing.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Stop a running reply, finish what must be written, free everything, join the lanes."""
        raise NotImplementedError

    # -- talking ----------------------------------------------------------------------------------

    def send(
        self, text: str, *, conversation_id: str | None = None, off_the_record: bool = False
    ) -> Turn:
        """Say `text`; without a conversation a new one begins. The reply comes as events:

        TurnStarted, TurnRecalled, TurnDelta…, TurnFinished or TurnFailed, then TurnObserved.
        While the model still loads, the turn waits for it.
        """
        raise NotImplementedError

    def regenerate(self, reply: Message) -> Turn:
        """Make another reply beside `reply`; the events are those of `send`."""
        raise NotImplementedError

    def edit_and_resend(self, message: Message, text: str) -> Turn:
        """Say `text` in place of the person's own `message`, as a branch beside it."""
        raise NotImplementedError

    def stop(self, turn_id: str) -> None:
        """End a running reply; what came of it is kept. Harmless when it is already over."""
        raise NotImplementedError

    def choose_branch(self, message_id: str) -> Future[Thread]:
        """Show the branch through `message_id`, at its latest leaf."""
        raise NotImplementedError

    # -- conversations ----------------------------------------------------------------------------

    def conversations(self, query: str = "") -> Future[list[Conversation]]:
        """All conversations, latest first; with `query` those whose title or words match."""
        raise NotImplementedError

    def thread(self, conversation_id: str) -> Future[Thread]:
        """The active branch. Fails with NotFound."""
        raise NotImplementedError

    def rename_conversation(self, conversation_id: str, title: str) -> Future[None]:
        """Give a conversation its title."""
        raise NotImplementedError

    def delete_conversation(self, conversation_id: str) -> Future[Deleted]:
        """Delete a conversation and the notes that rest on it alone; `undo` brings both back."""
        raise NotImplementedError

    def undo(self, deleted_id: str) -> Future[bool]:
        """Bring back what was deleted; False when its time has passed."""
        raise NotImplementedError

    def save_draft(self, conversation_id: str | None, text: str) -> Future[None]:
        """Keep an unsent message (None: that of the conversation not begun yet)."""
        raise NotImplementedError

    def new_draft(self) -> Future[str]:
        """The unsent message of the conversation not begun yet."""
        raise NotImplementedError

    # -- memory -----------------------------------------------------------------------------------

    def notes(self, query: str = "", *, offset: int = 0, limit: int = 100) -> Future[list[Note]]:
        """Notes, latest first; with `query` those whose words match, best first."""
        raise NotImplementedError

    def count_notes(self) -> Future[int]:
        """How many notes there are, archived ones included."""
        raise NotImplementedError

    def note(self, note_id: str) -> Future[NoteDetail]:
        """A note with its sources and revisions. Fails with NotFound."""
        raise NotImplementedError

    def remember(self, text: str) -> Future[NoteDetail]:
        """Write a note in the owner's own words."""
        raise NotImplementedError

    def correct_note(self, note_id: str, text: str) -> Future[NoteDetail]:
        """Replace a note's text; the old text stays as a revision."""
        raise NotImplementedError

    def pin_note(self, note_id: str, pinned: bool) -> Future[NoteDetail]:
        """Pinned notes are in every prompt."""
        raise NotImplementedError

    def hush_note(self, note_id: str, hushed: bool) -> Future[NoteDetail]:
        """Hushed notes are not brought up unasked."""
        raise NotImplementedError

    def forget_notes(self, note_ids: Sequence[str]) -> Future[Deleted]:
        """Forget notes, and the episodes that hold the same words. Out of sight at once, gone from
        the files when the time for `undo` has passed (or at `close`)."""
        raise NotImplementedError

    # -- settings ---------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        raise NotImplementedError

    def change_settings(self, **changes: object) -> Settings:
        """Change and keep some settings; a changed `model_path` loads that model."""
        raise NotImplementedError
