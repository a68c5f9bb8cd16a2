"""Days, weeks and months are told in summaries, each made of what is part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest

from companion.clock import FixedClock
from companion.domain import JobRun, JobState, LinkKind, Note, NoteKind, NoteStatus, Origin
from companion.llm.base import ChatModel
from companion.llm.scripted import ScriptedChatModel
from companion.memory import model_prompt, summariser, telling
from companion.memory.consolidation import Summaries
from companion.memory.folding import undo
from companion.memory.observe import write_notes
from companion.memory.telling import quoted
from companion.store import plain
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author
from tests.desk import Desk
from tests.past import Past, written

DAY = timedelta(days=1)
GARDEN = (
    "We dug a pond in the garden behind the house.",
    "We have two frogs and a heron in the pond now.",
)
WORK = (
    "My boss gave me the new budget for the office.",
    "I bought a printer for the office from the budget.",
)
Sleep = Callable[..., JobRun]
T = TypeVar("T")
Tell = Callable[..., None]


def tells(author: Author, *texts: str) -> None:
    """The person says things in a conversation of their own."""
    store, clock = author.store, author.clock
    message = author.begins(texts[0])
    write_notes(message, store, None, clock, lambda work: work())
    for text in texts[1:]:
        message = author.says(text, after=message)
        write_notes(message, store, None, clock, lambda work: work())


@pytest.fixture
def tell(author: Author) -> Tell:
    """Has the person say things in a conversation of their own."""
    return partial(tells, author)


@pytest.fixture
def sleep(store: Store, clock: FixedClock) -> Sleep:
    """Writes summaries, as of now or so much later."""

    def sleep(after: timedelta = DAY, model: ChatModel | None = None) -> JobRun:
        run = store.runs.begin("summaries", clock.now() + after, clock.now())
        for step in Summaries().steps(Desk(store, run.as_of, model)):
            run, _ = store.runs.apply(run, step)
        return store.runs.end(run, JobState.DONE, clock.now())

    return sleep


@pytest.fixture(scope="module")
def five_weeks(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Two talks on two days of each week, from Monday, 4 May on."""

    def write(author: Author) -> None:
        for week in range(5):
            for day in range(2):
                fence = f"The {week}th fence of the garden was painted green on day {day}."
                tells(author, *GARDEN, fence)
                tells(author, *WORK, f"The office bought {week + 3} chairs and {day + 2} tables.")
                author.clock.advance(DAY)
            author.clock.advance(5 * DAY)

    return written(tmp_path_factory.mktemp("months") / "home", write)


@pytest.fixture
def months(five_weeks: Past, store: Store, clock: FixedClock) -> None:
    """These five weeks were told."""
    five_weeks.put_into(store, clock)


def summaries(store: Store, sort: str = "") -> list[Note]:
    """What was written, oldest first."""
    notes = [it for it in store.notes.find(limit=10_000) if it.kind is NoteKind.SUMMARY]
    return sorted(
        (it for it in notes if not sort or it.tags == (sort,)), key=lambda it: it.valid_from
    )


def parts(store: Store, note: Note) -> list[Note]:
    """What a note is linked to as its parts."""
    return store.summaries.parts([note.id])[note.id]


def state(store: Store) -> list[tuple[object, ...]]:
    """All summaries and what they are made of, whatever their ids."""
    return [
        (it.tags, it.valid_from, it.title, it.text, [part.text for part in parts(store, it)])
        for it in summaries(store)
    ]


