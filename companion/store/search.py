"""Words of a person as full-text queries: quoted, so that nothing in them is an operator."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"\w+", re.UNICODE)
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_COMMON = frozenset(
    "a about am an and any are as at be been but by can could did do does for from had has have"
    " he her him his how i if in is it its me my of on or our s she so t that the their them there"
    " they this to was we were what when where which who why will with would you your"
    " called name named tell know think like really just some get got go going re ve ll d m".split()
)


def words(text: str) -> list[str]:
    """The words of `text` in lower case, each once, in order, without the commonest ones.

    When there are only common words, they are kept.
    """
    return telling_words(text) or list(dict.fromkeys(_WORD.findall(text.lower())))


def telling_words(text: str) -> list[str]:
    """The words of `text` in lower case, each once, in order, less the commonest ones."""
    return [word for word in dict.fromkeys(_WORD.findall(text.lower())) if word not in _COMMON]


def match_any(text: str) -> str:
    """An FTS5 query that any of the words matches; empty when there are none."""
    return " OR ".join(f'"{word}"' for word in words(text))


def match_rarest(found: Mapping[str, int], most: int) -> str:
    """An FTS5 query for the rarest of some words, given in how many rows each is found, that leaves
    about `most` rows to be ranked; empty when none is found.

    Common words tell little (their weight in BM25 is small) and cost most: ranking a row takes a
    microsecond. Of those that are too common the two rarest count where they stand together; one
    such word alone is no query.
    """
    by_rarity = sorted((word for word in found if found[word]), key=lambda word: found[word])
    rare: list[str] = []
    for word in by_rarity:
        if sum(found[it] for it in rare) + found[word] <= most:
            rare.append(word)
    common = [word for word in by_rarity if word not in rare]
    parts = [f'"{word}"' for word in rare]
    if len(common) > 1:
        parts.append(f'("{common[0]}" AND "{common[1]}")')
    return " OR ".join(parts)


def match_prefix(text: str) -> str:
    """An FTS5 query for typing: every word must be there, the last may be unfinished."""
    found = [word.lower() for word in _WORD.findall(text)]
    if not found:
        return ""
    return " AND ".join([*(f'"{word}"' for word in found[:-1]), f'"{found[-1]}"*'])


def match_typed(text: str) -> str:
    """`match_prefix`, of which what stands in quotation marks must be there as one phrase."""
    parts = _QUOTED.split(text)
    phrases = [" ".join(_WORD.findall(part.lower())) for part in parts[1::2]]
    loose = match_prefix(" ".join(parts[0::2]))
    quoted = [f'"{phrase}"' for phrase in phrases if phrase]
    return " AND ".join([*quoted, loose] if loose else quoted)
