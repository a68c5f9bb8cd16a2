"""The English words for times: what they count, and how to find them."""

from __future__ import annotations

NUMBERS: dict[str, float] = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "half a": 0.5, "a dozen": 12}
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VAGUE = {"couple": (2, 3), "few": (2, 5), "several": (3, 8), "some": (2, 10), "many": (3, 20)}
UNCOUNTED = (2, 20)
"""“years ago”"""
DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "year": 12, "yr": 12, "decade": 120}
SLACK = {"week": 3, "fortnight": 3, "month": 15, "year": 183, "yr": 183, "decade": 1096}
NAMED = {
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
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
WEEKDAYS = "mon tue wed thu fri sat sun".split()
STEPS = {
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
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SHORT = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
UNMISTAKEN = r"(?:january|february|july|september|october|november|december)\b"
SEASON = rf"(?:{'|'.join(SEASONS)})"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])"
NTH = r"(?:st|nd|rd|th)"
AD = r"(?:1[5-9]|20)[0-9]{2}"
YEAR = rf"(?P<year>{AD}|'[0-9]{{2}})(?![\w%€$£]|[.,:/-][0-9])"
UNIT = rf"(?P<unit>{'|'.join([*DAYS_OF, *MONTHS_OF])})(?P<plural>s)?"
_ONE = (
    rf"(?:[0-9]{{1,3}}(?:\.[0-9])?|(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(NUMBERS)[:9])}))?"
    rf"|{'|'.join(reversed(NUMBERS))})"
)
COUNT = (
    rf"(?:(?:a )?(?P<vague>{'|'.join(VAGUE)})(?: of)?"
    rf"|(?P<low>{_ONE})(?:(?:-| - | to | or )(?P<high>{_ONE}))?(?: or so)?(?P<half> and a half)?)"
)
TAIL = r"(?P<tail> and a half| or two| or so)?"
