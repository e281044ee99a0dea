"""The language of conditions: what is read, what it means, and where it goes wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from guidepress.condition_syntax import Fault, parse, variables_of
from guidepress.conditions import faults, holds
from guidepress.decode import decode
from guidepress.domains import Answer, Misread, cells, read_answer
from guidepress.model.pathway import Variable
from guidepress.pathway_graph import Graph, graph_of
from guidepress.source import Source
from guidepress.yaml_nodes import parse as parse_yaml

PATHWAY = """\
pathway:
  id: p
  title: P
  entry: E.
  start: end
  stages: [{id: o, title: O}]
  variables:
    - {id: dry, question: Q, kind: boolean, definition: D, origin: added}
    - {id: not-cold, question: Q, kind: boolean, definition: D, origin: added}
    - id: soil
      question: Q
      kind: choice
      values: [{id: dust, title: Dust}, {id: very-moist, title: Moist}, {id: mud, title: Mud}]
      definition: D
      origin: added
    - {id: days, question: Q, kind: integer, minimum: 0, unit: days, definition: D, origin: added}
    - id: heat
      question: Q
      kind: number
      minimum: -10
      maximum: 40
      unit: degrees
      definition: D
      origin: added
    - {id: any, question: Q, kind: number, definition: D, origin: added}
  steps:
    - {id: end, kind: end, stage: o, title: T, origin: added, follow_up: F}
