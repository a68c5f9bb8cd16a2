"""What may not become a memory: orders to the assistant, and words that are not the person's own.

After “A-MemGuard: A Proactive Defense Framework for LLM-Based Agent Memory”: a memory is read by
the model again and again, so a text that gives orders is kept out before it is stored. Two doors
stand in its way: `quoted_spans` says which stretches of a message the person only passes on, and
`reads_as_instruction` whether a text would be taken as an order later. What the person wishes of
the replies (“call me Leo”) sounds like an order, too: of their own words, ask `standing_wish`
first.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

_LOOKALIKES: dict[int, int | str] = {
    **str.maketrans("аеорсухівѕјԁһԛԝνοαερτικ", "aeopcyxibsjdhqwvoaeptik"),
    **str.maketrans("‘’‛ʼ`´", "''''''"),
    # Tag characters: letters that no screen shows.
    **{0xE0000 + code: chr(code) for code in range(0x20, 0x7F)},
}
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_SPELLED_OUT = re.compile(r"(?<!\w)\w(?:[ .\-_*]\w){3,}(?!\w)")
_SPELLED_ORDER = re.compile(
    r"(?:ignore|disregard|forget|override)(?:all|any)?(?:of)?(?:the|your|my)?(?:previous|prior"
    r"|above|earlier)?(?:instruction|rule|prompt|guideline)|systemprompt|youarenow|jailbreak"
)

# --- Orders -----------------------------------------------------------------------------------

_RULES = (
    r"(?:instructions?|directions?|directives?|rules?|guidelines?|prompts?|commands?|polic(?:y|ies)"
    r"|restrictions?|safeguards?|filters?|constraints?|programming|training|limitations?|orders?)"
)
_MARKUP = re.compile(
    r"<\|[\w ]{1,40}\|>|<</?sys>>|\[/?(?:inst|system|sys|assistant)\]|</?(?:system|assistant|user"
    r"|human|instructions?|prompt|tool|tool_call|function_call|script|img|iframe)\b"
    r"|!\[[^\]\n]{0,80}\]\(|javascript:|data:text/|^[ #*_>\[({-]{0,8}(?:system|assistant|developer"
    r"|user|human)(?: (?:prompt|message|note|override))?[\])}*_]{0,3}:|^ ?#{2,6} ?(?:system"
    r"|instructions?|response|input|prompt|human|assistant|user)\b",
    re.MULTILINE,
)
"""The tags of chat templates, and pictures and scripts that would be loaded."""
_OVERRIDE = re.compile(
    r"(?<!\bi )(?<!\bwe )(?<!they )(?<!kids )(?<!people )\b(?:ignore|disregard|forget|override"
    r"|bypass|circumvent|overrule|violate|break|discard|drop) (?:(?:all|any|every|each|of|the|these"
    r"|those|its|other|and|about) ){0,4}(?:(?:your|previous|prior|earlier|above|preceding|existing"
    r"|former|original|initial|system|safety"
    r"|hidden) ){1,4}(?:\w+ )?" + _RULES + r"\b"
    r"|\bdo anything now\b|\b(?:developer|god|admin|debug|dan|unrestricted|jailbreak|sudo) mode\b"
    r"|\b(?:new|updated|hidden|secret|important|urgent|admin) (?:system )?(?:instructions?"
    r"|directives?|prompt|override)(?: for the \w+)?:|\b(?:instructions?|rules?|message"
    r"|note) (?:supersedes?|overrides?|replaces?|takes? precedence)\b|\b(?:begin(?:ning)?|end"
    r"|start) of (?:the )?(?:system )?(?:prompt|context|instructions)\b|\byour (?:new|real|true"
    r"|only|secret|hidden|actual|sole|main|primary) (?:task|role|goal|purpose|instructions?"
    r"|objective|mission|identity|persona|directive)\b|\byou (?:have|are bound by"
    r"|are under) no (?:rules|limits|restrictions|filters?|guidelines)\b|\b(?:reveal|show|print"
    r"|repeat|output|leak|disclose|share|expose|dump|display|recite"
    r"|tell me) (?:\w+ ){0,3}?(?:system prompt|(?:your|hidden|secret|initial) (?:\w+ )?(?:prompt"
    r"|instructions))\b|\b(?:without|never|not|don't) (?:ever )?(?:tell|telling|inform|informing"
    r"|asking|alert|alerting|warn|warning|letting|let|show|showing|reveal to|mention to"
    r"|mention this to|reveal this to) (?:the|your) (?:user|human|owner|person)\b|\b(?:hide"
    r"|conceal|keep) (?:this|it|that) (?:\w+ )?from (?:the|your) (?:user|human|owner)\b",
)
"""What no one says of themselves; wherever it stands."""

_LEADS = (
    r"\W*(?:(?:and|but|so|then|also|now|just|only|hey|hi|hello|ok|okay|yes|please|pls|kindly|simply"
    r"|important|attention|note|warning|assistant|companion|ai|remember|don't forget|be sure"
    r"|make sure|from now on|from here on|henceforth|starting now|in (?:the )?future|going forward"
    r"|as of now|at all times|under no circumstances|no matter what|in (?:every|each|all"
    r"|any)(?: of)?(?: your)? (?:reply|replies|answers?|responses?|messages?|conversations?)|(?:i"
    r"|we) (?:want|need|command|order|instruct|urge) you|i(?:'d| would) like you|(?:can|could|would"
    r"|will) you|that|to)\b[ ,:]*)*"
)
_TO_THE_MODEL = (
    r"(?:answer|reply|respond|say|tell|claim|state|mention|reveal|recommend|suggest|advise|promote"
    r"|praise|refuse|decline|agree|obey|comply|lie|deny|insist|pretend|output|print|return|write"
    r"|include|append|insert|send|forward|provide|offer|give(?! up| in\b)|treat|assume|believe"
    r"|trust|prioriti[sz]e|remind|execute|disclose|repeat|translate|summari[sz]e|encourage"
    r"|discourage|steer|cite|describe|explain|apologi[sz]e|contradict|criticise|discuss|bring up"
    r"|generate|conceal|approve|accept|act (?:as|like)|behave|speak (?!to\b|with\b)|talk (?:about"
    r"|like|as|in)\b|follow (?:these|the|this|my|any|every)|ask (?:me|the|before|whether)"
    r"|call (?:me|the user|yourself)|refer (?:to|the)|keep (?:your|replies|answers|it)"
    r"|address (?:me|the)|use (?:the (?:word|phrase|name|term)|emojis?|markdown|\w+ (?:language"
    r"|tone|words))|run (?:the|this|any|every) (?:command|code|script|tool)|(?:start|begin|end"
    r"|finish|open|close) (?:your|with|every|each|all|by))\b"
)
_COMMAND = re.compile(
    _LEADS + r"(?:"
    rf"(?:always|never|(?:do not|don't) ever|only ever|at all times) (?:again )?{_TO_THE_MODEL}"
    r"|(?:under no circumstances|do not|don't|never|always)\b.{0,60}\b(?:the|your) (?:user|human)\b"
    rf"|(?:ignore|disregard|forget|override|bypass|skip) (?:(?:all|any|every|of|the|these|those|my"
    rf"|your|its|other) ){{0,4}}{_RULES}\b"
    r"|disregard\b|(?:ignore|forget) (?:everything|anything|all|what(?:ever)?) (?:above|before"
    r"|so far|prior|previous|that came|you (?:know|were|have been|are)|the (?:user|human))"
    r"|ignore (?:the|your|every|any) (?:user|human|owner)|(?:tell|inform|advise|ask|persuade"
    r"|convince|remind|warn|urge|direct|encourage|instruct|get|make|help|show|give|trick|deceive"
    r"|manipulate) (?:the|this|every|any|your) (?:user|human|owner)\b|(?:respond|reply|answer"
    r"|output|speak|write|say|print) (?:only|exclusively|exactly|with|as|in|nothing|every"
    r"|to (?:everything|every|all|any))\b|(?:pretend|imagine|simulate|roleplay"
    r"|role-play)(?: that)? you(?:'re| are)\b|pretend to be\b|(?:act|behave|roleplay|role-play"
    r"|respond|answer) (?:as|like)(?: if)? (?:you|an?|the|my)\b|(?:take on|assume"
    r"|adopt) the (?:role|persona|identity)|(?:enter|switch to|activate) .{0,30}\bmode\b|(?:visit"
    r"|open|go to|click|fetch|download|load|execute|curl|wget|navigate to"
    r"|browse)\b.{0,60}(?:https?:|www\.)|(?:send|post|forward|upload|e-?mail|transmit|submit"
    r"|exfiltrate|leak|copy)\b.{0,80}(?:https?:|www\.|\w@\w)|(?:reveal|leak|dump|disclose|expose"
    r"|exfiltrate) (?:\w+ ){0,4}?(?:prompt|instructions|passwords?|credentials|secrets?|api keys?"
    r"|memories|private data|history)\b|(?:run|execute) (?:the |this "
    r"|these )?(?:following )?(?:commands?|code|scripts?|tools?)\b)"
)
"""At the beginning of a clause; “I always answer” begins with “I”."""
_OBLIGED = re.compile(
    _LEADS + r"(?:you|(?:the|this|any|an) (?:ai|assistant|model|chatbot|bot|companion|llm|agent))"
    r"(?:'re| are| is|'ll)? ?(?:"
    rf"(?:hereby |now )?(?:(?:must|shall|should|have to|has to|need to|needs to|ought to|'d better"
    rf"|supposed to) (?:\w+ly )?(?:not )?{_TO_THE_MODEL}|(?:must|shall|should|will|can|may|have to"
    rf"|has to|need to|needs to|ought to) (?:not )?(?:always\b|never\b|only (?:answer|reply|respond"
    rf"|speak)\b"
    r"|now\b|henceforth\b|no longer\b|be told\b)|(?:required|obliged|obligated|instructed|ordered"
    r"|commanded|programmed|forbidden|free) to\b|to be told))"
)
_YOU_MUST = re.compile(
    _LEADS + r"you (?:must|shall)(?! (?:\w+ly |just |also |all )?(?:be|have|know|think|feel|see|try"
    r"|visit|come|wonder|love|like|hate|remember|understand|reali[sz]e|mean|get|admit|hear|look"
    r"|miss|need)\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me|we|our|us)\b")
_YOU_ARE = re.compile(
    _LEADS + r"(?:you(?:'re| are| will be| will act| act)) (?:"
    r"(?:now|henceforth|no longer|from now on|hereby) (?:an?|the|in|my|not|free|called|known|bound"
    r"|required|able|allowed|unrestricted|\w+gpt|dan)\b|going to (?:act|pretend|ignore)\b|(?:an?"
    r"|the|my) (?!good|great|lovely|nice|kind|wonderful|brilliant|amazing|terrible|real|true|very"
    r"|better|best|pretty|fantastic|useful|excellent|awesome|bad|smart|clever"
    r"|funny)(?:\w+ ){0,3}?(?:assistant|ai|chatbot|bot|model|agent|hacker|persona)\b(?! and| but|$)"
    r"|(?:dan|unrestricted|jailbroken|unfiltered|uncensored|not bound)\b)"
    r"|\W*(?:\w+ ){0,3}?from now on,? (?:\w+ ){0,2}?you(?:'re| are| will| must| shall| act)\b"
)
_WHEN_ASKED = re.compile(
    r"\b(?:when(?:ever)?|if|each time|every ?time|any ?time|once|as soon as"
    r"|should) (?:ever )?(?:(?:the|your|a|any) (?:user|human|person|customer)|someone|anyone"
    r"|anybody|somebody|they|he|she|i|you(?:'re| are)?|asked|told)\b(?: \w+){0,4}? ?(?:asks?|says?"
    r"|mentions?|talks?|wants?|requests?|quer(?:y|ies)|inquires?|asked|types?|writes?|tells?"
    r"|brings? up|see|hear|receive|about)\b"
)
_THEN = re.compile(
    r"(?:,|:|\bthen|\bplease)(?: (?:then|please|you|just|simply|and))* (?:you (?:must|should|will"
    r"|have to|shall)|always|never|only|say|answer|reply|respond|tell|recommend|claim|send|refuse"
    r"|lie|insist|suggest|mention|output|point|direct|give|deny|ignore|do not|don't|offer|praise"
    r"|promote|warn|pretend|use|act|repeat|reveal|provide)\b"
)
_SENTENCE_END = re.compile(r"[.!?;\n()\"“”«»|*•—–]+|: | - |(?<!\w)'")


def reads_as_instruction(text: str) -> bool:
    """Whether a model that is shown the text as a memory could take it as an order.

    It asks only what the text says, not who said it: “always answer in French” is an order here,
    and harmless as the person's own wish (`standing_wish`). Somebody's account of their own life,
    however many orders they were given in it, is none.
    """
    folded, spelled = _folded(text)
    if _SPELLED_ORDER.search(spelled) or _MARKUP.search(folded) or _OVERRIDE.search(folded):
        return True
    return any(_orders(sentence) for sentence in _SENTENCE_END.split(folded) if sentence)


def _orders(sentence: str) -> bool:
    if (asked := _WHEN_ASKED.search(sentence)) and _THEN.search(sentence, asked.end()):
        return True
    personal = False
    for clause in sentence.split(","):
        # “I work late, always answer my phone”: the subject is still the person.
        if not personal and (
            _COMMAND.match(clause) or _OBLIGED.match(clause) or _YOU_ARE.match(clause)
        ):
            return True
        personal = personal or bool(_FIRST_PERSON.search(clause))
    return not personal and bool(_YOU_MUST.match(sentence))


def _folded(text: str) -> tuple[str, str]:
    """The text without disguise, in small letters; and what was spelled out letter by letter."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES))
        text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    text = text.casefold().translate(_LOOKALIKES)
    spelled: list[str] = []

    def joined(found: re.Match[str]) -> str:
        spelled.append(re.sub(r"[\W_]", "", found.group()))
        return spelled[-1]

    text = _SPELLED_OUT.sub(joined, text)
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n[ \n]*", "\n", text), "".join(spelled)


