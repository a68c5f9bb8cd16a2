"""Two years of a made-up life, slept over every night: what is known stays known, and less is kept.

The life is that of `tests/life.py`; the encoders are scripted, so that what is found is found by
words. What the jobs do one by one is told in their own tests.
"""

from __future__ import annotations

import multiprocessing
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from companion.clock import FixedClock
from companion.domain import (
    Conversation,
    JobState,
    Message,
    Note,
    NoteKind,
    NoteStatus,
    Role,
    new_id,
)
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.observe import write_notes
from companion.memory.recall import recall
from companion.memory.relevance import cohort_centre
from companion.memory.telling import quoted
from companion.secrets import make_key
from companion.sleeping import all_jobs
from companion.store import plain
from companion.store.store import Store
from tests.desk import Desk
from tests.life import Life, life

_SAID = "SELECT text FROM message WHERE role = 'user'"
_WITHHELD = "SELECT m.text FROM withheld w JOIN message m ON m.id = w.message_id"
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
TOLD = (NoteKind.EPISODE, NoteKind.SUMMARY, NoteKind.INSIGHT, NoteKind.PORTRAIT)
"""What tells again what other notes tell."""


class Lived:
    """A store that a life was told into, and the messages that tell each fact."""

    def __init__(self, home: Path, told: Life, now: datetime = BEGAN) -> None:
        if not home.exists():
            home.mkdir()
            make_key(home)
        self.life = told
        self.clock = FixedClock(now)
        self.encoders = ScriptedEncoders()
        self.store = Store(home, self.clock)
        self.store.fingerprint = self.encoders.embedder.fingerprint
        self.telling: dict[str, set[str]] = {}

    def live(self, *, sleeps: bool) -> None:
        """Tell the life, and sleep in the night before every day of it."""
        for day, told in groupby(self.life.messages, key=lambda one: one.at.date()):
            # One transaction a day: to have the disk confirm each of some thirty costs most.
            with self.store.database.write():
                if sleeps and day != BEGAN.date():
                    self._until(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
                    self.night()
                last: Message | None = None
                for one in told:
                    self._until(one.at)
                    last = self._says(one.text, last)
                    self.telling.setdefault(one.fact, set()).add(last.id)

    def _until(self, at: datetime) -> None:
        self.clock.advance(at - self.clock.now())

    def _says(self, text: str, last: Message | None) -> Message:
        now = self.clock.now()
        if last is None:
            persona = self.store.conversations.persona()
            conversation = Conversation(new_id(), persona.id, text, now, now)
            message = Message(new_id(), conversation.id, None, Role.USER, text, now)
            self.store.conversations.begin(conversation, message)
        else:
            here = last.conversation_id
            reply = Message(new_id(), here, last.id, Role.ASSISTANT, "I see.", now)
            self.store.conversations.add(reply)
            message = Message(new_id(), here, reply.id, Role.USER, text, now)
            self.store.conversations.add(message)
        write_notes(message, self.store, self.encoders, self.clock, lambda work: work())
        return message

    def night(self, most: int | None = None) -> int:
        """Run all jobs, or be killed when so many steps are stored; gives how many those were."""
        stored = 0
        for job in all_jobs():
            run = self.store.runs.begin(job.name, self.clock.now(), self.clock.now())
            for step in job.steps(Desk(self.store, self.clock.now(), encoders=self.encoders)):
                if step:
                    if stored == most:
                        return stored
                    run, _ = self.store.runs.apply(run, step)
                    stored += 1
            self.store.runs.end(run, JobState.DONE, self.clock.now())
        return stored

    def answered(self) -> int:
        """How many of the questions are answered by one of the ten best."""
        return sum(self._answers(known.question, known.fact) for known in self.life.known)

    def _answers(self, question: str, fact: str) -> bool:
        answer = recall(
            question,
            store=self.store,
            encoders=self.encoders,  # type: ignore[arg-type]
            cohort=cohort_centre(self.encoders.embedder),
            now=self.clock.now(),
            token_budget=100_000,
            time_budget_ms=60_000.0,
            count_tokens=lambda text: len(text.split()),
            limit=10,
        )
        notes = self.store.notes.details([item.note.id for item in answer.items])
        sources = [source for item in answer.items for source in item.sources]
        sources += [source for detail in notes.values() for source in detail.sources]
        return any(source.message_id in self.telling[fact] for source in sources)

    def active(self) -> list[Note]:
        """The notes that take part in recall."""
        notes = self.store.notes.find(limit=100_000)
        return [it for it in notes if it.status is NoteStatus.ACTIVE and it.kind not in TOLD]

    def ungrounded(self) -> tuple[int, int]:
        """How many insights and sentences of summaries there are, and how many of them say what was
        not said."""
        with self.store.database.read() as session:
            said = [" ".join(it.split()) for (it,) in plain.rows(session, _SAID)]
        lines = []
        for note in self.store.notes.find(limit=100_000):
            if note.kind is NoteKind.SUMMARY:
                lines += [any(line in one for one in said) for line in quoted(note.text)]
            elif note.kind is NoteKind.INSIGHT and note.status is NoteStatus.ACTIVE:
                lines.append(self._counted(note))
        return len(lines), lines.count(False)

    def _counted(self, insight: Note) -> bool:
        """Whether the notes that an insight cites show what it says."""
        ids = [note_id for note_id, _ in self.store.derived.cited([insight.id])[insight.id]]
        cited = self.store.notes.details(ids).values()
        topic = insight.title.split(",")[0]
        weeks = {it.sources[0].said_at.isocalendar()[:2] for it in cited}
        told = re.search(r"came up in (\d) of the 8 weeks", insight.text)
        return all(topic in it.note.text.casefold() for it in cited) and (
            told is None or len(weeks) == int(told[1])
        )

    def state(self) -> Counter[tuple[str, str, str]]:
        """All that there is, but for ids and times."""
        notes = self.store.notes.find(limit=100_000)
        there = Counter((note.kind, note.status, note.text) for note in notes)
        with self.store.database.read() as session:
            there.update(("withheld", "", text) for (text,) in plain.rows(session, _WITHHELD))
        return there


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lived, Lived]]:
    """The same life twice, side by side: without sleep, and with it."""
    home = tmp_path_factory.mktemp("lives")
    told = life(Random(1), BEGAN)
    awake, asleep = (Lived(home / name, told) for name in ("awake", "asleep"))
    asleep.store.close()
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as beside:
        lived = beside.submit(_lives, home / "asleep", told)
        awake.live(sleeps=False)
        now, telling = lived.result()
    asleep = Lived(home / "asleep", told, now)
    asleep.telling = telling
    for it in (awake, asleep):
        # At the end: taking in one vector at a time costs the index more than all at once.
        it.store.rebuild_index()
    yield awake, asleep
    for it in (awake, asleep):
        it.store.close()


