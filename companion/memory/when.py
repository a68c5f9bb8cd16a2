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
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

_PLAIN = str.maketrans("’–\n\t\u00a0\u0130\u0131\u017f\u212a", "'-   ____")
"""One spelling to look for. The last four are letters which IGNORECASE takes for i, s and k."""
_NUMBERS: dict[str, float] = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "half a": 0.5, "a dozen": 12}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VAGUE = {"couple": (2, 3), "few": (2, 5), "several": (3, 8), "some": (2, 10), "many": (3, 20)}
_UNCOUNTED = (2, 20)
"""“years ago”"""
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF = {"month": 1, "year": 12, "yr": 12, "decade": 120}
_SLACK = {"week": 3, "fortnight": 3, "month": 15, "year": 183, "yr": 183, "decade": 1096}
_NAMED = {
    "the day before yesterday": (-2, -2),
    "day before yesterday": (-2, -2),
    "the day after tomorrow": (2, 2),
    "day after tomorrow": (2, 2),
    "the other day": (-14, -1),
    "yesterday": (-1, -1),
    "last night": (-1, 0),
    "last evening": (-1, -1),
    "today": (0, 0),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "tonight": (0, 0),
    "tomorrow": (1, 1),
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_STEPS = {
    "last": -1,
    "the past": -1,
    "this past": -1,
    "this": 0,
    "next": 1,
    "the coming": 1,
    "this coming": 1,
    "before last": -2,
    "after next": 2,
}

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_UNMISTAKEN = r"(?:january|february|july|september|october|november|december)\b"
_SEASON = rf"(?:{'|'.join(_SEASONS)})"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
_NTH = r"(?:st|nd|rd|th)"
_AD = r"(?:1[5-9]|20)[0-9]{2}"
_YEAR = rf"(?P<year>{_AD}|'[0-9]{{2}})(?![\w%€$£]|[.,:/-][0-9])"
_UNIT = rf"(?P<unit>{'|'.join([*_DAYS_OF, *_MONTHS_OF])})(?P<plural>s)?"
_ONE = (
    rf"(?:[0-9]{{1,3}}(?:\.[0-9])?|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_NUMBERS)[:9])}))?"
    rf"|{'|'.join(reversed(_NUMBERS))})"
)
_COUNT = (
    rf"(?:(?:a )?(?P<vague>{'|'.join(_VAGUE)})(?: of)?"
    rf"|(?P<low>{_ONE})(?:(?:-| - | to | or )(?P<high>{_ONE}))?(?: or so)?(?P<half> and a half)?)"
)
_TAIL = r"(?P<tail> and a half| or two| or so)?"

_GATE = re.compile(
    # Lower case, and only at the start of a word: most sentences name no time and cost no more
    # than this. The first letters alone send most words on.
    r"\b(?=[adefjlmnostwy0-9])"
    r"(?:day|today|tonight|yesterday|tomorrow|this [mae]|last (?:night|evening)"
    rf"|{_WEEKDAY}|{_SHORT.lower()}\b|{_MONTH}|{_SEASON}|weeks?|weekend|fortnight|months?|years?"
    r"|yrs?|decades?|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|[0-9]{1,2}[/.-][0-9]|[0-9]{4}"
    r"|[0-9]+0['’]?s)|['’][0-9]{2}"
)
_IN_MONTH = (
    r"\b(?:in|since|until|till|during|throughout|early|late|mid|between|from"
    r"|(?:start|beginning|middle|end|week|weekend|rest|half|most|whole|all|part) of)[ -]"
    rf"(?:{_MONTH}(?:,| and| or| to| until| till| through) ){{0,3}}\Z"
)
_IN_YEAR = (
    r"\b(?:in|since|until|till|by|during|throughout|before|after|from|between|around|about|early"
    rf"|late|mid|of|year)[ -](?:{_AD}(?:,| and| or| to| until| till) ){{0,3}}\Z"
)
_ON = r"\b(?:on|since|until|till|by|from)(?: the)? \Z"
_SINCE = r"\bsince (?:the |about |around |early |mid-|late )?\Z"
_BORN = r"\bborn (?:in|on)(?: the)? \Z"
_MORE = r"(?:[0-9]|\b(?:of|dozens?|hundreds?|thousands?|millions?)) \Z"
_WITHIN = r"\b(?:over|in|within|during|for) \Z"
_FROM = r"\b(?:from|between) (?:the )?\Z"
_TO = r"(?: (?:to|until|till|through|and)| ?-) ?(?:the )?"

_PAST = (
    r"(?:(?:was|were|had|did|could)n't|was|were|had|did|born|went|got|met|bought|sold|left|lost|won"
    r"|began|broke|saw|took|gave|found|became|came|ran|ate|built|flew|drove|fell|grew|made|said"
    r"|told|thought|knew|felt|heard|kept|spent|slept|sent|wrote|spoke|stood|taught|wore|woke|sang"
    r"|swam|drank|rode|rang|chose|drew|forgot|froze|hid|held|led|paid|sat|shook|stole|stuck|threw"
    r"|understood|caught|brought|fought|dealt|learnt|burnt|dug|fed|seen|been|gone|done|known|taken"
    r"|given|eaten|written|spoken|agreed|freed"
    r"|(?!\w*(?:eed|fred)\b|hundred\b|naked\b|sacred\b|wicked\b|ahmed\b|mohammed\b|jared\b)"
    r"\w{2,}ed)\b"
)
_VERB = (
    # A form of be takes the participle with it: “is planned” and “'m getting married” are not past.
    r"(?:'(?:m|re|s|ll)|\b(?:am|is|are|be|being|get|gets|getting|will|won't|shall|would|can|can't"
    r"|must|should|might|wants?|needs?|plans?|hopes?|have to|has to|going to|gonna))\b"
    r"(?>(?: (?:not|also|just|\w+ly|be|been|get|getting|being|have|to|so|very)\b)*)(?: \w+)?"
    rf"|(?P<past>\b{_PAST})"
    r"|\b(?:I|we|they|he|she) (?>(?:(?:just|also|then|never|once|almost|still|even|always|often"
    rf"|both|all|have|has|\w+ly) )*)(?!{_PAST})\w+"
)
_REACH = 200
"""Characters within which a time has its verb."""
_CLAUSE_BORDER = r"[,;:.!?()—]|\b(?:and|but)\b"

Days = tuple[date, date]
"""The first and the last."""


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
    said = _Said(sentence.translate(_PLAIN), said_at.date())
    taken = bytearray(len(said.text))
    times: list[When] = []
    for rule, days_of in _rules():
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


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    today: date

    def follows(self, lead: str, at: int) -> re.Match[str] | None:
        """The words that lead up to a place, if they are such."""
        return _compiled(lead).search(self.text, max(0, at - 40), at)

    def looks_back(self, found: re.Match[str]) -> bool:
        """Whether the verb that a time goes with is in the past tense.

        It is the nearest before the time in its clause, else the nearest after it there, else the
        same in the whole sentence.
        """
        start, end = found.span()
        if self.follows(_SINCE, start):
            return True
        sentence = max(0, start - _REACH), min(len(self.text), end + _REACH)
        borders = [
            border.span() for border in _compiled(_CLAUSE_BORDER).finditer(self.text, *sentence)
        ]
        clause = (
            max((to for _, to in borders if to <= start), default=sentence[0]),
            min((at for at, _ in borders if at >= end), default=sentence[1]),
        )
        verbs = [
            (verb.start(), verb.lastgroup == "past")
            for verb in _compiled(_VERB).finditer(self.text, *sentence)
        ]
        for low, high in (clause, sentence):
            before = [past for at, past in verbs if low <= at < start]
            after = [past for at, past in verbs if end <= at < high]
            if before or after:
                return before[-1] if before else after[0]
        return False


def _joined(sentence: str, said: _Said, times: list[When]) -> list[When]:
    """“from May to July” is one time. Where the first would be the later, neither is certain."""
    joined: list[When] = []
    for when in times:
        if (
            joined
            and said.follows(_FROM, joined[-1].start)
            and _compiled(_TO).fullmatch(said.text, joined[-1].end, when.start)
        ):
            first = joined.pop()
            if first.earliest <= when.earliest:
                words = sentence[first.start : when.end]
                joined.append(When(first.start, when.end, words, first.earliest, when.latest))
        else:
            joined.append(when)
    return joined


def _since(sentence: str, said: _Said, when: When) -> When:
    if since := said.follows(_SINCE, when.start):
        words = sentence[since.start() : when.end]
        latest = said.today if when.earliest <= said.today else when.latest
        return When(since.start(), when.end, words, when.earliest, latest)
    return when


# One function for each kind of words below: the days they mean, or None.


def _nothing(said: _Said, found: re.Match[str]) -> None:
    """Words that only look like a time: no other rule may have them."""


def _written_date(said: _Said, found: re.Match[str]) -> Days | None:
    day, month, year, surely = found.group("day", "month", "year", "surely")
    if _is_verb(month) and not (year or surely or said.follows(_ON, found.start())):
        return None
    if year:
        first, last = _one(_read(f"{day} {month} {_full(year, said.today)}"))
    elif said.follows(_BORN, found.start()):
        return None
    else:
        # Read in a leap year, for 29 February; the others then have no such day.
        read = _read(f"{day} {month} 2000")
        first, last = _nearest(
            lambda year: _one(read.replace(year=year)), said.today, said.looks_back(found)
        )
    if found["from"]:
        first = first.replace(day=int(found["from"]))
    return (first, last) if first <= last else None


def _numeric_date(said: _Said, found: re.Match[str]) -> Days:
    first, mark, second, year = found.group("first", "mark", "second", "year")
    words = f"{first}{mark}{second}{mark}{_full(year, said.today)}"
    readings = (_read(words, day_first=True), _read(words, day_first=mark == "."))
    return min(readings), max(readings)


def _iso_date(said: _Said, found: re.Match[str]) -> Days:
    return _one(_read(found.group()))


def _month(said: _Said, found: re.Match[str]) -> Days | None:
    month, year = found["month"], found["year"]
    if year:
        return _month_of(month, _full(year, said.today))
    if said.follows(_BORN, found.start()):
        return None
    if found["unmistaken"] or said.follows(_IN_MONTH, found.start()):
        return _nearest(lambda y: _month_of(month, y), said.today, said.looks_back(found))
    return None


def _season(said: _Said, found: re.Match[str]) -> Days:
    return _season_of(found["season"], _full(found["year"], said.today))


def _year(said: _Said, found: re.Match[str]) -> Days | None:
    if not said.follows(_IN_YEAR, found.start()):
        return None
    year = _full(found["year"], said.today)
    return date(year, 1, 1), date(year, 12, 31)


def _years(said: _Said, found: re.Match[str]) -> Days | None:
    first, last = int(found["first"]), int(found["last"])
    return (date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _decade(said: _Said, found: re.Match[str]) -> Days:
    words = found["decade"].casefold()
    first = int(words) if words.isdecimal() else 20 + 10 * _TENS.index(f"{words[:-3]}y")
    if first < 100:
        first += 2000 if 2000 + first <= said.today.year else 1900
    return date(first, 1, 1), date(first + 9, 12, 31)


def _named(said: _Said, found: re.Match[str]) -> Days:
    first, last = _NAMED[found.group().casefold()]
    return said.today + timedelta(days=first), said.today + timedelta(days=last)


def _ago(said: _Said, found: re.Match[str]) -> Days | None:
    if said.follows(_MORE, found.start()):
        return None
    low, high = _count(found)
    first, last = _shifted(said.today, found, -high), _shifted(said.today, found, -low)
    slack = timedelta() if found["exactly"] else _slack(found, low)
    return first - slack, min(last + slack, said.today)


def _from_now(said: _Said, found: re.Match[str]) -> Days:
    low, high = _count(found)
    first, last = _shifted(said.today, found, low), _shifted(said.today, found, high)
    slack = _slack(found, low)
    return max(first - slack, said.today), last + slack


def _ahead(said: _Said, found: re.Match[str]) -> Days | None:
    # “I painted it in three days” and “once in a day” say how long.
    long = said.looks_back(found) or found.group().casefold() == "in a day"
    return None if long else _from_now(said, found)


def _rolling(said: _Said, found: re.Match[str]) -> Days | None:
    back = found["way"].casefold() in ("last", "past")
    counted = found["vague"] or found["low"]
    if not (counted or found["plural"]) and (
        found["unit"].casefold() == "day"
        or (found["way"].casefold() == "next" and not said.follows(_WITHIN, found.start()))
    ):
        # “the last day”, and “the next week” of a story.
        return None
    _, most = _count(found) if counted or not found["plural"] else _VAGUE["few"]
    edge = _shifted(said.today, found, -most if back else most)
    return (edge, said.today) if back else (said.today, edge)


def _calendar(said: _Said, found: re.Match[str]) -> Days | None:
    which = found["which"].casefold()
    step = _STEPS[which]
    if found["unit"]:
        return _period(found["unit"], said, found, which)
    if found["weekday"]:
        return _one(_weekday(found["weekday"], said, found, which))
    month, season = found["month"], found["season"]
    if month and step == 0 and _is_verb(month):
        return None
    return _nearest(
        lambda year: _month_of(month, year) if month else _season_of(season, year),
        said.today,
        said.looks_back(found) if step == 0 else step < 0,
        over=step != 0,
    )


def _two_away(said: _Said, found: re.Match[str]) -> Days:
    return _period(found["unit"], said, found, found["which"].casefold())


def _the_weekend(said: _Said, found: re.Match[str]) -> Days:
    return _period("weekend", said, found, "this")


def _day_of_week(said: _Said, found: re.Match[str]) -> Days:
    monday = _monday(said.today, _STEPS[found["which"].casefold()])
    return _one(_moved(monday, weekday=_weekday_index(found["weekday"])))


def _bare_weekday(said: _Said, found: re.Match[str]) -> Days | None:
    if found["short"] and not said.follows(_ON, found.start()):
        return None
    which = "last" if said.looks_back(found) else "this coming"
    return _one(_weekday(found.group(), said, found, which))


# What the calendar knows.


def _period(unit: str, said: _Said, found: re.Match[str], which: str) -> Days:
    """The week, weekend, month or year as many steps away as the words say."""
    step, today = _STEPS[which], said.today
    match unit.casefold():
        case "week":
            monday = _monday(today, step)
            return monday, monday + timedelta(days=6)
        case "weekend":
            if step == 0 and today.weekday() < 5 and said.looks_back(found):
                step = -1
            elif which.endswith("coming") and today.weekday() < 5:
                step = 0
            saturday = _monday(today, step) + timedelta(days=5)
            return saturday, saturday + timedelta(days=1)
        case "month":
            first = _moved(today, months=step, day=1)
            return first, _moved(first, day=31)
        case _:
            year = today.year + step
            return date(year, 1, 1), date(year, 12, 31)


def _weekday(word: str, said: _Said, found: re.Match[str], which: str) -> date:
    weekday = _weekday_index(word)
    match which:
        case "next":
            return _moved(_monday(said.today, 1), weekday=weekday)
        case "this":
            return _moved(said.today, days=-6 if said.looks_back(found) else 0, weekday=weekday)
        case _:
            # The first that is not before the day moved to.
            return _moved(said.today, days=-7 if _STEPS[which] < 0 else 1, weekday=weekday)


def _nearest(
    days_in: Callable[[int], Days], today: date, back: bool, *, over: bool = False
) -> Days:
    """Of something that comes once a year, the nearest in a direction, or `over` and done with."""
    step = -1 if back else 1
    for year in range(today.year - step, today.year + 10 * step, step):
        try:
            first, last = days_in(year)
        except ValueError:
            continue
        if back and (last < today if over else first <= today):
            return first, last
        if not back and (first > today if over else last >= today):
            return first, last
    raise ValueError("not within ten years")


def _count(found: re.Match[str]) -> tuple[float, float]:
    """The least and the most that a number may mean."""
    if found["vague"]:
        return _VAGUE[found["vague"].casefold()]
    if not found["low"]:
        return _UNCOUNTED if found["plural"] else (1, 1)
    low, high = _number(found["low"]), _number(found["high"] or found["low"])
    tail = found.groupdict().get("tail")
    if found["half"] or tail == " and a half":
        return low + 0.5, high + 0.5
    return low, high + 1 if tail == " or two" else high


def _number(words: str) -> float:
    words = words.casefold()
    if words in _NUMBERS:
        return _NUMBERS[words]
    if words[0] in "0123456789":
        return float(words)
    tens, _, one = words.replace("-", " ").partition(" ")
    return 20 + 10 * _TENS.index(tens) + _NUMBERS.get(one, 0)


def _shifted(today: date, found: re.Match[str], count: float) -> date:
    unit = found["unit"].casefold()
    if unit in _DAYS_OF:
        return today + timedelta(days=round(count * _DAYS_OF[unit]))
    months, part = divmod(count * _MONTHS_OF[unit], 1)
    return _moved(today, months=int(months), days=round(part * 30))


def _slack(found: re.Match[str], count: float) -> timedelta:
    return timedelta(days=_SLACK.get(found["unit"].casefold(), 0)) * min(1, count)


def _month_of(month: str, year: int) -> Days:
    first = _read(f"1 {month} 2000").replace(year=year)
    return first, _moved(first, day=31)


def _season_of(season: str, year: int) -> Days:
    first = date(year, _SEASONS[season.casefold()], 1)
    return first, _moved(first, months=2, day=31)


def _full(year: str, today: date) -> int:
    """“2019”, “'98” or “98”; a short one is at most twenty years ahead."""
    short = int(year.lstrip("'"))
    if len(year) == 4:
        return short
    return 2000 + short if 2000 + short <= today.year + 20 else 1900 + short


def _monday(today: date, weeks: int) -> date:
    return today + timedelta(days=7 * weeks - today.weekday())


def _weekday_index(word: str) -> int:
    return _WEEKDAYS.index(word[:3].casefold())


def _is_verb(month: str) -> bool:
    """Whether what reads like a month may be a verb."""
    return month in ("may", "march", "mar")


def _one(day: date) -> Days:
    return day, day


def _moved(
    start: date,
    *,
    months: int = 0,
    days: int = 0,
    day: int | None = None,
    weekday: int | None = None,
) -> date:
    """So much later, on that day of its month, or on the first such weekday from there."""
    # Here and not above: the window does not wait for dateutil when it starts.
    from dateutil.relativedelta import relativedelta

    return start + relativedelta(months=months, days=days, day=day, weekday=weekday)


@lru_cache(maxsize=256)
def _read(words: str, *, day_first: bool = False) -> date:
    from dateutil.parser import parse

    return parse(words, dayfirst=day_first, default=datetime(2000, 1, 1, tzinfo=UTC)).date()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[_Said, re.Match[str]], Days | None]], ...]:
    """What to look for, the most telling first."""
    on_weekday = rf"\b(?:{_WEEKDAY},? (?:the )?)?"
    day_end = r"(?![0-9]|[.:/][0-9]|,[0-9]{3}\b)"
    which = "|".join(name for name in _STEPS if name not in ("before last", "after next"))
    rules: tuple[tuple[str, Callable[[_Said, re.Match[str]], Days | None]], ...] = (
        (
            r"(?-i:\bmay) (?:be|not|have)\b"
            r"|\b(?:may|march) [0-9]+ (?:people|guests|friends|kids|men|women|more|of|km|miles)\b",
            _nothing,
        ),
        (
            rf"(?<![\w./-]){_AD}(?P<mark>[/-])(?:1[0-2]|0?[1-9])(?P=mark){_DAY}"
            r"(?![0-9]|[./-][0-9])",
            _iso_date,
        ),
        (
            rf"(?<![\w./-])(?P<first>{_DAY})(?P<mark>[/.-])(?P<second>{_DAY})(?P=mark)"
            rf"(?P<year>{_AD}|(?<=/)[0-9]{{2}})(?![0-9]|[./-][0-9])",
            _numeric_date,
        ),
        (
            rf"(?<![\w.,:/$€£-]){on_weekday}(?:(?P<from>{_DAY}){_NTH}?(?: ?- ?| to | and | or ))?"
            rf"(?P<day>{_DAY}){_NTH}? (?P<surely>of )?(?P<month>{_MONTH})(?:,? {_YEAR})?",
            _written_date,
        ),
        (
            rf"{on_weekday}\b(?P<month>{_MONTH})\.? (?:the )?"
            rf"(?:(?P<from>{_DAY}){_NTH}?(?: ?- ?| to | and | or ))?"
            rf"(?P<day>{_DAY})(?P<surely>{_NTH})?{day_end}\b(?:(?:,| |, ){_YEAR})?",
            _written_date,
        ),
        (
            r"\b(?:every|each|any|an?|other|one) (?:other |single |second )?"
            rf"(?:{_WEEKDAY}|{_MONTH})"
            rf"|\b{_WEEKDAY} (?:nights|mornings|afternoons|evenings)\b"
            rf"|\b{_WEEKDAY}(?: ?- ?| to | through | till | until ){_WEEKDAY}\b"
            rf"|\b{_WEEKDAY}(?:,? the {_DAY}{_NTH}| week)\b"
            rf"|\b(?:black|good|ash|cyber|easter|holy|maundy|palm|casual) {_WEEKDAY}\b"
            r"|\b[0-9]{2}00 (?!was|is|has|as|this)[a-z]+s\b",
            _nothing,
        ),
        (rf"\b(?:{_COUNT} )?{_UNIT}{_TAIL} ago\b(?P<exactly> today)?", _ago),
        (rf"\b{_COUNT} {_UNIT}{_TAIL} from (?:now|today)\b", _from_now),
        (rf"\b(?:{'|'.join(_NAMED)})\b", _named),
        (
            rf"\bin (?:about |around |another |just |exactly )?{_COUNT} {_UNIT}(?:'s?)?{_TAIL}"
            r"(?: time)?\b(?! of\b)",
            _ahead,
        ),
        (
            # Without a count, only “the last week” is the past seven days; “last week” is not.
            r"\b(?P<the>the |these |this (?=past|coming))?(?P<way>last|past|next|coming) "
            rf"(?:{_COUNT} |(?(the)|(?!))){_UNIT}\b(?! of\b)",
            _rolling,
        ),
        (
            r"\b(?:the )?(?P<unit>week|weekend|month|year) (?P<which>before last|after next)\b",
            _two_away,
        ),
        (rf"\b(?P<weekday>{_WEEKDAY})(?: of)? (?P<which>last|this|next) week\b", _day_of_week),
        (rf"\b(?P<which>last|this|next) week(?: on)? (?P<weekday>{_WEEKDAY})\b", _day_of_week),
        (
            rf"\b(?P<which>{which}) (?:(?P<unit>week|weekend|month|year)|(?P<season>{_SEASON})"
            rf"|(?P<weekday>{_WEEKDAY}|{_SHORT})|(?P<month>{_MONTH}))\b(?! of\b)",
            _calendar,
        ),
        (r"\bthe weekend\b(?! (?:of|before|after)\b)", _the_weekend),
        (
            rf"\b(?P<month>(?P<unmistaken>{_UNMISTAKEN})|{_MONTH})(?:\.?,? (?:of )?{_YEAR})?(?!'s)",
            _month,
        ),
        (rf"\b(?P<season>{_SEASON})(?: of)?,? {_YEAR}", _season),
        (rf"(?<![\w./-])(?P<first>{_AD}) ?- ?(?P<last>{_AD})(?![\w%]|[./-][0-9])", _years),
        (r"\b(?:the )?(?:(?:early|mid|late)[ -])?(?P<decade>(?:1[5-9]|20)[0-9]0)'?s\b", _decade),
        (
            r"\bthe (?:(?:early|mid|late)[ -])?'?(?P<decade>[2-9]0(?='?s\b)"
            rf"|(?:{'|'.join(ten[:-1] for ten in _TENS)})ies\b)(?:'?s\b)?",
            _decade,
        ),
        (rf"(?<![\w.,:/$€£']){_YEAR}", _year),
        (rf"\b(?:{_WEEKDAY}|(?P<short>{_SHORT}))\b", _bare_weekday),
    )
    return tuple((_compiled(rule), days_of) for rule, days_of in rules)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """Compiled when it is first looked for; the window does not wait for it when it starts."""
    return re.compile(words, re.IGNORECASE)
