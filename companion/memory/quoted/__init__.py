"""Which stretches of a message are not the person's own words: pasted, quoted, code, or a role.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from companion.memory.quoted.letters import articles_in, letters_in
from companion.memory.quoted.lines import lines_in
from companion.memory.quoted.marks import quotations_in, single_quotations_in
from companion.memory.quoted.pasted import pasted_in
from companion.memory.quoted.roles import roles_in
from companion.memory.quoted.texts import own_part

_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.DOTALL)


@lru_cache(maxsize=64)
def quoted_spans(message: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a message that are not the person's own words, in order and apart.

    Code and logs, quoted lines and quotations, pasted texts, letters, articles, verses, and what is
    said in a role. All else is the person speaking.
    """
    found: list[tuple[int, int]] = []
    if "`" in message or "~~~" in message:
        found = [fenced.span() for fenced in _FENCED.finditer(message)]
        message = _FENCED.sub(lambda fenced: re.sub(r"[^\n]", " ", fenced.group()), message)
    quotations = [*quotations_in(message), *single_quotations_in(message)]
    own_from = own_part(message)
    found += [*quotations, *lines_in(message), *roles_in(message)]
    found += pasted_in(message, dict(quotations), own_from)
    found += [*letters_in(message, own_from), *articles_in(message, own_from)]
    return tuple(_merged(found))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
