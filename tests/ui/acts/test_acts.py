"""What can be done with memories on their page, with the mouse and the keyboard, and undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction

from companion.acts import GAP
from companion.clock import FixedClock
from companion.domain import LinkKind, NoteKind, NoteStatus
from companion.errors import CompanionError
from tests.ui.timeline.conftest import Album
from ui.acts.forget import ForgetDialog
from ui.acts.join import JoinDialog
from ui.acts.link import LinkDialog
from ui.acts.since import SinceDialog
from ui.acts.split import SplitDialog, taken_apart
from ui.history import History


def history(album: Album) -> History:
    """What was done on the page."""
    return album.view._bridge.history


def undo(album: Album) -> None:
    """Undo what was done last, and wait for it."""
    album.until(lambda: history(album).can_undo)
    back: list[str] = []
    history(album).undone.connect(back.append)
    history(album).undo()
    album.until(lambda: bool(back))


def redo(album: Album) -> None:
    """Do again what was undone last, and wait for it."""
    album.until(lambda: history(album).can_redo)
    again: list[str] = []
    history(album).redone.connect(again.append)
    history(album).redo()
    album.until(lambda: bool(again))


def done(album: Album, count: int = 1) -> None:
    """Wait until so many things were done."""
    album.until(lambda: history(album).stack.count() == count)


def offered(album: Album, action: QAction) -> QAction:
    """An action, when it is offered."""
    album.until(action.isEnabled)
    return action


def statuses(album: Album, ids: list[str]) -> list[NoteStatus]:
    """What became of notes."""
    return [album.companion.note(one).result().note.status for one in ids]


def test_each_action_has_words_a_shortcut_and_an_icon(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    acts = album.view.detail.acts
    album.until(acts.edit.isEnabled)
    shortcuts = [action.shortcut().toString() for action in acts.all]
    assert len(set(shortcuts)) == len(acts.all)
    for action in acts.all:
        assert action.text()
        assert not action.icon().isNull()
        assert action.shortcut().toString() in action.toolTip()


def test_the_keys_work_from_the_list(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    offered(album, album.view.detail.acts.pin)
    album.view.activateWindow()
    album.view.list.setFocus()
    album.qtbot.keyClick(album.view.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    album.until(lambda: album.is_pinned(0))
    undo(album)
    album.until(lambda: not album.is_pinned(0))
    redo(album)
    album.until(lambda: album.is_pinned(0))


def test_editing_in_place_is_undone_and_done_again(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    offered(album, album.view.detail.acts.edit).trigger()
    card = album.view.detail.card
    assert card is not None
    assert card.editor.isVisible()
    card.editor.field.setPlainText("Ana lives in Porto")
    album.qtbot.keyClick(card.editor.field, Qt.Key.Key_Return)
    album.shows("Ana lives in Porto")
    undo(album)
    album.shows("Ana lives in Braga")
    redo(album)
    album.shows("Ana lives in Porto")


@pytest.mark.parametrize("count", [1, 2])
def test_memories_are_put_away_and_used_again_one_or_many(album: Album, count: int) -> None:
    texts = ["Ana lives in Braga", "Rui bought a boat"][:count]
    ids = album.remember(*texts)
    album.choose(*texts)
    acts = album.view.detail.acts
    album.until(lambda: len(acts.notes) == count)
    assert not acts.restore.isVisible()
    acts.archive.trigger()
    album.until(lambda: statuses(album, ids) == [NoteStatus.ARCHIVED] * count)
    album.until(acts.restore.isVisible)
    assert not acts.archive.isVisible()
    acts.restore.trigger()
    album.until(lambda: statuses(album, ids) == [NoteStatus.ACTIVE] * count)
    done(album, 2)
    undo(album)
    undo(album)
    assert statuses(album, ids) == [NoteStatus.ACTIVE] * count


def test_it_is_no_longer_true_since_a_day(album: Album, clock: FixedClock) -> None:
    (note_id,) = album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    offered(album, album.view.detail.acts.end).trigger()
    dialog = album.asked(SinceDialog)
    dialog.day.setDate(QDate(2026, 3, 1))
    dialog.go_on.click()
    done(album)
    note = album.companion.note(note_id).result().note
    assert note.status is NoteStatus.SUPERSEDED
    assert note.valid_to is not None
    assert note.valid_to.astimezone().date().isoformat() == "2026-03-01"
    undo(album)
    assert album.companion.note(note_id).result().note.valid_to is None


def test_two_memories_are_joined_into_the_one_that_is_chosen(album: Album) -> None:
    one, other = album.remember("Rex is a dog", "Rex is a beagle")
    album.choose("Rex is a dog", "Rex is a beagle")
    offered(album, album.view.detail.acts.join).trigger()
    dialog = album.asked(JoinDialog)
    assert dialog.stays() == one, "the older one, unless another is chosen"
    dialog.choice.setCurrentRow(1 - dialog.choice.currentRow())
    assert dialog.said() == "Rex is a beagle"
    dialog.text.setPlainText("Rex is a dog, a beagle")
    dialog.go_on.click()
    done(album)
    assert album.companion.note(other).result().note.text == "Rex is a dog, a beagle"
    assert statuses(album, [one, other]) == [NoteStatus.RETIRED, NoteStatus.ACTIVE]
    undo(album)
    assert statuses(album, [one, other]) == [NoteStatus.ACTIVE, NoteStatus.ACTIVE]


def test_one_memory_is_split_into_those_on_its_lines(album: Album) -> None:
    (note_id,) = album.remember("Ana bakes and she plays the cello")
    album.choose("Ana bakes and she plays the cello")
    offered(album, album.view.detail.acts.split).trigger()
    dialog = album.asked(SplitDialog)
    assert dialog.parts() == ["Ana bakes", "She plays the cello"]
    dialog.text.setPlainText("Ana bakes")
    assert not dialog.go_on.isEnabled()
    dialog.text.setPlainText("Ana bakes\nAna plays the cello")
    dialog.go_on.click()
    album.until(lambda: {"Ana bakes", "Ana plays the cello"} <= set(album.texts))
    assert statuses(album, [note_id]) == [NoteStatus.RETIRED]
    undo(album)
    album.shows("Ana bakes and she plays the cello")


def test_a_memory_is_linked_to_another_with_a_reason(album: Album) -> None:
    one, other = album.remember("The kite flew", "It was a windy day")
    album.choose("The kite flew")
    offered(album, album.view.detail.acts.link).trigger()
    dialog = next(iter(album.view.findChildren(LinkDialog)))
    dialog.search.setText("windy")
    album.until(lambda: dialog.found.count() == 1)
    dialog.found.setCurrentRow(0)
    dialog.how.setCurrentIndex(dialog.how.findData(LinkKind.CAUSES))
    dialog.why.setText("no wind, no kite")
    dialog.go_on.click()
    done(album)
    (linked,) = album.companion.note(one).result().links
    assert (linked.link.kind, linked.link.reason) == (LinkKind.CAUSES, "no wind, no kite")
    assert linked.text == "It was a windy day"
    undo(album)
    assert album.companion.note(other).result().links == ()


def test_before_it_is_forgotten_all_that_goes_is_told_and_each_passage_can_be_kept(
    album: Album,
) -> None:
    said = "I buried the treasure in Xanten."
    album.companion.send(f"Hello! {said}")
    album.companion.catch_up().result()
    album.until(lambda: said in album.texts)
    (note,) = [n for n in album.companion.notes("Xanten").result() if n.kind != NoteKind.EPISODE]
    album.view.detail.show_notes([note.id])
    offered(album, album.view.detail.acts.forget).trigger()
    dialog = album.asked(ForgetDialog)
    assert [dialog.notes.item(at).text() for at in range(dialog.notes.count())] == [said]
    assert "What tells of it stays without it" in dialog.stays.text()
    assert dialog.chosen() == [], "old messages stay as they are unless that is wanted"
    dialog.with_words.setChecked(True)
    assert [passage.quote for passage in dialog.chosen() if passage.is_source] == [said]
    kept = dialog.passages.item(0)
    kept.setCheckState(Qt.CheckState.Unchecked)
    assert said not in [passage.quote for passage in dialog.chosen()]
    kept.setCheckState(Qt.CheckState.Checked)
    dialog.go_on.click()
    album.until(lambda: len(album.deleted) == 1)
    (conversation,) = album.companion.conversations().result()
    first = album.companion.thread(conversation.id).result().messages[0]
    assert first.message.text == f"Hello! {GAP}"


def test_escape_forgets_nothing(album: Album) -> None:
    (note_id,) = album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    offered(album, album.view.detail.acts.forget).trigger()
    dialog = album.asked(ForgetDialog)
    album.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert statuses(album, [note_id]) == [NoteStatus.ACTIVE]


def test_what_is_made_of_others_is_neither_joined_nor_split(
    album: Album, clock: FixedClock
) -> None:
    album.companion.send("I planted an oak in the garden.")
    album.companion.catch_up().result()
    album.until(lambda: bool(album.texts))
    (episode,) = [n for n in album.companion.notes().result() if n.kind is NoteKind.EPISODE]
    album.view.detail.show_notes([episode.id])
    acts = album.view.detail.acts
    album.until(lambda: [note.id for note in acts.notes] == [episode.id])
    assert not acts.split.isVisible()
    assert not acts.end.isVisible()
    assert not acts.edit.isVisible()
    assert acts.forget.isVisible()


def test_what_something_else_has_changed_is_not_undone_and_that_is_said(
    album: Album, clock: FixedClock
) -> None:
    (note_id,) = album.remember("Ana lives in Braga")
    album.view.detail.show_notes([note_id])
    told: list[CompanionError] = []
    history(album).trouble.connect(told.append)
    offered(album, album.view.detail.acts.pin).trigger()
    done(album)
    album.view.detail.acts.correct(note_id, "Ana lives in Porto")
    done(album, 2)
    clock.advance(timedelta(minutes=1))
    album.companion.correct_note(note_id, "Ana lives in Lisbon").result()
    album.until(lambda: history(album).can_undo)
    history(album).undo()
    album.until(lambda: bool(told))
    assert "changed by something else" in told[0].message
    assert album.companion.note(note_id).result().note.text == "Ana lives in Lisbon"
    # That step is gone; the one before it can still be undone.
    assert history(album).stack.count() == 1
    assert not history(album).can_redo
    undo(album)
    assert not album.companion.note(note_id).result().note.pinned


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I have a dog. My cat is old.", ["I have a dog.", "My cat is old."]),
        ("Ada bakes, and she sings", ["Ada bakes", "She sings"]),
        ("Bread and butter", ["Bread and butter"]),
    ],
)
def test_a_memory_is_taken_apart_where_a_sentence_or_a_clause_ends(
    text: str, parts: list[str]
) -> None:
    assert taken_apart(text) == parts
