"""Episodes as they are kept: they grow, they lose what is forgotten, any message finds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.domain import Message, NoteDetail, NoteKind, NoteStatus, Role
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.memory.episodes import hear_reply, without
from companion.memory.observe import write_notes
from companion.store.store import Store
from companion.trash import Trash
from tests.author import Author

FINGERPRINT = HashingEmbedder().fingerprint
Talk = Callable[..., list[Message]]


@pytest.fixture
def talk(indexed: Store, author: Author, clock: FixedClock) -> Talk:
    """Says some sentences in a conversation, each a message that is observed."""

    def said(*texts: str, after: Message | None = None) -> list[Message]:
        messages: list[Message] = []
        for text in texts:
            last = messages[-1] if messages else after
            message = author.says(text, after=last) if last else author.begins(text)
            messages.append(message)
            write_notes(message, indexed, ScriptedEncoders(), clock, lambda work: work())
        return messages

    return said


def episodes(store: Store) -> list[NoteDetail]:
    """All active ones, oldest first."""
    found = [n.id for n in store.notes.find() if n.kind is NoteKind.EPISODE]
    return [store.notes.detail(note_id) for note_id in sorted(found)]


def quotes(detail: NoteDetail) -> list[str]:
    return [source.quote for source in detail.sources]


def test_a_talk_about_one_thing_is_one_episode(talk: Talk, indexed: Store) -> None:
    said = ("I paint my kitchen.", "My kitchen gets green walls.")
    talk(*said)
    (episode,) = episodes(indexed)
    assert quotes(episode) == list(said)
    assert episode.note.title == "I paint my kitchen"
    assert "green walls" in episode.note.text
    assert episode.note.valid_from == episode.sources[0].said_at


def test_small_talk_is_part_of_none(talk: Talk, indexed: Store) -> None:
    talk("Good evening!")
    assert episodes(indexed) == []
    talk("hey there", "I paint my kitchen.", "ok", "thanks, good night")
    (episode,) = episodes(indexed)
    assert quotes(episode) == ["I paint my kitchen."]


def test_none_begins_with_what_only_asks_the_memory(talk: Talk, indexed: Store) -> None:
    talk("How do I take my coffee?")
    assert episodes(indexed) == []
    talk("I paint my kitchen.", "What colour did I say?")
    talk("How long do eggs boil?")
    told = [quotes(episode) for episode in episodes(indexed)]
    assert sorted(told) == [
        ["How long do eggs boil?"],
        ["I paint my kitchen.", "What colour did I say?"],
    ]


def test_another_conversation_and_a_long_silence_begin_another(
    talk: Talk, indexed: Store, clock: FixedClock
) -> None:
    (first,) = talk("I paint my kitchen.")
    talk("I paint my kitchen.")
    clock.advance(timedelta(hours=5))
    talk("My kitchen is done.", after=first)
    assert [quotes(e) for e in episodes(indexed)] == [
        ["I paint my kitchen."],
        ["I paint my kitchen."],
        ["My kitchen is done."],
    ]


def test_when_the_topic_changes_the_episode_is_parted(talk: Talk, indexed: Store) -> None:
    talk(
        "paint kitchen walls green",
        "kitchen walls paint tiles",
        "sister Ada baby June",
        "baby June sister Ada knits",
    )
    first, second = episodes(indexed)
    assert (len(first.sources), len(second.sources)) == (2, 2)
    assert "baby" not in first.note.text
    assert "paint" not in second.note.key_text


def test_each_message_has_a_vector_and_the_episode_none(talk: Talk, indexed: Store) -> None:
    messages = talk("Such a day!", "What a week!")
    assert indexed.embeddings.ids(FINGERPRINT) == {message.id for message in messages}
    assert indexed.index is not None
    assert indexed.index.ids() == {message.id for message in messages}


def test_its_revisions_hold_none_of_its_words(talk: Talk, indexed: Store) -> None:
    talk("I paint my kitchen.", "The walls are green.")
    (episode,) = episodes(indexed)
    (made,) = episode.revisions
    assert "kitchen" not in made.after


# -- forgetting -----------------------------------------------------------------------------------


def test_an_episode_loses_what_is_forgotten_and_keeps_the_rest(
    talk: Talk, indexed: Store, clock: FixedClock
) -> None:
    first, second = talk("I paint my kitchen.", "I hide gold in my kitchen.")
    (fact,) = [n for n in indexed.notes.find() if n.text == second.text]
    trash = Trash(indexed, clock)
    before = episodes(indexed)
    deleted, changed = trash.forget_notes([fact.id])
    (episode,) = episodes(indexed)
    assert quotes(episode) == [first.text]
    assert "gold" not in f"{episode.note.title} {episode.note.text} {episode.note.key_text}"
    assert set(changed) == {fact.id, episode.note.id}
    assert trash.undo(deleted.id) is not None
    (again,) = episodes(indexed)
    assert (quotes(again), again.note.text) == (quotes(before[0]), before[0].note.text)


def test_an_episode_that_holds_nothing_else_is_forgotten_with_it(
    talk: Talk, indexed: Store, clock: FixedClock
) -> None:
    (message,) = talk("I hide gold in my kitchen.")
    (fact,) = [n for n in indexed.notes.find() if n.kind is not NoteKind.EPISODE]
    trash = Trash(indexed, clock)
    trash.forget_notes([fact.id])
    assert indexed.notes.find() == []
    list(trash.purge(everything=True))
    assert indexed.notes.with_status(NoteStatus.FORGOTTEN) == []
    assert indexed.embeddings.ids(FINGERPRINT) == set()
    assert indexed.conversations.message(message.id).text == message.text


def test_forgetting_an_episode_forgets_what_was_noted_of_it(
    talk: Talk, indexed: Store, clock: FixedClock
) -> None:
    talk("I paint my kitchen.", "I hide gold in my kitchen.")
    (episode,) = episodes(indexed)
    Trash(indexed, clock).forget_notes([episode.note.id])
    assert indexed.notes.find() == []


# -- finding --------------------------------------------------------------------------------------


def test_any_message_finds_its_episode(talk: Talk, indexed: Store) -> None:
    _, second = talk("We paint the kitchen.", "What a lovely turquoise!")
    assert [i for i, _ in indexed.candidates.messages_with_words("turquoise", 9)] == [second.id]
    found = indexed.episodes.of_messages([second.id, "nothing"])
    assert list(found) == [second.id]
    assert [n.id for n in indexed.notes.find("turquoise")] == [found[second.id].note.id]


def test_a_reply_is_part_of_the_episode_of_what_it_answers(
    talk: Talk, indexed: Store, author: Author
) -> None:
    (asked,) = talk("Which colour for the kitchen?")
    reply = author.replies("Turquoise is calm.", after=asked)
    assert [i for i, _ in indexed.candidates.messages_with_words("turquoise", 9)] == [reply.id]
    found = indexed.episodes.of_messages([asked.id, reply.id])
    assert found[reply.id].note == found[asked.id].note
    (source,) = found[reply.id].sources
    assert (source.quote, source.role) == ("Turquoise is calm.", Role.ASSISTANT)


def test_the_first_words_of_the_companion_belong_to_the_answer_to_them(
    indexed: Store, author: Author, clock: FixedClock
) -> None:
    hello = author.begins("How did the interview go?", role=Role.ASSISTANT)
    answer = author.says("They took me!", after=hello)
    write_notes(answer, indexed, ScriptedEncoders(), clock, lambda work: work())
    assert set(indexed.episodes.of_messages([hello.id, answer.id])) == {hello.id, answer.id}


def test_a_reply_is_found_by_its_meaning_and_goes_with_what_it_answers(
    talk: Talk, indexed: Store, author: Author, clock: FixedClock
) -> None:
    (asked,) = talk("Which colour for the kitchen?")
    reply = author.replies("Turquoise is calm.", after=asked)
    hear_reply(reply, indexed, ScriptedEncoders(), lambda work: work())
    assert indexed.embeddings.ids(FINGERPRINT) == {asked.id, reply.id}
    (episode,) = indexed.episodes.holding([asked.id])
    Trash(indexed, clock).forget_notes([episode.id])
    assert indexed.episodes.of_messages([reply.id]) == {}
    assert indexed.candidates.messages_with_words("turquoise", 9) == []


def test_a_reply_leaves_the_index_with_the_message_that_fell_out(
    talk: Talk, indexed: Store, author: Author, clock: FixedClock
) -> None:
    first, second, third = talk("I paint my kitchen.", "My kitchen gets green walls.", "ok")
    assert len(episodes(indexed)) == 1
    reply = author.replies("Green is calm.", after=third)
    hear_reply(reply, indexed, ScriptedEncoders(), lambda work: work())
    without([third.id], indexed, clock.now())
    assert indexed.embeddings.ids(FINGERPRINT).isdisjoint({third.id, reply.id})
    assert indexed.embeddings.ids(FINGERPRINT) >= {first.id, second.id}
