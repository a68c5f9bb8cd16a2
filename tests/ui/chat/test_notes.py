"""The notes behind a reply: seen, corrected, pinned, hushed, forgotten and brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from companion.domain import NoteKind
from tests.ui.chat.conftest import Chat
from ui.chat.note_card import NoteCard
from ui.chat.reply_row import ReplyRow

FACT = "I moved to Porto in May with my dog Biscuit."


def ask_about_the_dog(chat: Chat) -> ReplyRow:
    """A reply that was given the note of an earlier conversation."""
    chat.say(FACT)
    chat.open(None)
    return chat.say("Where does my dog Biscuit live? I work at a bakery.")


def open_notes(chat: Chat) -> NoteCard:
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
