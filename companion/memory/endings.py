"""What a clause says is over: what was given up, cancelled, sold, lost; who died, left, came back.

What is over is given by an attribute, by the stems of the words it is spoken of with, or by both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from companion.memory.clauses import phrase_end
from companion.memory.denials import BORDER, denials_of
from companion.memory.grammar import tagged
from companion.memory.words import content

WHEREABOUTS = "whereabouts"
"""Attribute of what ends when somebody leaves or comes back: a stay, a visit, an absence."""
LIFE = "life"
"""Attribute of all that ends when somebody dies."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Something is over: by attribute, by the stems of the words it is spoken of with, or both."""

    attribute: str
    stems: tuple[str, ...]


_NOW = r"(?: (?:all|now|finally|already|just|officially))*"
_ATTRIBUTES = (
    (
        "work",
        r"\b(?:quit|left|leav(?:e|es|ing)|resigned|lost|gave up|given up|out of|from)\b"
        r"(?: \w+){0,3}? (?:job|work|position|company|firm|career|role)\b"
        r"|\b(?:resigned|retired|retirement|pensioner|laid off|got fired|was fired|been fired"
        r"|(?:fired|sacked|axed|dropped) (?:me|us|him|her|them)|(?:got|was|been) (?:sacked|axed)"
        r"|let (?:me|us|him|her|them|everyone|\w+ of us|(?-i:[A-ZÀ-Þ]\w+)) go"
        r"|redundant|redundancy|severance|p45"
        r"|unemployed|jobless|out of (?:work|a job)|on the dole|job ?cent(?:re|er)"
        r"|hand(?:ed|ing) (?:in )?(?:my|his|her) (?:notice|resignation|badge|keys|uniform|laptop)"
        r"|gave (?:my |in my )?notice|gave (?:up|them) my notice|serving my notice"
        r"|(?:last|final) (?:day|shift|week|lesson|class|pupil|student|customer|patient|round)s?"
        r" (?:at|was|is|there|ever|behind|done|on)\b"
        r"|(?:hung|hanging|hang) up (?:my|the|his|her) \w+|clear(?:ed|ing) (?:out )?(?:my|his|her)"
        r" (?:desk|locker)|threw in the towel|(?:called|call) it (?:a day|quits)"
        r"|contract (?:\w+ )?(?:ended|ran out|expired|was(?:n['’]t| not) (?:renewed|extended))"
        r"|(?:our|my|the) (?:whole |entire )?(?:floor|department|team|branch|plant|factory|store"
        r"|shop|office|site|company|firm|startup|restaurant|place) (?:\w+ ){0,2}?(?:closed|closing"
        r"|shut|bankrupt|bust|under|folded|eliminated|axed|outsourced|gone)"
        r"|(?:eliminated|closed|shut|cut|axed|outsourced|dissolved)(?: down)? (?:our|my|the)"
        r" (?:whole |entire )?(?:floor|department|team|branch|plant|factory|store|shop|office|site"
        r"|position|job|role)"
        r"|(?:is|are|was|been|being) outsourced|went (?:bankrupt|bust|under|into liquidation))\b",
    ),
    (
        "diet",
        r"\b(?:eat|eats|eating|having|back on|back to|started on) (?:\w+ )?"
        r"(?:fish|meat|chicken|bacon|steak|beef|dairy|eggs|gluten|bread|carbs|sugar|cheese"
        r"|everything"
        r"|anything)\b"
        r".*\b(?:again|now|after all|twice|once|these days)\b"
        r"|\bback (?:on|to|eating) (?:the )?(?:fish|meat|chicken|bacon|steak|beef|dairy|eggs|gluten"
        r"|bread|carbs|sugar|cheese|biscuits|eating (?:everything|normally|meat))\b"
        r"|\b(?:had|ordered|ate|eaten|devoured|demolished|inhaled) (?:an?|the|some|my|his|her|two)"
        r" (?:\w+ ){0,2}?(?:steak|burger|cheeseburger|bacon|schnitzel|kebab|sausage|ham|chicken"
        r"|hot ?dog|ribs|roast|salami)s?\b|\bcaved\b",
    ),
    (
        "partner",
        r"\b(?:broke up|broken up|break up|breaking up|split up|have split|we split|got divorced"
        r"|getting divorced|divorc(?:ed|ing)|separated|ended (?:it|things)|dumped"
        r"|left (?:me|him|her)\b(?! (?:a|the|his|her|their|in|at|with)\b)|over between"
        r"|(?:call(?:ed)?|broke) off (?:the|our|his|her) (?:wedding|engagement)"
        r"|(?:call(?:ed)?|broke|broken|breaking) it off|(?:we|us) (?:are|were)? ?(?:done"
        r"|finished|over)"
        r"|and (?:i|me) (?:are|were) (?:no longer|not)(?: really)? (?:an? )?(?:thing|item|couple"
        r"|together)|(?:we|us)['’]re no longer (?:together|an? \w+)"
        r"|(?:we|us)['’]re (?:done|finished|over|history)|moved (?:her|his|their) (?:\w+ )?(?:stuff"
        r"|things|boxes) out|packed (?:her|his|their) (?:bags?|things|stuff|suitcases?)"
        r"|walked out on"
        r"|went (?:our|their) separate ways|parted ways|filed for divorce|divorce (?:is|was|came"
        r"|papers|went)|the divorce|ex-(?:wife|husband|girlfriend|boyfriend)"
        r"|(?:threw|kicked|chucked) (?:him|her) out|gave (?:him|her|me) (?:back )?(?:his|her|my"
        r"|the)"
        r" (?:ring|keys)(?: back)?|(?:is|are) getting a divorce|on a break|just friends (?:now"
        r"|again)"
        r"|(?:no longer|not) together|single|(?:n['’]t|not) (?:a couple|seeing each other)"
        r"|engagement is (?:off|over))\b",
    ),
    (
        "home",
        r"(?:\b(?:has|have)|['’](?:ve|s)) moved\b(?! (?:in|to|into|it|the|my|our|his|her|on|up"
        r"|me|from)\b)"
        r"|\bmoved (?:away|abroad|out)\b",
    ),
)
_OF_ATTRIBUTES = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _ATTRIBUTES)
_DONE_TO = re.compile(
    r"\b(?:"
    # One makes an end of something.
    r"(?:had|have|decided|chose|forced|going|need|able|allowed|(?:told|advised) [\w ]+?) to"
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
    r"|abandoned|handed back|parted (?:ways )?with|walked away from|got out of|fell out with|ended"
    r"|let go of|said no to|wrote off|written off|crashed|totalled|smashed|axed|shelved"
    r"|called time on"
    r"|donated|passed on|pawned|handed over|gave (?=[\w ’']+? to)|chucked|dumped|burned out on"
    r"|lost interest in|no longer (?:do|does|have|has|go|goes|play|plays)|haven['’]t \w+ (?=\w+ in"
    r" (?:months|weeks|years))"
    r"|(?:threw|throw|thrown|throwing|jacked|jacking|chucked|chucking|packed) in(?! (?:with|for)\b)"
    r"|put (?:an end|a stop) to|let (?=[\w ’']+? (?:lapse|go)\b)|(?:took|taken|take)"
    r" (?=[\w ’']+? away\b)|(?:took|taken|given|gave|sent|brought) (?=[\w ’']+? back\b)"
    r"|(?:found|got) (?=(?:an?|the) (?:\w+ )?(?:home|family|owner|buyer) for\b)|sacked|fired(?! up)"
    r"|chopped (?:it )?(?:all )?off|knocked (?=[\w ’']+? on the head)|wound up|that['’]?s it for"
    r"|that was it for|(?:my|our|^\W*) ?(?:very )?(?:last|final|farewell)"
    r" (?!(?:weeks?|nights?|months?|years?|time|summer|winter|spring|autumn|fall|\w+day|names?"
    r"|one|few|two|three|chance|but|i|we|he|she)\b)"
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
_SOME = re.compile(r"\s*(?:an?|some|another|several)\b", re.IGNORECASE)
_HOMES = re.compile(r"found|got", re.IGNORECASE)
"""The cues of “found a home for the duck”: there the duck comes later."""
_BEFALLEN = re.compile(
    rf"(?:\b(?:is|was|are|were|has been|have been|has|have|got|been)|['’](?:s|re|ve)){_NOW} "
    r"(?:off(?! to\b)|over(?! (?:at|in|to|there|here|for|from|again)\b)|dead"
    r"|gone(?! (?:to|home|back|away|on|for|abroad|up|down)\b)|no more"
    r"|cancel+ed|closed|closing|finished|ended|postponed|sold"
    r"|rescheduled|stolen"
    r"|scrapped|delayed|dropped|cured|healed|done|out|history|past|called off|broken"
    r"|expired|shut|behind (?:me|us|him|her|them)|cleared|clear|scrap|a write-?off|shelved|axed)\b"
    r"|\b(?:ran away|fell through|fell flat|broke down|shut down|cleared up|ended|expired|gave up"
    r"|(?:will|['’]ll|has to|have to|must|can) wait|(?:is|are|was)n['’]t happening"
    r"|(?:(?:is|are|was)n['’]t|(?:is|are|was) not) (?:really )?(?:for (?:me|us|him|her)|my (?:thing"
    r"|cup of tea))"
    r"|bit the dust|gave up the ghost|packed (?:it )?(?:in|up)|conked out|folded|went (?:under"
    r"|bust)"
    r"|lasted (?:\w+ ){0,3}?(?:days?|weeks?|months?|until|till|about|exactly|all of)"
    r"|did(?:n['’]t|nt| not) (?:work out|happen|make it|survive|last|pass|come off|go ahead))\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\b(?:died|dies|is dead|passed away|passed on|put (?:\w+ )?(?:down|to sleep)"
    r"|(?:say|said|saying) goodbye to"
    r"|(?:had|have) to let (?!go)\w+ go|did(?:n['’]t| not) (?:make it|wake up)|buried"
    r"|(?:is|are|['’]s) no longer with us|slipped away|lost (?:his|her) (?:fight|battle)"
    r"|rainbow bridge|fell asleep for(?: the last time|ever)|(?:took|closed) (?:her|his|its) last"
    r"|(?:heart|kidneys) (?:just )?(?:stopped|gave out)|(?:is|was|got) run over|a fox (?:got"
    r"|took))\b"
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
_CHANGED_MIND = re.compile(r"\b(?:change of plans?|changed (?:my|his|her) mind)\b", re.I)


@lru_cache(maxsize=4_000)
def endings_of(clause: str) -> tuple[Ending, ...]:
    """What a clause says is over, postponed, replaced or no more."""
    found = [Ending(name, ()) for name, rule in _OF_ATTRIBUTES if rule.search(clause)]
    if _CHANGED_MIND.search(clause):
        found.append(Ending("", content(clause)))
    if used := re.search(r"\bused to\b", clause, re.IGNORECASE):
        found.append(Ending("", content(_after(clause, used))))
    found += [Ending("", denial.stems) for denial in denials_of(clause) if denial.ends]
    for cue in _DONE_TO.finditer(clause):
        rest = _after(clause, cue)
        # What is over was known: “left a duck on my tram” ends nothing.
        if _SOME.match(rest) and not _HOMES.match(cue.group()):
            continue
        found += [Ending("", content(said)) for said in (_thing(rest), rest)]
    for cue in _BEFALLEN.finditer(clause):
        found.append(Ending("", content(_before(clause, cue))))
    for cue in _LEFT.finditer(clause):
        found.append(Ending(WHEREABOUTS, content(_before(clause, cue))))
    for cue in _DIED.finditer(clause):
        found.append(Ending(LIFE, content(_before(clause, cue) + _after(clause, cue))))
    told = (ending for ending in found if ending.attribute or ending.stems)
    return tuple(dict.fromkeys(told))


def _after(clause: str, cue: re.Match[str]) -> str:
    """The object of a cue: in “quit the bank and opened a shop” the bank."""
    rest = BORDER.split(clause[cue.end() :], maxsplit=1)[0]
    words = tagged(rest)
    for word, then in pairwise(words):
        if word.lower == "and" and then.tag in ("VERB", "AUX", "ADV"):
            return rest[: word.start]
    return rest


def _thing(rest: str) -> str:
    """The thing itself: in “the Corolla to a kid from Tacoma” the Corolla. It ends, whoever and
    whatever else is told of its end."""
    words = tagged(rest)
    end = phrase_end(words, 0)
    return rest[: words[end - 1].end] if end else ""


def _before(clause: str, cue: re.Match[str]) -> str:
    """Whom or what something befell: in “Leon is married, so that's over” all that was said."""
    said = clause[: cue.start()]
    subject = BORDER.split(said)[-1] or ""
    return subject if content(subject) else said
