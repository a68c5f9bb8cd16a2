"""What is only said: by others, of the person or of somebody else, and not known to be so."""

from __future__ import annotations

import re

from companion.memory.grammar import Word, tagged
from companion.memory.words import marked

_RUMOUR = re.compile(
    r"\b(?:apparently|rumou?rs?|supposedly|allegedly|gossip\w*|word is|grapevine|has it that"
    r"|according to (?!my (?:plan|calendar|notes))|people (?:say|think|said)|they say"
    r"|(?:heard|overheard|hear) (?:\w+ ){0,4}?that|a little bird)\b",
    re.IGNORECASE,
)
_SAYS = frozenset(
    "say says said saying tell tells told telling think thinks thought reckon reckons claim claims"
    " claimed swear swears swore heard hears believe believes believed insist insists spread"
    " spreads spreading announced guess guesses suspects suspect convinced assumes assumed"
    " predicts bets".split()
)
_EXPERTS = re.compile(
    r"\b(?:doctor|doc|gp|dentist|vet|nurse|surgeon|specialist|physio\w*|midwife|cardiologist"
    r"|neurologist|dermatologist|optician|consultant|hospital)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:probably|might|may|maybe|perhaps|could|thinks?|suspects?|possibly|likely|looks like)\b",
    re.IGNORECASE,
)
_OF_ME = frozenset("i we my our me us".split())
_NOT_MINE = frozenset("i we".split())


def is_hearsay(clause: str) -> bool:
    """Whether a clause tells what others say of the person, or what they have only heard.

    What somebody says of themselves (“Ada says she is pregnant”) is as good as told by them, and a
    doctor who is sure is believed.
    """
    if _RUMOUR.search(clause):
        return True
    words = tagged(marked(clause))
    for number, word in enumerate(words):
        if word.lower not in _SAYS or not (word.tag == "VERB" or word.tag == "NOUN"):
            continue
        if _speaker_is_me(words[:number]):
            continue
        if _of_me(words[number + 1 :]):
            return not _EXPERTS.search(clause) or bool(_UNSURE.search(clause))
    return False


def _speaker_is_me(before: tuple[Word, ...]) -> bool:
    """Whether the one who says it is the person: the last subject before the verb."""
    for word in reversed(before):
        if word.lower in _NOT_MINE:
            return True
        if word.tag in ("NOUN", "PROPN", "PRON"):
            return False
    return True


def _of_me(after: tuple[Word, ...]) -> bool:
    """Whether what is said, after whom it is said to, has the person for its subject."""
    number = 0
    while number < len(after) and number < 6:
        word = after[number]
        if word.lower in ("i", "we") or (
            word.lower in ("my", "our")
            and any(later.finite for later in after[number + 1 : number + 5])
            and (
                number == 0
                or after[number - 1].lower == "that"
                or after[number - 1].tag == "PRON"
                or number == 1
            )
        ):
            return True
        if word.finite or word.lower in ("she", "he", "they", "it"):
            return False
        number += 1
    return False
