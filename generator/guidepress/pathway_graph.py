"""A pathway as the graph that is checked and walked: its steps, its ways, their read conditions."""

from collections.abc import Iterator
from functools import cached_property

from guidepress.condition_syntax import Condition, Fault, Otherwise, parse, variables_of
from guidepress.conditions import faults, misfits
from guidepress.frozen import dataclass
from guidepress.model.pathway import Action, AnyStep, Branch, Decision, Pathway, Variable


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step: by a branch on its condition, or simply on to the next step."""

    to: str
    branch: Branch | None = None
    condition: Condition | None = None
    """None where the way is always open, and where the condition cannot be read."""

    @property
    def otherwise(self) -> bool:
        """Whether this is the way of all cases that no other way takes."""
        return isinstance(self.condition, Otherwise)


@dataclass(frozen=True, slots=True)
class Node:
    """A step with its ways, and the variables that become unknown anew when it is entered."""

    step: AnyStep
    ways: tuple[Way, ...]
    reassesses: frozenset[str]
    asks: tuple[str, ...]
    """The variables in the conditions of its branches, in the order of their mention."""


@dataclass(frozen=True)
class Graph:
    """A pathway, with its conditions read. Ways to steps that do not exist lead out of it."""

    pathway: Pathway
    nodes: dict[str, Node]
    variables: dict[str, Variable]
    faults: tuple[tuple[Branch, Fault], ...]
    """What is wrong with conditions, in reading order."""

    @cached_property
    def sound(self) -> bool:
        """Whether it can be walked: variables and conditions are right, the first step exists."""
        fits = not any(True for each in self.variables.values() for _ in misfits(each))
        return fits and not self.faults and self.start in self.nodes

    @property
    def start(self) -> str:
        """The id of the first step."""
        return str(self.pathway.start.id)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The steps that some way leads to, each after those before it as far as loops allow."""
        done: list[str] = []
        seen = {self.start}
        stack = [(self.start, iter(self._next(self.start)))] if self.start in self.nodes else []
        while stack:
            here, following = stack[-1]
            step = next((step for step in following if step not in seen), None)
            if step is None:
                done.append(here)
                stack.pop()
            else:
                seen.add(step)
                stack.append((step, iter(self._next(step))))
        return tuple(reversed(done))

    def _next(self, step: str) -> Iterator[str]:
        # From the last way to the first, so that the first comes first once the order is reversed.
        return (way.to for way in reversed(self.nodes[step].ways) if way.to in self.nodes)


def graph_of(pathway: Pathway) -> Graph:
    """Read every condition of a pathway."""
    variables = {str(variable.id): variable for variable in pathway.variables}
    reassessed: dict[str, set[str]] = {}
    for variable in pathway.variables:
        for target in variable.reassessed_at:
            reassessed.setdefault(target.id, set()).add(str(variable.id))
    found: list[tuple[Branch, Fault]] = []
    nodes: dict[str, Node] = {}
    for step in pathway.steps:
        ways = tuple(_ways(step, variables, found))
        conditions = [way.condition for way in ways if way.condition is not None]
        asks = dict.fromkeys(name for each in conditions for name in variables_of(each))
        again = frozenset(reassessed.get(step.id, ()))
        nodes.setdefault(str(step.id), Node(step, ways, again, tuple(asks)))
    return Graph(pathway, nodes, variables, tuple(found))


def _ways(
    step: AnyStep,
    variables: dict[str, Variable],
    found: list[tuple[Branch, Fault]],
) -> Iterator[Way]:
    if isinstance(step, Action):
        yield Way(str(step.next.id))
    elif isinstance(step, Decision):
        for branch in step.branches:
            condition = parse(branch.when)
            if isinstance(condition, Fault):
                found.append((branch, condition))
                yield Way(str(branch.to.id), branch)
            else:
                found.extend((branch, fault) for fault in faults(condition, variables))
                yield Way(str(branch.to.id), branch, condition)
