"""Answers that only make sense with what was asked: “A nurse.”, “Yes, since May.”, “Elif.”

What the companion asked tells whom an answer is about and what it claims; what is kept of it is the
person's own words. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from companion.domain import SELF, Claim
from companion.memory.attributes import attributes_asked
from companion.memory.claims import claims_of
from companion.memory.endings import endings_of
from companion.memory.grammar import Word, tagged
from companion.memory.people import People
from companion.memory.relations import RELATIONS
from companion.memory.sentences import sentences
from companion.memory.talk import LEAST_CONTENT, is_passing, is_small_talk
from companion.memory.when import times_in
from companion.memory.words import content, marked

LONGEST_ANSWER = 14
"""Words; what is longer tells by itself."""

_LEAD = re.compile(
    r"\W*(?:(?:yes|yeah|yep|no|nope|nah|oh|well|sure|exactly|correct|right|actually|um+|hm+|just"
    r"|only|mostly|still|and|also|so)\b[\s,.!–—-]*)+",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    rf"\b(?:your (?:\w+ )?(?P<relation>{RELATIONS})|(?P<pronoun>he|she|they))\b", re.IGNORECASE
)
_OF_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_NAME_ASKED = re.compile(r"\b(?:called|name|names|named)\b|^\W*who\b", re.IGNORECASE)
_WHO_IS = re.compile(r"^\W*(?:(?i:and|so|oh) )?(?i:who)(?:['’]s| is) (?P<name>[A-ZÀ-Þ][\w’-]+)\?")
_TELLS_NOTHING = re.compile(
    r"\b(?:(?:would|could|can|may|might|shall|should|will) (?:you|i|we)|want(?:ed)? (?:me|some|to)"
    r"|you (?:think|want|need|feel|mean|remember|know|fancy|suppose|say|believe|hear)"
    r"|(?:are|were|is|was) (?:you|he|she|they|it|that|this|there) (?:\w+ )?(?:ok|okay|alright|sure"
    r"|ready|excited|nervous|happy|sad|tired|proud|worried|upset|fun|good|nice)"
    r"|how (?:was|were|is|are|do|does|did|about|come)|what (?:about|happened|else|if|do you make)"
    r"|why|what(?:['’]s| is) (?:up|wrong|new|next|on your mind))\b",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"\b(?:you|your|maybe|perhaps|probably|dunno|idea|clue|depends|don['’]?t|thanks?|please|sorry"
    r"|lol|haha+|hope\w*|wish|if)\b|[?:{}=<>]",
    re.IGNORECASE,
)
_CALLED_OUT = re.compile(r"\W*(?:\w+\W{1,2}){0,2}[A-ZÀ-Þ]\w*!\s*")
"""“Congrats, John!”"""
_STATED = frozenset("i we he she they it you this that there".split())
_IS_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?")
_AS_STATED = {
    "home": "I live in {}",
    "work": "I work as {}",
    "partner": "My partner is {}",
    "pet": "I have {}",
    "diet": "I am {}",
    "allergy": "I am allergic to {}",
    "name": "My name is {}",
    "age": "I am {} years old",
    "studies": "I study {}",
    "birthday": "My birthday is {}",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the companion asked last, of the person or of somebody they know."""

    text: str
    subject: str
    relation: str = ""
    """Whose name it asks for: of “What's your daughter called?” daughter."""
    name: str = ""
    """Who of that name is asked for: “Who's Dario?”"""


def may_answer(message: str) -> bool:
    """Whether a message may begin with an answer that needs its question: worth looking it up."""
    spans = sentences(message[:400])
    return any(is_answer(message[start:end]) for start, end in spans[:2])


