"""The timeline as the store tells it: days, what is folded, what a filter leaves."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest

from companion.domain import (
    Entity,
    EntityKind,
    Link,
    LinkKind,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    Origin,
)
from companion.filters import Axis, Day, Facet, Filter, SavedFilter, Timeline
from companion.lanes import Cancelled
from companion.store import plain
from companion.store.store import Store
from tests.author import Author

T = TypeVar("T")


@pytest.fixture
def first(author: Author) -> Message:
    """What was said on Monday, 4 May 2026."""
    return author.begins("I live in Lisbon. I like tea. Ada came by.", title="Hello")


def link(store: Store, newer: Note, older: Note, kind: LinkKind = LinkKind.UPDATES) -> None:
    """Link two notes."""
    with store.database.write() as session:
        made = Link(newer.id, older.id, kind, "because")
        row = {"note_id": made.note_id, "to_id": made.to_id, "kind": made.kind, "reason": "because"}
        plain.insert(session, "link", [row])


def change(store: Store, note: Note, **fields: object) -> None:
    """Change a note by hand."""
    now = note.recorded_at + timedelta(days=3)
    store.notes.change(note.id, actor="test", reason="", now=now, **fields)


def last(steps: Generator[None, None, T]) -> T:
    """What the last step gives."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            given: T = end.value
            return given


def whole(store: Store, filter: Filter | None = None, **how: Any) -> Timeline:
    """The timeline, when its last step is taken."""
    axis = how.pop("axis", Axis.HAPPENED)
    return last(store.timelines.listing(filter or Filter(), axis, **how))


def listed(store: Store, filter: Filter | None = None, axis: Axis = Axis.HAPPENED) -> list[Day]:
    return list(whole(store, filter, axis=axis).days)


def ids(store: Store, filter: Filter | None = None) -> list[str]:
    return [note_id for day in listed(store, filter) for note_id in day.ids]


def test_notes_are_told_by_day_the_latest_first(
    store: Store, author: Author, first: Message
) -> None:
    lisbon, tea = author.writes([("I live in Lisbon.", [first]), ("I like tea.", [first])])
    author.clock.advance(timedelta(days=1))
    ada = author.notes("Ada came by.", first)
    assert listed(store) == [
        Day(date(2026, 5, 5), (ada.id,)),
        Day(date(2026, 5, 4), tuple(sorted((lisbon.id, tea.id), reverse=True))),
    ]


def test_by_the_day_it_happened_and_by_the_day_it_was_learned(
    store: Store, author: Author, first: Message
) -> None:
    note = author.notes("I live in Lisbon.", first)
    change(store, note, valid_from=note.recorded_at - timedelta(days=365))
    assert [day.date for day in listed(store)] == [date(2025, 5, 4)]
    assert [day.date for day in listed(store, axis=Axis.LEARNED)] == [date(2026, 5, 4)]


def counted(store: Store, facet: Facet, filter: Filter | None = None) -> dict[str, int]:
    found = last(store.timelines.counted(filter or Filter(), facet))
    return {it.name: it.notes for it in found}


def test_what_is_no_longer_so_is_folded_behind_what_is(
    store: Store, author: Author, first: Message
) -> None:
    lisbon = author.notes("I live in Lisbon.", first)
    second = author.says("I live in Porto. I live in Braga.", first)
    porto, braga = author.writes([(f"I live in {it}.", [second]) for it in ("Porto", "Braga")])
    for older, newer in ((lisbon, porto), (porto, braga)):
        link(store, newer, older)
        change(store, older, status=NoteStatus.SUPERSEDED)
    assert ids(store) == [braga.id]
    entry = whole(store).opening[braga.id]
    assert [note.id for note in entry.before] == [porto.id, lisbon.id]
    assert set(ids(store, Filter(words="lisbon"))) == {lisbon.id}, "it is what was looked for"
    assert set(ids(store, Filter(statuses=(NoteStatus.SUPERSEDED,)))) == {lisbon.id, porto.id}
    assert counted(store, Facet.ORIGIN) == {"rule": 1}
    assert list(counted(store, Facet.CONVERSATION).values()) == [1]
    assert counted(store, Facet.STATUS) == {"active": 1, "superseded": 2}, "these, when chosen"


def test_what_nothing_has_taken_the_place_of_stays_in_the_list(
    store: Store, author: Author, first: Message
) -> None:
    lisbon = author.notes("I live in Lisbon.", first)
    porto = author.notes("I like tea.", first)
    link(store, porto, lisbon)
    change(store, lisbon, status=NoteStatus.SUPERSEDED)
    change(store, porto, status=NoteStatus.FORGOTTEN)
    assert ids(store) == [lisbon.id]


