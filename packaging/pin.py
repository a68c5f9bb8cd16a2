"""Write the exact version of every package into `pyproject.toml`, as uv resolves them now.

Run it after changing a dependency: `uv run --no-project --with tomlkit packaging/pin.py`. The lock
file itself names hosts and is not committed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import tomlkit

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def main() -> None:
    """Resolve without the old pins, then write the new ones."""
    project = tomlkit.parse(PROJECT.read_text("utf-8"))
    settings = project["tool"]["uv"]
    settings.pop("constraint-dependencies", None)
    PROJECT.write_text(tomlkit.dumps(project), "utf-8")
    # Not `--upgrade`: it has uv forget the wheel of llama.cpp that took minutes to build.
    PROJECT.with_name("uv.lock").unlink(missing_ok=True)
    exported = subprocess.run(
        [
            "uv",
            "export",
            "--all-groups",
            "--no-emit-project",
            "--no-hashes",
            "--no-annotate",
            "--no-header",
            "--quiet",
        ],
        cwd=PROJECT.parent,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pins = tomlkit.array()
    pins.extend(line.strip() for line in exported.splitlines() if "==" in line)
    settings["constraint-dependencies"] = pins.multiline(True)
    PROJECT.write_text(tomlkit.dumps(project), "utf-8")


if __name__ == "__main__":
    main()
