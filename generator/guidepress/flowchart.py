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
    """Return the chart of the stages: an arrow wherever a step leads into another stage.

    What was added has an arrow of its own. Only the answers to a stage's first step stand on
    arrows: the chart does not show the question behind any other answer.
    """
    steps: dict[str, Step] = {step.id: step for step in pathway.steps}
    nodes = []
    labels: dict[tuple[str, str, bool], list[str]] = {}
    for stage in pathway.stages:
        own = steps_of(pathway, stage)
        added_whole = all(step.origin is Origin.ADDED for step in own)
        note = "added" if own and added_whole else None
        nodes.append(ChartNode(stage.id, stage.title, "stage", href(stage), note))
        for step in own:
            for to, label, added in _ways(step):
                target = steps[to].stage.id
                if target != stage.id:
                    answers = labels.setdefault((stage.id, target, added), [])
                    if step is own[0] and label:
                        answers.append(label)
    first = next(each for each in pathway.stages if each.id == steps[pathway.start.id].stage.id)
    edges = [
        ChartEdge(source, target, answers[0] if len(answers) == 1 else "", added)
        for (source, target, added), answers in labels.items()
    ]
    return Chart(
        f"{here.id}-stages",
        f"{pathway.title}: the stages",
        f"The {len(pathway.stages)} stages of the pathway and how they lead into one another. "
        f"It begins with '{first.title}'.",
        tuple(nodes),
        tuple(edges),
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
    if named:
        return str(step.title)
    return f"{stage.title}{' ' if stage.title.endswith('?') else ': '}{step.title}"


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
