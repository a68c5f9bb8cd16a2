"""Sentences taken apart where a new subject begins: “Kirsty moved and I have a new name”.

Each part is told of somebody else, and may end or change by itself. What is subordinate (“because
she moved”, “when he came”) and what only adds a second verb (“and has his own flat”) stays with
its clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from companion.memory.grammar import Word, is_unheard, tagged
from companion.memory.relations import FAMILY, OF_SEVERAL

_BORDER = re.compile(r"[,;:()—–…]|\s-+\s|\.\.")
_CONNECTING = frozenset("and but so or yet then plus also while whereas".split())
SUBORDINATE = frozenset(
    "because since when if as although though that after before until till unless whether who"
    " which whose where what how why once than like".split()
)
_REASONS = frozenset("because since when after before until till although though while".split())
_NOMINATIVE = frozenset(
    "i we he she they it you this that there everyone everybody someone somebody nobody".split()
)
_IN_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
POSSESSIVE = frozenset("my our your his her its their mine ours".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Characters `start` to `end` of a sentence; `subject` are the words before its first finite
    verb that name whom it is about, none where they go without saying; `verbs` what follows."""

    start: int
    end: int
    subject: tuple[Word, ...]
    words: tuple[Word, ...]


def clauses_of(sentence: str) -> list[Clause]:
    """The clauses of a sentence, in order; together they are all of its words."""
    words = tagged(sentence)
    if not words:
        return []
    starts = [0]
    for number in range(2, len(words)):
        if _opens(sentence, words[: number + _LONGEST_INSERTION + 6], starts[-1], number):
            starts.append(number)
    found = []
    speaker = _speaker(sentence, words)
    for number, first in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(words)
        own = words[first:last]
        begin = 0 if number == 0 else own[0].start
        end = len(sentence) if last == len(words) else _end(own)
        subject = _subject(sentence, own)
        if speaker and (not subject or subject[0].lower in ("i", "we", "my", "our")):
            subject = speaker
        found.append(Clause(begin, end, subject, own))
    return found


_SAID_BY = re.compile(r"(?:^|\) |[.!?] )(?P<who>[A-ZÀ-Þ][^\W\d_]*[a-zà-þ]): ")


