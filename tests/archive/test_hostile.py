"""Archives that somebody made to do harm, or that a disk has eaten at: each is told in one
sentence that names the member and the line, and nothing changes."""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.archive import opening
from companion.archive.layout import FORMAT
from companion.clock import FixedClock
from companion.errors import ArchiveError, CompanionError
from tests.archive.carrying import Machine, edited, entry, machines, rewritten
from tests.archive.conftest import live_a_little
from tests.conftest import NOON

Make = Callable[[str], Machine]
Change = Callable[[dict[str, bytes]], None]
A_ULID = "01" + "0" * 24


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a laptop, and in it an archive of the little of everything that it holds."""
    home = tmp_path_factory.mktemp("whole")
    with machines(home, FixedClock(NOON)) as machine:
        live_a_little(machine("laptop").author)
        machine("laptop").exports()
    return home / "laptop"


@pytest.fixture
def file(whole: Path, tmp_path: Path) -> Path:
    """An archive that holds a little of everything."""
    return Path(shutil.copytree(whole, tmp_path / "laptop")) / "me.companion"


@pytest.fixture
def refused(machine: Make, file: Path) -> Callable[[Path], str]:
    """Imports a file, which must fail without a trace, and gives what was said."""
    desktop = machine("desktop")
    before = desktop.exports("before").read_bytes()

    def refuse(broken: Path) -> str:
        with pytest.raises(ArchiveError) as raised:
            desktop.imports(broken)
        assert desktop.exports("before").read_bytes() == before
        assert not list(desktop.home.glob(".import-*"))
        said = str(raised.value)
        assert "Traceback" not in said
        assert len(said) < 400
        return said

    return refuse


def with_text(name: str, text: bytes) -> Change:
    """Put other bytes in place of a member."""

    def change(members: dict[str, bytes]) -> None:
        members[name] = text

    return change


def with_line(name: str, line: bytes) -> Change:
    """Add a line to a member."""

    def change(members: dict[str, bytes]) -> None:
        members[f"{name}.jsonl"] += line + b"\n"

    return change


def lines(file: Path, name: str) -> list[dict[str, Any]]:
    """The records of a member."""
    content = zipfile.ZipFile(file).read(f"{name}.jsonl")
    return [json.loads(line) for line in content.splitlines()]


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("notes", {"importance": "much"}, "notes.jsonl, line 2, is not .*: importance"),
        ("notes", {"kind": "spell"}, "notes.jsonl, line 2, is not as it should be: kind"),
        ("notes", {"status": "forgotten"}, "line 2, is not as it should be: status"),
        ("notes", {"mood": "merry"}, "line 2, is not as it should be: .*mood"),
        ("notes", {"recorded_at": "2026-13-45T12:00:00.000000Z"}, "line 2, .*recorded_at"),
        ("notes", {"recorded_at": "yesterday"}, "line 2, .*recorded_at"),
        ("notes", {"id": "../../etc/passwd"}, "line 2, .*id"),
        ("notes", {"text": "a\0b"}, "line 2, .*null character"),
        ("notes", {"confidence": 1e400}, "line 2"),
        ("notes", {"keywords": [["deep"]]}, "line 2, .*keywords"),
        ("revisions", {"after": {"text": 5}}, "revisions.jsonl, line 2"),
        ("revisions", {"after": None}, "revisions.jsonl, line 2"),
        ("messages", {"role": "root"}, "messages.jsonl, line 2"),
        ("messages", {"parent_id": A_ULID}, "line 2, speaks of a message that is not in"),
        ("messages", {"conversation_id": A_ULID}, "line 2, speaks of a conversation that is not"),
        ("conversations", {"leaf_id": A_ULID}, "line 2, speaks of a message that is not in"),
        ("conversations", {"persona_id": A_ULID}, "line 2, speaks of a persona that is not in"),
        ("sources", {"end": 100000}, "sources.jsonl, line 2, cites characters"),
        ("sources", {"start": -1}, "sources.jsonl, line 2"),
        ("mentions", {"name": "Nobody"}, "mentions.jsonl, line 2, speaks of an entity"),
        ("vectors", {"item_id": A_ULID}, "vectors.jsonl, line 2, is of an item that is not"),
        ("recalled", {"reply_id": A_ULID}, "recalled.jsonl, line 1, speaks of a message"),
    ],
)  # fmt: skip
def test_a_record_that_is_not_as_it_should_be(
    refused: Callable[[Path], str], file: Path, tmp_path: Path, name: str, fields: Any, said: str
) -> None:
    line = 1 if name == "recalled" else 2
    broken = rewritten(file, tmp_path / "broken.companion", edited(name, line, **fields))
    told = refused(broken)
    assert re.search(said, told), told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_line("notes", b""), "line 6"),
        (with_line("notes", b"not json"), "line 6"),
        (with_line("notes", b'{"id": "\xff\xfe"}'), "line 6"),
        (with_line("notes", b'{"id": "\\ud800"}'), "line 6"),
        (with_line("notes", b"[" * 100_000), "line 6"),
        (with_line("notes", b'{"a":' * 5000 + b"1" + b"}" * 5000), "line 6"),
        (with_line("notes", b"9" * 5000), "line 6"),
        (with_text("notes.jsonl", b"{}"), "notes.jsonl, line 1, has no end"),
        (with_text("settings.json", b"[]"), "settings.json"),
        (with_text("settings.json", b" " * 100_000), "settings.json is too large"),
        (with_text("vectors.npy", b"\x93NUMPY"), "vectors.npy"),
        (with_text("../evil.txt", b""), "evil.txt does not belong"),
        (with_text("/etc/cron.d/evil", b""), "evil does not belong"),
        (with_text("notes.jsonl/../evil", b""), "does not belong"),
        (with_text("C:\\evil.exe", b""), "does not belong"),
        (with_text("evil\n\x1b[2Jname", b""), "does not belong"),
    ],
)
def test_a_member_that_is_not_as_it_should_be(
    refused: Callable[[Path], str], file: Path, tmp_path: Path, change: Change, said: str
) -> None:
    told = refused(rewritten(file, tmp_path / "broken.companion", change))
    assert said in told
    assert told.isprintable()


def test_a_second_record_with_the_same_id(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    again = json.dumps(lines(file, "notes")[0]).encode()
    told = refused(rewritten(file, tmp_path / "broken.companion", with_line("notes", again)))
    assert "notes.jsonl, line 6, stands there for the second time" in told


def test_messages_that_follow_each_other_in_a_circle(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    second = lines(file, "messages")[1]["id"]
    change = edited("messages", 1, parent_id=second)
    assert "follows itself" in refused(rewritten(file, tmp_path / "broken.companion", change))


def test_a_vector_that_is_no_number(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    def poison(members: dict[str, bytes]) -> None:
        rows = members["vectors.npy"]
        members["vectors.npy"] = rows[:-4] + np.float32("nan").tobytes()

    assert "no number" in refused(rewritten(file, tmp_path / "broken.companion", poison))


def test_a_wrong_checksum_names_the_member(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["notes.jsonl"] = members["notes.jsonl"].replace(b"Biscuit", b"Bisciut")

    told = refused(rewritten(file, tmp_path / "broken.companion", change, sums=False))
    assert "notes.jsonl has been changed" in told


def test_a_member_that_the_manifest_does_not_know(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    def change(members: dict[str, bytes]) -> None:
        del members["links.jsonl"]

    told = refused(rewritten(file, tmp_path / "broken.companion", change, sums=False))
    assert "links.jsonl is not in both" in told


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(refused: Callable[[Path], str], file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("notes.jsonl", "")
    assert "notes.jsonl is there twice" in refused(file)


def test_a_link(refused: Callable[[Path], str], file: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked.companion"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(linked, "w") as target:
        for info in source.infolist():
            if info.filename == "settings.json":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            target.writestr(info, source.read(info.filename))
    assert "settings.json is a link" in refused(linked)


def test_a_zip_bomb(
    refused: Callable[[Path], str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "FREE", 2**16)
    bomb = rewritten(file, tmp_path / "bomb.companion", with_text("README.txt", bytes(2**24)))
    assert "would unpack to" in refused(bomb)


def test_a_zip_bomb_that_lies_about_its_size(
    refused: Callable[[Path], str], file: Path, tmp_path: Path
) -> None:
    def lie(members: dict[str, bytes]) -> None:
        members["settings.json"] = b" " * 2**20

    bomb = rewritten(file, tmp_path / "bomb.companion", lie)
    manifest = json.loads(zipfile.ZipFile(bomb).read("manifest.json"))
    manifest["members"]["settings.json"]["bytes"] = 10
    small = tmp_path / "small.companion"
    with zipfile.ZipFile(bomb) as source, zipfile.ZipFile(small, "w", 8) as target:
        for name in source.namelist():
            told = json.dumps(manifest) if name == "manifest.json" else source.read(name)
            target.writestr(name, told)
    assert "settings.json is not as large as the manifest says" in refused(small)


def test_a_line_longer_than_any_record(
    refused: Callable[[Path], str],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "LONGEST_LINE", 2**20)
    long = with_line("notes", b'"' + b"a" * 2**22 + b'"')
    assert "line 6, is longer" in refused(rewritten(file, tmp_path / "b.companion", long))


def test_another_format(refused: Callable[[Path], str], file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.companion"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                content = json.dumps(
                    {**json.loads(content), "format": FORMAT + 1, "more": True}
                ).encode()
            target.writestr(name, content)
    assert f"was written by a newer version of Companion (format {FORMAT + 1})" in refused(newer)


def test_a_file_that_is_none(refused: Callable[[Path], str], tmp_path: Path) -> None:
    other = tmp_path / "other.companion"
    for content in (b"", b"PK", b"hello" * 1000, bytes(100)):
        other.write_bytes(content)
        assert "is no archive of Companion" in refused(other)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.txt", "")
    assert "is no archive of Companion" in refused(other)
    assert "cannot be read" in refused(tmp_path / "nowhere.companion")
    assert "cannot be read" in refused(tmp_path)


def test_cut_off_anywhere(machine: Make, file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    cut = tmp_path / "cut.companion"
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        cut.write_bytes(whole[:at])
        with pytest.raises(ArchiveError):
            machine("desktop").looks_at(cut)


@pytest.mark.slow  # A passphrase is made slow to try on purpose.
def test_a_locked_archive_that_was_changed(machine: Make, tmp_path: Path) -> None:
    laptop, desktop = machine("laptop"), machine("desktop")
    laptop.author.begins("Hello")
    file = laptop.exports(passphrase="correct horse")
    with zipfile.ZipFile(file) as source:
        members = {name: source.read(name) for name in source.namelist()}
    for name, content in (
        ("archive.age", members["archive.age"][:-40]),
        ("archive.age", b"age-encryption.org/v1\n"),
        ("key.age", b""),
        ("key.age", bytes(10_000)),
        ("evil.txt", b""),
    ):
        changed = tmp_path / "changed.companion"
        with zipfile.ZipFile(changed, "w") as target:
            for kept, there in {**members, name: content}.items():
                target.writestr(kept, there)
        with pytest.raises(CompanionError, match="changed"):
            desktop.imports(changed, "correct horse")


def test_a_message_with_the_id_of_another_one(machine: Make, file: Path, tmp_path: Path) -> None:
    """It could put words into what somebody said."""
    laptop = machine("laptop")
    before = laptop.exports("before").read_bytes()
    forged = rewritten(file, tmp_path / "f.companion", edited("messages", 1, role="assistant"))
    with pytest.raises(ArchiveError, match="line 1, has the id of another message that is here"):
        laptop.imports(forged)
    assert laptop.exports("before").read_bytes() == before


def test_what_the_manifest_says_is_checked_by_hand(file: Path) -> None:
    content = zipfile.ZipFile(file).read("notes.jsonl")
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    assert manifest["members"]["notes.jsonl"] == entry("notes.jsonl", content)
