"""What lies around a note, a person or a topic: a small graph, laid out to be read.

It is walked breadth first, so that what is nearest is in it, up to a number of nodes that can still
be told apart. Laid out by Kamada and Kawai's springs (1989) while it is small, and by Fruchterman
and Reingold's forces (1991) beyond (both in rustworkx), with the centre in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import rustworkx

from companion.domain import EntityKind, LinkKind, NoteKind
from companion.errors import NotFound
from companion.known import Anchor, Edge, Neighbourhood, Node, Sort
from companion.store.knowledge import Knowledge

MOST = 200
"""Nodes that can be told apart on a screen."""
STEPS = 3
"""How far from the centre it goes."""
OF_CENTRE, OF_EACH = 60, 24
"""Notes of the centre, and of each other person or topic, that are walked to: what lies beyond them
is to have room, too."""
SMALL = 60
"""Nodes up to which every distance is weighed against every other."""
_ITERATIONS = 200
_APART = 1.0
"""How far from each other neighbours would be: far enough that no two of 200 nodes touch."""


@dataclass(slots=True)
class _Found:
    """What the walk has found so far."""

    most: int
    nodes: dict[Anchor, Node] = field(default_factory=dict)
    edges: dict[tuple[Anchor, Anchor], LinkKind | None] = field(default_factory=dict)

    def reach(
        self, anchor: Anchor, label: str, kind: NoteKind | EntityKind | None, steps: int
    ) -> bool:
        """Take a node in, if there is room; whether it is in."""
        if anchor not in self.nodes and len(self.nodes) < self.most:
            self.nodes[anchor] = Node(anchor, " ".join(label.split()), kind, steps)
        return anchor in self.nodes

    def join(self, one: Anchor, other: Anchor, kind: LinkKind | None) -> None:
        """Draw a line between two that are in."""
        both_in = one in self.nodes and other in self.nodes
        if both_in and one != other and (other, one) not in self.edges:
            self.edges.setdefault((one, other), kind)

    def at(self, steps: int, *sorts: Sort) -> list[Anchor]:
        """What was found so far from the centre."""
        return [it.anchor for it in self.nodes.values() if it.steps == steps
                and it.anchor.sort in sorts]  # fmt: skip


def neighbourhood(
    knowledge: Knowledge, centre: Anchor, *, most: int = MOST, seed: int = 1
) -> Neighbourhood:
    """What lies around `centre`, at most so many nodes. The same for the same notes. Raises
    NotFound."""
    found = _Found(most)
    _begin(found, centre, knowledge)
    for steps in range(STEPS):
        _walk_notes(found, steps, knowledge)
        _walk_tellers(found, steps, knowledge)
    # Lines between what is in already.
    _walk_notes(found, STEPS, knowledge, new=False)
    return _laid_out(found, seed)


def _begin(found: _Found, centre: Anchor, knowledge: Knowledge) -> None:
    if centre.sort is Sort.NOTE:
        labels = knowledge.labels([centre.id])
        if not labels:
            raise NotFound("This memory is no longer there.")
        found.reach(centre, *labels[centre.id], 0)
        return
    known = knowledge.one(centre)
    found.reach(centre, known.name, known.kind, 0)


def _walk_tellers(found: _Found, steps: int, knowledge: Knowledge) -> None:
    """From people and topics to the notes that tell of them."""
    tellers = found.at(steps, Sort.ENTITY, Sort.TOPIC)
    told = knowledge.told_of(tellers, OF_EACH if steps else OF_CENTRE)
    labels = knowledge.labels([note_id for _, note_id in told])
    for teller, note_id in told:
        note = Anchor(Sort.NOTE, note_id)
        if note_id in labels and found.reach(note, *labels[note_id], steps + 1):
            found.join(note, teller, None)


def _walk_notes(found: _Found, steps: int, knowledge: Knowledge, *, new: bool = True) -> None:
    """From notes to whom they mention, and to what they are linked with."""
    ids = [it.id for it in found.at(steps, Sort.NOTE)]
    for note_id, entity, name, kind in knowledge.mentioned(ids):
        if not new or found.reach(entity, name, kind, steps + 1):
            found.join(Anchor(Sort.NOTE, note_id), entity, None)
    links = knowledge.links(ids)
    labels = knowledge.labels([end for one, other, _ in links for end in (one, other)])
    for one, other, link in links:
        newer, older = (_anchor(i, labels[i][1]) for i in (one, other))
        for end in (newer, older) if new else ():
            label, note_kind = labels[end.id]
            found.reach(end, label, None if end.sort is Sort.TOPIC else note_kind, steps + 1)
        found.join(newer, older, None if older.sort is Sort.TOPIC else link)


def _anchor(note_id: str, kind: NoteKind) -> Anchor:
    return Anchor(Sort.TOPIC if kind is NoteKind.SUMMARY else Sort.NOTE, note_id)


def _laid_out(found: _Found, seed: int) -> Neighbourhood:
    places = {anchor: at for at, anchor in enumerate(found.nodes)}
    edges = [Edge(places[a], places[b], kind) for (a, b), kind in found.edges.items()]
    graph: rustworkx.PyGraph[None, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(places))
    graph.add_edges_from([(edge.one, edge.other, None) for edge in edges])
    if len(places) <= SMALL and rustworkx.is_connected(graph):
        at = rustworkx.kamada_kawai_layout(graph)
    else:
        at = rustworkx.spring_layout(graph, k=_APART, num_iter=_ITERATIONS, seed=seed)
    middle = at[0]
    reach = max((max(abs(p[0] - middle[0]), abs(p[1] - middle[1])) for p in at.values()),
                default=0.0) or 1.0  # fmt: skip
    nodes = tuple(
        replace(
            node,
            degree=graph.degree(place),
            x=(at[place][0] - middle[0]) / reach,
            y=(at[place][1] - middle[1]) / reach,
        )
        for place, node in enumerate(found.nodes.values())
    )
    return Neighbourhood(nodes, tuple(edges))
