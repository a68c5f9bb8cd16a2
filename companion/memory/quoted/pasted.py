"""Texts that are handed over: “summarise this: …”."""

from __future__ import annotations

import re

from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.marks import CLOSING
from companion.memory.quoted.spans import LONG, Spans
from companion.memory.quoted.texts import end_of_text

_INK = re.compile(r"\S")
_TEXTS = any_word(
    """
    abstract, ad, advert, announcement, article, ballad, bio, blog, book, caption, chapter,
    clause, code, column, comment, config, contract, cv, description, dialogue, diary, document,
    draft, e-?mail, english, errors?, essay, eulogy, excerpt, extract, forum, french, functions?,
    german, grammar, haiku, headline, interview, italian, joke, letter, limerick, lines, log,
    lyrics, memo, message, minutes, monologue, newspaper, notes, obituary, opening, output, page,
    paper, paragraph, passage, poem, post, profile, proverb, query, quotation, quotes?, recipe,
    release, review, reviews?, r[eé]sum[eé], scene, script, sentences?, snippet, song, sonnet,
    spanish, speech, stack trace, stanza, statement, story, summary, template, text, thread,
    toast, traceback, transcript, tweet, verses?, vows, web ?site, website, wikipedia
    """
)
_PURE = one_of(
    any_word(
        """
        alphabeti[sz]e, condense, conjugate, copy-?edit, decipher, eli5, explain like,
        give me (?:a|the) (?:summary|gist|translation), paraphrase, proof-?read, punctuate,
        repeat after me, rephrase, reword, re-write, rewrite, shorten, simplify, summari[sz]e,
        transcribe, translate, transliterate
        """
    ),
    "tl;? ?dr|explain (?:this|it) ",
)
"""Done to a text, and to nothing else."""
_ON_A_TEXT = any_word(
    """
    adapt, analy[sz]e, annotate, change, check, classify, clean up, comment on, complete,
    continue, convert, correct, critique, cut, debug, does, edit, expand, explain, extract,
    feedback on, find, finish, fix, format, give, go (?:over|through), grade,
    how (?:is|does|would|do), identify, improve, interpret, is, judge, look (?:at|over), make,
    mark, optimi[sz]e, order, polish, pull out, rate, read, refactor, review, sort, spot,
    thoughts on, tighten, trim, turn, what (?:do|does|did|is|are|was), who (?:wrote|said|is)
    """
)
_OF_A_TEXT = one_of(
    "bullet points",
    "key (?:points|takeaways|facts|messages?)",
    "main (?:points?|ideas?|arguments?|claims?)",
    "takeaways|the gist",
    r"in (?:one|two|three|four|five|a few|\d+) (?:sentences?|words|lines|bullets)",
    "in plain (?:english|language)",
    "like i['’]m (?:five|5)",
    "an? (?:title|headline|caption|summary|subject line) for",
)
_WHERE_ASKED = one_of(
    r"^\W*|[,;.!?)] ?|\b(?:please|pls|you|you to|me|me to|and|then|now|just|hey|hi|ok|so|quick) "
)
_HANDED_OVER = re.compile(
    one_of(
        _WHERE_ASKED
        + one_of(
            rf"{_PURE}\b",
            rf"{_ON_A_TEXT}\b.{{0,70}}\b"
            + one_of(
                "this|these|the following|below",
                rf"(?:my|the|his|her|their|an?|our|some) (?:[\w’'-]+ ){{0,3}}{_TEXTS}",
            )
            + r"\b",
        ),
        rf"\b{_OF_A_TEXT}\b",
        r"\b(?:here(?:['’]?s| is| are)|from|found|got|received|copied|below is)"
        + r" (?:[\w’'-]+ ){0,3}(?:this|these|the|an?|my|his|her|their|our|some)"
        + rf" (?:[\w’'-]+ ){{0,4}}(?!story\b){_TEXTS}\b",
        r"\b"
        + any_word(
            """
            came across, e-?mailed, forwarded, found, posted, read, saw, sent,
            stumbled (?:on|upon), texted, wrote
            """
        )
        + r"(?: \w+)? (?:this|the following)\b(?: [\w’'-]+){0,5}\s*$",
        r"(?<!\bi )\b"
        + any_word(
            """
            answered, begins, ends, goes, opens, posted, quotes?, reads, replied, said, sang,
            says, sings, (?:starting|beginning|opening|ending)(?: with)?, starts, stated, states,
            texted, tweeted, went, writes, writing, wrote
            """
        )
        + r"(?! (?:so|yes|no)\b)(?: [\w’'-]+){0,3}\s*$",
        r"^\W*(?!my (?:bio|profile|story|diary|message|statement|notes)\b)"
        + rf"(?:[\w’'-]+ ){{0,3}}{_TEXTS}s?"
        + r"(?: (?:text|below|attached)| (?:from|of|by|on|in|under|about|for|at) .{1,60})?\s*$",
        r"^\W*(?:the )?"
        + any_word(
            """
            bbc, cnn, facebook, guardian, linkedin, new york times, quora, reddit, reuters,
            twitter, wikipedia
            """
        )
        + r"\b.{0,30}$",
    ),
    re.IGNORECASE,
)
"""Before a colon: what follows is a text."""
_ASKED_OF_TEXT = re.compile(
    one_of(
        _WHERE_ASKED
        + one_of(
            rf"{_PURE}\b(?! (?:my|the|your|our) (?:day|week|life|year|conversation|chat)\b)",
            rf"{_ON_A_TEXT}\b.{{0,50}}\b(?:this|these|the|my|following|below|his|her|our)"
            + rf" (?:[\w’'-]+ ){{0,3}}{_TEXTS}\b",
        ),
        rf"\b{_OF_A_TEXT}\b",
        r"\b(?:main|key|central) (?:argument|point|idea|message|claim|thesis)"
        + r"s?\b.{0,20}\b(?:here|this|below)\b",
    ),
    re.IGNORECASE,
)
"""On a line of its own: what follows is a text."""
_ABOUT_MYSELF = re.compile(
    one_of(
        r"^\W*(?:i|i['’]\w+|we)\b(?!.*\b(?:you|found|copied|read|received)\b)",
        r"\b(?:correct me if|story short|about me|about myself|my story|my life)\b",
    ),
    re.IGNORECASE,
)
_BARE_LEAD = re.compile(
    r"\W{0,3}(?![^\n]*\b"
    + any_word(
        r"""
        background, context, happened, happening, i, i['’]\w+, list, me, my, myself, news, our,
        plans?, question, situation, thoughts, today, tomorrow, update, us, we, week, year
        """
    )
    + r"\b)[^\n.!?]{3,100}:[ \t]{0,4}\n[ \t]{0,4}\n\s{0,4}(?=[^\n]{120})",
    re.IGNORECASE,
)
"""A line that ends in a colon and says nothing of the person, above a long paragraph."""
_BORDER = re.compile(r"[.!?](?=\s)|:(?=[\s\"“«„'*`>])|\n")


