"""What notes show together by mere counting: what keeps coming up, and what a month was about.

True by construction: who and what is counted stands in the notes that are cited, and nothing is
said of why. Pure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from companion.domain import EntityKind
from companion.memory.tags import tags_of
from companion.memory.words import stem
from companion.store.reflections import Told

WEEKS = 8
"""How many weeks are looked at for what keeps coming up, this one included."""
KEEPS = 5
"""In how many of them a topic must have come up."""
A_WEEK = 3
"""How many notes of each week are cited."""
MONTHLY = 8
"""How many notes a month must have to be about something."""
CITED = 100
"""How many notes are cited at the most."""
_LEFT_OUT = frozenset(
    {stem(word) for word in "work home flat house food eat team read save".split()}
)
"""Topics that come up every week with everybody, and so tell nothing."""


@dataclass(frozen=True, slots=True)
class Insight:
    """What some notes show. `topic` and `scope` tell it from others: “climbing”, “week by week”."""

    topic: str
    scope: str
    text: str
    rests_on: tuple[str, ...]


def weekly(told: Sequence[Told], now: datetime) -> list[Insight]:
    """What came up in most of the last weeks, in most of them first. `now` is in the person's
    zone."""
    monday = now.date() - timedelta(days=now.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    found = []
    for topic, notes in _by_topic(told).items():
        weeks: dict[date, list[str]] = defaultdict(list)
        for one in notes:
            day = one.at.astimezone(now.tzinfo).date()
            if first <= day <= now.date():
                weeks[day - timedelta(days=day.weekday())].append(one.note.id)
        if len(weeks) >= KEEPS:
            said = f"came up in {len(weeks)} of the {WEEKS} weeks {_span(first, now.date())}."
            cited = tuple(i for ids in weeks.values() for i in ids[:A_WEEK])
            count = sum(map(len, weeks.values()))
            insight = Insight(topic, "week by week", f"{_begun(topic)} {said}", cited)
            found.append((-len(weeks), -count, topic, insight))
    return [insight for *_, insight in sorted(found, key=lambda it: it[:3])]


def monthly(told: Sequence[Told], now: datetime) -> list[Insight]:
    """What most of the notes of the last whole month mention: one topic at the most. `now` is in
    the person's zone."""
    last = now.date().replace(day=1) - timedelta(days=1)
    of_month = [
        one
        for one in told
        if (day := one.at.astimezone(now.tzinfo)).year == last.year and day.month == last.month
    ]
    if len(of_month) < MONTHLY:
        return []
    for topic, notes in sorted(_by_topic(of_month).items(), key=lambda it: (-len(it[1]), it[0])):
        cited = tuple(one.note.id for one in notes)
        if 2 * len(cited) > len(of_month) and len(cited) <= CITED:
            text = f"Most of what was told in {last:%B %Y} mentions {topic}."
            return [Insight(topic, f"{last:%B %Y}", text, cited)]
    return []


def _by_topic(told: Iterable[Told]) -> dict[str, list[Told]]:
    """The notes by whom and what their own words name, as it is called most often."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    notes: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        for key, name in _topics(one).items():
            called[key][name] += 1
            notes[key].append(one)
    return {called[key].most_common(1)[0][0]: found for key, found in notes.items()}


def _topics(told: Told) -> dict[str, str]:
    """Names, and words that stand for a part of life, each with what tells it from others."""
    text = told.note.text
    topics = {
        one.name.casefold(): one.name
        for one in told.entities
        if not one.name.islower() and one.kind is not EntityKind.OTHER and _says(text, one.name)
    }
    for word in told.note.keywords:
        key = stem(word)
        if word.islower() and key not in _LEFT_OUT and tags_of([key]) and _says(text, word):
            topics.setdefault(key, word)
    return topics


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _begun(topic: str) -> str:
    return topic[:1].upper() + topic[1:]


def _span(first: date, last: date) -> str:
    return f"from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
