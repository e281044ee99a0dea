"""Pages as the engine made them, read back where all that went into them is as it was."""

import json
import logging
from collections.abc import Iterable
from copy import copy
from importlib.metadata import version
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from guidepress import engine
from guidepress.cache import Cache, key_of

STAND_IN = "\ue0f7"
"""A character for private use in the place of the content's hash, while a page is kept."""
_PIECE = "\n<!-- piece -->\n"
"""What stands in the Markdown between two pieces of a page that says that it comes in pieces."""
_NATIVE_EXTENSIONS = frozenset({"fenced_code"})
"""Extensions that MkDocs adds by itself, and that depend on nothing but the page."""


class _Warned(logging.Handler):
    """Notes whether anything was warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.seen = True


def fingerprint(config: MkDocsConfig, files: Files) -> str:
    """Return what all pages depend on, or nothing where we cannot know all of it."""
    known = {*engine.MARKDOWN_EXTENSIONS, *_NATIVE_EXTENSIONS}
    names = [name for name in config.markdown_extensions if isinstance(name, str)]
    if not known.issuperset(names):
        # Other extensions may read files, the clock, or anything else.
        return ""
    versions = [version(name) for name in ("guidepress", "markdown", "mkdocs")]
    options = {name: config.mdx_configs.get(name) for name in names}
    urls = sorted((file.src_uri, file.url) for file in files.documentation_pages())
    level = config.validation.links.anchors
    return repr((versions, options, urls, level))


def render_page(
    page: Page, beside: tuple[str, ...], cache: Cache, config: MkDocsConfig, files: Files
) -> None:
    """Do what `Page.render` does, or read back what it did from this text and what is beside it.

    A page that says that it comes in pieces is made piece by piece: where a word has changed in a
    long one, all others are read back.
    """
    markdown = page.markdown or ""
    texts = markdown.split(_PIECE) if page.meta.get("pieces") else [markdown]
    pieces = [_piece(page, text, beside, cache, config, files) for text in texts]
    page.content = "\n".join(each["content"] for each in pieces)
    page.toc = TableOfContents(
        _nested(_toc_entry(entry) for each in pieces for entry in each["toc"])
    )
    page._title_from_render = pieces[0]["title"]  # noqa: SLF001 - what `Page.render` sets
    page.present_anchor_ids = {anchor for each in pieces for anchor in each["anchors"]}
    page.links_to_anchors = {}
    for path, links in (item for each in pieces for item in each["links"].items()):
        file = files.get_file_from_path(path)
        if file is not None:
            page.links_to_anchors.setdefault(file, {}).update(links)


def _piece(  # noqa: PLR0913, PLR0917 - what `Page.render` needs, and where it is kept
    page: Page,
    markdown: str,
    beside: tuple[str, ...],
    cache: Cache,
    config: MkDocsConfig,
    files: Files,
) -> dict[str, Any]:
    """Return what the engine makes of a piece of a page, or made of it before."""
    key = key_of("page", (*beside, markdown))
    text = cache.read(key)
    if text is not None:
        return json.loads(text)  # type: ignore[no-any-return]
    piece = copy(page)
    piece.markdown = markdown
    warned = _Warned()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warned)
    try:
        Page.render(piece, config, files)
    finally:
        logger.removeHandler(warned)
    built = _built(piece)
    # A warning must be heard at every build: such a page is built every time.
    if not warned.seen and piece.links_to_anchors is not None:
        cache.keep(key, json.dumps(built, ensure_ascii=False))
    return built


def _nested(entries: Iterable[AnchorLink]) -> list[AnchorLink]:
    """Return the contents of the pieces as those of one page, smaller headings below larger."""
    contents: list[AnchorLink] = []
    for entry in entries:
        into = contents
        while into and into[-1].level < entry.level:
            into = into[-1].children
        into.append(entry)
    return contents


def _built(page: Page) -> dict[str, Any]:
    """Return what the engine got from a page's Markdown, as plain values."""
    links = page.links_to_anchors or {}
    return {
        "content": page.content or "",
        "toc": [_plain_entry(entry) for entry in page.toc],
        "title": page._title_from_render,  # noqa: SLF001 - what `Page.render` sets
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: anchors for file, anchors in links.items()},
    }


def _plain_entry(entry: AnchorLink) -> dict[str, Any]:
    children = [_plain_entry(child) for child in entry.children]
    return {"title": entry.title, "id": entry.id, "level": entry.level, "children": children}


def _toc_entry(plain: dict[str, Any]) -> AnchorLink:
    entry = AnchorLink(plain["title"], plain["id"], plain["level"])
    entry.children = [_toc_entry(child) for child in plain["children"]]
    return entry
