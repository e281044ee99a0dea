"""A file's nodes become the model: what is kept as written, and how far one mistake reaches."""

from pathlib import Path

import pytest

from guidepress.decode import Decoded, decode
from guidepress.model.document import Document
from guidepress.model.pathway import Decision, End
from guidepress.model.values import Interval, Target, Text
from guidepress.source import Source
from guidepress.vocabulary import Certainty, Origin, Strength
from guidepress.yaml_nodes import Mapping, parse

GAP = "  - {id: fine, title: Fine, text: Fine.}\n"


def decoded(text: str) -> Decoded:
    node, found = parse(Source("demo.yml", Path("demo.yml"), text))
    assert found == []
    assert isinstance(node, Mapping)
    return decode(node)


def document(text: str) -> Document:
    result = decoded(text)
    assert result.diagnostics == ()
    assert result.whole
    assert result.document is not None
    return result.document


def mistakes(text: str) -> list[tuple[str, str]]:
    return [(found.rule, found.span.excerpt) for found in decoded(text).diagnostics]


def test_every_part_knows_where_it_was_written() -> None:
    text = f"gaps:\n{GAP}"
    gap = document(text).gaps[0]
    assert gap.span.excerpt == "{id: fine, title: Fine, text: Fine.}"
    assert gap.id.span.excerpt == "fine"
    assert gap.text.written.at(0, 4).excerpt == "Fine"


def test_a_draft_needs_little() -> None:
    (recommendation,) = document(
        "recommendations:\n  - {id: a, title: A, statement: Do a., origin: article}\n",
    ).recommendations
    assert recommendation.strength is Strength.NOT_GRADED
    assert recommendation.certainty is Certainty.NOT_ASSESSED
    assert recommendation.origin is Origin.ARTICLE
    assert recommendation.direction is None
    assert not recommendation.contested


@pytest.mark.parametrize("written", ["7.5", "0.10", "4-8", ">=16", "100"])
def test_an_amount_keeps_its_digits(written: str) -> None:
    (drug,) = document(
        "interventions:\n  - id: a\n    name: A\n    kind: drug\n    summary: A.\n    doses:\n"
        f"      - {{label: B, amount: '{written}', unit: mg, population: C, origin: added,\n"
        "         evidence: [], interval: every 3 weeks}\n",
    ).interventions
    amount = drug.doses[0].amount
    parts = [">=" if amount.at_least else "", amount.low, f"-{amount.high}" if amount.high else ""]
    assert "".join(parts) == written
    assert drug.doses[0].interval == Interval(1, 3, "week")


def test_a_step_is_of_its_kind() -> None:
    pathway = document(
        "pathway:\n  id: p\n  title: P\n  entry: All.\n  start: a\n  stages: []\n  variables: []\n"
        "  steps:\n"
        "    - {id: a, kind: decision, title: A, stage: s, origin: implied, branches: []}\n"
        "    - {id: b, kind: end, title: B, stage: s, origin: implied, follow_up: None.}\n",
    ).pathway
    assert pathway is not None
    assert [type(step) for step in pathway.steps] == [Decision, End]


@pytest.mark.parametrize(
    ("gap", "mistake"),
    [
        ("{id: A B, title: A, text: A.}", ("malformed-id", "A B")),
        ("{id: a, text: A.}", ("missing-key", "id")),
        ("{id: a, title: A, text: [A.]}", ("wrong-type", "[A.]")),
        ("{id: a, title: , text: A.}", ("empty-value", "title")),
        ("{id: a, title: A, text: A., txt: A.}", ("unknown-key", "txt")),
        ("[a]", ("wrong-type", "[")),
        ("a", ("wrong-type", "a")),
    ],
)
def test_a_mistake_in_one_entry_costs_no_other(gap: str, mistake: tuple[str, str]) -> None:
    text = f"gaps:\n{GAP}  - {gap}\n{GAP.replace('id: fine', 'id: last')}"
    assert mistakes(text) == [mistake]
    result = decoded(text)
    assert result.document is not None
    ids = [each.id for each in result.document.gaps]
    assert (ids[0], ids[-1]) == ("fine", "last")
    assert not result.whole


