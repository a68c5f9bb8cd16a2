"""What a clause claims of its subject: patterns of everyday English.

A claim is an attribute and a value (home: Porto).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from companion.domain import Claim
from companion.memory.relations import PETS
from companion.memory.words import content

SINGLE = frozenset(
    {"hours", "home", "work", "partner", "diet", "name", "age", "studies", "birthday", "phone"}
)
"""Attributes of which a subject has one value at a time; those of `favourite X`, `when X` and
`my X`, too."""
PECULIAR = ("favourite ", "my ")
"""How attributes of this sort begin that a clause itself names."""
KNOWS = "knows"
"""The attribute of somebody who is spoken of for the first time; the value is their label."""


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTHS = _one_of(
    "january february march april may june july august september october november december"
)
_NUMBER = _one_of(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_STOP = (
    r"(?=$|[,.;:!?()—–]|\s-|\s(?:and|but|or|because|since|for|with|who|which|where|now|these|this"
    r"|last|next|after|before|when|while|so|though|again|any ?more|instead|until|till|right|as of"
    r"|from|on|in|at|there|here|two|three|a few|tomorrow|yesterday|today|as|too|by|myself|himself"
    r"|herself)\b)"
)
_THING = r"(?P<value>[^,.;:!?()—–]+?)" + _STOP
_NAME = r"[A-ZÀ-Þ][\w’'.-]*"
_PLACE = rf"(?P<value>(?:the |a |an )?{_NAME}(?:[ -](?:{_NAME}|(?:de|la|of|upon|am|on)\b))*)"
_LOW_PLACE = r"(?P<value>[a-zà-þ][\w-]+)"
_ONE = r"(?P<value>[A-ZÀ-Þ][\w’'-]+)"
_IS = r"(?:\bam|['’]m|\bis|['’]s|\bare|['’]re|\bbeen|\bbecame|\bbecome|\bgot)"
_NOW = r"(?: (?:now|just|actually|officially|still|finally|newly|back to|being|an?|the|only))*"
_JOBS = (
    r"(?:\w+ |\w+-){0,3}?"
    + r"(?:"
    + "|".join(
        "nurse chef cook clerk pilot nanny vet student intern apprentice trainee guard midwife"
        " barista consultant accountant assistant attendant analyst architect judge lead head"
        " principal dean tutor editor author actor sailor soldier doctor surgeon paramedic mechanic"
        " receptionist executive representative rep agent cashier courier driver lawyer carer nun"
        " monk priest dispatcher".split()
    )
    + r"|\w+(?:ist|ician|itian|iner|eer|ctor|rator|ator|yer|cher|ker|ner|per|ver|lder|nter|ster|der"
    r"|ger|rer|iter|cian|rian|man|woman|smith|maid))"
)
_IS_JOB = re.compile(_JOBS, re.IGNORECASE)
_NO_JOB = _one_of(
    "mother father sister brother daughter lover beginner member winner sinner loser stranger"
    " number"
    " letter computer matter dinner corner owner monster disaster flower danger finger answer order"
    " fighter over never ever under center whisper paper anger hunger vegetarian human german roman"
    " norman woman man optimist pessimist perfectionist feminist realist list twist mess bit runner"
    " hugger smoker non-smoker drinker lover believer quitter newcomer foreigner commuter"
    " teenager other helper survivor minor senior junior person neighbor debtor cancer fever"
)
_NOT_JOBS = re.compile(
    rf"\b{_NO_JOB}$|partner in crime|librarian at heart|morning person|night owl|early riser"
    r"|tough cookie",
    re.IGNORECASE,
)
_MATES = _one_of("wife husband girlfriend boyfriend partner fianc[eé]e?")
_BUSINESS = (
    r"(?:\w*(?:shop|store|business|company|firm|agency|studio|salon|practice)"
    r"|[\w-]*(?:house|bar|room|yard|farm|garage|school|stall|stand|truck)"
    r"|caf[eé]s?|bistro|diner|deli|pizzeria|baker[’']?s|butcher[’']?s|florist[’']?s|bakery"
    r"|restaurant|pub|inn|hotel|hostel|b&b|bed and breakfast|gallery|gym|brewery|distillery|winery"
    r"|pottery|nursery|kennels?|stables?|ranch|clinic|surgery|pharmacy|launderette|laundromat"
    r"|franchise|start-?up|consultancy|charity|foundation|theatre|theater|cinema|club|press"
    r"|magazine|newspaper|podcast|channel|label)"
)
_RULES: dict[str, tuple[str, ...]] = {
    # With (?-i:…) where only a name will do.
    "home": (
        r"\b(?:liv(?:e|es|ing)|(?:moved|relocated|settled|emigrated)(?: \w+){0,3}?|based|house|flat"
        r"|studio|one-bedroom|two-bedroom|room|apartment|place|home)(?: \w+){0,2}?"
        rf" (?:in|to|into|near|is|outside) (?-i:{_PLACE})",
        rf"(?:{_IS}|\barrived|\bcame) back in (?-i:{_PLACE})",
        rf"{_IS} in (?-i:{_PLACE}) (?:now|for good|permanently)\b",
        r"\b(?:live|lives|living) (?:above|over|behind|opposite|next to|by|near|off)"
        rf" (?:[\w’'-]+ ){{1,4}}?in (?-i:{_PLACE})",
        r"\b(?:first|second|third) (?:winter|spring|summer|autumn|fall|year|christmas)"
        rf" (?:here )?in (?-i:{_PLACE})",
        r"\b(?:live|lives|living|moved|lived) (?P<value>(?:right )?(?:round the corner"
        r"|around the corner|next door|nearby|abroad|here|alone|with [\w ]+?))"
        r"(?=$|[,.;:!?]| (?:now|and|but|in|on|since)\b)",
        rf"\b(?:moved (?:in)?to|lives? in|living in) (?P<value>(?:the|an?) [^,.;:!?()—–]+?){_STOP}",
    ),
    "work": (
        r"\bwork(?:s|ing)?(?: [\w-]+){0,2}? (?:as|at|for|in) " + _THING,
        r"\b(?:start(?:ed|s|ing)?|begun|began|hired|promoted|a job|new job|position|role|offer"
        r"|switched|retrained|joined|day|week|morning|evening|shift|years)"
        r"(?: (?:an?|the|my|new|work|working|job|over|me|last|week|month|monday|this|today"
        r"|yesterday|long|again))* (?:as|at|with|by) " + _THING,
        r"\b(?:switched|moved|promoted) to (?-i:(?![A-Z]))(?!the\b|an?\b|my\b)" + _THING,
        rf"{_IS}{_NOW} (?P<value>{_JOBS})\b{_STOP}",
        rf"(?:{_IS}|\bwork(?:s|ing)? as)(?: now| just| still)* an? (?P<value>(?:\w+ ){{0,2}}?"
        rf"\w{{3,}}(?:er|or|ist|ian|eer))\b{_STOP}",
        rf"{_IS}{_NOW} (?P<value>retired|unemployed|self-employed|freelanc\w+|laid off|jobless"
        r"|between jobs|out of work|made redundant)\b",
        r"\b(?P<value>retired|went freelance|got laid off|was laid off|got fired|was fired)\b",
        r"\b(?:run|runs|own|owns|opened|opening) (?:an?|(?:my|his|her|their|our) own)"
        rf" (?P<value>(?:[\w'’-]+ ){{0,3}}?{_BUSINESS})\b",
        r"\b(?P<value>drives? (?:an? )?(?:\w+ )?(?:bus|taxi|cab|truck|lorry|tram|train|ambulance)"
        r"|teach(?:es)? [\w ]+?|stacks? shelves|delivers? \w+|waits? tables|cleans? (?:offices"
        r"|houses)"
        r"|runs? (?:the|an?) [\w ]+?)" + _STOP,
    ),
    "partner": (
        rf"\bmy (?:new |lovely )?{_MATES}(?:['’]s name)?,? (?:is |called |named )*(?-i:{_ONE})",
        r"\b(?:dating|seeing|engaged to|married to|married|marrying|going out with|together with"
        rf"|relationship with|moved in with|met someone,) (?-i:{_ONE})",
        rf"(?-i:\b{_ONE}),? (?:is )?my (?:new )?{_MATES}\b",
        rf"(?-i:\b{_ONE}) and i (?:are|have been|got|were|moved)(?: \w+)*? (?:together|a couple"
        r"|engaged|married|dating|seeing each other|getting married)\b",
        r"\b(?:seeing|dating) (?P<value>someone(?: new| else)?)\b",
        rf"{_IS}{_NOW} (?P<value>single|divorced|separated|widowed|engaged|married)\b(?! to)",
    ),
    "diet": (
        rf"(?:{_IS}|\bwent|\bgone|\bgoing|\bturned|\bdoes|\bdo)(?: now| an?| fully| strictly?"
        r"| strict| mostly| basically| back to being| \w+ly)* (?P<value>vegan|vegetarian|veggie"
        r"|pescatarian|flexitarian|keto|low-carb|gluten[- ]free|dairy[- ]free|sugar[- ]free|halal"
        r"|kosher|omnivore|raw food)\b",
        r"\beats? (?P<value>everything|anything)\b",
        r"^\W*(?:strictly |fully )?(?P<value>vegan|vegetarian)\b",
    ),
    "name": (
        r"\b(?:my name is|call me|i go by|my name['’]s|known as) (?P<value>[A-Za-zÀ-þ][\w’'-]+)",
        r"\b(?:he|she|they|it)(?: is|['’]s| are|['’]re)(?: now)? (?:called|named)"
        r" (?P<value>[a-zà-þ][\w-]+)",
        rf"\b(?:her|his|their|its) name(?: is|['’]s| was) (?-i:{_ONE})",
    ),
    "age": (
        rf"\b(?:turns|turned|am|['’]m|is|['’]s|turning) (?P<value>\d{{1,2}}|{_NUMBER}(?:-\w+)?)"
        r"(?: years old| now| today| yesterday)?(?!\.\d)"
        r"(?=$|[,.;:!?)]| (?:years|now|today|yesterday|tomorrow|last|on|and|this|next|in)\b)",
    ),
    "studies": (
        r"\b(?:study|studies|studying|majoring|major|degree|phd|masters?|master['’]s|bachelors?)"
        r"(?: in| of| for)? " + _THING,
        r"\b(?P<value>law|med|medical|art|drama|music|film|business|nursing|graduate) school\b",
        r"\ban? (?P<value>\w+) student\b",
        r"\b(?:first|second|third|fourth|fifth|final|last) year of (?!the\b|an?\b|my\b|our\b|it\b)"
        + _THING,
    ),
    "birthday": (r"\bbirthday(?: is|['’]s)(?: on)? " + _THING,),
    "phone": (r"\b(?:my|a new|new) phone(?: is| number is)(?: now)?(?: a| an)? " + _THING,),
    "pet": (
        rf"\b(?:my|our|a|an|the|new|another|second)(?: \w+){{0,2}}? (?P<value>{PETS})\b",
        rf"\b(?:{PETS})(?: is|['’]s)?,? (?:called|named|name is)? ?(?-i:(?P<value>[A-ZÀ-Þ]\w+))",
    ),
    "hours": (r"\b(?P<value>\d+ hours) (?:a|per) week",),
    "allergy": (r"\ballergic to " + _THING,),
    "owns": (
        r"\b(?:bought|drive|drives|own|owns|have|has|got)(?: myself| me)? (?:a|an|my|our)"
        r"(?: new| used| second-?hand| old| own)? " + _THING,
    ),
    "does": (
        r"(?:\b(?:i|we|she|he|they|have)|['’](?:ve|m|re|s))(?: also| still| usually| always| often"
        r"| now)? (?:plays?|playing|practi[sc]es?|do|does|doing|takes?|taking|smokes?|started"
        r"|taken up|took up|train|learning|learn|joined) " + _THING,
    ),
    "likes": (
        r"\b(?:loves?|likes?|enjoys?|adores?|prefers?|fan of|(?:really|totally|so|am|['’]m) into"
        r"|keen on|fond of)(?: to)? (?!to\b|it\b|that\b|you\b)" + _THING,
    ),
    "dislikes": (
        r"\b(?:hates?|dislikes?|can['’]?t stand|cannot stand|don['’]?t (?:really )?like"
        r"|doesn['’]?t like|never liked|can['’]?t bear|sick of) (?!to\b|it\b|that\b|you\b)"
        + _THING,
    ),
}
_CLAIMS = tuple(
    (attribute, re.compile(pattern, re.IGNORECASE))
    for attribute, patterns in _RULES.items()
    for pattern in patterns
)
_LOW_CLAIMS = (
    (
        "home",
        re.compile(
            r"\b(?:live|lives|living|moved|relocated|settled)(?: back| down| out)? (?:in|to|into)"
            r" (?!last|this|next|with|together|on|in|my|our|the|a\b)" + _LOW_PLACE
        ),
    ),
)
"""Of somebody who writes no capitals, and so of no names either."""
_FAVOURITE = re.compile(
    r"\bfavou?rite (?P<what>\w+(?: \w+)?) (?:is|are|was|has to be)(?: now)?"
    r" (?P<value>[^,.;!?]+?)(?: now)?(?=[,.;!?]|$)",
    re.IGNORECASE,
)
_ROLES = _one_of(
    "boss manager supervisor doctor gp dentist therapist landlord landlady coach trainer tutor"
)
_TITLED = r"(?:Mrs?\.? |Ms\.? |Dr\.? )?[A-ZÀ-Þ]\w+"
_ROLE = re.compile(
    rf"\b[Mm]y (?:new )?(?P<role>{_ROLES})(?: is|['’]s name is| is called|,) (?:called )?"
    rf"(?P<value>{_TITLED})"
    rf"|(?P<is_value>{_TITLED}(?: [A-ZÀ-Þ]\w+)?) is (?:now )?my (?:new )?(?P<is_role>{_ROLES})\b"
)
_WHEN = re.compile(
    r"^(?P<what>.*?)(?P<value>\b(?:(?:next|this|on|every|until) )?(?:the )?"
    rf"(?:{_DAYS}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?"
    rf"|(?<=in ){_MONTHS}|the \d{{1,2}}(?:st|nd|rd|th)|(?<=on )\d{{1,2}}(?:st|nd|rd|th)"
    r"|tomorrow|(?:next|this) (?:week(?:end)?|month|year|spring|summer|autumn|fall|winter)"
    r"|(?:at|to|until) \d{1,2}(?::\d\d)?(?: ?[ap]m| o'clock)?(?! \w)|(?<=in )(?:19"
    r"|20)\d\d)\b[^,.;!?]*)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\bused to\b|\b(?:lived|worked) (?:in|at|as|for)\b.*\b(?:back then|as a|before|once"
    r"|when i was)\b|\bformer(?:ly)?\b|\bold job\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|\w+n['’]t|dont|doesnt|isnt|arent|wasnt|without)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:going to|gonna|will|['’]ll|might|may|could|would|want to|hope to|hoping to"
    r"|plan(?:ning)? to|thinking (?:of|about)|considering|about to|looking (?:for|at)|applied"
    r"|interview|apply(?:ing)?|dream of|if|soon"
    r"|next (?:week|month|year|summer|spring|autumn|fall|winter)|visit(?:ing|ed)?"
    r"|stay(?:ing)? (?:at|with))\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:now|new|since|as of|start(?:ed|ing)?|began|begun|became|become|instead|these days"
    r"|switched|moved|joined|hired|promoted|retrained|first (?:day|week|month|shift)|relocated"
    r"|retired|quit|left|finally|officially|fired|laid off|made redundant|got)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def claims_of(clause: str) -> tuple[Claim, ...]:
    """What a clause says of its subject now; negated, planned and past things are not so."""
    if _PAST.search(clause):
        return ()
    found: dict[tuple[str, str], Claim] = {}
    # “My favourite season is winter” is about nobody's work.
    plain = () if _FAVOURITE.search(clause) else _plain(clause)
    for claim in (*plain, *_peculiar(clause)):
        found.setdefault((claim.attribute, claim.value.casefold()), claim)
    return tuple(found.values())


def _plain(clause: str) -> Iterator[Claim]:
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
                yield Claim(attribute, value)


def _peculiar(clause: str) -> Iterator[Claim]:
    """Claims whose attribute the clause itself names: a favourite, a role, the day of an event."""
    for match in _FAVOURITE.finditer(clause):
        what = " ".join(content(match["what"])) or match["what"].casefold()
        yield Claim(f"favourite {what}", match["value"].strip())
    for match in _ROLE.finditer(clause):
        role = (match["role"] or match["is_role"]).lower()
        yield Claim(f"my {role}", match["value"] or match["is_value"])
    dated = _WHEN.match(clause)
    what = " ".join(content(dated["what"])[-2:]) if dated else ""
    if dated and what:
        yield Claim(f"when {what}", re.sub(r"^(?:on|every) ", "", dated["value"].strip()))


def single(attribute: str) -> bool:
    """Whether a subject has one value of this attribute at a time."""
    return attribute in SINGLE or attribute.startswith(PECULIAR)


def agree(one: str, other: str) -> bool:
    """Whether two values say the same, one perhaps in more detail."""
    mine, theirs = set(content(one)), set(content(other))
    if not mine or not theirs:
        return one.casefold().strip() == other.casefold().strip()
    return mine <= theirs or theirs <= mine


def same_sort(attribute: str, one: str, other: str) -> bool:
    """Whether two values of an attribute exclude each other without a word of change: one may be an
    accountant at a bank, and live in a tower in Vienna."""
    if attribute == "work":
        return bool(_IS_JOB.fullmatch(one)) is bool(_IS_JOB.fullmatch(other))
    if attribute == "home":
        return one[:1].isupper() is other[:1].isupper()
    return True


def tells_of_change(text: str) -> bool:
    """Whether a text says that what it tells is new."""
    return bool(_CHANGED.search(text))


def _value(attribute: str, found: str) -> str:
    value = found.strip(" .'’\"-")
    if attribute == "work" and (_NOT_JOBS.search(value) or re.match(_MONTHS, value, re.IGNORECASE)):
        return ""
    if attribute == "home" and re.fullmatch(
        rf"(?:{_DAYS}|{_MONTHS}|my|our|an?|his|her|i|it)\b.*", value, re.IGNORECASE
    ):
        return ""
    return value if content(value) or attribute in ("age", "home", "name", "partner", "pet") else ""
