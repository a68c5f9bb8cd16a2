"""The world's errors: each says in one sentence what happened, and what to do about it.

A fault of our own (a bug) is any other exception; it is reported in full, never dressed up as one
of these.
"""

from __future__ import annotations


class CompanionError(Exception):
    """Something in the world is not as we need it.

    `message` is one readable sentence; `hint` says what the person can do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Cancelled(Exception):
    """Work was asked to stop, and did: neither the world's fault nor ours."""


class ModelError(CompanionError):
    """The chat model is missing, damaged, or cannot be used."""


class EncoderError(CompanionError):
    """The embedder or the reranker is missing or damaged."""


class StoreError(CompanionError):
    """The data cannot be read or written (disk full, no permission, damaged file)."""


class HomeInUse(StoreError):
    """Another Companion has this data directory open."""


class NewerDatabase(StoreError):
    """The database was written by a newer version of Companion."""


class PromptTooLong(CompanionError):
    """One message alone is longer than the model's context."""


class NotFound(CompanionError):
    """No conversation, message or note has this id."""


class ArchiveError(CompanionError):
    """An archive, or another app's export, cannot be read or written."""
