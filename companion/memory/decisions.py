"""What its owner decides about what waits for them: each is one act. For the data lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from companion.acts import Act
from companion.domain import Link, LinkKind, NoteStatus
from companion.memory.reconcile import over, restored
from companion.store.acts import Hand
from companion.store.store import Store

NOT_SO = "not so, you said"
THEN_AND_NOW = "both were true, you said: then and now"
BOTH = "both are so, you said"


def not_so(store: Store, now: datetime, note_id: str) -> Act:
    """A note takes no part in recall; it stays as what was taken back. Raises NotFound."""
    with store.acts.hand(now) as hand:
        _take_back(hand, note_id, now)
    return hand.act


def instead(store: Store, now: datetime, note_id: str, other_ids: Sequence[str]) -> Act:
    """A note is so, and others that say something else are not. Raises NotFound."""
    with store.acts.hand(now) as hand:
        so_again: dict[str, Any] = restored(hand.note(note_id))
        hand.change(note_id, "it is so", **so_again)
        for other_id in other_ids:
            _take_back(hand, other_id, now)
    return hand.act


def then_and_now(store: Store, now: datetime, newer_id: str, older_id: str) -> Act:
    """One note was so until the other was told, which is so since. Raises NotFound."""
    with store.acts.hand(now) as hand:
        newer, older = hand.note(newer_id), hand.note(older_id)
        began = older.valid_from or older.recorded_at
        since = max(newer.valid_from or newer.recorded_at, began)
        after = over(older, since, "").note
        hand.unlink(Link(newer_id, older_id, LinkKind.CONTRADICTS, ""))
        hand.link(Link(newer_id, older_id, LinkKind.UPDATES, THEN_AND_NOW))
        hand.change(
            older_id, THEN_AND_NOW, status=after.status, valid_to=since, claims=after.claims
        )
    return hand.act


def both_so(store: Store, now: datetime, newer_id: str, older_id: str) -> Act:
    """Two notes do not contradict each other. Raises NotFound."""
    with store.acts.hand(now) as hand:
        hand.note(newer_id), hand.note(older_id)
        hand.unlink(Link(newer_id, older_id, LinkKind.CONTRADICTS, ""))
        hand.link(Link(newer_id, older_id, LinkKind.RELATED, BOTH))
    return hand.act


def _take_back(hand: Hand, note_id: str, now: datetime) -> None:
    note = hand.note(note_id)
    claims = tuple(replace(it, ended_at=it.ended_at or now) for it in note.claims)
    hand.change(note_id, NOT_SO, status=NoteStatus.RETIRED, claims=claims)
