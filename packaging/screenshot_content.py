"""What the person in the screenshots has talked about: somebody made up.

Each conversation: how many days ago, its title, whether it was off the record, and what was said,
in pairs of the person's words and the reply.
"""

from __future__ import annotations

Talk = tuple[float, str, bool, tuple[tuple[str, str], ...]]

GARDEN_REPLY = """\
A shady balcony is kinder than it sounds. For herbs that do not mind it:

- **Mint** and **chives** — happy in shade, nearly impossible to kill
- **Parsley** — slow at first, then generous
- **Lemon balm** — wants a pot of its own, it spreads

Since Biscuit digs, hang the softer ones out of reach. A simple rhythm for watering:

```python
def water_today(days_since: int, hot: bool) -> bool:
    return days_since >= (1 if hot else 3)
```

Start with mint and chives this weekend; the rest can follow when the tiles are done."""

TALKS: tuple[Talk, ...] = (
    (
        0.05,
        "A balcony garden",
        False,
        (
            (
                "We finally got the keys to the flat in Porto! The balcony faces north. "
                "I want to grow herbs, and my dog Biscuit digs up every pot he sees.",
                "Congratulations on the keys! North-facing and a digging dog: that is a design "
                "problem with charm. Is there a railing or a wall to hang pots from?",
            ),
            (
                "There is a railing. I love mint in everything. What would grow there?",
                GARDEN_REPLY,
            ),
        ),
    ),
    (
        0.3,
        "Words for the retirement speech",
        False,
        (
            (
                "My colleague Henrik retires on Friday and I was asked to give a speech. "
                "He taught me everything about bridges. I hate speaking in public.",
                "Then keep it to one story, told to Henrik and not to the room. Which day with "
                "him do you still think of?",
            ),
            (
                "Once we stood under the Dom Luís bridge in the rain for three hours because he "
                "wanted me to hear it. I had no umbrella. I was 24.",
                "That is the speech. Begin with the rain, end with what you heard.",
            ),
        ),
    ),
    (
        0.4,
        "Something I do not want kept",
        True,
        (
            (
                "I had a silly argument with my sister Ana about the wedding.",
                "That sounds tiring. Do you want to sort it out, or just say it?",
            ),
        ),
    ),
    (
        1.1,
        "Dinner for six on Saturday",
        False,
        (
            (
                "I'm cooking for six on Saturday. My brother-in-law Tomás is allergic to "
                "hazelnuts and my friend Lucía is vegan. I make a good mushroom risotto.",
                "Mushroom risotto carries the evening. Use good olive oil in place of the butter, "
                "and toast pumpkin seeds for the crunch hazelnuts would have given.",
            ),
            (
                "We never eat before nine. I will buy the wine at the cooperative.",
                "Then stir at half past eight, and let the wine breathe while they are late.",
            ),
        ),
    ),
    (
        1.4,
        "Knee, again",
        False,
        (
            (
                "My left knee hurts after running. I ran the half marathon in October and it was "
                "fine. My physiotherapist is called Inês.",
                "Worth telling Inês. Is it worse downhill, or from the first step?",
            ),
            (
                "Downhill. I prefer trails to roads. I will see Inês next Tuesday.",
                "Then until Tuesday keep to the flat, and short.",
            ),
        ),
    ),
    (
        2.2,
        "Learning the accordion",
        False,
        (
            (
                "I started accordion lessons. My grandfather played one in Viana, and I still "
                "have his instrument. I practise before work.",
                "His own accordion: what luck. Have the reeds looked at before you blame yourself.",
            ),
            (
                "The F sharp sticks. I love old waltzes more than anything modern.",
                "A sticking key is usually swollen felt, an hour's work for a repairer.",
            ),
        ),
    ),
    (
        3.0,
        "Which night train to Madrid",
        False,
        (
            (
                "We're going to Madrid in June for my mother's birthday. She turns 70. "
                "I don't like flying.",
                "Then overland: Porto to Vigo, then the fast train by way of Ourense.",
            ),
        ),
    ),
    (
        2.8,
        "A present for the seventieth",
        False,
        (
            (
                "My mother's birthday is on 14 June. I think I'm becoming allergic to cats.",
                "Then no cat for the seventieth. What does she reach for first in the morning?",
            ),
        ),
    ),
    (
        3.3,
        "How to answer me",
        False,
        (
            (
                "Please keep your answers short. Call me Maya. I never want to hear about my old "
                "job at the bank.",
                "Short it is, Maya.",
            ),
        ),
    ),
    (
        4.1,
        "Concrete and carbon",
        False,
        (
            (
                "I work as a structural engineer. I'm writing a paper about low-carbon concrete "
                "with my friend Sofie from Ghent.",
                "Which binder does it turn on: calcined clay, or slag?",
            ),
            (
                "Calcined clay. Our deadline is the end of August. I wrote the first two sections.",
                "Then June for the tests, July for the figures, August for the arguing.",
            ),
        ),
    ),
    (
        5.2,
        "Names for the boat",
        False,
        (
            (
                "My husband Rui bought a small wooden boat. He wants to call it Saudade. "
                "I think that is too sad for a boat that floats.",
                "Then one that floats and knows it: Rolha, the cork.",
            ),
        ),
    ),
    (
        6.0,
        "Books for the summer",
        False,
        (
            (
                "I loved The Summer Book. I can't stand thrillers. My favourite writer is "
                "Natalia Ginzburg.",
                "Then Tove Jansson's Fair Play, and Elizabeth Strout after it.",
            ),
        ),
    ),
    (
        6.6,
        "Biscuit and the vet",
        False,
        (
            (
                "Biscuit is six now. He's afraid of thunder and he eats too fast. "
                "Our vet is Dr. Almeida in Cedofeita.",
                "A bowl with ridges slows him down; for the thunder, a den and a low radio.",
            ),
            (
                "He lost two kilos since March. I'm proud of us both.",
                "As you should be. That is a lot of biscuit.",
            ),
        ),
    ),
    (
        9.0,
        "Sourdough that will not rise",
        False,
        (
            (
                "My sourdough is flat again. I keep the starter in the fridge. "
                "I bake every second Sunday.",
                "Feed it twice at room temperature the day before; the fridge makes it sleepy.",
            ),
        ),
    ),
    (
        11.0,
        "Tiles for the kitchen",
        False,
        (
            (
                "We chose green tiles for the kitchen. The builder starts on the 18th. "
                "I like small squares with uneven glaze.",
                "Uneven glaze wants a quiet joint: a grey close to the tile's own edge.",
            ),
        ),
    ),
    (
        13.0,
        "A letter to Lucía",
        False,
        (
            (
                "My friend Lucía moved to Oslo in January. I miss our Thursday swims. "
                "I want to write her a real letter.",
                "Begin with last Thursday's water. She will know the temperature you mean.",
            ),
        ),
    ),
    (
        17.0,
        "Tax, once a year",
        False,
        (
            (
                "I have two incomes this year, the office and the teaching. I taught at the "
                "university in Braga from September to January.",
                "Then both belong in the annual declaration; the teaching may be category B.",
            ),
        ),
    ),
    (
        20.0,
        "Sleeping badly",
        False,
        (
            (
                "I sleep badly when the neighbours play music. I drink coffee until four. "
                "We live on the third floor.",
                "Try coffee until noon for one week before you blame the third floor.",
            ),
        ),
    ),
    (
        24.0,
        "The old bridge drawings",
        False,
        (
            (
                "I found my father's drawings of the railway bridge. He was a draughtsman. "
                "I want to frame two of them.",
                "Ask for museum glass, and keep them out of the afternoon sun.",
            ),
        ),
    ),
    (
        29.0,
        "Spanish before June",
        False,
        (
            (
                "I understand Spanish but I mix it with Portuguese. I'm taking a class on Mondays. "
                "My teacher is from Seville.",
                "Mixing is half of knowing. Learn the false friends first.",
            ),
        ),
    ),
    (
        34.0,
        "Running plan for autumn",
        False,
        (
            (
                "I plan to run the Douro trail in November. It is 32 kilometres. "
                "I run three times a week.",
                "Then one long run a week, and hills in place of speed.",
            ),
        ),
    ),
    (
        39.0,
        "What to plant with tomatoes",
        False,
        (
            (
                "My mother grows tomatoes in Viana. She gave me twelve seedlings. "
                "I killed the last ones.",
                "Basil beside them, stakes early, and water at the foot.",
            ),
        ),
    ),
    (
        44.0,
        "A bicycle that fits",
        False,
        (
            (
                "I sold my old bicycle. I'm 1.68 tall. I prefer upright handlebars and I ride to "
                "work along the river.",
                "Look for a step-through frame around 50, and mudguards for the river.",
            ),
        ),
    ),
    (
        52.0,
        "Ana's wedding",
        False,
        (
            (
                "My sister Ana marries in September in Braga. I'm the witness. "
                "She wants no speeches, only music.",
                "Then play. You have half a year and one sticking F sharp.",
            ),
        ),
    ),
    (
        61.0,
        "Moving boxes",
        False,
        (
            (
                "We moved out of the old flat in March. I labelled every box and lost the list. "
                "My husband found the kettle on day nine.",
                "Nine days without tea. You have been through something.",
            ),
        ),
    ),
    (
        75.0,
        "Cold water",
        False,
        (
            (
                "I swim in the sea all winter. We started in 2021. I wear no gloves and no shoes.",
                "And afterwards? The cold that counts is the one on the way home.",
            ),
        ),
    ),
    (
        96.0,
        "A better chair",
        False,
        (
            (
                "My back hurts at my desk. I work from home on Wednesdays. I'm left-handed.",
                "Put the mouse on the left and the screen a hand higher, then judge the chair.",
            ),
        ),
    ),
    (
        130.0,
        "Christmas in Viana",
        False,
        (
            (
                "We spent Christmas at my parents' house in Viana. My father made the cod. "
                "I brought the accordion and nobody complained.",
                "That is a review.",
            ),
        ),
    ),
    (
        171.0,
        "The half marathon",
        False,
        (
            (
                "I finished the half marathon in 1:58! Rui waited with a coat. "
                "I cried at kilometre nineteen.",
                "Under two hours, and a coat at the end of it. Well run.",
            ),
        ),
    ),
    (
        205.0,
        "Leaving the bank",
        False,
        (
            (
                "I quit my job at the bank. I begin at the engineering office in October. "
                "I have not slept so well in years.",
                "Then the body had decided before you did.",
            ),
        ),
    ),
    (
        231.0,
        "Flowers by post",
        False,
        (
            (
                "My mother's birthday is on 12 June, and I always forget the flowers.",
                "The tenth, then, in the calendar: two days are enough for a florist.",
            ),
        ),
    ),
    (
        260.0,
        "Hello",
        False,
        (
            (
                "Hello! I'm trying this out. I live in Porto with my husband Rui and our dog "
                "Biscuit.",
                "Hello! It is good to meet the three of you.",
            ),
        ),
    ),
)

OWN_NOTES = (
    "My passport is in the blue folder, second drawer.",
    "The code word for the building's Wi-Fi is on the fridge.",
    "Ana's ring size is 52.",
    "Rui's birthday is the 9th of November.",
)
