"""Whom a clause is about: the person themselves, or somebody as they name them.

Somebody is labelled by relation and name (“sister Ada”), as far as either is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from companion.domain import SELF
from companion.memory.clauses import POSSESSIVE, Clause, clauses_of, phrase_end
from companion.memory.grammar import Word

_WOMEN = (
    "wife girlfriend fiancée mother mom mum mama mummy sister daughter aunt auntie niece gran nan"
    " granny grandma grandmother granddaughter landlady goddaughter stepdaughter stepmother stepmum"
    " stepmom godmother mother-in-law sister-in-law daughter-in-law girl lady woman ex-wife"
    " ex-girlfriend missus lass grandmum nonna oma abuela"
).split()
_MEN = (
    "husband boyfriend father dad papa daddy brother son uncle nephew grandpa grandfather grandad"
    " grandson landlord godson stepson stepfather stepdad godfather father-in-law brother-in-law"
    " son-in-law boy guy man ex-husband ex-boyfriend hubby lad nonno opa abuelo"
).split()
_ANYBODY = (
    "partner fiance spouse ex parent sibling twin kid child baby cousin friend flatmate roommate"
    " housemate neighbour neighbor boss manager colleague coworker co-worker workmate teammate mate"
    " buddy pal teacher therapist doctor dentist tutor coach trainer client student supervisor"
    " bandmate classmate godchild grandchild toddler in-law lodger tenant subtenant instructor bestie youngest eldest"
).split()
_PETS = (
    "dog cat puppy kitten horse pony rabbit bunny parrot budgie hamster turtle tortoise goldfish"
    " fish snake canary ferret hedgehog chicken hen goat donkey rat gecko lizard bird poodle beagle"
    " husky dachshund labrador retriever terrier spaniel collie shepherd greyhound pug bulldog"
    " tomcat tabby mare foal cockatiel mouse gerbil axolotl"
).split()


def _any_of(words: Iterable[str]) -> str:
    return "|".join(
        sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word))
    )


PETS = f"(?:guinea pig|{_any_of(_PETS)})"
RELATIONS = (
    f"(?:{_any_of({*_WOMEN, *_MEN, *_ANYBODY} - {'woman', 'man', 'girl', 'boy', 'guy', 'lady'})})s?"
)
_RELATIONS = frozenset({*_WOMEN, *_MEN, *_ANYBODY})
_FAMILY = frozenset(
    "mum mom mummy mama dad daddy papa gran granny grandma grandpa nan missus hubby nonna nonno oma"
    " opa abuela abuelo".split()
)
_SEX = dict.fromkeys(_WOMEN, "she") | dict.fromkeys(_MEN, "he")
_TITLES = frozenset("mr mrs ms miss dr mister madame monsieur professor prof aunt uncle".split())
_NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december easter christmas english french german"
    " spanish italian who that which just also and has was got is are she he now then here there i"
    " called named my our the a an his her so when because but with from in on at".split()
)
SPEAKS_OF_SOMEBODY = re.compile(
    r"\b(?:s?he|him|hers?|his|it|its|they|them|theirs?)(?!\w)", re.IGNORECASE
)
"""Whom a text means may have been said before it."""
SOMEBODY = "somebody"
"""Whom “she” means when nobody was spoken of."""

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
    rf"|broke up with)) (?P<name>{_NAME})"
)
_NAMED_ONLY = re.compile(
    r"(?i:\b(?P<who>he|she|it|her|his|its)(?:(?: is|['’]s)(?: now)? (?:called|named)"
    r"|(?: new)? name(?: is|['’]s)(?: now)?)) (?P<name>[^\W\d][\w’'-]+)"
)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody the person has spoken of, as labels; the latest last. `recent` are those spoken of
    just now, the latest last."""

    labels: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()

    def meet(self, text: str) -> People:
        """With those that `text` names."""
        people = self
        low = text.islower()
        for found in _NAMED_ONLY.finditer(text):
            name = _bare(found["name"])
            who = found["who"].lower()
            meant = people.meant_by({"her": "she", "his": "he", "its": "it"}.get(who, who))
            if not _is_name(name):
                continue
            if meant is not None and meant != SOMEBODY and not split(meant)[1]:
                people = people._renamed(meant, f"{meant} {name}")
            elif not _share_name(split(meant or "")[1], name) and " now" not in found.group():
                # Somebody with another name is somebody else.
                people = people.speaking_of(people.named(name) or name)
        for pattern in _NAMED_LOW if low else _NAMED:
            for found in pattern.finditer(text):
                name = _bare(found["name"])
                if _is_name(name) and not (low and not _low_name(found, text)):
                    people, label = people.label(found["relation"].lower(), name)
                    people = people.speaking_of(label)
        for found in _LOVED.finditer(text):
            name = _bare(found["name"])
            if _is_name(name):
                people = people.speaking_of(people.named(name) or name)
        return people

    def speaking_of(self, label: str) -> People:
        """Having spoken of somebody just now."""
        if label == SELF:
            return self
        labels = self.labels if label in self.labels or label == SOMEBODY else (*self.labels, label)
        return replace(self, labels=labels, recent=(*_without(self.recent, label), label)[-6:])

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
        for known in reversed(self.labels):
            known_relation, known_name = split(known)
            same_relation = bool(relation) and known_relation == relation
            same_name = bool(name) and _share_name(known_name, name)
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
        return People((*_without(self.labels, known), label), recent)

    def named(self, name: str) -> str | None:
        """The label of somebody with this name."""
        known = _by_name(self.labels)
        place = max((known.get(part, -1) for part in _name_parts(name)), default=-1)
        return self.labels[place] if place >= 0 else None

    def meant_by(self, pronoun: str) -> str | None:
        """The last one spoken of who may be meant: “she” is no brother."""
        for label in reversed(self.recent):
            relation, _ = split(label)
            if pronoun in ("he", "she") and _SEX.get(relation, pronoun) == pronoun:
                return label
            if pronoun == "it" and (relation in _PETS or relation == "guinea"):
                return label
            if pronoun == "they" and label in self.labels:
                return label
        # Nobody was spoken of just now: the only one it can be.
        may_be = [o for o in self.labels if _SEX.get(split(o)[0], pronoun) == pronoun]
        known = [label for label in may_be if split(label)[0] in _SEX] or may_be
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
    if first == "guinea":
        _, _, rest = rest.partition(" ")
        return "guinea pig", rest
    if first.islower() and (first in _RELATIONS or first in _PETS or rest):
        return first, rest
    return ("", label) if first[:1].isupper() else (label, "")


