"""What every error of the world owes the person."""

from __future__ import annotations

from companion.errors import CompanionError


def is_readable(error: CompanionError) -> bool:
    """Whether it is one sentence that says what happened, and another that says what to do."""
    return all(
        len(text.split()) >= 3
        and text[0] in text[0].upper() + "“"
        and text.endswith((".", ".)"))
        and "Traceback" not in text
        and "Error(" not in text
        for text in (error.message, error.hint)
    )
