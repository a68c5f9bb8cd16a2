"""Opening an archive that anybody may have made: what is in it is held to what it says.

Nothing is ever unpacked to a path that an archive names. Names, sizes and sums are checked before
and while it is read; what is wrong is told in one sentence that names the member and the line.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from companion.archive import layout
from companion.archive.layout import Manifest, Version, lines_of
from companion.archive.locked import unlock
from companion.errors import ArchiveError
from companion.lanes import Cancel

CHUNK = 2**22
LONGEST_LINE = 16 * 2**20
"""Bytes of one record."""
LARGEST = 64 * 2**30
"""Bytes of all members together."""
MOST_PACKED = 250
"""How many times its own size an archive may unpack to; text packs to a tenth, rarely better."""
FREE = 64 * 2**20
"""Bytes that any archive may unpack to."""
_DIRECTORY = 2**20
_MANIFEST = 2**20
_ENCRYPTED_FLAG = 1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, IndexError, KeyError,
)  # fmt: skip
"""What reading a broken zip file raises."""


class Archive:
    """An opened archive; made by `opened`."""

    def __init__(self, file: Path, source: zipfile.ZipFile, manifest: Manifest) -> None:
        self.file = file
        self.manifest = manifest
        self._zip = source

    def lines(self, name: str, cancel: Cancel) -> Iterator[tuple[int, bytes]]:
        """The lines with the records of one kind, some at a time, with the number of the first.

        Raises ArchiveError, at the latest when the last was read and the sum is wrong.
        """
        member = lines_of(name)
        number, rest = 1, b""
        for chunk in _ahead(self._chunks(member, cancel)):
            whole, end, rest = (rest + chunk).rpartition(b"\n")
            if end:
                yield number, whole
                number += whole.count(b"\n") + 1
            if len(rest) > LONGEST_LINE:
                raise amiss(self.file, member, "is longer than any record", number)
        if rest:
            raise amiss(self.file, member, "has no end", number)
        entry = self.manifest.members.get(member)
        if entry is not None and entry.records != number - 1:
            said = f"holds {number - 1} records instead of {entry.records}"
            raise amiss(self.file, member, said)

    def chunks(self, member: str, cancel: Cancel) -> Iterator[bytes]:
        """The bytes of a member. Raises ArchiveError."""
        return _ahead(self._chunks(member, cancel))

    def text(self, member: str, most: int) -> bytes:
        """A small member as a whole. Raises ArchiveError."""
        found = b""
        for chunk in self._chunks(member, Cancel()):
            found += chunk
            if len(found) > most:
                raise amiss(self.file, member, "is too large")
        return found

    def _chunks(self, member: str, cancel: Cancel) -> Iterator[bytes]:
        entry = self.manifest.members.get(member)
        if entry is None:
            return
        digest, size = sha256(), 0
        with _readable(self.file, member), self._zip.open(member) as stream:
            while chunk := stream.read(CHUNK):
                cancel.check()
                digest.update(chunk)
                size += len(chunk)
                if size > entry.bytes:
                    break
                yield chunk
        if size != entry.bytes:
            raise amiss(self.file, member, "is not as large as the manifest says")
        if digest.hexdigest() != entry.sha256:
            raise amiss(self.file, member, "has been changed: its checksum is wrong")


@contextmanager
def opened(file: Path, passphrase: str, folder: Path, cancel: Cancel) -> Iterator[Archive]:
    """Open an archive; one that is locked is unlocked into `folder`, which is thrown away.

    Raises ArchiveError when it is none, WrongPassphrase when it is locked and this is not its
    passphrase.
    """
    with _zip_file(file) as outer:
        if layout.CIPHER not in outer.namelist():
            yield _checked(file, outer)
            return
        _check_names(file, outer, frozenset({layout.README, layout.KEY, layout.CIPHER}))
        inner = folder / "unlocked"
        with _readable(file, layout.CIPHER):
            unlock(outer, inner, passphrase, file, cancel)
        with _zip_file(inner, file) as source:
            yield _checked(file, source)


def amiss(file: Path, member: str, reason: str, line: int = 0) -> ArchiveError:
    """What is wrong with a member, or with a line of it."""
    where = f"{member}, line {line}," if line else member
    return ArchiveError(f"{file.name} cannot be read: {where} {reason}.", "Nothing was changed.")


def is_archive(file: Path) -> bool:
    """Whether a file looks like one of ours, whole or not: by its name, else by its members."""
    if file.suffix.lower() == layout.SUFFIX:
        return True
    try:
        with zipfile.ZipFile(file) as source:
            return bool({layout.MANIFEST, layout.CIPHER} & set(source.namelist()))
    except _BROKEN:
        return False


def _ahead(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same, the next of which is read while one is worked on: what inflates and hashes lets
    other threads go on."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, chunks, b"")
        while chunk := coming.result():
            coming = beside.submit(next, chunks, b"")
            yield chunk


@contextmanager
def _readable(file: Path, member: str) -> Iterator[None]:
    """Say which member is broken, whatever way it is."""
    try:
        yield
    except _BROKEN as error:
        raise amiss(file, member, "is damaged") from error


@contextmanager
def _zip_file(file: Path, called: Path | None = None) -> Iterator[zipfile.ZipFile]:
    called = called or file
    with ExitStack() as stack:
        try:
            source = stack.enter_context(file.open("rb"))
            _check_directory(source, called)
            archive = stack.enter_context(zipfile.ZipFile(source))
        except _BROKEN as error:
            if isinstance(error, OSError) and error.strerror:
                said = f"{called} cannot be read: {error.strerror.lower()}."
                raise ArchiveError(said, "Check the file and its permissions.") from error
            raise _no_archive(called) from error
        yield archive


def _check_directory(source: IO[bytes], file: Path) -> None:
    """The list of members is read into memory as a whole: none that is large is ours."""
    # There is no public way to know its size before it is read.
    end = zipfile._EndRecData(source)  # type: ignore[attr-defined, unused-ignore]
    if end is None or end[5] > _DIRECTORY:
        raise _no_archive(file)


def _no_archive(file: Path) -> ArchiveError:
    return ArchiveError(
        f"{file.name} is no archive of Companion, or it was cut off.",
        "Export it again, or take another copy; nothing was changed.",
    )


def _checked(file: Path, source: zipfile.ZipFile) -> Archive:
    if layout.MANIFEST not in source.namelist():
        raise _no_archive(file)
    manifest = _manifest(file, source)
    _check_names(file, source, layout.MEMBERS)
    names = set(source.namelist()) - {layout.MANIFEST}
    for name in sorted(names ^ set(manifest.members)):
        raise amiss(file, name, "is not in both the archive and its manifest")
    declared = sum(info.file_size for info in source.infolist())
    packed = sum(info.compress_size for info in source.infolist())
    said = sum(entry.bytes for entry in manifest.members.values())
    if max(declared, said) > min(LARGEST, FREE + MOST_PACKED * packed):
        raise ArchiveError(
            f"{file.name} would unpack to {max(declared, said) // 2**20:,} MiB.",
            "No archive of Companion does that; nothing was changed.",
        )
    return Archive(file, source, manifest)


def _check_names(file: Path, source: zipfile.ZipFile, known: frozenset[str]) -> None:
    met: set[str] = set()
    for info in source.infolist():
        name = info.filename if info.filename.isprintable() else ascii(info.filename)
        if info.filename not in known:
            raise amiss(file, name[:80], "does not belong into an archive")
        if info.filename in met:
            raise amiss(file, name, "is there twice")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise amiss(file, name, "is a link")
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise amiss(file, name, "is encrypted in a way that is not ours")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise amiss(file, name, "is packed in a way that is not ours")
        met.add(info.filename)


def _manifest(file: Path, source: zipfile.ZipFile) -> Manifest:
    with _readable(file, layout.MANIFEST), source.open(layout.MANIFEST) as stream:
        text = stream.read(_MANIFEST + 1)
    if len(text) > _MANIFEST:
        raise amiss(file, layout.MANIFEST, "is too large")
    try:
        made_with = msgspec.json.decode(text, type=Version).format
        if made_with > layout.FORMAT:
            raise ArchiveError(
                f"{file.name} was written by a newer version of Companion (format {made_with}).",
                "Update Companion to open it.",
            )
        return msgspec.json.decode(text, type=Manifest)
    except ValueError as error:
        raise amiss(file, layout.MANIFEST, told(error)) from error


def told(error: ValueError) -> str:
    """What is wrong with a value, as the end of a sentence."""
    said, _, where = str(error).partition(" - at ")
    where = where.strip("`").removeprefix("$.")
    said = said if said.startswith("JSON") else said[:1].lower() + said[1:]
    said = said if len(said) <= 120 else f"{said[:117]}…"
    return f"is not as it should be: {f'{where[:60]}: ' if where else ''}{said}"
