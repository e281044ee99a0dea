"""What the pages of the pathway print beside its charts: the walk, the table, the cases, a step."""

from typing import Any

from guidepress.condition_words import in_words
from guidepress.domains import written
from guidepress.frozen import dataclass
from guidepress.link import LinkedGuideline
from guidepress.model.case import Case
from guidepress.model.pathway import AnyStep, Branch, PathwayStage, Variable
from guidepress.model.recommendation import Recommendation
from guidepress.pages import Page, step_page
from guidepress.pathway_graph import Graph, Node
from guidepress.vocabulary import VariableKind
from guidepress.walk import Stop, Walk, coverage, read_answers
from guidepress.walk_data import in_script, walk_data

Context = dict[str, Any]

PATHWAY_TEMPLATES = frozenset({"cases", "decision-table", "step", "walk"})

_STOPS = {
    Stop.END: "The pathway ends here.",
    Stop.ASK: "Here the pathway waits for an answer.",
    Stop.REASSESS: "Here the answers given so far end: the pathway asks anew.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A branch of a decision: when it holds, in words, and the step that it leads to."""

    branch: Branch
    words: str
    to: AnyStep


@dataclass(frozen=True, slots=True)
class DecisionRows:
    """A decision with its rows in the table."""

    step: AnyStep
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A case with its walk, as its page prints it."""

    case: Case
    given: tuple[tuple[str, str], ...]
    """Each question with its answers, visit by visit."""
    walk: Walk
    stop: str
    recommendations: tuple[Recommendation, ...]
    """Those of what is done on the path."""
    weighed: tuple[Recommendation, ...]
    """Those that only its questions name."""


@dataclass(frozen=True, slots=True)
class WorkedCases:
    """The cases of a pathway, and how many of its branches they take together."""

    cases: tuple[WorkedCase, ...]
    taken: int
    branches: int
    percent: int


@dataclass(frozen=True, slots=True)
class WayTo:
    """A step next to another one, and the answer that leads from one to the other."""

    step: AnyStep
    label: str


@dataclass(frozen=True, slots=True)
class Place:
    """A step that names a recommendation, with the steps that lead to it and out of it."""

    step: AnyStep
    before: tuple[WayTo, ...]
    after: tuple[WayTo, ...]


def along(here: LinkedGuideline, recommendation: Recommendation) -> tuple[Place, ...]:
    """Return the places of a recommendation in the pathway, in the order of its steps."""
    graph = here.graph
    if graph is None:
        return ()
    steps = [graph.nodes[id_] for id_ in graph.order]
    return tuple(
        _place(graph, node)
        for node in steps
        if any(target.id == recommendation.id for target in node.step.recommendations)
    )


def _place(graph: Graph, node: Node) -> Place:
    before = [
        WayTo(other.step, str(way.branch.label) if way.branch else "")
        for other in graph.nodes.values()
        for way in other.ways
        if way.to == node.step.id
    ]
    after = [
        WayTo(graph.nodes[way.to].step, str(way.branch.label) if way.branch else "")
        for way in node.ways
        if way.to in graph.nodes
    ]
    return Place(node.step, tuple(before), tuple(after))


def pathway_view(page: Page, here: LinkedGuideline, graph: Graph) -> Context:
    """Return what a page of the pathway prints."""
    match page.template:
        case "walk":
            data = in_script(walk_data(here, graph))
            asked = {id_: _asked(graph, id_) for id_ in graph.nodes}
            return {"step_page": step_page, "asked": asked, "data": data}
        case "step":
            assert page.step is not None  # noqa: S101 - such pages have one
            before = _place(graph, graph.nodes[page.step.id]).before
            return {
                "step_page": step_page,
                "asked": _asked(graph, page.step.id),
                "before": before,
            }
        case "decision-table":
            return {"stages": stages_of(graph)}
        case "cases":
            return {"worked": worked_cases(here, graph)}
    raise ValueError(page.template)


def _asked(graph: Graph, step: str) -> list[Variable]:
    return [graph.variables[name] for name in graph.nodes[step].asks]


def stages_of(graph: Graph) -> list[tuple[PathwayStage, list[DecisionRows]]]:
    """Return the stages that decide something, each with its decisions as rows of the table."""
    decisions = [node for node in graph.nodes.values() if node.step.kind == "decision"]
    stages = [
        (stage, [_rows(graph, node) for node in decisions if node.step.stage.id == stage.id])
        for stage in graph.pathway.stages
    ]
    return [(stage, rows) for stage, rows in stages if rows]


def _rows(graph: Graph, node: Node) -> DecisionRows:
    rows = [
        Row(way.branch, in_words(way.condition, graph.variables), graph.nodes[way.to].step)
        for way in node.ways
        if way.branch and way.condition
    ]
    return DecisionRows(node.step, tuple(rows))


def worked_cases(here: LinkedGuideline, graph: Graph) -> WorkedCases:
    """Return the cases, walked, and how many of the branches they take."""
    covered = coverage(graph, here.walks.values())
    return WorkedCases(
        tuple(_worked(here, graph, case) for case in here.sections.cases),
        len(covered.taken),
        len(covered.branches),
        covered.percent,
    )


def _worked(here: LinkedGuideline, graph: Graph, case: Case) -> WorkedCase:
    answers = read_answers(graph, case.given.items())
    taken = here.walks[case.id]
    given = tuple(
        (
            str(graph.variables[name].question),
            ", then ".join(_shown(graph.variables[name], written(each)) for each in found),
        )
        for name, found in answers.items()
    )
    recommendations, weighed = (
        tuple(
            entity
            for id_ in ids
            if isinstance(entity := here.entities["recommendation", id_], Recommendation)
        )
        for ids in (taken.recommendations, taken.weighed)
    )
    return WorkedCase(case, given, taken, _STOPS[taken.stop], recommendations, weighed)


def _shown(variable: Variable, answer: str) -> str:
    if variable.kind is VariableKind.CHOICE:
        return next(str(value.title) for value in variable.values if value.id == answer)
    if variable.kind is VariableKind.BOOLEAN:
        return answer.capitalize()
    return f"{answer}\u00a0{variable.unit}" if variable.unit else answer
