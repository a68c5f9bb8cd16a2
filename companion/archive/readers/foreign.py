"""Another app's export onto the stage: which one it is, and its values as our records."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import ijson

from companion.archive.opening import FREE, LARGEST, MOST_PACKED
from companion.archive.readers import chats, lists, tavern
from companion.archive.readers.values import Found, Memory, Said, Talk
from companion.domain import NoteKind, NoteStatus, Origin, derived_id
from companion.errors import ArchiveError
from companion.lanes import Cancel
from companion.store.plain import as_text
from companion.store.staging import FIELDS, Amiss, Stage

SMALL = 64 * 2**20
"""Bytes of what is read at once: a card, or a list of memories."""
IMPORTANCE = 5
_DEFAULT_PERSONA = "0" * 26
_TALKS: dict[str, tuple[str, Callable[[dict[str, Any]], Talk | None]]] = {
    "mapping": ("ChatGPT", chats.chatgpt),
    "chat_messages": ("Claude", chats.claude),
    "chat": ("Open WebUI", chats.open_webui),
}
"""What tells an app's conversations: a field that they have."""


def read_foreign(file: Path, stage: Stage, now: datetime, cancel: Cancel) -> tuple[str, str]:
    """Put what another app has exported on the stage; returns the app's name, and the time of the
    latest thing in it. Raises ArchiveError, and Cancelled."""
    try:
        app, found = _recognised(file)
        latest = _Writer(stage, app, now).write(found, cancel)
        stage.check()
    except Amiss as error:
        # The same key for two things: what another app tells apart, we cannot.
        raise _unreadable(file, f"one of its {error.member} {error.reason}") from error
    except (ValueError, RecursionError, ijson.JSONError, OSError, zipfile.BadZipFile) as error:
        said = str(error) if type(error) is ValueError else "it is damaged or cut off"
        raise _unreadable(file, said) from error
    return app, latest


def _unreadable(file: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"{file.name} cannot be read: {reason}.", "Nothing was changed.")


def _recognised(file: Path) -> tuple[str, Iterator[Found]]:
    suffix = file.suffix.lower()
    if zipfile.is_zipfile(file):
        return _listed(file)
    if suffix == ".png":
        character = tavern.card_in_png(file)
        if character is None:
            raise ValueError("there is no character card in the picture")
        return "SillyTavern", iter([character])
    if suffix == ".jsonl":
        return "SillyTavern", tavern.chat(file)
    if suffix == ".json":
        return _json(file)
    if suffix in (".md", ".markdown", ".txt"):
        if not lists.has_dates(file):
            raise ValueError("it has no dates, so nobody knows when it was written")
        return "a diary", lists.diary(file)
    raise ValueError("it is no export that Companion knows")


def _json(file: Path) -> tuple[str, Iterator[Found]]:
    with file.open("rb") as source:
        first = next(iter(source.read(4096).split()), b"")
    if first[:1] == b"[" and _field_of(file) is not None:
        return _listed(file)
    if file.stat().st_size > SMALL:
        raise ValueError("it is too large for what it seems to be")
    found = json.loads(file.read_bytes())
    character = tavern.card(found)
    if character is not None:
        return "SillyTavern", iter([character])
    memories = list(lists.memories(found))
    if not memories:
        raise ValueError("it is no export that Companion knows")
    return "mem0", iter(memories)


def _listed(file: Path) -> tuple[str, Iterator[Found]]:
    field = _field_of(file)
    if field is None:
        raise ValueError("it is no export that Companion knows")
    app, reader = _TALKS[field]

    def talks() -> Iterator[Found]:
        for source in _lists_in(file):
            with source as stream:
                yield from filter(None, map(reader, chats.conversations(stream)))

    return app, talks()


def _field_of(file: Path) -> str | None:
    """The field by which the first conversation of a list is known."""
    for source in _lists_in(file):
        with source as stream:
            first = next(chats.conversations(stream), {})
        return next((field for field in _TALKS if field in first), None)
    return None


def _lists_in(file: Path) -> Iterator[Any]:
    """The lists of conversations in a file, which may be a zip of several."""
    if not zipfile.is_zipfile(file):
        yield file.open("rb")
        return
    with zipfile.ZipFile(file) as archive:
        members = [
            info
            for info in archive.infolist()
            if Path(info.filename).name.startswith("conversations")
            and info.filename.endswith(".json")
        ]
    if sum(it.file_size for it in members) > min(LARGEST, FREE + MOST_PACKED * file.stat().st_size):
        raise ValueError("it would unpack to more than it can hold")
    for info in sorted(members, key=lambda it: it.filename):
        yield _member(file, info)


