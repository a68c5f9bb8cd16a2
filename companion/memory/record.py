"""What the person says of what may be kept: remember this, leave this out, this is off the record.

What is to be forgotten, corrected or taken back of earlier words is said in `asks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.memory.claims import claims_of
from companion.memory.notekind import kind_of
from companion.memory.observation import Observation
from companion.memory.quoted import quoted_spans
from companion.memory.rules import Reading
from companion.memory.sentences import sentences, trimmed
from companion.memory.subjects import whom
from companion.memory.words import content


@dataclass(frozen=True, slots=True)
class Record:
    """What a message says of its own keeping."""

    off_the_record: bool = False
    """Nothing of the conversation is to be kept, from its beginning on."""
    left_out: bool = False
    """Nothing of this message is to be kept."""
    remember: tuple[tuple[int, int], ...] = ()
    """What is to be remembered, whatever the rules think of it: from which character to which."""

    def __bool__(self) -> bool:
        return self.off_the_record or self.left_out or bool(self.remember)

    def asks_for(self, start: int, end: int) -> bool:
        """Whether something within this stretch is to be remembered."""
        return any(begin < end and start < stop for begin, stop in self.remember)


LONGEST = 4000
"""Characters; a longer message is a text, and not an ask."""
_OPENING = (
    r"^\W*(?:(?:please|ok(?:ay)?|so|and|but|oh|hey|hi|hello|now|also|well|just|actually|wait|btw"
    r"|by the way|one (?:more )?thing|from now on|first|before we (?:start|begin)|listen"
    r"|companion)[\s,:;.!–—-]+)*"
)
_TO_YOU = (
    r"(?:(?:can|could|would|will) you (?:please |just |also )*|i(?:['’]d| would) (?:like|prefer)"
    r" (?:it if )?you (?:to |would )?|i(?:['’]d| would) rather you (?:would )?|i (?:want|need) you"
    r" to |you (?:should|must|can|may) |make sure (?:you |to |that you )+|please |do )*"
)
_NOT = r"(?:don['’]?t|do not|didn['’]?t|not to|never|not|no need to|needn['’]?t|don['’]?t need to)"
_CONVERSATION = r"(?:conversation|chat|talk|discussion|session|dialogue|exchange)"
_KEEP = (
    r"(?:remember|save|keep|store|note|record|log|write down|memori[sz]e|hold on to|learn)"
    r"(?: down)?"
)
_END = r"(?:,? (?:please|ok(?:ay)?|thanks|thank you|at all|anywhere|for later|down|now))*\W*$"
_OFF_THE_RECORD = (
    re.compile(
        _OPENING
        + _TO_YOU
        + _NOT
        + r" "
        + _KEEP
        + r" (?:any(?:thing| of)? (?:of |from |in |about )?"
        r"|a word (?:of|from) )?(?:this|our|the)(?: whole| entire| present| current)? "
        + _CONVERSATION
        + r"\b",
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING
        + _TO_YOU
        + _NOT
        + r" (?:save|store|keep|record|log) (?:any of |anything (?:of|from)"
        r" )?(?:this|these things|what i(?:['’]m| am) (?:saying|telling you|about to say)"
        r"|any of (?:it|that))" + _END,
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING + _TO_YOU + r"forget (?:this|our)(?: whole| entire)? " + _CONVERSATION + _END,
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:this|it|everything|all (?:of )?this|what follows|the (?:rest|following|next \w+)"
        r"|what i(?:['’]m| am|['’]ll| will| say| tell)[^.!?]{0,40}|(?:this|our|the) "
        + _CONVERSATION
        + r")(?:['’]s| is| stays?| (?:should|must|has to|needs to) (?:be|stay)| to be)"
        r"(?: \w+ly| just| all| now)* off[- ]the[- ]record\b",
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING + _TO_YOU + r"(?:(?:let['’]?s|let us|can we|could we|may we|may i|can i|i want to"
        r"|i['’]d like to|we(?:['’]re| are)|i(?:['’]m| am)) )*(?:(?:go|talk|speak|keep|take|be|stay"
        r"|switch|say|tell)(?: you)?(?: (?:this|it|all this|something|everything|things|our|the|"
        + _CONVERSATION
        + r"))* )?(?:strictly |just |completely )?off[- ]the[- ]record"
        r"(?:,? (?:please|now|from (?:here|now)(?: on)?|for (?:this|now|once|a moment|a bit)|today"
        r"|between us|ok(?:ay)?|here))*\W*(?:$|[:,;–—-])",
        re.IGNORECASE,
    ),
)
_LEFT_OUT = (
    re.compile(
        _OPENING
        + _TO_YOU
        + _NOT
        + r" "
        + _KEEP
        + r" (?:this(?: (?:one|message|bit|part|sentence|down|thing))?|what i (?:just )?"
        r"(?:say|said) (?:here|now|in this message))" + _END,
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:you )?(?:(?:no|there['’]s no) need|don['’]?t (?:need|have)) (?:for you )?to "
        + _KEEP
        + r" (?:this|any of this)(?: (?:one|message|bit|part))?"
        + _END,
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING + _TO_YOU + r"(?:leave|keep) this(?: (?:one|message|bit|part))? out of (?:your"
        r"|the|my) (?:memor(?:y|ies)|notes)" + _END,
        re.IGNORECASE,
    ),
    re.compile(
        r"\bthis(?: (?:one|message|bit|part))? (?:is not|isn['’]?t|is nothing|need not be"
        r"|needn['’]?t be) (?:worth |to be |for )?(?:remember(?:ing|ed)|kept|saved|noted"
        r"|your memory)" + _END,
        re.IGNORECASE,
    ),
)
_VERB = (
    r"remember|(?:don['’]?t|do not|never) (?:ever )?forget|(?:keep|bear) in mind|memori[sz]e"
    r"|(?:make|take) (?:a )?(?:mental )?note|note(?: down)?|write (?:this |it )?down|save|store"
)
_REMEMBER = re.compile(
    _OPENING + r"(?P<asked>" + _TO_YOU + r")(?P<verb>" + _VERB + r")(?: (?:for (?:me|later|next"
    r" time|the future)|in your memory|about me))?"
    r"(?P<that>(?: of)?(?: the fact)? that\b|(?: this| the following| it)?\s*[:,–—-]| please:?)?"
    r"\s*(?P<what>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FOR_LATER = re.compile(
    _OPENING + r"(?:for (?:future reference|the record|your (?:memory|notes|information)|next time"
    r"|later)|note to self|fyi for later)\s*[,:–—-]\s*(?P<what>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_THAT_ONLY = re.compile(
    _OPENING + _TO_YOU + r"(?:" + _VERB + r") (?:that|this|it|all (?:of )?(?:that|this))"
    r"(?:,? (?:please|for (?:me|later|next time|the future)|ok(?:ay)?|will you|would you|somewhere"
    r"|in mind|of (?:that|this|it)))*\W*$",
    re.IGNORECASE,
)
_REMINISCES = re.compile(
    r"^\s*(?:when|how (?!to)|to\b|me\b|the (?:time|day|night|one|guy|girl|summer)|that (?:time|day"
    r"|night|one|guy|girl|place|summer|party|film|movie|song)|what|where|who|why"
    r"|(?:i|we|you|he|she|they) (?:said|told|mentioned|asked|promised|once|used|talked|spoke))\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|do|does|don['’]?t|doesn['’]?t|can|can['’]?t|cannot|will"
    r"|won['’]?t|must|should|like|love|hate|prefer|need|want|live|work|go|goes|take|takes|eat|start"
    r"|starts|leave|leaves|get|gets|come|comes|closes?|opens?|means?|costs?)\b|\w['’](?:s|m|re|ve"
    r"|ll|d)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|my|mine|me|we|our|us)\b|\bi['’]|\bwe['’]", re.IGNORECASE)


def record_in(message: str) -> Record:
    """What a message says of its own keeping; quoted words say nothing of it."""
    if len(message) > LONGEST:
        return Record()
    readable = message
    for start, end in quoted_spans(message):
        readable = readable[:start] + re.sub(r"[^\n]", " ", readable[start:end]) + readable[end:]
    off = left_out = False
    found: list[tuple[int, int]] = []
    before: tuple[int, int] | None = None
    for start, end in sentences(readable):
        sentence = readable[start:end]
        off = off or any(rule.search(sentence) for rule in _OFF_THE_RECORD)
        left_out = left_out or any(rule.search(sentence) for rule in _LEFT_OUT)
        if _THAT_ONLY.match(sentence):
            found += [before] if before else []
        elif (what := _asked(sentence)) is not None:
            begin, stop = trimmed(readable, start + what, end)
            found.append((begin, stop - readable[begin:stop].endswith("?")))
        if sentence.strip():
            before = trimmed(readable, start, end)
    return Record(off, left_out and not off, () if off or left_out else tuple(found))


def remembered(message: str, record: Record, reading: Reading) -> list[Observation]:
    """What is to be remembered and the rules would not have noted."""
    found = []
    for start, end in record.remember:
        if any(o.overlaps(start, end) for o in reading.observations):
            continue
        text = message[start:end]
        subject = whom(text, reading.people)
        found.append(Observation(kind_of(text), text, start, end, subject, claims_of(text)))
    return found


def _asked(sentence: str) -> int | None:
    """Where in the sentence that begins which is to be remembered."""
    if (later := _FOR_LATER.match(sentence)) is not None:
        return later.start("what") if _STATES.search(later["what"]) else None
    found = _REMEMBER.match(sentence)
    if found is None:
        return None
    what, that, asked = found["what"], found["that"], found["asked"]
    if sentence.rstrip().endswith("?") and not asked:
        return None
    if not content(what) or _REMINISCES.match((that or "").strip() + " " + what):
        return None
    if that is None and not (_OWN.search(what) and _STATES.search(what)):
        return None
    # “Note that …” stands in many a text; the person's own ask is of the person's own matters.
    casual = found["verb"].lower().startswith(("note", "keep", "bear", "save", "store", "take"))
    if casual and not asked and not _OWN.search(what):
        return None
    return found.start("what")
