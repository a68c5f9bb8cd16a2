"""The memories page: what is remembered can be found, read, corrected, added and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import Note, NoteKind, NoteStatus, Origin
from companion.errors import StoreError
from companion.events import NotesChanged
from companion.filters import Axis, Entry
from companion.store.store import Store
from tests.ui.timeline.conftest import Album
from ui.chat.note_card import NoteCard
from ui.theme import theme
from ui.timeline.fading import FadingLines
from ui.timeline.roles import NoteRole
from ui.timeline.sections import Heading
from ui.timeline.telling import Telling


def test_what_is_remembered_is_listed_latest_first(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.shows("Biscuit fears thunder", "Ana lives in Braga")
    album.until(lambda: album.view.count.text() == "2")


def test_searching_shows_what_matches_and_says_when_nothing_does(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.view.search.setText("thunder")
    album.shows("Biscuit fears thunder")
    album.view.search.setText("zeppelin")
    album.until(lambda: album.view.state.heading.text() == "Nothing found")
    assert album.view.state.isVisible()
    album.view.search.clear()
    album.until(lambda: len(album.texts) == 2)
    assert album.view.list.isVisible()


def test_only_the_answer_to_the_last_search_counts(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.view.model.search("thunder")
    album.view.model.search("braga")
    album.view.model.search("")
    album.view.model.search("Braga")
    album.shows("Ana lives in Braga")


def test_a_memory_is_written_in_ones_own_words(album: Album) -> None:
    album.qtbot.mouseClick(album.view.add, Qt.MouseButton.LeftButton)
    adder = album.view.adder
    assert not adder.save.isEnabled()
    adder.text.setPlainText("My passport is in the blue folder")
    album.qtbot.keyClick(adder.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    album.shows("My passport is in the blue folder")
    album.until(lambda: album.chosen() == ["My passport is in the blue folder"])
    assert adder.isHidden()


def test_choosing_a_memory_shows_where_it_comes_from(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    album.until(lambda: album.view.detail.card is not None)
    assert album.view.detail.card.text.text() == "Ana lives in Braga"
    assert "You wrote it" in album.view.detail.history_text()


def test_it_says_what_it_is_about_and_who_wrote_it(album: Album) -> None:
    album.remember("I visited Ana in Braga and we baked bread")
    album.choose("I visited Ana in Braga and we baked bread")
    album.until(lambda: album.view.detail.card is not None)
    about = album.view.detail.about_text().splitlines()
    told = dict(zip(about[::2], about[1::2], strict=True))
    assert told["About"] == "Braga · Ana" or told["About"] == "Ana · Braga"
    assert told["Written"] == "by you"
    assert "food" in told["Tags"]
    assert "bread" in told["Words"]


def test_what_is_planned_for_a_month_stands_under_none_of_its_days(album: Album) -> None:
    madrid, ana = "We're going to Madrid in June", "I'll visit Ana next week"
    model = album.view.model

    def row(text: str) -> QModelIndex:
        return next(it for it in album.rows if it.data() == text)

    def tell(*texts: str) -> None:
        for text in texts:
            album.companion.send(text)
            album.companion.catch_up().result()
        album.until(lambda: set(texts) <= set(album.texts))

    tell(madrid, ana)
    assert model.index(row(madrid).row() - 1).data() == "Some time in June"
    assert row(madrid).data(NoteRole.DATE) == ""
    assert row(ana).data(NoteRole.DATE) == "11 May – 17 May"
    tell("My exam is on 1 June")
    album.until(lambda: row(madrid).data(NoteRole.DATE) == "June")
    assert row(madrid).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Plan, June"
    assert "Monday 1" in album.headings


def test_it_says_what_it_has_to_do_with_others(album: Album) -> None:
    for text in ("I live in Lisbon.", "I moved to Porto.", "I think I'm allergic to cats."):
        album.companion.send(text)
        album.companion.catch_up().result()
    album.until(lambda: "I think I'm allergic to cats." in album.texts)

    def shown(text: str) -> str:
        (note,) = [n for n in album.companion.notes(text).result() if n.kind != NoteKind.EPISODE]
        album.view.detail.show_notes([note.id])
        album.until(lambda: album.view.detail.card is not None)
        album.until(lambda: album.view.detail.card.detail.note.id == note.id)
        return album.view.detail.about_text()

    assert "In place of · home: Lisbon → Porto\n“I live in Lisbon.”" in shown("Porto")
    assert "Replaced by · home: Lisbon → Porto\n“I moved to Porto.”" in shown("Lisbon")
    assert "by rules, from your own words · 50 % sure" in shown("allergic")


def test_a_summary_is_shown_as_one_with_what_it_holds(album: Album) -> None:
    texts = ("I planted an oak in the garden.", "My boss gave me the budget.")
    for text in texts:
        album.companion.send(text)
        album.companion.catch_up().result()
        album.until(lambda text=text: text in album.texts)
    tomorrow = album.companion.clock.now() + timedelta(days=1)
    album.companion.sleep(["summaries"], as_of=tomorrow).result()
    (note,) = [n for n in album.companion.notes().result() if n.kind is NoteKind.SUMMARY]
    album.until(lambda: album.view.model.entry(note.id) is not None)
    row = album.view.model.index_of(note.id)
    assert row.data(NoteRole.TITLE) == note.title
    assert row.data(Qt.ItemDataRole.AccessibleDescriptionRole).startswith("Summary")
    album.view.detail.show_notes([note.id])
    album.until(lambda: album.view.detail.card is not None)
    about = album.view.detail.about_text()
    assert "by rules, from your own words" in about
    assert "Holds · told together\n“I planted an oak in the garden.”" in about
    assert "Tags" not in about
    assert album.view.detail.card.correct.isHidden(), "it is made anew"


def test_a_talk_is_told_on_from_where_its_title_ends() -> None:
    def told(title: str, text: str) -> object:
        now = datetime(2026, 5, 4, 12, tzinfo=UTC)
        note = Note("1", NoteKind.EPISODE, text, Origin.RULE, now, now, title=title)
        telling = Telling(Axis.HAPPENED, now.date, "", ())
        return telling.note(Entry(note), Heading.DAY, Qt.ItemDataRole.DisplayRole)

    assert told("We moved to Porto", "We moved to Porto. It rained.") == "It rained."
    assert told("We moved to…", "We moved to Porto. It rained.") == "… Porto. It rained."
    assert told("It rained", "We moved to Porto. It rained.") == "We moved to Porto. It rained."


def test_a_corrected_memory_changes_in_its_row_and_stays_chosen(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.choose("Ana lives in Braga")
    album.until(lambda: album.view.detail.card is not None)
    card = album.view.detail.card
    album.qtbot.mouseClick(card.correct, Qt.MouseButton.LeftButton)
    card.editor.field.setPlainText("Ana lives in Porto")
    album.qtbot.mouseClick(card.editor.save, Qt.MouseButton.LeftButton)
    album.until(lambda: "Ana lives in Porto" in album.texts)
    assert album.chosen() == ["Ana lives in Porto"]
    album.until(lambda: "It said: “Ana lives in Braga”" in album.view.detail.history_text())


def test_a_pinned_memory_carries_a_pin(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.choose("Ana lives in Braga")
    album.until(lambda: album.view.detail.card is not None)
    album.qtbot.mouseClick(album.view.detail.card.pin, Qt.MouseButton.LeftButton)
    album.until(lambda: album.is_pinned(0))


def test_a_forgotten_memory_goes_and_comes_back_when_that_is_undone(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder")
    album.choose("Ana lives in Braga")
    album.view.list.setFocus()
    album.qtbot.keyClick(album.view.list, Qt.Key.Key_Delete)
    album.forget()
    album.shows("Biscuit fears thunder")
    album.until(lambda: len(album.deleted) == 1)
    assert album.companion.undo(album.deleted[0].id).result()
    album.shows("Biscuit fears thunder", "Ana lives in Braga")


def test_several_memories_are_forgotten_at_once(album: Album) -> None:
    album.remember("Ana lives in Braga", "Biscuit fears thunder", "Rui bought a boat")
    album.choose("Ana lives in Braga", "Rui bought a boat")
    album.until(lambda: album.view.detail.several.heading.text() == "2 memories chosen")
    album.view.detail.acts.forget.trigger()
    album.forget()
    album.shows("Biscuit fears thunder")
    album.until(lambda: len(album.deleted) == 1)
    assert album.companion.undo(album.deleted[0].id).result()
    album.until(lambda: len(album.rows) == 3)
    assert album.chosen() == ["Rui bought a boat", "Ana lives in Braga"], "they are chosen again"


def test_further_memories_are_fetched_when_they_are_needed(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.exploring.OPENING", 5)
    monkeypatch.setattr("ui.timeline.model.MARGIN", 2)
    texts = [f"Memory number {number}" for number in range(60)]
    for text in texts:
        album.companion.remember(text).result()
    album.until(lambda: len(album.rows) == 60)
    album.until(lambda: album.texts[:5] == texts[:-6:-1])
    assert album.texts[-1] == "", "it is far from what is in view"
    album.view.list.scrollToBottom()
    album.until(lambda: album.texts[-5:] == texts[4::-1])
    assert album.texts[30] == "", "what lies between is not fetched"


def test_the_first_are_shown_before_all_are_listed(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.exploring.OPENING", 3)
    texts = [f"Memory number {number}" for number in range(40)]
    album.fill(*texts)
    model = album.view.model
    seen: list[tuple[int, bool]] = []
    model.replaced.connect(lambda: seen.append((model.sections.notes, model.complete)))
    album.view.search.setText("memory")
    album.until(lambda: bool(seen) and model.complete)
    assert seen == [(3, False)]
    assert model.sections.notes == 40


def test_a_change_moves_neither_the_place_nor_the_choice(album: Album) -> None:
    album.fill(*(f"Memory number {number}" for number in range(30)))
    view = album.view.list
    album.choose("Memory number 12")
    view.scrollTo(view.selectedIndexes()[0])
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 7)
    before = view.visualRect(view.selectedIndexes()[0]).top()
    album.remember("Something new")
    album.until(lambda: album.texts[0] == "Something new")
    assert album.chosen() == ["Memory number 12"]
    assert view.visualRect(view.selectedIndexes()[0]).top() == before


def test_an_error_is_told_with_a_way_to_try_again(album: Album) -> None:
    album.view.model.failed.emit(StoreError("The disk is full.", "Make room, then try again."))
    assert album.view.state.heading.text() == "The disk is full."
    assert album.view.state.action.text() == "Try again"
    album.qtbot.mouseClick(album.view.state.action, Qt.MouseButton.LeftButton)
    album.until(lambda: album.view.state.heading.text() == "No memories yet")


def test_where_there_is_little_room_list_and_detail_take_turns(album: Album) -> None:
    album.remember("Ana lives in Braga")
    album.view.resize(560, 500)
    assert album.view.list.isVisible()
    assert not album.view.detail.isVisible()
    place = album.view.list.visualRect(album.view.model.index(0)).center()
    album.qtbot.mouseClick(album.view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert album.view.detail.isVisible()
    assert not album.view.list.isVisible()
    album.qtbot.mouseClick(album.view.detail.back_button, Qt.MouseButton.LeftButton)
    assert album.view.list.isVisible()


def test_the_list_stays_a_sound_model_while_it_changes(album: Album) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(album.view.model, fatal)
    ids = album.remember("Ana lives in Braga", "Biscuit fears thunder", "Rui bought a boat")
    album.companion.forget_notes(ids[1:2]).result()
    album.shows("Rui bought a boat", "Ana lives in Braga")
    album.view.search.setText("boat")
    album.shows("Rui bought a boat")
    del tester


def test_what_is_no_longer_so_is_folded_behind_what_is_and_found_by_its_words(album: Album) -> None:
    for text in ("I live in Lisbon.", "I moved to Porto."):
        album.companion.send(text)
        album.companion.catch_up().result()

    def told(text: str) -> QModelIndex | None:
        rows = [row for row in album.rows if row.data(NoteRole.KIND) != NoteKind.EPISODE]
        return next((row for row in rows if row.data() == text), None)

    def said(text: str) -> str:
        row = told(text)
        return row.data(Qt.ItemDataRole.AccessibleDescriptionRole) if row else ""

    album.until(lambda: said("I moved to Porto.") == "Event, Today. was: I live in Lisbon.")
    assert told("I live in Lisbon.") is None
    porto = told("I moved to Porto.")
    assert porto is not None
    album.view.list.setFocus()
    album.view.list.setCurrentIndex(porto)
    album.qtbot.keyClick(album.view.list, Qt.Key.Key_Right)
    lisbon = told("I live in Lisbon.")
    assert lisbon is not None
    assert lisbon.row() == porto.row() + 1
    assert lisbon.data(NoteRole.INNER)
    assert said("I live in Lisbon.").startswith("No longer so")
    album.qtbot.keyClick(album.view.list, Qt.Key.Key_Left)
    assert told("I live in Lisbon.") is None
    album.view.search.setText("Lisbon")
    album.until(lambda: said("I live in Lisbon.").startswith("No longer so"))


def test_what_ended_can_be_made_current_again(album: Album) -> None:
    for text in ("I live in Lisbon.", "I moved to Porto."):
        album.companion.send(text)
        album.companion.catch_up().result()

    def ended() -> list[Note]:
        found = album.companion.notes("Lisbon").result()
        return [note for note in found if note.status is NoteStatus.SUPERSEDED]

    album.until(lambda: bool(ended()))
    (note,) = ended()
    card = NoteCard(album.view._bridge, album.companion.note(note.id).result(), parent=album.view)
    assert not card.restore.isHidden()
    album.qtbot.mouseClick(card.restore, Qt.MouseButton.LeftButton)
    album.until(card.restore.isHidden)
    restored = album.companion.note(note.id).result().note
    assert (restored.status, restored.valid_to) == (NoteStatus.ACTIVE, None)
    assert [claim.ended_at for claim in restored.claims if claim.attribute == "home"] == [None]


def test_it_shows_how_well_a_memory_is_remembered(album: Album, clock: FixedClock) -> None:
    (note_id,) = album.remember("The bins go out on Thursday")
    clock.advance(timedelta(days=200))
    album.companion.correct_note(note_id, "The bins go out on Friday").result()
    clock.advance(timedelta(days=90))
    album.shows("The bins go out on Friday")
    album.choose("The bins go out on Friday")
    album.until(lambda: album.view.detail.fading is not None and bool(fading(album).text()))
    assert fading(album).text() == "95 % fresh · refreshed 1×"
    album.until(lambda: fading(album).curve is not None)
    album.until(lambda: theme().palette.accent in drawn(album))


def test_what_is_pinned_is_said_never_to_fade(album: Album) -> None:
    (note_id,) = album.remember("The bins go out on Thursday")
    album.companion.pin_note(note_id, True).result()
    album.choose("The bins go out on Thursday")
    album.until(lambda: album.view.detail.fading is not None and bool(fading(album).text()))
    assert fading(album).text() == "Never fades · refreshed 1×"
    assert fading(album).curve is None


def test_what_has_faded_says_so_and_can_be_brought_back(
    album: Album, companion: Companion, clock: FixedClock
) -> None:
    album.remember("I live in Porto.")
    (note,) = companion.notes().result()

    def archive(store: Store) -> None:
        faded = {"reason": "it had not come up for long", "status": NoteStatus.ARCHIVED}
        store.notes.change(note.id, actor="sleep", now=clock.now(), **faded)
        companion.events.publish(NotesChanged((note.id,)))

    companion._runtime.write(archive).result()
    album.choose("I live in Porto.")
    album.until(lambda: album.view.detail.card is not None)
    card = album.view.detail.card
    assert card is not None
    album.until(lambda: card.detail.note.status is NoteStatus.ARCHIVED)
    assert "Archived" in [line.text() for line in card.findChildren(QLabel)]
    card.restore.click()
    album.until(lambda: card.detail.note.status is NoteStatus.ACTIVE)


def drawn(album: Album) -> set[str]:
    """The colours of the curve."""
    image = fading(album).curve.grab().toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def fading(album: Album) -> FadingLines:
    """What is shown of how the chosen memory fades."""
    assert album.view.detail.fading is not None
    return album.view.detail.fading