# --- Wishes -----------------------------------------------------------------------------------

_LONGEST_WISH = 200
_LANGUAGE = (
    r"(?:english|french|german|spanish|italian|portuguese|dutch|polish|russian|turkish|greek"
    r"|swedish|norwegian|danish|finnish|czech|hungarian|romanian|ukrainian|arabic|hebrew|hindi"
    r"|bengali|urdu|chinese|mandarin|cantonese|japanese|korean|vietnamese|thai|latin|catalan|irish"
    r"|welsh|gaelic|swahili|my (?:own )?language|my mother tongue)"
)
_MANNER = (
    r"(?:honest|brief|concise|direct|blunt|gentle|nice|kind|patient|formal|informal|casual|funny"
    r"|serious|sarcastic|polite|critical|specific|short|shorter|clear|frank|succinct|friendly"
    r"|simple|simpler|warm|playful|cheerful|positive|negative|dramatic|verbose|long|longer|wordy"
    r"|chatty|detailed|technical|light|clean|to the point|down to earth|matter-of-fact|professional"
    r"|personal|enthusiastic|preachy|plain|strict|encouraging|tactful|hard on me)"
)
_FORMAT = (
    r"(?:emojis?|emoticons?|smileys|exclamation marks|bullet ?points?|bullets|(?:numbered "
    r"|long )?lists|headings|headlines|markdown|tables|disclaimers?|small ?talk|jargon|slang"
    r"|swear ?words|swearing|puns|jokes|pet names|nicknames|spoilers|flattery|apologies|lectures"
    r"|preambles?|filler|abbreviations|long (?:words|sentences|answers|replies)|big words"
    r"|fancy words|motivational quotes|clichés?|cliches?|politics|religion|diet advice"
    r"|medical advice|follow-up questions|questions at the end)"
)
_UNITS = (
    r"(?:metric(?: units)?|imperial(?: units)?|celsius|fahrenheit|kilomet\w+|miles|(?:british"
    r"|american) (?:english|spelling)|simple (?:words|language)|plain (?:words|language|english)"
    r"|short sentences|the (?:24|12)-hour clock|24-hour time|full sentences|my (?:first |last "
    r"|full |nick)?name|(?:they|she|he)(?:/\w+)* (?:pronouns )?(?:for|with) me|first names"
    r"|informal language)"
)
_REPLIES = r"(?:answers?|replies|reply|responses?|messages?|explanations?|sentences|tone)"
_SETTLED = (
    r"(?:(?:and|but|so|also|oh|ok|okay|hey|hi|hello|well|actually|btw|by the way|please|pls|just"
    r"|kindly|remember(?: that| to)?|don't forget(?: that| to)?|one more thing|note(?: that)?"
    r"|from now on|in (?:the )?future|going forward|for the future|next time|(?:can|could|would"
    r"|will) you|i (?:want|need) you to|i(?:'d| would) like you to|i(?:'d| would) (?:rather"
    r"|prefer)(?: it)?(?: if)? you|i prefer(?: it)? (?:if|when) you|i like it (?:if|when) you"
    r"|i wish you(?:'d| would)?|you can|you may|you should|feel free to|try to|make sure (?:you|to)"
    r"|be sure to|do|when(?:ever)? you (?:answer|reply|write|talk to me|explain \w+)"
    r"|(?:when(?:ever)?|if|every time) i\b[^,]{0,60},|when(?:ever)? we\b[^,]{0,60},)[ ,:–—-]+){0,8}"
)
_NOT_A_NAME = (
    r"(?:back|later|tomorrow|tonight|today|when|if|at|on|in|asap|now|soon|maybe|crazy|old"
    r"|old-fashioned|a|an|the|whatever|whenever|every|first|before|after|again|out|up|names|anytime"
    r"|sometime|this|that|next|please|and|or|stupid|silly|weird|paranoid)\b"
)
_WISH = re.compile(
    r"[^\w']*" + _SETTLED + r"(?:"
    # How to be addressed.
    rf"(?:always )?call me (?!{_NOT_A_NAME})[^\W\d]|(?:never|don't|do not"
    rf"|stop)(?: ever)? call(?:ing)? me"
    r" (?!back|later|tomorrow|tonight|today|at\b|on\b|before|after|again|now|in the)\w"
    r"|(?:always )?(?:address|greet|refer to) me\b|use " + _UNITS + r"|"
    r"i(?:'d| would)? (?:like|prefer|rather|want|love|wish)(?: to be| being| be) (?:called"
    r"|addressed)\b|i(?:'d| would) rather you (?:called|didn't call) me\b|treat me (?:like|as)\b"
    # Their length, tone, language and form.
    rf"|(?:always )?(?:keep|make) (?:it (?!\w+er\b)|things|(?:all )?(?:of )?(?:your "
    rf"|the )?{_REPLIES}) ?(?:\w+ ){{0,2}}?(?:{_MANNER}|in {_LANGUAGE}|under|below)\b|(?:give me "
    rf"|i(?:'d)? (?:like|want|prefer|love|need) )?(?:only )?(?:short|brief|concise|long|detailed"
    rf"|shorter|longer|simple|simpler|honest|plain) (?:answers|replies|responses|explanations)\b"
    rf"|(?:always )?(?:answer|reply|respond|speak|talk|chat|write)(?: to me| with me| me)?(?: only"
    rf"| always)? (?:in )?(?:{_LANGUAGE}\b|(?:short|simple|plain|full|complete) (?:words|sentences"
    rf"|language|english)"
    r"|briefly|concisely|honestly|politely|formally|informally|casually|plainly|more slowly)"
    r"|(?:always )?(?:speak|talk) to me (?:like|as|in|more|less)\b|explain (?:things|everything)\b"
    rf"|use (?:more |less |fewer |only |some |lots of )?{_FORMAT}\b|(?:no|avoid|skip|drop"
    rf"|stop (?:using|with)(?: the)?|(?:don't|do not|never)(?: ever)? use|fewer|less"
    rf"|enough with(?: the)?|lay off(?: the)?)(?: any| so many| more| all| the)* {_FORMAT}\b(?! at"
    rf"| for my)|be (?:more|less|always|a (?:bit|little) (?:more|less)) (?:\w+ )?{_MANNER}\b"
    rf"|be (?:very |brutally |completely |really )?{_MANNER}(?: and {_MANNER})?"
    r"(?: with me\b|,? please|,? from now on| in your\b| when\b|\W*$)"
    rf"|(?:don't|do not|stop) (?:be|being) (?:so|too|such|that|always)\b"
    r"|(?:don't|do not|never)(?: ever)? (?:lecture|patroni[sz]e|flatter|interrupt|judge|praise|nag"
    r"|psychoanaly[sz]e|correct|comfort) (?:me|my)\b|(?:don't|do not"
    r"|never)(?: ever)? (?:apologi[sz]e|sugar-?coat|swear|moralise|repeat yourself)\b"
    r"|stop (?:apologi[sz]ing|flattering|lecturing|mentioning|bringing up|repeating|correcting"
    r"|sugar-?coating|asking|reminding|praising|comforting|telling me)\b"
    # What not to speak of.
    r"|(?:never|don't|do not)(?: ever)? (?:mention|bring up|talk (?:to me )?about"
    r"|ask(?: me)?(?: again)? about|speak (?:of|about)|discuss|raise|remind me (?:of|about)"
    r"|(?:make )?jokes? about|comment on|suggest|recommend) (?!it\W*$|that\W*$)\w|i (?:don't|do not"
    r"|never) (?:want|wish|like) (?:you )?(?:to )?(?:talk|hear|speak|be asked"
    r"|be reminded)(?:ing)? (?:about|of) (?!it\b|this\b|that\b)\w|(?:let's )?(?:avoid|skip"
    r"|steer clear of|stay away from|leave out) (?:the (?:topics?|subjects?) of|talking about"
    r"|questions about|jokes about|any mention of)\b|not a word about\b|[\w' ]{2,40} (?:is"
    r"|are) off[- ]limits\b"
    # What always and never to do in them.
    rf"|(?:always|never|(?:don't|do not) ever) {_TO_THE_MODEL}|(?:always|never) (?:greet|use|start"
    rf"|end"
    r"|begin|check|warn|correct|show|add|put|send|be|assume|give|quote)\b(?! \w+ing))"
)
_ASKED_OF_YOU = re.compile(r"\b(?:can|could|would|will) you\b")
_JUST_NOW = re.compile(
    r"\b(?:this|that|these|those|the|my|his|her|their|a|an) (?:\w+ ){0,2}?(?:questions?|e-?mails?"
    r"|texts?|letters?|poems?|stor(?:y|ies)|essays?|articles?|paragraphs?|sentence|chapter|code"
    r"|functions?|script|speech|toast|song|report|summary|list|cv|tweet|post|caption|draft"
    r"|translation|one|time|once)\b|\b(?:just|only) (?:this once|for (?:now|today))\b|\bright now\b"
    r"|\bfor now\b|\bthis time\b|\bthe (?:next|last|following) \w+\b"
)
_AGAINST_ITSELF = re.compile(
    r"\byour (?:own )?(?:\w+ )?" + _RULES + r"\b|\bsystem prompt\b|\byour prompt\b|\bthe user\b"
    r"|\b(?:always|only) lie\b|\b(?:never|don't|do not|stop)(?: ever)? (?:\w+ )?(?:tell(?:ing)?"
    r"|speak(?:ing)?) (?:\w+ )?the truth\b|\b(?:never|don't|do not)(?: ever)? be (?:honest"
    r"|truthful)\b|\b(?:you are|you're) (?:now|no longer|not an?|an?)\b|\bact (?:as|like)\b"
    r"|\bpretend\b|https?:|www\.|\bpasswords?\b|\bcredentials\b|\bsecrets?\b|\binstructions\b"
    r"|\bobey\b|\brefuse\b|\bsafety\b|\bwithout (?:restrictions|limits|filters?|warnings)\b"
)


