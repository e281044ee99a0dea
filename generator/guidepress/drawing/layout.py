"""Where the nodes and edges of a chart go: Graphviz decides, inside the width of a phone.

Graphviz puts all answers of a decision side by side, which soon is too wide to be read on a phone.
So nodes that stand side by side are told to stand below each other until the chart is narrow.
"""

import json
import shutil
import subprocess
import sysconfig
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from guidepress.chart import Chart
from guidepress.drawing.labels import Box, edge_box, group_box, node_box
from guidepress.drawing.routes import Point
from guidepress.frozen import dataclass

ROOM: Final = 396.0
"""Width to stay below, so that text can be read on a phone without scrolling."""
_MOST_NODES: Final = 24
"""A chart of more nodes is not made narrow: it is one to scroll and to print."""
_ROUNDS: Final = 12
_WIDEST: Final = 2
"""How much is tried to make it narrow; each try takes about a millisecond."""
_POINTS_PER_INCH: Final = 72

Below = tuple[tuple[str, str], ...]
"""Pairs of names: the second node is to stand below the first."""


class LayoutError(RuntimeError):
    """The layout program is missing or refused its input."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is to be placed: the boxes of a chart's nodes, of its edges' labels and its groups'."""

    chart: Chart
    nodes: Mapping[str, Box]
    edges: tuple[Box | None, ...]
    groups: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of a group, by its upper left corner, and the middle of its label."""

    corner: Point
    width: float
    height: float
    label: Point


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of a chart's parts, by node id and in the order of edges and groups; y runs down."""

    width: float
    height: float
    nodes: Mapping[str, Point]
    edges: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]
    frames: tuple[Frame, ...]


def sketch(chart: Chart) -> Sketch:
    """Return the boxes of a chart."""
    return Sketch(
        chart,
        {node.id: node_box(node) for node in chart.nodes},
        tuple(edge_box(edge.label) for edge in chart.edges),
        tuple(group_box(group.label) for group in chart.groups),
    )


def laid_out(what: Sketch) -> Layout:
    """Place the parts of a chart; LayoutError if the layout program is missing or fails."""
    below: Below = ()
    (best,) = _layouts(what, (below,))
    if len(what.chart.nodes) > _MOST_NODES:
        return best
    for _ in range(_ROUNDS):
        tries = tuple(below + pairs for pairs in _pushes(what, best))
        if best.width <= ROOM or not tries:
            break
        layouts = _layouts(what, tries)
        choice = min(range(len(tries)), key=lambda index: _cost(layouts[index]))
        if _cost(layouts[choice]) >= _cost(best):
            break
        below, best = tries[choice], layouts[choice]
    return best


def _cost(layout: Layout) -> tuple[float, float]:
    return max(layout.width, ROOM), layout.height


def _pushes(what: Sketch, layout: Layout) -> Iterator[Below]:
    """Yield ways to move the first or the last of a row below the others, in the widest rows."""
    rows: dict[float, list[tuple[float, float, str]]] = defaultdict(list)
    for name, box, (x, y) in _placed(what, layout):
        rows[y].append((x - box.width / 2, x + box.width / 2, name))
    wide = [sorted(row) for _, row in sorted(rows.items()) if len(row) > 1]
    for row in sorted(wide, key=lambda row: row[0][0] - row[-1][1])[:_WIDEST]:
        names = [name for _, _, name in row]
        for lower in (names[0], names[-1]):
            yield tuple((upper, lower) for upper in names if upper != lower)


def _placed(what: Sketch, layout: Layout) -> Iterator[tuple[str, Box, Point]]:
    """Yield name, box and middle of every node and of every label of an arrow."""
    for number, node in enumerate(what.chart.nodes):
        yield f"n{number}", what.nodes[node.id], layout.nodes[node.id]
    for number, (label, middle) in enumerate(zip(what.edges, layout.labels, strict=True)):
        if label and middle:
            yield f"e{number}", label, middle


def _layouts(what: Sketch, tries: tuple[Below, ...]) -> list[Layout]:
    answer = _answer("\n".join(_dot(what, below) for below in tries))
    decoder = json.JSONDecoder()
    layouts, at = [], 0
    while at < len(answer):
        placed, at = decoder.raw_decode(answer, at)
        layouts.append(_layout(what, placed))
        while answer[at : at + 1].isspace():
            at += 1
    return layouts


