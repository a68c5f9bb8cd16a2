"""Exports to be read: a diary as Markdown or as one page, and the notes as a table.

Like an archive they are written record by record, and the same memory makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from companion.archive import markdown, page, table
from companion.archive.diary import days
from companion.archive.diary_words import ENGLISH, Words
from companion.selection import Format
from companion.store.outgoing import Outgoing


def write(
    outgoing: Outgoing,
    to: Path,
    format: Format,
    tell: Callable[[int, int], None],
    words: Words = ENGLISH,
) -> dict[str, int]:
    """Write what leaves in a format to be read, with these words around what was said; returns how
    many records of each kind are in it.
    `tell` is told with each how many of how many are done, and may raise."""
    diary, numbers = outgoing.diary, count(1)
    if format is Format.CSV:
        notes = diary.count_table()
        table.write(to, diary.table(), lambda: tell(next(numbers), notes))
        return {"notes": notes}
    notes, conversations, messages = diary.count()
    counts = {"notes": notes, "conversations": conversations, "messages": messages}
    told = days(diary, lambda: tell(next(numbers), notes + messages))
    (markdown if format is Format.MARKDOWN else page).write(to, told, counts, words)
    return counts