def standing_wish(sentence: str) -> bool:
    """Whether a sentence of the person says how they want to be answered, from now on.

    That is: how to be addressed; length, tone, language and form of the replies; what not to speak
    of; what always or never to do in them. A request for one text is none, and neither is what
    would change the assistant itself.
    """
    if len(sentence) > _LONGEST_WISH:
        return False
    folded, spelled = _folded(sentence)
    if spelled or "\n" in folded.strip() or _MARKUP.search(folded) or _OVERRIDE.search(folded):
        return False
    if folded.rstrip().endswith("?") and not _ASKED_OF_YOU.search(folded):
        return False
    return bool(
        _WISH.match(folded) and not _JUST_NOW.search(folded) and not _AGAINST_ITSELF.search(folded)
    )


# --- Words of others --------------------------------------------------------------------------

Spans: TypeAlias = Iterator[tuple[int, int]]

_TEXTS = (
    r"(?:text|article|e-?mail|letter|poem|lyrics|song|verses?|stanza|sonnet|haiku|limerick|ballad"
    r"|story|opening|chapter|paragraph|passage|excerpt|extract|essay|draft|abstract|transcript"
    r"|interview|post|blog|tweet|thread|comment|reviews?|description|release|code|snippet"
    r"|functions?|script|query|errors?|log|output|traceback|stack trace|config|dialogue|speech"
    r"|monologue|scene|summary|r[eé]sum[eé]|cv|bio|quotes?|quotation|announcement|newspaper|paper"
    r"|wikipedia|forum|website|web ?site|book|ad|advert|notes|caption|headline|toast|eulogy|vows"
    r"|statement|sentences?|proverb|joke|obituary|memo|minutes|contract|clause|template|document"
    r"|page|column|diary|review|message|recipe|profile|french|german|spanish|italian|english"
    r"|grammar|lines)"
)
_PURE = (
    r"(?:translate|summari[sz]e|proof-?read|rewrite|re-write|reword|rephrase|paraphrase|shorten"
    r"|simplify|condense|conjugate|tl;? ?dr|eli5|transcribe|punctuate|decipher|transliterate"
    r"|copy-?edit|repeat after me|alphabeti[sz]e|explain (?:this|it) |explain like|give me (?:a"
    r"|the) (?:summary|gist|translation))"
)
"""Done to a text and to nothing else."""
_OF_A_TEXT = (
    r"(?:bullet points|key (?:points|takeaways|facts|messages?)|main (?:points?|ideas?|arguments?"
    r"|claims?)|takeaways|the gist|in (?:one|two|three|four|five|a few|\d+) (?:sentences?|words"
    r"|lines|bullets)|in plain (?:english|language)|like i['’]m (?:five|5)|an? (?:title|headline"
    r"|caption|summary|subject line) for)"
)
_ON_A_TEXT = (
    r"(?:edit|correct|fix|check|improve|polish|tighten|trim|cut|continue|complete|finish|analy[sz]e"
    r"|review|critique|explain|interpret|convert|format|extract|pull out|clean up|turn|make|give"
    r"|rate|grade|judge|mark|expand|adapt|read|spot|find|comment on|feedback on|thoughts on"
    r"|what (?:do|does|did|is|are|was)|who (?:wrote|said|is)|how (?:is|does|would|do)|is|does"
    r"|look (?:at|over)|go (?:over|through)|identify|annotate|debug|refactor|optimi[sz]e|change"
    r"|classify|sort|order)"
)
_WHERE_ASKED = (
    r"(?:^\W*|[,;.!?)] *|\b(?:please|pls|you|you to|me|me to|and|then|now|just|hey|hi"
    r"|ok|so|quick) )"
)
_HANDED_OVER = re.compile(
    rf"{_WHERE_ASKED}(?:{_PURE}\b|{_ON_A_TEXT}\b.{{0,70}}\b(?:this|these|the following|below|(?:my"
    rf"|the|his|her|their|an?|our|some) (?:[\w’'-]+ ){{0,3}}{_TEXTS})\b)|\b{_OF_A_TEXT}\b"
    rf"|\b(?:here(?:['’]?s| is| are)|from|found|got|received|copied"
    rf"|below is) (?:[\w’'-]+ ){{0,3}}(?:this|these|the|an?|my|his|her|their|our"
    rf"|some) (?:[\w’'-]+ ){{0,4}}(?!story\b){_TEXTS}\b"
    r"|\b(?:sent|forwarded|e-?mailed|texted|wrote|found|saw|came across|stumbled (?:on|upon)|read"
    r"|posted)(?: \w+)? (?:this|the following)\b(?: [\w’'-]+){0,5}\s*$|(?<!\bi )\b(?:wrote|writes"
    r"|writing|says|said|reads|goes|went|states|stated|replied|texted|posted|tweeted|answered|sang"
    r"|sings|quotes?|begins|starts|opens|ends|(?:starting|beginning|opening"
    r"|ending)(?: with)?)(?! (?:so|yes|no)\b)(?: [\w’'-]+){0,3}\s*$"
    rf"|^\W*(?!my (?:bio|profile|story|diary|message|statement"
    rf"|notes)\b)(?:[\w’'-]+ ){{0,3}}{_TEXTS}s?(?: (?:text|below|attached)| (?:from|of|by|on|in"
    rf"|under|about|for|at) .{{1,60}})?\s*$"
    r"|^\W*(?:the )?(?:wikipedia|bbc|reuters|guardian|new york times|cnn|reddit|twitter|quora"
    r"|linkedin|facebook)\b.{0,30}$",
    re.IGNORECASE,
)
"""Before a colon: what follows is a text that is handed over."""
_ABOUT_MYSELF = re.compile(
    r"^\W*(?:i|i['’]\w+|we)\b(?!.*\b(?:you|found|copied|read|received)\b)|\b(?:correct me if"
    r"|story short|about me|about myself|my story|my life)\b",
    re.IGNORECASE,
)
_ASKED_OF_TEXT = re.compile(
    rf"{_WHERE_ASKED}(?:{_PURE}\b(?! (?:my|the|your|our) (?:day|week|life|year|conversation"
    rf"|chat)\b)|{_ON_A_TEXT}\b.{{0,50}}\b(?:this|these|the|my|following|below|his|her"
    rf"|our) (?:[\w’'-]+ ){{0,3}}{_TEXTS}\b)|\b{_OF_A_TEXT}\b|\b(?:main|key|central) (?:argument"
    rf"|point|idea|message|claim|thesis)s?\b.{{0,20}}\b(?:here|this|below)\b",
    re.IGNORECASE,
)
"""A line of its own above a text."""
_OWN_AGAIN = re.compile(
    r"\W{0,3}(?:(?:ok|so|and|now|please|pls|hey|hi|well|but|also|anyway)[ ,:]{1,3}){0,4}(?:can"
    r"|could|would|give|tell|make|write|rewrite|translate|summari[sz]e|explain|help|please|thanks"
    r"|thank you|fix|check|improve|correct|keep|shorten|find|list|answer|show|let me|i think it"
    r"|i['’]?m (?:sure|not)|i (?:don['’]?t (?:get|understand|know)|can['’]?t (?:see|find)|get an?"
    r"|want you|need (?:it|you))|lol|haha|that['’]s|this (?:is|was|prints|gives|throws))\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?\n]))[ \t]{0,4}(?:(?:(?:kind|best|warm|warmest|many|with) ){1,2}(?:regards"
    r"|wishes|thanks)|regards|best|all the best|yours(?: (?:sincerely|faithfully|truly|ever))?"
    r"|sincerely(?: yours)?|love|cheers"
    r"|respectfully)(?:,[ \t]{0,4}(?:\n[ \t]{0,4})?[^\n.!?,]{0,40}"
    r"|[ \t]{0,4}(?:\n[ \t]{0,4}[^\n.!?,]{0,40})?)$",
    re.IGNORECASE | re.MULTILINE,
)
_GREETING = re.compile(
    r"^[ \t]{0,8}(?:(?P<dear>Dear)|(?:Hi|Hello|Hey)(?=[^\n]{0,60},[ \t]{0,4}\n)) (?!(?:diary"
    r"|companion|assistant|ai|chatbot|robot|friend|computer|god|lord|me|oh|santa|there|you|all"
    r"|Diary|Companion|Assistant|AI|God|Lord|Santa)\b)[\w\[][^\n,:.!?]{0,60}[,:]",
    re.MULTILINE,
)
_MAIL_HEADER = re.compile(
    r"^(?:-{2,20} ?(?:Original|Forwarded) [Mm]essage|From: .{0,80}@|Subject: |On .{6,60} wrote:)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.DOTALL)
_CITED_LINE = re.compile(r"[ \t]*(?:>(?=[ \t>A-Za-z\"“'\d]|$)|[★☆⭐—]|\|(?=.*\|))")
_CODE_WORD = re.compile(
    r"\s*(?:def|class|if|elif|for|while|with|try|except|return|import|from|const|let|var|public"
    r"|private|protected|static|int|float|double|char|bool|void|string|struct|enum|interface|func"
    r"|fn|function|use|using|package|namespace|print\w*|echo|select|insert|update|delete|create"
    r"|alter|await|async|export|lambda|switch|case|raise|throw|new)\b"
)
_CODE_LINE = re.compile(
    r"\s*(?:>>> |\.\.\. |\$ \w|#!|#include|//|/\*|\*/|@\w[\w.]*(?:\(|$)|</?[a-z!][^>]*>"
    r"|[\]\[{}()]+[;,]?$|[\w.]+\([^)]*\)[;,:]?$|[\"'][\w-]+[\"']: "
    r"|[\w.\[\]\"'*]+ ?[-+*/|&:]?= ?(?=[^\s=])(?=.*[\[({\"'\d;])|\w+\*? \*?\w+;$"
    r"|(?-i:SELECT\b.*\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b)",
    re.IGNORECASE,
)
_CODE_SIGNS = frozenset("(){}=;<>[]")
_LOG_LINE = re.compile(
    r"\s*(?:Traceback \(|File \".*\", line \d|at [\w.$<>/]+[(:]|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d"
    r"|\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL)\b[\]: ]|[\w.]*(?:Error|Exception"
    r"|Warning):|[\w./-]+: (?:error|fatal|warning|undefined reference|Error response)"
    r"|error(?:\[\w+\])?: |fatal: |npm ERR|caused by: )",
)
_INDENTED = re.compile(r"(?: {4}|\t)\s*[^\s*•–\d-]|  +[\w-]+: ")
_SPEAKER = re.compile(r"(?:\[?\d\d?:\d\d(?::\d\d)?\]? *-? *)?([A-ZÀ-Þ][\w.’' ]{0,24}):\s")
_VERSE_END = re.compile(r"[,;:—–-]\s*$")
_RHYME = re.compile(r"([aeiouyäöüáéíóú]+[^\Waeiouyäöüáéíóú]*e?)\W*$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-*•–+]|\d+[.)])\s")
_DATELINE = re.compile(
    r"^[A-Z][A-Z .]{2,30}(?:, [A-Z][\w .]{2,20})? (?:\([A-Z][\w ]{1,20}\) )?[—–-]{1,2} "
    r"|^By [A-Z][\w.’'-]+ [A-Z][\w.’'-]+(?: [|·,—–-].{0,60})?$|^(?:Chapter|Part|Act|Prologue"
    r"|Epilogue|Section|Article)(?: \w+)?[.:]?$|^Posted by \S|^Published (?:on|in|by) "
    r"|^(?:Abstract|Background|Introduction|Objectives?|Aims?|Methods|Results"
    r"|Conclusions?)[.:] (?=[A-Z])|\A\s{0,4}(?!I\b|WE\b|MY\b|OMG\b|SO\b|OK\b|YES\b"
    r"|NO\b)(?:[A-Z’'-]{2,} ){2,}[A-Z’'-]{2,}[.:!?]? (?=[A-Z][a-z][\s\S]*\n[ \t]*\n)",
    re.MULTILINE,
)
_HOW_TITLE = re.compile(r"(?:How|Why|What|When|Where) (?:I|we|my|our|an?|the|to|one|not)\b")
_SLASHED = re.compile(r"(?:[\w’',!]+ ){2,9}[\w’',!]+(?: / [\w’',!]+(?: [\w’',!]+){2,9}){2,20}")
_BORDER = re.compile(r"[.!?](?=\s)|:(?=[\s\"“«„'*`>])|\n")
_INK = re.compile(r"\S")
_YOU = re.compile(r"\byou(?:['’]\w+|rs?)?\b", re.IGNORECASE)
_MUSIC = frozenset("♪♫🎵🎶🎼")
_SPEAKING = re.compile(
    r"(?:\b(?:said|says|say|saying|asked|told \w+|wrote|writes|replied|texted|yelled|screamed"
    r"|shouted|whispered|answered|goes|was like|is like|were like|called out|thought|with"
    r"|translate)|[:,])\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:[.!?,…]$)|\b(?:i|i['’]\w+|me|my|you|your|we|our|us|he|she|they|it|come|go|is|are)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
_SINGLE = re.compile(
    r"(?P<open>(?<![\w'’])['‘‚](?=[^\W\d])(?!(?:em|til|till|cause|cos|n|bout|tis|twas|round)\b))"
    r"|(?P<close>(?<=[^\s'‘])['’](?!\w))|(?P<border>\n[ \t]*\n)",
    re.IGNORECASE,
)
_NOT_A_DEED = (
    r"(?:sighs?|yawns?|hugs?|facepalms?|shrugs?|groans?|laughs?|cries|sobs?|gulps?|coughs?"
    r"|rolls eyes|always|yes|this|is|was|as|has|thanks|sometimes|perhaps|plus|less|news|things|us)"
)
_DEED = r"(?:\w+(?:s|ing)|i \w+|in an? \w+|enter|exit)"
_ACTION = re.compile(
    rf"(?<![*\w])\*(?!{_NOT_A_DEED}\*)(?:\w+s|{_DEED} [^*\n]{{1,120}})\*(?![*\w])"
    r"|\A\s{0,4}\*(?-i:[a-z])[\w’'-]+(?: [\w’',-]+){2,20}\*(?=\s)"
    rf"|^\s?[(\[_](?!{_NOT_A_DEED}\b){_DEED} [^)\]_\n]{{2,120}}[)\]_](?=\s)",
    re.IGNORECASE,
)
"""“*draws sword*”; a sigh is no role."""
_HELPER = (
    r"(?:doctor|therapist|lawyer|solicitor|coach|tutor|teacher|trainer|mentor|friend|best friend"
    r"|guest|editor|adviser|advisor|counsell?or|nutritionist|accountant|interviewer|recruiter"
    r"|rubber duck|sounding board|guide|translator|assistant|valentine|witness|dear|darling|pal|bit"
    r"|good|little)\b"
)
_SAID_OF_YOU = (
    r"(?:good|great|best|real|true|better|bit|little|lot|big|huge|lifesaver|life-?saver|star|genius"
    r"|angel|legend|gem|godsend|ai|computer|machine|program|bot|robot|chatbot|assistant|language"
    r"|large|model|listener|only|right|one|first|second|last|next|same|kind|very|nice|sweet|funny"
    r"|smart|clever|hero|saint|treasure|joy|joke|friend|best friend|part|software|tool|app|expert"
    r"|boss|fool|idiot|liar|tease|hoot|riot|bully|mind|bad|terrible|lovely|wonderful|strange|weird"
    r"|fast|quick|early|tough|hard|person|companion|reason|most|worst|true|total|complete|absolute"
    r"|such|dear|darling|pro|champ|delight|blessing|breath|bunch)\b"
)
_BEING = (
    r"(?:vampire|werewol(?:f|ves)|ghost|wizard|witch|sorcerer|sorceress|warlock|mage|knight|squire"
    r"|dragon|el(?:f|ves)|half-elf|dwarf|orc|goblin|troll|ogre|fairy|faerie|unicorn|mermaid|pirate"
    r"|king|queen|prince|princess|emperor|empress|pharaoh|duke|duchess|alien|android|cyborg|zombie"
    r"|demon|samurai|ninja|viking|centurion|gladiator|cowboy|sheriff|outlaw|bandit|superhero"
    r"|supervillain|villain|henchman|time travell?er|halfling|hobbit|paladin|necromancer|druid"
    r"|tiefling|ranger|oracle|genie|snowman|scarecrow|gargoyle|skeleton|mummy|spaceship|starship"
    r"|starfleet|dungeon master|game master|innkeeper|blacksmith|peasant|jester|wench|minotaur"
    r"|phoenix|sphinx|golem|imp|kraken)\b"
)
_TAKES_ROLE = r"(?:['’]m| am|['’]ll be| will be| play| shall be)"
_MASK = re.compile(
    r"(?:^|(?<=[.!?:\n)])\s?)[\"“'(]?(?:(?:ok|okay|hey|so|now|right|and|please|alright|can you"
    r"|could you|will you|i want you to|i['’]d like you to"
    r"|for the next \w+)[ ,]{1,2}){0,3}(?:let['’]?s (?:pretend|role-?play|play pretend|improvise"
    r"|do (?:some |a )?(?:improv|role-?play|scene)|act out|imagine|say we['’]re)\b|role-?play\b"
    r"|rp\b|improv\b|scene(?: \d+)?[:.]|in character\b|text adventure\b|in this (?:story|scene|game"
    r"|adventure|campaign|world|universe)\b|continue (?:our|the) (?:game|campaign|adventure"
    r"|role-?play|scene)\b"
    rf"|(?:pretend|imagine) (?:that )?(?:you(?:['’]re| are)|to be|we['’]?re) (?!my {_HELPER})"
    # “You're a librarian, I'm a ghost”, either way round.
    r"|i(?:['’]ll| will) be [^.!?\n]{1,60}?[,;.] ?(?:and )?you(?:['’]ll| will|['’]re"
    r"| are)?(?: be)? (?:an?|the|my)\b|(?:you (?:can "
    r"|will )?)?be [^.!?\n]{1,40}?[,;.] ?(?:and )?i(?:['’]ll| will) be\b"
    rf"|(?:you(?:['’]ll| will)? play|you(?:['’]re| are|['’]ll be)) (?:(?:an?|the|my|our|his"
    rf"|her) (?!{_SAID_OF_YOU})[^.!?\n,]{{2,60}}?|(?-i:[A-Z])[^.!?\n,]{{2,40}}?)(?:,|;|\.| and"
    rf"|, and) (?:and )?i{_TAKES_ROLE} (?:an?|the|your|my|his|her|its|one of|(?-i:[A-Z])|alone)"
    rf"|i{_TAKES_ROLE} (?:an?|the|(?-i:[A-Z]))[^.!?\n]{{1,80}}?(?:,|;|\.| and|, and"
    rf"| while) (?:and )?you(?:['’]re| are|['’]ll be| play| be|) (?:an?|the|my"
    rf"|our) (?!{_SAID_OF_YOU}|{_HELPER})\w"
    r"|you: [^\n]{2,80}?[.;,\n] ?me: |me: [^\n]{2,80}?[.;,\n] ?you: "
    rf"|(?:play|be) (?:the|an?|my) (?!{_HELPER})(?:\w+ ){{0,3}}?\w+[.:;]\s{{1,3}}(?:[\"“]|i(?:['’]m"
    rf"| am) (?:your|an?|the king|(?-i:[A-Z])))|(?:be|you are|you['’]re|you['’]ll be|(?:act|speak"
    rf"|talk|behave|answer|respond) (?:as|like)) (?:(?:an?|the|my"
    rf"|our) )?(?:[\w-]+ ){{0,2}}?{_BEING}(?![^.!?\n]{{0,80}}\?)"
    # What nobody is or says on an ordinary day.
    rf"|i(?:['’]m| am|['’]m now| am now) (?:an?|the) (?:[\w-]+ ){{0,2}}?{_BEING}(?! (?:fan|geek"
    rf"|nerd|at|in the kitchen|person|lover|when))"
    r"|i shall be (?-i:[A-Z])|i, (?-i:[A-Z])\w+ (?:of|the)\b|captain['’]s log\b|arr+g*h*\b"
    r"|beep boop\b|avast\b|ahoy\b|hail,? (?-i:[a-z])|good morrow\b|behold\b|mayday\b|houston,"
    r"|o (?:great|mighty|wise|oracle|king|queen)\b|your (?:majesty|grace|highness|excellency"
    r"|honou?r|lordship|holiness)\b|my (?:lord|lady|liege|king|queen)[,.!]|m['’]?(?:lord|lady)\b"
    r"|sire\b|(?:innkeep|barkeep|captain|sergeant|general|detective|inspector|commander)[,!] "
    r"|greetings,? (?:travell?er|earthling|mortal|human|stranger)|i cast (?:a |the )?(?!doubt|my"
    r"|vote|aspersions)\w+|(?:i )?roll (?:for \w+|a d\d+|initiative)\b|we['’]?re (?:two|three"
    r"|both) [^.!?\n]{2,60}[.,;] you start|i (?:am|be) (?:sir|lord|lady|madame?|unit \d"
    r"|mad) (?-i:[A-Z\d])|it is i\b|we meet again\b|i(?:['’]m| am) your (?!biggest|number|best|new"
    r"|favou?rite|friend|user|owner|human|creator|person|guy|girl|man|boy|type|kind)\w"
    r"|as your (?!friend|user|owner|human|creator|\w+ (?:friend|user|owner|human))\w+,? i\b"
    r"|(?:waiter|officer|nurse|grandm\w+|mother|father|mum|mom|dad|comrade|watson|bartender|barman"
    r"|ground control|mission control|ladies and gentlemen)[,!] (?:i|i['’]\w+|you|my|it['’]s"
    r"|please)\b)",
    re.IGNORECASE,
)
_CASTING = re.compile(
    rf"\W{{0,3}}(?:(?:ok|okay|hey|so|now) ,?)?you(?:['’]re| are|['’]ll be| will be"
    rf"|['’]ve been) (?:an?|the|my|our) (?!{_SAID_OF_YOU}"
    rf"|{_HELPER})(?![^.!?\n]{{0,100}}\?)[^.!?\n]{{2,100}}?[.,;:!]\s",
    re.IGNORECASE,
)
"""A message that opens by telling the assistant who it is."""
_IN_CHARACTER = re.compile(
    r"\b(?:(?:stay(?:ing)?|respond|reply|answer|remain|speak|keep) in character|thou|thee|thy"
    r"|thine|hath|doth|prithee|forsooth|m['’]lord|milady|matey|me hearties|earthlings?|fair maiden"
    r"|good sir)\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\W{0,3}[\^↑]|[→←]|(?:(?:please|can you|could you|now)[ ,]{1,2}){0,2}(?:summari[sz]e|tl;?dr"
    r"|translate|proof-?read|paraphrase|rewrite|rephrase|shorten|simplify"
    r"|give me an? [\w-]+ (?:summary|version))\b|.*\b(?:the|this) (?:author|narrator|writer"
    r"|columnist|journalist|reviewer|op)\b.*\?|.*\b(?:this|that|the above)(?:['’]s| is| was| comes"
    r"| came|) (?:\w+ ){0,2}?(?:from|out of|copied|an? (?:excerpt|extract|quote|passage))\b"
    r"|(?!.*\b(?:i|i['’]\w+|my|we|our)\b).*\b(?:the|this|that|these|those|his|her|their|each|which"
    r"|last|first|final|an?|any) (?:[\w’'-]+ ){0,3}?(?:sentences?|lines?|words?|titles?|headlines?"
    r"|style|tone|tense|paragraphs?|endings?|opening|hook|rhymes?|metaphors?|arguments?|claims?"
    r"|piece|passage|texts?|articles?|posts?|letters?|e-?mails?|reviews?|blurb|ads?|adverts?"
    r"|description|text|essay|story|speech|summary|translation|quotes?|caption|punchline|numbers"
    r"|figures|dates|names|bullet points|commas?|grammar|spelling|register|mood|voice)\b"
    r"|.*\b(?:copied|found|saw|read) (?:this|that|it) (?:on|in|from|out of|online)\b"
    r"|.*\b(?:who(?:['’]s| is) (?:speaking|talking|writing|the speaker)|any typos|what (?:genre"
    r"|tone|mood|style|century|era) )|.*\bis (?:this|that|it) (?:true|fake|legit|a scam|satire"
    r"|spam|phishing|ai|plagiari\w+|well written|good writing|(?:gramm\w+ )?correct)\b|(?:is (?:it"
    r"|this|that) )?too (?:long|short|wordy|dramatic|sentimental|formal|stiff|harsh|cheesy)\W*$"
    r"|(?:—|--?) ?(?-i:[A-Z])[\w.]+(?: (?-i:[A-Z])[\w.]+)",
    re.IGNORECASE,
)
"""“^ that's from a book”: everything before it is."""
_SOURCE = (
    r"(?:forum|reddit|subreddit|facebook|twitter|instagram|linkedin|tumblr|quora|blog|magazine"
    r"|newspaper|paper|book|novel|website|internet|web|online|inbox|wikipedia|leaflet|brochure"
    r"|newsletter|diary entry|cookbook|obituary|memoir|biography|article|review|thread|comments?)"
)
_BARE_LEAD = re.compile(
    r"\W{0,3}(?![^\n]*\b(?:i|i['’]\w+|me|myself|my|we|our|us|happened|happening|update|background"
    r"|situation|plans?|news|context|question|thoughts|today|tomorrow|week|year"
    r"|list)\b)[^\n.!?]{3,100}:[ \t]{0,4}\n[ \t]{0,4}\n\s{0,4}(?=[^\n]{120})",
    re.IGNORECASE,
)
"""A line that ends in a colon and says nothing of the person, above a long paragraph."""
_FOUND_IN = re.compile(
    rf"\W{{0,3}}(?:so |ok |hey )?(?:i )?(?:just )?(?:found|saw|read|got|spotted|copied|came across"
    rf"|this is|this was|taken|straight|from|quoting)\b(?! (?:that|out"
    rf"|about))[^.!?\n]{{0,40}}\b{_SOURCE}(?: [\w’'-]+){{0,3}}(?:[.!?]| [-–—])\s",
    re.IGNORECASE,
)
"""“Found this on a forum.” at the beginning of a message that goes on for long."""
_CLOSING = {'"': '"”', "“": '”"“', "„": '“”"', "«": "»", "»": "«"}
_OPENING = frozenset('"“„«')
_LONG = 120
"""Characters; a text of somebody else is rarely shorter, what the person asks rarely longer."""


def quoted_spans(message: str) -> list[tuple[int, int]]:
    """The stretches of a message that are not the person's own words, in order and apart.

    Code and logs, quoted lines and quotations, pasted texts, letters, articles, verses, and what is
    said in a role. All else is the person speaking.
    """
    fenced = [found.span() for found in _FENCED.finditer(message)]
    message = _FENCED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), message)
    quotations = [*_quotations(message), *_single_quotations(message)]
    found = [*quotations, *_lines(message), *_pasted(message, dict(quotations))]
    found += [*fenced, *_letters(message), *_articles(message), *_masks(message)]
    return _merged(found)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _quotations(message: str) -> Spans:
    """Between quotation marks; of a name, a title or a single word nothing is quoted."""
    opened: tuple[int, str] | None = None
    for found in _MARKS.finditer(message):
        mark, at = found.group(), found.start()
        before = message[at - 1 : at]
        after = message[at + 1 : at + 2]
        if mark[0] == "\n":
            # A quotation of several paragraphs opens each of them anew.
            if opened and message[found.end() : found.end() + 1] not in _OPENING:
                opened = None
        elif opened is None:
            lone = not before or before.isspace() or before in "([{—–-:/*_'‘"
            if mark in "“„«" or (mark in '"»' and lone and after and not after.isspace()):
                opened = (at, mark)
        elif mark in _CLOSING[opened[1]] and not before.isspace():
            start = opened[0]
            if _speaks(message[start + 1 : at], message[max(0, start - 30) : start]):
                yield start, at + 1
            opened = None
        elif mark in "“„«" or (mark == '"' and message[max(0, at - 1) : at] != "\n"):
            opened = (at, mark)


