"""Stopping llama.cpp in the middle of a batch.

A prefill step of 128 tokens takes more than a second on a small machine, and smaller steps cost
speed. llama.cpp asks a callback between any two operations whether to give up; but a callback in
Python needs the interpreter's lock a thousand times per step, and with one other busy thread that
made decoding eighty times slower. So the callback is C's own `strlen`: called with a buffer of ours
it answers 0, "go on", until a byte other than zero is written there.

It works where the processor computes; a GPU takes its steps fast enough not to need it.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from companion.lanes import Cancel

_LOOK_EVERY_S = 0.02


class Interrupt:
    """The flag one context's computations look at. It must live as long as the context."""

    def __init__(self) -> None:
        self._flag = ctypes.create_string_buffer(2)
        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        self._strlen = library.strlen

    def install(self, params: Any) -> None:
        """Put the flag into llama_context_params."""
        params.abort_callback = ctypes.cast(self._strlen, type(params.abort_callback))
        params.abort_callback_data = ctypes.addressof(self._flag)

    @contextmanager
    def watching(self, cancel: Cancel) -> Iterator[None]:
        """Raise the flag when `cancel` is set; lower it at the end."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_LOOK_EVERY_S):
                if cancel:
                    self._flag[0] = b"\x01"
                    return

        thread = threading.Thread(target=watch, name="llama-interrupt", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self._flag[0] = b"\x00"
