"""`companion bench …`. Light to import: each command imports what it measures with."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from companion.app import load_starter_encoders
from companion.printing import Json, print_figures

bench = typer.Typer(help="Measure speed against a baseline in the same run.")


@bench.command("chat")
def bench_chat(as_json: Json = False) -> None:
    """Speed of a conversation beside that of llama.cpp alone; takes minutes."""
    from companion.bench.chat import bench_chat

    print_figures(bench_chat().as_dict(), as_json)


@bench.command("window")
def bench_window(as_json: Json = False) -> None:
    """Start-up, memory, and for how long the window was ever busy while a reply streams."""
    from companion.bench.window import bench_start, long_conversation
    from ui.bench import measure_gui_block

    figures: dict[str, Any] = dict(bench_start())
    with long_conversation() as (companion, conversation_id):
        figures["gui_block"] = measure_gui_block(companion, 20.0, conversation_id=conversation_id)
    print_figures(figures, as_json)


@bench.command("timeline")
def bench_timeline(
    notes: Annotated[int, typer.Option(min=0, help="How many notes there are.")] = 100_000,
    as_json: Json = False,
) -> None:
    """How fast the timeline opens, finds and scrolls, and what memory it takes."""
    from companion.bench.timeline import bench_timeline

    print_figures(bench_timeline(notes=notes), as_json)


@bench.command("write")
def bench_write(as_json: Json = False) -> None:
    """What writing the notes of a message costs when there are 100,000 already, in milliseconds."""
    from companion.bench.write import bench_write

    print_figures(bench_write(load_starter_encoders), as_json)


@bench.command("sleep")
def bench_sleep(
    pairs: Annotated[int, typer.Option(min=1, help="How many pairs are measured.")] = 40,
    as_json: Json = False,
) -> None:
    """How much later the first token comes while a background job runs; takes minutes."""
    from companion.bench.sleep import bench_sleep

    print_figures(bench_sleep(pairs), as_json)


@bench.command("night")
def bench_night(
    notes: Annotated[int, typer.Option(min=1, help="How many notes there are.")] = 10_000,
    as_json: Json = False,
) -> None:
    """What a first night of all background jobs costs, and its longest step; takes minutes."""
    from companion.bench.night import bench_night

    print_figures(bench_night(load_starter_encoders, notes=notes), as_json)


@bench.command("recall")
def bench_recall(
    notes: Annotated[
        str, typer.Option(help="How many notes there are, by turns: numbers and commas.")
    ] = "1000,10000,100000",
    as_json: Json = False,
) -> None:
    """What recall costs by how many notes there are, in milliseconds, beside its parts alone."""
    from companion.bench.recall import bench_recall

    try:
        sizes = [int(size) for size in notes.split(",")]
    except ValueError as error:
        raise typer.BadParameter("--notes are numbers and commas") from error
    if min(sizes) < 1:
        raise typer.BadParameter("there must be some notes")
    print_figures(bench_recall(load_starter_encoders, sizes), as_json)


@bench.command("archive")
def bench_archive(
    notes: Annotated[int, typer.Option(min=1, help="How many notes there are.")] = 100_000,
    mutations: Annotated[int, typer.Option(min=0, help="How many archives to spoil.")] = 10_000,
    as_json: Json = False,
) -> None:
    """What exports and imports cost, and that no spoilt archive does harm; takes minutes."""
    from companion.bench.archive import bench_archive

    print_figures(bench_archive(notes=notes, mutations=mutations), as_json)
