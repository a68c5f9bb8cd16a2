"""The command line: the same core as the window.

Errors of the world are one sentence on stderr and exit code 1; wrong usage is exit code 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import AuthenticationError
from pathlib import Path
from queue import SimpleQueue
from typing import Annotated, Any

import typer

from companion import archive_cli
from companion.app import Companion
from companion.bench.commands import bench
from companion.domain import JobRun, Note, RecalledNote, Source
from companion.errors import CompanionError, HomeInUse
from companion.evaluate.commands import evaluate
from companion.events import (
    Event,
    Fault,
    Ready,
    StartFailed,
    TurnDelta,
    TurnFailed,
    TurnFinished,
    TurnObserved,
    TurnRecalled,
    TurnStarted,
)
from companion.paths import data_directory
from companion.printing import Json, counted, print_json
from companion.serving import Elsewhere, Served

cli = typer.Typer(
    help="A private companion: a local model, and a memory that is yours.",
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cli.add_typer(bench, name="bench")
cli.add_typer(evaluate, name="evaluate")


def main() -> None:
    """Run the command line and exit."""
    try:
        cli()
    except CompanionError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


@cli.callback()
def window(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="The data directory (also COMPANION_HOME).", file_okay=False),
    ] = None,
) -> None:
    """Without a command, open the window."""
    context.obj = data_directory(home)
    if context.invoked_subcommand is None:
        from ui.app import run

        raise typer.Exit(run(context.obj))


@cli.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Tell what is installed, what works, and why something does not."""
    from companion.doctor import examine

    report = examine(context.obj)
    print(report.as_json() if as_json else report.as_text())


@cli.command()
def say(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What to say.")],
    new: Annotated[bool, typer.Option("--new", help="Begin a new conversation.")] = False,
    as_json: Json = False,
) -> None:
    """Say something, in the latest conversation, and print the reply.

    Returns when the notes of what was said are written.
    """
    if not text.strip():
        raise typer.BadParameter("say something")
    with _opened(context.obj, models=True) as (companion, events):
        latest = [] if new else companion.conversations().result()
        turn = companion.send(text, conversation_id=latest[0].id if latest else None)
        recalled: TurnRecalled | None = None
        finished: TurnFinished | None = None
        failed: TurnFailed | None = None
        kept = False
        while True:
            event = events.get()
            if isinstance(event, TurnStarted):
                kept = True
            elif isinstance(event, TurnFailed):
                failed = event
                if not kept:
                    break
            elif isinstance(event, TurnRecalled):
                recalled = event
            elif isinstance(event, TurnDelta) and not as_json:
                print(event.text, end="", flush=True)
            elif isinstance(event, TurnFinished):
                finished = event
            elif isinstance(event, TurnObserved) and event.turn.id == turn.id:
                break
    if failed is not None:
        raise failed.error
    assert recalled is not None
    assert finished is not None
    if not as_json:
        print()
        return
    figures = finished.figures
    print_json(
        {
            "reply": finished.reply.text,
            "recalled": [_recalled(item) for item in recalled.recall.items],
            "recall_ms": round(figures.recall_ms, 2),
            "ttft_ms": round(figures.ttft_ms, 2),
            "tokens_per_s": round(figures.tokens_per_s, 2),
            "prompt_tokens": figures.prompt_tokens,
            "reused_tokens": figures.reused_tokens,
        }
    )


