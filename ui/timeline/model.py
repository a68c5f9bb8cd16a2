"""The notes as a timeline: what is asked of the core, and when, and what is done with the answers.
All ids come at once, their words as they come into view; changes list their own days anew."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from companion.filters import Axis, Day, Entry, Filter, Timeline
from ui.bridge import Bridge
from ui.shell.latest import Latest
from ui.shell.rows import Index
from ui.timeline.naming import is_months
from ui.timeline.roles import NoteRole
from ui.timeline.section_model import SectionModel
from ui.timeline.sections import Heading, Section, Sections
from ui.timeline.telling import Telling

MARGIN = 30
"""Rows above and below those in view that are fetched with them."""
KEPT = 4_000
"""Notes whose words are kept."""
FAR_REACHING = 200
"""Changed notes above which all is listed anew instead of their days."""
MOST_MERGED = 60
"""Days that are changed in place at once; where more are different all rows are told anew, which
takes less time than that."""
TYPING_MS = 120
"""How long after the first results of some words the rest is listed: who goes on typing wants the
first of other words before that."""


class NoteModel(SectionModel):
    """The notes that `filter` leaves, by day, the latest first."""

    about_to_merge = Signal()
    """The rows will change in place; `merged` follows."""
    merged = Signal()
    about_to_replace = Signal()
    """Other rows will be shown; `replaced` follows."""
    replaced = Signal()
    loaded = Signal()
    """An answer has come; perhaps there are no rows."""
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._whole = Latest(bridge, self)
        self._some = Latest(bridge, self)
        self._words = Latest(bridge, self)
        self._finds = Latest(bridge, self)
        self._listing: Future[Timeline] | None = None
        self._finding: Future[tuple[str, ...]] | None = None
        self._found: tuple[str, ...] = ()
        """What recall has found before the rows were there."""
        self.filter = Filter()
        self.axis = Axis.HAPPENED
        self.answered = False
        """Whether the rows are those of `filter`."""
        self.complete = False
        """Whether they are all of those; else they are the first."""
        self._asked_anew = False
        self._rest = QTimer(self)
        """Until the rest of what was opened is listed."""
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._ask_whole)
        self._changed: set[str] = set()
        self._entries: dict[str, Entry] = {}
        self._stale: set[str] = set()
        self._inner: dict[str, str] = {}
        """What is shown beneath which note."""
        self._telling = Telling(self.axis, self.today, "", self._inner)
        self._wanted: tuple[int, int] = (0, 0)

    # -- what is asked for ------------------------------------------------------------------------

    def show(self, filter: Filter, axis: Axis | None = None) -> None:
        """Show what a filter leaves, by the days on which it happened, or was learned."""
        self.filter, self.axis = filter, self.axis if axis is None else axis
        self._telling = Telling(self.axis, self.today, filter.words, self._inner)
        self.answered = self.complete = False
        self._drop_finds()
        self._ask_whole()

    def search(self, words: str) -> None:
        """Show what has these words, of what the filter leaves otherwise."""
        self.show(self.filter.with_words(words))

    def find(self) -> None:
        """Ask recall, too; what it finds is shown before everything else when it comes."""
        self._drop_finds()
        if self.filter.words.strip():
            self._finding = self._bridge.companion.exploring.find(self.filter)
            self._finds.ask(self._finding, self._take_finds, self.failed.emit)

    def refresh(self) -> None:
        """List all anew; what is different changes in place."""
        self._ask_whole()

    def change(self, note_ids: Sequence[str]) -> None:
        """These notes were written, changed or forgotten: only their days are listed anew."""
        self._stale.update(self._entries)
        if not self.complete or self._whole.waiting:
            # Nothing is shown yet, or what will be is out of date already.
            self._ask_whole()
            return
        self._changed.update(note_ids)
        if len(self._changed) > FAR_REACHING:
            self._ask_whole()
        elif not self._some.waiting:
            self._ask_days()

    def want(self, first: int, last: int) -> None:
        """These rows are in view: their words are needed, and those around them soon."""
        self._wanted = (first, last)
        if self._words.waiting or not self.sections.rows:
            return
        first, last = max(0, first - MARGIN), min(self.sections.rows - 1, last + MARGIN)
        ids = [
            note_id
            for note_id in self.sections.ids_between(first, last)
            if note_id not in self._entries or note_id in self._stale
        ]
        # What is shown beneath a note comes with it.
        ids = list(dict.fromkeys(self._inner.get(note_id, note_id) for note_id in ids))
        if ids:
            asked = self._bridge.companion.exploring.entries(ids, self.filter)
            view = self._wanted
            self._words.ask(
                asked, lambda found: self._take_words(view, ids, found), self.failed.emit
            )

    def toggle(self, index: Index) -> None:
        """Show, or fold again, what a note has taken the place of."""
        number, at = self.sections.at(index.row())
        section = self.sections.all[number]
        entry = self._entries.get(section.ids[at]) if at >= 0 else None
        if entry is None or not entry.before or section.heading is not Heading.DAY:
            return
        ids = list(section.ids)
        shown = [old.id for old in entry.before if old.id in self._inner]
        if shown:
            for old in shown:
                del self._inner[old]
            ids = [note_id for note_id in ids if note_id not in shown]
        else:
            ids[at + 1 : at + 1] = [old.id for old in entry.before]
            self._inner |= {old.id: entry.note.id for old in entry.before}
            self._entries |= {old.id: Entry(old) for old in entry.before}
        self.merge_section(section, ids)
        self.dataChanged.emit(index, index)

    # -- what there is ----------------------------------------------------------------------------

    def entry(self, note_id: str) -> Entry | None:
        """A note in full, if it has come into view."""
        return self._entries.get(note_id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The note's text, of an episode what follows its title; a heading's words; the rest by
        `NoteRole`."""
        if not index.isValid():
            return None
        number, at = self.sections.at(index.row())
        section = self.sections.all[number]
        if at < 0:
            return self._telling.heading(section, role, self._through(section))
        note_id = section.ids[at]
        if role == NoteRole.ID:
            return note_id
        if role == NoteRole.INNER:
            return note_id in self._inner and section.heading is Heading.DAY
        entry = self._entries.get(note_id)
        if entry is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        told = role == NoteRole.DATE and self._through(section) is not None
        return self._telling.note(entry, section.heading, role, told=told)

    def _through(self, section: Section) -> date | None:
        """The last day of the months of which all notes of a first day are, as far as is known by
        now: “in June” is no more the first of June than any other day."""
        if section.heading is not Heading.DAY or section.day.day != 1:
            return None
        entries = [self._entries.get(note_id) for note_id in section.ids]
        last = {self._telling.through(it) if it is not None else None for it in entries}
        through = last.pop() if len(last) == 1 else None
        return through if through is not None and is_months(section.day, through) else None

    def today(self) -> date:
        """The local day it is."""
        return self._bridge.companion.clock.now().astimezone().date()

    # -- what comes back --------------------------------------------------------------------------

    def _ask_whole(self) -> None:
        if self._whole.waiting and self.answered:
            # What was asked for is still to come, and will be out of date: once more, then.
            self._asked_anew = True
            return
        self._asked_anew = False
        self._rest.stop()
        self._changed.clear()
        self._some.drop()
        if self._listing is not None:
            # Who types goes on typing: what was not begun yet need not be.
            self._listing.cancel()
        exploring = self._bridge.companion.exploring
        listed = exploring.timeline if self.answered else exploring.opening
        self._listing = listed(self.filter, self.axis)
        self._whole.ask(self._listing, self._take_whole, self.failed.emit)

    def _take_whole(self, timeline: Timeline) -> None:
        if self.complete and self._differing(timeline) <= MOST_MERGED:
            self._entries |= timeline.opening
            self._stale -= set(timeline.opening)
            self._merge_days(timeline.days, others=False)
        elif self.answered:
            self.about_to_merge.emit()
            self._reset(timeline)
            self.merged.emit()
        else:
            self.about_to_replace.emit()
            self._reset(timeline)
            self.replaced.emit()
            self._take_finds(self._found)
        self._words.drop()
        self.loaded.emit()
        if not self.complete:
            self._rest.start(TYPING_MS if self.filter.words else 0)
        elif self._asked_anew:
            self._ask_whole()

    def _differing(self, timeline: Timeline) -> int:
        """How many days are not as they are told here."""
        here = {it.day: it.ids for it in self.sections.all if it.heading is Heading.DAY}
        told = {day.date: self._with_inner(day.ids) for day in timeline.days}
        return sum(here.get(day) != told.get(day) for day in here.keys() | told.keys())

    def _reset(self, timeline: Timeline) -> None:
        """Show other rows; what recall found stays."""
        finds = [it for it in self.sections.all if it.heading is Heading.FINDS]
        self.beginResetModel()
        self._inner.clear()
        self.sections = Sections(timeline.days)
        if self.answered and finds:
            self.sections.all[:0] = finds
            self.sections.count_rows()
        self._entries = (self._entries if self.answered else {}) | dict(timeline.opening)
        self._stale.clear()
        self.answered, self.complete = True, timeline.complete
        self.endResetModel()

    def _ask_days(self) -> None:
        changed, self._changed = sorted(self._changed), set()
        shown = {self._inner.get(note_id, note_id) for note_id in changed}
        days = self.sections.days_with(shown)
        asked = self._bridge.companion.exploring.days(self.filter, self.axis, changed, days)
        self._some.ask(asked, self._take_days, self.failed.emit)

    def _take_days(self, days: tuple[Day, ...]) -> None:
        self._merge_days(days, others=True)
        self._words.drop()
        self.loaded.emit()
        if self._changed:
            self._ask_days()

    def _take_words(
        self, view: tuple[int, int], asked: Sequence[str], found: dict[str, Entry]
    ) -> None:
        if len(self._entries) > KEPT:
            near = self.sections.ids_between(view[0] - MARGIN, view[1] + MARGIN)
            kept = {*near, *self._inner}
            self._entries = {i: it for i, it in self._entries.items() if i in kept}
        for note_id in asked:
            self._stale.discard(note_id)
            if note_id in found:
                self._entries[note_id] = found[note_id]
                for old in found[note_id].before:
                    if old.id in self._inner:
                        self._entries[old.id] = Entry(old)
                        self._stale.discard(old.id)
        self._let_go({note_id for note_id in asked if note_id not in found})
        if self.sections.rows:
            first, last = self._wanted
            last = min(last + MARGIN, self.sections.rows - 1)
            first = min(max(0, first - MARGIN), last)
            self.dataChanged.emit(self.index(first), self.index(last))
        if self._wanted != view:
            self.want(*self._wanted)

    def _let_go(self, gone: set[str]) -> None:
        """Of what is no longer there nothing is shown: its day was listed anew, or will be."""
        if not gone:
            return
        finds = next((it for it in self.sections.all if it.heading is Heading.FINDS), None)
        if finds is not None and not gone.isdisjoint(finds.ids):
            self._found = tuple(it for it in finds.ids if it not in gone)
            self.about_to_merge.emit()
            self.put(Section(Heading.FINDS, date.max), list(self._found))
            self.merged.emit()
        listed = {self.sections.id_at(row) for row in self.sections.rows_of(gone)}
        for note_id in gone - listed:
            self._entries.pop(note_id, None)

    def _drop_finds(self) -> None:
        self._finds.drop()
        self._found = ()
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None

    def _take_finds(self, ids: tuple[str, ...]) -> None:
        self._found = ids
        if not (ids and self.answered):
            return
        self.about_to_merge.emit()
        self.put(Section(Heading.FINDS, date.max), list(ids))
        self.merged.emit()
        self.loaded.emit()

    # -- changing in place ------------------------------------------------------------------------

    def _merge_days(self, days: Sequence[Day], *, others: bool) -> None:
        """Show these days as they are told here, and the `others` as they are, or not at all."""
        self.about_to_merge.emit()
        told = {day.date for day in days}
        for note_id in [it for day in days for it in day.ids if it in self._inner]:
            del self._inner[note_id]  # It is folded no longer.
        here = {it.day: it.ids for it in self.sections.all if it.heading is Heading.DAY}
        for day in () if others else here:
            if day not in told:
                self.put(Section(Heading.DAY, day), [])
        for told_day in days:
            ids = self._with_inner(told_day.ids)
            if here.get(told_day.date) != ids:
                self.put(Section(Heading.DAY, told_day.date), ids)
        self.merged.emit()

    def _with_inner(self, ids: Sequence[str]) -> list[str]:
        """The ids of a day with those that are shown beneath them."""
        if not self._inner:
            return list(ids)
        shown: list[str] = []
        for note_id in ids:
            shown.append(note_id)
            shown += [old for old, new in self._inner.items() if new == note_id]
        return shown
