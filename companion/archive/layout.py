"""How an archive is laid out, format 3: its members, its manifest, and the words beside them.

An archive is a zip file. Its members have fixed names, nothing else is in it, and the manifest,
which stands last, gives the SHA-256 of each. An encrypted one is a zip of three members, which any
age program opens: the key, under a passphrase, and the archive, under the key.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from companion.archive.records import RECORDS

FORMAT = 3
SUFFIX = ".companion"
README = "README.txt"
MANIFEST = "manifest.json"
SETTINGS = "settings.json"
ROWS = "vectors.npy"
KEY = "key.age"
CIPHER = "archive.age"


def lines_of(name: str) -> str:
    """The member with the records of one kind."""
    return f"{name}.jsonl"


def schema_of(name: str) -> str:
    """The member with their JSON Schema."""
    return f"schemas/{name}.schema.json"


MEMBERS = frozenset(
    {README, MANIFEST, SETTINGS, ROWS}
    | {lines_of(name) for name in RECORDS}
    | {schema_of(name) for name in RECORDS}
)
"""All that may be in an archive."""


class Version(Struct, frozen=True):
    """The format of a manifest, whatever else is in it."""

    format: Annotated[int, Meta(ge=1)]


class MemberEntry(Struct, forbid_unknown_fields=True, frozen=True):
    """A member as the manifest knows it. `records` is the number of its lines, of vectors that of
    the rows; 0 for what has neither."""

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    bytes: Annotated[int, Meta(ge=0)]
    records: Annotated[int, Meta(ge=0)]


class Manifest(Struct, forbid_unknown_fields=True, frozen=True):
    """What is in an archive. `as_of` is the time of the latest thing in it, and not that of the
    export, so that the same memory makes the same bytes. `embedder` made the vectors."""

    format: int
    app: str
    as_of: str
    whole: bool
    embedder: str
    dimensions: Annotated[int, Meta(ge=0, le=65536)]
    members: dict[str, MemberEntry]

    def records(self, name: str) -> int:
        """How many records of one kind there are."""
        entry = self.members.get(lines_of(name))
        return entry.records if entry else 0


READ_ME = """\
This is a memory archive of Companion, format 3.

It is a zip file of plain text: any program that opens zip files will do, and nothing in it needs
Companion. All times are UTC in ISO 8601. All text is UTF-8.

manifest.json        what is in the archive: how many records, and the SHA-256 of each member
personas.jsonl       whom you talk to
conversations.jsonl  the conversations; leaf_id is the end of the branch that is shown
messages.jsonl       what was said; parent_id is the message before. Two messages with the same
                     parent_id are two branches
notes.jsonl          what is remembered. kind "episode" is a stretch of talk, "summary", "insight"
                     and "portrait" were made of other notes
sources.jsonl        the words a note rests on: characters start to end of a message, counted in
                     Unicode code points from 0
links.jsonl          how notes bear on each other
unlinked.jsonl       which of them do so no more, and since when
revisions.jsonl      what notes were before: every change, by whom and why
entities.jsonl       people, places and other names, and all they are called
mentions.jsonl       which note mentions which of them
recalled.jsonl       which notes a reply was given
dismissals.jsonl     which of those were not relevant; vector is base64 of 32-bit floats
studied.jsonl        which episodes a model has read
job_runs.jsonl       what was done in the background
declined.jsonl       what was done there and undone, and is not to be done again
unsure_joins.jsonl   notes that may say the same, and whether that is settled
saved_filters.jsonl  filters of the timeline
forgotten.jsonl      what is not to come back, and since when: the SHA-256 of "id", a line feed and
                     the id of a note, or of "conversation", "filter" or "run" and that of one; of
                     "message" and that of one which no episode tells any more
vectors.jsonl        whose vector each row of vectors.npy is, in this order
vectors.npy          the vectors (NumPy's format: little-endian 32-bit floats), if they were wanted
settings.json        the settings that do not speak of one machine
schemas/             a JSON Schema for the records of each .jsonl member

Each .jsonl member holds one JSON object a line. id is a ULID: sorted by id, records stand in the
order in which they were made.
"""

READ_ME_ENCRYPTED = """\
This is an encrypted memory archive of Companion.

Companion opens it with its passphrase. So does any program for age (https://age-encryption.org):

    unzip FILE.companion
    age --decrypt --identity key.age --output plain.companion archive.age

asks for the passphrase, and writes the archive, a zip file that holds its own README.txt.
"""
