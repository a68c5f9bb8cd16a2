"""Spreading activation: what the best finds are tied to comes to mind with them.

Personalised PageRank over links, shared entities and neighbouring messages, from the best seeds, as
HippoRAG does (Gutiérrez et al., 2024); computed by rustworkx. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import rustworkx

LEAST = 1e-3
RETURN = 0.5
"""The chance of starting again at a seed at each step: HippoRAG's."""


def activation(seeds: Mapping[str, float], ties: Iterable[tuple[str, str]]) -> dict[str, float]:
    """How much comes to each item that is tied to the seeds (id → weight above 0), from 0 to 1 for
    the most; what is not reached is left out."""
    if not seeds:
        return {}
    graph = rustworkx.PyGraph(multigraph=False)
    places: dict[str, int] = {}

    def place(item: str) -> int:
        if item not in places:
            places[item] = graph.add_node(item)
        return places[item]

    for one, other in ties:
        graph.add_edge(place(one), place(other), 1.0)
    start = {place(item): weight for item, weight in seeds.items()}
    ranks = rustworkx.pagerank(
        graph.to_directed(), alpha=1.0 - RETURN, weight_fn=float, personalization=start
    )
    most = max(ranks.values(), default=0.0)
    # What no seed reaches keeps a millionth from where the iteration began.
    return {graph[at]: rank / most for at, rank in ranks.items() if rank > LEAST * most}
