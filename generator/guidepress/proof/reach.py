"""Which states come to which step: forward from the start, and backward from the ends.

A state stays as it is from step to step, but for the variables that a step reassesses: they may
have any value from there on. What no later step asks before it is reassessed is forgotten at once;
that changes nothing of what is found, and keeps the sets small.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

from guidepress.pathway_graph import Graph, Node, Way
from guidepress.proof.states import Space, TooLargeError

if TYPE_CHECKING:
    from guidepress.proof.states import States

MOST_WORK: Final = 2_000_000
"""Nodes of diagrams that may be moved from step to step in all, a step counting as some."""
_WORK_OF_A_MOVE: Final = 40


@dataclass(frozen=True, slots=True)
class Move:
    """States that came from one step to another, and those of them that were new there."""

    source: str
    came: "States"
    to: str
    new: "States"


class Ground:
    """A graph with the set of states for each of its ways, and the moves that they allow."""

    def __init__(self, graph: Graph) -> None:
        """Read all conditions, none of which has a fault, as sets of states."""
        self.graph = graph
        self.order = graph.order
        self.rank = {step: rank for rank, step in enumerate(self.order)}
        asked = dict.fromkeys(name for step in self.order for name in graph.nodes[step].asks)
        conditions = [
            way.condition
            for step in self.order
            for way in graph.nodes[step].ways
            if way.condition is not None
        ]
        self.space = Space([graph.variables[name] for name in asked], conditions)
        self.ways = {step: self._opened(graph.nodes[step]) for step in self.order}
        live = _live(graph)
        # What is not asked any more, or is asked anew, is unknown once a step is entered.
        self.entering = {
            step: self.space.names(
                name for name in asked if name not in live[step] - graph.nodes[step].reassesses
            )
            for step in self.order
        }
        self.reassessing = {
            step: self.space.names(graph.nodes[step].reassesses & asked.keys())
            for step in self.order
        }
        self.work = 0

    def uncovered(self, step: str) -> "States":
        """Return the states that no way of a step takes; none where it is an end."""
        if not isinstance(self.graph.nodes[step].step.kind, str) or not self.ways[step]:
            return self.space.none
        return ~self.space.union(states for _, states in self.ways[step])

    def toil(self, states: "States") -> None:
        """Count the work of one move; TooLargeError when it comes to more than is sensible."""
        self.work += states.node_count() + _WORK_OF_A_MOVE
        if self.work > MOST_WORK:
            raise TooLargeError

    def _opened(self, node: Node) -> list[tuple[Way, "States"]]:
        found = []
        taken = self.space.none
        for way in node.ways:
            if way.condition is None:
                found.append((way, self.space.all))
            elif not way.otherwise:
                states = self.space.of(way.condition)
                taken |= states
                found.append((way, states))
        found += [(way, ~taken) for way in node.ways if way.otherwise]
        return sorted(found, key=lambda each: node.ways.index(each[0]))
