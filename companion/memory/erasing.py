"""What forgetting takes with it, told before it is done: notes, and the words in old messages.

Words are found again by what they tell, sentence by sentence, on either side of a conversation: the
companion may have repeated them, and the person may have said them more than once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain

from companion.acts import Forgetting, Passage
from companion.domain import Message, Note, NoteKind, NoteStatus, Role
from companion.memory.duplicates import SAYS_MORE, THE_SAME
from companion.memory.sentences import sentences
from companion.memory.talk import is_question
from companion.memory.use import OF_REPLY
from companion.memory.words import content
from companion.store.passages import Span
from companion.store.store import Store
from companion.store.successors import JOINED, SPLIT

TELLS = 0.5
"""The share of what a note tells with which a sentence is taken to tell it, …"""
LEAST = 2
"""… and how many telling words at the least, if it has as many."""
LOOKED_AT = 200
"""Messages that are looked at for each text a note ever had."""
MOST_UNSURE = 30
"""Passages that only mention some of it."""
_ONE_TOLD = (JOINED, SPLIT, THE_SAME, SAYS_MORE)
"""Why a retired note is linked to one that tells the same."""


def forgetting(note_ids: Sequence[str], store: Store) -> Forgetting:
    """What forgetting these notes removes, and could remove. Reads only."""
    with store.database.read():
        together = with_their_like(note_ids, store)
        details = store.notes.details(together)
        derived = store.derived.resting_on(together)
        notes = [it.note for it in details.values()]
        # What a note was split from tells what stays, too.
        standing = [it.id for it in notes if it.status is not NoteStatus.RETIRED] or together
        spans = store.passages.sources(standing)
        episodes = [it for it in store.episodes.holding(list(spans)) if it.id not in details]
        notes += [it for it in derived if it.kind is NoteKind.INSIGHT and it.id not in details]
        portraits = [it for it in derived if it.kind is NoteKind.PORTRAIT]
        passages = [*_said(spans, store), *_repeated(standing, spans, store)]
    return Forgetting(tuple(notes), (*episodes, *portraits), tuple(passages))


def with_their_like(note_ids: Sequence[str], store: Store) -> list[str]:
    """These notes and every other that goes with them: those that rest on the same words, and those
    that were joined to one of them or split into it."""
    together, _ = store.notes.sharing_words_with(note_ids)
    found = dict.fromkeys(together)
    new = list(found)
    # What was split may have been joined before.
    while new:
        told_too = store.acts.linked(new, _ONE_TOLD, NoteStatus.RETIRED)
        new = [note_id for note_id in told_too if note_id not in found]
        found |= dict.fromkeys(new)
    return list(found)


def _said(spans: Mapping[str, Sequence[Span]], store: Store) -> list[Passage]:
    return [
        _passage(message, start, end, is_source=True, sure=True)
        for message in store.passages.messages(list(spans))
        for start, end in spans[message.id]
    ]


def _repeated(
    note_ids: Sequence[str], sources: Mapping[str, Sequence[Span]], store: Store
) -> list[Passage]:
    """Other sentences that tell what the notes do, or did, the surest and latest first."""
    texts = _ever_told(note_ids, store)
    told = [set(content(text)) for text in texts]
    given = store.passages.given(note_ids)
    messages = {it.id: it for text in texts for it in store.passages.saying(text, LOOKED_AT)}
    messages |= {it.id: it for it in store.passages.messages(list(given))}
    sure: list[Passage] = []
    unsure: list[tuple[float, Passage]] = []
    for message in messages.values():
        asked = set(content(given.get(message.id, "")))
        for start, end in sentences(message.text):
            if _meets(start, end, sources.get(message.id, ())):
                continue
            said = set(content(message.text[start:end]))
            share = max((len(said & one) / len(one) for one in told if one), default=0.0)
            if not share:
                continue
            tells = any(_tells(said, one) for one in told)
            if message.role is Role.ASSISTANT:
                was_given = message.id in given
                tells |= any(_repeats(said - asked, one, was_given=was_given) for one in told)
            if tells and not is_question(message.text[start:end]):
                sure.append(_passage(message, start, end, sure=True))
            else:
                unsure.append((share, _passage(message, start, end, sure=False)))
    unsure.sort(key=lambda it: -it[0])
    sure.sort(key=lambda it: it.said_at, reverse=True)
    return [*sure, *(passage for _, passage in unsure[:MOST_UNSURE])]


def _tells(said: set[str], one: set[str]) -> bool:
    return len(said & one) >= max(min(LEAST, len(one)), TELLS * len(one)) > 0


def _repeats(said: set[str], one: set[str], *, was_given: bool) -> bool:
    """Whether a sentence of a reply says of a note what the question did not: anything, if the
    reply was given it, or hardly anything else."""
    shared = said & one
    return bool(shared) and (was_given or len(shared) >= OF_REPLY * len(said))


def _ever_told(note_ids: Sequence[str], store: Store) -> list[str]:
    """All texts that these notes have had; an episode has none of its own."""
    notes: list[Note] = [store.notes.detail(note_id).note for note_id in note_ids]
    plain = [note for note in notes if note.kind is not NoteKind.EPISODE]
    revisions = (store.notes.detail(note.id).revisions for note in plain)
    sides = chain.from_iterable((it.before, it.after) for of in revisions for it in of)
    before = [json.loads(side)["text"] for side in sides if side]
    return [text for text in dict.fromkeys((*(note.text for note in plain), *before)) if text]


def _meets(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < until and since < end for since, until in spans)


def _passage(
    message: Message, start: int, end: int, *, sure: bool, is_source: bool = False
) -> Passage:
    return Passage(
        message.id,
        message.conversation_id,
        start,
        end,
        message.text[start:end],
        Role(message.role),
        message.created_at,
        is_source,
        sure,
    )
