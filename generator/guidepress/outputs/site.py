"""The site as plain Markdown on disk, with a configuration that MkDocs and Zensical both build."""

from collections.abc import Iterator
from html import escape

import yaml

from guidepress import engine
from guidepress.link import Library
from guidepress.outputs import Artifact
from guidepress.settings import Settings
from guidepress.site import render_pages

NAME = "site"
SUMMARY = "Markdown pages, drawn charts and an mkdocs.yml for MkDocs or Zensical"
REQUIRES: dict[str, str] = {}


def render(library: Library, settings: Settings) -> Iterator[Artifact]:
    """Yield the pages under `docs/`, their charts and style sheets, and `mkdocs.yml`."""
    title = ""
    for rendered in render_pages(library, settings):
        title = title or rendered.page.title
        path = f"docs/{rendered.page.path}"
        yield Artifact(path, rendered.markdown, rendered.page.span)
        for drawn in rendered.charts:
            name, svg = engine.draw(drawn, settings.cache)
            yield Artifact(f"docs/charts/{name}.svg", svg, rendered.page.span)
        for path, content in rendered.downloads:
            yield Artifact(f"docs/{path}", content, rendered.page.span)
    for kind in ("css", "js"):
        for path, content in engine.assets(kind):
            yield Artifact(f"docs/{path}", content)
    yield Artifact("mkdocs.yml", _configuration(library, title))


def _configuration(library: Library, title: str) -> str:
    extensions = [
        {name: options} if options else name for name, options in engine.MARKDOWN_EXTENSIONS.items()
    ]
    configuration = {
        "site_name": escape(title),
        "docs_dir": "docs",
        "use_directory_urls": False,
        "theme": engine.THEME,
        "plugins": ["search"],
        "markdown_extensions": [
            *extensions,
            {engine.CHARTS_EXTENSION: {"folder": "docs/charts"}},
        ],
        "extra_css": [path for path, _ in engine.assets("css")],
        "extra_javascript": [{"path": path, "defer": True} for path, _ in engine.assets("js")],
        "validation": engine.VALIDATION,
        "nav": engine.navigation(library),
    }
    aside = engine.out_of_menu(library)
    if aside:
        configuration["not_in_nav"] = "".join(f"/{path}\n" for path in aside)
    return yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True)
