"""What becomes of older notes when something new is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import SELF, LinkKind, Note, NoteKind, NoteStatus, Origin
from companion.memory.claims import claims_of
from companion.memory.endings import endings_of
from companion.memory.observation import Observation
from companion.memory.reconcile import (
    Change,
    changes,
    corrected,
    most_like,
    retired,
    says_the_same,
)

THEN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = THEN + timedelta(days=30)
ADA = "sister Ada"


def note(text: str, subject: str = SELF, kind: NoteKind = NoteKind.FACT) -> Note:
    """An active note that claims what its text does; its text is its id, too."""
    return Note(text, kind, text, Origin.RULE, THEN, THEN, subject=subject, claims=claims_of(text))


def told(text: str, subject: str = SELF, kind: NoteKind = NoteKind.FACT) -> Observation:
    """What somebody tells of `subject`."""
    return Observation(kind, text, 0, len(text), subject, claims_of(text))


def changed_by(text: str, *known: Note, subject: str = SELF) -> list[Change]:
    """What a sentence changes in notes."""
    return changes(told(text, subject), endings_of(text), known, LATER)


def over(found: Sequence[Change]) -> list[str]:
    """The texts of the notes that are superseded."""
    return [one.note.text for one in found if one.note.status is NoteStatus.SUPERSEDED]


SUPERSEDES = [
    ("I live in Porto.", "I moved to Lisbon."),
    ("I work at a bakery.", "I started a new job as a nurse."),
    ("I'm dating Ana.", "I'm dating Maria now."),
    ("My favourite colour is green.", "My favourite colour is blue."),
    ("My boss is Ms. Silva.", "Tom is my new boss."),
    ("The wedding is on June 3rd.", "The wedding is on July 5th."),
    ("I love coffee.", "I hate coffee now."),
    ("I work at a bakery.", "I quit my job."),
    ("I'm dating Ana.", "We broke up."),
    ("I'm vegan.", "I eat meat again."),
    ("I own a red bicycle.", "I sold my bicycle."),
    ("I play tennis on Mondays.", "I gave up tennis."),
    ("We booked a trip to Rome.", "We cancelled the trip to Rome."),
    ("I work at a bakery.", "They eliminated our whole floor."),
    ("I work at a bakery.", "I hung up my apron."),
    ("I'm dating Ana.", "She moved her stuff out."),
    ("I'm vegan.", "I caved and had a burger."),
    ("My driving test is on Thursday.", "Sorry, it's Tuesday at ten."),
    ("We booked a trip to Rome.", "Rome will have to wait."),
    ("I'm dating Marcus.", "Marcus and I are no longer a thing."),
    ("I'm doing an evening course in Italian.", "Last Italian class tonight."),
    ("I've got an interview at the aquarium.", "The aquarium went with somebody else."),
    ("My car's in the garage.", "Got the car back today."),
    ("I'm halfway through a degree in biology.", "I've thrown in biology."),
    ("I'm in my first year of law.", "Law just isn't for me."),
    ("My new flat is number 46.", "64, sorry, can't type"),
]
LEAVES = [
    ("I live in Porto.", "I live in Porto near the river."),
    ("I work at a bakery.", "I work at the bakery in town."),
    ("I own a red bicycle.", "I bought a boat."),
    ("I love coffee.", "I love tea."),
    ("I love coffee.", "I hate tea."),
    ("I live in Porto.", "I might move to Lisbon."),
    ("I own a red bicycle.", "I sold my piano."),
    ("My violin recital is on Friday.", "The plumber can't come on Friday."),
]


@pytest.mark.parametrize(("before", "now"), SUPERSEDES)
def test_what_is_no_longer_so_is_superseded_and_dated(before: str, now: str) -> None:
    (change,) = changed_by(now, note(before))
    assert change.link is LinkKind.UPDATES
    assert change.reason
    assert change.note.status is NoteStatus.SUPERSEDED
    assert change.note.valid_to == change.note.updated_at == LATER
    assert {claim.ended_at for claim in change.note.claims} <= {LATER}


@pytest.mark.parametrize(("before", "now"), LEAVES)
def test_what_may_be_so_as_well_changes_nothing(before: str, now: str) -> None:
    assert changed_by(now, note(before)) == []


def test_a_reason_says_what_changed_into_what() -> None:
    (change,) = changed_by("I moved to Lisbon.", note("I live in Porto."))
    assert change.reason == "home: Porto → Lisbon"


def test_everybody_has_a_home_of_their_own() -> None:
    mine, hers = note("I live in Porto."), note("My sister Ada lives in Faro.", ADA)
    assert over(changed_by("My sister moved to Lisbon.", mine, hers, subject=ADA)) == [hers.text]
    assert over(changed_by("I moved to Lisbon.", mine, hers)) == [mine.text]


@pytest.mark.parametrize(
    "text", ["Theo's been over for a month, flew back yesterday.", "Theo's gone home again"]
)
def test_who_was_on_a_visit_still_lives_where_they_live(text: str) -> None:
    home = note("My uncle Theo lives in Toronto.", "uncle Theo")
    assert changed_by(text, home, subject="uncle Theo") == []


def test_a_note_that_still_holds_in_part_stays_active() -> None:
    (change,) = changed_by("I moved to Lisbon.", note("I live in Porto and I'm vegan."))
    assert change.note.status is NoteStatus.ACTIVE
    assert change.note.valid_to is None
    ended = {claim.attribute: claim.ended_at for claim in change.note.claims}
    assert ended == {"home": LATER, "diet": None}


def test_only_the_notes_most_like_it_are_over() -> None:
    known = [note("I own a red bicycle."), note("I own a green bicycle.")]
    assert over(changed_by("I sold my red bicycle.", *known)) == ["I own a red bicycle."]


@pytest.mark.parametrize("kind", [NoteKind.EPISODE, NoteKind.WISH])
def test_episodes_and_wishes_are_never_superseded(kind: NoteKind) -> None:
    assert changed_by("I moved to Lisbon.", note("I live in Porto.", kind=kind)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("I live in Porto", "i live in PORTO", True),
        ("I moved to Porto", "We have moved to Porto!", True),
        ("I live in Porto", "I live in Lisbon", False),
        ("It is so", "That was it", False),
    ],
)
def test_the_same_words_say_the_same(one: str, other: str, same: bool) -> None:
    assert says_the_same(told(one), note(other)) is same


def test_of_two_people_and_in_wishes_only_the_very_words_say_the_same() -> None:
    assert not says_the_same(told("She moved to Porto", ADA), note("I moved to Porto"))
    assert not says_the_same(told("Call me Al", kind=NoteKind.WISH), note("Al, call me"))
    assert says_the_same(told("Call me Al", kind=NoteKind.WISH), note("call me al"))
    assert not says_the_same(told("I don't eat meat"), note("I eat meat"))
    assert not says_the_same(told("You won't believe in Ada"), note("I believe in Ada"))


def test_most_like_is_what_shares_most_words() -> None:
    tennis, bicycle = note("I play tennis on Mondays."), note("I own a red bicycle.")
    assert most_like("that red bicycle", [tennis, bicycle]) == [bicycle]
    assert most_like("tennis and bicycles", [tennis, bicycle]) == [tennis, bicycle]
    assert most_like("chess", [tennis, bicycle]) == []
    assert most_like("tennis", [tennis], least=2) == []


def test_a_correction_supersedes_the_one_note_that_holds_the_wrong_word() -> None:
    known = [note("My neighbour Anna bakes bread."), note("My neighbour Tom bakes bread.")]
    found = corrected("Anna", "My neighbour Ana bakes bread.", known, [], LATER)
    assert over(found) == ["My neighbour Anna bakes bread."]
    assert corrected("Eva", "Ana", known, known, LATER) == []
    meant = corrected(None, "I meant Tom", known, [], LATER)
    assert over(meant) == ["My neighbour Tom bakes bread."]


def test_how_something_actually_was_corrects_nothing_told_of_the_same_person_before() -> None:
    known = [note("My mum has diabetes.")]
    assert corrected(None, "Mum made a cake and it was actually nice", known, [], LATER) == []


def test_what_was_left_somewhere_is_not_what_it_was_left_on() -> None:
    assert endings_of("Somebody left a duck on my tram today") == ()
    assert endings_of("We found a new home for the duck") != ()


@pytest.mark.parametrize(
    ("before", "now", "is_over"),
    [
        ("My uncle lives in Graz.", "I mean Linz, I always mix them up.", True),
        ("We're fetching a spaniel puppy.", "Sorry, a setter.", True),
        ("She's expecting a girl.", "oh hang on, a boy.", True),
        ("My nan turns 87 on Sunday.", "sorry, 88!", True),
        ("My boyfriend is a vegetarian.", "Oh, he says he isn't.", True),
        ("My uncle lives in Graz.", "No, thanks.", False),
        ("My uncle lives in Graz.", "I mean, it was fun.", False),
        ("We're fetching a spaniel puppy.", "Sorry, long day.", False),
    ],
)
def test_a_bare_correction_is_about_what_was_told_last(
    before: str, now: str, is_over: bool
) -> None:
    last = [note(before)]
    assert over(corrected(None, now, last, last, LATER)) == ([before] if is_over else [])


def test_what_is_taken_back_is_retired() -> None:
    known = [note("I bought the town hall."), note("I live in Porto.")]
    found = retired(known, "you took it back", LATER)
    assert [(one.note.id, one.note.status, one.reason) for one in found] == [
        (one.id, NoteStatus.RETIRED, "you took it back") for one in known
    ]


# -- whatever is said -----------------------------------------------------------------------------

sentences = st.one_of(st.sampled_from([t for pair in SUPERSEDES + LEAVES for t in pair]), st.text())
subjects = st.sampled_from([SELF, ADA, "sister", "dog Rex"])
kinds = st.sampled_from(NoteKind)
notes = st.lists(
    st.builds(
        lambda text, subject, kind, status: replace(note(text, subject, kind), status=status),
        sentences,
        subjects,
        kinds,
        st.sampled_from(NoteStatus),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(st.builds(told, sentences, subjects, kinds), sentences, notes)
def test_only_active_notes_change_and_each_once_and_never_its_text(
    observation: Observation, ending: str, known: list[Note]
) -> None:
    before = {one.id: one for one in known}
    endings = [*endings_of(observation.text), *endings_of(ending)]
    found = changes(observation, endings, known, LATER)
    assert len({change.note.id for change in found}) == len(found)
    for change in found:
        old = before[change.note.id]
        assert old.status is NoteStatus.ACTIVE
        assert change.note.text == old.text
        assert [(c.attribute, c.value) for c in change.note.claims] == [
            (c.attribute, c.value) for c in old.claims
        ]
