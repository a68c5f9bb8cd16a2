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


class Desk:
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
def desk(indexed: Store, clock: FixedClock, author: Author) -> Desk:
    return Desk(indexed, clock, author)


def test_a_note_knows_who_wrote_it_and_what_it_rests_on(desk: Desk) -> None:
    message = desk.author.begins(f"Hi! {SMALL_TALK}")
    desk.model(message, reader=Reader(kind="preference", importance=4, keywords=["canal"]))
    (note,) = desk.notes()
    assert (note.origin, note.writer, note.model) == (Origin.MODEL, WRITER, "Scripted")
    assert (note.kind, note.importance) == (NoteKind.PREFERENCE, 4)
    assert note.keywords[0] == "canal"
    assert note.status is NoteStatus.ACTIVE
    (source,) = desk.detail(note).sources
    assert (source.message_id, source.quote) == (message.id, SMALL_TALK)
    assert desk.store.embeddings.ids(desk.encoders.embedder.fingerprint) >= {note.id}


def test_a_name_in_the_note_leaves_the_words_it_rests_on_as_they_were(desk: Desk) -> None:
    first = desk.author.begins("My neighbour Ruth is not well.")
    second = desk.author.says("She goes to hospital.", after=first)
    desk.model(first, second, reader=Reader().names("hospital", "neighbour Ruth"))
    (note,) = desk.notes(text="Ruth goes to hospital.")
    assert desk.detail(note).sources[0].quote == "She goes to hospital."


def test_what_the_rules_have_noted_is_not_noted_again(desk: Desk) -> None:
    message = desk.author.begins(f"I moved to Porto. {SMALL_TALK}")
    desk.rules(message)
    before = desk.notes()
    for knowing in (True, False):
        desk.model(message, knowing=knowing)
    assert [note.text for note in desk.notes()] == ["I moved to Porto.", SMALL_TALK]
    assert desk.detail(before[0]).sources == desk.detail(desk.notes()[0]).sources


def test_an_episode_studied_twice_gives_the_same_notes(desk: Desk) -> None:
    message = desk.author.begins(SMALL_TALK)
    desk.model(message)
    before = [desk.detail(note) for note in desk.notes()]
    desk.model(message)
    desk.model(message, reader=Reader(kind="plan", importance=2))
    assert [desk.detail(note) for note in desk.notes()] == before


def test_what_is_inferred_stays_in_the_shadow(desk: Desk) -> None:
    desk.model(desk.author.begins(SMALL_TALK), reader=Reader(stated=False))
    (note,) = desk.notes()
    assert (note.inferred, note.status) == (True, NoteStatus.SHADOW)


def test_what_changed_since_is_not_current_though_it_is_noted_late(desk: Desk) -> None:
    old = desk.author.begins("I live in Berlin.")
    desk.clock.advance(timedelta(days=30))
    new = desk.author.begins("I moved to Porto.")
    desk.rules(new)
    desk.model(old)
    (berlin,) = desk.notes(text="I live in Berlin.")
    (porto,) = desk.notes(text="I moved to Porto.")
    assert (berlin.status, porto.status) == (NoteStatus.SUPERSEDED, NoteStatus.ACTIVE)
    assert berlin.valid_to is not None


def test_a_new_state_ends_the_old_one_whoever_wrote_it(desk: Desk) -> None:
    desk.rules(desk.author.begins("I live in Berlin."))
    desk.model(desk.author.begins("I moved to Porto."))
    berlin, porto = desk.notes()
    assert (berlin.status, porto.status) == (NoteStatus.SUPERSEDED, NoteStatus.ACTIVE)


def test_what_was_forgotten_is_not_noted_again(desk: Desk) -> None:
    message = desk.author.begins(f"I moved to Porto. {SMALL_TALK}")
    desk.rules(message)
    desk.model(message)
    trash = Trash(desk.store, desk.clock)
    trash.forget_notes([note.id for note in desk.notes()])
    for _ in trash.purge(everything=True):
        pass
    desk.model(message)
    assert desk.notes() == []
    assert desk.store.claims.dropped()["forgotten"] == 2


def test_what_was_retired_stays_so(desk: Desk) -> None:
    message = desk.author.begins("I moved to Porto.")
    desk.rules(message)
    desk.store.notes.set_status(
        [note.id for note in desk.notes()],
        NoteStatus.RETIRED,
        actor="user",
        reason="test",
        now=desk.clock.now(),
    )
    desk.model(message)
    assert [note.status for note in desk.notes()] == [NoteStatus.RETIRED]


def test_of_a_deleted_conversation_nothing_is_noted(desk: Desk) -> None:
    message = desk.author.begins(SMALL_TALK)
    desk.store.conversations.set_deleted(message.conversation_id, desk.clock.now())
    desk.model(message)
    desk.store.conversations.purge([message.conversation_id])
    desk.model(message)
    assert desk.notes() == []


def test_of_a_conversation_taken_off_the_record_meanwhile_nothing_is_noted(desk: Desk) -> None:
    message = desk.author.begins(SMALL_TALK)
    desk.store.conversations.set_off_the_record(message.conversation_id, True)
    desk.model(message)
    assert desk.notes() == []


def test_what_was_dropped_is_counted(desk: Desk) -> None:
    desk.model(desk.author.begins(SMALL_TALK), reader=Reader(about="sister Carola"))
    assert desk.store.claims.dropped() == {"ungrounded": 1}
