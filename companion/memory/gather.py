"""From an understood query to everything that may answer it, scored: the first half of recall.

Candidates come from several views, each a list of ids: near in meaning, sharing words, of a time,
mentioning a name, tied to what was found. They are put together as finds: a message of an episode
with the notes made of it, or a note that rests on no message. So a hit on a small unit brings its
parent and its neighbours (MemGAS's several granularities: Xu et al., 2025).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from companion.domain import Role
from companion.encoders.base import Encoders, Vectors
from companion.memory.attributes import asks_for_all, attributes_asked
from companion.memory.dismissals import against, without
from companion.memory.fusion import NEIGHBOURS, Scores, above_mean, relative, smoothed
from companion.memory.query import Query
from companion.memory.spreading import activation
from companion.store.candidates import Place
from companion.store.store import Store

Rests = Mapping[str, tuple[str, ...]]
"""Notes that may be recalled, and the messages each rests on."""
OF_A_TIME = 60
OF_A_NAME = 24
CLAIMING = 5
LEXICAL = 0.9
"""What sharing words counts beside meaning in a question; where the talk just goes on, half of it:
then the query is no list of what the answer holds."""
ASKED_OF = 1.0
"""What it adds that somebody said it whose words are asked for."""
REPLIED = -0.1
"""What it adds that the companion said it, where nobody's words are asked for."""
OF_THE_TIME = 0.3
"""What it adds to be of the time that is asked about."""
NAMED = 0.2
"""What it adds to mention somebody who is asked about."""
CLAIMED = 1.0
"""What it adds to claim the attribute that is asked for."""
SPREAD = 0.3
"""What the most activated adds."""
SEEDS = 12
"""How many of the best start the activation."""
_MEANING = ThreadPoolExecutor(1, "meaning")
"""Where queries are embedded while their words are looked up. It begins with the first query and is
kept: to begin and to end one takes half a millisecond."""
_BESIDE = ThreadPoolExecutor(1, "meaning beside")
"""Where a query is embedded at the same time as somebody else would put it."""


@dataclass(slots=True)
class Find:
    """A message of an episode, or a note that rests on none (then `message_id` is empty), with the
    notes made of it, the best first. `similarity` is the best cosine of any of them, None where
    nothing was embedded, and `late` how near it is token by token, None where that was not asked
    for or is not known."""

    message_id: str
    notes: list[str] = field(default_factory=list)
    place: Place | None = None
    similarity: float | None = None
    late: float | None = None
    shares_words: bool = False
    score: float = 0.0
    why: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Of the message, or of the note that rests on none."""
        return self.message_id or self.notes[0]

    @property
    def claims(self) -> bool:
        """Whether it was written down of it that it answers what is asked for."""
        return "claim" in self.why


@dataclass(slots=True)
class Found:
    """All finds, the best first. `mean` is the query's similarity to what has nothing to do with
    it, and `vector` its own as the person would put it. `dismissed` are the items that are not to
    be given, in whatever way they are found."""

    finds: list[Find]
    mean: float
    vector: Vectors | None = None
    dismissed: Collection[str] = ()


def gather(
    query: Query, store: Store, encoders: Encoders | None, cohort: Vectors | None, depth: int
) -> Found:
    """Find and score what may answer a query; no text is read yet. `depth` is how many notes and
    messages each view may offer."""
    # The encoder works while words, names and times are looked up: that takes as long.
    meant = _MEANING.submit(_meant, query, store, encoders, cohort, depth)
    in_notes = dict(store.candidates.notes_with_words(query.told, depth))
    in_messages = dict(store.candidates.messages_with_words(query.told, depth))
    notes: dict[str, set[str]] = {}
    for note_id in store.candidates.mentioning(query.names, OF_A_NAME):
        notes.setdefault(note_id, set()).add("name")
    messages: dict[str, set[str]] = {}
    claimed = _claimed(query, store)
    for note_id in claimed:
        notes.setdefault(note_id, set()).add("claim")
    for start, end in query.times:
        for note_id in store.candidates.true_between(start, end, OF_A_TIME):
            notes.setdefault(note_id, set()).add("time")
        for message_id in store.candidates.said_between(start, end, OF_A_TIME):
            messages.setdefault(message_id, set()).add("time")
    around = _Around(store)
    around.look([*in_notes, *in_messages, *notes, *messages])
    ahead = store.embeddings.of([*around.places, *around.rests], _fingerprint(encoders))
    asked, similar = meant.result()
    similar |= asked.behind([*similar, *in_notes, *in_messages, *notes], similar, store, depth)
    around.look(similar)
    rests, places = around.rests, around.places
    beside = {
        it
        for i in _foremost(places, rests, (similar, in_messages, in_notes), depth // 3)
        for it, _ in places[i].near
    } - places.keys()
    places |= store.candidates.places(list(beside))
    rests |= store.candidates.rests([], list(beside))
    dismissed = asked.dismissed(store)
    finds = without(_finds(places, rests), dismissed)
    cosines = asked.cosines([*places, *rests], places, ahead, store)
    _score(finds, query, rests, cosines, in_notes, in_messages, asked.mean)
    for find in finds.values():
        why = {w for note_id in find.notes for w in notes.get(note_id, ())}
        find.why = why | messages.get(find.message_id, set())
        find.score += OF_THE_TIME * ("time" in find.why) + NAMED * ("name" in find.why)
        if find.claims:
            find.score += CLAIMED
            find.notes.sort(key=lambda note_id: note_id not in claimed)
    _spread(finds, store)
    ranked = sorted(finds.values(), key=lambda find: -find.score)
    return Found(ranked, asked.mean, asked.told, dismissed)


def _claimed(query: Query, store: Store) -> list[str]:
    """The notes that claim what is asked for, or all that matters where all is asked for."""
    if asks_for_all(query.text):
        return store.claims.foremost(CLAIMING)
    return store.claims.current(attributes_asked(query.told) if query.is_of_now else (), CLAIMING)


def _meant(
    query: Query, store: Store, encoders: Encoders | None, cohort: Vectors | None, depth: int
) -> tuple[_Vectors, dict[str, float]]:
    """The query's vectors, and what is near them."""
    asked = _Vectors(query, encoders, cohort)
    return asked, asked.nearest(store, depth)


