"""The rule writer: from what the person said to what is worth remembering of it.

Only the person's own messages come here: never a reply, a prompt or a recalled note. Every
observation is a stretch of the message itself, so nothing can be stored that was not said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from companion.domain import SELF, Claim, NoteKind
from companion.memory.answers import Question, claimed, is_answer, opens
from companion.memory.asks import takes_back
from companion.memory.claims import KNOWS, claims_of
from companion.memory.clauses import clauses_of, own_words
from companion.memory.endings import Ending, endings_of
from companion.memory.hearsay import is_hearsay
from companion.memory.notekind import kind_of
from companion.memory.observation import DropReason, Observation
from companion.memory.parts import Part, is_naming, of_both, one_thing, parts_of
from companion.memory.people import (
    EITHER,
    NOBODY,
    SOMEBODY,
    People,
    same_person,
    split,
)
from companion.memory.quoted import quoted_spans
from companion.memory.relations import SINGULAR
from companion.memory.sentences import sentences, trimmed
from companion.memory.subjects import subject_of
from companion.memory.talk import (
    GOES_ON,
    LONGEST_STATEMENT,
    REMEMBER,
    SARCASM,
    carries,
    certain_of,
    guards,
    has_none,
    is_passing,
    is_request,
    is_small_talk,
    leans,
    untold,
)
from companion.memory.words import content, marked

MOST_QUOTED = 0.5
"""The share of a sentence that may be somebody else's words."""

LEAST_MORE = 2
"""Words that carry something, in a sentence that says more of the one before."""

WISH = NoteKind.WISH
Told = tuple[Observation, tuple[Ending, ...]]
"""An observation, and what it says is over."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of one message: observations, for each what it says is over, everybody
    spoken of, and why the other sentences make no note."""

    observations: tuple[Observation, ...] = ()
    endings: tuple[tuple[Ending, ...], ...] = ()
    people: People = NOBODY
    dropped: tuple[DropReason, ...] = ()
    jokes: tuple[int, ...] = ()
    """Where the sentences begin that take back what the same message told before."""
    asides: tuple[Told, ...] = ()
    """Of what was dropped as small talk the clauses that may yet bear on something told before:
    “sad news, Bali is off” tells nothing by itself."""


def read(message: str, people: People = NOBODY, asked: Question | None = None) -> Reading:
    """The clauses in which the person tells something of themselves or of somebody they know.

    `people` are those they have spoken of before, `asked` is what the message may answer. What is
    told one after the other of the same, and changes nothing, is one observation.
    """
    readable = message
    for start, end in quoted_spans(message):
        readable = readable[:start] + _blank(readable[start:end]) + readable[end:]
    reader = _Reader(message, readable, people, asked)
    for start, end in sentences(readable):
        reader.read(start, end)
    return Reading(
        tuple(observation for observation, _ in reader.told),
        tuple(over for _, over in reader.told),
        reader.people,
        tuple(reader.dropped),
        tuple(reader.jokes),
        tuple(reader.asides),
    )


def follow(message: str, people: People) -> People:
    """Everybody known once a message is read: whom “she” means in the next one."""
    for start, end in sentences(message):
        people = people.meet(marked(message[start:end]))
        for clause in clauses_of(message[start:end]):
            _, people = subject_of(clause, people)
    return people


