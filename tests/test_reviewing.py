"""What waits for a decision, what becomes of it, and how that is undone."""

from __future__ import annotations

import pytest

from companion.domain import LinkKind, NoteStatus
from companion.reviewing import CHOICES, Choice, Matter, Waiting
from tests.deciding import DOOR, FIFTH, GUESS, ORDER, POT, THIRD, notes, remember, statuses, tell
from tests.listening import PATIENCE_S, Listener


def waiting(listener: Listener) -> list[Waiting]:
    """What waits; it is counted the same."""
    found = listener.companion.review.waiting().result(PATIENCE_S)
    assert listener.companion.review.count().result(PATIENCE_S) == len(found)
    return found


def one(listener: Listener, matter: Matter) -> Waiting:
    """The one thing that waits."""
    (found,) = waiting(listener)
    assert found.matter is matter
    return found


def links(listener: Listener, text: str) -> set[LinkKind]:
    """How a note is linked."""
    (note,) = notes(listener, text)
    return {it.link.kind for it in listener.companion.note(note.id).result().links}


@pytest.fixture
def clash(listener: Listener) -> Waiting:
    """Two birthdays."""
    tell(listener, THIRD, FIFTH)
    found = one(listener, Matter.CLASH)
    assert found.reason == "birthday: 3 May or 5 May?"
    return found


@pytest.fixture
def pair(listener: Listener) -> Waiting:
    """Two notes that sleep did not dare to join."""
    remember(listener, POT, DOOR)
    (run,) = listener.companion.sleep(["duplicates"]).result(PATIENCE_S)
    assert run.did == (("unsure", 1),)
    return one(listener, Matter.JOIN)


A, S, R = NoteStatus.ACTIVE, NoteStatus.SUPERSEDED, NoteStatus.RETIRED


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice.THIS, [R, A]),
        (Choice.THAT, [A, R]),
        (Choice.THEN_AND_NOW, [S, A]),
        (Choice.BOTH, [A, A]),
    ],
)
def test_of_two_that_do_not_fit_together_its_owner_says_which_is_so(
    listener: Listener, clash: Waiting, choice: Choice, expected: list[NoteStatus]
) -> None:
    decided = listener.companion.review.decide(clash, choice).result(PATIENCE_S)
    assert statuses(listener, THIRD, FIFTH) == expected
    assert waiting(listener) == []
    listener.companion.sleep(["links"]).result(PATIENCE_S)
    assert waiting(listener) == [], "and no job asks again"
    listener.companion.review.undo(decided).result(PATIENCE_S)
    assert statuses(listener, THIRD, FIFTH) == [A, A]
    assert one(listener, Matter.CLASH).ids == clash.ids


def test_what_was_true_then_ends_when_the_other_was_told(
    listener: Listener, clash: Waiting
) -> None:
    listener.companion.review.decide(clash, Choice.THEN_AND_NOW).result(PATIENCE_S)
    then, now = notes(listener, THIRD, FIFTH)
    assert then.valid_to == now.valid_from
    assert LinkKind.UPDATES in links(listener, FIFTH)
    assert LinkKind.CONTRADICTS not in links(listener, FIFTH)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(Choice.THIS, [R, A]), (Choice.THAT, [A, R]), (Choice.BOTH, [A, A])],
)
def test_what_may_be_said_twice_is_joined_or_stays(
    listener: Listener, pair: Waiting, choice: Choice, expected: list[NoteStatus]
) -> None:
    decided = listener.companion.review.decide(pair, choice).result(PATIENCE_S)
    assert statuses(listener, POT, DOOR) == expected
    assert waiting(listener) == []
    listener.companion.review.undo(decided).result(PATIENCE_S)
    assert statuses(listener, POT, DOOR) == [A, A]
    assert one(listener, Matter.JOIN).ids == pair.ids


def test_what_its_owner_keeps_apart_is_not_asked_about_again(
    listener: Listener, pair: Waiting
) -> None:
    listener.companion.review.decide(pair, Choice.BOTH).result(PATIENCE_S)
    door = notes(listener, DOOR)[0]
    listener.companion.acts.edit([door.id], importance=3).result()
    (run,) = listener.companion.sleep(["duplicates"]).result(PATIENCE_S)
    assert run.did == ()
    assert waiting(listener) == []


def test_with_the_run_that_was_unsure_its_question_is_undone(
    listener: Listener, pair: Waiting
) -> None:
    (run,) = [it for it in listener.companion.job_runs().result() if it.job == "duplicates"]
    listener.companion.acts.undo_run(run.id).result(PATIENCE_S)
    assert waiting(listener) == []


@pytest.mark.parametrize("other", [
    "The spare key is not under the flower pot by the back door.",
    "The spare key of Ana is under the flower pot by the back door.",
    "The 2 spare keys are under the flower pot by the back door.",
    "The flower pot by the back door is new.",
])  # fmt: skip
def test_what_differs_in_a_name_a_number_or_a_not_is_another_thing(
    listener: Listener, other: str
) -> None:
    remember(listener, POT, other)
    listener.companion.sleep(["duplicates"]).result(PATIENCE_S)
    assert waiting(listener) == []


@pytest.mark.parametrize(("choice", "expected"), [(Choice.YES, A), (Choice.NO, R)])
@pytest.mark.parametrize(("said", "matter"), [(ORDER, Matter.HELD), (GUESS, Matter.GUESS)])
def test_what_is_held_back_is_used_or_left_out(
    listener: Listener, said: str, matter: Matter, choice: Choice, expected: NoteStatus
) -> None:
    tell(listener, said)
    found = one(listener, matter)
    before = found.notes[0].note
    decided = listener.companion.review.decide(found, choice).result(PATIENCE_S)
    assert statuses(listener, before.text) == [expected]
    assert waiting(listener) == []
    listener.companion.review.undo(decided).result(PATIENCE_S)
    assert statuses(listener, before.text) == [before.status]


def test_only_what_is_asked_can_be_answered(listener: Listener, clash: Waiting) -> None:
    assert Choice.YES not in CHOICES[clash.matter]
    with pytest.raises(ValueError, match="cannot be decided"):
        listener.companion.review.decide(clash, Choice.YES)


def test_what_is_forgotten_is_not_asked_about(listener: Listener, clash: Waiting) -> None:
    deleted = listener.companion.forget_notes(clash.ids[:1]).result(PATIENCE_S)
    assert waiting(listener) == []
    assert listener.companion.undo(deleted.id).result(PATIENCE_S)
    assert one(listener, Matter.CLASH).ids == clash.ids
