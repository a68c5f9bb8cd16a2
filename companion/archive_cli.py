"""`companion export`: the memory as one file."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Annotated

import typer

from companion.app import Companion
from companion.errors import ArchiveError
from companion.events import Event
from companion.printing import Json, print_json

Opened = Callable[[Path], AbstractContextManager[tuple[Companion, SimpleQueue[Event]]]]
"""Gives a started Companion on a data directory, and closes it."""
PASSPHRASE = "COMPANION_PASSPHRASE"
_Time = Annotated[
    datetime | None,
    typer.Option(
        parser=datetime.fromisoformat,
        metavar="TIME",
        help="ISO 8601, in your zone if it names none.",
    ),
]


def add_to(cli: typer.Typer, opened: Opened) -> None:
    """Let the command line have these commands."""

    @cli.command()
    def export(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="Where to, such as me.companion.")],
        since: _Time = None,
        until: _Time = None,
        persona: Annotated[str, typer.Option(help="Only talk with the persona so named.")] = "",
        notes_only: Annotated[
            bool, typer.Option("--notes-only", help="Without the conversations.")
        ] = False,
        vectors: Annotated[
            bool, typer.Option(help="With the vectors, which are most of the bytes.")
        ] = True,
        encrypt: Annotated[
            bool,
            typer.Option("--encrypt", help=f"Ask for a passphrase (or take it from {PASSPHRASE})."),
        ] = False,
        force: Annotated[bool, typer.Option("--force", help="Replace a file.")] = False,
        as_json: Json = False,
    ) -> None:
        """Write everything, or a part of it, into one file that can be read without Companion."""
        from companion.archive.export import ExportOptions
        from companion.store.outgoing import Selection

        if file.exists() and not force:
            raise ArchiveError(f"{file} is there already.", "Add --force to replace it.")
        options = ExportOptions(vectors, _new_passphrase() if encrypt else "")
        with opened(context.obj) as (companion, _):
            selection = Selection(
                persona_id=companion.archive.persona_id(persona).result() if persona else None,
                since=_utc(since),
                until=_utc(until),
                conversations=not notes_only,
            )
            done = companion.archive.export(file.absolute(), selection, options).result()
        if as_json:
            print_json({"file": str(file), "bytes": done.size, "records": done.records})
            return
        notes, talks = done.records["notes"], done.records["conversations"]
        print(f"{file}: {notes} notes, {talks} conversations, {_size(done.size)}")


def _new_passphrase() -> str:
    given = os.environ.get(PASSPHRASE)
    passphrase = given or str(
        typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    )
    if not passphrase.strip():
        raise typer.BadParameter("a passphrase must not be empty")
    return passphrase


def _utc(time: datetime | None) -> datetime | None:
    return time.astimezone(UTC) if time else None


def _size(size: float) -> str:
    for unit in ("KB", "MB"):
        size /= 1000
        if size < 1000:
            return f"{size:.1f} {unit}"
    return f"{size / 1000:.1f} GB"