@contextmanager
def _member(file: Path, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(file) as archive, archive.open(info.filename) as stream:
        yield stream


class _Writer:
    """Makes records of what was found. What names no time has that of what is before it."""

    def __init__(self, stage: Stage, app: str, now: datetime) -> None:
        self._stage = stage
        self._app = app
        self._now = now
        self._personas: set[str] = set()
        self._latest = ""

    def write(self, found: Iterator[Found], cancel: Cancel) -> str:
        """Put it all on the stage; returns the time of the latest."""
        self._persona(_DEFAULT_PERSONA, "Companion", "")
        for it in found:
            cancel.check()
            if isinstance(it, Talk):
                self._talk(it)
            elif isinstance(it, Memory):
                self._memory(it)
            else:
                self._persona(derived_id("persona", it.name), it.name, it.instructions)
        return self._latest

    def _talk(self, talk: Talk) -> None:
        begun = talk.at or next((one.at for one in talk.said if one.at), None) or self._now
        talk_id = derived_id(self._app, talk.key, at=begun)
        persona = _DEFAULT_PERSONA
        if talk.character:
            persona = derived_id("persona", talk.character)
            self._persona(persona, talk.character, f"You are {talk.character}.")
        ids, times, stamps = self._placed(talk, talk_id, begun)
        if not ids:
            return
        last = max(ids, key=lambda key: stamps[key])
        leaf = talk.leaf if talk.leaf in ids else last
        title = " ".join(talk.title.split())[:200] or talk.said[0].text[:60]
        ended = as_text(max(times.values()))
        self._put("conversations", id=talk_id, persona_id=persona, title=title,
                  titled_by_owner=bool(talk.title.strip()), created_at=as_text(begun),
                  updated_at=ended, leaf_id=ids[leaf], off_the_record=False, draft="",
                  titled_at=None, leaf_at=ended)  # fmt: skip
        for one in talk.said:
            if one.key in ids:
                self._put("messages", id=ids[one.key], conversation_id=talk_id,
                          parent_id=ids.get(one.parent or ""), role=one.role.value, text=one.text,
                          created_at=as_text(times[one.key]), state="complete",
                          observed_at=None)  # fmt: skip
        self._latest = max(self._latest, ended)

    def _placed(
        self, talk: Talk, talk_id: str, begun: datetime
    ) -> tuple[dict[str, str], dict[str, datetime], dict[str, float]]:
        """For each message, by key, its id, its time, and a time by which all come after what they
        follow: what is said later sorts later, also within a second."""
        ids: dict[str, str] = {}
        times: dict[str, datetime] = {}
        stamps: dict[str, float] = {}
        waiting: dict[str | None, list[Said]] = {}
        for one in talk.said:
            waiting.setdefault(one.parent, []).append(one)
        ready = list(reversed(waiting.pop(None, [])))
        while ready:
            one = ready.pop()
            if one.key in ids:
                continue
            times[one.key] = one.at or times.get(one.parent or "", begun)
            after = stamps.get(one.parent or "", 0.0)
            stamps[one.key] = max(times[one.key].timestamp(), after + 0.001)
            at = datetime.fromtimestamp(stamps[one.key], UTC)
            ids[one.key] = derived_id(talk_id, one.key, at=at)
            ready += reversed(waiting.pop(one.key, []))
        return ids, times, stamps

    def _memory(self, memory: Memory) -> None:
        at = memory.at or self._now
        changed = max(at, memory.changed_at or at)
        note_id = derived_id(self._app, memory.key, at=at)
        kept = {"keywords": "[]", "tags": "[]", "claims": "[]"}
        self._put("notes", id=note_id, kind=NoteKind.FACT.value, text=memory.text,
                  origin=Origin.IMPORT.value, recorded_at=as_text(at), updated_at=as_text(changed),
                  status=NoteStatus.ACTIVE.value, importance=IMPORTANCE, pinned=False, hushed=False,
                  subject="me", valid_from=None, valid_to=None, confidence=1.0, writer=self._app,
                  model="", inferred=False, title="", key_text="", **kept)  # fmt: skip
        self._latest = max(self._latest, as_text(changed))

    def _persona(self, persona_id: str, name: str, instructions: str) -> None:
        if persona_id not in self._personas:
            self._personas.add(persona_id)
            known = {"name": name, "instructions": instructions, "changed_at": None}
            self._put("personas", id=persona_id, **known)

    def _put(self, member: str, **record: Any) -> None:
        self._stage.put(member, [[record[field] for field in FIELDS[member]]])
