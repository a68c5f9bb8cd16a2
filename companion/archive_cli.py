"""`companion export|import|backup`: the memory as a file, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Annotated, Any

import typer

from companion.app import Companion
from companion.errors import ArchiveError, NotFound
from companion.events import Event
from companion.printing import Json, counted, print_json

if TYPE_CHECKING:
    from companion.archive.importing import Prepared
    from companion.backup import Backup
    from companion.filters import Filter

Opened = Callable[[Path], AbstractContextManager[tuple[Companion, SimpleQueue[Event]]]]
"""Gives a started Companion on a data directory, and closes it."""
PASSPHRASE = "COMPANION_PASSPHRASE"
EVERYTHING = "forget everything"
"""What somebody types who means it."""
FORMATS = "archive, markdown, html, or csv"
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
        filter: Annotated[
            str,
            typer.Option(metavar="NAME", help="Only what a saved filter of the timeline leaves."),
        ] = "",
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
        as_format: Annotated[
            str,
            typer.Option("--format", help=f"{FORMATS}; without it, what the file's ending says."),
        ] = "",
        language: Annotated[
            str, typer.Option(help="Of a diary: en or de; without it, as the window speaks.")
        ] = "",
        force: Annotated[bool, typer.Option("--force", help="Replace a file.")] = False,
        as_json: Json = False,
    ) -> None:
        """Write everything, or a part of it, into one file: an archive, to be imported again, or a
        diary or a table, to be read."""
        from companion.archive.diary_words import SPOKEN, words_in
        from companion.archive.export import ExportOptions
        from companion.filters import Filter
        from companion.selection import Format, Selection, format_named, format_of

        if as_format and format_named(as_format) is None:
            raise typer.BadParameter(f"there is no format {as_format}: {FORMATS}")
        if language and language not in SPOKEN:
            raise typer.BadParameter(f"no diary is written in {language}: {', '.join(SPOKEN)}")
        format = format_named(as_format) or format_of(file)
        if encrypt and format is not Format.ARCHIVE:
            raise typer.BadParameter("only an archive can be encrypted")
        if file.exists() and not force:
            raise ArchiveError(f"{file} is there already.", "Add --force to replace it.")
        passphrase = _new_passphrase() if encrypt else ""
        with opened(context.obj) as (companion, _):
            words = words_in(language or companion.settings.language)
            options = ExportOptions(vectors, passphrase, format, words)
            selection = Selection(
                persona_id=companion.archive.persona_id(persona).result() if persona else None,
                since=_utc(since),
                until=_utc(until),
                filter=_saved(companion, filter) if filter else Filter(),
                conversations=not notes_only,
            )
            done = companion.archive.export(file.absolute(), selection, options).result()
        if as_json:
            print_json({"file": str(file), "bytes": done.size, "records": done.records})
            return
        told = [
            counted(done.records[what], what)
            for what in ("notes", "conversations")
            if what in done.records
        ]
        print(f"{file}: {', '.join(told)}, {_size(done.size)}")

    backup = typer.Typer(help="Copies of everything, to go back to.", no_args_is_help=True)
    cli.add_typer(backup, name="backup")

    @backup.command("list")
    def list_(context: typer.Context, as_json: Json = False) -> None:
        """What backups there are, latest first."""
        with opened(context.obj) as (companion, _):
            found = companion.archive.backups().result()
        if as_json:
            print_json([_backup(it) for it in found])
            return
        for it in found:
            print(f"{it.name}  {it.made_at.astimezone():%Y-%m-%d %H:%M}  {_size(it.size)}")

    @backup.command()
    def make(context: typer.Context, as_json: Json = False) -> None:
        """Make a backup now; they are made daily and before imports by themselves."""
        with opened(context.obj) as (companion, _):
            made = companion.archive.back_up().result()
        if as_json:
            print_json(_backup(made))
        else:
            print(made.name)

    @backup.command()
    def restore(
        context: typer.Context,
        name: Annotated[str, typer.Argument(help="Which, as `backup list` calls it.")],
    ) -> None:
        """Go back to a backup, less what was forgotten since; what is here is backed up first."""
        with opened(context.obj) as (companion, _):
            made = companion.archive.restore(name).result()
        print(f"what was here before is in {made.name}")

    @cli.command("import")
    def import_(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help="What to bring in.", exists=True)],
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Only tell what it would do.")
        ] = False,
        into: Annotated[
            str,
            typer.Option(metavar="NAME", help="Put its conversations under a persona so named."),
        ] = "",
        replace: Annotated[
            bool, typer.Option("--replace", help="In place of everything that is here.")
        ] = False,
        forgotten: Annotated[
            bool, typer.Option("--forgotten", help="Also what was forgotten, here or there.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Bring in what was exported: what is new, and of what is known the latest version."""
        from companion.archive.importing import ImportOptions, Mode
        from companion.preview_cli import SHOWN, as_record, compare, print_preview

        if into and replace:
            raise typer.BadParameter("--into and --replace do not go together")
        mode = Mode.REPLACE if replace else Mode.PERSONA if into else Mode.MERGE
        options = ImportOptions(mode, into, forgotten)
        with opened(context.obj) as (companion, _):
            prepared = _read(companion, file)
            try:
                made, differing = "", []
                if dry_run:
                    found = companion.archive.preview(prepared, options).result()
                    most = None if as_json else SHOWN
                    differing = compare(companion, prepared, found, most)
                else:
                    done = companion.archive.take_in(prepared, options).result()
                    found, made = done.preview, done.backup
            finally:
                prepared.close()
        if as_json:
            print_json({**as_record(found, differing), "backup": made})
            return
        print_preview(found, differing)
        if made and found.changes:
            print(f"`companion undo-import` undoes it; as a last resort `backup restore {made}`")

    @cli.command("undo-import")
    def undo_import(context: typer.Context) -> None:
        """Take the last import back; what was said and noted since stays."""
        with opened(context.obj) as (companion, _):
            done = companion.archive.undo_import().result()
        print(f"undone, with {counted(len(done.note_ids), 'notes')}")


