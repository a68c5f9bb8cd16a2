"""What must hold of the values of a field, looked at in many records at once: a call for thousands
of them costs little more than one for one. They are called of the type that they are by then.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from msgspec import UNSET, Meta, Struct
from msgspec.inspect import DictType, Metadata, StructType, Type, UnionType, VarTupleType

_CHECK = "check"
_TO_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_ULID = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_HEX = b"0123456789abcdef"
_TIME = b"0000-00-00T00:00:00.000000Z\n"
_YEAR_0 = b"0000-"


@dataclass(frozen=True, slots=True)
class Check:
    """Whether all of some values are as `expected`; it may raise ValueError where they are not."""

    holds: Callable[[Sequence[str]], bool]
    expected: str


def held_to(check: Check, **schema: Any) -> Meta:
    """Has the values of a type checked, and says in its JSON Schema what that means."""
    return Meta(extra={_CHECK: check}, extra_json_schema=schema)


def one_of(values: type[StrEnum], *, but: Sequence[StrEnum] = ()) -> Meta:
    """Holds a text to the values of an enumeration, but for some."""
    known = frozenset(str(value) for value in values if value not in but)
    check = Check(known.issuperset, f"one of {', '.join(sorted(known))}")
    return held_to(check, enum=sorted(known))


def ulids(values: Sequence[str]) -> bool:
    """Whether all are ULIDs."""
    together, ends = _together(values), b"\n" * len(values)
    return together[26::27] == ends and together.translate(None, _ULID) == ends


def ulids_if_any(values: Sequence[str]) -> bool:
    """Whether all are ULIDs, or empty."""
    some = [value for value in values if value]
    return not some or ulids(some)


def digests(values: Sequence[str]) -> bool:
    """Whether all are SHA-256 in hexadecimal digits."""
    together, ends = _together(values), b"\n" * len(values)
    return together[64::65] == ends and together.translate(None, _HEX) == ends


def times(values: Sequence[str]) -> bool:
    """Whether all are times as `2026-11-22T10:00:00.000000Z`. Raises ValueError where there is no
    such day or hour."""
    together = _together(values)
    if together.translate(_TO_ZEROS) != _TIME * len(values):
        return False
    without_zone = np.frombuffer(together, f"S{len(_TIME)}").astype(f"S{len(_TIME) - 2}")
    without_zone.astype("datetime64[us]")
    return not together.startswith(_YEAR_0) and b"\n" + _YEAR_0 not in together


def instants(values: Sequence[str]) -> bool:
    """Whether all are ISO 8601 with an offset. Raises ValueError where they are no times."""
    return all(datetime.fromisoformat(value).tzinfo is not None for value in values)


def in_base64(values: Sequence[str]) -> bool:
    """Whether all are base64 with its padding. Raises ValueError where they are not."""
    return all(_BASE64.fullmatch(value) and b64decode(value) is not None for value in values)


_BASE64 = re.compile("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


class Columns:
    """The values of each field in some records of one type, each column made once."""

    def __init__(self, records: Sequence[Struct]) -> None:
        self._records = records
        self._made: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, field: str) -> list[Any]:
        found = self._made.get(field)
        if found is None:
            found = self._made[field] = list(map(attrgetter(field), self._records))
        return found

    def flaw(self) -> str:
        """What any of the records has otherwise than is checked; empty if nothing."""
        for field in _looked_at(type(self._records[0])) if self._records else ():
            values = field.values(self[field.name])
            if field.check is None:
                if said := Columns(values).flaw():
                    return f"{field.name}.{said}"
            elif values and not _holds(field.check, values):
                return f"{field.name}: expected {field.check.expected}"
        return ""


def _holds(check: Check, values: Sequence[str]) -> bool:
    try:
        return check.holds(values)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that is checked, or that holds records which are: those have no `check` here."""

    name: str
    check: Check | None
    may_miss: bool
    unpacked: Callable[[Iterable[Any]], Iterable[Any]] | None
    """Gives what is in tuples, or the values of dictionaries."""

    def values(self, column: list[Any]) -> list[Any]:
        """Those of a column that are there."""
        if self.may_miss:
            column = [value for value in column if value is not None and value is not UNSET]
        return list(self.unpacked(column)) if self.unpacked else column


@cache
def _looked_at(type_: type[Struct]) -> Sequence[_Field]:
    info = msgspec.inspect.type_info(type_)
    assert isinstance(info, StructType)
    found = []
    for field in info.fields:
        types = field.type.types if isinstance(field.type, UnionType) else (field.type,)
        may_miss = len(types) > 1 or not field.required
        for within, unpacked in map(_within, types):
            check = _check(within)
            if check is not None or isinstance(within, StructType):
                found.append(_Field(field.name, check, may_miss, unpacked))
    return found


def _within(type_: Type) -> tuple[Type, Callable[[Iterable[Any]], Iterable[Any]] | None]:
    if isinstance(type_, VarTupleType):
        return type_.item_type, chain.from_iterable
    if isinstance(type_, DictType):
        return type_.value_type, lambda dicts: chain.from_iterable(it.values() for it in dicts)
    return type_, None


def _check(type_: Type) -> Check | None:
    found = (type_.extra or {}).get(_CHECK) if isinstance(type_, Metadata) else None
    assert found is None or isinstance(found, Check)
    return found


def _together(values: Sequence[str]) -> bytes:
    """All of them as one text, a line each: where the ends of lines are where they should be, and
    nowhere else, each value is as long as it should be."""
    return "\n".join((*values, "")).encode()
