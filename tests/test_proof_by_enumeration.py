"""The proof finds what is wrong with a pathway: no more and no less than enumeration finds.

Small pathways are made at random, with loops, `otherwise`, numbers and reassessed variables, and
every state of each of them is looked at by itself.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from guidepress.condition_syntax import Otherwise
from guidepress.conditions import holds
from guidepress.decode import decode
from guidepress.domains import Answer
from guidepress.model.document import Document
from guidepress.pathway_graph import Graph, Node, graph_of
from guidepress.proof import Proof, prove, search
from guidepress.source import Source
from guidepress.yaml_nodes import parse

DOMAINS: dict[str, tuple[Answer, ...]] = {
    "boolean": (True, False),
    "choice": ("a", "b", "c"),
    "integer": tuple(Decimal(number) for number in range(6)),
    # Between and beside the numbers that conditions mention, every kind of number is met.
    "number": tuple(Decimal(number) / 2 for number in range(-1, 8)),
}
KEYS = {
    "boolean": "",
    "choice": ", values: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]",
    "integer": ", minimum: 0, maximum: 5",
    "number": ", unit: days",
}


def document(text: str) -> Document:
    node, faults = parse(Source("pathway.yml", Path("pathway.yml"), text))
    assert node is not None
    assert not faults
    decoded = decode(node)
    assert decoded.document is not None
    assert decoded.diagnostics == ()
    return decoded.document


# Pathways made at random


@dataclass
class Maker:
    chance: random.Random
    kinds: list[str] = field(default_factory=list)
    steps: int = 0

    def pathway(self) -> str:
        self.kinds = self.chance.choices(list(DOMAINS), k=self.chance.randint(2, 4))
        self.steps = self.chance.randint(3, 7)
        variables = [self.variable(number, kind) for number, kind in enumerate(self.kinds)]
        steps = [self.step(number) for number in range(self.steps)]
        head = "pathway:\n  id: p\n  title: P\n  entry: E.\n  start: s0\n"
        head += "  stages: [{id: o, title: O}]\n"
        return (
            f"{head}  variables:\n{''.join(variables)}  steps:\n{''.join(steps)}{RECOMMENDATIONS}"
        )

    def variable(self, number: int, kind: str) -> str:
        again = self.chance.sample(range(self.steps), self.chance.randint(0, 2))
        where = ", ".join(f"s{step}" for step in again)
        return (
            f"    - {{id: v{number}, question: Q, kind: {kind}, definition: D, origin: added, "
            f"reassessed_at: [{where}]{KEYS[kind]}}}\n"
        )

    def step(self, number: int) -> str:
        kind = self.chance.choice(["decision", "decision", "decision", "action"])
        if number == self.steps - 1:
            kind = "end"
        says = f", recommendations: [{self.chance.choice(['do', 'dont'])}]"
        says = says if self.chance.random() < 0.4 else ""
        more = self.branches() if kind == "decision" else self.to() if kind == "action" else ""
        head = f"    - {{id: s{number}, kind: {kind}, stage: o, title: T, origin: added"
        return f"{head}{more}{says}}}\n"

    def to(self) -> str:
        return f", next: s{self.chance.randrange(self.steps)}"

    def branches(self) -> str:
        conditions = [self.condition(2) for _ in range(self.chance.randint(1, 3))]
        if self.chance.random() < 0.5:
            conditions.append("otherwise")
        elif self.chance.random() < 0.5:
            conditions.append(f"not ({conditions[0]})")
        listed = ", ".join(
            f'{{id: b{number}, label: L, when: "{condition}", '
            f"to: s{self.chance.randrange(self.steps)}, origin: added}}"
            for number, condition in enumerate(conditions)
        )
        return f", branches: [{listed}]"

    def condition(self, depth: int) -> str:
        if depth and self.chance.random() < 0.4:
            word = self.chance.choice([" and ", " or "])
            joined = word.join(self.condition(depth - 1) for _ in range(2))
            return f"not ({joined})" if self.chance.random() < 0.3 else f"({joined})"
        number = self.chance.randrange(len(self.kinds))
        return f"{self.chance.choice(['', '', 'not '])}{self.atom(number, self.kinds[number])}"

    def atom(self, number: int, kind: str) -> str:
        if kind == "boolean":
            return f"v{number}"
        if kind == "choice":
            return self.chance.choice(
                [f"v{number} == a", f"v{number} in [b, c]", f"v{number} != c"]
            )
        sign = self.chance.choice(["==", "!=", "<", "<=", ">", ">="])
        return f"v{number} {sign} {self.chance.randint(0, 3)}"


RECOMMENDATIONS = """\
interventions:
  - {id: it, name: It, kind: procedure, summary: S.}
