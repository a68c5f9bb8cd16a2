"""A sentence as it was said: what leads up to a time, and whether its verb looks back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from companion.memory.patterns import any_word, one_of

PLAIN = str.maketrans("’–\n\t\u00a0\u0130\u0131\u017f\u212a", "'-   ____")
"""One spelling to look for. The last four are letters which IGNORECASE takes for i, s and k."""
ON = r"\b(?:on|since|until|till|by|from)(?: the)? \Z"
SINCE = r"\bsince (?:the |about |around |early |mid-|late )?\Z"
_PAST = (
    one_of(
        any_word(
            """
            agreed, ate, became, been, began, born, bought, broke, brought, built, burnt, came,
            caught, chose, dealt, did, done, drank, drew, drove, dug, eaten, fed, fell, felt,
            flew, forgot, fought, found, freed, froze, gave, given, gone, got, grew, had, heard,
            held, hid, kept, knew, known, learnt, led, left, lost, made, met, paid, ran, rang,
            rode, said, sang, sat, saw, seen, sent, shook, slept, sold, spent, spoke, spoken,
            stole, stood, stuck, swam, taken, taught, thought, threw, told, took, understood, was,
            (?:was|were|had|did|could)n't, went, were, woke, won, wore, written, wrote
            """
        ),
        r"(?!(?:\w*(?:eed|fred)|hundred|naked|sacred|wicked|ahmed|mohammed|jared)\b)\w{2,}ed",
    )
    + r"\b"
)
_NOT_PAST = (
    # A form of be takes the participle with it: “is planned” and “'m getting married” are not past.
    # Neither is “I've got an exam”.
    one_of(
        "'(?:m|re|s|ll)",
        r"(?:'ve|\bhave) got (?:an?|another|my|our|to)",
        r"\b"
        + any_word(
            """
            am, are, be, being, can, can't, get, gets, getting, going to, gonna, has to, have to,
            hopes?, is, might, must, needs?, plans?, shall, should, wants?, will, won't, would
            """
        ),
    )
    + r"\b(?>(?: (?:not|also|just|\w+ly|be|been|get|getting|being|have|to|so|very)\b)*)(?: \w+)?"
)
_ANY_FORM = (
    r"\b(?:I|we|they|he|she) "
    r"(?>(?:(?:all|almost|also|always|both|even|has|have|just|never|often|once|still|then"
    r"|\w+ly) )*)"
    rf"(?!{_PAST})\w+"
)
_VERB = one_of(_NOT_PAST, rf"(?P<past>\b{_PAST})", _ANY_FORM)
_REACH = 200
"""Characters within which a time has its verb."""
_CLAUSE_BORDER = r"[,;:.!?()—]|\b(?:and|but)\b"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in one spelling, and the day on which it was said."""

    text: str
    today: date

    def follows(self, lead: str, at: int) -> re.Match[str] | None:
        """The words that lead up to a place, if they are such."""
        return compiled(lead).search(self.text, max(0, at - 40), at)

    def looks_back(self, found: re.Match[str]) -> bool:
        """Whether the verb that a time goes with is in the past tense.

        It is the nearest before the time in its clause, else the nearest after it there, else the
        same in the whole sentence.
        """
        start, end = found.span()
        if self.follows(SINCE, start):
            return True
        sentence = max(0, start - _REACH), min(len(self.text), end + _REACH)
        borders = [
            border.span() for border in compiled(_CLAUSE_BORDER).finditer(self.text, *sentence)
        ]
        clause = (
            max((to for _, to in borders if to <= start), default=sentence[0]),
            min((at for at, _ in borders if at >= end), default=sentence[1]),
        )
        verbs = [
            (verb.start(), verb.lastgroup == "past")
            for verb in compiled(_VERB).finditer(self.text, *sentence)
        ]
        for low, high in (clause, sentence):
            before = [past for at, past in verbs if low <= at < start]
            after = [past for at, past in verbs if end <= at < high]
            if before or after:
                return before[-1] if before else after[0]
        return False


@cache
def compiled(words: str) -> re.Pattern[str]:
    """Compiled when it is first looked for; the window does not wait for it when it starts."""
    return re.compile(words, re.IGNORECASE)
