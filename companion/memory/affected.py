"""Whom a clause bears on that is not its subject: “Gwen bought me a bike” tells of the person, and
“they promoted my sister” of her."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from companion.memory.clauses import Clause, phrase_end
from companion.memory.grammar import Word
from companion.memory.people import SOMEBODY, People, is_name, split
from companion.memory.relations import FAMILY, PET_WORDS, PROFESSIONS, RELATION_WORDS, SINGULAR

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())


_DONE_FOR = frozenset(
    "give gives gave given buy buys bought lend lends lent offer offers offered promote promoted"
    " hire hired fire fired sack sacked transfer transferred put diagnosed prescribed"
    " switched paid made make sign signed moved rent rented sold found painted knitted".split()
)
"""Of what others do for the person or to them, what lasts is told of the person."""


_OFF_AND_ON = frozenset("off on out in into onto over through".split())
"""What somebody is done to them with: “Dr Osei took me off the tablets”."""


def done_for_me(clause: Clause, subject: str) -> bool:
    """Whether somebody does something for the person, or to them: “Gwen bought me a bike”, “my
    husband dragged me to a choir”, “the doctor doubled my tablets”."""
    after = _verb_and_after(clause)
    if len(after) < 2 or not clause.subject or after[0].lower in _NOT_FOR_ME:
        return False
    if any(
        a.lower in ("who", "where") and b.lower in ("he", "she") for a, b in pairwise(clause.words)
    ):
        return False  # “my sister gives us a party in Malmö, where she lives”
    verb, whom, *then = after
    if whom.lower in ("me", "us"):
        if then and then[0].lower == "back":
            return False
        if verb.lower in _DONE_FOR or (then and then[0].lower in _OFF_AND_ON):
            return True
        return bool(then) and then[0].tag in ("ADP", "PART", "DET") and verb.tag == "VERB"
    treats = split(subject)[0] in _TREATING or subject.startswith(SOMEBODY)
    end = phrase_end(after, 1)
    of_mine = whom.lower in ("my", "our") and end > 2 and relation_in(after[1:end]) is None
    return treats and of_mine and verb.tag == "VERB"


def _verb_and_after(clause: Clause) -> list[Word]:
    """The words from the verb that says what the subject does."""
    end = clause.subject[-1].end if clause.subject else 0
    return [w for w in clause.words if w.start >= end and w.tag not in ("AUX", "ADV", "PART")]


_NOT_FOR_ME = frozenset(
    "tell tells told ask asks asked call calls called text texted phone phoned ring rang write"
    " wrote message messaged visit visits visited meet met see saw sees know knows knew miss misses"
    " missed love loves loved like likes liked hate hates hated remind reminds reminded thank"
    " thanked want wants wanted need needs believe believes join joined follow follows followed"
    " beat beats owe owes owed paid show showed shows say says said let lets help helps helped"
    " answer answered hug hugged kiss kissed greet greeted worry worries worried scare scares"
    " annoy annoys drive drives look looks looked keep keeps kept wait waits waited".split()
)
"""What others do with the person that says more of those others."""
_TREATING = frozenset(
    "doctor gp dentist therapist psychiatrist surgeon consultant nurse midwife physio specialist"
    " optician boss manager supervisor landlord landlady teacher professor tutor".split()
)
"""Who decides of what is the person's."""
_BEFALLS = frozenset(
    "fired sacked hired promoted transferred diagnosed arrested discharged released admitted"
    " suspended expelled evicted deported dismissed appointed elected selected dropped axed"
    " operated".split()
)
"""What is done to somebody by those who do not matter: “they promoted my sister”."""


def befallen(clause: Clause, people: People) -> tuple[Word, ...]:
    """Whom something is done to by an office or a company: of “they let my brother go” my
    brother."""
    if not clause.subject or people.named(clause.subject[-1].text) is not None:
        return ()
    if (
        clause.subject[0].lower in (*FIRST_PERSON, "he", "she")
        or relation_in(clause.subject) is not None
    ):
        return ()
    after = _verb_and_after(clause)
    end = phrase_end(after, 1)
    if end == 1 or after[1].lower in FIRST_PERSON - {"my", "our"}:
        return ()
    is_let_go = after[0].lower == "let" and [w.lower for w in after[end : end + 1]] == ["go"]
    whom = after[1:end]
    is_known = relation_in(whom) is not None or any(people.named(w.text) for w in whom)
    unheard = whom[0].tag == "PROPN" and is_name(whom[0].text)
    is_somebody = is_known or (unheard and clause.subject[0].lower == "they")
    return tuple(whom) if is_somebody and (is_let_go or after[0].lower in _BEFALLS) else ()


def head_of(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what says more of it: “the audition in Graz” is no Graz."""
    end = next((number for number, word in enumerate(words) if word.tag == "ADP"), len(words))
    return words[:end] or words


def relation_in(words: Sequence[Word]) -> str | None:
    """Whom a phrase names by what they are to somebody, such as sister; None when it does not."""
    if len(words) > 2 and words[0].lower in ("one", "another"):
        # “one of my colleagues”
        several = next((SINGULAR[w.lower] for w in words if w.lower in SINGULAR), None)
        if several is not None:
            return several
    for number, word in enumerate(words):
        plain = word.lower
        if [it.lower for it in words[number + 1 : number + 3]] == ["in", "law"]:
            plain = f"{plain}-in-law"
        if plain in RELATION_WORDS or plain in PET_WORDS or plain in FAMILY:
            then = words[number + 1] if number + 1 < len(words) else None
            capitals = any(it.text[:1].isupper() for it in words)
            if then is not None and then.tag == "NOUN" and then.text.islower() and capitals:
                continue  # “My doctor appointment” is no doctor.
            if then is not None and then.tag == "NOUN" and then.lower in RELATION_WORDS:
                continue  # “My twin sister” is a sister.
            return plain
    if words[0].lower in ("my", "our", "his", "her", "their"):
        named = next((n for n, it in enumerate(words) if it.tag == "PROPN" and n), len(words))
        if words[named - 1].lower in PROFESSIONS:
            return words[named - 1].lower  # “our singer”, “our conductor, Mr Oyelaran”
    return "guinea pig" if any(word.lower == "guinea" for word in words) else None
