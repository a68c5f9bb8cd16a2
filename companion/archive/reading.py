"""Reading an archive onto the stage: every record is held to its type, and to the others."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from pydantic import ValidationError

from companion.archive import layout
from companion.archive.earlier import reader, settings_of
from companion.archive.export import Progress, npy_header
from companion.archive.layout import lines_of
from companion.archive.opening import Archive, amiss, told
from companion.archive.records import RECORDS
from companion.lanes import Cancel
from companion.store.staging import FIELDS, Amiss, Stage, vectors_beside

PAGE = 2000
_MOST_SETTINGS = 2**16


def read_archive(archive: Archive, stage: Stage, progress: Progress, cancel: Cancel) -> None:
    """Put all records of an archive on the stage.

    Raises ArchiveError naming the member and the line of what is wrong; Cancelled.
    """
    total = sum(archive.manifest.records(name) for name in RECORDS)
    done = 0
    try:
        for name in RECORDS:
            as_row = _rows(name)
            for line, records in _records(archive, name, cancel):
                stage.put(name, line, [as_row(record) for record in records])
                done += len(records)
                progress(done, total)
        _read_vectors(archive, stage, cancel)
        stage.check()
    except Amiss as error:
        member = lines_of(error.member)
        raise amiss(archive.file, member, error.reason, error.line) from error


def read_settings(archive: Archive) -> dict[str, Any]:
    """The settings that travelled; empty when there are none. Raises ArchiveError."""
    text = archive.text(layout.SETTINGS, _MOST_SETTINGS)
    if not text:
        return {}
    try:
        return settings_of(text, archive.manifest.format)
    except ValidationError as error:
        raise amiss(archive.file, layout.SETTINGS, told(error)) from error


def _records(
    archive: Archive, name: str, cancel: Cancel
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    validate = reader(name, archive.manifest.format)
    for first, lines in archive.lines(name, cancel):
        for at in range(0, len(lines), PAGE):
            records: list[dict[str, Any]] = []
            for line in lines[at : at + PAGE]:
                try:
                    records.append(validate(line))
                except ValidationError as error:
                    number = first + at + len(records)
                    raise amiss(archive.file, lines_of(name), told(error), number) from error
            yield first + at, records


def _rows(name: str) -> Callable[[dict[str, Any]], Sequence[Any]]:
    """What makes of a record a row as the database has it."""
    fields = FIELDS[name]
    picked = itemgetter(*fields)
    if len(fields) == 1:
        return lambda record: (record[fields[0]],)
    kept = [(at, _KEPT_AS[field]) for at, field in enumerate(fields) if field in _KEPT_AS]
    if not kept:
        return picked

    def row(record: dict[str, Any]) -> Sequence[Any]:
        found = list(picked(record))
        for at, as_kept in kept:
            found[at] = as_kept(found[at])
        return found

    return row


def _as_json(value: Any) -> str:
    # Most are empty.
    return json.dumps(value, ensure_ascii=False) if value else "{}" if value == {} else "[]"


def _then(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value is not None else ""


_KEPT_AS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("keywords", "tags", "claims", "aliases", "did"), _as_json),
    **dict.fromkeys(("before", "after"), _then),
    "vector": base64.b64decode,
}


def _read_vectors(archive: Archive, stage: Stage, cancel: Cancel) -> None:
    rows, dimensions = stage.count("vectors"), archive.manifest.dimensions
    header, size = npy_header(rows, dimensions), dimensions * 4
    rest, number = b"", 0
    with vectors_beside(stage.file).open("wb") as file:
        for chunk in archive.chunks(layout.ROWS, cancel):
            rest += chunk
            if not number and header:
                if len(rest) < len(header):
                    continue
                if not rest.startswith(header):
                    said = f"is not {rows} rows of {dimensions} 32-bit floats"
                    raise amiss(archive.file, layout.ROWS, said)
                rest, header = rest[len(header) :], b""
            whole = len(rest) // size if size else 0
            if not whole:
                continue
            found, rest = rest[: whole * size], rest[whole * size :]
            if not np.isfinite(np.frombuffer(found, "<f4")).all():
                raise amiss(archive.file, layout.ROWS, "holds what is no number")
            file.write(found)
            number += whole
    if number != rows or rest:
        raise amiss(archive.file, layout.ROWS, f"holds {number} rows instead of {rows}")
