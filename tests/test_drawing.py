"""Drawn charts: every label and link is there, and a reader can see what belongs together."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from math import hypot
from xml.etree.ElementTree import Element
from xml.etree.ElementTree import fromstring as _parsed

import pytest

from guidepress.chart import Chart, ChartEdge, ChartGroup, ChartNode, Kind
from guidepress.drawing import LayoutError, to_svg

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[Kind, ...] = ("start", "decision", "action", "end", "stage")
NASTY = (
    "platelets <100 and >20",
    'say "hi" & [x] {z} &amp; &#60; \\n',
    "</text></svg><script>alert(1)</script>",
    '<a href="javascript:alert(1)" onclick="x" style="y">',
    "]]> <!-- -->",
    "Ödem: Größe ≥ 5 µm \u2013 „Zitat“ ß",
    "%%{init} `code` **bold** end;",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    "http://example.org/a/very/long/path/that/goes/on/and/on/and/on/index.html",
    "頸部放射線治療後の脳放射線壊死の治療についての推奨",
    "7.5\u00a0mg/kg every 3\u202fweeks, then 15\u00a0mg/kg every 6\u202fweeks",
    "line one\nline two\tline  three",
)
PATHWAY = Chart(
    "pathway",
    "Treatment",
    "Five answers, a loop, two ways to one step.",
    (
        ChartNode("scan", "Imaging change that suggests it after radiotherapy", "start", "#scan"),
        ChartNode("which", "Which option, after a meeting?", "decision", "#which"),
        *(
            ChartNode(f"option-{each}", f"Option {each} with a rather long name", kind, f"#{each}")
            for each, kind in zip("abcde", KINDS, strict=True)
        ),
        ChartNode("review", "Symptoms controlled after step 2?", "decision", "#r", "added"),
        ChartNode("over", "Controlled: wean, keep watching", "end", "#over"),
        ChartNode("third", "Step 3: which adjunct?", "stage", "#third", "added"),
    ),
    (
        ChartEdge("scan", "which"),
        *(
            ChartEdge("which", f"option-{each}", f"because of the reason {each}")
            for each in "abcde"
        ),
        *(ChartEdge(f"option-{each}", "review") for each in "abcde"),
        ChartEdge("review", "over", "yes"),
        ChartEdge("review", "third", "no, none left", added=True),
        ChartEdge("review", "third", "no, or relapse", added=True),
        ChartEdge("review", "which", "no, others are left", added=True),
    ),
)
GROUPED = Chart(
    "grouped",
    PATHWAY.title,
    PATHWAY.description,
    PATHWAY.nodes,
    PATHWAY.edges,
    (
        ChartGroup("first", "Stage 1: <choose>", ("scan", "which")),
        ChartGroup("second", "Stage 2: review", ("review", "over", "third")),
    ),
)
NARROW = 440


def _nasty_chart() -> Chart:
    nodes = tuple(
        ChartNode(f"n-{number}", label, KINDS[number % 5], f"?a=1&b=2#n-{number}", 'added "<&>"')
        for number, label in enumerate(NASTY)
    )
    edges = tuple(
        ChartEdge("n-0", f"n-{number}", label) for number, label in enumerate(NASTY) if number
    )
    return Chart("nasty", NASTY[0], NASTY[2], nodes, edges)


def _drawn(chart: Chart) -> Element:
    return _parsed(to_svg(chart))  # noqa: S314 - our own output


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _by_class(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _corners(element: Element) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in element.get("points", "").split())
    return [(float(x), float(y)) for x, y in pairs]


def _bounds(element: Element) -> tuple[float, float, float, float]:
    if element.tag == f"{SVG}polygon":
        across, down = zip(*_corners(element), strict=True)
        return min(across), min(down), max(across), max(down)
    x, y, width, height = (float(element.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.1
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.1
    )


def _away(point: tuple[float, float], shape: Element) -> float:
    """Return how far a point is from the outline of a box or hexagon."""
    left, top, right, bottom = _bounds(shape)
    corners = _corners(shape) or [(left, top), (right, top), (right, bottom), (left, bottom)]
    return min(
        _from_side(point, start, end)
        for start, end in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


def _from_side(
    point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]
) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy)
    along = min(max(along, 0), 1)
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _grounds(root: Element) -> Iterator[tuple[float, float, float, float]]:
    for name in ("gp-node__shape", "gp-chart__ground"):
        yield from map(_bounds, _by_class(root, name))


@pytest.mark.parametrize("chart", [PATHWAY, GROUPED, _nasty_chart()], ids=lambda chart: chart.id)
def test_every_label_and_link_of_the_chart_is_in_the_drawing(chart: Chart) -> None:
    root = _drawn(chart)
    drawn = [_text(node) for node in _by_class(root, "gp-node")]
    assert drawn == [
        _spaced(f"{node.label} ({node.note})" if node.note else node.label) for node in chart.nodes
    ]
    links = [(link.get("href"), _text(link)) for link in root.iter(f"{SVG}a")]
    assert links == list(zip((node.href for node in chart.nodes), drawn, strict=True))
    labels = [_text(label) for label in _by_class(root, "gp-edge-label")]
    assert labels == [_spaced(edge.label) for edge in chart.edges if edge.label]
    groups = [_text(group) for group in _by_class(root, "gp-group")]
    assert groups == [group.label for group in chart.groups]


@pytest.mark.parametrize("chart", [PATHWAY, GROUPED, _nasty_chart()], ids=lambda chart: chart.id)
def test_the_drawing_holds_no_script_style_or_foreign_address(chart: Chart) -> None:
    svg = to_svg(chart)
    root = _parsed(svg)  # noqa: S314 - our own output
    allowed = {"svg", "title", "desc", "g", "a", "path", "polygon", "rect", "text", "tspan"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
    names = {name for each in root.iter() for name in each.keys()}  # noqa: SIM118 - attributes
    assert not {name for name in names if name == "style" or name.startswith("on")}
    outside = svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    written = "".join(_text(each) for each in root)
    assert outside.count("http") == written.count("http")


def test_a_screen_reader_finds_title_and_description() -> None:
    root = _drawn(PATHWAY)
    ids = {each.get("id"): each for each in root.iter() if each.get("id")}
    assert root.get("role") == "group"  # `img` would hide the links
    assert _text(ids[root.get("aria-labelledby")]) == PATHWAY.title
    assert _text(ids[root.get("aria-describedby")]) == PATHWAY.description
    other = _drawn(GROUPED)
    assert not ids.keys() & {each.get("id") for each in other.iter() if each.get("id")}


def test_kinds_differ_without_color() -> None:
    nodes = tuple(ChartNode(kind, "Same label", kind) for kind in KINDS)
    root = _drawn(Chart("kinds", "t", "d", nodes, ()))
    shapes = {
        tuple((child.tag, child.get("rx"), child.get("class")) for child in node)
        for node in _by_class(root, "gp-node")
    }
    assert len(shapes) == len(KINDS)


def test_added_steps_and_arrows_are_dashed_and_said_in_words() -> None:
    root = _drawn(PATHWAY)
    for node in _by_class(root, "gp-node"):
        added = "gp-node--added" in node.get("class", "")
        assert added == ("(added)" in _text(node))
        assert added == (_by_class(node, "gp-node__shape")[0].get("stroke-dasharray") is not None)
    edges = _by_class(root, "gp-edge")
    dashes = [_by_class(edge, "gp-edge__line")[0].get("stroke-dasharray") for edge in edges]
    assert [dash is not None for dash in dashes] == [edge.added for edge in PATHWAY.edges]


@pytest.mark.parametrize("chart", [PATHWAY, GROUPED, _nasty_chart()], ids=lambda chart: chart.id)
def test_nothing_lies_over_another_or_outside_the_picture(chart: Chart) -> None:
    root = _drawn(chart)
    grounds = list(_grounds(root))
    assert not [
        (one, other)
        for number, one in enumerate(grounds)
        for other in grounds[number + 1 :]
        if _overlap(one, other)
    ]
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for left, top, right, bottom in grounds:
        assert left >= -1
        assert top >= -1
        assert right <= width
        assert bottom <= height


@pytest.mark.parametrize("chart", [PATHWAY, GROUPED], ids=lambda chart: chart.id)
def test_arrows_end_at_the_outline_of_the_node_they_lead_to(chart: Chart) -> None:
    root = _drawn(chart)
    shapes = {
        node.id: _by_class(drawn, "gp-node__shape")[0]
        for node, drawn in zip(chart.nodes, _by_class(root, "gp-node"), strict=True)
    }
    heads = _by_class(root, "gp-edge__head")
    for edge, head in zip(chart.edges, heads, strict=True):
        rounded = float(shapes[edge.target].get("rx", "0")) * 0.42
        assert _away(_corners(head)[0], shapes[edge.target]) <= 0.1 + rounded


def test_text_stays_inside_its_shape() -> None:
    root = _drawn(_nasty_chart())
    for node in _by_class(root, "gp-node"):
        left, top, right, bottom = _bounds(_by_class(node, "gp-node__shape")[0])
        for line in node.iter(f"{SVG}tspan"):
            assert top + 10 < float(line.get("y", "")) < bottom - 6
            assert abs(float(line.get("x", "")) - (left + right) / 2) < 3
            # 0.55 of the size is what letters of a usual sans-serif take on average.
            assert len(_text(line).strip()) * 14 * 0.55 < right - left


def test_three_answers_and_a_loop_fit_a_phone() -> None:
    fewer = tuple(node for node in PATHWAY.nodes if node.id not in {"option-d", "option-e"})
    ids = {node.id for node in fewer}
    edges = tuple(edge for edge in PATHWAY.edges if {edge.source, edge.target} <= ids)
    root = _drawn(Chart("three", "t", "d", fewer, edges))
    width = float(root.get("width", ""))
    assert root.get("viewBox", "").startswith(f"0 0 {width:g} ")
    assert width <= NARROW
    assert "gp-chart--wide" not in root.get("class", "")
    assert root.get("height") is None  # it follows from the width, and so shrinks with it


def test_a_drug_name_is_not_broken() -> None:
    name = "Pentoxifylline-tocopherol"
    nodes = (ChartNode("a", f"Give {name} then", "action"), ChartNode("b", "B", "end"))
    root = _drawn(Chart("c", "t", "d", nodes, (ChartEdge("a", "b", f"takes {name} too"),)))
    lines = [_text(line).strip() for line in root.iter(f"{SVG}tspan")]
    assert lines.count(name) == 2


def test_a_number_stays_with_its_unit_and_a_sign_with_its_number() -> None:
    label = "Bevacizumab in the past year 28 days, platelets < 100 only"
    root = _drawn(Chart("c", "t", "d", (ChartNode("a", label, "action"),), ()))
    lines = [_text(line).strip() for line in root.iter(f"{SVG}tspan")]
    assert len(lines) > 2
    assert any("28 days" in line for line in lines)
    assert any("< 100 only" in line for line in lines)


def test_a_chart_of_300_nodes() -> None:
    nodes = tuple(
        ChartNode(f"n{number}", f"Step {number}", KINDS[number % 5], f"#{number}")
        for number in range(300)
    )
    edges = tuple(
        ChartEdge(f"n{number // 3}", f"n{number}", f"answer {number}") for number in range(1, 300)
    )
    root = _drawn(Chart("large", "t", "d", nodes, (*edges, ChartEdge("n299", "n0"))))
    assert [_text(node) for node in _by_class(root, "gp-node")] == [node.label for node in nodes]
    labels = [_text(label) for label in _by_class(root, "gp-edge-label")]
    assert labels == [edge.label for edge in edges]
    assert "gp-chart--wide" in root.get("class", "")


def test_arrows_in_any_order_keep_their_labels() -> None:
    nodes = tuple(ChartNode(each, each, "action") for each in "abc")
    ends = (("c", "a"), ("b", "c"), ("a", "b"), ("b", "c"), ("c", "c"), ("a", "c"))
    edges = tuple(ChartEdge(one, two, f"{one} to {two}") for one, two in ends)
    root = _drawn(Chart("order", "t", "d", nodes, edges))
    middles = {
        node.id: _bounds(_by_class(drawn, "gp-node__shape")[0])
        for node, drawn in zip(nodes, _by_class(root, "gp-node"), strict=True)
    }
    for edge, head in zip(edges, _by_class(root, "gp-edge__head"), strict=True):
        left, top, right, bottom = middles[edge.target]
        x, y = _corners(head)[0]
        assert left - 2 <= x <= right + 2
        assert top - 2 <= y <= bottom + 2


@pytest.mark.parametrize("nodes", [(), (ChartNode("only", "", "start"),)])
def test_an_empty_chart_and_a_single_node(nodes: tuple[ChartNode, ...]) -> None:
    root = _drawn(Chart("small", "Small", "Nearly nothing.", nodes, ()))
    assert len(_by_class(root, "gp-node")) == len(nodes)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert width > 0
    assert height > 0


def test_the_same_chart_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "from guidepress.chart import *; from guidepress.drawing import to_svg\n"
        "nodes = tuple(ChartNode(each, each * 9, 'decision', each) for each in 'abcdef')\n"
        "edges = tuple(ChartEdge('a', each, each, True) for each in 'bcdef')\n"
        "print(to_svg(Chart('x', 't', 'd', nodes, edges)))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1
    assert b"<svg" in drawn.pop()


def test_a_missing_layout_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sysconfig.get_path", lambda _: "")
    chart = Chart("lost", "t", "d", (ChartNode("a", "seen in no other test", "end"),), ())
    with pytest.raises(LayoutError, match="pip install graphviz-pure"):
        to_svg(chart)
