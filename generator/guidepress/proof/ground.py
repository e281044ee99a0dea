"""A pathway with its conditions as sets of states: what the search and the cycles work on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from guidepress.condition_syntax import variables_of
from guidepress.frozen import dataclass
from guidepress.pathway_graph import Graph, Node, Way
from guidepress.proof.states import Space, TooLargeError

if TYPE_CHECKING:
    from guidepress.proof.states import States

MOST_WORK: Final = 8_000_000
"""Nodes of diagrams that may be looked at in all: some seconds of work."""
_WORK_OF_A_MOVE: Final = 20

Names = frozenset[str]
"""Ids of variables."""


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """A way out of a step as the states that take it, and the variables that decide it."""

    way: Way
    taking: "States"
    asks: Names


class Ground:
    """The doors of each step that the graph's ways lead to."""

    def __init__(self, graph: Graph) -> None:
        """Read all conditions, none of which has a fault, as sets of states."""
        self.graph = graph
        self.order = graph.order
        self.rank = {step: rank for rank, step in enumerate(self.order)}
        nodes = [graph.nodes[step] for step in self.order]
        self.asked = frozenset(name for node in nodes for name in node.asks)
        conditions = [way.condition for node in nodes for way in node.ways if way.condition]
        first_asked = dict.fromkeys(name for node in nodes for name in node.asks)
        self.space = Space([graph.variables[name] for name in first_asked], conditions)
        self.doors = {step: tuple(self._doors(graph.nodes[step])) for step in self.order}
        self.before = {step: tuple(self._before(step)) for step in self.order}
        """The steps with a way to a step."""
        self.uncovered = {step: self._uncovered(step) for step in self.order}
        """The states that no door of a step takes; none where it has no door at all."""
        self.renewed = {step: graph.nodes[step].reassesses & self.asked for step in self.order}
        """The variables that become unknown anew when a step is entered."""
        self.lasting = _lasting(graph)
        """The variables whose values matter, as they are, to what follows a step's entry."""
        self._blurred: dict[tuple[Door, Names], States] = {}
        self._work = 0

    def blurred(self, door: Door, kept: Names) -> "States":
        """Return the states that may take a door when only the kept variables are known."""
        if door.asks <= kept:
            return door.taking
        key = (door, door.asks & kept)
        if key not in self._blurred:
            hidden = self.space.names(door.asks - kept)
            self._blurred[key] = self.space.forget(door.taking, hidden)
        return self._blurred[key]

    def toil(self, states: "States") -> None:
        """Count the work of one move; TooLargeError when it comes to more than is sensible."""
        self._work += states.node_count() + _WORK_OF_A_MOVE
        if self._work > MOST_WORK:
            raise TooLargeError

    def _doors(self, node: Node) -> Iterator[Door]:
        named = [way.condition for way in node.ways if way.condition and not way.otherwise]
        rest = ~self.space.union(self.space.of(condition) for condition in named)
        for way in node.ways:
            if way.condition is None:
                yield Door(way, self.space.all, frozenset())
            elif way.otherwise:
                yield Door(way, rest, frozenset(node.asks))
            else:
                names = frozenset(variables_of(way.condition))
                yield Door(way, self.space.of(way.condition), names)

    def _before(self, step: str) -> Iterator[str]:
        for each in self.order:
            if any(door.way.to == step for door in self.doors[each]):
                yield each

    def _uncovered(self, step: str) -> "States":
        if not self.doors[step]:
            return self.space.none
        return ~self.space.union(door.taking for door in self.doors[step])


def _lasting(graph: Graph) -> dict[str, Names]:
    """Return, for each step, the variables that it or a later step asks before asking anew."""
    live = {step: frozenset(graph.nodes[step].asks) for step in graph.order}
    changed = True
    while changed:
        changed = False
        for step in reversed(graph.order):
            later = (way.to for way in graph.nodes[step].ways if way.to in live)
            wider = live[step].union(*(live[to] - graph.nodes[to].reassesses for to in later))
            changed |= wider != live[step]
            live[step] = wider
    return {step: names - graph.nodes[step].reassesses for step, names in live.items()}
