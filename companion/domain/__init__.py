"""The values everyone speaks of: messages, notes, sources, revisions, recall. Pure; no I/O.

All times are aware datetimes in UTC, all ids are those of `ids`. Import the names from here.
"""

from companion.domain.conversations import (
    TITLE,
    Conversation,
    Message,
    MessageState,
    Persona,
    Role,
    Turn,
    TurnFigures,
    title_from,
    whole,
)
from companion.domain.deleted import Deleted
from companion.domain.fading import Fading, Review, Reviewed, Strength
from companion.domain.ids import derived_id, new_id
from companion.domain.jobs import JobRun, JobState, Outlook, Wait
from companion.domain.notes import (
    DERIVED,
    SELF,
    TELLINGS,
    Claim,
    Entity,
    EntityKind,
    Link,
    LinkedNote,
    LinkKind,
    Note,
    NoteDetail,
    NoteKind,
    NoteStatus,
    Origin,
    Revision,
    Source,
)
from companion.domain.recall import Recall, RecalledNote, Thread, ThreadMessage

__all__ = [
    "DERIVED",
    "SELF",
    "TELLINGS",
    "TITLE",
    "Claim",
    "Conversation",
    "Deleted",
    "Entity",
    "EntityKind",
    "Fading",
    "JobRun",
    "JobState",
    "Link",
    "LinkKind",
    "LinkedNote",
    "Message",
    "MessageState",
    "Note",
    "NoteDetail",
    "NoteKind",
    "NoteStatus",
    "Origin",
    "Outlook",
    "Persona",
    "Recall",
    "RecalledNote",
    "Review",
    "Reviewed",
    "Revision",
    "Role",
    "Source",
    "Strength",
    "Thread",
    "ThreadMessage",
    "Turn",
    "TurnFigures",
    "Wait",
    "derived_id",
    "new_id",
    "title_from",
    "whole",
]
