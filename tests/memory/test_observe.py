"""From a message to its stored notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import LinkKind, Message, NoteDetail, NoteKind, NoteStatus, Origin
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.observe import write_notes
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author

FACT = "I moved to Porto in May"
Write = Callable[[Message], list[NoteDetail]]


@pytest.fixture
def write(store: Store, clock: FixedClock) -> Write:
    """Writes the notes of a message, storing them at once."""
    encoders = ScriptedEncoders()
    return lambda message: list(
        write_notes(message, store, encoders, clock, lambda work: work()).notes
    )


def told(details: list[NoteDetail]) -> list[str]:
    """The texts of the notes that are no episodes."""
    return [d.note.text for d in details if d.note.kind is not NoteKind.EPISODE]


def test_a_message_becomes_part_of_an_episode_and_what_it_tells(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    message = author.begins(f"Hello! {FACT}. And you?")
    (fact,) = write(message)
    episode = store.episodes.of_messages([message.id])[message.id]
    assert (episode.note.kind, episode.note.title) == (NoteKind.EPISODE, FACT)
    assert (fact.note.kind, fact.note.text) == (NoteKind.EVENT, f"{FACT}.")
    assert fact.note.importance > episode.note.importance
    for detail in (episode, fact):
        assert detail.note.origin is Origin.RULE
        assert detail.note.recorded_at == clock.now()
        (source,) = detail.sources
        assert source.message_id == message.id
        assert source.quote == message.text[source.start : source.end]
        (revision,) = store.notes.detail(detail.note.id).revisions
        assert revision.before == ""
    fingerprint = ScriptedEncoders().embedder.fingerprint
    assert store.embeddings.ids(fingerprint) == {message.id, fact.note.id}


def test_without_encoders_notes_are_written_without_vectors(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins(FACT)
    assert told(list(write_notes(message, store, None, clock, lambda work: work()).notes)) == [FACT]
    assert len(store.embeddings.missing_notes("any", 9)) == 1
    assert store.embeddings.missing_messages("any", 9) == [message]


def test_observing_again_changes_nothing(write: Write, author: Author, store: Store) -> None:
    message = author.begins(FACT)
    write(message)
    before = store.notes.find()
    assert write(message) == []
    assert store.notes.find() == before
    assert store.conversations.unobserved() == []


def test_a_message_that_tells_nothing_is_done_with_too(
    write: Write, author: Author, store: Store
) -> None:
    assert write(author.begins("  ")) == []
    assert store.conversations.unobserved() == []


def test_what_is_said_twice_is_one_note_with_both_sources(
    write: Write, author: Author, store: Store
) -> None:
    first, second = author.begins(FACT), author.begins(f"Again! {FACT.upper()}")
    write(first)
    assert told(write(second)) == [FACT]
    (note,) = [note for note in store.notes.find() if note.kind is not NoteKind.EPISODE]
    sources = store.notes.detail(note.id).sources
    assert [source.message_id for source in sources] == [first.id, second.id]
    assert [source.quote for source in sources] == [FACT, FACT.upper()]
    # What was said stands as it was said, twice.
    assert len(store.notes.find()) == 3


def test_what_is_said_twice_in_one_message_is_one_note(write: Write, author: Author) -> None:
    assert told(write(author.begins(f"{FACT}. {FACT}."))) == [f"{FACT}."]


def test_a_note_out_of_use_is_not_added_to(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    details = write(author.begins(FACT))
    for detail in details:
        store.notes.set_status(
            [detail.note.id], NoteStatus.ARCHIVED, actor="user", reason="test", now=clock.now()
        )
    ids = {detail.note.id for detail in details}
    assert ids.isdisjoint(detail.note.id for detail in write(author.begins(FACT)))


def test_a_message_that_was_purged_in_the_meantime_leaves_nothing(
    write: Write, author: Author, store: Store
) -> None:
    message = author.begins(FACT)
    store.conversations.purge([message.conversation_id])
    assert write(message) == []
    assert store.notes.find() == []


def test_a_message_of_a_deleted_conversation_waits_for_its_return(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    message = author.begins(FACT)
    store.conversations.set_deleted(message.conversation_id, clock.now())
    assert write(message) == []
    assert store.notes.find() == []
    store.conversations.set_deleted(message.conversation_id, None)
    assert store.conversations.unobserved() == [message]
    assert told(write(message)) == [FACT]


# -- what was forgotten ---------------------------------------------------------------------------


def forget(store: Store, details: list[NoteDetail], clock: FixedClock) -> None:
    """Forget notes for good."""
    trash = Trash(store, clock)
    trash.forget_notes([detail.note.id for detail in details])
    list(trash.purge(everything=True))


def test_words_forgotten_after_they_were_said_do_not_come_back(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    seen, late = author.begins(FACT), author.begins(FACT.upper())
    details = write(seen)
    clock.advance(timedelta(hours=1))
    forget(store, details, clock)
    assert write(late) == []
    assert store.notes.find() == []


def test_nor_do_they_come_back_within_an_episode(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    seen = author.begins(f"{FACT}.")
    late = author.begins(f"Yes! {FACT}. I work at a bakery.")
    details = write(seen)
    forget(store, details, clock)
    assert told(write(late)) == ["I work at a bakery."]
    assert [note.text for note in store.notes.find()] == ["I work at a bakery."]


def test_words_said_anew_may_be_kept(
    write: Write, author: Author, store: Store, clock: FixedClock
) -> None:
    details = write(author.begins(FACT))
    forget(store, details, clock)
    clock.advance(timedelta(seconds=1))
    assert told(write(author.begins(FACT))) == [FACT]
    assert len(store.notes.find()) == 2


# -- what was known before ------------------------------------------------------------------------

Talk = Callable[..., Message]


@pytest.fixture
def talk(write: Write, author: Author) -> Talk:
    """Says one thing after the other, each observed and replied to; gives the last message."""

    def say(*texts: str) -> Message:
        message = author.begins(texts[0])
        write(message)
        for text in texts[1:]:
            message = author.says(text, author.replies("I see.", message))
            write(message)
        return message

    return say


def statuses(store: Store) -> dict[str, NoteStatus]:
    """The status of every note that is no episode, by text."""
    return {n.text: n.status for n in store.notes.find() if n.kind is not NoteKind.EPISODE}


def kept(store: Store, text: str) -> NoteDetail:
    """The note with this text that is no episode."""
    (note,) = [n for n in store.notes.find() if n.text == text and n.kind is not NoteKind.EPISODE]
    return store.notes.detail(note.id)


NEWS = [
    ("I live in Porto.", "I moved to Lisbon.", "home: Porto → Lisbon"),
    ("I work at a bakery.", "I started a new job as a nurse.", "work: a bakery → a nurse"),
    ("I'm dating Ana.", "I'm dating Maria now.", "partner: Ana → Maria"),
    ("I work at a bakery.", "I quit my job.", "work: no more"),
    ("I own a red bicycle.", "I sold my bicycle.", "no more: bicycl"),
    ("I play tennis on Mondays.", "I gave up tennis.", "no more: tenni"),
    ("We booked a trip to Rome in June.", "We cancelled the trip to Rome.", "no more: rome, trip"),
]


@pytest.mark.parametrize(("before", "news", "why"), NEWS, ids=[news for _, news, _ in NEWS])
def test_news_supersede_what_was_so_before(
    talk: Talk, store: Store, before: str, news: str, why: str
) -> None:
    said = talk(before, news)
    old, new = kept(store, before), kept(store, news)
    assert (old.note.status, old.note.valid_to) == (NoteStatus.SUPERSEDED, said.created_at)
    assert (new.note.status, new.note.valid_from) == (NoteStatus.ACTIVE, said.created_at)
    assert [(r.actor, r.reason) for r in old.revisions[1:]] == [("observe", why)]
    ((link, text),) = [(it.link, it.text) for it in old.links]
    assert (link.note_id, link.to_id, link.kind) == (new.note.id, old.note.id, LinkKind.UPDATES)
    assert text == news
    assert [it.link for it in new.links] == [link]


def test_the_news_of_others_leave_mine_alone(talk: Talk, store: Store) -> None:
    talk("I work at a bakery.", "My sister Ada started a new job as a nurse.")
    assert set(statuses(store).values()) == {NoteStatus.ACTIVE}
    talk("My sister is a teacher now.")
    ended = [text for text, status in statuses(store).items() if status is NoteStatus.SUPERSEDED]
    assert ended == ["My sister Ada started a new job as a nurse."]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("My neighbour Anna bakes bread.", "I meant Ana, not Anna."),
        ("My neighbour Anna bakes bread.", "Sorry, it's Ana, not Anna."),
        ("I work at a bakery.", "I meant the brewery, not the bakery."),
    ],
)
def test_a_correction_supersedes_what_was_wrong(
    talk: Talk, store: Store, wrong: str, right: str
) -> None:
    said = talk(wrong, right)
    detail = kept(store, wrong)
    assert (detail.note.status, detail.note.valid_to) == (NoteStatus.SUPERSEDED, said.created_at)
    assert detail.revisions[-1].reason == "you corrected it"


def test_a_joke_admitted_in_the_next_message_is_retired(talk: Talk, store: Store) -> None:
    talk("I own a red bicycle.", "I bought the town hall.", "Just kidding!")
    assert statuses(store) == {
        "I own a red bicycle.": NoteStatus.ACTIVE,
        "I bought the town hall.": NoteStatus.RETIRED,
    }
    assert kept(store, "I bought the town hall.").revisions[-1].reason == "you took it back"


def test_what_is_to_be_forgotten_is_retired_and_nothing_else(talk: Talk, store: Store) -> None:
    talk("I own a red bicycle.", "I play tennis.", "Forget what I said about my bicycle.")
    talk("Hello.")
    found = statuses(store)
    assert found["I own a red bicycle."] is NoteStatus.RETIRED
    assert found["I play tennis."] is NoteStatus.ACTIVE


def test_news_observed_again_change_nothing_more(
    talk: Talk, author: Author, store: Store, clock: FixedClock
) -> None:
    first = talk("I live in Porto.")
    news = author.says("I moved to Lisbon. Do you like it?", first)

    def observe() -> tuple[str, ...]:
        return write_notes(news, store, None, clock, lambda work: work()).changed

    old = kept(store, "I live in Porto.")
    assert observe() == (old.note.id,)
    before = [store.notes.detail(note.id) for note in store.notes.find()], store.claims.dropped()
    clock.advance(timedelta(days=1))
    assert observe() == ()
    after = [store.notes.detail(note.id) for note in store.notes.find()], store.claims.dropped()
    assert after == before


def test_sentences_that_make_no_note_are_counted_by_reason(talk: Talk, store: Store) -> None:
    talk("What is your name? Write me a poem. I live in Porto.", "Do you like tea?")
    talk("If I had a boat, I would sail to Rome.")
    assert store.claims.dropped() == {"question": 2, "request": 1, "hypothetical": 1}


def test_what_its_owner_put_away_meanwhile_is_left_alone(
    talk: Talk, store: Store, clock: FixedClock
) -> None:
    talk("I live in Porto.")
    note = kept(store, "I live in Porto.").note
    store.notes.set_status(
        [note.id], NoteStatus.ARCHIVED, actor="user", reason="test", now=clock.now()
    )
    before = store.notes.detail(note.id)
    ended = replace(note, status=NoteStatus.SUPERSEDED, valid_to=clock.now())
    assert not store.claims.apply(
        ended, note.id, LinkKind.UPDATES, "late", actor="observe", message_id="", now=clock.now()
    )
    assert store.notes.detail(note.id) == before
    talk("I moved to Lisbon.")
    assert store.notes.detail(note.id) == before


def test_what_else_a_note_tells_stays_when_one_thing_of_it_ends(
    write: Write, author: Author, store: Store
) -> None:
    (old,) = write(author.begins("I live in Lisbon with my dog Biscuit."))
    write(author.begins("I moved to Porto."))
    note = store.notes.detail(old.note.id).note
    assert note.status is NoteStatus.ACTIVE
    assert {claim.value for claim in note.claims if claim.ended_at is not None} == {"Lisbon"}
