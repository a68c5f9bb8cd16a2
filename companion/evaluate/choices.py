"""What can be asked of an evaluation. Light to import: the command line needs it to parse."""

from __future__ import annotations

from enum import StrEnum


class WriteFormat(StrEnum):
    """What a dataset is that writing is measured on."""

    LOCOMO = "locomo"
    UPDATES = "updates"
    NO_MEMORY = "no-memory"
    RESURRECTION = "resurrection"


class WriterName(StrEnum):
    """Who writes the notes."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class RecallFormat(StrEnum):
    """What a dataset is that recall is measured on."""

    LOCOMO = "locomo"
    MADIAL = "madial"
    LONGMEMEVAL = "longmemeval"
