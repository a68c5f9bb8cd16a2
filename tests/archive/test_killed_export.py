"""An export that does not come to its end: it is killed (kill -9), or the disk is full."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.archive.export import ExportOptions, export
from companion.archive.sweeping import EXPORTING, sweep
from companion.clock import FixedClock
from companion.errors import ArchiveError
from companion.selection import Selection, format_of
from companion.settings import Settings
from companion.store.backups import FOLDER
from companion.store.store import Store
from tests.archive import doomed_export
from tests.archive.carrying import Machine
from tests.archive.conftest import live_a_little
from tests.author import Author
from tests.readable import is_readable
from tests.trouble.test_full_disk import full_disk


def lies_in(folder: Path) -> set[str]:
    """The names of the files and folders in a folder."""
    return {it.name for it in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "passphrase"),
    [("me.companion", ""), ("me.companion", "correct horse"), ("me.md", ""), ("me.csv", "")],
)
def test_killed_in_the_middle_of_an_export(
    machine: Callable[[str], Machine],
    clock: FixedClock,
    tmp_path: Path,
    name: str,
    passphrase: str,
) -> None:
    laptop = machine("laptop")
    live_a_little(laptop.author)
    before = laptop.exports().read_bytes()
    at_home = lies_in(laptop.home)
    laptop.store.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    command = [sys.executable, "-m", doomed_export.__name__]
    command += [str(stick / name), str(laptop.home), passphrase]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.kill()
    assert name not in lies_in(stick)
    laptop.store = Store(laptop.home, clock)
    # The next one goes elsewhere, and removes it all the same.
    assert laptop.exports().read_bytes() == before
    assert lies_in(stick) == set()
    assert {it for it in lies_in(laptop.home) if it.startswith(".")} <= at_home


@pytest.mark.parametrize("name", ["me.companion", "me.md", "me.html", "me.csv"])
def test_on_a_full_disk_nothing_is_left_and_what_was_there_stays(
    author: Author, tmp_path: Path, name: str
) -> None:
    author.notes("I like tea", author.begins("I like tea " + "very " * 300 + "much"))
    author.notes("I like jazz " + "very " * 300, author.begins("I like jazz " + "very " * 300))
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / name).write_bytes(b"the last one")
    options = ExportOptions(format=format_of(Path(name)))
    with full_disk(), pytest.raises(ArchiveError, match="cannot be written") as failed:
        export(author.store, Settings(), folder / name, Selection(), options)
    assert is_readable(failed.value)
    assert lies_in(folder) == {name}
    assert (folder / name).read_bytes() == b"the last one"


def test_a_start_removes_what_was_left(store: Store, tmp_path: Path) -> None:
    home, part, kept = store.home, tmp_path / ".me.md.part", tmp_path / "me.md"
    for file in (part, kept, home / FOLDER / ".20260504.db.part", home / ".export-1" / "archive"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("secret")
    store.meta.set(EXPORTING, str(part))
    sweep(store)
    assert not part.exists()
    assert kept.read_text() == "secret"
    assert not (home / ".export-1").exists()
    assert lies_in(home / FOLDER) == set()
