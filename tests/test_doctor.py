"""Doctor on whole, broken, open and missing parts."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from companion.clock import FixedClock
from companion.doctor import Report, Section, Status, examine
from companion.doctor.machine import versions
from companion.doctor.report import examined
from companion.domain import JobState
from companion.encoders.scripted import ScriptedEncoders
from companion.errors import EncoderError
from companion.memory.model_prompt import WRITER
from companion.models.gguf import file_key
from companion.settings import Settings, save_settings
from companion.store.migrations import STEPS
from companion.store.store import Store
from tests.conftest import NOON
from tests.listening import Listener
from tests.models.gguf_files import write_gguf
from tests.past import lived

CHAT = {
    "general.architecture": "llama",
    "general.name": "Tiny",
    "tokenizer.chat_template": "{{ messages }}",
    "llama.context_length": 4096,
}


def examine_here(home: Path, **parts: Any) -> Report:
    """Examine `home` on a machine with no GPU, no starter model and scripted encoders."""
    defaults: dict[str, Any] = {
        "starter": lambda: None,
        "gpu_available": lambda: False,
        "nvidia_driver": lambda: False,
        "load_encoders": ScriptedEncoders,
    }
    return examine(home, **{**defaults, **parts})


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a closed Companion, in which something was said."""
    said = "I moved to Porto in May with my dog Biscuit"
    return lived(tmp_path_factory.mktemp("past") / "home", lambda it: it.say(said))


@pytest.fixture
def closed_home(past: Path, home: Path) -> Path:
    """Such a home, for one test alone."""
    return Path(shutil.copytree(past, home))


