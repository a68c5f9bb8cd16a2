"""Reading an archive onto the stage: every record is held to its type, and to the others."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import ValidationError

from companion.archive import layout
from companion.archive.earlier import reader
from companion.archive.export import Progress, npy_header
from companion.archive.layout import lines_of
from companion.archive.opening import Archive, amiss, told
from companion.archive.records import RECORDS, settings_adapter
from companion.lanes import Cancel
from companion.store.staging import FIELDS, Amiss, Stage

PAGE = 2000
_MOST_SETTINGS = 2**16
_NESTED = {"keywords", "tags", "claims", "aliases", "did"}
_THEN = {"before", "after"}


def read_archive(archive: Archive, stage: Stage, progress: Progress, cancel: Cancel) -> None:
    """Put all records of an archive on the stage.

    Raises ArchiveError naming the member and the line of what is wrong; Cancelled.
    """
    total = sum(archive.manifest.records(name) for name in RECORDS)
    done = 0
    try:
        for name in RECORDS:
            for line, records in _records(archive, name, cancel):
                stage.put(name, line, [_row(name, record) for record in records])
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
        found: dict[str, Any] = settings_adapter().validate_json(text)
    except ValidationError as error:
        raise amiss(archive.file, layout.SETTINGS, told(error)) from error
    return found


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


def _row(name: str, record: dict[str, Any]) -> list[Any]:
    """A record as the database has it."""
    return [_value(field, record.get(field)) for field in FIELDS[name]]


def _value(field: str, value: Any) -> Any:
    if field in _NESTED:
        return json.dumps(value, ensure_ascii=False)
    if field in _THEN:
        return json.dumps(value, ensure_ascii=False) if value is not None else ""
    if field == "vector":
        return base64.b64decode(value) if value is not None else b""
    return value


def _read_vectors(archive: Archive, stage: Stage, cancel: Cancel) -> None:
    rows, dimensions = stage.count("vectors"), archive.manifest.dimensions
    header, size = npy_header(rows, dimensions), dimensions * 4
    rest, number = b"", 0
    chunks = archive.chunks(layout.ROWS, cancel)
    for chunk in chunks:
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
        found = np.frombuffer(rest[: whole * size], "<f4").reshape(whole, dimensions)
        if not np.isfinite(found).all():
            raise amiss(archive.file, layout.ROWS, "holds what is no number")
        stage.put_vectors(number, [row.tobytes() for row in found])
        number, rest = number + whole, rest[whole * size :]
    if number != rows or rest:
        raise amiss(archive.file, layout.ROWS, f"holds {number} rows instead of {rows}")
