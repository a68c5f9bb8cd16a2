"""What does not last: stays and visits, and what somebody is about to be, have or get over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from companion.domain import Note, NoteKind
from companion.memory.claims import KNOWS
from companion.memory.words import content

_STAYS = re.compile(
    r"\b(?:stay(?:s|ing|ed)?|visit(?:s|ing)?|missing|away|hospital|ward|holiday|vacation|abroad"
    r"|until|till|for now|for the time being|temporarily|crashing|foster(?:ing)?|lodg(?:er|ing)"
    r"|mov(?:ed|ing) in|(?:his|her|the|my) room|flatmates?|roommates?|housemates?|shar(?:e|es|ing)"
    r"|at home|(?:with|at) (?:me|us|ours|mine)|here for|in the house|greetings from"
    r"|this (?:week|weekend|month)|conference|trade fair|business trip"
    r"|(?:am|are|is|['’](?:m|re|s)|been|liv(?:e|es|ing)|sle(?:ep|eps|eping|pt)|here|there|came|gone"
    r"|in|at) [^.]*?for (?:a|an|the|two|three|four|five|six|ten|\d+) (?:\w+ )?(?:days?|weeks?"
    r"|months?|nights?|weekend)|over (?:easter|christmas|the (?:summer|winter|weekend|holidays)))\b"
    r"|\bat (?:my|our|his|her|a|the) [\w-]+['’]s\b",
    re.IGNORECASE,
)


_BEGINS = re.compile(
    r"\b(?:start\w*|beg[au]n|beginning|join\w*|adopt\w*|got|gotten|bought|rent\w*|leas\w*"
    r"|mov(?:ed|ing)|sign\w*|enrol\w*|took (?:up|on|over)|taken|becom\w*|became|open\w*|found\w*"
    r"|launch\w*|hired|promoted|subscrib\w*|married|engaged|propos\w*|dat(?:ed|ing)|planted|book\w*"
    r"|learn\w*|train\w*|broke|broken|sprain\w*|injur\w*|hurt|tore|caught|diagnos\w*|lost|borrow\w*"
    r"|lent|lend|quit|left|stop\w*|switch\w*|chang\w*|decid\w*|agree\w*|promis\w*|set up|built"
    r"|ha(?:ve|s)|['’](?:ve|s)|since|still|every|now|new|always|usually|mostly|plan\w*|appl(?:y|ied)"
    r"|accept\w*|offer\w*|reserv\w*|order\w*|owe\w*|went (?:vegan|vegetarian|freelance|back)"
    r"|used to|gave up|given up|fell (?:in|out)|work\w*|liv\w*|stud\w*|teach\w*|rais\w*|keep\w*"
    r"|kept|play\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Words of a stage of life, and words of what follows on it. Of one `by_name` there may be
    several: both must speak of the same thing."""

    before: re.Pattern[str]
    then: re.Pattern[str]
    by_name: bool = False


def _stage(before: str, then: str, *, by_name: bool = False) -> _Stage:
    one, other = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (before, then))
    return _Stage(one, other, by_name)


