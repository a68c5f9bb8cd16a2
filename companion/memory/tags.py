"""The domains of life that a note may touch: a small fixed vocabulary, told by their words.

To add a domain, add a line; to widen one, add the words that tell it. A word may tell several.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from companion.memory.words import stem

LEXICON = {
    "work": (
        "accountant apprentice apprenticeship architect baker barista boss career carpenter "
        "chef client colleague commute company coworker customer deadline developer electrician "
        "employer engineer fired freelance hired intern internship interview job journalist "
        "lawyer librarian manager mechanic meeting nurse office overtime plumber programmer "
        "promote promoted promotion receptionist redundant resigned retire retired retirement "
        "salary startup supervisor teacher unemployed waiter waitress work workplace"
    ),
    "study": (
        "bachelor college course degree diploma exam graduate graduated graduation homework "
        "kindergarten lecture lesson master phd professor scholarship school semester student "
        "study studying thesis tuition tutor university"
    ),
    "home": (
        "apartment attic balcony basement bathroom bedroom flat flatmate furniture garden house "
        "housemate housewarming kitchen landlady landlord mortgage neighbor neighbour "
        "neighbourhood renovate renovation rent roof room roommate sofa tenant"
    ),
    "family": (
        "aunt auntie baby brother child cousin dad daughter family father goddaughter godson "
        "gran grandchild granddaughter grandfather grandma grandmother grandpa grandson granny "
        "husband kid mama mom mother mum nephew niece papa parent pregnancy pregnant sibling "
        "sister son stepdaughter stepfather stepmother stepson toddler twin uncle wife"
    ),
    "love": (
        "boyfriend dating divorce divorced engaged engagement fiance fiancé fiancée girlfriend "
        "honeymoon husband marriage married marry partner proposed separated spouse wedding "
        "wife"
    ),
    "friends": ("bestie buddy flatmate friend friendship mate pal roommate"),
    "pets": (
        "beagle bird budgie bunny canary cat chicken dog ferret gecko goldfish guinea hamster "
        "hedgehog horse kitten labrador leash litter lizard parrot pet pony poodle puppy rabbit "
        "retriever snake tabby terrier tortoise turtle vet"
    ),
    "health": (
        "allergic allergy anxiety asthma cancer cigarettes clinic dentist depressed depression "
        "diabetes diabetic diagnosed diagnosis disease doctor headache health hospital ill "
        "illness injured injury insomnia medication medicine migraine operation pain physio "
        "pregnant recovering sick smoking sober sprained surgery symptom tablet therapist "
        "therapy vaccine"
    ),
    "food": (
        "bake baking beer bread breakfast cake cheese chocolate coffee cook cooking curry diet "
        "dinner eat eating fish food fruit gluten lactose lunch meal meat pasta peanut "
        "pescatarian pizza recipe restaurant snack soup spicy sushi tea vegan vegetable "
        "vegetarian wine"
    ),
    "sport": (
        "badminton basketball bicycle bike bouldering boxing climbing coach cycling dance "
        "dancing football gym hike hiking judo karate league marathon martial pilates race "
        "rowing running ski skiing snowboard soccer sport surf surfing swim swimming team "
        "tennis trainer training volleyball workout yoga"
    ),
    "hobbies": (
        "birdwatching camera chess club collect collecting collection crafts crochet draw "
        "drawing fishing gaming garden gardening hobby knit knitting origami paint painting "
        "photography pottery sew sewing volunteer volunteering woodworking workshop"
    ),
    "culture": (
        "album art artist author band book choir cinema concert drums exhibition festival film "
        "gallery guitar library movie museum music novel opera piano podcast poem poetry read "
        "reading series sing singing song theater theatre violin"
    ),
    "travel": (
        "abroad airbnb airport backpacking beach camping cruise flew flight fly holiday hostel "
        "hotel journey luggage passport tour train travel trip vacation visa visit visited "
        "visiting"
    ),
    "money": (
        "afford bank bill budget cheap debt expensive inheritance insurance invest investment "
        "loan lottery money mortgage paid pension price rent salary save saving savings tax "
        "taxes wage"
    ),
    "nature": (
        "beach bird camping flower forest garden hiking lake mountain nature ocean river sea "
        "snow storm tree weather"
    ),
    "celebrations": (
        "anniversary birthday celebrate celebrated ceremony christening christmas diwali easter "
        "eid funeral gift graduation halloween hanukkah party thanksgiving wedding"
    ),
}
"""Each domain, and the words that tell it, in any form."""

MOST = 3
"""Domains of one note: with more, none of them says much."""


@cache
def _domains() -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for domain, words in LEXICON.items():
        for word in dict.fromkeys(stem(word) for word in words.split()):
            told[word] = (*told.get(word, ()), domain)
    return told


def tags_of(stems: Iterable[str]) -> tuple[str, ...]:
    """The domains that these stems (`content`) tell, those told most often first."""
    told: dict[str, int] = {}
    for word in stems:
        for domain in _domains().get(word, ()):
            told[domain] = told.get(domain, 0) + 1
    return tuple(sorted(told, key=lambda domain: -told[domain])[:MOST])
