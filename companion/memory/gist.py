"""What an episode is called, and its gist: made of the person's own words, by rule.

Sentences are chosen by how often what they speak of comes up (Luhn, 1958); nothing is written that
was not said. Both are always made anew from the messages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from companion.memory.sentences import sentences
from companion.memory.wishes import standing_wish
from companion.memory.words import content

TITLE_CHARS = 60
GIST_CHARS = 240
_LEADING = re.compile(
    r"(?:(?:and|but|so|well|oh|ok|okay|hi|hey|hello|by the way|btw|anyway|also|now|tell me"
    r"|guess what)\b[\s,.!:–—-]*)+",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[^\w\s][\"”’')\]]*$")
"""What needs no stop after it: a mark stands there, of whatever kind."""


def title(texts: Sequence[str]) -> str:
    """The first sentence that tells something, and no wish, as far as it fits, such as `Someone
    broke into our cellar last night`; empty when none does. What a talk is about mostly stands at
    its beginning: choosing by weight found worse ones."""
    told = (sentence for sentence in _told(texts) if not standing_wish(sentence))
    best = next((sentence for sentence in told if len(content(sentence)) > 1), "")
    bare = _LEADING.sub("", best, count=1) if _LEADING.match(best) else best
    bare = (" ".join(bare.split()) or best).rstrip(".!")
    return _cut(bare[:1].upper() + bare[1:], TITLE_CHARS)


def gist(texts: Sequence[str], folded: Sequence[str] = ()) -> str:
    """Up to GIST_CHARS characters: the sentences that hold most of what the episode is about, in
    the order they were said, with an ellipsis where something was left out, and a stop between two
    that were written without one. First of all those that
    hold what is `folded` into it: nothing else tells that any more."""
    told = _told(texts)
    weight = _weight(told)

    def rank(at: int) -> tuple[bool, float, int]:
        holds = any(one in told[at] or told[at] in one for one in folded)
        return not holds, -_worth(told[at], weight), at

    by_worth = sorted(range(len(told)), key=rank)
    kept: list[int] = []
    room = GIST_CHARS
    for at in by_worth:
        if len(told[at]) <= room or not kept:
            kept.append(at)
            room -= len(told[at]) + 3
    whole = ""
    for number, at in enumerate(sorted(kept)):
        before = sorted(kept)[number - 1] if number else -1
        if whole:
            whole += " " if _ENDED.search(whole) else ". "
        whole += ("… " if at - before > 1 else "") + told[at]
    if told and len(told) - 1 not in kept:
        whole += " …"
    return _cut(" ".join(whole.split()), GIST_CHARS)


def _told(texts: Sequence[str]) -> list[str]:
    return [text[start:end] for text in texts for start, end in sentences(text)]


def _weight(told: Sequence[str]) -> Counter[str]:
    return Counter(stem for sentence in told for stem in content(sentence))


def _worth(sentence: str, weight: Counter[str]) -> float:
    """How much of what the episode is about a sentence holds, for its length."""
    stems = content(sentence)
    return sum(weight[stem] for stem in stems) / (len(stems) + 3) if stems else 0.0


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:…") + "…"
