"""A Python-Markdown extension that shows charts drawn at build time where Mermaid source stands.

The generated Markdown carries each chart as a Mermaid fence, readable in any viewer. A site must
not load Mermaid's script from another host, so here the fence becomes the static SVG that was
drawn from the same chart, with the source folded away below it. Both engines run extensions;
only MkDocs runs plugins. The SVG becomes a part of the page's tree and not raw HTML, so that the
engines turn and check its links, which lead to `.md` files, as they do with all others.

Tables get here what Markdown has no mark for: a caption, and headers that say what they head.
The signs that link headings to themselves are kept out of the headings' names.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

_FENCE = re.compile(
    r"^```mermaid\n%% chart: (?P<name>[a-z0-9.-]+)\n(?P<source>.*?)^```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"h[1-6]\Z")
_PLACE = re.compile(rf"{STX}gp-chart:(?P<number>\d+){ETX}\Z")
"""Stands in the text for a chart. No author can write it: these marks are taken out before."""

Draw = Callable[[str], str | None]
"""The SVG of a chart by its name, or None where it was not drawn."""


class ChartsExtension(Extension):
    """Puts drawn charts in the place of their source; others stay as they are."""

    def __init__(self, draw: Draw | None = None, **options: Any) -> None:  # noqa: ANN401
        """Take the charts from a function, or from the `.svg` files of the option `folder`."""
        self.config = {"folder": ["docs/charts", "Folder with the drawn charts."]}
        super().__init__(**options)
        self._draw = draw or self._from_folder

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - their protocol
        """Look for fences before others do, and put the charts in after the text was read."""
        # Python-Markdown does not know it, and would put it into a paragraph.
        md.block_level_elements.append("caption")
        figures: list[Element] = []
        md.preprocessors.register(_Fences(md, self._draw, figures), "guidepress-charts", 29)
        md.treeprocessors.register(_Figures(md, figures), "guidepress-charts", 15)
        # After the lists of attributes, which stand in headings until then, and have 8.
        md.treeprocessors.register(_Tables(md), "guidepress-tables", 7)
        # After the table of contents, which makes these links, and has 5.
        md.treeprocessors.register(_HeadingLinks(md), "guidepress-heading-links", 4)

    def _from_folder(self, name: str) -> str | None:
        path = Path(str(self.getConfig("folder"))) / f"{name}.svg"
        return path.read_text(encoding="utf-8") if path.is_file() else None


class _Fences(Preprocessor):
    """Puts a mark in the place of each fence that names a drawn chart."""

    def __init__(self, md: Markdown, draw: Draw, figures: list[Element]) -> None:
        super().__init__(md)
        self._draw = draw
        self._figures = figures

    def run(self, lines: list[str]) -> list[str]:
        """Replace the fences; the charts are kept in the order of their marks."""
        self._figures.clear()
        text = "\n".join(lines)
        if "%% chart: " not in text:
            return lines
        return _FENCE.sub(self._mark, text).split("\n")

    def _mark(self, found: re.Match[str]) -> str:
        svg = self._draw(found["name"])
        if svg is None:
            return found[0]
        figure = Element("div", {"class": "gp-figure-chart"})
        figure.append(_tree(svg))
        details = SubElement(figure, "details", {"class": "gp-source", "data-search-exclude": ""})
        SubElement(details, "summary").text = AtomicString("The chart as Mermaid source")
        # No `code` in it: Material measures each block of code as the page loads, and to measure
        # one that is folded away costs a phone a tenth of a second for each page with charts.
        SubElement(details, "pre", {"tabindex": "0"}).text = AtomicString(found["source"])
        self._figures.append(figure)
        return f"\n{STX}gp-chart:{len(self._figures) - 1}{ETX}\n"


class _Figures(Treeprocessor):
    """Puts the charts in the place of their marks."""

    def __init__(self, md: Markdown, figures: list[Element]) -> None:
        super().__init__(md)
        self._figures = figures

    def run(self, root: Element) -> None:
        """Replace each paragraph that is a mark."""
        if not self._figures:
            return
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                found = _PLACE.match(child.text or "") if child.tag == "p" else None
                if found:
                    parent[index] = self._figures[int(found["number"])]


class _Tables(Treeprocessor):
    """Names each table without a caption by the heading above it, for readers who hear it."""

    def run(self, root: Element) -> None:
        """Add the captions, and to headers without it that they head a column."""
        heading = ""
        for element in list(root.iter()):
            if _HEADING.match(element.tag):
                heading = "".join(element.itertext())
            elif element.tag == "th" and not element.get("scope"):
                element.set("scope", "col")
            elif element.tag == "table" and element.find("caption") is None and heading:
                caption = Element("caption", {"class": "gp-unseen", "data-search-exclude": ""})
                caption.text = heading
                element.insert(0, caption)


class _HeadingLinks(Treeprocessor):
    """Leaves the link of a heading to itself to the mouse.

    Readers who hear a page would have "¶" in the name of each heading and as a link of its own;
    the table of contents leads them, and those with a keyboard, to the same places.
    """

    def run(self, root: Element) -> None:
        """Take the links out of names and out of the way of the Tab key."""
        for link in root.iter("a"):
            if link.get("class") == "headerlink":
                link.set("aria-hidden", "true")
                link.set("tabindex", "-1")


def _tree(svg: str) -> Element:
    """Return an SVG as elements with the plain names of HTML, and texts that stay as they are."""
    root = fromstring(svg)  # noqa: S314 - drawn by us, from escaped text
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.text:
            element.text = AtomicString(element.text)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return root


def makeExtension(**options: Any) -> ChartsExtension:  # noqa: ANN401, N802 - their protocol
    """Return the extension, as Python-Markdown asks for it by the module's name."""
    return ChartsExtension(**options)
