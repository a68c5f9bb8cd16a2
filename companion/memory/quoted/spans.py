"""What the parts of this package share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

Spans: TypeAlias = Iterator[tuple[int, int]]
LONG = 120
"""Characters; a text of somebody else is rarely shorter, what is asked about it rarely longer."""
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
