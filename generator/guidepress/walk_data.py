"""The pathway as the walk's script reads it: steps, branches, and conditions over parts of domains.

The script never sees a number or a word of a condition. Each variable's domain is cut into the
parts that the conditions can tell apart, and a condition says which parts it accepts: what the
script decides with is what the proof was made over.
"""

import json
from typing import Any as AnyValue

from guidepress.condition_syntax import (
    All,
    Any,
    Atom,
    Comparison,
    Condition,
    Holds,
    Not,
    OneOf,
    Otherwise,
    atoms,
)
from guidepress.conditions import accepts, parts_of
from guidepress.domains import Cell
from guidepress.link import LinkedGuideline
from guidepress.model.pathway import Variable
from guidepress.pathway_graph import Graph, Node, Way
from guidepress.text import plain_text

Json = dict[str, AnyValue]


def walk_data(here: LinkedGuideline, graph: Graph) -> Json:
    """Return what the walk needs to know of a pathway without faults, as JSON values."""
    asked: dict[str, dict[Atom, None]] = {name: {} for name in graph.variables}
    for node in graph.nodes.values():
        for way in node.ways:
            for atom in atoms(way.condition) if way.condition else ():
                asked[atom.variable.text][atom] = None
    parts = {name: parts_of(graph.variables[name], tuple(found)) for name, found in asked.items()}
    guideline = here.guideline
    changed = guideline.dates.last_changed
    return {
        "guideline": {
            "title": str(guideline.title),
            "version": str(guideline.version),
            "state": f"{here.status.label}; {here.stage.label.lower()}",
            "changed": str(changed) if changed else "",
            "disclaimer": plain_text(here.tree(guideline.disclaimer))
            if guideline.disclaimer
            else "",
        },
        "stages": {str(stage.id): str(stage.title) for stage in graph.pathway.stages},
        "start": graph.start,
        "parts": {name: len(cells) for name, cells in parts.items()},
        "steps": {id_: _step(node, graph.variables, parts) for id_, node in graph.nodes.items()},
    }


def in_script(data: Json) -> str:
    """Write JSON so that no text in it can end the script element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def _step(
    node: Node,
    variables: dict[str, Variable],
    parts: dict[str, tuple[Cell, ...]],
) -> Json:
    step: Json = {
        "title": str(node.step.title),
        "kind": node.step.kind,
        "stage": str(node.step.stage.id),
    }
    if node.reassesses:
        step["reassesses"] = sorted(node.reassesses)
    if node.step.kind == "action":
        step["next"] = node.ways[0].to
    if node.step.kind == "decision":
        step["branches"] = [
            {
                "id": str(way.branch.id),
                "label": str(way.branch.label),
                "to": way.to,
                "when": _when(way, node, variables, parts),
            }
            for way in node.ways
            if way.branch
        ]
    return step


def _when(
    way: Way,
    node: Node,
    variables: dict[str, Variable],
    parts: dict[str, tuple[Cell, ...]],
) -> Json:
    if way.otherwise:
        others = [each.condition for each in node.ways if each.condition and not each.otherwise]
        return {"not": {"any": [_accepted(each, variables, parts) for each in others]}}
    assert way.condition is not None  # noqa: S101 - the content was checked
    return _accepted(way.condition, variables, parts)


def _accepted(
    condition: Condition,
    variables: dict[str, Variable],
    parts: dict[str, tuple[Cell, ...]],
) -> Json:
    match condition:
        case Not(part):
            return {"not": _accepted(part, variables, parts)}
        case All(several):
            return {"all": [_accepted(each, variables, parts) for each in several]}
        case Any(several):
            return {"any": [_accepted(each, variables, parts) for each in several]}
        case Comparison() | OneOf() | Holds():
            name = condition.variable.text
            accepted = [
                number
                for number, cell in enumerate(parts[name])
                if accepts(condition, cell.answer, variables[name])
            ]
            return {"of": name, "in": accepted}
        case Otherwise():
            raise AssertionError("otherwise is told by the other branches")
