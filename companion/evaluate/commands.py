"""`companion evaluate …`. Light to import: each command imports what it evaluates with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from companion.app import load_chat_model, load_starter_encoders
from companion.evaluate.choices import RecallFormat, WriteFormat, WriterName
from companion.printing import Json

evaluate = typer.Typer(help="Measure memory on dialogues of which the truth is known.")


@evaluate.command("write")
def evaluate_write(
    dataset: Annotated[
        Path, typer.Argument(help="LoCoMo JSON, or JSON lines.", exists=True, dir_okay=False)
    ],
    writer: Annotated[WriterName, typer.Option(help="Who writes the notes.")] = WriterName.RULES,
    model: Annotated[
        Path | None,
        typer.Option(
            help="The GGUF file of the model that writes; the starter model when not given.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    format: Annotated[
        WriteFormat | None, typer.Option(help="What the dataset is; recognised when not given.")
    ] = None,
    speaker: Annotated[
        str, typer.Option(help="Who of a LoCoMo conversation is the person; both when not given.")
    ] = "",
    verbose: Annotated[bool, typer.Option(help="Each thing that is wrong, too.")] = False,
    as_json: Json = False,
) -> None:
    """What is noted of dialogues, and whether it is right; leaves your own data alone."""
    from companion.evaluate.write import evaluate_write
    from companion.settings import Settings

    if model is not None and writer is WriterName.RULES:
        raise typer.BadParameter("the rules need no --model")
    report = evaluate_write(
        dataset,
        load_starter_encoders,
        lambda: load_chat_model(Settings(model_path=model)),
        writer=writer,
        format=format,
        speaker=speaker,
    )
    print(report.as_json(verbose=verbose) if as_json else report.as_text(verbose=verbose))


@evaluate.command("recall")
def evaluate_recall(
    dataset: Annotated[
        Path,
        typer.Argument(help="LoCoMo or LongMemEval JSON, or MADial's directory.", exists=True),
    ],
    format: Annotated[
        RecallFormat | None, typer.Option(help="What the dataset is; recognised when not given.")
    ] = None,
    speaker: Annotated[
        str, typer.Option(help="Who of a LoCoMo conversation is the person; else its first.")
    ] = "",
    time_budget: Annotated[
        float | None,
        typer.Option(
            metavar="MS", min=0.0, help="How long the reranker may take; else all it takes."
        ),
    ] = None,
    slept: Annotated[
        float | None,
        typer.Option(
            metavar="DAYS",
            min=0.0,
            help="Have it sleep first, as of so many days after the last message.",
        ),
    ] = None,
    baselines: Annotated[bool, typer.Option(help="Plain retrieval, too: slower.")] = True,
    cache: Annotated[
        Path | None,
        typer.Option(help="Keep here what the encoders say, for the next run.", dir_okay=False),
    ] = None,
    verbose: Annotated[bool, typer.Option(help="Each question half answered, too.")] = False,
    as_json: Json = False,
) -> None:
    """Whether recall finds the turns that answer a question, beside plain retrieval."""
    from companion.evaluate.recall.asking import evaluate_recall
    from companion.settings import Settings

    report = evaluate_recall(
        dataset,
        load_starter_encoders,
        lambda: load_chat_model(Settings()),
        format=format,
        speaker=speaker,
        time_budget_ms=time_budget,
        baselines=baselines,
        cache=cache,
        slept_days=slept,
    )
    print(report.as_json(verbose=verbose) if as_json else report.as_text(verbose=verbose))
