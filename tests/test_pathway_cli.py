"""`guidepress pathway`: the path, the reasons, what applies; and clear words for a wrong call."""

import json
from itertools import permutations, product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guidepress.cli import main
from guidepress.condition_syntax import Fault, parse
from guidepress.conditions import holds
from guidepress.domains import read_answer
from guidepress.fingerprint import content_hash
from guidepress.pathway_graph import Graph, graph_of
from guidepress.pipeline import load
from guidepress.proof import prove
from guidepress.walk import coverage

CONTENT = Path(__file__).parent.parent / "content"
GUIDELINE = """\
guideline: {{id: demo, title: Demo, question: Q?, version: 0.1.0}}
pathway:
  id: demo-pathway
  title: Demo
  entry: Start.
  start: ask
  stages: [{{id: one, title: One}}]
  variables:
    - {{id: wet, question: Wet?, kind: boolean, definition: Touch it., origin: added}}
    - id: size
      question: Size?
      kind: choice
      values: [{{id: small, title: Small}}, {{id: large, title: Large}}, {{id: huge, title: Huge}}]
      definition: Look.
      origin: added
    - {{id: age, question: A?, kind: number, minimum: 0, maximum: 9, definition: A., origin: added}}
  steps:
    - id: ask
      kind: decision
      title: Ask
      stage: one
      origin: added
      branches:
        - {{id: one, label: one, when: "{one}", to: done, origin: added}}
        - {{id: two, label: two, when: "{two}", to: done, origin: added}}
    - {{id: done, kind: end, title: Done, stage: one, follow_up: Look again., origin: added}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["pathway", "radiation-necrosis", "--content", str(CONTENT), *arguments]
    )


def test_it_tells_the_path_and_the_reasons() -> None:
    result = run("--set", "diagnosis-now=necrosis", "--set", "symptomatic=no")
    assert result.exit_code == 0
    assert "because symptomatic is no" in result.output
    assert "Reassess, and answer anew" in result.output
    assert "Not graded" in result.output
    assert "not for use in care" in result.output


def test_programs_get_the_same_as_json() -> None:
    result = run("--set", "diagnosis-now=tumor-progression", "--json")
    assert result.exit_code == 0
    assert "tumor-pathway" in json.dumps(json.loads(result.output))


def test_programs_get_what_people_are_warned_of() -> None:
    told = json.loads(run("--set", "diagnosis-now=necrosis", "--json").output)
    here = load(CONTENT).library.by_id["radiation-necrosis"]
    assert (told["content_hash"], told["stage"]) == (content_hash(here), here.stage.value)
    assert "not for use in care" in told["disclaimer"]
    first = told["path"][0]
    assert first["open"] == [
        {
            "gap": "g02-unclear-imaging",
            "title": "What to do when scans cannot tell necrosis from tumor",
        }
    ]
    assert first["because"] == [
        {
            "variable": "diagnosis-now",
            "kind": "choice",
            "answer": "necrosis",
            "title": "Necrosis",
        }
    ]
    (asked,) = told["asks"]
    assert asked["kind"] == "boolean"
    assert [each["answer"] for each in asked["answers"]] == ["yes", "no"]


def test_an_answer_left_over_is_not_said_to_be_unasked() -> None:
    given = ("--set", "diagnosis-now=tumor-progression", "--set", "symptomatic=yes")
    assert "Not asked for on this path: symptomatic." in run(*given).output
    given = ("--set", "diagnosis-now=necrosis", "--set", "symptomatic=no,no,no")
    said = run(*given).output
    assert "Answers left over: symptomatic (2 of 3 used)." in said
    assert "Not asked for" not in said
    told = json.loads(run(*given, "--json").output)
    assert told["unused"] == [{"variable": "symptomatic", "given": 3, "used": 2}]


def test_a_number_is_asked_for_with_its_range(tmp_path: Path) -> None:
    _graph("age < 5", "age >= 5", tmp_path)
    path = tmp_path / "content" / "demo" / "g.yml"
    text = path.read_text(encoding="utf-8").replace("kind: number", "kind: integer, unit: years")
    path.write_text(text, encoding="utf-8")
    call = ["pathway", "demo", "--content", str(tmp_path / "content")]
    assert "--set age=INTEGER  0 to 9 years" in CliRunner().invoke(main, call).output
    (asked,) = json.loads(CliRunner().invoke(main, [*call, "--json"]).output)["asks"]
    assert asked == {
        "variable": "age",
        "question": "A?",
        "kind": "integer",
        "unit": "years",
        "minimum": 0,
        "maximum": 9,
    }
    told = json.loads(CliRunner().invoke(main, [*call, "--json", "--set", "age=7"]).output)
    assert told["path"][0]["because"] == [
        {"variable": "age", "kind": "integer", "answer": 7, "unit": "years"}
    ]
    assert told["path"][1]["follow_up"] == "Look again."


def test_the_decision_table_names_every_decision() -> None:
    result = run("--table")
    assert result.exit_code == 0
    pathway = load(CONTENT).library.by_id["radiation-necrosis"].sections.pathway
    assert pathway is not None
    for step in pathway.steps:
        if step.kind == "decision":
            assert str(step.title).split(" ", maxsplit=1)[0] in result.output


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("symptomatik=no", "symptomatic"),
        ("symptomatic=perhaps", "perhaps"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_wrong_answer_is_told_of(setting: str, said: str) -> None:
    result = run("--set", setting)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_the_shipped_pathway_is_sound_and_its_cases_take_every_branch() -> None:
    here = load(CONTENT).library.by_id["radiation-necrosis"]
    sections = here.sections
    assert sections.pathway is not None
    graph = graph_of(sections.pathway)
    proof = prove(graph, sections.recommendations)
    assert proof.decided
    assert proof.graph.sound
    found = (
        proof.uncovered,
        proof.overlaps,
        proof.never_taken,
        proof.unreachable,
        proof.endless,
        proof.conflicts,
    )
    assert not any(found)
    assert coverage(graph, here.walks.values()).percent == 100


CONDITIONS = [
    "wet",
    "not wet",
    "size == small",
    "size in [small, large]",
    "age >= 5",
    "age < 5 and wet",
    "wet or size == huge",
    "not (wet and age > 3)",
    "otherwise",
]


def _graph(first: str, second: str, folder: Path) -> Graph:
    content = folder / "content" / "demo"
    content.mkdir(parents=True)
    text = GUIDELINE.format(one=first, two=second)
    (content / "g.yml").write_text(text, encoding="utf-8")
    pathway = load(folder / "content").library.by_id["demo"].sections.pathway
    assert pathway is not None
    return graph_of(pathway)


def _true(condition: str, graph: Graph, given: dict[str, str]) -> bool:
    read = parse(condition)
    assert not isinstance(read, Fault)
    known = {name: read_answer(graph.variables[name], word) for name, word in given.items()}
    return bool(holds(read, known, graph.variables))  # type: ignore[arg-type]


def _listed(first: str, second: str, graph: Graph) -> tuple[bool, bool]:
    """List every state, and return whether one is in neither branch, and whether one is in both."""
    in_neither = in_both = False
    states = product(("yes", "no"), ("small", "large", "huge"), ("0", "3", "3.5", "5", "9"))
    for wet, size, age in states:
        given = {"wet": wet, "size": size, "age": age}
        one = first != "otherwise" and _true(first, graph, given)
        two = second != "otherwise" and _true(second, graph, given)
        if "otherwise" in {first, second}:
            one, two = (not two, two) if first == "otherwise" else (one, not one)
        in_neither |= not one and not two
        in_both |= one and two
    return in_neither, in_both


@pytest.mark.parametrize(("first", "second"), list(permutations(CONDITIONS, 2)))
def test_the_proof_finds_what_listing_every_state_finds(
    first: str, second: str, tmp_path: Path
) -> None:
    graph = _graph(first, second, tmp_path)
    proof = prove(graph)
    assert proof.decided
    assert (bool(proof.uncovered), bool(proof.overlaps)) == _listed(first, second, graph)