def question_in(reply: str, people: People) -> Question | None:
    """The question that a reply ends with, if the answer to it tells something of a person."""
    spans = sentences(reply)
    if not spans or not (asked := reply[slice(*spans[-1])].strip()).endswith("?"):
        return None
    if (who := _WHO_IS.search(asked)) is not None:
        return Question(asked, SELF, name=who["name"])
    of_them = _OF_THEM.search(asked)
    if _TELLS_NOTHING.search(asked) or not (of_them or _OF_YOU.search(asked)):
        return None
    first = next((it.start() for it in _OF_YOU.finditer(asked)), len(asked))
    if of_them is None or first < of_them.start():
        return Question(asked, SELF)
    if of_them["pronoun"] is not None:
        meant = people.meant_by(of_them["pronoun"].lower())
        return Question(asked, meant) if meant is not None else None
    relation = of_them["relation"].lower()
    if _NAME_ASKED.search(asked):
        return Question(asked, SELF, relation)
    if re.search(r"\b(?:do|have|did|are) you\b", asked, re.IGNORECASE):
        return Question(asked, SELF)
    return Question(asked, people.label(relation)[1])


def is_answer(sentence: str) -> bool:
    """Whether a sentence may be an answer without a verb of its own: “A nurse.”"""
    said = _LEAD.sub("", marked(sentence), count=1) if _LEAD.match(sentence) else marked(sentence)
    if _NO_ANSWER.search(said) or not content(said):
        return False
    words = tagged(said)
    if not 0 < len(words) <= LONGEST_ANSWER or any(word.lower in _STATED for word in words):
        return False
    if words[0].finite or words[0].tag in ("INTJ", "AUX") or _CALLED_OUT.fullmatch(sentence):
        return False
    if any(_does(said, before, word) for before, word in pairwise(words)):
        return False
    return any(word.tag in ("NOUN", "PROPN", "NUM") or word.form == "Ger" for word in words)


def _does(said: str, before: Word, word: Word) -> bool:
    """Whether a word is the verb of somebody or something right before it."""
    if before.lower == "'s":
        return word.tag in ("PROPN", "DET")  # “Name's Cole”
    is_verb = word.tag in ("VERB", "AUX") and word.form != "Ger"
    of_that = before.tag in ("NOUN", "PROPN", "PRON", "ADV", "NUM")
    return is_verb and of_that and said[before.end : word.start].strip() == ""


_NO_OPENING = re.compile(
    r"\b(?:you|your|yours|what|how|why|hey|so much|news|update|luck|wow|aww?|problem|worries"
    r"|hope\w*|sounds?|looks?|seems?|thanks?|congrat\w*|great|awesome"
    r"|amazing|cool|nice|glad|agreed?|sorry)\b"
    r"|\?|, [A-ZÀ-Þ]\w+[.!]",
    re.IGNORECASE,
)
_ANY_DAY = datetime(2024, 1, 3, tzinfo=UTC)


def opens(sentence: str) -> bool:
    """Whether a sentence that tells nothing by itself says something that belongs to what is told
    right after it: “Four months smoke-free!”, “Ulcer's gone!”"""
    said = marked(sentence)
    if _NO_OPENING.search(said) or is_passing(said) or is_small_talk(said):
        return False
    if times_in(said, _ANY_DAY):
        return False
    return bool(endings_of(said)) or (is_answer(said) and len(content(said)) >= LEAST_CONTENT)


def claimed(question: Question, answer: str, people: People) -> tuple[tuple[Claim, ...], People]:
    """What an answer claims of whom the question is about, and everybody known then."""
    said = _LEAD.sub("", answer, count=1).strip(" .!") if _LEAD.match(answer) else answer
    said = said.strip(" .!")
    if question.name:
        return (), people.meet(f"{said.split(',')[0].split('.')[0]} {question.name}")
    if question.relation:
        if (name := _IS_NAME.match(said)) is not None:
            people, label = people.label(question.relation, name.group())
            return (), people.speaking_of(label)
        return (), people
    asked = _as_mine(question.text)
    found = [
        claim
        for attribute in attributes_asked(asked)
        if attribute in _AS_STATED
        for claim in claims_of(_AS_STATED[attribute].format(said))
        if claim.attribute == attribute
    ]
    return tuple(found), people


def _as_mine(question: str) -> str:
    """A question of the person as they would ask it."""
    mine = re.sub(r"\bare you\b", "am I", question, flags=re.IGNORECASE)
    mine = re.sub(r"\byour\b", "my", mine, flags=re.IGNORECASE)
    return re.sub(r"\byou\b", "I", mine, flags=re.IGNORECASE)