recommendations:
  - {id: do, title: Do, statement: S., interventions: [it], direction: for, origin: added}
  - {id: dont, title: Do not, statement: S., interventions: [it], direction: against, origin: added}
"""

# What enumeration finds

State = tuple[Answer, ...]


@dataclass
class Enumeration:
    """Every state of every step, one by one."""

    graph: Graph

    def __post_init__(self) -> None:
        self.names = tuple(self.graph.variables)
        kinds = [self.graph.variables[name].kind.value for name in self.names]
        self.every = list(product(*(DOMAINS[kind] for kind in kinds)))
        self.nexts: dict[tuple[str, State], set[tuple[str, State]]] = {}
        self.came = self.spread({(self.graph.start, state) for state in self.every})

    def taken(self, node: Node, state: State) -> list[int]:
        known = dict(zip(self.names, state, strict=True))
        found = []
        for number, way in enumerate(node.ways):
            if way.condition is None or (
                not way.otherwise and holds(way.condition, known, self.graph.variables)
            ):
                found.append(number)
        rest = [n for n, way in enumerate(node.ways) if isinstance(way.condition, Otherwise)]
        return found or rest

    def entered(self, step: str, state: State) -> Iterator[State]:
        again = self.graph.nodes[step].reassesses
        choices = [
            DOMAINS[self.graph.variables[name].kind.value] if name in again else (answer,)
            for name, answer in zip(self.names, state, strict=True)
        ]
        yield from product(*choices)

    def after(self, step: str, state: State) -> set[tuple[str, State]]:
        if (step, state) not in self.nexts:
            node = self.graph.nodes[step]
            ways = [node.ways[number].to for number in self.taken(node, state)]
            self.nexts[step, state] = {
                (to, each) for to in ways for each in self.entered(to, state)
            }
        return self.nexts[step, state]

    def spread(self, seeds: set[tuple[str, State]]) -> set[tuple[str, State]]:
        seen = set(seeds)
        queue = list(seeds)
        while queue:
            for each in self.after(*queue.pop()):
                if each not in seen:
                    seen.add(each)
                    queue.append(each)
        return seen

    def uncovered(self) -> set[str]:
        return {
            step
            for step, state in self.came
            if self.graph.nodes[step].ways and not self.taken(self.graph.nodes[step], state)
        }

    def overlaps(self) -> set[tuple[str, int, int]]:
        return {
            (step, *pair)
            for step, state in self.came
            for pair in combinations(self.taken(self.graph.nodes[step], state), 2)
        }

    def never_taken(self) -> set[tuple[str, int]]:
        reached = {step for step, _ in self.came}
        taken = {
            (step, number)
            for step, state in self.came
            for number in self.taken(self.graph.nodes[step], state)
        }
        return {
            (step, number)
            for step in reached
            for number, way in enumerate(self.graph.nodes[step].ways)
            if way.branch and (step, number) not in taken
        }

    def trapped(self) -> set[tuple[str, State]]:
        """States that can come to no end and to no fault, whatever is answered from there on."""
        before: dict[tuple[str, State], list[tuple[str, State]]] = {}
        for each in self.came:
            for to in self.after(*each):
                before.setdefault(to, []).append(each)
        out = {each for each in self.came if not self.after(*each)}
        queue = list(out)
        while queue:
            for each in before.get(queue.pop(), ()):
                if each not in out:
                    out.add(each)
                    queue.append(each)
        return self.came - out

    def conflict(self) -> bool:
        def at(name: str) -> set[tuple[str, State]]:
            says = {
                step
                for step, node in self.graph.nodes.items()
                if name in {target.id for target in node.step.recommendations}
            }
            return {each for each in self.came if each[0] in says}

        return bool(self.spread(at("do")) & at("dont") or self.spread(at("dont")) & at("do"))

    def walks(self, path: tuple[str, ...]) -> set[State]:
        """Return the states at the end of a path with which it can be gone."""
        states = set(self.every)
        for step, following in pairwise(path):
            states = {
                state for each in states for to, state in self.after(step, each) if to == following
            }
        return states

    def fits(self, words: str, state: State) -> bool:
        known = dict(zip(self.names, state, strict=True))
        for part in filter(None, re.split(r" and (?=v\d is )", words)):
            name, _, said = part.partition(" is ")
            answer = known[name]
            if isinstance(answer, Decimal):
                if not in_words(answer, said):
                    return False
            elif said != (f"'{answer}'" if isinstance(answer, str) else "yes" if answer else "no"):
                return False
        return True


SAID = {
    "exactly": Decimal.__eq__,
    "at least": Decimal.__ge__,
    "more than": Decimal.__gt__,
    "at most": Decimal.__le__,
    "less than": Decimal.__lt__,
}


def in_words(number: Decimal, said: str) -> bool:
    if said == "any number":
        return True
    bounds = re.findall(r"(exactly|at least|more than|at most|less than) (\d+)", said)
    bounds += [("at least", found) for found in re.findall(r"^(\d+)(?: days)? or more$", said)]
    assert bounds, said
    return all(SAID[word](number, Decimal(bound)) for word, bound in bounds)


def branch_number(proof: Proof, step: str, branch: str) -> int:
    ways = proof.graph.nodes[step].ways
    return next(n for n, way in enumerate(ways) if way.branch and way.branch.id == branch)


@pytest.mark.parametrize("seed", range(80))
def test_the_proof_finds_what_enumeration_finds(
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = document(Maker(random.Random(seed)).pathway())  # noqa: S311
    if seed % 2:  # Without lucky tries, all that is found must be searched for.
        monkeypatch.setattr(search, "_TRIES", 0)
        monkeypatch.setattr(search.Search, "glance", lambda _self, _goal: None)
    assert read.pathway is not None
    proof = prove(graph_of(read.pathway), read.recommendations)
    found = Enumeration(proof.graph)
    trapped = found.trapped()

    assert proof.decided
    assert proof.graph.faults == ()
    assert {each.step for each in proof.uncovered} == found.uncovered()
    assert {
        (each.step, *(branch_number(proof, each.step, b.id) for b in (each.first, each.second)))
        for each in proof.overlaps
    } == found.overlaps()
    assert {
        (each.step, branch_number(proof, each.step, each.branch.id)) for each in proof.never_taken
    } == found.never_taken()
    assert set(proof.unreachable) == set(proof.graph.nodes) - {step for step, _ in found.came}
    assert bool(proof.endless) is bool(trapped)
    assert bool(proof.conflicts) is found.conflict()
    assert_examples(proof, found, trapped)


def assert_examples(proof: Proof, found: Enumeration, trapped: set[tuple[str, State]]) -> None:
    """Every counterexample is one, and can be come to by the path that is given."""
    for gap in proof.uncovered:
        node = proof.graph.nodes[gap.step]
        fitting = {state for state in found.every if found.fits(gap.answers, state)}
        assert not any(found.taken(node, state) for state in fitting)
        assert fitting & found.walks(gap.path)
    for overlap in proof.overlaps:
        node = proof.graph.nodes[overlap.step]
        fitting = {state for state in found.every if found.fits(overlap.answers, state)}
        numbers = [
            branch_number(proof, overlap.step, b.id) for b in (overlap.first, overlap.second)
        ]
        assert all(set(numbers) <= set(found.taken(node, state)) for state in fitting)
        assert fitting & found.walks(overlap.path)
    for endless in proof.endless:
        fitting = {state for state in found.every if found.fits(endless.answers, state)}
        at = {state for step, state in trapped if step == endless.steps[0]}
        reached = {state for step, state in found.came if step == endless.steps[0]}
        assert fitting & reached <= at
        assert fitting & found.walks(endless.path)
        steps = (*endless.steps, endless.steps[0])
        ways = [{way.to for way in proof.graph.nodes[step].ways} for step in endless.steps]
        assert all(to in ways[number] for number, to in enumerate(steps[1:]))
    for conflict in proof.conflicts:
        assert found.walks(conflict.path)
        nodes = [proof.graph.nodes[step] for step in conflict.path]
        said = [{str(target.id) for target in node.step.recommendations} for node in nodes]
        first = next(n for n, ids in enumerate(said) if conflict.first.id in ids)
        assert any(conflict.second.id in ids for ids in said[first:])
