"""What replies were given of the memory."""

from __future__ import annotations

from companion.domain import NoteKind, RecalledNote
from companion.store.store import Store
from tests.author import Author


def test_a_reply_knows_what_it_was_given_less_what_was_forgotten(
    store: Store, author: Author
) -> None:
    question = author.begins("tea and coffee")
    reply = author.replies("Yes", after=question)
    notes = author.writes([(text, [question]) for text in ("coffee", "tea")])
    given = [RecalledNote(note, 0.5 + n / 10, f"why {n}") for n, note in enumerate(notes)]
    store.recalled.add(reply.id, given)
    assert [(item.note.text, item.why) for item in store.recalled.of([reply.id])[reply.id]] == [
        ("coffee", "why 0"),
        ("tea", "why 1"),
    ]
    store.notes.purge([notes[0].id])
    assert [item.note.text for item in store.recalled.of([reply.id])[reply.id]] == ["tea"]
    store.recalled.add(reply.id, given[:1])  # purged in the meantime


def test_a_reply_may_be_given_several_messages_of_one_episode(store: Store, author: Author) -> None:
    first = author.begins("I planted a fig tree")
    second = author.says("It bears no figs", after=first)
    reply = author.replies("Wait a year.", after=second)
    episode = author.notes("I planted a fig tree", first, kind=NoteKind.EPISODE)
    store.episodes.put(episode, [first, second], episode.updated_at)
    parts = store.episodes.of_messages([first.id, second.id])
    given = [RecalledNote(episode, 0.5, "why", part.sources) for part in parts.values()]
    store.recalled.add(reply.id, given)
    (kept,) = store.recalled.of([reply.id]).values()
    assert {item.text for item in kept} == {first.text, second.text}
    assert {item.item_id for item in kept} == {first.id, second.id}
