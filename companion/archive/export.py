"""Export: everything, or a selection, into one file: a `.companion` archive, or one to be read.

It is written record by record, so it needs no more memory for years than for a day, and the same
memory makes the same bytes. Cancelled or failed, it leaves no file; killed, one that does not have
the name asked for, and that the next start or export removes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from companion.archive import layout, readable
from companion.archive.beside import beside, part_of
from companion.archive.diary_words import ENGLISH, Words
from companion.archive.layout import Manifest, MemberEntry, lines_of, schema_of
from companion.archive.locked import lock
from companion.archive.records import RECORDS, schema
from companion.archive.sweeping import EXPORT, noted
from companion.encoders.base import Vectors
from companion.lanes import Cancel
from companion.selection import Format, Selection
from companion.settings import TRAVELLING, Settings
from companion.store.aging import Aging
from companion.store.outgoing import Outgoing, VectorsOut, leaving
from companion.store.plain import as_text
from companion.store.store import Store

Progress = Callable[[int, int], None]
"""Is told how many records of how many are done."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o600 << 16
COMPRESSION = 6
"""How hard zlib tries."""
_as_lines = msgspec.json.Encoder().encode_lines


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How an export is written. An archive can be locked; vectors in it spare the machine that
    imports it the embedding."""

    vectors: bool = True
    passphrase: str = ""
    format: Format = Format.ARCHIVE
    words: Words = ENGLISH
    """Those of a diary, around what was said."""

    def __post_init__(self) -> None:
        if self.passphrase and self.format is not Format.ARCHIVE:
            raise ValueError("only an archive can be locked")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records of each kind an export holds, and its size in bytes."""

    file: Path
    records: dict[str, int]
    size: int


def export(
    store: Store,
    settings: Settings,
    file: Path,
    selection: Selection,
    options: ExportOptions,
    progress: Progress = lambda done, total: None,
    cancel: Cancel | None = None,
    aging: Aging | None = None,
) -> Exported:
    """Write what a selection chooses to `file`, in place of what is there. Any thread may. `aging`
    tells how fresh notes are, if its filter asks.

    Raises ArchiveError when it cannot be written, Cancelled when `cancel` is set.
    """
    cancel = Cancel() if cancel is None else cancel

    def told(done: int, total: int) -> None:
        cancel.check()
        progress(done, total)

    with (
        noted(store, part_of(file)),
        beside(file) as part,
        leaving(store.database, selection, aging) as outgoing,
    ):
        if options.format is not Format.ARCHIVE:
            records = readable.write(outgoing, part, options.format, told, options.words)
        elif not options.passphrase:
            records = _write(outgoing, settings, part, selection, options, progress, cancel)
        else:
            # In the clear it stays where the memory lies in the clear: on the way out it is locked.
            with tempfile.TemporaryDirectory(prefix=EXPORT, dir=store.home) as folder:
                plain = Path(folder) / "archive"
                records = _write(outgoing, settings, plain, selection, options, progress, cancel)
                lock(plain, part, options.passphrase, cancel)
        cancel.check()
        size = part.stat().st_size
    return Exported(file, records, size)


def _write(
    outgoing: Outgoing,
    settings: Settings,
    to: Path,
    selection: Selection,
    options: ExportOptions,
    progress: Progress,
    cancel: Cancel,
) -> dict[str, int]:
    vectors = outgoing.vectors() if options.vectors else VectorsOut()
    total = sum(outgoing.count(member) for member in outgoing.members) + 2 * vectors.rows
    with _Writer(to, total, progress, cancel) as writer:
        writer.text(layout.README, layout.READ_ME)
        for name in RECORDS:
            writer.text(schema_of(name), _schema_text(name))
        if selection.is_whole:
            writer.text(layout.SETTINGS, _as_text(_travelling(settings)))
        for member in outgoing.members:
            writer.records(member.name, outgoing.records(member))
        if vectors.rows:
            ids = outgoing.vector_ids(vectors)
            writer.records("vectors", ([{"item_id": i} for i in page] for page in ids))
            writer.rows(vectors, outgoing.vector_rows(vectors))
        manifest = Manifest(
            format=layout.FORMAT,
            app=version("companion"),
            as_of=outgoing.latest(),
            whole=selection.is_whole,
            embedder=vectors.fingerprint,
            dimensions=vectors.dimensions,
            members=dict(sorted(writer.entries.items())),
        )
        writer.text(layout.MANIFEST, _as_text(msgspec.to_builtins(manifest)))
    return {name: manifest.records(name) for name in RECORDS}


class _Writer:
    """A zip file with nothing in it that depends on when, where or by whom it was written."""

    def __init__(self, to: Path, total: int, progress: Progress, cancel: Cancel) -> None:
        self.entries: dict[str, MemberEntry] = {}
        self._zip = ZipFile(to, "w")
        self._total = total
        self._done = 0
        self._progress = progress
        self._cancel = cancel

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def text(self, name: str, text: str) -> None:
        """Write a member that is no list of records."""
        with self._member(name) as write:
            write(text.encode(), 0)

    def records(self, name: str, pages: Iterable[list[dict[str, Any]]]) -> None:
        """Write records, one a line; a member without any is left out."""
        filled = iter(pages)
        first = next(filled, None)
        if first is None:
            return
        with self._member(lines_of(name)) as write:
            for page in chain([first], filled):
                write(_as_lines(page), len(page))

    def rows(self, of: VectorsOut, pages: Iterable[Vectors]) -> None:
        """Write vectors as NumPy does, but page by page. They do not get smaller by packing."""
        with self._member(layout.ROWS, ZIP_STORED) as write:
            write(npy_header(of.rows, of.dimensions), 0)
            for page in pages:
                write(page.tobytes(), len(page))

    @contextmanager
    def _member(
        self, name: str, compression: int = ZIP_DEFLATED
    ) -> Iterator[Callable[[bytes, int], None]]:
        info = ZipInfo(name, _EPOCH)
        info.compress_type = compression
        info._compresslevel = COMPRESSION  # type: ignore[attr-defined]
        info.create_system, info.external_attr = _UNIX, _MODE
        digest, size, records = sha256(), 0, 0
        with self._zip.open(info, "w", force_zip64=True) as member:

            def write(data: bytes, of: int) -> None:
                nonlocal size, records
                self._cancel.check()
                digest.update(data)
                member.write(data)
                size, records = size + len(data), records + of
                self._done += of
                if of:
                    self._progress(self._done, self._total)

            yield write
        self.entries[name] = MemberEntry(sha256=digest.hexdigest(), bytes=size, records=records)


def npy_header(rows: int, dimensions: int) -> bytes:
    """The beginning of a NumPy file, version 1.0, of 32-bit floats of this shape.

    After https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
    """
    shape = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dimensions}), }}"
    padding = -(10 + len(shape) + 1) % 64
    text = f"{shape}{' ' * padding}\n".encode("ascii")
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


def _travelling(settings: Settings) -> dict[str, Any]:
    at = {name: as_text(settings.changed_at[name]) for name in sorted(settings.changed_at)}
    return {name: getattr(settings, name) for name in TRAVELLING} | {
        "changed_at": {name: when for name, when in at.items() if name in TRAVELLING}
    }


@cache
def _schema_text(name: str) -> str:
    return _as_text(schema(name))


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
