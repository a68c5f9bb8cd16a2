"""Deleting: conversations and notes go out of sight at once, and from the files when it is too late
to undo.

It owns the trash of one Companion. Every call returns at once; the work is done on the data lane
and told as events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from companion.acts import Passage
from companion.domain import Deleted, Message
from companion.events import ConversationsChanged, RecordChanged, WordsRemoved
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store
    from companion.trash import Trash


class Deleting:
    """Deletes, and takes it back."""

    def __init__(
        self,
        runtime: Runtime,
        notes_changed: Callable[..., None],
        refresh: Callable[[], None],
        catch_up: Callable[[], object],
        later: Callable[[float, Callable[[], object]], None],
        purged: Callable[[], object],
    ) -> None:
        """`notes_changed` is told the ids of notes that have come or gone, `refresh` has every
        prompt laid out anew, `catch_up` does what then is left to do, `later` calls something
        after so many seconds, and `purged` is told when something has been removed for good."""
        self._runtime = runtime
        self._notes_changed = notes_changed
        self._refresh = refresh
        self._catch_up = catch_up
        self._later = later
        self._purged = purged
        self._trash: Trash | None = None

    def open(self, store: Store) -> None:
        """Purge what was deleted before the last end. For the data lane."""
        from companion.trash import Trash

        self._trash = Trash(store, self._runtime.clock)
        self.purge_everything()

    def purge_everything(self) -> None:
        """Purge what is deleted, whether or not it could still be undone. For the data lane."""
        if self._trash is not None:
            for _ in self._trash.purge(everything=True):
                pass

    def delete_conversation(self, conversation_id: str) -> Future[Deleted]:
        """Delete a conversation and the notes that rest on it alone. Fails with NotFound."""

        def delete(_: Store) -> Deleted:
            deleted, note_ids = self._need_trash().delete_conversation(conversation_id)
            self._runtime.events.publish(ConversationsChanged((conversation_id,)))
            return self._deleted(deleted, note_ids)

        return self._runtime.write(delete)

    def forget_notes(
        self, note_ids: Sequence[str], passages: Sequence[Passage] = ()
    ) -> Future[Deleted]:
        """Forget notes, what else holds the same words, and the words of these passages."""

        def forget(_: Store) -> Deleted:
            deleted, changed = self._need_trash().forget_notes(note_ids, passages)
            self._reworded(tuple(dict.fromkeys(it.conversation_id for it in passages)))
            return self._deleted(deleted, changed)

        return self._runtime.write(forget)

    def take_off_the_record(self, message: Message) -> None:
        """Let the conversation of a message leave no trace, as it asks. For the data lane."""
        undoable, note_ids = self._need_trash().take_off_the_record(message)
        self._runtime.events.publish(RecordChanged(message.conversation_id, True, undoable))
        self._deleted(undoable, note_ids)

    def undo(self, deleted_id: str) -> Future[bool]:
        """Bring back what was deleted; False when its time has passed."""

        def undo(_: Store) -> bool:
            undone = self._need_trash().undo(deleted_id)
            if undone is None:
                return False
            publish = self._runtime.events.publish
            if undone.conversation_id is not None:
                publish(ConversationsChanged((undone.conversation_id,)))
                if undone.on_the_record:
                    publish(RecordChanged(undone.conversation_id, False))
            self._reworded(undone.reworded)
            self._notes_changed(*undone.note_ids)
            self._catch_up()
            return True

        return self._runtime.write(undo)

    def purge(self) -> None:
        """Remove for good what can no longer be undone, in the background."""

        def steps() -> Iterator[None]:
            some = False
            for gone in self._need_trash().purge():
                some = True
                self._notes_changed(*gone)
                yield
            if some:
                self._purged()

        self._runtime.in_steps(self._runtime.data_lane, "Forgetting for good", steps())

    def _reworded(self, conversation_ids: tuple[str, ...]) -> None:
        """Words were taken out of conversations, or put back: no prompt goes on as it was."""
        if conversation_ids:
            self._refresh()
            self._runtime.events.publish(WordsRemoved(conversation_ids))
            self._runtime.events.publish(ConversationsChanged(conversation_ids))

    def _deleted(self, deleted: Deleted, note_ids: tuple[str, ...]) -> Deleted:
        """Tell of a deletion, and have it purged when it can no longer be undone."""
        self._notes_changed(*note_ids)
        self._catch_up()
        self._later(deleted.seconds + 1.0, self.purge)
        return deleted

    def _need_trash(self) -> Trash:
        assert self._trash is not None
        return self._trash
