"""From a query to the notes that answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from companion.clock import FixedClock
from companion.domain import LinkKind, Message, Note, NoteKind, NoteStatus, Recall, RecalledNote
from companion.encoders.scripted import OverlapReranker, ScriptedEncoders
from companion.memory.episodes import hear_reply
from companion.memory.observe import write_notes
from companion.memory.query import understand
from companion.memory.recall import MOST, recall, uncovered
from companion.memory.relevance import cohort_centre
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author

DOG = "I have a dog called Biscuit"
BAKERY = "My sister works at a bakery"
Ask = Callable[..., Recall]


class CountingReranker(OverlapReranker):
    """Keeps what it has read."""

    def __init__(self) -> None:
        self.passages: list[str] = []

    @property
    def read(self) -> int:
        return len(self.passages)

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        self.passages += passages
        return super().score(query, passages)


@pytest.fixture
def reranker() -> CountingReranker:
    """Tells which passages it was given."""
    return CountingReranker()


@pytest.fixture
def ask(indexed: Store, reranker: CountingReranker, clock: FixedClock) -> Ask:
    """Recalls with plenty of tokens and time, where nothing else is said."""
    encoders = ScriptedEncoders(reranker=reranker)
    usual = {
        "store": indexed,
        "encoders": encoders,
        "cohort": cohort_centre(encoders.embedder),
        "token_budget": 1000,
        "time_budget_ms": 1000.0,
        "count_tokens": lambda text: len(text.split()),
        "monotonic": lambda: 0.0,
        "now": clock.now().astimezone(),
    }

    def ask(query: str, **changes: object) -> Recall:
        indexed.sync_index()
        return recall(query, **{**usual, **changes})  # type: ignore[arg-type]

    return ask


@pytest.fixture
def said(indexed: Store, author: Author) -> dict[str, Message]:
    """A few things were said and noted, each in a conversation of its own."""
    texts = (DOG, BAKERY, "I like green tea", "We moved to Porto in May")
    messages = {text: author.begins(text) for text in texts}
    author.writes([(text, [message]) for text, message in messages.items()], embedded=True)
    return messages


def texts(answer: Recall) -> list[str]:
    """What was recalled, best first."""
    return [item.note.text for item in answer.items]


def noted(store: Store, text: str) -> Note:
    """The note with this text."""
    return next(note for note in store.notes.find() if note.text == text)


def change(store: Store, text: str, clock: FixedClock, **fields: object) -> None:
    """Change the note with this text."""
    note = noted(store, text)
    store.notes.change(note.id, actor="user", reason="test", now=clock.now(), **fields)


# -- what is found --------------------------------------------------------------------------------


def test_the_note_that_answers_is_recalled_with_its_source_and_why(
    ask: Ask, said: dict[str, Message]
) -> None:
    answer = ask("what's my dog called?")
    (item,) = answer.items
    assert item.note.text == DOG
    assert [source.message_id for source in item.sources] == [said[DOG].id]
    assert "dog" in item.why
    assert 0.0 < item.score <= 1.0
    assert answer.query == "what's my dog called?"


@pytest.mark.parametrize(
    "query", ["Hello!", "Tell me about quantum physics", "thanks", "?", "", "\x00", "🙂"]
)
def test_no_answer_is_an_answer(ask: Ask, said: dict[str, Message], query: str) -> None:
    assert ask(query).items == ()


def test_the_best_answer_is_first(ask: Ask, said: dict[str, Message], author: Author) -> None:
    author.notes("A dog", author.begins("A dog"), embedded=True)
    assert texts(ask("Is my dog called Biscuit?"))[0] == DOG


def test_without_encoders_words_are_enough(ask: Ask, said: dict[str, Message]) -> None:
    alone = {"encoders": None, "cohort": None}
    assert texts(ask("where does my sister work?", **alone)) == [BAKERY]
    assert texts(ask("do I have a dog?", **alone)) == [DOG]
    assert ask("Tell me about physics", **alone).items == ()


def test_an_index_that_knows_a_purged_note_does_not_bring_it_back(
    ask: Ask, said: dict[str, Message], indexed: Store, clock: FixedClock
) -> None:
    ask("anything")
    note = noted(indexed, DOG)
    indexed.notes.purge([note.id])
    indexed.embeddings.clear_outbox(10_000)
    assert ask("what's my dog called?").items == ()


# -- budgets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("budget", [0, 5, 6, 11, 12, 17, 100])
def test_the_notes_fit_the_token_budget(
    ask: Ask, said: dict[str, Message], author: Author, budget: int
) -> None:
    for text in ("My dog ate grass", "That dog barks", "The dog next door is nice to me"):
        author.notes(text, author.begins(text), embedded=True)
    answer = ask("What about the dog?", token_budget=budget)
    assert answer.tokens == sum(len(text.split()) for text in texts(answer)) <= budget
    assert bool(answer.items) is (budget > 0)


def test_a_note_too_long_for_the_budget_makes_room_for_a_shorter_one(
    ask: Ask, indexed: Store, author: Author
) -> None:
    author.notes("dog " * 50, author.begins("dog " * 50), embedded=True)
    author.notes("the dog barks", author.begins("the dog barks"), embedded=True)
    assert texts(ask("dog", token_budget=10)) == ["the dog barks"]


def test_there_are_never_more_than_a_handful(ask: Ask, indexed: Store, author: Author) -> None:
    for number in range(MOST + 5):
        author.notes(f"my dog, number {number}", author.begins(f"my dog, number {number}"))
    assert len(ask("which dog?", encoders=None).items) == MOST


def test_the_reranker_reads_while_its_time_lasts(
    ask: Ask, indexed: Store, author: Author, reranker: CountingReranker
) -> None:
    for number in range(MOST):
        text = f"my dog, number {number}"
        author.notes(text, author.begins(text), embedded=True)
    seconds = (tick / 100 for tick in count())
    answer = ask("which dog?", time_budget_ms=65.0, monotonic=lambda: next(seconds))
    assert 1 <= reranker.read <= 3
    assert len(answer.items) == MOST, "what was not reached is judged by its similarity"
    assert answer.elapsed_ms > 0


def test_what_messages_state_is_read_before_all_that_was_said(
    ask: Ask, indexed: Store, author: Author, reranker: CountingReranker
) -> None:
    stated = {f"Guess what? {it}": it for it in ("My dog ate cake.", "My dog ran away.")}
    for text in stated:
        author.notes(text, author.begins(text), kind=NoteKind.EPISODE, embedded=True)
    assert set(texts(ask("what about my dog?"))) == set(stated)
    short, whole = reranker.passages[:2], reranker.passages[2:]
    assert set(short) == set(stated.values())
    assert [stated[text] for text in whole] == short


def test_with_no_time_for_it_the_reranker_is_not_asked(
    ask: Ask, said: dict[str, Message], reranker: CountingReranker
) -> None:
    assert texts(ask("what's my dog called?", time_budget_ms=0.0)) == [DOG]
    assert reranker.read == 0


def test_while_the_talk_goes_on_what_is_like_it_is_read_and_no_question_answered(
    ask: Ask, said: dict[str, Message], reranker: CountingReranker
) -> None:
    talk = "I walked my dog Biscuit. What should I do with him now?"
    assert texts(ask(talk))[0] == DOG
    assert reranker.read == 0


def test_keywords_in_a_search_box_are_read_as_a_question_is(
    ask: Ask, said: dict[str, Message], reranker: CountingReranker
) -> None:
    assert ask("dog").items
    assert not reranker.read, "the talk goes on"
    assert texts(ask("dog", searched=True))[0] == DOG
    assert reranker.read


def test_what_the_companion_said_is_given_only_to_who_wants_it(
    ask: Ask, indexed: Store, author: Author, clock: FixedClock
) -> None:
    told = author.begins("my dog Rex barks at the postman")
    write_notes(told, indexed, ScriptedEncoders(), clock, lambda work: work())
    reply = author.replies("Rex should meet the postman with a biscuit.", after=told)
    hear_reply(reply, indexed, ScriptedEncoders(), lambda work: work())
    asked = "what did you say about Rex and a biscuit?"
    assert reply.text in [item.text for item in ask(asked).items]
    assert reply.text not in [item.text for item in ask(asked, replies=False).items]


# -- what may be brought up -----------------------------------------------------------------------


def test_a_hushed_note_answers_a_question_and_is_not_brought_up_unasked(
    ask: Ask, said: dict[str, Message], indexed: Store, clock: FixedClock
) -> None:
    change(indexed, DOG, clock, hushed=True)
    assert texts(ask("what's my dog Biscuit called?")) == [DOG]
    assert texts(ask("I saw another dog today")) == []


@pytest.mark.parametrize("status", [NoteStatus.ARCHIVED, NoteStatus.FORGOTTEN])
def test_what_is_out_of_use_is_never_recalled(
    ask: Ask, said: dict[str, Message], indexed: Store, clock: FixedClock, status: NoteStatus
) -> None:
    change(indexed, DOG, clock, status=status)
    assert ask("what's my dog Biscuit called?").items == ()
    assert ask("what's my dog Biscuit called?", encoders=None, cohort=None).items == ()


def test_what_the_prompt_holds_anyway_is_left_out(
    ask: Ask, said: dict[str, Message], author: Author
) -> None:
    here = said[DOG]
    assert ask("what's my dog called?", known_messages={here.id}).items == ()
    # Said elsewhere, too, it is worth being told that it was.
    elsewhere = author.begins("Again: my dog is big and brown")
    author.notes("my dog is big and brown", elsewhere, embedded=True)
    assert texts(ask("is my dog big or small?", known_messages={here.id})) == [
        "my dog is big and brown"
    ]


def test_a_note_of_its_owner_needs_no_source(ask: Ask, indexed: Store, author: Author) -> None:
    author.writes([("the dog's vet is Dr. Silva", [])], embedded=True)
    assert texts(ask("who is the vet?", known_messages={"x"})) == ["the dog's vet is Dr. Silva"]


def test_mere_questions_are_no_answers(ask: Ask, indexed: Store, author: Author) -> None:
    question = "what's my dog called?"
    author.notes(question, author.begins(question), kind=NoteKind.EPISODE, embedded=True)
    assert ask("what's my dog called?").items == ()


def test_a_fact_stands_for_the_episode_it_was_told_in(
    ask: Ask, indexed: Store, author: Author
) -> None:
    message = author.begins("The dog barked. My dog is called Biscuit.")
    author.notes(message.text, message, kind=NoteKind.EPISODE, embedded=True)
    assert texts(ask("what's my dog called?")) == [message.text]
    author.notes("My dog is called Biscuit.", message, embedded=True)
    assert texts(ask("what's my dog called?")) == ["My dog is called Biscuit."]


def test_the_same_words_are_recalled_once(ask: Ask, indexed: Store, author: Author) -> None:
    for text in ("my dog barks", "My dog barks"):
        author.notes(text, author.begins(text), kind=NoteKind.EPISODE, embedded=True)
    assert len(ask("does my dog bark? my dog barks").items) == 1


# -- what was, and what is since ------------------------------------------------------------------


def test_what_is_no_longer_so_brings_what_is_since(
    ask: Ask, indexed: Store, author: Author, clock: FixedClock
) -> None:
    old = author.notes("I work at the bank", author.begins("I work at the bank"), embedded=True)
    new = author.notes("I bake bread now", author.begins("I bake bread now"), embedded=True)
    over = replace(old, status=NoteStatus.SUPERSEDED)
    indexed.claims.apply(
        over,
        new.id,
        LinkKind.UPDATES,
        "work",
        actor="observe",
        message_id="",
        now=clock.now(),
    )
    (item,) = ask("do I work at the bank?").items
    assert item.was is not None
    assert (item.note.id, item.was.id) == (new.id, old.id)
    assert [source.quote for source in item.sources] == ["I work at the bank"]
    # Asked for the past, it is given as it was.
    assert old.id in [it.note.id for it in ask("did I use to work at the bank?").items]


# -- a small store --------------------------------------------------------------------------------


def test_while_all_that_is_known_fits_all_of_it_is_given(
    ask: Ask, said: dict[str, Message]
) -> None:
    answer = ask("what's my dog called?", everything=True)
    assert texts(answer) == [DOG]
    assert {item.text for item in answer.beside} == set(said) - {DOG}
    assert ask("what's my dog called?", everything=True, token_budget=10).beside == ()
    assert ask("Hello!", everything=True).beside == ()


# -- repetition annoys ----------------------------------------------------------------------------


def test_what_was_brought_up_often_steps_back_unasked_and_answers_a_question(
    ask: Ask, indexed: Store, author: Author
) -> None:
    often = author.notes("my dog Rex barks", author.begins("my dog Rex barks"), embedded=True)
    author.notes("my dog Max barks", author.begins("my dog Max barks"), embedded=True)
    assert texts(ask("my dog Rex barks again"))[0] == often.text
    for _ in range(5):
        message = author.begins("my dog again")
        reply = author.replies("Good dog.", after=message)
        indexed.recalled.add(reply.id, [RecalledNote(often, 1.0, "")])
    assert texts(ask("one dog barks again"))[0] != often.text
    assert texts(ask("does my dog Rex bark?"))[0] == often.text


def test_a_reply_made_anew_is_given_what_the_first_was(
    ask: Ask, indexed: Store, author: Author
) -> None:
    given = author.notes("my dog Rex barks", author.begins("my dog Rex barks"), embedded=True)
    author.notes("my dog Max barks", author.begins("my dog Max barks"), embedded=True)
    question = author.begins("one dog barks again")
    first = texts(ask(question.text, question_id=question.id))
    for _ in range(5):
        reply = author.replies("Good dog.", after=question)
        indexed.recalled.add(reply.id, [RecalledNote(given, 1.0, "")])
    assert texts(ask(question.text, question_id=question.id)) == first
    assert texts(ask(question.text)) != first


def test_a_second_look_is_for_what_the_first_answer_does_not_speak_of() -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    asked = understand("Where did Ada take me before the exam?", now)
    assert uncovered(asked, ["Ada took me to the sea"]) == "the exam"
    assert uncovered(asked, ["Ada took me to the sea before the exam"]) == ""
    assert uncovered(asked, ["The exam was hard"]) == "Ada"
    assert uncovered(understand("We talked of Ada", now), ["nothing"]) == ""


# -- what was not relevant ------------------------------------------------------------------------


def dismiss(store: Store, author: Author, answer: Recall, question: str) -> None:
    """Say that what was recalled for a question was not relevant."""
    reply = author.replies("Hm.", after=author.begins(question))
    store.recalled.add(reply.id, answer.items)
    embedder = author.embedder
    (vector,) = embedder.embed_queries([question])
    for item in answer.items:
        store.dismissals.add(reply.id, item.item_id, author.clock.now())
        store.dismissals.put_vector(reply.id, item.item_id, embedder.fingerprint, vector)


def test_what_was_not_relevant_is_not_recalled_for_a_like_question(
    ask: Ask, said: dict[str, Message], indexed: Store, author: Author
) -> None:
    question = "what's my dog called?"
    dismiss(indexed, author, ask(question), question)
    assert ask(question).items == ()
    assert ask("What is my dog called?").items == ()
    assert texts(ask("do I have a dog?")) == [DOG], "another question"
    assert texts(ask("where does my sister work?")) == [BAKERY]


def test_neither_are_the_words_it_rests_on(ask: Ask, indexed: Store, author: Author) -> None:
    words = f"{DOG} and {BAKERY}"
    message = author.begins(words)
    author.writes([(text, [message]) for text in (DOG, BAKERY)], embedded=True)
    author.notes(words, message, kind=NoteKind.EPISODE)
    question = "what's my dog called?"
    answer = ask(question)
    assert texts(answer) == [DOG]
    dismiss(indexed, author, answer, question)
    assert ask(question).items == ()
    assert texts(ask("where does my sister work?")) == [BAKERY]


def test_nor_what_was_said_in_an_episode(ask: Ask, indexed: Store, author: Author) -> None:
    message = author.begins(DOG)
    author.notes(DOG, message, kind=NoteKind.EPISODE)
    question = "what's my dog called?"
    answer = ask(question)
    assert [item.message_id for item in answer.items] == [message.id]
    dismiss(indexed, author, answer, question)
    assert ask(question).items == ()


def test_without_encoders_every_question_is_another(
    ask: Ask, said: dict[str, Message], indexed: Store, author: Author
) -> None:
    question = "do I have a dog?"
    dismiss(indexed, author, ask(question), question)
    assert texts(ask(question, encoders=None, cohort=None)) == [DOG]


def test_nor_is_it_given_with_all_that_is_known(
    ask: Ask, said: dict[str, Message], indexed: Store, author: Author
) -> None:
    question = "what's my dog called?"
    dismiss(indexed, author, ask(question), question)
    answer = ask(question, everything=True)
    assert {item.text for item in (*answer.items, *answer.beside)} == said.keys() - {DOG}


# -- what was forgotten ---------------------------------------------------------------------------


def test_what_was_forgotten_is_not_recalled_from_what_the_companion_made_of_it(
    ask: Ask, indexed: Store, author: Author, clock: FixedClock
) -> None:
    told = author.begins(DOG)
    note = author.notes(DOG, told, embedded=True)
    asked = author.begins("Which names do you like for a dog?")
    write_notes(asked, indexed, ScriptedEncoders(), clock, lambda work: work())
    reply = author.replies("I like Biscuit, as your dog is called.", after=asked)
    hear_reply(reply, indexed, ScriptedEncoders(), lambda work: work())
    query = "Which dog is called Biscuit?"
    assert reply.text in [item.text for item in ask(query).items]
    Trash(indexed, clock).forget_notes([note.id])
    assert reply.text not in [item.text for item in ask(query).items]
