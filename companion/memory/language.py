"""Whether a message is in English, the language the rules can read.

What is in another is kept as it was said, in its episode; the rules make nothing of it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from companion.memory.words import common_share

PLAINLY = 0.5
"""The share of common English words from which a text is English without a further look."""
SURELY = 0.4
"""The probability from which a text is taken to be in another language. At 0.4, 1 of 37 sentences
in eighteen languages passed for English, and 0.1 % of 1,900 English messages did not."""


def is_english(text: str) -> bool:
    """Whether the rules may read a text; they may when that is not clear (Lui and Baldwin's
    langid, 2012)."""
    if common_share(text) >= PLAINLY:
        return True
    language, probability = _identifier().classify(text)
    return language == "en" or float(probability) < SURELY


@cache
def _identifier() -> Any:
    # A second to load, and most talk does without it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
