"""What tells nothing of the person: questions, requests, small talk, thought experiments, code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.domain import SELF, NoteKind
from companion.memory.claims import SINGLE, claims_of
from companion.memory.denials import ATTITUDES, denials_of
from companion.memory.endings import endings_of
from companion.memory.grammar import tagged
from companion.memory.notekind import kind_of
from companion.memory.observation import DropReason
from companion.memory.people import SOMEBODY, split
from companion.memory.relations import SINGULAR
from companion.memory.sentences import sentences
from companion.memory.words import content

LEAST_CONTENT = 2
"""Words that carry something; with fewer, nothing is told that could be asked for later."""
LONGEST_STATEMENT = 400
"""Characters; a longer sentence is a pasted text or an unpunctuated ramble, kept as an episode."""

_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I(?:['’](?:m|ve|ll|d))?|i(?:['’](?:m|ve|ll))|my|mine|myself|me|we|our|ours|us"
    r"|we['’](?:re|ve|ll))(?![\w'’])|(?<![\w'’.])i (?=[a-z])",
    re.IGNORECASE,
)
_QUESTION_START = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|hey|hi|hello)[\s,]+)*(?!did an? )"
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
_LEANS = re.compile(
    r"^\W*(?:and|but|so|still|also|the|it|it['’]s|this|that|that['’]s|there|there['’]s|they"
    r"|just)\b",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^\W*(?:(?:and|but|so|well)[\s,]+)?what(?: (?:i|we|he|she|they) .+| is true|['’]s true)"
    r" (?:is|was|are)\b",
    re.IGNORECASE,
)
"""“What I do have is two budgies” asks nothing."""
_HYPOTHETICAL = re.compile(
    # Not the one of “she asked if I …”, “with what I'd have burned”, “so happy I could cry”.
    r"\b(?:(?<!asked )(?<!asked me )(?<!know )if (?:i|we|my)"
    r"|(?<!what )(?<!than )(?<!so happy )(?<!so glad )(?<!so tired )(?<!as )"
    r"(?:i|we)(?: would| could| might|['’]d(?!(?: \w+ly| never| just)? (?:\w+(?:ed|ght)|been"
    r"|had|got|gone|done|given|taken|seen|lost|left|met|made|heard|told|found|forgotten|broken)\b))"
    r" (?!rather|prefer|like (?:to be|you))"
    r"|i (?:dreamt|dreamed)|^\W*dream(?:t|ed)|suppose|imagine(?= [a-z])|picture this"
    r"|thought experiment|assume i(?! do\b)|pretend"
    r"|let['’]?s say|what if|^\W*as if|i wish)\b",
    re.IGNORECASE,
)
SARCASM = re.compile(r"^\W*(?:oh,? sure|yeah,? right|sure,? (?:because|and))\b", re.IGNORECASE)
_EMPTY_TALK = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|oh|yes|yeah|no|hmm|ah)[\s,]+)*"
    r"(?:i (?:see(?! (?:my|him|her|them|our|an?) )|guess|suppose|agree|understand|mean|know"
    r"|think (?:so|you|that|this|it)|hope so"
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
GOES_ON = re.compile(
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
    r"|it['’]s (?:from|in) an?\b|it['’]?s raining|never mind|stuck in|next time"
    r"|(?:hello|hi)\b(?!\W+(?:there\W+)?(?:i|we|my|our)\b))",
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
    r"\b(?:wonder(?:ed|ing)? (?:if|whether) .*\byou\b"
    r"|means? (?:a lot|so much|the world|everything)|(?:proud of|happy for|glad|excited for"
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
    r"|correct(?!,)|review"
    r"|look|read|think|consider|let)\b"
    r"|\b(?:i(?: want| need|['’]d like| would like) you to(?! know| understand)"
    r"|can you|could you|would you|will you)\b",
    re.IGNORECASE,
)
REMEMBER = re.compile(
    r"^\W*(?:please[\s,]+)?(?:remember|don['’]?t forget|note|keep in mind)(?: that|:|,)\s*(?=\w)",
    re.IGNORECASE,
)


_SMALL_TALK = re.compile(
    r"\W*(?:(?:(?:hi|hello|hey)(?: there| again)?|good (?:morning|evening|night|afternoon)"
    r"|thanks?(?: you)?(?: so much)?|ok(?:ay)?|cool|great|nice|lol|haha+|bye|see you|good ?night"
    r"|yes|no|yep|nope|sure|wow|hm+"
    r"|how are you(?: doing)?(?: today)?|what['’]?s up|sup|test(?:ing)?)\W*)+",
    re.IGNORECASE,
)


def is_small_talk(text: str) -> bool:
    """Whether a text is nothing but a greeting, thanks, or a sound of listening."""
    return _SMALL_TALK.fullmatch(text.strip()) is not None


def asks_only(text: str) -> bool:
    """Whether a text holds nothing but questions: worth nothing as an answer to another one."""
    spans = sentences(text)
    return bool(spans) and all(is_question(text[start:end]) for start, end in spans)


def statements(text: str) -> list[str]:
    """The sentences of a text that ask nothing, in order."""
    found = [text[start:end].strip() for start, end in sentences(text)]
    return [sentence for sentence in found if not is_question(sentence)]


def questions(text: str) -> list[str]:
    """The sentences of a text that ask something, in order."""
    found = [text[start:end].strip() for start, end in sentences(text)]
    return [sentence for sentence in found if is_question(sentence)]


def guards(message: str, readable: str) -> bool:
    """Whether a message is of code, or gives a text to be worked on. In `readable` what it quotes
    is blank."""
    return bool(_TECHNICAL.search(message) or _MATERIAL.match(readable))


def is_passing(clause: str) -> bool:
    """Whether a clause is only said in passing, or to the companion."""
    return any(rule.search(clause) for rule in (_PASSING, _EMPTY_TALK, _TO_YOU))


def leans(sentence: str) -> bool:
    """Whether a sentence only makes sense after the one before: it has no verb of its own, or goes
    on with “the”, “so” or “it”."""
    return bool(_LEANS.match(sentence)) or not any(word.finite for word in tagged(sentence))


_EXCLAIMED = re.compile(
    r"[\s,–—-]*\b(?:can|could|would) you (?:believe|imagine)(?: (?:it|that))?\W*$", re.IGNORECASE
)
"""Nothing is asked of anybody by “can you believe it”."""


def is_question(sentence: str) -> bool:
    """Whether a sentence asks."""
    sentence = _QUESTION_TAG.sub("", sentence)
    if sentence.rstrip().endswith("?"):
        return True
    if _WHEN_I.match(sentence):
        return False
    return bool(_QUESTION_START.match(sentence)) and not _WHAT_IS.match(sentence)


_WHEN_I = re.compile(
    r"\W*(?:(?:and|but|so|well)[\s,]+)?when (?:i|we|he|she|they|my|our|the)\b(?! \w+$)",
    re.IGNORECASE,
)
"""“When I called, my sister was in Rome” asks nothing."""
_THE = re.compile(r"\W*(?:the|no more) ", re.IGNORECASE)


_SUPPOSED = re.compile(
    r"\b(?:if|unless|imagine|suppose|pretend|say|assume|dream\w*|wish|picture)\b", re.IGNORECASE
)


def certain_of(sentence: str, clauses: Sequence[str]) -> list[str]:
    """The clauses of a sentence without those that only say what somebody would do: “he eats no
    meat, but I'd have a steak” tells of him. What is supposed goes for the whole sentence."""
    if _SUPPOSED.search(sentence):
        return list(clauses)
    return [clause for clause in clauses if not _HYPOTHETICAL.search(clause)]