_STAGES = (
    _stage(
        r"(?:do|does|did)n['’]t have a \w*\s?licen[cs]e|learning to drive|driving (?:lessons?"
        r"|test)",
        r"passed|got (?:my|his|her) \w*\s?licen[cs]e",
    ),
    _stage(
        r"rent(?:s|ing)?|(?:lives?|living) in an? [\w -]*?(?:flat|apartment|studio|room)"
        r"|flat-?share"
        r"|(?:live|lives|living) with (?:my|his|her|their) (?:parents|mum|mom|folks|family)"
        r"|(?:couch|sofa)",
        r"bought (?:an?|our|my|the) [\w -]*?(?:house|flat|apartment|place|cottage)"
        r"|moved in(?! with)|(?:my|our|his|her) own (?:front door|place|flat|apartment"
        r"|four walls|keys)"
        r"|got (?:the|my|our) keys|homeowners?|all mine",
    ),
    _stage(
        r"pregnant|expecting|(?:baby|child) is due|due (?:in|date)|\d+ weeks|bump|trimester",
        r"(?:was|were|is|are|['’]s) born|gave birth|miscarr\w+|welcomed"
        r"|(?:he|she|they|baby|twins?)(?:['’]s| is|['’]re| are) (?:here|finally here|out)\b"
        r"|(?:he|she|baby) (?:came|arrived)|newborn|(?:kilos|kg|pounds|lbs)\b"
        r"|had (?:an?|the|her|our|my) (?:\w+ )?(?:baby|son|daughter|girl|boy|twins|c-section)",
    ),
    _stage(
        r"engaged|engagement|fianc[eé]e?|getting married|(?:to|will|['’]ll) marry|proposed|proposal"
        r"|wedding (?:is|in|on|next|planning)|said yes",
        r"(?:got|are|['’]re|is|were|was) (?:now )?(?:finally |officially )?married|tied the knot"
        r"|wedding (?:was|went)|eloped|newly ?weds?|honeymoon|husband and wife|my (?:husband|wife)"
        r"|mr and mrs|said (?:i do|our vows)|married (?:last|on|in|this|at|yesterday|today)",
    ),
    _stage(
        r"single|on my own again|no (?:one|boyfriend|girlfriend|partner|plus[- ]one)|unattached"
        r"|divorced|widowed|widower?|not dating|gave up on (?:dating|men|women|love)",
        r"(?:i['’]m|i am|we['’]re|we are|been|is|['’]s) (?:now )?(?:seeing|dating|together|engaged"
        r"|married|a couple|in love|an item)|(?:my|a) (?:new )?(?:boyfriend|girlfriend|partner"
        r"|fianc[eé]e?|husband|wife)|met (?:someone|somebody)|moved in together|got (?:engaged"
        r"|married)|made it official|call it a relationship|remarried|proposed|got together",
    ),
    _stage(
        r"(?:seeing|dating|in love with|crush|a date|first date)",
        r"(?:got|are|['’]re|is) (?:engaged|married)|proposed|eloped|tied the knot",
    ),
    _stage(
        r"unemployed|jobless|out of (?:work|a job)|between jobs|laid off|redundant|on the dole"
        r"|(?:look|hunt|search)ing for (?:an? )?(?:new )?(?:job|work|position)|job hunt\w*|still"
        r" looking|applied|applying|interviews?|benefits|stay-at-home",
        r"(?:start(?:ed|s|ing)?|begin|began) (?:at|as|work|my|the|a new|on)|first (?:day|week|shift"
        r"|month|morning|fortnight)|got the job|new job|hired|took me on|gave me the job"
        r"|signed (?:the|my|a) contract|i (?:now )?work (?:at|for|as|in)|back (?:at|in|to) work"
        r"|(?:i['’]m|i am) (?:now )?an? (?:\w+ ){0,2}?\w+(?:er|or|ist|ian|ant|man|woman|guard"
        r"|clerk)\b",
    ),
    _stage(
        r"(?:test|exams?|finals) (?:is|are|on|next|tomorrow)|taking (?:my|the) \w* ?(?:test|exam)"
        r"|revising|cramming|registered|studying for",
        r"passed|failed|aced|results?",
    ),
    _stage(
        r"stud(?:y|ying|ies|ent)|degree|thesis|finals|(?:my|the|first|second|third|fourth|final"
        r"|last)"
        r" (?:year|semester)|ph\.?d|master['’]?s?|bachelor['’]?s?|at uni(?:versity)?|dissertation"
        r"|college|apprentic\w+|trainee",
        r"graduated|graduation|graduates|got (?:my|his|her) (?:degree|diploma)|defended|dropped out"
        r"|finished (?:(?:my|his|her) )?(?:studies|degree|thesis|uni|university|school|college)"
        r"|qualified|diploma|cap and gown|doctor now|(?:master|degree|thesis|ph\.?d)['’]?s?"
        r"(?: is|['’]s)? (?:done|finished|over)|quit (?:uni\w*|college|school)",
    ),
    _stage(
        r"(?:looking|searching|hunting) for|applied|interview",
        r"found (?:an?|one|something|it)|got (?:the|it|an?)|signed (?:the|an?)",
        by_name=True,
    ),
    _stage(r"saving (?:up )?(?:for|to)|wants? to buy", r"bought|got", by_name=True),
    _stage(
        r"foster\w*|until|for now|temporar\w+|till",
        r"adopt\w*|for good|forever|permanent\w*|(?:kept|keeping) (?:him|her|it)|stays",
    ),
    _stage(
        r"kindergarten|nursery|preschool|daycare",
        r"(?:first day|start(?:s|ed|ing)?|goes|went) (?:at|to)? ?(?:\w+ )?school|in class",
    ),
    _stage(
        r"broken (?:\w+ )?(?:leg|arm|foot|ankle|wrist|rib|collarbone)|broke (?:my|his|her)"
        r"|in (?:a cast|plaster)|crutches|sling|sprained|injured|the flu|covid|ill|sick|pneumonia"
        r"|(?:arm|leg|foot|wrist|ankle) in",
        r"cast (?:is|came) off|healed|recovered|recovery|fully fit|better (?:now|again)"
        r"|(?:walk|run|dance|walking|running|dancing) again|(?:am|['’]m|is|['’]s) (?:fit|well"
        r"|healthy|fine|back on my feet)"
        r"(?: again| now)|all clear|on my feet again|two (?:hands|legs|feet|arms)(?: again)?"
        r"|test(?:ed)?"
        r" negative|off the crutches|(?:cast|plaster|stitches|sling)(?: is|['’]s| came"
        r"| are)? (?:off|out)",
    ),
    _stage(
        r"insomnia|migraines?|can['’]?t sleep|depress\w+|anxiety|pain|asthma|allerg\w+|eczema"
        r"|blood pressure|diabet\w+|cough|tinnitus|back(?:ache)?|therapy|medication|tablets|pills",
        r"all clear|in remission|(?:symptom|pain|migraine|medication|drug|tablet)-free|cured|healed"
        r"|not (?:one|a single) \w+ since|(?:is|are|['’]s|['’]re) (?:gone|clear|back to normal)"
        r"|sleep(?:ing)? (?:like a baby|through|seven|eight|nine|well)|no (?:pain|inhaler|tablets"
        r"|pills) (?:since|any ?more|now)|discharged|(?:i['’]m|i am) well",
    ),
    _stage(
        r"smoke|smoker|smoking|cigarettes?|a pack|vap(?:e|ing)|nicotine",
        r"(?:smoke|nicotine|cigarette)-free|(?:days?|weeks?|months?|years?)"
        r" (?:without|clean|smoke|since)|without (?:a|one|a single) (?:cigarette|smoke|puff)|last"
        r" cigarette|quit|nicotine (?:patch|gum)|non-smoker",
    ),
    _stage(
        r"sober|no (?:alcohol|booze|wine|beer|drink\w*)|dry january|teetotal|(?:don['’]?t"
        r"|stopped|quit|"
        r"not) drink\w*|alcohol-free|off the (?:booze|drink|wine)",
        r"(?:had|drank|opened|poured|enjoyed|ordered|sipping|drinking) (?:an?|my|the|some"
        r"|two) (?:\w+ )"
        r"{0,3}?(?:wine|beer|pint|rioja|gin|whisky|whiskey|prosecco|champagne|cocktail|glass|bottle"
        r"|merlot|rum|vodka|margarita)|fell off the wagon|drinking again",
    ),
    _stage(
        r"(?:pint|glass|bottle|beers?|wine|whisk[e]?y|drink(?:s|ing)?)\b.*\b(?:every|each|a day"
        r"|night\w*"
        r"|evening\w*|week\w*)",
        r"sober|alcohol-free|teetotal|(?:days?|weeks?|months?) (?:without|dry|sober|clean)|stopped"
        r" drinking|quit drinking|not (?:a|one) drop",
    ),
    _stage(
        r"(?:booked|planning|going|flying|tickets?|trip|race|marathon|concert|audition|surgery"
        r"|operation|recital|party|wedding|tournament|match|premiere|performance|exhibition) "
        r"(?:is|for|on|in|to|at|next|this|tomorrow)|signed up for|next (?:week|month|weekend"
        r"|\w+day)"
        r"|confirmed",
        r"(?:we|i)(?:['’]re| are|['’]m| am) (?:just )?(?:back|home)(?: (?:from|again|now"
        r"|since))?\W*$"
        r"|(?:it|trip|concert|party|race|show|wedding|operation|surgery) (?:was|went)"
        r" (?:\w+ )?(?:great|well|lovely|wonderful|amazing|perfect|fine|fantastic|brilliant"
        r"|a success"
        r"|terrible|awful)|i did it|we did it|finished (?:the|in|my)|crossed the (?:finish )?line"
        r"|i survived|best (?:trip|day|night|weekend) of",
        by_name=True,
    ),
    _stage(
        r"in the (?:garage|workshop|repair shop)|being (?:fixed|repaired)|broke(?:n)? down"
        r"|(?:is|are|['’]s) (?:broken|bust|kaput|dead|on strike|leaking|out of order)|won['’]?t"
        r" (?:start|turn on|work)|at the (?:mechanic|vet|repair)\w*",
        r"(?:got|picked up|have|collected) [\w ’']+? (?:back|fixed|repaired|mended|replaced)"
        r"|(?:is|are|['’]s|been|was) (?:back|fixed|repaired|mended|sorted|working|running)"
        r"|(?:works|runs|starts) (?:again|now)|good as new",
        by_name=True,
    ),
    _stage(
        r"appl(?:ied|ying)|interview(?:s|ing)?|audition\w*|waiting list|shortlisted|put in an offer"
        r"|made an offer|bid on|in the running|up for (?:the|a) (?:job|role|post|promotion)",
        r"turned (?:me|us|him|her|it) down|rejected|rejection|did(?:n['’]t|nt| not) (?:get|make)"
        r" (?:it|the|in)|went (?:with|to) (?:some(?:one|body)|another)|no luck|unsuccessful"
        r"|(?:they|we) (?:said|picked|chose) (?:no|some(?:one|body))|outbid|fell through"
        r"|got (?:it|in|the (?:job|part|role|place|flat|post)|(?:my|our) \w+)|(?:they|she|he)"
        r" (?:accepted|offered)|offer(?:ed)? (?:me|us) the",
        by_name=True,
    ),
    _stage(
        r"owe[sd]?|in debt|mortgage|loan|overdraft|instal+ments?|paying (?:off|back)",
        r"paid (?:it |them |him |her |the \w+ |everything |all )?(?:off|back)|(?:last|final)"
        r" (?:payment|instal+ment|hundred|bit)|we['’]re (?:quits|even|square)|debt[- ]free"
        r"|cleared (?:the|my|our)|mortgage[- ]free|owe (?:nothing|nobody)",
        by_name=True,
    ),
    _stage(
        r"primary|elementary|year (?:[1-6]|one|two|three|four|five|six)\b|infants?|(?:first|second"
        r"|third|fourth|fifth|sixth) grade|kindergarten",
        r"(?:big|secondary|high|middle|grammar|upper) school|year (?:seven|eight|nine|7|8|9)"
        r"|sixth form",
    ),
    _stage(
        r"wants? to (?:learn|try)|can(?:not|['’]?t) (?:swim|ride|drive|dance|cook|read|ski|skate)"
        r"|never (?:learned|learnt|swum|skied|been|tried)",
        r"(?:swam|rode|drove|danced|skied|skated|cooked)|learned|learnt|first time|finally",
        by_name=True,
    ),
)


