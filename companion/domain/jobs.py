"""What is done in the background, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """How far a job run came."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """Paused by the person, or put off; what it did is kept, and the next run does the rest."""
    INTERRUPTED = "interrupted"
    """The process ended in its middle."""
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class JobRun:
    """What a background job did, in one go. `as_of` is the time it worked for, which may have been
    chosen; `changed` how many notes it wrote or changed; `did` counts what it did, by name. A dry
    run is none that is stored: it has no id."""

    id: str
    job: str
    as_of: datetime
    started_at: datetime
    ended_at: datetime | None = None
    state: JobState = JobState.RUNNING
    changed: int = 0
    did: tuple[tuple[str, int], ...] = ()


class Wait(StrEnum):
    """Why no background job runs by itself now, as the end of a sentence."""

    NOTHING = ""
    """Nothing speaks against it."""
    BATTERY = "the machine runs on battery"
    SPACE = "there is little space left on the disk"
    BUSY = "another program needs the machine"
    PAUSED = "you paused it"
    RESTED = "it was done not long ago"
    TALKED = "you were here just now"


@dataclass(frozen=True, slots=True)
class Outlook:
    """When background jobs will begin by themselves: at `due_at`, if the person leaves the machine
    alone and it has nothing else to do, and why not before."""

    why: Wait
    due_at: datetime