def forget_all(home: Path, opened: Opened, *, keep_backup: bool, yes: bool) -> None:
    """Forget everything, once that is asked for twice."""
    with opened(home) as (companion, _):
        notes = companion.count_notes().result()
        talks = len(companion.conversations().result())
        if not yes:
            told = f"{counted(notes, 'notes')} and {counted(talks, 'conversations')}"
            kept = "A backup of them is kept for 30 days." if keep_backup else "Nothing is kept."
            print(
                f"This forgets {told} in {home}, and removes all backups. {kept}", file=sys.stderr
            )
            if typer.prompt(f"Type “{EVERYTHING}” to go on", default="", err=True) != EVERYTHING:
                raise typer.Abort
        made = companion.archive.forget_all(keep_backup=keep_backup).result()
    if made is not None:
        print(f"`companion backup restore {made.name}` undoes it, for 30 days")


def _saved(companion: Companion, name: str) -> Filter:
    found = {it.name: it.filter for it in companion.exploring.saved().result()}
    if name not in found:
        raise NotFound(f"There is no saved filter called {name}.")
    return found[name]


def _read(companion: Companion, file: Path) -> Prepared:
    """Read a file, asking for its passphrase when it is locked."""
    from companion.archive.locked import WrongPassphrase

    given = os.environ.get(PASSPHRASE, "")
    try:
        return companion.archive.read(file, given).result()
    except WrongPassphrase:
        if given or not sys.stdin.isatty():
            raise
    passphrase = str(typer.prompt("Passphrase", hide_input=True, err=True))
    return companion.archive.read(file, passphrase).result()


def _backup(backup: Backup) -> dict[str, Any]:
    return {
        "name": backup.name,
        "made_at": backup.made_at.isoformat(),
        "why": backup.why.value,
        "bytes": backup.size,
    }


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