def subject_of(clause: Clause, people: People) -> tuple[str, People]:
    """Whom a clause is about, and everybody known once it is read."""
    words = clause.subject
    if not words:
        first = clause.words[0] if clause.words else None
        named = people.named(first.text) if first and first.tag != "ADP" else None
        subject = named or SELF
        if first is not None and first.lower in _FAMILY:
            people, subject = people.label(first.lower)
    elif (said := _reported(clause)) is not None:
        _, met = _whom(words, clause, people)
        subject, people = _whom(said, clause, met)
    else:
        subject, people = _whom(words, clause, people)
    for label in _mentioned(clause, people, subject):
        people = people.speaking_of(label)
    for name in _heard(clause.words, people):
        people = people.hearing(name)
    if [word.lower for word in words] == ["it"]:
        return subject, people.dismissing(subject) if subject != SELF else people
    # Whom the clause is about comes to mind before those it only mentions.
    people = people.speaking_of(subject)
    return (SELF if _done_for_me(clause) else subject), people


def whom(sentence: str, people: People) -> str:
    """Whom a sentence is about: the subject of its first clause."""
    clauses = clauses_of(sentence)
    return subject_of(clauses[0], people)[0] if clauses else SELF


def _whom(words: Sequence[Word], clause: Clause, people: People) -> tuple[str, People]:
    """Whom a subject names."""
    if any(word.lower in ("i", "we", "me", "us") for word in words):
        return SELF, people
    label, people = _in_phrase(words, clause, people)
    return label, people.speaking_of(label)


