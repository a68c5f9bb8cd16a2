"""What archives are tested with: a memory that has something of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.clock import FixedClock
from companion.domain import (
    Claim,
    Entity,
    EntityKind,
    Link,
    LinkKind,
    NoteKind,
    RecalledNote,
)
from companion.filters import Filter, SavedFilter
from companion.store.runs import JobStep
from companion.store.store import Store
from companion.trash import Trash
from tests.archive.carrying import Machine, machines
from tests.author import Author


def live_a_little(author: Author) -> None:
    """Talk on two branches, notes of most kinds, each thing that can be said of them."""
    store, clock = author.store, author.clock
    first = author.begins("I moved to Porto with my dog Biscuit.", "Porto “grün” 🌱")
    reply = author.replies("Porto is lovely.", first)
    second = author.says("I work as a baker.", reply)
    author.rewrites("I work as a nurse.", second)
    talk = author.begins("My sister Ada lives in Lyon.")
    home, dog = author.writes(
        [("I moved to Porto", [first]), ("my dog Biscuit", [first])], embedded=True
    )
    job = author.notes("I work as a baker", second)
    ada = author.notes("My sister Ada lives in Lyon", talk, kind=NoteKind.RELATIONSHIP)
    talk_of_it = author.notes("I work as a baker.", second, kind=NoteKind.EPISODE)
    now = clock.now()
    store.notes.change(
        home.id, actor="user", reason="corrected", now=now, text="I live in Porto",
        claims=(Claim("home", "Porto"),), confidence=0.1 + 0.2, keywords=("Porto", "home"),
        valid_from=now - timedelta(days=1, microseconds=1),
    )  # fmt: skip
    store.notes.change(dog.id, actor="user", reason="pinned", now=now, pinned=True)
    store.entities.mention({
        dog.id: [Entity("Biscuit", EntityKind.PET, ("biscuit",))],
        ada.id: [Entity("Ada", EntityKind.PERSON, ("ada", "sister"))],
    })  # fmt: skip
    run = store.runs.begin("links", now, now)
    link = Link(job.id, home.id, LinkKind.RELATED, "both are in Porto")
    store.runs.apply(run, JobStep((), (link,), {"linked": 1}))
    store.runs.apply(run, JobStep(unsure=((job.id, home.id),)))
    undone = store.runs.begin("duplicates", now, now)
    store.runs.apply(undone, JobStep((), (replace(link, kind=LinkKind.CAUSES),)))
    store.runs.undo(undone.id, now)
    with store.acts.hand(now) as hand:
        hand.link(replace(link, kind=LinkKind.FOLLOWS))
        hand.unlink(replace(link, kind=LinkKind.FOLLOWS))
    store.studies.mark(talk_of_it.id, "model 1", now)
    store.conversations.rename(talk.conversation_id, "Ada", now)
    trash = Trash(store, clock)
    jazz = author.begins("I like jazz.")
    trash.forget_notes([author.notes("I like jazz", jazz).id])
    trash.delete_conversation(jazz.conversation_id)
    list(trash.purge(everything=True))
    store.saved_filters.put(SavedFilter("Porto", Filter(words="Porto", tags=("home",))), now)
    vectors = author.embedder.embed_passages([first.text])
    store.embeddings.put([first.id], author.embedder.fingerprint, vectors)
    store.recalled.add(reply.id, [RecalledNote(home, 0.1 + 0.2, "it is near")])
    store.dismissals.add(reply.id, home.id, now)
    store.dismissals.put_vector(reply.id, home.id, author.embedder.fingerprint, vectors[0])


@pytest.fixture
def lived(author: Author) -> Store:
    """A store that holds a little of everything."""
    live_a_little(author)
    return author.store


@pytest.fixture
def machine(tmp_path: Path, clock: FixedClock) -> Iterator[Callable[[str], Machine]]:
    """Makes machines, each with a home of its own, all with the same clock."""
    with machines(tmp_path, clock) as machine:
        yield machine
