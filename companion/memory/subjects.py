"""Whom a clause is about: the person themselves, or somebody as they name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from companion.domain import SELF
from companion.memory.affected import FIRST_PERSON, befallen, done_for_me, head_of, relation_in
from companion.memory.claims import claims_of
from companion.memory.clauses import (
    POSSESSIVE,
    Clause,
    after_border,
    clauses_of,
    phrase_end,
    phrase_start,
)
from companion.memory.endings import endings_of
from companion.memory.grammar import Word, is_unheard
from companion.memory.people import SOMEBODY, People, is_name, split
from companion.memory.relations import FAMILY, OF_SEVERAL, PET_WORDS, RELATION_WORDS, SINGULAR


def subject_of(clause: Clause, people: People) -> tuple[str, People]:
    """Whom a clause is about, and everybody known once it is read."""
    words = _who_does(clause) or befallen(clause, people) or clause.subject
    if words:
        before = [word for word in clause.words if word.start < words[0].start]
        for label in _mentioned(before, people, SELF):
            people = people.speaking_of(label)
        for name in _heard(before, people):
            people = people.hearing(name)
    if not words:
        first = clause.words[0] if clause.words else None
        named = people.named(first.text) if first and first.tag != "ADP" else None
        subject = named or _of_the_last(clause, people) or SELF
        if first is not None and first.lower in FAMILY:
            people, subject = people.label(first.lower)
    elif (said := _reported(clause)) is not None:
        _, met = _whom(words, clause, people)
        subject, people = _whom(said, clause, met)
    else:
        subject, people = _whom(words, clause, people)
    if subject == SELF and words:
        subject = _of_another(clause, people)
    for label in _mentioned(clause.words, people, subject):
        people = people.speaking_of(label)
    for name in _heard(clause.words, people):
        if name not in people.recent:
            people = people.hearing(name)
    if [word.lower for word in words] == ["it"]:
        return subject, people.dismissing(subject) if subject != SELF else people
    # Whom the clause is about comes to mind before those it only mentions.
    if not _is_only_heard(subject, words, people):
        people = people.speaking_of(subject)
    for one, other in _pairs(clause.words):
        people = people.side_by_side(one, other)
    return (SELF if done_for_me(clause, subject) else subject), people


def _of_the_last(clause: Clause, people: People) -> str | None:
    """Whom a clause tells of that only says what somebody does: “Studies law.” None when it need
    not be somebody spoken of just now."""
    first, then = clause.words[0], clause.words[1:2]
    does = (first.tag in ("VERB", "AUX") and first.finite) or first.tag == "NOUN"
    third = first.lower.endswith("s") and not first.lower.endswith(("ss", "us"))
    goes_on = bool(then) and then[0].tag in ("NOUN", "DET", "ADP", "ADJ", "NUM", "PRON", "PROPN")
    if not (does and third and goes_on and first.lower in _THEY_DO and people.recent):
        return None
    return people.meant_by("she") or people.meant_by("he")


_THEY_DO = frozenset(
    "works lives studies plays teaches runs has is does speaks loves likes hates wants eats goes"
    " drives makes cooks sings paints writes sells builds keeps owns needs comes says".split()
)


def _pairs(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """The names that stand side by side: “Ada and Eva”."""
    for number in range(1, len(words) - 1):
        one, other = words[number - 1], words[number + 1]
        if words[number].lower == "and" and one.tag == other.tag == "PROPN":
            last = number + 2 == len(words) or words[number + 2].lower != "'s"
            if last and is_name(one.text) and is_name(other.text):
                yield one.text, other.text


def _of_another(clause: Clause, people: People) -> str:
    """Whom a clause is about that names nobody for its subject: the person, unless only somebody
    else occurs in it."""
    said = [word.lower for word in clause.words]
    if any(word in FIRST_PERSON for word in said):
        return SELF
    meant = next((word for word in said if word in ("he", "she")), None)
    return SELF if meant is None else people.meant_by(meant) or SOMEBODY


def whom(sentence: str, people: People) -> str:
    """Whom a sentence is about: the subject of its first clause."""
    clauses = clauses_of(sentence)
    return subject_of(clauses[0], people)[0] if clauses else SELF


def _whom(words: Sequence[Word], clause: Clause, people: People) -> tuple[str, People]:
    """Whom a subject names."""
    if any(word.lower in ("i", "we", "me", "us") for word in words) or _are_mine(words, clause):
        return SELF, people
    label, people = _in_phrase(words, clause, people)
    return label, people if _is_only_heard(label, words, people) else people.speaking_of(label)


def _are_mine(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a clause says what several are to the person: “Noor and Sem are my kids”."""
    after = [word.lower for word in clause.words if word.start >= words[-1].end][:2]
    return any(word.lower == "and" for word in words) and after in (["are", "my"], ["are", "our"])