def is_request(sentence: str) -> bool:
    """Whether a sentence asks the companion to do something."""
    return bool(_REQUEST.search(_EXCLAIMED.sub("", sentence)))


def untold(
    sentence: str, subjects: Sequence[str], known: Sequence[str], guarded: bool, goes_on: bool
) -> DropReason | None:
    """Why a sentence makes no note; None when it tells something. In a `guarded` message, of code
    or of a text to be worked on, only what claims something of the person counts. What `goes_on`
    from the sentence before tells of the same."""
    if len(sentence) > LONGEST_STATEMENT:
        return DropReason.TOO_LONG
    if kind_of(sentence) is NoteKind.WISH:
        return None
    if is_question(sentence):
        return DropReason.QUESTION
    if _HYPOTHETICAL.search(sentence):
        return DropReason.HYPOTHETICAL
    if is_request(sentence):
        return DropReason.REQUEST
    of_self = (
        _FIRST_PERSON.search(sentence)
        or _UNSAID_I.match(sentence)
        or _FRAGMENT.match(sentence)
        or _leaves_out_i(sentence)
    )
    of_other = any(
        subject in known
        or (subject not in (SELF, SOMEBODY) and (split(subject)[0] or "'s " in subject))
        for subject in subjects
    )
    of_end = _THE.match(sentence) and any(ending.stems for ending in endings_of(sentence))
    if not (of_self or goes_on or of_other or of_end or _DATED.search(sentence)):
        return DropReason.SMALL_TALK
    if guarded and not _tells_of_life(sentence):
        return DropReason.SMALL_TALK
    return None


