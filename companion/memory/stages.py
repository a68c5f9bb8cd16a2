"""What does not last: stays and visits, and what somebody is about to be, have or get over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from companion.memory.words import content

_STAYS = re.compile(
    r"\b(?:stay(?:s|ing|ed)?|visit(?:s|ing)?|missing|away|hospital|ward|holiday|vacation|abroad"
    r"|until|till|for now|for the time being|temporarily|crashing|foster(?:ing)?|lodg(?:er|ing)"
    r"|mov(?:ed|ing) in|(?:his|her|the|my) room|flatmates?|roommates?|housemates?|shar(?:e|es|ing)"
    r"|at home|(?:with|at) (?:me|us|ours|mine)|here for|in the house|greetings from"
    r"|this (?:week|weekend|month)|conference|trade fair|business trip"
    r"|for (?:a|an|the|two|three|four|five|six|ten|\d+) (?:\w+ )?(?:days?|weeks?|months?|nights?"
    r"|weekend)|over (?:easter|christmas|the (?:summer|winter|weekend|holidays)))\b"
    r"|\bat (?:my|our|his|her|a|the) [\w-]+['’]s\b",
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
        r"(?:do|does|did)n['’]t have a \w*\s?licen[cs]e|learning to drive|driving lessons?",
        r"passed|got (?:my|his|her) \w*\s?licen[cs]e",
    ),
    _stage(
        r"rent(?:s|ing)?|lives? in an? [\w -]*?(?:flat|apartment|studio|room)|flat-?share",
        r"bought (?:an?|our|my|the) [\w -]*?(?:house|flat|apartment|place|cottage)"
        r"|moved in(?! with)",
    ),
    _stage(
        r"pregnant|expecting|(?:baby|child) is due|due in",
        r"(?:was|were|is|['’]s) born|gave birth|miscarr\w+"
        r"|had (?:an?|the|her|our|my) (?:\w+ )?(?:baby|son|daughter|girl|boy|twins)",
    ),
    _stage(
        r"engaged|fianc[eé]e?|getting married|wedding is",
        r"got married|(?:are|['’]re) married|tied the knot|wedding was",
    ),
    _stage(
        r"(?:test|exams?|finals) (?:is|are|on|next|tomorrow)|taking (?:my|the) \w* ?(?:test|exam)"
        r"|revising",
        r"passed|failed|aced",
    ),
    _stage(
        r"stud(?:y|ying|ies|ent)|degree|thesis|finals|in (?:my|the) \w+ (?:year|semester)",
        r"graduated|got my (?:degree|diploma)|defended|dropped out"
        r"|finished (?:(?:my|his|her) )?(?:studies|degree|thesis|uni|university|school|college)",
    ),
    _stage(
        r"(?:looking|searching|hunting) for|applied|interview",
        r"found (?:an?|one)|got (?:the|it|an?)|signed (?:the|an?)",
        by_name=True,
    ),
    _stage(r"saving (?:up )?(?:for|to)|wants? to buy", r"bought|got", by_name=True),
    _stage(
        r"foster\w*|until|for now|temporar\w+",
        r"adopt\w*|for good|forever|permanent\w*|(?:kept|keeping) (?:him|her|it)",
    ),
    _stage(
        r"kindergarten|nursery|preschool|daycare",
        r"(?:first day|start(?:s|ed|ing)?|goes|went) (?:at|to)? ?(?:\w+ )?school|in class",
    ),
    _stage(
        r"broken (?:\w+ )?(?:leg|arm|foot|ankle|wrist)|broke (?:my|his|her)|in a cast|crutches"
        r"|sprained|injured|the flu|covid|ill|sick",
        r"cast (?:is|came) off|healed|recovered|fully fit|better (?:now|again)|walk(?:ing)? again"
        r"|(?:am|['’]m|is|['’]s) (?:fit|well|healthy) again",
    ),
)


def is_stay(text: str) -> bool:
    """Whether a text tells where somebody is for a while."""
    return bool(_STAYS.search(text))


def came_to_pass(before: str, now: str) -> bool:
    """Whether what was to be has come to be: somebody expecting has given birth."""
    return any(
        stage.then.search(now)
        and stage.before.search(before)
        and (not stage.by_name or set(content(before)) & set(content(now)))
        for stage in _STAGES
    )
