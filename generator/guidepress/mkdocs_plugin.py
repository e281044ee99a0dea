"""The MkDocs plugin: serves the pages from memory. The only module that imports mkdocs."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from posixpath import relpath as posix_relpath
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from mkdocs.commands.build import build
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from guidepress import engine, hosting, material
from guidepress.cache import Cache, key_of
from guidepress.charts_extension import ChartsExtension
from guidepress.collector import collector_paused
from guidepress.diagnostics import Report, full
from guidepress.link import Library
from guidepress.pages import Page as SitePage
from guidepress.pipeline import load
from guidepress.settings import Settings, read_settings
from guidepress.site import render_pages

_NATIVE_EXTENSIONS = frozenset({"fenced_code"})
"""Extensions that MkDocs adds by itself, and that depend on nothing but the page."""

log = logging.getLogger("mkdocs.plugins.guidepress")


class PluginOptions(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in `mkdocs.yml`."""

    profile = option.Choice(("draft", "release"), default="draft")
    """How strict the check before the build is."""
    site_config = option.Type(str, default="site_config")
    """The folder with this site's choices, beside `mkdocs.yml`."""


class GuidepressPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Replaces the files of `docs_dir` by the pages that the guidelines in it come to."""

    def __init__(self) -> None:
        """Begin with nothing loaded."""
        self._library: Library | None = None
        self._settings = Settings()
        self._serving = False
        self._charts: dict[str, str] = {}
        self._fingerprint = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is run; having this method, the plugin lives on between rebuilds."""
        del dirty
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the content before MkDocs empties the site's folder, and stop on any error."""
        folder = Path(config.config_file_path or "mkdocs.yml").parent / self.config.site_config
        settings, diagnostics = read_settings(folder)
        with collector_paused():
            loaded = load(Path(config.docs_dir), profile=self.config.profile)
        report = Report.of((*diagnostics, *loaded.report.diagnostics))
        if report.failed:
            color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
            message = full(report, color=color)
            if not self._serving or self._library is None:
                raise Abort(f"The content has mistakes; nothing was written.\n\n{message}")
            # MkDocs answers no request while a rebuild has failed: build what was last good.
            log.error("The content has mistakes; the last good pages are shown.\n\n%s", message)
            self._configure(config)
            return config
        for diagnostic in report.diagnostics:
            span = diagnostic.span
            log.info(
                "%s:%s:%s: %s[%s] %s",
                span.source.name,
                span.line,
                span.column,
                diagnostic.severity.value,
                diagnostic.rule,
                diagnostic.message,
            )
        self._library, self._settings = loaded.library, settings
        self._configure(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out the authors' files, which are no pages, and put in the pages."""
        assert self._library is not None  # noqa: S101 - on_config has run
        docs = Path(config.docs_dir).resolve()
        for file in list(files):
            path = Path(file.abs_src_path).resolve() if file.abs_src_path else None
            if path is not None and path.is_relative_to(docs):
                files.remove(file)
        for file in self._files(self._library, config):
            files.append(file)
        if config.theme.name == "material":
            _overlay(files, config)
        self._fingerprint = _fingerprint(config, files)
        config.nav = engine.navigation(self._library)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let our templates extend those of Material that they stand before."""
        del files
        if config.theme.name == "material":
            below = PrefixLoader({"material": PackageLoader("material", "templates")})
            env.loader = ChoiceLoader([env.loader, below]) if env.loader else below
        return env

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Let the page be read from the cache where all that goes into it is as it was."""
        del config, files
        if self._fingerprint:
            shown = [svg for name, svg in self._charts.items() if f"%% chart: {name}\n" in markdown]
            key = key_of("page", (self._fingerprint, page.file.src_uri, markdown, *shown))
            page.render = partial(_render, page, key, self._settings.cache)  # type: ignore[method-assign]
        return markdown

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what the host needs, and keep the cache to the size of the site."""
        self._settings.cache.forget_others()
        if self._serving:
            return
        assert self._library is not None  # noqa: S101 - on_config has run
        site = Path(config.site_dir)
        # Its time of making stands in it, and search engines read the other as well.
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        for artifact in hosting.after_the_pages(self._library, site):
            (site / artifact.path).parent.mkdir(exist_ok=True)
            (site / artifact.path).write_bytes(artifact.data)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,
    ) -> LiveReloadServer:
        """Watch the site's choices as well; MkDocs watches the content itself."""
        del builder
        folder = Path(config.config_file_path or "mkdocs.yml").parent / self.config.site_config
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def _configure(self, config: MkDocsConfig) -> None:
        self._charts = {}
        # A browser that opens a file knows no index.html: hosted pages and files are the same.
        config.use_directory_urls = False
        for name, options in engine.MARKDOWN_EXTENSIONS.items():
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
            config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
        extensions = [
            each for each in config.markdown_extensions if not isinstance(each, ChartsExtension)
        ]
        # Python-Markdown takes names and instances alike; MkDocs passes both on.
        config.markdown_extensions = [*extensions, ChartsExtension(self._charts.get)]  # type: ignore[list-item]
        if config.theme.name == "material":
            ours = str(material.templates())
            if ours not in config.theme.dirs:
                own = 1 if config.theme.custom_dir else 0
                config.theme.dirs.insert(own, ours)
            return
        for path, _ in engine.assets("css"):
            if path not in config.extra_css:
                config.extra_css.insert(0, path)
        for path, _ in engine.assets("js"):
            if path not in map(str, config.extra_javascript):
                script = option.ExtraScriptValue(path)
                script.defer = True
                config.extra_javascript.append(script)

    def _files(self, library: Library, config: MkDocsConfig) -> Iterator[File]:
        for rendered in render_pages(library, self._settings):
            file = File.generated(config, rendered.page.path, content=rendered.markdown)
            file.edit_uri = _edit_uri(rendered.page, config)
            if not rendered.page.in_menu:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            yield file
            for drawn in rendered.charts:
                name, svg = engine.draw(drawn, self._settings.cache)
                self._charts[name] = svg
            for path, content in rendered.downloads:
                yield File.generated(config, path, content=content)
        for kind in ("css", "js"):
            for path, content in engine.assets(kind):
                yield File.generated(config, path, content=content)
        for artifact in hosting.before_the_pages(library, config.site_name):
            yield File.generated(config, artifact.path, content=artifact.content)


class _Warned(logging.Handler):
    """Notes whether anything was warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen = False

    def emit(self, record: logging.LogRecord) -> None:
        del record
        self.seen = True


def _fingerprint(config: MkDocsConfig, files: Files) -> str:
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


def _render(page: Page, key: str, cache: Cache, config: MkDocsConfig, files: Files) -> None:
    """Do what `Page.render` does, or read back what it did."""
    text = cache.read(key)
    if text is None:
        warned = _Warned()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warned)
        try:
            Page.render(page, config, files)
        finally:
            logger.removeHandler(warned)
        # A warning must be heard at every build: such a page is built every time.
        if not warned.seen and page.links_to_anchors is not None:
            cache.keep(key, json.dumps(_built(page), ensure_ascii=False))
        return
    kept = json.loads(text)
    page.content = kept["content"]
    page.toc = TableOfContents([_toc_entry(entry) for entry in kept["toc"]])
    page._title_from_render = kept["title"]  # noqa: SLF001 - what `Page.render` sets
    page.present_anchor_ids = set(kept["anchors"])
    page.links_to_anchors = {
        file: links
        for path, links in kept["links"].items()
        if (file := files.get_file_from_path(path)) is not None
    }


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


def build_site(content: Path, site: Path, profile: str) -> None:
    """Build the site of a content folder into a folder, with `mkdocs.yml` where there is one."""
    configured = Path("mkdocs.yml")
    config = MkDocsConfig(str(configured.resolve()))
    if configured.is_file():
        with configured.open("rb") as file:
            config.load_file(file)
    else:
        config.load_dict(
            {
                "site_name": "Guidelines",
                "theme": engine.THEME,
                "plugins": ["search", "guidepress"],
                "validation": engine.VALIDATION,
            },
        )
    config.load_dict({"docs_dir": str(content.absolute()), "site_dir": str(site)})
    failed, warned = config.validate()
    for name, message in (*failed, *warned):
        log.warning("mkdocs.yml: %s: %s", name, message)
    if failed:
        raise Abort("mkdocs.yml has mistakes; nothing was written.")
    plugin = config.plugins["guidepress"]
    plugin.config["profile"] = profile
    build(config)


def _overlay(files: Files, config: MkDocsConfig) -> None:
    """Put our one style sheet and one script in the place of Material's several files."""
    readers = {file.src_uri: partial(getattr, file, "content_string") for file in files}
    left_out, added = material.overlay(readers)
    for file in list(files):
        if file.src_uri in left_out:
            files.remove(file)
    for path, content in added.items():
        files.append(File.generated(config, path, content=content))


def _edit_uri(page: SitePage, config: MkDocsConfig) -> str | None:
    """Return the path of a page's source below the content folder, and its line."""
    if page.span is None:
        return None
    path = Path(page.span.source.path).resolve()
    below = posix_relpath(path.as_posix(), Path(config.docs_dir).resolve().as_posix())
    return f"{quote(below)}#L{page.span.line}"
