"""The proof of a pathway: every state that goes wrong is found, each with an example in words.

Exact, not sampled: a finding is there if and only if some answers lead to it. docs/pathway.md says
what is decided and what is not.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from guidepress.condition_syntax import variables_of
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.model.pathway import Branch
from guidepress.model.recommendation import Recommendation
from guidepress.pathway_graph import Graph
from guidepress.proof.cycles import traps
from guidepress.proof.ground import Door, Ground
from guidepress.proof.search import Goal, Refuted, Run, Search
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


_PROOFS: WeakKeyDictionary[LinkedGuideline, Proof] = WeakKeyDictionary()


def proofs(library: Library) -> Iterator[tuple[LinkedGuideline, Proof]]:
    """Yield each guideline that has a pathway, with its proof, which is made once."""
    for here in library.guidelines:
        if here.graph is None:
            continue
        if here not in _PROOFS:
            _PROOFS[here] = prove(here.graph, here.sections.recommendations)
        yield here, _PROOFS[here]


def prove(graph: Graph, recommendations: Sequence[Recommendation] = ()) -> Proof:
    """Find all that is wrong with a pathway.

    Of a graph that is not sound nothing can be judged: it is returned as it is.
    """
    if not graph.sound:
        return Proof(graph)
    try:
        return _Prover(graph).proof(recommendations)
    except (MemoryError, TooLargeError):
        return Proof(graph, decided=False)


class _Prover:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ground = Ground(graph)
        self._search = Search(self._ground)
        self._never: list[NeverTaken] = []

    def proof(self, recommendations: Sequence[Recommendation]) -> Proof:
        reached = self._reached()
        return Proof(
            self._graph,
            uncovered=tuple(found for step in reached for found in self._uncovered(step)),
            overlaps=tuple(found for step in reached for found in self._overlaps(step)),
            never_taken=tuple(self._never),
            unreachable=tuple(step for step in self._graph.nodes if step not in set(reached)),
            endless=tuple(self._endless()),
            conflicts=tuple(self._conflicts(recommendations)),
        )

    def _reached(self) -> list[str]:
        """Return the steps that some answers lead to, and note the branches that nobody takes."""
        taken = self._seen()
        found = dict.fromkeys([self._graph.start])
        for step in (queue := [self._graph.start]):  # grows as it goes
            for door in self._ground.doors[step]:
                if door.way.branch and door not in taken:
                    run = self._search.find(Goal({step: door.taking}, door.asks))
                    if isinstance(run, Refuted):
                        why = self._why_never(door, run.came[step])
                        self._never.append(NeverTaken(step, door.way.branch, why))
                        continue
                    taken |= {door, *run.doors}
                if door.way.to in self._ground.rank and door.way.to not in found:
                    found[door.way.to] = None
                    queue.append(door.way.to)
        return sorted(found, key=self._ground.rank.__getitem__)

    def _seen(self) -> set[Door]:
        """Return doors that some answers take: one path to the far ones passes many near ones."""
        taken: set[Door] = set()
        for step in reversed(self._ground.order):
            for door in self._ground.doors[step]:
                if door not in taken:
                    run = self._search.glance(Goal({step: door.taking}, door.asks))
                    taken |= {door, *run.doors} if run else set()
        return taken

    def _why_never(self, door: Door, came: "States") -> str:
        space = self._ground.space
        if door.way.otherwise or door.way.condition is None:
            return "the other branches take every case that comes here"
        if not door.taking.satisfiable():
            return "no answers fulfill its condition"
        known = []
        for name in variables_of(door.way.condition):
            possible = space.possible(came, name)
            if len(possible) < len(space.cells[name]):
                known.append(f"{name} is {' or '.join(cell.words for cell in possible)}")
        if known:
            return f"in all cases that come here, {' and '.join(known)}"
        return "what was decided before leaves no such case"

    def _uncovered(self, step: str) -> Iterator[Uncovered]:
        found = self._example(step, self._ground.uncovered[step])
        if found:
            yield Uncovered(step, *found)

    def _overlaps(self, step: str) -> Iterator[Overlap]:
        for first, second in combinations(self._ground.doors[step], 2):
            found = self._example(step, first.taking & second.taking)
            if found and first.way.branch and second.way.branch:
                yield Overlap(step, first.way.branch, second.way.branch, *found)

    def _example(self, step: str, states: "States") -> tuple[str, tuple[str, ...]] | None:
        """Return answers that come to a step with one of some states, and their path."""
        asks = frozenset(self._graph.nodes[step].asks)
        if not states.satisfiable():
            return None
        run = self._search.find(Goal({step: states}, asks))
        if isinstance(run, Refuted):
            return None
        return self._ground.space.words(run.states, states, asks), self._path(run)

    def _path(self, run: Run) -> tuple[str, ...]:
        return (self._graph.start, *(door.way.to for door in run.doors))

    def _endless(self) -> Iterator[Endless]:
        for trap in traps(self._ground, self._search):
            answers = self._ground.space.words(trap.run.states, trap.states, self._ground.asked)
            yield Endless(trap.cycle, answers, self._path(trap.run))

    def _conflicts(self, recommendations: Sequence[Recommendation]) -> Iterator[Conflict]:
        steps: dict[str, dict[str, States]] = {}
        for step in self._ground.order:
            for target in self._graph.nodes[step].step.recommendations:
                steps.setdefault(target.id, {})[step] = self._ground.space.all
        told: set[frozenset[str]] = set()
        for first, second in permutations(recommendations, 2):
            pair = frozenset((str(first.id), str(second.id)))
            if pair in told or not {first.id, second.id} <= steps.keys():
                continue
            if _opposed(first, second):
                goals = (Goal(steps[each.id], frozenset()) for each in (first, second))
                run = self._search.find(*goals)
                if isinstance(run, Run):
                    told.add(pair)
                    yield Conflict(first, second, self._path(run))


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
