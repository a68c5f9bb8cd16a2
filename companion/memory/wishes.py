"""Standing wishes about how to be answered: “call me Leo”, “keep it short”, “never mention my ex”.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re

from companion.memory.guard import RULES, TO_THE_MODEL, WORD, folded, overrides

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
    rf"|(?:always )?(?:answer(?:ed)?|reply|replied|respond|speak|spoke|talk|chat)(?: to me| with me"
    rf"| me)?(?: only| always)? (?:in )?(?:{_LANGUAGE}\b|(?:short|simple|plain|full"
    rf"|complete) (?:words|sentences|language|english)"
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
    # What always and never to do in them, or whenever something comes up.
    r"|(?:when(?:ever)?|every time|if) i (?:ask|say|write|want|tell|send|share|talk|vent|mention"
    r"|complain|start|feel|am|get)\b[^,]{0,60}, (?:(?:please|just|then) ){0,2}(?:don't "
    r"|do not )?(?:give|show|answer|reply|use|keep|ask|tell|say|listen|explain|offer|help|send"
    r"|write|speak)\b"
    rf"|(?:always|never|(?:don't|do not) ever) {TO_THE_MODEL}|(?:always|never) (?:greet|use|start"
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
    r"\byour (?:own )?(?:\w+ )?" + RULES + r"\b|\bsystem prompt\b|\byour prompt\b|\bthe user\b"
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
    plain, spelled = folded(sentence)
    if spelled or "\n" in plain.strip() or not _WISH.match(plain):
        return False
    if plain.rstrip().endswith("?") and not _ASKED_OF_YOU.search(plain):
        return False
    words = set(WORD.findall(plain))
    return not (_JUST_NOW.search(plain) or _AGAINST_ITSELF.search(plain) or overrides(plain, words))