class _Reader:
    """Reads the sentences of a message, one after the other; what it quotes is blank in
    `readable`."""

    def __init__(
        self, message: str, readable: str, people: People, asked: Question | None = None
    ) -> None:
        self._message, self._readable, self._asked = message, readable, asked
        self._guarded = guards(message, readable)
        self._stored, self._known, self.people = people, people, people
        self._said_until = self._answered_until = 0
        self._opening: tuple[int, int] | None = None
        self.told: list[Told] = []
        self.asides: list[Told] = []
        self.dropped: list[DropReason] = []
        self.jokes: list[int] = []

    def read(self, start: int, end: int) -> None:
        """Read the sentence from character `start` to `end`."""
        sentence = marked(self._readable[start:end])
        if takes_back(sentence) and self._follows():
            # A joke takes back what was said just before it.
            self.told.pop()
            self.jokes.append(start)
        asked = bool(found := REMEMBER.match(sentence))
        if found:
            start += len(self._readable[start:end]) - len(sentence) + found.end()
            sentence = marked(self._readable[start:end])
        if _blanked(self._message[start:end], self._readable[start:end]) > MOST_QUOTED:
            self.people = self.people.meet(sentence)
            self.dropped.append(DropReason.QUOTED)
            return
        if self._asked is not None and not self._guarded:
            if is_answer(sentence):
                self._answer(self._asked, start, end)
                return
            if not is_small_talk(sentence):
                self._asked = None
        goes_on = self._follows() and bool(GOES_ON.match(sentence))
        parts, self.people = parts_of(self._readable[start:end], self.people)
        self._said_until = end
        subjects = [part.subject for part in parts]
        clauses = [marked(part.text) for part in parts]
        sure = certain_of(sentence, clauses)
        told = [
            clause
            for clause in sure
            if clause == clauses[0] or not is_request(clause) or kind_of(clause) is WISH
        ]
        said = sentence if len(told) in (0, len(parts)) else "; ".join(told)
        why = None if asked else untold(said, subjects, self._known.labels, self._guarded, goes_on)
        earnest = asked or kind_of(sentence) is NoteKind.WISH
        for part in parts:
            reason = why or _dropped(part, sentence, earnest=earnest, goes_on=goes_on)
            if said is not sentence and marked(part.text) not in told:
                of_sure = marked(part.text) in sure
                reason = DropReason.REQUEST if of_sure else DropReason.HYPOTHETICAL
            if reason is None:
                self._tell(part, start)
            elif reason is DropReason.SMALL_TALK and not (
                self._guarded or (len(parts) == 1 and self._say_more(start, end))
            ):
                self._aside(part, start)
            if reason is not None and why is None:
                self.dropped.append(reason)
        if why is not None:
            self.dropped.append(why)
        if why is DropReason.SMALL_TALK and all(subject == SELF for subject in subjects):
            self._opening = trimmed(self._message, start, end) if opens(sentence) else None

    def _follows(self) -> bool:
        """Whether what comes now follows right on what was told last."""
        return bool(self.told) and self.told[-1][0].end == self._said_until

    def _answer(self, asked: Question, start: int, end: int) -> None:
        """Tell what was asked for; several answers are one observation."""
        first, last = trimmed(self._message, start, end)
        said = self._message[first:last]
        _, self.people = parts_of(said, self.people)
        claims, self.people = claimed(asked, said, self.people)
        claims += tuple(Claim(KNOWS, label) for label in self.people.since(self._known))
        self._known, self._said_until, self._answered_until = self.people, end, last
        if self.told:
            before = self.told.pop()[0]
            first, claims = before.start, (*before.claims, *claims)
        text = self._message[first:last]
        told = Observation(kind_of(text), text, first, last, asked.subject, claims)
        self.told.append((told, ()))

    def _tell(self, part: Part, start: int) -> None:
        observation, over = self._observed(part, start)
        if is_naming(part.text):
            observation = self._named(observation)
        if self.told and self._goes_with(observation):
            before, ended = self.told[-1]
            if not (over or ended):
                text = self._message[before.start : observation.end]
                claims = (*before.claims, *observation.claims)
                subject = of_both(before.subject, observation.subject)
                grown = replace(
                    before, text=text, end=observation.end, claims=claims, subject=subject
                )
                self.told[-1] = (grown, ())
                return
        if self._opening is not None:
            observation, over = self._opened(observation, over, *self._opening)
        self.told.append((observation, over))

    def _opened(
        self, observation: Observation, over: tuple[Ending, ...], start: int, end: int
    ) -> Told:
        """What is told of the person with the sentence right before it that tells nothing by
        itself: “Four months smoke-free! Gwen bought me a bike.”"""
        self._opening = None
        of_me = observation.subject == SELF and observation.kind is not WISH
        too_long = observation.end - start > LONGEST_STATEMENT
        if not of_me or too_long or _said(self._message[end : observation.start]):
            return observation, over
        text = self._message[start : observation.end]
        before = marked(self._message[start:end])
        claims = (*claims_of(before), *observation.claims)
        told = replace(observation, text=text, start=start, claims=claims)
        return told, (*endings_of(before), *over)

    def _goes_with(self, observation: Observation) -> bool:
        """Whether what is told is one thing with what was told last. What comes after an answer, of
        somebody else, is not."""
        before = self.told[-1][0]
        if before.end <= self._answered_until and before.subject != observation.subject:
            return False
        return one_thing(before, observation, self._message)

    def _named(self, observation: Observation) -> Observation:
        """What gives somebody a name is told of whom they belong to: the person, or whoever was
        told of right before it."""
        claims = tuple(claim for claim in observation.claims if claim.attribute != "name")
        before = self.told[-1][0] if self.told else None
        follows = before is not None and not _said(self._message[before.end : observation.start])
        subject = before.subject if follows and before is not None else SELF
        if subject.startswith(SOMEBODY) or subject in SINGULAR or _may_be(subject, observation):
            subject = SELF
        return replace(observation, subject=subject, claims=claims)

    def _say_more(self, start: int, end: int) -> bool:
        """Whether a sentence that is no note by itself says more of what was told right before it:
        “I'm in Maastricht now. The flat's on the Brusselsestraat.” It is part of that note then."""
        said = marked(self._readable[start:end])
        if not self.told or len(content(said)) < LEAST_MORE or is_passing(said):
            return False
        if endings_of(said) or claims_of(said) or not leans(said):
            return False
        before, over = self.told[-1]
        if before.subject != SELF and not _OF_THEM.search(said):
            # “The teacher sighed. The piano stays”: it is not the teacher's.
            return False
        first, last = trimmed(self._message, start, end)
        between = self._message[before.end : first].strip(" .!,;")
        if between or last - before.start > LONGEST_STATEMENT or before.kind is NoteKind.WISH:
            return False
        text = self._message[before.start : last]
        self.told[-1] = (replace(before, text=text, end=last), over)
        return True

    def _aside(self, part: Part, start: int) -> None:
        if len(content(part.text)) and not is_hearsay(part.text):
            self.asides.append(self._observed(part, start, meets=False))

    def _observed(self, part: Part, start: int, *, meets: bool = True) -> Told:
        text = marked(part.text)
        claims = claims_of(own_words(text) if part.subject == SELF else text)
        if meets:
            claims += tuple(Claim(KNOWS, label) for label in self.people.since(self._known))
            self._known = self.people
        first, last = start + part.start, start + part.end
        said = self._message[first:last]
        told = Observation(kind_of(text), said, first, last, part.subject, claims)
        return told, endings_of(text)


