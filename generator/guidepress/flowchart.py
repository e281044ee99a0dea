"""Charts of a pathway: one of its stages, and one for each stage, from the one graph."""

from collections.abc import Callable, Iterator

from guidepress.chart import Chart, ChartEdge, ChartGroup, ChartNode, Kind
from guidepress.link import LinkedGuideline
from guidepress.model.entity import Entity
from guidepress.model.pathway import Action, Decision, Pathway, PathwayStage, Step
from guidepress.vocabulary import Origin

Href = Callable[[Entity], str]
"""The address of an entity, as the page with the chart writes it."""


def overview(here: LinkedGuideline, pathway: Pathway, href: Href) -> Chart:
    """Return the chart of the stages: an arrow wherever a step leads into another stage."""
    stages = {str(stage.id): stage for stage in pathway.stages}
    steps: dict[str, Step] = {step.id: step for step in pathway.steps}
    nodes = [ChartNode(stage.id, stage.title, "stage", href(stage)) for stage in pathway.stages]
    first = steps[pathway.start.id].stage.id
    edges: dict[tuple[str, str], ChartEdge] = {}
    for step in pathway.steps:
        for to, _, added in _ways(step):
            source, target = step.stage.id, steps[to].stage.id
            known = edges.get((source, target))
            if source != target:
                both_added = added and (known is None or known.added)
                edges[source, target] = ChartEdge(source, target, added=both_added)
    return Chart(
        f"{here.id}-stages",
        f"{pathway.title}: the stages",
        f"The {len(stages)} stages of the pathway and how they lead into one another. "
        f"It begins with: {stages[first].title}.",
        tuple(nodes),
        tuple(edges.values()),
    )


def whole_chart(here: LinkedGuideline, pathway: Pathway, href: Href) -> Chart:
    """Return the chart of all steps, those of a stage in a frame."""
    edges = [
        ChartEdge(step.id, to, label, added)
        for step in pathway.steps
        for to, label, added in _ways(step)
    ]
    groups = [
        ChartGroup(stage.id, stage.title, tuple(step.id for step in steps_of(pathway, stage)))
        for stage in pathway.stages
    ]
    return Chart(
        f"{here.id}-whole",
        pathway.title,
        f"The {len(pathway.steps)} steps of the pathway in its {len(pathway.stages)} stages.",
        tuple(_node(here, pathway, step, href) for step in pathway.steps),
        tuple(edges),
        tuple(groups),
    )


def stage_chart(
    here: LinkedGuideline,
    pathway: Pathway,
    stage: PathwayStage,
    href: Href,
) -> Chart:
    """Return the chart of one stage; ways into other stages end in a node named after them."""
    steps: dict[str, Step] = {step.id: step for step in pathway.steps}
    stages = {each.id: each for each in pathway.stages}
    own = steps_of(pathway, stage)
    nodes = [_node(here, pathway, step, href) for step in own]
    edges = []
    beyond: dict[str, ChartNode] = {}
    for step in own:
        for to, label, added in _ways(step):
            target = steps[to]
            if target.stage.id == stage.id:
                edges.append(ChartEdge(step.id, to, label, added))
                continue
            other = stages[target.stage.id]
            node = ChartNode(f"to-{to}", _beyond(other, target), "stage", href(target))
            beyond[to] = node
            edges.append(ChartEdge(step.id, node.id, label, added))
    return Chart(
        f"{here.id}-{stage.id}",
        f"{pathway.title}: {stage.title}",
        f"The {len(own)} steps of the stage '{stage.title}'. The same steps stand as a list "
        "below the chart.",
        (*nodes, *beyond.values()),
        tuple(edges),
    )


def _beyond(stage: PathwayStage, step: Step) -> str:
    """Name a step of another stage; a title such as 'Step 1: laser' names its stage already."""
    number, colon, _ = step.title.partition(":")
    named = colon and stage.title.startswith(f"{number}:")
    return str(step.title) if named else f"{stage.title}: {step.title}"


def steps_of(pathway: Pathway, stage: PathwayStage) -> list[Step]:
    """Return the steps of a stage in the order of the source."""
    return [step for step in pathway.steps if step.stage.id == stage.id]


def _node(here: LinkedGuideline, pathway: Pathway, step: Step, href: Href) -> ChartNode:
    kind: Kind = "decision" if isinstance(step, Decision) else "action"
    if not isinstance(step, (Decision, Action)):
        kind = "end"
    if step.id == pathway.start.id and not isinstance(step, Decision):
        kind = "start"
    leads_to: Entity = step
    if len(step.recommendations) == 1:
        leads_to = here.entities["recommendation", step.recommendations[0].id]
    note = "added" if step.origin is Origin.ADDED else None
    return ChartNode(step.id, step.title, kind, href(leads_to), note)


def _ways(step: Step) -> Iterator[tuple[str, str, bool]]:
    """Yield where a step leads, with the label of the way and whether it was added."""
    if isinstance(step, Decision):
        for branch in step.branches:
            yield branch.to.id, branch.label, branch.origin is Origin.ADDED
    elif isinstance(step, Action):
        yield step.next.id, "", step.origin is Origin.ADDED
