"""Charts as static inline SVG: laid out by Graphviz, drawn from the chart itself.

Graphviz places boxes whose size we give it and routes the arrows between them; the text is ours,
so that no label can be lost, links and names are where assistive technology looks for them, and
colors come from the page's style sheet. Attributes give the look where there is none.
"""

import json
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from guidepress.chart import Chart, ChartEdge, ChartNode

FONT = 15
"""Size of the text, in the units of the drawing (pixels at natural size)."""
LINE = 19
WRAP = 165
"""Widest line of a label before it wraps."""
EDGE_WRAP = 110
PADDING = 12
MARGIN = 6
WIDE = 420
"""From this natural width on a chart may be scrolled on a phone rather than shrunk further."""

Point = tuple[float, float]

_SPACE = 0.28
"""Width of a space, of the size of the text."""
_NARROW = frozenset("ijl.,:;'|!()[]tfrI ")
_BROAD = frozenset("mwMW@%&")


class DrawingError(RuntimeError):
    """The layout program is missing or refused its input."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A label broken into lines, and the size that its shape needs."""

    lines: tuple[str, ...]
    width: float
    height: float


def to_svg(chart: Chart) -> str:
    """Return a chart as an SVG element; DrawingError if it cannot be laid out."""
    boxes = {node.id: _node_box(node) for node in chart.nodes}
    labels = [_wrapped(edge.label, EDGE_WRAP) if edge.label else () for edge in chart.edges]
    layout = _laid_out(chart, boxes, labels)
    width, height = (float(each) for each in layout["bb"].split(",")[2:])
    svg = _root(chart, width, height)
    drawing = SubElement(svg, "g", {"transform": f"translate({MARGIN},{_number(height + MARGIN)})"})
    edges = layout.get("edges", [])
    for edge, placed in zip(chart.edges, edges, strict=True):
        _draw_edge(drawing, edge, placed)
    for node, placed in zip(chart.nodes, layout.get("objects", []), strict=True):
        _draw_node(drawing, node, boxes[node.id], placed["pos"])
    for edge, lines, placed in zip(chart.edges, labels, edges, strict=True):
        if lines:
            _draw_edge_label(drawing, edge, lines, placed["lp"])
    return tostring(svg, encoding="unicode")


def _root(chart: Chart, width: float, height: float) -> Element:
    full_width, full_height = width + 2 * MARGIN, height + 2 * MARGIN
    wide = " gp-chart--wide" if full_width > WIDE else ""
    name = f"gp-chart-{chart.id}"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"gp-chart{wide}",
            "viewBox": f"0 0 {_number(full_width)} {_number(full_height)}",
            "width": _number(full_width),
            "height": _number(full_height),
            "role": "group",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "font-family": "system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif",
            "font-size": str(FONT),
        },
    )
    SubElement(svg, "title", {"id": f"{name}-title"}).text = chart.title
    SubElement(svg, "desc", {"id": f"{name}-description"}).text = chart.description
    return svg


def _node_box(node: ChartNode) -> _Box:
    lines = _wrapped(node.label, WRAP)
    if node.note:
        lines = (*lines, f"({node.note})")
    width = max(_width(line) for line in lines) + 2 * PADDING
    height = len(lines) * LINE + 2 * PADDING
    if node.kind == "decision":
        width += height * 0.5
    elif node.kind == "stage":
        width += 2 * PADDING
    return _Box(lines, width, height)


def _wrapped(text: str, limit: float) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > limit:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)


