"""What the write path keeps beside the notes: names, links, fuller words, guesses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from companion.clock import FixedClock
from companion.domain import EntityKind, LinkKind, Message, NoteDetail, NoteKind, NoteStatus
from companion.encoders.base import Vectors
from companion.encoders.scripted import HashingEmbedder, ScriptedEncoders
from companion.memory.keep import Observed
from companion.memory.observe import write_notes
from companion.store.store import Store
from tests.author import Author

Say = Callable[..., Observed]


class Embedder(HashingEmbedder):
    """Knows what it has read."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages += texts
        return super().embed_passages(texts)


NAMED = ("My sister works at a bakery.", "My sister Ada is allergic to nuts.")


@pytest.fixture
def embedder() -> Embedder:
    """Reads what is said."""
    return Embedder()


@pytest.fixture
def say(store: Store, author: Author, clock: FixedClock, embedder: Embedder) -> Say:
    """Says things, each in a conversation of its own, or one after the other in one."""
    encoders = ScriptedEncoders(embedder)
    last: list[Message] = []

    def observe(*texts: str, in_one: bool = False) -> Observed:
        for text in texts:
            message = author.says(text, last[-1]) if in_one and last else author.begins(text)
            last.append(message)
            observed = write_notes(message, store, encoders, clock, lambda work: work())
        return observed

    return observe


def note(store: Store, text: str) -> NoteDetail:
    """The note that says this and is no episode."""
    (found,) = [n for n in store.notes.find() if n.text == text and n.kind is not NoteKind.EPISODE]
    return store.notes.detail(found.id)


def names(store: Store, text: str) -> list[str]:
    return [entity.name for entity in note(store, text).entities]


def links(store: Store, text: str) -> list[tuple[LinkKind, str, str]]:
    return [(it.link.kind, it.link.reason, it.text) for it in note(store, text).links]


# -- vectors --------------------------------------------------------------------------------------


def test_what_is_told_again_is_not_embedded_again(say: Say, embedder: Embedder) -> None:
    (told,) = say("I moved to Porto in May.").notes
    embedder.passages.clear()
    again = "Hello! I moved to Porto in May. And you?"
    assert [detail.note for detail in say(again).notes] == [told.note]
    assert embedder.passages == [again]


def test_a_note_that_only_gains_a_key_keeps_its_vector(
    say: Say, store: Store, embedder: Embedder
) -> None:
    say("My sister Ada works at a bakery.")
    (older,) = store.embeddings.ids(embedder.fingerprint) & {n.id for n in store.notes.find()}
    embedder.passages.clear()
    alias = "I saw my sister Ada, we call her Addie, at the lake."
    say(alias)
    assert "Addie" in store.notes.detail(older).note.key_text
    assert set(embedder.passages) == {alias}
    assert older in store.embeddings.ids(embedder.fingerprint)


def test_a_note_whose_subject_gains_a_name_is_embedded_with_it(
    say: Say, embedder: Embedder
) -> None:
    say("My sister lives in Porto.", "She plays the violin.", in_one=True)
    embedder.passages.clear()
    say("My sister Ada is allergic to nuts.")
    assert "sister Ada: She plays the violin." in embedder.passages


# -- description ----------------------------------------------------------------------------------


def test_a_note_is_stored_with_what_it_is_found_by(say: Say, store: Store) -> None:
    say("I moved to Porto with my sister Ada.")
    found = note(store, "I moved to Porto with my sister Ada.")
    assert found.note.keywords == ("moved", "Porto", "sister", "Ada")
    assert found.note.tags == ("family",)
    assert found.note.key_text == "May 2026"
    kinds = {entity.name: entity.kind for entity in found.entities}
    assert kinds == {"Ada": EntityKind.PERSON, "Porto": EntityKind.PLACE}


def test_words_find_whom_a_pronoun_stood_for(say: Say, store: Store) -> None:
    say("My sister Ada lives in Porto.", "She plays the violin.", in_one=True)
    found = note(store, "She plays the violin.")
    assert found.note.key_text == "sister Ada, May 2026"
    assert found.note.id in [i for i, _ in store.candidates.notes_with_words("Ada", 9)]


def test_the_same_one_is_one_entity_under_all_names(say: Say, store: Store) -> None:
    say(*NAMED, "I called Ada today.", "I saw Ada, we call her Addie, at the lake.")
    ada = {
        entity for text in (*NAMED, "I called Ada today.") for entity in note(store, text).entities
    }
    (one,) = ada
    assert one.name == "Ada"
    assert {"ada", "sister", "sister ada", "addie"} <= set(one.aliases)


def test_two_sisters_are_two(say: Say, store: Store) -> None:
    say("My sister Ada lives in Porto.", "My sister Mia lives in Rome.")
    assert names(store, "My sister Ada lives in Porto.")[0] == "Ada"
    assert names(store, "My sister Mia lives in Rome.")[0] == "Mia"


# -- what older notes learn -----------------------------------------------------------------------


