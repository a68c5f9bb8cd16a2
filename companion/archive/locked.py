"""Locking an archive with a passphrase, by age (https://age-encryption.org/v1), through pyrage.

age wraps a passphrase with scrypt, and pyrage does that in memory only. So the archive is locked,
as a stream, with a key made for it, and the key with the passphrase: what `age -p` does with a key
file, and what every age program opens.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile

import pyrage

from companion.archive import layout
from companion.errors import ArchiveError
from companion.lanes import Cancel

_MOST_KEY_BYTES = 4096
_TRIES = 20
_TOO_MUCH_WORK = "Excessive work"
"""How age says that a passphrase is too slow to try here; it has no error of its own for it."""


class WrongPassphrase(ArchiveError):
    """The passphrase does not open the archive, or none was given."""


def lock(plain: Path, to: Path, passphrase: str, cancel: Cancel) -> None:
    """Write the archive `plain` under a passphrase to another file. Raises Cancelled."""
    key = pyrage.x25519.Identity.generate()
    with ZipFile(to, "w", ZIP_STORED) as outer:
        outer.writestr(layout.README, layout.READ_ME_ENCRYPTED)
        outer.writestr(layout.KEY, pyrage.passphrase.encrypt(str(key).encode(), passphrase))
        with plain.open("rb") as source, outer.open(layout.CIPHER, "w", force_zip64=True) as target:
            try:
                pyrage.encrypt_io(_Stoppable(source, cancel), target, [key.to_public()])
            except pyrage.EncryptError:
                cancel.check()
                raise


class _Stoppable:
    """A stream whose reading ends when it is cancelled."""

    def __init__(self, source: IO[bytes], cancel: Cancel) -> None:
        self._source = source
        self._cancel = cancel

    def read(self, size: int = -1) -> bytes:
        self._cancel.check()
        return self._source.read(size)


def _unwrapped(wrapped: bytes, passphrase: str) -> bytes:
    """The key under the passphrase. Raises pyrage.DecryptError.

    Before each try age measures how fast the machine is, within milliseconds: one that is busy for
    a moment seems too slow for what it locked itself.
    """
    for _ in range(_TRIES):
        try:
            key: bytes = pyrage.passphrase.decrypt(wrapped, passphrase)
            return key
        except pyrage.DecryptError as error:
            if _TOO_MUCH_WORK not in str(error):
                raise
            last = error
    raise last


def unlock(outer: ZipFile, to: Path, passphrase: str, file: Path, cancel: Cancel) -> None:
    """Write what is locked in a zip file as a plain archive. Raises WrongPassphrase."""
    if not passphrase:
        raise WrongPassphrase(f"{file.name} is locked.", "Give the passphrase it was locked with.")
    with outer.open(layout.KEY) as stream:
        wrapped = stream.read(_MOST_KEY_BYTES + 1)
    try:
        if len(wrapped) > _MOST_KEY_BYTES:
            raise ValueError("no key is as long")
        key = pyrage.x25519.Identity.from_str(_unwrapped(wrapped, passphrase).decode("ascii"))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        if _TOO_MUCH_WORK in str(error):
            raise ArchiveError(
                f"{file.name} was locked on a much faster machine, or this one is too busy.",
                "Try again when less is running; nothing was changed.",
            ) from error
        raise WrongPassphrase(
            f"{file.name} is not opened by this passphrase, or its key is damaged.",
            "Try again; nothing was changed.",
        ) from error
    with outer.open(layout.CIPHER) as source, to.open("wb") as target:
        try:
            pyrage.decrypt_io(_Stoppable(source, cancel), target, [key])
        except pyrage.DecryptError as error:
            cancel.check()
            raise ArchiveError(
                f"{file.name} cannot be read: what is locked in it is damaged or cut off.",
                "Nothing was changed.",
            ) from error