def test_an_optional_value_that_is_wrong_costs_no_entry() -> None:
    result = decoded(
        "recommendations:\n  - {id: a, title: A, statement: A., origin: added, key: perhaps}\n",
    )
    assert result.document is not None
    assert [each.id for each in result.document.recommendations] == ["a"]
    assert result.lost == frozenset()


def test_what_stands_in_a_lost_entry_is_kept_for_linking() -> None:
    result = decoded(
        "recommendations:\n"
        "  - id: Lost\n"
        "    title: Lost\n"
        "    statement: A [@b].\n"
        "    origin: nowhere\n"
        "    question: c\n"
        "    interventions: [d, [e]]\n"
        "    evidence:\n"
        "      - {reference: f, supports: maybe, finding: G.}\n"
        "pathway:\n"
        "  steps:\n"
        "    - {id: h, kind: end, follow_up: I., stage: j}\n",
    )
    assert {str(each) for each in result.orphans if isinstance(each, Text)} == {
        "A [@b].",
        "G.",
        "I.",
    }
    pointed = {(each.kind, str(each.id)) for each in result.orphans if isinstance(each, Target)}
    assert pointed == {
        ("question", "c"),
        ("intervention", "d"),
        ("reference", "f"),
        ("stage", "j"),
    }
    assert result.lost == {"Lost", "h"}


def test_a_key_may_be_called_like_the_kind_of_its_step() -> None:
    text = (
        "pathway:\n  id: p\n  title: P\n  entry: All.\n  start: a\n  stages: []\n  variables: []\n"
        "  steps:\n    - {id: a, kind: end, end: x, stage: s, origin: implied, follow_up: None.}\n"
    )
    assert mistakes(text) == [("missing-key", "id"), ("unknown-key", "end")]


@pytest.mark.parametrize(
    ("kind", "mistake"),
    [
        ("decison", ("unknown-value", "decison")),
        ("", ("empty-value", "kind")),
        ("[end]", ("wrong-type", "[")),
        ("{end: x}", ("wrong-type", "end")),
    ],
)
def test_a_kind_of_step_that_is_none(kind: str, mistake: tuple[str, str]) -> None:
    text = (
        "pathway:\n  id: p\n  title: P\n  entry: All.\n  start: a\n  stages: []\n  variables: []\n"
        f"  steps:\n    - id: a\n      kind: {kind}\n"
    )
    assert mistakes(text) == [mistake]


def test_an_alias_is_not_also_called_empty() -> None:
    node, found = parse(
        Source("demo.yml", Path("demo.yml"), "gaps:\n  - {id: a, title: *a, text: A.}\n")
    )
    assert [each.rule for each in found] == ["anchor-or-alias"]
    assert node is not None
    assert decode(node).diagnostics == ()


def test_a_hint_names_the_nearest_key_or_all() -> None:
    near, far = decoded("gaps: []\nreferenecs: []\nzzz: []\n").diagnostics
    assert near.hint == "did you mean 'references'?"
    assert far.hint is not None
    assert far.hint.startswith("the keys here are guideline, populations,")


def test_the_name_of_a_part_in_a_message_is_english() -> None:
    found = decoded(
        "evidence:\n  - {id: a, title: A, statement: A., topic: risk, origin: added, x: 1}\n"
        "lines:\n  - {id: a, title: A, x: 1}\n"
        "interventions:\n"
        "  - {id: a, name: A, kind: drug, summary: A., x: 1, plain: {title: A, text: A., x: 1}}\n",
    ).diagnostics
    assert [each.message for each in found] == [
        "'x' is not a key of a line of therapy",
        "'x' is not a key of a text in plain language",
        "'x' is not a key of an intervention",
        "'x' is not a key of an evidence statement",
    ]


@pytest.mark.parametrize("separator", [r"\r", r"\r\n", r"\n"])
def test_a_line_holds_nothing_that_begins_another(separator: str) -> None:
    text = f'gaps:\n  - {{id: fine, title: "Fine{separator}ER  - ", text: Fine.}}\n'
    assert mistakes(text) == [("wrong-type", separator)]


def test_the_line_end_of_a_block_is_no_second_line() -> None:
    gap = document("gaps:\n  - id: fine\n    title: |\n      Fine\n    text: Fine.\n").gaps[0]
    assert gap.title == "Fine\n"
