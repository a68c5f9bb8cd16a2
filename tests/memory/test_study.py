"""What a model found becomes notes: once, beside the rules, and never what was taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import (
    Message,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Origin,
)
from companion.encoders.scripted import ScriptedEncoders
from companion.lanes import Cancel
from companion.llm.scripted import ScriptedChatModel
from companion.memory.model_prompt import WRITER
from companion.memory.model_writer import byline, study
from companion.memory.observe import write_notes
from companion.memory.study import write_study
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.reading import Reader

SMALL_TALK = "Evening runs along the canal keep the doctor away."
"""What the rules make nothing of, and a model may."""


class Writers:
    """Both writers on one store."""

    def __init__(self, store: Store, clock: FixedClock, author: Author) -> None:
        self.store, self.clock, self.author = store, clock, author
        self.encoders = ScriptedEncoders()

    def rules(self, *messages: Message) -> None:
        for message in messages:
            write_notes(message, self.store, self.encoders, self.clock, lambda work: work())

    def model(
        self, *messages: Message, reader: Reader | None = None, knowing: bool = False
    ) -> None:
        """Study these messages; `knowing` what is noted of them already."""
        model = ScriptedChatModel(reader or Reader())
        noted = self.store.studies.noted([message.id for message in messages])
        found = study(messages, model, Cancel(), noted=noted if knowing else None)
        assert found is not None
        write_study(
            found, byline(model), self.store, self.encoders, self.clock, lambda work: work()
        )

    def notes(self, **of: object) -> list[Note]:
        """All notes but the episodes, in the order they were written, that have these fields."""
        found = sorted(self.store.notes.find(), key=lambda note: note.id)
        return [
            note
            for note in found
            if note.kind is not NoteKind.EPISODE
            and all(getattr(note, name) == value for name, value in of.items())
        ]

    def detail(self, note: Note) -> NoteDetail:
        return self.store.notes.detail(note.id)


@pytest.fixture
def writers(indexed: Store, clock: FixedClock, author: Author) -> Writers:
    return Writers(indexed, clock, author)


def test_a_note_knows_who_wrote_it_and_what_it_rests_on(writers: Writers) -> None:
    message = writers.author.begins(f"Hi! {SMALL_TALK}")
    writers.model(message, reader=Reader(kind="preference", importance=4, keywords=["canal"]))
    (note,) = writers.notes()
    assert (note.origin, note.writer, note.model) == (Origin.MODEL, WRITER, "Scripted")
    assert (note.kind, note.importance) == (NoteKind.PREFERENCE, 4)
    assert note.keywords[0] == "canal"
    assert note.status is NoteStatus.ACTIVE
    (source,) = writers.detail(note).sources
    assert (source.message_id, source.quote) == (message.id, SMALL_TALK)
    assert writers.store.embeddings.ids(writers.encoders.embedder.fingerprint) >= {note.id}


def test_a_name_in_the_note_leaves_the_words_it_rests_on_as_they_were(writers: Writers) -> None:
    first = writers.author.begins("My neighbour Ruth is not well.")
    second = writers.author.says("She goes to hospital.", after=first)
    writers.model(first, second, reader=Reader().names("hospital", "neighbour Ruth"))
    (note,) = writers.notes(text="Ruth goes to hospital.")
    assert writers.detail(note).sources[0].quote == "She goes to hospital."


def test_what_the_rules_have_noted_is_not_noted_again(writers: Writers) -> None:
    message = writers.author.begins(f"I moved to Porto. {SMALL_TALK}")
    writers.rules(message)
    before = writers.notes()
    for knowing in (True, False):
        writers.model(message, knowing=knowing)
    assert [note.text for note in writers.notes()] == ["I moved to Porto.", SMALL_TALK]
    assert writers.detail(before[0]).sources == writers.detail(writers.notes()[0]).sources


def test_an_episode_studied_twice_gives_the_same_notes(writers: Writers) -> None:
    message = writers.author.begins(SMALL_TALK)
    writers.model(message)
    before = [writers.detail(note) for note in writers.notes()]
    writers.model(message)
    writers.model(message, reader=Reader(kind="plan", importance=2))
    assert [writers.detail(note) for note in writers.notes()] == before


def test_what_is_inferred_stays_in_the_shadow(writers: Writers) -> None:
    writers.model(writers.author.begins(SMALL_TALK), reader=Reader(stated=False))
    (note,) = writers.notes()
    assert (note.inferred, note.status) == (True, NoteStatus.SHADOW)


def test_what_changed_since_is_not_current_though_it_is_noted_late(writers: Writers) -> None:
    old = writers.author.begins("I live in Berlin.")
    writers.clock.advance(timedelta(days=30))
    new = writers.author.begins("I moved to Porto.")
    writers.rules(new)
    writers.model(old)
    (berlin,) = writers.notes(text="I live in Berlin.")
    (porto,) = writers.notes(text="I moved to Porto.")
    assert (berlin.status, porto.status) == (NoteStatus.SUPERSEDED, NoteStatus.ACTIVE)
    assert berlin.valid_to is not None


def test_a_new_state_ends_the_old_one_whoever_wrote_it(writers: Writers) -> None:
    writers.rules(writers.author.begins("I live in Berlin."))
    writers.model(writers.author.begins("I moved to Porto."))
    berlin, porto = writers.notes()
    assert (berlin.status, porto.status) == (NoteStatus.SUPERSEDED, NoteStatus.ACTIVE)


def test_what_was_forgotten_is_not_noted_again(writers: Writers) -> None:
    message = writers.author.begins(f"I moved to Porto. {SMALL_TALK}")
    writers.rules(message)
    writers.model(message)
    trash = Trash(writers.store, writers.clock)
    trash.forget_notes([note.id for note in writers.notes()])
    for _ in trash.purge(everything=True):
        pass
    writers.model(message)
    assert writers.notes() == []
    assert writers.store.claims.dropped()["forgotten"] == 2


def test_what_was_retired_stays_so(writers: Writers) -> None:
    message = writers.author.begins("I moved to Porto.")
    writers.rules(message)
    writers.store.notes.set_status(
        [note.id for note in writers.notes()],
        NoteStatus.RETIRED,
        actor="user",
        reason="test",
        now=writers.clock.now(),
    )
    writers.model(message)
    assert [note.status for note in writers.notes()] == [NoteStatus.RETIRED]


def test_of_a_deleted_conversation_nothing_is_noted(writers: Writers) -> None:
    message = writers.author.begins(SMALL_TALK)
    writers.store.conversations.set_deleted(message.conversation_id, writers.clock.now())
    writers.model(message)
    writers.store.conversations.purge([message.conversation_id])
    writers.model(message)
    assert writers.notes() == []


def test_of_a_conversation_taken_off_the_record_meanwhile_nothing_is_noted(
    writers: Writers,
) -> None:
    message = writers.author.begins(SMALL_TALK)
    writers.store.conversations.set_off_the_record(message.conversation_id, True)
    writers.model(message)
    assert writers.notes() == []


def test_what_was_dropped_is_counted(writers: Writers) -> None:
    writers.model(writers.author.begins(SMALL_TALK), reader=Reader(about="sister Carola"))
    assert writers.store.claims.dropped() == {"ungrounded": 1}
