"""Taking the memory along, bringing it in and forgetting it, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from companion.app import Companion
from companion.archive.export import ExportOptions
from companion.archive.importing import ImportOptions
from companion.clock import FixedClock
from companion.domain import NoteKind
from companion.filters import Filter
from companion.selection import Format, Selection
from tests.archive.carrying import Machine
from tests.ui.shell.conftest import Desk
from ui.archive.backups import BackupsDialog
from ui.archive.bring_in import ImportDialog
from ui.archive.differing import PAGE
from ui.archive.export import ExportDialog
from ui.archive.forget_all import ForgetAllDialog
from ui.archive.guided import Guided
from ui.archive.undo_import import UndoImportDialog
from ui.bridge import Bridge

D = TypeVar("D", bound=Guided)
SAID = "I moved to Porto with my dog Biscuit."


def opened(desk: Desk, kind: type[D]) -> D:
    """The dialog that is open, when it waits for an answer."""

    def is_open() -> bool:
        dialog = desk.window.archives.dialog
        return isinstance(dialog, kind) and not dialog.working and bool(dialog.words.text())

    desk.until(is_open)
    found = desk.window.archives.dialog
    assert isinstance(found, kind)
    return found


def says(desk: Desk, dialog: Guided, words: str) -> None:
    """Wait until a dialog says this."""
    desk.until(lambda: words in dialog.words.text() and not dialog.working)


def texts(desk: Desk) -> set[str]:
    """What the memories say."""
    return {note.text for note in desk.companion.notes().result()}


@pytest.fixture
def archive(desk: Desk, tmp_path: Path) -> Path:
    """An archive of what was said; the conversation is there still."""
    desk.say(SAID)
    file = tmp_path / "me.companion"
    desk.companion.archive.export(file, Selection(), ExportOptions(vectors=False)).result()
    return file


@pytest.fixture
def foreign(tmp_path: Path, clock: FixedClock) -> Path:
    """An archive of what was said on another machine."""
    machine = Machine(tmp_path / "elsewhere", clock)
    said = machine.author.begins(SAID)
    machine.author.notes(SAID, said)
    file = machine.exports()
    machine.store.close()
    return file


# -- export ---------------------------------------------------------------------------------------


def test_an_export_is_asked_for_written_and_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.say(SAID)
    QTest.keySequence(desk.window, QKeySequence("Ctrl+Shift+S"))
    dialog = opened(desk, ExportDialog)
    QTest.mouseClick(dialog.format.buttons[Format.MARKDOWN], Qt.MouseButton.LeftButton)
    file = tmp_path / "diary.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    says(desk, dialog, "diary.md is written")
    assert dialog.open_folder.isVisible()
    assert SAID in file.read_text("utf-8")
    dialog.cancel.click()
    desk.until(lambda: desk.window.archives.dialog is None)


@pytest.fixture
def form(home: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[ExportDialog]:
    """The dialog alone: nothing is asked of the Companion behind it."""
    bridge, parent = Bridge(Companion(home, clock=clock)), QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = ExportDialog(bridge, Filter(words="Porto"), parent)
    dialog.open()
    yield dialog
    bridge.close()


def test_a_passphrase_is_typed_twice_and_only_for_an_archive(form: ExportDialog) -> None:
    form.locked.click()
    assert not form.go_on.isEnabled()
    form.passphrase.first.setText("correct horse")
    form.passphrase.again.setText("correct")
    assert not form.go_on.isEnabled()
    form.passphrase.again.setText("correct horse")
    assert form.go_on.isEnabled()
    form.format.buttons[Format.CSV].click()
    assert not form.passphrase.isVisible()


def test_a_part_can_be_exported_alone(form: ExportDialog, clock: FixedClock) -> None:
    assert form.selection() == Selection()
    form.part.buttons["filter"].click()
    assert form.selection() == Selection(filter=Filter(words="Porto"))
    form.part.buttons["time"].click()
    chosen = form.selection()
    assert chosen.since is not None
    assert chosen.until is not None
    assert chosen.since < clock.now() < chosen.until
    form.notes_only.click()
    assert not form.selection().conversations


def test_what_goes_wrong_is_said_and_what_is_cancelled_leaves_no_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.window.archives.export()
    dialog = opened(desk, ExportDialog)
    dialog.write(tmp_path / "nowhere" / "me.companion")
    desk.until(dialog.trouble.isVisible)
    assert "cannot be written" in dialog.trouble.text()
    assert dialog.go_on.isEnabled()
    folder, begun, goes_on = tmp_path / "stick", Event(), Event()
    folder.mkdir()

    def slowly(*_: object) -> dict[str, int]:
        begun.set()
        goes_on.wait(20)
        return {}

    monkeypatch.setattr("companion.archive.export._write", slowly)
    dialog.write(folder / "me.companion")
    assert begun.wait(20)
    assert dialog.progress.isVisible()
    dialog.cancel.click()
    goes_on.set()
    assert desk.window.archives.dialog is None
    desk.companion.archive.close()
    assert list(folder.iterdir()) == []


# -- import ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lived", [True, False])
def test_an_import_is_looked_at_done_and_undone(desk: Desk, foreign: Path, lived: bool) -> None:
    if lived:
        desk.say("I work as a baker.")
    here = texts(desk)
    desk.window.archives.bring_in_file(foreign)
    dialog = opened(desk, ImportDialog)
    says(desk, dialog, "Nothing has been changed yet")
    assert not dialog.forgotten.isVisible()
    assert dialog.table.cells["conversations", "new"].text() == "1"
    assert dialog.table.cells["notes", "same"].text() == "–"
    assert texts(desk) == here
    dialog.go_on.click()
    says(desk, dialog, "came in or changed")
    assert texts(desk) == {*here, SAID}
    desk.until(lambda: len(desk.titles) == 1 + lived)
    dialog.undo.click()
    says(desk, dialog, "gone again")
    assert texts(desk) == here
    desk.until(lambda: len(desk.titles) == lived)


def test_what_was_forgotten_stays_out_unless_it_is_asked_for(desk: Desk, archive: Path) -> None:
    told = texts(desk)
    desk.companion.archive.forget_all(keep_backup=False).result()
    desk.window.archives.bring_in_file(archive)
    dialog = opened(desk, ImportDialog)
    says(desk, dialog, "Nothing has been changed yet")
    assert "forgotten here, and stay out" in dialog.table.besides.text()
    assert "nothing in it" not in dialog.table.besides.text()
    assert dialog.table.cells["conversations", "forgotten"].text() == "1"
    dialog.forgotten.click()
    desk.until(lambda: dialog.table.cells["conversations", "new"].text() == "1")
    dialog.go_on.click()
    says(desk, dialog, "came in or changed")
    assert texts(desk) == told


def test_what_was_forgotten_elsewhere_goes_unless_it_is_to_stay(
    desk: Desk, archive: Path, tmp_path: Path, clock: FixedClock
) -> None:
    told = texts(desk)
    machine = Machine(tmp_path / "elsewhere", clock)
    machine.imports(archive)
    machine.forgets_all()
    file = machine.exports()
    machine.store.close()
    desk.window.archives.bring_in_file(file)
    dialog = opened(desk, ImportDialog)
    says(desk, dialog, "Nothing has been changed yet")
    assert "forgotten there, and go" in dialog.table.besides.text()
    dialog.forgotten.click()
    desk.until(lambda: "forgotten there" not in dialog.table.besides.text())
    dialog.go_on.click()
    says(desk, dialog, "came in or changed")
    assert texts(desk) == told


def test_what_differs_can_be_looked_into(
    desk: Desk, archive: Path, tmp_path: Path, clock: FixedClock
) -> None:
    machine = Machine(tmp_path / "elsewhere", clock)
    machine.imports(archive)
    now = clock.now() + timedelta(days=999)
    for note in machine.store.notes.find(limit=9):
        if note.kind is not NoteKind.EPISODE:
            machine.store.notes.change(note.id, actor="user", reason="", now=now, text="In Lyon")
    for number in range(2 * PAGE):
        machine.author.notes(f"Note {number}", machine.author.begins(f"Note {number}"))
    file = machine.exports()
    machine.store.close()
    desk.window.archives.bring_in_file(file)
    dialog = opened(desk, ImportDialog)
    says(desk, dialog, "Nothing has been changed yet")
    dialog.look.click()
    model, choice = dialog.differing.model, dialog.differing.choice
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal, dialog)
    # How far is read is what is looked at here.
    tester.setUseFetchMore(False)
    desk.until(lambda: model.rowCount() == 1)
    assert choice.currentText() == "Memories, newer there (1)"
    assert model.index(0).data().splitlines() == [f"Here: {SAID}", "There: In Lyon"]
    dialog.differing.list.setCurrentIndex(model.index(0))
    assert "In Lyon" in dialog.differing.whole.text()
    # Many are read as far as they are scrolled to.
    choice.setCurrentIndex(choice.findText(f"Memories, new ({2 * PAGE})"))
    desk.until(lambda: model.rowCount() == PAGE)
    dialog.differing.list.scrollToBottom()
    desk.until(lambda: model.rowCount() == 2 * PAGE)
    assert not model.canFetchMore()
    dialog.reject()


def test_an_import_can_be_undone_from_the_settings_later(desk: Desk, foreign: Path) -> None:
    settings = desk.window.settings
    desk.window.go_to(settings)
    prepared = desk.companion.archive.read(foreign).result()
    desk.companion.archive.take_in(prepared, ImportOptions()).result()
    prepared.close()
    desk.say("I work as a baker.")
    settings.refresh()
    desk.until(settings.archive.undo_import.isVisible)
    settings.archive.undo_import.click()
    dialog = opened(desk, UndoImportDialog)
    dialog.go_on.click()
    says(desk, dialog, "gone again")
    desk.until(lambda: desk.titles == ["I work as a baker."])
    dialog.cancel.click()
    desk.until(lambda: not settings.archive.undo_import.isVisible())


def test_what_is_here_already_is_the_same_and_a_persona_of_its_own_needs_a_name(
    desk: Desk, archive: Path
) -> None:
    desk.window.archives.bring_in_file(archive)
    dialog = opened(desk, ImportDialog)
    says(desk, dialog, "Nothing has been changed yet")
    assert dialog.table.cells["conversations", "same"].text() == "1"
    assert "nothing in it that is not here" in dialog.table.besides.text()
    dialog.ways.buttons["persona"].click()
    assert not dialog.go_on.isEnabled()
    dialog.persona.setText("Ada")
    assert dialog.go_on.isEnabled()


def test_a_file_that_is_none_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "holiday.companion").write_bytes(b"PK\x05\x06 no archive")
    desk.window.archives.bring_in_file(tmp_path / "holiday.companion")
    dialog = desk.window.archives.dialog
    assert isinstance(dialog, ImportDialog)
    desk.until(dialog.trouble.isVisible)
    assert "holiday.companion" in dialog.trouble.text()
    assert not dialog.go_on.isVisible()


@pytest.mark.slow  # A passphrase is made slow to try on purpose.
def test_a_locked_archive_asks_for_its_passphrase(desk: Desk, tmp_path: Path) -> None:
    desk.say(SAID)
    file = tmp_path / "locked.companion"
    options = ExportOptions(vectors=False, passphrase="correct horse")
    desk.companion.archive.export(file, Selection(), options).result()
    desk.window.archives.bring_in_file(file)
    dialog = opened(desk, ImportDialog)
    for typed, said in (("battery", "It is locked"), ("correct horse", "Nothing has been changed")):
        says(desk, dialog, "It is locked")
        dialog.passphrase.setText(typed)
        dialog.go_on.click()
        says(desk, dialog, said)
    assert dialog.table.cells["conversations", "same"].text() == "1"


def test_a_file_is_dropped_on_the_window(desk: Desk, archive: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(archive))])
    assert not desk.window.chat.composer.field.canInsertFromMimeData(dropped)
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    entered = QDragEnterEvent(QPoint(300, 300), *how)
    QApplication.sendEvent(desk.window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPoint(300, 300), *how))
    says(desk, opened(desk, ImportDialog), "Nothing has been changed yet")


# -- backups and forgetting everything ------------------------------------------------------------


def test_a_backup_is_made_and_gone_back_to(desk: Desk) -> None:
    desk.say(SAID)
    desk.window.archives.backups()
    dialog = opened(desk, BackupsDialog)
    assert dialog.list.count() == 0
    assert not dialog.go_on.isEnabled()
    dialog.make.click()
    desk.until(lambda: dialog.list.count() == 1)
    assert "made by you" in dialog.list.item(0).text()
    desk.say("I work as a baker.")
    dialog.go_on.click()
    says(desk, dialog, "Make everything what it was")
    dialog.go_on.click()
    says(desk, dialog, "Everything is as it was")
    desk.until(lambda: len(desk.titles) == 1)
    dialog.go_on.click()
    desk.until(lambda: dialog.list.count() == 2)


def test_everything_is_forgotten_only_when_it_is_meant_and_comes_back(desk: Desk) -> None:
    desk.window.open_conversation("")
    QTest.keyClicks(desk.window.chat.composer.field, "Where is the treasure?")
    desk.window.open_conversation(desk.say(SAID))
    before = texts(desk)
    desk.window.go_to(desk.window.settings)
    desk.window.settings.archive.forget_all.click()
    dialog = opened(desk, ForgetAllDialog)
    assert not dialog.go_on.isEnabled()
    QTest.keyClicks(dialog.typed, "forget all")
    assert not dialog.go_on.isEnabled()
    dialog.typed.clear()
    QTest.keyClicks(dialog.typed, "Forget everything")
    dialog.go_on.click()
    says(desk, dialog, "Everything is forgotten")
    assert texts(desk) == set()
    desk.until(lambda: not desk.titles)
    assert desk.window.open_id == ""
    assert desk.window.chat.composer.text == ""
    desk.window.chat.flush()
    assert desk.companion.new_draft().result() == ""
    dialog.undo.click()
    says(desk, dialog, "Everything is back")
    desk.until(lambda: desk.window.chat.composer.text == "Where is the treasure?")
    assert texts(desk) == before
    desk.until(lambda: len(desk.titles) == 1)


def test_without_a_backup_nothing_is_offered_back(desk: Desk) -> None:
    desk.say(SAID)
    desk.window.archives.forget_all()
    dialog = opened(desk, ForgetAllDialog)
    dialog.keep.click()
    assert "nothing can be brought back" in dialog.said.text()
    dialog.typed.setText("forget everything")
    dialog.go_on.click()
    says(desk, dialog, "Everything is forgotten")
    assert not dialog.undo.isVisible()
    assert desk.companion.archive.backups().result() == []
