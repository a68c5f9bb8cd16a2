"""Which sentences say most of what many say, by shared words: LexRank (Erkan and Radev, 2004).

Sentences are the nodes of a graph, its edges the cosine of their words weighed by how rare these
are; PageRank, computed by rustworkx, tells which of them the others are most like. Pure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from companion.memory.words import content

LEAST_ALIKE = 0.1
"""Below this cosine two sentences have nothing to do with each other: LexRank's."""
SAID_ALREADY = 0.6
"""The share of a sentence's words from which another one has said it."""
LONGEST = 240
"""Characters of a sentence; a longer one is chosen only where there is no other."""


def centrality(texts: Sequence[str]) -> list[float]:
    """How much each text says of what all of them say; the sum is 1."""
    # Late: forgetting needs this module, and what opens the window waits for no graph.
    import numpy as np
    import rustworkx

    if not texts:
        return []
    stems = [content(text) for text in texts]
    known = Counter(stem for found in stems for stem in found)
    rarity = {stem: math.log(1 + len(texts) / number) for stem, number in known.items()}
    place = {stem: at for at, stem in enumerate(rarity)}
    rows = np.zeros((len(texts), len(rarity)))
    for row, found in zip(rows, stems, strict=True):
        row[[place[stem] for stem in found]] = [rarity[stem] for stem in found]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    alike = np.triu(rows @ rows.T, 1)
    near = np.argwhere(alike >= LEAST_ALIKE).tolist()
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(texts)))
    graph.add_edges_from([(one, other, alike[one, other]) for one, other in near])
    ranks = rustworkx.pagerank(graph.to_directed(), weight_fn=float)
    return [ranks[at] for at in range(len(texts))]


def choose(texts: Sequence[str], room: int) -> list[str]:
    """The texts that say most of what all do, up to `room` characters together and at least one,
    each but once, in the order given."""
    texts = list(dict.fromkeys(texts))
    ranks = centrality(texts)
    by_rank = sorted(range(len(texts)), key=lambda at: (len(texts[at]) > LONGEST, -ranks[at], at))
    kept: list[int] = []
    for at in by_rank:
        stems = set(content(texts[at]))
        said = any(len(stems & set(content(texts[it]))) >= SAID_ALREADY * len(stems) for it in kept)
        if not kept or (len(texts[at]) <= min(room, LONGEST) and not said):
            kept.append(at)
            room -= len(texts[at])
    return [texts[at] for at in sorted(kept)]