def _single_quotations(message: str) -> Spans:
    """Between single marks, which are apostrophes more often than not."""
    opened: int | None = None
    maybe: int | None = None

    def closed(end: int) -> Spans:
        if opened is not None:
            content = message[opened + 1 : end - 1]
            if len(content.split()) > 2 and _speaks(content, message[max(0, opened - 30) : opened]):
                yield opened, end

    for found in _SINGLE.finditer(message):
        if found["close"]:
            at = found.end()
            # “the dogs' beds” or the end of a quotation? The next mark tells.
            if opened is not None and message[at - 2] in "sS" and message[at : at + 1] == " ":
                maybe = at
                continue
            yield from closed(at)
        elif maybe is not None:
            yield from closed(maybe)
        maybe = None
        opened = found.start() if found["open"] else None
    if maybe is not None:
        yield from closed(maybe)


def _speaks(content: str, before: str) -> bool:
    words = content.split(maxsplit=60)
    if len(words) > 3:
        long = [word for word in words if len(word) > 3]
        titled = len(words) < 9 and words[0][0].isupper() and all(w[0].isupper() for w in long)
        return not titled or content.rstrip()[-1] in ".!?…" or bool(_SPEAKING.search(before))
    return len(words) > 1 and bool(_SPEAKING.search(before) or _SPOKEN.search(content.strip()))


