"""What replies conclude from several memories is kept, once two of them came to the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobState, Message, Note, NoteKind, NoteStatus, RecalledNote
from companion.memory.folding import undo
from companion.memory.post_thinking import conclusions
from companion.memory.reflection import Reflection
from companion.store.reflections import Answer
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.desk import Desk

TOLD = ("I sleep badly.", "I drink coffee late at night.", "My sister Ulla visits in June.")
TOGETHER = "You sleep badly, and you drink coffee late at night."
KEPT = "I sleep badly, and I drink coffee late at night."
DAY = timedelta(days=1)
Reply = Callable[..., Message]
Sleep = Callable[[], int]


@pytest.fixture
def notes(author: Author) -> list[Note]:
    return [author.notes(text, author.begins(text)) for text in TOLD]


@pytest.fixture
def reply(store: Store, author: Author, clock: FixedClock, notes: list[Note]) -> Reply:
    """Has a reply, a day after the last, say something, given all notes, of which it used some."""

    def reply(text: str = TOGETHER, used: tuple[int, ...] = (0, 1)) -> Message:
        clock.advance(DAY)
        said = author.replies(text, author.begins("Why am I tired?"))
        store.recalled.add(said.id, [RecalledNote(it, 1.0, "", ()) for it in notes])
        store.reviews.decide({said.id: {notes[at].id for at in used}})
        return said

    return reply


@pytest.fixture
def sleep(store: Store, clock: FixedClock) -> Sleep:
    """Runs the job; gives how many notes it has changed."""

    def sleep() -> int:
        clock.advance(timedelta(hours=1))
        run = store.runs.begin("reflection", clock.now(), clock.now())
        for step in Reflection().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        store.runs.end(run, JobState.DONE, clock.now())
        return run.changed

    return sleep


def kept(store: Store) -> list[tuple[str, NoteStatus]]:
    return [(it.text, it.status) for it in store.derived.of_kind(NoteKind.INSIGHT)]


def concluded(author: Author, notes: list[Note], text: str) -> list[str]:
    """What is concluded of a reply that used all notes."""
    said = author.replies(text, author.begins("Why?"))
    return [one.text for one in conclusions(Answer(said, tuple(notes)))]


# -- what a conclusion is -------------------------------------------------------------------------


def test_what_joins_two_memories_is_one(author: Author, notes: list[Note]) -> None:
    assert concluded(author, notes, f"Let me think. {TOGETHER}") == [KEPT]


@pytest.mark.parametrize(
    "text",
    [
        "You sleep badly.",
        "You sleep badly, so you drink coffee late at night.",
        "You sleep badly because you drink coffee late at night.",
        "You sleep badly, and you drink tea late at night.",
        "You sleep badly, and you never drink coffee.",
        "You sleep badly, and your brother visits in June.",
        "Do you sleep badly, and do you drink coffee late at night?",
        "It seems you sleep badly, and you drink coffee late at night.",
        "You sleep badly, and you should drink no coffee late at night.",
    ],
)
def test_what_says_no_more_or_too_much_is_none(
    author: Author, notes: list[Note], text: str
) -> None:
    assert concluded(author, notes, text) == []


# -- what becomes of it ---------------------------------------------------------------------------


def test_it_waits_in_the_shadow_until_another_day_comes_to_the_same(
    store: Store, reply: Reply, sleep: Sleep, notes: list[Note]
) -> None:
    reply()
    sleep()
    assert kept(store) == [(KEPT, NoteStatus.SHADOW)]
    (insight,) = store.derived.of_kind(NoteKind.INSIGHT)
    cited = store.derived.cited([insight.id])[insight.id]
    assert {note_id for note_id, _ in cited} == {notes[0].id, notes[1].id}
    assert sleep() == 0, "of the same reply"
    reply("You drink coffee late at night; you sleep badly.")
    sleep()
    assert kept(store) == [(KEPT, NoteStatus.ACTIVE)]


def test_what_it_did_not_use_is_no_ground(store: Store, reply: Reply, sleep: Sleep) -> None:
    reply(used=(0, 2))
    sleep()
    assert kept(store) == []


def test_off_the_record_nothing_is_kept(store: Store, reply: Reply, sleep: Sleep) -> None:
    store.conversations.set_off_the_record(reply().conversation_id, True)
    assert sleep() == 0


def test_it_is_retired_with_what_it_rests_on(
    store: Store, reply: Reply, sleep: Sleep, notes: list[Note], clock: FixedClock
) -> None:
    reply()
    sleep()
    ids = [notes[0].id]
    store.notes.set_status(ids, NoteStatus.SUPERSEDED, actor="observe", reason="", now=clock.now())
    assert kept(store) == [(KEPT, NoteStatus.RETIRED)]


def test_what_is_forgotten_takes_it_along(
    store: Store, reply: Reply, sleep: Sleep, notes: list[Note], clock: FixedClock
) -> None:
    reply()
    sleep()
    Trash(store, clock).forget_notes([notes[0].id])
    assert kept(store) == []


def test_undone_it_is_gone_and_does_not_come_back(
    store: Store, reply: Reply, sleep: Sleep, clock: FixedClock
) -> None:
    reply()
    sleep()
    undo(store.runs.latest(1)[0].id, store, clock.now())
    assert kept(store) == []
    reply()
    assert sleep() == 0