def _is_only_heard(label: str, words: Sequence[Word], people: People) -> bool:
    """Whether a name that is read may yet be a place's or a thing's."""
    named = bool(words) and words[0].tag == "PROPN"
    return named and label in people.recent and label not in people.labels


_SAYING = frozenset(
    "say says said saying tell tells told reckon reckons claim claims claimed announced mentioned"
    " swears insists writes wrote texted think thinks thought believes informed admits admitted"
    " confessed".split()
)


def _reported(clause: Clause) -> tuple[Word, ...] | None:
    """The subject of what somebody says: of “Mum says my sister is ill” my sister."""
    end = clause.subject[-1].end if clause.subject else 0
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


def _who_does(clause: Clause) -> tuple[Word, ...]:
    """Who is meant by “it's my aunt who has the garden” and “I have a friend, Mia, who lives in
    Oslo”: somebody, and what they do."""
    words = clause.words
    for number, word in enumerate(words):
        if word.lower != "who" or number < 2 or not any(w.finite for w in words[number + 1 :]):
            continue
        verb = next((n for n in range(number - 1, -1, -1) if words[n].tag in ("VERB", "AUX")), None)
        if verb is None:
            continue
        if words[verb].lower in _THERE_IS:
            end = phrase_end(words, verb + 1)
            if end > verb + 1 and words[end - 1].lower not in ("one", "ones"):
                return tuple(words[verb + 1 : end])
        start = phrase_start(words[:number], number)
        told, besides = (claims_of(_joined(it)) for it in (words[:number], words[number + 1 :]))
        personal = any(it.attribute in _OF_SOMEBODY | {"home"} for it in besides)
        if verb < start < number and personal and not told:
            # “I met Ada, who works at the bank”
            return tuple(words[start:number])
    return ()


_THERE_IS = frozenset("have 've has got is 's was know".split())


_WHO_MEETS = frozenset(
    "met meet meeting saw called phoned texted rang with and than 's is was it tell told ask asked"
    " married dating seeing hired by old named".split()
)


_HONORIFICS = frozenset("mr mrs ms dr miss".split())
_WRITTEN = frozenset("message text letter call email mail postcard news note card heard".split())


def _heard(words: Sequence[Word], people: People) -> Iterator[str]:
    """Names of nobody known where somebody is likely named: “I met Gudrun for coffee”."""
    written = any(word.lower in _WRITTEN for word in words)
    for number, (before, word) in enumerate(pairwise(words)):
        if word.lower in _HONORIFICS and words[number + 2 : number + 3]:
            # “tea with Mrs Abernathy”
            name = words[number + 2].text
            if people.named(name) is None and name[:1].isupper():
                yield name
        elif (
            word.tag == "PROPN"
            and word.text[:1].isupper()
            and (
                before.lower in _WHO_MEETS
                or (written and before.lower == "from")
                or [w.lower for w in words[number + 2 : number + 3]] == ["who"]
            )
            and is_name(word.text)
            and word.lower not in RELATION_WORDS
            and people.named(word.text) is None
        ):
            yield word.text
    for whose, word in pairwise(words[:2]):
        if whose.lower in ("my", "our") and word.tag == "PROPN" and is_name(word.text):
            yield word.text


