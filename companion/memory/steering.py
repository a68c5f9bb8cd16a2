"""What its owner does to notes by hand: each is one act, which can be undone. For the data lane.

What is decided here is decided by the owner; nothing is weighed. What is written by hand is found
and claimed as if it had been said, so that the rest of the memory goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from companion.acts import Act
from companion.domain import (
    DERIVED,
    TELLINGS,
    Claim,
    Entity,
    Link,
    LinkKind,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
    Source,
    new_id,
    whole,
)
from companion.errors import CompanionError, NotFound
from companion.memory.branches import settle
from companion.memory.claims import claims_of
from companion.memory.describe import Description
from companion.memory.evolve import described_anew
from companion.memory.folding import do_again
from companion.memory.folding import undo as undo_run
from companion.memory.reconcile import over, restored
from companion.store.acts import Hand
from companion.store.revisions import note_from_json
from companion.store.store import Store
from companion.store.successors import JOINED, SPLIT

IMPORTANCE = 8
"""How important a note is that its owner wrote."""
LINKED = "you linked them"
EDITABLE = frozenset(
    "kind importance subject valid_from valid_to tags pinned hushed".split(),
)
"""What may be changed of several notes at once."""
_SAID_IN_KEY = frozenset(("kind", "subject", "valid_from"))
"""What is told by the line of who and when that a note is found by."""
_REASONS = {
    "kind": "you said what kind it is",
    "importance": "you said how much it matters",
    "subject": "you said whom it is about",
    "valid_from": "you said since when",
    "valid_to": "you said until when",
    "tags": "you said what it touches",
}


def write(store: Store, now: datetime, text: str, kind: NoteKind = NoteKind.FACT) -> Act:
    """Write a note in the owner's words."""
    said = _said(text)
    note = Note(new_id(), kind, said, Origin.USER, now, now, importance=IMPORTANCE)
    described = described_anew(note, store, now)

    def do(hand: Hand) -> None:
        hand.write(described.put_on(note), "you wrote it")
        hand.entities.mention({note.id: described.entities})

    return _act(store, now, do)


def correct(store: Store, now: datetime, note_id: str, text: str) -> Act:
    """Give a note other words, with what it is found by and claims. What its owner has named and
    tagged by hand stays. Raises NotFound."""
    said = _said(text)

    def do(hand: Hand) -> None:
        note = hand.note(note_id)
        if note.kind in TELLINGS:
            raise CompanionError("What was said cannot be corrected.", "It can be forgotten.")
        _reword(hand, note, said, store, "corrected")

    return _act(store, now, do)


def edit(store: Store, now: datetime, note_ids: Sequence[str], fields: dict[str, Any]) -> Act:
    """Change `EDITABLE` fields of notes. Raises NotFound, and CompanionError for what cannot be."""
    assert fields.keys() <= EDITABLE, fields
    reason = _reason(fields)

    def do(hand: Hand) -> None:
        for note_id in note_ids:
            note = hand.note(note_id)
            after = replace(note, **fields)
            _check(note, after)
            if after == note:
                continue
            found_by: dict[str, Any] = {}
            if note.kind not in (*TELLINGS, *DERIVED) and fields.keys() & _SAID_IN_KEY:
                found_by = {"key_text": described_anew(after, store, now).key_text}
            hand.change(note_id, reason, **{**fields, **found_by})

    return _act(store, now, do)


def name(store: Store, now: datetime, note_id: str, entities: Sequence[Entity]) -> Act:
    """Say whom and what a note mentions. Raises NotFound."""

    def do(hand: Hand) -> None:
        hand.note(note_id)
        hand.mention(note_id, entities)

    return _act(store, now, do)


def archive(store: Store, now: datetime, note_ids: Sequence[str]) -> Act:
    """Put notes out of recall; they stay in the list. Raises NotFound."""

    def do(hand: Hand) -> None:
        for note_id in note_ids:
            hand.change(note_id, "you put it away", status=NoteStatus.ARCHIVED)

    return _act(store, now, do)


def bring_back(store: Store, now: datetime, note_ids: Sequence[str]) -> Act:
    """Have notes take part in recall again: it is so. Raises NotFound."""

    def do(hand: Hand) -> None:
        for note_id in note_ids:
            note = hand.note(note_id)
            if note.status is not NoteStatus.ACTIVE:
                so_again: dict[str, Any] = restored(note)
                hand.change(note_id, "it is so", **so_again)

    return _act(store, now, do)


