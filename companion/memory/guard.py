"""Orders to the assistant, which may not become a memory.

After “A-MemGuard: A Proactive Defense Framework for LLM-Based Agent Memory”: a memory is read by
the model again and again, so a text that would be taken as an order later waits for its owner's
review. What the person wishes of the replies (“call me Leo”) sounds like an order, too: of their
own words, ask `wishes.standing_wish` first.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

# --- Text without its disguise ----------------------------------------------------------------

_LOOKALIKES: dict[int, int | str] = {
    **str.maketrans("аеорсухівѕјԁһԛԝνοαερτικ", "aeopcyxibsjdhqwvoaeptik"),
    **str.maketrans("‘’‛ʼ`´", "''''''"),
    # Tag characters: letters that no screen shows.
    **{0xE0000 + code: chr(code) for code in range(0x20, 0x7F)},
}
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_SPELLED_OUT = re.compile(r"(?<!\w)\w(?:[ .\-_*]\w){3,}(?!\w)")
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_BREAKS = re.compile(r" ?\n[ \n]*")
WORD = re.compile(r"[\w']+")


def folded(text: str) -> tuple[str, str]:
    """The text in small letters, as it looks; and what of it was spelled out letter by letter."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES))
        text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    text = text.casefold().translate(_LOOKALIKES)
    spelled: list[str] = []

    def joined(found: re.Match[str]) -> str:
        spelled.append(re.sub(r"[\W_]", "", found.group()))
        return spelled[-1]

    text = _BLANKS.sub(" ", _SPELLED_OUT.sub(joined, text))
    return _BREAKS.sub("\n", text) if "\n" in text else text, "".join(spelled)


RULES = (
    r"(?:instructions?|directions?|directives?|rules?|guidelines?|prompts?|commands?|polic(?:y|ies)"
    r"|restrictions?|safeguards?|filters?|constraints?|programming|training|limitations?|orders?)"
)
_SPELLED_ORDER = re.compile(
    r"(?:ignore|disregard|forget|override)(?:all|any)?(?:of)?(?:the|your|my)?(?:previous|prior"
    r"|above|earlier)?(?:instruction|rule|prompt|guideline)|systemprompt|youarenow|jailbreak"
)
_MARKUP_SIGNS = frozenset("<[#:")
_MARKUP = re.compile(
    r"<\|[\w ]{1,40}\|>|<</?sys>>|\[/?(?:inst|system|sys|assistant)\]|</?(?:system|assistant|user"
    r"|human|instructions?|prompt|tool|tool_call|function_call|script|img|iframe)\b"
    r"|!\[[^\]\n]{0,80}\]\(|javascript:|data:text/|^[ #*_>\[({-]{0,8}(?:system|assistant|developer"
    r"|user|human)(?: (?:prompt|message|note|override))?[\])}*_]{0,3}:|^ ?#{2,6} ?(?:system"
    r"|instructions?|response|input|prompt|human|assistant|user)\b",
    re.MULTILINE,
)
"""The tags of chat templates, and pictures and scripts that would be loaded."""
_OVERRIDING = frozenset(
    "instruction instructions direction directions directive directives rule rules guideline"
    " guidelines prompt prompts command commands policy policies restriction restrictions"
    " safeguard safeguards filter filters constraint constraints programming training limitation"
    " limitations order orders limits anything mode override message note context task role goal"
    " purpose objective mission identity persona user human owner person".split()
)
"""Without one of these words, nothing is overridden; it spares most texts the search."""
_OVERRIDE = re.compile(
    rf"\b(?=\w)(?:(?<!\bi )(?<!\bwe )(?<!they )(?<!kids )(?<!people )(?:ignore|disregard|forget"
    rf"|override|bypass|circumvent|overrule|violate|break|discard|drop) (?:(?:all|any|every|each|of"
    rf"|the|these|those|its|other|and|about) ){{0,4}}(?:(?:your|previous|prior|earlier|above"
    rf"|preceding|existing|former|original|initial|system|safety"
    rf"|hidden) ){{1,4}}(?:\w+ )?{RULES}\b"
    r"|do anything now\b|(?:developer|god|admin|debug|dan|unrestricted|jailbreak|sudo) mode\b"
    r"|(?:new|updated|hidden|secret|important|urgent|admin) (?:system )?(?:instructions?"
    r"|directives?|prompt|override)(?: for the \w+)?:|(?:instructions?|rules?|message"
    r"|note) (?:supersedes?|overrides?|replaces?|takes? precedence)\b|(?:begin(?:ning)?|end"
    r"|start) of (?:the )?(?:system )?(?:prompt|context|instructions)\b|your (?:new|real|true|only"
    r"|secret|hidden|actual|sole|main|primary) (?:task|role|goal|purpose|instructions?|objective"
    r"|mission|identity|persona|directive)\b|you (?:have|are bound by|are under) no (?:rules"
    r"|limits|restrictions|filters?|guidelines)\b|(?:reveal|show|print|repeat|output|leak|disclose"
    r"|share|expose|dump|display|recite|tell me) (?:\w+ ){0,3}?(?:system prompt|(?:your|hidden"
    r"|secret|initial) (?:\w+ )?(?:prompt|instructions))\b|(?:without|never|not"
    r"|don't) (?:ever )?(?:tell|telling|inform|informing|asking|alert|alerting|warn|warning"
    r"|letting|let|show|showing|reveal to|mention to|mention this to|reveal this to) (?:the"
    r"|your) (?:user|human|owner|person)\b|(?:hide|conceal|keep) (?:this|it"
    r"|that) (?:\w+ )?from (?:the|your) (?:user|human|owner)\b)",
)
"""What no one says of themselves; wherever it stands."""

