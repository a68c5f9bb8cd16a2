"""Whatever is done in whatever order: what is kept stays whole."""

from __future__ import annotations

import shutil
import tempfile
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

from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import TELLINGS, Conversation, Deleted, Note, NoteKind, Origin, Role, Turn
from companion.encoders.scripted import ScriptedEncoders
from companion.events import Fault
from companion.llm.scripted import ScriptedChatModel
from companion.store.store import Store
from companion.trash import UNDO_S
from tests.conftest import NOON
from tests.listening import Listener

SAID = st.sampled_from(
    [
        "I like tea.",
        "I like tea. My sister Ada works at a bakery.",
        "My sister Ada works at a bakery.",
        "What do I like?",
        "Hello. I LIKE TEA.",
        "",
    ]
)
PICK = st.integers(0, 20)


class AnyOrder(RuleBasedStateMachine):
    """One person who does things in any order, and sometimes restarts."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="companion-"))
        self.clock = FixedClock(NOON)
        self.deleted: list[tuple[Deleted, set[str]]] = []
        self.open()

    def open(self) -> None:
        companion = Companion(
            self.root / "home",
            clock=self.clock,
            load_model=lambda _: ScriptedChatModel(["I love my cat Tom."]),
            load_encoders=ScriptedEncoders,
        )
        self.listener = Listener(companion)
        self.listener.start()
        self.companion = companion

    def teardown(self) -> None:
        if hasattr(self, "listener"):
            self.listener.close()
            assert self.listener.all(Fault) == []
            shutil.rmtree(self.root)

    # -- what is there ----------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        return self.companion._runtime.store()

    def conversations(self) -> list[Conversation]:
        return self.companion.conversations().result()

    def notes(self) -> list[Note]:
        return self.companion.notes(limit=10_000).result()

    def corrigible(self) -> list[Note]:
        """What somebody said cannot be corrected."""
        return [note for note in self.notes() if note.kind not in TELLINGS]

    def visible(self) -> set[str]:
        return {note.id for note in self.notes()} | {c.id for c in self.conversations()}

    def observed(self, turn: Turn) -> None:
        self.listener.observed(turn)
        self.listener.rest()

    # -- what may be done -------------------------------------------------------------------------

    @rule(text=SAID, pick=PICK)
    def say(self, text: str, pick: int) -> None:
        there = [None, *(c.id for c in self.conversations())]
        self.observed(self.companion.send(text, conversation_id=there[pick % len(there)]))

    @rule(pick=PICK, text=st.none() | SAID)
    @precondition(lambda self: self.conversations())
    def say_or_reply_otherwise(self, pick: int, text: str | None) -> None:
        there = self.conversations()
        messages = self.companion.thread(there[pick % len(there)].id).result().messages
        wanted = Role.ASSISTANT if text is None else Role.USER
        message = [m.message for m in messages if m.message.role is wanted][-1]
        if text is None:
            self.observed(self.companion.regenerate(message))
        else:
            self.observed(self.companion.edit_and_resend(message, text))
        self.companion.choose_branch(message.id).result()

    @rule(text=SAID)
    def remember(self, text: str) -> None:
        self.companion.remember(text or "The bins go out on Thursday").result()

    @rule(pick=PICK, text=SAID)
    @precondition(lambda self: self.corrigible())
    def correct(self, pick: int, text: str) -> None:
        there = self.corrigible()
        self.companion.correct_note(there[pick % len(there)].id, f"Corrected: {text}").result()

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    @precondition(lambda self: self.notes())
    def forget(self, picks: list[int]) -> None:
        there, before = self.notes(), self.visible()
        ids = [there[pick % len(there)].id for pick in picks]
        deleted = self.companion.forget_notes(ids).result()
        self.deleted.append((deleted, before - self.visible()))
        assert self.visible().isdisjoint(ids)

    @rule(pick=PICK)
    @precondition(lambda self: self.conversations())
    def delete_conversation(self, pick: int) -> None:
        there, before = self.conversations(), self.visible()
        chosen = there[pick % len(there)].id
        deleted = self.companion.delete_conversation(chosen).result()
        self.deleted.append((deleted, before - self.visible()))
        assert chosen not in self.visible()

    @rule(pick=PICK)
    @precondition(lambda self: self.deleted)
    def undo(self, pick: int) -> None:
        deleted, gone = self.deleted.pop(pick % len(self.deleted))
        before = self.visible()
        assert self.companion.undo(deleted.id).result()
        assert self.visible() == before | gone

    @rule()
    def time_passes(self) -> None:
        self.clock.advance(timedelta(seconds=UNDO_S + 1))
        self.companion._deleting.purge()
        self.listener.rest()
        for deleted, gone in self.deleted:
            assert not self.companion.undo(deleted.id).result()
            assert self.visible().isdisjoint(gone)
        self.deleted.clear()

    @rule()
    def restart(self) -> None:
        self.listener.close()
        assert self.listener.all(Fault) == []
        gone = {i for _, ids in self.deleted for i in ids}
        self.deleted.clear()
        self.open()
        assert self.visible().isdisjoint(gone)

    # -- what always holds ------------------------------------------------------------------------

    @invariant()
    def every_source_is_what_the_person_said(self) -> None:
        if not hasattr(self, "companion"):
            return
        self.listener.rest()
        for detail in self.store.notes.details([note.id for note in self.notes()]).values():
            for source in detail.sources:
                message = self.store.conversations.message(source.message_id)
                assert message.role is Role.USER
                assert message.text[source.start : source.end] == source.quote != ""
            if detail.note.origin is Origin.RULE:
                assert detail.sources, f"{detail.note.text} rests on nothing"
            assert "Tom" not in detail.note.text

    @invariant()
    def the_index_is_in_step(self) -> None:
        if not hasattr(self, "companion"):
            return
        store = self.store
        assert store.index is not None
        # An episode is found by its messages.
        seen = {note.id for note in self.notes() if note.kind is not NoteKind.EPISODE}
        embedded = store.embeddings.ids(store.fingerprint)
        assert store.index.ids() == embedded >= seen
        assert store.embeddings.outbox(store.fingerprint, 1) == (0, {})

    @invariant()
    def the_database_is_whole(self) -> None:
        if not hasattr(self, "companion"):
            return
        with self.store.database.write() as session:
            run = session.connection().exec_driver_sql
            assert run("PRAGMA foreign_key_check").fetchall() == []
            assert run("PRAGMA integrity_check").scalar_one() == "ok"
            for table in ("note_fts", "message_fts"):
                run(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


@pytest.mark.slow
def test_whatever_is_done_in_whatever_order_what_is_kept_stays_whole() -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=5,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
