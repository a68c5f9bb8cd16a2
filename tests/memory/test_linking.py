"""How notes bear on each other, and what cannot both be so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.domain import LinkKind, Note, NoteKind, Origin
from companion.memory.clashes import clashes
from companion.memory.importance import importance_of
from companion.memory.linking import MOST, Near, links_of
from companion.memory.rules import read
from tests.conftest import NOON


def noted(text: str, note_id: str = "old") -> Note:
    (o,) = read(text).observations
    return Note(
        note_id, o.kind, o.text, Origin.RULE, NOON, NOON, subject=o.subject, claims=o.claims
    )


def link(new: str, *near: Near, same_message: bool = False) -> tuple[LinkKind, str] | None:
    found = links_of(noted(new, "new"), near, same_message=same_message)
    return (found[0].kind, found[0].reason) if found else None


# -- links ----------------------------------------------------------------------------------------


def test_what_is_given_as_the_reason_is_the_cause() -> None:
    lost = Near(noted("I lost my job at the bakery."))
    cause = (LinkKind.CAUSES, "you gave it as the reason")
    assert link("I sold the car because I lost my job.", lost) == cause
    assert link("I sold the car because it was old.", lost) is None


def test_what_was_told_right_before_is_the_cause_when_the_person_says_so() -> None:
    before = Near(noted("I lost my job."), just_before=True)
    assert link("That's why I moved back to Porto.", before)
    assert link("So I moved back to Porto.", before, same_message=True)
    assert link("So I moved back to Porto.", before) is None, "“so” opens many a message"
    assert link("That's why I moved back to Porto.", Near(before.note)) is None


def test_what_happened_follows_the_plan() -> None:
    plan = Near(noted("I'm going to run the marathon in October."))
    follows = (LinkKind.FOLLOWS, "what came of the plan: run, marathon")
    assert link("I went to run the marathon in October.", plan) == follows
    assert link("I like to run a marathon.", plan) == (
        LinkKind.RELATED,
        "both speak of run, marathon",
    )
    assert link("I went to the lake in October.", plan) is None, "a month is no reason"


def test_notes_are_related_by_a_name_or_by_their_words() -> None:
    older = noted("I visited Ada at the museum.")
    assert link("I like Ada.", Near(older, ("Ada",))) == (LinkKind.RELATED, "both mention Ada")
    rowing = noted("My rowing club meets at the river.")
    told = link("I joined the rowing club.", Near(rowing))
    assert told == (LinkKind.RELATED, "both speak of rowing, club")
    assert link("I own a red boat.", Near(rowing)) is None


def test_there_are_a_handful_of_links_at_the_most_and_causes_come_first() -> None:
    cause = noted("I lost my job at the bakery.", "cause")
    many = [Near(noted("I like Ada.", f"old{number}"), ("Ada",)) for number in range(9)]
    new = noted("I visited Ada because I lost my job.", "new")
    found = links_of(new, [*many, Near(cause)])
    assert len(found) == MOST
    assert found[0].to_id == "cause"


# -- what cannot both be so -----------------------------------------------------------------------

CLASH = [
    ("My birthday is on 3 May.", "My birthday is on 4 June.", "birthday: 3 May or 4 June?"),
    ("I was born in Porto.", "I was born in Lisbon.", "born: Porto or Lisbon?"),
    ("I'm allergic to nuts.", "I'm not allergic to nuts.", "allergic to nuts, or not?"),
    ("I'm 34 years old.", "I'm 29 years old.", "age: 34 then, 29 now?"),
]
FIT = [
    ("My birthday is on 3 May.", "Sorry, my birthday is actually on 4 June."),
    ("I was born in Porto.", "I was born in 1990."),
    ("I was born in Porto.", "My sister was born in Lisbon."),
    ("I'm allergic to nuts.", "I'm no longer allergic to nuts."),
    ("I live in Porto.", "I live in Lisbon."),
    ("I'm 34 years old.", "I'm 35 years old."),
]


def reasons(before: str, now: str, days: int = 200) -> list[str]:
    (observation,) = read(now).observations
    found = clashes(observation, [noted(before)], NOON + timedelta(days=days))
    return [reason for _, reason in found]


@pytest.mark.parametrize(("before", "now", "why"), CLASH, ids=[why for *_, why in CLASH])
def test_what_does_not_change_and_is_told_otherwise_is_a_contradiction(
    before: str, now: str, why: str
) -> None:
    assert reasons(before, now) == [why]


@pytest.mark.parametrize(("before", "now"), FIT)
def test_corrections_changes_and_others_are_none(before: str, now: str) -> None:
    assert reasons(before, now) == []


def test_an_age_is_counted_from_when_it_was_told() -> None:
    assert reasons("I'm 34 years old.", "I'm 39 years old.", days=5 * 365) == []
    assert reasons("I'm 34 years old.", "I'm 39 years old.", days=30) != []


# -- importance -----------------------------------------------------------------------------------


def test_what_turns_a_life_matters_more_than_what_passes() -> None:
    of = [
        importance_of(NoteKind.EVENT, text)
        for text in (
            "I had soup for lunch.",
            "I bought a lamp.",
            "I finally quit my job.",
            "My mother died in March.",
        )
    ]
    assert of == sorted(set(of))


@pytest.mark.parametrize("kind", NoteKind)
def test_importance_is_between_1_and_10(kind: NoteKind) -> None:
    for text in ("", "died born married cancer allergic", "snack weather laundry"):
        assert 1 <= importance_of(kind, text) <= 10
