"""What stands in an archive, record by record."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from companion.archive.records import RECORDS


def records(file: Path) -> dict[str, list[Any]]:
    """The records of each member, in their order."""
    with zipfile.ZipFile(file) as source:
        there = source.namelist()
        return {
            name: [json.loads(line) for line in source.read(f"{name}.jsonl").splitlines()]
            for name in RECORDS
            if f"{name}.jsonl" in there
        }
