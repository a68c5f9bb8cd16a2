"""What becomes of older notes when something new is told: pure decisions over values.

The same again strengthens; a changed state supersedes the old one, which stays as history with the
day it ended; what is taken back is retired. Nothing is overwritten. This is Keep Me Updated's
PASS, REPLACE, APPEND and DELETE (Bae et al., 2022) with Zep's bi-temporal invalidation
(Rasmussen et al., 2025).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from companion.domain import SELF, Claim, LinkKind, Note, NoteKind, NoteStatus
from companion.memory.asks import bare_value, is_not_so
from companion.memory.claims import KNOWS, agree, same_sort, single, tells_of_change
from companion.memory.dates import another_date, another_number, only_dates
from companion.memory.denials import denials_of, denies, meets
from companion.memory.endings import LIFE, WHEREABOUTS, Ending, endings_of
from companion.memory.grammar import tagged
from companion.memory.kinds import kinds_in, with_kinds
from companion.memory.observation import Observation
from companion.memory.people import SOMEBODY, same_person, split
from companion.memory.stages import came_to_pass, goes_on, is_stay
from companion.memory.words import content, marked, stem

_NEGATION = re.compile(r"\b(?:not|no|never|none|nobody|nothing|without|cannot|\w+n['’]t)\b", re.I)
_OF_SELF = ("partner", "my ")
"""Attributes of the person, whoever is the subject of the sentence: “Ana is my boss now”."""
LONGEST_CORRECTION = timedelta(days=60)
"""After which “it's Tuesday” says nothing any more of what was told then."""
SAME_TALK = timedelta(hours=2)
"""After which “it's Friday” only says what day it is, if nothing says that it corrects."""
_CORRECTS = re.compile(
    r"\b(?:sorry|oops|actually|after all|wrong|mean|meant|instead|now|moved|not|no|wait)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_OWNS_UP = re.compile(r"\b(?:meant?|sorry|oops|wrong|correction|mistake|wait)\b", re.IGNORECASE)
OPPOSITE = {"likes": "dislikes", "dislikes": "likes"}


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to an older note: its fields from now on, and how the new one bears on it."""

    note: Note
    link: LinkKind
    reason: str
    of: frozenset[str] = frozenset()
    """The stems of what has ended, where only that of the note may have; none where all has."""


def says_the_same(observation: Observation, known: Note) -> bool:
    """Whether a note says this already, in the same words or in the same claims and stems."""
    if observation.text.casefold() == known.text.casefold():
        return True
    if observation.subject != known.subject or observation.kind is NoteKind.WISH:
        return False
    mine, theirs = content(observation.text), content(known.text)
    return (
        0 < len(mine) == len(theirs)
        and set(mine) == set(theirs)
        and _is_negated(observation.text) == _is_negated(known.text)
    )


def _is_negated(text: str) -> bool:
    return len(_NEGATION.findall(marked(text))) % 2 == 1


def changes(
    observation: Observation, endings: Sequence[Ending], known: Sequence[Note], said_at: datetime
) -> list[Change]:
    """What the observation changes in older active notes. Each note is changed once at most."""
    found = []
    words = set(content(observation.text))
    about = [
        note
        for note in known
        if note.status is NoteStatus.ACTIVE
        and (note.kind not in (NoteKind.EPISODE, NoteKind.WISH) or _renames(observation, note))
        and _about_the_same(observation, note, words)
    ]
    ended = _most_shared(observation, endings, [note for note in about if goes_on(note)])
    for note in about:
        if not goes_on(note):
            if _is_denied(observation, note):
                found.append(over(note, said_at, "is not so"))
            continue
        change = _replaced(observation, note, said_at)
        if change is None and endings:
            change = _ended(endings, note, said_at)
        if change is None or change.note.status is NoteStatus.ACTIVE:
            reason = ended.get(note.id) or _why_over(observation, endings, note)
            if reason:
                of = frozenset() if reason in _WHOLE else _named_over(endings)
                change = replace(over(note, said_at, reason), of=of)
        if change is not None:
            found.append(change)
    if not found and only_dates(observation.text):
        found += _at_another_time(observation.text, known, said_at)
    return found


_WHOLE = ("is no more", "is not there any more")
"""Why nothing of a note stands on."""


def _named_over(endings: Sequence[Ending]) -> frozenset[str]:
    """The stems of what is said to be over, and of the kinds of it."""
    return with_kinds(stem for ending in endings for stem in ending.stems)


def _at_another_time(text: str, known: Sequence[Note], said_at: datetime) -> list[Change]:
    """What was told last of another day or number ends, when nothing but a day is told: “sorry,
    it's Tuesday”."""
    longest = LONGEST_CORRECTION if _CORRECTS.search(text) else SAME_TALK
    lasting = [
        note
        for note in known
        if note.status is NoteStatus.ACTIVE
        and note.kind not in (NoteKind.EPISODE, NoteKind.WISH)
        and said_at - note.recorded_at <= longest
    ]
    for differs in (another_date, another_number):
        meant = [note for note in lasting if differs(text, note.text)]
        if meant:
            last = max(meant, key=lambda note: note.recorded_at)
            return [over(last, said_at, "is at another time")]
    return []


def _renames(observation: Observation, note: Note) -> bool:
    """Whether both say what somebody is called: of such wishes the latest holds."""
    return all(any(claim.attribute == "name" for claim in it.claims) for it in (observation, note))


def _most_shared(
    observation: Observation, endings: Sequence[Ending], notes: Sequence[Note]
) -> dict[str, str]:
    """For each ending the notes that share most of its words, and half of them at least: note id →
    why it is over. What lasts goes before events, which are past anyway."""
    found: dict[str, str] = {}
    people = [observation.subject, *(label for note in notes for label in _introduced(note))]
    names = {stem for label in people for stem in content(split(label)[1])}
    for ending in endings:
        if ending.attribute == WHEREABOUTS:
            continue
        # “I gave up chess with Tom” is about chess, “we gave Rex to a friend” about Rex.
        stems = {one for one in ending.stems if one not in _DATE_WORDS and not one.isdigit()}
        of_somebody = bool(ending.stems) and ending.stems[0] in names
        stems = (stems & names if of_somebody else stems - names) or stems
        for lasting in (True, False):
            shared = {
                note.id: sorted(_stems(note) & stems)
                for note in notes
                if (note.kind is not NoteKind.EVENT or bool(note.claims)) is lasting
            }
            most = max((len(words) for words in shared.values()), default=0)
            if most * 2 >= len(stems) and most:
                for note_id, words in shared.items():
                    if len(words) == most:
                        found[note_id] = f"no more: {', '.join(words)}"
                break
    return found


def _introduced(note: Note) -> list[str]:
    """Whom a note is about, or speaks of for the first time."""
    return [note.subject, *(c.value for c in note.claims if c.attribute == KNOWS)]


def _stems(note: Note) -> frozenset[str]:
    """What a note speaks of, and of what kinds that is."""
    return kinds_in(" ".join((note.text, *_introduced(note))))


def _why_over(observation: Observation, endings: Sequence[Ending], note: Note) -> str:
    """Why a note is over that shares no claim with what is told; empty when it is not."""
    text, before = observation.text, note.text
    same = observation.subject == note.subject or same_person(observation.subject, note.subject)
    for ending in endings:
        if ending.attribute == LIFE and same and note.subject != SELF:
            return "is no more"
        if (
            ending.attribute == WHEREABOUTS
            and is_stay(before)
            and (same or observation.subject != SELF)
        ):
            return "is not there any more"
        if ending.attribute == "partner" and same and _COUPLE.search(before):
            return "are no couple any more"
    if not same:
        return "came to pass" if _of_both(observation, note) else ""
    if any(claim.attribute == "home" for claim in observation.claims) and is_stay(before):
        return "lives elsewhere"
    if came_to_pass(before, text):
        return "came to pass"
    if _moved(observation, note):
        return "is at another time"
    if any(meets(denial, text) for denial in denials_of(before)):
        return "is so now"
    if _is_denied(observation, note):
        return "is not so"
    if not endings and _AGAIN.search(text):
        mine = kinds_in(text)
        for ending in endings_of(before):
            if set(ending.stems) & mine or (
                ending.attribute == "partner" and _TOGETHER.search(text)
            ):
                return "is so again"
    return ""


def _of_both(observation: Observation, note: Note) -> bool:
    """Whether what is told of somebody unnamed changes what was told of the person: “She's here,
    3.4 kilos!”"""
    return (
        observation.subject.startswith(SOMEBODY)
        and note.subject == SELF
        and came_to_pass(note.text, observation.text)
    )


def _is_denied(observation: Observation, note: Note) -> bool:
    text = observation.text
    return any(
        denies(denial, text, note.text)
        for denial in denials_of(text)
        # “The plumber can't come on Friday” is about no other Friday.
        if denial.stems[-1] not in _DATE_WORDS
    )


_AGAIN = re.compile(r"\b(?:again|back|after all|re(?:joined|started|newed))\b", re.IGNORECASE)
_COUPLE = re.compile(
    r"\b(?:get(?:ting)? married|wedding|a couple|together (?:for|since)|engaged|anniversary"
    r"|mov(?:e|ing) in together|my (?:wife|husband|girlfriend|boyfriend|partner|fianc[eé]e?))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:together|couple|back with|made up)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:moved|postponed|instead|now|changed?|not|pushed|brought|forward|rescheduled|new date"
    r"|again|delayed|earlier|later|wrong|actually|mixed|meant|correct(?:ion)?|switched|put off"
    r"|no longer|any ?more|after all|but)\b|n['’]t\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"\W*(?:the|our|my|his|her|\w+['’]s)\b", re.IGNORECASE)
_DATE_WORDS = frozenset(
    stem(word)
    for word in "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays"
    " wednesdays thursdays fridays saturdays sundays january february march april june july august"
    " september october november december spring summer autumn fall winter morning evening"
    " afternoon noon weekend o'clock pm am".split()
)


def _moved(observation: Observation, note: Note) -> bool:
    """Whether the same event is told of with another date."""
    new = next((c for c in observation.claims if c.attribute.startswith("when ")), None)
    old = next((c for c in note.claims if c.attribute.startswith("when ")), None)
    if new is None or old is None or agree(new.value, old.value):
        return False
    same_event = new.attribute == old.attribute and _THE_ONE.match(observation.text)
    if not (same_event or _MOVED.search(observation.text)):
        return False
    dates = _DATE_WORDS | set(content(new.value)) | set(content(old.value))
    mine, theirs = (kinds_in(one.text) - dates for one in (observation, note))
    return bool((mine & theirs) - set(content(note.subject)))


def most_like(text: str, notes: Sequence[Note], *, least: int = 1) -> list[Note]:
    """Of `notes` those that share most words with `text`, and at least so many."""
    words = set(content(text))
    shared = {note.id: len(words & set(content(f"{note.text} {note.subject}"))) for note in notes}
    most = max(shared.values(), default=0)
    return [note for note in notes if shared[note.id] == most] if most >= least else []


def corrected(
    wrong: str | None,
    right: str,
    known: Sequence[Note],
    last: Sequence[Note],
    said_at: datetime,
) -> list[Change]:
    """What a correction changes: of the notes that hold the wrong words the most like it, else the
    note most like the right ones. Where none is, that of the `last` told which has another value of
    the same sort: “sorry, Linz” is about who lives in Graz."""
    if wrong:
        bad = set(content(wrong)) or {wrong.casefold()}
        known = [note for note in known if bad & set(content(note.text))]
    # “And it was actually nice” corrects nothing that was told of the same person weeks ago.
    least = 1 if wrong or _OWNS_UP.search(right) else 2
    hit = most_like(f"{right} {wrong or ''}", known, least=least)
    hit = hit or most_like(right, last)
    if not hit and not wrong:
        hit = [note for note in last if _puts_right(right, note)] or [
            note for note in last if is_not_so(right)
        ]
    return [over(note, said_at, "you corrected it") for note in hit[:1]]


def _puts_right(right: str, note: Note) -> bool:
    """Whether a correction gives another day, number, name or thing than a note."""
    if another_date(right, note.text) or another_number(right, note.text):
        return True
    value = bare_value(right)
    if not value:
        return False
    sort = ("PROPN",) if value[:1].isupper() else ("NOUN", "ADJ")
    beside = set(content(split(note.subject)[1] or note.subject))
    there = " ".join(word.text for word in tagged(note.text) if word.tag in sort)
    return bool(set(content(there)) - beside) and not set(content(value)) & set(content(note.text))


def retired(known: Sequence[Note], reason: str, now: datetime) -> list[Change]:
    """Notes that were taken back."""
    return [
        Change(replace(note, status=NoteStatus.RETIRED, updated_at=now), LinkKind.UPDATES, reason)
        for note in known
    ]


def restored(note: Note) -> dict[str, object]:
    """What makes a note current again that had ended, was taken back, waited for review, or was a
    guess: its owner says that it is so."""
    claims = tuple(replace(claim, ended_at=None) for claim in note.claims)
    certain = {"inferred": False, "confidence": 1.0}
    return {"status": NoteStatus.ACTIVE, "valid_to": None, "claims": claims, **certain}


def _about_the_same(observation: Observation, note: Note, words: set[str]) -> bool:
    if same_person(observation.subject, note.subject) or _of_both(observation, note):
        return True
    if any(
        mine.attribute == other.attribute and mine.attribute.startswith(_OF_SELF)
        for mine in observation.claims
        for other in note.claims
    ):
        return True
    # “Rex died”: he is told of in a note about the person; “Klara's wedding” is about Klara.
    theirs = _stems(note)
    if set(content(split(observation.subject)[1])) & theirs:
        return True
    return SELF in (observation.subject, note.subject) and bool(
        (set(content(observation.subject)) & theirs) | (set(content(note.subject)) & words)
    )


def _replaced(observation: Observation, note: Note, said_at: datetime) -> Change | None:
    """When a claim of the note has another value now."""
    claims = list(note.claims)
    reason = ""
    for number, old in enumerate(claims):
        if old.ended_at is not None:
            continue
        for new in observation.claims:
            same_subject = same_person(observation.subject, note.subject)
            if _supersedes(new, old, same_subject=same_subject, text=observation.text):
                claims[number] = replace(old, ended_at=said_at)
                reason = f"{old.attribute}: {old.value} → {new.value}"
    return _with_claims(note, claims, said_at, reason) if reason else None


def _supersedes(new: Claim, old: Claim, *, same_subject: bool, text: str) -> bool:
    if not same_subject and not new.attribute.startswith(_OF_SELF):
        return False
    if OPPOSITE.get(new.attribute) == old.attribute:
        return agree(new.value, old.value)
    if new.attribute != old.attribute or not single(new.attribute):
        return False
    excluded = same_sort(old.attribute, new.value, old.value) or tells_of_change(text)
    return excluded and not agree(new.value, old.value)


def _ended(endings: Sequence[Ending], note: Note, said_at: datetime) -> Change | None:
    """When a claim of the note is said to be over."""
    attributes = {ending.attribute for ending in endings if ending.attribute}
    claims = [
        replace(claim, ended_at=said_at)
        if claim.attribute in attributes and claim.ended_at is None
        else claim
        for claim in note.claims
    ]
    if claims == list(note.claims):
        return None
    return _with_claims(note, claims, said_at, f"{', '.join(sorted(attributes))}: no more")


def _with_claims(note: Note, claims: Sequence[Claim], said_at: datetime, reason: str) -> Change:
    lasting = [claim for claim in claims if _counts(claim)] or claims
    values = (new.value for new, old in zip(claims, note.claims, strict=True) if new != old)
    of = frozenset(content(" ".join(values)))
    if all(claim.ended_at is not None for claim in lasting):
        return replace(over(replace(note, claims=tuple(claims)), said_at, reason), of=of)
    kept = replace(note, claims=tuple(claims), updated_at=said_at)
    return Change(kept, LinkKind.UPDATES, reason, of)


def _counts(claim: Claim) -> bool:
    """Whether a note lasts as long as this claim: not for what is only told beside it."""
    return single(claim.attribute) or claim.attribute in ("pet", "allergy")


def over(note: Note, said_at: datetime, reason: str) -> Change:
    """A note that is no longer so, from this time on."""
    claims = tuple(replace(c, ended_at=c.ended_at or said_at) for c in note.claims)
    ended = replace(
        note,
        status=NoteStatus.SUPERSEDED,
        valid_to=said_at,
        claims=claims,
        updated_at=said_at,
    )
    return Change(ended, LinkKind.UPDATES, reason)