def _speaker(sentence: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """Who says what a sentence tells, where talk is retold: “Lotte: I'm pregnant.”"""
    if (said := _SAID_BY.search(sentence)) is None:
        return ()
    who = next((word for word in words if word.start == said.start("who")), None)
    named = who is not None and (who.lower in FAMILY or (who.tag == "PROPN" and is_unheard(who)))
    return (who,) if who is not None and named else ()


def _end(words: Sequence[Word]) -> int:
    """Where a clause ends: without the “and” that leads to the next one."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower in _CONNECTING:
        kept.pop()
    return kept[-1].end


def _opens(sentence: str, words: Sequence[Word], first: int, number: int) -> bool:
    """Whether a new clause begins with this word: after a border, a subject and its verb. The
    clause before it begins with word `first`."""
    before, here = words[number - 1], words[number]
    border = bool(_BORDER.search(sentence, before.end, here.start))
    if not border and before.lower not in _CONNECTING:
        return False
    clause = words[first:number]
    clear = border or (here.lower in ("i", "we") and any(w.tag == "ADP" for w in clause))
    # “Met Ada for coffee, she teaches now”
    unsaid = border and clause[0].tag == "VERB" and here.lower in _NOMINATIVE
    told = here.lower in ("i", "we") and any(word.tag in ("VERB", "AUX") for word in clause)
    aside = border and _is_somebody(here) and _is_remark(clause)
    if not (
        any(word.finite for word in clause) or unsaid or told or aside or (clear and _names(clause))
    ):
        return False
    as_of = here.lower == "as" and [w.tag for w in words[number + 1 : number + 2]] == ["ADP"]
    if here.lower in SUBORDINATE and here.lower not in _NOMINATIVE and not as_of:
        return False
    if not border and len(words) > number - 2 >= 0 and words[number - 2].lower in SUBORDINATE:
        return False
    if here.tag == "ADP" and len(words) > number + 1:
        # “and in the evenings I drive a taxi”, “and as of May we live here”
        number = phrase_end(words, number + 1 + (words[number + 1].tag == "ADP"))
        if not (number < len(words) and words[number].lower in _NOMINATIVE):
            return False
    if here.tag == "ADV" and before.lower in _CONNECTING and len(words) > number + 1:
        # “so now it's me who shouts”
        number += words[number + 1].lower in _NOMINATIVE
    end = phrase_end(words, number)
    joined = words[end : end + 1] and not _BORDER.search(
        sentence, words[end - 1].end, words[end].start
    )
    if end > number and joined and words[end].lower == "and":
        both = phrase_end(words, end + 1)
        end = both if both > end + 1 else end
    while end > number and end < len(words) and words[end].tag == "ADV":
        end += 1
    if end > number and _after_insertion(sentence, words, end):
        return True
    if not (number < end < len(words) and words[end].finite):
        return False
    # In “back to university, law, started this week” the law starts nothing.
    return not _BORDER.search(sentence, words[end - 1].end, words[end].start) or any(
        _BORDER.search(sentence, one.end, other.start)
        for one, other in pairwise(words[number:end])
        if one.tag != "DET"
    )


def _is_somebody(word: Word) -> bool:
    return word.lower in POSSESSIVE or word.lower in _NOMINATIVE or word.tag == "PROPN"


def _is_remark(clause: Sequence[Word]) -> bool:
    """Whether words without a verb tell something by themselves, “no pork for eight weeks”, and do
    not only lead up to what comes, as “last week” and “at work” do."""
    first = clause[0]
    if len(clause) < 2 or first.tag in ("ADP", "ADV", "INTJ", "CCONJ", "SCONJ", "PART"):
        return False
    if first.lower in SUBORDINATE or any(word.lower in _TIMES for word in clause[:3]):
        return False
    return any(word.tag in ("NOUN", "ADJ", "NUM") for word in clause)


_LONGEST_INSERTION = 14
"""Words."""
_RELATIVE = frozenset("who whose which where".split())


def _after_insertion(sentence: str, words: Sequence[Word], end: int) -> int:
    """Where the verb stands of a noun phrase that ends before `end`, if only something about it is
    put in between: in “my uncle, who lives here, has the flu” and “our dog Bruno, a fat old
    labrador, is ill”. 0 when nothing is."""
    if end >= len(words) or not _BORDER.search(sentence, words[end - 1].end, words[end].start):
        return 0
    relative = words[end].lower in _RELATIVE
    if not (relative or words[end].tag in _IN_PHRASE or words[end].lower in POSSESSIVE):
        return 0
    for number in range(end + 1, min(len(words), end + _LONGEST_INSERTION)):
        if not _BORDER.search(sentence, words[number - 1].end, words[number].start):
            continue
        verb = number
        while verb < len(words) and words[verb].tag == "ADV":
            verb += 1
        if verb < len(words) and words[verb].finite:
            return verb
        if not relative and not words[number].tag.startswith(("PROPN", "NOUN", "DET", "ADJ")):
            return 0
    return 0


_BY_ITSELF = OF_SEVERAL | {"mine"}


def phrase_end(words: Sequence[Word], start: int) -> int:
    """Where the noun phrase that begins at `start` ends; `start` itself when there is none."""
    then = words[start + 1] if start + 1 < len(words) else None
    alone = start < len(words) and words[start].lower in _NOMINATIVE
    # “That is mine” and “that house is mine”.
    if alone and (words[start].tag != "DET" or (then is not None and then.finite)):
        return start + 1
    end, named = start, False
    while end < len(words) and (
        words[end].tag in _IN_PHRASE
        or (words[end].lower in POSSESSIVE and words[end].tag != "VERB")
        or (words[end].lower == "'s" and words[end].tag == "PART")
    ):
        named = (
            named or words[end].tag in ("NOUN", "PROPN", "NUM") or words[end].lower in _BY_ITSELF
        )
        end += 1
    return end if named else start


def own_words(text: str) -> str:
    """A clause without what it says of somebody in passing: of “I moved here with Ada, who works
    at the bank” the move."""
    words = tagged(text)
    for number, word in enumerate(words):
        if word.lower != "who" or number < 2 or words[number - 1].lower in ("me", "i", "one"):
            continue
        if any(it.finite for it in words[number + 1 : number + 3]):
            return text[: words[number - 1].end]
    return text


def _subject(sentence: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """The noun phrase before the first finite verb that has one, where it is that of the clause:
    in “promoted because Moira left” it goes without saying."""
    unsaid = _goes_without_saying(words)
    for number, word in enumerate(words):
        if unsaid and number > 1 and word.lower in _REASONS:
            return ()
        if not word.finite:
            continue
        end = number
        while end and words[end - 1].tag in ("ADV", "PART") and words[end - 1].lower != "'s":
            end -= 1
        if apposed := _before_insertion(sentence, words, end) or _said_of(words, end):
            return apposed
        begin = phrase_start(words, end)
        # “the woman from the third floor”
        while begin > 1 and _leads(words[begin - 1]):
            outer = phrase_start(words, begin - 1)
            if outer == begin - 1:
                break
            begin = outer
        # “Jonas and I”, “my sister and her husband”
        if begin > 1 and words[begin - 1].lower == "and":
            both = phrase_start(words, begin - 1)
            with_me = both == begin - 1 and words[both - 1].lower in ("me", "myself")
            begin = both - with_me if with_me else min(begin, both)
        phrase = _without_time(words[begin:end])
        led = begin and len(phrase) == end - begin and _leads(words[begin - 1])
        if led and (last := after_border(phrase)):
            # “Of my brothers, Ada's the tall one”
            return last
        if begin < end and not led:
            return phrase
    if head := _head_of_clause(sentence, words):
        return head
    for number, word in enumerate(words):
        # “My sister called”: a verb, though taken for a participle.
        if number and word.form == "Part" and words[number - 1].tag in ("NOUN", "PROPN"):
            return _without_time(words[phrase_start(words, number) : number])
    # The verb was not known for one: “our sister Ada teaches maths”.
    return tuple(words[: phrase_end(words, 0)]) if _names(words) else ()


def _goes_without_saying(words: Sequence[Word]) -> bool:
    """Whether a clause begins with what is told, and not with whom it is told of: “promoted”,
    “since 2012, with a break”."""
    if not words or words[0].lower in ("i", "we"):
        return False
    if words[0].tag == "VERB":
        return words[0].lower.endswith("ed")
    return words[0].tag in ("ADP", "SCONJ", "NUM") and words[1:2] != () and words[1].tag == "NUM"


def _said_of(words: Sequence[Word], verb: int) -> tuple[Word, ...]:
    """Who is said more of right behind them, and then what they do: “the man who runs our club
    has …”."""
    if verb < 2 or words[verb - 1].lower != "who" or not any(w.finite for w in words[verb + 1 :]):
        return ()
    return tuple(words[phrase_start(words, verb - 1) : verb - 1])


def _head_of_clause(sentence: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """Somebody of the person's at the head of a clause, if more is said of them before what they
    do, and no verb is known for one: “my instructor, a saint called Brian, cried”."""
    if not words or words[0].lower not in ("my", "our"):
        return ()
    end = phrase_end(words, 0)
    cut = (n for n in range(1, end) if _BORDER.search(sentence, words[n - 1].end, words[n].start))
    first = next(cut, 0)
    return tuple(words[:first])


def _before_insertion(sentence: str, words: Sequence[Word], verb: int) -> tuple[Word, ...]:
    """Who does it, where something about them stands between them and the verb; with their name,
    if that is what is put in: “our conductor, Mr Oyelaran, is …”."""
    if verb < 2 or verb >= len(words):
        return ()
    relative = words[verb - 1].lower in ("who", "which")
    if not relative and not _BORDER.search(sentence, words[verb - 1].end, words[verb].start):
        return ()
    for number in range(1, verb):
        if not _BORDER.search(sentence, words[number - 1].end, words[number].start):
            continue
        if words[number].lower not in _RELATIVE and relative:
            continue
        start = phrase_start(words[:number], number)
        outer = start
        while outer > 1 and _leads(words[outer - 1]):
            outer = phrase_start(words[:number], outer - 1)
            if outer == start - 1:
                break
            start = outer
        phrase = _without_time(words[start:number])
        if not phrase or (start and words[start - 1].tag in ("VERB", "ADP", "AUX")):
            continue
        if start and words[start - 1].lower in SUBORDINATE:
            return ()
        put_in = words[number:verb]
        named = all(word.tag == "PROPN" for word in put_in) and phrase[-1].tag != "PROPN"
        return (*phrase, *put_in) if named else tuple(phrase)
    return ()


def after_border(phrase: Sequence[Word]) -> tuple[Word, ...]:
    """The name that stands after a border within a phrase; empty when there is none."""
    borders = [n for n, (a, b) in enumerate(pairwise(phrase), 1) if b.start - a.end > 1]
    return tuple(phrase[borders[-1] :]) if borders and phrase[-1].tag == "PROPN" else ()


def _leads(word: Word) -> bool:
    """Whether what follows only says more of the phrase before: “our flight to Lisbon”."""
    return word.tag == "ADP" or word.lower in ("to", "of")


def _names(words: Sequence[Word]) -> bool:
    """Whether words begin with somebody, and go on."""
    return len(words) > 3 and words[0].lower in ("my", "our")


def phrase_start(words: Sequence[Word], end: int) -> int:
    """Where the noun phrase that ends before `end` starts; `end` itself when there is none."""
    start = end
    while start and phrase_end(words[:end], start - 1) == end:
        start -= 1
    return start


_TIMES = frozenset(
    "week month year night morning evening afternoon weekend spring summer autumn fall winter"
    " today yesterday monday tuesday wednesday thursday friday saturday sunday".split()
)


def _without_time(phrase: Sequence[Word]) -> tuple[Word, ...]:
    """“Last week my sister”, “at work, Tom”: who it is begins with “my”, or after a border."""
    if phrase and phrase[-1].tag == "PROPN":
        # “Since last week Ines lives in Bonn”
        times = [n for n, word in enumerate(phrase[:-1]) if word.lower in _TIMES]
        if times and all(word.tag == "PROPN" for word in phrase[times[-1] + 1 :]):
            return tuple(phrase[times[-1] + 1 :])
        borders = [n for n, (a, b) in enumerate(pairwise(phrase), 1) if b.start - a.end > 1]
        if borders and phrase[borders[-1]].tag == "PROPN" and phrase[0].lower not in POSSESSIVE:
            return tuple(phrase[borders[-1] :])
    for number in range(len(phrase) - 1, 0, -1):
        begins = phrase[number].lower in POSSESSIVE or phrase[number].tag == "DET"
        if begins and phrase[number - 1].lower != "and" and not _leads(phrase[number - 1]):
            return tuple(phrase[number:])
    return tuple(phrase)
