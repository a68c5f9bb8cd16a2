"""Import: an archive is read onto a stage, looked at, and then taken in, all of it or nothing.

What comes in passes the guard: what a model could take as an order waits for its owner, unless it
is a harmless wish. What was forgotten here does not come back, and nothing that came with it tells
of it, unless the person says so. Which of two versions stays is told in `companion.store.verdicts`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from companion.archive.export import Progress
from companion.archive.layout import lines_of
from companion.archive.opening import amiss, is_archive, opened
from companion.archive.readers.foreign import read_foreign
from companion.archive.reading import read_archive, read_settings
from companion.domain import Note, NoteKind, NoteStatus
from companion.errors import ArchiveError
from companion.lanes import Cancel
from companion.memory.branches import follow
from companion.memory.episodes import without, worded
from companion.memory.forgotten import conversation_mark, forgotten_messages, stay_forgotten
from companion.memory.guard import reads_as_instruction
from companion.memory.telling import retell
from companion.memory.wishes import standing_wish
from companion.store.arriving import Arriving, arriving
from companion.store.staging import Amiss, Stage
from companion.store.store import Store
from companion.store.verdicts import Compared, Verdict

SHOWN = 200
"""Notes that a preview shows."""
READS_AS_AN_ORDER = "it comes from elsewhere and reads as an instruction"
_PREFIX = ".import-"
_GUARDED = (NoteStatus.ACTIVE, NoteStatus.SHADOW, NoteStatus.ARCHIVED)


class Mode(StrEnum):
    """How an archive meets what is here."""

    MERGE = "merge"
    PERSONA = "persona"
    """Merge, with its conversations under a persona of their own."""
    REPLACE = "replace"
    """What is here makes room."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import: `persona` is the name of the one that conversations are put under. With
    `forgotten` also what was forgotten here comes in."""

    mode: Mode = Mode.MERGE
    persona: str = ""
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `counts` are of personas, conversations, messages and notes."""

    name: str
    source: str
    """What wrote it, such as `Companion 0.1.0` or `ChatGPT`."""
    as_of: str
    counts: dict[str, dict[Verdict, int]]
    conflicts: int
    held: int
    """Notes that would wait for review, because they read as an instruction."""
    compared: tuple[Compared, ...]
    new: tuple[str, ...]
    """What some of the new notes say."""
    personas: tuple[tuple[str, str], ...]
    """Names and instructions of new personas."""

    @property
    def changes(self) -> int:
        """How many records would come in, or take the place of what is here."""
        return sum(
            of.get(v, 0) for of in self.counts.values() for v in (Verdict.NEW, Verdict.CHANGED)
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    preview: Preview
    note_ids: tuple[str, ...]
    """The notes that came in or were changed."""
    conversation_ids: tuple[str, ...]
    vectors: int
    backup: str = ""
    """The name of the backup that was made first, which undoes it; empty where nothing was here."""


@dataclass(slots=True)
class Prepared:
    """What has been read and waits to be taken in. It lies in a folder that `close` removes."""

    name: str
    source: str
    as_of: str
    folder: Path
    stage: Path
    whole: bool
    """Whether it may take the place of what is here."""
    fingerprint: str = ""
    settings: dict[str, Any] = field(default_factory=dict)

    def close(self) -> None:
        """Throw it away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def prepare(
    file: Path, passphrase: str, home: Path, now: datetime, progress: Progress, cancel: Cancel
) -> Prepared:
    """Read a file that somebody may have made, an archive or another app's export, onto a stage.
    `now` is the time of what names none. Any thread may.

    Raises ArchiveError, WrongPassphrase, and Cancelled.
    """
    folder = new_folder(home)
    try:
        stage = Stage(folder / "stage.db")
        try:
            if is_archive(file):
                prepared = _own(file, passphrase, folder, stage, progress, cancel)
            else:
                app, as_of = read_foreign(file, stage, now, cancel)
                prepared = Prepared(file.name, app, as_of, folder, stage.file, whole=False)
        finally:
            stage.close()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return prepared


def _own(
    file: Path, passphrase: str, folder: Path, stage: Stage, progress: Progress, cancel: Cancel
) -> Prepared:
    with opened(file, passphrase, folder, cancel) as archive:
        read_archive(archive, stage, progress, cancel)
        manifest, settings = archive.manifest, read_settings(archive)
    (folder / "unlocked").unlink(missing_ok=True)
    return Prepared(
        file.name,
        f"Companion {manifest.app}",
        manifest.as_of,
        folder,
        stage.file,
        manifest.whole,
        manifest.embedder,
        settings,
    )


def new_folder(home: Path) -> Path:
    """A folder to read into; what earlier ones have left, whose process was killed, is removed."""
    try:
        for left in (*home.glob(f"{_PREFIX}*"), *home.glob(".export-*")):
            shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
    except OSError as error:
        raise ArchiveError(
            f"{home} cannot be written to.", "Free some space, or check its permissions."
        ) from error


def preview(store: Store, prepared: Prepared, options: ImportOptions, cancel: Cancel) -> Preview:
    """What an import would do. Changes nothing; any thread may."""
    with arriving(store.database, prepared.stage, cancel, write=False) as archive:
        _judge(archive, prepared)
        gone = [] if options.forgotten else _forgotten(store, archive)
        talks = [] if options.forgotten else _forgotten_talks(store, archive)
        held = sum(1 for _ in _orders(archive, set(gone)))
        archive.leave_out(gone, talks)
        return _told(archive, prepared, held)


def take_in(
    store: Store, prepared: Prepared, options: ImportOptions, now: datetime, cancel: Cancel
) -> Imported:
    """Import what was prepared, in one transaction. Belongs on the data lane, with an empty trash.

    Raises ArchiveError when it does not fit what is here, and Cancelled; then nothing has changed.
    """
    replaces = options.mode is Mode.REPLACE
    if replaces and not prepared.whole:
        raise ArchiveError(
            f"{prepared.name} is not a whole memory, and cannot take the place of one.",
            "Import it beside what is here.",
        )
    with arriving(store.database, prepared.stage, cancel, write=True) as archive:
        if replaces:
            archive.clear()
        done = merge(archive, store, prepared, options, now)
        if replaces:
            store.forget_index()
    if replaces or done.preview.counts["notes"].get(Verdict.FORGOTTEN):
        store.database.scrub()
    return done


def merge(
    archive: Arriving, store: Store, prepared: Prepared, options: ImportOptions, now: datetime
) -> Imported:
    """Take in what arrives, inside its transaction."""
    _judge(archive, prepared)
    gone: list[str] = []
    if not options.forgotten:
        gone = _forgotten(store, archive)
        archive.leave_out([], _forgotten_talks(store, archive))
    orders = list(_orders(archive, set(gone)))
    persona_id = None
    if options.mode is Mode.PERSONA:
        persona_id = archive.persona_called(options.persona or Path(prepared.name).stem)
    moved = archive.take_in_talk(persona_id)
    changed = archive.take_in_notes(now)
    grown = archive.take_in_rest()
    archive.hold(orders, READS_AS_AN_ORDER, now)
    new = archive.ids("notes", Verdict.NEW)
    for episode_id in grown:
        _reword(store, episode_id)
    # They came in, to go out with all that was made of them.
    if not options.forgotten and store.tombstones.any():
        _purge(store, [*new, *grown], gone, now)
    vectors = archive.take_in_vectors(prepared.fingerprint)
    told = (*follow(store, moved, now), *retell(store, now))
    archive.leave_out(gone, [])
    report = _told(archive, prepared, len(orders))
    left = set(gone)
    ids = dict.fromkeys(i for i in (*new, *changed, *grown, *told) if i not in left)
    verdicts = (Verdict.NEW, Verdict.CHANGED)
    talks = tuple(i for verdict in verdicts for i in archive.ids("conversations", verdict))
    return Imported(report, tuple(ids), talks, vectors)


def _judge(archive: Arriving, prepared: Prepared) -> None:
    try:
        archive.judge()
    except Amiss as error:
        member = lines_of(error.member)
        raise amiss(Path(prepared.name), member, error.reason, error.line) from error


def _forgotten(store: Store, archive: Arriving) -> list[str]:
    """The new notes that were forgotten here, and the episodes of which nothing else is left."""
    if not store.tombstones.any():
        return []
    buried_at = store.tombstones.buried_at
    gone = [i for page in archive.new_notes() for i in stay_forgotten(page, buried_at)]
    told = archive.episode_messages()
    lost = set(forgotten_messages([one for of in told.values() for one in of], buried_at))
    return gone + [i for i, of in told.items() if lost.issuperset(one.id for one in of)]


def _forgotten_talks(store: Store, archive: Arriving) -> list[str]:
    """The new conversations that were deleted here."""
    marks = {conversation_mark(i): i for i in archive.ids("conversations", Verdict.NEW)}
    return [marks[mark] for mark in store.tombstones.buried_at(marks.keys())]


def _orders(archive: Arriving, gone: set[str]) -> Iterator[Note]:
    """The new notes that are to wait for review."""
    for page in archive.new_notes():
        for note in page:
            if note.id in gone or note.status not in _GUARDED or note.kind is NoteKind.EPISODE:
                continue
            harmless = note.kind is NoteKind.WISH and standing_wish(note.text)
            if not harmless and reads_as_instruction(note.text):
                yield note


def _purge(store: Store, note_ids: Sequence[str], gone: Sequence[str], now: datetime) -> None:
    """Remove what was forgotten here, and what those that came in tell of it."""
    emptied: list[str] = []
    for detail in store.notes.details(note_ids).values():
        if detail.note.kind is NoteKind.EPISODE:
            live, left = store.episodes.messages(detail.note.id)
            if messages := forgotten_messages([*live, *left], store.tombstones.buried_at):
                emptied += without(messages, store, now).emptied
    if together := list(dict.fromkeys((*gone, *emptied))):
        store.notes.purge(together)


def _reword(store: Store, episode_id: str) -> None:
    """Let an episode that rests on more than before tell all of it."""
    detail = store.notes.details([episode_id]).get(episode_id)
    live, left = store.episodes.messages(episode_id)
    if detail is not None and (live or left):
        note = worded(live or left, detail.note, store.episodes.folded(episode_id))
        store.episodes.put(note, [*live, *left], note.updated_at)


def _told(archive: Arriving, prepared: Prepared, held: int) -> Preview:
    return Preview(
        prepared.name,
        prepared.source,
        prepared.as_of,
        archive.counts(),
        archive.conflicts(),
        held,
        archive.compared(SHOWN),
        tuple(note.text for note in archive.some_new(SHOWN)),
        archive.new_personas(),
    )
