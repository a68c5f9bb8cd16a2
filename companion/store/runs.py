"""What background jobs did: each run, step by step. How one is undone is in `undone_runs`.

A step is one transaction: the changes, their revisions and the count of them are kept together, or
not at all. What a run changed is known by its id on revisions, links and sources.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from companion.acts import Act, Turned
from companion.domain import (
    Entity,
    JobRun,
    JobState,
    Link,
    Note,
    Source,
    new_id,
)
from companion.errors import NotFound
from companion.store import plain
from companion.store.condensed import condense
from companion.store.database import Database
from companion.store.entities import Entities
from companion.store.revisions import revise, rewrite
from companion.store.rows import found_notes, insert_notes
from companion.store.support import pass_on
from companion.store.undone_runs import give_back, renewed, take_back

ACTOR = "sleep"
_COLUMNS = "id, job, as_of, started_at, ended_at, state, changed, did"
_STAND_BY = ("status", "text", "subject", "hushed", "valid_to", "updated_at")
"""What of a note makes what was made of it hold."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One note as a job found it, None for a new one, and as it is to be; `reason` is told to the
    person. `sources` and `links` are added to those it has. `entities` are whom and what it
    mentions, None to leave them as they are. `made_of` are other notes as they were when `after`
    was made of them. `told_by` is the id of a note that says all of it from now on, so that what
    rested on this one rests on that."""

    before: Note | None
    after: Note
    reason: str
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    entities: tuple[Entity, ...] | None = None
    made_of: tuple[Note, ...] = ()
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class JobStep:
    """What a job does at once, and what that is to be counted as, such as {"archived": 3}. For the
    notes `grouped`, by their ids, no topic is to be looked for again. About the `unsure` pairs, the
    newer note first, their owner is to be asked. Of the episodes `condensed`, by their ids, these
    messages are withheld from the index."""

    edits: tuple[Edit, ...] = ()
    links: tuple[Link, ...] = ()
    did: Mapping[str, int] = field(default_factory=dict)
    grouped: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    condensed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to store."""
        return bool(self.edits or self.links or self.grouped or self.unsure or self.condensed)


