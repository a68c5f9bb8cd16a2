"""What single lines give away: code, logs, cited lines, verses, and talk between others."""

from __future__ import annotations

import re

from companion.memory.patterns import any_word, one_of
from companion.memory.quoted.spans import Spans

_CITED = re.compile(r"[ \t]{0,8}(?:>(?=[ \t>A-Za-z\"“'\d]|$)|[★☆⭐—]|\|(?=.*\|))")
_CODE_SIGNS = frozenset("(){}=;<>[]")
_CODE_WORD = re.compile(
    r"\s*"
    + any_word(
        r"""
        alter, async, await, bool, case, char, class, const, create, def, delete, double, echo,
        elif, enum, except, export, float, fn, for, from, func, function, if, import, insert, int,
        interface, lambda, let, namespace, new, package, print\w*, private, protected, public,
        raise, return, select, static, string, struct, switch, throw, try, update, use, using,
        var, void, while, with
        """
    )
    + r"\b",
)
_CODE = re.compile(
    r"\s*"
    + one_of(
        r">>> |\.\.\. |\$ \w|#!|#include|//|/\*|\*/|@\w[\w.]*(?:\(|$)|</?[a-z!][^>]*>",
        r"[\]\[{}()]+[;,]?$|[\w.]+\([^)]*\)[;,:]?$|[\"'][\w-]+[\"']: ",
        r"[\w.\[\]\"'*]+ ?[-+*/|&:]?= ?(?=[^\s=])(?=.*[\[({\"'\d;])",
        r"\w+\*? \*?\w+;$",
        r"(?-i:SELECT\b.*\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b",
    ),
    re.IGNORECASE,
)
_LOG = re.compile(
    r"\s*"
    + one_of(
        r"Traceback \(|File \".*\", line \d|at [\w.$<>/]+[(:]",
        r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d",
        r"\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL)\b[\]: ]",
        r"[\w.]*(?:Error|Exception|Warning):",
        r"[\w./-]+: (?:error|fatal|warning|undefined reference|Error response)",
        r"error(?:\[\w+\])?: |fatal: |npm ERR|caused by: ",
    ),
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


def lines_in(message: str) -> Spans:
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