def test_an_episode_that_says_nothing_else_is_told_by_its_notes_alone(
    store: Store, author: Author
) -> None:
    tea = author.begins("I like tea.", title="Hello")
    both = author.says("I live in Lisbon. Ada came by.", tea)
    one = author.notes("I like tea.", tea, kind=NoteKind.EPISODE)
    two = author.notes("I live in Lisbon. Ada came by.", both, kind=NoteKind.EPISODE)
    fact, lisbon = author.writes([("I like tea", [tea]), ("I live in Lisbon.", [both])])
    assert set(ids(store)) == {fact.id, lisbon.id, two.id}, "of the other something is not noted"
    assert set(ids(store, Filter(words="tea"))) == {fact.id}
    assert ids(store, Filter(kinds=(NoteKind.EPISODE,))) == [two.id, one.id]
    assert counted(store, Facet.KIND) == {"episode": 2, "fact": 2}
    assert counted(store, Facet.ORIGIN) == {"rule": 3}
    assert store.timelines.matching(Filter(), [one.id, fact.id, two.id]) == [fact.id, two.id]
    assert store.timelines.matching(Filter(), [one.id]) == [one.id]
    change(store, fact, text="I like coffee")
    assert ids(store, Filter(words="tea")) == [one.id], "the note says something else by now"
    assert one.id not in ids(store)
    change(store, fact, valid_from=fact.recorded_at - timedelta(days=365))
    change(store, fact, status=NoteStatus.FORGOTTEN)
    assert set(ids(store)) == {lisbon.id, one.id, two.id}
    days = store.timelines.days(Filter(), Axis.HAPPENED, [fact.id], [])
    assert date(2026, 5, 4) in {day.date for day in days}, "that of its episode"


def test_so_is_one_of_which_several_notes_together_say_all(store: Store, author: Author) -> None:
    said = author.begins("I adopted a cat, and we moved to Porto.", title="Hello")
    episode = author.notes(said.text, said, kind=NoteKind.EPISODE)
    cat, porto = author.writes([("I adopted a cat", [said]), ("we moved to Porto", [said])])
    assert set(ids(store)) == {cat.id, porto.id}
    change(store, porto, kind=NoteKind.PLAN)
    assert set(ids(store, Filter(kinds=(NoteKind.FACT, NoteKind.EPISODE)))) == {cat.id, episode.id}
    change(store, porto, status=NoteStatus.FORGOTTEN)
    assert set(ids(store)) == {cat.id, episode.id}


def test_a_joined_duplicate_is_folded_behind_the_one_that_stays(
    store: Store, author: Author, first: Message
) -> None:
    stays = author.notes("I like tea.", first)
    gone = author.notes("I like tea.", first)
    link(store, gone, stays, LinkKind.RELATED)
    change(store, gone, status=NoteStatus.RETIRED)
    assert ids(store) == [stays.id]
    entries = store.timelines.entries([stays.id], Filter())
    assert [note.id for note in entries[stays.id].before] == [gone.id]


