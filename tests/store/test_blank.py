"""Memory that holds nothing of what was freed."""

from __future__ import annotations

import ctypes
import platform

import pytest

from companion.store.blank import blank_memory

SIZE = 4000


def test_what_was_freed_is_not_handed_out_again() -> None:
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("this C library cannot be asked for it")
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    used = [library.malloc(SIZE) for _ in range(50)]
    for place in used:
        ctypes.memset(place, ord("s"), SIZE)
        library.free(place)
    with blank_memory(), blank_memory():
        fresh = [library.malloc(SIZE) for _ in range(50)]
    assert all(ctypes.string_at(place, SIZE) == bytes(SIZE) for place in fresh)
    for place in fresh:
        library.free(place)
