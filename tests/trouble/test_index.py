"""A lost or damaged vector index is made anew, and words find what was said until then."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.events import MemoryDegraded
from tests.listening import Listener
from tests.trouble.knowing import FACT, OTHER, Opener, in_step, knows

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("index_files")]


def lost(index: Path) -> None:
    """The whole index was deleted."""
    shutil.rmtree(index)


def emptied(index: Path) -> None:
    """Its files were deleted."""
    for directory in index.iterdir():
        shutil.rmtree(directory)
        directory.mkdir()


def overwritten(index: Path) -> None:
    """Every file of it is garbage."""
    for file in files_of(index):
        file.write_bytes(b"\x00garbage\xff" * 100)


def cut_short(index: Path) -> None:
    """Half of every file is missing."""
    for file in files_of(index):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def a_file(index: Path) -> None:
    """There is a file in place of the directory."""
    shutil.rmtree(index)
    index.write_text("what is this?")


def files_inside(index: Path) -> None:
    """There are files in place of the directories inside it."""
    for directory in list(index.iterdir()):
        shutil.rmtree(directory)
        directory.write_text("what is this?")


def files_of(index: Path) -> list[Path]:
    """Every file of an index; there are some."""
    files = [file for file in index.rglob("*") if file.is_file()]
    assert files
    return files


@pytest.mark.parametrize(
    "damage",
    [lost, emptied, overwritten, cut_short, a_file, files_inside],
    ids=lambda d: d.__name__,
)
@pytest.mark.parametrize(
    "forgotten",
    [False, True],
    ids=["", "while_forgotten_notes_wait"],
)
def test_an_index_that_is_lost_or_damaged_is_made_anew(
    open_companion: Opener,
    listener: Listener,
    home: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    forgotten: bool,
) -> None:
    listener.say(FACT)
    listener.say(OTHER)
    companion = listener.companion
    if forgotten:
        companion.forget_notes([note.id for note in companion.notes("Ada").result()]).result()
    listener.rest()
    # A copy of a running home is what is there after a crash.
    shutil.copytree(home, tmp_path / "crashed")
    damage(tmp_path / "crashed" / "index")
    tomorrow = open_companion(tmp_path / "crashed")
    tomorrow.start()
    tomorrow.rest()
    assert tomorrow.all(MemoryDegraded) == []
    assert in_step(tomorrow.companion._runtime.store())
    knows(tomorrow, "what's my dog called?", FACT)
    texts = [note.text for note in tomorrow.companion.notes().result()]
    assert (OTHER in texts) is not forgotten


def test_an_index_damaged_while_it_is_open_is_mended_by_the_next_start(
    open_companion: Opener, listener: Listener, home: Path
) -> None:
    listener.say(FACT)
    listener.rest()
    overwritten(home / "index")
    # Words still find it, whatever the index makes of this.
    knows(listener, "what's my dog called?", FACT)
    listener.say(OTHER)
    listener.close()
    tomorrow = open_companion()
    tomorrow.start()
    tomorrow.rest()
    assert in_step(tomorrow.companion._runtime.store())
    knows(tomorrow, "what's my dog called?", FACT)
    knows(tomorrow, "where does my sister work?", OTHER)
