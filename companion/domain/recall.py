"""What came to mind for a query, and a conversation with what came to mind in it."""

from __future__ import annotations

from dataclasses import dataclass

from companion.domain.conversations import Conversation, Message, Role
from companion.domain.notes import Link, Note, NoteDetail, NoteKind, Source


@dataclass(frozen=True, slots=True)
class RecalledNote:
    """One note of a recall. `score` is 0 to 1; `why` is a short readable reason. Of an episode the
    one message that was found is given, and `sources` is that alone. `was` is an older note that it
    has taken the place of, where that was what was found and what the sources are of. `dismissed`
    is whether the person found it not relevant to the reply it was given."""

    note: Note
    score: float
    why: str
    sources: tuple[Source, ...] = ()
    was: Note | None = None
    dismissed: bool = False

    @property
    def text(self) -> str:
        """The words to give the model."""
        return self.sources[0].quote if self.message_id else self.note.text

    @property
    def message_id(self) -> str:
        """The message of an episode that was found; empty for other notes."""
        of_episode = self.note.kind is NoteKind.EPISODE and len(self.sources) == 1
        return self.sources[0].message_id if of_episode else ""

    @property
    def item_id(self) -> str:
        """What tells it from all else that was recalled: the id of the message, or of the note."""
        return self.message_id or self.note.id

    @property
    def role(self) -> Role:
        """Whose words they are: only a message of an episode may be the companion's."""
        return self.sources[0].role if self.message_id else Role.USER


@dataclass(frozen=True, slots=True)
class Recall:
    """The answer to a query, best first. `tokens` is what the notes take in the prompt. `links` are
    how the notes bear on each other. `beside` is what does not answer it and is given all the same,
    because it is all that is known and fits. `asks_memory` is whether the query asks for what only
    the person can have told."""

    query: str
    items: tuple[RecalledNote, ...] = ()
    tokens: int = 0
    elapsed_ms: float = 0.0
    links: tuple[Link, ...] = ()
    beside: tuple[RecalledNote, ...] = ()
    asks_memory: bool = False


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A message as the window shows it: with its branches, and the notes around it.

    `siblings` are the ids of all messages with the same parent, oldest first, itself included.
    `used` are the notes a reply was given; `saved` the notes written from the message it answers.
    Both are empty for the person's own messages.
    """

    message: Message
    siblings: tuple[str, ...]
    used: tuple[RecalledNote, ...] = ()
    saved: tuple[NoteDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation and its active branch, first message first."""

    conversation: Conversation
    messages: tuple[ThreadMessage, ...]
