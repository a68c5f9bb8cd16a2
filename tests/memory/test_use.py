"""What a reply used of what it was given."""

from __future__ import annotations

import numpy as np
import pytest

from companion.memory.use import comes_nearer, used

SHED = "We painted the shed in the garden blue last Monday."
DOG = "My dog Biscuit is allergic to chicken."
MOVE = "I moved to Porto in June with my dog Biscuit."
CELLO = "My sister plays the cello in an orchestra."


def is_used(note: str, question: str, reply: str) -> bool:
    """Whether the reply to a question used the only note it was given."""
    return bool(used(reply, question, {"note": note}))


@pytest.mark.parametrize(
    ("note", "question", "reply"),
    [
        (DOG, "What is my dog called?", "Biscuit."),
        (DOG, "What can't my dog eat?", "You told me that Biscuit can't have chicken."),
        (SHED, "What colour is the shed?", "It is blue."),
        (SHED, "What did we do in the garden?", "You painted the shed!"),
        (CELLO, "Does anybody in my family make music?", "Yes, your sister plays the cello."),
        ("I was born in 1984.", "How old am I?", "You were born in 1984, so about forty."),
        ("I run every day.", "Am I fit?", "You are running every day, so I'd think so."),
    ],
    ids=lambda it: it[:20],
)
def test_what_a_reply_says_of_a_memory_it_has_used(note: str, question: str, reply: str) -> None:
    assert is_used(note, question, reply)


@pytest.mark.parametrize(
    ("note", "question", "reply"),
    [
        (DOG, "What is my dog called?", "I don't know what your dog is called."),
        (DOG, "Do you like dogs?", "I am fond of every dog there is."),
        (SHED, "How was my day?", "I wasn't there. How was it?"),
        (SHED, "Did we paint the shed?", "Yes."),
        (MOVE, "What shall I cook tonight?", "How about a soup, with a dog by your side?"),
        (SHED, "I am tired.", "Then rest a little. Perhaps sit in the garden for a while?"),
        (
            "Thanks for your support!",
            "I opened my store.",
            "You can rely on my support and advice.",
        ),
        (DOG, "Hello", ""),
        ("", "Hello", "Good to see you!"),
    ],
    ids=lambda it: it[:20],
)
def test_what_it_does_not_say_it_has_not(note: str, question: str, reply: str) -> None:
    assert not is_used(note, question, reply)


def test_of_several_that_tell_it_the_one_that_is_followed_counts() -> None:
    given = {"dog": DOG, "move": MOVE, "shed": SHED}
    asked, reply = "Where do I live?", "You live in Porto; you moved there in June."
    assert used(reply, asked, given) == {"move"}


def test_several_can_be_used() -> None:
    given = {"dog": DOG, "cello": CELLO}
    reply = "Biscuit can't have chicken, and your sister has a cello lesson in the orchestra."
    assert used(reply, "What should I think of?", given) == {"dog", "cello"}


def test_of_a_long_memory_one_sentence_is_enough() -> None:
    long = f"{CELLO} It rained all week and we stayed in. The neighbours came over for cards."
    assert is_used(long, "What's the news?", "The neighbours came over for cards, I heard.")


def test_nothing_given_is_nothing_used() -> None:
    assert used("Biscuit.", "What is my dog called?", {}) == set()


def test_in_other_words_it_is_used_if_the_reply_comes_nearer_to_it_than_the_question() -> None:
    memory, question = np.array([1.0, 0.0]), np.array([0.6, 0.8])
    assert comes_nearer(np.array([0.8, 0.6]), question, memory)
    assert not comes_nearer(question, question, memory)
    assert not comes_nearer(np.array([0.0, 1.0]), question, memory)


@pytest.mark.parametrize("missing", range(3))
def test_what_has_no_vector_is_not_near(missing: int) -> None:
    vectors = [np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([1.0, 0.0])]
    assert comes_nearer(*vectors)
    assert not comes_nearer(*(None if at == missing else it for at, it in enumerate(vectors)))
