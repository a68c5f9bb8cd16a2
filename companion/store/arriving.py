"""An archive on its way in: what is on a stage, held against what is here, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from companion.domain import Message, Note
from companion.lanes import Cancel
from companion.store import plain, verdicts
from companion.store.database import Database, interruptible
from companion.store.imports import recorded
from companion.store.incoming import belongings, names, notes, preferences, talk, undone, vectors
from companion.store.rows import found_notes
from companion.store.verdicts import Verdict

PAGE = 1000


class Arriving:
    """What is on a stage; made by `arriving`. It is judged before anything else is asked."""

    def __init__(self, session: Session, stage: Path) -> None:
        self._session = session
        self._stage = stage

    # -- reading ----------------------------------------------------------------------------------

    def judge(self, silenced: Sequence[str]) -> None:
        """Decide what becomes of each record; no episode is to tell the messages that are
        `silenced`. Raises Amiss."""
        verdicts.judge(self._session, silenced)

    def undone(self) -> list[str]:
        """The notes, here or on their way, whose writing was undone since, here or elsewhere."""
        return undone.undone(self._session)

    def undone_marks(self) -> Iterator[str]:
        """The marks by which the notes that arrive would be known if their writing was undone."""
        return undone.marks(self._session)

    def told_in_episodes(self) -> list[str]:
        """The messages that episodes rest on, as they arrive."""
        return notes.told_in_episodes(self._session)

    def standing(self) -> list[str]:
        """The notes here, none that is being forgotten."""
        return notes.standing(self._session)

    def new_notes(self) -> Iterator[list[Note]]:
        """The notes that are new here, page by page."""
        after = ""
        while page := notes.new_notes(self._session, after, PAGE):
            yield page
            after = page[-1].id

    def guarded(self) -> str:
        """Of the new notes that a model may be given: their ids, what they are, and what they say,
        as a JSON list of lists."""
        return notes.guarded(self._session)

    def some_new(self, limit: int) -> list[Note]:
        """Some of the notes that are new here."""
        return notes.new_notes(self._session, "", limit)

    def these(self, note_ids: Sequence[str]) -> dict[str, Note]:
        """Those of these notes that arrive, by id, as they do."""
        return notes.these(self._session, note_ids)

    def here(self, note_ids: Sequence[str]) -> list[Note]:
        """Those of these notes that are here, as they are."""
        these = "WHERE n.id IN (SELECT value FROM json_each(?)) AND n.status != 'forgotten'"
        return found_notes(self._session, these, [plain.among(note_ids)])

    def to_join(self) -> list[str]:
        """The notes that both sides have and of which they know different things."""
        return verdicts.to_join(self._session)

    def left_behind(self) -> list[str]:
        """New notes that rest on a branch of a conversation that was left here, or on what is off
        the record here."""
        return notes.left_behind(self._session)

    def conflicting(self) -> set[str]:
        """The notes that were changed on both sides, to say different things."""
        return verdicts.conflicting(self._session)

    def episode_messages(self) -> dict[str, list[Message]]:
        """The messages that each episode comes to rest on."""
        return notes.episode_messages(self._session)

    def words_taken_out(self) -> list[tuple[str, str, str]]:
        """The messages that words were taken out of elsewhere: their ids, what they say here, and
        what is left of them."""
        return talk.words_taken_out(self._session)

    def forgotten(self) -> set[str]:
        """The digests of the ids of what was forgotten elsewhere."""
        return belongings.forgotten(self._session)

    def ids(self, name: str, *of: Verdict) -> list[str]:
        """The records of one kind (such as `notes`) that have one of these verdicts."""
        return verdicts.ids(self._session, name, of)

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """How many records of each kind that is judged have each verdict."""
        return verdicts.counts(self._session)

    def listed(self) -> dict[tuple[str, Verdict], tuple[str, ...]]:
        """The ids of all that is not the same here and there, by kind and by what becomes of it; of
        messages none."""
        return verdicts.listed(self._session)

    def lesser_ids(self) -> dict[str, list[str]]:
        """The saved filters, and the job runs, that arrive."""
        filters = self.ids("saved_filters", *Verdict)
        return {"saved_filters": filters, "job_runs": belongings.runs(self._session)}

    def unused_personas(self) -> list[str]:
        """The new personas that no conversation which comes in is with."""
        return preferences.unused_personas(self._session)

    def resting_on(self, conversation_ids: Sequence[str]) -> list[str]:
        """The new notes that rest on messages of these conversations alone."""
        return notes.resting_on(self._session, conversation_ids)

    def new_personas(self) -> tuple[tuple[str, str], ...]:
        """Names and instructions of the personas that are new here."""
        return verdicts.new_personas(self._session)

    # -- writing ----------------------------------------------------------------------------------

    def leave_out(self, left: Mapping[str, Sequence[str]]) -> None:
        """What was forgotten here stays out, by kind and ids, and so do the messages of such
        conversations."""
        verdicts.leave_out(self._session, left)

    def take_out(self, note_ids: list[str]) -> list[str]:
        """Remove those of these notes that are here; returns their ids."""
        return undone.take_out(self._session, note_ids)

    def drop_forgotten(self) -> None:
        """Remove the saved filters and the job runs that were forgotten elsewhere."""
        digests = self.forgotten()
        preferences.drop_filters(self._session, digests)
        belongings.drop_runs(self._session, digests)

    def clear(self) -> None:
        """Remove all that is here, for what takes its place."""
        talk.clear(self._session)

    def persona_called(self, name: str) -> str:
        """The id of the persona of this name; of a new one, if there is none."""
        return talk.persona_called(self._session, name)

    def take_in_forgotten(self) -> None:
        """Bury what was forgotten elsewhere."""
        belongings.take_in_forgotten(self._session)

    def take_in_talk(self, persona_id: str | None) -> list[str]:
        """Store conversations and messages, new ones with this persona, if one is named. Returns
        the messages that have left the memory by this, or come back to it."""
        return talk.take_in_talk(self._session, persona_id)

    def take_in_notes(self) -> None:
        """Store the notes that are new here."""
        notes.take_in_notes(self._session)

    def take_in_history(self) -> None:
        """Store what notes rest on, and what they went through."""
        belongings.take_in_history(self._session)

    def take_in_rest(self, reworded: Sequence[str], now: datetime) -> None:
        """Store saved filters, and what else belongs to notes and messages. The notes that are
        `reworded` have their words from there."""
        preferences.take_in_filters(self._session, now)
        belongings.take_in_rest(self._session)
        names.take_in_names(self._session, reworded)

    def take_in_vectors(self, fingerprint: str, changed: Sequence[str]) -> int:
        """Store vectors; returns how many. Of the new notes these have `changed` since."""
        return vectors.take_in_vectors(self._session, self._stage, fingerprint, changed)

    def hold(self, held: Sequence[Note], reason: str, now: datetime) -> None:
        """Have notes that came in wait for review."""
        notes.hold(self._session, held, reason, now)

    def keep_for_review(self, lost: Note) -> None:
        """Have what a note said that says something else now wait for review."""
        notes.keep_for_review(self._session, lost)

    @contextmanager
    def recorded(self, before: str, after: str) -> Iterator[None]:
        """Keep what is taken in inside this block, so that it can be taken back, and with it what
        the settings were `before` and are `after` it, as JSON."""
        with recorded(self._session, before, after):
            yield


@contextmanager
def arriving(database: Database, stage: Path, cancel: Cancel, *, write: bool) -> Iterator[Arriving]:
    """Look at what is on a stage, or with `write` take it in, all of it or nothing.

    Raises Cancelled when it is cancelled, at once.
    """
    with database.beside(stage, write=write) as session:
        with interruptible(session, cancel):
            yield Arriving(session, stage)
        verdicts.dismiss(session)
