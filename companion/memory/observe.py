"""From what the person said to what is worth remembering of it, by rules and in their own words.

Only the person's messages come here: never a reply, a prompt or a recalled note. Every observation
is a stretch of the message itself, so nothing can be stored that was not said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from companion.domain import NoteKind

_PEOPLE = (
    "wife|husband|partner|fianc[eé]e?|girlfriend|boyfriend|spouse|ex|mother|mom|mum|mama|father|dad"
    "|papa|parents?|sister|brother|siblings?|twin|son|daughter|kids?|child(?:ren)?|baby|grandm\\w+"
    "|grandp\\w+|grandf\\w+|aunt|uncle|cousin|niece|nephew|in-laws?|friends?|best friend|flatmate"
    "|roommate|neighbou?r|boss|manager|colleague|coworker|teacher|therapist|doctor|dog|cat|puppy"
    "|kitten|pet|horse|rabbit|parrot|hamster"
)
_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I(?:['’](?:m|ve|ll|d))?|i(?:['’](?:m|ve|ll))|my|mine|myself|me|we|our|ours|us"
    r"|we['’](?:re|ve|ll))(?![\w'’])|(?<![\w'’.])i (?=[a-z])",
    re.IGNORECASE,
)
_QUESTION_START = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|hey|hi|hello)[\s,]+)*"
    r"(?:what|who|whom|whose|when|where|why|how|which|do|does|did|can|could|would|will|should|shall"
    r"|is|are|am|was|were|have|has|may|might)(?:['’]\w+)?\s+(?:\w+\s+)?"
    r"(?:i|you|we|he|she|it|they|my|your|the|this|that|there|a|an|is|are|was|do|does|did|to)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if (?:i|we|my)|(?:i|we)(?: would| could| might|['’]d) (?!rather|prefer|like to be)"
    r"|suppose|imagine|pretend|let['’]?s say|what if|as if|i wish)\b",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\b(?:just kidding|only joking|(?:just|only) a joke|i['’]?m (?:kidding|joking)|jk|/s)\b",
    re.IGNORECASE,
)
_EMPTY_TALK = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|oh|yes|yeah|no|hmm|ah)[\s,]+)*"
    r"(?:i (?:see|guess|suppose|agree|understand|mean|know|think (?:so|you|that|this|it)|hope so"
    r"|doubt it"
    r"|don['’]?t (?:know|think so|care|understand|mind)|was (?:just )?wondering|have a question"
    r"|wonder|didn['’]?t (?:get|catch) that)\b|i['’]m (?:not sure|just (?:asking|curious|testing)"
    r"|sorry)\b|my question\b|excuse me|thank|thanks|let me\b|let us\b|let['’]s\b)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|now|then|hey|hi|hello|please)[\s,]+)*"
    r"(?:please\b|write|rewrite|explain|tell|show|give|help|make|create|generate|translate|summari[sz]e"
    r"|list|describe|fix|check|find|suggest|recommend|compare|answer|act|play|pretend|imagine|draw"
    r"|compute|calculate|convert|remind|remember|teach|ask|stop|continue|repeat|say|proofread|correct|review"
    r"|look|read|think|consider|let)\b"
    r"|\b(?:i (?:want|need|['’]d like|would like) you to|can you|could you|would you|will you)\b",
    re.IGNORECASE,
)
_REMEMBER = re.compile(
    r"^\W*(?:please[\s,]+)?(?:remember|don['’]?t forget|note|keep in mind)(?: that|:|,)\s*(?=\w)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:(?:please )?call me \w+|(?:keep|make) (?:it|your (?:answers|replies)|answers|replies)"
    r" (?:short|brief|shorter|simple)|(?:please )?(?:never|don['’]?t(?: ever)?) (?:mention|bring up"
    r"|talk about|ask (?:me )?about)|(?:always|never) (?:answer|reply|call|use|speak|write))\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (
    (
        NoteKind.PREFERENCE,
        re.compile(
            r"\b(?:i|we)(?:['’]m| am|['’]d| would)?(?: \w+ly| \w+n['’]?t| not| do| also| still)*"
            r" (?:love|like|enjoy|prefer|hate|dislike|adore|can['’]?t stand|cannot stand|fond of"
            r"|keen on|allergic|vegan|vegetarian|rather|into)\b|\bmy (?:least )?favou?rite\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.PLAN,
        re.compile(
            r"\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to|['’]re going to| plan| intend"
            r"|['’]m planning| hope to| want to)\b|\b(?:tomorrow|tonight|next (?:week|weekend|month"
            r"|year|summer|spring|autumn|fall|winter|\w+day))\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.EVENT,
        re.compile(
            r"\b(?:i|we)(?:['’]ve| have| just| finally| recently| had)* (?:\w{2,}ed|went|got|met"
            r"|bought|sold|left|lost|won|began|broke|saw|had|took|gave|found|became|came|ran|ate"
            r"|built|flew|drove|fell|grew up|was|were)\b",
            re.IGNORECASE,
        ),
    ),
    (NoteKind.RELATIONSHIP, re.compile(rf"\b(?:my|our) (?:\w+ )?(?:{_PEOPLE})\b", re.IGNORECASE)),
)
_IMPORTANCE = {
    NoteKind.EPISODE: 3,
    NoteKind.EVENT: 5,
    NoteKind.FACT: 6,
    NoteKind.PLAN: 6,
    NoteKind.PREFERENCE: 6,
    NoteKind.RELATIONSHIP: 7,
    NoteKind.WISH: 8,
}
_QUOTED = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]+`|^[ \t]*>[^\n]*|[\"“][^\"“”\n]{12,}[\"”]", re.DOTALL | re.MULTILINE
)
_MISSED_BORDER = re.compile(r"[.!?][\"”’')]*\s+(?=(?:I|My|We|Our)\b)")
"""After what looks like an abbreviation (“in May. I …”, “Acme Inc. We …”)."""
LONGEST_STATEMENT = 400
"""Characters; a longer sentence is a pasted text or an unpunctuated ramble, kept as an episode."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A stretch of a message that is worth a note: `message[start:end] == text`."""

    kind: NoteKind
    text: str
    start: int
    end: int

    @property
    def importance(self) -> int:
        """1 to 10, by kind."""
        return _IMPORTANCE[self.kind]


