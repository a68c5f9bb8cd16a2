"""An archive on its way in: what is on a stage, held against what is here, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from companion.domain import Message, Note
from companion.lanes import Cancel
from companion.store import incoming, plain, verdicts
from companion.store.database import Database
from companion.store.verdicts import Compared, Verdict

PAGE = 1000


class Arriving:
    """What is on a stage; made by `arriving`. It is judged before anything else is asked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # -- reading ----------------------------------------------------------------------------------

    def judge(self) -> None:
        """Decide what becomes of each record. Raises Amiss."""
        verdicts.judge(self._session)

    def new_notes(self) -> Iterator[list[Note]]:
        """The notes that are new here, page by page."""
        after = ""
        while page := incoming.new_notes(self._session, after, PAGE):
            yield page
            after = page[-1].id

    def some_new(self, limit: int) -> list[Note]:
        """Some of the notes that are new here."""
        return incoming.new_notes(self._session, "", limit)

    def episode_messages(self) -> dict[str, list[Message]]:
        """The messages that each new episode rests on."""
        return incoming.episode_messages(self._session)

    def ids(self, name: str, verdict: Verdict) -> list[str]:
        """The records of one kind (such as `notes`) that have this verdict."""
        return verdicts.ids(self._session, name, verdict)

    def counts(self) -> dict[str, dict[Verdict, int]]:
        """How many personas, conversations, messages and notes have each verdict."""
        return verdicts.counts(self._session)

    def conflicts(self) -> int:
        """How many notes were changed on both sides, to say different things."""
        return verdicts.conflicts(self._session)

    def compared(self, limit: int) -> tuple[Compared, ...]:
        """Notes that both sides have and that say different things, conflicts first."""
        return tuple(verdicts.compared(self._session, limit))

    def new_personas(self) -> tuple[tuple[str, str], ...]:
        """Names and instructions of the personas that are new here."""
        return verdicts.new_personas(self._session)

    # -- writing ----------------------------------------------------------------------------------

    def leave_out(self, note_ids: Sequence[str], conversation_ids: Sequence[str]) -> None:
        """What was forgotten here stays out, and so do the messages of such conversations."""
        verdicts.leave_out(self._session, note_ids, conversation_ids)

    def clear(self) -> None:
        """Remove all that is here, for what takes its place."""
        incoming.clear(self._session)

    def persona_called(self, name: str) -> str:
        """The id of the persona of this name; of a new one, if there is none."""
        return incoming.persona_called(self._session, name)

    def take_in_talk(self, persona_id: str | None) -> list[str]:
        """Store conversations and messages, new ones with this persona, if one is named. Returns
        the messages that this has moved off the branch of a conversation, or onto it."""
        return incoming.take_in_talk(self._session, persona_id)

    def take_in_notes(self, now: datetime) -> list[str]:
        """Store notes; returns the ids of those that were here and have changed."""
        return incoming.take_in_notes(self._session, now)

    def take_in_rest(self) -> list[str]:
        """Store what belongs to notes and messages; returns the episodes that were here and rest on
        more now."""
        return incoming.take_in_rest(self._session)

    def take_in_vectors(self, fingerprint: str) -> int:
        """Store vectors; returns how many."""
        return incoming.take_in_vectors(self._session, fingerprint)

    def hold(self, notes: Sequence[Note], reason: str, now: datetime) -> None:
        """Have notes that came in wait for review."""
        incoming.hold(self._session, notes, reason, now)


@contextmanager
def arriving(database: Database, stage: Path, cancel: Cancel, *, write: bool) -> Iterator[Arriving]:
    """Look at what is on a stage, or with `write` take it in, all of it or nothing.

    Raises Cancelled when it is cancelled, at once.
    """
    with database.beside(stage, write=write) as session:
        driver = plain.driver(session)
        # A statement that is under way ends, too.
        driver.set_progress_handler(lambda: int(bool(cancel)), 20_000)
        try:
            cancel.check()
            yield Arriving(session)
            cancel.check()
            verdicts.dismiss(session)
        except Exception:
            cancel.check()
            raise
        finally:
            driver.set_progress_handler(None, 0)
