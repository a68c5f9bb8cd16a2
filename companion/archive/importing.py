"""Import: an archive is read onto a stage, looked at, and then taken in, all of it or nothing.

How it is taken in is told in `companion.archive.merging`, and which of two versions stays in
`companion.store.verdicts`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from companion.archive.export import Progress
from companion.archive.layout import lines_of
from companion.archive.merging import (
    forgotten_elsewhere,
    forgotten_here,
    leave_undone,
    merge,
    orders_in,
    silenced,
)
from companion.archive.opening import amiss, is_archive, opened
from companion.archive.readers.foreign import read_foreign
from companion.archive.reading import read_archive, read_settings
from companion.archive.settings_due import note_due
from companion.compared import Compared
from companion.errors import ArchiveError
from companion.lanes import Cancel
from companion.settings import TRAVELLING, Settings
from companion.store.arriving import Arriving, arriving
from companion.store.comparing import compared
from companion.store.staging import Amiss, Stage
from companion.store.store import Store
from companion.store.verdicts import Verdict

SHOWN = 200
"""New notes of which a preview tells what they say."""
_PREFIX = ".import-"


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
    held: int
    """Notes that would wait for review, because they read as an instruction."""
    lost: int
    """Notes and conversations that would go, because they were forgotten elsewhere."""
    listed: Mapping[tuple[str, Verdict], tuple[str, ...]]
    """The ids of all but messages that is not the same here and there, by kind and by what becomes
    of it, for `compare`."""
    conflicting: tuple[str, ...]
    """Those of the notes that were changed on both sides to say different things."""
    new: tuple[str, ...]
    """What some of the new notes say."""
    personas: tuple[tuple[str, str], ...]
    """Names and instructions of new personas."""
    settings: tuple[tuple[str, Any, Any], ...] = ()
    """The settings that were changed there later: their names, what they are here, and there."""

    @property
    def conflicts(self) -> int:
        """How many notes were changed on both sides to say different things."""
        return len(self.conflicting)

    @property
    def left_out(self) -> int:
        """How many records stay out, because they were forgotten here."""
        return sum(of.get(Verdict.FORGOTTEN, 0) for of in self.counts.values())

    @property
    def changes(self) -> int:
        """How many records would come in, take the place of what is here, or go."""
        return (
            self.lost
            + len(self.settings)
            + sum(
                of.get(v, 0) for of in self.counts.values() for v in (Verdict.NEW, Verdict.CHANGED)
            )
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    preview: Preview
    note_ids: tuple[str, ...]
    """The notes that came in, were changed, or went."""
    conversation_ids: tuple[str, ...]
    forgotten: tuple[str, ...]
    """The notes and conversations that went, because they were forgotten elsewhere."""
    vectors: int
    settings: Settings | None = None
    """What the settings are now, if they are others."""
    backup: str = ""
    """The name of the backup that was made first, which undoes it."""


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


def preview(
    store: Store,
    prepared: Prepared,
    options: ImportOptions,
    cancel: Cancel,
    settings: Settings | None = None,
) -> Preview:
    """What an import would do, also to the `settings` here. Changes nothing; any thread may."""
    with arriving(store.database, prepared.stage, cancel, write=False) as archive:
        _judge(archive, store, prepared, options)
        gone: list[str] = []
        lost = 0
        if not options.forgotten:
            undone = archive.here(leave_undone(archive))
            lost = len(forgotten_elsewhere(archive, store) | {note.id for note in undone})
            gone = forgotten_here(store, archive).notes
        held = len(orders_in(archive, set(gone)))
        archive.leave_out({"notes": gone})
        told = _told(archive, prepared, held, lost)
    return _with_settings(told, settings, _joined(settings, prepared, options))


def compare(store: Store, prepared: Prepared, kind: str, ids: Sequence[str]) -> list[Compared]:
    """What records of a kind, such as `notes`, say here and there. Any thread may."""
    with store.database.beside(prepared.stage, write=False) as session:
        return compared(session, kind, ids)


def take_in(
    store: Store,
    prepared: Prepared,
    options: ImportOptions,
    now: datetime,
    cancel: Cancel,
    settings: Settings | None = None,
) -> Imported:
    """Import what was prepared, in one transaction. Belongs on the data lane, with an empty trash.
    What becomes of the `settings` here is told and noted, to be written by `settings_due`.

    Raises ArchiveError when it does not fit what is here, and Cancelled; then nothing has changed.
    """
    replaces = options.mode is Mode.REPLACE
    if replaces and not prepared.whole:
        raise ArchiveError(
            f"{prepared.name} is not a whole memory, and cannot take the place of one.",
            "Import it beside what is here.",
        )
    joined = _joined(settings, prepared, options)
    with arriving(store.database, prepared.stage, cancel, write=True) as archive:
        if replaces:
            archive.clear()
            done = rehearse(archive, store, prepared, options, now)
            store.imports.forget()
            store.forget_index()
        else:
            with archive.recorded(_as_json(settings), _as_json(joined)):
                done = rehearse(archive, store, prepared, options, now)
        if joined is not None and joined != settings:
            note_due(store, joined)
    if replaces or done.preview.counts["notes"].get(Verdict.FORGOTTEN):
        store.database.scrub()
    told = _with_settings(done.preview, settings, joined)
    return replace(done, preview=told, settings=joined if joined != settings else None)


def rehearse(
    archive: Arriving, store: Store, prepared: Prepared, options: ImportOptions, now: datetime
) -> Imported:
    """Import what arrives, inside its transaction: it counts when that is committed."""
    _judge(archive, store, prepared, options)
    persona = None
    if options.mode is Mode.PERSONA:
        persona = options.persona or Path(prepared.name).stem
    merged = merge(
        archive, store, prepared.fingerprint, now, persona=persona, forgotten=options.forgotten
    )
    told = _told(archive, prepared, merged.held, len(merged.forgotten))
    return Imported(
        told, merged.note_ids, merged.conversation_ids, merged.forgotten, merged.vectors
    )


def _joined(here: Settings | None, prepared: Prepared, options: ImportOptions) -> Settings | None:
    """What the settings become: those of a persona of somebody's own are theirs."""
    if here is None or not prepared.settings or options.mode is Mode.PERSONA:
        return here
    if options.mode is Mode.REPLACE:
        return Settings.model_validate({**here.model_dump(), **prepared.settings})
    return here.joined(prepared.settings)


def _as_json(settings: Settings | None) -> str:
    return settings.model_dump_json() if settings is not None else ""


def _with_settings(told: Preview, here: Settings | None, joined: Settings | None) -> Preview:
    if here is None or joined is None:
        return told
    differ = [name for name in TRAVELLING if getattr(here, name) != getattr(joined, name)]
    changes = [(name, getattr(here, name), getattr(joined, name)) for name in differ]
    return replace(told, settings=tuple(changes))


def _judge(archive: Arriving, store: Store, prepared: Prepared, options: ImportOptions) -> None:
    try:
        archive.judge([] if options.forgotten else silenced(archive, store))
    except Amiss as error:
        member = lines_of(error.member)
        raise amiss(Path(prepared.name), member, error.reason, error.line) from error


def _told(archive: Arriving, prepared: Prepared, held: int, lost: int) -> Preview:
    return Preview(
        prepared.name,
        prepared.source,
        prepared.as_of,
        archive.counts(),
        held,
        lost,
        archive.listed(),
        tuple(sorted(archive.conflicting())),
        tuple(note.text for note in archive.some_new(SHOWN)),
        archive.new_personas(),
    )
