"""One memory in full: all it rests on, is, has to do with and went through, to be changed there."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton

from companion.clock import FixedClock
from companion.domain import NoteKind
from tests.ui.timeline.conftest import Album
from ui.timeline.properties import Properties
from ui.timeline.way import Way


def chosen(album: Album, text: str) -> str:
    """Choose a memory; its id, when it is shown in full."""
    found = [n for n in album.companion.notes(text).result() if n.kind is not NoteKind.EPISODE]
    note = next(n for n in found if n.text == text)
    album.view.detail.show_notes([note.id])
    album.until(lambda: shown(album) == note.id)
    return note.id


def shown(album: Album) -> str:
    """The id of the memory that is shown in full."""
    card = album.view.detail.card
    return card.detail.note.id if card is not None else ""


def properties(album: Album) -> Properties:
    """What it is, of the memory that is shown."""
    found = album.view.detail.properties
    assert found is not None
    return found


def told(album: Album, *texts: str) -> None:
    """Say things; wait until they are remembered."""
    for text in texts:
        album.companion.send(text)
        album.companion.catch_up().result()
        album.until(lambda text=text: text in album.texts)


def test_what_it_is_is_changed_where_it_stands(album: Album) -> None:
    album.remember("I visited Ana in Braga")
    note_id = chosen(album, "I visited Ana in Braga")

    def note() -> object:
        return album.companion.note(note_id).result().note

    fields = properties(album)
    fields.kind.setCurrentIndex(fields.kind.findData(NoteKind.EVENT))
    fields.kind.activated.emit(fields.kind.currentIndex())
    album.until(lambda: note().kind is NoteKind.EVENT)  # type: ignore[attr-defined]
    fields.matters.slider.setValue(3)
    album.until(lambda: note().importance == 3)  # type: ignore[attr-defined]
    fields.tags.field.setText("Money")
    album.qtbot.keyClick(fields.tags.field, Qt.Key.Key_Return)
    album.until(lambda: "money" in note().tags)  # type: ignore[attr-defined]
    album.until(lambda: "money" in fields.tags.chips)
    fields.tags.chips["money"].click()
    album.until(lambda: "money" not in note().tags)  # type: ignore[attr-defined]
    album.until(lambda: album.view._bridge.history.stack.count() == 4)


def test_when_it_is_true_is_set_changed_and_taken_away(album: Album) -> None:
    album.remember("Ana lives in Braga")
    note_id = chosen(album, "Ana lives in Braga")

    def since() -> str:
        at = album.companion.note(note_id).result().note.valid_from
        return at.astimezone().date().isoformat() if at else ""

    field = properties(album).since
    assert field.day.isHidden()
    field.set.click()
    album.until(lambda: since() == "2026-05-04")
    album.until(lambda: not field.day.isHidden())
    field.day.setDate(QDate(2024, 2, 1))
    album.until(lambda: since() == "2024-02-01")
    field.unset.click()
    album.until(lambda: since() == "")
    album.until(field.day.isHidden)


def test_names_are_added_and_taken_away(album: Album) -> None:
    album.remember("I visited Ana in Braga")
    note_id = chosen(album, "I visited Ana in Braga")

    def names() -> set[str]:
        return {it.name for it in album.companion.note(note_id).result().entities}

    field = properties(album).about
    field.field.setText("Rui")
    album.qtbot.keyClick(field.field, Qt.Key.Key_Return)
    album.until(lambda: names() == {"Ana", "Braga", "Rui"})
    album.until(lambda: "Rui" in field.chips)
    field.chips["Braga"].click()
    album.until(lambda: names() == {"Ana", "Rui"})


def test_several_are_changed_at_once(album: Album) -> None:
    texts = ("Ana lives in Braga", "Rui bought a boat")
    ids = album.remember(*texts)
    album.choose(*texts)
    album.until(lambda: len(album.view.detail.acts.notes) == 2)
    fields = album.view.detail.several.properties
    assert fields.kind.currentData() == NoteKind.FACT
    fields.matters.slider.setValue(2)

    def importance() -> list[int]:
        return [album.companion.note(one).result().note.importance for one in ids]

    album.until(lambda: importance() == [2, 2])


def test_a_quote_leads_to_its_message(album: Album) -> None:
    told(album, "I live in Porto.")
    chosen(album, "I live in Porto.")
    wanted: list[tuple[str, str]] = []
    album.view.message_wanted.connect(lambda *where: wanted.append(where))
    card = album.view.detail.card
    assert card is not None
    (source,) = card.detail.sources
    card.findChild(Way).click()
    assert wanted == [(source.conversation_id, source.message_id)]


def test_links_are_followed_and_taken_away(album: Album) -> None:
    told(album, "I live in Lisbon.", "I moved to Porto.")
    old = chosen(album, "I live in Lisbon.")
    new = chosen(album, "I moved to Porto.")
    links = album.view.detail.links
    assert links is not None
    assert "In place of · home: Lisbon → Porto" in links.text()
    links.ways[old].click()
    album.until(lambda: shown(album) == old)
    links = album.view.detail.links
    assert links is not None
    links.removers[new].click()
    album.until(lambda: album.companion.note(old).result().links == ())


def test_each_state_is_told_with_what_changed_and_can_be_had_again(
    album: Album, clock: FixedClock
) -> None:
    album.remember("Ana lives in Braga")
    note_id = chosen(album, "Ana lives in Braga")
    clock.advance(timedelta(days=1))
    album.view.detail.acts.correct(note_id, "Ana lives in Porto")
    album.until(lambda: "Corrected" in album.view.detail.history_text())
    history = album.view.detail.history
    assert history is not None
    assert "It said: “Ana lives in Braga”" in history.text()
    assert "by you · Today, " in history.text()
    first = album.companion.note(note_id).result().revisions[0]
    way = history.ways[first.id]
    assert isinstance(way, QPushButton)
    way.click()
    album.shows("Ana lives in Braga")
    album.until(lambda: "Made what it was" in album.view.detail.history_text())


def test_the_replies_that_were_given_it_lead_to_their_conversation(album: Album) -> None:
    told(album, "My dog is called Rex.")
    turn = album.companion.send("What is my dog called?")
    album.companion.catch_up().result()
    (note,) = [n for n in album.companion.notes("Rex").result() if n.kind is not NoteKind.EPISODE]
    album.until(lambda: bool(album.companion.acts.uses(note.id).result()))
    wanted: list[tuple[str, str]] = []
    album.view.message_wanted.connect(lambda *where: wanted.append(where))
    chosen(album, "My dog is called Rex.")

    def way() -> Way | None:
        uses = album.view.detail.uses
        return uses.findChild(Way) if uses is not None else None

    album.until(lambda: way() is not None)
    found = way()
    assert found is not None
    found.click()
    assert wanted == [(turn.conversation_id, turn.reply_id)]


def test_a_list_that_loses_its_choice_does_not_take_away_what_is_being_written(
    album: Album,
) -> None:
    album.remember("Ana lives in Braga")
    note_id = chosen(album, "Ana lives in Braga")
    album.view.detail.acts.edit.trigger()
    album.view.detail.show_notes([])
    assert shown(album) == note_id
    card = album.view.detail.card
    assert card is not None
    album.qtbot.keyClick(card.editor.field, Qt.Key.Key_Escape)
    album.view.detail.show_notes([])
    assert shown(album) == ""