def observe(message: str) -> list[Observation]:
    """The message as an episode, then each sentence in which the person tells of themselves.

    Questions, hypotheticals, jokes, requests, quoted text and code tell nothing. An empty message
    gives nothing.
    """
    start, end = _trimmed(message, 0, len(message))
    if start == end:
        return []
    return [Observation(NoteKind.EPISODE, message[start:end], start, end), *statements(message)]


def statements(message: str) -> list[Observation]:
    """The sentences in which the person tells something about themselves, in order."""
    readable = _QUOTED.sub(lambda found: _blank(found.group()), message)
    found: list[Observation] = []
    for span in _sentences(readable):
        start, end = _trimmed(readable, *span)
        sentence = readable[start:end]
        if _JOKE.search(sentence):
            # A joke takes back what was said just before it.
            found = found[:-1]
            continue
        if asked := _REMEMBER.match(sentence):
            start += asked.end()
            sentence = readable[start:end]
            kind: NoteKind | None = _kind(sentence) if len(sentence.split()) > 1 else None
        else:
            kind = _told(sentence)
        if kind is not None and "  " not in sentence.replace("\n", " "):
            found.append(Observation(kind, message[start:end], start, end))
    return found


def asks_only(text: str) -> bool:
    """Whether a text holds nothing but questions: worth nothing as an answer to another one."""
    spans = [_trimmed(text, *span) for span in _sentences(text)]
    return bool(spans) and all(is_question(text[start:end]) for start, end in spans)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks."""
    return sentence.rstrip().endswith("?") or bool(_QUESTION_START.match(sentence))


def _told(sentence: str) -> NoteKind | None:
    """The kind of note a sentence makes; None when it tells nothing of the person."""
    if len(sentence) > LONGEST_STATEMENT or len(sentence.split()) < 2 or is_question(sentence):
        return None
    if _WISH.search(sentence):
        return NoteKind.WISH
    if not _FIRST_PERSON.search(sentence):
        return None
    if any(rule.search(sentence) for rule in (_HYPOTHETICAL, _EMPTY_TALK, _REQUEST)):
        return None
    return _kind(sentence)


def _kind(sentence: str) -> NoteKind:
    if _WISH.search(sentence):
        return NoteKind.WISH
    return next((kind for kind, rule in _KINDS if rule.search(sentence)), NoteKind.FACT)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        for found in get_sentence_boundaries("en", line):
            start, end = found["start_index"], found["end_index"]
            for border in _MISSED_BORDER.finditer(line, start, end):
                spans.append((offset + start, offset + border.end()))
                start = border.end()
            spans.append((offset + start, offset + end))
        offset += len(line)
    return spans
