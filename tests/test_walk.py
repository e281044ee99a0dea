"""A walk through a pathway: answers are used when they are asked for, and asked anew in loops."""

from pathlib import Path

import pytest

from guidepress.decode import decode
from guidepress.model.document import Document
from guidepress.pathway_graph import Graph, graph_of
from guidepress.source import Source
from guidepress.walk import Stop, Walk, coverage, read_answers, walk, walk_of
from guidepress.yaml_nodes import parse

PATHWAY = """\
pathway:
  id: watering
  title: Watering
  entry: A plant stands before you.
  start: look
  stages: [{id: only, title: All}]
  variables:
    - id: soil
      question: How is the soil?
      kind: choice
      values: [{id: dust, title: Dust}, {id: moist, title: Moist}, {id: mud, title: Mud}]
      definition: By touch.
      reassessed_at: [water]
      origin: added
    - {id: cactus, question: Is it one?, kind: boolean, definition: By thorns., origin: added}
    - {id: days, question: Since when?, kind: integer, minimum: 0, definition: D., origin: added}
  steps:
    - id: look
      kind: decision
      stage: only
      title: How is the soil?
      recommendations: [touch]
      origin: added
      branches:
        - {id: spare, label: Spare, when: cactus and days < 28 or soil == mud, to: leave,
           origin: added}
        - {id: water, label: Water, when: soil == dust and not (cactus and days < 28), to: water,
           origin: added}
        - {id: rest, label: Other, when: otherwise, to: leave, origin: added}
    - id: water
      kind: action
      stage: only
      title: Water it
      recommendations: [water-it, touch]
      next: look
      origin: added
    - id: leave
      kind: end
      stage: only
      title: Leave it
      origin: added
      follow_up: Look weekly.
"""
FIXED = PATHWAY.replace("      reassessed_at: [water]\n", "")
HOLE = PATHWAY.replace("when: otherwise", "when: soil == moist and not cactus")


def document(text: str) -> Document:
    node, _ = parse(Source("pathway.yml", Path("pathway.yml"), text))
    assert node is not None
    read = decode(node)
    assert read.diagnostics == ()
    assert read.document is not None
    return read.document


def graph(text: str = PATHWAY) -> Graph:
    pathway = document(text).pathway
    assert pathway is not None
    return graph_of(pathway)


def taken(given: dict[str, str], text: str = PATHWAY) -> Walk:
    read = graph(text)
    return walk(read, read_answers(read, ((name, said.split()) for name, said in given.items())))


def test_a_walk_goes_to_an_end() -> None:
    found = taken({"soil": "dust moist", "cactus": "no"})
    assert found.path == ("look", "water", "look", "leave")
    assert found.stop is Stop.END
    assert found.recommendations == ("water-it", "touch"), "in the order in which they are done"
    assert found.weighed == ()
    assert found.unused == ()


def test_reasons_are_the_answers_that_the_condition_asked_for() -> None:
    first, _, third, _ = taken({"soil": "dust moist", "cactus": "no"}).visits
    assert first.branch is not None
    assert first.branch.id == "water"
    assert {str(each.variable.id): each.answer for each in first.because} == {
        "soil": "dust",
        "cactus": False,
    }
    assert third.branch is not None
    assert third.branch.id == "rest"
    assert {str(each.variable.id) for each in third.because} == {"soil", "cactus"}


def test_only_what_settles_a_branch_is_asked_for() -> None:
    found = taken({"cactus": "yes", "days": "3", "soil": "mud"})
    assert found.path == ("look", "leave")
    assert found.unused == (("soil", 0),)


def test_a_later_answer_can_settle_what_an_earlier_one_leaves_open() -> None:
    found = taken({"soil": "mud"})
    assert found.path == ("look", "leave")


def test_an_answer_that_is_missing_stops_the_walk_and_is_asked_for() -> None:
    found = taken({"cactus": "yes", "soil": "dust"})
    assert (found.path, found.stop) == (("look",), Stop.ASK)
    assert [str(variable.id) for variable in found.asks] == ["days"]


def test_without_answers_everything_is_asked_for() -> None:
    found = taken({})
    assert found.stop is Stop.ASK
    assert [str(variable.id) for variable in found.asks] == ["cactus", "days", "soil"]


def test_where_reassessed_values_run_out_the_walk_stops_and_asks_anew() -> None:
    found = taken({"soil": "dust dust", "cactus": "no"})
    assert found.path == ("look", "water", "look", "water", "look")
    assert found.stop is Stop.REASSESS
    assert [str(variable.id) for variable in found.asks] == ["soil"]


def test_surplus_answers_are_told_of() -> None:
    assert taken({"soil": "mud dust", "cactus": "no"}).unused == (("soil", 1),)


def test_a_fixed_variable_keeps_its_value_and_a_loop_on_it_is_seen() -> None:
    found = taken({"soil": "dust moist", "cactus": "no"}, FIXED)
    assert found.stop is Stop.ENDLESS
    assert found.path == ("look", "water", "look", "water")


def test_a_state_without_a_branch_is_seen() -> None:
    found = taken({"soil": "moist", "cactus": "yes", "days": "30"}, HOLE)
    assert (found.path, found.stop) == (("look",), Stop.UNCOVERED)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{soil: mud}", {"spare"}),
        ("{soil: [dust, moist], cactus: no}", {"water", "rest"}),
        ("{soil: dust}", set()),
        ("{}", set()),
    ],
)
def test_coverage_counts_the_branches_that_cases_take(given: str, expected: set[str]) -> None:
    case = f"  - {{id: a, title: A, given: {given}, expect: {{path: [look]}}, origin: added}}\n"
    read = document(f"{PATHWAY}cases:\n{case}")
    assert read.pathway is not None
    graph = graph_of(read.pathway)
    found = coverage(graph, [walk_of(graph, each) for each in read.cases])
    assert found.taken == {("look", branch) for branch in expected}
    assert found.percent == 100 * len(expected) // 3
