"""The rule writer: from what the person said to what is worth remembering of it.

Only the person's own messages come here: never a reply, a prompt or a recalled note. Every
observation is a stretch of the message itself, so nothing can be stored that was not said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from companion.domain import SELF, Claim, NoteKind
from companion.memory.asks import takes_back
from companion.memory.claims import KNOWS, SINGLE, claims_of, single
from companion.memory.clauses import clauses_of
from companion.memory.denials import ATTITUDES, denials_of
from companion.memory.endings import Ending, endings_of
from companion.memory.hearsay import is_hearsay
from companion.memory.observation import DropReason, Observation
from companion.memory.people import NOBODY, PETS, RELATIONS, SOMEBODY, People, split, subject_of
from companion.memory.quoted import quoted_spans
from companion.memory.sentences import sentences, trimmed
from companion.memory.wishes import standing_wish
from companion.memory.words import content, marked

_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I(?:['’](?:m|ve|ll|d))?|i(?:['’](?:m|ve|ll))|my|mine|myself|me|we|our|ours|us"
    r"|we['’](?:re|ve|ll))(?![\w'’])|(?<![\w'’.])i (?=[a-z])",
    re.IGNORECASE,
)
_QUESTION_START = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|hey|hi|hello)[\s,]+)*"
    r"(?:what|who|whom|whose|when|where|why|how|which|do|does|did|can|could|would|will|should|shall"
    r"|is|are|am|was|were|have|has|may|might)(?:['’]\w+)?\s+(?:\w+\s+)?"
    r"(?:i|you|we|he|she|it|they|my|your|the|this|that|there|a|an|is|are|was|do|does|did|to)\b",
    re.IGNORECASE,
)
_QUESTION_TAG = re.compile(
    r",? (?:(?:can|would) you (?:believe|imagine|remember) (?:it|that)\b[^,?]*|right|you know|eh"
    r"|huh"
    r"|remember|ok(?:ay)?|who knew|who(?:['’]d| would) have thought(?: it)?"
    r"|(?:is|are|was|do|does|did|have|has|wo|ca)n['’]t (?:it|he|she|they|we|i|you))\?+\W*$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if (?:i|we|my)|(?:i|we)(?: would| could| might|['’]d) (?!rather|prefer|like to be)"
    r"|suppose|imagine|picture this|thought experiment|assume i|pretend"
    r"|let['’]?s say|what if|as if|i wish)\b",
    re.IGNORECASE,
)
_SARCASM = re.compile(r"^\W*(?:oh,? sure|yeah,? right|sure,? (?:because|and))\b", re.IGNORECASE)
_EMPTY_TALK = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|oh|yes|yeah|no|hmm|ah)[\s,]+)*"
    r"(?:i (?:see|guess|suppose|agree|understand|mean|know|think (?:so|you|that|this|it)|hope so"
    r"|doubt it"
    r"|don['’]?t (?:know|think so|care|understand|mind)|was (?:just )?wondering|have a question"
    r"|wonder|didn['’]?t (?:get|catch) that)\b|i['’]m (?:not sure|just (?:asking|curious|testing)"
    r"|sorry)\b|my question\b|excuse me|thank|thanks|let me\b|let us\b|let['’]s\b)",
    re.IGNORECASE,
)
_UNSAID_I = re.compile(
    r"^\W*(?:(?:and|but|so|well|oh|yes|yeah|ok(?:ay)?|hey[^,.!]*)[\s,]+)*(?:just |finally "
    r"|recently |also"
    r" |still )*(?:been|got|had|went|came|finished|started|trying|working|thinking|planning|moved"
    r"|bought|met|took|saw|made|spent|signed up|joined|gonna|hoping|looking forward|quit|sold"
    r"|booked"
    r"|researching|getting|going|became|adopted|won|lost|found|passed|visited|read|watched"
    r"|volunteered"
    r"|writing|learning|training|studying|preparing|tried|ran|ate|cooked|baked|painted)\b(?!"
    r" (?:you|your)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:and |but )?(?:(?:he|she|they|his|her|their|it)\b"
    r"|the (?:\w+ )?(?:one|others?|first|second|older|younger|eldest|youngest)\b)",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^\W*(?:(?:my |the )?(?:first|second|third|fourth|fifth|last|long|hard|another|\w+teen"
    r"|\w+ty|\w+)"
    r" (?:day|week|month|morning|evening|night|shift|year)s? (?:\w+ )?(?:at|as|in|on|of|behind"
    r"|without)\b"
    r"|no (?:more )?\w+(?: \w+)? (?:since|for me|now|any ?more)\b|meet (?=[A-Z])"
    r"|(?:only|just|nothing but) [\w -]+ (?:now|these days|for me)\W*$|(?:her|his) name(?: is"
    r"|['’]s)\b)",
    re.IGNORECASE,
)
"""Told without a verb: “third morning at the bakery”, “no takeaways since January”."""
_PASSING = re.compile(
    r"^(?!\W*(?:i|we) \w+ (?:[\w-]+ ){1,4}(?:now|these days|every \w+)\W*$)"
    r"\W*(?:(?:and|but|so|well|ok(?:ay)?|oh|haha|lol)[\s,]+)*(?:(?:i|we)(?:['’]ve)?(?: just"
    r"| only| once|"
    r" keep| kept| then"
    r"| still| also)* (?:read|heard|hear|hearing|laughed|noticed|wonder|suspect|guess|need an?"
    r"|want an?|want to"
    r" (?:understand|know|see|ask)|think my|changed one|printed|tried (?:this|that)|roll|cast"
    r"|search|take my hat|get"
    r" (?:an?|this|the) \w*error|get an?|used an?)\b|i['’]?(?:m| am)(?: just| so| a bit| getting"
    r"| really| only)*"
    r" (?:bored|tired|sleepy|hungry|confused|stuck|lost|desperate|worried about the|curious"
    r"|going to bed|off to bed"
    r"|getting (?:an?|this|the|na)\b|losing my mind|(?:here|back|ready|listening)\W*$)\b"
    r"|i['’]ll (?:stop"
    r"|wait|guess|try|be"
    r" back|think about)\b|(?:someone|somebody|people|they) (?:mentioned|posted|say|said|told"
    r"|claim)|feeling\b"
    r"|it['’]s (?:from|in) an?\b|it['’]?s raining|never mind|stuck in|next time|hello\b|hi\b)",
    re.IGNORECASE,
)
_MATERIAL = re.compile(
    r"^\W*(?:improve|pick|open with|walk me|conjugate|throw me|assume|picture this|thought"
    r" experiment|just say"
    r"|say i|in the|no fluff|here['’]s (?:a|the|my)|translate|rewrite|summari[sz]e|explain|you"
    r" be|be my|game"
    r" time|in this story|let['’]s play|roleplay|role-play)\b",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"\b\w+(?:Error|Exception)\b|\b(?:stack ?trace|traceback|my (?:function|loop|script"
    r"|recursion|query|regex"
    r"|code|program|class|array|variable|test|build|compiler|server)|off-by-one|null ?pointer"
    r"|segfault|NaN|stdout"
    r"|npm|pip install|error:|git (?:push|commit|rebase)|left join|inner join|epochs?|batch size"
    r"|learning rate"
    r"|\w+\.(?:py|js|h|c|cpp"
    r"|ts|rs|go|java|html|css|sql|json|csv))\b|[{};]\s*$|=>|==|\(\)",
    re.MULTILINE,
)
_DATED = re.compile(
    r"\b(?:on (?:the )?\d{1,2}(?:st|nd|rd|th)?\b|tomorrow|tonight|yesterday|today|last (?:week"
    r"|month|year|night|\w+day)|next (?:week"
    r"|month|year"
    r"|\w+day)|(?:on|every) (?:mon|tues|wednes|thurs|fri|satur|sun)days?|this (?:morning|week"
    r"|weekend|month"
    r"|evening|afternoon|year)|there (?:was|were) \w+)\b",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(?:means? (?:a lot|so much|the world|everything)|(?:proud of|happy for|glad|excited for"
    r"|sorry for"
    r"|thankful for|grateful for|thanks? (?:for|to)|appreciate|believe in|rooting for|here for"
    r"|support"
    r"(?:ing)?|admire|love|like|miss|bet|sure|hope|know|think|wish|hear|see)\s(?:that\s|how\s"
    r"|hearing\s"
    r"|seeing\s)*(?:you|your|us|it when you)\b|you(?:['’]re|r| are| have|['’]ve| were| can|"
    r" always)\b.*"
    r"\b(?:me|us|my)\b|^\W*(?:you|your)\b(?!.*\bi\b))",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|now|then|hey|hi|hello|please)[\s,]+)*"
    r"(?:please\b|write|rewrite|explain|tell|show|give|help|make|create|generate|translate"
    r"|summari[sz]e"
    r"|list|describe|fix|check|find|suggest|recommend|compare|answer|act|play|pretend|imagine|draw"
    r"|compute|calculate|convert|remind|remember|teach|ask|stop|continue|repeat|say|proofread"
    r"|correct|review"
    r"|look|read|think|consider|let)\b"
    r"|\b(?:i (?:want|need|['’]d like|would like) you to|can you|could you|would you|will you)\b",
    re.IGNORECASE,
)
_REMEMBER = re.compile(
    r"^\W*(?:please[\s,]+)?(?:remember|don['’]?t forget|note|keep in mind)(?: that|:|,)\s*(?=\w)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (
    (
        NoteKind.PREFERENCE,
        re.compile(
            r"\b(?:i|we)(?:['’]m| am|['’]d| would)?(?: \w+ly| \w+n['’]?t| not| do| also| still)*"
            r" (?:love|like|enjoy|prefer|hate|dislike|adore|can['’]?t stand|cannot stand|fond of"
            r"|keen on|allergic|vegan|vegetarian|rather|into)\b|\bmy (?:least )?favou?rite\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.PLAN,
        re.compile(
            r"\b(?:i|we)(?:['’]ll| will|['’]m going to| am going to|['’]re going to| plan| intend"
            r"|['’]m planning| hope to| want to)\b|\b(?:tomorrow|tonight|next (?:week|weekend|month"
            r"|year|summer|spring|autumn|fall|winter|\w+day))\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.EVENT,
        re.compile(
            r"\b(?:i|we)(?:['’]ve| have| just| finally| recently| had)* (?:\w{2,}ed|went|got|met"
            r"|bought|sold|left|lost|won|began|broke|saw|had|took|gave|found|became|came|ran|ate"
            r"|built|flew|drove|fell|grew up|was|were)\b",
            re.IGNORECASE,
        ),
    ),
    (
        NoteKind.RELATIONSHIP,
        re.compile(rf"\b(?:my|our) (?:\w+ )?(?:{RELATIONS}|{PETS})\b", re.IGNORECASE),
    ),
)
LEAST_CONTENT = 2
"""Words that carry something; with fewer, nothing is told that could be asked for later."""
MOST_QUOTED = 0.5
"""The share of a sentence that may be somebody else's words."""
LONGEST_STATEMENT = 400
"""Characters; a longer sentence is a pasted text or an unpunctuated ramble, kept as an episode."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of one message: observations, for each what it says is over, everybody
    spoken of, and why the other sentences make no note."""

    observations: tuple[Observation, ...] = ()
    endings: tuple[tuple[Ending, ...], ...] = ()
    people: People = NOBODY
    dropped: tuple[DropReason, ...] = ()
    jokes: tuple[int, ...] = ()
    """Where the sentences begin that take back what the same message told before."""


