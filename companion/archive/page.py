"""The diary as one page of HTML: nothing in it is loaded from anywhere, or runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from companion.archive.diary import Day, local
from companion.archive.diary_words import Words
from companion.domain import NoteStatus, Role
from companion.store.diaries import Remembered


def write(to: Path, days: Iterable[Day], counts: Mapping[str, int], words: Words) -> None:
    """Write a diary of these days."""
    # What leads to each month stands at the end of the page, where all are known.
    years: dict[int, dict[int, None]] = {}

    def noted() -> Iterator[Day]:
        for day in days:
            years.setdefault(day.date.year, {})[day.date.month] = None
            yield day

    def also(note: Remembered) -> str:
        ended = None if note.valid_to is None else local(note.valid_to).date()
        return " · ".join(words.also(note, ended))

    told = words.counts(counts)
    with to.open("w", encoding="utf-8", newline="\n") as file:
        template = _environment().get_template("diary.html")
        file.writelines(
            template.generate(days=noted(), years=years, told=told, words=words, also=also)
        )


def rendered(text: str) -> Markup:
    """A reply, which is Markdown, as HTML; tags in it are shown, and an image is a link to it."""
    return Markup(_markdown().render(text))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("companion.archive"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    known: dict[str, Any] = {
        "local": local,
        "rendered": rendered,
        "anchor": _anchor,
        "PAST": NoteStatus.SUPERSEDED,
        "USER": Role.USER,
    }
    made.globals.update(known)
    return made


def _anchor(year: int, month: int) -> str:
    return f"m{year:04}-{month:02}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
