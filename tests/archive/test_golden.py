"""Archives of every format, as they were written when it was new: they can be read for ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.domain import derived_id
from tests.archive.carrying import Machine
from tests.archive.reading import records

GOLDEN = Path(__file__).parents[1] / "data" / "archive"
# A passphrase is made slow to try on purpose.
LOCKED = pytest.param("format1-locked", marks=pytest.mark.slow)


@pytest.mark.parametrize("name", ["format1", LOCKED, "format2", "format3"])
def test_an_archive_of_an_earlier_format_comes_back_whole(
    machine: Callable[[str], Machine], name: str
) -> None:
    laptop = machine("laptop")
    laptop.imports(GOLDEN / f"{name}.companion", "correct horse")
    expected = records(GOLDEN / f"{name.removesuffix('-locked')}.companion")
    if name.startswith("format1"):
        for talk in expected["conversations"]:
            at = talk["updated_at"]
            talk |= {"titled_at": at if talk["titled_by_owner"] else None, "leaf_at": at}
    if not name.startswith("format3"):
        for persona in expected["personas"]:
            persona["changed_at"] = None
        for link in expected["links"]:
            link["made_at"] = None
        for saved in expected["saved_filters"]:
            saved["id"] = derived_id("filter", saved["name"], saved["filter"])
    assert records(laptop.exports()) == expected
    assert "my dog Biscuit" in laptop.texts()
    (pinned,) = laptop.store.notes.pinned_and_wishes()
    assert pinned.text == "my dog Biscuit"
