"""What the person asks of the memory itself: to forget, to correct, or to take something back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.memory.sentences import sentences
from companion.memory.words import marked


@dataclass(frozen=True, slots=True)
class Ask:
    """Characters `start` to `end` of the message: the sentence that asks."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Forget(Ask):
    """Forget what was said, of `about` or just before."""

    about: str | None


@dataclass(frozen=True, slots=True)
class TakenBack(Ask):
    """What was said before was a joke, or made up."""


@dataclass(frozen=True, slots=True)
class Correct(Ask):
    """What was said before is wrong: `wrong` is what was wrong in it, where that is named."""

    wrong: str | None


_TAKEN_BACK = re.compile(
    r"""
    \b(?: kidding | joking | jokes?\ (?:aside|apart) | (?:look|check)\ (?:at\ )?the
      \ (?:date|calendar)
      | april\ april | ok(?:ay)?\ no\b(?=\W*(?:$|[.!])) | i(?:['’]m|\ am)\ not\ really
      | (?:he|she|they|we|i)(?:['’](?:s|re)|\ is|\ are|s)?\ not\ really
      | (?:but\ )?in\ all\ seriousness | seriously\ though | only\ teasing
      | had\ you\ (?:there|going)
      | (?:was|is|['’]s)\ (?:just\ |only\ |all\ )*an?\ (?:\w+\ )?(?:joke|prank|lie|hoax)
      | just\ a\ joke | april\ fools? | (?:you|he|she|they)\ fell\ for\ (?:it|that) | gotcha
      | fooled\ you
      | pull(?:ing|ed)\ (?:your|his|her|their)\ leg | (?:having|had)\ you\ on
      | (?:winding|wound)\ you\ up
      | (?:mess|tea)(?:s?ing|s?ed)\ (?:with\ |w\ )?(?:you|u)
      | (?:made|making)\ (?:it|that|this|him|her|them|all\ of\ it|the\ \w+)(?:\ all)?\ up
      | i\ (?:just\ )?invented\ (?:it|that|this|him|her|them|the\ \w+) | i\ lied
      | (?:was|were)\ lying | (?:not|isn['’]t|wasn['’]t|never)\ (?:\w+\ )?(?:true|serious)
      | not\ a\ word\ (?:of\ (?:it|that)\ )?(?:is|was)\ true
      | (?:didn['’]t|did\ not)\ mean\ (?:it|that)
      | take\ (?:it|that|everything)\ back | didn['’]t\ actually | never\ actually
      | (?:was|were|being)\ (?:sarcastic|ironic) | false\ alarm | in\ my\ dreams | jk
      | (?:nothing\ but|just|only)\ (?:a\ )?(?:rumou?rs?|gossip|silly\ talk)
    )\b
    | ^\W*(?:haha\w*|lol|hah?|hehe\w*|lmao|rofl)\b\W*(?:no|nope|nah|not\ really|of\ course\ not)\b
    | ^\W*(?:no[,\s]+)?(?:of\ course\ not|not\ really)\W*$
    | ^\W*(?:no|nope|nah)[,\s]+(?:i|we|he|she|it|they)(?:['’]m\ not|\ (?:have|has|is|was|are|did|do
      |does|will|would|am)(?:n['’]t|\ not))\W*$
    | ^\W*(?:i|we|he|she|they)\ (?:have|has|did|do|does|am|is|are)n['’]t
      ,?\ (?:of\ course|obviously)\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FORGET = re.compile(
    r"""
    # An order begins its clause: “a scratch card” and “I forget names” ask for nothing.
    (?:^|[,;:.!–—-]\s)\W*
    (?:(?:and|but|so|then|ok(?:ay)?|no|oh|hey|sorry|wait|actually|on\ second\ thoughts?
      |you\ know\ what|please|just|kindly|better|you\ (?:can|may|should)
      |(?:can|could|would)\ you)[\s,]+)*
    (?: forget(?:\ about)?
          (?:\ (?:everything|anything|all|the\ (?:thing|bit|part)|what|that|it|this)\b
             (?:\ (?:that\ )?i\ (?:just\ )?(?:said|told\ you|wrote|mentioned))?
          | (?:\ that)?\ i\ (?:just\ |ever\ )?(?:said|mentioned|told\ you)
             \ (?:that|this|it|anything))?
      | (?:scratch|ignore|disregard|delete|erase|strike|never\ ?mind)
          \ (?:that|this|it|(?:everything|all|what|the\ (?:thing|bit|part))
             \ (?:that\ )?(?:i\ (?:just\ )?(?:said|told\ you|wrote|mentioned)|about\b(?=.*\bi\b)))
      | don['’]?t\ remember\ (?:that|this|it)
    )\b
    (?:\ (?:(?:about|of|on|regarding)\ )?(?P<about>(?!please\b|now\b|again\b)[^.!?;,]+))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COULD_YOU = re.compile(r"\W*(?:please |ok(?:ay)?,? )*(?:can|could|would) you\b", re.IGNORECASE)
_NOT_FORGET = re.compile(
    r"\bforget (?:about it, let|me not|to\b|(?:you|he|she|they|we)\b)"
    r"|\b(?:scratch|ignore|delete|erase|strike) (?:that|this|it) (?:\w+ )*?(?:for|from|in|on)\b",
    re.IGNORECASE,
)
_CORRECT = re.compile(
    r"""
    \b(?: i\ meant | i\ mean | correction
      | (?:sorry,?\ )?i\ (?:misspoke|mixed|misread|misheard|mistyped)
      | (?:i|we|he|she|they)\ (?:was|were)\ wrong
      | i\ (?:got|had|wrote|said|told\ you|gave\ you)
        \ (?:it|that|him|her|(?:the|my|his)\ (?:wrong\ )?\w+)\ wrong
      | (?:gave|told)\ you\ the\ wrong | that['’]s\ wrong | not\ quite | mixed\ (?:that\ )?up
      | mistake | typo
      | (?:it['’]s|is|was|it\ was)\ actually
      | actually\ (?:it|he|she|they|the|my|his|her|i)(?:['’]\w+)?
      | (?:correct|was\ corrected|corrected\ me|got\ corrected) | wait | hang\ on | hold\ on
    )\b
    | ^\W*no,
    | \bi\ (?:always\ |never\ |keep\ )?(?:get(?:ting)?|mix(?:ing)?|confus(?:e|ing))
      \ (?:it|that|them|those|these|the\ two)\ (?:wrong|right|up|confused)
    | ,?\ (?:and\ )?not\ (?:the\ |on\ |in\ |at\ |an?\ )?(?P<wrong>[\w’'-]+(?:\ \w+)?)\W*$
    | ^\W*not\ (?:the\ |on\ |in\ |at\ |an?\ )?[\w’'-]+\W*$
    | \b(?:it|that|he|she|they)(?:['’]s|\ is|\ was|\ are)\ [^,]{2,30},\ not\ [\w’'-]+\W*[,;!–—]
    | \bnot\ (?P<instead>[\w’'-]+)\ but\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WRONG = re.compile(
    r"(?:\bnot|n['’]t)(?: the| on| in| at| an?)* (?P<wrong>[\w’'-]+)"
    r"|\bwrong about (?P<topic>[^,.;!?]+)|\bwrong \w+ (?:for|of|about) (?P<matter>[^,.;!?]+)",
    re.IGNORECASE,
)


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that what was said before it was no earnest."""
    return bool(_TAKEN_BACK.search(sentence)) and not sentence.rstrip().endswith("?")


def asks_in(message: str) -> list[Ask]:
    """The sentences that ask something of the memory, in order."""
    found: list[Ask] = []
    for start, end in sentences(message):
        sentence = marked(message[start:end])
        if sentence.rstrip().endswith("?") and not _COULD_YOU.match(sentence):
            continue
        forget = _FORGET.search(sentence)
        if forget and not _NOT_FORGET.search(sentence):
            found.append(Forget(start, end, forget["about"]))
        elif takes_back(sentence):
            found.append(TakenBack(start, end))
        elif _CORRECT.search(sentence) or is_not_so(sentence):
            found.append(Correct(start, end, _wrong_in(sentence)))
    return found


_NOT_SO = re.compile(
    r"^\W*(?:(?:oh|no|nope|actually|well|ok(?:ay)?|wait|sorry|turns out)\W+)*"
    r"(?:(?:he|she|they) (?:says?|said|tells? me|told me|insists?) (?:that )?)?"
    r"(?:he|she|they|it|i|we) (?:is|was|does|did|has|had|will|would|do|am|are|have)"
    r"(?:n['’]t| not)(?=\W*(?:$|[,.!;]))",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:oh[\s,]+)?(?:i mean[t]?|sorry|correction|typo|wait|hang on|hold on|no|oops|make that"
    r"|actually)\b[\s,:.–—-]+"
    r"(?:(?:it['’]?s|that['’]?s|he['’]?s|she['’]?s|in|on|at|from|to) )*(?P<a>(?:an?|the) )?"
    r"(?P<value>[\w’'-]+)(?=\W*(?:$|[,.;!–—(]))",
    re.IGNORECASE,
)
_NO_VALUE = frozenset(
    "wait sorry no not yes yeah actually correction oops what that it this so well right wrong"
    " seriously really literally honestly".split()
)


def is_not_so(sentence: str) -> bool:
    """Whether what was told last is denied, and not said again: “oh, he says he isn't”."""
    return bool(_NOT_SO.match(sentence))


def bare_value(sentence: str) -> str:
    """What a correction gives in place of what was told, when it is one word: “sorry, Linz”."""
    found = _BARE.match(sentence.lstrip())
    if found is None or found["value"].casefold() in _NO_VALUE:
        return ""
    return found["value"] if found["a"] or found["value"][:1].isupper() else ""


def _wrong_in(sentence: str) -> str | None:
    found = _WRONG.search(sentence)
    return next((said for said in found.groups() if said), None) if found else None
