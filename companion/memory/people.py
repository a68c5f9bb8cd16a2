"""Those the person speaks of, and what they are called.

Somebody is labelled by relation and name (“sister Ada”), as far as either is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from companion.domain import SELF
from companion.memory.relations import (
    NO_NAME,
    OF_SEVERAL,
    PET_WORDS,
    PETS,
    PETS_TOGETHER,
    RELATION_WORDS,
    RELATIONS,
    SEX,
    SINGULAR,
    TITLES,
)

SPEAKS_OF_SOMEBODY = re.compile(
    r"\b(?:s?he|him|hers?|his|it|its|they|them|theirs?)(?!\w)", re.IGNORECASE
)
"""Whom a text means may have been said before it."""
SOMEBODY = "somebody"
"""Whom “she” means when nobody was spoken of."""
EITHER = f"{SOMEBODY} of two"
"""Whom “she” means after “Ada and Eva”: a guess would put words into the wrong mouth."""

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)?"
_LOW_NAME = r"[a-zà-þ][\w-]{2,}"
_CALLED = (
    r"(?:(?:is|are|was|'s|’s) (?:called|named)|called|named|whose name is|(?:'s|’s) name is|is)"
)


def _introductions(name: str) -> tuple[re.Pattern[str], ...]:
    """Patterns in which somebody gets a name; a relation, where it is told, is in the same one."""
    who = rf"(?P<relation>{RELATIONS}|{PETS})"
    ours = r"(?:\b(?:my|our|a|an|one|his|her|the|one of (?:my|our))|'s|’s)"
    return (
        # “my sister Ada”, “our dog is called Rex”, “a colleague, Birgit,”
        re.compile(
            rf"(?i:{ours} (?:[\w-]+ ){{0,2}}?{who}(?: of mine)?,? (?:{_CALLED} )?)(?P<name>{name})"
        ),
        # “my friend from school, Ada,”
        re.compile(
            rf"(?i:{ours} (?:[\w-]+ ){{0,2}}?{who} (?:from|at|in|next) [\w ]{{2,20}}?, )"
            rf"(?P<name>{name})(?=,)"
        ),
        # “Ada is my sister”, “Ada, my sister,”
        re.compile(
            rf"\b(?P<name>{name})(?i:,| is|'s|’s) (?i:(?:my|our|an?|the) (?:[\w-]+ )?{who})\b"
        ),
        # “a kitten, and we named him Biscuit”
        re.compile(
            rf"(?i:\b(?P<relation>{PETS}|baby|son|daughter|boy|girl)\b.{{0,60}}?\b(?:named"
            rf"|call(?:ed)?|renamed|name is|name['’]s)"
            rf"(?: (?:him|her|it|them))?(?: to)? )(?P<name>{name})"
        ),
    )


_NAMED = _introductions(_NAME)
_NAMED_LOW = _introductions(_LOW_NAME)
_LOVED = re.compile(
    rf"(?i:\b(?:married to|engaged to|dating|seeing|going out with|together with"
    rf"|broke up with)(?: (?:someone|somebody)(?: new| else| lovely)?,?(?: called| named)?)?)"
    rf" (?P<name>{_NAME})"
)
_NAMES = r"(?P<names>[A-ZÀ-Þ][\w’'-]*(?:(?:, | and |, and )[A-ZÀ-Þ][\w’'-]*)+)"
_TOGETHER = SINGULAR | PETS_TOGETHER
_SEVERAL = rf"(?P<several>{'|'.join(sorted(_TOGETHER, key=len, reverse=True))})"
_NAMED_TOGETHER = (
    # “my two kids, Noor and Sem,”
    re.compile(
        rf"(?i:\b(?:my|our|the|have|has|got|['’]ve)(?: \w+){{0,2}}? {_SEVERAL}\b"
        rf"(?:,| are| is|:| called| named|, called| are called)?) {_NAMES}"
    ),
    # “Noor and Sem are my kids”
    re.compile(rf"{_NAMES}(?i: are| were|,)(?i: (?:my|our|the)(?: \w+){{0,2}}? {_SEVERAL}\b)"),
)
"""Several who get their names at once."""
_NAMED_ONLY = re.compile(
    r"(?i:\b(?P<who>he|she|it|her|his|its)(?:(?: is|['’]s)(?: now)? (?:called|named)"
    r"|(?: new)? name(?: is|['’]s)(?: now)?)) (?P<name>[^\W\d][\w’'-]+)"
)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody the person has spoken of, as labels; the latest last. `recent` are those spoken of
    just now, the latest last; `sexes` the pronouns they were meant by; `pair` two who were named
    side by side, until one is spoken of alone."""

    labels: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    sexes: tuple[tuple[str, str], ...] = ()
    pair: tuple[str, ...] = ()

    def meet(self, text: str) -> People:
        """With those that `text` names."""
        people = self
        low = text.islower()
        for found in _NAMED_ONLY.finditer(text):
            name = _bare(found["name"])
            who = found["who"].lower()
            meant = people.meant_by({"her": "she", "his": "he", "its": "it"}.get(who, who))
            if not is_name(name):
                continue
            if meant is not None and meant != SOMEBODY and not split(meant)[1]:
                people = people._renamed(meant, f"{meant} {name}")
            elif not _share_name(split(meant or "")[1], name) and " now" not in found.group():
                # Somebody with another name is somebody else.
                people = people.speaking_of(people.named(name) or name)
        for pattern in () if low else _NAMED_TOGETHER:
            for found in pattern.finditer(text):
                people = people._each(_TOGETHER[found["several"].lower()], found["names"])
        for pattern in _NAMED_LOW if low else _NAMED:
            for found in pattern.finditer(text):
                name = _bare(found["name"])
                if is_name(name) and not (low and not _low_name(found, text)):
                    people, label = people.label(found["relation"].lower(), name)
                    people = people.speaking_of(label)
        for found in _LOVED.finditer(text):
            name = _bare(found["name"])
            if is_name(name):
                people = people.speaking_of(people.named(name) or name)
        return people

    def _each(self, relation: str, names: str) -> People:
        """With several of one relation: “my kids, Noor and Sem”. None of them was the last."""
        people, found = self, []
        for name in re.split(r", and |, | and ", names):
            if is_name(name):
                people, label = people.label(relation, name)
                found.append(label)
        for label in found:
            people = people.speaking_of(label)
        return people.side_by_side(*found) if len(found) == 2 else people

    def speaking_of(self, label: str) -> People:
        """Having spoken of somebody just now."""
        if label == SELF:
            return self
        known = label in self.labels or label.startswith(SOMEBODY)
        labels = self.labels if known else (*self.labels, label)
        recent = (*_without(self.recent, label), label)[-6:]
        return replace(self, labels=labels, recent=recent, pair=())

    def side_by_side(self, one: str, other: str) -> People:
        """Having named two together: “Ada and Eva”."""
        return replace(self, pair=(self.named(one) or one, self.named(other) or other))

    def known_as(self, pronoun: str, label: str) -> People:
        """Having called somebody “he” or “she”."""
        if pronoun not in ("he", "she") or label.startswith(SOMEBODY) or self._sex(label):
            return self
        return replace(self, sexes=(*self.sexes, (label, pronoun)))

    def _sex(self, label: str) -> str:
        """The pronoun of somebody; empty when it is not known."""
        relation = split(label)[0] or label.rpartition("'s ")[2]
        return SEX.get(relation) or dict(self.sexes).get(label, "")

    def hearing(self, name: str) -> People:
        """Having read a name that may be somebody's, if “she” follows."""
        return replace(self, recent=(*_without(self.recent, name), name)[-6:])

    def dismissing(self, label: str) -> People:
        """Having called an animal “it”: “he” is somebody else then."""
        return replace(self, recent=(label, *_without(self.recent, label)))

    def since(self, before: People) -> tuple[str, ...]:
        """Those who were not known before, or not by name."""
        if self.labels == before.labels:
            return ()
        known = set(before.labels)
        return tuple(label for label in self.labels if label not in known)

    def label(self, relation: str, name: str = "") -> tuple[People, str]:
        """What somebody is called here; who was known by relation alone may get a name now."""
        parts = _name_parts(name)
        for known in reversed(self.labels):
            known_relation, known_name = split(known)
            same_relation = bool(relation) and known_relation == relation
            same_name = not parts.isdisjoint(_name_parts(known_name))
            if same_name or (same_relation and not (name and known_name)):
                longest = max(known_name, name, key=len)
                label = f"{known_relation or relation} {longest}".strip()
                if same_name and relation and known_relation not in ("", relation):
                    label = known
                return self._renamed(known, label), label
        label = f"{relation} {name}".strip()
        return replace(self, labels=(*self.labels, label)), label

    def _renamed(self, known: str, label: str) -> People:
        recent = tuple(label if one == known else one for one in self.recent)
        return replace(self, labels=(*_without(self.labels, known), label), recent=recent)

    def one_of_them(self, which: str) -> str | None:
        """One of several who were spoken of just now: “the older”."""
        for label in reversed(self.recent):
            if (one := SINGULAR.get(split(label)[0])) is not None:
                return f"{which} {one}"
        return None

    def named(self, name: str) -> str | None:
        """The label of somebody with this name."""
        known = _by_name(self.labels)
        place = max((known.get(part, -1) for part in _name_parts(name)), default=-1)
        return self.labels[place] if place >= 0 else None

    def meant_by(self, pronoun: str) -> str | None:
        """The last one spoken of who may be meant: “she” is no brother. EITHER when two were spoken
        of side by side, and both may be."""
        if pronoun in ("he", "she") and self.pair:
            meant = [one for one in self.pair if self._sex(one) in ("", pronoun)]
            certain = [one for one in meant if self._sex(one)]
            if len(certain) == 1:
                return certain[0]
            if len(meant) > 1:
                return EITHER
        for label in reversed(self.recent):
            relation, _ = split(label)
            if pronoun in ("he", "she") and (self._sex(label) or pronoun) == pronoun:
                return label
            if pronoun == "they" and SEX.get(relation) == "they":
                return label
            if pronoun == "it" and (relation in PET_WORDS or relation == "guinea"):
                return label
        if pronoun == "they":
            return next((one for one in reversed(self.recent) if one in self.labels), None)
        # Nobody was spoken of just now: the only one it can be.
        may_be = [o for o in self.labels if SEX.get(split(o)[0], pronoun) == pronoun]
        known = [label for label in may_be if split(label)[0] in SEX] or may_be
        return known[0] if len(known) == 1 and pronoun in ("he", "she") else None


