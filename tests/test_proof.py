"""The proof of large pathways, of recommendations on one path, and what it leaves unjudged.

tests/test_proof_by_enumeration.py compares it with enumeration where that is possible.
"""

import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from guidepress.decode import decode
from guidepress.model.document import Document
from guidepress.pathway_graph import Graph, graph_of
from guidepress.proof import prove
from guidepress.source import Source
from guidepress.yaml_nodes import parse

RECOMMENDATIONS = """\
interventions:
  - {id: it, name: It, kind: procedure, summary: S.}
recommendations:
  - {id: do, title: Do, statement: S., interventions: [it], direction: for, origin: added}
  - {id: dont, title: Do not, statement: S., interventions: [it], direction: against, origin: added}
"""


def document(text: str) -> Document:
    node, faults = parse(Source("pathway.yml", Path("pathway.yml"), text))
    assert node is not None
    assert not faults
    decoded = decode(node)
    assert decoded.document is not None
    assert decoded.diagnostics == ()
    return decoded.document


def graph(text: str) -> Graph:
    pathway = document(text).pathway
    assert pathway is not None
    return graph_of(pathway)


# What is too large to be listed

Branches = list[tuple[str, str]]


def written(variables: dict[str, str], steps: dict[str, str | Branches]) -> str:
    """Write a pathway: variables with their keys; steps with what follows, or with branches."""
    lines = ["pathway:", "  id: p", "  title: P", "  entry: E.", f"  start: {next(iter(steps))}"]
    lines += ["  stages: [{id: o, title: O}]", "  variables:" if variables else "  variables: []"]
    for name, keys in variables.items():
        lines.append(f"    - {{id: {name}, question: Q, definition: D, origin: added, {keys}}}")
    lines.append("  steps:")
    for step, more in steps.items():
        if isinstance(more, list):
            branches = ", ".join(
                f'{{id: b{number}, label: L, when: "{when}", to: {to}, origin: added}}'
                for number, (when, to) in enumerate(more)
            )
            keys = f"kind: decision, branches: [{branches}]"
        else:
            keys = f"kind: action, next: {more}" if more else "kind: end, follow_up: F"
        lines.append(f"    - {{id: {step}, stage: o, title: T, origin: added, {keys}}}")
    return "\n".join(lines)


CHOICE = "kind: choice, values: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]"
ANSWERS = {
    "kind: boolean": ("v", "not v"),
    CHOICE: ("v == a", "v == b", "v == c"),
    "kind: integer, minimum: 0": ("v < 10", "v >= 10 and v < 28", "v >= 28"),
}


def rounds(count: int, variables: int) -> tuple[dict[str, str], dict[str, str | Branches]]:
    """Make rounds of an action, a decision that may go back, and a decision on two variables."""
    chance = random.Random(7)  # noqa: S311
    kinds = [chance.choice(list(ANSWERS)) for _ in range(variables)]
    again: dict[int, list[str]] = {variable: [] for variable in range(variables)}

    def says(variable: int) -> list[str]:
        return [answer.replace("v", f"v{variable}") for answer in ANSWERS[kinds[variable]]]

    steps: dict[str, str | Branches] = {}
    for number in range(count):
        asked, first, second = (chance.randrange(variables) for _ in range(3))
        again[asked].append(f"act{number}")
        onward = [f"act{number + far}" if number + far < count else "end" for far in (1, 2, 5)]
        back = f"act{max(0, number - chance.choice([0, 0, 1, 2]))}"
        sides = [onward[0], *(chance.choice([back, *onward, f"ask{number}"]) for _ in range(2))]
        steps[f"act{number}"] = f"look{number}"
        steps[f"look{number}"] = list(zip(says(asked), sides, strict=False))
        both = f"({says(first)[0]}) and ({says(second)[-1]})"
        steps[f"ask{number}"] = [(both, onward[1]), ("otherwise", onward[0])]
    steps["end"] = ""
    declared = {
        f"v{variable}": f"{kind}, reassessed_at: [{', '.join(again[variable])}]"
        for variable, kind in enumerate(kinds)
    }
    return declared, steps


def test_300_steps_with_40_variables_are_decided() -> None:
    variables, steps = rounds(100, 40)
    proof = prove(graph(written(variables, steps)))
    assert len(proof.graph.nodes) == 301
    assert proof.decided
    assert (proof.uncovered, proof.overlaps, proof.endless) == ((), (), ())


