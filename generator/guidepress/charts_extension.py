"""A Python-Markdown extension that shows charts drawn at build time where Mermaid source stands.

The generated Markdown carries each chart as a Mermaid fence, readable in any viewer. A site must
not load Mermaid's script from another host, so here the fence becomes the static SVG that was
drawn from the same chart, with the source folded away below it. Both engines run extensions;
only MkDocs runs plugins.
"""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_FENCE = re.compile(
    r"^```mermaid\n%% chart: (?P<name>[a-z0-9.-]+)\n(?P<source>.*?)^```[ ]*$",
    re.MULTILINE | re.DOTALL,
)

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
        """Register the preprocessor before fenced code and raw HTML are looked for."""
        md.preprocessors.register(_Charts(md, self._draw), "guidepress-charts", 29)

    def _from_folder(self, name: str) -> str | None:
        path = Path(str(self.getConfig("folder"))) / f"{name}.svg"
        return path.read_text(encoding="utf-8") if path.is_file() else None


class _Charts(Preprocessor):
    def __init__(self, md: Markdown, draw: Draw) -> None:
        super().__init__(md)
        self._draw = draw

    def run(self, lines: list[str]) -> list[str]:
        """Replace each fence that names a drawn chart."""
        text = "\n".join(lines)
        if "%% chart: " not in text:
            return lines
        return _FENCE.sub(self._figure, text).split("\n")

    def _figure(self, found: re.Match[str]) -> str:
        svg = self._draw(found["name"])
        if svg is None:
            return found[0]
        stored = self.md.htmlStash.store(
            f'<figure class="gp-figure-chart">{svg}</figure>'
            '<details class="gp-source" data-search-exclude>'
            "<summary>The chart as Mermaid source</summary>"
            f'<pre tabindex="0"><code>{escape(found["source"])}</code></pre></details>',
        )
        return f"\n{stored}\n"


def makeExtension(**options: Any) -> ChartsExtension:  # noqa: ANN401, N802 - their protocol
    """Return the extension, as Python-Markdown asks for it by the module's name."""
    return ChartsExtension(**options)