def pasted_in(message: str, quotations: dict[int, int], own_from: int) -> Spans:
    """From the end of a lead (“summarise this:”) to where the person speaks again."""
    if lead := _BARE_LEAD.match(message):
        yield lead.end(), end_of_text(message, lead.end(), own_from)
    last = len(message.rstrip())
    sentence = line = upto = 0
    for found in _BORDER.finditer(message, 0, last):
        at, mark = found.start(), found.group()
        if at >= upto and mark in ":\n":
            begin = max(sentence, at - 2 * LONG) if mark == ":" else line
            if _hands_over(message[begin:at], mark) and (text := _INK.search(message, at + 1)):
                start = text.start()
                closing = CLOSING.get(message[start])
                if start in quotations:
                    upto = quotations[start]
                elif closing is None or message.find(closing[0], start + 1) < 0:
                    upto = end_of_text(message, start, own_from)
                    yield start, upto
        sentence = found.end()
        if mark == "\n":
            line = sentence


def _hands_over(lead: str, mark: str) -> bool:
    if len(lead) > 3 * LONG or len(lead.strip()) < 4:
        return False
    rule = _HANDED_OVER if mark == ":" else _ASKED_OF_TEXT
    return bool(rule.search(lead)) and not _ABOUT_MYSELF.search(lead)
