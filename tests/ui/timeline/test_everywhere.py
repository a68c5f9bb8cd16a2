"""Wherever a change is made, the timeline shows it at once, and nothing moves under one's eyes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.serving import FILE, Serving
from tests.ui.timeline.conftest import Album
from ui.timeline.roles import NoteRole

NEW = "I love tea."
Change = Callable[[Album], None]


@pytest.fixture
def serving(album: Album) -> Iterator[Serving]:
    """Has the command line of another process served."""
    made = Serving(album.companion)
    made.begin()
    album.until((album.companion.home / FILE).exists)
    yield made
    made.close()


def here(album: Album) -> None:
    """Pin the chosen memory."""
    album.view.detail.acts.pin.trigger()


def in_chat(album: Album) -> None:
    """Say something."""
    album.companion.send(NEW)
    album.companion.catch_up()


def by_a_command(album: Album) -> None:
    """Write a memory from another process."""
    command = [sys.executable, "-m", "companion", "--home", str(album.companion.home)]
    subprocess.run([*command, "remember", NEW], check=True, capture_output=True)


def by_a_job(album: Album) -> None:
    """Have it sleep, many years from now."""
    later = album.companion.clock.now() + timedelta(days=9000)
    album.companion.sleep(["decay"], as_of=later)


def is_told(album: Album) -> bool:
    """Whether the new memory has a row."""
    return NEW in album.texts


def is_pinned(album: Album) -> bool:
    """Whether a row shows a pin."""
    return any(row.data(NoteRole.PINNED) for row in album.rows)


def is_put_away(album: Album) -> bool:
    """Whether the chosen memory says that it is in the archive."""
    states = {row.data(NoteRole.STATE) for row in album.rows if row.data(NoteRole.STATE)}
    return states == {"Archived"}


@pytest.mark.parametrize(
    ("change", "shown"),
    [(here, is_pinned), (in_chat, is_told), (by_a_command, is_told), (by_a_job, is_put_away)],
)
@pytest.mark.usefixtures("serving")
def test_a_change_is_shown_at_once_and_nothing_moves(
    album: Album, clock: FixedClock, change: Change, shown: Callable[[Album], bool]
) -> None:
    texts = [f"I painted fence number {number} green" for number in range(30)]
    album.fill(*texts)
    clock.advance(timedelta(days=2))
    rows, model = album.view.list, album.view.model
    album.choose(texts[15])
    album.until(album.view.detail.acts.pin.isEnabled)
    rows.go_to_row(12)
    album.qtbot.wait(1)
    top = model.sections.key_at(rows.row_at(rows.verticalScrollBar().value()))
    change(album)
    album.until(lambda: shown(album))
    assert album.chosen() == [texts[15]]
    assert model.sections.key_at(rows.row_at(rows.verticalScrollBar().value())) == top
