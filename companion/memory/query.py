"""What is asked: a query read in its conversation, and from the side of who may have answered it.

“When did Caroline see the sea?” is answered by “I saw the sea yesterday”, if Caroline is the person
herself: so what she said is searched for “When did I see the sea?”, and what the companion said for
“When did you see the sea?”. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from companion.domain import Role
from companion.memory.attributes import asks_for_all, attributes_asked
from companion.memory.people import EITHER, SOMEBODY, People
from companion.memory.rules import follow
from companion.memory.sentences import sentences
from companion.memory.talk import asks_only, is_question, is_small_talk
from companion.memory.when import times_in
from companion.memory.words import content

MOST_BORROWED = 8
"""Telling words of the last message that stand for “it” and “there”."""
TALK_CHARS = 500
"""How much of what was said last is the query while the talk goes on."""
LONGEST_RANGE = timedelta(days=800)
"""A time that spans more says nothing of when."""


class Asked(StrEnum):
    """What kind of answer a query wants."""

    CURRENT = "what is so"
    PAST = "what was so"
    WHEN = "when"
    HOW_OFTEN = "how often"
    LIST = "a list"
    OPINION = "an opinion"
    SMALL_TALK = "nothing"
    TALK = "nothing that was told"
    """The talk goes on, also by a question for advice: what comes to mind may be brought up."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood.

    `told` asks it of what the person said, `replied` of what the companion said. While the talk
    goes on `told` is what the person said last, and `talk` what both did. `of` is whose
    words it asks for, where it says so. `names` are whom and what it names beside those two.
    `times` are the stretches it speaks of. `person` and `companion` are their names where it uses
    them: then what is found is read with the name of who said it.
    """

    text: str
    asked: Asked
    told: str
    replied: str
    of: Role | None
    names: tuple[str, ...]
    times: tuple[tuple[datetime, datetime], ...]
    talk: str = ""
    person: str = ""
    companion: str = ""

    def spoken(self, role: Role, text: str) -> str:
        """A text of one of the two, with their name before it if the query uses names."""
        name = self.person if role is Role.USER else self.companion
        return f"{name}: {text}" if name else text

    def only(self, part: str) -> Query:
        """The query for a part of it alone."""
        return replace(self, told=part, replied=part, names=(part,), times=())

    @property
    def asks(self) -> bool:
        """Whether it asks for something."""
        return self.asked not in (Asked.TALK, Asked.SMALL_TALK)

    @property
    def wants_history(self) -> bool:
        """Whether what is no longer so may be the answer."""
        return self.asked in (Asked.PAST, Asked.WHEN, Asked.HOW_OFTEN)

    @property
    def is_of_now(self) -> bool:
        """Whether it asks for what is so now."""
        return self.asks and self.asked not in (Asked.PAST, Asked.HOW_OFTEN)

    def asks_memory(self, known: Callable[[], Collection[str]]) -> bool:
        """Whether it asks for what only the person can have told: of themselves, or of those who
        are `known`, by their labels, which are asked for only where it names somebody."""
        if self.asks and attributes_asked(self.text):
            return True
        if not self.asks or _NO_MEMORY.search(self.text):
            return False
        if _MINE.search(self.text) or asks_for_all(self.text):
            return True
        words = {word for name in self.names for word in name.casefold().split()}
        return bool(words) and any(words & set(label.casefold().split()) for label in known())

    @property
    def may_ask_memory(self) -> bool:
        """Whether it asks for what may have been told, of something particular: it does if
        something answers it, as “Who is visiting on Saturday?”; “What is rice?” does not."""
        return self.asks and bool(_PARTICULAR.search(self.text)) and not _OF_YOU.search(self.text)


_MINE = re.compile(
    r"\b(?:i|my|mine|we|our|ours)\b|\babout (?:me|us)\b"
    r"|(?<!tell )(?<!help )(?<!give )(?<!show )(?<!teach )(?<!let )(?<!for )(?<!with )(?<!to )"
    r"\bme\b",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"\b(?:the(?! (?:best|most|\w+est)\b)|that|who|whose|whom|when|where|which)\b|\w['’]s\b"
    r"|\bwhy (?:did|do) (?:i|we)\b|\bam i\b",
    re.IGNORECASE,
)
_OF_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_NO_MEMORY = re.compile(
    r"\b(?:can|could|should|shall|may|might|must|will|would) (?:i|we)\b|\bhow to\b"
    r"|\bhow do (?!(?:i|we) (?:take|like|drink|eat|spell|feel about|know)\b)"
    r"|^\W*(?:(?:and|but|so|well|ok(?:ay)?|hey)\W+)*(?:why\b|am i\b"
    r"|(?:are|will|would|can|could|have|did) you\b(?!.*\b(?:know|remember|recall|tell)\b))"
    r"|\bif (?:i|we)\b",
    re.IGNORECASE,
)
"""Asks what may be done, how, why, or of the companion: no memory answers it."""
_WHEN = re.compile(
    r"\b(?:when|what (?:day|date|year|month|time)|how long(?: ago)?|since when|which (?:day|year"
    r"|month|weekend))\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(r"\bhow (?:often|many times|frequently)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:did|was|were|had|used to|before|earlier|formerly|previous(?:ly)?|originally|ever|first"
    r"|last time|back then|in the past|old)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:what (?:all|kinds?|types?|sorts?|are (?:all|some)|things)|which (?:\w+s)\b|list"
    r"|all (?:the|of|my)|everything|how many|what (?!is\b|was\b|does\b|did\b|do\b|has\b|this\b)"
    r"\w+s\b)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:(?:do|what do|did) (?:i|you) (?:like|love|hate|prefer|think|enjoy|feel)|favou?rite"
    r"|opinion|would (?:i|you) (?:like|enjoy|prefer)|recommend)\b",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?:should|shall) (?:i|we)\b|\b(?:what|how|where|which|who)\b.*\b(?:can|could) (?:i|we)\b"
    r"|\bwhat (?:if|now)\b|\bhave you ever\b"
    r"|\bwhy (?:would|can['’]?t|me\b|(?:is|am) (?:it|i) always)"
    r"|\bdo you (?:really |honestly )?(?:think|believe|agree|understand|feel)\b"
    r"|\b(?:any|good|other|more) (?:ideas?|suggestions?|advice|tips?|thoughts?)\b"
    r"|\bis (?:that|it|this) (?:ok(?:ay)?|all ?right|fine|normal|weird|bad|true)\b|\W*really\W*$",
    re.IGNORECASE,
)
"""What asks for advice, comfort or an opinion: nothing that was ever told answers it, and it goes
on with the talk."""
_SOMEBODY = re.compile(r"\b(?:she|he|they|her|him|his|hers|them|their|theirs)\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:it|that|there|this|those|these|one|ones)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our)\b|\bi['’]", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)*")


def understand(
    text: str,
    now: datetime,
    *,
    before: Sequence[tuple[Role, str]] = (),
    people: People | None = None,
    person: str = "",
    companion: str = "",
) -> Query:
    """Read a query that is asked at `now`, an aware time in the person's zone.

    `before` is what either side said last in the conversation, in order; `people` are those the
    person has spoken of. `person` and `companion` are the names of the two, empty where not known.
    """
    people = people or People()
    asked = _asked(text)
    if asked is Asked.TALK:
        # The talk itself is the query, as the person has led it.
        led = [said for role, said in before if role is Role.USER]
        whole = " ".join([*led, text])[-TALK_CHARS:]
    else:
        whole = _resolved(text, [said for _, said in before], people)
    told, of_person = _as_said_by(whole, person, companion)
    replied, of_companion = _as_said_by(whole, companion, person)
    own = {part.casefold() for name in (person, companion) for part in name.split()}
    return Query(
        text=text,
        asked=asked,
        told=told,
        replied=replied,
        of=_of(text, of_person, of_companion),
        names=tuple(
            dict.fromkeys(it for it in _NAME.findall(whole) if it.split()[0].casefold() not in own)
        ),
        times=_ranges(text, now),
        talk=" ".join([*(said for _, said in before), text])[-TALK_CHARS:],
        person=person if of_person or of_companion else "",
        companion=companion if of_person or of_companion else "",
    )


def asks_memory(text: str) -> bool:
    """Whether a text does nothing but ask what the person has told of themselves before: “How do I
    take my coffee?” What no memory answers (“Why am I so tired?”) tells of the person."""
    return (
        bool(_MINE.search(text))
        and not _NO_MEMORY.search(text)
        and asks_only(text)
        and _asked(text) not in (Asked.SMALL_TALK, Asked.TALK)
    )


def _asked(text: str) -> Asked:
    if is_small_talk(text):
        return Asked.SMALL_TALK
    questions = [text[start:end] for start, end in sentences(text)]
    questions = [it for it in questions if is_question(it)]
    if all(_OF_NOW.search(it) for it in questions):
        return Asked.TALK
    for pattern, kind in (
        (_HOW_OFTEN, Asked.HOW_OFTEN),
        (_WHEN, Asked.WHEN),
        (_OPINION, Asked.OPINION),
        (_LIST, Asked.LIST),
        (_PAST, Asked.PAST),
    ):
        if pattern.search(text):
            return kind
    return Asked.CURRENT


def _resolved(text: str, before: Sequence[str], people: People) -> str:
    """The query with what its pronouns mean, where that was said just before."""
    if not before:
        return text
    added = []
    if _SOMEBODY.search(text) and not _NAME.search(text):
        for said in before:
            people = follow(said, people)
        if people.recent and people.recent[-1] not in (SOMEBODY, EITHER):
            added.append(people.recent[-1])
    if _THIS.search(text) and len(content(text)) <= 2:
        words = re.findall(r"[^\W_]{3,}", before[-1])
        telling = [word for word in words if content(word)]
        added += telling[:MOST_BORROWED]
    return f"{text} ({' '.join(added)})" if added else text


def _as_said_by(text: str, speaker: str, listener: str) -> tuple[str, bool]:
    """The query as `speaker` would put it, and whether it names them."""
    mine, said = _in_person(text, speaker, "I", "my")
    mine, _ = _in_person(mine, listener, "you", "your")
    if said:
        for wrong, right in _AGREEING:
            mine = wrong.sub(right, mine)
    return mine, said


_AGREEING = tuple(
    (re.compile(rf"\b{wrong} I\b", re.IGNORECASE), f"{right} I")
    for wrong, right in (("does", "do"), ("is", "am"), ("has", "have"))
)


def _in_person(text: str, name: str, subject: str, possessive: str) -> tuple[str, bool]:
    if not name:
        return text, False
    first = name.split()[0]
    called = rf"(?:{re.escape(name)}|{re.escape(first)})"
    text, owned = re.subn(rf"\b{called}['’]s?(?!\w)", possessive, text, flags=re.IGNORECASE)
    text, named = re.subn(rf"\b{called}\b", subject, text, flags=re.IGNORECASE)
    return text, bool(owned or named)


def _of(text: str, of_person: bool, of_companion: bool) -> Role | None:
    """Whose words are asked for: of whom it names, or speaks, and of no other."""
    if of_person != of_companion:
        return Role.USER if of_person else Role.ASSISTANT
    if of_person:
        return None
    i, you = bool(_I.search(text)), bool(_YOU.search(text))
    return None if i == you else Role.USER if i else Role.ASSISTANT


def _ranges(text: str, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    found = []
    for when in times_in(text, now):
        start = datetime.combine(when.earliest, time.min, now.tzinfo)
        end = datetime.combine(when.latest, time.min, now.tzinfo) + timedelta(days=1)
        if end - start <= LONGEST_RANGE:
            found.append((start, end))
    return tuple(found)
