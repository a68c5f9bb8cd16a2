"""A life made up for the benchmarks: what somebody might say in the course of years."""

from __future__ import annotations

from random import Random

PLACES = ("Porto", "Lyon", "Ghent", "Turin", "Malmö", "Cork", "Graz", "Split")
NAMES = ("Rita", "Tom", "Ines", "Paul", "Mara", "Jonas", "Lea", "Otto")
JOBS = ("nurse", "baker", "teacher", "gardener", "pilot", "carpenter")
HOBBIES = ("climbing", "pottery", "chess", "sailing", "baking", "photography")
LIFE = (
    "I grew up in {place}.",
    "My friend {name} works as a {job}.",
    "I really enjoy {hobby} at the weekend.",
    "We are going to {place} next summer with {name}.",
    "I met {name} at a {hobby} course.",
    "My cousin {name} moved to {place} as a {job}.",
)

SENTENCES = (
    *LIFE,
    "I work as a {job} in {place}.",
    "I moved to {place} last year.",
    "I bought a {look} {thing} in {place}.",
    "I sold the {look} {thing} to {name}.",
    "I love {hobby}.",
    "I don't like {hobby} anymore.",
    "My sister {name} has a {look} {thing}.",
    "My neighbour {name} fell off a {thing} yesterday.",
    "My colleague {name} and I finished the {look} {thing} on Tuesday.",
    "Yesterday I went to {place} and saw a {look} {thing}.",
    "I've been learning {hobby} since March.",
    "I lost my {thing} somewhere in {place}.",
    "I quit {hobby} because of my back.",
    "I'm planning a trip to {place} in May.",
    "My brother {name} married {name} in {place}.",
    "I want to build a {look} {thing} with my uncle.",
    "My boss {name} gave me a {thing} when I left.",
    "We painted the kitchen {look} and put a {thing} on the wall.",
)
SMALL_TALK = (
    "How are you today?",
    "Haha, that's good.",
    "What do you think about {hobby}?",
    "Thanks, that helps.",
    "Could you explain how a {thing} works?",
    "Oh well, never mind.",
    "Tell me more about {place}.",
    "That makes sense.",
    "Is it far to {place}?",
    "Good morning!",
)
"""Of which no note is made; a third of what is said."""
_LOOKS = (
    "red green blue yellow white black old new huge tiny wooden broken shiny heavy narrow round"
    " striped rusty soft cheap folding borrowed antique electric painted woollen silver clay"
).split()
_THINGS = (
    "bicycle kayak piano lamp sofa tent camera kettle guitar drill table mirror clock basket ladder"
    " violin stove carpet bookshelf telescope microscope trumpet scooter wheelbarrow blanket vase"
    " suitcase typewriter drum sewing-machine greenhouse hammock canoe loom accordion globe"
).split()
_PASTIMES = (
    *HOBBIES,
    *(
        "knitting skating juggling origami archery beekeeping calligraphy yoga fencing rowing"
        " weaving birdwatching surfing welding embroidery gardening tango karaoke judo orienteering"
    ).split(),
)
_TRADES = (
    *JOBS,
    *(
        "plumber librarian welder translator florist mechanic surveyor chemist postman tailor"
        " dentist farmer violinist locksmith cook roofer midwife beekeeper typist butcher"
    ).split(),
)
_SYLLABLES = "ba de fi go ku la me ni po ra se ti vo za lin mar ten dor vel sun".split()


def made_up(random: Random) -> dict[str, str]:
    """What is put into the gaps of a sentence. Of names there are some seventy."""
    first, second, third = (random.choice(_SYLLABLES) for _ in range(3))
    few = _SYLLABLES[:8]
    place = random.choice((*PLACES, f"{first}{second}{third}".capitalize()))
    return {
        "place": place,
        "name": random.choice((*NAMES, f"{random.choice(few)}{random.choice(few)}".capitalize())),
        "job": random.choice(_TRADES),
        "hobby": f"{random.choice(_PASTIMES)} near {place}",
        "look": random.choice(_LOOKS),
        "thing": f"{second}{third} {random.choice(_THINGS)}",
    }


def said(random: Random) -> str:
    """A message of one to three sentences."""
    sentences = random.choices((*SENTENCES, *SMALL_TALK), k=random.randint(1, 3))
    return " ".join(sentence.format(**made_up(random)) for sentence in sentences)