_SAYING = frozenset(
    "say says said saying tell tells told reckon reckons claim claims claimed announced mentioned"
    " swears insists writes wrote texted think thinks thought believes informed admits admitted"
    " confessed".split()
)
_DONE_FOR = frozenset(
    "give gives gave given buy buys bought lend lends lent offer offers offered promote promoted"
    " hire hired send sent fire fired sack sacked transfer transferred put diagnosed prescribed"
    " switched paid made make sign signed moved rent rented sold found painted knitted".split()
)
"""Of what others do for the person or to them, what lasts is told of the person."""


def _reported(clause: Clause) -> tuple[Word, ...] | None:
    """The subject of what somebody says: of “Mum says my sister is ill” my sister."""
    end = clause.subject[-1].end
    after = [word for word in clause.words if word.start >= end]
    while after and after[0].tag in ("ADV", "AUX"):
        after = after[1:]
    if not after or after[0].lower not in _SAYING:
        return None
    rest = after[1:]
    for skipped in range(min(3, len(rest))):
        last = phrase_end(rest, skipped)
        verb = next((it for it in rest[last : last + 2] if it.tag != "ADV"), None)
        whom = rest[skipped:last]
        if whom and verb is not None and verb.finite:
            return tuple(whom)
        if rest[skipped].lower not in ("me", "us", "that", "him", "her", "them", "everyone"):
            return None
    return None


def _done_for_me(clause: Clause) -> bool:
    """Whether somebody does something for the person: “Gwen bought me a bike”."""
    for word, then in pairwise(clause.words):
        if word.lower in _DONE_FOR and word.tag == "VERB":
            return then.lower in ("me", "us")
    return False


_WHO_MEETS = frozenset(
    "met meet meeting saw called phoned texted rang with and than 's is was it tell told ask asked"
    " married dating seeing hired by old named".split()
)


def _heard(words: Sequence[Word], people: People) -> Iterator[str]:
    """Names of nobody known where somebody is likely named: “I met Gudrun for coffee”."""
    for before, word in pairwise(words):
        if (
            word.tag == "PROPN"
            and word.text[:1].isupper()
            and before.lower in _WHO_MEETS
            and _is_name(word.text)
            and people.named(word.text) is None
        ):
            yield word.text
    for whose, word in pairwise(words[:2]):
        if whose.lower in ("my", "our") and word.tag == "PROPN" and _is_name(word.text):
            yield word.text


def _in_phrase(words: Sequence[Word], clause: Clause, people: People) -> tuple[str, People]:
    first = words[0].lower
    if len(words) == 1 and first in ("he", "she", "they", "it"):
        meant = people.meant_by(first)
        return meant or (SOMEBODY if first in ("he", "she") else SELF), people
    if first in ("his", "her", "their"):
        relation = _relation(words)
        meant = people.meant_by({"his": "he", "her": "she", "their": "they"}[first])
        if relation is not None and words[-1].tag == "PROPN":
            people, label = people.label(relation, words[-1].text)
            return label, people
        if relation is not None and relation not in _PETS and meant != SELF:
            known = [one for one in people.labels if split(one)[0] == relation and split(one)[1]]
            if meant is None and len(known) == 1:
                return known[0], people
            return f"{split(meant or '')[1] or meant or SOMEBODY}'s {relation}", people
        return meant or SOMEBODY, people
    for number, word in enumerate(words):
        # “Klara's wedding” is about Klara, and “Klara's son” about somebody else.
        if word.lower == "'s" and number:
            label, people = _named(words[:number], people)
            relation = _relation(words[number:])
            named = " ".join(w.text for w in words[number + 1 :] if w.tag == "PROPN")
            if relation is None or label == SELF:
                return label, people
            if named:
                return people.named(named) or named, people
            return f"{split(label)[1] or label}'s {relation}", people
    if first in ("the", "this", "that"):
        relation = _relation(_head(words))
        known = [one for one in people.labels if relation and split(one)[0] == relation]
        if not known and relation is not None and relation not in _PETS:
            people, label = people.label(relation)
            return label, people
        return known[-1] if known else SELF, people
    label, met = _named(words, people)
    if label != SELF and label not in people.labels and not split(label)[0]:
        return (label, met) if _is_personal(clause) else (SELF, people)
    return label, met


