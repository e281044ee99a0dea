"""Taking a patient's answers through the pathway: the steps passed, why, and where it stops.

Answers are used when a step asks. A step that reassesses a variable makes it unknown anew: the next
of its answers is used when it is asked again, and where there is none the walk stops there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from guidepress.condition_syntax import variables_of
from guidepress.conditions import holds, missing
from guidepress.domains import Answer, Misread, read_answer
from guidepress.frozen import dataclass
from guidepress.model.case import Case
from guidepress.model.pathway import AnyStep, Branch, Decision, End, Variable
from guidepress.pathway_graph import Graph, Node, Way

Answers = Mapping[str, Sequence[Answer]]
"""The answers to each variable, visit by visit; a fixed variable has one."""


class Stop(StrEnum):
    """Why a walk goes no further."""

    END = "end"
    """The pathway ends here."""
    ASK = "ask"
    """A question has no answer yet."""
    REASSESS = "reassess"
    """A question was answered before, and asks anew."""
    UNCOVERED = "uncovered"
    """No branch is taken: the pathway is at fault."""
    ENDLESS = "endless"
    """The steps go round for ever: the pathway is at fault."""


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that decided, by its variable."""

    variable: Variable
    answer: Answer


@dataclass(frozen=True, slots=True)
class Visit:
    """A step passed; where it decides, the branch taken and the answers that decided."""

    step: AnyStep
    branch: Branch | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps passed, in order; the last is where it stopped."""

    visits: tuple[Visit, ...]
    stop: Stop
    asks: tuple[Variable, ...] = ()
    """The variables of which an answer is missing at the last step."""
    unused: tuple[tuple[str, int], ...] = ()
    """The variables with answers that were never asked for, and how many of theirs were used."""

    @property
    def path(self) -> tuple[str, ...]:
        """The ids of the steps passed."""
        return tuple(str(visit.step.id) for visit in self.visits)

    @property
    def recommendations(self) -> tuple[str, ...]:
        """The ids of the recommendations of what is done on the path, each once, in order."""
        return self._named_by(lambda step: not isinstance(step, Decision))

    @property
    def weighed(self) -> tuple[str, ...]:
        """The ids of those that only its questions name: an answer may have led away from them."""
        done = self.recommendations
        asked = self._named_by(lambda step: isinstance(step, Decision))
        return tuple(id_ for id_ in asked if id_ not in done)

    def _named_by(self, chosen: Callable[[AnyStep], bool]) -> tuple[str, ...]:
        steps = (visit.step for visit in self.visits if chosen(visit.step))
        targets = (target for step in steps for target in step.recommendations)
        return tuple(dict.fromkeys(str(target.id) for target in targets))


def walk(graph: Graph, answers: Answers) -> Walk:
    """Take answers through a graph whose conditions have no fault and whose first step exists."""
    state = _Patient(answers)
    visits: list[Visit] = []
    seen = set()
    step = graph.start
    while True:
        node = graph.nodes[step]
        state.reassess(node.reassesses)
        moment = (step, frozenset(state.known.items()), tuple(state.used.items()))
        if not node.ways:
            stop = Stop.END if isinstance(node.step, End) else Stop.UNCOVERED
            return _stopped(visits, node, stop, state)
        if moment in seen:
            return _stopped(visits, node, Stop.ENDLESS, state)
        seen.add(moment)
        way, asks = _way(node, state, graph)
        if way is None:
            again = any(variable in state.used for variable in asks)
            stop = (Stop.REASSESS if again else Stop.ASK) if asks else Stop.UNCOVERED
            missing = tuple(graph.variables[name] for name in asks)
            return _stopped(visits, node, stop, state, missing)
        visits.append(Visit(node.step, way.branch, _because(node, way, state, graph)))
        step = way.to
        if step not in graph.nodes:
            return Walk(tuple(visits), Stop.UNCOVERED, unused=state.unused)


def read_answers(
    graph: Graph, given: Iterable[tuple[str, Iterable[str]]]
) -> dict[str, list[Answer]]:
    """Read answers as written, leaving out those that are none; `read_answer` says why."""
    found: dict[str, list[Answer]] = {}
    for name, words in given:
        if name in graph.variables:
            read = (read_answer(graph.variables[name], word) for word in words)
            found[str(name)] = [each for each in read if not isinstance(each, Misread)]
    return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """The branches of a pathway, by step and branch, and those that some case takes."""

    branches: tuple[tuple[str, str], ...]
    taken: frozenset[tuple[str, str]]

    @property
    def percent(self) -> int:
        """How many of the branches are taken, in whole percent rounded down; 100 of none."""
        return 100 * len(self.taken) // len(self.branches) if self.branches else 100


def walk_of(graph: Graph, case: Case) -> Walk:
    """Take the answers of a case through a pathway."""
    return walk(graph, read_answers(graph, case.given.items()))


def coverage(graph: Graph, walks: Iterable[Walk]) -> Coverage:
    """Return which branches walks take, of all the branches there are."""
    branches = tuple(
        (step, str(way.branch.id))
        for step, node in graph.nodes.items()
        for way in node.ways
        if way.branch
    )
    visits = (visit for each in walks for visit in each.visits)
    taken = {(str(visit.step.id), str(visit.branch.id)) for visit in visits if visit.branch}
    return Coverage(branches, frozenset(taken))


class _Patient:
    """What is known at a step, and how many of each variable's answers have been used."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.known: dict[str, Answer] = {}
        self.used: dict[str, int] = {}

    def reassess(self, variables: Iterable[str]) -> None:
        for variable in variables:
            self.known.pop(variable, None)

    def answer(self, variable: str) -> bool:
        """Use the next answer to a variable; False where there is none."""
        number = self.used.get(variable, 0)
        given = self._answers.get(variable, ())
        if number < len(given):
            self.known[variable] = given[number]
            self.used[variable] = number + 1
        return number < len(given)

    @property
    def unused(self) -> tuple[tuple[str, int], ...]:
        return tuple(
            (name, self.used.get(name, 0))
            for name, given in self._answers.items()
            if self.used.get(name, 0) < len(given)
        )


def _way(node: Node, state: _Patient, graph: Graph) -> tuple[Way | None, tuple[str, ...]]:
    """Return the way taken, asking for as little as settles it; else what remains to be asked."""
    while True:
        truths = [(way, _truth(way, state, graph)) for way in node.ways if not way.otherwise]
        taken = next((way for way, truth in truths if truth), None)
        if taken is None and all(truth is False for _, truth in truths):
            return next((way for way in node.ways if way.otherwise), None), ()
        if taken is not None:
            return taken, ()
        conditions = (way.condition for way, _ in truths if way.condition)
        asks = dict.fromkeys(
            name for each in conditions for name in missing(each, state.known, graph.variables)
        )
        if not any(state.answer(name) for name in asks):
            return None, tuple(asks)


def _truth(way: Way, state: _Patient, graph: Graph) -> bool | None:
    return way.condition is None or holds(way.condition, state.known, graph.variables)


def _because(node: Node, way: Way, state: _Patient, graph: Graph) -> tuple[Reason, ...]:
    if way.condition is None:
        return ()
    names = node.asks if way.otherwise else variables_of(way.condition)
    known = [name for name in names if name in state.known]
    return tuple(Reason(graph.variables[name], state.known[name]) for name in known)


def _stopped(
    visits: list[Visit],
    node: Node,
    stop: Stop,
    state: _Patient,
    asks: tuple[Variable, ...] = (),
) -> Walk:
    return Walk((*visits, Visit(node.step)), stop, asks, state.unused)
