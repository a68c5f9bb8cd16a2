"""The values everyone speaks of: messages, notes, sources, revisions, recall. Pure; no I/O.

All times are aware datetimes in UTC. All ids are ULIDs as 26-character strings, so that sorting by
id is sorting by the time of making.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256


def whole(text: str) -> str:
    """`text` with every half of a surrogate pair replaced: it is no character, and no file takes
    it. Broken exports and undecodable arguments hold such."""
    return text.encode("utf-8", "replace").decode()


TITLE = 48
"""The longest title made from a first message, in characters."""


def title_from(text: str) -> str:
    """What a conversation is called that begins with this message."""
    title = " ".join(text.split())
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"


def new_id(at: datetime | None = None) -> str:
    """A fresh ULID, of this time or of now."""
    # A tenth of a second to import, and the window is shown before the first id is needed.
    from ulid import ULID

    return str(ULID() if at is None else ULID.from_datetime(at))


def derived_id(*of: str, at: datetime | None = None) -> str:
    """A ULID that is the same for the same words, of this time."""
    from ulid import ULID

    digest = sha256("\n".join(of).encode()).digest()
    stamp = int(at.timestamp() * 1000) if at else 0
    return str(ULID((max(stamp, 0) & (2**48 - 1)).to_bytes(6, "big") + digest[:10]))


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class MessageState(StrEnum):
    """How far a message came. Only replies are ever anything but complete."""

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    """The person stopped the reply."""
    INTERRUPTED = "interrupted"
    """The process ended in the middle of the reply."""
    FAILED = "failed"
    """The model could not finish the reply."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Who the person talks to: a name and the instructions the model is given."""

    id: str
    name: str
    instructions: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A tree of messages; `leaf_id` is the end of the branch being shown.

    Off the record, memories are read and nothing is written.
    """

    id: str
    persona_id: str
    title: str
    created_at: datetime
    updated_at: datetime
    leaf_id: str | None = None
    off_the_record: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What was said, verbatim. Edits and regenerations make siblings: the same `parent_id`. It is
    never rewritten, but where its owner has words removed: they leave a gap (`acts.GAP`)."""

    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    text: str
    created_at: datetime
    state: MessageState = MessageState.COMPLETE


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


class Review(StrEnum):
    """What happened to a note that bears on how well it is remembered."""

    USED = "used"
    """A reply said something of it."""
    TOLD = "told"
    """The person told it again."""
    CONFIRMED = "confirmed"
    """Its owner said that it is so, or brought it back."""
    EDITED = "edited"
    PINNED = "pinned"
    DISMISSED = "dismissed"
    """It was given for a question and not relevant: the one lapse."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review of a note."""

    at: datetime
    what: Review


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a note is remembered. `stability` is the days from `reviewed_at` until its
    retrievability is 0.9; `difficulty`, from 1 to 10, is how little a success adds to it."""

    stability: float
    difficulty: float
    reviewed_at: datetime


@dataclass(frozen=True, slots=True)
class Fading:
    """How well a note is remembered now, and how that came: `points` are times with the
    retrievability at each, from its writing on into the future; `reviews` what happened in between.
    What `never_fades` is kept whatever they say."""

    strength: Strength
    retrievability: float
    points: tuple[tuple[datetime, float], ...]
    reviews: tuple[Reviewed, ...]
    never_fades: bool


class JobState(StrEnum):
    """How far a job run came."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """Paused by the person, or put off; what it did is kept, and the next run does the rest."""
    INTERRUPTED = "interrupted"
    """The process ended in its middle."""
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class JobRun:
    """What a background job did, in one go. `as_of` is the time it worked for, which may have been
    chosen; `changed` how many notes it wrote or changed; `did` counts what it did, by name. A dry
    run is none that is stored: it has no id."""

    id: str
    job: str
    as_of: datetime
    started_at: datetime
    ended_at: datetime | None = None
    state: JobState = JobState.RUNNING
    changed: int = 0
    did: tuple[tuple[str, int], ...] = ()


class Wait(StrEnum):
    """Why no background job runs by itself now, as the end of a sentence."""

    NOTHING = ""
    """Nothing speaks against it."""
    BATTERY = "the machine runs on battery"
    SPACE = "there is little space left on the disk"
    BUSY = "another program needs the machine"
    PAUSED = "you paused it"
    RESTED = "it was done not long ago"
    TALKED = "you were here just now"


@dataclass(frozen=True, slots=True)
class Outlook:
    """When background jobs will begin by themselves: at `due_at`, if the person leaves the machine
    alone and it has nothing else to do, and why not before."""

    why: Wait
    due_at: datetime


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


@dataclass(frozen=True, slots=True)
class Turn:
    """The ids of a turn, known before any of it is stored."""

    id: str
    conversation_id: str
    user_message_id: str
    reply_id: str


@dataclass(frozen=True, slots=True)
class TurnFigures:
    """What a turn cost. Times in milliseconds, rates in tokens per second."""

    recall_ms: float = 0.0
    ttft_ms: float = 0.0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    reused_tokens: int = 0
    """Prompt tokens whose key-value state was still warm and was not computed again."""
    reply_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something deleted that can still be brought back with `Companion.undo`."""

    id: str
    what: str
    """A sentence fragment for the undo bar, such as `Conversation “Porto” deleted`."""
    seconds: float
    """How long it can be undone, from the deletion."""