def _named(words: Sequence[Word], people: People) -> tuple[str, People]:
    """Who is named by “my sister Ada”, “Ada” or “mum”."""
    relation = _relation(words)
    names = [
        word.text for word in _head(words) if word.tag == "PROPN" and word.lower not in _RELATIONS
    ]
    name = " ".join(name for name in names if _is_name(name))
    if relation is None:
        known = next((k for w in words if (k := people.named(w.text)) is not None), None)
        if known is not None:
            return known, people
        if len(names) == 1 and names[0].endswith("ing"):
            return SELF, people
        if not name or words[0].lower in POSSESSIVE or words[0].tag in ("NUM", "ADJ", "DET"):
            return SELF, people
        return name, people.speaking_of(name)
    own = words[0].lower in ("my", "our", "a", "an", "one", "another") or relation in _FAMILY
    if not own and not name:
        return SELF, people
    if words[0].text.islower() and not name:
        last = words[-1]
        if last.tag == "NOUN" and people.named(last.text):
            name = last.text
    people, label = people.label(relation, name)
    return label, people


def _head(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase without what says more of it: “the audition in Graz” is no Graz."""
    end = next((number for number, word in enumerate(words) if word.tag == "ADP"), len(words))
    return words[:end] or words


def _relation(words: Sequence[Word]) -> str | None:
    for word in words:
        plain = word.lower
        if plain in _RELATIONS or plain in _PETS or plain in _FAMILY:
            return plain
    return "guinea pig" if any(word.lower == "guinea" for word in words) else None


def _is_personal(clause: Clause) -> bool:
    """Whether a clause says what only somebody can do: “Zurich is over” and “Porto was lovely”
    speak of no one."""
    after = [word for word in clause.words if word.start >= clause.subject[-1].end]
    for number, word in enumerate(after):
        if word.finite:
            if word.lower not in ("is", "was", "'s", "are", "were"):
                return True
            rest = [other for other in after[number + 1 :] if other.tag != "ADV"]
            return bool(rest) and rest[0].tag in ("VERB", "ADP") and rest[0].form != "Fin"
    return False


def _mentioned(clause: Clause, people: People, subject: str) -> list[str]:
    found = []
    for number, word in enumerate(clause.words):
        plain = word.lower
        named = people.named(word.text) if word.tag in ("PROPN", "NOUN", "ADJ") else None
        if named is None and (plain in _RELATIONS or plain in _PETS):
            named = next((o for o in reversed(people.labels) if split(o)[0] == plain), None)
            if named is None and (plain in _FAMILY or _introduced(clause.words[:number])):
                named = plain
        if plain in ("someone", "somebody") and number and clause.words[number - 1].tag == "VERB":
            named = SOMEBODY
        if named is not None and named != subject:
            found.append(named)
    return list(dict.fromkeys(found))


def _introduced(before: Sequence[Word]) -> bool:
    """Whether a relation is spoken of as “my …” or “a second …”."""
    for word in reversed(before[-3:]):
        if word.lower in ("my", "our", "a", "an", "another", "one"):
            return True
        if word.tag not in ("ADJ", "NUM", "NOUN"):
            return False
    return False


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
    return People(tuple(label for label in labels if label != SELF))


def _share_name(one: str, other: str) -> bool:
    """Whether two names may mean the same: “Kovac” and “Mr Kovac”, “ada” and “Ada”."""
    return bool(_name_parts(one) & _name_parts(other))


@lru_cache(maxsize=8192)
def _name_parts(name: str) -> frozenset[str]:
    parts = frozenset(_bare(name).casefold().replace(".", "").split())
    return parts - _TITLES or parts


def _without(labels: Sequence[str], label: str) -> tuple[str, ...]:
    return tuple(one for one in labels if one != label)


def _is_name(name: str) -> bool:
    return name.casefold() not in _NO_NAME


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
