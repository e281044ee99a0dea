"""Whether some answers lead to a state at a step, and by which path; exact.

The states that come to a step can be too many even for a diagram. So some paths to the goal are
tried first, each by itself. Where none arrives, the search looks for a path while it knows only a
few variables, and takes the conditions on all others for fulfilled. Where there is none, there is
none at all. Where there is one, all its conditions are put together; if no answers fulfill them,
the variables on which they contradict each other are added to the known ones, and it begins anew.
(Counterexample-guided abstraction refinement: Clarke et al. 2000,
https://doi.org/10.1007/10722167_15.)

A state stays as it is from step to step, but for the variables that a step reassesses: they may
have any value from there on.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import count, islice
from random import Random
from typing import TYPE_CHECKING, Final

from guidepress.frozen import dataclass
from guidepress.proof.ground import Door, Ground, Names

if TYPE_CHECKING:
    from guidepress.proof.states import States


_TRIES: Final = 2
"""Paths that are tried before each round of the search; most questions that have a run end so."""
_LARGE: Final = 300
"""Nodes of a diagram from which on a try goes on with some of its states only."""


@dataclass(frozen=True, slots=True)
class Goal:
    """States to come to, by step, and the variables that tell them from others."""

    states: Mapping[str, "States"]
    asks: Names


@dataclass(frozen=True, slots=True)
class Run:
    """The doors that some answers pass, from the first step to the goal, and their states there."""

    doors: tuple[Door, ...]
    states: "States"


@dataclass(frozen=True, slots=True)
class Refuted:
    """No answers lead to the goal; no other states than these come to its steps."""

    came: Mapping[str, "States"]


_Node = tuple[int, str]
"""How many goals were met, and the step."""


@dataclass(frozen=True, slots=True)
class _Move:
    """States that came from one node to another, through a door or by meeting a goal."""

    source: _Node
    came: "States"
    door: Door | None
    to: _Node
    new: "States"


class Search:
    """Answers questions about the runs that begin at the first step of a graph."""

    def __init__(self, ground: Ground) -> None:
        """Search a ground."""
        self._ground = ground
        self._distances: dict[frozenset[str], dict[str, int]] = {}

    def find(self, *goals: Goal) -> Run | Refuted:
        """Find a run that meets the goals one after the other; one step may meet several."""
        kept: Names = frozenset().union(*(goal.asks for goal in goals))
        tries = self._tries(goals)
        while True:
            for run in islice(tries, _TRIES):
                if run is not None:
                    return run
            blurred = _Blurred(self._ground, goals, kept)
            moves = blurred.moves()
            if moves is None:
                last = len(goals) - 1
                none = self._ground.space.none
                steps = goals[-1].states
                return Refuted({step: blurred.states.get((last, step), none) for step in steps})
            outcome = self._along(moves, goals, kept)
            if isinstance(outcome, Run):
                return outcome
            kept |= outcome

    def glance(self, goal: Goal) -> Run | None:
        """Try one path to a goal; that it does not arrive means nothing."""
        return next(self._tries((goal,)))

    def _tries(self, goals: Sequence[Goal]) -> Iterator[Run | None]:
        """Yield what comes of one path after the other that goes for the goals.

        Where the doors that lead nearer were closed, the next path is careful to keep them open.
        """
        wanted = [self._ground.space.union(goal.states.values()) for goal in goals]
        careful = list(wanted)
        for attempt in count():
            closed: list[tuple[int, States]] = []
            yield self._go(goals, careful, attempt, closed)
            if closed:
                met, needed = closed[-1]
                more = careful[met] & needed
                fits = more.satisfiable() and more.node_count() <= _LARGE
                careful[met] = more if fits else wanted[met]

    def _go(
        self,
        goals: Sequence[Goal],
        careful: Sequence["States"],
        attempt: int,
        closed: list[tuple[int, "States"]],
    ) -> Run | None:
        """Go through doors that some states of this very path can take.

        The first attempt goes straight, later ones stray more. Not to arrive means nothing.
        """
        ground = self._ground
        chance = Random(attempt)  # noqa: S311 - the same each time
        path: list[Door] = []
        visits: Counter[str] = Counter()

        def stray(to: str) -> float:
            return 2 * visits[to] + attempt / 2 * chance.random()

        step, states, met = ground.graph.start, ground.space.all, 0
        while len(path) <= len(ground.order) + 10:
            hit = goals[met].states.get(step, ground.space.none) & states
            if hit.satisfiable():
                met += 1
                if met == len(goals):
                    return Run(tuple(path), hit)
                states = hit
                continue
            ground.toil(states)
            if step not in self._distance(goals[met]):
                break
            nearer, door = self._door(step, states, goals[met], careful[met], stray)
            if not (nearer & states).satisfiable():
                closed.append((met, nearer))
            if door is None:
                break
            step = door.way.to
            path.append(door)
            visits[step] += 1
            states &= door.taking
            if states.node_count() > _LARGE:
                states = states.pick_cube_dd()
            states = ground.space.forget(states, ground.space.names(ground.renewed[step]))
        return None

    def _door(
        self,
        step: str,
        states: "States",
        goal: Goal,
        careful: "States",
        stray: Callable[[str], float],
    ) -> tuple["States", Door | None]:
        """Return the states that would get nearer to a goal, and the best door that is open."""
        distance = self._distance(goal)
        if step in goal.states:
            nearer = goal.states[step]
        else:
            nearer = self._ground.space.union(
                door.taking
                for door in self._ground.doors[step]
                if distance.get(door.way.to, distance[step]) < distance[step]
            )
        found: list[tuple[bool, float, Door]] = []
        for door in self._ground.doors[step]:
            through = states & door.taking
            if door.way.to in distance and through.satisfiable():
                spoils = not (through & careful).satisfiable()
                found.append((spoils, distance[door.way.to] + stray(door.way.to), door))
        return nearer, min(found, key=lambda each: each[:2])[2] if found else None

    def _distance(self, goal: Goal) -> dict[str, int]:
        """Return how many steps each step is away from the nearest step of a goal."""
        steps = frozenset(goal.states)
        if steps not in self._distances:
            distance = dict.fromkeys(steps, 0)
            queue = deque(steps)
            while queue:
                step = queue.popleft()
                for before in self._ground.before[step]:
                    if before not in distance:
                        distance[before] = distance[step] + 1
                        queue.append(before)
            self._distances[steps] = distance
        return self._distances[steps]

    def _along(self, moves: list[_Move], goals: Sequence[Goal], kept: Names) -> Run | Names:
        """Put the conditions of a path together: a run, or the variables that forbid it."""
        ground = self._ground
        states = ground.space.all
        path: list[Door] = []
        asked: set[str] = set()
        for move in moves:
            met, step = move.source
            goal = goals[met]
            asks = move.door.asks if move.door else goal.asks
            asked |= asks
            states &= move.door.taking if move.door else goal.states[step]
            ground.toil(states)
            if not states.satisfiable():
                return frozenset(asks - kept or asked - kept)
            if move.door:
                renewed = ground.space.names(ground.renewed[move.to[1]])
                states = ground.space.forget(states, renewed)
                path.append(move.door)
        return Run(tuple(path), states)


@dataclass()
class _Blurred:
    """The search with the kept variables alone: the conditions on others count as fulfilled."""

    ground: Ground
    goals: Sequence[Goal]
    kept: Names
    states: dict[_Node, "States"] = field(default_factory=dict)
    _moves: list[_Move] = field(default_factory=list)
    _fresh: dict[_Node, "States"] = field(default_factory=dict)

    def moves(self) -> list[_Move] | None:
        """Return the moves of a shortest path that meets all goals, or None."""
        space = self.ground.space
        hidden = space.names(self.ground.asked - self.kept)
        wanted = [
            {step: space.forget(states, hidden) for step, states in goal.states.items()}
            for goal in self.goals
        ]
        start = (0, self.ground.graph.start)
        self.states[start] = self._fresh[start] = space.all
        queue = deque([start])
        while queue:
            node = queue.popleft()
            states = self._fresh.pop(node, None)
            if states is None:
                continue
            met, step = node
            if step in wanted[met]:
                came = states & wanted[met][step]
                if came.satisfiable() and met == len(self.goals) - 1:
                    last = _Move(node, came, None, (met + 1, step), came)
                    return [*self._back(node, came), last]
                queue.extend(self._arrive(node, came, None, (met + 1, step)))
            for door in self.ground.doors[step]:
                if door.way.to in self.ground.rank:
                    came = states & self.ground.blurred(door, self.kept)
                    queue.extend(self._arrive(node, came, door, (met, door.way.to)))
        return None

    def _arrive(
        self,
        source: _Node,
        came: "States",
        door: Door | None,
        to: _Node,
    ) -> Iterator[_Node]:
        """Note what came to a node; yield the node if some of it is new there."""
        space = self.ground.space
        if not came.satisfiable():
            return
        self.ground.toil(came)
        known = self.states.get(to, space.none)
        entered = space.forget(came, self._forgotten(to[1])) if door else came
        new = entered & ~known
        if new.satisfiable():
            self.states[to] = known | new
            self._fresh[to] = self._fresh.get(to, space.none) | new
            self._moves.append(_Move(source, came, door, to, new))
            yield to

    def _forgotten(self, step: str) -> "States":
        return self.ground.space.names(self.kept - self.ground.lasting[step])

    def _back(self, node: _Node, target: "States") -> list[_Move]:
        """Return the moves by which some states of the target came to a node."""
        start = (0, self.ground.graph.start)
        found: list[_Move] = []
        before = len(self._moves)
        while node != start:
            before, move = next(
                (number, move)
                for number, move in enumerate(self._moves[:before])
                if move.to == node and (move.new & target).satisfiable()
            )
            found.append(move)
            target &= move.new
            if move.door:
                target = self.ground.space.forget(target, self._forgotten(node[1]))
            target &= move.came
            node = move.source
        return found[::-1]
