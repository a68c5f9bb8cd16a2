"""Which everyday things are kinds of what: wine of alcohol, a beagle of dogs, Instagram of social
media. Enough to see that “I bought a Skoda” bears on “I don't have a car”; stems, as `content`
gives them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from companion.memory.words import content, stem

_KINDS = {
    "alcohol": "wine beer whisky whiskey gin vodka rum cider prosecco champagne cocktail cocktails"
    " lager ale sherry booze drunk sober pint",
    "drink": "wine beer whisky gin vodka rum cider prosecco champagne alcohol coffee tea soda cola",
    "meat": "chicken beef pork ham bacon sausage sausages steak lamb turkey burger burgers salami"
    " schnitzel veal vegetarian vegan",
    "fish": "salmon tuna sardine sardines trout cod herring mackerel shrimp prawns sushi",
    "dairy": "milk cheese butter yoghurt yogurt cream",
    "smoke": "cigarette cigarettes cigar cigars tobacco smoker vape vaping non-smoker",
    "cigarette": "smoke smoking smoker",
    "caffeine": "coffee espresso latte cappuccino",
    "coffee": "espresso latte cappuccino caffeine",
    "car": "skoda volkswagen vw golf polo toyota honda ford fiat renault peugeot citroen volvo"
    " bmw audi mercedes opel vauxhall seat kia hyundai mazda nissan tesla subaru mini dacia suzuki"
    " corolla yaris fiesta focus clio passat octavia fabia civic van",
    "vehicle": "car bike bicycle motorbike scooter moped van truck",
    "bike": "bicycle e-bike cycle cycling",
    "motorbike": "motorcycle vespa moped scooter yamaha kawasaki harley ducati",
    "pet": "dog cat puppy kitten horse pony rabbit bunny parrot budgie hamster turtle tortoise"
    " goldfish snake canary ferret hedgehog rat lizard gecko guinea poodle beagle husky dachshund"
    " labrador retriever terrier spaniel collie greyhound pug bulldog tomcat tabby",
    "animal": "dog cat puppy kitten horse pony rabbit parrot budgie hamster tortoise pet",
    "dog": "puppy poodle beagle husky dachshund labrador retriever terrier spaniel collie"
    " greyhound pug bulldog shepherd mutt",
    "cat": "kitten tomcat tabby siamese",
    "bird": "parrot budgie canary cockatiel",
    "child": "son daughter baby kid kids twins toddler children",
    "kid": "son daughter baby child children twins toddler",
    "sibling": "brother sister",
    "partner": "girlfriend boyfriend husband wife fiancé fiancée fiance",
    "married": "husband wife wedding marry marriage",
    "media": "instagram facebook tiktok twitter snapchat linkedin youtube bluesky mastodon",
    "instrument": "piano guitar violin cello flute drums trumpet clarinet saxophone harp oboe"
    " accordion ukulele bass",
    "plane": "fly flew flying flight flights airplane",
    "fly": "plane flight flights airplane",
    "drive": "driving car licence license",
    "sport": "football tennis swimming running yoga gym climbing rowing handball basketball"
    " volleyball hockey badminton boxing judo karate cycling",
    "tv": "television netflix",
    "glasses": "spectacles",
    "allergy": "allergic",
}
"""Each kind, and words for what is of it."""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            found.setdefault(stem(word), set()).add(stem(kind))
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=4_000)
def kinds_in(text: str) -> frozenset[str]:
    """The stems of what a text is about, and those of what they are kinds of."""
    # The same older notes are near to most of what is told.
    return with_kinds(content(text))


def with_kinds(stems: Iterable[str]) -> frozenset[str]:
    """Stems, and those of what they are kinds of."""
    kinds = _kinds()
    found = set(stems)
    for word in tuple(found):
        found |= kinds.get(word, frozenset())
    return frozenset(found)
