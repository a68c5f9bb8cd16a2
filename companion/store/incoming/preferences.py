"""Personas and saved filters that come in. Each is what its owner made of it last, on whichever
machine; of two that say when at the same time, or not at all, it is the one that sorts last."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from companion.store import plain
from companion.store.tombstones import bury_ids, digest_of_id, filter_mark

PERSONA = "(coalesce({0}.changed_at, ''), {0}.name, {0}.instructions)"
"""A persona, as it is compared: the larger one counts."""


def take_in_personas(session: Session) -> None:
    """Store personas."""
    plain.run(
        session,
        "INSERT INTO persona (id, name, instructions, changed_at) SELECT i.id, i.name,"
        " i.instructions, i.changed_at FROM incoming.personas i JOIN temp.verdict_personas v"
        " ON v.id = i.id WHERE v.what = 'new'",
    )
    plain.run(
        session,
        "UPDATE persona SET name = i.name, instructions = i.instructions, changed_at = i.changed_at"
        " FROM incoming.personas i JOIN temp.verdict_personas v ON v.id = i.id"
        " WHERE persona.id = i.id AND v.what IN ('changed', 'same')"
        f" AND {PERSONA.format('i')} > {PERSONA.format('persona')}",
    )


def take_in_filters(session: Session, now: datetime) -> None:
    """Store saved filters. What another one takes the place of does not come back."""
    clashing = (
        "SELECT min(i.id, h.id) FROM incoming.saved_filters i JOIN main.saved_filter h"
        " ON h.name = i.name"
        " WHERE i.id != h.id AND i.id NOT IN (SELECT id FROM temp.stays_out)"
    )
    bury_ids(session, [filter_mark(i) for (i,) in plain.rows(session, clashing)], now)
    plain.run(
        session,
        "INSERT INTO main.saved_filter (id, name, filter) SELECT i.id, i.name, i.filter"
        " FROM incoming.saved_filters i WHERE i.id NOT IN (SELECT id FROM temp.stays_out)"
        " ON CONFLICT (name) DO UPDATE SET filter = excluded.filter,"
        " id = excluded.id WHERE excluded.id > id",
    )


def drop_filters(session: Session, digests: Collection[str]) -> None:
    """Remove the saved filters that were dropped elsewhere."""
    there = plain.rows(session, "SELECT id FROM main.saved_filter")
    gone = [i for (i,) in there if digest_of_id(filter_mark(i)) in digests]
    these = "DELETE FROM main.saved_filter WHERE id IN (SELECT value FROM json_each(?))"
    plain.run(session, these, [plain.among(gone)])


def unused_personas(session: Session) -> list[str]:
    """The new personas that no conversation which comes in is with."""
    found = plain.rows(
        session,
        "SELECT p.id FROM temp.verdict_personas p WHERE p.what = 'new' AND p.id NOT IN"
        " (SELECT i.persona_id FROM incoming.conversations i JOIN temp.verdict_conversations v"
        " ON v.id = i.id WHERE v.what != 'forgotten')",
    )
    return [persona_id for (persona_id,) in found]