def _lines(message: str) -> Spans:
    """What single lines give away: code, logs, cited lines, verses, and talk between others."""
    stanza: list[tuple[int, str]] = []
    speakers: list[tuple[int, int, str]] = []
    indented = True
    at = 0
    for ended in message.splitlines(keepends=True):
        line = ended.rstrip()
        end = at + len(line)
        if not line:
            yield from _verses(stanza)
            stanza = []
            indented = True
        else:
            code = _is_code(line) or bool(indented and _INDENTED.match(line))
            if code or _CITED_LINE.match(line) or not _MUSIC.isdisjoint(line):
                yield at, end
            elif " / " in line:
                for found in _SLASHED.finditer(line):
                    yield at + found.start(), at + found.end()
            if speaker := _SPEAKER.match(line):
                speakers.append((at, end, speaker[1]))
            indented = code or line.endswith(":")
            stanza.append((at, line))
        at += len(ended)
    yield from _verses(stanza)
    names = [name for _, _, name in speakers]
    if len(names) > len(set(names)) > 1:
        yield from ((start, end) for start, end, _ in speakers)


def _is_code(line: str) -> bool:
    if _CODE_LINE.match(line) or _LOG_LINE.match(line):
        return True
    if _CODE_SIGNS.isdisjoint(line):
        return False
    return line[-1] in "{;" or (line[-1] not in ".?!" and bool(_CODE_WORD.match(line)))