def is_stay(text: str) -> bool:
    """Whether a text tells where somebody is for a while."""
    return bool(_STAYS.search(text))


def goes_on(note: Note) -> bool:
    """Whether what a note tells may come to an end. An event that began nothing has happened,
    whatever is told later: a lunch is not over because of the next one."""
    if note.kind is not NoteKind.EVENT or any(it.attribute != KNOWS for it in note.claims):
        return True
    return _begins_something(note.text)


@lru_cache(maxsize=2_000)
def _begins_something(text: str) -> bool:
    # The same older notes are near to most of what is told.
    return bool(_BEGINS.search(text)) or is_stay(text)


def may_come_to_pass(now: str) -> bool:
    """Whether a text tells of something that follows on a stage of life."""
    return bool(_reached(now))


@lru_cache(maxsize=64)
def _reached(now: str) -> tuple[int, ...]:
    # What is told is held against every older note.
    return tuple(number for number, stage in enumerate(_STAGES) if stage.then.search(now))


@lru_cache(maxsize=8_000)
def _leads_to(before: str, number: int) -> bool:
    # The same older notes again.
    return bool(_STAGES[number].before.search(before))


_ONCE = re.compile(
    r"^\W*(?:[\w'’]+[ ,]+){0,5}?(?:i|we|he|she|they|it|[A-ZÀ-Þ]\w+|(?:my|our) [\w ]+?)"
    r" (?:also |both |once )?used to (?!(?:it|that|this|the|being|his|her|my|your|having)\b)"
    r"|^\W*(?:back )?when (?:i|we|he|she) (?:was|were) (?:an? |at |in |young|little|younger|a kid"
    r"|\d+|\w+teen)|^\W*(?:back )?in my (?:\w+ )?(?:twenties|thirties|youth|student days|day)\b"
    r"|^\W*(?:many |a few )?(?:years|decades) ago,? (?:i|we)\b",
    re.IGNORECASE,
)
_YET = re.compile(r"\b(?:now|these days|still|ever since|today)\b", re.IGNORECASE)


def was_once(text: str) -> bool:
    """Whether a text tells what was so long ago, and is not: “I used to live in Rome”."""
    return bool(_ONCE.search(text)) and not _YET.search(text)


def came_to_pass(before: str, now: str) -> bool:
    """Whether what was to be has come to be: somebody expecting has given birth."""
    return any(
        _leads_to(before, number)
        and (not _STAGES[number].by_name or set(content(before)) & set(content(now)))
        for number in _reached(now)
    )
