"""What a clause claims of its subject, and what it says is over: patterns of everyday English.

A claim is an attribute and a value (home: Porto). What a clause ends is given by an attribute, by
the words it is spoken of with, or by both.
"""

from __future__ import annotations

import re

from companion.domain import Claim
from companion.memory.people import PETS
from companion.memory.words import content

SINGLE = frozenset(
    {"hours", "home", "work", "partner", "diet", "name", "age", "studies", "birthday", "phone"}
)
"""Attributes of which a subject has one value at a time; those of `favourite X` and `when X`"
    " too."""

KNOWS = "knows"
"""The attribute of somebody who is spoken of for the first time; the value is their label."""
_STOP = (
    r"(?=$|[,.;:!?()—–]|\s-|\s(?:and|but|or|because|since|for|with|who|which|where|now|these|this"
    r"|last|next|after|before|when|while|so|though|again|any ?more|instead|until|till|right|as of"
    r"|from|on|in|at|there|here|two|three|a few|tomorrow|yesterday|today|as)\b)"
)
_NAME = r"[A-ZÀ-Þ][\w’'.-]*"
_PLACE = rf"(?P<value>(?:the |a |an )?{_NAME}(?:[ -](?:{_NAME}|(?:de|la|of|upon|am|on)\b))*)"
_LOW_PLACE = r"(?P<value>[a-zà-þ][\w-]+)"
_THING = r"(?P<value>[^,.;:!?()—–]+?)" + _STOP
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_JOBS = (
    r"(?:\w+ |\w+-){0,3}?(?:nurse|chef|cook|clerk|pilot|nanny|vet|student|intern|apprentice"
    r"|\w+(?:ist"
    r"|ician|itian|iner|eer|ctor|rator|ator|yer|cher|ker|ner|per|ver|lder|nter|ster|der|ger|rer"
    r"|iter"
    r"|cian|rian|man|woman|smith|maid|guard|midwife|barista|consultant|accountant|assistant"
    r"|attendant"
    r"|analyst|architect|judge|partner|lead|head|principal|dean|tutor|editor|author|actor|sailor"
    r"|soldier|doctor|surgeon|paramedic|mechanic|receptionist|executive|representative|rep|agent"
    r"|cashier|courier|driver|lawyer))"
)
_NOT_JOBS = re.compile(
    r"\b(?:mother|father|sister|brother|daughter|lover|beginner|member|winner|sinner|loser|stranger"
    r"|number|letter|computer|matter|dinner|corner|partner in crime|owner|monster|disaster|flower"
    r"|danger|finger|answer|order|fighter|over|never|ever|under|center|whisper|paper|anger|hunger"
    r"|vegetarian|librarian at heart|human|german|roman|norman|woman|man|optimist|pessimist"
    r"|perfectionist|feminist|realist|list"
    r"|twist|mess|bit|morning person|night owl|early riser|runner|hugger|tough cookie)$",
    re.IGNORECASE,
)


