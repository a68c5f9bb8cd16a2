"""The portrait in its owner's hands: what they write in it is theirs until they hand it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from companion.clock import FixedClock
from companion.errors import CompanionError
from companion.portraying import PortraitSection
from tests.listening import PATIENCE_S, Listener

TRAITS, PREFERENCES = "Traits", "Preferences"
MINE = "I take my time."


def section(listener: Listener, title: str) -> PortraitSection:
    """One section as it is now."""
    found = listener.companion.portrait.read().result(PATIENCE_S)
    return next(it for it in found if it.title == title)


def refresh(listener: Listener, *texts: str) -> None:
    """Say things, a minute apart, and let the portrait follow."""
    for text in texts:
        listener.say(text)
    listener.rest()
    clock = listener.companion.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(minutes=1))
    listener.companion.sleep(["portrait"]).result(PATIENCE_S)


def texts(listener: Listener, title: str) -> list[str]:
    """The lines of a section."""
    return [line.text for line in section(listener, title).lines]


def test_every_line_cites_the_memory_it_rests_on(listener: Listener) -> None:
    refresh(listener, "I love old waltzes.")
    (line,) = section(listener, PREFERENCES).lines
    assert line.text == "“I love old waltzes.”"
    assert [note.text for note in line.cites] == ["I love old waltzes."]


def test_what_is_new_and_what_is_gone_since_the_last_refresh_is_told(listener: Listener) -> None:
    refresh(listener, "I love old waltzes.")
    assert (section(listener, PREFERENCES).added, section(listener, PREFERENCES).removed) == (
        (),
        (),
    )
    ((waltzes,),) = [line.cites for line in section(listener, PREFERENCES).lines]
    companion = listener.companion
    companion.acts.end([waltzes.id], companion.clock.now()).result()
    refresh(listener, "I hate thrillers.")
    now = section(listener, PREFERENCES)
    assert now.added == ("“I hate thrillers.”",)
    assert now.removed == ("“I love old waltzes.”",)
    assert now.refreshed_at == companion.clock.now()


def test_no_job_overwrites_what_its_owner_wrote(listener: Listener) -> None:
    refresh(listener, "I love old waltzes.")
    listener.companion.portrait.write(PREFERENCES, f"“I love old waltzes.”\n\n  {MINE} ").result()
    refresh(listener, "I hate thrillers.")
    now = section(listener, PREFERENCES)
    assert [line.text for line in now.lines] == ["“I love old waltzes.”", MINE]
    assert [len(line.cites) for line in now.lines] == [1, 0]
    assert now.owned


def test_a_section_that_nothing_is_known_for_can_be_written(listener: Listener) -> None:
    assert section(listener, TRAITS).note is None
    act = listener.companion.portrait.write(TRAITS, MINE).result()
    refresh(listener, "I'm a night owl.")
    assert texts(listener, TRAITS) == [MINE]
    listener.companion.acts.undo(act).result()
    refresh(listener)
    assert texts(listener, TRAITS) == ["“I'm a night owl.”"]


def test_undoing_what_was_written_lets_the_portrait_be_kept_again(listener: Listener) -> None:
    refresh(listener, "I love old waltzes.")
    companion = listener.companion
    act = companion.portrait.write(PREFERENCES, MINE).result()
    again = companion.acts.undo(act).result()
    assert not section(listener, PREFERENCES).owned
    companion.acts.undo(again).result()
    assert section(listener, PREFERENCES).owned
    refresh(listener, "I hate thrillers.")
    assert texts(listener, PREFERENCES) == [MINE]


def test_handed_back_a_section_says_what_is_known_now(listener: Listener) -> None:
    refresh(listener, "I love old waltzes.")
    companion = listener.companion
    companion.portrait.write(PREFERENCES, MINE).result()
    listener.say("I hate thrillers.")
    listener.rest()
    act = companion.portrait.hand_back(PREFERENCES).result()
    now = section(listener, PREFERENCES)
    assert {line.text for line in now.lines} == {"“I hate thrillers.”", "“I love old waltzes.”"}
    assert all(line.cites for line in now.lines)
    assert not now.owned
    companion.acts.undo(act).result()
    assert (texts(listener, PREFERENCES), section(listener, PREFERENCES).owned) == ([MINE], True)


def test_a_section_cannot_be_written_without_words(listener: Listener) -> None:
    with pytest.raises(CompanionError, match="needs words"):
        listener.companion.portrait.write(TRAITS, " \n ").result()
