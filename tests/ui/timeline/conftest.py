"""The memories page on a Companion that remembers a few things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from companion.app import Companion
from companion.domain import Deleted, Note, NoteKind, Origin, new_id
from tests.ui.waiting import wait_until
from ui.acts.asking import Asking
from ui.acts.forget import ForgetDialog
from ui.bridge import Bridge
from ui.timeline.roles import NoteRole
from ui.timeline.view import MemoriesView

D = TypeVar("D", bound=Asking)


@dataclass
class Album:
    """The memories page, the Companion behind it, and hands to wait with."""

    view: MemoriesView
    companion: Companion
    qtbot: QtBot
    deleted: list[Deleted] = field(default_factory=list)
    """What the page has told of, to be undone."""

    @property
    def texts(self) -> list[str]:
        """The texts in the list, top to bottom, less the headings."""
        return [row.data() for row in self.rows]

    @property
    def rows(self) -> list[QModelIndex]:
        """The notes in the list, top to bottom."""
        model = self.view.model
        rows = [model.index(at) for at in range(model.rowCount())]
        return [row for row in rows if row.data(NoteRole.ID)]

    @property
    def headings(self) -> list[str]:
        """The headings, top to bottom."""
        model = self.view.model
        rows = [model.index(at) for at in range(model.rowCount())]
        return [row.data() for row in rows if not row.data(NoteRole.ID)]

    def remember(self, *texts: str) -> list[str]:
        """Write notes; returns their ids when they are in the list."""
        ids = [self.companion.remember(text).result().note.id for text in texts]
        self.until(lambda: all(self.view.model.index_of(one).isValid() for one in ids))
        self.until(lambda: all(text in self.texts for text in texts[-5:]))
        return ids

    def fill(self, *texts: str) -> None:
        """Have many memories at once, the first the oldest: they are not told one by one, but there
        when the page looks."""
        now = self.companion.clock.now()
        notes = []
        for before, text in enumerate(reversed(texts)):
            at = now - timedelta(seconds=before)
            notes.append(Note(new_id(), NoteKind.FACT, text, Origin.USER, at, at))
        self.companion._runtime.write(
            lambda store: store.notes.add(
                [(note, []) for note in notes], actor="test", reason="", now=now
            )
        ).result()
        self.view.refresh()
        self.until(lambda: len(self.rows) == len(texts))

    def choose(self, *texts: str) -> None:
        """Select the rows with these texts."""
        self.view.list.clearSelection()
        selection = self.view.list.selectionModel()
        for row in self.rows:
            if row.data() in texts:
                selection.select(row, selection.SelectionFlag.Select)

    def asked(self, kind: type[D]) -> D:
        """The dialog of this kind, when it can be gone on with."""
        found: list[D] = []

        def there() -> bool:
            found[:] = [it for it in self.view.findChildren(kind) if it.isVisible()]
            return bool(found) and found[0].go_on.isEnabled()

        self.until(there)
        return found[0]

    def forget(self) -> None:
        """Go on where it is asked whether the chosen memories are to be forgotten."""
        self.asked(ForgetDialog).go_on.click()

    def chosen(self) -> list[str]:
        """The texts of the selected rows."""
        rows = [self.view.model.index_of(one) for one in self.view.list.selected_ids()]
        return [index.data() for index in rows]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        wait_until(holds)

    def shows(self, *texts: str) -> None:
        """Wait until the list shows exactly these."""
        self.until(lambda: self.texts == list(texts))

    def is_pinned(self, row: int) -> bool:
        """Whether the row carries a pin."""
        return bool(self.rows[row].data(NoteRole.PINNED))


@contextmanager
def opened(companion: Companion, qtbot: QtBot) -> Iterator[Album]:
    """The page, open on what a Companion remembers."""
    bridge = Bridge(companion)
    view = MemoriesView(bridge)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    album = Album(view, companion, qtbot)
    view.deleted.connect(album.deleted.append)
    view.refresh()
    yield album
    # What is on its way to be painted is, before there is nothing left to ask.
    view.hide()
    qtbot.wait(1)
    bridge.close()


@pytest.fixture
def album(companion: Companion, qtbot: QtBot) -> Iterator[Album]:
    """The page, open on no memories yet."""
    with opened(companion, qtbot) as album:
        album.until(lambda: album.view.state.heading.text() == "No memories yet")
        yield album
