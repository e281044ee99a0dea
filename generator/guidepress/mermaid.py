"""Charts as Mermaid source.

Mermaid reads entity codes such as `#35;` in labels, titles and descriptions; everything that it,
Markdown or HTML could take for a mark is written as one, so text arrives letter for letter.
https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
"""

import re
from collections.abc import Iterator

from guidepress.chart import Chart, ChartGroup, ChartNode

_SHAPES = {
    "start": ("([", "])"),
    "decision": ("{{", "}}"),
    "action": ("[", "]"),
    "end": ("(", ")"),
    "stage": ("[[", "]]"),
}
_MARKS = re.compile(
    r"[^\w ,.?()/:+-]"
    r"|:(?! )"  # `fa:fa-car` is an icon, `://` a link; after `style`, `:#` loses what follows
    r"|\A\d+\.(?=\s|\Z)|\A[-+](?=\s|\Z)"  # Markdown's lists
    r"|\A_|(?<=\W)_|__"
    r"|d(?=irection )",  # even in a label, `direction LR` turns the chart
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Where a line may break: not at a no-break space, which keeps a number with its unit."""


def to_mermaid(chart: Chart) -> str:
    """Return a chart as the source of a Mermaid flowchart, with a line end after the last line."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield "flowchart TD"
    yield f"    accTitle: {_text(chart.title)}"
    yield f"    accDescr: {_text(chart.description)}"
    grouped = {id_ for group in chart.groups for id_ in group.nodes}
    for node in chart.nodes:
        if node.id not in grouped:
            yield f"    {_node(node)}"
    nodes = {node.id: node for node in chart.nodes}
    for group in chart.groups:
        yield from _group(group, nodes)
    for edge in chart.edges:
        arrow = "-.->" if edge.added else "-->"
        label = f'|"{_text(edge.label)}"|' if edge.label else ""
        yield f"    {_name(edge.source)} {arrow}{label} {_name(edge.target)}"
    for node in chart.nodes:
        if node.href:
            yield f'    click {_name(node.id)} href "{_address(node.href)}"'
    added = [_name(node.id) for node in chart.nodes if node.note]
    if added:
        yield "    classDef added stroke-dasharray: 5 4"
        yield f"    class {','.join(added)} added"


def _group(group: ChartGroup, nodes: dict[str, ChartNode]) -> Iterator[str]:
    yield f'    subgraph {_name(group.id, "g")}["{_text(group.label)}"]'
    for id_ in group.nodes:
        yield f"        {_node(nodes[id_])}"
    yield "    end"


def _node(node: ChartNode) -> str:
    opening, closing = _SHAPES[node.kind]
    label = f"{node.label} ({node.note})" if node.note else node.label
    return f'{_name(node.id)}{opening}"{_text(label)}"{closing}'


def _name(id_: str, family: str = "n") -> str:
    # Mermaid takes some words, such as `end`, for its own, and `x` and `o` for arrow heads.
    return f"{family}_" + re.sub(r"[^A-Za-z0-9]", _safe_letter, id_)


def _safe_letter(found: re.Match[str]) -> str:
    return "_" if found[0] == "-" else f"_{ord(found[0])}_"


def _text(text: str) -> str:
    spaced = _SPACES.sub(" ", text).strip(" ")
    return _MARKS.sub(lambda found: "".join(f"#{ord(each)};" for each in found[0]), spaced)


def _address(href: str) -> str:
    return re.sub(r"[^\w./#:%?=&-]", lambda found: f"%{ord(found[0]):02X}", href)
