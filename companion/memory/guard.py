"""Orders to the assistant, which may not become a memory.

After “A-MemGuard: A Proactive Defense Framework for LLM-Based Agent Memory”: a memory is read by
the model again and again, so a text that would be taken as an order later waits for its owner's
review. What the person wishes of the replies (“call me Leo”) sounds like an order, too: of their
own words, ask `wishes.standing_wish` first.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re
from collections.abc import Set

from companion.memory.disguise import WORD, folded
from companion.memory.patterns import any_word, one_of

RULES = any_word(
    """
    commands?, constraints?, directions?, directives?, filters?, guidelines?, instructions?,
    limitations?, orders?, polic(?:y|ies), programming, prompts?, restrictions?, rules?,
    safeguards?, training
    """
)
_SPELLED_ORDER = re.compile(
    one_of(
        "(?:ignore|disregard|forget|override)"
        + "(?:all|any)?(?:of)?(?:the|your|my)?(?:previous|prior|above|earlier)?"
        + "(?:instruction|rule|prompt|guideline)",
        "systemprompt|youarenow|jailbreak",
    ),
)
_MARKUP_SIGNS = frozenset("<[#:")
_MARKUP = re.compile(
    one_of(
        r"<\|[\w ]{1,40}\|>|<</?sys>>",
        r"\[/?(?:inst|system|sys|assistant)\]",
        "</?"
        + any_word(
            """
            assistant, function_call, human, iframe, img, instructions?, prompt, script, system,
            tool, tool_call, user
            """
        )
        + r"\b",
        r"!\[[^\]\n]{0,80}\]\(|javascript:|data:text/",
        r"^[ #*_>\[({-]{0,8}(?:system|assistant|developer|user|human)"
        + r"(?: (?:prompt|message|note|override))?[\])}*_]{0,3}:",
        r"^ ?#{2,6} ?(?:system|instructions?|response|input|prompt|human|assistant|user)\b",
    ),
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
    r"\b(?=\w)"
    + one_of(
        r"(?<!\bi )(?<!\bwe )(?<!they )(?<!kids )(?<!people )"
        + any_word(
            """
            break, bypass, circumvent, discard, disregard, drop, forget, ignore, override,
            overrule, violate
            """
        )
        + " (?:(?:all|any|every|each|of|the|these|those|its|other|and|about) ){0,4}(?:"
        + any_word(
            """
            above, earlier, existing, former, hidden, initial, original, preceding, previous,
            prior, safety, system, your
            """
        )
        + rf" ){{1,4}}(?:\w+ )?{RULES}\b",
        r"do anything now\b",
        r"(?:developer|god|admin|debug|dan|unrestricted|jailbreak|sudo) mode\b",
        "(?:new|updated|hidden|secret|important|urgent|admin)"
        + r" (?:system )?(?:instructions?|directives?|prompt|override)(?: for the \w+)?:",
        "(?:instructions?|rules?|message|note) "
        + r"(?:supersedes?|overrides?|replaces?|takes? precedence)\b",
        r"(?:begin(?:ning)?|end|start) of (?:the )?(?:system )?(?:prompt|context|instructions)\b",
        "your (?:new|real|true|only|secret|hidden|actual|sole|main|primary) "
        + any_word(
            """
            directive, goal, identity, instructions?, mission, objective, persona, purpose, role,
            task
            """
        )
        + r"\b",
        "you (?:have|are bound by|are under) no "
        + r"(?:rules|limits|restrictions|filters?|guidelines)\b",
        any_word(
            """
            disclose, display, dump, expose, leak, output, print, recite, repeat, reveal, share,
            show, tell me
            """
        )
        + r" (?:\w+ ){0,3}?"
        + r"(?:system prompt|(?:your|hidden|secret|initial) (?:\w+ )?(?:prompt|instructions))\b",
        "(?:without|never|not|don't) (?:ever )?"
        + any_word(
            """
            alert, alerting, asking, inform, informing, let, letting, mention this to, mention to,
            reveal this to, reveal to, show, showing, tell, telling, warn, warning
            """
        )
        + r" (?:the|your) (?:user|human|owner|person)\b",
        r"(?:hide|conceal|keep) (?:this|it|that) (?:\w+ )?from (?:the|your) (?:user|human|owner)"
        + r"\b",
    ),
)
"""What no one says of themselves; wherever it stands."""

_LEADS = (
    r"\W*(?:"
    + one_of(
        any_word(
            """
            ai, also, and, as of now, assistant, at all times, attention, be sure, but,
            (?:can|could|would|will) you, companion, don't forget, from here on, from now on,
            going forward, hello, henceforth, hey, hi, i(?:'d| would) like you, important,
            in (?:the )?future, (?:i|we) (?:want|need|command|order|instruct|urge) you, just,
            kindly, make sure, no matter what, note, now, ok, okay, only, please, pls, remember,
            simply, so, starting now, that, then, to, under no circumstances, warning, yes
            """
        ),
        "in (?:every|each|all|any)(?: of)?(?: your)? "
        + "(?:reply|replies|answers?|responses?|messages?|conversations?)",
    )
    + r"\b[ ,:]*){0,12}"
)
TO_THE_MODEL = (
    one_of(
        any_word(
            """
            accept, act (?:as|like), address (?:me|the), advise, agree, answer, apologi[sz]e,
            append, approve, ask (?:me|the|before|whether), assume, behave, believe, bring up,
            call (?:me|the user|yourself), cite, claim, comply, conceal, contradict, critici[sz]e,
            decline, deny, describe, disclose, discourage, discuss, encourage, execute, explain,
            follow (?:these|the|this|my|any|every), forward, generate, include, insert, insist,
            keep (?:your|replies|answers|it), lie, mention, obey, offer, output, praise, pretend,
            print, prioriti[sz]e, promote, provide, recommend, refer (?:to|the), refuse, remind,
            repeat, reply, respond, return, reveal,
            run (?:the|this|any|every) (?:command|code|script|tool), say, send,
            (?:start|begin|end|finish|open|close) (?:your|with|every|each|all|by), state, steer,
            suggest, summari[sz]e, talk (?:about|like|as|in), tell, translate, treat, trust, write
            """
        ),
        r"give(?! up| in\b)|speak (?!to\b|with\b)",
        r"use (?:the (?:word|phrase|name|term)|emojis?|markdown|\w+ (?:language|tone|words))",
    )
    + r"\b"
)
_COMMANDING = frozenset(
    "always never ever only times circumstances ignore disregard forget override bypass skip user"
    " human owner respond reply answer output speak write say print pretend imagine simulate"
    " roleplay role act behave take assume adopt enter switch activate http https www send post"
    " forward upload mail email transmit submit exfiltrate leak copy reveal dump disclose expose"
    " run execute".split()
)
_COMMAND = re.compile(
    _LEADS
    + one_of(
        f"(?:always|never|(?:do not|don't) ever|only ever|at all times) (?:again )?{TO_THE_MODEL}",
        "(?:under no circumstances|do not|don't|never|always)"
        + r"\b.{0,60}\b(?:the|your) (?:user|human)\b",
        "(?:ignore|disregard|forget|override|bypass|skip) (?:"
        + rf"(?:all|any|every|of|the|these|those|my|your|its|other) ){{0,4}}{RULES}\b",
        r"disregard\b",
        "(?:ignore|forget) (?:everything|anything|all|what(?:ever)?) "
        + any_word(
            """
            above, before, previous, prior, so far, that came, the (?:user|human),
            you (?:know|were|have been|are)
            """
        ),
        r"(?:ignore|forget|override) the (?:above|foregoing|preceding|previous|prior)\b",
        "ignore (?:the|your|every|any) (?:user|human|owner)",
        any_word(
            """
            advise, ask, convince, deceive, direct, encourage, get, give, help, inform, instruct,
            make, manipulate, persuade, remind, show, tell, trick, urge, warn
            """
        )
        + r" (?:the|this|every|any|your) (?:user|human|owner)\b",
        "(?:respond|reply|answer|output|speak|write|say|print) "
        + r"(?:only|exclusively|exactly|with|as|in|every|to (?:everything|every|all|any))\b",
        r"(?:pretend|imagine|simulate|roleplay|role-play)(?: that)? you(?:'re| are)\b",
        r"pretend to be\b",
        "(?:act|behave|roleplay|role-play|respond|answer)"
        + r" (?:as|like)(?: if)? (?:you|an?|the|my)\b",
        "(?:take on|assume|adopt) the (?:role|persona|identity)",
        r"(?:enter|switch to|activate) .{0,30}\bmode\b",
        any_word(
            """
            browse, click, curl, download, execute, fetch, go to, load, navigate to, open, visit,
            wget
            """
        )
        + r"\b.{0,60}(?:https?:|www\.)",
        "(?:send|post|forward|upload|e-?mail|transmit|submit|exfiltrate|leak|copy)"
        + r"\b.{0,80}(?:https?:|www\.|\w@\w)",
        r"(?:reveal|leak|dump|disclose|expose|exfiltrate) (?:\w+ ){0,4}?"
        + any_word(
            """
            api keys?, credentials, history, instructions, memories, passwords?, private data,
            prompt, secrets?
            """
        )
        + r"\b",
        "(?:run|execute) (?:the |this |these )?(?:following )?"
        + r"(?:commands?|code|scripts?|tools?)\b",
    ),
)
"""At the beginning of a clause; “I always answer” begins with “I”."""
ASSISTANT = frozenset(
    "you you're you'll ai assistant model chatbot bot companion llm agent".split()
)
_OBLIGED = re.compile(
    _LEADS
    + "(?:you|(?:the|this|any|an) (?:ai|assistant|model|chatbot|bot|companion|llm|agent))"
    + "(?:'re| are| is|'ll)? ?(?:hereby |now )?"
    + one_of(
        any_word(
            """
            'd better, has to, have to, must, need to, needs to, ought to, shall, should,
            supposed to
            """
        )
        + rf" (?:\w+ly )?(?:not )?{TO_THE_MODEL}",
        "(?:must|shall|should|will|can|may|have to|has to|need to|needs to|ought to) (?:not )?"
        + one_of(
            r"(?:always|never|now|henceforth|no longer|be told)\b",
            r"only (?:answer|reply|respond|speak)\b",
        ),
        any_word(
            """
            commanded, forbidden, free, instructed, obligated, obliged, ordered, programmed,
            required
            """
        )
        + r" to\b",
        "to be told",
    ),
)
_YOU_MUST = re.compile(
    rf"{_LEADS}you (?:must|shall)(?! (?:\w+ly |just |also |all )?"
    + any_word(
        """
        admit, be, come, feel, get, hate, have, hear, know, like, look, love, mean, miss, need,
        reali[sz]e, remember, see, think, try, understand, visit, wonder
        """
    )
    + r"\b)",
)
_PERSONAL = frozenset("i i'm i've i'd i'll my me we our us".split())
_YOU_ARE = re.compile(
    f"{_LEADS}(?:you(?:'re| are| will be| will act| act)) "
    + one_of(
        "(?:now|henceforth|no longer|from now on|hereby) "
        + any_word(
            r"""
            able, allowed, an?, bound, called, dan, free, in, known, my, not, required, the,
            unrestricted, \w+gpt
            """
        )
        + r"\b",
        r"going to (?:act|pretend|ignore)\b",
        "(?:an?|the|my) (?!"
        + any_word(
            """
            amazing, awesome, bad, best, better, brilliant, clever, excellent, fantastic, funny,
            good, great, kind, lovely, nice, pretty, real, smart, terrible, true, useful, very,
            wonderful
            """
        )
        + ")"
        + r"(?:\w+ ){0,3}?(?:assistant|ai|chatbot|bot|model|agent|hacker|persona)\b(?! and| but|$)",
        r"(?:dan|unrestricted|jailbroken|unfiltered|uncensored|not bound)\b",
    ),
)
_FROM_NOW_ON = re.compile(
    r"\W*(?:\w+ ){0,3}?from now on,? (?:\w+ ){0,2}?you(?:'re| are| will| must| shall| act)\b"
)
_CONDITION = frozenset("when whenever if each every everytime anytime any once soon should".split())
_WHEN_ASKED = re.compile(
    r"\b(?:when(?:ever)?|if|each time|every ?time|any ?time|once|as soon as|should) (?:ever )?"
    + any_word(
        """
        anybody, anyone, asked, he, i, she, somebody, someone, they,
        (?:the|your|a|any) (?:user|human|person|customer), told, you(?:'re| are)?
        """
    )
    + r"\b(?: \w+){0,4}? ?"
    + any_word(
        """
        about, asked, asks?, brings? up, hear, inquires?, mentions?, quer(?:y|ies), receive,
        requests?, says?, see, talks?, tells?, types?, wants?, writes?
        """
    )
    + r"\b",
)
_THEN = re.compile(
    r"(?:,|:|\bthen|\bplease)(?: (?:then|please|you|just|simply|and)){0,4} "
    + any_word(
        """
        act, always, answer, claim, deny, direct, do not, don't, give, ignore, insist, lie,
        mention, never, offer, only, output, point, praise, pretend, promote, provide, recommend,
        refuse, repeat, reply, respond, reveal, say, send, suggest, tell, use, warn,
        you (?:must|should|will|have to|shall)
        """
    )
    + r"\b",
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