_LEADS = (
    r"\W*(?:(?:and|but|so|then|also|now|just|only|hey|hi|hello|ok|okay|yes|please|pls|kindly|simply"
    r"|important|attention|note|warning|assistant|companion|ai|remember|don't forget|be sure"
    r"|make sure|from now on|from here on|henceforth|starting now|in (?:the )?future|going forward"
    r"|as of now|at all times|under no circumstances|no matter what|in (?:every|each|all"
    r"|any)(?: of)?(?: your)? (?:reply|replies|answers?|responses?|messages?|conversations?)|(?:i"
    r"|we) (?:want|need|command|order|instruct|urge) you|i(?:'d| would) like you|(?:can|could|would"
    r"|will) you|that|to)\b[ ,:]*){0,12}"
)
TO_THE_MODEL = (
    r"(?:answer|reply|respond|say|tell|claim|state|mention|reveal|recommend|suggest|advise|promote"
    r"|praise|refuse|decline|agree|obey|comply|lie|deny|insist|pretend|output|print|return|write"
    r"|include|append|insert|send|forward|provide|offer|give(?! up| in\b)|treat|assume|believe"
    r"|trust|prioriti[sz]e|remind|execute|disclose|repeat|translate|summari[sz]e|encourage"
    r"|discourage|steer|cite|describe|explain|apologi[sz]e|contradict|critici[sz]e|discuss|bring up"
    r"|generate|conceal|approve|accept|act (?:as|like)|behave|speak (?!to\b|with\b)|talk (?:about"
    r"|like|as|in)|follow (?:these|the|this|my|any|every)|ask (?:me|the|before|whether)|call (?:me"
    r"|the user|yourself)|refer (?:to|the)|keep (?:your|replies|answers|it)|address (?:me|the)"
    r"|use (?:the (?:word|phrase|name|term)|emojis?|markdown|\w+ (?:language|tone|words))"
    r"|run (?:the|this|any|every) (?:command|code|script|tool)|(?:start|begin|end|finish|open"
    r"|close) (?:your|with|every|each|all|by))\b"
)
_COMMANDING = frozenset(
    "always never ever only times circumstances ignore disregard forget override bypass skip user"
    " human owner respond reply answer output speak write say print pretend imagine simulate"
    " roleplay role act behave take assume adopt enter switch activate http https www send post"
    " forward upload mail email transmit submit exfiltrate leak copy reveal dump disclose expose"
    " run execute".split()
)
_COMMAND = re.compile(
    rf"{_LEADS}(?:(?:always|never|(?:do not|don't) ever|only ever"
    rf"|at all times) (?:again )?{TO_THE_MODEL}"
    r"|(?:under no circumstances|do not|don't|never|always)\b.{0,60}\b(?:the|your) (?:user|human)\b"
    rf"|(?:ignore|disregard|forget|override|bypass|skip) (?:(?:all|any|every|of|the|these|those|my"
    rf"|your|its|other) ){{0,4}}{RULES}\b"
    r"|disregard\b|(?:ignore|forget) (?:everything|anything|all|what(?:ever)?) (?:above|before"
    r"|so far|prior|previous|that came|you (?:know|were|have been|are)|the (?:user|human))"
    r"|ignore (?:the|your|every|any) (?:user|human|owner)|(?:tell|inform|advise|ask|persuade"
    r"|convince|remind|warn|urge|direct|encourage|instruct|get|make|help|show|give|trick|deceive"
    r"|manipulate) (?:the|this|every|any|your) (?:user|human|owner)\b|(?:respond|reply|answer"
    r"|output|speak|write|say|print) (?:only|exclusively|exactly|with|as|in|every|to (?:everything"
    r"|every|all|any))\b|(?:pretend|imagine|simulate|roleplay|role-play)(?: that)? you(?:'re"
    r"| are)\b|pretend to be\b|(?:act|behave|roleplay|role-play|respond|answer) (?:as"
    r"|like)(?: if)? (?:you|an?|the|my)\b|(?:take on|assume|adopt) the (?:role|persona|identity)"
    r"|(?:enter|switch to|activate) .{0,30}\bmode\b|(?:visit|open|go to|click|fetch|download|load"
    r"|execute|curl|wget|navigate to|browse)\b.{0,60}(?:https?:|www\.)|(?:send|post|forward|upload"
    r"|e-?mail|transmit|submit|exfiltrate|leak|copy)\b.{0,80}(?:https?:|www\.|\w@\w)|(?:reveal|leak"
    r"|dump|disclose|expose|exfiltrate) (?:\w+ ){0,4}?(?:prompt|instructions|passwords?|credentials"
    r"|secrets?|api keys?|memories|private data|history)\b|(?:run|execute) (?:the |this "
    r"|these )?(?:following )?(?:commands?|code|scripts?|tools?)\b)"
)
"""At the beginning of a clause; “I always answer” begins with “I”."""
ASSISTANT = frozenset(
    "you you're you'll ai assistant model chatbot bot companion llm agent".split()
)
_OBLIGED = re.compile(
    rf"{_LEADS}(?:you|(?:the|this|any|an) (?:ai|assistant|model|chatbot|bot|companion|llm"
    rf"|agent))(?:'re| are| is|'ll)? ?(?:hereby |now )?(?:(?:must|shall|should|have to|has to"
    rf"|need to|needs to|ought to|'d better|supposed to) (?:\w+ly )?(?:not )?{TO_THE_MODEL}"
    rf"|(?:must|shall|should|will|can|may|have to|has to|need to|needs to"
    rf"|ought to) (?:not )?(?:(?:always|never|now|henceforth|no longer|be told)\b|only (?:answer"
    rf"|reply|respond|speak)\b)"
    r"|(?:required|obliged|obligated|instructed|ordered|commanded|programmed|forbidden|free) to\b"
    r"|to be told)"
)
_YOU_MUST = re.compile(
    rf"{_LEADS}you (?:must|shall)(?! (?:\w+ly |just |also |all )?(?:be|have|know|think|feel|see|try"
    rf"|visit|come|wonder|love|like|hate|remember|understand|reali[sz]e|mean|get|admit|hear|look"
    rf"|miss|need)\b)"
)
_PERSONAL = frozenset("i i'm i've i'd i'll my me we our us".split())
_YOU_ARE = re.compile(
    rf"{_LEADS}(?:you(?:'re| are| will be| will act| act)) (?:(?:now|henceforth|no longer"
    rf"|from now on|hereby) (?:an?|the|in|my|not|free|called|known|bound|required|able|allowed"
    rf"|unrestricted|\w+gpt|dan)\b|going to (?:act|pretend|ignore)\b|(?:an?|the|my) (?!good|great"
    rf"|lovely|nice|kind|wonderful|brilliant|amazing|terrible|real|true|very|better|best|pretty"
    rf"|fantastic|useful|excellent|awesome|bad|smart|clever|funny)(?:\w+ ){{0,3}}?(?:assistant|ai"
    rf"|chatbot|bot|model|agent|hacker|persona)\b(?! and| but|$)|(?:dan|unrestricted|jailbroken"
    rf"|unfiltered|uncensored|not bound)\b)"
)
_FROM_NOW_ON = re.compile(
    r"\W*(?:\w+ ){0,3}?from now on,? (?:\w+ ){0,2}?you(?:'re| are| will| must| shall| act)\b"
)
_CONDITION = frozenset("when whenever if each every everytime anytime any once soon should".split())
_WHEN_ASKED = re.compile(
    r"\b(?:when(?:ever)?|if|each time|every ?time|any ?time|once|as soon as"
    r"|should) (?:ever )?(?:(?:the|your|a|any) (?:user|human|person|customer)|someone|anyone"
    r"|anybody|somebody|they|he|she|i|you(?:'re| are)?|asked|told)\b(?: \w+){0,4}? ?(?:asks?|says?"
    r"|mentions?|talks?|wants?|requests?|quer(?:y|ies)|inquires?|asked|types?|writes?|tells?"
    r"|brings? up|see|hear|receive|about)\b"
)
_THEN = re.compile(
    r"(?:,|:|\bthen|\bplease)(?: (?:then|please|you|just|simply|and)){0,4} (?:you (?:must|should"
    r"|will|have to|shall)|always|never|only|say|answer|reply|respond|tell|recommend|claim|send"
    r"|refuse|lie|insist|suggest|mention|output|point|direct|give|deny|ignore|do not|don't|offer"
    r"|praise|promote|warn|pretend|use|act|repeat|reveal|provide)\b"
)
_SENTENCE_END = re.compile(r"[.!?;\n()\"“”«»|*•—–]+|: | - |(?<!\w)'")


