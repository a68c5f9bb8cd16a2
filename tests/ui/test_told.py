"""What the core says is said in the language of the window."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import companion.errors
from companion.domain import Note, NoteKind, Origin
from companion.errors import CompanionError, ModelError
from tests.ui.speaking import spoken_here
from ui.told import text_of, title_of, told, told_error
from ui.told_words import SENTENCES

CORE = Path(companion.errors.__file__).parent
ELSEWHERE = ("evaluate", "bench", "doctor", "cli.py", "archive_cli.py", "printing.py")
"""What speaks to a terminal alone."""


def said_by_errors() -> Iterator[str]:
    """The sentences of every error the core raises, as they stand in its source."""
    kinds = _kinds_of_errors()
    for module, (constants, nodes) in _source().items():
        if module.parts[0] in ELSEWHERE:
            continue
        for node in nodes:
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id in kinds:
                for argument in node.args[:2]:
                    yield from _texts(argument, constants)


def said_as_reasons() -> Iterator[str]:
    """What is given as the reason of a link or a revision, where it stands as a literal."""
    for module, (_, nodes) in _source().items():
        if module.parts[0] == "memory":
            for node in nodes:
                if isinstance(node, ast.keyword) and node.arg == "reason":
                    yield from _texts(node.value, {})


@cache
def _source() -> dict[Path, tuple[dict[str, ast.expr], list[ast.AST]]]:
    """Of each module of the core the constants, and all its calls, their arguments, and classes."""
    found = {}
    for module in CORE.rglob("*.py"):
        tree = ast.parse(module.read_text("utf-8"))
        constants = {
            it.targets[0].id: it.value
            for it in tree.body
            if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name)
        }
        kinds = (ast.Call, ast.keyword, ast.ClassDef)
        nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
        found[module.relative_to(CORE)] = (constants, nodes)
    return found


def _kinds_of_errors() -> set[str]:
    """What the errors of the core are called; read, as not all of its modules are imported."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for _, nodes in _source().values()
        for node in nodes
        if isinstance(node, ast.ClassDef)
    }
    kinds, found = set[str](), {CompanionError.__name__}
    while found - kinds:
        kinds |= found
        found = {name for name, of in bases.items() if of & kinds}
    return kinds


def _texts(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(str(words)):
            yield words
        case ast.JoinedStr(parts):
            place, words = 0, ""
            for part in parts:
                if isinstance(part, ast.Constant):
                    words += str(part.value)
                else:
                    words, place = f"{words}{{{place}}}", place + 1
            yield words
        case ast.IfExp():
            yield from _texts(node.body, constants)
            yield from _texts(node.orelse, constants)
        case ast.Name(name) if name in constants:
            yield from _texts(constants[name], constants)


def test_every_error_of_the_core_is_known_to_the_window() -> None:
    said = set(said_by_errors())
    assert len(said) > 100
    missing = {it for it in said if it and it not in SENTENCES}
    assert missing == set(), "add them to ui/told_words.py, then `just translate`"


def test_every_reason_of_the_core_is_known_to_the_window() -> None:
    said = set(said_as_reasons())
    assert said
    assert {it for it in said if it and it not in SENTENCES} == set()


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("similar in meaning", "ähnlich im Sinn"),
        ("mentions mint, pots", "erwähnt mint, pots"),
        ("birthday: 12 June or 14 June?", "Geburtstag: 12 June oder 14 June?"),
        ("Week of 13 April 2026", "Woche vom 13. April 2026"),
        ("Monday, 4 May 2026", "Montag, 4. Mai 2026"),
        ("May 2026", "Mai 2026"),
        ("Conversation “{braces}” deleted with 5 memories",
         "Gespräch „{braces}“ mit 5 Erinnerungen gelöscht"),
        ("me.companion cannot be read: notes.jsonl, line 2, is not as it should be: pinned:"
         " expected `bool`, got `str`.",
         "me.companion lässt sich nicht lesen: notes.jsonl, Zeile 2, ist nicht, wie es sein"
         " sollte: pinned: erwartet wird „bool“, es ist aber „str“."),
        ("is not as it should be: JSON is malformed: invalid character (byte 9)",
         "ist nicht, wie es sein sollte: das ist kein gültiges JSON: ein ungültiges Zeichen"
         " (Byte 9)"),
        ("is not as it should be: valid_from: expected a time with its time zone",
         "ist nicht, wie es sein sollte: valid_from: erwartet wird eine Zeit mit ihrer Zeitzone"),
        ("My mother's words", "My mother's words"),
    ],
)  # fmt: skip
def test_it_is_said_with_its_values_in_it(qtbot: QtBot, english: str, german: str) -> None:
    assert told(english) == english
    with spoken_here("de"):
        assert told(english) == german


def test_an_error_is_said_with_what_to_do(qtbot: QtBot) -> None:
    error = ModelError("“summer.gguf” is damaged.", "Choose another model.")
    with spoken_here("de"):
        assert told_error(error) == "„summer.gguf“ ist beschädigt. Wähle ein anderes Modell."


def test_what_the_core_quotes_stands_in_the_quotation_marks_of_the_window(qtbot: QtBot) -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    text = "Home: “I live in Porto.”\n“I say “no” at times.”\nTalking since 20 August 2025."
    portrait = Note("n", NoteKind.PORTRAIT, text, Origin.RULE, now, now, title="Our talks")
    assert text_of(portrait) == text
    with spoken_here("de"):
        assert title_of(portrait) == "Unsere Gespräche"
        assert text_of(portrait).split("\n")[:2] == [
            "Zuhause: „I live in Porto.“",
            "„I say “no” at times.“",
        ]
        assert "20. August 2025" in text_of(portrait)
        own = replace(portrait, origin=Origin.USER)
        assert text_of(own) == text
