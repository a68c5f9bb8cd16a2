"""The words of a summary: always made anew of what it is made of, never of its former words.

By rule they are the person's own sentences, in quotation marks, one a line: those that say most of
what all of them say. What is no longer so, was taken back or is being forgotten is told by none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import chain

from companion.domain import Note, NoteKind, Origin
from companion.memory.gist import title
from companion.memory.guard import reads_as_instruction
from companion.memory.lexrank import choose
from companion.memory.periods import ROOM, Level, name
from companion.memory.sentences import sentences
from companion.memory.talk import is_question
from companion.memory.wishes import standing_wish
from companion.memory.words import content
from companion.store.store import Store

TOPIC = "topic"
"""What a summary of a topic is tagged with; all others with their level."""
ABOUT = "about"
"""What one is tagged with that tells of one person, place or thing."""
SORTS = (*Level, TOPIC, ABOUT)
WRITER = "sentences 1"
TOPIC_ROOM = 700
"""Characters of a summary of a topic."""
MOST_SENTENCES = 300
"""Of those among which the ones to tell are chosen."""
TITLE_WORDS = 3
MOST_RETOLD = 64
"""Summaries that are told anew while somebody waits; one takes some milliseconds."""
LEVELS = 4
"""How far above a note there may be summaries."""
LEAST_STEMS = 2
"""Telling words of a sentence that says something by itself."""
CHANGED = "what it tells has changed"


def told_by(part: Note, store: Store, *, noted: bool = False) -> list[str]:
    """The sentences that a summary may take over from one of its parts, in their order, each as a
    line of it: the person's own in quotation marks. Of an episode only those that notes rest on,
    with `noted`."""
    if part.kind is NoteKind.SUMMARY:
        return part.text.splitlines()
    if part.kind is not NoteKind.EPISODE:
        return [_quote(part.text)]
    return [
        _quote(one.text[start:end])
        for one in store.summaries.told([part.id])
        for start, end in sentences(one.text)
        if not _meet(start, end, one.over) and (not noted or _meet(start, end, one.noted))
    ]


def quoted(text: str) -> list[str]:
    """The sentences of a summary."""
    return [line.removeprefix("“").removesuffix("”") for line in text.splitlines() if line]


def sayable(parts: Sequence[Note], store: Store) -> list[str]:
    """The lines among which those that a summary of these parts tells are chosen: what was worth a
    note, or all of it where nothing was."""
    for noted in (True, False):
        lines = chain(*(told_by(part, store, noted=noted) for part in parts))
        if found := [line for line in lines if _says_something(*quoted(line))]:
            return found[:MOST_SENTENCES]
    return []


def room_of(summary: Note) -> int:
    """How long a summary may be, in characters."""
    (sort,) = summary.tags
    return TOPIC_ROOM if sort in (TOPIC, ABOUT) else ROOM[Level(sort)]


def told(summary: Note, parts: Sequence[Note], store: Store) -> Note:
    """The summary in the words of its parts; without words where they say nothing. Reads only."""
    return worded(summary, choose(sayable(parts, store), room_of(summary)), parts)


def worded(summary: Note, lines: Sequence[str], parts: Sequence[Note]) -> Note:
    """The summary with these lines as its text, by rule."""
    (sort,) = summary.tags
    first = min((part.valid_from or part.recorded_at for part in parts), default=None)
    called = ""
    if first is not None:
        called = _found_by(parts, sort) if sort in (TOPIC, ABOUT) else name(Level(sort), first)
    return replace(
        summary,
        text="\n".join(lines),
        title=(called or title(quoted("\n".join(lines)))) if lines else "",
        origin=Origin.RULE,
        writer=WRITER,
        model="",
    )


def _found_by(parts: Sequence[Note], sort: str) -> str:
    """What most of some notes are found by, such as `Flat · kitchen`, or `Ada`."""
    words = Counter(word.casefold() for part in parts for word in part.keywords)
    as_told = {word.casefold(): word for part in parts for word in part.keywords}
    best = sorted(words, key=lambda word: (-words[word], list(words).index(word)))
    most = TITLE_WORDS if sort == TOPIC else 1
    common = [as_told[word] for word in best[:most] if words[word] > 1]
    return " · ".join(word[:1].upper() + word[1:] for word in common)


def retell(store: Store, now: datetime) -> list[str]:
    """Tell the summaries anew that have lost their words, by rule; returns their ids. Belongs into
    the transaction that took them. One of which nothing is left stays without, and so do those that
    are too many to wait for, until the next sleep."""
    changed: dict[str, None] = {}
    # A summary of others that wait, too, loses its words again when those are told.
    for _ in range(LEVELS):
        before = len(changed)
        for sort in SORTS:
            these = [it for it in store.summaries.without_words() if it.tags == (sort,)]
            these = these[: MOST_RETOLD - len(changed)]
            parts = store.summaries.parts([note.id for note in these])
            for note in these:
                after = told(note, parts.get(note.id, ()), store)
                if after.text:
                    store.summaries.put(note, replace(after, updated_at=now), CHANGED, now)
                    changed[note.id] = None
        if len(changed) == before:
            break
    return list(changed)


def tell_again(summary: Note, store: Store, now: datetime) -> list[str]:
    """Tell a summary by rule, whatever words it has; returns its id if these are others."""
    parts = store.summaries.parts([summary.id]).get(summary.id, ())
    after = told(summary, parts, store)
    if (after.text, after.writer, after.model) == (summary.text, summary.writer, summary.model):
        return []
    store.summaries.put(summary, replace(after, updated_at=now), CHANGED, now)
    return [summary.id]


def _meet(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < until and since < end for since, until in spans)


def _quote(sentence: str) -> str:
    return f"“{' '.join(sentence.split())}”"


@lru_cache(maxsize=4_000)
def _says_something(sentence: str) -> bool:
    return (
        len(content(sentence)) >= LEAST_STEMS
        and not is_question(sentence)
        and not standing_wish(sentence)
        and not reads_as_instruction(sentence)
    )
