"""What the person asks of the memory itself: to keep, to forget, to correct, to take back.

Only what is said to the memory counts: “I remember that day” and “don't forget to eat” ask nothing
of it, and neither does a text that is only passed on. English; pure, and in time that grows with
the length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.memory.quoted import quoted_spans


@dataclass(frozen=True, slots=True)
class Ask:
    """Characters `start` to `end` of the message: the sentence that asks."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remember(Ask):
    """What is to be remembered; it may stand in the sentence before (“Remember that, please.”)."""

    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True)
class Forget(Ask):
    """Forget what is known of `about`, in the person's words; None: what was said last."""

    about: str | None


@dataclass(frozen=True, slots=True)
class Correct(Ask):
    """Something that was said is wrong.

    From `right_start` to `right_end` stands what takes the place of `wrong`: a value (“Ana” in “her
    name is Ana, not Anna”, and in “it's Ana”), or else the whole clause that is right.
    """

    wrong: str | None
    right_start: int
    right_end: int


@dataclass(frozen=True, slots=True)
class OffTheRecord(Ask):
    """Nothing of this conversation is to be remembered."""


@dataclass(frozen=True, slots=True)
class TakenBack(Ask):
    """What was said just before was a joke, or made up."""


_LONGEST = 400
"""Characters; who asks something of the memory is brief."""
_BORDER = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”')\]]))\s+|\n\s*")
_ABBREVIATED = re.compile(r"\b(?:dr|mr|mrs|ms|st|prof|jr|sr|vs|e\.g|i\.e)\.$", re.IGNORECASE)
_WORD = re.compile(r"[\w/]+")

_LEAD = (
    r"\W*(?:(?:and|but|so|also|then|oh|ok|okay|well|hey|hi|hello|please|pls|plz|now|just|yes|yeah"
    r"|no|nah|actually|btw|by the way|one more thing|one thing|sorry|haha+|lol|ah|wait|hm+|right"
    r"|companion|honestly|um|uh)\b[\s,:.!—–-]*){0,6}(?:(?:can|could|would|will) (?:you"
    r"|we) (?:please |just |maybe )?|i(?:'d| would) (?:like|prefer) you to |i (?:want|need) you to "
    r"|you (?:can|may|should|must|need to|have to) (?:now |please |just )?|feel free to "
    r"|make sure (?:you |to )|be sure to |try to |let's |do )?(?:please |just )?"
)
_ASKS_YOU = re.compile(r"\b(?:can|could|would|will) (?:you|we)\b", re.IGNORECASE)
_OVER = r"(?:\W*$|\W*[,;:—–-] ?.*$)"

# --- Remember ---------------------------------------------------------------------------------

