"""Whom a clause is about: the person themselves, or somebody as they name them.

Somebody is labelled by relation and name (“sister Ada”), as far as either is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from companion.domain import SELF

RELATIONS = (
    "wife|husband|partner|fianc[eé]e?|girlfriend|boyfriend|spouse|ex(?:-\\w+)?|mother|mom|mum|mama"
    "|father|dad|papa|parents?|sister|brother|siblings?|twin|son|daughter|kids?|child(?:ren)?|baby"
    "|grandm\\w+|grandp\\w+|grandf\\w+|grand(?:son|daughter)|gran|nan|aunt|auntie|uncle|cousin"
    "|niece"
    "|nephew|(?:mother|father|sister|brother|son|daughter)-in-law|in-laws?|best friend|friend"
    "|flatmate|roommate|housemate|neighbou?r|boss|manager|colleague|co-?worker|mate|buddy|teacher"
    "|therapist|doctor|landlord|landlady|tutor|coach|client|goddaughter|godson|stepson|stepdaughter"
    "|stepfather|stepmother|step(?:dad|mum|mom)"
)
PETS = (
    "dog|cat|puppy|kitten|horse|pony|rabbit|bunny|parrot|budgie|hamster|guinea pig|turtle|tortoise"
    "|goldfish|fish|snake|canary|ferret|hedgehog|chicken|hen|goat|donkey|rat|gecko|lizard|bird"
)
_OPENING = (
    r"^\W*(?:(?:and|but|so|well|oh|yes|yeah|no|ok(?:ay)?|also|anyway|actually|sadly|luckily|today"
    r"|yesterday|then|now|plus|btw|by the way|honestly|apparently|good news|bad news|guess what"
    r"|last (?:week|month|year|\w+day)|this (?:week|month|morning|year)|in \w+)[\s,:—-]+)*"
)
_NAMED = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur|[Aa]|[Hh]is|[Hh]er)\s+(?:\w+\s+){{0,2}}?(?P<relation>{RELATIONS}|{PETS})"
    r"\s*,?\s+(?:is called |is named |called |named |whose name is |'s name is )?"
    r"(?P<name>[A-Z][\w’'-]*[\wé])"
)
_NAMED_AFTER = re.compile(
    rf"\b(?P<name>[A-Z][\w-]+)\s*(?:,| is|'s|’s)\s+(?:my|our)\s+(?:\w+\s+)?(?P<relation>{RELATIONS}"
    rf"|{PETS})\b"
)
_NAMED_SO = re.compile(
    rf"\b(?P<relation>{PETS}|baby|son|daughter|boy|girl|puppy|kitten)\b.{{0,60}}?\b(?:named"
    rf"|call(?:ed)?|renamed|name is"
    r"|name['’]s)(?: (?:him|her|it|them))?(?: to)? (?P<name>[A-Z][\w-]+)"
)
_NAMED_LOW = re.compile(
    rf"\b(?:my|our)\s+(?:\w+\s+)?(?P<relation>{RELATIONS}"
    rf"|{PETS})\s+(?P<name>[a-z]{{3,}})\s+(?:is|isnt"
    r"|has|was|works|lives|lived|moved|just|got|quit|left|started|loves|hates|and)\b"
)
_NO_NAME = frozenset(
    "who that which just also and has was got is are she now then here there".split()
)
_SUBJECT = re.compile(
    _OPENING + r"(?:(?P<family>mum|mom|mummy|mama|dad|daddy|papa|gran|granny|grandma|grandpa"
    r"|nan)\b(?!['’]s\s(?!in|at|a|"
    r"been|got|now|not)\w)"
    rf"|(?P<mine>my|our|an?|one of (?:my|our))\s+(?:\w+\s+){{0,2}}?(?P<relation>{RELATIONS}"
    rf"|{PETS})\b(?!['’]s\s+(?!name|a|an|"
    rf"been|got|now|not|moved|at|in|going)\w)|(?P<i>i\b|i['’]\w+|we\b|we['’]\w+|my\b|our\b|me\b)"
    r"|(?P<pronoun>he|she|they|it)\b|(?P<word>[^\W\d_][\w-]*))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody the person has spoken of, as labels; the latest last."""

    labels: tuple[str, ...] = ()

    def meet(self, text: str) -> People:
        """With those that `text` names."""
        people = self
        for found in [
            *_NAMED.finditer(text),
            *_NAMED_AFTER.finditer(text),
            *_NAMED_SO.finditer(text),
        ]:
            people, _ = people.label(found["relation"].lower(), _bare(found["name"]))
        if text.islower():
            for low in _NAMED_LOW.finditer(text):
                if low["name"] not in _NO_NAME:
                    people, _ = people.label(low["relation"], low["name"])
        return people

    def knowing(self, label: str) -> People:
        """With somebody who is called so here."""
        return self if label in self.labels else People((*self.labels, label))

    def since(self, before: People) -> tuple[str, ...]:
        """Those who were not known before, or not by name."""
        known = set(before.labels)
        return tuple(label for label in self.labels if label not in known)

    def label(self, relation: str, name: str = "") -> tuple[People, str]:
        """What somebody is called here; who was known by relation alone may get a name now."""
        for known in reversed(self.labels):
            same_relation = bool(relation) and known.split(" ")[0] == relation
            known_name = known.partition(" ")[2] if " " in known else ""
            if (name and known_name == name) or (same_relation and not (name and known_name)):
                label = f"{relation or known.split(' ')[0]} {name or known_name}".strip()
                labels = (*(one for one in self.labels if one != known), label)
                return People(labels), label
        label = f"{relation} {name}".strip()
        return People((*self.labels, label)), label

    def named(self, name: str) -> str | None:
        """The label of somebody with this name."""
        bare = _bare(name).casefold()
        for known in reversed(self.labels):
            if bare in known.casefold().split(" ")[1:]:
                return known
        return None


NOBODY = People()


def subject_of(clause: str, people: People, last: str) -> str:
    """Whom a clause is about. `last` is the last other one that was spoken of; empty for nobody."""
    found = _SUBJECT.match(clause)
    if found is None or found["i"]:
        return SELF
    if found["family"]:
        return people.label(found["family"].lower())[1]
    if found["relation"]:
        here = clause[found.start("mine") :]
        named = _NAMED.match(here) or (_NAMED_LOW.match(here) if clause.islower() else None)
        same = named is not None and named["relation"] == found["relation"]
        name = _bare(named["name"]) if named is not None and same else ""
        return people.label(found["relation"].lower(), "" if name in _NO_NAME else name)[1]
    if found["pronoun"]:
        return last or SELF
    return people.named(found["word"]) or SELF


def same_person(one: str, other: str) -> bool:
    """Whether two labels may mean the same."""
    if one == other:
        return True
    if SELF in (one, other):
        return False
    mine, theirs = one.casefold().split(" "), other.casefold().split(" ")
    if len(mine) > 1 and len(theirs) > 1:
        return mine[1:] == theirs[1:]
    return mine[0] == theirs[0]


def known_people(labels: Iterable[str]) -> People:
    """Those whose labels are stored."""
    return People(tuple(label for label in labels if label != SELF))


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)
