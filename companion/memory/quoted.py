"""Which stretches of a message are not the person's own words: pasted, quoted, code, or a role.

English; pure, and in time that grows with the length alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TypeAlias

from companion.memory.guard import ASSISTANT, WORD

Spans: TypeAlias = Iterator[tuple[int, int]]

_LONG = 120
"""Characters; a text of somebody else is rarely shorter, what is asked about it rarely longer."""
_MOST_OWN = 4
"""Paragraphs; more than these nobody writes about a text."""
_BEGINNING = 8
"""Sentences; a role is taken in one of the first."""
_INK = re.compile(r"\S")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")

# Quotations.
_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.DOTALL)
_MARKS = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
_CLOSING = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "»": "«"}
_SINGLE = re.compile(r"['’‘‚]|\n[ \t]*\n")
_CUT_SHORT = re.compile(r"(?:em|til|till|cause|cos|n|bout|tis|twas|round)\b|\W|\d", re.IGNORECASE)
"""After an apostrophe that opens nothing: “'cause”, “the '90s”."""
_SPEAKING = re.compile(
    r"(?:\b(?:said|says|say|saying|asked|told \w+|wrote|writes|replied|texted|yelled|screamed"
    r"|shouted|whispered|answered|goes|was like|is like|were like|called out|thought|with"
    r"|translate)|[:,])\s*$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[.!?,…]$|\b(?:i|i['’]\w+|me|my|you|your|we|our|us|he|she|they|it|come|go|is|are)\b",
    re.IGNORECASE,
)

# Lines.
_CITED = re.compile(r"[ \t]{0,8}(?:>(?=[ \t>A-Za-z\"“'\d]|$)|[★☆⭐—]|\|(?=.*\|))")
_CODE_SIGNS = frozenset("(){}=;<>[]")
_CODE_WORD = re.compile(
    r"\s*(?:def|class|if|elif|for|while|with|try|except|return|import|from|const|let|var|public"
    r"|private|protected|static|int|float|double|char|bool|void|string|struct|enum|interface|func"
    r"|fn|function|use|using|package|namespace|print\w*|echo|select|insert|update|delete|create"
    r"|alter|await|async|export|lambda|switch|case|raise|throw|new)\b"
)
_CODE = re.compile(
    r"\s*(?:>>> |\.\.\. |\$ \w|#!|#include|//|/\*|\*/|@\w[\w.]*(?:\(|$)|</?[a-z!][^>]*>"
    r"|[\]\[{}()]+[;,]?$|[\w.]+\([^)]*\)[;,:]?$|[\"'][\w-]+[\"']: "
    r"|[\w.\[\]\"'*]+ ?[-+*/|&:]?= ?(?=[^\s=])(?=.*[\[({\"'\d;])|\w+\*? \*?\w+;$"
    r"|(?-i:SELECT\b.*\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b)",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"\s*(?:Traceback \(|File \".*\", line \d|at [\w.$<>/]+[(:]|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d"
    r"|\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL)\b[\]: ]|[\w.]*(?:Error|Exception"
    r"|Warning):|[\w./-]+: (?:error|fatal|warning|undefined reference|Error response)"
    r"|error(?:\[\w+\])?: |fatal: |npm ERR|caused by: )"
)
_INDENTED = re.compile(r"(?: {4}|\t)\s*[^\s*•–\d-]|  +[\w-]+: ")
_SPEAKER = re.compile(r"(?:\[?\d\d?:\d\d(?::\d\d)?\]? ?-? ?)?([A-ZÀ-Þ][\w.’' ]{0,24}):\s")
_RUNS_ON = frozenset(",;:—–-")
_RHYME = re.compile(r"([aeiouyäöüáéíóú]+[^\Waeiouyäöüáéíóú]*e?)\W*$", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-*•–+]|\d+[.)])\s")
_SLASHED = re.compile(
    r"(?<![\w’',!])(?:[\w’',!]+ ){2,9}[\w’',!]+(?: / [\w’',!]+(?: [\w’',!]+){2,9}){2,20}"
)
_MUSIC = frozenset("♪♫🎵🎶🎼")

# Texts that are handed over.
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
"""Done to a text, and to nothing else."""
_ON_A_TEXT = (
    r"(?:edit|correct|fix|check|improve|polish|tighten|trim|cut|continue|complete|finish|analy[sz]e"
    r"|review|critique|explain|interpret|convert|format|extract|pull out|clean up|turn|make|give"
    r"|rate|grade|judge|mark|expand|adapt|read|spot|find|comment on|feedback on|thoughts on"
    r"|what (?:do|does|did|is|are|was)|who (?:wrote|said|is)|how (?:is|does|would|do)|is|does"
    r"|look (?:at|over)|go (?:over|through)|identify|annotate|debug|refactor|optimi[sz]e|change"
    r"|classify|sort|order)"
)
_OF_A_TEXT = (
    r"(?:bullet points|key (?:points|takeaways|facts|messages?)|main (?:points?|ideas?|arguments?"
    r"|claims?)|takeaways|the gist|in (?:one|two|three|four|five|a few|\d+) (?:sentences?|words"
    r"|lines|bullets)|in plain (?:english|language)|like i['’]m (?:five|5)|an? (?:title|headline"
    r"|caption|summary|subject line) for)"
)
_WHERE_ASKED = (
    r"(?:^\W*|[,;.!?)] ?|\b(?:please|pls|you|you to|me|me to|and|then|now|just|hey|hi|ok|so"
    r"|quick) )"
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
"""Before a colon: what follows is a text."""
_ASKED_OF_TEXT = re.compile(
    rf"{_WHERE_ASKED}(?:{_PURE}\b(?! (?:my|the|your|our) (?:day|week|life|year|conversation"
    rf"|chat)\b)|{_ON_A_TEXT}\b.{{0,50}}\b(?:this|these|the|my|following|below|his|her"
    rf"|our) (?:[\w’'-]+ ){{0,3}}{_TEXTS}\b)|\b{_OF_A_TEXT}\b|\b(?:main|key|central) (?:argument"
    rf"|point|idea|message|claim|thesis)s?\b.{{0,20}}\b(?:here|this|below)\b",
    re.IGNORECASE,
)
"""On a line of its own: what follows is a text."""
_ABOUT_MYSELF = re.compile(
    r"^\W*(?:i|i['’]\w+|we)\b(?!.*\b(?:you|found|copied|read|received)\b)|\b(?:correct me if"
    r"|story short|about me|about myself|my story|my life)\b",
    re.IGNORECASE,
)
_BARE_LEAD = re.compile(
    r"\W{0,3}(?![^\n]*\b(?:i|i['’]\w+|me|myself|my|we|our|us|happened|happening|update|background"
    r"|situation|plans?|news|context|question|thoughts|today|tomorrow|week|year"
    r"|list)\b)[^\n.!?]{3,100}:[ \t]{0,4}\n[ \t]{0,4}\n\s{0,4}(?=[^\n]{120})",
    re.IGNORECASE,
)
"""A line that ends in a colon and says nothing of the person, above a long paragraph."""
_BORDER = re.compile(r"[.!?](?=\s)|:(?=[\s\"“«„'*`>])|\n")
_OWN_AGAIN = re.compile(
    r"\W{0,3}(?:(?:ok|so|and|now|please|pls|hey|hi|well|but|also|anyway)[ ,:]{1,3}){0,4}(?:can"
    r"|could|would|give|tell|make|write|rewrite|translate|summari[sz]e|explain|help|please|thanks"
    r"|thank you|fix|check|improve|correct|keep|shorten|find|list|answer|show|let me|i think it"
    r"|i['’]?m (?:sure|not)|i (?:don['’]?t (?:get|understand|know)|can['’]?t (?:see|find)|get an?"
    r"|want you|need (?:it|you))|lol|haha|that['’]s|this (?:is|was|prints|gives|throws))\b",
    re.IGNORECASE,
)
"""How the person goes on after a text of somebody else."""
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
    r"|description|essay|story|speech|summary|translation|quotes?|caption|punchline|numbers"
    r"|figures|dates|names|bullet points|commas?|grammar|spelling|register|mood|voice)\b"
    r"|.*\b(?:copied|found|saw|read) (?:this|that|it) (?:on|in|from|out of|online)\b"
    r"|.*\bis (?:this|that|it) (?:true|fake|legit|a scam|satire|spam|phishing|plagiari\w+"
    r"|well written|good writing)\b|(?:is (?:it|this|that) )?too (?:long|short|wordy|dramatic"
    r"|sentimental|formal|stiff|harsh|cheesy)\W*$",
    re.IGNORECASE,
)
"""At the end of a message: what stands above is a text (“^ that's from a book”)."""

# Letters and articles.
_GREETING = re.compile(
    r"^[ \t]{0,8}(?:(?P<dear>Dear)|(?:Hi|Hello|Hey)(?=[^\n]{0,60},[ \t]{0,4}\n)) (?!(?i:diary"
    r"|companion|assistant|ai|chatbot|robot|friend|computer|god|lord|me|oh|santa|there|you"
    r"|all)\b)[\w\[][^\n,:.!?]{0,60}[,:]",
    re.MULTILINE,
)
_SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?\n]))[ \t]{0,4}(?:(?:(?:kind|best|warm|warmest|many|with) ){1,2}(?:regards"
    r"|wishes|thanks)|regards|best|all the best|yours(?: (?:sincerely|faithfully|truly|ever))?"
    r"|sincerely(?: yours)?|love|cheers"
    r"|respectfully)(?:,[ \t]{0,4}(?:\n[ \t]{0,4})?[^\n.!?,]{0,40}"
    r"|[ \t]{0,4}(?:\n[ \t]{0,4}[^\n.!?,]{0,40})?)$",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_HEAD = re.compile(
    r"(?:-{2,20} ?(?:Original|Forwarded) [Mm]essage|From: .{0,80}@|Subject: |On .{6,60} wrote:)"
)
_ARTICLE_HEAD = re.compile(
    r"[A-Z][A-Z .]{2,30}(?:, [A-Z][\w .]{2,20})? (?:\([A-Z][\w ]{1,20}\) )?[—–-]{1,2} "
    r"|By [A-Z][\w.’'-]+ [A-Z][\w.’'-]+(?: [|·,—–-].{0,60})?$|(?:Chapter|Part|Act|Prologue|Epilogue"
    r"|Section|Article)(?: \w+)?[.:]?$|Posted by \S|Published (?:on|in|by) |(?:Abstract|Background"
    r"|Introduction|Objectives?|Aims?|Methods|Results|Conclusions?)[.:] (?=[A-Z])"
)
"""A dateline, a byline, the number of a chapter, the first word of an abstract."""
_CAPITALS = re.compile(
    r"(?!(?:I|WE|MY|OMG|SO|OK|YES|NO)\b)(?:[A-Z’'-]{2,} ){2,12}[A-Z’'-]{2,}[.:!?]? (?=[A-Z][a-z])"
)
_TITLE_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_YOU = re.compile(r"\byou(?:['’]\w+|rs?)?\b", re.IGNORECASE)

# Roles.
_NO_DEED = (
    r"(?:sighs?|yawns?|hugs?|facepalms?|shrugs?|groans?|laughs?|cries|sobs?|gulps?|coughs?"
    r"|rolls eyes|always|yes|this|is|was|as|has|thanks|sometimes|perhaps|plus|less|news|things|us)"
)
_DEED = r"(?:\w+(?:s|ing)|i \w+|in an? \w+|enter|exit)"
_ACTION = re.compile(
    rf"(?<![*\w])\*(?!{_NO_DEED}\*)(?:\w+s|{_DEED} [^*\n]{{1,120}})\*(?![*\w])"
    rf"|\A\s{{0,4}}\*(?-i:[a-z])[\w’'-]+(?: [\w’',-]+){{2,20}}\*(?=\s)"
    rf"|\A\s{{0,4}}[(\[_](?!{_NO_DEED}\b){_DEED} [^)\]_\n]{{2,120}}[)\]_](?=\s)",
    re.IGNORECASE,
)
"""“*draws sword*”; a sigh is no role."""
_HELPER = (
    r"(?:doctor|therapist|lawyer|solicitor|coach|tutor|teacher|trainer|mentor|friend|best friend"
    r"|guest|editor|adviser|advisor|counsell?or|nutritionist|accountant|interviewer|recruiter"
    r"|rubber duck|sounding board|guide|translator|assistant|valentine|witness|dear|darling|pal|bit"
    r"|good|little)\b"
)
"""To these, people speak for themselves."""
_SAID_OF_YOU = (
    r"(?:good|great|best|real|true|better|bit|little|lot|big|huge|lifesaver|life-?saver|star|genius"
    r"|angel|legend|gem|godsend|ai|computer|machine|program|bot|robot|chatbot|assistant|language"
    r"|large|model|listener|only|right|one|first|second|last|next|same|kind|very|nice|sweet|funny"
    r"|smart|clever|hero|saint|treasure|joy|joke|friend|best friend|part|software|tool|app|expert"
    r"|boss|fool|idiot|liar|tease|hoot|riot|bully|mind|bad|terrible|lovely|wonderful|strange|weird"
    r"|fast|quick|early|tough|hard|person|companion|reason|most|worst|total|complete|absolute|such"
    r"|dear|darling|pro|champ|delight|blessing|breath|bunch)\b"
)
"""“You're a star” is thanks and no part to play."""
_BEING = (
    r"(?:vampire|werewol(?:f|ves)|ghost|wizard|witch|sorcerer|sorceress|warlock|mage|knight|squire"
    r"|dragon|el(?:f|ves)|half-elf|dwarf|orc|goblin|troll|ogre|fairy|faerie|unicorn|mermaid|pirate"
    r"|king|queen|prince|princess|emperor|empress|pharaoh|duke|duchess|alien|android|cyborg|zombie"
    r"|demon|samurai|ninja|viking|centurion|gladiator|cowboy|sheriff|outlaw|bandit|superhero"
    r"|supervillain|villain|henchman|time travell?er|halfling|hobbit|paladin|necromancer|druid"
    r"|tiefling|ranger|oracle|genie|snowman|scarecrow|gargoyle|skeleton|mummy|spaceship|starship"
    r"|dungeon master|game master|innkeeper|blacksmith|peasant|jester|wench|minotaur|phoenix|sphinx"
    r"|golem|imp|kraken)\b"
)
_I_PLAY = r"i(?:['’]m| am|['’]ll be| will be| play| shall be)"
_YOU_PLAY = r"you(?:['’]ll play| will play| play|['’]re| are|['’]ll be| be)"
_ROLE = re.compile(
    r"[\"“'(]?(?:(?:ok|okay|hey|so|now|right|and|please|alright|can you|could you|will you"
    r"|i want you to|i['’]d like you to|for the next \w+)[ ,]{1,2}){0,3}(?:let['’]?s (?:pretend"
    r"|role-?play|play pretend|improvise|do (?:some |a )?(?:improv|role-?play|scene)|act out"
    r"|imagine|say we['’]re)\b|role-?play\b|rp\b|improv\b|scene(?: \d+)?[:.]|in character\b"
    r"|text adventure\b|in this (?:story|scene|game|adventure|campaign|world|universe)\b"
    r"|continue (?:our|the) (?:game|campaign|adventure|role-?play|scene)\b"
    rf"|(?:pretend|imagine) (?:that )?(?:you(?:['’]re| are)|to be|we['’]?re) (?!my {_HELPER})"
    # “You're a librarian, I'm a ghost”, either way round.
    rf"|{_YOU_PLAY} (?:(?:an?|the|my|our|his|her) (?!{_SAID_OF_YOU})[^.!?\n,]{{2,60}}?"
    rf"|(?-i:[A-Z])[^.!?\n,]{{2,40}}?)(?:,|;|\.| and|, and) (?:and )?{_I_PLAY} (?:an?|the|your|my"
    rf"|his|her|its|one of|(?-i:[A-Z])|alone)|{_I_PLAY} (?:an?|the"
    rf"|(?-i:[A-Z]))[^.!?\n]{{1,80}}?(?:,|;|\.| and|, and| while) (?:and )?(?:{_YOU_PLAY}"
    rf"|you) (?:an?|the|my|our) (?!{_SAID_OF_YOU}|{_HELPER})\w"
    rf"|be [^.!?\n]{{1,40}}?[,;.] ?(?:and )?i(?:['’]ll| will) be\b"
    r"|you: [^\n]{2,80}?[.;,\n] ?me: |me: [^\n]{2,80}?[.;,\n] ?you: "
    rf"|(?:play|be) (?:the|an?|my) (?!{_HELPER})(?:\w+ ){{0,3}}?\w+[.:;]\s{{1,3}}(?:[\"“]|i(?:['’]m"
    rf"| am) (?:your|an?|the king|(?-i:[A-Z])))|(?:be|you are|you['’]re|you['’]ll be|(?:act|speak"
    rf"|talk|behave|answer|respond) (?:as|like)) (?:(?:an?|the|my"
    rf"|our) )?(?:[\w-]+ ){{0,2}}?{_BEING}(?![^.!?\n]{{0,80}}\?)"
    # What nobody is or says on an ordinary day.
    rf"|i(?:['’]m| am|['’]m now| am now) (?:an?|the) (?:[\w-]+ ){{0,2}}?{_BEING}(?! (?:fan|geek"
    rf"|nerd|at|in the kitchen|person|lover|when))"
    r"|i(?:['’]m| am) your (?!biggest|number|best|new|favou?rite|friend|user|owner|human|creator"
    r"|person|guy|girl|man|boy|type|kind)\w|i shall be (?-i:[A-Z])|i (?:am|be) (?:sir|lord|lady"
    r"|madame?|unit \d|mad) (?-i:[A-Z\d])|i, (?-i:[A-Z])\w+ (?:of|the)\b|captain['’]s log\b"
    r"|arr+g*h*\b|avast\b|ahoy\b|hail,? (?-i:[a-z])|good morrow\b|behold\b|o (?:great|mighty|wise"
    r"|oracle|king|queen)\b|your (?:majesty|grace|highness|excellency|honou?r|lordship|holiness)\b"
    r"|my (?:lord|lady|liege|king|queen)[,.!]|sire\b|greetings,? (?:travell?er|earthling|mortal"
    r"|human|stranger)|i cast (?:a |the )?(?!doubt|my|vote|aspersions)\w+|(?:i )?roll (?:for \w+"
    r"|a d\d+|initiative)\b)",
    re.IGNORECASE,
)
"""At the beginning of a sentence."""
_CASTING = re.compile(
    rf"\W{{0,3}}you(?:['’]re| are|['’]ll be| will be|['’]ve been) (?:an?|the|my"
    rf"|our) (?!{_SAID_OF_YOU}|{_HELPER})(?![^.!?\n]{{0,100}}\?)[^.!?\n]{{2,100}}?[.,;:!]\s",
    re.IGNORECASE,
)
"""A message that begins by telling the assistant who it is."""
_STAGE_WORDS = frozenset(
    "character thou thee thy thine hath doth prithee forsooth m'lord milady matey hearties"
    " earthling earthlings".split()
)
_IN_CHARACTER = re.compile(
    r"\b(?:(?:stay(?:ing)?|respond|reply|answer|remain|speak|keep) in character|thou|thee|thy"
    r"|thine|hath|doth|prithee|forsooth|m['’]lord|milady|matey|me hearties|earthlings?)\b",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"[.!?:\n)]\s?(?=[\w\"“'(])")


def quoted_spans(message: str) -> list[tuple[int, int]]:
    """The stretches of a message that are not the person's own words, in order and apart.

    Code and logs, quoted lines and quotations, pasted texts, letters, articles, verses, and what is
    said in a role. All else is the person speaking.
    """
    found: list[tuple[int, int]] = []
    if "`" in message or "~~~" in message:
        found = [fenced.span() for fenced in _FENCED.finditer(message)]
        message = _FENCED.sub(lambda fenced: re.sub(r"[^\n]", " ", fenced.group()), message)
    quotations = [*_quotations(message), *_single_quotations(message)]
    own_from = _own_from(message)
    found += [*quotations, *_lines(message), *_roles(message)]
    found += _pasted(message, dict(quotations), own_from)
    found += [*_letters(message, own_from), *_articles(message, own_from)]
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
    """Between double marks; with a name, a title or a single word between them, nothing is said."""
    opened: tuple[int, str] | None = None
    for found in _MARKS.finditer(message):
        mark, at = found.group(), found.start()
        before = message[at - 1 : at]
        after = message[at + 1 : at + 2]
        if mark[0] == "\n":
            # A quotation of several paragraphs opens each of them anew.
            if opened and message[found.end() : found.end() + 1] not in _CLOSING:
                opened = None
        elif opened is None:
            lone = not before or before.isspace() or before in "([{—–-:/*_'‘"
            if mark in "“„«" or (mark in '"»' and lone and after and not after.isspace()):
                opened = (at, mark)
        elif mark in _CLOSING[opened[1]] and (mark in "«»" or not before.isspace()):
            start = opened[0]
            if _speaks(message[start + 1 : at], message[max(0, start - 30) : start]):
                yield start, at + 1
            opened = None
        elif mark in "“„«" or (mark == '"' and before != "\n"):
            opened = (at, mark)


def _single_quotations(message: str) -> Spans:
    """Between single marks, which are apostrophes more often than not."""
    opened = -1
    maybe = 0

    def closed(end: int) -> Spans:
        content = message[opened + 1 : end - 1]
        before = message[max(0, opened - 30) : opened]
        if len(content.split(maxsplit=3)) > 2 and _speaks(content, before):
            yield opened, end

    for found in _SINGLE.finditer(message):
        at = found.start()
        before, after = message[at - 1 : at], message[at + 1 : at + 2]
        if before.isalnum() and after.isalnum():
            continue
        apart = found.group()[0] != "\n" and not before.isalnum() and before not in ("'", "’")
        opens = apart and found.end() < len(message) and not _CUT_SHORT.match(message, at + 1)
        closes = not opens and bool(before.strip()) and not (after.isalnum() or after == "_")
        if closes and opened >= 0 and before in "sS" and after == " ":
            # “the dogs' beds”, or the end of a quotation? The next mark tells.
            maybe = at + 1
            continue
        if closes and opened >= 0:
            yield from closed(at + 1)
        elif maybe:
            yield from closed(maybe)
        maybe = 0
        opened = at if opens else -1
    if maybe:
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
    sung = not message.isascii() and not _MUSIC.isdisjoint(message)
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
            code = _is_code(line) or bool(indented and line[0] in " \t" and _INDENTED.match(line))
            if code or _CITED.match(line) or (sung and not _MUSIC.isdisjoint(line)):
                yield at, end
            elif " / " in line:
                for found in _SLASHED.finditer(line):
                    yield at + found.start(), at + found.end()
            if ":" in line and (speaker := _SPEAKER.match(line)):
                speakers.append((at, end, speaker[1]))
            indented = code or line[-1] == ":"
            stanza.append((at, line))
        at += len(ended)
    yield from _verses(stanza)
    names = [name for _, _, name in speakers]
    if len(names) > len(set(names)) > 1:
        yield from ((start, end) for start, end, _ in speakers)


def _is_code(line: str) -> bool:
    if _LOG.match(line):
        return True
    if _CODE_SIGNS.isdisjoint(line):
        return bool(_CODE.match(line))
    return (
        line[-1] in "{;"
        or bool(_CODE.match(line))
        or (line[-1] not in ".?!" and bool(_CODE_WORD.match(line)))
    )


def _verses(stanza: list[tuple[int, str]]) -> Spans:
    """A stanza: short lines that rhyme or run on. A list of things does neither."""
    lines = [line for _, line in stanza]
    if len(set(lines)) < 4 or max(map(len, lines)) > 80 or sum(map(len, lines)) < 15 * len(lines):
        return
    if sum(bool(_LISTED.match(line) or _SPEAKER.match(line)) for line in lines) > 1:
        return
    run_on = sum(line[-1] in _RUNS_ON for line in lines)
    ends = [found[1].casefold() if (found := _RHYME.search(line)) else "" for line in lines]
    rhymes = sum(bool(end) and end in ends[max(0, n - 3) : n] for n, end in enumerate(ends))
    if rhymes > 1 or run_on > max(1, len(lines) // 3) or (rhymes and run_on):
        yield stanza[0][0], stanza[-1][0] + len(lines[-1])


def _pasted(message: str, quotations: dict[int, int], own_from: int) -> Spans:
    """From the end of a lead (“summarise this:”) to where the person speaks again."""
    if lead := _BARE_LEAD.match(message):
        yield lead.end(), _end_of_text(message, lead.end(), own_from)
    last = len(message.rstrip())
    sentence = line = upto = 0
    for found in _BORDER.finditer(message, 0, last):
        at, mark = found.start(), found.group()
        if at >= upto and mark in ":\n":
            begin = max(sentence, at - 2 * _LONG) if mark == ":" else line
            if _hands_over(message[begin:at], mark) and (text := _INK.search(message, at + 1)):
                start = text.start()
                closing = _CLOSING.get(message[start])
                if start in quotations:
                    upto = quotations[start]
                elif closing is None or message.find(closing[0], start + 1) < 0:
                    upto = _end_of_text(message, start, own_from)
                    yield start, upto
        sentence = found.end()
        if mark == "\n":
            line = sentence


def _hands_over(lead: str, mark: str) -> bool:
    if len(lead) > 3 * _LONG or len(lead.strip()) < 4:
        return False
    rule = _HANDED_OVER if mark == ":" else _ASKED_OF_TEXT
    return bool(rule.search(lead)) and not _ABOUT_MYSELF.search(lead)


def _own_from(message: str) -> int:
    """Where the last paragraphs, in which the person says what to do with a text, begin."""
    end = len(message)
    for border in reversed(list(_BLANK_LINE.finditer(message))[-_MOST_OWN:]):
        if not _is_own(message[border.end() : end].strip()):
            break
        end = border.start()
    return end


def _is_own(paragraph: str) -> bool:
    if len(paragraph) > 2 * _LONG or paragraph.count("\n") > 1 or _SIGN_OFF.search(paragraph):
        return False
    return (
        not paragraph
        or "?" in paragraph
        or paragraph[0].islower()
        or bool(_OWN_AGAIN.match(paragraph) or _LOOKS_BACK.match(paragraph))
    )


def _end_of_text(message: str, start: int, own_from: int) -> int:
    """Where a text that begins at `start` ends; its first paragraph belongs to it in any case."""
    if start < own_from:
        return own_from
    border = _BLANK_LINE.search(message, start)
    return border.start() if border else len(message)


def _letters(message: str, own_from: int) -> Spans:
    """From the greeting to the name below."""
    greetings = list(_GREETING.finditer(message))
    ends = [found.end() for found in _SIGN_OFF.finditer(message)] if greetings else []
    upto = 0
    for found in greetings:
        if found.start() >= upto:
            after = bisect_right(ends, found.end())
            if after < len(ends):
                upto = ends[after]
            elif found["dear"]:
                upto = _end_of_text(message, found.start(), own_from)
            else:
                continue
            yield found.start(), upto


def _articles(message: str, own_from: int) -> Spans:
    """A text under its title, or one that the last paragraph looks back at."""
    text = message.lstrip()
    start = len(message) - len(text)
    title, _, body = text.partition("\n")
    capitals = _CAPITALS.match(text) and _BLANK_LINE.search(text)
    if capitals or (len(body) > _LONG and _is_title(title)):
        end = _end_of_text(message, start, own_from)
        if end - start > _LONG and not _YOU.search(message, start, end):
            yield start, end
    for line in text[: 2 * _LONG].splitlines(keepends=True)[:4]:
        if _ARTICLE_HEAD.match(line) or _MAIL_HEAD.match(line):
            yield start, _end_of_text(message, start, own_from)
            break
        start += len(line)
    *_, border = [None, *_BLANK_LINE.finditer(message)]
    asks = border is not None and len(message) - border.end() < 2 * _LONG < 2 * border.start()
    if border and asks and _LOOKS_BACK.match(message, border.end()):
        yield 0, border.start()


def _is_title(line: str) -> bool:
    if len(line) > _LONG or len(line.split()) < 3 or line.rstrip()[-1:] in ".,;:!":
        return False
    if line.lstrip()[0].islower():
        return False
    words: list[str] = _TITLE_WORD.findall(line)
    return 2 * sum(word[0].isupper() for word in words) > len(words) > 1


def _roles(message: str) -> Spans:
    """What is said in a role: from where it is taken up to the end."""
    words = set(WORD.findall(message.lower().replace("’", "'")))
    staged = not _STAGE_WORDS.isdisjoint(words) and _IN_CHARACTER.search(message)
    if staged or (not ASSISTANT.isdisjoint(words) and _CASTING.match(message)):
        yield 0, len(message)
    else:
        starts = [0]
        for found in _SENTENCE_START.finditer(message):
            if len(starts) == _BEGINNING:
                break
            starts.append(found.end())
        for start in starts:
            if _ROLE.match(message, start):
                yield start, len(message)
                break
    if "*" in message or message[:1] in "([_":
        for found in _ACTION.finditer(message):
            before = message[max(0, found.start() - 4) : found.start()].rstrip(" \t")
            if not before or before[-1] == "\n":
                yield found.start(), len(message)
                break
            yield found.span()
