"""How fresh many notes are at once is what each of them would be by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.domain import NoteKind, NoteStatus
from companion.filters import Freshness
from companion.memory.freshness import freshness, of_freshness
from companion.store.store import Store
from tests.author import Author


@pytest.mark.parametrize("days", [1, 8, 40, 200, 900])
def test_all_at_once_and_one_by_one_say_the_same(store: Store, author: Author, days: int) -> None:
    first = author.begins("One. Two. Three. Four. Five. Six. Seven.")
    kinds = (NoteKind.FACT, NoteKind.EVENT, NoteKind.RELATIONSHIP, NoteKind.WISH, NoteKind.EPISODE)
    texts = ("One.", "Two.", "Three.", "Four.", "Five.")
    notes = [author.notes(t, first, kind=k) for t, k in zip(texts, kinds, strict=True)]
    pinned, corrected, gone, matters = (
        author.notes(text, first) for text in ("Six.", "Seven.", "One.", "Two.")
    )
    now = author.clock.now()
    changes: dict[str, dict[str, object]] = {
        pinned.id: {"pinned": True},
        corrected.id: {"text": "Eight."},
        gone.id: {"status": NoteStatus.SUPERSEDED},
        matters.id: {"importance": 9},
    }
    for note_id, fields in changes.items():
        at = now + timedelta(days=days / 2)
        store.notes.change(note_id, actor="user", reason="", now=at, **fields)
    later = now + timedelta(days=days)
    ids = [*changes, *(note.id for note in notes)]
    fading = [note for note in store.notes.these(ids) if note.id != gone.id]
    fading = [note for note in fading if note.kind is not NoteKind.EPISODE]
    for wanted in Freshness:
        reviews = store.reviews.of(ids)
        alone = {n.id for n in fading if freshness(n, reviews.get(n.id, ()), later) is wanted}
        assert of_freshness(ids, [wanted], store, later) == alone
    assert of_freshness(ids, list(Freshness), store, later) == {note.id for note in fading}
