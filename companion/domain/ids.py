"""What tells one thing from another: ULIDs as 26-character strings, so that sorting by id is
sorting by the time of making."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256


def new_id(at: datetime | None = None) -> str:
    """A fresh ULID, of this time or of now."""
    # A tenth of a second to import, and the window is shown before the first id is needed.
    from ulid import ULID

    return str(ULID() if at is None else ULID.from_datetime(at))


def derived_id(*of: str, at: datetime | None = None) -> str:
    """A ULID that is the same for the same words, of this time."""
    from ulid import ULID

    digest = sha256("\n".join(of).encode()).digest()
    stamp = int(at.timestamp() * 1000) if at else 0
    return str(ULID((max(stamp, 0) & (2**48 - 1)).to_bytes(6, "big") + digest[:10]))
