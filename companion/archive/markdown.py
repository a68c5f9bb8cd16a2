"""The diary as Markdown: a heading for each day, a list of what was remembered, and what was said
as quotations, so that nothing in it passes for a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from companion.archive.diary import Day, local, spelled, weekday
from companion.domain import SELF, NoteKind, NoteStatus, Role
from companion.printing import counted
from companion.store.diaries import Remembered, Said

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+=]")
_NUMBER = re.compile(r"^(\d+)([.)])")
_LOADS = {"html_inline", "html_block", "image"}
"""What programs that show Markdown may load from elsewhere, or run."""


def write(to: Path, days: Iterable[Day], counts: Mapping[str, int]) -> None:
    """Write a diary of these days."""
    with to.open("w", encoding="utf-8", newline="\n") as file:
        told = ", ".join(counted(number, what) for what, number in counts.items())
        file.write(f"# Diary\n\nWritten by Companion: {told}.\n")
        for day in days:
            file.writelines(f"{line}\n" for line in _day(day))


def _day(day: Day) -> Iterator[str]:
    yield f"\n## {weekday(day.date)}, {spelled(day.date)}"
    if day.remembered:
        yield "\n### Remembered\n"
        for note in day.remembered:
            yield _remembered(note)
    for talk in day.talks.values():
        yield f"\n### {escaped(_in_a_line(talk.title))}"
        for one in talk.said:
            yield from ("", _by_whom(one), ">", *quoted(one))


def _remembered(note: Remembered) -> str:
    words = f"{note.title}: {note.text}" if note.title else note.text
    words = escaped(_in_a_line(words))
    if note.status is NoteStatus.SUPERSEDED:
        words = f"~~{words}~~"
    said = [note.kind.value]
    if note.subject != SELF and note.kind is not NoteKind.SUMMARY:
        said.append(f"about {escaped(_in_a_line(note.subject))}")
    if note.valid_to is not None:
        said.append(f"until {spelled(local(note.valid_to).date())}")
    if note.pinned:
        said.append("pinned")
    return f"- {words} *({', '.join(said)})*"


def _by_whom(one: Said) -> str:
    who = "You" if one.role is Role.USER else escaped(_in_a_line(one.persona))
    return f"> **{who}** {local(one.at):%H:%M}"


def quoted(one: Said) -> list[str]:
    """The lines of a quotation: replies are Markdown, unless something in them would be loaded from
    elsewhere; what the person says is not."""
    is_markdown = one.role is Role.ASSISTANT and not loads(one.text)
    lines = one.text.strip("\r\n").splitlines()
    if not is_markdown:
        # Two spaces at its end make a line one that ends there.
        lines = [f"{escaped(line.strip())}  " for line in lines]
    return [f"> {line}" if line.strip() else ">" for line in lines]


def loads(text: str) -> bool:
    """Whether a text has HTML or images in it, if it is read as Markdown."""
    if "<" not in text and "![" not in text:
        return False
    return any(
        inner.type in _LOADS
        for token in _parser().parse(text)
        for inner in (token, *(token.children or ()))
    )


def escaped(text: str) -> str:
    """A line that Markdown shows as it is
    (https://spec.commonmark.org/0.31.2/#backslash-escapes)."""
    return _NUMBER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
