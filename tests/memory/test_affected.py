"""Whom a clause bears on that is not its subject."""

from __future__ import annotations

import pytest

from companion.domain import SELF
from companion.memory.clauses import clauses_of
from companion.memory.people import People
from companion.memory.rules import read
from companion.memory.subjects import subject_of

KNOWN = People(("sister Ada", "nephew Kofi", "doctor"))

ABOUT = [
    ("Gwen bought me a bike", SELF),
    ("My husband dragged me to a choir", SELF),
    ("My sister booked us a cabin in Wales", SELF),
    ("My doctor doubled my tablets", SELF),
    ("My boss moved me to the night shift", SELF),
    # What says more of those others.
    ("Ada visits me every Sunday", "sister Ada"),
    ("Ada told me about her job", "sister Ada"),
    ("Ada paid me back", "sister Ada"),
    ("My sister broke my phone", "sister Ada"),
    # What an office or a company does to somebody.
    ("They let my nephew go in March", "nephew Kofi"),
    ("The bank fired Ada", "sister Ada"),
    ("They promoted my brother", "brother"),
    ("They promoted me", SELF),
    # A reason is no subject, and no club somebody.
    ("Promoted to stage manager because Moira broke a leg", SELF),
    ("Film club moved to Thursdays", SELF),
    ("Our Edie's started nursery too", "Edie"),
]


@pytest.mark.parametrize(("clause", "subject"), ABOUT, ids=[clause for clause, _ in ABOUT])
def test_a_clause_is_told_of_whom_it_bears_on(clause: str, subject: str) -> None:
    (only,) = clauses_of(clause)
    assert subject_of(only, KNOWN)[0] == subject


def test_who_is_meant_by_he_is_whom_something_was_done_to() -> None:
    found = read("The club let my nephew Kofi go in March. He moved to Leeds.").observations
    assert {it.subject for it in found} == {"nephew Kofi"}


def test_what_is_so_for_others_is_theirs() -> None:
    (told,) = read("My parents sold the caravan so it's Leeds all year for them.").observations
    assert told.subject == "parents"