@pytest.mark.parametrize("page", [1, 2, 3, 100])
def test_it_is_listed_in_steps_and_each_of_them_goes_on_where_the_last_one_ended(
    store: Store, author: Author, first: Message, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    made = author.writes([("I like tea.", [first])] * 3)
    author.clock.advance(timedelta(days=1))
    made += author.writes([("I live in Lisbon.", [first])] * 3)
    monkeypatch.setattr("companion.store.timelines.PAGE", page)
    latest = sorted((note.id for note in made), reverse=True)
    days = (Day(date(2026, 5, 5), tuple(latest[:3])), Day(date(2026, 5, 4), tuple(latest[3:])))
    assert whole(store).days == days


def test_the_first_come_before_all_are_listed(store: Store, author: Author, first: Message) -> None:
    notes = author.writes([("I like tea.", [first])] * 3)
    latest = sorted((note.id for note in notes), reverse=True)
    for most, complete in ((1, False), (2, False), (3, True), (4, True)):
        opening = whole(store, most=most)
        assert [note_id for day in opening.days for note_id in day.ids] == latest[:most]
        assert set(opening.opening) == set(latest[:most])
        assert opening.complete is complete
    few = whole(store, Filter(words="lisbon"), most=2)
    assert (few.days, few.complete) == ((), True)


def test_what_nobody_waits_for_any_longer_ends_in_the_middle(
    store: Store, author: Author, first: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.writes([("I like tea.", [first])] * 3)
    monkeypatch.setattr("companion.store.database._LOOK_EVERY", 1)
    with pytest.raises(Cancelled):
        whole(store, stop=lambda: True)
    assert len(ids(store)) == 3, "and what is asked next is answered"


def test_it_tells_anew_the_days_that_a_change_touches(
    store: Store, author: Author, first: Message
) -> None:
    lisbon = author.notes("I live in Lisbon.", first)
    author.clock.advance(timedelta(days=1))
    porto = author.notes("I like tea.", first)
    link(store, porto, lisbon)
    change(store, lisbon, status=NoteStatus.SUPERSEDED)
    days = store.timelines.days(Filter(), Axis.HAPPENED, [porto.id], [date(2020, 1, 1)])
    assert days == (
        Day(date(2026, 5, 5), (porto.id,)),
        Day(date(2026, 5, 4), ()),
        Day(date(2020, 1, 1), ()),
    )


def test_filters_narrow_it_and_facets_count_it(
    store: Store, author: Author, first: Message
) -> None:
    lisbon = author.notes("I live in Lisbon.", first)
    tea = author.notes("I like tea.", first, kind=NoteKind.PREFERENCE)
    other = author.begins("Ada came by with a cat.", title="Ada")
    ada = author.notes("Ada came by", other, kind=NoteKind.EVENT)
    store.entities.mention({ada.id: [Entity("Ada", EntityKind.PERSON, ("sister",))]})
    change(store, tea, tags=("food",), origin=Origin.USER)
    change(store, lisbon, valid_from=lisbon.recorded_at - timedelta(days=40))
    told = {
        Filter(words="liv"): [lisbon.id],
        Filter(words='"live in"'): [lisbon.id],
        Filter(words='"in live"'): [],
        Filter(words="…"): [],
        Filter(kinds=(NoteKind.PREFERENCE, NoteKind.EVENT)): [ada.id, tea.id],
        Filter(kinds=(NoteKind.PREFERENCE,), words="lisbon"): [],
        Filter(origins=(Origin.USER,)): [tea.id],
        Filter(people=("Ada",)): [ada.id],
        Filter(people=("sister",)): [ada.id],
        Filter(tags=("food", "work")): [tea.id],
        Filter(conversations=(other.conversation_id,)): [ada.id],
        Filter(since=date(2026, 5, 4)): [ada.id, tea.id],
        Filter(until=date(2026, 5, 3)): [lisbon.id],
        Filter(since=date(2026, 3, 25), until=date(2026, 3, 25)): [lisbon.id],
    }
    for filter, found in told.items():
        assert ids(store, filter) == found, filter

    assert counted(store, Facet.KIND) == {"fact": 1, "preference": 1, "event": 1}
    assert counted(store, Facet.KIND, Filter(words="ada")) == {"event": 1}
    assert counted(store, Facet.PERSON) == {"Ada": 1}
    assert counted(store, Facet.TAG) == {"food": 1}
    assert counted(store, Facet.CONVERSATION) == {"Hello": 2, "Ada": 1}
    assert counted(store, Facet.STATUS) == {"active": 3}
    assert counted(store, Facet.ORIGIN) == {"rule": 2, "user": 1}
    with_tea = Filter(since=date(2026, 5, 4), kinds=(NoteKind.PREFERENCE,))
    assert last(store.timelines.number(with_tea)) == 1
    assert last(store.timelines.number(Filter())) == len(ids(store, Filter()))
    kept = store.timelines.matching(Filter(kinds=(NoteKind.FACT,)), [ada.id, lisbon.id, "nowhere"])
    assert kept == [lisbon.id]


def test_the_whole_timeline_is_read_from_an_index_alone(store: Store) -> None:
    for axis in Axis:
        with store.database.read() as session:
            from companion.store.filtering import MOMENT, SEEN

            plan = plain.rows(
                session,
                f"EXPLAIN QUERY PLAN SELECT n.id, {MOMENT[axis]}, n.status FROM note n"
                f" WHERE {SEEN} ORDER BY {MOMENT[axis]} DESC, n.id DESC",
            )
        assert len(plan) == 1
        assert f"ix_note_{axis}" in plan[0][3]


def test_filters_are_saved_and_none_outlives_a_forgotten_word(
    store: Store, author: Author, first: Message
) -> None:
    note = author.notes("Ada came by.", first)
    store.entities.mention({note.id: [Entity("Ada", EntityKind.PERSON)]})
    now = author.clock.now()
    full = Filter(
        words="tea",
        kinds=(NoteKind.FACT,),
        statuses=(NoteStatus.ACTIVE,),
        people=("Ada",),
        since=date(2020, 1, 1),
    )
    for name, filter in {"a": full, "b": Filter(words="came"), "c": Filter(tags=("food",))}.items():
        store.saved_filters.put(SavedFilter(name, filter), now)
    store.saved_filters.put(SavedFilter("c", replace(full, words="", people=())), now)
    assert {it.name: it.filter for it in store.saved_filters.all()}["a"] == full
    store.purge_notes([note.id])
    assert [it.name for it in store.saved_filters.all()] == ["c"]
    store.saved_filters.remove("c", now)
    assert store.saved_filters.all() == []


def test_what_is_no_filter_is_refused() -> None:
    for text in ('"x"', '{"kinds": "fact"}', '{"kinds": ["nonsense"]}', '{"else": 1}', "{", "[]"):
        with pytest.raises(ValueError):
            Filter.from_json(text)
    assert Filter.from_json("{}") == Filter()
    assert not Filter()
    assert Filter(words="x")