def _width(text: str) -> float:
    # Fonts differ between machines: these are on the broad side of the usual sans-serifs.
    return sum(FONT * _em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _BROAD:
        return 0.98
    if ord(letter) > 0x2E80:  # noqa: PLR2004 - from here on scripts are as broad as high
        return 1.05
    return 0.74 if letter.isupper() else 0.6


def _laid_out(
    chart: Chart,
    boxes: dict[str, _Box],
    labels: list[tuple[str, ...]],
) -> dict[str, Any]:
    program = Path(sysconfig.get_path("scripts")) / "graphviz-pure"
    command = str(program) if program.exists() else "graphviz-pure"
    try:
        done = subprocess.run(  # noqa: S603 - our own input to an installed program
            [command, "-Tjson0"],
            input=_dot(chart, boxes, labels),
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    except FileNotFoundError:
        message = "the layout program is missing: pip install graphviz-pure"
        raise DrawingError(message) from None
    except subprocess.CalledProcessError as error:
        message = f"the chart '{chart.id}' cannot be laid out: {error.stderr.strip()}"
        raise DrawingError(message) from error
    layout: dict[str, Any] = json.loads(done.stdout)
    return layout


def _dot(chart: Chart, boxes: dict[str, _Box], labels: list[tuple[str, ...]]) -> str:
    """Return the input of the layout: sizes and arrows, none of the text."""
    numbers = {node.id: number for number, node in enumerate(chart.nodes)}
    lines = ["digraph chart {", 'rankdir="TB"; nodesep="0.3"; ranksep="0.42"; splines="true";']
    for node in chart.nodes:
        box = boxes[node.id]
        shape = "hexagon" if node.kind == "decision" else "box"
        size = f'width="{box.width / 72:.4f}" height="{box.height / 72:.4f}"'
        lines.append(f'n{numbers[node.id]} [shape="{shape}" fixedsize="true" label="" {size}];')
    for edge, label in zip(chart.edges, labels, strict=True):
        ends = f"n{numbers[edge.source]} -> n{numbers[edge.target]}"
        lines.append(f"{ends} [label={_placeholder(label)}];")
    return "\n".join([*lines, "}"])


def _placeholder(lines: tuple[str, ...]) -> str:
    if not lines:
        return '""'
    width, height = _label_size(lines)
    size = f'FIXEDSIZE="TRUE" WIDTH="{width:.0f}" HEIGHT="{height:.0f}"'
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" {size}><TR><TD></TD></TR></TABLE>>'


def _label_size(lines: tuple[str, ...]) -> tuple[float, float]:
    return max(_width(line) for line in lines) + 10, len(lines) * LINE + 4


def _draw_node(drawing: Element, node: ChartNode, box: _Box, position: str) -> None:
    x, y = _point(position)
    parent = drawing
    if node.href:
        parent = SubElement(drawing, "a", {"href": node.href, "class": "gp-chart__link"})
    kind = f"gp-node gp-node--{node.kind}" + (" gp-node--added" if node.note else "")
    group = SubElement(parent, "g", {"class": kind, "transform": f"translate({x},{y})"})
    for shape in _shapes(node, box):
        group.append(shape)
    _draw_lines(group, box.lines, 0, 0)


def _shapes(node: ChartNode, box: _Box) -> Iterator[Element]:
    look = {"fill": "#fff", "stroke": "#37474f", "stroke-width": "1.5"}
    if node.note:
        look["stroke-dasharray"] = "5 4"
    half_width, half_height = box.width / 2, box.height / 2
    if node.kind == "decision":
        slant = min(box.height * 0.25, half_width * 0.5)
        corners = (
            (-half_width, 0.0),
            (slant - half_width, -half_height),
            (half_width - slant, -half_height),
            (half_width, 0.0),
            (half_width - slant, half_height),
            (slant - half_width, half_height),
        )
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
        yield Element("polygon", {"class": "gp-node__shape", "points": points, **look})
        return
    radius = {"start": half_height, "end": min(half_height, 16.0)}.get(node.kind, 3.0)
    yield _rectangle(box.width, box.height, radius, look)
    if node.kind == "stage":
        inner = {**look, "fill": "none", "stroke-width": "1"}
        yield _rectangle(box.width - 8, box.height, 0, inner)
    elif node.kind == "end":
        inner = {**look, "fill": "none", "stroke-width": "1"}
        yield _rectangle(box.width - 6, box.height - 6, max(radius - 3, 0), inner)


def _rectangle(width: float, height: float, radius: float, look: dict[str, str]) -> Element:
    return Element(
        "rect",
        {
            "class": "gp-node__shape" if look["fill"] != "none" else "gp-node__line",
            "x": _number(-width / 2),
            "y": _number(-height / 2),
            "width": _number(width),
            "height": _number(height),
            "rx": _number(radius),
            **look,
        },
    )


def _draw_edge(drawing: Element, edge: ChartEdge, placed: dict[str, Any]) -> None:
    kind = "gp-edge gp-edge--added" if edge.added else "gp-edge"
    group = SubElement(drawing, "g", {"class": kind})
    first, *rest = placed["pos"].split()
    tip = _numbers(first.removeprefix("e,"))
    points = [_numbers(point) for point in rest]
    start, curve = points[0], points[1:]
    path = f"M{_pair(start)}C" + " ".join(_pair(point) for point in curve)
    look = {"fill": "none", "stroke": "#37474f", "stroke-width": "1.5"}
    if edge.added:
        look["stroke-dasharray"] = "5 4"
    SubElement(group, "path", {"class": "gp-edge__line", "d": path, **look})
    SubElement(
        group,
        "polygon",
        {
            "class": "gp-edge__head",
            "points": " ".join(_pair(point) for point in _arrow_head(points[-1], tip)),
            "fill": "#37474f",
        },
    )


def _arrow_head(
    base: tuple[float, float], tip: tuple[float, float]
) -> Iterable[tuple[float, float]]:
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    across_x, across_y = -dy / length * 4.5, dx / length * 4.5
    return (
        tip,
        (base[0] + across_x, base[1] + across_y),
        (base[0] - across_x, base[1] - across_y),
    )


def _draw_edge_label(
    drawing: Element,
    edge: ChartEdge,
    lines: tuple[str, ...],
    position: str,
) -> None:
    x, y = _numbers(position)
    kind = "gp-edge-label gp-edge-label--added" if edge.added else "gp-edge-label"
    group = SubElement(drawing, "g", {"class": kind})
    width, height = _label_size(lines)
    SubElement(
        group,
        "rect",
        {
            "class": "gp-edge-label__ground",
            "x": _number(x - width / 2),
            "y": _number(y - height / 2),
            "width": _number(width),
            "height": _number(height),
            "rx": "3",
            "fill": "#fff",
        },
    )
    _draw_lines(group, lines, x, y)


def _draw_lines(group: Element, lines: tuple[str, ...], x: float, y: float) -> None:
    text = SubElement(group, "text", {"text-anchor": "middle", "fill": "#1a1a1a"})
    top = y - (len(lines) - 1) * LINE / 2 + FONT * 0.35
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        # The space keeps the words of two lines apart where the text is copied or read out;
        # half of it would shift the line.
        middle = x if last else x + FONT * _SPACE / 2
        place = {"x": _number(middle), "y": _number(top + number * LINE)}
        SubElement(text, "tspan", place).text = line if last else f"{line} "


def _point(position: str) -> tuple[str, str]:
    x, y = _numbers(position)
    return _number(x), _number(y)


def _numbers(position: str) -> Point:
    """Return a point of the layout, whose y runs upward, as one of the drawing."""
    x, y = position.split(",")
    return float(x), -float(y)


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}" if abs(value) < 100_000 else f"{value:.0f}"  # noqa: PLR2004
