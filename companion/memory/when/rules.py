"""What to look for, and what gives its days."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from companion.memory.when.dated import (
    in_decade,
    in_month,
    in_season,
    in_year,
    in_years,
    iso_date,
    nothing,
    numeric_date,
    written_date,
)
from companion.memory.when.days import Days
from companion.memory.when.relative import (
    ago,
    ahead,
    bare_weekday,
    calendar_step,
    day_of_week,
    from_now,
    named_day,
    rolling,
    the_weekend,
    two_away,
)
from companion.memory.when.said import Said, compiled
from companion.memory.when.words import (
    AD,
    COUNT,
    DAY,
    MONTH,
    NAMED,
    NTH,
    SEASON,
    SHORT,
    STEPS,
    TAIL,
    TENS,
    UNIT,
    UNMISTAKEN,
    WEEKDAY,
    YEAR,
)


@cache
def rules() -> tuple[tuple[re.Pattern[str], Callable[[Said, re.Match[str]], Days | None]], ...]:
    """What to look for, the most telling first."""
    on_weekday = rf"\b(?:{WEEKDAY},? (?:the )?)?"
    day_end = r"(?![0-9]|[.:/][0-9]|,[0-9]{3}\b)"
    which = "|".join(name for name in STEPS if name not in ("before last", "after next"))
    rules: tuple[tuple[str, Callable[[Said, re.Match[str]], Days | None]], ...] = (
        (
            r"(?-i:\bmay) (?:be|not|have)\b"
            r"|\b(?:may|march) [0-9]+ (?:people|guests|friends|kids|men|women|more|of|km|miles)\b",
            nothing,
        ),
        (
            rf"(?<![\w./-]){AD}(?P<mark>[/-])(?:1[0-2]|0?[1-9])(?P=mark){DAY}"
            r"(?![0-9]|[./-][0-9])",
            iso_date,
        ),
        (
            rf"(?<![\w./-])(?P<first>{DAY})(?P<mark>[/.-])(?P<second>{DAY})(?P=mark)"
            rf"(?P<year>{AD}|(?<=/)[0-9]{{2}})(?![0-9]|[./-][0-9])",
            numeric_date,
        ),
        (
            rf"(?<![\w.,:/$€£-]){on_weekday}(?:(?P<from>{DAY}){NTH}?(?: ?- ?| to | and | or ))?"
            rf"(?P<day>{DAY}){NTH}? (?P<surely>of )?(?P<month>{MONTH})(?:,? {YEAR})?",
            written_date,
        ),
        (
            rf"{on_weekday}\b(?P<month>{MONTH})\.? (?:the )?"
            rf"(?:(?P<from>{DAY}){NTH}?(?: ?- ?| to | and | or ))?"
            rf"(?P<day>{DAY})(?P<surely>{NTH})?{day_end}\b(?:(?:,| |, ){YEAR})?",
            written_date,
        ),
        (
            r"\b(?:every|each|any|an?|other|one) (?:other |single |second )?"
            rf"(?:{WEEKDAY}|{MONTH})"
            rf"|\b{WEEKDAY} (?:nights|mornings|afternoons|evenings)\b"
            rf"|\b{WEEKDAY}(?: ?- ?| to | through | till | until ){WEEKDAY}\b"
            rf"|\b{WEEKDAY}(?:,? the {DAY}{NTH}| week)\b"
            rf"|\b(?:black|good|ash|cyber|easter|holy|maundy|palm|casual) {WEEKDAY}\b"
            r"|\b[0-9]{2}00 (?!was|is|has|as|this)[a-z]+s\b",
            nothing,
        ),
        (rf"\b(?:{COUNT} )?{UNIT}{TAIL} ago\b(?P<exactly> today)?", ago),
        (rf"\b{COUNT} {UNIT}{TAIL} from (?:now|today)\b", from_now),
        (rf"\b(?:{'|'.join(NAMED)})\b", named_day),
        (
            rf"\bin (?:about |around |another |just |exactly )?{COUNT} {UNIT}(?:'s?)?{TAIL}"
            r"(?: time)?\b(?! of\b)",
            ahead,
        ),
        (
            # Without a count, only “the last week” is the past seven days; “last week” is not.
            r"\b(?P<the>the |these |this (?=past|coming))?(?P<way>last|past|next|coming) "
            rf"(?:{COUNT} |(?(the)|(?!))){UNIT}\b(?! of\b)",
            rolling,
        ),
        (
            r"\b(?:the )?(?P<unit>week|weekend|month|year) (?P<which>before last|after next)\b",
            two_away,
        ),
        (rf"\b(?P<weekday>{WEEKDAY})(?: of)? (?P<which>last|this|next) week\b", day_of_week),
        (rf"\b(?P<which>last|this|next) week(?: on)? (?P<weekday>{WEEKDAY})\b", day_of_week),
        (
            rf"\b(?P<which>{which}) (?:(?P<unit>week|weekend|month|year)|(?P<season>{SEASON})"
            rf"|(?P<weekday>{WEEKDAY}|{SHORT})|(?P<month>{MONTH}))\b(?! of\b)",
            calendar_step,
        ),
        (r"\bthe weekend\b(?! (?:of|before|after)\b)", the_weekend),
        (
            rf"\b(?P<month>(?P<unmistaken>{UNMISTAKEN})|{MONTH})(?:\.?,? (?:of )?{YEAR})?(?!'s)",
            in_month,
        ),
        (rf"\b(?P<season>{SEASON})(?: of)?,? {YEAR}", in_season),
        (rf"(?<![\w./-])(?P<first>{AD}) ?- ?(?P<last>{AD})(?![\w%]|[./-][0-9])", in_years),
        (r"\b(?:the )?(?:(?:early|mid|late)[ -])?(?P<decade>(?:1[5-9]|20)[0-9]0)'?s\b", in_decade),
        (
            r"\bthe (?:(?:early|mid|late)[ -])?'?(?P<decade>[2-9]0(?='?s\b)"
            rf"|(?:{'|'.join(ten[:-1] for ten in TENS)})ies\b)(?:'?s\b)?",
            in_decade,
        ),
        (rf"(?<![\w.,:/$€£']){YEAR}", in_year),
        (rf"\b(?:{WEEKDAY}|(?P<short>{SHORT}))\b", bare_weekday),
    )
    return tuple((compiled(rule), days_of) for rule, days_of in rules)
