"""How turns change the branch being shown, without any window."""

from __future__ import annotations

from datetime import UTC, datetime

from companion.domain import Message, MessageState, Role, ThreadMessage, Turn
from ui.chat.thread import ShownThread

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def message(name: str, parent: str | None, role: Role = Role.USER) -> Message:
    return Message(name, "c", parent, role, name, NOON)


def thread(*names: str) -> ShownThread:
    """A branch of messages in turn, each alone."""
    parents = (None, *names)
    roles = (Role.USER, Role.ASSISTANT)
    return ShownThread(
        ThreadMessage(message(name, parent, roles[at % 2]), (name,))
        for at, (name, parent) in enumerate(zip(names, parents, strict=False))
    )


def turn(question: str, reply: str) -> Turn:
    return Turn("t", "c", question, reply)


def names(shown: ShownThread) -> list[str]:
    return [item.message.id for item in shown.items]


def test_a_message_and_its_reply_are_added_at_the_end() -> None:
    shown = thread("q1", "a1")
    shown.begin(turn("q2", "a2"), message("q2", "a1"))
    assert names(shown) == ["q1", "a1", "q2", "a2"]
    assert shown.items[-1].message.state is MessageState.STREAMING


def test_another_reply_takes_the_place_of_the_first_and_knows_it() -> None:
    shown = thread("q1", "a1", "q2", "a2")
    shown.begin(turn("q1", "b1"), message("q1", None))
    assert names(shown) == ["q1", "b1"]
    assert shown.items[-1].siblings == ("a1", "b1")


def test_an_edited_message_takes_the_place_of_the_old_one() -> None:
    shown = thread("q1", "a1", "q2", "a2")
    shown.begin(turn("r2", "b2"), message("r2", "a1"))
    assert names(shown) == ["q1", "a1", "r2", "b2"]
    assert shown.items[2].siblings == ("q2", "r2")
    assert shown.items[3].siblings == ("b2",)


def test_an_edited_first_message_begins_anew() -> None:
    shown = thread("q1", "a1")
    shown.begin(turn("r1", "b1"), message("r1", None))
    assert names(shown) == ["r1", "b1"]
    assert shown.items[0].siblings == ("q1", "r1")


def test_a_reply_on_its_way_is_joined_to_the_branch_it_belongs_to() -> None:
    shown = thread("q1", "a1", "q2")
    shown.join(turn("q2", "a2"), message("q2", "a1"), "some words")
    assert names(shown) == ["q1", "a1", "q2"]
    shown.join(turn("q2", "a2"), message("q2", "a1"), "")
    assert names(shown) == ["q1", "a1", "q2", "a2"]


def test_a_reply_on_its_way_stays_off_the_branch_that_was_chosen_instead() -> None:
    shown = thread("q1", "a1")
    shown.join(turn("q1", "b1"), message("q1", None), "some words")
    assert names(shown) == ["q1", "a1"]


def test_what_comes_of_a_reply_on_another_branch_changes_nothing() -> None:
    shown = thread("q1", "a1")
    before = list(shown.items)
    shown.finish(message("b1", "q1", Role.ASSISTANT))
    shown.fail(turn("q1", "b1"), "half")
    shown.observed(turn("q1", "b1"), ())
    assert shown.items == before


def test_a_failed_reply_keeps_what_came_of_it() -> None:
    shown = thread("q1")
    shown.begin(turn("q1", "a1"), message("q1", None))
    shown.fail(turn("q1", "a1"), "half a")
    assert shown.items[-1].message.text == "half a"
    assert shown.items[-1].message.state is MessageState.FAILED


def test_ones_latest_message_is_found() -> None:
    last = thread("q1", "a1", "q2", "a2").last_own()
    assert last is not None
    assert last.message.id == "q2"
    assert ShownThread().last_own() is None
