"""Reading an archive onto the stage: every record is held to its type, and to the others."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import numpy as np

from companion.archive import layout
from companion.archive.columns import Columns
from companion.archive.earlier import Settings2, brought_up, settings_of, type_of
from companion.archive.export import Progress, npy_header
from companion.archive.layout import lines_of
from companion.archive.opening import Archive, amiss, told
from companion.archive.records import RECORDS, Settings
from companion.lanes import Cancel
from companion.store.staging import FIELDS, Amiss, Stage, vectors_beside

_MOST_SETTINGS = 2**16
_ESCAPE = b"\\"
_NULL = b"\\u0000"


def read_archive(archive: Archive, stage: Stage, progress: Progress, cancel: Cancel) -> None:
    """Put all records of an archive on the stage.

    Raises ArchiveError naming the member and the line of what is wrong; Cancelled.
    """
    total = sum(archive.manifest.records(name) for name in RECORDS)
    done = 0
    try:
        for name in RECORDS:
            for records in _records(archive, name, cancel):
                stage.put(name, _rows(name, records))
                done += len(records)
                progress(done, total)
        with ThreadPoolExecutor(1) as beside:
            checked = beside.submit(stage.check)
            _read_vectors(archive, stage, cancel)
            checked.result()
    except Amiss as error:
        member = lines_of(error.member)
        raise amiss(archive.file, member, error.reason, error.line) from error


def read_settings(archive: Archive) -> dict[str, Any]:
    """The settings that travelled; empty when there are none. Raises ArchiveError."""
    text = archive.text(layout.SETTINGS, _MOST_SETTINGS)
    if not text:
        return {}
    type_ = Settings if archive.manifest.format > 2 else Settings2
    try:
        found = _decoded(msgspec.json.Decoder(type_).decode, text)
    except ValueError as error:
        raise amiss(archive.file, layout.SETTINGS, told(error)) from error
    return msgspec.structs.asdict(settings_of(found))


def _records(archive: Archive, name: str, cancel: Cancel) -> Iterator[Columns]:
    of_format = archive.manifest.format
    decoder = msgspec.json.Decoder(type_of(name, of_format))
    for first, lines in archive.lines(name, cancel):
        try:
            records = decoder.decode_lines(lines)
            columns = Columns(records)
            sound = _is_sound(lines, columns)
        except ValueError:
            sound = False
        if not sound:
            records = []
            for number, line in enumerate(lines.split(b"\n"), first):
                try:
                    records.append(_decoded(decoder.decode, line))
                except ValueError as error:
                    raise amiss(archive.file, lines_of(name), told(error), number) from error
            columns = Columns(records)
        as_now = brought_up(name, of_format, records)
        yield columns if as_now is records else Columns(as_now)


def _is_sound(lines: bytes, records: Columns) -> bool:
    """Whether there is one record on each line, and nothing wrong with any."""
    in_all = lines.count(b"\n") + 1
    # Most have no escape at all, which is found out twenty times as fast.
    null = _ESCAPE in lines and _NULL in lines
    return len(records) == in_all and not null and not records.flaw()


def _decoded(decode: Callable[[bytes], Any], text: bytes) -> Any:
    """One record. Raises ValueError for what is wrong with it."""
    record = decode(text)
    if _NULL in text and _holds_null(msgspec.to_builtins(record)):
        raise ValueError("it holds a null character")
    if said := Columns([record]).flaw():
        name, _, expected = said.partition(": ")
        raise ValueError(f"{expected} - at `$.{name}`")
    return record


def _holds_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_null, (*value.keys(), *value.values())))
    if isinstance(value, list | tuple):
        return any(map(_holds_null, value))
    return isinstance(value, str) and "\0" in value


def _rows(name: str, records: Columns) -> Iterable[Sequence[Any]]:
    """Records as the database has them, one by one."""
    return zip(*(_column(records, field) for field in FIELDS[name]), strict=True)


def _column(records: Columns, field: str) -> Iterable[Any]:
    as_kept = _KEPT_AS.get(field)
    return records[field] if as_kept is None else map(as_kept, records[field])


def _as_list(value: Any) -> str:
    # Most are empty.
    return _packed(value).decode() if value else "[]"


def _as_text(value: Any) -> str:
    """As the database has it, to be compared as text."""
    return "" if value is None else _text(msgspec.to_builtins(value))


_packed = msgspec.json.Encoder().encode
_text = json.JSONEncoder(ensure_ascii=False).encode
_KEPT_AS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("claims", "aliases"), _as_list),
    **dict.fromkeys(("keywords", "tags"), lambda words: _text(words) if words else "[]"),
    **dict.fromkeys(("before", "after", "did"), _as_text),
    "vector": base64.b64decode,
}


def _read_vectors(archive: Archive, stage: Stage, cancel: Cancel) -> None:
    rows, dimensions = archive.manifest.records("vectors"), archive.manifest.dimensions
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
