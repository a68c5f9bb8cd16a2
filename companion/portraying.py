"""The portrait as its owner sees it: each line with the memories it rests on, what is new in it,
and whose words it is. What they write in it is theirs, and no job writes over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from companion.acting import Acting
from companion.acts import Act
from companion.domain import Note, NoteKind, NoteStatus, Revision
from companion.runtime import Runtime

if TYPE_CHECKING:
    from companion.store.store import Store


@dataclass(frozen=True, slots=True)
class PortraitLine:
    """A line, and the memories it rests on; none where its owner wrote it, or it counts talks."""

    text: str
    cites: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PortraitSection:
    """One section of the portrait. Without a `note` there is nothing in it yet. `owned` is whether
    its owner has written it. `added` and `removed` are the lines that have come and gone with the
    last refresh, at `refreshed_at`, and since."""

    title: str
    note: Note | None = None
    lines: tuple[PortraitLine, ...] = ()
    owned: bool = False
    refreshed_at: datetime | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Portraying:
    """Reads the portrait, and writes in it for its owner. Each act can be undone."""

    def __init__(self, runtime: Runtime, acting: Acting) -> None:
        self._runtime = runtime
        self._acting = acting

    def read(self) -> Future[list[PortraitSection]]:
        """All sections there can be, in their order."""
        return self._runtime.read(read_portrait)

    def write(self, title: str, text: str) -> Future[Act]:
        """Make a section say this, in its owner's words. Fails with CompanionError without any."""
        from companion.memory import portrait_by_hand

        return self._do(lambda store, now: portrait_by_hand.write(store, now, title, text))

    def hand_back(self, title: str) -> Future[Act]:
        """Let Companion keep a section again: it says what the notes tell now."""
        from companion.memory import portrait_by_hand

        return self._do(lambda store, now: portrait_by_hand.hand_back(store, now, title))

    def _do(self, act: Callable[[Store, datetime], Act]) -> Future[Act]:
        return self._runtime.write(lambda store: self._acting.carry_out(act, store))


def read_portrait(store: Store) -> list[PortraitSection]:
    """All sections there can be, in their order."""
    from companion.memory.portrait import Section

    with store.database.read():
        notes = {it.title: it for it in store.derived.of_kind(NoteKind.PORTRAIT, active=True)}
        ids = [note.id for note in notes.values()]
        owned, cited = store.derived.owned(ids), store.derived.cited(ids)
        known = store.notes.details([i for cites in cited.values() for i, _ in cites])
        resting = {i: detail.note for i, detail in known.items()}
        sections = []
        for title in Section:
            note = notes.get(title)
            if note is None:
                sections.append(PortraitSection(title))
                continue
            revisions = store.notes.detail(note.id).revisions
            at, added, removed = changes(note.text, revisions)
            lines = _lines(note, [(resting[i], line) for i, line in cited[note.id] if i in resting])
            owns = note.id in owned
            sections.append(PortraitSection(title, note, lines, owns, at, added, removed))
    return sections


def changes(
    text: str, revisions: Sequence[Revision]
) -> tuple[datetime | None, tuple[str, ...], tuple[str, ...]]:
    """When a section was refreshed last, and the lines that have come and gone since it was
    refreshed before that."""
    from companion.store.revisions import note_from_json
    from companion.store.runs import ACTOR

    refreshes = [it for it in revisions if it.actor == ACTOR]
    if not refreshes:
        return None, (), ()
    at = refreshes[-1].changed_at
    since = refreshes[-2].after if len(refreshes) > 1 else refreshes[-1].before
    before = note_from_json(since) if since else None
    if before is None or before.status is not NoteStatus.ACTIVE:
        return at, (), ()
    old, new = before.text.split("\n"), text.split("\n")
    added = tuple(line for line in new if line not in old)
    return at, added, tuple(line for line in old if line not in new)


def _lines(note: Note, cites: Sequence[tuple[Note, str]]) -> tuple[PortraitLine, ...]:
    """The lines of a section, each with what it rests on: what it was made of, or quotes."""
    from companion.store.support import quoted

    lines = []
    for text in note.text.split("\n"):
        rests = [it for it, line in cites if line == text or quoted(it.text) in text]
        lines.append(PortraitLine(text, tuple(dict.fromkeys(rests))))
    return tuple(lines)
