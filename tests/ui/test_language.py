"""The window speaks every language it offers, all of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.ui.speaking import spoken_here
from ui.language import I18N, NAMES, SOURCE, spoken, translate

ROOT = Path(__file__).parents[2]
OTHERS = sorted(str(language) for language in NAMES if language != SOURCE)
_PLACE = re.compile(r"\{(\w*)\}")


def _tool(name: str) -> str:
    return shutil.which(name, path=str(Path(sys.executable).parent)) or name


@pytest.mark.parametrize("language", OTHERS)
def test_every_string_of_the_window_is_translated(language: str, tmp_path: Path) -> None:
    taken_out = tmp_path / f"companion_{language}.ts"
    shutil.copy(I18N / taken_out.name, taken_out)
    modules = [str(module) for module in (ROOT / "ui").rglob("*.py")]
    command = [_tool("pyside6-lupdate"), *modules, "-ts", str(taken_out), "-no-obsolete"]
    subprocess.run(command, check=True, capture_output=True)
    messages = list(ElementTree.parse(taken_out).iter("message"))
    assert len(messages) > 100
    missing = []
    for message in messages:
        source, translation = message.find("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        if not translation.text or translation.get("type"):
            missing.append(source.text)
            continue
        places = (sorted(_PLACE.findall(text or "")) for text in (source.text, translation.text))
        assert len(set(map(tuple, places))) == 1, source.text
    assert missing == [], "`just translate` takes them out; the .ts file waits for words"


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_loaded_is_what_was_translated(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    source = str(I18N / f"companion_{language}.ts")
    command = [_tool("pyside6-lrelease"), source, "-qm", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    assert made.read_bytes() == (I18N / f"companion_{language}.qm").read_bytes()


def test_a_chosen_language_is_spoken(qtbot: QtBot) -> None:
    assert translate("SettingsPage", "Settings") == "Settings"
    with spoken_here("de"):
        assert translate("SettingsPage", "Settings") == "Einstellungen"
        assert translate("kinds", "Wish") == "Wunsch"
        assert QLocale().language() is QLocale.Language.German


def test_the_source_needs_no_translation(qtbot: QtBot) -> None:
    with spoken_here(SOURCE):
        assert translate("SettingsPage", "Settings") == "Settings"
        assert QLocale().language() is QLocale.Language.English


def test_who_wants_what_there_is_not_hears_the_source() -> None:
    assert spoken("de") == "de"
    assert spoken("system") in NAMES
    assert spoken("tlh") in NAMES
