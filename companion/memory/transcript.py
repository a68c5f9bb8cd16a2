"""What the model writer is given to read: an episode in lines, those it may cite with numbers.

A line with a number is a sentence of the person that could be a memory. Questions, jokes, quoted
text and orders, the assistant's words, and what is noted already are shown without one: they say
what the others refer to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.domain import SELF, Message, Role
from companion.memory.asks import Forget, TakenBack, asks_in, takes_back
from companion.memory.guard import reads_as_instruction
from companion.memory.observation import DropReason
from companion.memory.people import NOBODY, People
from companion.memory.quoted import quoted_spans
from companion.memory.rules import read
from companion.memory.sentences import sentences
from companion.memory.subjects import whom
from companion.memory.talk import LEAST_CONTENT, LONGEST_STATEMENT
from companion.memory.words import content, marked

Span = tuple[int, int]
LONGEST_SHOWN = 300
"""Characters of a line without a number; the rest is left out."""
MOST_LINES = 10
"""Lines with a number in one piece: what a small model keeps apart."""
_LEAD = 3
"""Lines before a piece that are shown again with it, so that it is known what it refers to."""
_NO_MEMORY = frozenset(
    {
        DropReason.QUESTION,
        DropReason.HYPOTHETICAL,
        DropReason.JOKE,
        DropReason.REQUEST,
        DropReason.QUOTED,
        DropReason.HEARSAY,
        DropReason.TOO_LONG,
    }
)
"""What no writer may take for a memory. What is small talk to the rules the model may know."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a message, or all of one of the assistant's. `people` are those
    known when it is said."""

    message: Message
    start: int
    end: int
    citable: bool
    people: People = NOBODY

    @property
    def text(self) -> str:
        """Its words as they were said."""
        return self.message.text[self.start : self.end]

    def shown(self, number: int | None) -> str:
        """As the model reads it: on one line, whatever it holds."""
        words = " ".join(self.text.split())
        if number is None and len(words) > LONGEST_SHOWN:
            words = words[:LONGEST_SHOWN].rstrip() + "…"
        speaker = "User" if self.message.role is Role.USER else "Assistant"
        return f"{number or '-'} {speaker}: {words}"


@dataclass(frozen=True, slots=True)
class Piece:
    """As much of an episode as is read at once."""

    lines: tuple[Line, ...]

    @property
    def cited_as(self) -> dict[int, Line]:
        """The lines that may be cited, by their numbers."""
        return dict(enumerate((line for line in self.lines if line.citable), 1))

    def __str__(self) -> str:
        numbers = {id(line): number for number, line in self.cited_as.items()}
        return "\n".join(line.shown(numbers.get(id(line))) for line in self.lines)


def lines_of(
    messages: Sequence[Message], people: People, noted: Mapping[str, Sequence[Span]]
) -> list[Line]:
    """An episode in lines. `people` are those spoken of before it; `noted` the spans of each
    message, by its id, that notes rest on already."""
    lines: list[Line] = []
    for message in messages:
        if message.role is not Role.USER:
            start, end = 0, len(message.text)
            lines.append(Line(message, start, end, citable=False))
            continue
        asks = asks_in(message.text)
        for ask in asks:
            if isinstance(ask, TakenBack | Forget):
                lines = _taken_back(lines, ask.about if isinstance(ask, Forget) else None)
        taken = [*((ask.start, ask.end) for ask in asks), *noted.get(message.id, ())]
        quoted = quoted_spans(message.text)
        for start, end in sentences(message.text):
            reading = read(message.text[start:end], people)
            if takes_back(message.text[start:end]) and lines and lines[-1].message == message:
                lines = _taken_back(lines)
            citable = (
                not _NO_MEMORY & set(reading.dropped)
                and not any(s < end and start < e for s, e in taken)
                and 2 * sum(max(0, min(end, e) - max(start, s)) for s, e in quoted) <= end - start
                and _tells_something(message.text[start:end], people)
            )
            lines.append(Line(message, start, end, citable, people))
            people = reading.people
    return lines


def _tells_something(sentence: str, people: People) -> bool:
    least = LEAST_CONTENT if whom(marked(sentence), people) == SELF else 1
    return (
        len(sentence) <= LONGEST_STATEMENT
        and len(content(sentence)) >= least
        and not reads_as_instruction(sentence)
    )


def pieces(lines: Sequence[Line], room: int, count: Callable[[str], int]) -> Iterator[Piece]:
    """The lines in pieces of at most MOST_LINES to cite and `room` tokens; a piece in which there
    is nothing to cite is left out."""
    piece: list[Line] = []
    lead = used = 0
    for line in lines:
        tokens = count(line.shown(1) + "\n")
        cited = sum(it.citable for it in piece)
        if len(piece) > lead and (used + tokens > room or cited >= MOST_LINES):
            yield from _worth_reading(piece)
            piece = [_known(it) for it in piece[-_LEAD:]]
            used = sum(count(it.shown(None) + "\n") for it in piece)
            if used + tokens > room:
                piece, used = [], 0
            lead = len(piece)
        piece.append(line)
        used += tokens
    yield from _worth_reading(piece)


def _worth_reading(piece: list[Line]) -> Iterator[Piece]:
    if any(line.citable for line in piece):
        yield Piece(tuple(piece))


def _known(line: Line) -> Line:
    """The same line, not to be cited again."""
    return Line(line.message, line.start, line.end, citable=False)


def _taken_back(lines: list[Line], about: str | None = None) -> list[Line]:
    """The lines when what the person said last, or all they said of something, is taken back."""
    if about is not None:
        words = set(content(about))
        return [_known(line) if words & set(content(line.text)) else line for line in lines]
    mine = [line for line in lines if line.message.role is Role.USER]
    last = mine[-1].message if mine else None
    return [_known(line) if line.message == last else line for line in lines]
