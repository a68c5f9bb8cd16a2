"""Standing wishes about how to be answered: “call me Leo”, “keep it short”, “never mention my ex”.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re

from companion.memory.disguise import WORD, folded
from companion.memory.guard import RULES, TO_THE_MODEL, overrides
from companion.memory.patterns import any_word, one_of

_LONGEST_WISH = 200
_LANGUAGE = any_word(
    """
    arabic, bengali, cantonese, catalan, chinese, czech, danish, dutch, english, finnish, french,
    gaelic, german, greek, hebrew, hindi, hungarian, irish, italian, japanese, korean, latin,
    mandarin, my mother tongue, my (?:own )?language, norwegian, polish, portuguese, romanian,
    russian, spanish, swahili, swedish, thai, turkish, ukrainian, urdu, vietnamese, welsh
    """
)
_MANNER = any_word(
    """
    blunt, brief, casual, chatty, cheerful, clean, clear, concise, critical, detailed, direct,
    down to earth, dramatic, encouraging, enthusiastic, formal, frank, friendly, funny, gentle,
    hard on me, honest, informal, kind, light, long, longer, matter-of-fact, negative, nice,
    patient, personal, plain, playful, polite, positive, preachy, professional, sarcastic,
    serious, short, shorter, simple, simpler, specific, strict, succinct, tactful, technical,
    to the point, verbose, warm, wordy
    """
)
_FORMAT = any_word(
    """
    abbreviations, apologies, big words, bullet ?points?, bullets, cliches?, clichés?,
    diet advice, disclaimers?, emojis?, emoticons?, exclamation marks, fancy words, filler,
    flattery, follow-up questions, headings, headlines, jargon, jokes, lectures,
    long (?:words|sentences|answers|replies), markdown, medical advice, motivational quotes,
    nicknames, (?:numbered |long )?lists, pet names, politics, preambles?, puns,
    questions at the end, religion, slang, small ?talk, smileys, spoilers, swear ?words, swearing,
    tables
    """
)
_UNITS = one_of(
    any_word(
        r"""
        24-hour time, (?:british|american) (?:english|spelling), celsius, fahrenheit, first names,
        full sentences, imperial(?: units)?, informal language, kilomet\w+, metric(?: units)?,
        miles, my (?:first |last |full |nick)?name, plain (?:words|language|english),
        short sentences, simple (?:words|language), the (?:24|12)-hour clock
        """
    ),
    r"(?:they|she|he)(?:/\w+)* (?:pronouns )?(?:for|with) me",
)
_REPLIES = r"(?:answers?|replies|reply|responses?|messages?|explanations?|sentences|tone)"
_SETTLED = (
    "(?:"
    + one_of(
        any_word(
            """
            actually, also, and, be sure to, btw, but, by the way, (?:can|could|would|will) you,
            do, don't forget(?: that| to)?, feel free to, for the future, from now on,
            going forward, hello, hey, hi, i like it (?:if|when) you,
            i prefer(?: it)? (?:if|when) you, i (?:want|need) you to, i wish you(?:'d| would)?,
            i(?:'d| would) like you to, i(?:'d| would) (?:rather|prefer)(?: it)?(?: if)? you,
            in (?:the )?future, just, kindly, make sure (?:you|to), next time, note(?: that)?, oh,
            ok, okay, one more thing, please, pls, remember(?: that| to)?, so, try to, well,
            you can, you may, you should
            """
        ),
        r"when(?:ever)? you (?:answer|reply|write|talk to me|explain \w+)",
        r"(?:when(?:ever)?|if|every time) i\b[^,]{0,60},",
        r"when(?:ever)? we\b[^,]{0,60},",
    )
    + "[ ,:–—-]+){0,8}"
)
_NOT_A_NAME = (
    any_word(
        """
        a, after, again, an, and, anytime, asap, at, back, before, crazy, every, first, if, in,
        later, maybe, names, next, now, old, old-fashioned, on, or, out, paranoid, please, silly,
        sometime, soon, stupid, that, the, this, today, tomorrow, tonight, up, weird, whatever,
        when, whenever
        """
    )
    + r"\b"
)
_WISH = re.compile(
    rf"[^\w']*{_SETTLED}"
    + one_of(
        # How to be addressed.
        rf"(?:always )?call me (?!{_NOT_A_NAME})[^\W\d]",
        "(?:never|don't|do not|stop)(?: ever)? call(?:ing)? me (?!"
        + r"back|later|tomorrow|tonight|today|at\b|on\b|before|after|again|now|in the)\w",
        r"(?:always )?(?:address|greet|refer to) me\b",
        f"use {_UNITS}",
        "i(?:'d| would)? (?:like|prefer|rather|want|love|wish)"
        + r"(?: to be| being| be) (?:called|addressed)\b",
        r"i(?:'d| would) rather you (?:called|didn't call) me\b",
        r"treat me (?:like|as)\b",
        # Their length, tone, language and form.
        "(?:always )?(?:keep|make) "
        + rf"(?:it (?!\w+er\b)|things|(?:all )?(?:of )?(?:your |the )?{_REPLIES})"
        + rf" ?(?:\w+ ){{0,2}}?(?:{_MANNER}|in {_LANGUAGE}|under|below)\b",
        "(?:give me |i(?:'d)? (?:like|want|prefer|love|need) )?(?:only )?"
        + "(?:short|brief|concise|long|detailed|shorter|longer|simple|simpler|honest|plain)"
        + r" (?:answers|replies|responses|explanations)\b",
        "(?:always )?(?:answer(?:ed)?|reply|replied|respond|speak|spoke|talk|chat)"
        + "(?: to me| with me| me)?(?: only| always)? (?:in )?"
        + one_of(
            any_word(
                """
                briefly, casually, concisely, formally, honestly, informally, more slowly,
                plainly, politely,
                (?:short|simple|plain|full|complete) (?:words|sentences|language|english)
                """
            ),
            rf"{_LANGUAGE}\b",
        ),
        r"(?:always )?(?:speak|talk) to me (?:like|as|in|more|less)\b",
        r"explain (?:things|everything)\b",
        rf"use (?:more |less |fewer |only |some |lots of )?{_FORMAT}\b",
        any_word(
            """
            avoid, (?:don't|do not|never)(?: ever)? use, drop, enough with(?: the)?, fewer,
            lay off(?: the)?, less, no, skip, stop (?:using|with)(?: the)?
            """
        )
        + rf"(?: any| so many| more| all| the)* {_FORMAT}\b(?! at| for my)",
        rf"be (?:more|less|always|a (?:bit|little) (?:more|less)) (?:\w+ )?{_MANNER}\b",
        f"be (?:very |brutally |completely |really )?{_MANNER}(?: and {_MANNER})?"
        + r"(?: with me\b|,? please|,? from now on| in your\b| when\b|\W*$)",
        r"(?:don't|do not|stop) (?:be|being) (?:so|too|such|that|always)\b",
        "(?:don't|do not|never)(?: ever)? "
        + any_word(
            """
            comfort, correct, flatter, interrupt, judge, lecture, nag, patroni[sz]e, praise,
            psychoanaly[sz]e
            """
        )
        + r" (?:me|my)\b",
        "(?:don't|do not|never)(?: ever)? "
        + r"(?:apologi[sz]e|sugar-?coat|swear|moralise|repeat yourself)\b",
        "stop "
        + any_word(
            """
            apologi[sz]ing, asking, bringing up, comforting, correcting, flattering, lecturing,
            mentioning, praising, reminding, repeating, sugar-?coating, telling me
            """
        )
        + r"\b",
        # What not to speak of.
        "(?:never|don't|do not)(?: ever)? "
        + any_word(
            """
            ask(?: me)?(?: again)? about, bring up, comment on, discuss, (?:make )?jokes? about,
            mention, raise, recommend, remind me (?:of|about), speak (?:of|about), suggest,
            talk (?:to me )?about
            """
        )
        + r" (?!it\W*$|that\W*$)\w",
        "i (?:don't|do not|never) (?:want|wish|like) (?:you )?(?:to )?"
        + "(?:talk|hear|speak|be asked|be reminded)"
        + r"(?:ing)? (?:about|of) (?!it\b|this\b|that\b)\w",
        "(?:let's )?(?:avoid|skip|steer clear of|stay away from|leave out) "
        + one_of(
            "the (?:topics?|subjects?) of|talking about|questions about|jokes about|any mention of"
        )
        + r"\b",
        r"not a word about\b",
        r"[\w' ]{2,40} (?:is|are) off[- ]limits\b",
        # What always and never to do in them, or whenever something comes up.
        "(?:when(?:ever)?|every time|if) i "
        + any_word(
            """
            am, ask, complain, feel, get, mention, say, send, share, start, talk, tell, vent,
            want, write
            """
        )
        + r"\b[^,]{0,60}, (?:(?:please|just|then) ){0,2}(?:don't |do not )?"
        + any_word(
            """
            answer, ask, explain, give, help, keep, listen, offer, reply, say, send, show, speak,
            tell, use, write
            """
        )
        + r"\b",
        f"(?:always|never|(?:don't|do not) ever) {TO_THE_MODEL}",
        "(?:always|never) "
        + any_word(
            """
            add, assume, be, begin, check, correct, end, give, greet, put, quote, send, show,
            start, use, warn
            """
        )
        + r"\b(?! \w+ing)",
    ),
)
_ASKED_OF_YOU = re.compile(r"\b(?:can|could|would|will) you\b")
_JUST_NOW = re.compile(
    one_of(
        r"\b(?:this|that|these|those|the|my|his|her|their|a|an) (?:\w+ ){0,2}?"
        + any_word(
            """
            articles?, caption, chapter, code, cv, draft, e-?mails?, essays?, functions?,
            letters?, list, once, one, paragraphs?, poems?, post, questions?, report, script,
            sentence, song, speech, stor(?:y|ies), summary, texts?, time, toast, translation,
            tweet
            """
        )
        + r"\b",
        r"\b(?:just|only) (?:this once|for (?:now|today))\b",
        r"\bright now\b|\bfor now\b|\bthis time\b",
        r"\bthe (?:next|last|following) \w+\b",
    ),
)
_AGAINST_ITSELF = re.compile(
    one_of(
        rf"\byour (?:own )?(?:\w+ )?{RULES}\b",
        r"\bsystem prompt\b|\byour prompt\b|\bthe user\b|\b(?:always|only) lie\b",
        r"\b(?:never|don't|do not|stop)(?: ever)? (?:\w+ )?(?:tell(?:ing)?|speak(?:ing)?) "
        + r"(?:\w+ )?the truth\b",
        r"\b(?:never|don't|do not)(?: ever)? be (?:honest|truthful)\b",
        r"\b(?:you are|you're) (?:now|no longer|not an?|an?)\b",
        r"\bact (?:as|like)\b|\bpretend\b|https?:|www\.|\bpasswords?\b|\bcredentials\b",
        r"\bsecrets?\b|\binstructions\b|\bobey\b|\brefuse\b|\bsafety\b",
        r"\bwithout (?:restrictions|limits|filters?|warnings)\b",
    ),
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
