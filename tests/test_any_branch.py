"""Whatever is observed, edited, forgotten, undone or cut short, in any order: the notes hold."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from companion.clock import FixedClock
from companion.domain import Deleted, Message, Note, NoteKind, NoteStatus, Role
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.branches import follow
from companion.memory.claims import single
from companion.memory.observe import write_notes
from companion.secrets import BYTES, FILE
from companion.store.branches import Branches
from companion.store.store import Store
from companion.trash import UNDO_S, Trash
from companion.upkeep import catch_up
from tests.author import Author
from tests.conftest import NOON

SAID = st.sampled_from(
    [
        "I live in Porto.",
        "I moved to Lisbon.",
        "I live in Berlin. I own a red bicycle.",
        "I live in Oslo and own a red bicycle.",
        "I sold my bicycle.",
        "I own a red bicycle.",
        "I work at a bakery.",
        "I quit my job.",
        "Just kidding!",
        "Forget what I said about my bicycle.",
        "My sister Ada works at a bakery.",
        "Please remember that the bins go out on Thursday.",
        "Don't remember this. I own a red bicycle.",
        "Hello.",
    ]
)
PICK = st.integers(0, 30)
Picture = dict[str, tuple[Note, object]]


class AnyBranch(RuleBasedStateMachine):
    """One person's talk, written into a store that may be closed at any moment."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="companion-"))
        (self.home / FILE).write_text(secrets.token_hex(BYTES), "ascii")
        self.clock = FixedClock(NOON)
        self.encoders = ScriptedEncoders()
        self.said: list[Message] = []
        self.gone: set[str] = set()
        """The ids of notes that were forgotten and are beyond undoing."""
        self.open()

    def open(self) -> None:
        self.store = Store(self.home, self.clock)
        if not self.store.open_index(self.encoders.embedder.fingerprint):
            self.store.rebuild_index()
        self.author = Author(self.store, self.clock)
        self.trash = Trash(self.store, self.clock)
        self.deleted: list[tuple[Deleted, set[str]]] = []
        for _ in self.trash.purge(everything=True):
            pass

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.home)

    # -- what is there ----------------------------------------------------------------------------

    def notes(self) -> list[Note]:
        return self.store.notes.find(limit=1000)

    def picture(self) -> Picture:
        details = self.store.notes.details([note.id for note in self.notes()])
        return {i: (detail.note, detail.sources) for i, detail in details.items()}

    def observe(self, message: Message) -> None:
        write_notes(message, self.store, self.encoders, self.clock, lambda work: work())

    def live(self) -> set[str]:
        """The messages that are on the active branch of a conversation that is there."""
        return {
            message.id
            for conversation in self.store.conversations.find()
            for message, _ in self.store.conversations.branch(conversation.id)
        }

    # -- what may be done -------------------------------------------------------------------------

    @rule(text=SAID, pick=PICK, observed=st.booleans())
    def say(self, text: str, pick: int, observed: bool) -> None:
        """In a new conversation, or at the end of one; perhaps its notes have to wait."""
        there = self.store.conversations.find()
        if pick % 2 or not there:
            message = self.author.begins(text)
        else:
            leaf = self.store.conversations.branch(there[pick % len(there)].id)[-1][0]
            message = self.author.says(text, self.author.replies("I see.", leaf))
        self.said.append(message)
        if observed:
            self.observe(message)

    @rule(pick=PICK)
    @precondition(lambda self: self.said)
    def observe_again(self, pick: int) -> None:
        message = self.said[pick % len(self.said)]
        before = self.picture()
        known = message.id not in {m.id for m in self.store.conversations.unobserved(limit=1000)}
        self.observe(message)
        if known:
            assert self.picture() == before

    @rule(text=SAID, pick=PICK)
    @precondition(lambda self: self.said)
    def edit(self, text: str, pick: int) -> None:
        """Say something else in place of a message of the active branch."""
        live = [m for m in self.said if m.id in self.live()]
        if not live:
            return
        message = live[pick % len(live)]
        with self.store.database.write():
            edited = self.author.rewrites(text, message)
            follow(self.store, self.author.moved, self.clock.now())
        self.said.append(edited)
        self.observe(edited)

    @rule(pick=PICK)
    @precondition(lambda self: self.said)
    def switch(self, pick: int) -> None:
        """To another branch and back gives what was, and then to it again."""
        there = {c.id for c in self.store.conversations.find()}
        known = [m for m in self.said if m.conversation_id in there]
        if not known:
            return
        message = known[pick % len(known)]
        leaf = self.store.conversations.get(message.conversation_id).leaf_id
        assert leaf is not None
        before = self.picture()
        self.choose(message.id)
        self.choose(leaf)
        assert self.picture() == before
        self.choose(message.id)

    def choose(self, message_id: str) -> None:
        with self.store.database.write():
            moved = self.store.conversations.choose_branch(message_id, self.clock.now())
            follow(self.store, moved, self.clock.now())

    @rule(pick=PICK)
    @precondition(lambda self: self.notes())
    def forget(self, pick: int) -> None:
        there = self.notes()
        before = {note.id for note in there}
        self.enter(self.trash.forget_notes([there[pick % len(there)].id]), before)

    @rule(pick=PICK)
    @precondition(lambda self: self.store.conversations.find())
    def delete_conversation(self, pick: int) -> None:
        there = self.store.conversations.find()
        before = {note.id for note in self.notes()}
        self.enter(self.trash.delete_conversation(there[pick % len(there)].id), before)

    def enter(self, done: tuple[Deleted, tuple[str, ...]], before: set[str]) -> None:
        now = {note.id for note in self.notes()}
        self.deleted.append((done[0], before - now))

    @rule()
    @precondition(lambda self: self.deleted)
    def undo(self) -> None:
        """The latest deletion."""
        deleted, gone = self.deleted.pop()
        assert self.trash.undo(deleted.id)
        assert gone <= {note.id for note in self.notes()}

    @rule(pick=PICK)
    @precondition(lambda self: self.notes())
    def forget_and_undo(self, pick: int) -> None:
        there = self.notes()
        before = self.picture()
        deleted, _ = self.trash.forget_notes([there[pick % len(there)].id])
        assert self.trash.undo(deleted.id)
        assert self.picture() == before

    @rule(pick=PICK)
    @precondition(lambda self: self.store.conversations.find())
    def delete_and_undo(self, pick: int) -> None:
        there = self.store.conversations.find()
        before = self.picture()
        deleted, _ = self.trash.delete_conversation(there[pick % len(there)].id)
        assert self.trash.undo(deleted.id)
        assert self.picture() == before

    @rule()
    def time_passes(self) -> None:
        self.clock.advance(timedelta(seconds=UNDO_S + 1))
        for _ in self.trash.purge():
            pass
        for _, gone in self.deleted:
            self.gone |= gone
        self.deleted.clear()
        self.drop_purged()

    @rule()
    def close_and_open(self) -> None:
        """Or be killed: nothing is done at the end that the next start does not do."""
        self.store.close()
        for _, gone in self.deleted:
            self.gone |= gone
        self.open()
        self.drop_purged()

    def drop_purged(self) -> None:
        there = {c.id for c in self.store.conversations.find()}
        self.said = [m for m in self.said if m.conversation_id in there]

    @rule(text=SAID, pick=PICK, at=st.integers(0, 3))
    @precondition(lambda self: self.said)
    def fail_in_the_middle(self, text: str, pick: int, at: int) -> None:
        """Of an edit: all of it is undone."""
        live = [m for m in self.said if m.id in self.live()]
        if not live:
            return
        before = self.picture(), self.live()
        moments: list[Callable[..., object]] = []
        put = Branches.put

        def failing(*args: object, **named: object) -> None:
            moments.append(put)
            if len(moments) > at:
                raise ZeroDivisionError
            put(*args, **named)  # type: ignore[arg-type]

        def edit() -> None:
            with self.store.database.write():
                self.author.rewrites(text, live[pick % len(live)])
                follow(self.store, self.author.moved, self.clock.now())
                raise ZeroDivisionError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Branches, "put", failing)
            with pytest.raises(ZeroDivisionError):
                edit()
        assert (self.picture(), self.live()) == before

    @rule()
    def catch_up(self) -> None:
        for _ in catch_up(self.store, self.encoders, self.clock, lambda work: work()):
            pass
        assert self.store.conversations.unobserved(limit=1000) == []
        fingerprint = self.encoders.embedder.fingerprint
        assert self.store.embeddings.missing_notes(fingerprint, 1) == []
        assert self.store.embeddings.missing_messages(fingerprint, 1) == []

    # -- what always holds ------------------------------------------------------------------------

    @invariant()
    def every_span_is_what_the_person_said(self) -> None:
        for note, sources in self.picture().values() if hasattr(self, "store") else ():
            assert sources, f"{note.text} rests on nothing"
            for source in sources:  # type: ignore[attr-defined]
                message = self.store.conversations.message(source.message_id)
                assert message.role is Role.USER
                assert message.text[source.start : source.end] == source.quote != ""

    @invariant()
    def what_is_current_rests_on_a_message_that_counts(self) -> None:
        if not hasattr(self, "store"):
            return
        live = self.live()
        for note, sources in self.picture().values():
            rests = any(source.message_id in live for source in sources)  # type: ignore[attr-defined]
            assert rests or note.status is NoteStatus.RETIRED, note

    @invariant()
    def of_what_has_one_value_one_is_current(self) -> None:
        if not hasattr(self, "store"):
            return
        values = Counter(
            (note.subject, claim.attribute)
            for note in self.notes()
            if note.status is NoteStatus.ACTIVE and note.kind is not NoteKind.EPISODE
            for claim in {
                (claim.attribute, claim.value): claim
                for claim in note.claims
                if claim.ended_at is None and single(claim.attribute)
            }.values()
        )
        current = [
            (note.text, note.claims)
            for note in self.notes()
            if note.status is NoteStatus.ACTIVE and note.kind is not NoteKind.EPISODE
        ]
        assert max(values.values(), default=0) <= 1, current

    @invariant()
    def nothing_forgotten_is_there(self) -> None:
        if hasattr(self, "store"):
            assert self.gone.isdisjoint(note.id for note in self.notes())

    @invariant()
    def the_index_is_what_the_database_says(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.store.index is not None
        embedded = self.store.embeddings.ids(self.store.fingerprint)
        self.store.sync_index()
        assert self.store.index.ids() == embedded


def run(examples: int, steps: int) -> None:
    """Do `examples` times any `steps`."""
    run_state_machine_as_test(
        AnyBranch,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whatever_happens_to_messages_the_notes_hold() -> None:
    run(4, 12)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_whatever_happens_to_messages_for_long_the_notes_hold() -> None:
    run(20, 25)