class Runs:
    """Reads and writes job runs; each call is one transaction, or part of the one it is in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entities = Entities(database)

    # -- writing ----------------------------------------------------------------------------------

    def begin(self, job: str, as_of: datetime, now: datetime) -> JobRun:
        """Begin a run. Of the earlier runs of this job that did nothing only the last is kept."""
        run = JobRun(new_id(), job, as_of, now)
        with self._database.write() as session:
            plain.run(
                session,
                "DELETE FROM job_run WHERE job = ? AND changed = 0 AND did = '{}' AND id <"
                " (SELECT max(id) FROM job_run WHERE job = ?)",
                [job, job],
            )
            made = {name: getattr(run, name) for name in _COLUMNS.split(", ")}
            plain.insert(session, "job_run", [made | {"did": "{}", "state": str(run.state)}])
        return run

    def apply(self, run: JobRun, step: JobStep) -> tuple[JobRun, tuple[str, ...]]:
        """Do a step; returns the run as it is then, and the ids of the notes this has changed.

        A note that is no longer as the job found it is left alone, and so is what was made of
        others that are not, and a link to what is gone: whoever changed it meanwhile is right.
        `did` counts all the same what was meant.
        """
        with self._database.write() as session:
            changed = [e.after.id for e in step.edits if self._edit(session, e, run)]
            for link in step.links:
                _link(session, link, run)
            these = "DELETE FROM ungrouped WHERE note_id IN (SELECT value FROM json_each(?))"
            plain.run(session, these, [plain.among(step.grouped)])
            asked = [{"note_id": i, "other_id": to} for i, to in step.unsure]
            made = [pair | {"run_id": run.id, "settled": False} for pair in asked]
            plain.insert(session, "unsure_join", made, "OR IGNORE")
            condense(session, step.condensed, run.id)
            did = Counter(dict(run.did)) + Counter(step.did)
            (notes,) = plain.rows(
                session,
                "SELECT count(DISTINCT note_id) FROM revision WHERE run_id = ?",
                [run.id],
            )[0]
            kept = {"changed": notes, "did": json.dumps(did)}
            plain.update(session, "job_run", run.id, kept)
        return replace(run, changed=notes, did=tuple(did.items())), tuple(changed)

    def end(self, run: JobRun, state: JobState, now: datetime) -> JobRun:
        """Keep how a run ended."""
        with self._database.write() as session:
            plain.update(session, "job_run", run.id, {"state": str(state), "ended_at": now})
        return replace(run, state=state, ended_at=now)

    def interrupt(self) -> None:
        """What still runs did not survive the end of its process; when that was, nobody knows."""
        with self._database.write() as session:
            values = [str(JobState.INTERRUPTED), str(JobState.RUNNING)]
            plain.run(session, "UPDATE job_run SET state = ? WHERE state = ?", values)

    def undo(self, run_id: str, now: datetime) -> Act:
        """Make every note that a run changed what it was before, and remove those it made. The act
        has their ids, and what it takes to do it again, less its revisions. What was done to a note
        since stays, and so does a new one that its owner has changed since. The notes that it
        changed or linked are `declined` from then on. Raises NotFound."""
        with self._database.write() as session:
            act = take_back(session, self.run(run_id), now)
            plain.update(session, "job_run", run_id, {"state": str(JobState.UNDONE)})
        return act

    def done_again(self, act: Act, since: int, now: datetime) -> Turned:
        """The undoing `act` of a run was itself undone, by revisions of a rowid higher than
        `since`: what it did is its own again, and can be undone once more. Gives it with the id
        that it has from now on."""
        assert act.run is not None
        with self._database.write() as session:
            run = renewed(session, act.run, now)
            give_back(session, act, run, since, ACTOR)
        return run

    # -- reading ----------------------------------------------------------------------------------

    def run(self, run_id: str) -> JobRun:
        """Raises NotFound."""
        with self._database.read() as session:
            found = plain.rows(session, f"SELECT {_COLUMNS} FROM job_run WHERE id = ?", [run_id])
        if not found:
            raise NotFound("There is no such run.")
        return _run_from(found[0])

    def latest(self, limit: int) -> list[JobRun]:
        """The latest runs, latest first."""
        latest = f"SELECT {_COLUMNS} FROM job_run ORDER BY id DESC LIMIT ?"
        with self._database.read() as session:
            return [_run_from(row) for row in plain.rows(session, latest, [limit])]

    def last(self, job: str) -> JobRun | None:
        """The last run of a job, however it ended."""
        last = f"SELECT {_COLUMNS} FROM job_run WHERE job = ? ORDER BY id DESC LIMIT 1"
        with self._database.read() as session:
            found = plain.rows(session, last, [job])
        return _run_from(found[0]) if found else None

    def last_ended(self, job: str) -> JobRun | None:
        """The last run of a job that came to its end, good or bad: none that was cut short."""
        last = (
            f"SELECT {_COLUMNS} FROM job_run WHERE job = ?"
            " AND state IN ('done', 'undone', 'failed') ORDER BY id DESC LIMIT 1"
        )
        with self._database.read() as session:
            found = plain.rows(session, last, [job])
        return _run_from(found[0]) if found else None

    def was_undone(self, job: str) -> bool:
        """Whether a run of this job was ever undone."""
        undone = "SELECT 1 FROM job_run WHERE job = ? AND state = 'undone' LIMIT 1"
        with self._database.read() as session:
            return bool(plain.rows(session, undone, [job]))

    def declined(self, job: str, note_ids: Sequence[str]) -> set[str]:
        """Those of these notes that a run of this job changed or linked which was undone: the next
        night is not to do it again."""
        these = (
            "SELECT note_id FROM declined"
            " WHERE job = ? AND note_id IN (SELECT value FROM json_each(?))"
        )
        with self._database.read() as session:
            return {row[0] for row in plain.rows(session, these, [job, plain.among(note_ids)])}

    def notes_of(self, run_id: str) -> list[str]:
        """The ids of the notes that a run wrote or changed, in the order it did."""
        these = "SELECT note_id FROM revision WHERE run_id = ? ORDER BY id"
        with self._database.read() as session:
            return list(dict.fromkeys(row[0] for row in plain.rows(session, these, [run_id])))

    # -- inside -----------------------------------------------------------------------------------

    def _edit(self, session: Session, edit: Edit, run: JobRun) -> bool:
        there = found_notes(session, "WHERE n.id = ?", [edit.after.id])
        if there != ([] if edit.before is None else [edit.before]):
            return False
        if edit.made_of and not _stand(session, edit.made_of):
            return False
        after = edit.after
        how: dict[str, Any] = {
            "actor": ACTOR,
            "reason": edit.reason,
            "now": run.as_of,
            "run_id": run.id,
        }
        if edit.told_by:
            pass_on(session, after.id, edit.told_by)
        if edit.before is None:
            insert_notes(session, [after])
            revise(session, [(None, after)], **how)
        elif after != edit.before:
            rewrite(session, edit.before, after, **how)
        for source in edit.sources:
            row = {name: getattr(source, name) for name in ("message_id", "start", "end")}
            row |= {"note_id": after.id, "run_id": run.id}
            plain.insert(session, "source", [row], "OR IGNORE")
        for link in edit.links:
            _link(session, link, run)
        if edit.entities is not None:
            self._entities.mention({after.id: edit.entities})
        return after != edit.before


def _stand(session: Session, notes: Sequence[Note]) -> bool:
    """Whether all these notes are as they were."""
    # What is read of a note costs more than to read it: a topic has hundreds.
    found = plain.rows(
        session,
        f"SELECT id, {', '.join(_STAND_BY)} FROM note WHERE id IN (SELECT value FROM json_each(?))",
        [plain.among([it.id for it in notes])],
    )
    there = {note_id: tuple(rest) for note_id, *rest in found}
    return all(there.get(it.id) == _standing(it) for it in notes)


def _standing(note: Note) -> tuple[Any, ...]:
    values = (getattr(note, name) for name in _STAND_BY)
    return tuple(plain.as_text(it) if isinstance(it, datetime) else it for it in values)


def _link(session: Session, link: Link, run: JobRun) -> None:
    plain.run(
        session,
        "INSERT OR IGNORE INTO link (note_id, to_id, kind, reason, run_id, made_at)"
        " SELECT :note_id, :to_id, :kind, :reason, :run_id, :made_at"
        " WHERE (SELECT count(*) FROM note WHERE id IN (:note_id, :to_id)) = 2",
        {
            "note_id": link.note_id,
            "to_id": link.to_id,
            "kind": str(link.kind),
            "reason": link.reason,
            "run_id": run.id,
            "made_at": run.started_at,
        },
    )


def _run_from(row: tuple[Any, ...]) -> JobRun:
    run_id, job, as_of, started_at, ended_at, state, changed, did = row
    return JobRun(
        run_id,
        job,
        datetime.fromisoformat(as_of),
        datetime.fromisoformat(started_at),
        plain.time_from(ended_at),
        JobState(state),
        changed,
        tuple(json.loads(did).items()),
    )