NOBODY = People()


@lru_cache(maxsize=16)
def _by_name(labels: tuple[str, ...]) -> dict[str, int]:
    """Where the last label stands that has a name with this part."""
    return {
        part: place for place, label in enumerate(labels) for part in _name_parts(split(label)[1])
    }


@lru_cache(maxsize=8192)
def split(label: str) -> tuple[str, str]:
    """Relation and name of a label; either may be empty."""
    first, _, rest = label.partition(" ")
    if first.endswith("'s"):
        return "", label
    if first in OF_SEVERAL and rest:
        return label, ""
    if first == "guinea":
        _, _, rest = rest.partition(" ")
        return "guinea pig", rest
    if first.islower() and (first in RELATION_WORDS or first in PET_WORDS or rest):
        return first, rest
    return ("", label) if first[:1].isupper() else (label, "")


def same_person(one: str, other: str) -> bool:
    """Whether two labels may mean the same."""
    if one == other:
        return True
    if SELF in (one, other) or SOMEBODY in (one, other):
        return False
    (mine, my_name), (theirs, their_name) = split(one), split(other)
    if my_name and their_name:
        return _share_name(my_name, their_name)
    return bool(mine) and mine.casefold() == theirs.casefold()


def known_people(labels: Iterable[str]) -> People:
    """Those whose labels are stored."""
    return People(tuple(filter(SELF.__ne__, labels)))


