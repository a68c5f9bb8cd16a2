"""The key of the tombstones: in the platform's key store, or in a file only its owner can read.

The file serves where there is no key store (a headless Linux); once it is there, it is used.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from pathlib import Path

from companion.errors import StoreError

FILE = "tombstones.key"
SERVICE = "companion"
BYTES = 32


def tombstone_key(home: Path) -> bytes:
    """The key of this data directory, made on first use. Raises StoreError."""
    if (known := stored_key(home)) is not None:
        return known
    # Imported here: looking for backends takes a noticeable time.
    import keyring
    from keyring.errors import KeyringError

    account = f"tombstones of {home}"
    try:
        kept = keyring.get_password(SERVICE, account)
        if kept is None:
            kept = secrets.token_hex(BYTES)
            keyring.set_password(SERVICE, account, kept)
        return _key(kept, "in the platform's key store")
    except KeyringError:
        return make_key(home)


def stored_key(home: Path) -> bytes | None:
    """The key in the file, if there is one. Raises StoreError when it is damaged."""
    file = home / FILE
    try:
        return _key(file.read_bytes().decode("ascii", "replace"), str(file))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(
            f"The key {file} cannot be read.", "Check the permissions of the file."
        ) from error


def make_key(home: Path) -> bytes:
    """A new key in a file only its owner can read, whole or not at all. Raises StoreError.

    With it a store asks no platform's key store, and leaves nothing there.
    """
    file = home / FILE
    key = secrets.token_bytes(BYTES)
    beside = file.with_name(f"{FILE}.new")
    try:
        beside.touch(mode=0o600)
        beside.write_text(key.hex(), "ascii")
        beside.replace(file)
    except OSError as error:
        raise StoreError(
            f"The key of what is forgotten cannot be written to {file}.",
            "Check the disk and its permissions.",
        ) from error
    return key


def _key(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != BYTES:
        raise StoreError(
            f"The key of what was forgotten, {where}, is damaged.",
            "Put a backup in its place, or remove it; then what you had forgotten may be noted"
            " again where it was said.",
        )
    return key


def digest(key: bytes, text: str) -> str:
    """The keyed hash of a text."""
    return hmac.new(key, text.encode(), sha256).hexdigest()