class _Around:
    """What is found, as it is looked up piece by piece: where messages stand, and which notes rest
    on them."""

    def __init__(self, store: Store) -> None:
        self._candidates = store.candidates
        self._looked: set[str] = set()
        self.rests: dict[str, tuple[str, ...]] = {}
        self.places: dict[str, Place] = {}

    def look(self, found: Iterable[str]) -> None:
        """Look up these notes and messages, the notes made of them, and what those rest on."""
        new = list(dict.fromkeys(it for it in found if it not in self._looked))
        if not new:
            return
        self._looked.update(new)
        rests = self._candidates.rests(new, new)
        self.rests |= rests
        messages = dict.fromkeys([*new, *(m for it in rests.values() for m in it)])
        self.places |= self._candidates.places([it for it in messages if it not in self.places])


def _foremost(
    places: Collection[str],
    rests: Rests,
    views: Iterable[Mapping[str, float]],
    most: int,
) -> list[str]:
    """The best `most` messages of each view, by themselves or by a note."""
    found: dict[str, None] = {}
    for view in views:
        best = sorted(view, key=lambda i: -view[i])
        of = (m for i in best for m in rests.get(i, (i,)) if m in places)
        found |= dict.fromkeys(islice(dict.fromkeys(of), most))
    return list(found)


class _Vectors:
    """The query's vectors: as the person would put it, and as the companion would."""

    def __init__(self, query: Query, encoders: Encoders | None, cohort: Vectors | None) -> None:
        self.told: Vectors | None = None
        self._replied: Vectors | None = None
        self._fingerprint = ""
        self._known: dict[str, float] = {}
        self._two_sided = query.told != query.replied
        self.mean = 0.0
        if encoders is None:
            return
        texts = list(dict.fromkeys([query.told, query.replied]))
        if not query.asks and query.told != query.text:
            # What the person said, what they said last, and what both did count alike.
            *each, said, talk = _embedded([*texts, query.text, query.talk], encoders)
            vectors = np.stack(each) + (said + talk)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        else:
            vectors = np.stack(_embedded(texts, encoders))
        self.told, self._replied = vectors[0], vectors[-1]
        self._fingerprint = _fingerprint(encoders)
        if cohort is not None:
            self.mean = float(vectors[0] @ cohort)

    def nearest(self, store: Store, depth: int) -> dict[str, float]:
        """Ids of notes and messages near the query in meaning, with their cosines."""
        if self.told is None or self._replied is None:
            return {}
        found = dict(store.nearest(self.told, depth))
        if self._two_sided:
            # Of which side each is, is not known yet.
            return found | dict(store.nearest(self._replied, depth))
        self._known = found
        return found

    def behind(
        self, found: Sequence[str], similar: Mapping[str, float], store: Store, depth: int
    ) -> dict[str, float]:
        """What the index does not hold of the old episodes that these are of, as far as it is as
        near as the last of what the index gave, with its cosines."""
        if self.told is None or self._replied is None:
            return {}
        vectors = store.embeddings.of(store.condensed.behind(found), self._fingerprint)
        if not vectors:
            return {}
        both = np.stack(list(vectors.values())) @ np.stack([self.told, self._replied]).T
        near = dict(zip(vectors, both.max(axis=1).tolist(), strict=True))
        least = min(similar.values()) if len(similar) >= depth else -1.0
        best = sorted((i for i in near if near[i] >= least), key=lambda i: -near[i])[:depth]
        return {i: near[i] for i in best}

    def dismissed(self, store: Store) -> set[str]:
        """Ids of notes and messages that were not relevant to a query like this one."""
        return against(self.told, store.dismissals.latest(self._fingerprint))

    def cosines(
        self,
        ids: Sequence[str],
        places: Mapping[str, Place],
        ahead: Mapping[str, Vectors],
        store: Store,
    ) -> dict[str, float]:
        """The cosine of each of these that has a vector, on its own side of the talk; `ahead` are
        those vectors that were looked up before."""
        if self.told is None or self._replied is None:
            return {}
        unknown = [i for i in ids if i not in self._known and i not in ahead]
        vectors = {**ahead, **store.embeddings.of(unknown, self._fingerprint)}
        if not vectors:
            return self._known
        both = np.stack(list(vectors.values())) @ np.stack([self.told, self._replied]).T
        replies = {i for i, place in places.items() if place.role is Role.ASSISTANT}
        found = {i: row[i in replies] for i, row in zip(vectors, both.tolist(), strict=True)}
        return found | self._known


