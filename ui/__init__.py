"""Everything Qt.

PySide6 wraps Python's `import` to look, in the source of every module imported after it, for a
mention of itself; it wants to know who may use `from __feature__ import`, which nobody does here.
That makes imports slower, and, as it touches modules that another thread is still importing, lets
pydantic fail to import now and then. So the wrapper is taken off, before the core imports anything.
"""

import builtins

import PySide6.QtCore

assert PySide6.QtCore is not None
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
