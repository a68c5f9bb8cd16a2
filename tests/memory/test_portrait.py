"""The portrait says what was told, cites it, follows it, and is its owner's once they edit it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobState, LinkKind, Note, NoteKind, NoteStatus
from companion.memory.observe import write_notes
from companion.memory.portrait import Portrait, Section, talks
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk

TOLD = (
    "My name is Tom.",
    "I live in Porto.",
    "I work as a nurse.",
    "I have a cat called Miso.",
    "My sister Ada plays the tuba.",
    "I love climbing in the hills.",
    "I'm a morning person.",
    "Please answer in short sentences.",
)
Refresh = Callable[[], int]
Tell = Callable[..., None]


@pytest.fixture
def tell(store: Store, author: Author, clock: FixedClock) -> Tell:
    """Says things, each in a conversation of its own, and has the rules write notes of them."""

    def tell(*texts: str) -> None:
        for text in texts:
            write_notes(author.begins(text), store, None, clock, lambda work: work())

    return tell


@pytest.fixture
def refresh(store: Store, clock: FixedClock) -> Refresh:
    """Runs the job; gives how many notes it has changed."""

    def refresh() -> int:
        clock.advance(timedelta(minutes=1))
        run = store.runs.begin("portrait", clock.now(), clock.now())
        for step in Portrait().steps(Desk(store, run.as_of)):
            run, _ = store.runs.apply(run, step)
        store.runs.end(run, JobState.DONE, clock.now())
        return run.changed

    return refresh


@pytest.fixture
def portrait(store: Store, tell: Tell, refresh: Refresh) -> dict[str, Note]:
    """The portrait of Tom."""
    tell(*TOLD)
    refresh()
    return sections(store)


def sections(store: Store) -> dict[str, Note]:
    """The active sections, by title."""
    return {note.title: note for note in store.derived.of_kind(NoteKind.PORTRAIT, active=True)}


def texts(store: Store) -> dict[str, str]:
    """What the active sections say, by title."""
    return {title: note.text for title, note in sections(store).items()}


def told(store: Store, text: str) -> Note:
    """The note that says this."""
    (found,) = [it for it in store.notes.find() if it.text == text and it.kind != "episode"]
    return found


# -- what it says ---------------------------------------------------------------------------------


def test_it_quotes_what_was_told(store: Store, portrait: dict[str, Note]) -> None:
    assert texts(store) == {
        Section.LIFE: "Name: “My name is Tom.”\nHome: “I live in Porto.”\n"
        "Work: “I work as a nurse.”\nPet: “I have a cat called Miso.”",
        Section.PEOPLE: "“My sister Ada plays the tuba.”",
        Section.PREFERENCES: "“I love climbing in the hills.”",
        Section.TRAITS: "“I'm a morning person.”",
        Section.WISHES: "“Please answer in short sentences.”",
        Section.TALKS: "Talking since 4 May 2026.",
    }


def test_every_line_that_quotes_cites_the_note(store: Store, portrait: dict[str, Note]) -> None:
    for section in portrait.values():
        cited = store.derived.cited([section.id])[section.id]
        if section.title != Section.TALKS:
            assert sorted(line for _, line in cited) == sorted(section.text.split("\n"))
        for linked in store.notes.detail(section.id).links:
            assert linked.link.kind is LinkKind.SUPPORTS
            assert linked.text in linked.link.reason


def test_with_nothing_new_it_changes_nothing(
    store: Store, portrait: dict[str, Note], refresh: Refresh
) -> None:
    assert refresh() == 0
    assert sections(store) == portrait


def test_it_says_what_is_so_now_and_its_history_what_was(
    store: Store, portrait: dict[str, Note], tell: Tell, refresh: Refresh
) -> None:
    tell("I moved to Lisbon.")
    assert "Porto" not in texts(store)[Section.LIFE], "at once, before any job has run"
    refresh()
    life = sections(store)[Section.LIFE]
    assert "Home: “I moved to Lisbon.”" in life.text
    assert life.id == portrait[Section.LIFE].id
    assert "Porto" in store.notes.detail(life.id).revisions[0].after


def test_what_is_said_of_a_passing_state_or_of_others_is_no_trait(
    store: Store, tell: Tell, refresh: Refresh
) -> None:
    tell("I'm shy about my singing.", "I am patient today.", "I'm curious to see it.")
    tell("I'm a person who was there.", "My brother is stubborn.")
    refresh()
    assert Section.TRAITS not in texts(store)


def test_what_is_hushed_or_only_guessed_is_not_in_it(
    store: Store, tell: Tell, refresh: Refresh, clock: FixedClock
) -> None:
    tell("I live in Porto.", "I work as a nurse.")
    by_hand = {"actor": "user", "reason": "by hand", "now": clock.now()}
    store.notes.change(told(store, "I live in Porto.").id, hushed=True, **by_hand)
    store.notes.change(told(store, "I work as a nurse.").id, status=NoteStatus.SHADOW, **by_hand)
    refresh()
    assert [*texts(store)] == [Section.TALKS]


def test_the_log_tells_since_when_and_what_was_reached() -> None:
    first = datetime(2024, 3, 1, 12, tzinfo=UTC)
    began = [first + timedelta(days=7 * week) for week in range(100)]
    assert talks(began, first + timedelta(days=740)) == [
        "Talking since 1 March 2024.",
        "10 conversations on 3 May 2024.",
        "1 year of talking on 1 March 2025.",
        "100 conversations on 23 January 2026.",
        "2 years of talking on 1 March 2026.",
    ]
    assert talks([], first) == []


@pytest.mark.parametrize("text", ["Call me tomorrow.", "Please call me when you can."])
def test_not_all_that_follows_a_call_me_is_a_name(store: Store, tell: Tell, text: str) -> None:
    tell("My name is Tom.", text)
    assert store.portraits.name()[0] == "Tom"


# -- its owner ------------------------------------------------------------------------------------


def test_what_its_owner_has_edited_no_job_overwrites(
    store: Store, portrait: dict[str, Note], tell: Tell, refresh: Refresh, clock: FixedClock
) -> None:
    life = portrait[Section.LIFE]
    store.notes.change(life.id, actor="user", reason="corrected", now=clock.now(), text="I am Tom.")
    tell("I moved to Lisbon.")
    refresh()
    assert texts(store)[Section.LIFE] == "I am Tom."


def test_what_its_owner_has_put_away_stays_away(
    store: Store, portrait: dict[str, Note], tell: Tell, refresh: Refresh, clock: FixedClock
) -> None:
    life = portrait[Section.LIFE]
    store.notes.set_status(
        [life.id], NoteStatus.ARCHIVED, actor="user", reason="by hand", now=clock.now()
    )
    tell("I moved to Lisbon.")
    refresh()
    assert Section.LIFE not in texts(store)


def test_undone_it_is_what_it_was_and_of_what_is_told_later_it_tells(
    store: Store, portrait: dict[str, Note], tell: Tell, refresh: Refresh, clock: FixedClock
) -> None:
    tell("I moved to Lisbon.")
    refresh()
    run = store.runs.latest(1)[0]
    clock.advance(timedelta(minutes=1))
    store.runs.undo(run.id, clock.now())
    assert "Lisbon" not in texts(store)[Section.LIFE]
    assert refresh() == 0
    tell("I'm allergic to walnuts.")
    refresh()
    assert "walnuts" in texts(store)[Section.LIFE]
    assert "Lisbon" not in texts(store)[Section.LIFE]


def test_all_of_it_can_be_undone(
    store: Store, portrait: dict[str, Note], clock: FixedClock
) -> None:
    store.runs.undo(store.runs.latest(1)[0].id, clock.now())
    assert sections(store) == {}


def test_undone_it_does_not_come_back_by_itself(
    store: Store, portrait: dict[str, Note], tell: Tell, refresh: Refresh, clock: FixedClock
) -> None:
    store.runs.undo(store.runs.latest(1)[0].id, clock.now())
    clock.advance(timedelta(days=1))
    tell("It was raining today.")
    assert refresh() == 0
    tell("I'm allergic to walnuts.")
    refresh()
    assert texts(store).get(Section.LIFE) == "Allergy: “I'm allergic to walnuts.”"


def test_what_changes_while_it_is_written_is_not_quoted(
    store: Store, tell: Tell, clock: FixedClock
) -> None:
    tell(*TOLD)
    run = store.runs.begin("portrait", clock.now(), clock.now())
    steps = Portrait().steps(Desk(store, run.as_of))
    step = next(it for it in steps if any("Porto" in edit.after.text for edit in it.edits))
    tell("I moved to Lisbon.")
    store.runs.apply(run, step)
    assert Section.LIFE not in texts(store)
