"""Pictures of the window, made anew: `uv run python packaging/screenshots.py OUT`.

A made-up person's conversations are said to a scripted model in a temporary data directory, with
the clock turned back, so that everything seen is what Companion itself made of them, with the
starter encoders. Every state is pictured in every look and size, at 1x and 2x; `--only` takes those
whose name has a word in it. Needs no screen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from screenshot_stage import Stage
from screenshot_states import State, with_a_past, without

from companion.events import Ready
from ui.app import make_application
from ui.bridge import Bridge
from ui.language import speak
from ui.shell.window import MainWindow
from ui.theme import theme

LOOKS = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "light-contrast": {"theme": "light", "contrast": "more"},
    "dark-contrast": {"theme": "dark", "contrast": "more"},
    "large": {"theme": "light", "text_size": 200},
}
"""The settings of each look."""
SIZES = {"small": (800, 600), "wide": (1280, 800), "huge": (2560, 1440)}


@dataclass(frozen=True)
class Session:
    """A process of its own: what cannot change while the window is open, and what is pictured."""

    name: str
    scale: int
    language: str
    looks: tuple[str, ...]
    sizes: tuple[str, ...]


SESSIONS = {
    session.name: session
    for session in (
        Session("1x", 1, "en", ("light", "dark"), ("small", "wide", "huge")),
        Session("2x", 2, "en", ("light", "dark"), ("small", "wide")),
        Session("contrast", 1, "en", ("light-contrast", "dark-contrast"), ("wide",)),
        Session("large", 1, "en", ("large",), ("small", "wide")),
        Session("de", 1, "de", ("light", "large"), ("small",)),
    )
}


def picture(session: Session, home: Path, out: Path, only: str) -> None:
    """Write a PNG of every state to `out`, named STATE-SIZE-LOOK-SESSION."""
    speak(make_application(), session.language)
    for at, states in ((home, with_a_past), (home.parent / "first-day", without)):
        stage = Stage(at)
        bridge = Bridge(stage.companion)
        window = MainWindow(bridge)
        try:
            window.show()
            stage.companion.events.publish(Ready())
            stage.settle()
            for look in session.looks:
                usual = {"contrast": "system", "text_size": 100}
                stage.companion.change_settings(**usual | LOOKS[look])
                settings = stage.companion.settings
                theme().choose(
                    settings.theme, contrast=settings.contrast, text_size=settings.text_size
                )
                for size in session.sizes:
                    window.resize(*SIZES[size])
                    stage.settle()
                    ending = f"{size}-{look}-{session.name}.png"
                    _grab(stage, states(stage, window), out, ending, only)
        finally:
            window.close()
            bridge.close()
            stage.companion.close()


def _grab(stage: Stage, states: Iterator[State], out: Path, ending: str, only: str) -> None:
    for name, shown in states:
        wanted = not only or only in name
        stage.settle(0.5 if wanted else 0.3)
        if wanted:
            shown.grab().save(str(out / f"{name}-{ending}"))


def main(out: Path, sessions: list[str], only: str) -> None:
    """Live through the past once, and picture it in each session."""
    out.mkdir(parents=True, exist_ok=True)
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "lived"
        stage = Stage(home)
        stage.live_through()
        stage.companion.close()
        for name in sessions:
            copy = Path(folder) / name / "home"
            shutil.copytree(home, copy)
            command = [sys.executable, __file__, str(out), "--session", name, "--home", str(copy)]
            scale = {"QT_SCALE_FACTOR": str(SESSIONS[name].scale)}
            subprocess.run([*command, "--only", only], env=os.environ | scale, check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--session", choices=SESSIONS, action="append")
    parser.add_argument("--only", default="", help="states whose name has this in it")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.home is None:
        main(asked.out, asked.session or list(SESSIONS), asked.only)
    else:
        picture(SESSIONS[asked.session[0]], asked.home, asked.out, asked.only)
