"""Where one episode ends and the next begins: pure decisions over the person's messages.

A silence always ends an episode. So does a change of topic: a message far from the one before it in
meaning, unless what follows turns back to the old topic (EM-LLM's surprise, here embedding novelty
with hysteresis: Fountas et al., 2024). What has no words of its own (“yes”, “and then he left”)
goes on with what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.encoders.base import Vectors
from companion.memory.words import content

SILENCE = timedelta(hours=3)
"""The pause after which the talk is another one."""
SAME_TOPIC = 0.75
"""The cosine similarity of neighbours from which they are about one thing. With e5-small-v2, half
of those that go on with a topic are above 0.768, half of those that change it below 0.732."""
TURNS_BACK = 0.04
"""By how much more the next message must resemble the old topic than the new one to turn back."""
MOST_MESSAGES = 24
"""Of one episode; a longer one is split where it is least of one piece."""
MOST_CHARS = 6000
LEAST_MESSAGES = 3
"""On each side of such a split."""

_GOES_ON = re.compile(
    r"\W*(?:and|but|so|then|maybe|yes|yeah|no|nope|ok|okay|also|still|because|or|until|well"
    r"|he|she|they|it|we|that|this|those|these|his|her|their|its|one of (?:them|those|these))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One of the person's messages; `vector` of shape (dimensions,), None without an embedder."""

    message_id: str
    text: str
    at: datetime
    vector: Vectors | None = None


def segments(said: Sequence[Said]) -> list[list[Said]]:
    """The messages of one conversation, in their order, as episodes.

    The last message alone never changes the topic: only the next one shows whether it has. Taken
    again with more messages, an episode that has ended stays as it was.
    """
    found: list[list[Said]] = []
    for number, one in enumerate(said):
        following = next((later for later in said[number + 1 :] if content(later.text)), None)
        if not found or _is_apart(found[-1], one, following):
            found.append([])
        found[-1].append(one)
        if _is_long(found[-1]):
            found[-1:] = _split(found[-1])
    return _joined(found)


def _is_apart(running: Sequence[Said], one: Said, following: Said | None) -> bool:
    if one.at - running[-1].at > SILENCE:
        return True
    if following is None or following.at - one.at > SILENCE:
        return False
    telling = [there for there in running if content(there.text)]
    if not telling or not content(one.text) or _GOES_ON.match(one.text):
        return False
    if _alike(one, telling[-1]) >= SAME_TOPIC:
        return False
    back = max(_alike(following, there) for there in telling)
    return _alike(following, one) > back - TURNS_BACK


def _alike(one: Said, other: Said) -> float:
    """Cosine similarity; 1 where it is not known."""
    if one.vector is None or other.vector is None:
        return 1.0
    return float(one.vector @ other.vector)


def _is_long(running: Sequence[Said]) -> bool:
    return len(running) >= 2 * LEAST_MESSAGES and (
        len(running) > MOST_MESSAGES or sum(len(one.text) for one in running) > MOST_CHARS
    )


def _split(running: list[Said]) -> list[list[Said]]:
    places = range(LEAST_MESSAGES, len(running) - LEAST_MESSAGES + 1)
    middle = len(running) / 2
    at = min(
        places,
        key=lambda place: (_alike(running[place - 1], running[place]), abs(place - middle)),
    )
    return [running[:at], running[at:]]


def _joined(found: list[list[Said]]) -> list[list[Said]]:
    """Without those that have no words of their own: they belong to what they answer."""
    joined: list[list[Said]] = []
    for episode in found:
        if joined and not any(content(one.text) for one in episode):
            joined[-1] = joined[-1] + episode
        else:
            joined.append(episode)
    return joined