@lru_cache(maxsize=1024)
def _answer(dot: str) -> str:
    """Return what Graphviz answers, as JSON, one value for each graph."""
    scripts = sysconfig.get_path("scripts")
    program = shutil.which("graphviz-pure", path=scripts) or shutil.which("graphviz-pure")
    if program is None:
        message = "the layout program is missing: pip install graphviz-pure"
        raise LayoutError(message)
    command = [program, "-y", "-Tjson0"]
    done = subprocess.run(  # noqa: S603 - numbers of ours, to an installed program
        command, input=dot, capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        message = f"a chart cannot be laid out: {done.stderr.strip()}"
        raise LayoutError(message)
    return done.stdout


def _dot(what: Sketch, below: Below) -> str:
    """Return the input of the layout: sizes and arrows, none of the text."""
    names = {node.id: f"n{number}" for number, node in enumerate(what.chart.nodes)}
    lines = [
        'digraph chart { rankdir="TB"; nodesep="0.18"; ranksep="0.33";',
        'node [shape="box" fixedsize="true" label=""];',
        'edge [arrowhead="none" headclip="false" tailclip="false"];',
    ]
    lines += [_sized(names[id_], box) for id_, box in what.nodes.items()]
    lines += _clusters(what, names)
    for number, (edge, label_box) in enumerate(zip(what.chart.edges, what.edges, strict=True)):
        source, target = names[edge.source], names[edge.target]
        if label_box:
            lines.append(_sized(f"e{number}", label_box))
            lines.append(f"{source} -> e{number}; e{number} -> {target};")
        else:
            lines.append(f"{source} -> {target};")
    lines += [f'{upper} -> {lower} [style="invis" weight="0"];' for upper, lower in below]
    return "\n".join([*lines, "}"])


def _clusters(what: Sketch, names: Mapping[str, str]) -> Iterator[str]:
    for number, (group, box) in enumerate(zip(what.chart.groups, what.groups, strict=True)):
        labels = (
            f"e{index}"
            for index, edge in enumerate(what.chart.edges)
            if what.edges[index] and {edge.source, edge.target} <= {*group.nodes}
        )
        inside = "; ".join((*(names[id_] for id_ in group.nodes), *labels))
        label = f'label={_placeholder(box)}; labeljust="l"; margin="12";'
        yield f'subgraph "cluster_{number}" {{ {label} {inside} }}'


def _sized(name: str, box: Box) -> str:
    width, height = box.width / _POINTS_PER_INCH, box.height / _POINTS_PER_INCH
    return f'{name} [width="{width:.4f}" height="{height:.4f}"];'


def _placeholder(box: Box) -> str:
    size = f'FIXEDSIZE="TRUE" WIDTH="{box.width:.0f}" HEIGHT="{box.height:.0f}"'
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" {size}><TR><TD></TD></TR></TABLE>>'


def _layout(what: Sketch, placed: dict[str, Any]) -> Layout:
    objects = {each["name"]: each for each in placed.get("objects", ())}
    curves = ([_point(each) for each in edge["pos"].split()] for edge in placed.get("edges", ()))
    # A label stands on its arrow, which is two curves then: to the label, and from there on.
    edges = [next(curves) + (next(curves)[1:] if label else []) for label in what.edges]
    left, one, right, other = (float(each) for each in placed["bb"].split(","))
    return Layout(
        right - left,
        abs(other - one),
        {
            node.id: _point(objects[f"n{number}"]["pos"])
            for number, node in enumerate(what.chart.nodes)
        },
        tuple(tuple(edge) for edge in edges),
        tuple(
            _point(objects[f"e{number}"]["pos"]) if label else None
            for number, label in enumerate(what.edges)
        ),
        tuple(_frame(objects[f"cluster_{number}"]) for number in range(len(what.groups))),
    )


def _frame(placed: dict[str, Any]) -> Frame:
    left, one, right, other = (float(each) for each in placed["bb"].split(","))
    corner = (left, min(one, other))
    return Frame(corner, right - left, abs(other - one), _point(placed["lp"]))


def _point(position: str) -> Point:
    x, y = position.split(",")
    return float(x), float(y)
