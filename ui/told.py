"""What the core says, in the language of the window.

The core speaks English, in whole sentences: it prints them, raises them, and stores them with the
memories (why one was recalled, why it was changed). Here they are known again by their form, and
said in the window's language with the same names and numbers in them. What a person or the model
wrote is never one of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QDate

from companion.domain import Note, NoteKind, Origin
from companion.errors import CompanionError
from ui.language import own_locale, quoted, translate
from ui.told_words import SENTENCES

_CONTEXT = "core"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAY = re.compile(
    r"(?:(?P<weekday>[A-Z][a-z]+day), )?(?:(?P<day>\d{1,2}) )?"
    r"(?P<month>[A-Z][a-z]+) (?P<year>\d{4})"
)
_QUOTED = re.compile(r"“.+”")
NAMED = re.compile(rf"(?P<name>[A-Z][a-z]+): (?P<rest>{_QUOTED.pattern})")
"""A line of the portrait under a name, such as `Home: “…”`."""
_PLACE = re.compile(r"\\\{(\d)\\\}")


def told(sentence: str) -> str:
    """A sentence of the core's in the window's language; as it is when it is none of them."""
    source, values = _form(sentence)
    if not source:
        return _date(sentence)
    return _fill(translate(_CONTEXT, source), values)


def title_of(note: Note) -> str:
    """A note's title: those of summaries and of the portrait are the core's, others are quoted."""
    return told(note.title) if note.kind in (NoteKind.SUMMARY, NoteKind.PORTRAIT) else note.title


def text_of(note: Note) -> str:
    """A note's words. Those that the core's summaries and its portrait quote stand in the quotation
    marks of the language."""
    ours = note.kind in (NoteKind.SUMMARY, NoteKind.PORTRAIT) and note.origin is Origin.RULE
    return "\n".join(map(told_line, note.text.split("\n"))) if ours else note.text


def told_line(line: str) -> str:
    """A line of a summary or a section of the portrait, in the window's language."""
    if found := NAMED.fullmatch(line):
        return f"{told(found['name'])}: {told_line(found['rest'])}"
    return quoted(line[1:-1]) if _QUOTED.fullmatch(line) else told(line)


def told_error(error: CompanionError) -> str:
    """An error and what can be done about it, in the window's language."""
    return f"{told(error.message)} {told(error.hint)}".strip()


def _date(words: str) -> str:
    """A day or a month as the core writes it, in the window's way; anything else as it is."""
    found = _DAY.fullmatch(words)
    if found is None or found["month"] not in _MONTHS:
        return words
    date = QDate(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"] or 1))
    if found["weekday"]:
        form = translate("core", "dddd, d MMMM yyyy")
    else:
        form = translate("core", "d MMMM yyyy") if found["day"] else "MMMM yyyy"
    return own_locale().toString(date, form)


def _fill(translated: str, values: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        return told(values.get(found[1], ""))

    # Not `format`: what stands in a value may have braces of its own.
    return re.sub(r"\{(\d)\}", value, translated) if values else translated


@lru_cache(maxsize=512)
def _form(sentence: str) -> tuple[str, dict[str, str]]:
    """The sentence without the values in it, and these by their places; empty for none of ours."""
    if sentence in SENTENCES:
        return sentence, {}
    for source, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return source, {name[1:]: words for name, words in found.groupdict().items()}
    return "", {}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those with values in them; what says more beside these comes first."""
    made = []
    for source in sorted(SENTENCES, key=len, reverse=True):
        escaped = re.escape(source)
        if _PLACE.search(escaped):
            made.append((source, re.compile(_place(escaped), re.DOTALL)))
    return tuple(made)


def _place(escaped: str) -> str:
    seen: set[str] = set()

    def group(found: re.Match[str]) -> str:
        name = f"v{found[1]}"
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.*?)"

    return _PLACE.sub(group, escaped)
