"""The notes behind a reply: seen, corrected, pinned, hushed, forgotten and brought back."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from companion.acts import GAP
from companion.domain import NoteKind, Role
from companion.errors import StoreError
from companion.events import RecallDismissed
from tests.ui.chat.conftest import Chat
from ui.chat.note_card import NoteCard
from ui.chat.reply_row import ReplyRow
from ui.chat.used_card import UsedCard

FACT = "I moved to Porto in May with my dog Biscuit."


def ask_about_the_dog(chat: Chat) -> ReplyRow:
    """A reply that was given the note of an earlier conversation."""
    chat.say(FACT)
    chat.open(None)
    return chat.say("Where does my dog Biscuit live? I work at a bakery.")


def open_notes(chat: Chat) -> UsedCard:
    """The drawer with the notes of that reply; gives the card of the one that was used."""
    reply = ask_about_the_dog(chat)
    assert reply.bar.notes is not None
    chat.click(reply.bar.notes)
    assert chat.view.panel.isVisible()
    (card,) = chat.view.panel.used.values()
    return card


def shown_words(card: NoteCard) -> list[str]:
    labels = card.findChildren(QLabel)
    return [label.text() for label in labels if not label.isHidden() and label.text()]


def test_a_reply_says_how_many_notes_it_used_and_led_to(chat: Chat) -> None:
    reply = ask_about_the_dog(chat)
    assert reply.bar.notes is not None
    chat.until(lambda: reply.bar.notes.text() == "used 1 · saved 1")


def test_a_reply_without_notes_says_nothing_of_them(chat: Chat) -> None:
    chat.view.composer.off_the_record.click()
    reply = chat.say("Hello")
    assert reply.bar.notes is None


def test_the_drawer_shows_what_was_used_why_and_on_what_words_it_rests(chat: Chat) -> None:
    words = shown_words(open_notes(chat))
    assert FACT in words
    assert any(line.startswith("Why: mentions") for line in words)
    assert any(line.startswith("In your words · Today") for line in words)

    def kinds() -> set[NoteKind]:
        return {card.detail.note.kind for card in chat.view.panel.saved.values()}

    chat.until(lambda: kinds() == {NoteKind.FACT})


def test_the_drawer_closes_with_escape_and_leaves_the_keyboard_with_the_conversation(
    chat: Chat,
) -> None:
    open_notes(chat)
    chat.qtbot.keyClick(chat.view.panel.close_button, Qt.Key.Key_Escape)
    assert not chat.view.panel.isVisible()
    assert chat.view.composer.field.hasFocus()


def test_the_same_button_opens_and_closes_the_drawer(chat: Chat) -> None:
    open_notes(chat)
    chat.click(chat.last.bar.notes)
    assert not chat.view.panel.isVisible()


def test_a_note_is_corrected_where_it_stands(chat: Chat) -> None:
    card = open_notes(chat)
    chat.click(card.correct)
    card.editor.field.selectAll()
    chat.qtbot.keyClicks(card.editor.field, "I moved to Porto in June.")
    chat.qtbot.keyClick(card.editor.field, Qt.Key.Key_Return)
    chat.until(lambda: card.text.text() == "I moved to Porto in June.")
    kept = chat.companion.note(card.detail.note.id).result()
    assert kept.note.text == "I moved to Porto in June."


def test_correcting_can_be_called_off(chat: Chat) -> None:
    card = open_notes(chat)
    chat.click(card.correct)
    chat.qtbot.keyClicks(card.editor.field, " and a cat")
    chat.qtbot.keyClick(card.editor.field, Qt.Key.Key_Escape)
    assert card.editor.isHidden()
    assert card.text.isVisible()
    assert chat.companion.note(card.detail.note.id).result().note.text == FACT
    assert chat.view.panel.isVisible()


def test_a_note_is_pinned_and_unpinned(chat: Chat) -> None:
    card = open_notes(chat)
    chat.click(card.pin)
    chat.until(lambda: card.detail.note.pinned)
    assert chat.companion.note(card.detail.note.id).result().note.pinned
    assert "Event · pinned" in shown_words(card)
    chat.click(card.pin)
    chat.until(lambda: not card.detail.note.pinned)


def test_a_note_is_not_brought_up_again(chat: Chat) -> None:
    card = open_notes(chat)
    chat.click(card.hush)
    chat.until(lambda: card.detail.note.hushed)
    assert chat.companion.note(card.detail.note.id).result().note.hushed
    assert card.hush.isChecked()


def test_a_forgotten_note_leaves_the_page_and_can_be_brought_back(chat: Chat) -> None:
    card = open_notes(chat)
    chat.click(card.forget)
    chat.until(lambda: bool(chat.deleted))
    chat.until(lambda: chat.last.bar.notes.text() == "saved 1")
    chat.until(lambda: not chat.view.panel.used)
    assert chat.companion.undo(chat.deleted[0].id).result()
    chat.until(lambda: chat.last.bar.notes.text() == "used 1 · saved 1")
    chat.until(lambda: bool(chat.view.panel.used))


def test_a_note_forgotten_elsewhere_leaves_the_page_too(chat: Chat) -> None:
    card = open_notes(chat)
    chat.companion.forget_notes([card.detail.note.id]).result()
    chat.until(lambda: not chat.view.panel.used)
    chat.until(lambda: chat.last.bar.notes.text() == "saved 1")


def test_a_note_changed_elsewhere_changes_here(chat: Chat) -> None:
    card = open_notes(chat)
    chat.companion.correct_note(card.detail.note.id, "I live in Porto.").result()
    chat.until(lambda: card.text.text() == "I live in Porto.")


def test_the_drawer_closes_when_another_conversation_is_shown(chat: Chat) -> None:
    open_notes(chat)
    chat.open(None)
    assert not chat.view.panel.isVisible()


# -- not relevant ---------------------------------------------------------------------------------

OFFERED = "Not relevant"
DONE = "Not relevant for this · Undo"


def dismissed(chat: Chat) -> list[bool]:
    """Whether what the last reply was given is kept as dismissed."""
    assert chat.view.talk.id is not None
    thread = chat.companion.thread(chat.view.talk.id).result()
    return [item.dismissed for item in thread.messages[-1].used]


def test_what_was_used_is_dismissed_and_taken_back_on_the_same_card(chat: Chat) -> None:
    card = open_notes(chat)
    assert card.dismiss.text() == OFFERED
    chat.click(card.dismiss)
    assert card.dismiss.text() == DONE
    chat.until(lambda: dismissed(chat) == [True])
    chat.click(card.dismiss)
    assert card.dismiss.text() == OFFERED
    chat.until(lambda: dismissed(chat) == [False])
    assert list(chat.view.panel.used.values()) == [card]


def test_it_is_dismissed_from_the_keyboard(chat: Chat) -> None:
    card = open_notes(chat)
    card.forget.setFocus(Qt.FocusReason.TabFocusReason)
    chat.qtbot.keyClick(card.forget, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.dismiss
    chat.qtbot.keyClick(card.dismiss, Qt.Key.Key_Space)
    chat.until(lambda: dismissed(chat) == [True])
    assert card.dismiss.hasFocus()
    chat.qtbot.keyClick(card.dismiss, Qt.Key.Key_Space)
    chat.until(lambda: dismissed(chat) == [False])


def test_a_screen_reader_says_what_is_dismissed(chat: Chat) -> None:
    card = open_notes(chat)
    assert card.dismiss.accessibleName() == OFFERED
    assert card.dismiss.accessibleDescription() == FACT
    chat.click(card.dismiss)
    assert card.dismiss.accessibleName() == DONE


def test_it_is_still_dismissed_when_the_conversation_is_opened_again(chat: Chat) -> None:
    chat.click(open_notes(chat).dismiss)
    chat.until(lambda: dismissed(chat) == [True])
    asked_in = chat.view.talk.id
    chat.open(None)
    chat.open(asked_in)
    chat.click(chat.last.bar.notes)
    (card,) = chat.view.panel.used.values()
    assert card.dismiss.text() == DONE


def test_what_is_dismissed_elsewhere_shows_here(chat: Chat) -> None:
    card = open_notes(chat)
    (item,) = chat.view.talk.items[-1].used
    asked = chat.companion.dismiss_recalled(chat.last.id, item.item_id, True)
    asked.result()
    chat.until(lambda: card.dismiss.text() == DONE)
    assert chat.view.talk.items[-1].used[0].dismissed


def test_a_dismissal_of_another_conversation_changes_nothing_here(chat: Chat) -> None:
    card = open_notes(chat)
    (item,) = chat.view.talk.items[-1].used
    chat.companion.events.publish(RecallDismissed("other", chat.last.id, item.item_id, True))
    chat.qtbot.wait(20)
    assert card.dismiss.text() == OFFERED


def test_what_could_not_be_dismissed_is_told_and_stays_as_it_was(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = open_notes(chat)
    failed: Future[None] = Future()
    failed.set_exception(StoreError("The disk is full.", "Make room, please."))
    monkeypatch.setattr(chat.companion, "dismiss_recalled", lambda *_: failed)
    chat.click(card.dismiss)
    chat.until(lambda: any("The disk is full." in words for words in shown_words(card)))
    assert card.dismiss.text() == OFFERED


def test_only_what_was_used_can_be_dismissed(chat: Chat) -> None:
    open_notes(chat)
    chat.until(lambda: bool(chat.view.panel.saved))
    (card,) = chat.view.panel.saved.values()
    assert not isinstance(card, UsedCard)


# -- whose words ----------------------------------------------------------------------------------


def test_words_of_a_reply_are_shown_as_what_the_companion_said(chat: Chat) -> None:
    chat.model.replies = ["Zelda's tavern serves grilled sardines.", "As I said."]
    chat.say("Where could I have lunch in Setubal?")
    chat.open(None)
    reply = chat.say("What did you say about Zelda's tavern?")
    chat.click(reply.bar.notes)

    def of_companion() -> list[UsedCard]:
        cards = chat.view.panel.used.values()
        return [card for card in cards if card.text.text().startswith("Zelda's tavern")]

    (card,) = of_companion()
    words = shown_words(card)
    assert any(line.startswith("Companion said · Today") for line in words)
    assert not any(line.startswith("In your words") for line in words)
    assert card.accessibleName().startswith("Companion said: Zelda's tavern")


def test_each_message_of_one_episode_has_its_own_card(chat: Chat) -> None:
    open_notes(chat)
    shown = chat.view.talk.items[-1]
    (item,) = shown.used
    episode = replace(item.note, kind=NoteKind.EPISODE)
    (source,) = item.sources
    said = [
        replace(item, note=episode, sources=(replace(source, message_id=i, quote=i, role=role),))
        for i, role in (("mine", Role.USER), ("yours", Role.ASSISTANT))
    ]
    chat.view.panel.show_reply(replace(shown, used=tuple(said)))
    assert [card.text.text() for card in chat.view.panel.used.values()] == ["mine", "yours"]


def test_words_that_are_taken_out_leave_a_gap_on_the_page_that_says_what_it_is(
    chat: Chat,
) -> None:
    chat.say(f"Hello! {FACT}")
    (note,) = [n for n in chat.companion.notes("Biscuit").result() if n.kind != NoteKind.EPISODE]
    passages = chat.companion.acts.forgetting([note.id]).result().passages
    deleted = chat.companion.forget_notes([note.id], passages).result()
    chat.until(lambda: chat.texts[0] == f"Hello! {GAP}")
    assert GAP in chat.own[0].text.toolTip()
    assert chat.companion.undo(deleted.id).result()
    chat.until(lambda: chat.texts[0] == f"Hello! {FACT}")
    assert not chat.own[0].text.toolTip()