def test_one_missing_branch_among_300_steps_is_found() -> None:
    variables, steps = rounds(100, 40)
    branches = steps["look97"]
    assert isinstance(branches, list)
    when, _ = branches.pop()
    (gap,) = prove(graph(written(variables, steps))).uncovered
    assert gap.step == "look97"
    assert gap.path[-1] == "look97"
    assert gap.answers.startswith(f"{when.removeprefix('not ').split(' ', 1)[0]} is ")


def test_one_loop_that_asks_nothing_anew_among_300_steps_is_found() -> None:
    variables, steps = rounds(100, 40)
    variables["fixed"] = "kind: boolean"
    steps["act97"] = "check"
    steps["check"] = [("fixed", "look97"), ("not fixed", "wait")]
    steps["wait"] = "check"
    (endless,) = prove(graph(written(variables, steps))).endless
    assert set(endless.steps) == {"check", "wait"}
    assert endless.answers == "fixed is no"


def test_what_is_asked_again_and_again_needs_no_list_of_all_states() -> None:
    variables = {f"v{number}": "kind: boolean" for number in range(40)}
    steps: dict[str, str | Branches] = {}
    for number in range(299):
        asked = f"v{number % 40}"
        to = f"s{number + 1}" if number < 298 else "end"
        steps[f"s{number}"] = [(asked, to), (f"not {asked}", to)]
    steps["end"] = ""
    proof = prove(graph(written(variables, steps)))
    assert proof.decided
    assert (proof.uncovered, proof.never_taken, proof.unreachable) == ((), (), ())


def test_a_pathway_that_is_too_large_is_said_to_be() -> None:
    firsts, seconds = ([f"{letter}{number}" for number in range(24)] for letter in "ab")
    pairs = " or ".join(f"({a} and {b})" for a, b in zip(firsts, seconds, strict=True))
    names = [*firsts, *seconds, "last"]
    steps: dict[str, str | Branches] = {
        f"s-{name}": [(name, f"s-{after}"), (f"not {name}", f"s-{after}")]
        for name, after in pairwise(names)
    }
    steps["s-last"] = [(pairs, "end"), ("otherwise", "end")]
    steps["end"] = ""
    proof = prove(graph(written(dict.fromkeys(names[:-1], "kind: boolean"), steps)))
    assert not proof.decided
    assert proof.unreachable == (), "nothing is said of what is not known"


# Recommendations on one path


def conflicts(steps: dict[str, str | Branches], more: str = "") -> list[tuple[str, ...]]:
    """Return the paths through 'do' at the step do, and 'dont' at the step dont."""
    text = written({"dry": "kind: boolean"}, steps)
    for name in ("do", "dont"):
        text = text.replace(f"id: {name}, stage", f"id: {name}, recommendations: [{name}], stage")
    read = document(f"{text}\n{RECOMMENDATIONS.rstrip().removesuffix('}')}{more}}}\n")
    assert read.pathway is not None
    proof = prove(graph_of(read.pathway), read.recommendations)
    return [each.path for each in proof.conflicts]


def test_advice_for_and_against_on_one_path_is_found_in_either_order() -> None:
    assert conflicts({"do": "dont", "dont": "end", "end": ""}) == [("do", "dont")]
    assert conflicts({"dont": "do", "do": "end", "end": ""}) == [("dont", "do")]


def test_advice_for_and_against_on_two_paths_is_fine() -> None:
    first: Branches = [("dry", "do"), ("not dry", "ask")]
    then: Branches = [("dry", "end"), ("not dry", "dont")]
    assert conflicts({"s": first, "do": "ask", "ask": then, "dont": "end", "end": ""}) == []


def test_a_stated_exception_is_accepted() -> None:
    stated = ", exceptions: [{recommendation: do, text: Later.}]"
    assert conflicts({"do": "dont", "dont": "end", "end": ""}, stated) == []


# What is not judged


def test_a_condition_at_fault_leaves_the_rest_unjudged() -> None:
    steps: dict[str, str | Branches] = {"s": [("drry", "end")], "end": ""}
    proof = prove(graph(written({"dry": "kind: boolean"}, steps)))
    assert [fault.rule for _, fault in proof.graph.faults] == ["undefined-variable"]
    assert (proof.uncovered, proof.unreachable) == ((), ())


def test_the_solver_is_not_even_imported_without_a_pathway(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "demo"
    folder.mkdir(parents=True)
    (folder / "demo.yml").write_text(
        "guideline: {id: demo, title: D, question: Q, version: 0.1.0}\n", encoding="utf-8"
    )
    code = (
        "import sys, pathlib; from guidepress.pipeline import load; "
        "assert not load(pathlib.Path('content')).report.diagnostics; "
        "sys.exit('oxidd' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