def files_of(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def test_a_home_that_does_not_exist_is_fine_and_is_not_made(home: Path) -> None:
    report = examine_here(home)
    for name in ("versions", "paths", "gpu", "encoders", "store", "writing", "sleep", "index"):
        assert report.section(name).status is Status.OK, report.section(name)
    assert not home.exists()


def test_what_is_kept_is_counted(closed_home: Path) -> None:
    report = examine_here(closed_home)
    store, index = report.section("store"), report.section("index")
    assert (store.status, index.status) == (Status.OK, Status.OK)
    assert store.facts["conversations"] == 1
    assert store.facts["messages"] == 2
    assert store.facts["notes"] == index.facts["notes"] != 0
    assert index.facts["vectors"]
    assert store.facts["integrity_check"] == "ok"
    assert store.facts["schema_version"] == len(STEPS)
    assert index.facts["in_step"] is True


def test_what_was_done_in_sleep_is_told(listener: Listener, home: Path) -> None:
    assert examine_here(home).section("sleep").facts == {}
    listener.companion.sleep(["decay"]).result()
    sleep = examine_here(home).section("sleep")
    assert sleep.status is Status.OK
    assert str(sleep.facts["decay"]).endswith("(done): nothing to do")


def test_a_job_that_failed_is_told(store: Store, home: Path, clock: FixedClock) -> None:
    run = store.runs.begin("decay", clock.now(), clock.now())
    store.runs.end(run, JobState.FAILED, clock.now())
    sleep = examine_here(home).section("sleep")
    assert sleep.status is Status.WARN
    assert "decay" in sleep.sentence


def test_why_sentences_made_no_memory_is_told(listener: Listener, home: Path) -> None:
    assert examine_here(home).section("writing").facts == {}
    listener.say("Do you like tea? If I had a boat, I would sail it. And what is a boat?")
    report = examine_here(home)
    writing = report.section("writing")
    assert writing.facts == {"question": 2, "hypothetical": 1}
    assert "3 (2 asked something, 1 only imagined something)" in writing.sentence
    assert writing.sentence in report.as_text()
    assert json.loads(report.as_json())["sections"]["writing"]["facts"]["question"] == 2


def test_nothing_is_written(closed_home: Path) -> None:
    before = files_of(closed_home)
    examine_here(closed_home)
    assert files_of(closed_home) == before


def test_an_open_home_can_be_examined(listener: Listener, home: Path) -> None:
    listener.say("I moved to Porto in May with my dog Biscuit")
    report = examine_here(home)
    assert report.section("store").facts["messages"] == 2
    assert report.section("index").facts["in_step"] is True
    listener.say("I work at a bakery")
    assert examine_here(home).section("store").facts["messages"] == 4


def test_a_home_with_odd_characters_can_be_examined(closed_home: Path, tmp_path: Path) -> None:
    odd = closed_home.rename(tmp_path / "100% mine? #1 ü")
    assert examine_here(odd).section("store").facts["messages"] == 2


def test_a_database_that_is_none_is_reported(closed_home: Path) -> None:
    (closed_home / "companion.db").write_bytes(b"not a database at all" * 100)
    report = examine_here(closed_home)
    assert report.section("store").status is Status.FAIL
    assert "damaged" in report.section("store").sentence
    assert report.section("index").status is Status.FAIL
    assert report.section("encoders").status is Status.OK


def test_a_damaged_page_is_found(closed_home: Path) -> None:
    file = closed_home / "companion.db"
    data = bytearray(file.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_message_conversation'"
        ).fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    data[(root - 1) * page + 8 : root * page] = bytes(page - 8)
    file.write_bytes(data)
    store = examine_here(closed_home).section("store")
    assert store.status is Status.FAIL
    assert "backup" in store.sentence


def test_a_newer_database_is_told(closed_home: Path) -> None:
    with closing(sqlite3.connect(closed_home / "companion.db")) as connection, connection:
        connection.execute("INSERT INTO migration VALUES (99, 'later', '')")
    store = examine_here(closed_home).section("store")
    assert store.status is Status.FAIL
    assert "newer" in store.sentence
    assert store.facts["schema_version"] == 99


def test_a_lost_index_is_told(closed_home: Path) -> None:
    shutil.rmtree(closed_home / "index")
    index = examine_here(closed_home).section("index")
    assert index.status is Status.WARN
    assert index.facts["in_step"] is False
    assert "lost" in index.sentence


def test_notes_without_a_vector_of_this_embedder_are_told(closed_home: Path) -> None:
    class Other(ScriptedEncoders):
        def __init__(self) -> None:
            super().__init__()
            self.embedder.fingerprint = "another"

    index = examine_here(closed_home, load_encoders=Other).section("index")
    assert index.status is Status.WARN
    assert index.facts["vectors"] == 0
    assert index.facts["in_step"] is False


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("INSERT INTO outbox (item_id) SELECT id FROM note LIMIT 1", "changes"),
        ("INSERT OR REPLACE INTO meta VALUES ('index_holds_forgotten', 'yes')", "forgotten"),
    ],
)
def test_an_index_that_lags_behind_is_told(closed_home: Path, statement: str, word: str) -> None:
    with closing(sqlite3.connect(closed_home / "companion.db")) as connection, connection:
        connection.execute(statement)
    index = examine_here(closed_home).section("index")
    assert index.status is Status.WARN
    assert index.facts["in_step"] is False
    assert word in index.sentence


def test_broken_encoders_break_nothing_else(closed_home: Path) -> None:
    def broken() -> ScriptedEncoders:
        raise EncoderError("The encoder file is damaged.", "Install it again.")

    report = examine_here(closed_home, load_encoders=broken)
    assert report.status is Status.FAIL
    assert report.section("encoders").sentence == "The encoder file is damaged. Install it again."
    assert report.section("index").status is Status.WARN
    assert report.section("store").status is Status.OK


def test_a_bug_in_one_part_is_reported_as_such() -> None:
    def bug() -> Section:
        raise ZeroDivisionError("oh")

    section = examined("gpu", bug)
    assert section.status is Status.FAIL
    assert "ZeroDivisionError" in section.sentence


