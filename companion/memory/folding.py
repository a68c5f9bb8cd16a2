"""What has been in the archive for long is folded into the episode it was told in.

The episode's gist then tells it before all else, in the person's own words, and a link says so. The
note stays in the archive: it can be brought back as before. A gist is always made anew, from the
messages of its episode and what is folded into it, so that undoing the folding is making it anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from companion.acts import Act
from companion.domain import Link, LinkKind, Note, NoteKind, NoteStatus
from companion.memory.branches import settle
from companion.memory.duplicates import DUPLICATES
from companion.memory.episodes import worded
from companion.memory.jobs import Desk, Edit, JobStep
from companion.memory.telling import retell, tell_again
from companion.store.store import Store

FOLDED = "its gist tells what was archived"
AFTER = timedelta(days=180)
"""How long a note is in the archive before it is folded."""
PAGE = 100
EPISODES = 8
"""How many episodes get a new gist in one step."""


class Folding:
    """Folds what was archived long ago into its episode."""

    name = "folding"

    def steps(self, desk: Desk) -> Iterator[JobStep]:
        """Look at every archived note once, oldest first."""
        after = ""
        while found := desk.store.episodes.to_fold(desk.now - AFTER, after, PAGE):
            after = found[-1][0]
            by_episode: dict[str, list[str]] = defaultdict(list)
            declined = desk.store.runs.declined(self.name, [note_id for note_id, _ in found])
            for note_id, episode_id in found:
                if note_id in declined:
                    continue
                by_episode[episode_id].append(note_id)
            wanted = list(by_episode.items())
            for start in range(0, len(wanted), EPISODES):
                yield _fold(dict(wanted[start : start + EPISODES]), desk.store)


def undo(run_id: str, store: Store, now: datetime) -> Act:
    """Undo all that a job run did. Belongs on the data lane. Raises NotFound."""
    with store.acts.hand(now) as hand:
        run = store.runs.run(run_id)
        touched = store.runs.notes_of(run_id)
        hand.act = store.runs.undo(run_id, now)
        # That something is told twice is what the person has just asked for, if it was joined.
        changed = _follow(touched, hand.act.note_ids, store, now, twice=run.job == DUPLICATES)
        hand.act = replace(hand.act, note_ids=changed)
    return hand.act


def do_again(act: Act, store: Store, now: datetime) -> Act:
    """Take back an `act` that undid a job run: what the run did is as it was. Belongs on the data
    lane. Raises Overtaken."""
    assert act.run is not None
    with store.acts.hand(now) as hand:
        store.acts.undo(act, hand)
        run = store.runs.done_again(act, hand.mark, now)
        touched = store.runs.notes_of(run.run_id)
        changed = _follow(touched, hand.act.note_ids, store, now, twice=False)
        hand.act = replace(hand.act, note_ids=changed, run=replace(run, again=True))
    return hand.act


def _follow(
    touched: Sequence[str], changed: Sequence[str], store: Store, now: datetime, *, twice: bool
) -> tuple[str, ...]:
    """Tell anew what tells of these notes, now that some of them have changed; gives all that have.
    What was told since may have taken the place of what comes back."""
    found = list(changed)
    for detail in store.notes.details(touched).values():
        note = detail.note
        if note.kind is NoteKind.EPISODE:
            found += _reword(note, store, now)
        elif note.kind is NoteKind.SUMMARY:
            found += tell_again(note, store, now)
        elif note.id in changed and note.status is NoteStatus.ACTIVE:
            found += settle(store, note, now, twice=twice)
    found += retell(store, now)
    return tuple(dict.fromkeys(found))


def _fold(wanted: dict[str, list[str]], store: Store) -> JobStep:
    notes = store.notes.details([*wanted, *(i for ids in wanted.values() for i in ids)])
    edits, links = [], []
    for episode_id, note_ids in wanted.items():
        episode = notes[episode_id].note
        told = [*store.episodes.folded(episode_id), *(notes[i].note.text for i in note_ids)]
        edits += _with_gist(episode, told, store)
        links += [Link(i, episode_id, LinkKind.PART_OF, FOLDED) for i in note_ids]
    return JobStep(tuple(edits), tuple(links), {"folded": len(links)})


def _with_gist(episode: Note, told: Sequence[str], store: Store) -> list[Edit]:
    """The episode with a gist that tells this first, if that is another one."""
    live, left = store.episodes.messages(episode.id)
    after = worded(live or left, episode, told)
    return [Edit(episode, after, FOLDED)] if after != episode else []


def _reword(episode: Note, store: Store, now: datetime) -> list[str]:
    live, left = store.episodes.messages(episode.id)
    after = worded(live or left, episode, store.episodes.folded(episode.id))
    store.episodes.put(after, [*live, *left], now)
    return [episode.id] if after != episode else []
