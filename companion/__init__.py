"""Companion's core: everything but the window."""

import os

# Before numpy is first imported. Its products here are small, and threads that wait for the next
# one by spinning take the core that the encoders and the chat model need: recall takes twice as
# long after a large one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