def read(message: str, people: People = NOBODY) -> Reading:
    """The clauses in which the person tells something of themselves or of somebody they know.

    `people` are those they have spoken of before. What is told one after the other of the same,
    and changes nothing, is one observation.
    """
    readable = message
    for start, end in quoted_spans(message):
        readable = readable[:start] + _blank(readable[start:end]) + readable[end:]
    guarded = bool(_TECHNICAL.search(message) or _MATERIAL.match(readable))
    found: list[Observation] = []
    endings: list[tuple[Ending, ...]] = []
    dropped: list[DropReason] = []
    jokes: list[int] = []
    said_until = 0
    stored = people
    known = people
    for begins, end in sentences(readable):
        start = begins
        sentence = marked(readable[start:end])
        if takes_back(sentence) and found and found[-1].end == said_until:
            # A joke takes back what was said just before it.
            found, endings = found[:-1], endings[:-1]
            jokes.append(start)
        asked = _REMEMBER.match(sentence)
        if asked:
            start += len(readable[start:end]) - len(sentence) + asked.end()
            sentence = marked(readable[start:end])
        quoted = _blanked(message[start:end], readable[start:end]) > MOST_QUOTED
        if quoted:
            people = people.meet(sentence)
            dropped.append(DropReason.QUOTED)
            continue
        goes_on = bool(found) and found[-1].end == said_until and bool(_GOES_ON.match(sentence))
        parts, people = _parts(readable[start:end], people)
        said_until = end
        untold = _untold(sentence, parts, stored.labels, guarded, goes_on) if not asked else None
        if untold is not None:
            dropped.append(untold)
            continue
        for part in parts:
            text = marked(part.text)
            if takes_back(text) or _SARCASM.search(sentence):
                dropped.append(DropReason.JOKE)
                continue
            if is_hearsay(text):
                dropped.append(DropReason.HEARSAY)
                continue
            earnest = asked or kind_of(sentence) is NoteKind.WISH
            if not earnest and any(r.search(text) for r in (_PASSING, _EMPTY_TALK, _TO_YOU)):
                dropped.append(DropReason.SMALL_TALK)
                continue
            over = endings_of(text)
            claims = claims_of(text)
            if not (
                earnest
                or claims
                or over
                or _has_none(text)
                or _carries(text, part.subject, goes_on)
            ):
                dropped.append(DropReason.SMALL_TALK)
                continue
            knows = tuple(Claim(KNOWS, label) for label in people.since(known))
            known = people
            first, last = start + part.start, start + part.end
            observation = Observation(
                kind_of(text), message[first:last], first, last, part.subject, (*claims, *knows)
            )
            if found and _one_thing(found[-1], observation, message) and not (over or endings[-1]):
                before = found.pop()
                text = message[before.start : last]
                claims = (*before.claims, *observation.claims)
                found.append(replace(before, text=text, end=last, claims=claims))
            else:
                found.append(observation)
                endings.append(over)
    return Reading(tuple(found), tuple(endings), people, tuple(dropped), tuple(jokes))


