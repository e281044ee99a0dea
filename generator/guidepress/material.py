"""What stands over the theme Material: our templates, one style sheet, one script.

A page then asks for four files, fewer than Material alone, and for none of another host.
"""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

from guidepress import engine

STYLE = f"{engine.ASSETS}/site.css"
SCRIPT = f"{engine.ASSETS}/site.js"

OURS = frozenset({"content.tooltips"})
"""Features that `templates/controls.js` has in place of the theme's."""

_STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
_SCRIPT = "assets/javascripts/bundle.*.min.js"
_NO_ATTRIBUTE_OF_A_CHECKBOX = ' autocomplete="off"'
_RULE = re.compile(r"(?P<selectors>[^{}]+)(?P<body>\{[^{}]*\})")
_BETWEEN_SELECTORS = re.compile(r",(?![^()]*\))")
_COLOR = re.compile(r"\[data-md-color-(?:primary|accent)=(?P<name>[a-z-]+)\]")
_WHOLE_LINES = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
"""Comments that begin and end with a line: what else looks like one may be in a text."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_SPACE_FOR_EYES = re.compile(r"\s*([{};])\s*")
"""Around what no name and no value holds."""
_UNUSED = re.compile(
    r"\.tabbed-|\.task-list|\.keys\b|\.md-annotation|\.md-(?:post|author|profile|pagination)\b"
    r"|\.mermaid\b|:root>\*|\.giscus|__comments"
    r"|\.md-nav\b(?!__(?:item|link)\b)|\.md-top\b|\.md-tooltip"
)
"""Tabs, tasks, keys, annotations, blogs: no text of an author becomes one of them.
Charts are drawn; Material's renderer of Mermaid and a host of comments are never asked.
Menus, the way to the top and cards are ours; our table of contents has two names of a menu's."""
_FOR_DEVELOPERS = "assets/*.map"
_SOURCE_MAP = re.compile(r"\n?/[/*]# sourceMappingURL=\S+(?: \*/)?\s*\Z")


def templates() -> Path:
    """Return the folder of our templates, which extend those of Material as `material/...`."""
    return Path(str(files("guidepress").joinpath("templates/material")))


def mended(template: str) -> str:
    """Return the source of a template of Material as valid HTML, where no block lets us say it."""
    return template.replace(_NO_ATTRIBUTE_OF_A_CHECKBOX, "")


def overlay(
    theme: Mapping[str, Callable[[], str]],
    colors: AbstractSet[str],
) -> tuple[set[str], dict[str, str]]:
    """Return which files of Material to leave out, and what to put in by path.

    `theme` has the files of Material by path, with what reads them; `colors` the names of those
    that the site chose. ValueError if it is another theme of the same name, or one so new that
    its files are called otherwise.
    """
    styles = [_only(theme, pattern) for pattern in _STYLES]
    script = _only(theme, _SCRIPT)
    main, palette = (_without_map(theme[path]()) for path in styles)
    ours = [_bare_style(content) for _, content in engine.assets("css")]
    added = {
        STYLE: "\n".join([_chosen(main, colors), _chosen(palette, colors), *ours]),
        SCRIPT: ";\n".join(
            [
                _shim(),
                _bare(_script("beforehand")),
                _without_map(theme[script]()),
                _bare(_script("controls")),
                _bare(engine.on_every_page()),
            ]
        ),
    }
    left_out = {path for path in theme if fnmatch(path, _FOR_DEVELOPERS)}
    return left_out | {*styles, script}, added


def _chosen(palette: str, colors: AbstractSet[str]) -> str:
    """Leave the selectors out that are for colors which a site did not choose, or for no page."""

    def kept(rule: re.Match[str]) -> str:
        selectors = [
            each
            for each in _BETWEEN_SELECTORS.split(rule["selectors"])
            if set(_COLOR.findall(each)) <= colors and not _UNUSED.search(each)
        ]
        return ",".join(selectors) + rule["body"] if selectors else ""

    return _RULE.sub(kept, palette)


def _shim() -> str:
    """Return what lets the search's worker run where a page was opened from a file."""
    shim = files("guidepress").joinpath("vendored/iframe-worker/shim.js")
    return shim.read_text(encoding="utf-8")


def _script(name: str) -> str:
    """Return one of our scripts about the theme, by its name among the templates."""
    return files("guidepress").joinpath(f"templates/{name}.js").read_text(encoding="utf-8")


def _only(theme: Mapping[str, Callable[[], str]], pattern: str) -> str:
    found = [path for path in theme if fnmatch(path, pattern)]
    if len(found) != 1:
        message = f"the theme has {len(found)} files like {pattern} instead of one"
        raise ValueError(message)
    return found[0]


def _bare_style(style: str) -> str:
    """Return a style sheet of ours without comments, and without the space that only eyes need."""
    return _SPACE_FOR_EYES.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", style)))


def _bare(script: str) -> str:
    """Return one of our scripts without the comments and the indents that readers do not need."""
    lines = (line.strip() for line in _WHOLE_LINES.sub("", script).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _without_map(text: str) -> str:
    return _SOURCE_MAP.sub("", text)
