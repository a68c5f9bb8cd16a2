"""The key of the tombstones: in the platform's key store, or in a file only its owner can read.

The file serves where there is no key store (a headless Linux); once it is there, it is used.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from pathlib import Path

FILE = "tombstones.key"
SERVICE = "companion"


def tombstone_key(home: Path) -> bytes:
    """The key of this data directory, made on first use."""
    file = home / FILE
    if file.exists():
        return bytes.fromhex(file.read_text("ascii"))
    # Imported here: looking for backends takes a noticeable time.
    import keyring
    from keyring.errors import KeyringError

    account = f"tombstones of {home}"
    try:
        known = keyring.get_password(SERVICE, account)
        if known is None:
            known = secrets.token_hex(32)
            keyring.set_password(SERVICE, account, known)
        return bytes.fromhex(known)
    except KeyringError:
        made = secrets.token_hex(32)
        file.touch(mode=0o600)
        file.write_text(made, "ascii")
        return bytes.fromhex(made)


def digest(key: bytes, text: str) -> str:
    """The keyed hash of a note's words, whatever their case and spacing."""
    return hmac.new(key, " ".join(text.casefold().split()).encode(), sha256).hexdigest()