def test_a_day_of_several_talks_has_a_summary_of_the_persons_own_sentences(
    store: Store, tell: Tell, sleep: Sleep
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    run = sleep()
    (day,) = summaries(store)
    assert (day.title, day.tags) == ("Monday, 4 May 2026", ("day",))
    assert (day.origin, day.writer, day.model) == (Origin.RULE, telling.WRITER, "")
    assert set(quoted(day.text)) <= {*GARDEN, *WORK}
    assert {"pond", "budget"} <= set(day.text.split()), "it tells of both"
    assert [part.kind for part in parts(store, day)] == [NoteKind.EPISODE] * 2
    assert {it.link.kind for it in store.notes.detail(day.id).links} == {LinkKind.PART_OF}
    assert dict(run.did) == {"written": 1}


def test_what_was_worth_no_note_is_told_only_where_nothing_else_was_said(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    chatter = ("What amazing pictures of flowers!", "Sounds wonderful, such lovely gardens!")
    tell(*GARDEN, *chatter)
    tell(*WORK)
    clock.advance(DAY)
    tell(*chatter)
    tell("The mountains look lovely in the evening.")
    sleep()
    first, second = summaries(store, "day")
    assert not any(it in first.text for it in chatter)
    assert "lovely" in second.text


def test_a_day_that_is_not_over_waits(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*GARDEN)
    tell(*WORK)
    assert sleep(timedelta()).changed == 0
    assert sleep(DAY).changed == 1


def test_what_stands_alone_is_no_summary_and_part_of_the_next_longer_one(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    clock.advance(DAY)
    tell(*WORK)
    sleep(7 * DAY)
    (week,) = summaries(store)
    assert (week.title, week.tags) == ("Week of 4 May 2026", ("week",))
    assert [part.kind for part in parts(store, week)] == [NoteKind.EPISODE] * 2


@pytest.mark.usefixtures("months")
def test_weeks_are_made_of_days_and_months_of_weeks(store: Store, sleep: Sleep) -> None:
    sleep(31 * DAY)
    assert len(summaries(store, "day")) == 10
    assert len(summaries(store, "week")) == 5
    (may,) = summaries(store, "month")
    assert may.title == "May 2026"
    assert [part.title for part in parts(store, may)][:2] == [
        "Week of 4 May 2026",
        "Week of 11 May 2026",
    ]
    said = {
        quote.quote
        for note in store.notes.find(limit=10_000)
        for quote in store.notes.detail(note.id).sources
    }
    for summary in summaries(store):
        told = {line for part in parts(store, summary) for line in telling.told_by(part, store)}
        assert set(summary.text.splitlines()) <= told
        assert set(quoted(summary.text)) <= said


@pytest.mark.usefixtures("months")
def test_a_second_time_nothing_is_left_to_do(store: Store, sleep: Sleep) -> None:
    sleep(31 * DAY)
    before = state(store)
    assert sleep(31 * DAY).changed == 0
    assert state(store) == before


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize("steps", range(1, 6))
def test_cut_short_it_comes_to_the_same_end(
    store: Store, sleep: Sleep, clock: FixedClock, steps: int
) -> None:
    run = store.runs.begin("summaries", clock.now() + 31 * DAY, clock.now())
    cut = Summaries().steps(Desk(store, run.as_of))
    for _, step in zip(range(steps), cut, strict=False):
        run, _ = store.runs.apply(run, step)
    sleep(31 * DAY)
    halfway = state(store)
    for it in store.runs.latest(10):
        undo(it.id, store, clock.now())
    assert summaries(store) == []
    with store.database.write() as session:  # As if nobody had undone it.
        plain.run(session, "DELETE FROM declined")
        plain.run(session, "DELETE FROM job_run")
    sleep(31 * DAY)
    assert state(store) == halfway


def test_undone_what_was_written_is_gone(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    before = store.notes.find()
    undo(sleep().id, store, clock.now())
    assert store.notes.find() == before


def test_undone_it_is_not_written_again_and_what_comes_later_is(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    undo(sleep().id, store, clock.now())
    assert sleep().changed == 0
    clock.advance(DAY)
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    assert [note.tags for note in summaries(store)] == [("day",)]


def test_undone_what_was_told_anew_is_what_it_was(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    before = state(store)
    tell("My bicycle has a puncture in the rear tyre.", "The bicycle shop mends the tyre.")
    run = sleep()
    assert "bicycle" in summaries(store)[0].text
    undo(run.id, store, clock.now())
    assert state(store) == before


def test_what_is_told_of_a_day_later_joins_its_summary(
    store: Store, tell: Tell, sleep: Sleep
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    tell("My bicycle has a puncture in the rear tyre.", "The bicycle shop mends the tyre.")
    assert dict(sleep().did) == {"told anew": 1}
    (day,) = summaries(store)
    assert "bicycle" in day.text
    assert len(parts(store, day)) == 3


# -- what it may not tell -------------------------------------------------------------------------


def statement(store: Store, word: str) -> Note:
    """The note, no episode and no summary, that holds a word."""
    notes = store.notes.find(word)
    (note,) = (it for it in notes if it.kind not in (NoteKind.EPISODE, NoteKind.SUMMARY))
    return note


@pytest.mark.parametrize("status", [NoteStatus.RETIRED, NoteStatus.SUPERSEDED, NoteStatus.HELD])
def test_what_does_not_stand_any_more_is_in_no_summary_from_that_moment_on(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock, status: NoteStatus
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    assert "frogs" in summaries(store)[0].text
    note = statement(store, "frogs")
    store.notes.set_status([note.id], status, actor="user", reason="", now=clock.now())
    assert summaries(store) == [], "nobody sees one that waits to be told anew"
    sleep()
    (day,) = summaries(store)
    assert "frogs" not in day.text
    assert "budget" in day.text


@pytest.mark.usefixtures("months")
def test_what_is_forgotten_is_gone_from_all_summaries_at_once_and_back_when_that_is_undone(
    store: Store, sleep: Sleep, clock: FixedClock
) -> None:
    sleep(31 * DAY)
    before = state(store)
    assert "frogs" in before[-1][3]
    trash = Trash(store, clock)
    frogs = [it for it in store.notes.find("frogs", limit=1000) if it.kind is not NoteKind.SUMMARY]
    statements = [it.id for it in frogs if it.kind is not NoteKind.EPISODE]
    deleted, changed = trash.forget_notes(statements)
    told = {it.id for it in summaries(store)}
    assert len(told) == len(before), "each is told without it"
    assert told & set(changed)
    assert not any("frogs" in it.title + it.text for it in summaries(store))
    trash.undo(deleted.id)
    assert state(store) == before


def test_a_summary_of_which_nothing_is_left_goes_with_what_it_told(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    trash = Trash(store, clock)
    for conversation in store.conversations.find():
        trash.delete_conversation(conversation.id)
    assert store.notes.find() == []
    for _ in trash.purge(everything=True):
        pass
    assert store.summaries.without_words() == []


def test_a_summary_that_is_forgotten_is_not_written_again(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    (day,) = summaries(store)
    trash = Trash(store, clock)
    trash.forget_notes([day.id])
    for _ in trash.purge(everything=True):
        pass
    assert sleep().changed == 0
    assert "frogs" in " ".join(it.text for it in store.notes.find("frogs"))


def test_what_changes_while_a_summary_is_made_is_not_told(
    store: Store, tell: Tell, clock: FixedClock
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    run = store.runs.begin("summaries", clock.now() + DAY, clock.now())
    steps = Summaries().steps(Desk(store, run.as_of))
    step = next(steps)
    assert "frogs" in step.edits[0].after.text
    Trash(store, clock).forget_notes([statement(store, "frogs").id])
    store.runs.apply(run, step)
    assert summaries(store) == []


def test_no_revision_keeps_its_words(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    (day,) = summaries(store)
    kept = store.notes.detail(day.id).revisions
    assert kept
    assert not any("garden" in it.after for it in kept)


# -- what it may not do ---------------------------------------------------------------------------


def test_it_is_told_by_nothing_that_recall_chooses_from(
    store: Store, tell: Tell, sleep: Sleep
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    (day,) = summaries(store)
    read = store.candidates
    assert day.id not in [note_id for note_id, _ in read.notes_with_words("garden pond", 10)]
    assert day.id not in read.rests([day.id], [])
    assert day.id not in (read.everything(1000) or [])
    assert day.id not in read.true_between(day.valid_from, day.valid_from + DAY, 100)
    assert day.id not in [note.id for note in store.claims.holding("garden pond", 100)]
    assert day.id not in [note.id for note in store.embeddings.missing_notes("any", 100)]
    assert day.id not in [
        one for tie in read.ties([it.id for it in parts(store, day)], 9) for one in tie
    ]
    assert day in store.notes.find("budget"), "who looks for it finds it"


def test_it_does_not_fade(store: Store, tell: Tell, sleep: Sleep) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep()
    (day,) = summaries(store)
    assert day not in store.reviews.at_rest("", [day.updated_at + 9 * DAY] * 10, 1000)


# -- in the words of the model --------------------------------------------------------------------


@pytest.fixture
def able(store: Store, model: ScriptedChatModel, clock: FixedClock) -> ScriptedChatModel:
    """A model that was found able to write."""
    store.studies.put_score(model.info.name, model_prompt.WRITER, 1.0, clock.now())
    return model


SHORTER = "We dug a pond in the garden."


def test_an_able_model_says_it_shorter_and_what_was_not_said_is_dropped(
    store: Store, tell: Tell, sleep: Sleep, able: ScriptedChatModel
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    able.replies = [f"- {SHORTER}\nWe have three frogs in the pond.\nMy boss is kind."]
    run = sleep(model=able)
    assert dict(run.did) == {"written": 1, "told by the model": 1}
    (day,) = summaries(store)
    assert day.text == SHORTER
    assert (day.origin, day.writer) == (Origin.MODEL, summariser.WRITER)
    assert day.model == able.info.name


def test_where_nothing_it_says_holds_the_rules_have_the_word(
    store: Store, tell: Tell, sleep: Sleep, able: ScriptedChatModel
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    able.replies = ["The user talked about many things."]
    sleep(model=able)
    (day,) = summaries(store)
    assert (day.origin, day.writer) == (Origin.RULE, telling.WRITER)
    assert "pond" in day.text


def test_it_is_asked_but_once_about_the_same(
    store: Store, tell: Tell, sleep: Sleep, able: ScriptedChatModel
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    able.replies = [SHORTER, "There is no second answer."]
    sleep(model=able)
    assert sleep(model=able).changed == 0
    tell("My bicycle has a puncture in the rear tyre.", "The bicycle shop mends the tyre.")
    able.replies = ["My bicycle has a puncture."]
    assert dict(sleep(model=able).did) == {"told anew": 1, "told by the model": 1}


def test_a_model_that_was_not_found_able_is_not_asked(
    store: Store, tell: Tell, sleep: Sleep, model: ScriptedChatModel
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    sleep(model=model)
    assert summaries(store)[0].origin is Origin.RULE


def test_what_is_forgotten_is_gone_from_the_models_words_too(
    store: Store, tell: Tell, sleep: Sleep, clock: FixedClock, able: ScriptedChatModel
) -> None:
    tell(*GARDEN)
    tell(*WORK)
    able.replies = [SHORTER]
    sleep(model=able)
    Trash(store, clock).forget_notes([statement(store, "dug").id])
    (day,) = summaries(store)
    assert day.origin is Origin.RULE
    assert "garden" not in day.text