def _in_phrase(words: Sequence[Word], clause: Clause, people: People) -> tuple[str, People]:
    first = words[0].lower
    if len(words) == 1 and first in ("he", "she", "they", "it"):
        meant = people.meant_by(first)
        if meant is None:
            return SOMEBODY if first in ("he", "she") else SELF, people
        return meant, people.known_as(first, meant)
    if first in ("his", "her", "their"):
        relation = relation_in(words)
        meant = people.meant_by({"his": "he", "her": "she", "their": "they"}[first])
        if relation is not None and words[-1].tag == "PROPN":
            people, label = people.label(relation, words[-1].text)
            return label, people
        if relation is not None and relation not in PET_WORDS and meant != SELF:
            known = [one for one in people.labels if split(one)[0] == relation and split(one)[1]]
            if meant is None and len(known) == 1:
                return known[0], people
            return f"{split(meant or '')[1] or meant or SOMEBODY}'s {relation}", people
        return meant or SOMEBODY, people
    if first in ("mine", "ours") and words[-1].tag == "PROPN":
        # “Mine, Ada, is eight”
        return words[-1].text, people.speaking_of(words[-1].text)
    for number, word in enumerate(words):
        # “Klara's wedding” is about Klara, and “Klara's son” about somebody else.
        if word.lower == "'s" and number:
            label, people = _named(words[:number], people)
            relation = relation_in(words[number:])
            named = " ".join(w.text for w in words[number + 1 :] if w.tag == "PROPN")
            apposed = after_border(words[number:])
            if label != SELF and relation is None and len(apposed) == 1 and number + 2 < len(words):
                # “Klara's chap, Tom”
                name = people.named(apposed[0].text) or apposed[0].text
                return name, people.speaking_of(name)
            if relation is None or label == SELF:
                return label, people
            if named:
                return people.named(named) or named, people
            return f"{split(label)[1] or label}'s {relation}", people
    if first in ("the", "this", "that"):
        relation = relation_in(head_of(words))
        which = [word.lower for word in words[1:] if word.lower not in ("one", "of", "two")]
        of_them = people.one_of_them(which[0]) if which and which[0] in OF_SEVERAL else None
        if of_them is not None and len(which) == 1:
            return of_them, people.speaking_of(of_them)
        apposed = after_border(words)
        if apposed and all(word.tag == "PROPN" and is_name(word.text) for word in apposed):
            # “The bloke next door, Terry,”
            people, label = people.label(relation or "", apposed[-1].text)
            return label, people
        known = [one for one in people.labels if relation and split(one)[0] == relation]
        if not known and relation is not None and relation not in PET_WORDS:
            people, label = people.label(relation)
            return label, people
        return known[-1] if known else SELF, people
    if len(words) == 1 and words[0] == clause.words[0] and first in _BARE:
        # “Flatmate took up juggling”
        people, label = people.label(first)
        return label, people
    label, met = _named(words, people)
    if label != SELF and label not in people.labels and not split(label)[0]:
        if words[0] == clause.words[0] and not is_unheard(words[0]) and len(words) == 1:
            # A capital that any word has there: “Money has gone”.
            return SELF, people
        if _is_called_to(words, clause):
            return SELF, people
        if _is_personal(clause):
            return label, met
        # “Greta is deaf” may be, “Porto was lovely” is what the person saw.
        return (label, people.hearing(label)) if _is_state(clause) else (SELF, people)
    return label, met


_BARE = frozenset(SINGULAR.values()) - frozenset(
    "man woman girl boy guy lady lad lass mate buddy pal bro ex partner student client".split()
)
"""Relations that need no “my” where somebody tells in telegrams."""


def _named(words: Sequence[Word], people: People) -> tuple[str, People]:
    """Who is named by “my sister Ada”, “Ada” or “mum”."""
    relation = relation_in(words)
    names = [
        word.text
        for word in head_of(words)
        if word.tag == "PROPN" and word.lower not in RELATION_WORDS
    ]
    name = " ".join(name for name in names if is_name(name))
    if relation is None:
        known = next((k for w in words if (k := people.named(w.text)) is not None), None)
        if known is not None:
            return known, people
        if len(names) == 1 and names[0].endswith("ing"):
            return SELF, people
        of_name = words[0].lower in ("old", "little", "poor", "dear", "young")
        if words[0].lower == "our" and len(words) == 2 and len(names) == 1 and name:
            # “Our Edie has started school”
            return name, people.speaking_of(name)
        if not name or words[0].lower in POSSESSIVE or words[0].tag in ("NUM", "DET"):
            return SELF, people
        if (last := head_of(words)[-1]).tag == "NOUN" and last.text.islower():
            # “Film club”
            return SELF, people
        if words[0].tag == "ADJ" and not of_name:
            return SELF, people
        if any(word.lower == "and" for word in words):
            name = names[0]
        return name, people.speaking_of(name)
    if relation in SINGULAR and any(word.lower == "and" for word in words):
        people, label = people.label(relation)
        return label, people
    own = words[0].lower in ("my", "our", "a", "an", "one", "another") or relation in FAMILY
    if not own and not name:
        return SELF, people
    if words[0].text.islower() and not name:
        last = words[-1]
        if last.tag == "NOUN" and people.named(last.text):
            name = last.text
    people, label = people.label(relation, name)
    return label, people


