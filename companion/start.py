"""The `companion` command: the window at once, everything else through the command line's parser.

The parser takes a third of a second to import, which the window need not wait for.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and exit."""
    if sys.argv[1:]:
        from companion.cli import main as command_line

        command_line()
        return
    from companion.paths import data_directory
    from ui.app import run

    sys.exit(run(data_directory()))