def _lives(home: Path, told: Life) -> tuple[datetime, dict[str, set[str]]]:
    lived = Lived(home, told)
    lived.live(sleeps=True)
    lived.store.close()
    return lived.clock.now(), lived.telling


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_is_known_stays_known_and_half_as_much_is_kept(lives: tuple[Lived, Lived]) -> None:
    awake, asleep = lives
    assert awake.answered() >= 0.9 * len(awake.life.known)
    assert asleep.answered() >= 0.95 * awake.answered()
    assert len(asleep.active()) <= 0.5 * len(awake.active())


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_stands_twice(lives: tuple[Lived, Lived]) -> None:
    active = lives[1].active()
    # The same lunch on another day is another one.
    told = {
        (it.subject, it.text.casefold(), it.valid_from and it.valid_from.date()) for it in active
    }
    assert len(active) - len(told) <= 0.01 * len(active)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_summaries_and_insights_say_was_said(lives: tuple[Lived, Lived]) -> None:
    lines, ungrounded = lives[1].ungrounded()
    assert lines > 1000
    assert ungrounded <= 0.01 * lines


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_with_nothing_new_a_night_changes_nothing(lives: tuple[Lived, Lived]) -> None:
    asleep = lives[1]
    asleep.clock.advance(timedelta(minutes=1))
    asleep.night()
    before = asleep.state()
    assert asleep.night() == 0
    assert asleep.state() == before


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_again_and_again_it_comes_to_the_same_end(tmp_path: Path) -> None:
    told = life(Random(2), BEGAN, days=300, messages=500)
    through, killed = (Lived(tmp_path / name, told) for name in ("one", "other"))
    for lived in (through, killed):
        lived.live(sleeps=False)
        lived.clock.advance(timedelta(days=400))
    through.night()
    while killed.night(most=4) == 4:
        pass
    assert killed.state() - through.state() == Counter()
    assert through.state() - killed.state() == Counter()
    for lived in (through, killed):
        lived.store.close()
