"""Two years of a made-up life: what somebody tells, day by day, and what can be asked of it then.

Some of it is known to be so, and becomes otherwise, and is told again now and then; most of it is
what a day brings, and talk. It is the same for the same seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

FRIENDS = (
    "Rita Tom Ines Paul Mara Jonas Lea Otto Nadia Felix Olga Hugo Vera Emil Greta Sven Clara Milo"
).split()
PLACES = "Porto Lyon Ghent Turin Malmö Cork Graz Split Bergen Tartu Leeds Vigo".split()
TRADES = (
    "nurse baker teacher gardener pilot carpenter plumber librarian translator florist mechanic"
    " dentist"
).split()
FAVOURITES = {
    "colour": "green yellow purple orange".split(),
    "fruit": "mango pear quince plum".split(),
    "season": "autumn winter spring summer".split(),
    "composer": "Bach Satie Verdi Grieg".split(),
    "board game": "chess backgammon go mahjong".split(),
    "flower": "tulip dahlia iris poppy".split(),
}
PETS = {"cat": "Miso", "dog": "Biscuit", "parrot": "Kiwi", "tortoise": "Atlas"}
THINGS = (
    "bicycle kayak piano lamp sofa tent camera kettle guitar drill mirror clock ladder violin stove"
    " carpet telescope scooter blanket suitcase typewriter hammock canoe accordion globe"
).split()
MEALS = "soup noodles curry salad risotto pancakes lentils pizza dumplings stew omelette".split()
SUBJECTS = (
    "whales volcanoes glaciers pirates bees robots lighthouses trains spies castles deserts comets"
).split()
SPOTS = "market museum library harbour park zoo cinema pool bakery theatre".split()
LOOKS = (
    "red green blue yellow white black huge tiny wooden broken shiny heavy narrow round striped"
    " rusty soft folding antique painted silver clay"
).split()
EVENTS = (
    "I had {meal} for lunch at the {spot} today, with a {look} napkin.",
    "I watched a film about {subject} and a {look} {thing} last night.",
    "I read an article about {subject} on the way to the {spot}.",
    "I saw a {look} {thing} at the {spot} yesterday.",
    "I cooked {meal} with a colleague and talked about {subject}.",
    "I looked at a {look} {thing} in the shop next to the {spot}.",
    "I helped a neighbour carry a {look} {thing} to the {spot}.",
    "I waited an hour at the {spot} behind a man with a {look} {thing}.",
    "I dreamt about {subject} and a {look} {thing}.",
    "I took a photo of a {look} {thing} near the {spot}.",
    "I listened to a talk about {subject} at the {spot}.",
    "I spilled {meal} on a {look} {thing} this morning.",
)
TALK = (
    "Good morning!",
    "How are you today?",
    "What do you think about {subject}?",
    "Thanks, that helps.",
    "Could you explain how a {thing} works?",
    "Haha, that's a good one.",
    "Tell me something about {subject}.",
    "Is {meal} hard to make?",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One message of the person; `fact` names what it tells of, and is empty for the rest."""

    at: datetime
    text: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is so in the end: a question, and the `fact` of the messages that answer it."""

    question: str
    fact: str


@dataclass(frozen=True, slots=True)
class Life:
    """Messages in the order they were said, and what is known in the end."""

    messages: tuple[Told, ...]
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Something that has one value at a time: how the first is told, how a new one, and again."""

    name: str
    question: str
    first: str
    changed: str
    again: str
    values: tuple[str, ...]


def life(random: Random, began: datetime, *, days: int = 730, messages: int = 4000) -> Life:
    """A life of so many days, told in about so many messages."""
    told: list[Told] = []
    known = []
    for slot in _slots(random):
        turns = sorted(random.sample(range(days * 9 // 10), len(slot.values)))
        for number, (value, start) in enumerate(zip(slot.values, turns, strict=True)):
            until = turns[number + 1] if number + 1 < len(turns) else days
            fact = f"{slot.name}: {value}"
            text = slot.changed if number else slot.first
            told.append(Told(_time(random, began, start), text.format(value), fact))
            for day in _now_and_then(random, start + 5, until):
                told.append(Told(_time(random, began, day), slot.again.format(value), fact))
        known.append(Known(slot.question, fact))
    while len(told) < messages:
        text = random.choice(EVENTS if random.random() < 0.6 else TALK).format(
            meal=random.choice(MEALS),
            subject=random.choice(SUBJECTS),
            spot=random.choice(SPOTS),
            thing=random.choice(THINGS),
            look=random.choice(LOOKS),
        )
        told.append(Told(_time(random, began, random.randrange(days)), text))
    return Life(tuple(sorted(told, key=lambda it: it.at)), tuple(known))


def _slots(random: Random) -> Iterator[_Slot]:
    yield _Slot(
        "home",
        "Where do I live?",
        "I live in {}.",
        "I moved to {}.",
        "I really like living in {}.",
        tuple(random.sample(PLACES, 5)),
    )
    yield _Slot(
        "job",
        "What do I do for a living?",
        "I work as a {}.",
        "I work as a {} now.",
        "I'm tired, being a {} is hard work.",
        tuple(random.sample(TRADES, 4)),
    )
    for what, values in FAVOURITES.items():
        yield _Slot(
            what,
            f"What is my favourite {what}?",
            f"My favourite {what} is {{}}.",
            f"My favourite {what} is {{}} now.",
            f"As I said, {{}} is my favourite {what}.",
            tuple(random.sample(values, random.choice([1, 2]))),
        )
    for kind, name in PETS.items():
        told = f"My {kind} is called {{}}."
        yield _Slot(
            kind, f"What is my {kind} called?", told, told, f"My {kind} {{}} sleeps.", (name,)
        )
    for name in FRIENDS:
        yield _Slot(
            f"{name}'s home",
            f"Where does {name} live?",
            f"My friend {name} lives in {{}}.",
            f"{name} moved to {{}}.",
            f"My friend {name} still lives in {{}}.",
            tuple(random.sample(PLACES, random.choice([1, 1, 2]))),
        )
        yield _Slot(
            f"{name}'s job",
            f"What does {name} do for a living?",
            f"My friend {name} works as a {{}}.",
            f"{name} works as a {{}} now.",
            f"{name} still works as a {{}}.",
            tuple(random.sample(TRADES, random.choice([1, 1, 2]))),
        )


def _now_and_then(random: Random, start: int, until: int) -> Sequence[int]:
    """Some days between these two, some months apart."""
    days = []
    day = start + random.randrange(30, 200)
    while day < until:
        days.append(day)
        day += random.randrange(60, 200)
    return days


def _time(random: Random, began: datetime, day: int) -> datetime:
    return began + timedelta(days=day, minutes=random.randrange(8 * 60, 22 * 60))