_KEEPING = frozenset("remember forget note mind record memory notes down book save store".split())
_A_TIME = (
    r"(?:one )?(?:time|day|night|evening|morning|afternoon|summer|winter|trip|one|guy|girl|man"
    r"|woman|song|film|movie|book|place|thing|story|restaurant|party|holiday|year|week|weekend)\b"
)
_TO_KEEP = (
    r"(?:always remember|remember|never forget|don'?t (?:you )?(?:ever )?forget"
    r"|do not (?:ever )?forget|keep in mind|bear in mind|note|take note|make a note)"
)
_REMEMBER = re.compile(
    rf"{_LEAD}(?:{_TO_KEEP}(?: for (?:later|next time|the future|me))?(?: this"
    rf"| the following)?(?:,? that\b(?! {_A_TIME}| down\b)|\s?[:,—–-])"
    r"|(?:write|jot|note)(?: this| it| that)? down(?: that\b|\s?[:,—–-])|(?:save|store|memori[sz]e"
    r"|write down|jot down)(?: this| the following)?(?: that\b(?= (?:i|my|we|our|he|she|they|his"
    r"|her|their|the)\b)|\s?:)|(?:add|put)(?: this| that| it)? (?:to|in|into|on) (?:your |the "
    r"|my )?(?:memory|memories|notes?|records?|book)(?: that\b|\s?[:,—–-])"
    r"|for the record\s?[:,—–-])\s*(?P<text>\w.*)"
    rf"|{_LEAD}{_TO_KEEP} (?!(?:i|we|you|he|she|they)(?:'d| had)? (?:said|told|mentioned|asked|was"
    rf"|were|had|went|used|did|talked)\b)(?P<clause>(?:(?:i|we|he|she|they|it's|there's"
    rf"|there are)\b|i'|we'|he'|she'|they'|(?:my|our|his|her|their"
    rf"|the (?!{_A_TIME}))[^?]*?(?:\b(?:is|are|was|were|has|have|isn't|aren't|hates?|loves?|likes?"
    rf"|lives?|works?|goes|comes|needs?|can't|doesn't|don't|will|must)\b|\w's \w)).*)",
    re.IGNORECASE | re.DOTALL,
)
_THAT_TO_REMEMBER = (
    r"(?:(?:always )?remember (?:that|this|it)|don'?t (?:you )?(?:ever )?forget(?: (?:that|this"
    r"|it))?|keep (?:that|this|it) in mind|note (?:that|this|it)(?: down)?|write (?:that|this"
    r"|it) down|make a note of (?:that|this|it)|(?:save|store) (?:that|this|it)|add (?:that|this"
    r"|it) to your (?:memory|notes))(?: for (?:later|next time|me|the future)| in your memory"
    r"| please|,? ok(?:ay)?|,? will you|,? would you)*"
)
_REMEMBER_BEFORE = re.compile(
    rf"\W*(?P<text>\w.*?)\s?[,;—–-]+\s*(?:(?:and|so|but|please"
    rf"|pls)\s){{0,2}}(?:{_THAT_TO_REMEMBER}|for the record)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_REMEMBER_IT = re.compile(rf"{_LEAD}{_THAT_TO_REMEMBER}\W*$", re.IGNORECASE)
_REMEMBER_NEXT = re.compile(
    rf"{_LEAD}(?:{_TO_KEEP}|for the record|write down)(?: this| that| the following)?\s?:\W*$",
    re.IGNORECASE,
)

# --- Forget -----------------------------------------------------------------------------------

_FORGETTING = frozenset(
    "forget unremember take ignore disregard delete erase remove scratch strike scrap wipe mind"
    " nevermind remember remembering save saving store storing keep keeping record note memorise"
    " memorize write log hold remembered kept saved stored recorded there".split()
)
_SAID = (
    r"(?: (?:that |which )?(?:i|i've|i'd|we|we've|you|you've|there is)(?: have| had| just| ever"
    r"| already| once)*(?: (?:said|told|mentioned|wrote|written|shared|talked|say|know|have"
    r"|remember|store|stored|saved|kept|noted|learned)\b)?(?: (?:to |with )?you\b| down\b"
    r"| earlier\b| before\b| yesterday\b| today\b| tonight\b| just now\b| (?:last|this|on) \w+"
    r"| \w+day\b)*)"
)
_OF = r" (?:about|of|on|regarding|concerning) (?P<about>(?!(?:that|it|this)\b)[^,;—–]+?)"
_FORGET_SAID = re.compile(
    rf"{_LEAD}(?:forget|unremember|ignore|disregard|delete|erase|remove|scratch|strike|wipe"
    rf"|take back|never ?mind) (?:about )?(?:all of (?:it|that|this)|(?P<what>what(?:ever)?"
    rf"|everything|all|anything|the (?:thing|bit|part|stuff|story|comment)s?|(?:any|every|the|that"
    rf"|those|your|all|my)(?: of)?(?: your| the)? (?:notes?|memor(?:y|ies)|facts?|details?"
    rf"|records?)))(?P<said>{_SAID})?(?:{_OF})?(?: from (?:your|the) (?:memory|memories|notes"
    rf"|records))?(?: please)?{_OVER}",
    re.IGNORECASE | re.DOTALL,
)
_FORGET_I_SAID = re.compile(
    r"(?:that |about the fact that )?(?:i|we) (?:ever |just |even |once )*(?:said|mentioned"
    r"|told you|brought up|wrote|asked)(?: (?:that|it|this|anything|so|any of (?:that|this"
    r"|it)))?(?: (?:about )?(?P<about>(?!please\b)[^,;—–]+?))?(?:,? please)?" + _OVER,
    re.IGNORECASE | re.DOTALL,
)
_FORGET_FACT = re.compile(
    r"that (?P<about>(?:i|i'm|i've|my|we|our|he|she|they|his|her|their"
    r"|[\w-]+'s)\b[^,;—–]+)(?!.*\b(?:let's|shall we)\b)" + _OVER,
    re.IGNORECASE | re.DOTALL,
)
_FORGET_VERB = re.compile(
    rf"{_LEAD}(?P<verb>forget|ignore|disregard|delete|erase|remove|scratch|strike"
    rf"|scrap) (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ALL = re.compile(r"(?:everything|all)$|.*(?:note|memor|fact|detail|record)", re.IGNORECASE)
_PLEASE = re.compile(r"\b(?:please|pls)\b", re.IGNORECASE)
_IT = re.compile(
    r"(?:about )?(?:(?:all|any) of )?(?P<it>that(?: last)? (?:one|bit|part|note|memory|message)"
    r"|(?:the|my) last (?:one|bit|part|thing|message|sentence|note)|that|this|it)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NO_MORE = re.compile(
    r"(?: (?:please|pls|again|now|right away|completely|entirely|altogether|for good|from (?:your"
    r"|the) (?:memory|memories|notes|records)))+\W*(?:$|[,;—–-])",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\s?[,;:—–-]+\s*(?:because |since |please[,:]? )?(?:(?:it|that|this)(?:'s| is| was| wasn't"
    r"| isn't)(?: all| just| only| not)*(?: an?)? ?(?:joke|lie|prank|test|true|untrue|wrong"
    r"|private|secret|mistake|nonsense|rubbish|silly|stupid|irrelevant|important|made up"
    r"|nothing)\b|i(?:'m| am| was)(?: just| only| not| being)* (?:joking|kidding|wrong|mistaken"
    r"|lying|drunk|messing|confused|angry|upset|exaggerating|serious|teasing|silly)\b"
    r"|i (?:didn't mean|made|lied|misspoke|never|shouldn't|take)\b|(?:just |only )?(?:kidding"
    r"|joking)\b|jk\b|not true\b|please\W*$)",
    re.IGNORECASE,
)
_FORGET_PLEASE = re.compile(
    r"(?:about )?(?P<about>(?:the|my|our|his|her|their) [\w'-]+(?: (?!please\b"
    r"|from\b)[\w'-]+){0,4}|(?-i:[A-ZÀ-Þ])[\w'-]+(?: (?-i:[A-ZÀ-Þ])[\w'-]+)?)(?:,? please|,? pls"
    r"| from (?:your|the) (?:memory|memories|notes|records))\W*$",
    re.IGNORECASE,
)
_NOT_TO_KEEP = (
    r"(?:remember|save|store|keep|record|note(?: down)?|memori[sz]e|write down|log|hold on to)"
)
_KEEP_NOT = re.compile(
    rf"{_LEAD}(?:don'?t|do not|never|no need to|you (?:don't (?:have|need) to|needn't|shouldn't"
    rf"|should not|mustn't)|i don't want you to|i'd (?:rather|prefer)(?: that)? you didn't"
    rf"|stop) (?:ever )?(?:{_NOT_TO_KEEP}|remembering|saving|storing|keeping"
    rf"|recording)(?: (?:any(?:thing)? of )?(?:that|this|it)\b(?! (?:\w+ ){{0,2}}(?:time|day|one"
    rf"|way)\b)|(?: anything| what| everything| things?| stuff)?(?: i(?:'ve"
    rf"| have)?(?: just)? (?:say|said|tell you"
    rf"|told you))?(?: about (?P<about>[^,;—–]+?))?)(?: down| please| in mind| in your memory"
    rf"| anywhere| for later)*(?:\W*$|\W*[,;—–-] ?(?!sorry|but|when|honestly).*$)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_FOR_YOU = re.compile(
    r"\W*(?:\w+[,.!] )?(?:that|this|it)(?:(?:'s| is)(?: really)? not (?:something|anything"
    r"|a thing) (?:you should|for you to|to) (?:ever )?(?:keep|remember|save|store|record|note)"
    r"| (?:shouldn't|should not|doesn't need to|needn't|must not|mustn't) be (?:remembered|kept"
    r"|saved|stored|recorded|noted))",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(
    r"\W*(?:(?:haha+|lol|relax|kidding)\b[\s,.!]*)+there(?:'s| is| was)(?: actually"
    r"| really)? no (?P<about>[\w'-]+(?: [\w'-]+)?)\W*$",
    re.IGNORECASE,
)
_IN_A_TEXT = re.compile(
    r"\b(?:from|in) (?:the|this|that|my|your) (?:\w+ )?(?:text|essay|e-?mail|letter|file|code"
    r"|document|list|poem|story|draft|page|paragraph|article|answer|reply|sentence|table|plan"
    r"|chapter|speech|cv)\b|\b(?:instructions?|rules?|prompts?)\b",
    re.IGNORECASE,
)

# --- Off the record ---------------------------------------------------------------------------

_RECORDING = frozenset(
    "record between conversation chat talk talked spoke session discussion exchange notes any"
    " anything what whatever nothing none".split()
)
_TALK = r"(?:conversation|chat|talk|session|discussion|exchange)"
_OFF_THE_RECORD = re.compile(
    rf"{_LEAD}(?:(?:(?:keep|take|make|put|go|going)\b.{{0,40}}? |(?:this|that|it|all of this"
    rf"|everything|what i)\b.{{0,40}}? )?(?:strictly |completely |totally )?off the record\b"
    r"|(?:this|that|it|what i\b.{0,40}?|all (?:of )?this|everything\b.{0,30}?)(?: stays| is staying"
    r"| remains| should stay| must stay| has to stay| is|'s)(?: strictly| just"
    r"| only)? between (?:us|you and me|the two of us)\b|keep (?:this|that|it"
    r"|all of this) (?:strictly |just )?between (?:us|you and me)\b"
    rf"|(?:don'?t|do not|never|stop|you (?:shouldn't|needn't)) (?:{_NOT_TO_KEEP}|remembering"
    rf"|saving|storing|keeping|recording)(?: any(?:thing)?(?: of| from| in| about)?"
    rf"| a record of)? (?:(?:this|our|the) (?:whole |entire )?{_TALK}\b|any of this\b"
    rf"|any of what\b|what(?:ever)? (?:i|we) (?:say|talk|tell)\b|anything (?:i|we) (?:say|talk"
    rf"|tell)\b(?!.* about ))|(?:forget|delete|erase|wipe) (?:about )?(?:this|our|the"
    rf"|that) (?:whole |entire |last )?{_TALK}\b(?! with| between| i had)"
    rf"|forget (?:that )?we (?:ever )?(?:had this|talked|spoke)\b|(?:nothing|none) (?:of this"
    rf"|i say|we say|i said|of what)\b.{{0,40}}\b(?:remembered|saved|stored|recorded|kept)\b"
    rf"|(?:this|our) {_TALK} (?:should|must|shall|is) not(?: to)? be (?:remembered|saved|stored"
    rf"|recorded|kept)\b|(?:don'?t|do not|stop) tak(?:e|ing) notes\b)",
    re.IGNORECASE | re.DOTALL,
)

# --- Taken back -------------------------------------------------------------------------------

_JOKING = frozenset(
    "kidding joking teasing messing joke prank lie fib up lied lying jk j/k /s true serious april"
    " back mean leg playing fooling".split()
)
_AFTERWARDS = (
    r"(?:\W+(?:of course|obviously|haha+|lol|relax|though|there|about (?:that|it|all that"
    r"|all of it)|earlier|before|again|sorry|really|all|i promise))*"
)
_TAKEN_BACK = re.compile(
    r"\W*(?:(?:haha+|lol|hehe|ok|okay|no|nah|nope|well|and|but|sorry|oh|actually|relax|yeah"
    r"|honestly|alright|fine)\b[\s,.!—–-]*){0,5}(?:(?:i(?:'m| am| was) )?(?:just|only|totally"
    r"|obviously) (?:kidding|joking|teasing(?: you)?|messing(?: with you| around)?"
    r"|fooling(?: around)?|pulling your leg|playing)|i(?:'m| am| was) (?:kidding|joking|teasing you"
    r"|messing with you|pulling your leg|lying|not serious|being sarcastic)|kidding|jk|j/k"
    r"|(?:(?:that|it|this|all of (?:that|it|this))(?: was|'s just|'s only|'s all| is just| is only"
    r"| is all)(?: just| only| all)? )?(?:just )?a (?:bad |silly |stupid |little )?(?:joke|prank"
    r"|lie|fib)|i made (?:that|it|this|all (?:of )?(?:that|it)|him|her|them|the whole thing)(?: all"
    r"| one| bit| part)? up|i lied|(?:(?:that|it|this|none of (?:that|it|this)) )(?:was|is|wasn't"
    r"|was not) (?:true|serious|real)|april fools?(?: day)?|i (?:take|took) (?:that|it|all of that"
    r"|it all) back|i didn't (?:really )?mean (?:it|that)|not true(?=\W+i (?:was|am|made|lied)"
    r"|\W+i'm))" + _AFTERWARDS + _OVER,
    re.IGNORECASE | re.DOTALL,
)
_WAS_TRUE = re.compile(r"\b(?:that|it|this) (?:was|is) (?:true|serious|real)\b", re.IGNORECASE)
_JOKE_AT_ONCE = re.compile(
    r"\W*(?:haha+,? |lol,? )?it(?:'s| is) a joke\W*(?:$|[,;—–-])", re.IGNORECASE
)
_KIDDING_LAST = re.compile(
    r"(?:[,;—–(-]\s*|(?P<word>[\w':]+)\s)(?:(?:i'm |i was )?(?:just|only) (?:kidding|joking)"
    r"|i'm (?:kidding|joking)|jk|j/k|/s)\W*(?:lol|haha+)?\W*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"(?:was|were|is|be|are|am|been|not|said|they|he|she|.*'s|.*'re|.*'m|.*:)$", re.IGNORECASE
)
"""Before “just kidding”, it is told of somebody."""

# --- Correct ----------------------------------------------------------------------------------

_WRONG_WORDS = frozenset(
    "no nope not wrong incorrect mistake mistaken meant misspoke mistyped misread misremembered"
    " correction correct typo actually sorry wait oops bad false backwards up idea right true error"
    " scratch strike isn wasn aren".split()
)
_SCRATCHED = re.compile(r"\W*(?:scratch|strike) that\b", re.IGNORECASE)
_SEPARATOR = r"[\s,.:;!—–-]+"
_SAYS_WRONG = (
    r"(?:(?:that|this|it)(?:'?s| is| was) (?:all |just )?(?:wrong|not (?:right|true|correct"
    r"|quite right)|incorrect|a mistake|false|backwards)|that isn't (?:right|true|correct)"
    r"|you(?:'ve| have)? (?:got|had|have|mixed|remember(?:ed)?) (?:[\w']+ ){1,5}(?:wrong|up"
    r"|backwards)|you(?:'re| are) (?:wrong|mistaken)|wrong|i (?:misspoke|mistyped|misremembered"
    r"|misread(?: [\w']+){0,3}|was (?:wrong|mistaken)|(?:got|had|said|wrote"
    r"|told you) (?:[\w']+ ){1,4}wrong|mixed (?:[\w']+ ){0,4}up|made a mistake"
    r"|have to correct (?:myself|that)(?: \w+)?)|(?:a |small |quick |one "
    r"|another )*correction(?: from [\w' ]{1,30})?|typo|let me correct (?:that|myself|it)"
    r"|to correct myself)"
)
_DOUBT = (
    r"(?:no|nope|nah|sorry|actually|wait|oh|oops|ah|hm+|hang on|hold on|well|and|but|so"
    r"|my (?:mistake|bad|error)|not quite|scratch that|strike that)"
)
_SURE_LEAD = re.compile(
    rf"\W*(?:{_DOUBT}{_SEPARATOR}){{0,4}}(?:{_SAYS_WRONG}"
    rf"|(?P<wrong>(?-i:[A-ZÀ-Þ])[\w'-]+(?: (?-i:[A-ZÀ-Þ])[\w'-]+)?) (?:is|was) wrong"
    rf"|[\w' -]{{3,60}} (?:is|was) (?:wrong|incorrect))(?:,? sorry|,? actually"
    rf"|,? again)?(?P<rest>(?:{_SEPARATOR}.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_DOUBTFUL_LEAD = re.compile(
    rf"\W*(?:{_DOUBT}{_SEPARATOR}){{0,3}}(?:no|nope|nah|sorry|actually|oops|my (?:mistake|bad"
    rf"|error)|not quite|scratch that"
    rf"|strike that){_SEPARATOR}(?:{_DOUBT}{_SEPARATOR}){{0,3}}(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = r"[^,;.!?—–()]{1,60}?"
_ENDS = r"(?=\s*(?:[,;!?—–()]|\.(?:\s|$)|$| not | i mean\b| actually\b| by the way\b| btw\b))"
_NOT = rf"(?:,? (?:and )?not (?P<wrong>{_VALUE}){_ENDS})"
_IT_IS = re.compile(
    rf"\W*(?:and |but )?(?:it|that|this|he|she|they)(?:'s| is| was|'re| are| were)(?: actually"
    rf"| really| in fact| called| named)? (?!not\b)(?P<right>{_VALUE}){_ENDS}{_NOT}?",
    re.IGNORECASE,
)
_THING_IS = re.compile(
    rf"\W*(?:his|her|my|their|its|our|the|[\w-]+'s) (?:[\w'-]+ ){{1,4}}?(?:is|was|are"
    rf"|were)(?: actually| really| called| on| in| at)? (?!not\b)(?P<right>{_VALUE}){_ENDS}",
    re.IGNORECASE,
)
_MEANT = re.compile(
    rf"(?:^\W*|[,;:.!—–-]\s*)(?:(?:{_DOUBT}){_SEPARATOR})*(?:and )?i meant(?: to (?:say|write"
    rf"|type))?:? (?!(?:it|that|this|well|to|every|everything|what|no|as|for|you|business|by|harm"
    rf"|nothing|when|how)\b)(?P<right>{_VALUE}){_ENDS}{_NOT}?",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    rf"\W*(?:it(?:'s| is| was) )?not (?P<wrong>{_VALUE})\s?(?:[,;—–-]+ ?(?:but |it's |it is "
    rf"|it was )?|\. it's | but )(?P<right>{_VALUE}){_ENDS}",
    re.IGNORECASE,
)
_IS_NOT_BUT = re.compile(
    rf"\W*(?:and |but )?[\w'-]+(?: [\w'-]+){{0,4}}? ?(?:isn't|is not|'s not|wasn't|was not|aren't"
    rf"|are not)(?: called| named)? (?P<wrong>(?:an?|the|in|on|from|at|called"
    rf"|(?-i:[A-ZÀ-Þ0-9]))[^,;.!?—–()]{{0,40}}?)\s?[,;—–-] ?(?:but )?(?:he|she|it|they)(?:'s| is"
    rf"| was|'re| are)(?: called| named)? (?P<right>{_VALUE}){_ENDS}",
    re.IGNORECASE,
)
_RATHER = re.compile(
    rf"(?P<clause>\W*(?:[^,;.!?—–()]+?)),? (?:and )?not (?P<wrong>{_VALUE}){_ENDS}", re.IGNORECASE
)
_NO_IDEA = re.compile(
    r"\W*(?P<right>\w.*?)[,;.—–-]+ ?(?:i have |i've )?(?:no idea|not sure|don't know"
    r"|i don't know) where you got (?:that|it|this)\b",
    re.IGNORECASE | re.DOTALL,
)
_OWN_CLAUSE = re.compile(
    r"(?:i|i'\w+|my|we|we'\w+|our|he|he's|she|she's|they|they're|his|her|their|there|the|[\w-]+'s"
    r"|(?-i:[A-ZÀ-Þ0-9])[\w'-]*)\b(?= )",
    re.IGNORECASE,
)
_BLAMES = re.compile(
    r"i (?:misread|misheard|mixed|misspoke|got|was|meant|forgot|thought|should)\b", re.IGNORECASE
)
"""Why it was wrong, and not what is right."""
_NAMED = re.compile(
    r"(?:(?:on|in|at|the|to|from|called|with) )*(?:(?!I\b)[A-ZÀ-Þ0-9]|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)days?\b|(?:january|february|march|april|june|july|august|september|october"
    r"|november|december|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|half|noon|midnight)\b)"
)
"""What a name, a day or a number begins with: a value, and no “fine” or “raining”."""
_INK = re.compile(r"\S+")
_LINKING = re.compile(r"\b(?:is|are|was|were|am|called|named)\b|'s\b|'m\b|'re\b", re.IGNORECASE)
_SMALL = re.compile(r"(?:(?:on|in|at|to|from|with|for|an?|the)\s)+", re.IGNORECASE)


def asks_in(message: str) -> list[Ask]:
    """What the message asks of the memory, in order: one ask for a sentence at most."""
    found = list(_asks(message.replace("’", "'")))
    if not found:
        return []
    quoted = quoted_spans(message)
    return [ask for ask in found if not any(start <= ask.start < end for start, end in quoted)]


def _asks(message: str) -> Iterator[Ask]:
    before: tuple[int, int] | None = None
    """The sentence before, if it asks nothing."""
    announced: int | None = None
    """Where a sentence begins that said: remember the following."""
    mistaken: tuple[int, str | None] | None = None
    """Where a sentence begins that said only that something is wrong, and what."""
    for start, end in _sentences(message):
        sentence = message[start:end]
        ask: Ask | None = None
        said_wrong: tuple[int, str | None] | None = None
        announces = False
        words = set(_WORD.findall(sentence.lower())) if end - start <= _LONGEST else set()
        if announced is not None:
            ask = Remember(announced, end, start, end)
        elif sentence[-1] != "?" or _ASKS_YOU.search(sentence):
            keeps = not _KEEPING.isdisjoint(words)
            announces = keeps and bool(_REMEMBER_NEXT.match(sentence))
            if not _RECORDING.isdisjoint(words) and _OFF_THE_RECORD.match(sentence):
                ask = OffTheRecord(start, end)
            if ask is None and keeps:
                ask = _remember(sentence, start, end, before)
            if ask is None and not _WRONG_WORDS.isdisjoint(words) and _is_scratched(sentence):
                ask = _correct(sentence, start, end)
            if ask is None and not _FORGETTING.isdisjoint(words):
                ask = _forget(sentence, start, end)
            if ask is None and not _JOKING.isdisjoint(words) and _takes_back(sentence, before):
                ask = TakenBack(start, end)
            if ask is None and mistaken:
                ask = _corrected_after(sentence, start, end, mistaken)
            if ask is None and not _WRONG_WORDS.isdisjoint(words):
                ask = _correct(sentence, start, end)
                if ask is None and (lead := _SURE_LEAD.match(sentence)):
                    said_wrong = (start, lead["wrong"])
        if ask is not None:
            yield ask
        before = (start, end) if ask is None and sentence[-1] != "?" else None
        announced = start if announces and ask is None else None
        mistaken = said_wrong


def _sentences(message: str) -> Iterator[tuple[int, int]]:
    """The sentences, without the blanks around them."""
    start = 0
    borders = [found.span() for found in _BORDER.finditer(message)]
    for end, after in [*borders, (len(message), len(message))]:
        if end < len(message) and _ABBREVIATED.search(message, max(start, end - 6), end):
            continue
        text = message[start:end]
        if stripped := text.strip():
            begin = start + text.index(stripped[0])
            yield begin, begin + len(stripped)
        start = after


def _remember(
    sentence: str, start: int, end: int, before: tuple[int, int] | None
) -> Remember | None:
    if _REMEMBER_IT.match(sentence):
        return Remember(start, end, *before) if before else None
    if (found := _REMEMBER_BEFORE.match(sentence)) and not _REMEMBER.match(sentence):
        return Remember(start, end, start + found.start("text"), start + found.end("text"))
    if found := _REMEMBER.match(sentence):
        begin = start + found.start("text" if found["text"] else "clause")
        return Remember(start, end, begin, end)
    return None


def _forget(sentence: str, start: int, end: int) -> Forget | None:
    if _IN_A_TEXT.search(sentence):
        return None
    found = (
        _FORGET_SAID.match(sentence)
        or _KEEP_NOT.match(sentence)
        or _NO_SUCH.match(sentence)
        or _NOT_FOR_YOU.match(sentence)
    )
    if not found:
        verb = _FORGET_VERB.match(sentence)
        if not verb:
            return None
        found = _forgotten(verb["verb"].lower(), verb["rest"])
        if not found and not _means_the_last(verb["verb"].lower(), sentence, verb["rest"]):
            return None
    groups = found.groupdict() if found else {}
    about: str | None = groups.get("about")
    what: str = groups.get("what") or ""
    if what and not about and not groups["said"]:
        if not _ALL.match(what):
            return None
        about = what
    return Forget(start, end, _tidy(about))


def _forgotten(verb: str, rest: str) -> re.Match[str] | None:
    found = _FORGET_I_SAID.match(rest) or _FORGET_FACT.match(rest) if verb == "forget" else None
    return found or _FORGET_PLEASE.match(rest)


def _means_the_last(verb: str, sentence: str, rest: str) -> bool:
    """Whether “forget that” is meant; “forget it, let's eat” is not."""
    found = _IT.match(rest)
    if not found:
        return False
    it, after = found["it"].lower(), found["rest"]
    if _NO_MORE.match(after) or _BECAUSE.match(after):
        return True
    if verb in ("scratch", "strike", "scrap"):
        return it != "it" and not after[:1].isalnum() and not after.lstrip()[:1].isalnum()
    if after.strip(" .!") or verb in ("delete", "erase", "remove"):
        return False
    return it not in ("it", "this") or bool(_PLEASE.search(sentence[: -len(rest)]))


def _takes_back(sentence: str, before: tuple[int, int] | None) -> bool:
    if _TAKEN_BACK.match(sentence):
        return not _WAS_TRUE.search(sentence) or "none of" in sentence.lower()
    if before is None and _JOKE_AT_ONCE.match(sentence):
        return True
    last = _KIDDING_LAST.search(sentence)
    return last is not None and not (last["word"] and _OF_OTHERS.match(last["word"]))


def _is_scratched(sentence: str) -> bool:
    """“Scratch that, it's Thursday” corrects; “scratch that” alone forgets."""
    return bool(_SCRATCHED.match(sentence))


def _correct(sentence: str, start: int, end: int) -> Correct | None:
    if found := _MEANT.search(sentence):
        return _made_right(found, start, end)
    if lead := _SURE_LEAD.match(sentence):
        return _surely_corrected(lead, start, end)
    corrected: Correct | None = None
    if lead := _DOUBTFUL_LEAD.match(sentence):
        corrected = _doubtfully_corrected(lead, start, end)
    return corrected or _contrasted(sentence, start, end)


def _surely_corrected(lead: re.Match[str], start: int, end: int) -> Correct | None:
    """“That's wrong, …”: whatever is told then is right."""
    rest, begin = lead["rest"], start + lead.start("rest")
    if found := _IT_IS.match(rest) or _NOT_BUT.match(rest):
        return _made_right(found, start, end, begin, lead["wrong"])
    if found := _RATHER.match(rest):
        return _rather(found, start, end, begin)
    clause = rest.lstrip(" ,.:;!—–-\n")
    if _BLAMES.match(clause) or not _OWN_CLAUSE.match(clause):
        return None
    right = _trimmed(clause, begin + len(rest) - len(clause))
    return _correction(start, end, lead["wrong"], right)


def _doubtfully_corrected(lead: re.Match[str], start: int, end: int) -> Correct | None:
    """“No, …”: only a value, or what stands against another, is right."""
    rest, begin = lead["rest"], start + lead.start("rest")
    not_but = _NOT_BUT.match(rest)
    rather = None if not_but else _RATHER.match(rest)
    if rather and (_LINKING.search(rest) or _is_named(rather["wrong"])):
        return _rather(rather, start, end, begin)
    found = not_but or _IT_IS.match(rest) or _THING_IS.match(rest)
    return _made_right(found, start, end, begin) if found and _is_named(found["right"]) else None


def _contrasted(sentence: str, start: int, end: int) -> Correct | None:
    """“Her name is Ana, not Anna” says by itself that it corrects."""
    found = _IS_NOT_BUT.match(sentence)
    if found and (_is_named(found["right"]) or _SMALL.match(found["right"])):
        return _made_right(found, start, end)
    found = _NOT_BUT.match(sentence)
    if found and _is_named(found["wrong"]) and _is_named(found["right"]):
        return _made_right(found, start, end)
    found = _RATHER.match(sentence)
    if found and _is_named(found["wrong"]) and _LINKING.search(found["clause"]):
        corrected = _rather(found, start, end, start)
        if corrected and _is_named(sentence[corrected.right_start - start :]):
            return corrected
    if found := _NO_IDEA.match(sentence):
        return Correct(start, end, None, start + found.start("right"), start + found.end("right"))
    return None


def _corrected_after(
    sentence: str, start: int, end: int, mistaken: tuple[int, str | None]
) -> Correct | None:
    """“That's wrong.” stands before; this may be what is right."""
    began, wrong = mistaken
    found = (
        _NOT_BUT.match(sentence)
        or _MEANT.search(sentence)
        or _IT_IS.match(sentence)
        or _THING_IS.match(sentence)
    )
    return _made_right(found, began, end, start, wrong) if found else None


def _is_named(text: str) -> bool:
    return bool(_NAMED.match(text))


def _made_right(
    found: re.Match[str], start: int, end: int, begin: int | None = None, wrong: str | None = None
) -> Correct | None:
    begin = start if begin is None else begin
    said = found.groupdict().get("wrong")
    right = _parallel(found["right"], begin + found.start("right"), said)
    return _correction(start, end, _tidy(said, small=True) or wrong, right)


def _rather(found: re.Match[str], start: int, end: int, begin: int) -> Correct | None:
    """“We leave on Thursday, not Tuesday”: as many words are right as are wrong."""
    clause, wrong = found["clause"], found["wrong"].strip()
    words = [word.start() for word in _INK.finditer(clause)]
    if linked := list(_LINKING.finditer(clause)):
        words = [at for at in words if at >= linked[-1].end()]
    else:
        words = words[-len(wrong.split()) :]
    if not words:
        return None
    right = _parallel(clause[words[0] :], begin + words[0], wrong)
    return _correction(start, end, _tidy(wrong, small=True), right)


def _correction(start: int, end: int, wrong: str | None, right: tuple[int, int]) -> Correct | None:
    return Correct(start, end, wrong, *right) if right[0] < right[1] else None


def _parallel(right: str, at: int, wrong: str | None) -> tuple[int, int]:
    """Where `right` stands; without the small words before it, if `wrong` has none."""
    small = _SMALL.match(right)
    cut = small.end() if small and wrong and not _SMALL.match(wrong.strip()) else 0
    return _trimmed(right[cut:], at + cut)


def _trimmed(text: str, at: int) -> tuple[int, int]:
    begin = at + len(text) - len(text.lstrip(" \"'“"))
    return begin, max(begin, at + len(text.rstrip(" .!\"'”")))


def _tidy(text: str | None, small: bool = False) -> str | None:
    """`text` without what does not belong to a name; without small words before it, too."""
    if text is None:
        return None
    text = re.sub(
        r"[,\s]+(?:please|pls|ok|okay|thanks|thank you)\W*$", "", text, flags=re.IGNORECASE
    )
    text = text.strip(" \n\t.,!?\"'“”")
    return (_SMALL.sub("", text, count=1) if small else text) or None
