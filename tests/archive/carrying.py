"""Somebody with several machines, who carries archives from one to the other."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from companion.archive.export import ExportOptions, export
from companion.archive.forgetting_all import forget_all
from companion.archive.importing import (
    Imported,
    ImportOptions,
    Preview,
    compare,
    prepare,
    preview,
    take_in,
)
from companion.clock import FixedClock
from companion.compared import Compared
from companion.lanes import Cancel
from companion.secrets import make_key
from companion.selection import Selection
from companion.settings import Settings
from companion.store.store import Store
from companion.store.verdicts import Verdict
from tests.author import Author


def silent(done: int, total: int) -> None:
    pass


class Machine:
    """A store on a home of its own, new or gone on with, and who writes into it."""

    def __init__(self, home: Path, clock: FixedClock) -> None:
        if not home.exists():
            home.mkdir(parents=True)
            make_key(home)
        self.home = home
        self.clock = clock
        self.store = Store(home, clock)
        self.author = Author(self.store, clock)
        self.settings = Settings()

    def exports(self, name: str = "me", **how: Any) -> Path:
        """An archive of all that is here."""
        file = self.home / f"{name}.companion"
        export(self.store, self.settings, file, Selection(), ExportOptions(**how))
        return file

    def imports(self, file: Path, passphrase: str = "", **how: Any) -> Imported:
        """Take in an archive."""
        prepared = prepare(file, passphrase, self.home, self.clock.now(), silent, Cancel())
        try:
            done = take_in(
                self.store,
                prepared,
                ImportOptions(**how),
                self.clock.now(),
                Cancel(),
                self.settings,
            )
            self.settings = done.settings or self.settings
            return done
        finally:
            prepared.close()

    def looks_at(self, file: Path, passphrase: str = "", **how: Any) -> Preview:
        """What taking it in would do."""
        prepared = prepare(file, passphrase, self.home, self.clock.now(), silent, Cancel())
        try:
            return preview(self.store, prepared, ImportOptions(**how), Cancel(), self.settings)
        finally:
            prepared.close()

    def compares(self, file: Path, kind: str, *verdicts: Verdict) -> list[Compared]:
        """What that which a preview lists says here and there."""
        prepared = prepare(file, "", self.home, self.clock.now(), silent, Cancel())
        try:
            found = preview(self.store, prepared, ImportOptions(), Cancel(), self.settings)
            ids = [i for verdict in verdicts for i in found.listed.get((kind, verdict), ())]
            return compare(self.store, prepared, kind, ids)
        finally:
            prepared.close()

    def forgets_all(self) -> None:
        """Forget everything, for good."""
        forget_all(self.store, self.clock.now(), False, Cancel())

    def texts(self) -> set[str]:
        """What the notes say that can be seen."""
        return {note.text for note in self.store.notes.find(limit=10_000)}


def rewritten(
    file: Path, to: Path, change: Callable[[dict[str, bytes]], None], *, sums: bool = True
) -> Path:
    """An archive with members changed, and the manifest in step with them, if `sums`."""
    with zipfile.ZipFile(file) as source:
        members = {name: source.read(name) for name in source.namelist()}
    manifest = members.pop("manifest.json")
    change(members)
    told = json.loads(manifest)
    if sums:
        told["members"] = {name: entry(name, content) for name, content in members.items()}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
        target.writestr("manifest.json", json.dumps(told))
    return to


def entry(name: str, content: bytes) -> Mapping[str, Any]:
    """What the manifest says of a member."""
    lines = content.count(b"\n") if name.endswith(".jsonl") else 0
    return {"sha256": sha256(content).hexdigest(), "bytes": len(content), "records": lines}


def edited(name: str, line: int, /, **fields: Any) -> Callable[[dict[str, bytes]], None]:
    """Change fields of the record on one line, counted from 1, of a member."""

    def change(members: dict[str, bytes]) -> None:
        lines = members[f"{name}.jsonl"].splitlines()
        record = json.loads(lines[line - 1]) | fields
        lines[line - 1] = json.dumps(record, ensure_ascii=False).encode()
        members[f"{name}.jsonl"] = b"".join(it + b"\n" for it in lines)

    return change


@contextmanager
def machines(folder: Path, clock: FixedClock) -> Iterator[Callable[[str], Machine]]:
    """Makes machines by name, and closes them in the end."""
    made: dict[str, Machine] = {}

    def machine(name: str) -> Machine:
        if name not in made:
            made[name] = Machine(folder / name, clock)
        return made[name]

    yield machine
    for it in made.values():
        it.store.close()
