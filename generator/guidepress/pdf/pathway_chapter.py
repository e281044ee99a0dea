"""The pathway in the PDF: charts as pictures, the steps as lists, the decisions as a table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from guidepress import flowchart
from guidepress.chart import Chart
from guidepress.drawing import to_svg
from guidepress.model.entity import Entity
from guidepress.model.pathway import Action, Branch, Decision, End, Pathway, Step, Variable
from guidepress.model.recommendation import Recommendation
from guidepress.pathway_views import stages_of, worked_cases
from guidepress.pdf import statements as s
from guidepress.pdf.sink import Blocks, Inlines, Sink, Value, bullets, heading, label_of, paragraph
from guidepress.pdf.sink import word as said
from guidepress.settings import Settings
from guidepress.walk import Visit

_FONTS = re.compile(r'font-family="[^"]*"')
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_POINTS_PER_PIXEL = 0.75
FONT = "Libertinus Serif"


def pathway(sink: Sink, settings: Settings) -> Iterator[Value]:
    """Yield the pathway, if there is one."""
    found = sink.here.sections.pathway
    if found is None:
        return
    yield heading(1, "Pathway", label_of(found))
    yield from sink.text(found.entry)
    yield paragraph(
        "Steps marked as added are not in the source article; they were added for safety or "
        "completeness. The charts and the lists below them say the same."
    )
    yield heading(2, "The stages")
    yield chart(flowchart.overview(sink.here, found, _nowhere), settings)
    for stage in found.stages:
        drawn = chart(flowchart.stage_chart(sink.here, found, stage, _nowhere), settings)
        about = sink.text(stage.summary) if stage.summary else []
        head = heading(2, stage.title, label_of(stage))
        yield {"k": "together", "body": [head, *about, drawn]}
        for step in flowchart.steps_of(found, stage):
            yield {"k": "step", "label": label_of(step), "body": list(_step(sink, step))}
    yield from _variables(sink, found)
    yield from _decisions(sink)
    yield from _cases(sink)


def stages(sink: Sink, settings: Settings) -> Iterator[Value]:
    """Yield each stage of the pathway with its chart alone."""
    found = sink.here.sections.pathway
    if found is None:
        return
    for stage in found.stages:
        drawn = flowchart.stage_chart(sink.here, found, stage, _nowhere)
        yield {"title": str(stage.title), "chart": chart(drawn, settings)}


def chart(drawn: Chart, settings: Settings) -> Value:
    """Return a chart as a picture, with its size in points and what stands in for it in words."""
    bare = replace(drawn, nodes=tuple(replace(node, href=None) for node in drawn.nodes))
    svg = settings.cache.made("pdf-chart", (repr(bare),), lambda: to_svg(bare))
    size = _SIZE.search(svg)
    assert size  # noqa: S101 - our own drawing
    steps = "; ".join(node.label for node in drawn.nodes)
    return {
        "k": "chart",
        "svg": _FONTS.sub(f'font-family="{FONT}"', svg),
        "width": float(size[1]) * _POINTS_PER_PIXEL,
        "height": float(size[2]) * _POINTS_PER_PIXEL,
        "alt": f"{drawn.title}. {drawn.description} {steps}.",
    }


def _nowhere(entity: Entity) -> str:
    return entity.id


def _step(sink: Sink, step: Step) -> Iterator[Value]:
    kind = "Decide" if isinstance(step, Decision) else "Do" if isinstance(step, Action) else "End"
    yield paragraph(["b", [f"{kind}: {step.title}"]])
    if step.text:
        yield from sink.text(step.text)
    yield s.labels(sink, step)
    for target in step.recommendations:
        each = sink.target(target)
        assert isinstance(each, Recommendation)  # noqa: S101 - the model allows no other
        graded = f"strength: {said(each.strength)}, certainty: {said(each.certainty)}"
        yield paragraph("Recommendation: ", sink.to(each), f" ({graded})")
        yield from s.alerts(sink, each)
    if isinstance(step, Action) and step.reason:
        yield paragraph("Why: ", *sink.line(step.reason))
    if isinstance(step, End) and step.follow_up:
        yield paragraph(["b", ["Follow-up. "]], *sink.line(step.follow_up))
    if step.gap:
        gap = sink.gap(step.gap)
        yield paragraph("Left open by the sources: ", sink.to(gap), ". ", *sink.line(gap.text))
    if isinstance(step, Decision):
        yield bullets([[paragraph(*_branch(sink, branch))] for branch in step.branches])
    if isinstance(step, Action):
        yield paragraph("Then go to ", sink.to(sink.target(step.next)), ".")


def _branch(sink: Sink, branch: Branch) -> Inlines:
    written: Inlines = ["If ", ["b", [str(branch.label)]], ": go to "]
    written += [sink.to(sink.target(branch.to)), ". "]
    written += [*sink.line(branch.note), " "] if branch.note else []
    if branch.gap:
        written += ["Left open by the sources: ", sink.to(sink.target(branch.gap)), ". "]
    return [*written, f"Origin: {said(branch.origin)}"]


def _variables(sink: Sink, found: Pathway) -> Iterator[Value]:
    if found.variables:
        yield heading(2, "What the decisions ask")
    for variable in found.variables:
        yield paragraph(["b", [f"{variable.question} "]], *sink.line(variable.definition))
        if variable.values:
            yield bullets([[paragraph(*each)] for each in _values(sink, variable)])
        yield s.labels(sink, variable)


def _values(sink: Sink, variable: Variable) -> Iterator[Inlines]:
    for value in variable.values:
        meaning = [": ", *sink.line(value.definition)] if value.definition else []
        yield [["i", [str(value.title)]], *meaning]


def _decisions(sink: Sink) -> Iterator[Value]:
    graph = sink.here.graph
    if graph is None:
        return
    yield heading(2, "The decisions as a table")
    for stage, decisions in stages_of(graph):
        for decision in decisions:
            title = f"{stage.title}: {decision.step.title}"
            yield {"k": "strong", "c": [title], "level": 4}
            rows: list[list[Blocks]] = [
                [[str(row.branch.label)], [row.words], [sink.to(row.to)]] for row in decision.rows
            ]
            head = [["Answer"], ["When"], ["Then"]]
            yield {"k": "table", "head": head, "rows": rows, "widths": [2, 4, 3]}


def _cases(sink: Sink) -> Iterator[Value]:
    graph = sink.here.graph
    if graph is None or not sink.here.sections.cases:
        return
    cases = worked_cases(sink.here, graph)
    yield heading(2, "Worked examples")
    yield paragraph(
        "Invented patients: no real person stands behind them. Together they take "
        f"{cases.taken} of the {cases.branches} branches of the pathway ({cases.percent}%)."
    )
    for each in cases.cases:
        yield heading(3, each.case.title, label_of(each.case))
        if each.case.text:
            yield from sink.text(each.case.text)
        yield bullets([[paragraph(f"{asked} ", ["b", [answer]])] for asked, answer in each.given])
        yield {"k": "ol", "start": 1, "items": [[_visit(sink, one)] for one in each.walk.visits]}
        yield paragraph(each.stop)
        for title, found in (
            ("Recommendations on this path: ", each.recommendations),
            ("Named at its questions; an answer may have led away from them: ", each.weighed),
        ):
            if found:
                yield paragraph(title, *s.entities(sink, found))


def _visit(sink: Sink, visit: Visit) -> Value:
    taken = [": ", ["b", [str(visit.branch.label)]]] if visit.branch else []
    return paragraph(sink.to(visit.step), *taken)
