"""What an import would do, for the shell: how much of what, and what differs here and there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from companion.app import Companion
from companion.archive.importing import Prepared, Preview
from companion.compared import Compared
from companion.printing import counted
from companion.store.verdicts import Verdict

CONFLICTING = "conflicting"
SHOWN = 10
"""Records that are printed of what becomes the same of them."""
AT_ONCE = 500
WIDEST = 100
_HEADINGS = {
    CONFLICTING: "changed on both sides; you will be asked",
    Verdict.CHANGED: "newer there",
    Verdict.KEPT: "newer here; it stays",
}


@dataclass(frozen=True, slots=True)
class Differing:
    """Records of one kind that both sides have, not alike, and what becomes of them; some of
    `total`."""

    kind: str
    what: str
    total: int
    records: tuple[Compared, ...]


def compare(
    companion: Companion, prepared: Prepared, found: Preview, most: int | None
) -> list[Differing]:
    """What both sides have and not alike, what conflicts first; at most so many of each, or
    all."""
    conflicting = set(found.conflicting)
    listed: list[tuple[str, str, Sequence[str]]] = [("notes", CONFLICTING, found.conflicting)]
    for (kind, verdict), those in found.listed.items():
        if verdict in (Verdict.CHANGED, Verdict.KEPT):
            listed.append((kind, verdict, [i for i in those if i not in conflicting]))
    differing = []
    records: list[Compared]
    for kind, what, ids in listed:
        records = []
        for at in range(0, len(ids[:most]), AT_ONCE):
            some = ids[:most][at : at + AT_ONCE]
            records += companion.archive.compare(prepared, kind, some).result()
        if ids:
            differing.append(Differing(kind, what, len(ids), tuple(records)))
    return differing


def print_preview(found: Preview, differing: Sequence[Differing]) -> None:
    """Print it."""
    for name, of in found.counts.items():
        told = ", ".join(f"{number} {verdict}" for verdict, number in of.items())
        print(f"{name:<14} {told or 'none'}")
    if found.conflicts:
        print(f"{found.conflicts} notes were changed on both sides; see the review")
    notes = found.counts["notes"].get(Verdict.FORGOTTEN, 0)
    talks = found.counts["conversations"].get(Verdict.FORGOTTEN, 0)
    if notes or talks:
        told = f"{counted(notes, 'notes')} and {counted(talks, 'conversations')}"
        print(f"{told} in it were forgotten here and stay out; --forgotten brings them back")
    for name, here, there in found.settings:
        print(f"the setting {name} was changed there later: {here} becomes {there}")
    if found.held:
        print(f"{found.held} notes read as an instruction and wait for your review")
    if found.lost:
        print(
            f"{found.lost} notes and conversations were forgotten elsewhere, and so here;"
            " --forgotten keeps them"
        )
    for of_one in differing:
        _print_differing(of_one)


def as_record(found: Preview, differing: Sequence[Differing]) -> dict[str, Any]:
    """It as what JSON can hold."""
    return {
        "name": found.name,
        "source": found.source,
        "as_of": found.as_of,
        **{
            name: {verdict.value: number for verdict, number in of.items()}
            for name, of in found.counts.items()
        },
        "conflicts": found.conflicts,
        "held": found.held,
        "lost": found.lost,
        "settings": {
            name: {"here": here, "incoming": there} for name, here, there in found.settings
        },
        "differing": [
            {"kind": of.kind, "what": str(of.what), "id": it.id, "here": it.here}
            | {"incoming": it.there, "differs": list(it.differs)}
            for of in differing
            for it in of.records
        ],
    }


def _print_differing(of: Differing) -> None:
    print(f"\n{of.kind}, {_HEADINGS[of.what]}:")
    for it in of.records:
        also = f" ({', '.join(it.differs)})" if it.differs else ""
        print(f"  here:  {_line(it.here or '')}")
        print(f"  there: {_line(it.there)}{also}")
    if of.total > len(of.records):
        print(f"  and {of.total - len(of.records):,} more; --json lists them all")


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…"
