"""The timeline's model shows what it is told, whatever was there before, and is sound meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from companion.clock import FixedClock
from companion.filters import Day, Filter, Timeline
from tests.conftest import NOON
from tests.ui.waiting import wait_until
from ui.bridge import Bridge
from ui.timeline.model import NoteModel
from ui.timeline.sections import Heading

LAST = date(2026, 5, 4)


@dataclass
class Core:
    """Stands for the core and the bridge to it: answers are given when the test wants it."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    waiting: list[tuple[str, Callable[[Any], None]]] = field(default_factory=list)
    _asked: str = ""

    @property
    def companion(self) -> Core:
        return self

    @property
    def exploring(self) -> Core:
        return self

    def _ask(self, what: str) -> Future[Any]:
        self._asked = what
        return Future()

    def opening(self, *_: object) -> Future[Any]:
        return self._ask("opening")

    def timeline(self, *_: object) -> Future[Any]:
        return self._ask("timeline")

    def days(self, *_: object) -> Future[Any]:
        return self._ask("days")

    def find(self, *_: object) -> Future[Any]:
        return self._ask("find")

    def ask(self, _: object, then: Callable[[Any], None], failed: object, *, owner: object) -> None:
        self.waiting.append((self._asked, then))

    def answer(self, what: str, answer: object) -> None:
        """Give the answer to the only question that waits."""
        asked, then = self.waiting.pop()
        assert asked == what
        then(answer)


def timelines() -> some.SearchStrategy[tuple[Day, ...]]:
    """Notes on some of a hundred days, each on one."""
    places = some.dictionaries(some.integers(0, 15), some.integers(0, 100), max_size=12)

    def days(places: dict[int, int]) -> tuple[Day, ...]:
        by_day: dict[int, list[str]] = {}
        for note, ago in places.items():
            by_day.setdefault(ago, []).append(f"note {note}")
        return tuple(
            Day(LAST - timedelta(days=ago), tuple(ids)) for ago, ids in sorted(by_day.items())
        )

    return places.map(days)


def shown(model: NoteModel) -> tuple[Day, ...]:
    """The days as the rows have them."""
    found: list[Day] = []
    for row in range(model.rowCount()):
        number, at = model.sections.at(row)
        section = model.sections.all[number]
        if section.heading is Heading.DAY and at < 0:
            found.append(Day(section.day, ()))
        elif at >= 0:
            found[-1] = Day(section.day, (*found[-1].ids, model.sections.id_at(row)))
    return tuple(found)


def months(model: NoteModel) -> list[date]:
    """The headings of months."""
    return [it.day for it in model.sections.all if it.heading is Heading.MONTH]


@pytest.mark.usefixtures("qapp")
@given(some.lists(timelines(), min_size=1, max_size=4), timelines())
def test_it_shows_what_it_is_told(told: list[tuple[Day, ...]], changed: tuple[Day, ...]) -> None:
    core = Core()
    model = NoteModel(cast("Bridge", core))
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    model.show(Filter())
    core.answer("opening", Timeline(told[0]))
    for days in told[1:]:
        model.refresh()
        core.answer("timeline", Timeline(days))
        assert shown(model) == days
    model.change([note_id for day in changed for note_id in day.ids])
    core.answer("days", changed)
    after = {day.date: day for day in (*told[-1], *changed)}
    assert shown(model) == tuple(after[day] for day in sorted(after, reverse=True))
    assert months(model) == sorted({day.replace(day=1) for day in after}, reverse=True)
    del tester


@pytest.mark.usefixtures("qapp")
def test_where_all_is_different_all_is_told_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.timeline.model.MOST_MERGED", 3)
    core = Core()
    model = NoteModel(cast("Bridge", core))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    days = [Day(LAST - timedelta(days=ago), (f"note {ago}",)) for ago in range(9)]
    model.show(Filter())
    core.answer("opening", Timeline(tuple(days)))
    model.refresh()
    core.answer("timeline", Timeline(tuple(days[3:])))
    assert len(resets) == 1, "three days are taken out in place"
    model.refresh()
    core.answer("timeline", Timeline(tuple(days[:2])))
    assert len(resets) == 2
    assert shown(model) == tuple(days[:2])


@pytest.mark.usefixtures("qapp")
def test_what_recall_finds_waits_for_the_rows_and_stays_before_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.timeline.model.TYPING_MS", 0)
    core = Core()
    model = NoteModel(cast("Bridge", core))
    model.search("tea")
    model.find()
    core.answer("find", ("b",))
    assert model.rowCount() == 0
    days = (Day(LAST, ("a", "b", "c")),)
    core.answer("opening", Timeline((Day(LAST, ("a",)),), complete=False))
    assert model.sections.key_at(1).endswith(" b")
    wait_until(lambda: bool(core.waiting))
    core.answer("timeline", Timeline(days))
    assert [model.sections.id_at(row) for row in range(7)] == ["", "b", "", "", "a", "b", "c"]
    assert model.index_of("b").row() == 5, "on its day"
    model.search("coffee")
    core.answer("opening", Timeline(days))
    assert model.sections.all[0].heading is Heading.MONTH
