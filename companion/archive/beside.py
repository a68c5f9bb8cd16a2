"""Writing a file beside its place, and putting it there when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from companion.errors import ArchiveError


def part_of(file: Path) -> Path:
    """Where a file is written before it is whole."""
    return file.with_name(f".{file.name}.part")


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A path to write to; what is there when the block ends takes the place of `file`, whole and on
    the disk. If the block raises, nothing stays, and `file` is what it was. Raises ArchiveError
    when the disk does not let it."""
    part = part_of(file)
    try:
        try:
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "the disk cannot be written to"
        raise ArchiveError(
            f"{file} cannot be written: {reason.lower()}.",
            "Choose another place, or free some space; nothing was changed.",
        ) from error