def _is_personal(clause: Clause) -> bool:
    """Whether a clause says what only somebody can do: “Zurich is over” and “Porto was lovely”
    speak of no one."""
    after = [word for word in clause.words if word.start >= clause.subject[-1].end]
    said = _joined(after)
    if any(it.attribute in _OF_SOMEBODY for it in claims_of("He " + said)):
        return True
    if _OF_A_PLAN.match(said):
        return False
    for number, word in enumerate(after):
        if word.finite:
            if word.lower not in ("is", "was", "'s", "are", "were"):
                return True
            rest = [o for o in after[number + 1 :] if o.tag not in ("ADV", "PART")]
            return bool(rest) and rest[0].tag in ("VERB", "ADP") and rest[0].form != "Fin"
    return False


def _is_called_to(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a name is only called, as in “Hey Maria, haven't talked for days”."""
    if clause.words.index(words[0]) > 1:
        return False
    after = next((word for word in clause.words if word.start >= words[-1].end), None)
    goes_on = after is None or after.lower in ("who", "i", "we") or tuple(words) != clause.subject
    return not goes_on and after is not None and after.start - words[-1].end > 1


_OF_A_PLAN = re.compile(
    r"(?:(?:will|['’]ll|has|have|had|must|is|was|['’]s)(?: have| has| had)? (?:to )?)?"
    r"(?:wait|fell through|fall through|happen|(?:been )?(?:cancel|postpone|reschedul|scrap)\w+"
    r"|(?:been )?(?:off|called off|put off|put back|moved to|pushed))\b",
    re.IGNORECASE,
)
"""What befalls what was planned: “Orkney will have to wait”."""


def _is_state(clause: Clause) -> bool:
    """Whether a clause says how somebody or something is now, and not that it is over."""
    after = [word for word in clause.words if word.start >= clause.subject[-1].end]
    is_now = bool(after[1:]) and after[0].lower in ("is", "'s")
    of_them = any(word.lower in ("his", "her", "himself", "herself") for word in after)
    return is_now and (of_them or not endings_of(_joined(clause.words)))


_OF_SOMEBODY = frozenset({"work", "partner", "diet", "age", "studies", "allergy"})
"""What only somebody can have or be."""


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words).replace(" 's", "'s").replace(" n't", "n't")


def _mentioned(words: Sequence[Word], people: People, subject: str) -> list[str]:
    found: list[str] = []
    for number, word in enumerate(words):
        plain = word.lower
        named = people.named(word.text) if word.tag in ("PROPN", "NOUN", "ADJ") else None
        if named is None and (plain in RELATION_WORDS or plain in PET_WORDS):
            named = next((o for o in reversed(people.labels) if split(o)[0] == plain), None)
            if named is None and (
                _is_own(words[:number], plain)
                or _introduced(words[:number])
                or (plain in SINGULAR and _are_had(words[:number]))
            ):
                named = plain
            if named is None and number and words[number - 1].lower in ("his", "her"):
                # “my brother and his wife”
                whose = next(iter(found[-1:]), subject)
                named = None if whose in (SELF, "") else f"{split(whose)[1] or whose}'s {plain}"
            if number > 2 and words[number - 1].lower == "'s" and plain in RELATION_WORDS:
                # “I met my sister's boss”
                whose = words[number - 2].text
                of_them = (o for o in reversed(people.labels) if split(o)[0] == whose.lower())
                whose = people.named(whose) or next(of_them, whose)
                named = f"{split(whose)[1] or whose}'s {plain}"
        if plain in ("someone", "somebody") and number and words[number - 1].tag == "VERB":
            named = SOMEBODY
        if named is not None and named != subject:
            found.append(named)
    return list(dict.fromkeys(found))


def _is_own(before: Sequence[Word], relation: str) -> bool:
    """Whether a relation that serves as a name is the person's: “his mum” is not."""
    theirs = before and (before[-1].lower in POSSESSIVE or before[-1].lower == "'s")
    return relation in FAMILY and not (theirs and before[-1].lower not in ("my", "our"))


def _are_had(before: Sequence[Word]) -> bool:
    """Whether several are somebody's: “I've two stepsons”."""
    return any(word.lower in ("have", "'ve", "has", "got", "had") for word in before[-3:])


def _introduced(before: Sequence[Word]) -> bool:
    """Whether a relation is spoken of as “my …” or “a second …”."""
    for word in reversed(before[-3:]):
        if word.lower in ("my", "our", "a", "an", "another", "one"):
            return True
        if word.tag not in ("ADJ", "NUM", "NOUN"):
            return False
    return False
