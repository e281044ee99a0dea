"""What both engines are told: extensions of Markdown, the theme, and where files go.

The plugin hands this to MkDocs in memory; the output `site` writes it as an `mkdocs.yml` that
MkDocs and Zensical read.
"""

from collections.abc import Iterator
from html import escape
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from guidepress.cache import Cache
from guidepress.drawing import to_svg
from guidepress.link import Library
from guidepress.pages import Page, pages
from guidepress.site import DrawnChart, chart_name

MARKDOWN_EXTENSIONS: dict[str, dict[str, Any]] = {
    "attr_list": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True, "permalink_title": "Link to this section"},
}
"""The extensions that the generated Markdown needs, with their options."""

CHARTS_EXTENSION = "guidepress.charts_extension"

THEME: dict[str, Any] = {
    "name": "material",
    # Fonts from a font host would tell it who reads what; the system's own fonts need nobody.
    "font": False,
    "language": "en",
    "features": [
        "content.action.edit",
        "content.tooltips",
        "navigation.indexes",
        "navigation.path",
        "navigation.prune",
        "navigation.top",
        "search.highlight",
        "search.suggest",
        "toc.follow",
    ],
    "palette": [
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-night", "name": "Switch to dark mode"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-sunny", "name": "Switch to light mode"},
        },
    ],
}

VALIDATION = {"links": {"anchors": "warn"}}
"""Without this, neither engine tells of a link to an anchor that is not there."""

ASSETS = "assets/guidepress"


def assets(kind: str) -> Iterator[tuple[str, str]]:
    """Yield path and content of the style sheets ("css") or scripts ("js") of every site."""
    folder = files("guidepress").joinpath("theme")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(f".{kind}"):
            yield f"{ASSETS}/{file.name}", file.read_text(encoding="utf-8")


def on_every_page() -> str:
    """Return the script of every page of a hosted site."""
    ours = files("guidepress")
    scripts = ("hosting/saved_copies.js", "theme/search.js")
    return ";\n".join(ours.joinpath(name).read_text(encoding="utf-8") for name in scripts)


def navigation(library: Library) -> list[Any]:
    """Return the menu as MkDocs writes it: titles to paths, nested by guideline and kind.

    The themes of both engines print titles as HTML: they are escaped here.
    """
    menu: list[Any] = []
    groups: dict[str, list[Any]] = {}
    for page in pages(library):
        if not page.in_menu:
            continue
        title = escape(page.menu or page.title)
        entry = {title: page.path}
        if page.here is None:
            menu.append(entry)
            continue
        if page.here.id not in groups:
            groups[page.here.id] = []
            menu.append({escape(page.here.guideline.label): groups[page.here.id]})
        group = groups[page.here.id]
        family = _family(page)
        if family is None:
            group.append(entry)
        elif page.path.endswith("/index.md"):
            group.append({title: [page.path]})
        else:
            next(iter(group[-1].values())).append(entry)
    return menu


def out_of_menu(library: Library) -> list[str]:
    """Return the paths of the pages that are in no menu on purpose, for `not_in_nav`."""
    return [page.path for page in pages(library) if not page.in_menu]


def _family(page: Page) -> str | None:
    parts = page.path.split("/")
    return parts[1] if len(parts) == 3 else None  # noqa: PLR2004 - guideline, family, page


def draw(drawn: DrawnChart, cache: Cache) -> tuple[str, str]:
    """Return the name and the SVG of a chart, whose links lead to `.md` files like all others."""
    parts = (version("graphviz-pure"), repr(drawn.chart))
    return chart_name(drawn.page, drawn.chart), cache.made(
        "chart", parts, lambda: to_svg(drawn.chart)
    )
