"""From messages to the prompt text one model expects.

Models differ in what their chat template accepts: some know no system role, some insist that user
and assistant alternate. The template is tried out once, and messages are then put into the form it
takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from companion.domain import Role
from companion.errors import ModelError
from companion.llm.base import ChatMessage

Render = Callable[[list[dict[str, str]]], str]
"""A chat template: messages as dictionaries of `role` and `content`, to the prompt's text.

It may raise anything: templates are programs that came with the model.
"""

_BREAK = "\u200b"
"""Zero-width space: unseen, and enough to keep a control token's text from being one."""

_MARK = "Sentinel7319"


class PromptTemplate:
    """Renders messages for one model. Thread-safe."""

    def __init__(self, render: Render, control_texts: Iterable[str] = ()) -> None:
        """`control_texts` are the texts that frame messages: in a message they are made harmless.

        Raises ModelError when the template cannot render even one question.
        """
        self._render = render
        longest_first = sorted(filter(None, control_texts), key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        question = ChatMessage(Role.USER, "Hello")
        if not self._accepts(question):
            raise ModelError(
                "The model's chat template cannot be used.", "Choose another model file."
            )
        self._system = self._accepts(ChatMessage(Role.SYSTEM, _MARK), question)
        self._any_order = self._accepts(question, question) and self._accepts(
            ChatMessage(Role.ASSISTANT, "Hi"), question
        )

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt, with the reply opened. Raises ModelError if the template refuses."""
        shaped = list(messages)
        if not self._system:
            shaped = _fold_system(shaped)
        if not self._any_order:
            shaped = _alternate(shaped)
        try:
            return self._render([self._entry(message) for message in shaped])
        except Exception as error:
            raise ModelError(
                f"The model's chat template refused the conversation: {error}",
                "Choose another model file.",
            ) from error

    def _entry(self, message: ChatMessage) -> dict[str, str]:
        content = self._control.sub(
            lambda found: found[0][:1] + _BREAK + found[0][1:], message.content
        )
        return {"role": message.role.value, "content": content}

    def _accepts(self, *messages: ChatMessage) -> bool:
        """Whether the template takes these messages and leaves none out."""
        try:
            text = self._render([self._entry(message) for message in messages])
        except Exception:
            return False
        return all(message.content in text for message in messages)


def _fold_system(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """System texts put before the first message of the person."""
    system = [message.content for message in messages if message.role is Role.SYSTEM]
    rest = [message for message in messages if message.role is not Role.SYSTEM]
    if not system:
        return rest
    first = next((i for i, message in enumerate(rest) if message.role is Role.USER), None)
    if first is None:
        return [ChatMessage(Role.USER, "\n\n".join(system)), *rest]
    rest[first] = ChatMessage(Role.USER, "\n\n".join([*system, rest[first].content]))
    return rest


def _alternate(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Neighbours of one role joined; the person begins."""
    result: list[ChatMessage] = []
    for message in messages:
        if result and result[-1].role is message.role:
            joined = f"{result[-1].content}\n\n{message.content}"
            result[-1] = ChatMessage(message.role, joined)
        else:
            result.append(message)
    begin = next((i for i, message in enumerate(result) if message.role is not Role.SYSTEM), None)
    if begin is not None and result[begin].role is Role.ASSISTANT:
        result.insert(begin, ChatMessage(Role.USER, "…"))
    return result
