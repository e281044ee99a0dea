"""The proof of a pathway: every state that goes wrong is found, each with an example in words.

Exact, not sampled: a finding is there if and only if some answers lead to it. docs/pathway.md says
what is decided and what is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from guidepress.condition_syntax import variables_of
from guidepress.link import Library, LinkedGuideline
from guidepress.model.pathway import Branch
from guidepress.model.recommendation import Recommendation
from guidepress.pathway_graph import Graph, Way, graph_of
from guidepress.proof.reach import Ground, Reach, leaving
from guidepress.proof.states import TooLargeError

if TYPE_CHECKING:
    from guidepress.proof.states import States


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A decision that some patients cannot leave: their answers, and a way to come to it."""

    step: str
    answers: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two branches of a decision that are both taken by the same answers."""

    step: str
    first: Branch
    second: Branch
    answers: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeverTaken:
    """A branch that nobody takes who comes to its decision, and why."""

    step: str
    branch: Branch
    why: str


@dataclass(frozen=True, slots=True)
class Endless:
    """Steps that go round for ever, the answers with which they do, and a way to come there."""

    steps: tuple[str, ...]
    answers: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A path through a recommendation for and one against the same intervention, in this order."""

    first: Recommendation
    second: Recommendation
    path: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """A pathway's graph and all that is wrong with it; `decided` unless it is too large."""

    graph: Graph
    decided: bool = True
    uncovered: tuple[Uncovered, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    never_taken: tuple[NeverTaken, ...] = ()
    unreachable: tuple[str, ...] = ()
    endless: tuple[Endless, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether the pathway can be walked: all conditions can be read, the first step exists."""
        return not self.graph.faults and self.graph.start in self.graph.nodes


_PROOFS: WeakKeyDictionary[LinkedGuideline, Proof] = WeakKeyDictionary()


def proofs(library: Library) -> Iterator[tuple[LinkedGuideline, Proof]]:
    """Yield each guideline that has a pathway, with its proof, which is made once."""
    for here in library.guidelines:
        pathway = here.sections.pathway
        if pathway is None:
            continue
        if here not in _PROOFS:
            _PROOFS[here] = prove(graph_of(pathway), here.sections.recommendations)
        yield here, _PROOFS[here]


def prove(graph: Graph, recommendations: Sequence[Recommendation] = ()) -> Proof:
    """Find all that is wrong with a pathway.

    Where a condition has a fault or the first step does not exist, nothing else can be judged: only
    the graph is returned.
    """
    if not Proof(graph).judged:
        return Proof(graph)
    try:
        return _Prover(graph).proof(recommendations)
    except (MemoryError, TooLargeError):
        return Proof(graph, decided=False)


@dataclass
class _Prover:
    graph: Graph
    ground: Ground = field(init=False)
    reach: Reach = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(self.graph)
        self.reach = Reach(self.ground, {self.graph.start: self.ground.space.all})

    def proof(self, recommendations: Sequence[Recommendation]) -> Proof:
        reached = [step for step in self.ground.order if self.reach.states[step].satisfiable()]
        return Proof(
            self.graph,
            uncovered=tuple(found for step in reached for found in self._uncovered(step)),
            overlaps=tuple(found for step in reached for found in self._overlaps(step)),
            never_taken=tuple(found for step in reached for found in self._never_taken(step)),
            unreachable=tuple(step for step in self.graph.nodes if step not in set(reached)),
            endless=tuple(self._endless(reached)),
            conflicts=tuple(self._conflicts(recommendations)),
        )

    def _uncovered(self, step: str) -> Iterator[Uncovered]:
        came = self.reach.states[step]
        left = came & self.ground.uncovered(step)
        if left.satisfiable():
            yield Uncovered(step, *self._example(step, left))

    def _overlaps(self, step: str) -> Iterator[Overlap]:
        came = self.reach.states[step]
        for (first, taking), (second, also_taking) in combinations(self.ground.ways[step], 2):
            both = came & taking & also_taking
            if both.satisfiable() and first.branch and second.branch:
                yield Overlap(step, first.branch, second.branch, *self._example(step, both))

    def _never_taken(self, step: str) -> Iterator[NeverTaken]:
        came = self.reach.states[step]
        for way, taking in self.ground.ways[step]:
            if way.branch and not (came & taking).satisfiable():
                yield NeverTaken(step, way.branch, self._why_never(way, came, taking))

    def _why_never(self, way: Way, came: "States", taking: "States") -> str:
        space = self.ground.space
        if way.otherwise or way.condition is None:
            return "the other branches take every case that comes here"
        if not taking.satisfiable():
            return "no answers fulfill its condition"
        known = []
        for name in variables_of(way.condition):
            possible = space.possible(came, name)
            if len(possible) < len(space.cells[name]):
                known.append(f"{name} is {' or '.join(cell.words for cell in possible)}")
        if known:
            return f"in all cases that come here, {' and '.join(known)}"
        return "what was decided before leaves no such case"

    def _example(self, step: str, states: "States") -> tuple[str, tuple[str, ...]]:
        """Return the answers that tell some of the states from all that come to a step."""
        asks = self.graph.nodes[step].asks
        words = self.ground.space.words(states, self.reach.states[step], asks)
        path, _ = self.reach.path_to(step, states)
        return words, path

    def _endless(self, reached: list[str]) -> Iterator[Endless]:
        """Yield each cycle that a state which no answers lead out of goes round in.

        A state may keep its values where they are reassessed, so it walks a path that is fixed.
        """
        out = leaving(self.ground)
        known: set[frozenset[str]] = set()
        for step in reached:
            trapped = self.reach.states[step] & ~out[step]
            if not trapped.satisfiable():
                continue
            state = self.ground.space.pick(trapped)
            cycle, turning = self._cycle(step, state)
            if frozenset(cycle) in known:
                continue
            known.add(frozenset(cycle))
            first = min(cycle, key=self.ground.rank.__getitem__)
            turn = cycle.index(first)
            came = self.reach.states[first]
            asks = dict.fromkeys(name for each in cycle for name in self.graph.nodes[each].asks)
            words = self.ground.space.words(came & turning, came, tuple(asks))
            path, _ = self.reach.path_to(first, came & turning)
            yield Endless((*cycle[turn:], *cycle[:turn]), words, path)

    def _cycle(self, step: str, state: "States") -> tuple[tuple[str, ...], "States"]:
        """Walk on with one state until a step comes again: the cycle, and the states that do so."""
        passed: dict[str, States] = {}
        while step not in passed:
            way, taking = next(
                (way, taking)
                for way, taking in self.ground.ways[step]
                if (taking & state).satisfiable()
            )
            passed[step] = taking
            step = way.to
        steps = list(passed)
        cycle = tuple(steps[steps.index(step) :])
        states = self.ground.space.all
        for each in cycle:
            states &= passed[each]
        return cycle, states

    def _conflicts(self, recommendations: Sequence[Recommendation]) -> Iterator[Conflict]:
        steps: dict[str, list[str]] = {}
        for step in self.ground.order:
            for target in self.graph.nodes[step].step.recommendations:
                steps.setdefault(target.id, []).append(step)
        told: set[frozenset[str]] = set()
        for first in recommendations:
            opposed = [each for each in recommendations if _opposed(first, each)]
            seeds = {step: self.reach.states[step] for step in steps.get(first.id, ())}
            if not opposed or not seeds:
                continue
            onward = Reach(self.ground, seeds)
            for second in opposed:
                pair = frozenset((str(first.id), str(second.id)))
                met = [
                    step for step in steps.get(second.id, ()) if onward.states[step].satisfiable()
                ]
                if met and pair not in told:
                    told.add(pair)
                    after, states = onward.path_to(met[0], onward.states[met[0]])
                    before, _ = self.reach.path_to(after[0], states)
                    yield Conflict(first, second, (*before, *after[1:]))


def _opposed(first: Recommendation, second: Recommendation) -> bool:
    """Whether two recommendations say the opposite on an intervention, and neither says when."""
    if not first.direction or not second.direction or first.direction is second.direction:
        return False
    excepted = any(
        each.recommendation.id == other.id
        for one, other in ((first, second), (second, first))
        for each in one.exceptions
    )
    shared = {each.id for each in first.interventions} & {each.id for each in second.interventions}
    return bool(shared) and not excepted
