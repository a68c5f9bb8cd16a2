"""What days a sentence speaks of, as it was said on Wednesday 15 May 2024, late, in Lisbon."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.when import times_in

LISBON = ZoneInfo("Europe/Lisbon")
SAID_AT = datetime(2024, 5, 15, 22, 30, tzinfo=LISBON)


def told(sentence: str, said_at: datetime = SAID_AT) -> dict[str, str]:
    """The words of each time, and its day or days."""
    return {
        when.words: f"{when.earliest}"
        if when.earliest == when.latest
        else f"{when.earliest} to {when.latest}"
        for when in times_in(sentence, said_at)
    }


DAYS = [
    ("I saw her yesterday.", "yesterday", "2024-05-14"),
    ("I am tired today", "today", "2024-05-15"),
    ("We eat out tonight.", "tonight", "2024-05-15"),
    ("I overslept this morning", "this morning", "2024-05-15"),
    ("Last night I slept badly", "Last night", "2024-05-14 to 2024-05-15"),
    ("Tomorrow’s exam scares me", "Tomorrow", "2024-05-16"),
    ("I saw her the day before yesterday", "the day before yesterday", "2024-05-13"),
    ("The day after tomorrow we leave", "The day after tomorrow", "2024-05-17"),
    ("I met Tom the other day", "the other day", "2024-05-01 to 2024-05-14"),
]

WEEKDAYS = [
    # A bare weekday looks where its verb looks, and is never today.
    ("I met Ada on Tuesday.", "Tuesday", "2024-05-14"),
    ("I'm meeting Ada on Tuesday.", "Tuesday", "2024-05-21"),
    ("I've got an exam on Tuesday.", "Tuesday", "2024-05-21"),
    ("I met Ada on Wednesday", "Wednesday", "2024-05-08"),
    ("Dinner with Ada on Wednesday", "Wednesday", "2024-05-22"),
    ("On Tuesday I finally met her", "Tuesday", "2024-05-14"),
    ("I think I left my bag there on Tuesday", "Tuesday", "2024-05-14"),
    ("I'm getting married on Friday", "Friday", "2024-05-17"),
    ("It is planned for Friday", "Friday", "2024-05-17"),
    ("She said she would come on Friday", "Friday", "2024-05-17"),
    ("I hate my job since Monday", "since Monday", "2024-05-13 to 2024-05-15"),
    ("Call me on Thurs", "Thurs", "2024-05-16"),
    # The latest that is over.
    ("I went there last Tuesday", "last Tuesday", "2024-05-14"),
    ("I went there last Wednesday", "last Wednesday", "2024-05-08"),
    ("What did I do this past Saturday?", "this past Saturday", "2024-05-11"),
    # The nearest, and that of the week after this one.
    ("I leave this Friday", "this Friday", "2024-05-17"),
    ("I leave this coming Friday", "this coming Friday", "2024-05-17"),
    ("We meet next Friday at 5", "next Friday", "2024-05-24"),
    ("We meet on Friday next week", "Friday next week", "2024-05-24"),
    ("Last week on Monday I fell ill", "Last week on Monday", "2024-05-06"),
]

WEEKENDS = [
    ("This weekend I go hiking", "This weekend", "2024-05-18 to 2024-05-19"),
    ("This weekend I went hiking", "This weekend", "2024-05-11 to 2024-05-12"),
    ("We had a great time over the weekend", "the weekend", "2024-05-11 to 2024-05-12"),
    ("We went hiking last weekend", "last weekend", "2024-05-11 to 2024-05-12"),
    ("We go hiking next weekend", "next weekend", "2024-05-25 to 2024-05-26"),
    ("We go hiking this coming weekend", "this coming weekend", "2024-05-18 to 2024-05-19"),
]

PERIODS = [
    ("I was ill last week", "last week", "2024-05-06 to 2024-05-12"),
    ("I am ill this week", "this week", "2024-05-13 to 2024-05-19"),
    ("I start next week", "next week", "2024-05-20 to 2024-05-26"),
    ("I left the week before last", "the week before last", "2024-04-29 to 2024-05-05"),
    ("I moved last month", "last month", "2024-04-01 to 2024-04-30"),
    ("I turn forty next year", "next year", "2025-01-01 to 2025-12-31"),
    ("I was in Rome last summer", "last summer", "2023-06-01 to 2023-08-31"),
    ("I go to Rome this summer", "this summer", "2024-06-01 to 2024-08-31"),
    ("I want to see Japan next spring", "next spring", "2025-03-01 to 2025-05-31"),
    ("Last winter was cold", "Last winter", "2023-12-01 to 2024-02-29"),
    # “last week” is a week, “the last week” are seven days.
    ("It rained for the last week", "the last week", "2024-05-08 to 2024-05-15"),
    ("I've changed over the past two years", "the past two years", "2022-05-15 to 2024-05-15"),
    ("I'm away for the next few days", "the next few days", "2024-05-15 to 2024-05-20"),
]

AGO_AND_AHEAD = [
    ("My dog died two days ago", "two days ago", "2024-05-13"),
    ("I moved two weeks ago", "two weeks ago", "2024-04-28 to 2024-05-04"),
    ("I moved 2-3 weeks ago", "2-3 weeks ago", "2024-04-21 to 2024-05-04"),
    ("I quit a couple of months ago", "a couple of months ago", "2024-01-31 to 2024-03-30"),
    ("I quit about five years ago", "five years ago", "2018-11-13 to 2019-11-14"),
    ("I quit twenty-five years ago", "twenty-five years ago", "1998-11-13 to 1999-11-14"),
    ("I quit half a year ago", "half a year ago", "2023-08-16 to 2024-02-14"),
    ("I quit a year and a half ago", "a year and a half ago", "2022-05-16 to 2023-05-17"),
    ("I quit a few years ago", "a few years ago", "2018-11-13 to 2022-11-14"),
    ("I quit years ago", "years ago", "2003-11-14 to 2022-11-14"),
    ("We met ten years ago today", "ten years ago today", "2014-05-15"),
    ("My exam is in three days", "in three days", "2024-05-18"),
    ("My exam is in two weeks’ time", "in two weeks’ time", "2024-05-26 to 2024-06-01"),
    ("My exam is in a day or two", "in a day or two", "2024-05-16 to 2024-05-17"),
    ("My exam is three weeks from now", "three weeks from now", "2024-06-02 to 2024-06-08"),
]

MONTHS = [
    ("I moved in May", "May", "2024-05-01 to 2024-05-31"),
    ("I moved in June", "June", "2023-06-01 to 2023-06-30"),
    ("I'll move in June", "June", "2024-06-01 to 2024-06-30"),
    ("in may i moved", "may", "2024-05-01 to 2024-05-31"),
    ("I was in Rome last May", "last May", "2023-05-01 to 2023-05-31"),
    ("I'm in Rome next May", "next May", "2025-05-01 to 2025-05-31"),
    ("May 2019 was lovely", "May 2019", "2019-05-01 to 2019-05-31"),
    ("We married in Sept. 2010", "Sept. 2010", "2010-09-01 to 2010-09-30"),
    ("I saw Jan in Jan", "Jan", "2024-01-01 to 2024-01-31"),
    ("Between March and May I worked", "March and May", "2024-03-01 to 2024-05-31"),
]

YEARS = [
    ("I moved in 2019.", "2019", "2019-01-01 to 2019-12-31"),
    ("I moved in late 2019", "2019", "2019-01-01 to 2019-12-31"),
    ("By 2030 I want to retire", "2030", "2030-01-01 to 2030-12-31"),
    ("I left in '98", "'98", "1998-01-01 to 1998-12-31"),
    ("I have lived here since 2018", "since 2018", "2018-01-01 to 2024-05-15"),
    ("I'm vegan since May", "since May", "2024-05-01 to 2024-05-15"),
    ("I lived there from 2015 to 2018", "2015 to 2018", "2015-01-01 to 2018-12-31"),
    ("Employed 2015–2018", "2015–2018", "2015-01-01 to 2018-12-31"),
    ("I graduated in spring 2015", "spring 2015", "2015-03-01 to 2015-05-31"),
    ("It was the summer of ’69", "summer of ’69", "1969-06-01 to 1969-08-31"),
    ("I grew up in the 90s", "the 90s", "1990-01-01 to 1999-12-31"),
    ("I grew up in the early nineties", "the early nineties", "1990-01-01 to 1999-12-31"),
]

DATES = [
    ("I marry on 5 June", "5 June", "2024-06-05"),
    ("I married on 5 June", "5 June", "2023-06-05"),
    ("It ends on 29 February", "29 February", "2028-02-29"),
    ("I moved on March 5th, 2021", "March 5th, 2021", "2021-03-05"),
    ("I moved on Friday, the 5th of March 2021", "Friday, the 5th of March 2021", "2021-03-05"),
    ("I moved on March 5,2021", "March 5,2021", "2021-03-05"),
    ("I met April on April 3rd", "April 3rd", "2024-04-03"),
    ("I'm in Rome on 5-7 June", "5-7 June", "2024-06-05 to 2024-06-07"),
    ("Signed on 2021-03-05", "2021-03-05", "2021-03-05"),
    ("Signed on 2021/3/5", "2021/3/5", "2021-03-05"),
    # Who writes points puts the day first; with slashes, only a number over twelve tells.
    ("Signed on 05.03.2021", "05.03.2021", "2021-03-05"),
    ("Signed on 3/25/2021", "3/25/2021", "2021-03-25"),
    ("Signed on 3/5/2021", "3/5/2021", "2021-03-05 to 2021-05-03"),
]


@pytest.mark.parametrize(
    ("sentence", "words", "days"),
    [
        *DAYS,
        *WEEKDAYS,
        *WEEKENDS,
        *PERIODS,
        *AGO_AND_AHEAD,
        *MONTHS,
        *YEARS,
        *DATES,
    ],
)
def test_a_time_is_found_and_counted_from_when_it_was_said(
    sentence: str, words: str, days: str
) -> None:
    assert told(sentence) == {words: days}


NO_TIME = {
    "no word of time": ["I love dark chocolate.", "My sister works at a bakery", "", "…"],
    "a verb or a name": [
        "May I go?",
        "I may go.",
        "There may 5 people come",
        "The 5th may be right",
        "March on!",
        "August is my brother",
        "My brother August met June and April",
        "Jan is my friend",
        "June’s room is in April’s house",
    ],
    "the star, and to sit": ["The Sun is hot", "I sat on the Sun lounger", "I last sat there"],
    "a time of day": ["I run in the morning", "At 20:19 I eat", "Two hours ago", "In 10 minutes"],
    "an age, or how long": [
        "I was happy when I was 12",
        "In my thirties I was happy",
        "I painted it in three days",
        "We've been married for 10 years",
        "I've been ill for two weeks",
    ],
    "what comes again and again": [
        "I swim every Tuesday",
        "I swim on Tuesdays",
        "I swim on Tuesday evenings",
        "I work Monday to Friday",
        "Every summer we go to Spain",
        "In the summer we swim",
    ],
    "any one of them": ["It was a Friday", "The next day she left", "The last day of school"],
    "a number": [
        "I wrote it in 2000 words",
        "It cost 2019 euros",
        "Call 555-2019-2020",
        "I read 1984",
    ],
    "no such day": ["On 31 February 2020", "On 2021-13-05", "From 2018 to 2015"],
    "too long ago": ["1234 years ago", "Thousands of years ago", "In 1066"],
    "which year nobody knows": ["I was born in May", "She was born on the 5th of March"],
}


@pytest.mark.parametrize(
    "sentence", [sentence for sentences in NO_TIME.values() for sentence in sentences]
)
def test_what_names_no_day_is_no_time(sentence: str) -> None:
    assert told(sentence) == {}


def test_each_time_of_a_sentence_has_its_own_verb() -> None:
    assert told("On Tuesday I met Ada, and on Friday I will see her") == {
        "Tuesday": "2024-05-14",
        "Friday": "2024-05-17",
    }
    assert told("I'm in Rome in June, July and August") == {
        "June": "2024-06-01 to 2024-06-30",
        "July": "2024-07-01 to 2024-07-31",
        "August": "2024-08-01 to 2024-08-31",
    }


def test_days_are_those_of_the_speaker() -> None:
    said_at = SAID_AT.astimezone(ZoneInfo("Asia/Tokyo"))
    assert told("I saw her yesterday", said_at) == {"yesterday": "2024-05-15"}


@pytest.mark.parametrize(
    ("said_on", "this", "last", "next_"),
    [
        ("2024-05-13", "2024-05-17", "2024-05-10", "2024-05-24"),
        ("2024-05-17", "2024-05-17", "2024-05-10", "2024-05-24"),
        ("2024-05-18", "2024-05-24", "2024-05-17", "2024-05-24"),
        ("2024-05-19", "2024-05-24", "2024-05-17", "2024-05-24"),
    ],
    ids=["on a Monday", "on a Friday", "on a Saturday", "on a Sunday"],
)
def test_this_last_and_next_friday(said_on: str, this: str, last: str, next_: str) -> None:
    said_at = datetime.fromisoformat(said_on).replace(tzinfo=LISBON)
    assert told("this Friday, last Friday, next Friday", said_at) == {
        "this Friday": this,
        "last Friday": last,
        "next Friday": next_,
    }


def test_the_calendar_is_loaded_with_the_first_time_that_is_named() -> None:
    code = (
        "import sys, datetime\n"
        "from companion.memory.when import times_in\n"
        "times_in('I love tea', datetime.datetime.now(datetime.UTC))\n"
        "assert 'dateutil' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


FRAGMENTS = [
    sentence
    for table in (DAYS, WEEKDAYS, WEEKENDS, PERIODS, AGO_AND_AHEAD, MONTHS, YEARS, DATES)
    for sentence, _, _ in table
] + "since from between to and or on in the last next this 0 12 999 decades ago ' -".split()


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(FRAGMENTS)).map(" ".join),
        st.lists(st.sampled_from(" ".join(FRAGMENTS).split()) | st.text(max_size=3)).map(" ".join),
    ),
    st.datetimes(timezones=st.timezones()),
)
def test_any_text_is_read_without_trouble(sentence: str, said_at: datetime) -> None:
    last_end = 0
    for when in times_in(sentence, said_at):
        assert last_end <= when.start < when.end <= len(sentence)
        assert when.words == sentence[when.start : when.end]
        assert date.min <= when.earliest <= when.latest <= date.max
        last_end = when.end
