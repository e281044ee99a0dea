"""What Material's search finds in a page, kept like the page: to read its HTML again takes long."""

import json
from collections.abc import Callable
from functools import cache as once
from functools import partial
from importlib.metadata import version
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from guidepress.cache import Cache, key_of
from guidepress.mkdocs_plugin.kept_pages import STAND_IN

Indexed = Callable[[Page], None]


def indexing(
    config: MkDocsConfig, cache: Cache, without_hash: Callable[[str, Page], str]
) -> Indexed:
    """Let Material's search read back what it found in a page; return what indexes a page.

    `without_hash` puts `STAND_IN` in the place of the content's hash, which a changed word changes
    on every page. With another search, what is returned does nothing.
    """
    search = config.plugins.get("material/search")
    index = getattr(search, "search_index", None)
    if index is None:
        return lambda _: None
    find = index.add_entry_from_context
    index.add_entry_from_context = partial(_add, index, find, cache, without_hash)
    return index.add_entry_from_context  # type: ignore[no-any-return]


@once
def _release() -> str:
    return version("mkdocs-material")


def _add(
    index: Any,  # noqa: ANN401 - the theme has no types
    find: Indexed,
    cache: Cache,
    without_hash: Callable[[str, Page], str],
    page: Page,
) -> None:
    """Add the entries of a page to an index: those that were kept for its HTML, or new ones."""
    meta = [page.meta.get(name) for name in ("search", "tags", "title")]
    about = (_release(), page.url, repr(meta), str(page.title))
    key = key_of("entries", (*about, without_hash(page.content or "", page)))
    kept = cache.read(key)
    if kept is not None:
        index.entries += json.loads(kept)
        return
    before = len(index.entries)
    find(page)
    found = json.dumps(index.entries[before:], ensure_ascii=False)
    if STAND_IN not in without_hash(found, page):
        cache.keep(key, found)