def _fingerprint(encoders: Encoders | None) -> str:
    return encoders.embedder.fingerprint if encoders is not None else ""


def _embedded(texts: Sequence[str], encoders: Encoders) -> list[Vectors]:
    """The vectors of some queries, each of shape (dimensions,), two at a time."""

    def of(text: str) -> Vectors:
        vector: Vectors = encoders.embedder.embed_queries([text])[0]
        return vector

    beside = {text: _BESIDE.submit(of, text) for text in texts[1::2]}
    here = {text: of(text) for text in texts[::2]}
    return [beside[text].result() if text in beside else here[text] for text in texts]


def _finds(places: dict[str, Place], rests: Rests) -> dict[str, Find]:
    finds = {message_id: Find(message_id, place=place) for message_id, place in places.items()}
    for note_id, messages in rests.items():
        there = [message_id for message_id in messages if message_id in finds]
        for message_id in there:
            finds[message_id].notes.append(note_id)
        if not there:
            finds[note_id] = Find("", [note_id])
    return finds


def _score(
    finds: dict[str, Find],
    query: Query,
    rests: Rests,
    cosines: dict[str, float],
    in_notes: dict[str, float],
    in_messages: dict[str, float],
    mean: float,
) -> None:
    """Meaning and words, smoothed over neighbours, and whose words are asked for."""
    ids = list(finds)
    at = {item: place for place, item in enumerate(ids)}
    similarity = np.full(len(ids), np.nan)
    words = np.zeros(len(ids))
    most = max(in_messages.values(), default=0.0), max(in_notes.values(), default=0.0)
    for place, (item, find) in enumerate(finds.items()):
        known = [cosines[i] for i in (item, *find.notes) if i in cosines]
        if known:
            similarity[place] = find.similarity = max(known)
        find.notes.sort(key=lambda i: -cosines.get(i, 0.0) - in_notes.get(i, 0.0))
        shared = [in_messages.get(item, 0.0) / (most[0] or 1.0)]
        shared += [in_notes.get(i, 0.0) / (most[1] or 1.0) for i in find.notes]
        words[place] = max(shared)
        find.shares_words = words[place] > 0.0
    # What was gathered is mostly beside the point: its median is the query's distance to nothing.
    there = similarity[~np.isnan(similarity)]
    middle = float(np.median(there)) if there.size else mean
    meaning: Scores = above_mean(np.nan_to_num(similarity, nan=middle), middle)
    base = meaning + (LEXICAL if query.asks else 0.5 * LEXICAL) * relative(words)
    near = [
        {at[i]: distance for i, distance in find.place.near if i in at} if find.place else {}
        for find in finds.values()
    ]
    scores = smoothed(base, near, NEIGHBOURS)
    for place, find in enumerate(finds.values()):
        find.score = float(scores[place]) + _of_whom(find, query)


def _of_whom(find: Find, query: Query) -> float:
    """Whose words are asked for. A note is always what the person told."""
    role = find.place.role if find.place else Role.USER
    if query.of is None:
        return REPLIED if role is Role.ASSISTANT else 0.0
    return ASKED_OF if role is query.of else 0.0


def _spread(finds: dict[str, Find], store: Store) -> None:
    """Let what the best are tied to gain from them."""
    best = sorted(finds.items(), key=lambda it: -it[1].score)[:SEEDS]
    seeds = {item: find.score for item, find in best if find.score > 0.0}
    of_seeds = [note_id for item, find in best for note_id in find.notes]
    pairs = store.candidates.ties(of_seeds, OF_A_NAME)
    holder = {note_id: item for item, find in finds.items() for note_id in find.notes}
    ties = [
        (holder[one], holder[other])
        for one, other in pairs
        if one in holder and other in holder and holder[one] != holder[other]
    ]
    ties += _neighbouring(finds, seeds)
    for item, active in activation(seeds, ties).items():
        if item not in seeds:
            finds[item].score += SPREAD * active
            finds[item].why.add("tied")


def _neighbouring(finds: dict[str, Find], seeds: Collection[str]) -> Iterable[tuple[str, str]]:
    for item in seeds:
        place = finds[item].place
        for other, distance in place.near if place else ():
            if distance == 1 and other in finds:
                yield item, other
