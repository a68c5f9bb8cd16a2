"""What was archived long ago is told by the gist of its episode."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus
from companion.memory import folding
from companion.memory.episodes import without
from companion.memory.folding import FOLDED, Folding, undo
from companion.memory.observe import write_notes
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk

LONG = timedelta(days=400)
KITCHEN = (
    "We have painted the kitchen and the walls of the kitchen are green now.",
    "The kitchen has a new floor and the kitchen smells of green paint.",
    "The old floor of the kitchen went to the tip with the old paint.",
    "I dropped a tin of paint on the kitchen floor and the floor was green.",
)
ASIDE = "My bicycle has a puncture."
Fold = Callable[..., int]


@pytest.fixture
def told(store: Store, author: Author, clock: FixedClock) -> dict[str, Note]:
    """An episode about a kitchen, in which a bicycle was mentioned, and the notes of it, by what
    they say; the episode by its kind."""
    message = author.begins(KITCHEN[0])
    write_notes(message, store, None, clock, lambda work: work())
    for text in (*KITCHEN[1:3], ASIDE, KITCHEN[3]):
        message = author.says(text, after=message)
        write_notes(message, store, None, clock, lambda work: work())
    notes = store.notes.find()
    return {"episode" if note.kind is NoteKind.EPISODE else note.text: note for note in notes}


@pytest.fixture
def archive(store: Store, clock: FixedClock) -> Callable[[Note], None]:
    """Puts a note into the archive, as it is now."""

    def archive(note: Note) -> None:
        ids = [note.id]
        now = clock.now()
        store.notes.set_status(ids, NoteStatus.ARCHIVED, actor="sleep", reason="", now=now)

    return archive


@pytest.fixture
def fold(store: Store, clock: FixedClock) -> Fold:
    """Folds what is to be folded so much later; gives how many notes that were."""

    def fold(after: timedelta = LONG) -> int:
        run = store.runs.begin("folding", clock.now() + after, clock.now())
        for step in Folding().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        return dict(run.did).get("folded", 0)

    return fold


def gist(store: Store, told: dict[str, Note]) -> str:
    """What the episode is about, as it is now."""
    return store.notes.detail(told["episode"].id).note.text


def test_a_gist_tells_what_was_archived(
    store: Store, told: dict[str, Note], archive: Callable[[Note], None], fold: Fold
) -> None:
    assert "bicycle" not in gist(store, told), "it is about the kitchen"
    archive(told[ASIDE])
    assert fold() == 1
    assert ASIDE in gist(store, told)
    (linked,) = store.notes.detail(told[ASIDE].id).links
    episode = told["episode"].id
    assert linked.link == Link(told[ASIDE].id, episode, LinkKind.PART_OF, FOLDED)
    assert store.notes.detail(told[ASIDE].id).note.status is NoteStatus.ARCHIVED


def test_it_waits_for_half_a_year(
    store: Store, told: dict[str, Note], archive: Callable[[Note], None], fold: Fold
) -> None:
    archive(told[ASIDE])
    assert fold(folding.AFTER - timedelta(days=1)) == 0
    assert fold(folding.AFTER) == 1


def test_what_is_folded_is_not_folded_again(
    store: Store, told: dict[str, Note], archive: Callable[[Note], None], fold: Fold
) -> None:
    archive(told[ASIDE])
    fold()
    before = gist(store, told)
    assert fold() == 0
    assert gist(store, told) == before


def test_undone_the_gist_is_what_it_was(
    store: Store,
    told: dict[str, Note],
    archive: Callable[[Note], None],
    fold: Fold,
    clock: FixedClock,
) -> None:
    episode = told["episode"]
    archive(told[ASIDE])
    fold()
    run = store.runs.latest(1)[0]
    assert undo(run.id, store, clock.now()).note_ids == (episode.id,)
    detail = store.notes.detail(episode.id)
    assert detail.note == episode
    assert len(detail.sources) == 5
    assert store.notes.detail(told[ASIDE].id).links == ()
    assert fold() == 0, "and is not folded again the next night"


def test_a_gist_tells_it_still_when_the_episode_loses_a_message(
    store: Store,
    told: dict[str, Note],
    archive: Callable[[Note], None],
    fold: Fold,
    clock: FixedClock,
) -> None:
    archive(told[ASIDE])
    fold()
    last = store.notes.detail(told["episode"].id).sources[-1].message_id
    without([last], store, clock.now())
    assert ASIDE in gist(store, told)


def test_what_was_brought_back_is_not_told_before_all_else(
    store: Store,
    told: dict[str, Note],
    archive: Callable[[Note], None],
    fold: Fold,
    clock: FixedClock,
) -> None:
    archive(told[ASIDE])
    fold()
    note_id = told[ASIDE].id
    store.notes.change(note_id, actor="user", reason="", now=clock.now(), status=NoteStatus.ACTIVE)
    assert store.episodes.folded(told["episode"].id) == []


def test_what_rests_on_no_episode_is_left(
    store: Store, author: Author, archive: Callable[[Note], None], fold: Fold
) -> None:
    archive(author.notes("I like tea.", author.begins("I like tea.")))
    assert fold() == 0
