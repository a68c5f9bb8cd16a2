"""What is kept in the prompt of the part of a conversation that no longer fits into it.

The summary is made of the person's own sentences, chosen by rule: nothing in it was not said. It is
always made anew from all that fell out, never from an earlier summary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from companion.domain import Message, Role
from companion.memory.observation import Observation
from companion.memory.rules import read


def running_summary(
    messages: Sequence[Message],
    token_budget: int,
    count_tokens: Callable[[str], int],
    still_told: Callable[[Message, Observation], bool] = lambda *_: True,
) -> str:
    """The most important statements in `messages`, in the order they were said, as lines.

    Of equally important ones the later are kept, and none that is no longer `still_told`: it was
    forgotten, taken back, or is no longer so. Empty when nothing was told.
    """
    told = [
        (statement.importance, number, f"- “{statement.text}”")
        for number, message in enumerate(messages)
        if message.role is Role.USER
        for statement in read(message.text).observations
        if still_told(message, statement)
    ]
    kept: list[tuple[int, str]] = []
    spent = 0
    for _, number, line in sorted(told, reverse=True):
        cost = count_tokens(line + "\n")
        if spent + cost > token_budget:
            break
        spent += cost
        kept.append((number, line))
    return "\n".join(line for _, line in sorted(kept, key=lambda pair: pair[0]))
