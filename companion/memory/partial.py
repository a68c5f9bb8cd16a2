"""Which part of a note has ended, and what of it stands on: of “I live in Ghent and work at a
bakery” the bakery, once the person says that they quit it.

A note of several facts ends in part. What ended becomes a note of the past by itself, and the rest
goes on as a revision. A part is a clause with all that leans on it, one of several things that a
subject does (“bakes, sings and rows”), or one of several things of one verb (“a flat and a cat”).
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from companion.domain import Claim, Note, NoteKind, NoteStatus, Origin, new_id
from companion.memory.affected import FIRST_PERSON
from companion.memory.apart import LEAST_CONTENT, leans_on
from companion.memory.claims import KNOWS, claims_of, single
from companion.memory.clauses import clauses_of, phrase_end
from companion.memory.grammar import Word, tagged
from companion.memory.kinds import kinds_in
from companion.memory.sentences import sentences, trimmed
from companion.memory.tags import tags_of
from companion.memory.words import content

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parted:
    """A text in two: what of it is over, and what stands on."""

    over: str
    rest: str


@dataclass(frozen=True, slots=True)
class Parting:
    """A note that ends in part: as it was, what of it stands on, what is over as a note by itself,
    and why."""

    before: Note
    rest: Note
    over: Note
    reason: str

    @property
    def ids(self) -> tuple[str, str]:
        """Those of what stands on and of what is over."""
        return self.rest.id, self.over.id


def parting(note: Note, found: Parted, reason: str, said_at: datetime) -> Parting | None:
    """A note in two; None for what its owner has worded."""
    if note.origin is Origin.USER or note.kind in (NoteKind.EPISODE, NoteKind.WISH):
        return None
    stands = [
        claim for claim in note.claims if claim.attribute == KNOWS or _says(found.rest, claim)
    ]
    gone = [claim for claim in note.claims if claim not in stands]
    over = replace(
        note,
        id=new_id(),
        text=found.over,
        status=NoteStatus.SUPERSEDED,
        valid_to=said_at,
        claims=tuple(replace(claim, ended_at=claim.ended_at or said_at) for claim in gone),
        updated_at=said_at,
    )
    rest = replace(note, text=found.rest, claims=tuple(stands), updated_at=said_at)
    return Parting(note, rest, over, reason)


def _says(text: str, claim: Claim) -> bool:
    return set(content(claim.value)) <= set(content(text))


def parted(text: str, ended: frozenset[str]) -> Parted | None:
    """A text without what speaks most of the stems `ended`; None when it ends as a whole."""
    groups = groups_of(text)
    shared = [len(kinds_in(text[start:end]) & ended) for start, end in groups]
    over = [number for number, count in enumerate(shared) if count == max(shared)]
    if not max(shared) or (len(over) > 1 and len(over) == len(groups)):
        return None
    if len(over) == 1:
        start, end = groups[over[0]]
        if (inner := _of_several(text[start:end], ended)) is not None:
            rest = f"{text[:start]}{_ended_like(inner.rest, text[start:end])}{text[end:]}"
            return Parted(inner.over, rest)
    kept = [number for number in range(len(groups)) if number not in over]
    found = Parted(_joined(text, groups, over), _joined(text, groups, kept))
    return found if kept and _whole(found) and _are_of_two_sorts(found) else None


def _are_of_two_sorts(found: Parted) -> bool:
    """Whether what stands on tells of something else than what is over: who is vegan no more is no
    longer without cheese either."""
    here, gone = (_states(text) for text in (found.rest, found.over))
    if here - gone:
        return True
    mine, theirs = (set(tags_of(content(text))) for text in (found.rest, found.over))
    return bool(mine and theirs) and not mine & theirs


def _states(text: str) -> set[str]:
    return {it.attribute for it in claims_of(text) if single(it.attribute) or it.attribute == "pet"}


@lru_cache(maxsize=2_000)
def groups_of(text: str) -> tuple[Span, ...]:
    """The clauses of a text, each with those that only make sense after it."""
    # Of the same older notes again.
    found: list[Span] = []
    for first, last in sentences(text):
        for start, end in _clauses(text[first:last]):
            here = (first + start, first + end)
            said = text[slice(*here)]
            if found and (
                leans_on(text, found[-1], here)
                or len(content(said)) < LEAST_CONTENT
                or not any(word.tag in ("VERB", "AUX") for word in tagged(said))
            ):
                here = (found.pop()[0], here[1])
            found.append(here)
    return tuple(found) or ((0, len(text)),)


def _clauses(sentence: str) -> Iterator[Span]:
    """The clauses of a sentence, without what joins them."""
    for clause in clauses_of(sentence):
        words = clause.words
        start, last = trimmed(sentence, clause.start, clause.end)
        for number in range(2, len(words) - 1):
            # “Mornings I clean and evenings I tend the bar”
            who = phrase_end(words, number)
            who = who if who < len(words) and words[who].lower in _WHO else number
            joined = words[number - 1].lower in ("and", "but") or ";" in _gap(
                sentence, words, number
            )
            does = words[who].lower in _WHO and words[who + 1 : who + 2]
            whole = any(word.finite for word in words[:number] if word.start >= start)
            if whole and joined and does and words[who + 1].tag in ("VERB", "AUX"):
                yield trimmed(sentence, start, _before_joint(words, number))
                start = words[number].start
        yield start, last


_WHO = frozenset("i we he she they it".split())


def _gap(text: str, words: Sequence[Word], number: int) -> str:
    return text[words[number - 1].end : words[number].start]


def _joined(text: str, groups: Sequence[Span], kept: Sequence[int]) -> str:
    """The groups with these numbers, with what stands between those that are neighbours."""
    found = ""
    for before, number in pairwise((None, *kept)):
        assert number is not None
        start, end = groups[number]
        if before is not None:
            between = text[groups[number - 1][1] : start]
            said_on = before == number - 1 or found[-1:] in ".!?"
            found += (between if before == number - 1 else " ") if said_on else ", "
        found += text[start:end]
    return _begun(found, text)


def _of_several(clause: str, ended: frozenset[str]) -> Parted | None:
    """A clause in two that tells several things of one subject, or names several of one verb."""
    words = tagged(clause)
    spoken_of = [n for n, word in enumerate(words) if kinds_in(word.text) & ended]
    things = _things(clause, words)
    for starts in (_deeds(words), things):
        if len(starts) < 2:
            continue
        over = {
            max((n for n, start in enumerate(starts) if start <= place), default=-1)
            for place in spoken_of
        }
        if len(over) == 1 and -1 not in over:
            found = _cut(clause, words, starts, over.pop())
            apart = starts is things or _are_of_two_sorts(found)
            return found if apart and _whole(found) else None
    return None


def _cut(clause: str, words: Sequence[Word], starts: Sequence[int], over: int) -> Parted:
    """A clause in two, of whose items, which begin at these words, one is over."""
    first, begin = words[starts[0]].start, words[starts[over]].start
    head = clause[:first] if clause[first - 1 : first].isspace() else f"{clause[:first]} "
    if over + 1 == len(starts):
        rest = clause[: _before_joint(words, starts[over])]
        return Parted(f"{head}{clause[begin:]}", _ended_like(rest, clause))
    then = words[starts[over + 1]].start
    gone = clause[begin : _before_joint(words, starts[over + 1])]
    before = clause[:begin] if over else head
    return Parted(f"{head}{gone}", f"{before}{clause[then:]}")


def _before_joint(words: Sequence[Word], start: int) -> int:
    """Where the words end that an item is joined to."""
    joint = start - 1
    while joint > 0 and words[joint].lower in _JOINTS:
        joint -= 1
    return words[joint].end


_JOINTS = frozenset("and but plus with also then".split())


def _deeds(words: Sequence[Word]) -> list[int]:
    """Where the things begin that one subject does: “is a vegetarian”, “plays the banjo”."""
    found: list[int] = []
    for number, word in enumerate(words):
        if number and words[number - 1].lower in ("who", "which") and len(found) < 2:
            found = [number]
        elif (not found and word.finite) or (found and _joins(words, number)):
            found.append(number)
    while len(found) > 1 and words[found[-1] - 1].lower not in _CONNECTING:
        # “Ada bakes; her son, Tom, sings” has no second thing that Ada does.
        found.pop()
    return found


_CONNECTING = frozenset("and but also then".split())


def _joins(words: Sequence[Word], number: int) -> bool:
    """Whether a word begins another thing that the same subject does."""
    word, before, then = words[number], words[number - 1], words[number + 1 : number + 2]
    joined = before.lower in _CONNECTING or word.start - before.end > 1
    # “studies theology”: taken for a noun.
    does = word.lower.endswith("s") and word.tag == "NOUN" and word.text.islower()
    of_it = bool(then) and then[0].tag in ("DET", "NOUN", "PROPN", "ADV", "PRON")
    return joined and (word.finite or (does and of_it and then[0].start - word.end == 1))


def _things(clause: str, words: Sequence[Word]) -> list[int]:
    """Where the things begin that are named of one verb: “a flat”, “a grumpy cat”."""
    verbs = [n for n, word in enumerate(words) if word.finite]
    colon = clause.find(":")
    place = (
        next((n for n, word in enumerate(words) if word.start > colon), len(words))
        if colon > 0
        else (verbs[0] + 1 if verbs else len(words))
    )
    while colon < 0 and place < len(words) and phrase_end(words, place) == place:
        place += 1
    found = [place] if place < len(words) else []
    if not found or words[place].tag == "NUM" or words[place].lower in (*_WHO, "no"):
        return []  # Of “two rats, Gin and Tonic” one alone is no two.
    for number in _after_joints(clause, words, place):
        if words[number].lower in FIRST_PERSON:
            return []
        if any(word.finite for word in words[place:number]):
            break
        end = phrase_end(words, number)
        if words[number].tag == "DET" and words[number + 1 : number + 2]:
            # “a rowing machine”
            end = max(end, phrase_end(words, number + 2))
        is_thing = end > number and words[number].tag != "NUM"
        if is_thing and not (end < len(words) and words[end].finite):
            if words[number - 1].lower == "with" and len(found) == 1:
                continue  # The yard goes with the flat.
            found.append(number)
        # “a horse, a mare called Duchess” is one thing.
    listed = colon > 0 or any(words[it - 1].lower in ("and", "plus") for it in found[1:])
    return found if listed else []


def _after_joints(clause: str, words: Sequence[Word], place: int) -> Iterator[int]:
    for number in range(place + 1, len(words)):
        before = words[number - 1]
        comma = "," in clause[before.end : words[number].start]
        if before.lower in ("and", "plus") or comma:
            yield number + (comma and words[number].lower == "and")


def _whole(it: Parted) -> bool:
    """Whether both parts are a statement."""
    says = bool(content(it.over)) and bool(content(it.rest))
    stands = any(word.tag in ("VERB", "AUX") for word in tagged(it.rest)) or ":" in it.rest
    return says and stands and all(t.count("(") == t.count(")") for t in (it.over, it.rest))


def _ended_like(text: str, whole: str) -> str:
    """A text with the stop that the whole of it had."""
    text = text.rstrip(" ,;:–—-")
    return text + whole[-1] if whole[-1:] in ".!?" and text[-1:] not in ".!?" else text


def _begun(text: str, whole: str) -> str:
    """A text that begins with a capital where the whole of it does."""
    return text[:1].upper() + text[1:] if whole[:1].isupper() else text