@cli.command()
def memories(
    context: typer.Context,
    query: Annotated[str, typer.Option(help="Only notes that hold these words.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="The most notes to print.")] = 100,
    as_json: Json = False,
) -> None:
    """List what is remembered, latest first."""
    with _asked(context.obj) as companion:
        notes = companion.notes(query, limit=limit).result()
        details = [companion.note(note.id).result() for note in notes]
    if as_json:
        print_json(
            [{**_note(detail.note), "sources": _sources(detail.sources)} for detail in details]
        )
        return
    for detail in details:
        note = detail.note
        print(f"{note.id}  {note.recorded_at.astimezone():%Y-%m-%d}  {note.kind:<12}  {note.text}")


@cli.command()
def remember(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What to remember, in your own words.")],
    as_json: Json = False,
) -> None:
    """Write a note."""
    if not text.strip():
        raise typer.BadParameter("say what to remember")
    with _asked(context.obj) as companion:
        note = companion.remember(text).result().note
    if as_json:
        print_json(_note(note))
    else:
        print(note.id)


@cli.command()
def forget(
    context: typer.Context,
    note_id: Annotated[str, typer.Argument(metavar="ID", help="The note's id.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="All conversations, memories and backups.")
    ] = False,
    keep_backup: Annotated[
        bool, typer.Option("--backup/--no-backup", help="With --all: keep one for 30 days.")
    ] = True,
    yes: Annotated[bool, typer.Option("--yes", help="With --all: do not ask.")] = False,
) -> None:
    """Forget a note, and every other that rests on the same words, for good; or everything."""
    if bool(note_id) == everything:
        raise typer.BadParameter("give the id of a note, or --all")
    if everything:
        archive_cli.forget_all(context.obj, _opened, keep_backup=keep_backup, yes=yes)
        return
    with _asked(context.obj) as companion:
        companion.note(note_id).result()
        companion.forget_notes([note_id]).result()


@cli.command()
def sleep(
    context: typer.Context,
    job: Annotated[list[str] | None, typer.Option(help="Only this job; may be repeated.")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            parser=datetime.fromisoformat,
            metavar="TIME",
            help="The time to work for, if not now: ISO 8601, in your zone if it names none.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what it would do.")] = False,
    as_json: Json = False,
) -> None:
    """Do now what is done in the background while nothing else is: let memories fade, and tidy."""
    from companion.sleeping import JOBS

    names = job or [*JOBS]
    if unknown := [name for name in names if name not in JOBS]:
        raise typer.BadParameter(f"there is no job {unknown[0]}; there is {', '.join(JOBS)}")
    at = as_of.astimezone(UTC) if as_of else None
    with _asked(context.obj, models=any(JOBS[name] for name in names)) as companion:
        runs = companion.sleep(names, as_of=at, dry_run=dry_run).result()
    if as_json:
        changed = sum(run.changed for run in runs)
        print_json({"jobs": [_job_run(run) for run in runs], "changed": changed})
        return
    for run in runs:
        did = ", ".join(counted(number, what) for what, number in run.did)
        print(f"{run.job:<14} {did or 'nothing to do'}")


@contextmanager
def _opened(home: Path, *, models: bool = False) -> Iterator[tuple[Companion, SimpleQueue[Event]]]:
    """A started Companion and its events; raises what keeps it from starting."""
    companion = Companion(home)
    events: SimpleQueue[Event] = SimpleQueue()
    companion.events.subscribe(events.put)
    companion.start(models=models)
    try:
        while not isinstance(event := events.get(), Ready):
            if isinstance(event, StartFailed):
                raise event.error
            if isinstance(event, Fault):
                raise RuntimeError(event.report)
        yield companion, events
    finally:
        companion.close()


@contextmanager
def _asked(home: Path, *, models: bool = False) -> Iterator[Served]:
    """A started Companion; that of the open window, if there is one."""
    try:
        with _opened(home, models=models) as (companion, _):
            yield companion
    except HomeInUse:
        try:
            elsewhere = Elsewhere(home)
        except (OSError, EOFError, ValueError, AuthenticationError):
            elsewhere = None
        if elsewhere is None:
            raise
        yield elsewhere


archive_cli.add_to(cli, _opened)


def _note(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "kind": note.kind,
        "text": note.text,
        "origin": note.origin,
        "status": note.status,
        "recorded_at": note.recorded_at.isoformat(),
        "importance": note.importance,
        "pinned": note.pinned,
        "hushed": note.hushed,
    }


def _job_run(run: JobRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "job": run.job,
        "state": run.state,
        "as_of": run.as_of.isoformat(),
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "changed": run.changed,
        "did": dict(run.did),
    }


def _recalled(item: RecalledNote) -> dict[str, Any]:
    return {
        **_note(item.note),
        "text": item.text,
        "said_by": item.role,
        "score": item.score,
        "why": item.why,
        "sources": _sources(item.sources),
    }


def _sources(sources: tuple[Source, ...]) -> list[dict[str, Any]]:
    return [
        {
            "message_id": source.message_id,
            "conversation_id": source.conversation_id,
            "start": source.start,
            "end": source.end,
            "quote": source.quote,
            "said_at": source.said_at.isoformat(),
        }
        for source in sources
    ]