_OF_THEM = re.compile(r"\b(?:s?he|him|hers?|his|they|them|theirs?)(?!\w)", re.IGNORECASE)


def _dropped(part: Part, sentence: str, *, earnest: bool, goes_on: bool) -> DropReason | None:
    """Why a clause of a sentence that tells something makes no note."""
    text = marked(part.text)
    if part.subject == EITHER or part.subject.startswith(f"{EITHER}'s"):
        return DropReason.UNCLEAR
    if takes_back(text) or SARCASM.search(sentence):
        return DropReason.JOKE
    if is_hearsay(text):
        return DropReason.HEARSAY
    if earnest:
        return None
    tells = not is_passing(text) and (
        claims_of(text)
        or endings_of(text)
        or has_none(text)
        or carries(text, part.subject, goes_on)
    )
    return None if tells else DropReason.SMALL_TALK


def _said(between: str) -> str:
    return between.strip(" .,!;–—-")


def _may_be(subject: str, named: Observation) -> bool:
    """Whether somebody told of may be the one who is given a name."""
    return same_person(subject, named.subject) or split(subject)[0] == split(named.subject)[0]


def _blanked(said: str, readable: str) -> float:
    """The share of a sentence that is quoted."""
    quoted = sum(a != b for a, b in zip(said, readable, strict=True))
    return quoted / len(said) if said else 0.0


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
