"""A chart that was laid out, as an SVG element.

Attributes carry the light look, classes are for the style sheet `theme/charts.css`: a strict
Content-Security-Policy allows neither `style` attributes nor `<style>` elements.
"""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from guidepress.chart import Chart, ChartEdge, ChartNode, Kind
from guidepress.drawing.labels import FONT, LINE, Box
from guidepress.drawing.layout import Frame, Layout, Sketch, laid_out, sketch
from guidepress.drawing.routes import Curve, Point, between, with_head

MARGIN: Final = 2.0
WIDE: Final = 440.0
"""Above this natural width a chart keeps its size on a phone, and its figure scrolls."""

_SPACE: Final = 0.3 * FONT
_INK: Final = "#37474f"
_TEXT: Final = "#16191b"
_DASHES: Final = {"stroke-dasharray": "5 4"}
_FILLS: Final[dict[Kind, str]] = {
    "start": "#e6f1f6",
    "decision": "#fdf3dc",
    "action": "#e6f1f6",
    "end": "#e9f3e9",
    "stage": "#eef1f3",
}


def to_svg(chart: Chart) -> str:
    """Return a chart as an SVG element; LayoutError if it cannot be laid out."""
    what = sketch(chart)
    layout = laid_out(what)
    svg = _root(chart, layout.width + 2 * MARGIN, layout.height + 2 * MARGIN)
    drawing = SubElement(svg, "g", {"transform": f"translate({_number(MARGIN)},{_number(MARGIN)})"})
    for frame in layout.frames:
        _draw_frame(drawing, frame)
    lines = SubElement(drawing, "g", {"fill": "none", "stroke": _INK, "stroke-width": "1.5"})
    for edge, curve in zip(chart.edges, layout.edges, strict=True):
        _draw_edge(lines, edge, _visible(what, layout, edge, curve))
    for node in chart.nodes:
        _draw_node(drawing, node, what.nodes[node.id], layout.nodes[node.id])
    for edge, label, place in zip(chart.edges, what.edges, layout.labels, strict=True):
        if label and place:
            added = " gp-edge-label--added" if edge.added else ""
            _draw_label(drawing, f"gp-edge-label{added}", label, place)
    for label, frame in zip(what.groups, layout.frames, strict=True):
        _draw_label(drawing, "gp-group", label, frame.label)
    return tostring(svg, encoding="unicode")


def _root(chart: Chart, width: float, height: float) -> Element:
    name = f"gp-chart-{chart.id}"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "gp-chart gp-chart--wide" if width > WIDE else "gp-chart",
            "viewBox": f"0 0 {_number(width)} {_number(height)}",
            # Without a height, which follows from the width also where that is less.
            "width": _number(width),
            "role": "group",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-description",
            "font-family": "system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif",
            "font-size": str(FONT),
            "text-anchor": "middle",
        },
    )
    SubElement(svg, "title", {"id": f"{name}-title"}).text = chart.title
    SubElement(svg, "desc", {"id": f"{name}-description"}).text = chart.description
    return svg


def _visible(what: Sketch, layout: Layout, edge: ChartEdge, curve: Curve) -> Curve:
    if edge.source == edge.target:
        return curve  # Graphviz draws a loop beside its node
    return between(
        curve,
        (layout.nodes[edge.source], what.nodes[edge.source]),
        (layout.nodes[edge.target], what.nodes[edge.target]),
    )


def _draw_frame(drawing: Element, frame: Frame) -> None:
    size, look = (frame.width, frame.height), {"fill": "none", "stroke": _INK, "stroke-width": "1"}
    drawing.append(_rectangle("gp-group__frame", frame.corner, size, 6, look))


