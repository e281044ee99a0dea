"""Whole pages as the templates made them, kept in memory for the next rebuild of a preview.

Most pages stay as they are while an author writes; to make each of them anew is a quarter of the
time from saving a file to seeing it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from guidepress import material

Make = Callable[[], str]

_KNOWN_PLUGINS = frozenset({"guidepress", "material/search", "search"})
"""Plugins that give a template nothing but what a page's own fields and the menu say."""
_MOST = 100_000_000
"""How many letters are kept."""


class KeptOutput:
    """What the templates made of pages, each with all that was given to them."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._common = ""
        self._pages: dict[str, tuple[str, str]] = {}
        self._size = 0

    def begin(self, config: MkDocsConfig, nav: Navigation) -> None:
        """Begin a build: forget every page if what all of them depend on has changed."""
        common = _common(config, nav)
        if not common or common != self._common:
            self._pages, self._size = {}, 0
        self._common = common

    def output(self, page: Page, make: Make, hash_: str, stand_in: str) -> str:
        """Return what the templates make of a page, or made of it when it was the same.

        The hash of the content, which every page shows, may be another one.
        """
        given = (page.content, str(page.title), page.meta, page.edit_url, page.canonical_url)
        contents = [str(entry) for entry in page.toc]
        key = _exchanged(repr((given, contents)), hash_, stand_in)
        path = page.file.src_uri
        kept = self._pages.get(path)
        if kept is not None and kept[0] == key:
            return _exchanged(kept[1], stand_in, hash_)
        output = make()
        new = key, _exchanged(output, hash_, stand_in)
        size = self._size + sum(map(len, new)) - sum(map(len, kept or ()))
        if self._common and size < _MOST:
            self._pages[path], self._size = new, size
        return output


def reading_back(output: Callable[[Page, Make], str]) -> type[Template]:
    """Return the class of templates that ask for what they make of a page before they make it."""

    class ReadingBack(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as Jinja has it
            def make() -> str:
                return Template.render(self, *args, **kwargs)

            page = dict(*args, **kwargs).get("page")
            return make() if page is None else output(page, make)

    return ReadingBack


def _exchanged(text: str, old: str, new: str) -> str:
    return text.replace(old, new) if old else text


def _common(config: MkDocsConfig, nav: Navigation) -> str:
    """Return what all pages depend on, or nothing where we cannot know all of it."""
    path = Path(config.config_file_path or "")
    settings = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not _KNOWN_PLUGINS.issuperset(config.plugins) or "INHERIT" in settings:
        return ""
    folders = [Path(folder) for folder in (config.theme.custom_dir, material.templates()) if folder]
    files = sorted(file for folder in folders for file in folder.rglob("*"))
    templates = [(str(file), file.stat().st_mtime_ns) for file in files]
    return repr((settings, str(nav), templates))
