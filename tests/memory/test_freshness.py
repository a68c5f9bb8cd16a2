"""How fresh many notes are at once is what each of them would be by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from companion.domain import NoteKind, NoteStatus
from companion.filters import Filter, Freshness
from companion.memory.freshness import Freshnesses, freshness
from companion.store import plain
from companion.store.store import Store
from tests.author import Author

CLAIMS = (
    ("home", "Porto", None),
    ("home", "Porto", datetime(2020, 1, 1, tzinfo=UTC)),
    ("favourite tea", "Assam", None),
    ("when dentist", "Friday", None),
    ("knows", "sister Ada", None),
    ("knows", "émigré Ágnes Élan", None),
    ("knows", "man", None),
    ("knows", "A Man", None),
    ("likes", "[a-z]*", None),
)


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
    claiming = author.writes([("One.", [first])] * len(CLAIMS))
    with store.database.write() as session:
        for note, (attribute, value, ended_at) in zip(claiming, CLAIMS, strict=True):
            claim = {"attribute": attribute, "value": value, "ended_at": ended_at}
            plain.insert(session, "claim", [{"note_id": note.id, **claim}])
    ahead, behind = author.writes([("Two.", [first])] * 2, kind=NoteKind.PLAN)
    for note, at in ((ahead, later + timedelta(days=1)), (behind, now)):
        store.notes.change(note.id, actor="test", reason="", now=now, valid_from=at)
    notes += [*claiming, ahead, behind]
    ids = [*changes, *(note.id for note in notes)]
    fading = [note for note in store.notes.these(ids) if note.id != gone.id]
    fading = [note for note in fading if note.kind is not NoteKind.EPISODE]
    freshnesses = Freshnesses()

    def left(*wanted: Freshness) -> set[str]:
        aging = freshnesses.aging(Filter(freshness=wanted), store, later)
        return set(store.timelines.matching(Filter(), ids, aging))

    for wanted in Freshness:
        reviews = store.reviews.of(ids)
        alone = {n.id for n in fading if freshness(n, reviews.get(n.id, ()), later) is wanted}
        assert left(wanted) == alone
    assert left(*Freshness) == {note.id for note in fading}
