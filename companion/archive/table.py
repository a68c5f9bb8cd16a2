"""The notes as a table: CSV as RFC 4180 has it, and as spreadsheets take it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from companion.store.diaries import COLUMNS

_FORMULA = tuple("=+-@＝＋－＠")
"""What makes a cell a formula, full width as well, where spreadsheets read that as the same."""
_BREAKS = tuple("\t\r\n")


def write(to: Path, rows: Iterable[Sequence[Any]], tell: Callable[[], None]) -> None:
    """Write a line for each row, under the names of COLUMNS; `tell` is called for each."""
    # With the mark at its beginning, spreadsheets see that it is UTF-8.
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            tell()
            writer.writerow([harmless(value) for value in row])


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: it would run what was only said. Text that
    could be one gets an apostrophe before it, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection)."""
    if isinstance(value, str) and (
        value.startswith(_BREAKS) or value.lstrip().startswith(_FORMULA)
    ):
        return f"'{value}"
    return value
