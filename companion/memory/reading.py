"""What is read, and given, of what was found: a message of an episode, or the notes made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from companion.domain import NoteDetail, NoteStatus, RecalledNote, Role, Source
from companion.memory.describe import passage
from companion.memory.forgotten import echoes
from companion.memory.gather import Find, Found
from companion.memory.query import Query
from companion.memory.relevance import is_relevant, may_be_relevant
from companion.memory.talk import asks_only, questions, statements
from companion.memory.words import content
from companion.store.search import telling_words
from companion.store.store import Store

READ_CHARS = 400
"""How much of a query (its end, where questions stand) and of a find is read: the encoders' time
grows with every word."""
BEFORE_CHARS = 200
"""How much of the message before one is read with it: what “Yes, last Tuesday!” answers."""


@dataclass(slots=True)
class Read:
    """A find with its words. `items` is what is given of it, `text` what there is to read of it,
    `said` the message in that, without its speaker (empty where it is no message), and `before`
    what is read with it of what was said before."""

    find: Find
    items: list[RecalledNote]
    text: str
    said: str
    before: Source | None
    shared: list[str]
    relevance: float | None = None
    alike: float | None = None
    mentions: int = 0
    rank: float = 0.0


def readable(
    asked: Query, found: Found, known_messages: Collection[str], store: Store, most: int
) -> list[Read]:
    """The best finds that may be brought up, `most` of them, with their words: not what the prompt
    holds by `known_messages`, what is no longer so where the past is not asked for, or what tells
    nothing."""
    known = set(known_messages)
    candidates = [
        find
        for find in found.finds
        if may_be_relevant(margin(find, found.mean), find.shares_words) or find.score > 0.5
    ][: 2 * most]
    # Most are: what stands behind them is looked up only where it is needed.
    reads: list[Read] = []
    for start in (0, most):
        if len(reads) < most:
            reads += _with_words(asked, candidates[start : start + most], found, known, store)
    return reads[:most]


def _with_words(
    asked: Query, finds: Sequence[Find], found: Found, known: AbstractSet[str], store: Store
) -> Iterator[Read]:
    """Those of these finds that may be brought up, with their words."""
    ids = [find.message_id for find in finds if find.message_id]
    before = [find.place.before for find in finds if find.place and find.place.before]
    parts = store.episodes.of_messages([*ids, *before])
    noted = store.notes.details([note_id for find in finds for note_id in find.notes])
    outdated: set[str] = set()
    successors: dict[str, str] = {}
    if not asked.wants_history:
        outdated = store.claims.outdated(ids)
        over = [i for i, d in noted.items() if d.note.status is NoteStatus.SUPERSEDED]
        successors = store.candidates.successors(over) if over else {}
        noted |= store.notes.details([i for i in successors.values() if i not in noted])
    for find in finds:
        notes = [it for it in _noted(find, asked, noted, successors) if not is_known(it, known)]
        part = parts.get(find.message_id)
        whole = RecalledNote(part.note, 0.0, "", part.sources) if part else None
        if whole and (find.message_id in known | outdated or _tells_nothing(whole.text)):
            whole = None
        if whole and whole.role is Role.ASSISTANT:
            # Forgotten is also what other replies made of it.
            whole = None if echoes(whole.text, store.tombstones.buried_at) else whole
        items, shared = _best_form(asked, whole, notes)
        if items:
            borrowed = whole in items and _borrows(asked, find, whole, found, parts)
            shared = [] if borrowed else shared
            previous = None if borrowed else _before(asked, find, parts)
            text = _passage(asked, find, parts, previous)
            said = part.sources[0].quote[:READ_CHARS] if part and text else ""
            text = text or " ".join(passage(it.note) for it in items)
            yield Read(find, items, text[: BEFORE_CHARS + READ_CHARS], said, previous, shared)


def _noted(
    find: Find, asked: Query, noted: Mapping[str, NoteDetail], successors: Mapping[str, str]
) -> list[RecalledNote]:
    """The notes of a find that may be given; what is no longer so as what was before something that
    is since, where that is known and the past is not asked for."""
    items: list[RecalledNote] = []
    for detail in (noted[i] for i in find.notes if i in noted):
        note = detail.note
        if note.hushed and not asked.asks:
            continue
        since = noted.get(successors.get(note.id, ""))
        if since is None:
            items.append(RecalledNote(note, 0.0, "", detail.sources))
        else:
            items.append(RecalledNote(since.note, 0.0, "", detail.sources, was=note))
    return items


def is_known(item: RecalledNote, known: AbstractSet[str]) -> bool:
    """Whether it rests on nothing but messages that are known."""
    messages = {source.message_id for source in item.sources}
    return bool(messages) and messages <= known


def _best_form(
    asked: Query, whole: RecalledNote | None, notes: Sequence[RecalledNote]
) -> tuple[list[RecalledNote], list[str]]:
    """What is given of a find, and the telling words it shares with the query: its notes, or the
    message where that holds more of what is asked about."""
    in_notes = {word for it in notes for word in _shared(asked.told, _said_by(it))}
    in_whole = set(_shared(asked.told, whole.text)) if whole else set()
    shared = [word for word in telling_words(asked.told) if word in in_notes | in_whole]
    if whole is not None and (not notes or in_whole - in_notes):
        return [whole], shared
    best = [it for n, it in enumerate(notes) if not n or _shared(asked.told, _said_by(it))]
    return best, shared


def _said_by(item: RecalledNote) -> str:
    return " ".join(passage(note) for note in (item.note, item.was) if note)


def _borrows(
    asked: Query,
    find: Find,
    reply: RecalledNote | None,
    found: Found,
    parts: Mapping[str, NoteDetail],
) -> bool:
    """Whether a reply is near the query only by what it answers: “I don't know yet”, “How nice”.
    Then it counts for what it says alone."""
    if reply is None or reply.role is not Role.ASSISTANT:
        return False
    before = parts.get(find.place.before) if find.place else None
    if before is None:
        return False
    answered = before.sources[0].quote
    own, theirs = _shared(asked.told, reply.text), _shared(asked.told, answered)
    if theirs and set(own) <= set(theirs) and asked.of is not Role.ASSISTANT:
        return True
    borrowed = asks_only(answered)
    return borrowed and not is_relevant(margin(find, found.mean), bool(own), None)


def _tells_nothing(text: str) -> bool:
    """Whether a message answers nothing by itself: it only asks, or has no telling word."""
    return asks_only(text) or not content(text)


def _before(asked: Query, find: Find, parts: Mapping[str, NoteDetail]) -> Source | None:
    """What was said before a message, which it may answer; None while the talk goes on."""
    if find.place is None or find.message_id not in parts or not asked.asks:
        return None
    part = parts.get(find.place.before)
    return part.sources[0] if part else None


def _passage(
    asked: Query, find: Find, parts: Mapping[str, NoteDetail], before: Source | None
) -> str:
    """What is read of a message, with what was said before it."""
    if find.place is None or find.message_id not in parts:
        return ""
    (own,) = parts[find.message_id].sources
    said = asked.spoken(own.role, own.quote[:READ_CHARS])
    if before is None:
        return said
    return f"{asked.spoken(before.role, before.quote[:BEFORE_CHARS])}\n{said}"


def glimpse(asked: Query, read: Read) -> str:
    """A read in short: what its message states, after the question that it answers, or the last
    that was said before it; its `text` where that is all, or where there is no message."""
    told = stated(asked, read)
    if read.before is None or told == read.text:
        return told
    before = read.before.quote[:BEFORE_CHARS]
    answered = " ".join(questions(before) or statements(before)[-1:])
    return f"{asked.spoken(read.before.role, answered)}\n{told}" if answered else told


def stated(asked: Query, read: Read) -> str:
    """The message of a read by itself and without what it asks, as it is read; its `text` where
    that is all, or where there is none."""
    told = " ".join(statements(read.said))
    if not told or read.find.place is None:
        return read.text
    return asked.spoken(read.find.place.role, told)


def margin(find: Find, mean: float) -> float | None:
    """How far a find's cosine stands above the query's mean; None where nothing was embedded."""
    return None if find.similarity is None else find.similarity - mean


def _shared(query: str, text: str) -> list[str]:
    """The telling words that both hold."""
    said = set(telling_words(text))
    return [word for word in telling_words(query) if word in said]


def identity(item: RecalledNote) -> str:
    """What is given once: a message, a note, or a note as what came after another one."""
    return item.message_id or (item.was or item.note).id