def follow(message: str, people: People) -> People:
    """Everybody known once a message is read: whom “she” means in the next one."""
    for start, end in sentences(message):
        people = people.meet(marked(message[start:end]))
        for clause in clauses_of(message[start:end]):
            _, people = subject_of(clause, people)
    return people


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a sentence that tells of one subject."""

    text: str
    start: int
    end: int
    subject: str


def _parts(sentence: str, people: People) -> tuple[list[_Part], People]:
    """The clauses of a sentence; those that tell of the same subject, and not each a thing of its
    own, in one."""
    people = people.meet(marked(sentence))
    found: list[_Part] = []
    whole = kind_of(sentence) is NoteKind.WISH
    for clause in clauses_of(sentence):
        subject, people = subject_of(clause, people)
        start, end = trimmed(sentence, clause.start, clause.end)
        if found and (whole or _one_saying(found[-1], subject, sentence[start:end])):
            before = found.pop()
            start, subject = before.start, before.subject
        found.append(_Part(sentence[start:end], start, end, subject))
    return found, people


_OF_THAT = re.compile(
    r"\W*(?:so |and )?(?:that|it)(?: is|['’]s| was) (?:all )?over\b", re.IGNORECASE
)


def _one_saying(before: _Part, subject: str, text: str) -> bool:
    if _OF_THAT.match(text):
        return True
    return (
        before.subject == subject
        and not any(takes_back(one) or is_hearsay(one) for one in (before.text, text))
        and not (_changes(before.text) and _changes(text))
    )


def _changes(text: str) -> bool:
    """Whether a clause tells a state of which there is one at a time, or that something is over."""
    text = marked(text)
    return (
        bool(endings_of(text))
        or any(not denial.verb for denial in denials_of(text))
        or any(single(claim.attribute) for claim in claims_of(text))
    )


def _by_itself(claim: Claim) -> bool:
    """Whether a claim may change without what is told beside it."""
    return claim.attribute not in ("does", "likes") and not claim.attribute.startswith("when ")


def _one_thing(before: Observation, after: Observation, message: str) -> bool:
    """Whether two observations are told in one breath, and neither may change by itself."""
    return (
        before.subject == after.subject
        and not any(_by_itself(claim) for claim in (*before.claims, *after.claims))
        and NoteKind.WISH not in (before.kind, after.kind)
        and after.end - before.start <= LONGEST_STATEMENT
        and message[before.end : after.start].strip(" ") == ""
    )


def asks_only(text: str) -> bool:
    """Whether a text holds nothing but questions: worth nothing as an answer to another one."""
    spans = sentences(text)
    return bool(spans) and all(is_question(text[start:end]) for start, end in spans)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks."""
    sentence = _QUESTION_TAG.sub("", sentence)
    return sentence.rstrip().endswith("?") or bool(_QUESTION_START.match(sentence))


