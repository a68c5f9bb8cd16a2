"""Memory that comes blank from the C library, so that nothing of what was freed ends up in a file.

Chroma's index (hnswlib) writes a buffer to disk that it never filled: whatever lay in that memory
before, a forgotten sentence among it.
"""

from __future__ import annotations

import ctypes
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

_M_PERTURB = -6
_BLANK = 0xFF
"""With this, glibc fills what it hands out with zeros, and what is freed with ones."""
_lock = threading.Lock()
_inside: list[int] = []
"""A thread for each that is inside."""


@contextmanager
def blank_memory() -> Iterator[None]:
    """While inside, every thread of the process gets blank memory; with glibc, elsewhere nothing is
    done (macOS clears what is freed by itself)."""
    mallopt = _mallopt()
    if mallopt is None:
        yield
        return
    with _lock:
        _inside.append(threading.get_ident())
        mallopt(_M_PERTURB, _BLANK)
    try:
        yield
    finally:
        with _lock:
            _inside.remove(threading.get_ident())
            if not _inside:
                mallopt(_M_PERTURB, 0)


@cache
def _mallopt() -> Callable[[int, int], int] | None:
    if platform.libc_ver()[0] != "glibc":
        return None
    found: Callable[[int, int], int] = ctypes.CDLL(None).mallopt
    return found
