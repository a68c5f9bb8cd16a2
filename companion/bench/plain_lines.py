"""Plain JSON Lines with zlib, which exports and imports are measured against.

What anybody would write with the standard library: the records that are in an archive, one JSON
object a line, dumped, deflated as an archive is, and written to a file; and read from it, inflated
and parsed, vectors to arrays. Nothing is checked, hashed or stored, and there is one thread.

The archive holds vectors, so the lines do. JSON has no bytes: they are written in base64, the
shortest text the standard library makes of them, and deflated like all that is in the file. As
lists of numbers they would be five times as long, and an archive would look better than it is. What
they take is told by itself, too, so that the rest can be compared alone.
"""

from __future__ import annotations

import json
import time
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from companion.archive.export import COMPRESSION, npy_header
from companion.archive.layout import MANIFEST, ROWS, lines_of

Record = dict[str, Any]
_AT_ONCE = 2000
_CHUNK = 2**20
_VECTOR = "vector"


@dataclass(frozen=True, slots=True)
class Seconds:
    """What writing and reading took."""

    writing: float
    reading: float


def plain_lines(archive: Path, folder: Path) -> dict[str, Seconds]:
    """Write and read what is in an archive: the `records`, and the `vectors`."""
    with ZipFile(archive) as source:
        manifest = json.loads(source.read(MANIFEST))
        names = [it for it in manifest["members"] if it.endswith(".jsonl")]
        own = lines_of("vectors")
        records = (line for name in names if name != own for line in _lines(source, name))
        return {
            "records": _timed(records, folder / "records.jsonl.z"),
            "vectors": _timed(_vectors(source, manifest), folder / "vectors.jsonl.z"),
        }


def _timed(records: Iterable[Record], file: Path) -> Seconds:
    writing, found = 0.0, iter(records)
    packer = zlib.compressobj(COMPRESSION)
    with file.open("wb") as target:
        while page := list(islice(found, _AT_ONCE)):
            began = time.perf_counter()
            for record in page:
                if _VECTOR in record and isinstance(record[_VECTOR], bytes):
                    record[_VECTOR] = b64encode(record[_VECTOR]).decode()
            text = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in page)
            target.write(packer.compress(text.encode()))
            writing += time.perf_counter() - began
        began = time.perf_counter()
        target.write(packer.flush())
        target.flush()
        writing += time.perf_counter() - began
    began = time.perf_counter()
    for line in _inflated(file):
        record = json.loads(line)
        if _VECTOR in record:
            array("f", b64decode(record[_VECTOR]))
    return Seconds(writing, time.perf_counter() - began)


def _inflated(file: Path) -> Iterator[bytes]:
    rest, unpacker = b"", zlib.decompressobj()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            *whole, rest = (rest + unpacker.decompress(chunk)).split(b"\n")
            yield from whole


def _lines(source: ZipFile, name: str) -> Iterator[Record]:
    with source.open(name) as member:
        yield from map(json.loads, member)


def _vectors(source: ZipFile, manifest: Record) -> Iterator[Record]:
    if ROWS not in manifest["members"]:
        return
    rows, dimensions = manifest["members"][ROWS]["records"], manifest["dimensions"]
    with source.open(ROWS) as member:
        member.read(len(npy_header(rows, dimensions)))
        for record in _lines(source, lines_of("vectors")):
            yield record | {_VECTOR: member.read(dimensions * 4)}
