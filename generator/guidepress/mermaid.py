"""Charts as Mermaid source.

Mermaid reads entity codes such as `#35;` in labels; everything that it, Markdown or HTML could
take for a mark is written as one, so a label arrives letter for letter.
https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
"""

import re
from collections.abc import Iterator

from guidepress.chart import Chart, ChartNode

_SHAPES = {
    "start": ("([", "])"),
    "decision": ("{{", "}}"),
    "action": ("[", "]"),
    "end": ("(", ")"),
    "stage": ("[[", "]]"),
}
_PLAIN = re.compile(r"[^\w ,.?()/:+-]|(?<=\w):(?=//)|^\d+\.(?=\s)|^-(?=\s)|(?<=\s)_|__")
_SPACES = re.compile(r"\s+")


def to_mermaid(chart: Chart) -> str:
    """Return a chart as the source of a Mermaid flowchart, with a line end after the last line."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield "flowchart TD"
    yield f"    accTitle: {_sentence(chart.title)}"
    yield f"    accDescr: {_sentence(chart.description)}"
    for node in chart.nodes:
        opening, closing = _SHAPES[node.kind]
        yield f'    {_name(node.id)}{opening}"{_label(node)}"{closing}'
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


def _name(id_: str) -> str:
    # Mermaid takes some words, such as `end`, for its own, and `x` and `o` for arrow heads.
    return "n_" + re.sub(r"[^A-Za-z0-9]", "_", id_)


def _label(node: ChartNode) -> str:
    return _text(f"{node.label} ({node.note})" if node.note else node.label)


def _text(text: str) -> str:
    spaced = _SPACES.sub(" ", text).strip()
    return _PLAIN.sub(lambda found: "".join(f"#{ord(each)};" for each in found[0]), spaced)


def _sentence(text: str) -> str:
    # Not a label: no entity codes are read here, and a semicolon or a brace would end it.
    return re.sub(r"[;{}#\"<>]", "", _SPACES.sub(" ", text)).strip()


def _address(href: str) -> str:
    return re.sub(r"[^\w./#:%?=&-]", lambda found: f"%{ord(found[0]):02X}", href)
