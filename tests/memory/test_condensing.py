"""Old talk is told by its gist and by what was noted; the rest is found through these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import JobRun, JobState, Message, NoteKind, Recall, RecalledNote
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.condensing import HORIZON, OF_LATE, Condensing
from companion.memory.folding import undo
from companion.memory.observe import write_notes
from companion.memory.recall import recall
from companion.memory.relevance import cohort_centre
from companion.store.store import Store
from tests.author import Author
from tests.desk import Desk

SAID = (
    "I bought a green kettle at the market on the hill behind the old harbour.",
    "So the green kettle from the market on the hill behind the old harbour is mine.",
    "The green kettle was at the market on the hill behind the old harbour.",
    "And the market on the hill behind the old harbour has another green kettle.",
)
ASIDE = "The ferry was late again."
Sleep = Callable[[], JobRun]
Ask = Callable[[str], Recall]


@pytest.fixture
def talk(indexed: Store, author: Author, clock: FixedClock) -> list[Message]:
    """One episode in which the same is said over and over, and one thing besides."""
    encoders = ScriptedEncoders()
    messages = [author.begins(SAID[0])]
    for text in (*SAID[1:], ASIDE):
        messages.append(author.says(text, after=messages[-1]))
    for message in messages:
        write_notes(message, indexed, encoders, clock, lambda work: work())
    return messages


@pytest.fixture
def sleep(indexed: Store, clock: FixedClock) -> Sleep:
    """Condenses what is old by now."""

    def sleep() -> JobRun:
        run = indexed.runs.begin("condensing", clock.now(), clock.now())
        desk = Desk(indexed, clock.now(), encoders=ScriptedEncoders())
        for step in Condensing().steps(desk):
            run, _ = indexed.runs.apply(run, step)
        indexed.sync_index()
        return indexed.runs.end(run, JobState.DONE, clock.now())

    return sleep


@pytest.fixture
def ask(indexed: Store, clock: FixedClock) -> Ask:
    """Recalls with plenty of room and time."""
    encoders = ScriptedEncoders()

    def ask(query: str) -> Recall:
        return recall(
            query,
            store=indexed,
            encoders=encoders,
            cohort=cohort_centre(encoders.embedder),
            now=clock.now().astimezone(),
            token_budget=1000,
            time_budget_ms=1000.0,
            count_tokens=lambda text: len(text.split()),
            monotonic=lambda: 0.0,
        )

    return ask


def held(store: Store, messages: list[Message]) -> list[str]:
    """Those of these messages that the index holds."""
    assert store.index is not None
    known = store.index.ids()
    assert known == store.embeddings.ids(store.fingerprint)
    return [message.text for message in messages if message.id in known]


def test_of_an_old_talk_the_index_keeps_what_nothing_else_tells(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    assert dict(sleep().did) == {"condensed": 1}
    kept = held(indexed, talk)
    assert ASIDE in kept
    assert 0 < len([text for text in kept if text in SAID]) < len(SAID)
    assert all(indexed.conversations.message(it.id).text == it.text for it in talk)


def test_a_second_time_nothing_is_left_to_do(
    talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    sleep()
    assert dict(sleep().did) == {}


def test_what_is_withheld_is_found_by_its_words_and_by_its_episode(
    indexed: Store, talk: list[Message], sleep: Sleep, ask: Ask, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    query = "Where is the green kettle from?"
    before = ask(query)
    sleep()
    after = ask(query)
    assert [it.text for it in after.items] == [it.text for it in before.items] != []
    gone = [it.id for it in talk if it.text not in held(indexed, talk)]
    assert indexed.condensed.behind([talk[-1].id]) == gone


def test_young_talk_is_left(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON - timedelta(days=1))
    assert dict(sleep().did) == {}
    assert len(held(indexed, talk)) == len(talk)


def test_what_was_asked_for_of_late_is_left_until_it_no_longer_is(
    talk: list[Message],
    indexed: Store,
    author: Author,
    sleep: Sleep,
    clock: FixedClock,
) -> None:
    clock.advance(HORIZON)
    reply = author.replies("Green.", after=author.begins("What colour is my kettle?"))
    part = indexed.episodes.of_messages([talk[0].id])[talk[0].id]
    indexed.recalled.add(reply.id, [RecalledNote(part.note, 1.0, "", part.sources)])
    assert dict(sleep().did) == {}
    clock.advance(OF_LATE + timedelta(days=1))
    assert dict(sleep().did) == {"condensed": 1}


def test_pinned_talk_is_left(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    episode = indexed.episodes.holding([talk[0].id])[0]
    assert episode.kind is NoteKind.EPISODE
    indexed.episodes.put(replace(episode, pinned=True), talk, clock.now())
    clock.advance(HORIZON + timedelta(days=1))
    assert dict(sleep().did) == {}


def test_undone_the_index_holds_all_of_it_again_and_it_stays_so(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    run = sleep()
    undo(run.id, indexed, clock.now())
    indexed.sync_index()
    assert len(held(indexed, talk)) == len(talk)
    assert dict(sleep().did) == {}


def test_an_index_that_is_built_anew_holds_as_much(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    sleep()
    before = held(indexed, talk)
    indexed.rebuild_index()
    assert held(indexed, talk) == before


def test_forgetting_a_talk_leaves_nothing_of_it_behind(
    indexed: Store, talk: list[Message], sleep: Sleep, clock: FixedClock
) -> None:
    clock.advance(HORIZON + timedelta(days=1))
    sleep()
    episode = indexed.episodes.holding([talk[0].id])[0]
    indexed.purge_notes([episode.id])
    assert indexed.condensed.behind([it.id for it in talk]) == []
