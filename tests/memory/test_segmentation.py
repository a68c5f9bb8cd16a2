"""Where one episode ends and the next begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.segmentation import MOST_CHARS, MOST_MESSAGES, Said, segments

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
KITCHEN, SISTER = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def said(*told: tuple[str, np.ndarray | None], apart: float = 2.0) -> list[Said]:
    """Messages, so many minutes apart."""
    return [
        Said(f"{number:04}", text, NOON + timedelta(minutes=apart * number), vector)
        for number, (text, vector) in enumerate(told)
    ]


def lengths(messages: list[Said]) -> list[int]:
    return [len(episode) for episode in segments(messages)]


def test_one_thing_talked_about_is_one_episode() -> None:
    assert lengths(said(("I paint the kitchen.", KITCHEN), ("The walls are green.", KITCHEN))) == [
        2
    ]


def test_another_topic_is_another_episode() -> None:
    talk = said(
        ("I paint the kitchen.", KITCHEN),
        ("My sister called.", SISTER),
        ("Ada expects a baby.", SISTER),
    )
    assert lengths(talk) == [1, 2]


def test_a_remark_is_no_other_topic() -> None:
    talk = said(
        ("I paint the kitchen.", KITCHEN),
        ("My sister called.", SISTER),
        ("The walls are green.", KITCHEN),
    )
    assert lengths(talk) == [3]


def test_only_the_next_message_shows_that_the_topic_has_changed() -> None:
    assert lengths(said(("I paint the kitchen.", KITCHEN), ("My sister called.", SISTER))) == [2]


def test_what_takes_up_the_last_words_goes_on() -> None:
    talk = said(
        ("I paint the kitchen.", KITCHEN),
        ("And my sister helps.", SISTER),
        ("Ada is good at it.", SISTER),
    )
    assert lengths(talk) == [3]


def test_a_long_silence_ends_an_episode_even_without_an_embedder() -> None:
    talk = said(("I paint the kitchen.", None), ("The walls are green.", None), apart=200)
    assert lengths(talk) == [1, 1]


def test_what_has_no_words_of_its_own_belongs_to_what_it_answers() -> None:
    assert lengths(said(("I paint the kitchen.", None), ("Thanks!", None), apart=200)) == [2]
    assert lengths(said(("hi", None), ("I paint the kitchen.", KITCHEN))) == [2]


def test_a_long_episode_is_split_where_it_is_least_of_one_piece() -> None:
    half = MOST_MESSAGES // 2
    talk = said(
        *[(f"It is kitchen {number}.", KITCHEN) for number in range(half)],
        *[(f"It is sister {number}.", SISTER) for number in range(half + 1)],
    )
    assert lengths(talk) == [half, half + 1]


told = st.tuples(
    st.sampled_from(["I paint the kitchen.", "ok", "And then?", "Ada called.", "x" * 2000]),
    st.sampled_from([KITCHEN, SISTER, (KITCHEN + SISTER) / 2**0.5, None]),
    st.sampled_from([1, 10, 300]),
)


@given(st.lists(told, max_size=40))
def test_every_message_is_in_one_episode_and_growing_is_the_same_as_all_at_once(
    entries: list[tuple[str, np.ndarray | None, int]],
) -> None:
    minutes = 0
    talk = []
    for number, (text, vector, pause) in enumerate(entries):
        minutes += pause
        talk.append(Said(f"{number:04}", text, NOON + timedelta(minutes=minutes), vector))
    whole = segments(talk)
    assert [one for episode in whole for one in episode] == talk
    assert all(len(e) <= MOST_MESSAGES for e in whole if any(len(o.text) > 2 for o in e[1:]))
    grown: list[list[Said]] = []
    for one in talk:
        running = grown.pop() if grown else []
        grown += segments([*running, one])
    assert [one for episode in grown for one in episode] == talk
    assert all(sum(len(o.text) for o in e[:5]) <= 2 * MOST_CHARS for e in grown)
