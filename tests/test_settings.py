"""Settings, paths and the key: the small files of a data directory."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from pydantic import ValidationError

from companion.errors import StoreError
from companion.events import ModelReady
from companion.paths import VARIABLE, data_directory
from companion.secrets import FILE as KEY_FILE
from companion.secrets import digest, tombstone_key
from companion.settings import FILE, Settings, load_settings, save_settings
from tests.listening import Listener
from tests.readable import is_readable

# -- settings -------------------------------------------------------------------------------------


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert list(tmp_path.iterdir()) == []


some_settings = st.builds(
    Settings,
    theme=st.sampled_from(["system", "light", "dark"]),
    model_path=st.none() | st.text("aäé /\\x.", min_size=1).map(Path),
    context_tokens=st.none() | st.integers(512, 10**6),
    temperature=st.floats(0, 2),
    reply_tokens=st.integers(16, 10**5),
)


@given(some_settings)
def test_what_is_kept_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    home = tmp_path_factory.getbasetemp() / "settings"
    home.mkdir(exist_ok=True)
    save_settings(home, settings)
    assert load_settings(home) == settings
    assert [path.name for path in home.iterdir()] == [FILE]


def test_settings_of_a_newer_version_are_read_as_far_as_they_are_known(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"theme": "dark", "hologram": true}')
    assert load_settings(tmp_path).theme == "dark"


@pytest.mark.parametrize(
    "text", ["", "{", "null", '{"reply_tokens": "many"}', '{"theme": "plaid"}']
)
def test_a_damaged_file_is_said_so(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StoreError) as raised:
        load_settings(tmp_path)
    assert is_readable(raised.value)
    assert str(tmp_path / FILE) in raised.value.message


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    save_settings(tmp_path, Settings(theme="dark"))
    (tmp_path / f"{FILE}.new").mkdir()
    with pytest.raises(StoreError) as raised:
        save_settings(tmp_path, Settings(theme="light"))
    assert is_readable(raised.value)
    assert load_settings(tmp_path).theme == "dark"


@pytest.mark.parametrize(
    "change",
    [
        {"temperature": -0.1},
        {"temperature": 2.1},
        {"context_tokens": 100},
        {"reply_tokens": 0},
        {"recall_tokens": -1},
        {"theme": "plaid"},
    ],
)
def test_a_value_out_of_range_changes_nothing(
    listener: Listener, home: Path, change: dict[str, object]
) -> None:
    before = listener.companion.settings
    with pytest.raises(ValidationError):
        listener.companion.change_settings(**change)
    assert listener.companion.settings == before
    assert load_settings(home) == before


def test_changed_settings_are_there_after_a_restart(
    open_companion: Callable[..., Listener], home: Path
) -> None:
    today = open_companion()
    today.start()
    changed = today.companion.change_settings(theme="dark", temperature=1.0)
    assert today.companion.settings == changed
    assert len(today.all(ModelReady)) == 1, "neither needs the model to be loaded anew"
    today.close()
    tomorrow = open_companion()
    tomorrow.start()
    assert tomorrow.companion.settings == changed


def test_a_change_before_the_store_is_open_keeps_the_other_settings(
    open_companion: Callable[..., Listener], home: Path
) -> None:
    home.mkdir()
    save_settings(home, Settings(theme="dark", reply_tokens=99))
    listener = open_companion()
    listener.companion.change_settings(temperature=1.0)
    listener.start()
    at = listener.companion.settings.changed_at
    assert at.keys() == {"temperature"}
    wanted = Settings(theme="dark", reply_tokens=99, temperature=1.0, changed_at=at)
    assert listener.companion.settings == load_settings(home) == wanted


def test_damaged_settings_are_not_changed_over(
    open_companion: Callable[..., Listener], home: Path
) -> None:
    home.mkdir()
    (home / FILE).write_text("{")
    listener = open_companion()
    listener.start()
    with pytest.raises(StoreError):
        listener.companion.change_settings(theme="dark")
    assert (home / FILE).read_text() == "{"


# -- paths ----------------------------------------------------------------------------------------


def test_the_data_directory_is_the_chosen_one_or_the_named_or_the_platforms(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    usual = data_directory()
    assert usual.is_absolute()
    assert "companion" in usual.name.lower()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    assert data_directory() == tmp_path / "named"
    assert data_directory(tmp_path / "chosen") == tmp_path / "chosen"
    monkeypatch.setenv(VARIABLE, "")
    assert data_directory() == usual


def test_a_relative_directory_or_one_at_home_is_made_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    assert data_directory(Path("here")) == tmp_path / "here"
    assert data_directory(Path("~/notes")) == tmp_path / "me" / "notes"
    monkeypatch.setenv(VARIABLE, "~/notes")
    assert data_directory() == tmp_path / "me" / "notes"


# -- the key of the tombstones --------------------------------------------------------------------


class MemoryKeyring(KeyringBackend):
    """A key store that lasts as long as the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def test_without_a_key_store_the_key_is_in_a_file_of_its_owner(tmp_path: Path) -> None:
    key = tombstone_key(tmp_path)
    assert len(key) == 32
    assert tombstone_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_each_directory_has_a_key_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert tombstone_key(tmp_path) != tombstone_key(tmp_path / "other")


def test_where_there_is_a_key_store_it_holds_the_key(tmp_path: Path) -> None:
    before, store = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(store)
    try:
        key = tombstone_key(tmp_path)
        assert tombstone_key(tmp_path) == key
        assert [bytes.fromhex(kept) for kept in store.kept.values()] == [key]
        assert list(tmp_path.iterdir()) == []
    finally:
        keyring.set_keyring(before)
    # A key in a file is used from then on, whatever the key store says.
    from_file = tombstone_key(tmp_path)
    keyring.set_keyring(store)
    try:
        assert tombstone_key(tmp_path) == from_file
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("text", ["", "zz", "00" * 8, "not a key at all"])
def test_a_damaged_key_is_said_so(tmp_path: Path, text: str) -> None:
    (tmp_path / KEY_FILE).write_text(text)
    with pytest.raises(StoreError) as raised:
        tombstone_key(tmp_path)
    assert is_readable(raised.value)
    assert (tmp_path / KEY_FILE).read_text() == text


def test_a_key_that_cannot_be_kept_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        tombstone_key(tmp_path / "nowhere")
    assert is_readable(raised.value)


def test_a_digest_needs_the_key_and_holds_no_word() -> None:
    key = b"k" * 32
    assert digest(key, "I like tea") != digest(key, "I like teas")
    assert digest(key, "I like tea") != digest(b"l" * 32, "I like tea")
    assert "tea" not in digest(key, "I like tea")


@given(st.text())
def test_any_words_have_a_digest(text: str) -> None:
    assert len(digest(b"k", text)) == 64