def end(store: Store, now: datetime, note_ids: Sequence[str], since: datetime) -> Act:
    """Notes are no longer true since a time: they stay as what was. Raises NotFound, and
    CompanionError when one began only later."""

    def do(hand: Hand) -> None:
        for note_id in note_ids:
            note = hand.note(note_id)
            after = over(note, since, "").note
            _check(note, after)
            over_since: dict[str, Any] = {
                "status": after.status,
                "valid_to": since,
                "claims": after.claims,
            }
            hand.change(note_id, "no longer true, you said", **over_since)

    return _act(store, now, do)


def merge(store: Store, now: datetime, stays_id: str, others: Sequence[str], text: str) -> Act:
    """One note stays, with these words and all that the others rest on; they are retired, with a
    link. Raises NotFound, and CompanionError for what only tells of others."""
    said = _said(text)

    def do(hand: Hand) -> None:
        stays = hand.note(stays_id)
        _only_statements(stays, *(hand.note(other) for other in others))
        for other in others:
            hand.rest_on([replace(it, note_id=stays_id) for it in hand.sources(other)])
        named = hand.mentioned(stays_id)
        entities = [*named, *(it for other in others for it in hand.mentioned(other))]
        for other in others:
            hand.change(other, JOINED, status=NoteStatus.RETIRED)
            newer, older = sorted((stays_id, other), reverse=True)
            joined = Link(newer, older, LinkKind.RELATED, JOINED)
            hand.unlink(joined)
            hand.link(joined)
        if said != stays.text:
            _reword(hand, hand.note(stays_id), said, store, JOINED)
        hand.mention(stays_id, [*hand.mentioned(stays_id), *entities])

    return _act(store, now, do)


def split(store: Store, now: datetime, note_id: str, texts: Sequence[str]) -> Act:
    """Several notes in the place of one, which is retired with a link. Each rests on what that
    rested on, or on just its own words where they were said so. Raises NotFound, and CompanionError
    when there are not two."""
    said = [_said(text) for text in texts]
    if len(said) < 2:
        raise CompanionError("There is only one memory in this.", "Write one on each line.")

    def do(hand: Hand) -> None:
        note = hand.note(note_id)
        _only_statements(note)
        sources = hand.sources(note_id)
        for text in said:
            part = replace(
                note,
                id=new_id(),
                text=text,
                recorded_at=now,
                updated_at=now,
                status=NoteStatus.ACTIVE,
                claims=claims_of(text),
                keywords=(),
                key_text="",
            )
            described = described_anew(part, store, now)
            rests = tuple(_own_words(text, it, part.id) for it in sources)
            hand.write(described.put_on(part), SPLIT, rests)
            hand.entities.mention({part.id: described.entities})
            hand.link(Link(part.id, note_id, LinkKind.RELATED, SPLIT))
        hand.change(note_id, SPLIT, status=NoteStatus.RETIRED)

    return _act(store, now, do)


def link(
    store: Store, now: datetime, note_id: str, other_id: str, kind: LinkKind, reason: str
) -> Act:
    """Say how two notes bear on each other; the newer one is linked to the older. Raises NotFound,
    and CompanionError when a note is linked to itself."""
    if note_id == other_id:
        raise CompanionError("A memory cannot be linked to itself.", "Choose another one.")

    def do(hand: Hand) -> None:
        hand.note(note_id), hand.note(other_id)
        newer, older = sorted((note_id, other_id), reverse=True)
        hand.link(Link(newer, older, kind, whole(reason).strip() or LINKED))

    return _act(store, now, do)


def unlink(store: Store, now: datetime, link: Link) -> Act:
    """Take a link away."""
    return _act(store, now, lambda hand: hand.unlink(link))


def revert(store: Store, now: datetime, note_id: str, revision_id: str) -> Act:
    """Make a note what it was after one of its revisions. Raises NotFound."""

    def do(hand: Hand) -> None:
        note = hand.note(note_id)
        kept = {it.id: it for it in store.notes.detail(note_id).revisions}
        if revision_id not in kept:
            raise NotFound("This state of the memory is no longer kept.")
        was = note_from_json(kept[revision_id].after)
        if was.status is NoteStatus.FORGOTTEN:
            was = replace(was, status=note.status)
        kept_words = ("text", "title", "tags", "keywords", "key_text")
        left_out = {"id", "updated_at", *(kept_words if note.kind in TELLINGS else ())}
        names = [it for it in Note.__dataclass_fields__ if it not in left_out]
        hand.change(note_id, "made what it was", **{it: getattr(was, it) for it in names})
        if was.text != note.text and note.kind not in TELLINGS:
            _name_anew(hand, note, was, store)

    return _act(store, now, do)