"""


def graph() -> Graph:
    node, _ = parse_yaml(Source("pathway.yml", Path("pathway.yml"), PATHWAY))
    assert node is not None
    read = decode(node).document
    assert read is not None
    assert read.pathway is not None
    return graph_of(read.pathway)


@pytest.fixture(scope="module")
def variables() -> dict[str, Variable]:
    return graph().variables


KNOWN: dict[str, Answer] = {
    "dry": True,
    "not-cold": False,
    "soil": "very-moist",
    "days": Decimal(28),
    "heat": Decimal("-0.5"),
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("dry", True),
        ("not dry", False),
        ("not not dry", True),
        ("not-cold", False),
        ("not not-cold", True),
        ("dry == yes", True),
        ("dry != true", False),
        ("soil == very-moist", True),
        ("soil == 'very-moist'", True),
        ('soil != "very-moist"', False),
        ("soil in [dust, very-moist]", True),
        ("soil in ['dust']", False),
        ("not soil in [dust, mud]", True),
        ("days >= 28", True),
        ("days>=28", True),
        ("days > 28", False),
        ("days <= 28 and days < 29", True),
        ("days == 28.0", True),
        ("days in [7, 28]", True),
        ("heat < 0", True),
        ("heat >= -0.5", True),
        ("heat == -0.50", True),
        ("dry or not-cold and not-cold", True),
        ("(dry or not-cold) and not-cold", False),
        ("not dry or dry", True),
        ("not (dry or not-cold)", False),
    ],
)
def test_a_condition_means_what_it_says(
    condition: str,
    expected: object,
    variables: dict[str, Variable],
) -> None:
    read = parse(condition)
    assert not isinstance(read, Fault)
    assert list(faults(read, variables)) == []
    assert holds(read, KNOWN, variables) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("dry and any > 3", None),
        ("not-cold and any > 3", False),
        ("dry or any > 3", True),
        ("not-cold or any > 3", None),
        ("not any > 3", None),
        ("otherwise", None),
    ],
)
def test_what_is_not_known_leaves_open_only_what_depends_on_it(
    condition: str,
    expected: object,
    variables: dict[str, Variable],
) -> None:
    read = parse(condition)
    assert not isinstance(read, Fault)
    assert holds(read, KNOWN, variables) is expected


@pytest.mark.parametrize(
    ("condition", "excerpt", "said"),
    [
        ("", "", "found the end"),
        ("dry and", "d", "found the end"),
        ("soil ==", "=", "expected a value"),
        ("dry dry", "dry", "join conditions with 'and' or 'or'"),
        ("soil = dust", "=", "write =="),
        ("dry || cold", "||", "write or"),
        ("!dry", "!", "write not"),
        ("days ≥ 28", "≥", "write >="),
        ("soil == \u2018dust\u2019", "\u2018", "straight quotes"),
        ("dry Or cold", "Or", "small letters"),
        ("soil in dust", "dust", "in brackets"),
        ("soil in []", "]", "expected a value"),
        ("soil in [dust mud]", "mud", "expected ']'"),
        ("days >= 28 days", "days", "unit stands with the variable"),
        ("1 < days < 3", "<", "for a range"),
        ("otherwise or dry", "or", "stands alone"),
        ("dry and otherwise", "otherwise", "stands alone"),
        ("'dry'", "'dry'", "quotes are for values"),
        ("(dry", "y", "expected ')'"),
        ("dry)", ")", "expected 'and', 'or' or the end"),
        ("not", "t", "expected a variable"),
        ("dry; soil", ";", "expected"),
        ("__import__('os')", "(", "expected"),
    ],
)
def test_a_fault_is_found_at_its_place(condition: str, excerpt: str, said: str) -> None:
    fault = parse(condition)
    assert isinstance(fault, Fault)
    assert condition[fault.start : fault.end] == excerpt
    assert said in f"{fault.message}; {fault.hint}"


@pytest.mark.parametrize("condition", ["(" * 400 + "dry", "not " * 120 + "dry", "((" * 60])
def test_deep_nesting_is_a_fault_and_no_crash(condition: str) -> None:
    fault = parse(condition)
    assert isinstance(fault, Fault)
    assert "nested too deeply" in fault.message


def test_variables_are_listed_in_the_order_of_their_mention() -> None:
    read = parse("b and (a or not c) and b == yes")
    assert not isinstance(read, Fault)
    assert variables_of(read) == ("b", "a", "c")


@pytest.mark.parametrize(
    ("name", "word", "expected"),
    [
        ("dry", "yes", True),
        ("dry", "false", False),
        ("soil", "mud", "mud"),
        ("days", "0", Decimal(0)),
        ("heat", "-10", Decimal(-10)),
    ],
)
def test_an_answer_is_read(
    name: str,
    word: str,
    expected: Answer,
    variables: dict[str, Variable],
) -> None:
    assert read_answer(variables[name], word) == expected


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("dry", "Yes"),
        ("dry", "1"),
        ("soil", "Dust"),
        ("days", "-1"),
        ("days", "1.5"),
        ("days", "007"),
        ("days", "1e3"),
        ("days", "٣"),
        ("days", "nan"),
        ("heat", "40.01"),
        ("heat", "9" * 30),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(
    name: str,
    word: str,
    variables: dict[str, Variable],
) -> None:
    assert isinstance(read_answer(variables[name], word), Misread)


@pytest.mark.parametrize(
    ("name", "numbers", "expected"),
    [
        ("days", "28", ["less than 28 days", "exactly 28 days", "more than 28 days"]),
        ("days", "0 1", ["exactly 0 days", "exactly 1 days", "more than 1 days"]),
        (
            "heat",
            "-10 0 40",
            [
                "exactly -10 degrees",
                "more than -10 and less than 0 degrees",
                "exactly 0 degrees",
                "more than 0 and less than 40 degrees",
                "exactly 40 degrees",
            ],
        ),
        ("any", "", ["any number"]),
        ("soil", "", ["'dust'", "'very-moist'", "'mud'"]),
        ("dry", "", ["yes", "no"]),
    ],
)
def test_a_domain_is_parted_where_conditions_mention_it(
    name: str,
    numbers: str,
    expected: list[str],
    variables: dict[str, Variable],
) -> None:
    mentioned = [Decimal(number) for number in numbers.split()]
    found = cells(variables[name], mentioned, lambda answer: answer)
    assert [cell.words for cell in found] == expected


def test_ranges_that_no_condition_tells_apart_are_one(variables: dict[str, Variable]) -> None:
    def told_apart(answer: Answer) -> bool:
        assert isinstance(answer, Decimal)
        return 7 <= answer < 28

    found = cells(variables["heat"], [Decimal(7), Decimal(28)], told_apart)
    assert [cell.words for cell in found] == [
        "less than 7 degrees",
        "at least 7 and less than 28 degrees",
        "28 degrees or more",
    ]