def _draw_edge(lines: Element, edge: ChartEdge, curve: Curve) -> None:
    kind = "gp-edge gp-edge--added" if edge.added else "gp-edge"
    group = SubElement(lines, "g", {"class": kind})
    line, head = with_head(curve)
    path = f"M{_pair(line[0])}C{' '.join(_pair(point) for point in line[1:])}"
    dashes = _DASHES if edge.added else {}
    SubElement(group, "path", {"class": "gp-edge__line", "d": path, **dashes})
    corners = " ".join(_pair(point) for point in head)
    look = {"fill": _INK, "stroke": "none"}
    SubElement(group, "polygon", {"class": "gp-edge__head", "points": corners, **look})


def _draw_node(drawing: Element, node: ChartNode, box: Box, middle: Point) -> None:
    parent = drawing
    if node.href:
        parent = SubElement(drawing, "a", {"href": node.href, "class": "gp-chart__link"})
    kind = f"gp-node gp-node--{node.kind}" + (" gp-node--added" if node.note else "")
    group = SubElement(parent, "g", {"class": kind, "data-node": node.id})
    dashes = _DASHES if node.note else {}
    look = {"fill": _FILLS[node.kind], "stroke": _INK, "stroke-width": "1.5", **dashes}
    thin = {"fill": "none", "stroke": _INK, "stroke-width": "1", **dashes}
    if node.kind == "decision":
        group.append(_hexagon(box, middle, look))
    else:
        group.append(_centered("gp-node__shape", box, middle, (0, 0), look))
    if node.kind == "stage":
        group.append(_centered("gp-node__line", box, middle, (8, 0), thin))
    elif node.kind == "end":
        group.append(_centered("gp-node__line", box, middle, (6, 6), thin))
    _draw_text(group, box, middle)


def _hexagon(box: Box, middle: Point, look: dict[str, str]) -> Element:
    (x, y), half_width, half_height = middle, box.width / 2, box.height / 2
    flat = half_width - box.slant
    corners = (
        (x - half_width, y),
        (x - flat, y - half_height),
        (x + flat, y - half_height),
        (x + half_width, y),
        (x + flat, y + half_height),
        (x - flat, y + half_height),
    )
    points = " ".join(_pair(corner) for corner in corners)
    return Element("polygon", {"class": "gp-node__shape", "points": points, **look})


def _centered(
    name: str, box: Box, middle: Point, less: tuple[float, float], look: dict[str, str]
) -> Element:
    """Return the rectangle of a box, or one within it that is smaller by `less`."""
    width, height = box.width - less[0], box.height - less[1]
    corner = (middle[0] - width / 2, middle[1] - height / 2)
    return _rectangle(name, corner, (width, height), max(box.radius - less[1] / 2, 0), look)


def _rectangle(
    name: str, corner: Point, size: tuple[float, float], radius: float, look: dict[str, str]
) -> Element:
    place = {"x": _number(corner[0]), "y": _number(corner[1])}
    extent = {"width": _number(size[0]), "height": _number(size[1]), "rx": _number(radius)}
    return Element("rect", {"class": name, **place, **extent, **look})


def _draw_label(drawing: Element, name: str, box: Box, middle: Point) -> None:
    """Draw a label of an arrow or a group on its own ground, which hides the lines below it."""
    group = SubElement(drawing, "g", {"class": name})
    group.append(_centered("gp-chart__ground", box, middle, (0, 0), {"fill": "#fff"}))
    _draw_text(group, box, middle)


def _draw_text(group: Element, box: Box, middle: Point) -> None:
    text = SubElement(group, "text", {"fill": _TEXT})
    lines = box.lines
    if box.notes:
        lines = (*lines[:-1], f"{lines[-1]} ", *box.notes)
    top = middle[1] - (len(lines) - 1) * LINE / 2 + FONT * 0.35
    for number, line in enumerate(lines):
        # The space keeps the words of two lines apart where the text is copied or read out; half
        # of it would shift the line.
        x = middle[0] + (_SPACE / 2 if line.endswith(" ") else 0)
        place = {"x": _number(x), "y": _number(top + number * LINE)}
        note = {"class": "gp-node__note", "font-style": "italic"}
        look = note if number >= len(box.lines) else {}
        SubElement(text, "tspan", {**place, **look}).text = line


def _pair(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
