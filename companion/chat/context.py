"""What of a conversation is in the prompt, kept from turn to turn so that its prefix stays warm.

The front is fixed when the conversation is taken up; the history is only added to. When both no
longer fit, the older half falls out at once and leaves a summary: one cold start, many warm ones;
and that one while nobody waits, if there is time before the next question (`make_room`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from companion.domain import Message, Role
from companion.errors import PromptTooLong
from companion.llm.base import ChatMessage

KEEP = 0.5
"""The share of the room that history may fill after a trim."""
SUMMARY = 0.08
"""The share of the room that the summary of what fell out may fill."""
LAST = 2
"""Messages of the last exchange: alone they are not halved."""
OVERHEAD = 12
"""Tokens that a template puts around a message, at the most."""


@dataclass(slots=True)
class Context:
    """The prompt of one conversation so far.

    `front` makes the messages before the history, given the summary of what fell out.
    """

    front: Callable[[str], list[ChatMessage]]
    count: Callable[[str], int]
    room: int
    """Tokens the prompt may take."""
    summarise: Callable[[Sequence[Message], int], str]
    """What some messages told, in so many tokens at the most."""
    only_last: bool = False
    """Whether the prompt holds nothing of the history but what the person said last: for a model
    that would only say again what it said."""
    notes: set[str] = field(default_factory=set)
    """The ids of the notes whose words are in the prompt."""
    _branch: list[Message] = field(default_factory=list)
    _opening: list[ChatMessage] = field(default_factory=list)
    _dropped: int = 0
    """How many messages of the branch are no longer in the prompt."""
    _history: list[tuple[str, ChatMessage, int]] = field(default_factory=list)
    """Message id, as it was put in the prompt, and its tokens."""

    def ends_with(self, message_id: str | None) -> bool:
        """Whether the branch known here ends with this message (None: is empty)."""
        return (self._branch[-1].id if self._branch else None) == message_id

    def follow(self, branch: Sequence[Message] | None = None) -> None:
        """Make the history hold just `branch`, keeping what is the same."""
        if branch is not None:
            fallen, now = self._branch[: self._dropped], branch[: self._dropped]
            if [message.id for message in fallen] != [message.id for message in now]:
                # The summary is of another branch.
                self.refresh()
            self._branch = list(branch)
        wanted = self._branch[self._dropped :]
        same = 0
        for (message_id, shown, _), message in zip(self._history, wanted, strict=False):
            # The person's messages are shown with their notes in front.
            if message_id != message.id or not shown.content.endswith(_shown(message)):
                break
            same += 1
        del self._history[same:]
        for message in wanted[same:]:
            shown = ChatMessage(message.role, _shown(message))
            self._history.append((message.id, shown, self._tokens(shown.content)))

    def prompt(self, question: Message, asked: ChatMessage) -> list[ChatMessage]:
        """The messages to give the model: the branch, then the question as it is `asked`.

        Raises PromptTooLong when the question alone does not fit.
        """
        needed = self._tokens(asked.content)
        if not self.fits(asked):
            raise PromptTooLong(
                "This message is longer than the model can read at once.",
                "Shorten it, send it in parts, or choose a model with a longer context.",
            )
        if not self._opening:
            self._opening = self.front("")
        if self._size() + needed > self.room:
            self._trim(needed)
        self._branch.append(question)
        self._history.append((question.id, asked, needed))
        if self.only_last:
            return [*self._opening, asked]
        return [*self._opening, *(message for _, message, _ in self._history)]

    def last_said(self) -> str:
        """What the person said last; empty where they have said nothing yet."""
        said = (it.text for it in reversed(self._branch) if it.role is Role.USER)
        return next(said, "")

    def fits(self, asked: ChatMessage) -> bool:
        """Whether there is room for a question, if all history gives way."""
        return self._tokens(asked.content) + self._size_of(self.front("")) <= self.room

    def add_reply(self, reply: Message) -> None:
        """Add the reply just given."""
        self._branch.append(reply)
        self.follow()

    def make_room(self, needed: int) -> list[ChatMessage]:
        """Let fall out now what would have to for a question of so many tokens; gives what is left,
        with which the next prompt begins, and nothing when there is room."""
        if self.only_last or len(self._history) <= LAST or self._size() + needed <= self.room:
            return []
        self._trim(needed)
        return [*self._opening, *(message for _, message, _ in self._history)]

    def messages_in_prompt(self) -> set[str]:
        """The ids of the messages that the prompt holds in full."""
        return {message_id for message_id, _, _ in self._history}

    def summarised(self) -> set[str]:
        """The ids of the messages that are in the prompt as a summary at the most."""
        return {message.id for message in self._branch[: self._dropped]}

    def refresh(self) -> None:
        """Lay the next prompt out anew."""
        self._opening = []
        self._history.clear()
        self._dropped = 0

    def _trim(self, needed: int) -> None:
        bare = self.front("")
        budget = min(int(self.room * KEEP), self.room - self._size_of(bare)) - needed
        kept: list[tuple[str, ChatMessage, int]] = []
        size = 0
        for entry in reversed(self._history):
            size += entry[2]
            if size > budget:
                break
            kept.insert(0, entry)
        while kept and kept[0][1].role is not Role.USER:
            kept.pop(0)
        first = kept[0][0] if kept else None
        ids = [message.id for message in self._branch]
        self._dropped = ids.index(first) if first else len(ids)
        self._history = kept
        fallen = self._branch[: self._dropped]
        summary = self.summarise(fallen, int(self.room * SUMMARY))
        self._opening = self.front(summary)
        if self._size() + needed > self.room:
            self._opening = bare

    def _size(self) -> int:
        return self._size_of(self._opening) + sum(tokens for _, _, tokens in self._history)

    def _size_of(self, messages: Sequence[ChatMessage]) -> int:
        return sum(self._tokens(message.content) for message in messages)

    def _tokens(self, text: str) -> int:
        return self.count(text) + OVERHEAD


def _shown(message: Message) -> str:
    # Templates want user and assistant in turn, so a reply that never came leaves a mark.
    return message.text or "…"
