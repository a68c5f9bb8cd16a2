"""The job that keeps summaries: of sessions, of days, of weeks, and of months.

Each is made of the shorter ones (MemoryBank's daily events and global summary, Zhong et al., 2024;
RecurSum, Wang et al., 2023) and linked to them; what stands alone in its stretch of time is part of
the next longer one itself. What has changed is told anew from its parts, the shortest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from companion.domain import Link, LinkKind, Note, NoteKind, Origin, new_id
from companion.memory.duplicates import looked_at_until
from companion.memory.forgotten import marks
from companion.memory.importance import importance_of
from companion.memory.jobs import EDITS, Desk, Edit, JobStep
from companion.memory.periods import Level, begins, ends
from companion.memory.summariser import WRITER as MODEL_WRITER
from companion.memory.summariser import able_model, shorten
from companion.memory.telling import CHANGED, WRITER, quoted, room_of, sayable, told
from companion.store.store import Store
from companion.store.summaries import Placed

NEW = "it tells what was said together"
PART = "told together"
SHORTENED = "the model says it shorter"
Key = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What is to be told together, and the summary that tells it already, if there is one."""

    summary: Note | None
    began_at: datetime
    ended_at: datetime
    parts: tuple[str, ...]


class Summaries:
    """Writes the summaries that are missing, and tells anew those whose parts have changed."""

    name = "summaries"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Level by level, so that each is made of what the one before has stored."""
        model = able_model(desk)
        since = looked_at_until(desk.store.runs, self.name)
        items = desk.store.summaries.episodes()
        for level in Level:
            declined = desk.store.runs.declined(self.name, [it.id for it in items])
            items = [it for it in items if it.id not in declined]
            with desk.store.database.read():
                groups, alone = wanted(level, items, desk.store, desk.now, since)
            edits = (_told_together(group, level, desk) for group in groups)
            yield from in_steps(edits)
            if model:
                yield from shortened(level, self.name, desk)
            items = [*alone, *desk.store.summaries.apart(level)]


def shortened(sort: str, job: str, desk: Desk) -> Iterator[JobStep]:
    """Have the model say the summaries of a sort that it has not been asked about; one is a step,
    since it takes its time. What it was asked about names it, whatever came of that."""
    store = desk.store
    unasked = [it for it in store.summaries.all(sort) if it.text and not it.model]
    declined = store.runs.declined(job, [it.id for it in unasked])
    for before in unasked:
        if before.id in declined:
            continue
        parts = store.summaries.parts([before.id]).get(before.id, [])
        said = quoted("\n".join(sayable(parts, store)))
        if not said:
            continue
        found = shorten(said, room_of(before), desk)
        if found is None:
            return
        after = replace(before, model=found.model, updated_at=desk.now)
        if found.lines:
            text = "\n".join(found.lines)
            after = replace(after, text=text, origin=Origin.MODEL, writer=MODEL_WRITER)
        made_of = _made_of(parts, store)
        did = {"told by the model": 1} if found.lines else {}
        yield JobStep((Edit(before, after, SHORTENED, made_of=made_of),), did=did)


def wanted(
    level: Level, items: Sequence[Placed], store: Store, now: datetime, since: datetime | None
) -> tuple[list[Group], list[Placed]]:
    """The summaries of a level that are to be written, or told anew, where these items are part of
    none yet; and the items that stand alone in one that is over. A stretch of time that ended, and
    was looked at before `since`, has nothing to tell unless something in it has changed."""
    found: dict[Key, list[Placed]] = defaultdict(list)
    for item in items:
        found[_key(level, item)].append(item)
    over = {key: ends(level, key[0]) for key in found}
    new = {
        key
        for key, until in over.items()
        if until <= now
        and (since is None or max(until, *(it.changed_at for it in found[key])) >= since)
    }
    spans = [(began, over[began, where]) for began, where in new]
    placed = {_key(level, it): it.id for it in store.summaries.within(level, spans)}
    there = store.notes.details([placed[key] for key in new if key in placed])
    groups: list[Group] = []
    alone: list[Placed] = []
    for key, members in found.items():
        known = there.get(placed.get(key, ""))
        if key in new and (known or len(members) > 1):
            ids = tuple(it.id for it in members)
            at = members[0].began_at if level is Level.SESSION else key[0]
            groups.append(Group(known.note if known else None, at, over[key], ids))
        elif over[key] <= now and len(members) == 1:
            alone += members
    joined = {group.summary.id for group in groups if group.summary}
    waiting = [it for it in store.summaries.without_words() if it.tags == (str(level),)]
    anew = [Group(it, it.recorded_at, it.recorded_at, ()) for it in waiting if it.id not in joined]
    return [*anew, *sorted(groups, key=lambda group: group.began_at)], alone


def in_steps(edits: Iterator[Edit | None]) -> Iterator[JobStep]:
    """Steps of a few summaries each, counted."""
    some: list[Edit] = []
    for edit in edits:
        some += [edit] if edit is not None else []
        if len(some) == EDITS // 2:
            yield step_of(some)
            some = []
    if some:
        yield step_of(some)


def step_of(edits: Sequence[Edit]) -> JobStep:
    """One step, which counts what is written and what is told anew."""
    new = sum(edit.before is None for edit in edits)
    did = {"written": new, "told anew": len(edits) - new}
    return JobStep(tuple(edits), did={name: number for name, number in did.items() if number})


def summary_of(
    summary: Note,
    before: Note | None,
    parts: Sequence[Note],
    new: Mapping[str, str],
    store: Store,
) -> Edit | None:
    """The edit that lets a summary tell these parts, of which those that are `new` are linked to it
    (id → why); None when they say nothing."""
    after = told(summary, parts, store)
    if not after.text:
        return None
    return Edit(
        before,
        after,
        CHANGED if before else NEW,
        links=tuple(Link(i, summary.id, LinkKind.PART_OF, why) for i, why in new.items()),
        made_of=_made_of(parts, store),
    )


def _made_of(parts: Sequence[Note], store: Store) -> tuple[Note, ...]:
    episodes = [part.id for part in parts if part.kind is NoteKind.EPISODE]
    return (*parts, *store.summaries.told_in(episodes))


def _told_together(group: Group, level: Level, desk: Desk) -> Edit | None:
    with desk.store.database.read():
        return _of_group(group, level, desk)


def _of_group(group: Group, level: Level, desk: Desk) -> Edit | None:
    store = desk.store
    parts = [detail.note for detail in store.notes.details(group.parts).values()]
    if group.summary is None:
        summary = new_summary(level, group.began_at, min(group.ended_at, desk.now), desk.now)
        if was_forgotten(summary, store):
            return None
    else:
        summary = replace(group.summary, updated_at=desk.now)
        parts += store.summaries.parts([summary.id]).get(summary.id, [])
    parts.sort(key=lambda part: (part.valid_from or part.recorded_at, part.id))
    return summary_of(summary, group.summary, parts, dict.fromkeys(group.parts, PART), store)


def was_forgotten(summary: Note, store: Store) -> bool:
    """Whether its owner has forgotten this summary: then it is not written again."""
    return bool(store.tombstones.buried_at(marks(summary)))


def new_summary(sort: str, began_at: datetime, ended_at: datetime, now: datetime) -> Note:
    """A summary without words. It is recorded at the end of what it tells: among other memories it
    stands where that was."""
    return Note(
        id=new_id(),
        kind=NoteKind.SUMMARY,
        text="",
        origin=Origin.RULE,
        recorded_at=ended_at.astimezone(UTC),
        updated_at=now,
        importance=importance_of(NoteKind.SUMMARY, ""),
        valid_from=began_at.astimezone(UTC),
        writer=WRITER,
        tags=(str(sort),),
    )


def _key(level: Level, item: Placed) -> Key:
    where = item.conversation_id if level is Level.SESSION else ""
    return begins(level, item.began_at).astimezone(UTC), where
