"""Two machines agree on what is not a note, too: personas, settings, saved filters, and links that
were taken away; and what was forgotten with everything else stays so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from companion.archive.backing import restore
from companion.archive.forgetting_all import forget_all
from companion.archive.settings_due import write_due
from companion.archive.undoing import undo_import
from companion.domain import JobState, Link, LinkKind, Note, NoteKind, new_id
from companion.filters import Filter, SavedFilter
from companion.lanes import Cancel
from companion.memory import folding, steering
from companion.memory.jobs import Edit, JobStep
from companion.settings import load_settings
from companion.store.verdicts import Verdict
from tests.archive.carrying import Machine
from tests.archive.conftest import live_a_little
from tests.archive.reading import records

Make = Callable[[str], Machine]


def later(machine: Machine) -> None:
    """Let a minute pass on all machines."""
    machine.clock.advance(timedelta(minutes=1))


def instructs(machine: Machine, words: str) -> None:
    """Tell the persona how to be."""
    later(machine)
    persona = replace(machine.store.conversations.persona(), instructions=words)
    machine.store.conversations.change_persona(persona, machine.clock.now())


def saves(machine: Machine, tag: str, name: str = "mine") -> None:
    """Save a filter."""
    later(machine)
    filter = SavedFilter(name, Filter(tags=(tag,)))
    machine.store.saved_filters.put(filter, machine.clock.now())


def saved(machine: Machine) -> list[tuple[str, ...]]:
    """The tags that the saved filters ask for."""
    return [it.filter.tags for it in machine.store.saved_filters.all()]


def carry(*way: Machine) -> None:
    """Take an archive from each of these machines to the next."""
    for one, other in pairwise(way):
        other.imports(one.exports())


@pytest.mark.parametrize("first", [0, 1])
def test_what_both_have_set_is_what_was_set_last(machine: Make, first: int) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    instructs(laptop, "Be brief.")
    instructs(desktop, "Be kind.")
    laptop.settings = laptop.settings.changed({"theme": "dark"}, laptop.clock.now())
    later(laptop)
    desktop.settings = desktop.settings.changed({"theme": "light"}, laptop.clock.now())
    laptop.settings = laptop.settings.changed({"reply_tokens": 99}, laptop.clock.now())
    saves(laptop, "home")
    saves(desktop, "work")
    both = (laptop, desktop, laptop) if first else (desktop, laptop, desktop)
    carry(*both)
    for it in both:
        assert it.store.conversations.persona().instructions == "Be kind."
        assert (it.settings.theme, it.settings.reply_tokens) == ("light", 99)
        assert saved(it) == [("work",)]
    assert records(laptop.exports()) == records(desktop.exports())


def test_a_preview_says_what_will_be_set(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    instructs(desktop, "Be kind.")
    desktop.settings = desktop.settings.changed({"theme": "light"}, laptop.clock.now())
    saves(desktop, "work")
    found = laptop.looks_at(desktop.exports())
    assert found.counts["personas"] == {Verdict.CHANGED: 1}
    assert found.counts["saved_filters"] == {Verdict.NEW: 1}
    assert found.settings == (("theme", "system", "light"),)
    assert desktop.looks_at(laptop.exports()).counts["personas"] == {Verdict.KEPT: 1}


def test_a_filter_that_was_dropped_stays_so_and_one_saved_since_stays(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    saves(laptop, "home")
    old = laptop.exports("old")
    carry(laptop, desktop)
    later(laptop)
    laptop.store.saved_filters.remove("mine", laptop.clock.now())
    carry(desktop, laptop, desktop)
    assert saved(laptop) == saved(desktop) == []
    saves(desktop, "home")
    laptop.imports(old)
    carry(desktop, laptop)
    assert saved(laptop) == [("home",)]


def linked(machine: Machine, *notes: Note, take: bool = False) -> None:
    """Link two notes, or take the link away."""
    later(machine)
    link = Link(notes[0].id, notes[1].id, LinkKind.RELATED, "because")
    with machine.store.acts.hand(machine.clock.now()) as hand:
        (hand.unlink if take else hand.link)(link)


def links(machine: Machine) -> int:
    """How many links there are."""
    return len(records(machine.exports("links")).get("links", []))


def test_a_link_that_was_taken_away_stays_so_until_it_is_made_again(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    said = laptop.author.begins("I like tea. I like cake.")
    notes = laptop.author.writes([("I like tea", [said]), ("I like cake", [said])])
    linked(laptop, *notes)
    old = laptop.exports("old")
    carry(laptop, desktop)
    linked(laptop, *notes, take=True)
    carry(desktop, laptop, desktop)
    assert (links(laptop), links(desktop)) == (0, 0)
    linked(desktop, *notes)
    desktop.imports(old)
    carry(desktop, laptop)
    assert (links(laptop), links(desktop)) == (1, 1)


def test_an_import_is_taken_back_with_all_that_it_set(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    said = laptop.author.begins("I like tea. I like cake.")
    notes = laptop.author.writes([("I like tea", [said]), ("I like cake", [said])])
    linked(laptop, *notes)
    saves(laptop, "home")
    saves(laptop, "tea", "other")
    carry(laptop, desktop)
    instructs(desktop, "Be kind.")
    saves(desktop, "work")
    desktop.store.saved_filters.remove("other", desktop.clock.now())
    linked(desktop, *notes, take=True)
    desktop.settings = desktop.settings.changed({"theme": "light"}, desktop.clock.now())
    before, settings = records(laptop.exports()), laptop.settings
    carry(desktop, laptop)
    assert records(laptop.exports()) != before
    done = undo_import(laptop.store, laptop.clock.now(), Cancel(), laptop.settings)
    assert records(laptop.exports()) == before
    assert done.settings == settings
    assert write_due(laptop.store) == settings == load_settings(laptop.home)


def test_settings_are_written_even_if_the_process_was_killed_after_an_import(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    laptop.settings = laptop.settings.changed({"theme": "dark"}, laptop.clock.now())
    carry(laptop, desktop)
    assert load_settings(desktop.home).theme == "system"
    # As the next start does.
    assert write_due(desktop.store) == load_settings(desktop.home)
    assert load_settings(desktop.home).theme == "dark"
    assert write_due(desktop.store) is None


def test_what_was_forgotten_with_everything_stays_out_of_an_import(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    live_a_little(laptop.author)
    old = laptop.exports("old")
    carry(laptop, desktop)
    later(laptop)
    laptop.forgets_all()
    found = laptop.looks_at(old)
    assert found.changes == 0
    assert found.counts["notes"] == {Verdict.FORGOTTEN: 5}
    assert found.counts["conversations"] == {Verdict.FORGOTTEN: 2}
    laptop.imports(old)
    emptied = records(laptop.exports())
    assert emptied.keys() == {"personas", "forgotten"}
    # The other machine forgets it, too, and says so before.
    assert desktop.looks_at(laptop.exports()).lost == 7
    carry(laptop, desktop)
    assert desktop.texts() == set()


def test_it_comes_in_where_that_is_asked_for(machine: Make) -> None:
    laptop = machine("laptop")
    live_a_little(laptop.author)
    old = laptop.exports("old")
    said = records(old)
    laptop.forgets_all()
    done = laptop.imports(old, forgotten=True)
    assert done.preview.counts["notes"] == {Verdict.NEW: 5}
    now = records(laptop.exports())
    for name in ("notes", "conversations", "messages", "links", "job_runs", "saved_filters"):
        assert now[name] == said[name], name
    carry(laptop, machine("desktop"))
    assert machine("desktop").texts() == laptop.texts()


def test_what_was_observed_elsewhere_of_forgotten_talk_stays_out(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    said = laptop.author.begins("I live in Xanten.")
    carry(laptop, desktop)
    laptop.forgets_all()
    desktop.author.notes("I live in Xanten", said)
    carry(desktop, laptop, desktop)
    assert laptop.texts() == desktop.texts() == set()


def test_the_backup_of_what_was_forgotten_brings_it_back_for_other_machines_too(
    machine: Make,
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    live_a_little(laptop.author)
    carry(laptop, desktop)
    now = laptop.clock.now()
    texts = laptop.texts()
    made = forget_all(laptop.store, now, True, Cancel())
    assert made is not None
    later(laptop)
    restore(laptop.store, made.name, laptop.clock.now(), Cancel())
    assert laptop.texts() == texts
    carry(laptop, desktop)
    assert desktop.texts() == texts


def test_a_memory_whose_writing_was_undone_stays_out_until_it_is_written_again(
    machine: Make,
) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    act = steering.write(laptop.store, laptop.clock.now(), "I like plums")
    carry(laptop, desktop)
    later(laptop)
    undone = steering.undo(laptop.store, laptop.clock.now(), act)
    assert desktop.looks_at(laptop.exports()).lost == 1
    carry(desktop, laptop, desktop)
    assert laptop.texts() == desktop.texts() == set()
    assert laptop.looks_at(desktop.exports()).changes == 0
    later(laptop)
    steering.undo(laptop.store, laptop.clock.now(), undone)
    carry(desktop, laptop, desktop)
    assert laptop.texts() == desktop.texts() == {"I like plums"}
    assert laptop.looks_at(desktop.exports()).changes == 0


def test_a_job_run_that_was_undone_and_done_again_is_done_on_both(machine: Make) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    store = laptop.store
    one = laptop.author.notes("I like plums", laptop.author.begins("I like plums"))
    run = store.runs.begin("insights", laptop.clock.now(), laptop.clock.now())
    made = replace(one, id=new_id(), text="They like fruit", kind=NoteKind.INSIGHT)
    link = Link(made.id, one.id, LinkKind.SUPPORTS, "so it seems")
    store.runs.apply(run, JobStep((Edit(None, made, "seen"),), (link,), {"made": 1}))
    store.runs.end(run, JobState.DONE, laptop.clock.now())
    carry(laptop, desktop)
    later(laptop)
    undone = folding.undo(run.id, store, laptop.clock.now())
    carry(desktop, laptop, desktop)
    assert laptop.texts() == desktop.texts() == {"I like plums"}
    later(laptop)
    steering.undo(store, laptop.clock.now(), undone)
    carry(desktop, laptop, desktop)
    assert laptop.texts() == desktop.texts() == {"I like plums", "They like fruit"}
    for it in (laptop, desktop):
        assert [run.state for run in it.store.runs.latest(5)] == [JobState.DONE]
    assert records(laptop.exports()) == records(desktop.exports())
