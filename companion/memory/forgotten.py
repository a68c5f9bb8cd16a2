"""What was forgotten stays forgotten: by which marks it is known again, and when it may come back.

A tombstone keeps no words, only keyed hashes of marks. They know the same content about the same
person again in other words of the trivial kind, and they know an echo of it: what the companion
repeated and the person merely confirms, quotes or pastes. What was said before it was forgotten
does not bring it back, nor does an echo; said anew, by the person and of their own accord, it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from companion.domain import SELF, Claim, Message, Note, NoteKind
from companion.memory.observation import Observation
from companion.memory.rules import sentences
from companion.memory.words import content

BuriedAt = Callable[[Collection[str]], Mapping[str, datetime]]
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


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or an observation of several."""

    start: int
    end: int
    text: str
    subject: str
    claims: tuple[Claim, ...]
    told: bool
    """Whether the person tells it, as the rules see it."""


def marks(note: Note) -> list[str]:
    """What a tombstone keeps of a note, to be hashed."""
    if note.kind is NoteKind.EPISODE:
        return [_exactly(note.text)]
    _, *same = _same(note.text, note.subject, note.claims)
    return [*same, *_parts(_stems(note.text))]


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
    same = {id(unit): _same(unit.text, unit.subject, unit.claims) for unit in units}
    parts = {id(unit): _parts(_stems(unit.text)) for unit in units}
    whole = _exactly(message.text)
    buried = buried_at(
        {whole, *(m for lists in (same, parts) for it in lists.values() for m in it)}
    )
    if not buried:
        return []
    if whole in buried and message.created_at <= buried[whole]:
        return [(0, len(message.text))]
    replies: list[set[str]] | None = None
    pasted = _PASTED.search(message.text)
    agrees = bool(_AGREES.match(message.text))
    found = []
    for unit in units:
        known = [mark for mark in same[id(unit)] if mark in buried]
        if any(message.created_at <= buried[mark] for mark in known):
            found.append((unit.start, unit.end))
            continue
        if not known and not _echoes(unit, parts[id(unit)], buried):
            continue
        if any(start < unit.end and unit.start < end for start, end in asked_to_keep):
            continue
        if unit.told and _ON_PURPOSE.search(unit.text):
            continue
        attributed = agrees or bool(_BY_YOU.search(unit.text) or _AGREES.match(unit.text))
        if pasted is not None and unit.start >= pasted.start():
            attributed = True
        if unit.told and not attributed:
            if replies is None:
                replies = [set(_stems(reply)) for reply in companion_said()]
            if not _repeats(unit, replies):
                continue
        found.append((unit.start, unit.end))
    return found


def _units(text: str, observations: Sequence[Observation]) -> Iterator[_Unit]:
    for it in observations:
        yield _Unit(it.start, it.end, it.text, it.subject, it.claims, True)
    for start, end in sentences(text):
        over = next((o for o in observations if o.start < end and start < o.end), None)
        subject = over.subject if over else SELF
        yield _Unit(start, end, text[start:end], subject, (), over is not None)


def _echoes(unit: _Unit, parts: Sequence[str], buried: Mapping[str, datetime]) -> bool:
    stems = _stems(unit.text)
    hit = {stem for part in parts if part in buried for stem in part.split("\n")[1].split(" ")}
    return bool(hit) and len(hit) >= _ECHOED * len(stems)


def _repeats(unit: _Unit, replies: Sequence[set[str]]) -> bool:
    stems = _stems(unit.text)
    return any(len(stems & reply) >= _SPOKEN * len(stems) for reply in replies)


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
    """Marks of stems that stand together, whoever it is about; of one alone where there is no
    other."""
    few = sorted(stems)[:_MOST_PAIRED]
    if len(few) == 1:
        return [f"one\n{few[0]}"]
    return [f"two\n{one} {other}" for one, other in combinations(few, 2)]


def _stems(text: str) -> set[str]:
    return set(content(text)) - _FILLER


def _exactly(text: str) -> str:
    return " ".join(text.casefold().split())
