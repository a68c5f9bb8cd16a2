"""Times that say their date, or most of it: the days they mean, or None."""

from __future__ import annotations

import re
from datetime import date

from companion.memory.when.days import (
    Days,
    full_year,
    is_verb,
    month_of,
    nearest,
    read_date,
    season_of,
    single,
)
from companion.memory.when.said import ON, Said
from companion.memory.when.words import AD, MONTH, TENS

_IN_MONTH = (
    r"\b(?:in|since|until|till|during|throughout|early|late|mid|between|from"
    r"|(?:start|beginning|middle|end|week|weekend|rest|half|most|whole|all|part) of)[ -]"
    rf"(?:{MONTH}(?:,| and| or| to| until| till| through) ){{0,3}}\Z"
)
_IN_YEAR = (
    r"\b(?:in|since|until|till|by|during|throughout|before|after|from|between|around|about|early"
    rf"|late|mid|of|year)[ -](?:{AD}(?:,| and| or| to| until| till) ){{0,3}}\Z"
)
_BORN = r"\bborn (?:in|on)(?: the)? \Z"


def nothing(said: Said, found: re.Match[str]) -> None:
    """Words that only look like a time: no other rule may have them."""


def written_date(said: Said, found: re.Match[str]) -> Days | None:
    """“5 March”, “Monday the 3rd of May 2021”, “May 3-5”."""
    day, month, year, surely = found.group("day", "month", "year", "surely")
    if is_verb(month) and not (year or surely or said.follows(ON, found.start())):
        return None
    if year:
        first, last = single(read_date(f"{day} {month} {full_year(year, said.today)}"))
    elif said.follows(_BORN, found.start()):
        return None
    else:
        # Read in a leap year, for 29 February; the others then have no such day.
        read = read_date(f"{day} {month} 2000")
        first, last = nearest(
            lambda year: single(read.replace(year=year)), said.today, said.looks_back(found)
        )
    if found["from"]:
        first = first.replace(day=int(found["from"]))
    return (first, last) if first <= last else None


def numeric_date(said: Said, found: re.Match[str]) -> Days:
    """“3/5/2021”, “3.5.2021”."""
    first, mark, second, year = found.group("first", "mark", "second", "year")
    words = f"{first}{mark}{second}{mark}{full_year(year, said.today)}"
    readings = (read_date(words, day_first=True), read_date(words, day_first=mark == "."))
    return min(readings), max(readings)


def iso_date(said: Said, found: re.Match[str]) -> Days:
    """“2021-05-03”."""
    return single(read_date(found.group()))


def in_month(said: Said, found: re.Match[str]) -> Days | None:
    """“in May”, “May 2019”, “Sept. 2010”."""
    month, year = found["month"], found["year"]
    if year:
        return month_of(month, full_year(year, said.today))
    if said.follows(_BORN, found.start()):
        return None
    if found["unmistaken"] or said.follows(_IN_MONTH, found.start()):
        return nearest(lambda y: month_of(month, y), said.today, said.looks_back(found))
    return None


def in_season(said: Said, found: re.Match[str]) -> Days:
    """“summer of 2019”, “winter '98”."""
    return season_of(found["season"], full_year(found["year"], said.today))


def in_year(said: Said, found: re.Match[str]) -> Days | None:
    """“in 2018”, “since '98”."""
    if not said.follows(_IN_YEAR, found.start()):
        return None
    year = full_year(found["year"], said.today)
    return date(year, 1, 1), date(year, 12, 31)


def in_years(said: Said, found: re.Match[str]) -> Days | None:
    """“2015-2019”."""
    first, last = int(found["first"]), int(found["last"])
    return (date(first, 1, 1), date(last, 12, 31)) if first < last else None


def in_decade(said: Said, found: re.Match[str]) -> Days:
    """“the 1990s”, “the early nineties”."""
    words = found["decade"].casefold()
    first = int(words) if words.isdecimal() else 20 + 10 * TENS.index(f"{words[:-3]}y")
    if first < 100:
        first += 2000 if 2000 + first <= said.today.year else 1900
    return date(first, 1, 1), date(first + 9, 12, 31)
