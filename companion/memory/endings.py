"""What a clause says is over, or is not so: what was given up, cancelled, lost; what one has not.

What is over is given by an attribute, by the stems of the words it is spoken of with, or by both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from companion.memory.grammar import Word, tagged
from companion.memory.kinds import with_kinds
from companion.memory.words import content, marked, stem

WHEREABOUTS = "whereabouts"
"""Attribute of what ends when somebody leaves or comes back: a stay, a visit, an absence."""
LIFE = "life"
"""Attribute of all that ends when somebody dies."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Something is over: by attribute, by the stems of the words it is spoken of with, or both."""

    attribute: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """Something is not so: the verb that is denied, empty for having and being, and the stems of
    what is denied of it, the most telling one last. `ends` when it was so before."""

    verb: str
    stems: tuple[str, ...]
    ends: bool


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_NOW = r"(?: (?:all|now|finally|already|just|officially))*"
_ATTRIBUTES = (
    (
        "work",
        r"\b(?:quit|left|leav(?:e|es|ing)|resigned|lost|gave up|given up|out of|from)\b"
        r"(?: \w+){0,3}? (?:job|work|position|company|firm|career|role)\b"
        r"|\b(?:resigned|retired|laid off|got fired|was fired|been fired|fired me"
        r"|let (?:me|him|her) go|made redundant|unemployed|hand(?:ed|ing) in (?:my|his|her) notice"
        r"|gave (?:my |in my )?notice|last (?:day|shift|week) (?:at|was|is|there)\b)",
    ),
    (
        "diet",
        r"\b(?:eat|eats|eating|having) (?:\w+ )?"
        r"(?:fish|meat|chicken|dairy|eggs|gluten|cheese|everything)\b"
        r".*\b(?:again|now|after all|twice|once|these days)\b",
    ),
    (
        "partner",
        r"\b(?:broke up|broken up|break up|breaking up|split up|have split|we split|got divorced"
        r"|getting divorced|divorc(?:ed|ing)|separated|ended (?:it|things)|dumped"
        r"|left (?:me|him|her)\b(?! (?:a|the|his|her|their|in|at|with)\b)|over between"
        r"|(?:call(?:ed)?|broke) off (?:the|our|his|her) (?:wedding|engagement)"
        r"|(?:no longer|not) together|single|(?:n['’]t|not) (?:a couple|seeing each other)"
        r"|engagement is (?:off|over))\b",
    ),
    (
        "home",
        r"(?:\b(?:has|have)|['’](?:ve|s)) moved\b(?! (?:in|to|into|it|the|my|our|his|her|on|up|me|from)\b)"
        r"|\bmoved (?:away|abroad|out of)\b",
    ),
)
_OF_ATTRIBUTES = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _ATTRIBUTES)
_DONE_TO = re.compile(
    r"\b(?:"
    # One makes an end of something.
    r"(?:had|have|decided|chose|forced|going|need) to"
    r" (?:give up|stop|quit|sell|cancel|postpone|leave|drop|return|move|close|shut|end)"
    r"|(?:did|am|are|is)(?:n['’]t| not) renew(?:ing)?"
    r"|(?:sick|tired|done|finished|through) (?:of|with)|fed up with|had enough of"
    r"|quit(?:ting)?|left|leaving|gave up|given up|giving up|give up|stopped|stopping|sold|selling"
    r"|gave away|given away|give away|gave back"
    r"|(?:gave|give|given) (?=[\w ’']+? (?:away|back|up|to)\b)"
    r"|got rid of|traded in|traded|rehomed|returned|lost|put down|moved out of|scrapped"
    r"|outgrew|grown out of|resigned from|retired from|unsubscribed from|withdrew from|withdrew"
    r"|broke up with|broke off|turned down|deleted|dropped out of|dropped|dropping|ditched"
    r"|cut out|swor(?:e|n) off|came off|weaned off|backed out of|pulled out of|packed in|binned"
    r"|abandoned|handed back|parted with|walked away from|got out of|fell out with|ended"
    r"|kicked|no more|goodbye to|goodbye|got over|over (?=my|the)|off (?=the|my)"
    # Something that was planned.
    r"|cancel+ed|cancel+ing|call(?:ed|ing) off|(?:call(?:ed|ing)) (?=(?:the|it|our)\b.* off\b)"
    r"|postponed|pushed(?: back)?|rescheduled|moved (?=it|the|our|my)|brought forward"
    r"|brought (?=the|our|my|it)|delayed|put off|decided (?:not|against)"
    # Something else takes its place.
    r"|switched from|swapped|replaced|changed|instead of"
    r")\b",
    re.IGNORECASE,
)
_BEFALLEN = re.compile(
    rf"(?:\b(?:is|was|are|were|has been|have been|has|have|got|been)|['’](?:s|re|ve)){_NOW} "
    r"(?:off(?! to\b)|over|dead|cancel+ed|closed|closing|finished|ended|postponed|sold|rescheduled|stolen"
    r"|scrapped|delayed|dropped|cured|healed|done|out|history|past|called off|broken"
    r"|expired|shut)\b"
    r"|\b(?:ran away|fell through|broke down|shut down|cleared up|ended|expired"
    r"|didn['’]t (?:work out|happen|make it))\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\b(?:died|is dead|passed away|passed on|put (?:down|to sleep)|(?:say|said) goodbye to)\b"
    r"|['’]s dead\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"(?:\b(?:is|are|am|has|have|was)|['’](?:s|m|ve|re)){_NOW}"
    r" (?:gone(?: again)?(?! to\b)|back(?: home| again)?\b(?! (?:at|in|on|together|to being)\b)"
    r"|home(?: again)?\b|left\b|discharged|found\b|adopted|better)"
    r"|\b(?:moved (?:back )?out|(?:went|gone|came|come|flew|drove) (?:back )?home|went away"
    r"|went back|came back|turned up|left us|discharged|was picked up|home again|back home"
    r"|found (?:a|his|her|their|its)(?: new| forever)? (?:home|family|owner))\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:stay(?:s|ing|ed)?|visit(?:s|ing)?|missing|away|hospital|ward|holiday|vacation|abroad"
    r"|until|till|for now|for the time being|temporarily|crashing|foster(?:ing)?|lodg(?:er|ing)"
    r"|mov(?:ed|ing) in|(?:his|her|the|my) room|flatmates?|roommates?|housemates?|shar(?:e|es|ing)"
    r"|(?:with|at) (?:me|us|ours|mine)|here for|in the house|greetings from"
    r"|for (?:a|an|the|two|three|four|five|six|ten|\d+) (?:\w+ )?(?:days?|weeks?|months?|nights?"
    r"|weekend)|over (?:easter|christmas|the (?:summer|winter|weekend|holidays)))\b"
    r"|\bat (?:my|our|his|her|a|the) [\w-]+['’]s\b",
    re.IGNORECASE,
)
_STAGES = tuple(
    (re.compile(rf"\b(?:{before})\b", re.I), re.compile(rf"\b(?:{then})\b", re.I))
    for before, then in (
        (
            r"n['’]t have a \w*\s?licen[cs]e|learning to drive|driving lessons?",
            r"passed|got (?:my|his|her) \w*\s?licen[cs]e",
        ),
        (
            r"rent(?:s|ing)?|live[s]? in an? [\w -]*?(?:flat|apartment|studio|room)|flat-?share",
            r"bought (?:an?|our|my|the) [\w -]*?(?:house|flat|apartment|place|cottage)|moved in(?! with)",
        ),
        (
            r"pregnant|expecting|(?:baby|child) is due|due in",
            r"(?:was|were|is|['’]s) born|gave birth|miscarr\w+",
        ),
        (
            r"engaged|fianc[eé]e?|getting married|wedding is",
            r"got married|(?:are|['’]re) married|tied the knot|wedding was",
        ),
        (
            r"(?:test|exam|exams|finals) (?:is|are|on|next|tomorrow)|taking (?:my|the) \w* ?(?:test|exam)|revising",
            r"passed|failed|aced",
        ),
        (
            r"stud(?:y|ying|ies|ent)|degree|thesis|finals|in (?:my|the) \w+ (?:year|semester)",
            r"graduated|got my (?:degree|diploma)|finished (?:my|uni|university|school|college)|defended|dropped out",
        ),
        (
            r"(?:looking|searching|hunting) for|applied|interview",
            r"found (?:a|an|one)|got (?:the|it|a) (?:job|place|flat|offer)|signed (?:the|a)",
        ),
        (
            r"foster\w*|until|for now|temporar\w+",
            r"adopt\w*|for good|forever|permanent\w*|kept (?:him|her|it)|keeping (?:him|her|it)",
        ),
        (
            r"kindergarten|nursery|preschool|daycare",
            r"(?:first day|start(?:s|ed|ing)?|goes|went) (?:at|to)? ?(?:\w+ )?school|in class",
        ),
        (r"saving (?:up )?(?:for|to)|want(?:s)? to buy", r"bought|got (?:myself )?(?:a|an|the|my)"),
        (
            r"broken (?:\w+ )?(?:leg|arm|foot|ankle|wrist)|broke (?:my|his|her)|in a cast|crutches|sprained|injured|the flu|covid|ill|sick",
            r"cast (?:is|came) off|healed|recovered|fully fit|better (?:now|again)|walk(?:ing)? again|(?:am|['’]m|is|['’]s) (?:fit|well|healthy) again",
        ),
    )
)
"""What somebody is about to be or have, and what tells that it came to pass."""
_NO_MORE = re.compile(
    r"\b(?:no longer|any ?more|after all|no more\b|not \w+ now|n['’]t \w+(?: \w+){0,3} now|used to"
    r"|stopped being)\b",
    re.IGNORECASE,
)
_CHANGED_MIND = re.compile(r"\b(?:change of plans?|changed (?:my|his|her) mind)\b", re.I)
_BORDER = re.compile(
    r"[,.;:!?()—–]|\s-\s|\b(?:because|since|but|so|when|while|as|if|after|until|and (?=i\b|we\b|my\b"
    r"|she\b|he\b|they\b|it\b|the\b|now\b))",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def endings_of(clause: str) -> tuple[Ending, ...]:
    """What a clause says is over, postponed, replaced or no more."""
    found = [Ending(name, ()) for name, rule in _OF_ATTRIBUTES if rule.search(clause)]
    if _CHANGED_MIND.search(clause):
        found.append(Ending("", tuple(content(clause))))
    if used := re.search(r"\bused to\b", clause, re.IGNORECASE):
        found.append(Ending("", tuple(content(_after(clause, used)))))
    found += [Ending("", denial.stems) for denial in denials_of(clause) if denial.ends]
    for cue in _DONE_TO.finditer(clause):
        found.append(Ending("", tuple(content(_after(clause, cue)))))
    for cue in _BEFALLEN.finditer(clause):
        found.append(Ending("", tuple(content(_before(clause, cue)))))
    for cue in _LEFT.finditer(clause):
        found.append(Ending(WHEREABOUTS, tuple(content(_before(clause, cue)))))
    for cue in _DIED.finditer(clause):
        found.append(Ending(LIFE, tuple(content(_before(clause, cue) + _after(clause, cue)))))
    told = (ending for ending in found if ending.attribute or ending.stems)
    return tuple(dict.fromkeys(told))


def _after(clause: str, cue: re.Match[str]) -> str:
    """What follows a cue, as far as it is its object: in “quit the bank and opened a shop” the bank."""
    rest = _BORDER.split(clause[cue.end() :], maxsplit=1)[0]
    words = tagged(rest)
    for word, then in zip(words, words[1:], strict=False):
        if word.lower == "and" and then.tag in ("VERB", "AUX", "ADV"):
            return rest[: word.start]
    return rest


def _before(clause: str, cue: re.Match[str]) -> str:
    return _BORDER.split(clause[: cue.start()])[-1] or ""


_FREE = re.compile(r"\b(\w+)[- ]free\b|\bnon-(\w+)\b", re.IGNORECASE)
_NEGATORS = frozenset("not n't never no neither without nor".split())
_LIGHT = frozenset(
    "have had has own be been is are was were am get got do did does done go going goes gone come"
    " coming".split()
)
_STOPS = frozenset({"SCONJ", "CCONJ"})


@lru_cache(maxsize=512)
def denials_of(text: str) -> tuple[Denial, ...]:
    """What a text says is not so, was never so, or is so no more."""
    text = marked(text)
    words = tagged(text)
    ends = bool(_NO_MORE.search(text))
    found = []
    for number, word in enumerate(words):
        longer = word.lower == "no" and words[number + 1 : number + 2]
        if longer and words[number + 1].lower in ("longer", "more"):
            number += 1
        elif word.lower not in _NEGATORS:
            continue
        verb, stems = _denied(text, words[number + 1 :])
        if stems:
            found.append(Denial(verb, stems, ends))
    for free in _FREE.finditer(text):
        found.append(Denial("", tuple(content(free.group(1) or free.group(2))), ends))
    return tuple(denial for denial in found if denial.stems)


def _denied(text: str, words: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
    """The verb and the stems right after a word that denies."""
    verb = ""
    stems: list[str] = []
    head = ""
    for number, word in enumerate(words):
        border = number and _BORDER.search(text, words[number - 1].end, word.start)
        if border or word.tag in _STOPS or (word.tag == "ADP" and head):
            break
        if word.tag in ("VERB", "AUX"):
            if stems:
                break
            if word.lower not in _LIGHT:
                verb = stem(word.text)
        found = content(word.text)
        stems += found
        if found and word.tag in ("NOUN", "PROPN"):
            head = found[0]
    if head:
        stems = [*(one for one in stems if one != head), head]
    return verb, tuple(stems)


ATTITUDES = frozenset(
    stem(verb)
    for verb in "like love want need think believe know care mind trust miss understand see remember"
    " feel mean wonder worry hope guess agree expect let tell say ask help matter seem look sound"
    " find hear wait notice realize realise".split()
)
"""What one thinks of something: to deny it denies no doing and no having."""
_IF_AT_ALL = re.compile(
    r"\b(?:want(?:s|ed)? to|would|could|might|may|if|hop(?:e|ing) to|think(?:ing)? (?:of|about)"
    r"|look(?:ing)? (?:for|at|into)|plan(?:s|ning)? to|going to|gonna|wish|rent(?:ed|ing)?"
    r"|hire[d]?|borrow(?:ed|ing)?|saving (?:up )?for|interview|appl(?:y|ied)|need)\b",
    re.IGNORECASE,
)
_OF_HAVING = frozenset(
    stem(verb)
    for verb in "have own buy bought get got adopt take took drive keep find found pick win won"
    " inherit order treat share learn start join speak pass know hold".split()
)


def meets(denial: Denial, text: str) -> bool:
    """Whether a text affirms what was denied."""
    if not denial.stems or _IF_AT_ALL.search(text):
        return False
    here = with_kinds(content(text))
    for other in denials_of(text):
        here -= set(other.stems)
    if denial.stems[-1] not in here:
        return False
    verbs = {stem(word.text) for word in tagged(marked(text)) if word.tag in ("VERB", "AUX")}
    if not denial.verb or denial.verb in verbs or denial.verb in here:
        return True
    return denial.verb not in ATTITUDES and bool(verbs & _OF_HAVING)


def is_stay(text: str) -> bool:
    """Whether a text tells where somebody is for a while."""
    return bool(_STAYS.search(text))


def came_to_pass(before: str, now: str) -> bool:
    """Whether what was to be, has come to be: somebody expecting has given birth."""
    return any(then.search(now) and was.search(before) for was, then in _STAGES)
