"""What is said before the trouble, and is to be known after it."""

from __future__ import annotations

from collections.abc import Callable

from companion.errors import CompanionError
from companion.events import StartFailed, TurnRecalled
from companion.store.store import Store
from tests.listening import Listener
from tests.readable import is_readable

Opener = Callable[..., Listener]
FACT = "I moved to Porto in May with my dog Biscuit"
OTHER = "My sister Ada works at a bakery"


def start_fails(listener: Listener) -> CompanionError:
    """Start, and return what keeps it from starting."""
    listener.start()
    error = listener.wait(StartFailed).error
    assert is_readable(error)
    return error


def knows(listener: Listener, question: str, fact: str) -> None:
    """Ask, and see that the fact is recalled."""
    turn = listener.say(question)
    recalled = listener.wait(TurnRecalled, turn=turn).recall
    assert fact in [item.note.text for item in recalled.items]


def in_step(store: Store) -> bool:
    """Whether the index holds just the vectors that the database holds, and nothing waits."""
    wanted = store.embeddings.ids(store.fingerprint)
    return (
        store.index is not None
        and store.index.ids() == wanted
        and store.embeddings.outbox(store.fingerprint, 1) == (0, {})
    )