def _share_name(one: str, other: str) -> bool:
    """Whether two names may mean the same: “Kovac” and “Mr Kovac”, “ada” and “Ada”."""
    return bool(_name_parts(one) & _name_parts(other))


@lru_cache(maxsize=8192)
def _name_parts(name: str) -> frozenset[str]:
    parts = frozenset(_bare(name).casefold().replace(".", "").split())
    return parts - TITLES or parts


def _without(labels: Sequence[str], label: str) -> tuple[str, ...]:
    return tuple(filter(label.__ne__, labels))


def is_name(name: str) -> bool:
    """Whether a word in the place of a name may be one."""
    return name.casefold() not in NO_NAME


def _low_name(found: re.Match[str], text: str) -> bool:
    """Whether a word in small letters is somebody's name, by what follows it."""
    if re.search(
        r"\b(?:called|named|name is|name['’]s|one of (?:my|our) \w+ is) $",
        text[: found.start("name")],
    ):
        return True
    if text[: found.start("name")].rstrip().endswith((" is", "'s", "’s")):
        return False
    return (
        re.match(
            r"\s+(?:is|isnt|isn['’]t|has|hasnt|was|works|lives|lived|moved|just|got|quit|left"
            r"|started|loves|hates|and i|bought|broke|says|said|wants|plays|went|had|found)\b",
            text[found.end("name") :],
        )
        is not None
    )


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)