def test_older_notes_learn_the_name_of_whom_they_are_about(say: Say, store: Store) -> None:
    changed = say(*NAMED).changed
    older = note(store, NAMED[0])
    assert older.note.id in changed
    assert (older.note.subject, older.note.key_text) == ("sister Ada", "sister Ada, May 2026")
    assert older.note.text == NAMED[0]
    revision = older.revisions[-1]
    assert (revision.actor, revision.reason) == ("observe", "your sister is called Ada")
    assert revision.message_id
    assert older.note.id in [i for i, _ in store.candidates.notes_with_words("Ada", 9)]


def test_a_name_is_learned_once(say: Say, store: Store) -> None:
    say(*NAMED)
    before = note(store, NAMED[0]).revisions
    say("My sister Ada sings.", "Ada is at the lake.")
    assert note(store, NAMED[0]).revisions == before


def test_older_notes_are_found_by_a_nickname_learned_later(say: Say, store: Store) -> None:
    say("I visited my friend Elisabeth.", "I saw Elisabeth, we call her Lisi, at the lake.")
    older = note(store, "I visited my friend Elisabeth.")
    assert older.note.key_text == "Lisi, May 2026"
    assert older.revisions[-1].reason == "Elisabeth is called Lisi too"


# -- links ----------------------------------------------------------------------------------------


def test_the_reason_that_was_told_before_is_linked(say: Say, store: Store) -> None:
    say("I lost my job.", "That's why I moved back to Porto.", in_one=True)
    cause = (LinkKind.CAUSES, "you gave it as the reason", "I lost my job.")
    assert links(store, "That's why I moved back to Porto.") == [cause]


def test_notes_that_mention_the_same_are_linked_and_both_show_it(say: Say, store: Store) -> None:
    say("I visited Ada Brown in Rome.", "I like Ada Brown.")
    related = (LinkKind.RELATED, "both mention Ada Brown")
    assert links(store, "I like Ada Brown.") == [(*related, "I visited Ada Brown in Rome.")]
    assert links(store, "I visited Ada Brown in Rome.") == [(*related, "I like Ada Brown.")]


def test_what_cannot_both_be_so_is_kept_and_linked(say: Say, store: Store) -> None:
    say("My birthday is on 3 May.", "My birthday is on 4 June.")
    for text in ("My birthday is on 3 May.", "My birthday is on 4 June."):
        assert note(store, text).note.status is NoteStatus.ACTIVE
        (found,) = links(store, text)
        assert found[:2] == (LinkKind.CONTRADICTS, "birthday: 3 May or 4 June?")


# -- more of the same -----------------------------------------------------------------------------


def test_what_is_told_in_more_detail_is_one_note_with_both_sources(say: Say, store: Store) -> None:
    less, more = "I have a dog.", "I have a dog called Rex, a beagle."
    say(less)
    old = note(store, less)
    assert old.note.id in say(more).changed
    found = note(store, more)
    assert found.note.id == old.note.id
    assert [source.quote for source in found.sources] == [less, more]
    assert "Rex" in found.note.keywords
    revision = found.revisions[-1]
    assert (revision.actor, revision.reason) == ("observe", "you told more of it")
    assert less in revision.before
    assert [entity.name for entity in found.entities] == ["Rex"]
    fingerprint = ScriptedEncoders().embedder.fingerprint
    assert found.note.id in store.embeddings.ids(fingerprint)


# -- guesses --------------------------------------------------------------------------------------

GUESS = "I think I'm allergic to shellfish."


def test_a_guess_waits_in_the_shadow(say: Say, store: Store) -> None:
    say("I love shellfish.", GUESS)
    guess = note(store, GUESS).note
    assert (guess.status, guess.inferred, guess.confidence) == (NoteStatus.SHADOW, True, 0.5)
    assert guess.id not in [
        i for i, _ in store.candidates.notes_with_words("allergic shellfish", 9)
    ]
    assert note(store, "I love shellfish.").note.status is NoteStatus.ACTIVE


def test_a_guess_ends_nothing(say: Say, store: Store) -> None:
    say("I live in Porto.", "I guess I moved to Lisbon.")
    assert note(store, "I live in Porto.").note.status is NoteStatus.ACTIVE


def test_said_plainly_a_guess_comes_into_use(say: Say, store: Store) -> None:
    say(GUESS)
    guess = note(store, GUESS).note
    say("I'm allergic to shellfish.")
    found = note(store, "I'm allergic to shellfish.")
    assert found.note.id == guess.id
    assert (found.note.status, found.note.inferred) == (NoteStatus.ACTIVE, False)
    assert found.revisions[-1].reason == "you said it plainly"
    assert [source.quote for source in found.sources] == [GUESS, "I'm allergic to shellfish."]


def test_the_same_guess_in_one_talk_is_one_guess(say: Say, store: Store) -> None:
    say(GUESS, "I suspect I'm allergic to shellfish.", in_one=True)
    assert len(note(store, GUESS).sources) == 2
    assert note(store, GUESS).note.status is NoteStatus.SHADOW


def test_a_guess_about_what_is_known_adds_nothing(say: Say, store: Store) -> None:
    say("I'm allergic to shellfish.", GUESS)
    assert note(store, "I'm allergic to shellfish.").note.status is NoteStatus.ACTIVE
    assert all(found.status is not NoteStatus.SHADOW for found in store.notes.find())
