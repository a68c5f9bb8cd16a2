"""What is worth remembering of a message: what the person tells of themselves, word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import SELF, NoteKind
from companion.memory.observation import DropReason, Observation
from companion.memory.rules import read
from companion.memory.talk import LONGEST_STATEMENT, asks_only, is_question

FACT = NoteKind.FACT
PREFERENCE = NoteKind.PREFERENCE
EVENT = NoteKind.EVENT
PLAN = NoteKind.PLAN
RELATIONSHIP = NoteKind.RELATIONSHIP
WISH = NoteKind.WISH


def statements(message: str) -> list[Observation]:
    """What a message tells."""
    return list(read(message).observations)


TOLD = [
    ("I live in Porto.", FACT),
    ("I work at a bakery", FACT),
    ("I'm 34 years old.", FACT),
    ("My name is Ada.", FACT),
    ("we have three children", FACT),
    ("i live near Dr. Smith's practice", FACT),
    ("I love dark chocolate.", PREFERENCE),
    ("I really don't like crowds", PREFERENCE),
    ("I can’t stand loud music.", PREFERENCE),
    ("My favourite colour is green.", PREFERENCE),
    ("I'm allergic to peanuts.", PREFERENCE),
    ("I would rather stay at home.", PREFERENCE),
    ("I moved to Porto in May.", EVENT),
    ("We bought a house last year", EVENT),
    ("I finally passed my driving test!", EVENT),
    ("I've lost my keys.", EVENT),
    ("They put me on days, I'd forgotten what lunch is.", FACT),
    ("Handed the keys to my neighbour.", RELATIONSHIP),
    ("Planted lavender along the wall.", FACT),
    ("I'm going to paint the kitchen.", PLAN),
    ("Next week I start a new job.", PLAN),
    ("I want to learn Portuguese.", PLAN),
    ("I'll call my sister tonight.", PLAN),
    ("I have a job interview on Friday.", PLAN),
    ("On 12 May I've got an appointment with my dentist.", PLAN),
    ("My exam is on Monday at three.", PLAN),
    ("I have a piano lesson on Mondays.", FACT),
    ("My brother has a dentist appointment on Thursday.", PLAN),
    ("My mother is visiting on Saturday.", PLAN),
    ("My colleague Henrik retires on Friday.", PLAN),
    ("My sister Ana marries in September.", PLAN),
    ("My brother has a house on Marsh Street.", RELATIONSHIP),
    ("My mother is visiting us on Saturdays.", RELATIONSHIP),
    ("My sister Ada works at a bakery.", RELATIONSHIP),
    ("My best friend is called Tom.", RELATIONSHIP),
    ("our cat is called Miss Marple", RELATIONSHIP),
    ("Call me Al.", WISH),
    ("Please keep your answers short.", WISH),
    ("Never mention my ex.", WISH),
    ("Don't ask me about work.", WISH),
]

NOT_TOLD = {
    "a question": [
        "What's my dog called?",
        "Do I like tea",
        "where did I put my keys",
        "Is my sister older than me?",
        "And how is my garden?",
        "I like tea?",
    ],
    "a hypothetical": [
        "If I moved to Porto, I would need a car.",
        "I could buy a boat.",
        "I'd buy a boat.",
        "Suppose I had a dog.",
        "I wish I had a dog.",
        "Imagine I am a pirate.",
        "What if my boss knew.",
    ],
    "a joke": [
        "I am the king of France. Just kidding!",
        "I eat stones for breakfast. I'm joking.",
        "My cat is the president. jk",
    ],
    "a request": [
        "Write me a poem about my cat.",
        "Please translate my letter",
        "I want you to act as my lawyer.",
        "Help me with my homework.",
        "Now tell me a story.",
        "My code is broken, can you fix it.",
    ],
    "somebody else's words": [
        "> I moved to Porto in May",
        "“I moved to Porto in May with my dog”",
        'The letter says: "I moved to Porto in May".',
    ],
    "code": [
        "```\nmy_dog = 'Biscuit'\nI like it\n```",
        "```python\n# I live in Porto\n",
        "`my_dog = I`",
    ],
    "empty talk": [
        "I see.",
        "I don't know.",
        "Thanks, I understand.",
        "well, I guess so",
        "Ok, let me think about it",
        "I'm just curious.",
    ],
    "about nobody": [
        "Hello there!",
        "The weather is nice today.",
        "Ada works at a bakery.",
        "42",
        "…",
        "Porto",
    ],
}


@pytest.mark.parametrize(("text", "kind"), TOLD, ids=[text for text, _ in TOLD])
def test_what_a_person_tells_of_themselves_is_kept(text: str, kind: NoteKind) -> None:
    told = statements(text)
    assert [(observation.kind, observation.text) for observation in told] == [(kind, text)]


@pytest.mark.parametrize(
    "text", [pytest.param(t, id=f"{why}: {t}") for why, texts in NOT_TOLD.items() for t in texts]
)
def test_what_tells_nothing_is_an_episode_only(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Remember that the bins go out on Thursday.", "the bins go out on Thursday."),
        ("Please remember: my doctor is Dr. Silva.", "my doctor is Dr. Silva."),
        ("Don't forget that Ada is allergic to nuts", "Ada is allergic to nuts"),
        ("Keep in mind, I get up at five.", "I get up at five."),
    ],
)
def test_what_is_to_be_remembered_is_kept_without_the_asking(asked: str, kept: str) -> None:
    assert [observation.text for observation in statements(asked)] == [kept]


@pytest.mark.parametrize("text", ["Remember me?", "Remember that", "Remember when we met"])
def test_not_every_remembering_asks_for_it(text: str) -> None:
    assert statements(text) == []


def test_each_sentence_is_looked_at_by_itself() -> None:
    text = "Hi! I moved to Porto in May. Do you know it?\n\nMy sister Ada lives there, too. Thanks!"
    assert [(observation.kind, observation.text) for observation in statements(text)] == [
        (EVENT, "I moved to Porto in May."),
        (RELATIONSHIP, "My sister Ada lives there, too."),
    ]


def test_abbreviations_end_no_sentence_and_months_do() -> None:
    text = "I saw Dr. Silva in May. I work for Acme Inc. My boss is Mr. Teixeira."
    assert [observation.text for observation in statements(text)] == [
        "I saw Dr. Silva in May.",
        "I work for Acme Inc.",
        "My boss is Mr. Teixeira.",
    ]


def test_a_joke_takes_back_only_what_was_said_just_before() -> None:
    text = "I moved to Porto. I bought the town hall. Just kidding! I live by the river."
    assert [observation.text for observation in statements(text)] == [
        "I moved to Porto.",
        "I live by the river.",
    ]


def test_what_stands_around_quotes_and_code_is_kept() -> None:
    text = "> You moved?\nYes, I moved to Porto.\n```\nI = 1\n```\nI work at a bakery."
    assert [observation.text for observation in statements(text)] == [
        "Yes, I moved to Porto.",
        "I work at a bakery.",
    ]


def test_a_pasted_ramble_is_no_statement() -> None:
    ramble = "I walked and " * (LONGEST_STATEMENT // 10)
    assert statements(ramble) == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("What's my dog called?", True),
        ("What's my dog called? And my cat", False),
        ("Where is it? When do we go?", True),
        ("I like tea.", False),
        ("", False),
    ],
)
def test_mere_questions_are_known(text: str, only: bool) -> None:
    assert asks_only(text) is only


def test_a_question_needs_no_question_mark() -> None:
    assert is_question("what is my dog called")
    assert is_question("Hey, do you know my sister")
    assert not is_question("I know what you did.")


# -- whatever is said -----------------------------------------------------------------------------

talk = st.lists(
    st.one_of(
        st.sampled_from([text for text, _ in TOLD]),
        st.sampled_from([text for texts in NOT_TOLD.values() for text in texts]),
        st.text(max_size=30),
        st.sampled_from(["\n", "\r\n", "\n\n", "```", "`", "> ", "“", '"', " ", "\u2028", "\x85"]),
    ),
    max_size=8,
).map("".join)


@given(st.one_of(st.text(), talk))
def test_every_observation_is_a_stretch_of_the_message(message: str) -> None:
    for observation in statements(message):
        assert message[observation.start : observation.end] == observation.text
        assert observation.text == observation.text.strip() != ""
        assert 1 <= observation.importance <= 10


@given(st.one_of(st.text(), talk))
def test_statements_come_in_order_and_never_overlap(message: str) -> None:
    end = 0
    for statement in statements(message):
        assert statement.start >= end
        end = statement.end


# More short lines than these would be a poem.
fenced = st.lists(st.sampled_from([text for text, _ in TOLD]), min_size=1, max_size=3).map(
    "\n".join
)


@given(before=fenced, code=fenced, after=fenced, closed=st.booleans())
def test_nothing_in_a_code_fence_is_ever_a_statement(
    before: str, code: str, after: str, closed: bool
) -> None:
    message = f"{before}\n```\n{code}\n" + (f"```\n{after}" if closed else "")
    outside = before.splitlines() + (after.splitlines() if closed else [])
    assert [observation.text for observation in statements(message)] == outside


def test_what_one_would_do_makes_no_doubt_of_what_another_does() -> None:
    reading = read("My husband won't touch meat but I'd eat a steak for breakfast.")
    (told,) = reading.observations
    assert (told.subject, told.text) == ("husband", "My husband won't touch meat")
    assert reading.dropped == (DropReason.HYPOTHETICAL,)


def test_a_request_of_nobody_is_none() -> None:
    (told,) = read("I'm vegan these days, can you believe it.").observations
    assert told.text.startswith("I'm vegan")


def test_who_gets_a_name_is_told_of_whom_they_belong_to() -> None:
    ours = read("We've taken on a dog, a whippet, she's called Noodle.").observations
    assert {(it.subject, it.text) for it in ours} >= {(SELF, "she's called Noodle.")}
    assert all(claim.attribute != "name" for it in ours for claim in it.claims)
    hers = read("My sister got a dog. He's called Rex.").observations
    assert {it.subject for it in hers} == {"sister"}


def test_one_of_several_is_told_of_apart_from_the_others() -> None:
    said = "I've two stepsons, fifteen and seventeen. The older is learning to drive."
    assert [it.subject for it in read(said).observations] == [SELF, "older stepson"]


def test_what_only_leads_up_is_told_with_what_comes() -> None:
    (told,) = read("Four months smoke-free! I sleep better already, even at sea.").observations
    assert told.text.startswith("Four months")
    (told,) = read("Hey Jon, great news! I sleep better already, even at sea.").observations
    assert told.text.startswith("I sleep")


def test_a_request_takes_nothing_with_it_that_is_told_before_it() -> None:
    reading = read("I'm a roofer from Leeds, and I'd like you to explain how slates are cut.")
    assert [it.text for it in reading.observations] == ["I'm a roofer from Leeds"]
    assert statements("Could you call me Kofi?")[0].kind is WISH


@pytest.mark.parametrize("greeting", ["Hello, ", "Hi there, ", "Hi! "])
def test_what_follows_a_greeting_is_told(greeting: str) -> None:
    found = read(f"{greeting}I work in the city archive.").observations
    assert [one.claims[0].attribute for one in found] == ["work"]