def _leaves_out_i(sentence: str) -> bool:
    """Whether a sentence begins with what was done, and not by whom: “Handed in my badge”."""
    words = [word for word in tagged(sentence)[:6] if word.tag not in ("CCONJ", "INTJ", "ADV")]
    return (
        len(words) > 1
        and words[0].tag == "VERB"
        and (words[0].lower.endswith("ed") or words[0].lower in _DEEDS)
        and words[0].lower not in _NO_DEED
        and words[1].lower not in ("by", "you", "your")
        and sentence[words[0].end : words[1].start].isspace()
    )


_DEEDS = frozenset(
    "did drove flew rode swam sang wrote wore won gave left told sent caught broke fell threw kept"
    " built chose drew grew lent paid slept woke quit hung".split()
)
_NO_DEED = frozenset(
    "based compared related supposed need speed feed used agreed excited pumped mixed tired bored"
    " interested worried relieved thrilled pleased blessed stressed exhausted amazed".split()
)


def _tells_of_life(sentence: str) -> bool:
    return any(claim.attribute in SINGLE for claim in claims_of(sentence))


_LASTING = re.compile(
    r"\b(?:these days|from now on|since \w+|every (?:day|week|\w+day)|for good"
    r"|any ?more|no longer)\b",
    re.IGNORECASE,
)


_IS_NOT = re.compile(r"\b(?:['’]m|am|are|['’]re) not \w+\W*$", re.IGNORECASE)


def has_none(text: str) -> bool:
    """Whether a clause tells what the person has or does not: “we have no children”."""
    denied = any(denial.verb not in ATTITUDES for denial in denials_of(text))
    return denied and bool(_FIRST_PERSON.search(text)) and not _IS_NOT.search(text)


_IS_A = re.compile(
    r"\b(?:i['’]?m|i am|we['’]re|we are) (?:an? \w+|\w+-\w+)\W*$"
    r"|\b(?:i['’]?m|i am|we['’]re|we are|back|still)\b.* (?:on|off|the|an?) \w+\W*$"
    r"|\b(?:i|i['’]?m|we|we['’]re)\b.* (?:again|for now)\W*$",
    re.IGNORECASE,
)


def carries(text: str, subject: str, goes_on: bool) -> bool:
    """Whether a clause holds enough to be asked for later."""
    carried = len(content(text))
    carried += bool(_IS_A.search(text))
    carried += kind_of(text) in (NoteKind.EVENT, NoteKind.PLAN) or bool(_LASTING.search(text))
    of_one = subject != SELF and subject not in SINGULAR
    return carried >= (1 if of_one or goes_on else LEAST_CONTENT)
