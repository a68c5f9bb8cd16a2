"""A long conversation: few widgets, and the words being read stay in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from companion.clock import FixedClock
from companion.domain import Conversation, Message, Role, new_id
from companion.store.store import Store
from tests.conftest import NOON
from tests.ui.chat.conftest import Chat
from ui.chat.message_list import LEAST, MOST
from ui.chat.message_row import MessageRow

MESSAGES = 160


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a long conversation off the record: nobody looks for notes in it; and its id."""
    home = tmp_path_factory.mktemp("long")
    store = Store(home, FixedClock(NOON))
    now, kept = NOON, store.conversations
    conversation = Conversation(new_id(), kept.persona().id, "Long", now, now, off_the_record=True)
    before: str | None = None
    for number in range(MESSAGES):
        role = Role.ASSISTANT if number % 2 else Role.USER
        text = f"message {number} " + "and so on " * (number % 30)
        message = Message(new_id(), conversation.id, before, role, text.strip(), now)
        if before is None:
            kept.begin(conversation, message)
        else:
            kept.add(message)
        before = message.id
    store.close()
    return home, conversation.id


@pytest.fixture
def long(written: tuple[Path, str], home: Path, open_chat: Callable[..., Chat]) -> Chat:
    """A long conversation, open at its end."""
    shutil.copytree(written[0], home)
    chat = open_chat()
    chat.open(written[1])
    chat.until(lambda: len(chat.rows) >= LEAST)
    return chat


def first_shown(chat: Chat) -> tuple[str, int]:
    """The uppermost message on the screen, and where it stands."""
    top = chat.view.messages.verticalScrollBar().value()
    row = next(row for row in chat.rows if row.geometry().bottom() > top)
    return row.id, row.y() - top


def place(chat: Chat, row: MessageRow) -> int:
    """Where on the screen a row begins."""
    return row.y() - chat.view.messages.verticalScrollBar().value()


def scroll(chat: Chat, by: int) -> None:
    bar = chat.view.messages.verticalScrollBar()
    bar.setValue(bar.value() + by)


def at_end(chat: Chat) -> bool:
    return chat.view.messages.at_end() and chat.texts[-1].startswith(f"message {MESSAGES - 1}")


def test_it_opens_at_its_end_with_few_widgets(long: Chat) -> None:
    assert at_end(long)
    assert len(long.rows) <= MOST


def test_scrolling_up_brings_older_messages_and_drops_the_far_ones(long: Chat) -> None:
    for _ in range(40):
        scroll(long, -1200)
        long.qtbot.wait(5)
    long.until(lambda: len(long.rows) <= MOST)
    numbers = [int(text.split()[1]) for text in long.texts]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert numbers[0] < MESSAGES - 2 * LEAST
    assert numbers[-1] < MESSAGES - 1


def test_what_is_being_read_stays_where_it_is_while_older_messages_come(long: Chat) -> None:
    rows = len(long.rows)
    scroll(long, -10_000)
    row, top = long.rows[0], place(long, long.rows[0])
    long.until(lambda: len(long.rows) > rows)
    long.qtbot.wait(50)
    assert long.rows[0] is not row
    assert place(long, row) == top


def test_a_reply_that_comes_does_not_move_somebody_who_reads_above(long: Chat) -> None:
    long.model.replies = ["word " * 300]
    long.model.halt_after = 3
    long.send("Go on")
    long.until(lambda: long.texts[-1].startswith("word"))
    scroll(long, -900)
    before = first_shown(long)
    long.model.go_on()
    long.settled()
    assert first_shown(long) == before
    assert long.view.messages.latest.isVisible()


def test_at_the_end_the_page_follows_the_reply(long: Chat) -> None:
    long.model.replies = ["word " * 300]
    long.send("Go on")
    long.until(lambda: long.texts[-1].startswith("word"))
    long.settled()
    assert long.view.messages.at_end()
    assert not long.view.messages.latest.isVisible()


def test_the_button_leads_back_to_the_end(long: Chat) -> None:
    long.view.messages.reveal(long.view.talk.items[3].message.id)
    long.until(lambda: long.texts[:1] == ["message 0"])
    long.until(long.view.messages.latest.isVisible)
    long.click(long.view.messages.latest)
    long.until(lambda: at_end(long))
    assert not long.view.messages.latest.isVisible()


def test_home_and_end_lead_to_both_ends(long: Chat) -> None:
    last = long.rows[-1].text
    last.setFocus()
    long.qtbot.keyClick(last, Qt.Key.Key_Home)
    long.until(lambda: long.texts[:1] == ["message 0"])
    assert first_shown(long)[0] == long.view.talk.items[0].message.id
    long.qtbot.keyClick(long.view.messages, Qt.Key.Key_End)
    long.until(lambda: at_end(long))


def test_sending_leads_to_the_end(long: Chat) -> None:
    scroll(long, -3000)
    long.model.replies = ["Here."]
    long.send("Where are you?")
    long.until(lambda: long.texts[-2:] == ["Where are you?", "Here."])
    long.settled()
    assert long.view.messages.at_end()


def test_another_width_moves_nothing_out_of_sight(long: Chat) -> None:
    scroll(long, -2000)
    before = first_shown(long)[0]
    long.view.resize(600, 700)
    long.until(lambda: all(row.is_fit(long.view.messages.row_width()) for row in long.rows))
    assert first_shown(long)[0] == before
