"""What days a sentence in English speaks of, counted from the moment at which it was said.

Regular expressions find the words, dateutil knows the calendar. What names no day gives nothing: a
time of day, an age, every Tuesday, a birthday without its year, a May that may be a verb. Where
English leaves it open:

- A week begins on Monday. A season is a northern one, of whole months; a winter bears the year in
  which it begins.
- “on Tuesday” and “in May” look back in a sentence in the past tense and after “since”, ahead in
  any other. A bare weekday is never today; “this Tuesday” can be, as “in May” can be this month.
- “last Tuesday”, “last May”, “last summer” are the latest that are over; “next May” and “next
  summer” the first to begin. “next Friday” is that of the week after this one, like “next weekend”;
  “this Friday” and “this coming Friday” are nearer.
- “two months ago” may be half a month off either way, and so with weeks and years, but not days.
- “since 2018” goes on until today. “until”, “by”, “before” and “after” are the reader's to weigh:
  only their date is found.
- 3/5/2021 lies between its two readings; 3.5.2021 is in May.

No library does this: of the 97 phrases in the tests dateparser names a right day for 54 (2.7 ms a
sentence), parsedatetime for 35 and timefhuman for 31, each without the days around it, and in 46
sentences that name no day they find one in 33, 24 and 18. Here a sentence takes 0.1 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from companion.memory.patterns import one_of
from companion.memory.when.rules import rules
from companion.memory.when.said import PLAIN, SINCE, Said, compiled
from companion.memory.when.words import MONTH, SEASON, SHORT, WEEKDAY

_GATE = re.compile(
    # Lower case, and only at the start of a word: most sentences name no time and cost no more
    # than this. The first letters alone send most words on.
    one_of(
        r"\b(?=[adefjlmnostwy0-9])"
        + one_of(
            "day|today|tonight|yesterday|tomorrow|this [mae]|last (?:night|evening)",
            "weeks?|weekend|fortnight|months?|years?|yrs?|decades?",
            WEEKDAY,
            rf"{SHORT.lower()}\b",
            MONTH,
            SEASON,
            "(?:twen|thir|for|fif|six|seven|eigh|nine)ties",
            r"[0-9]{1,2}[/.-][0-9]|[0-9]{4}|[0-9]+0['’]?s",
        ),
        "['’][0-9]{2}",
    )
)
_FROM = r"\b(?:from|between) (?:the )?\Z"
_TO = r"(?: (?:to|until|till|through|and)| ?-) ?(?:the )?"


@dataclass(frozen=True, slots=True)
class When:
    """A time that a sentence speaks of: `sentence[start:end] == words`.

    `earliest` to `latest` are the days it may mean, inclusive, in the speaker's zone. The words go
    without their preposition, but for “since 2018” and “in three days”.
    """

    start: int
    end: int
    words: str
    earliest: date
    latest: date


def times_in(sentence: str, said_at: datetime) -> list[When]:
    """The times a sentence speaks of, in its order; `said_at` is in the zone of who said it."""
    if not _GATE.search(sentence.lower()):
        return []
    said = Said(sentence.translate(PLAIN), said_at.date())
    taken = bytearray(len(said.text))
    times: list[When] = []
    for rule, days_of in rules():
        for found in rule.finditer(said.text):
            start, end = found.span()
            if 1 in taken[start:end]:
                continue
            taken[start:end] = b"\1" * (end - start)
            try:
                days = days_of(said, found)
            except (ValueError, OverflowError):
                # 31 February, or before the first year or after the last.
                continue
            if days is not None:
                times.append(When(start, end, sentence[start:end], *days))
    times.sort(key=lambda when: when.start)
    return [_since(sentence, said, when) for when in _joined(sentence, said, times)]


def _joined(sentence: str, said: Said, times: list[When]) -> list[When]:
    """“from May to July” is one time. Where the first would be the later, neither is certain."""
    joined: list[When] = []
    for when in times:
        if (
            joined
            and said.follows(_FROM, joined[-1].start)
            and compiled(_TO).fullmatch(said.text, joined[-1].end, when.start)
        ):
            first = joined.pop()
            if first.earliest <= when.earliest:
                words = sentence[first.start : when.end]
                joined.append(When(first.start, when.end, words, first.earliest, when.latest))
        else:
            joined.append(when)
    return joined


def _since(sentence: str, said: Said, when: When) -> When:
    if since := said.follows(SINCE, when.start):
        words = sentence[since.start() : when.end]
        latest = said.today if when.earliest <= said.today else when.latest
        return When(since.start(), when.end, words, when.earliest, latest)
    return when