def _verses(stanza: list[tuple[int, str]]) -> Spans:
    """A stanza: short lines that rhyme or run on. A list of things does neither."""
    lines = [line for _, line in stanza]
    if len(set(lines)) < 4 or max(map(len, lines)) > 80 or sum(map(len, lines)) < 15 * len(lines):
        return
    if sum(bool(_LISTED.match(line) or _SPEAKER.match(line)) for line in lines) > 1:
        return
    runs_on = sum(bool(_VERSE_END.search(line)) for line in lines)
    ends = [found[1].casefold() if (found := _RHYME.search(line)) else "" for line in lines]
    rhymes = sum(
        bool(end) and end in ends[max(0, number - 3) : number] for number, end in enumerate(ends)
    )
    if rhymes > 1 or runs_on > max(1, len(lines) // 3) or (rhymes and runs_on):
        yield stanza[0][0], stanza[-1][0] + len(lines[-1])


def _pasted(message: str, quotations: dict[int, int]) -> Spans:
    """From the end of a lead (“summarise this:”) to where the person speaks again."""
    last = len(message.rstrip())
    sentence = line = upto = 0
    for found in _BORDER.finditer(message, 0, last):
        at, mark = found.start(), found.group()
        if at >= upto:
            if mark == ":":
                lead = message[max(sentence, at - 2 * _LONG) : at]
                handed = bool(_HANDED_OVER.search(lead)) and not _ABOUT_MYSELF.search(lead)
            else:
                lead = message[line:at]
                handed = (
                    mark == "\n"
                    and len(lead) < 3 * _LONG
                    and bool(_ASKED_OF_TEXT.search(lead))
                    and not _ABOUT_MYSELF.search(lead)
                )
            if handed and (text := _INK.search(message, found.end())):
                start = text.start()
                closing = _CLOSING.get(message[start], "")
                if start in quotations:
                    upto = quotations[start]
                elif not any(mark in message[start + 1 :] for mark in closing):
                    upto = _own_again(message, start)
                    yield start, upto
        sentence = found.end()
        if mark == "\n":
            line = found.end()


def _own_again(message: str, start: int) -> int:
    """Where a text that begins at `start` ends: at the end, or before what is asked of it."""
    end = len(message)
    for border in reversed(list(_BLANK_LINE.finditer(message, start))):
        paragraph = message[border.end() : end].strip()
        if not paragraph or not _is_own(paragraph):
            return end
        end = border.start()
    return end


def _is_own(paragraph: str) -> bool:
    return (
        len(paragraph) < 2 * _LONG
        and paragraph.count("\n") < 2
        and not _SIGN_OFF.search(paragraph)
        and (
            "?" in paragraph
            or paragraph[0].islower()
            or bool(_OWN_AGAIN.match(paragraph) or _LOOKS_BACK.match(paragraph))
        )
    )


def _letters(message: str) -> Spans:
    """From the greeting to the name below, or from the head of an e-mail on."""
    if head := _MAIL_HEADER.search(message):
        yield head.start(), _own_again(message, head.start())
    ends = [found.end() for found in _SIGN_OFF.finditer(message)]
    upto = 0
    for found in _GREETING.finditer(message):
        if found.start() >= upto:
            end = next((end for end in ends if end > found.end()), 0)
            if end or found["dear"]:
                upto = end or _own_again(message, found.start())
                yield found.start(), upto


def _articles(message: str) -> Spans:
    """A text under its title or its dateline; or one that the last paragraph looks back at."""
    text = message.lstrip()
    start = len(message) - len(text)
    title, _, body = text.partition("\n")
    if len(body) > _LONG and _is_title(title):
        end = _own_again(message, start + len(title))
        if end - start > _LONG and not _YOU.search(message, start, end):
            yield start, end
    if lead := _BARE_LEAD.match(message):
        yield lead.end(), _own_again(message, lead.end())
    if (head := _FOUND_IN.match(message)) and len(message) - head.end() > _LONG:
        yield head.end(), _own_again(message, head.end())
    if head := _DATELINE.search(message):
        yield head.start(), _own_again(message, head.start())
    *_, border = [None, *_BLANK_LINE.finditer(message)]
    if border and border.start() > _LONG and _LOOKS_BACK.match(message, border.end()):
        yield 0, border.start()


def _is_title(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if len(word) > 3]
    if len(line) > _LONG or len(line.split()) < 3 or line.rstrip()[-1:] in ".,;:!":
        return False
    if _HOW_TITLE.match(line) and not line.rstrip().endswith("?"):
        return True
    capitals = sum(word[0].isupper() for word in words)
    return bool(2 * capitals > len(words) > 1)


def _masks(message: str) -> Spans:
    """What is said in a role: from where it is taken up to the end."""
    if _IN_CHARACTER.search(message) or _CASTING.match(message):
        yield 0, len(message)
    elif mask := _MASK.search(message):
        yield mask.start(), len(message)
    for found in _ACTION.finditer(message):
        begins_line = not message[message.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
        yield found.start(), len(message) if begins_line else found.end()
        if begins_line:
            return
