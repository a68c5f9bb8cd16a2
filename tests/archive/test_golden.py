"""Archives of format 1, as they were written when it was new: they can be read for ever."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.archive.records import RECORDS
from tests.archive.carrying import Machine

GOLDEN = Path(__file__).parents[1] / "data" / "archive"


def records(file: Path) -> dict[str, list[object]]:
    """All that is in an archive, by member."""
    with zipfile.ZipFile(file) as archive:
        there = set(archive.namelist())
        return {
            name: [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]
            for name in RECORDS
            if f"{name}.jsonl" in there
        }


@pytest.mark.parametrize("name", ["format1", "format1-locked"])
def test_an_archive_of_format_1_comes_back_whole(
    machine: Callable[[str], Machine], name: str
) -> None:
    laptop = machine("laptop")
    laptop.imports(GOLDEN / f"{name}.companion", "correct horse")
    assert records(laptop.exports()) == records(GOLDEN / "format1.companion")
    assert "my dog Biscuit" in laptop.texts()
    (pinned,) = laptop.store.notes.pinned_and_wishes()
    assert pinned.text == "my dog Biscuit"
