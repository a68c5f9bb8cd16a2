"""Where a text of somebody else ends, and the person speaks again."""

from __future__ import annotations

import re

from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.spans import BLANK_LINE, LONG

_MOST_OWN = 4
"""Paragraphs; more than these nobody writes about a text."""
_OWN_AGAIN = re.compile(
    r"\W{0,3}(?:(?:ok|so|and|now|please|pls|hey|hi|well|but|also|anyway)[ ,:]{1,3}){0,4}"
    + one_of(
        any_word(
            """
            answer, can, check, correct, could, explain, find, fix, give, haha, help, i think it,
            i['’]?m (?:sure|not), improve, keep, let me, list, lol, make, please, rewrite,
            shorten, show, summari[sz]e, tell, thank you, thanks, that['’]s,
            this (?:is|was|prints|gives|throws), translate, would, write
            """
        ),
        "i "
        + one_of(
            "don['’]?t (?:get|understand|know)",
            "can['’]?t (?:see|find)|get an?|want you|need (?:it|you)",
        ),
    )
    + r"\b",
    re.IGNORECASE,
)
"""How the person goes on after a text of somebody else."""
LOOKS_BACK = re.compile(
    one_of(
        r"\W{0,3}[\^↑]|[→←]",
        "(?:(?:please|can you|could you|now)[ ,]{1,2}){0,2}"
        + one_of(
            "summari[sz]e|tl;?dr|translate|proof-?read|paraphrase|rewrite|rephrase|shorten",
            "simplify",
            r"give me an? [\w-]+ (?:summary|version)",
        )
        + r"\b",
        r".*\b(?:the|this) (?:author|narrator|writer|columnist|journalist|reviewer|op)\b.*\?",
        r".*\b(?:this|that|the above)(?:['’]s| is| was| comes| came|) (?:\w+ ){0,2}?"
        + r"(?:from|out of|copied|an? (?:excerpt|extract|quote|passage))\b",
        r"(?!.*\b(?:i|i['’]\w+|my|we|our)\b).*\b"
        + "(?:the|this|that|these|those|his|her|their|each|which|last|first|final|an?|any)"
        + r" (?:[\w’'-]+ ){0,3}?"
        + any_word(
            """
            ads?, adverts?, arguments?, articles?, blurb, bullet points, caption, claims?,
            commas?, dates, description, e-?mails?, endings?, essay, figures, grammar, headlines?,
            hook, letters?, lines?, metaphors?, mood, names, numbers, opening, paragraphs?,
            passage, piece, posts?, punchline, quotes?, register, reviews?, rhymes?, sentences?,
            speech, spelling, story, style, summary, tense, texts?, titles?, tone, translation,
            voice, words?
            """
        )
        + r"\b",
        r".*\b(?:copied|found|saw|read) (?:this|that|it) (?:on|in|from|out of|online)\b",
        r".*\bis (?:this|that|it) "
        + any_word(
            r"""
            a scam, fake, good writing, legit, phishing, plagiari\w+, satire, spam, true,
            well written
            """
        )
        + r"\b",
        "(?:is (?:it|this|that) )?too "
        + r"(?:long|short|wordy|dramatic|sentimental|formal|stiff|harsh|cheesy)\W*$",
    ),
    re.IGNORECASE,
)
"""At the end of a message: what stands above is a text (“^ that's from a book”)."""
SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?\n]))[ \t]{0,4}"
    + one_of(
        "(?:(?:kind|best|warm|warmest|many|with) ){1,2}(?:regards|wishes|thanks)",
        "regards|best|all the best",
        "yours(?: (?:sincerely|faithfully|truly|ever))?",
        "sincerely(?: yours)?|love|cheers|respectfully",
    )
    # And the name, here or on the next line.
    + one_of(
        r",[ \t]{0,4}(?:\n[ \t]{0,4})?[^\n.!?,]{0,40}",
        r"[ \t]{0,4}(?:\n[ \t]{0,4}[^\n.!?,]{0,40})?",
    )
    + "$",
    re.IGNORECASE | re.MULTILINE,
)


def own_part(message: str) -> int:
    """Where the last paragraphs, in which the person says what to do with a text, begin."""
    end = len(message)
    for border in reversed(list(BLANK_LINE.finditer(message))[-_MOST_OWN:]):
        if not _is_own(message[border.end() : end].strip()):
            break
        end = border.start()
    return end


def _is_own(paragraph: str) -> bool:
    if len(paragraph) > 2 * LONG or paragraph.count("\n") > 1 or SIGN_OFF.search(paragraph):
        return False
    return (
        not paragraph
        or "?" in paragraph
        or paragraph[0].islower()
        or bool(_OWN_AGAIN.match(paragraph) or LOOKS_BACK.match(paragraph))
    )


def end_of_text(message: str, start: int, own_from: int) -> int:
    """Where a text that begins at `start` ends; its first paragraph belongs to it in any case."""
    if start < own_from:
        return own_from
    border = BLANK_LINE.search(message, start)
    return border.start() if border else len(message)
