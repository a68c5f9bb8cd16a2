"""The command line, run in this process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest
import typer.main

from companion import cli


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]
_command_of = cache(typer.main.get_command)
"""Reads all commands and their options once, and not each time that one is run."""


@pytest.fixture
def run_companion(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `companion` with these arguments."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(typer.main, "get_command", _command_of)
        monkeypatch.setattr(sys, "argv", ["companion", *arguments])
        code: object = 0
        try:
            cli.main()
        except SystemExit as exit:
            code = exit.code
        printed = capsys.readouterr()
        return Ended(int(str(code or 0)), printed.out, printed.err)

    return run
