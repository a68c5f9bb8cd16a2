"""What its owner does to notes by hand: each act is told, kept in their history, and undone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import pytest

from companion.acting import Acting
from companion.acts import Act, Overtaken
from companion.app import Companion
from companion.clock import FixedClock
from companion.domain import Entity, EntityKind, LinkKind, Note, NoteKind, NoteStatus
from companion.errors import CompanionError, NotFound
from companion.events import NotesChanged, TurnRecalled
from companion.filters import Filter
from tests.listening import Listener

ADA = "My sister Ada works at a bakery."
REX = "I have a dog called Rex."


@pytest.fixture
def acts(companion: Companion) -> Acting:
    """The acts of a started Companion."""
    return companion.acts


def told(listener: Listener, text: str) -> Note:
    """The note that saying this leaves."""
    listener.say(text)
    listener.rest()
    found = listener.companion.notes(text).result()
    return next(note for note in found if note.kind is not NoteKind.EPISODE)


def now_of(companion: Companion, note_id: str) -> Note:
    """A note as it is."""
    return companion.note(note_id).result().note


def reasons(companion: Companion, note_id: str) -> list[str]:
    """What was done to a note, and why."""
    return [revision.reason for revision in companion.note(note_id).result().revisions]


def test_a_note_that_was_written_is_gone_when_that_is_undone_and_there_again_when_redone(
    companion: Companion, acts: Acting
) -> None:
    wrote = acts.write("My passport is in the blue folder with Ada").result()
    (note_id,) = wrote.note_ids
    before = companion.note(note_id).result()
    undone = acts.undo(wrote).result()
    assert companion.notes().result() == []
    again = acts.undo(undone).result()
    after = companion.note(note_id).result()
    assert (after.note, after.entities) == (before.note, before.entities)
    acts.undo(again).result()
    assert companion.notes().result() == []


def test_a_correction_is_found_by_its_new_words_and_claims_what_they_do(
    listener: Listener, acts: Acting
) -> None:
    companion = listener.companion
    note = told(listener, "I live in Porto.")
    done = acts.correct(note.id, "I live in Braga.").result()
    corrected = companion.note(note.id).result()
    assert [(it.attribute, it.value) for it in corrected.note.claims] == [("home", "Braga")]
    assert "braga" in [word.casefold() for word in corrected.note.keywords]
    assert [entity.name for entity in corrected.entities] == ["Braga"]
    acts.undo(done).result()
    back = companion.note(note.id).result()
    assert (back.note.text, back.note.claims) == (note.text, note.claims)
    assert [entity.name for entity in back.entities] == ["Porto"]
    assert reasons(companion, note.id)[-2:] == ["corrected", "undone"]


def test_what_was_named_and_tagged_by_hand_outlives_a_correction(
    companion: Companion, acts: Acting
) -> None:
    (note_id,) = acts.write("We bake bread on Sundays").result().note_ids
    acts.edit([note_id], tags=("family",)).result()
    acts.name(note_id, [Entity("Ana", EntityKind.PERSON, ("ana",))]).result()
    acts.correct(note_id, "We bake bread on Saturdays in Braga").result()
    detail = companion.note(note_id).result()
    assert detail.note.tags == ("family",)
    assert {entity.name for entity in detail.entities} == {"Ana", "Braga"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": NoteKind.PLAN}, "you said what kind it is"),
        ({"importance": 3}, "you said how much it matters"),
        ({"pinned": True}, "pinned"),
        ({"hushed": True}, "not to be brought up"),
        ({"tags": ("home",)}, "you said what it touches"),
        ({"valid_from": datetime(2025, 3, 1, tzinfo=UTC)}, "you said since when"),
        ({"subject": "sister Ada"}, "you said whom it is about"),
    ],
)
def test_each_thing_of_a_note_is_changed_for_several_at_once_and_changed_back(
    companion: Companion, acts: Acting, fields: dict[str, object], reason: str
) -> None:
    ids = [acts.write(text).result().note_ids[0] for text in ("A kite", "A boat")]
    before = [now_of(companion, note_id) for note_id in ids]
    done = acts.edit(ids, **fields).result()
    for note_id in ids:
        note = now_of(companion, note_id)
        assert {name: getattr(note, name) for name in fields} == fields
        assert reasons(companion, note_id)[-1] == reason
    undone = acts.undo(done).result()
    for was in before:
        note = now_of(companion, was.id)
        assert {name: getattr(note, name) for name in fields} == {
            name: getattr(was, name) for name in fields
        }
        assert note.key_text == was.key_text
    acts.undo(undone).result()
    assert all(getattr(now_of(companion, ids[0]), name) == fields[name] for name in fields)


def test_what_was_put_away_is_not_recalled_until_it_is_brought_back(
    listener: Listener, acts: Acting
) -> None:
    note = told(listener, REX)

    def recalled() -> set[str]:
        asked = listener.say("what is my dog called?", off_the_record=True)
        return {it.note.id for it in listener.wait(TurnRecalled, turn=asked).recall.items}

    assert note.id in recalled()
    acts.archive([note.id]).result()
    assert now_of(listener.companion, note.id).status is NoteStatus.ARCHIVED
    assert note.id not in recalled()
    acts.bring_back([note.id]).result()
    assert note.id in recalled()


def test_what_is_no_longer_true_stays_as_what_was(
    listener: Listener, acts: Acting, clock: FixedClock
) -> None:
    note = told(listener, "I live in Porto.")
    since = clock.now() - timedelta(days=0)
    done = acts.end([note.id], since).result()
    ended = now_of(listener.companion, note.id)
    assert (ended.status, ended.valid_to) == (NoteStatus.SUPERSEDED, since)
    assert [claim.ended_at for claim in ended.claims] == [since]
    acts.undo(done).result()
    back = now_of(listener.companion, note.id)
    assert (back.status, back.valid_to, back.claims) == (note.status, None, note.claims)


def test_joined_notes_become_one_that_rests_on_the_words_of_both(
    listener: Listener, acts: Acting
) -> None:
    companion = listener.companion
    one, other = told(listener, REX), told(listener, "My dog Rex is a beagle.")
    text = "I have a beagle called Rex."
    done = acts.merge(one.id, [other.id], text).result()
    stays = companion.note(one.id).result()
    assert stays.note.text == text
    assert {source.quote for source in stays.sources} == {REX, "My dog Rex is a beagle."}
    assert now_of(companion, other.id).status is NoteStatus.RETIRED
    assert [linked.link.reason for linked in stays.links if linked.text == other.text][-1:] == [
        "you joined them"
    ]
    undone = acts.undo(done).result()
    stays = companion.note(one.id).result()
    assert (stays.note.text, len(stays.sources)) == (REX, 1)
    assert now_of(companion, other.id).status is NoteStatus.ACTIVE
    acts.undo(undone).result()
    assert len(companion.note(one.id).result().sources) == 2


def test_a_split_note_leaves_one_for_each_part_that_rests_on_its_own_words(
    listener: Listener, acts: Acting
) -> None:
    companion = listener.companion
    said = "My sister Ada works at a bakery and plays the cello."
    note = told(listener, said)
    parts = ["My sister Ada works at a bakery", "Ada plays the cello"]
    done = acts.split(note.id, parts).result()
    made = [companion.note(i).result() for i in done.note_ids if i != note.id]
    assert sorted(it.note.text for it in made) == sorted(parts)
    first = next(it for it in made if it.note.text == parts[0])
    assert [source.quote for source in first.sources] == [parts[0]]
    assert [entity.name for entity in first.entities] == ["Ada"]
    assert now_of(companion, note.id).status is NoteStatus.RETIRED
    acts.undo(done).result()
    assert now_of(companion, note.id).status is NoteStatus.ACTIVE
    assert all(isinstance(companion.note(it.note.id).exception(), NotFound) for it in made)


def test_what_was_joined_and_split_since_is_folded_behind_what_came_of_it_and_goes_with_it(
    companion: Companion, acts: Acting, clock: FixedClock
) -> None:
    tea, milk = (acts.write(text).result().note_ids[0] for text in ("I take tea", "Tea and milk"))
    clock.advance(timedelta(minutes=1))
    acts.merge(tea, [milk], "I take tea, and milk in it").result()
    clock.advance(timedelta(minutes=1))
    split = acts.split(tea, ["I take tea", "I take milk in it"]).result()
    parts = set(split.note_ids) - {tea}
    exploring = companion.exploring
    (day,) = exploring.timeline(Filter()).result().days
    assert set(day.ids) == parts
    behind = exploring.entries(day.ids, Filter()).result().values()
    assert [{note.id for note in entry.before} for entry in behind] == [{tea, milk}] * 2
    goes = acts.forgetting([day.ids[0]]).result().notes
    assert {tea, milk} <= {note.id for note in goes}


def test_links_are_made_and_taken_away(companion: Companion, acts: Acting) -> None:
    one, other = (acts.write(text).result().note_ids[0] for text in ("A kite", "A windy day"))
    done = acts.link(one, other, LinkKind.CAUSES, "it flew").result()
    (linked,) = companion.note(one).result().links
    assert (linked.link.kind, linked.link.reason) == (LinkKind.CAUSES, "it flew")
    assert linked.link.note_id == other, "the newer one is linked to the older"
    acts.undo(done).result()
    assert companion.note(one).result().links == ()
    acts.link(one, other).result()
    (linked,) = companion.note(one).result().links
    removed = acts.unlink(linked.link).result()
    assert companion.note(other).result().links == ()
    acts.undo(removed).result()
    assert len(companion.note(other).result().links) == 1


def test_any_state_of_a_note_can_be_had_again(companion: Companion, acts: Acting) -> None:
    (note_id,) = acts.write("I visited Ana in Braga").result().note_ids
    acts.correct(note_id, "I visited Ana in Porto").result()
    acts.edit([note_id], importance=2, pinned=True).result()
    first = companion.note(note_id).result().revisions[0]
    done = acts.revert(note_id, first.id).result()
    detail = companion.note(note_id).result()
    assert (detail.note.text, detail.note.pinned) == ("I visited Ana in Braga", False)
    assert {entity.name for entity in detail.entities} == {"Ana", "Braga"}
    acts.undo(done).result()
    assert now_of(companion, note_id).text == "I visited Ana in Porto"


def test_what_something_else_has_changed_since_is_not_undone(
    companion: Companion, acts: Acting
) -> None:
    (note_id,) = acts.write("Ana lives in Braga").result().note_ids
    done = acts.correct(note_id, "Ana lives in Porto").result()
    companion.correct_note(note_id, "Ana lives in Lisbon").result()
    with pytest.raises(Overtaken, match="changed by something else"):
        acts.undo(done).result()
    assert now_of(companion, note_id).text == "Ana lives in Lisbon"
    companion.forget_notes([note_id]).result()
    with pytest.raises(Overtaken, match="forgotten"):
        acts.undo(done).result()


def test_of_several_notes_all_are_undone_or_none(companion: Companion, acts: Acting) -> None:
    ids = [acts.write(text).result().note_ids[0] for text in ("A kite", "A boat")]
    done = acts.edit(ids, pinned=True).result()
    companion.pin_note(ids[0], False).result()
    with pytest.raises(Overtaken):
        acts.undo(done).result()
    assert now_of(companion, ids[1]).pinned


def test_what_was_done_is_undone_step_by_step_to_the_beginning(
    companion: Companion, acts: Acting
) -> None:
    (note_id,) = acts.write("One").result().note_ids
    done: list[Act] = [acts.correct(note_id, text).result() for text in ("Two", "Three", "Four")]
    undone = [acts.undo(act).result() for act in reversed(done)]
    assert now_of(companion, note_id).text == "One"
    for act in reversed(undone):
        acts.undo(act).result()
    assert now_of(companion, note_id).text == "Four"


@pytest.mark.parametrize(
    "cannot",
    [
        lambda acts, i: acts.write("   "),
        lambda acts, i: acts.correct(i, " "),
        lambda acts, i: acts.correct("unknown", "words"),
        lambda acts, i: acts.edit([i], importance=11),
        lambda acts, i: acts.edit([i], kind=NoteKind.EPISODE),
        lambda acts, i: acts.split(i, ["only one"]),
        lambda acts, i: acts.link(i, i),
        lambda acts, i: acts.revert(i, "unknown"),
        lambda acts, i: acts.edit(
            [i],
            valid_from=datetime(2026, 1, 2, tzinfo=UTC),
            valid_to=datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    companion: Companion, acts: Acting, cannot: Callable[[Acting, str], Future[Act]]
) -> None:
    (note_id,) = acts.write("A kite").result().note_ids
    before = companion.note(note_id).result()
    assert isinstance(cannot(acts, note_id).exception(), CompanionError)
    assert companion.note(note_id).result() == before


def test_acts_are_told_and_the_replies_that_were_given_a_note_are_known(
    listener: Listener, acts: Acting
) -> None:
    note = told(listener, REX)
    asked = listener.say("what is my dog called?")
    listener.rest()
    (use, *_) = acts.uses(note.id).result()
    assert (use.reply_id, use.conversation_id) == (asked.reply_id, asked.conversation_id)
    assert use.question == "what is my dog called?"
    acts.archive([note.id]).result()
    assert listener.all(NotesChanged)[-1].ids == (note.id,)
    assert "Rex" in [entity.name for entity in acts.names().result()]
