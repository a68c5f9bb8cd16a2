"""What was forgotten stays forgotten: by which marks it is known again, and when it may come back.

A tombstone keeps no words, only keyed hashes of marks. They know the same content about the same
person again in other words of the trivial kind, and they know an echo of it: what the companion
repeated and the person merely confirms, quotes or pastes. What was said before it was forgotten
does not bring it back, nor does an echo; said anew, by the person and of their own accord, it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain, combinations

from companion.domain import DERIVED, SELF, Claim, Message, Note, NoteKind
from companion.memory.observation import Observation
from companion.memory.quoted import quoted_spans
from companion.memory.sentences import sentences
from companion.memory.talk import is_question
from companion.memory.words import content

BuriedAt = Callable[[Iterable[str]], Mapping[str, datetime]]
"""Since when each of some marks is buried, of those that are."""
_ECHOED = 0.5
"""The share of a sentence's content that must have been forgotten for it to be an echo."""
_SPOKEN = 0.6
"""The share of a sentence's content that the companion must have said for it to be repeating."""
_MOST_PAIRED = 16
"""Of a text's stems that are paired; a longer text is known by these and by its content."""
_NEGATED = re.compile(r"\b(?:not|no|never|nobody|nothing|without)\b|n['’]t\b", re.IGNORECASE)
_BY_YOU = re.compile(
    r"\b(?:(?:as|like|what|that['’]s what|the way|just as)\s+you(?:['’]ve| have| just| already)*"
    r" (?:say|said|told|tell|mention|mentioned|remember|remembered|wrote|noted|put|have|know|knew"
    r"|summed|repeated)"
    r"|you(?:['’]ve| have| had| just| already| also| once)* (?:said|told|mentioned|remembered"
    r"|reminded|wrote|noted|repeated|summed|asked)"
    r"|(?:your|the|this|that|our) (?:last |earlier |previous |old )?(?:summary|summaries|recap"
    r"|notes?|memory|memories|reply|answer|message|transcript|log|list)"
    r"|(?:the|that) (?:bit|part|line|verse|thing|story|joke|one|matter|business) (?:about|with"
    r"|where|on|of|that)|you (?:already )?know (?:it|that|this|about)|never told you|still know"
    r"|you (?:keep|always|never stop|love to|like to)(?: \w+)? (?:bring|say|mention|remind|repeat"
    r"|tell|talk)\w*|we both know"
    r"|(?:quote|quoting|you wrote|according to you|in your words|copied?|pasting|paste))\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"^\W*(?:(?:oh|ha|haha|well|ah|hm+|ok(?:ay)?|wow)[\s,!.]+)*(?:yes|yeah|yep|yup|exactly|right"
    r"|correct|true|indeed|precisely|that['’]s (?:right|it|true|correct|me)|you['’]re right"
    r"|spot on|good memory|well remembered|bingo|absolutely|of course|sure|quite|same)\b",
    re.IGNORECASE,
)
_ON_PURPOSE = re.compile(
    r"\b(?:(?:want|like|need) you to (?:know|remember|keep)|tell(?:ing)? you (?:again|anew|once"
    r" more|this|that|it)|(?:say|tell|repeat|mention) (?:it|this|that|you)? ?(?:again|anew|once"
    r" more)|for the record|you (?:may|can|should) (?:know|remember|keep|have)|changed my mind"
    r"|let me (?:say|tell|repeat)|once (?:more|again)|(?:keep|note|save|remember) (?:it|this|that)"
    r"|keep in mind|after all)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours)\b", re.IGNORECASE)
_PASTED = re.compile(
    r"^[^\n]{0,80}\b(?:summary|recap|notes?|memor(?:y|ies)|transcript|log|history|conversation|chat"
    r"|wrote|said|told me|showed|list)\b[^\n]{0,40}:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FILLER = frozenset(
    content(
        "exactly correct indeed precisely absolutely mentioned mention remember remembered"
        " reminded reminding already spot bingo yep wrote noted summary recap notes earlier true"
        " tell told said saying forgot forget forgotten memory memories quote quoted mentioned"
    )
)


@dataclass(frozen=True)
class _Unit:
    """A sentence, or an observation of several."""

    start: int
    end: int
    text: str
    subject: str
    claims: tuple[Claim, ...]
    told: bool
    """Whether the person tells it, in their own words."""
    observed: bool
    """Whether a note would be made of it."""

    @cached_property
    def stems(self) -> set[str]:
        return _stems(self.text)

    @cached_property
    def same(self) -> list[str]:
        return _same(self.text, self.subject, self.claims)

    @cached_property
    def parts(self) -> list[str]:
        return _parts(self.stems)

    @property
    def marks(self) -> list[str]:
        return [*self.same, *self.parts]


class _Replies:
    """What the companion said before; read when it is first asked for."""

    def __init__(self, companion_said: Callable[[], Sequence[str]]) -> None:
        self._companion_said = companion_said

    @cached_property
    def _read(self) -> list[set[str]]:
        return [_stems(reply) for reply in self._companion_said()]

    def say(self, stems: set[str], *, share: float) -> bool:
        """Whether one of them holds so many of these stems."""
        return bool(stems) and any(len(stems & reply) >= share * len(stems) for reply in self._read)


def marks(note: Note, *, alone: bool = True) -> list[str]:
    """What a tombstone keeps of a note, to be hashed. Of an episode that is not forgotten `alone`,
    but because of something it tells, nothing else is marked that it tells. Of what was made of
    notes only what it is about: what it tells stands elsewhere, and it would come back in other
    words."""
    if note.kind in (NoteKind.SUMMARY, *DERIVED):
        made_anew = note.kind is NoteKind.SUMMARY
        about = f"{' '.join(note.tags)} {note.valid_from}" if made_anew else note.title.casefold()
        return [f"{note.kind}\n{about}", id_mark(note.id)] if alone else []
    if note.kind is not NoteKind.EPISODE:
        return [*_marks(note.text, note.subject, note.claims), id_mark(note.id)]
    told = [note.text[start:end] for start, end in sentences(note.text)] if alone else []
    by_words = [_exactly(note.text), *(mark for text in told for mark in _marks(text, SELF, ()))]
    return [*by_words, id_mark(note.id)] if alone else by_words


def conversation_mark(conversation_id: str) -> str:
    """What a tombstone keeps of a conversation that was deleted."""
    return f"conversation\n{conversation_id}"


def id_mark(note_id: str) -> str:
    """What a tombstone keeps of a note, beside its content: it has this id wherever it is."""
    return f"id\n{note_id}"


def message_mark(message_id: str) -> str:
    """What a tombstone keeps of a message that was taken out of its episode."""
    return f"message\n{message_id}"


def persona_mark(persona_id: str) -> str:
    """What a tombstone keeps of a persona. Its id may be made of its name: the mark does not leave
    this machine."""
    return f"persona\n{persona_id}"


def buried(ids: Sequence[str], mark: Callable[[str], str], buried_at: BuriedAt) -> list[str]:
    """Those of these ids of which the mark is buried."""
    marks = {mark(one): one for one in ids}
    return [marks[it] for it in buried_at(marks.keys())]


def stay_forgotten(notes: Sequence[Note], buried_at: BuriedAt) -> list[str]:
    """The ids of those of these notes, which come from elsewhere, that were forgotten here: each of
    them, or the same content before it was forgotten. What was told elsewhere since comes in."""
    marked = {note.id: _known_by(note) for note in notes}
    buried = buried_at({mark for of in marked.values() for mark in of})
    return [
        note.id
        for note in notes
        if id_mark(note.id) in buried
        or any(note.recorded_at <= buried[mark] for mark in marked[note.id] if mark in buried)
    ]


def forgotten_messages(messages: Sequence[Message], buried_at: BuriedAt) -> list[str]:
    """The ids of those of these messages that were taken out of their episode, because what they
    told was forgotten."""
    marked = {one.id: _exactly(one.text) for one in messages}
    buried = buried_at(set(marked.values()))
    return [
        one.id
        for one in messages
        if marked[one.id] in buried and one.created_at <= buried[marked[one.id]]
    ]


def _known_by(note: Note) -> list[str]:
    if note.kind is NoteKind.EPISODE:
        return [id_mark(note.id)]
    if note.kind in (NoteKind.SUMMARY, *DERIVED):
        return marks(note)
    return [id_mark(note.id), *_same(note.text, note.subject, note.claims)[1:]]


def _marks(text: str, subject: str, claims: Sequence[Claim]) -> list[str]:
    _, *same = _same(text, subject, claims)
    return [*same, *_parts(_stems(text))]


def forgotten_spans(
    message: Message,
    observations: Sequence[Observation],
    buried_at: BuriedAt,
    companion_said: Callable[[], Sequence[str]],
    asked_to_keep: Sequence[tuple[int, int]] = (),
) -> list[tuple[int, int]]:
    """The stretches of a message that hold what was forgotten and may not come back with it.

    `companion_said` gives the replies before the message; it is asked only where that matters.
    `asked_to_keep` are the stretches that the person asked to be remembered.
    """
    units = list(_units(message.text, observations))
    whole = _exactly(message.text)
    buried = buried_at(chain([whole], (mark for unit in units for mark in unit.marks)))
    if not buried:
        return []
    if whole in buried and message.created_at <= buried[whole]:
        return [(0, len(message.text))]
    pasted = _PASTED.search(message.text)
    # What the person agrees to is what the companion said, also in the next sentence.
    agrees = bool(_AGREES.match(message.text))
    replies = _Replies(companion_said)
    found = []
    for unit in units:
        known = [mark for mark in unit.same if mark in buried]
        if any(message.created_at <= buried[mark] for mark in known):
            found.append((unit.start, unit.end))
            continue
        attributed = (
            agrees
            or (pasted is not None and unit.start >= pasted.start())
            or bool(_BY_YOU.search(unit.text) or _AGREES.match(unit.text))
        )
        hit = _hit(unit, buried, loosely=attributed)
        if not (unit.observed or attributed):
            # A passing word is an echo where the companion has just used it.
            loose = _hit(unit, buried, loosely=True)
            hit = loose if replies.say(loose, share=1.0) else hit
        if not known and len(hit) < max(1.0, _ECHOED * len(unit.stems)):
            continue
        if any(start < unit.end and unit.start < end for start, end in asked_to_keep):
            continue
        if unit.told and _ON_PURPOSE.search(unit.text):
            continue
        if unit.told and not attributed and not replies.say(hit or unit.stems, share=_SPOKEN):
            continue
        found.append((unit.start, unit.end))
    return found


def echoes(text: str, buried_at: BuriedAt) -> bool:
    """Whether a sentence of what the companion said repeats what was forgotten: at least half of
    what it speaks of."""
    units = [unit for unit in _units(text, ()) if unit.stems]
    buried = buried_at(mark for unit in units for mark in unit.parts)
    return bool(buried) and any(
        len(_hit(unit, buried, loosely=True)) >= max(1.0, _ECHOED * len(unit.stems))
        for unit in units
    )


def _units(text: str, observations: Sequence[Observation]) -> Iterator[_Unit]:
    for it in observations:
        yield _Unit(it.start, it.end, it.text, it.subject, it.claims, True, True)
    quoted = quoted_spans(text)
    for start, end in sentences(text):
        over = next((o for o in observations if o.overlaps(start, end)), None)
        subject = over.subject if over else SELF
        inside = any(begin < end and start < stop for begin, stop in quoted)
        told = over is not None or not (inside or _of_you(text[start:end]))
        yield _Unit(start, end, text[start:end], subject, (), told, over is not None)


def _of_you(sentence: str) -> bool:
    """Whether a sentence asks, or speaks to the companion of what it knows."""
    return is_question(sentence) or bool(_YOU.search(sentence) and not _I.search(sentence))


def _hit(unit: _Unit, buried: Collection[str], *, loosely: bool) -> set[str]:
    """The stems of a unit that were forgotten together; `loosely` one by one."""
    kinds = ("one", "two", "alone") if loosely else ("two", "alone")
    return {
        stem
        for part in unit.parts
        if part in buried and part.partition("\n")[0] in kinds
        for stem in part.partition("\n")[2].split(" ")
    }


def _same(text: str, subject: str, claims: Sequence[Claim]) -> list[str]:
    """Marks of this content about this subject; who has a name now may have been without one."""
    words = sorted(content(text)) or text.casefold().split()
    said = " ".join([*words, *(["not"] if _NEGATED.search(text) else [])])
    about = dict.fromkeys([subject.casefold(), subject.casefold().partition(" ")[0]])
    claimed = [
        f"{claim.attribute}: {' '.join(sorted(content(claim.value)) or [claim.value.casefold()])}"
        for claim in claims
        if claim.attribute != "knows"
    ]
    # The text alone is what earlier versions buried.
    return [_exactly(text), *(f"{one}\n{it}" for one in about for it in (said, *claimed))]


def _parts(stems: Collection[str]) -> list[str]:
    """Marks of stems that stand together, and one by one, whoever it is about."""
    few = sorted(stems)[:_MOST_PAIRED]
    pairs = [f"two\n{one} {other}" for one, other in combinations(few, 2)]
    return [*(f"one\n{stem}" for stem in few), *(pairs or [f"alone\n{stem}" for stem in few])]


def _stems(text: str) -> set[str]:
    return set(content(text)) - _FILLER


def _exactly(text: str) -> str:
    return " ".join(text.casefold().split())
