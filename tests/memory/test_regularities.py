"""What counting shows: what keeps coming up, and what a month was about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from companion.domain import Entity, EntityKind, Note, NoteKind, Origin, new_id
from companion.memory.regularities import Insight, monthly, weekly
from companion.store.reflections import Told
from tests.conftest import NOON

ADA = Entity("Ada", EntityKind.PERSON, ("ada",))


def said(text: str, at: datetime, *keywords: str, entities: Sequence[Entity] = ()) -> Told:
    """A note told at a time."""
    note = Note(new_id(), NoteKind.EVENT, text, Origin.RULE, at, at, keywords=keywords)
    return Told(note, at, tuple(entities))


def each_week(text: str, *keywords: str, weeks: Sequence[int], **more: object) -> list[Told]:
    """The same told so many weeks ago."""
    ago = (NOON - timedelta(weeks=n) for n in sorted(weeks, reverse=True))
    return [said(text, at, *keywords, **more) for at in ago]  # type: ignore[arg-type]


def texts(found: Sequence[Insight]) -> list[str]:
    """What they say."""
    return [insight.text for insight in found]


def test_what_came_up_in_most_weeks_is_told_with_the_weeks_it_is_true_of() -> None:
    told = each_week("We went climbing.", "climbing", weeks=[0, 1, 3, 4, 6, 7])
    (insight,) = weekly(told, NOON)
    assert insight.text == "Climbing came up in 6 of the 8 weeks from 16 March 2026 to 4 May 2026."
    assert set(insight.rests_on) == {one.note.id for one in told}


@pytest.mark.parametrize("weeks", [[0, 1, 2, 3], [8, 9, 10, 11, 12], [0, 0, 0, 1, 1, 1]])
def test_what_came_up_less_often_or_earlier_is_not(weeks: list[int]) -> None:
    assert weekly(each_week("We went climbing.", "climbing", weeks=weeks), NOON) == []


def test_forms_of_a_word_are_one_topic_and_it_is_called_what_it_was_called_most() -> None:
    told = each_week("I climb a lot.", "climb", weeks=[0, 1])
    told += each_week("We went climbing.", "climbing", weeks=[2, 3, 4])
    assert texts(weekly(told, NOON))[0].startswith("Climbing came up in 5 ")


def test_somebody_counts_where_the_words_name_them() -> None:
    named = each_week("Ada came by.", weeks=range(6), entities=[ADA])
    assert texts(weekly(named, NOON))[0].startswith("Ada came up in 6 ")
    meant = each_week("My sister came by.", weeks=range(6), entities=[ADA])
    assert weekly(meant, NOON) == []


def test_words_that_stand_for_no_part_of_life_are_no_topics() -> None:
    told = each_week("It was late in the evening.", "evening", "late", weeks=range(8))
    assert weekly(told, NOON) == []


def test_the_most_regular_comes_first() -> None:
    told = each_week("We went climbing.", "climbing", weeks=range(5))
    told += each_week("I play chess.", "chess", weeks=range(8))
    assert [insight.topic for insight in weekly(told, NOON)] == ["chess", "climbing"]


def april(text: str, *keywords: str, times: int) -> list[Told]:
    """The same told so many times in April."""
    first = NOON.replace(month=4, day=2)
    return [said(text, first + timedelta(days=n), *keywords) for n in range(times)]


def test_a_month_was_about_what_most_of_it_mentions() -> None:
    told = april("The wedding is near.", "wedding", times=5) + april("It rained.", times=4)
    (insight,) = monthly(told, NOON)
    assert insight.text == "Most of what was told in April 2026 mentions wedding."
    assert len(insight.rests_on) == 5


def test_half_is_not_most_and_little_tells_nothing() -> None:
    half = april("The wedding is near.", "wedding", times=5) + april("It rained.", times=5)
    assert monthly(half, NOON) == []
    assert monthly(april("The wedding is near.", "wedding", times=7), NOON) == []


def test_a_month_is_looked_at_when_it_is_over() -> None:
    now = NOON.replace(month=4, day=28)
    assert monthly(april("The wedding is near.", "wedding", times=12), now) == []