_THE = re.compile(r"\W*(?:the|no more) ", re.IGNORECASE)


def _untold(
    sentence: str, parts: Sequence[_Part], known: Sequence[str], guarded: bool, goes_on: bool
) -> DropReason | None:
    """Why a sentence makes no note; None when it tells something. In a `guarded` message, of code
    or of a text to be worked on, only what claims something of the person counts. What `goes_on`
    from the sentence before tells of the same."""
    if len(sentence) > LONGEST_STATEMENT:
        return DropReason.TOO_LONG
    if is_question(sentence):
        return DropReason.QUESTION
    if kind_of(sentence) is NoteKind.WISH:
        return None
    if _HYPOTHETICAL.search(sentence):
        return DropReason.HYPOTHETICAL
    if _REQUEST.search(sentence):
        return DropReason.REQUEST
    of_self = (
        _FIRST_PERSON.search(sentence) or _UNSAID_I.match(sentence) or _FRAGMENT.match(sentence)
    )
    of_other = any(
        part.subject in known or (part.subject not in (SELF, SOMEBODY) and split(part.subject)[0])
        for part in parts
    )
    of_end = _THE.match(sentence) and any(ending.stems for ending in endings_of(sentence))
    if not (of_self or goes_on or of_other or of_end or _DATED.search(sentence)):
        return DropReason.SMALL_TALK
    if guarded and not _tells_of_life(sentence):
        return DropReason.SMALL_TALK
    return None