def test_the_chosen_model_is_described(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    path = write_gguf(tmp_path / "tiny.gguf", CHAT)
    save_settings(home, Settings(model_path=path))
    model = examine_here(home).section("model")
    assert model.status is Status.OK
    assert dict(model.facts) == {
        "name": "Tiny",
        "path": str(path),
        "chosen_by_owner": True,
        "size_bytes": path.stat().st_size,
        "chat_template": True,
        "trained_context_tokens": 4096,
    }


@pytest.mark.parametrize(
    ("metadata", "word"),
    [
        ({"general.architecture": "llama"}, "chat template"),
        (CHAT, "damaged"),
    ],
)
def test_a_starter_model_that_cannot_serve_is_told(
    home: Path, tmp_path: Path, metadata: dict[str, Any], word: str
) -> None:
    path = write_gguf(tmp_path / "tiny.gguf", metadata)
    model = examine_here(home, starter=lambda: path).section("model")
    assert model.status is Status.FAIL
    assert word in model.sentence


def test_a_missing_model_is_told(home: Path, tmp_path: Path) -> None:
    assert "There is no chat model" in examine_here(home).section("model").sentence
    home.mkdir()
    save_settings(home, Settings(model_path=tmp_path / "gone.gguf"))
    model = examine_here(home).section("model")
    assert model.status is Status.FAIL
    assert "gone.gguf" in model.sentence


def test_who_writes_memories_is_told(closed_home: Path, tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "tiny.gguf", CHAT)

    def writer() -> Section:
        return examine_here(closed_home, starter=lambda: path).section("writer")

    def tested(score: float, at: Path = path) -> None:
        store = Store(closed_home, FixedClock(NOON))
        store.studies.put_score(file_key(at), WRITER, score, NOON)
        store.close()

    assert writer().facts["model_writes"] is None
    tested(0.0)
    assert writer().facts["model_writes"] is False
    assert "did not pass" in writer().sentence
    tested(1.0)
    assert writer().facts["model_writes"] is True
    path = write_gguf(tmp_path / "other.gguf", {**CHAT, "general.name": "Other"})
    assert writer().facts["model_writes"] is None, "the other one was not tested"


def test_damaged_settings_are_told(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{")
    report = examine_here(home)
    assert report.section("paths").status is Status.FAIL
    assert "settings.json" in report.section("paths").sentence


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    paths = examine_here(tmp_path / "file" / "home").section("paths")
    assert paths.status is Status.FAIL
    assert "cannot write" in paths.sentence


@pytest.mark.parametrize(
    ("available", "nvidia", "status", "word"),
    [
        (True, True, Status.OK, "found a GPU"),
        (False, True, Status.WARN, "CMAKE_ARGS"),
        (False, False, Status.OK, "processor"),
    ],
)
def test_the_gpu_section_says_why(
    home: Path, available: bool, nvidia: bool, status: Status, word: str
) -> None:
    gpu = examine_here(home, gpu_available=lambda: available, nvidia_driver=lambda: nvidia).section(
        "gpu"
    )
    assert gpu.status is status
    assert gpu.facts["offload"] is available
    assert word in gpu.sentence


def test_a_package_that_is_not_installed_is_named() -> None:
    section = versions(("companion", "no-such-package"))
    assert section.status is Status.FAIL
    assert "no-such-package" in section.sentence
    assert section.facts["no-such-package"] is None


def test_json_holds_every_fact(closed_home: Path) -> None:
    report = examine_here(closed_home)
    read = json.loads(report.as_json())
    assert read["status"] == report.status
    assert set(read["sections"]) == {section.name for section in report.sections}
    for section in report.sections:
        assert read["sections"][section.name]["facts"] == dict(section.facts)


def test_text_is_aligned_and_readable() -> None:
    facts = {"size_bytes": 98_200_000, "gpu": False, "trained_tokens": None, "notes": 3}
    text = Report((Section("model", Status.WARN, "It is odd.", facts),)).as_text()
    assert text == (
        "warn  model: It is odd.\n"
        "      size            98.2 MB\n"
        "      gpu             no\n"
        "      trained tokens  unknown\n"
        "      notes           3"
    )


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ((), Status.OK),
        ((Status.OK, Status.WARN), Status.WARN),
        ((Status.WARN, Status.FAIL, Status.OK), Status.FAIL),
    ],
)
def test_the_worst_section_decides(statuses: tuple[Status, ...], worst: Status) -> None:
    assert Report(tuple(Section(status, status, "") for status in statuses)).status is worst
