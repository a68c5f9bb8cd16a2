"""What was typed and not sent is never lost."""

from __future__ import annotations

from collections.abc import Callable

from companion.events import Ready
from tests.listening import Listener
from tests.ui.chat.conftest import Chat


def test_each_conversation_keeps_its_own_draft(chat: Chat) -> None:
    chat.say("First")
    first = chat.view.talk.id
    chat.type("for the first")
    chat.open(None)
    assert chat.draft == ""
    chat.type("for a new one")
    chat.open(first)
    assert chat.draft == "for the first"
    chat.open(None)
    assert chat.draft == "for a new one"


def test_drafts_are_there_after_a_restart(
    open_companion: Callable[..., Listener], open_chat: Callable[..., Chat]
) -> None:
    today = open_chat()
    today.until(lambda: bool(today.listener.all(Ready)))
    today.say("First")
    first = today.view.talk.id
    today.type("for the first")
    today.open(None)
    today.type("for a new one")
    today.view.flush()
    today.listener.close()
    tomorrow = open_chat()
    tomorrow.until(lambda: tomorrow.draft == "for a new one")
    tomorrow.open(first)
    assert tomorrow.draft == "for the first"


def test_a_draft_is_kept_soon_after_the_last_key(chat: Chat) -> None:
    chat.type("half a thou")
    chat.until(lambda: chat.companion.new_draft().result() == "half a thou")


def test_hiding_the_page_keeps_the_draft_at_once(chat: Chat) -> None:
    chat.type("half a thou")
    chat.view.hide()
    assert chat.companion.save_draft("nowhere", "").exception() is not None
    assert chat.companion.new_draft().result() == "half a thou"


def test_a_sent_message_leaves_no_draft(chat: Chat) -> None:
    chat.type("Hello")
    chat.until(lambda: chat.companion.new_draft().result() == "Hello")
    chat.say("")
    conversation = chat.view.talk.id
    chat.open(None)
    assert chat.draft == ""
    chat.until(lambda: chat.companion.new_draft().result() == "")
    chat.open(conversation)
    assert chat.draft == ""


def test_what_was_typed_before_the_store_was_open_is_not_replaced_by_the_old_draft(
    open_companion: Callable[..., Listener], open_chat: Callable[..., Chat]
) -> None:
    yesterday = open_companion()
    yesterday.start()
    yesterday.companion.save_draft(None, "old").result()
    yesterday.close()
    chat = open_chat()
    chat.type("new")
    chat.until(lambda: bool(chat.listener.all(Ready)))
    chat.qtbot.wait(50)
    assert chat.draft == "new"
