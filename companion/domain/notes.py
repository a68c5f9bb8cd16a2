"""What is remembered: a note, the words it rests on, what it says of the world, how it bears on
others, and everything that was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from companion.domain.conversations import Role


class NoteKind(StrEnum):
    """What a note holds."""

    EPISODE = "episode"
    FACT = "fact"
    PREFERENCE = "preference"
    EVENT = "event"
    PLAN = "plan"
    RELATIONSHIP = "relationship"
    WISH = "wish"
    """How the person wishes to be answered."""
    SUMMARY = "summary"
    """What several notes tell together: those of a day, or of a topic."""
    INSIGHT = "insight"
    """What several notes show together."""
    PORTRAIT = "portrait"
    """A section of what is known of the person, or of how long you have talked."""


TELLINGS = (NoteKind.EPISODE, NoteKind.SUMMARY)
"""What tells again what was said, made of it and made anew with it."""
DERIVED = (NoteKind.INSIGHT, NoteKind.PORTRAIT)
"""What nobody told: Companion made it of notes, which it cites by `supports` links."""


class NoteStatus(StrEnum):
    """Whether a note takes part in recall: only active ones do."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    """Was so once: the world changed, or it was corrected. Kept as history."""
    RETIRED = "retired"
    """Taken back by who said it, or all that it rests on is gone."""
    SHADOW = "shadow"
    """Inferred: kept out of prompts until it is said again or its owner confirms it."""
    HELD = "held"
    """Waits for its owner's review: it reads as an instruction, or comes from elsewhere."""
    ARCHIVED = "archived"
    """Out of recall, still in the list, restorable."""
    FORGOTTEN = "forgotten"
    """Being forgotten: gone for every reader; purged when the time to undo has passed."""


class Origin(StrEnum):
    """Who wrote a note."""

    USER = "user"
    RULE = "rule"
    MODEL = "model"
    IMPORT = "import"
    """Another app remembered it."""


SELF = "me"
"""The subject of what the person tells about themselves."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a note says of its subject, where a rule can tell: their home is Porto.

    `ended_at` is when that was over, or known to be wrong.
    """

    attribute: str
    value: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing remembered.

    `importance` is 1 to 10. A `hushed` note answers direct questions and is not brought up unasked.
    `subject` is whom it is about: SELF, or somebody as the person names them (“sister Ada”).
    It is true in the world from `valid_from` until `valid_to`, where that is known. `writer` names
    what wrote it, with its version (of the rules, or of the prompt for `model`). `inferred` is what
    was not said in so many words. `title` is what an episode is about; its text is the gist, and
    its sources are what was said. `key_text` carries who, when and the topic: it is what search
    reads beside the text.
    """

    id: str
    kind: NoteKind
    text: str
    origin: Origin
    recorded_at: datetime
    updated_at: datetime
    status: NoteStatus = NoteStatus.ACTIVE
    importance: int = 5
    pinned: bool = False
    hushed: bool = False
    subject: str = SELF
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    confidence: float = 1.0
    writer: str = ""
    model: str = ""
    inferred: bool = False
    title: str = ""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    key_text: str = ""
    claims: tuple[Claim, ...] = ()


class LinkKind(StrEnum):
    """How one note bears on another."""

    UPDATES = "updates"
    """It says what the other no longer does."""
    CONTRADICTS = "contradicts"
    """Both cannot be so, and it is not said which one is."""
    RELATED = "related"
    CAUSES = "causes"
    """The older one is why."""
    FOLLOWS = "follows"
    """It is what came of the older one."""
    PART_OF = "part_of"
    """It is told by the other, an episode or a summary, which may be newer."""
    SUPPORTS = "supports"
    """It rests on the older one, and falls with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """From a note to an older one, with the reason."""

    note_id: str
    to_id: str
    kind: LinkKind
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """The words a note rests on: characters `start` to `end` of one of the person's messages; of
    what was recalled also words of a reply."""

    note_id: str
    message_id: str
    conversation_id: str
    start: int
    end: int
    quote: str
    said_at: datetime
    role: Role = Role.USER


@dataclass(frozen=True, slots=True)
class Revision:
    """One change to a note: what it was before, what it became, by whom and why."""

    id: str
    note_id: str
    changed_at: datetime
    actor: str
    """`user`, or the name of the part of the program that made the change."""
    reason: str
    before: str
    """The note before the change as JSON; empty when the change made it."""
    after: str
    """The note after the change as JSON."""
    message_id: str = ""
    """The message that brought the change about, if one did."""
    run_id: str = ""
    """The job run that made the change, if one did."""


class EntityKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    PET = "pet"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that notes mention. `aliases` are all it is called, in lower case."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedNote:
    """A link of a note as it reads from there, and what the note at its other end says."""

    link: Link
    text: str


@dataclass(frozen=True, slots=True)
class NoteDetail:
    """A note with everything it rests on and everything that was done to it, oldest first."""

    note: Note
    sources: tuple[Source, ...] = ()
    revisions: tuple[Revision, ...] = ()
    entities: tuple[Entity, ...] = ()
    links: tuple[LinkedNote, ...] = ()