_LASTING = re.compile(
    r"\b(?:these days|from now on|since \w+|every (?:day|week|\w+day)|for good"
    r"|any ?more|no longer)\b",
    re.IGNORECASE,
)


_IS_NOT = re.compile(r"\b(?:['’]m|am|are|['’]re) not \w+\W*$", re.IGNORECASE)


def _has_none(text: str) -> bool:
    """Whether a clause tells what the person has or does not: “we have no children”."""
    denied = any(denial.verb not in ATTITUDES for denial in denials_of(text))
    return denied and bool(_FIRST_PERSON.search(text)) and not _IS_NOT.search(text)


def _carries(text: str, subject: str, goes_on: bool) -> bool:
    """Whether a clause holds enough to be asked for later."""
    carried = len(content(text))
    carried += kind_of(text) in (NoteKind.EVENT, NoteKind.PLAN) or bool(_LASTING.search(text))
    return carried >= (LEAST_CONTENT if subject == SELF and not goes_on else 1)


@lru_cache(maxsize=256)
def kind_of(sentence: str) -> NoteKind:
    """What a sentence that tells something tells."""
    if standing_wish(sentence):
        return NoteKind.WISH
    return next((kind for kind, rule in _KINDS if rule.search(sentence)), NoteKind.FACT)


def _tells_of_life(sentence: str) -> bool:
    return any(claim.attribute in SINGLE for claim in claims_of(sentence))


def _blanked(said: str, readable: str) -> float:
    """The share of a sentence that is quoted."""
    quoted = sum(a != b for a, b in zip(said, readable, strict=True))
    return quoted / len(said) if said else 0.0


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
