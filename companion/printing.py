"""What commands print: JSON where that is asked for, else lines for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def print_json(value: object) -> None:
    """Indented, and readable in any language."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def counted(number: int, what: str) -> str:
    """A number of things, such as `1 insight` of `insights`, or `3 archived`."""
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


def print_figures(figures: Mapping[str, object], as_json: bool) -> None:
    """Each figure on a line of its own, or all of them as JSON."""
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        print(f"{name:<20} {value}")