def _rule(attribute: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return attribute, re.compile(pattern, re.IGNORECASE)


def _exact(attribute: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return attribute, re.compile(pattern)


_CLAIMS = (
    _exact(
        "home",
        r"\b(?:[Ll]iv(?:e|es|ing)|(?:[Mm]oved|[Rr]elocated|[Ss]ettled|[Ee]migrated)(?: \w+){0,3}?|"
        r"[Bb]ased|[Hh]ouse|[Ff]lat|[Ss]tudio|one-bedroom|two-bedroom|[Rr]oom|[Aa]partment"
        r"|[Pp]lace|[Hh]ome)(?: \w+){0,2}?"
        r" (?:in|to|into|near|is|outside) " + _PLACE,
    ),
    _rule(
        "home",
        r"\b(?:live|lives|living|moved|lived) (?P<value>(?:right )?(?:round the corner|around"
        r" the corner"
        r"|next door|nearby|abroad|here|alone|with [\w ]+?))(?=$|[,.;:!?]| (?:now|and|but|in|on"
        r"|since)\b)",
    ),
    _rule(
        "work", r"\bwork(?:s|ing)?(?: \w+ly| now| part-time| full-time)? (?:as|at|for|in) " + _THING
    ),
    _rule(
        "work",
        r"\b(?:start(?:ed|s|ing)?|begun|began|hired|promoted|a job|new job|position|role|offer"
        r"|switched|retrained|joined)(?: (?:a|an|the|my|new|work|working|job|over|me|last|week"
        r"|month"
        r"|monday|as|this|today|yesterday))* (?:as|at|to|with|by) " + _THING,
    ),
    _rule(
        "work",
        r"(?:\bam|['’]m|\bis|['’]s|['’]re|\bbecame|\bbecome|\bbeen)(?: now| just| actually|"
        r" officially"
        r"| a| an| the| still| finally)* (?P<value>" + _JOBS + r")\b" + _STOP,
    ),
    _rule(
        "work",
        r"\b(?:am|['’]m|is|['’]s|been|got|are)(?: now| officially| finally)* (?P<value>retired"
        r"|unemployed"
        r"|self-employed|freelanc\w+|laid off|jobless|between jobs|out of work|made redundant)\b",
    ),
    _rule(
        "work",
        r"\b(?P<value>retired|went freelance|got laid off|was laid off|got fired|was"
        r" fired)\b",
    ),
    _rule("work", r"\b(?:run|runs|own|owns|opened) (?:my|his|her|their) own " + _THING),
    _exact(
        "partner",
        r"\b[Mm]y (?:new |lovely )?(?:wife|husband|girlfriend|boyfriend|partner"
        r"|fianc[eé]e?)(?:['’]s name)?,? "
        r"(?:is |called |named )*(?P<value>[A-ZÀ-Þ][\w’'-]+)",
    ),
    _exact(
        "partner",
        r"\b(?:dating|seeing|engaged to|married to|married|marrying|going out with|together with"
        r"|relationship with|moved in with|met someone,) (?P<value>[A-ZÀ-Þ][\w’'-]+)",
    ),
    _exact(
        "partner",
        r"\b(?P<value>[A-ZÀ-Þ][\w-]+),? (?:is )?my (?:new )?(?:wife|husband|girlfriend|boyfriend"
        r"|partner|fianc[eé]e?)\b",
    ),
    _rule("partner", r"\b(?:seeing|dating) (?P<value>someone(?: new| else)?)\b"),
    _rule(
        "partner",
        r"(?:\bam|['’]m|\bbeen|\bgot|\bis|['’]s|\bare|['’]re)(?: now| officially| finally| newly"
        r"| back to"
        r"| being)* (?P<value>single|divorced|separated|widowed|engaged|married)\b(?! to)",
    ),
    _rule(
        "diet",
        r"(?:\bam|['’]m|\bis|['’]s|\bwent|\bgone|\bgoing|\bturned|\bbecame|\bbecome|\bbeen"
        r"|\bare)(?: now| a"
        r"| an| fully| strictly?| strict| mostly| basically| back to being| \w+ly)*"
        r" (?P<value>vegan|vegetarian|veggie|pescatarian|flexitarian|keto|low-carb|gluten[- ]free"
        r"|dairy[- ]free|sugar[- ]free|halal|kosher|omnivore)\b",
    ),
    _rule(
        "name",
        r"\b(?:my name is|call me|i go by|my name['’]s|known as)"
        r" (?P<value>[A-Za-zÀ-þ][\w’'-]+)",
    ),
    _rule(
        "name",
        r"\b(?:he|she|they|it)(?: is|['’]s| are|['’]re)(?: now)? (?:called|named)"
        r" (?P<value>[a-zà-þ][\w-]+)",
    ),
    _exact(
        "name",
        r"\b(?:[Hh]er|[Hh]is|[Tt]heir|[Ii]ts) name(?: is|['’]s| was)"
        r" (?P<value>[A-ZÀ-Þ][\w’'-]+)",
    ),
    _rule(
        "age",
        r"\b(?:turned|am|['’]m|is|['’]s|turning) (?P<value>\d{1,2})(?: years old| now|"
        r" today| yesterday)?"
        r"(?!\.\d)(?=$|[,.;:!?)]| (?:years|now|today|yesterday|last|on|and|this|next)\b)",
    ),
    _rule(
        "studies",
        r"\b(?:study|studies|studying|majoring|major|degree|phd|masters?|master['’]s"
        r"|bachelors?)(?: in| of| for)? " + _THING,
    ),
    _rule("birthday", r"\bbirthday(?: is|['’]s)(?: on)? " + _THING),
    _rule("phone", r"\b(?:my|a new|new) phone(?: is| number is)(?: now)?(?: a| an)? " + _THING),
    _rule("pet", rf"\b(?:my|our|a|an|the|new|another|second)(?: \w+){{0,2}}? (?P<value>{PETS})\b"),
    _exact(
        "pet",
        rf"\b(?:{PETS})(?: is|['’]s)?,? (?:called|named|name is)?"
        rf" ?(?P<value>[A-ZÀ-Þ]\w+)",
    ),
    _rule("hours", r"\b(?P<value>\d+ hours) (?:a|per) week"),
    _rule("allergy", r"\ballergic to " + _THING),
    _rule(
        "owns",
        r"\b(?:bought|drive|drives|own|owns|have|has|got)(?: myself| me)? (?:a|an|my"
        r"|our)(?: new"
        r"| used| second-?hand| old| own)? " + _THING,
    ),
    _rule(
        "does",
        r"\b(?:i|we|she|he|they|have|['’]ve)(?: also| still| usually| always| often|"
        r" now)? (?:play|plays|playing"
        r"|practise|practice|do|does|take|takes|taking|smoke|smokes|started|taken up|took up"
        r"|train"
        r"|learning|learn|joined) " + _THING,
    ),
    _rule(
        "likes",
        r"\b(?:love|loves|like|likes|enjoy|enjoys|adore|adores|prefer|prefers|fan of"
        r"|(?:really|totally|so|am|['’]m) into"
        r"|keen on|fond of)(?: to)? (?!to\b|it\b|that\b|you\b)" + _THING,
    ),
    _rule(
        "dislikes",
        r"\b(?:hate|hates|dislike|dislikes|can['’]?t stand|cannot stand|don['’]?t"
        r" (?:really )?like"
        r"|doesn['’]?t like|never liked|can['’]?t bear|sick of) (?!to\b|it\b|that\b|you\b)"
        + _THING,
    ),
)
_LOW_CLAIMS = (
    _rule(
        "home",
        r"\b(?:live|lives|living|moved|relocated|settled)(?: back| down| out)? (?:in|to|into)"
        r" (?!last|this|next|with|together|on|in|my|our|the|a\b)" + _LOW_PLACE,
    ),
)
"""Of somebody who writes no capitals, and so of no names either."""
_FAVOURITE = re.compile(
    r"\bfavou?rite (?P<what>\w+(?: \w+)?) (?:is|are|was|has to be)(?: now)? (?P<value>[^,.;!?]+)",
    re.IGNORECASE,
)
_ROLES = "boss|manager|supervisor|doctor|gp|dentist|therapist|landlord|landlady|coach|trainer|tutor"
_ROLE = re.compile(
    rf"\b[Mm]y (?:new )?(?P<role>{_ROLES})(?: is|['’]s name is| is called|,) (?:called )?"
    r"(?P<value>(?:Mrs?\.? |Ms\.? |Dr\.? )?[A-ZÀ-Þ]\w+)"
    rf"|(?P<is_value>(?:Mrs?\.? |Ms\.? |Dr\.? )?[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?) is (?:now )?my"
    rf" (?:new )?"
    rf"(?P<is_role>{_ROLES})\b"
)
_WHEN = re.compile(
    rf"^(?:.*?\b(?:the|my|our|her|his)\s+)?(?P<what>[\w' -]+?)(?:['’]s| is| are| will be|"
    rf" was)(?: now"
    rf"| moved| on| at| in| actually| going to be| to| back| been| every)+ (?P<value>(?:the )?"
    rf"(?:{_DAYS}|{_MONTHS}|\d)[^,.;!?]*)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\bused to\b|\b(?:lived|worked) (?:in|at|as|for)\b.*\b(?:back then|as a"
    r"|before|once|when i was)\b|\bformer(?:ly)?\b|\bold job\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|\w+n['’]t|dont|doesnt|isnt|arent|wasnt|without)\b", re.I
)
_NOT_YET = re.compile(
    r"\b(?:going to|gonna|will|['’]ll|might|may|could|would|want to|hope to|hoping to"
    r"|plan(?:ning)? to"
    r"|thinking (?:of|about)|considering|about to|looking (?:for|at)|applied|interview"
    r"|apply(?:ing)?"
    r"|dream of|if|soon|next (?:week|month|year|summer|spring|autumn|fall|winter)|visit(?:ing"
    r"|ed)?|stay(?:ing)? (?:at|with))\b",
    re.IGNORECASE,
)


def claims_of(clause: str) -> tuple[Claim, ...]:
    """What a clause says of its subject now; negated, planned and past things are not so."""
    if _PAST.search(clause):
        return ()
    found: dict[tuple[str, str], Claim] = {}
    for attribute, pattern in (*_CLAIMS, *(_LOW_CLAIMS if clause.islower() else ())):
        for match in pattern.finditer(clause):
            before = clause[max(0, match.start() - 40) : match.start()]
            said = clause[match.start() : match.end()]
            if attribute != "dislikes" and _NOT.search(f"{before[-14:]} {said}"):
                continue
            if attribute in SINGLE and attribute != "name" and _NOT_YET.search(f"{before} {said}"):
                continue
            value = _value(attribute, match["value"])
            if value:
                found.setdefault((attribute, value.casefold()), Claim(attribute, value))
    for match in _FAVOURITE.finditer(clause):
        what = " ".join(content(match["what"])) or match["what"].casefold()
        found.setdefault((what, ""), Claim(f"favourite {what}", match["value"].strip()))
    for match in _ROLE.finditer(clause):
        role = f"my {(match['role'] or match['is_role']).lower()}"
        found.setdefault((role, ""), Claim(role, match["value"] or match["is_value"]))
    if dated := _WHEN.match(clause):
        what = " ".join(content(dated["what"])[-2:])
        if what:
            found.setdefault((what, "when"), Claim(f"when {what}", dated["value"].strip()))
    return tuple(found.values())


def single(attribute: str) -> bool:
    """Whether a subject has one value of this attribute at a time."""
    return attribute in SINGLE or attribute.startswith(("favourite ", "when ", "my "))


def agree(one: str, other: str) -> bool:
    """Whether two values say the same, one perhaps in more detail."""
    mine, theirs = set(content(one)), set(content(other))
    if not mine or not theirs:
        return one.casefold().strip() == other.casefold().strip()
    return mine <= theirs or theirs <= mine


def _value(attribute: str, found: str) -> str:
    value = found.strip(" .'’\"-")
    if attribute == "work" and (_NOT_JOBS.search(value) or re.match(_MONTHS, value, re.IGNORECASE)):
        return ""
    if attribute == "home" and re.fullmatch(
        rf"(?:{_DAYS}|{_MONTHS}|my|our|the|a|an|his|her|i|it)\b.*", value, re.I
    ):
        return ""
    return value if content(value) or attribute in ("age", "name", "partner", "pet") else ""
