"""When and where Python's garbage is collected while the window is open."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest

from tests.ui.chat.conftest import Chat
from ui.bridge import Bridge
from ui.collector import Collector


class Knot:
    """Garbage that only a collection finds: it holds on to itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that were collected, one after the other."""
    generations: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            generations.append(info["generation"])

    gc.callbacks.append(note)
    yield generations
    gc.callbacks.remove(note)


@pytest.fixture
def collector(chat: Chat) -> Iterator[Collector]:
    """A collector for the window of `chat`."""
    bridge = Bridge(chat.companion)
    made = Collector(bridge)
    yield made
    made.close()
    bridge.close()


def test_garbage_goes_on_the_gui_thread(collector: Collector) -> None:
    knot = weakref.ref(Knot())
    filler = [[] for _ in range(2000)]
    threads = []
    weakref.finalize(knot(), lambda: threads.append(threading.current_thread()))
    collector.step()
    assert knot() is None
    assert threads == [threading.main_thread()]
    assert filler


def test_other_threads_collect_nothing(collector: Collector, collected: list[int]) -> None:
    def litter() -> None:
        for _ in range(5000):
            Knot()

    thread = threading.Thread(target=litter)
    thread.start()
    thread.join()
    assert collected == []


def test_nothing_big_is_collected_while_a_reply_comes(
    collector: Collector, chat: Chat, collected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.collector.FULL_EVERY_S", 0.0)
    chat.model.halt_after = 1
    chat.send("Hello")
    chat.until(lambda: len(chat.texts) == 2 and bool(chat.texts[1]))
    collected.clear()
    collector.step()
    assert 2 not in collected
    chat.model.go_on()
    chat.settled()
    collector.step()
    assert 2 in collected


def test_python_collects_again_when_the_window_is_gone(open_chat: Callable[..., Chat]) -> None:
    bridge = Bridge(open_chat().companion)
    gc.enable()
    collector = Collector(bridge)
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
    gc.disable()
    bridge.close()
