"""Export: everything in one file, readable without Companion, and the same each time."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pyrage
import pytest

from companion.archive import layout
from companion.archive.export import Exported, ExportOptions, export
from companion.archive.records import RECORDS
from companion.domain import NoteStatus
from companion.encoders.scripted import HashingEmbedder
from companion.errors import ArchiveError
from companion.events import ArchiveProgress
from companion.filters import Filter
from companion.lanes import Cancel, Cancelled
from companion.selection import Selection
from companion.settings import Settings
from companion.store.outgoing import MEMBERS
from companion.store.store import Store
from companion.store.tables import SQLModel
from tests.author import Author
from tests.commanding import Run
from tests.listening import Listener

STAYS = {
    "embedding": "as vectors",
    "token_vectors": "are made anew by upkeep",
    "alias": "with entities",
    "claim": "with notes",
    "migration": "is the form of a database, not what is in it",
    "meta": "speaks of this machine",
    "outbox": "speaks of this machine's index",
    "probe": "speaks of this machine's models",
    "dropped": "counts, and no memory",
    "brought": "is of this machine's last import",
    "condensed": "is what this machine's index need not hold",
    "withheld": "is what this machine's index need not hold",
    "tombstone": "those of words mean nothing without this machine's key",
}
"""Tables that are no member of an archive, and why."""
DERIVED = {"off_branch": "follows from leaf_id", "deleted_at": "what is deleted stays"}


def exported(store: Store, file: Path, **how: Any) -> Exported:
    """An archive of `store`."""
    selection = how.pop("selection", Selection())
    return export(store, Settings(), file, selection, ExportOptions(**how))


def records(file: Path, name: str) -> list[dict[str, Any]]:
    """The records of one kind in an archive, read with nothing but the standard library."""
    with zipfile.ZipFile(file) as archive:
        member = f"{name}.jsonl"
        lines = archive.read(member).splitlines() if member in archive.namelist() else []
    return [json.loads(line) for line in lines]


def texts(file: Path, name: str = "notes") -> set[str]:
    """The words of these records."""
    return {record["text"] for record in records(file, name)}


def test_everything_is_in_it_as_its_schema_says(lived: Store, tmp_path: Path) -> None:
    file = tmp_path / "me.companion"
    done = exported(lived, file)
    for name in RECORDS:
        found = records(file, name)
        assert found, name
        assert len(found) == done.records[name]
        schema = json.loads(zipfile.ZipFile(file).read(f"schemas/{name}.schema.json"))
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        for record in found:
            validator.validate(record)
    assert done.size == file.stat().st_size


def test_whatever_is_kept_travels_or_has_a_reason_not_to() -> None:
    members = {"persona", "recalled", "studied", "declined"}
    members |= {member.name.removesuffix("s") for member in MEMBERS} | {"entity"}
    tables = SQLModel.metadata.tables
    assert set(tables) - members == set(STAYS)
    for member in MEMBERS:
        name = member.name.removesuffix("s") if member.name != "entities" else "entity"
        columns = {column.name for column in tables[name].columns} if name in tables else set()
        assert set(RECORDS[member.name].__annotations__) == set(member.fields)
        if member.name not in ("entities", "mentions"):
            assert columns - set(member.fields) <= set(DERIVED), member.name


def test_the_manifest_knows_every_member(lived: Store, tmp_path: Path) -> None:
    file = tmp_path / "me.companion"
    exported(lived, file)
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.namelist()[-1] == "manifest.json"
        assert set(manifest["members"]) == set(archive.namelist()) - {"manifest.json"}
        for name, entry in manifest["members"].items():
            assert entry["sha256"] == sha256(archive.read(name)).hexdigest()
            assert entry["bytes"] == archive.getinfo(name).file_size
        assert set(archive.namelist()) <= layout.MEMBERS
        assert "conversations.jsonl" in archive.read("README.txt").decode()


def test_vectors_are_a_numpy_file(lived: Store, tmp_path: Path) -> None:
    file = tmp_path / "me.companion"
    exported(lived, file)
    rows = np.load(BytesIO(zipfile.ZipFile(file).read("vectors.npy")))
    ids = [record["item_id"] for record in records(file, "vectors")]
    kept = lived.embeddings.of(ids, HashingEmbedder().fingerprint)
    assert len(rows) == len(ids) == len(kept)
    assert all(np.array_equal(kept[i], row) for i, row in zip(ids, rows, strict=True))
    exported(lived, file, vectors=False)
    assert "vectors.npy" not in zipfile.ZipFile(file).namelist()


def test_the_same_memory_makes_the_same_bytes(lived: Store, tmp_path: Path) -> None:
    one, other = tmp_path / "one.companion", tmp_path / "other.companion"
    exported(lived, one)
    exported(lived, other)
    assert one.read_bytes() == other.read_bytes()


def test_what_is_deleted_or_forgotten_stays_out(author: Author, tmp_path: Path) -> None:
    message = author.begins("I like tea. I like jazz.")
    note = author.notes("I like tea", message)
    author.notes("I like jazz", message)
    gone = author.begins("Nothing of this.")
    store, now = author.store, author.clock.now()
    store.conversations.set_deleted(gone.conversation_id, now)
    store.notes.set_status([note.id], NoteStatus.FORGOTTEN, actor="user", reason="", now=now)
    file = tmp_path / "me.companion"
    exported(store, file)
    assert texts(file) == {"I like jazz"}
    assert texts(file, "messages") == {"I like tea. I like jazz."}
    assert {record["note_id"] for record in records(file, "revisions")} != {note.id}
    assert note.id not in file.read_bytes().decode("latin-1")


def test_a_selection_leaves_out_the_rest(author: Author, tmp_path: Path) -> None:
    file = tmp_path / "me.companion"
    early = author.begins("I like tea")
    author.notes("I like tea", early)
    author.clock.advance(timedelta(days=10))
    now = author.clock.now()
    author.notes("I like jazz", author.begins("I like jazz"))
    exported(author.store, file, selection=Selection(since=now))
    assert texts(file) == texts(file, "messages") == {"I like jazz"}
    exported(author.store, file, selection=Selection(until=now))
    assert texts(file) == texts(file, "messages") == {"I like tea"}
    exported(author.store, file, selection=Selection(filter=Filter(words="tea")))
    assert texts(file) == texts(file, "messages") == {"I like tea"}
    exported(author.store, file, selection=Selection(conversations=False))
    assert texts(file) == {"I like tea", "I like jazz"}
    assert records(file, "messages") == records(file, "sources") == []
    persona = author.store.conversations.persona()
    exported(author.store, file, selection=Selection(persona_id=persona.id))
    assert texts(file) == {"I like tea", "I like jazz"}
    exported(author.store, file, selection=Selection(persona_id="0" * 25 + "9"))
    assert texts(file) == set()


def test_a_cancelled_export_leaves_what_was_there(lived: Store, tmp_path: Path) -> None:
    file = tmp_path / "me.companion"
    file.write_bytes(b"the last one")
    cancel = Cancel()

    def half(done: int, total: int) -> None:
        if done > total / 2:
            cancel.set()

    for passphrase in ("", "correct horse"):
        with pytest.raises(Cancelled):
            export(
                lived, Settings(), file, Selection(), ExportOptions(True, passphrase), half, cancel
            )
    assert [it.name for it in tmp_path.iterdir() if it.is_file()] == ["me.companion"]
    assert file.read_bytes() == b"the last one"
    assert not list(lived.home.glob(".export-*"))


def test_a_place_that_cannot_be_written_to_is_said(lived: Store, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        exported(lived, tmp_path / "nowhere" / "me.companion")


@pytest.mark.slow  # A passphrase is made slow to try on purpose.
def test_a_locked_archive_is_opened_by_age(lived: Store, tmp_path: Path) -> None:
    plain, locked = tmp_path / "plain.companion", tmp_path / "locked.companion"
    exported(lived, plain)
    exported(lived, locked, passphrase="correct horse")
    with zipfile.ZipFile(locked) as outer:
        assert set(outer.namelist()) == {"README.txt", "key.age", "archive.age"}
        key = pyrage.passphrase.decrypt(outer.read("key.age"), "correct horse").decode()
        opened = pyrage.decrypt(outer.read("archive.age"), [pyrage.x25519.Identity.from_str(key)])
    assert opened == plain.read_bytes()
    assert b"Porto" not in locked.read_bytes()


def test_progress_is_told_up_to_the_end(listener: Listener, tmp_path: Path) -> None:
    listener.say("I moved to Porto in June with my dog Biscuit.")
    file = tmp_path / "me.companion"
    listener.companion.archive.export(file, Selection(), ExportOptions()).result(30)
    last = listener.all(ArchiveProgress)[-1]
    assert last.done == last.total > 0


# -- from the shell -------------------------------------------------------------------------------


def test_from_the_shell(home: Path, tmp_path: Path, run_companion: Run) -> None:
    file = tmp_path / "me.companion"

    def run(*arguments: str) -> Any:
        return run_companion("--home", str(home), *arguments)

    run("remember", "The bins go out on Thursday")
    done = run("export", str(file), "--json")
    assert done.json["records"]["notes"] == 1
    assert texts(file) == {"The bins go out on Thursday"}
    again = run("export", str(file))
    assert again.code == 1
    assert again.err == f"{file} is there already. Add --force to replace it.\n"
    assert run("export", str(file), "--force", "--since", "2100-01-01").code == 0
    assert texts(file) == set()
    assert run("export", str(file), "--force", "--persona", "Nobody").code == 1
    assert run("export", str(file), "--force", "--filter", "Nobody").code == 1


@pytest.mark.slow  # A passphrase is made slow to try on purpose.
def test_it_is_locked_from_the_shell(
    home: Path, tmp_path: Path, run_companion: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "me.companion"
    run_companion("--home", str(home), "remember", "The bins go out on Thursday")
    monkeypatch.setenv("COMPANION_PASSPHRASE", "correct horse")
    done = run_companion("--home", str(home), "export", str(file), "--encrypt")
    assert done.out.startswith(f"{file}: 1 note, ")
    assert "key.age" in zipfile.ZipFile(file).namelist()
