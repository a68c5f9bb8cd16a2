"""Whom notes mention, kept and forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from companion.clock import FixedClock
from companion.domain import Entity, EntityKind, Note
from companion.errors import StoreError
from companion.store.notes import Notes
from companion.store.store import Store
from tests.author import Author
from tests.listening import Listener

ADA = Entity("Ada", EntityKind.PERSON, ("ada", "sister", "sister ada"))
SISTER = Entity("sister", EntityKind.PERSON, ("sister",))
PORTO = Entity("Porto", EntityKind.PLACE, ("porto",))


def held(home: Path) -> dict[str, int]:
    """How many rows of entities there are."""
    with closing(sqlite3.connect(home / "companion.db")) as connection:
        count = "SELECT count(*) FROM "
        return {
            table: connection.execute(count + table).fetchone()[0]
            for table in ("entity", "alias", "mention")
        }


def mentioned(store: Store, note_id: str) -> list[str]:
    return [entity.name for entity in store.notes.detail(note_id).entities]


def test_a_name_told_later_is_that_of_whom_had_none(store: Store, author: Author) -> None:
    (one, other) = author.writes([("My sister sings.", []), ("My sister Ada swims.", [])])
    store.entities.mention({one.id: [SISTER]})
    store.entities.mention({other.id: [ADA, PORTO]})
    assert mentioned(store, one.id) == ["Ada"]
    assert mentioned(store, other.id) == ["Ada", "Porto"]


def test_a_place_and_a_person_of_one_name_are_two(store: Store, author: Author) -> None:
    (one, other) = author.writes([("Paris is my niece.", []), ("I flew to Paris.", [])])
    store.entities.mention({one.id: [Entity("Paris", EntityKind.PERSON, ("paris",))]})
    store.entities.mention({other.id: [Entity("Paris", EntityKind.PLACE, ("paris",))]})
    kinds = [store.notes.detail(n.id).entities[0].kind for n in (one, other)]
    assert kinds == [EntityKind.PERSON, EntityKind.PLACE]


def test_mentioning_anew_takes_the_place_of_what_was_mentioned(
    store: Store, author: Author, home: Path
) -> None:
    (note,) = author.writes([("I flew to Porto.", [])])
    store.entities.mention({note.id: [PORTO]})
    store.entities.mention({note.id: [PORTO]})
    assert held(home) == {"entity": 1, "alias": 1, "mention": 1}
    store.entities.mention({note.id: []})
    assert held(home) == {"entity": 0, "alias": 0, "mention": 0}


def test_entities_go_with_the_last_note_that_mentions_them(
    store: Store, author: Author, home: Path, clock: FixedClock
) -> None:
    notes = author.writes([("I flew to Porto.", []), ("I like Porto.", [])])
    for note in notes:
        store.entities.mention({note.id: [PORTO]})
    store.purge_notes([note.id for note in notes[:1]])
    assert mentioned(store, notes[1].id) == ["Porto"]
    store.purge_notes([note.id for note in notes[1:]])
    assert held(home) == {"entity": 0, "alias": 0, "mention": 0}


def test_a_name_goes_with_the_only_notes_that_say_it(
    listener: Listener, home: Path, open_companion: Callable[[], Listener]
) -> None:
    companion = listener.companion
    listener.say("My sister works at a bakery.")
    named = listener.say("My sister Quilla is allergic to nuts.")
    listener.rest()
    (older,) = [n for n in companion.notes("bakery").result() if n.kind != "episode"]
    assert older.subject == "sister Quilla"
    companion.delete_conversation(named.conversation_id).result()
    listener.close()
    found = [path.name for path in home.rglob("*") if path.is_file() and holds(path, "quilla")]
    assert found == []
    again = open_companion()
    again.start()
    detail = again.companion.note(older.id).result()
    assert detail.note.subject == "sister"
    assert [entity.name for entity in detail.entities] == ["sister"]


def test_nothing_told_in_a_purged_conversation_stays_in_a_note_that_stays(
    store: Store, author: Author, home: Path, clock: FixedClock
) -> None:
    kept, gone = author.begins("I have a dog."), author.begins("I have a dog called Quilla.")
    before = author.notes("I have a dog.", kept)
    after = replace(before, text="I have a dog called Quilla.")
    quilla = Entity("Quilla", EntityKind.PET, ("quilla",))

    def become(one: Note, other: Note, message_id: str) -> None:
        assert store.notes.grow(
            one, other, actor="test", reason="more", message_id=message_id, now=clock.now()
        )

    become(before, after, gone.id)
    store.entities.mention({before.id: [quilla]})
    become(after, before, "")
    assert len(store.notes.detail(before.id).revisions) == 3
    store.conversations.purge([gone.conversation_id])
    detail = store.notes.detail(before.id)
    assert (detail.note.text, detail.entities, len(detail.revisions)) == (before.text, (), 1)
    store.database.scrub()
    assert [path.name for path in home.rglob("*") if path.is_file() and holds(path, "quilla")] == []


def holds(path: Path, word: str) -> bool:
    return word.encode() in path.read_bytes().lower()


def test_corrected_words_mention_what_they_say_now(listener: Listener) -> None:
    companion = listener.companion
    note = companion.remember("I keep the key at the house of Tom in Porto").result()
    assert {entity.name for entity in note.entities} >= {"Porto"}
    after = companion.correct_note(note.note.id, "I keep the key in Lisbon").result()
    assert [entity.name for entity in after.entities] == ["Lisbon"]
    assert "Lisbon" in after.note.keywords
    assert "Porto" not in after.note.keywords


def test_a_guess_that_its_owner_confirms_is_certain(listener: Listener) -> None:
    companion = listener.companion
    listener.say("I think I'm allergic to shellfish.")
    listener.rest()
    (guess,) = [n for n in companion.notes("shellfish").result() if n.inferred]
    restored = companion.restore_note(guess.id).result().note
    assert (restored.status, restored.inferred, restored.confidence) == ("active", False, 1.0)


def test_a_correction_that_cannot_be_kept_leaves_the_note_as_it_was(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    companion = listener.companion
    note = companion.remember("I keep the key at the house of Tom in Porto").result()

    def fail(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Notes, "change", fail)
    with pytest.raises(StoreError):
        companion.correct_note(note.note.id, "I keep the key in Lisbon").result()
    assert companion.note(note.note.id).result() == note