def reads_as_instruction(text: str) -> bool:
    """Whether a model that is shown the text as a memory could take it as an order.

    It asks only what the text says, not who said it: “always answer in French” is an order here,
    and harmless as the person's own wish (`standing_wish`). Somebody's account of their own life,
    however many orders they were given in it, is none.
    """
    plain, spelled = folded(text)
    return bool(
        overrides(plain, set(WORD.findall(plain)))
        or _SPELLED_ORDER.search(spelled)
        or any(_orders(sentence) for sentence in _SENTENCE_END.split(plain) if sentence)
    )


def overrides(folded: str, words: Set[str]) -> bool:
    return bool(
        (not _MARKUP_SIGNS.isdisjoint(folded) and _MARKUP.search(folded))
        or (not _OVERRIDING.isdisjoint(words) and _OVERRIDE.search(folded))
    )


def _orders(sentence: str) -> bool:
    words = WORD.findall(sentence)
    commanding = not _COMMANDING.isdisjoint(words)
    addressed = not ASSISTANT.isdisjoint(words)
    asked = None if _CONDITION.isdisjoint(words) else _WHEN_ASKED.search(sentence)
    if asked and _THEN.search(sentence, asked.end()):
        return True
    if not (commanding or addressed):
        return False
    if addressed and _FROM_NOW_ON.match(sentence):
        return True
    personal = False
    for clause in sentence.split(","):
        # “I work late, always answer my phone”: the subject is still the person.
        if personal:
            return False
        said = WORD.findall(clause)
        if not _COMMANDING.isdisjoint(said) and _COMMAND.match(clause):
            return True
        if not ASSISTANT.isdisjoint(said) and (_OBLIGED.match(clause) or _YOU_ARE.match(clause)):
            return True
        personal = not _PERSONAL.isdisjoint(said)
    return addressed and not personal and bool(_YOU_MUST.match(sentence))
