"""What is said in a role: from where it is taken up to the end."""

from __future__ import annotations

import re

from companion.memory.disguise import WORD
from companion.memory.guard import ASSISTANT
from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.spans import Spans

_BEGINNING = 8
"""Sentences; a role is taken in one of the first."""
_NO_DEED = any_word(
    """
    always, as, coughs?, cries, facepalms?, groans?, gulps?, has, hugs?, is, laughs?, less, news,
    perhaps, plus, rolls eyes, shrugs?, sighs?, sobs?, sometimes, thanks, things, this, us, was,
    yawns?, yes
    """
)
_DEED = r"(?:\w+(?:s|ing)|i \w+|in an? \w+|enter|exit)"
_ACTION = re.compile(
    one_of(
        rf"(?<![*\w])\*(?!{_NO_DEED}\*)(?:\w+s|{_DEED} [^*\n]{{1,120}})\*(?![*\w])",
        r"\A\s{0,4}\*(?-i:[a-z])[\w’'-]+(?: [\w’',-]+){2,20}\*(?=\s)",
        rf"\A\s{{0,4}}[(\[_](?!{_NO_DEED}\b){_DEED} [^)\]_\n]{{2,120}}[)\]_](?=\s)",
    ),
    re.IGNORECASE,
)
"""“*draws sword*”; a sigh is no role."""
_HELPER = (
    any_word(
        """
        accountant, adviser, advisor, assistant, best friend, bit, coach, counsell?or, darling,
        dear, doctor, editor, friend, good, guest, guide, interviewer, lawyer, little, mentor,
        nutritionist, pal, recruiter, rubber duck, solicitor, sounding board, teacher, therapist,
        trainer, translator, tutor, valentine, witness
        """
    )
    + r"\b"
)
"""To these, people speak for themselves."""
_SAID_OF_YOU = (
    any_word(
        """
        absolute, ai, angel, app, assistant, bad, best, best friend, better, big, bit, blessing,
        boss, bot, breath, bully, bunch, champ, chatbot, clever, companion, complete, computer,
        darling, dear, delight, early, expert, fast, first, fool, friend, funny, gem, genius,
        godsend, good, great, hard, hero, hoot, huge, idiot, joke, joy, kind, language, large,
        last, legend, liar, life-?saver, lifesaver, listener, little, lot, lovely, machine, mind,
        model, most, next, nice, one, only, part, person, pro, program, quick, real, reason,
        right, riot, robot, saint, same, second, smart, software, star, strange, such, sweet,
        tease, terrible, tool, total, tough, treasure, true, very, weird, wonderful, worst
        """
    )
    + r"\b"
)
"""“You're a star” is thanks and no part to play."""
_BEING = (
    any_word(
        """
        alien, android, bandit, blacksmith, centurion, cowboy, cyborg, demon, dragon, druid,
        duchess, duke, dungeon master, dwarf, el(?:f|ves), emperor, empress, faerie, fairy,
        game master, gargoyle, genie, ghost, gladiator, goblin, golem, half-elf, halfling,
        henchman, hobbit, imp, innkeeper, jester, king, knight, kraken, mage, mermaid, minotaur,
        mummy, necromancer, ninja, ogre, oracle, orc, outlaw, paladin, peasant, pharaoh, phoenix,
        pirate, prince, princess, queen, ranger, samurai, scarecrow, sheriff, skeleton, snowman,
        sorcerer, sorceress, spaceship, sphinx, squire, starship, superhero, supervillain,
        tiefling, time travell?er, troll, unicorn, vampire, viking, villain, warlock, wench,
        werewol(?:f|ves), witch, wizard, zombie
        """
    )
    + r"\b"
)
_I_PLAY = r"i(?:['’]m| am|['’]ll be| will be| play| shall be)"
_YOU_PLAY = r"you(?:['’]ll play| will play| play|['’]re| are|['’]ll be| be)"
_ROLE = re.compile(
    r"[\"“'(]?(?:"
    + any_word(
        r"""
        alright, and, can you, could you, for the next \w+, hey, i want you to,
        i['’]d like you to, now, ok, okay, please, right, so, will you
        """
    )
    + "[ ,]{1,2}){0,3}"
    + one_of(
        "let['’]?s "
        + one_of(
            "pretend|role-?play|play pretend|improvise",
            "do (?:some |a )?(?:improv|role-?play|scene)",
            "act out|imagine|say we['’]re",
        )
        + r"\b",
        r"role-?play\b|rp\b|improv\b|scene(?: \d+)?[:.]|in character\b|text adventure\b",
        r"in this (?:story|scene|game|adventure|campaign|world|universe)\b",
        r"continue (?:our|the) (?:game|campaign|adventure|role-?play|scene)\b",
        f"(?:pretend|imagine) (?:that )?(?:you(?:['’]re| are)|to be|we['’]?re) (?!my {_HELPER})",
        # “You're a librarian, I'm a ghost”, either way round.
        f"{_YOU_PLAY} "
        + one_of(
            rf"(?:an?|the|my|our|his|her) (?!{_SAID_OF_YOU})[^.!?\n,]{{2,60}}?",
            r"(?-i:[A-Z])[^.!?\n,]{2,40}?",
        )
        + rf"(?:,|;|\.| and|, and) (?:and )?{_I_PLAY} "
        + "(?:an?|the|your|my|his|her|its|one of|(?-i:[A-Z])|alone)",
        rf"{_I_PLAY} (?:an?|the|(?-i:[A-Z]))[^.!?\n]{{1,80}}?(?:,|;|\.| and|, and| while) "
        + rf"(?:and )?(?:{_YOU_PLAY}|you) (?:an?|the|my|our) (?!{_SAID_OF_YOU}|{_HELPER})\w",
        r"be [^.!?\n]{1,40}?[,;.] ?(?:and )?i(?:['’]ll| will) be\b",
        r"you: [^\n]{2,80}?[.;,\n] ?me: ",
        r"me: [^\n]{2,80}?[.;,\n] ?you: ",
        rf"(?:play|be) (?:the|an?|my) (?!{_HELPER})(?:\w+ ){{0,3}}?\w+[.:;]\s{{1,3}}"
        + r"(?:[\"“]|i(?:['’]m| am) (?:your|an?|the king|(?-i:[A-Z])))",
        one_of(
            "be|you are|you['’]re|you['’]ll be|(?:act|speak|talk|behave|answer|respond) (?:as|like)"
        )
        + rf" (?:(?:an?|the|my|our) )?(?:[\w-]+ ){{0,2}}?{_BEING}(?![^.!?\n]{{0,80}}\?)",
        # What nobody is or says on an ordinary day.
        rf"i(?:['’]m| am|['’]m now| am now) (?:an?|the) (?:[\w-]+ ){{0,2}}?{_BEING}(?!"
        + " (?:fan|geek|nerd|at|in the kitchen|person|lover|when))",
        "i(?:['’]m| am) your (?!"
        + any_word(
            """
            best, biggest, boy, creator, favou?rite, friend, girl, guy, human, kind, man, new,
            number, owner, person, type, user
            """
        )
        + r")\w",
        "i shall be (?-i:[A-Z])",
        r"i (?:am|be) (?:sir|lord|lady|madame?|unit \d|mad) (?-i:[A-Z\d])",
        r"i, (?-i:[A-Z])\w+ (?:of|the)\b",
        r"captain['’]s log\b|arr+g*h*\b|avast\b|ahoy\b|hail,? (?-i:[a-z])|good morrow\b|behold\b",
        r"o (?:great|mighty|wise|oracle|king|queen)\b",
        r"your (?:majesty|grace|highness|excellency|honou?r|lordship|holiness)\b",
        "my (?:lord|lady|liege|king|queen)[,.!]",
        r"sire\b",
        "greetings,? (?:travell?er|earthling|mortal|human|stranger)",
        r"i cast (?:a |the )?(?!doubt|my|vote|aspersions)\w+",
        r"(?:i )?roll (?:for \w+|a d\d+|initiative)\b",
    ),
    re.IGNORECASE,
)
"""At the beginning of a sentence."""
_CASTING = re.compile(
    r"\W{0,3}you(?:['’]re| are|['’]ll be| will be|['’]ve been)"
    + rf" (?:an?|the|my|our) (?!{_SAID_OF_YOU}|{_HELPER})(?![^.!?\n]{{0,100}}\?)[^.!?\n]{{2,100}}?"
    + r"[.,;:!]\s",
    re.IGNORECASE,
)
"""A message that begins by telling the assistant who it is."""
_STAGE_WORDS = frozenset(
    "character thou thee thy thine hath doth prithee forsooth m'lord milady matey hearties"
    " earthling earthlings".split()
)
_IN_CHARACTER = re.compile(
    r"\b"
    + one_of(
        any_word(
            """
            doth, earthlings?, forsooth, hath, matey, me hearties, milady, m['’]lord, prithee,
            thee, thine, thou, thy
            """
        ),
        "(?:stay(?:ing)?|respond|reply|answer|remain|speak|keep) in character",
    )
    + r"\b",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"[.!?:\n)]\s?(?=[\w\"“'(])")


def roles_in(message: str) -> Spans:
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
