"""Which states come to which step: forward from the start, and backward from the ends.

A state stays as it is from step to step, but for the variables that a step reassesses: they may
have any value from there on. What no later step asks before it is reassessed is forgotten at once;
that changes nothing of what is found, and keeps the sets small.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
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
        """Return the states that no way of a step takes; none where it has no way at all."""
        if not self.ways[step]:
            return self.space.none
        return ~self.space.union(states for _, states in self.ways[step])

    def toil(self, states: "States") -> None:
        """Count the work of one move; TooLargeError when it comes to more than is sensible."""
        self.work += states.node_count() + _WORK_OF_A_MOVE
        if self.work > MOST_WORK:
            raise TooLargeError

    def _opened(self, node: Node) -> list[tuple[Way, "States"]]:
        named = [way.condition for way in node.ways if way.condition and not way.otherwise]
        rest = ~self.space.union(self.space.of(condition) for condition in named)
        found = []
        for way in node.ways:
            if way.condition is None:
                found.append((way, self.space.all))
            else:
                found.append((way, rest if way.otherwise else self.space.of(way.condition)))
        return found


class Reach:
    """The states that come to each step from the states that some steps begin with."""

    def __init__(self, ground: Ground, seeds: Mapping[str, "States"]) -> None:
        """Move on from the seeds until nothing new comes anywhere."""
        self._ground = ground
        self._seeds = dict(seeds)
        self.states = {step: seeds.get(step, ground.space.none) for step in ground.order}
        self._moves = list(self._spread())

    def path_to(self, step: str, target: "States") -> tuple[tuple[str, ...], "States"]:
        """Return the steps by which some state of the target came to a step, the step included.

        The target must share a state with those that came. The second value is the states of the
        first step of the path that can take it.
        """
        ground = self._ground
        path = [step]
        before = len(self._moves)
        while True:
            seed = self._seeds.get(step, ground.space.none) & target
            if seed.satisfiable():
                return tuple(reversed(path)), seed
            before, move = next(
                (number, move)
                for number, move in enumerate(self._moves[:before])
                if move.to == step and (move.new & target).satisfiable()
            )
            arrived = ground.space.forget(move.new & target, ground.entering[step])
            target = move.came & arrived
            step = move.source
            path.append(step)

    def _spread(self) -> Iterator[Move]:
        ground = self._ground
        fresh = dict(self._seeds)
        queue = sorted((ground.rank[step], step) for step in fresh)
        while queue:
            _, step = heappop(queue)
            states = fresh.pop(step, None)
            if states is None:
                continue
            ground.toil(states)
            for way, taking in ground.ways[step]:
                came = states & taking
                if way.to not in ground.rank or not came.satisfiable():
                    continue
                new = ground.space.forget(came, ground.entering[way.to]) & ~self.states[way.to]
                if new.satisfiable():
                    self.states[way.to] |= new
                    fresh[way.to] = fresh.get(way.to, ground.space.none) | new
                    heappush(queue, (ground.rank[way.to], way.to))
                    yield Move(step, came, way.to, new)


def leaving(ground: Ground) -> dict[str, "States"]:
    """Return, for each step, the states in which some answers lead out: to an end or to a fault.

    A state that no branch takes and a decision without branches are found as faults of their own.
    """
    space = ground.space
    before: dict[str, list[tuple[str, States]]] = {}
    found = {}
    for step in ground.order:
        out = [taking for way, taking in ground.ways[step] if way.to not in ground.rank]
        found[step] = space.union([ground.uncovered(step), *out])
        if not ground.ways[step]:
            found[step] = space.all
        for way, taking in ground.ways[step]:
            before.setdefault(way.to, []).append((step, taking))
    queue = [(-ground.rank[step], step) for step in ground.order if found[step].satisfiable()]
    heapify(queue)
    waiting = {step for _, step in queue}
    while queue:
        _, step = heappop(queue)
        if step not in waiting:
            continue
        waiting.remove(step)
        ground.toil(found[step])
        arriving = space.forget(found[step], ground.reassessing[step])
        for source, taking in before.get(step, ()):
            wider = found[source] | (taking & arriving)
            if wider != found[source]:
                found[source] = wider
                waiting.add(source)
                heappush(queue, (-ground.rank[source], source))
    return found


def _live(graph: Graph) -> dict[str, frozenset[str]]:
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
    return live
