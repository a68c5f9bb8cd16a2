"""The diary as Markdown: a heading for each day, a list of what was remembered, and what was said
as quotations, so that nothing in it passes for a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from companion.archive.diary import Day, local
from companion.archive.diary_words import Words
from companion.domain import NoteStatus, Role
from companion.store.diaries import Remembered, Said

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+=]")
_NUMBER = re.compile(r"^(\d+)([.)])")
_LOADS = {"html_inline", "html_block", "image"}
"""What programs that show Markdown may load from elsewhere, or run."""


def write(to: Path, days: Iterable[Day], counts: Mapping[str, int], words: Words) -> None:
    """Write a diary of these days."""
    with to.open("w", encoding="utf-8", newline="\n") as file:
        told = words.written.format(what=words.counts(counts))
        file.write(f"# {words.diary}\n\n{told}\n")
        for day in days:
            file.writelines(f"{line}\n" for line in _day(day, words))


def _day(day: Day, words: Words) -> Iterator[str]:
    yield f"\n## {words.weekday(day.date)}, {words.spelled(day.date)}"
    if day.remembered:
        yield f"\n### {words.remembered}\n"
        for note in day.remembered:
            yield _remembered(note, words)
    for talk in day.talks.values():
        yield f"\n### {escaped(_in_a_line(talk.title))}"
        for one in talk.said:
            yield from ("", _by_whom(one, words.you), ">", *quoted(one))


def _remembered(note: Remembered, words_of: Words) -> str:
    words = f"{note.title}: {note.text}" if note.title else note.text
    words = escaped(_in_a_line(words))
    if note.status is NoteStatus.SUPERSEDED:
        words = f"~~{words}~~"
    ended = None if note.valid_to is None else local(note.valid_to).date()
    said = words_of.also(replace(note, subject=escaped(_in_a_line(note.subject))), ended)
    return f"- {words} *({', '.join(said)})*"


def _by_whom(one: Said, you: str) -> str:
    who = you if one.role is Role.USER else escaped(_in_a_line(one.persona))
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