def undo(store: Store, now: datetime, act: Act) -> Act:
    """Undo an act. What comes back may find another in its place: of two values that which was told
    last stands. Raises Overtaken."""
    if act.run is not None:
        return undo_run(act.run.run_id, store, now) if act.run.again else do_again(act, store, now)

    def do(hand: Hand) -> None:
        before = {it.id: it for it in _seen(store, act.note_ids)}
        store.acts.undo(act, hand)
        for note in _seen(store, act.note_ids):
            was = before.get(note.id)
            if note.status is NoteStatus.ACTIVE and was and was.status is not NoteStatus.ACTIVE:
                settle(store, note, now, twice=True)

    return _act(store, now, do)


def _act(store: Store, now: datetime, do: Callable[[Hand], None]) -> Act:
    with store.acts.hand(now) as hand:
        do(hand)
    return hand.act


def _seen(store: Store, note_ids: Sequence[str]) -> list[Note]:
    return [detail.note for detail in store.notes.details(note_ids).values()]


def _said(text: str) -> str:
    said = whole(text).strip()
    if not said:
        raise CompanionError("A memory needs words.", "Write some, or forget it.")
    return said


def _reason(fields: dict[str, Any]) -> str:
    if "pinned" in fields:
        return "pinned" if fields["pinned"] else "unpinned"
    if "hushed" in fields:
        return "not to be brought up" if fields["hushed"] else "may be brought up again"
    return ", ".join(_REASONS[it] for it in fields)


def _check(before: Note, after: Note) -> None:
    if not 1 <= after.importance <= 10:
        raise CompanionError("How much a memory matters goes from 1 to 10.")
    made = (*TELLINGS, *DERIVED)
    if before.kind is not after.kind and (before.kind in made or after.kind in made):
        raise CompanionError("Of what kind this is cannot be changed.", "It was made of others.")
    if after.valid_from and after.valid_to and after.valid_to < after.valid_from:
        raise CompanionError("This would end before it began.", "Choose a later day.")


def _only_statements(*notes: Note) -> None:
    if any(note.kind in (*TELLINGS, *DERIVED) for note in notes):
        raise CompanionError(
            "Only what was told can be joined or split.", "What was made of it is made anew."
        )


def _reword(hand: Hand, note: Note, said: str, store: Store, reason: str) -> None:
    """Give a note other words, and what follows from them; what was said of it by hand stays."""
    if said == note.text:
        return
    after = replace(note, text=said, claims=_claims(note, said))
    old, new = _described(note, store, hand.now), _described(after, store, hand.now)
    after = new.put_on(after)
    tags = after.tags if note.tags == old.tags else note.tags
    fields: dict[str, Any] = {"text": said, "claims": after.claims, "tags": tags}
    fields |= {"keywords": after.keywords, "key_text": after.key_text}
    hand.change(note.id, reason, **fields)
    _name(hand, note, old, new)


def _name_anew(hand: Hand, before: Note, after: Note, store: Store) -> None:
    old, new = _described(before, store, hand.now), _described(after, store, hand.now)
    _name(hand, before, old, new)


def _name(hand: Hand, note: Note, old: Description, new: Description) -> None:
    """Let a note mention what its new words do, and what was added to the old ones by hand."""
    read = {entity.name.casefold() for entity in old.entities}
    added = [it for it in hand.mentioned(note.id) if it.name.casefold() not in read]
    hand.mention(note.id, [*new.entities, *added])


def _described(note: Note, store: Store, now: datetime) -> Description:
    return described_anew(note, store, now)


def _claims(note: Note, said: str) -> tuple[Claim, ...]:
    """What a note claims in other words: what its old words did not claim by themselves stays. What
    was made of notes claims nothing itself."""
    if note.kind in DERIVED:
        return note.claims
    read = {(it.attribute, it.value.casefold()) for it in claims_of(note.text)}
    kept = [it for it in note.claims if (it.attribute, it.value.casefold()) not in read]
    known = {(it.attribute, it.value.casefold()) for it in kept}
    new = [it for it in claims_of(said) if (it.attribute, it.value.casefold()) not in known]
    return (*kept, *new)


def _own_words(text: str, source: Source, note_id: str) -> Source:
    """The source with just these words of it, where they were said so."""
    bare = text.rstrip(".!?…").casefold()
    at = source.quote.casefold().find(bare)
    if at < 0 or len(source.quote.casefold()) != len(source.quote):
        return replace(source, note_id=note_id)
    start, end = source.start + at, source.start + at + len(bare)
    quote = source.quote[at : at + len(bare)]
    return replace(source, note_id=note_id, start=start, end=end, quote=quote)
