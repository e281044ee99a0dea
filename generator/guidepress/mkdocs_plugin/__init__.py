"""The MkDocs plugin: serves the pages from memory. Only this package imports mkdocs."""

import gc
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import relpath as posix_relpath
from typing import Any
from urllib.parse import quote, urljoin

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from guidepress import engine, hosting, material
from guidepress.charts_extension import ChartsExtension
from guidepress.collector import collect_when_idle, collector_paused
from guidepress.diagnostics import Diagnostic, Report, full
from guidepress.fingerprint import SHORT, content_hash
from guidepress.frozen import dataclass
from guidepress.link import Library
from guidepress.mkdocs_plugin import overlay, second_process, shown_status
from guidepress.mkdocs_plugin.kept_entries import indexing
from guidepress.mkdocs_plugin.kept_output import KeptOutput, Make, reading_back
from guidepress.mkdocs_plugin.kept_pages import STAND_IN, fingerprint, render_page
from guidepress.offline import SEARCH_INDEX, SEARCH_SCRIPT, search_script
from guidepress.outputs import Artifact
from guidepress.pages import Page as SitePage
from guidepress.pipeline import Loaded, load
from guidepress.rules.unsupported_review_claim import claims_of_the_site
from guidepress.settings import Settings, read_settings
from guidepress.site import DrawnChart, charts_of, render_pages
from guidepress.source import Source, Span
from guidepress.views import reference_groups

log = logging.getLogger("mkdocs.plugins.guidepress")
_SOON = 0.05
"""Seconds between two looks at the content of a preview, where looking costs little."""
_MANY_FILES = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """What the plugin works on instead of reading the content itself."""

    loaded: Loaded
    settings: Settings
    beside: tuple[Artifact, ...] = ()
    """Files of the site beside the pages, by their paths from its root."""
    progress: Callable[[str, int, int], None] = lambda *_: None
    """Told what is being made, how many of it are done, and of how many."""


class PluginOptions(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in `mkdocs.yml`."""

    profile = option.Choice(("draft", "release"), default="draft")
    """How strict the check before the build is."""
    site_config = option.Type(str, default="site_config")
    """The folder with this site's choices, beside `mkdocs.yml`."""


_ON_EVERY_PAGE = {
    "site_name": True,
    "site_author": True,
    "site_description": False,
    "copyright": False,
}
"""What stands on every page, and whether it is a name."""


def _claims(config: MkDocsConfig) -> Iterator[Diagnostic]:
    """Yield each claim of a review in what `mkdocs.yml` puts on every page."""
    path = Path(config.config_file_path or "mkdocs.yml")
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    source = Source(path.name, path, text)
    for key, head in _ON_EVERY_PAGE.items():
        line = re.search(rf"^{key}\b.*", text, re.MULTILINE)
        span = Span(source, *(line.span() if line else (0, 0)))
        yield from claims_of_the_site(str(config[key] or ""), span, head=head)


class GuidepressPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Replaces the files of `docs_dir` by the pages that the guidelines in it come to."""

    def __init__(self) -> None:
        """Begin with nothing loaded."""
        self._given: Given | None = None
        self._library: Library | None = None
        self._settings = Settings()
        self._serving = self._dirty = False
        self._done = self._pages = 0
        self._charts: dict[str, str] = {}
        self._fingerprint = ""
        self._stood_in: set[str] = set()
        self._shown: dict[str, SitePage] = {}
        self._told = False
        self._second_process: int | None = None
        self._mistakes = ""
        self._before: dict[str, str] = {}
        self._compiled = overlay.CompiledOnce()
        self._output = KeptOutput()
        self._nav = Navigation([], [])

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is run; having this method, the plugin lives on between rebuilds."""
        self._serving = command == "serve"
        self._dirty = dirty
        if self._serving:
            # The collector looks between the builds of a preview, and not in the middle of one.
            gc.disable()

    def take(self, given: Given) -> None:
        """Build this instead of what the content folder holds; it has been checked."""
        self._given = given

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the content before MkDocs empties the site's folder, and stop on any error."""
        if self._given is not None:
            claims = Report.of(_claims(config))
            if claims.failed:
                raise Abort(f"The site's choices have mistakes.\n\n{full(claims)}")
            self._library, self._settings = self._given.loaded.library, self._given.settings
            self._configure(config)
            return config
        folder = Path(config.config_file_path or "mkdocs.yml").parent / self.config.site_config
        settings, diagnostics = read_settings(folder)
        with collector_paused():
            profile, standards = self.config.profile, settings.standards
            loaded = load(Path(config.docs_dir), profile=profile, standards=standards)
        found = (*diagnostics, *_claims(config), *loaded.report.diagnostics)
        report = Report.of(found, loaded.report.accepted)
        if report.failed:
            color = sys.stderr.isatty() and "NO_COLOR" not in os.environ
            message = full(report, color=color)
            if not self._serving:
                raise Abort(f"The content has mistakes; nothing was written.\n\n{message}")
            # MkDocs ends if the first build fails, and answers nothing after a later one that does.
            instead = "the last good pages are shown" if self._library else "a page shows them"
            log.error("The content has mistakes; %s.\n\n%s", instead, message)
            self._mistakes = full(report)
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
        if not self._serving:
            gc.freeze()  # it is there until the process ends: the collector need not look at it
        self._configure(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out the authors' files, which are no pages, and put in the pages."""
        docs = Path(config.docs_dir).resolve()
        for file in list(files):
            path = Path(file.abs_src_path).resolve() if file.abs_src_path else None
            if path is not None and path.is_relative_to(docs):
                files.remove(file)
        for file in self._files(config):
            files.append(file)
        if config.theme.name == "material":
            overlay.put_over(files, config)
        if self._dirty and self._library is not None:
            self._keep_what_is_as_before(files, engine.navigation(self._library))
        self._fingerprint = fingerprint(config, files) if self._library else ""
        config.nav = engine.navigation(self._library) if self._library else None
        self._done, self._pages = 0, len(files.documentation_pages())
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Begin with the last pages, in a second process."""
        self._nav = nav
        if not self._fingerprint:
            return nav
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        index = indexing(config, self._settings.cache, self._without_hash)

        def make(page: Page) -> None:
            page.read_source(config)
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=files
            )
            page.render(config, files)
            index(page)

        if not self._serving:
            tasks = (partial(make, page) for page in reversed(pages))
            self._second_process = second_process.begin(tasks)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let our templates extend those of Material; none is compiled twice."""
        del files
        env.bytecode_cache = self._compiled
        if self._serving and self._library is not None:
            self._output.begin(config, self._nav)
            env.template_class = reading_back(self._output_of)
        if config.theme.name == "material":
            overlay.let_extend(env)
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
            markdown = self._with_stand_in(markdown, page)
            shown = [svg for name, svg in self._charts.items() if f"%% chart: {name}\n" in markdown]
            beside = (self._fingerprint, page.file.src_uri, *shown)
            page.render = partial(render_page, page, beside, self._settings.cache)  # type: ignore[method-assign]
        return markdown

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Put the hash of the content where something stood in for it."""
        del config, files
        stood_in = page.file.src_uri in self._stood_in
        return html.replace(STAND_IN, self._hash_on(page.file)) if stood_in else html

    def _with_stand_in(self, markdown: str, page: Page) -> str:
        """Take the hash of the content out, which a changed word changes on every page."""
        hash_ = self._hash_on(page.file)
        if not hash_ or STAND_IN in markdown:
            return markdown
        self._stood_in.add(page.file.src_uri)
        return markdown.replace(hash_, STAND_IN)

    def _output_of(self, page: Page, make: Make) -> str:
        return self._output.output(page, make, self._hash_on(page.file), STAND_IN)

    def _without_hash(self, text: str, page: Page) -> str:
        """Take the hash out of a text of a page on which something stands in for it."""
        stood_in = page.file.src_uri in self._stood_in
        return text.replace(self._hash_on(page.file), STAND_IN) if stood_in else text

    def _keep_what_is_as_before(self, files: Files, menu: list[Any]) -> None:
        """Let `mkdocs serve --dirty` make only the pages that have changed since the last time.

        A page on which nothing but the hash of the content would change is not made anew.
        """
        now = {"": repr(menu)}
        for file in files.documentation_pages():
            hash_ = self._hash_on(file)
            text = file.content_string
            now[file.src_uri] = text.replace(hash_, "") if hash_ else text
        if now[""] == self._before.get(""):
            for file in files.documentation_pages():
                if now[file.src_uri] == self._before.get(file.src_uri):
                    file.is_modified = lambda: False  # type: ignore[method-assign]
        self._before = now

    def _hash_on(self, file: File) -> str:
        """Return the hash that a page shows; nothing where it shows none or several."""
        assert self._library is not None  # noqa: S101 - on_config has run
        guidelines = self._library.guidelines
        id_ = file.src_uri.partition("/")[0]
        here = self._library.by_id.get(id_)
        unsigned = any(file.src_uri == f"{page.name}.md" for page in self._library.prose)
        if here is None and len(guidelines) == 1 and not unsigned:
            here = guidelines[0]
        return content_hash(here)[:SHORT] if here else ""

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say how far the build has come, and stop where a template took the status off a page."""
        self._done += 1
        if self._given is not None:
            self._given.progress("pages", self._done, self._pages)
        shown = self._shown.get(page.file.src_uri)
        if shown is None:
            return output
        output = shown_status.kept_from_search(output, shown, config)
        lost = "" if self._told else shown_status.lost(output, page, shown, config, self._settings)
        if lost and not self._serving:
            raise PluginError(lost)
        if lost:
            log.error(lost)
            self._told = True  # once in a build: most often it is every page
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what the host needs, and keep the cache to the size of the site."""
        second_process.end(self._second_process)
        self._settings.cache.forget_others()
        site = Path(config.site_dir)
        if self._serving:
            # Pages ask for it. One that does nothing also ends one that a hosted copy left there.
            (site / hosting.SERVICE_WORKER).write_text(
                "// Nothing is kept of a preview.\n", "utf-8"
            )
            collect_when_idle()
            return
        assert self._library is not None  # noqa: S101 - on_config has run
        # Its time of making stands in it, and search engines read the other as well.
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        index = site / SEARCH_INDEX
        if index.is_file():
            (site / SEARCH_SCRIPT).write_bytes(search_script(index.read_bytes(), set()))
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
        """Watch the site's choices as well; MkDocs watches the content itself, twice a second."""
        del builder
        docs = Path(config.docs_dir)
        if len(list(islice(docs.rglob("*"), _MANY_FILES))) < _MANY_FILES:
            for emitter in server.observer.emitters:
                emitter._timeout = _SOON  # noqa: SLF001 - there is no other way to look more often
            server.build_delay = 1.5 * _SOON  # an editor's other files are seen by then
        folder = Path(config.config_file_path or "mkdocs.yml").parent / self.config.site_config
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def _configure(self, config: MkDocsConfig) -> None:
        self._charts = {}
        self._stood_in = set()
        self._shown = {}
        self._told = False
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
            overlay.list_no_hidden(config.theme)
            ours = str(material.templates())
            if ours not in config.theme.dirs:
                own = 1 if config.theme.custom_dir else 0
                config.theme.dirs.insert(own, ours)
            features = config.theme.get("features") or []
            config.theme["features"] = [each for each in features if each not in material.OURS]
            return
        for path, _ in engine.assets("css"):
            if path not in config.extra_css:
                config.extra_css.insert(0, path)
        for path, _ in engine.assets("js"):
            if path not in map(str, config.extra_javascript):
                script = option.ExtraScriptValue(path)
                script.defer = True
                config.extra_javascript.append(script)

    def _files(self, config: MkDocsConfig) -> Iterator[File]:
        if self._library is None:
            yield File.generated(config, "index.md", content=_page_of(self._mistakes))
        else:
            yield from self._pages_of(self._library, config)
        # Over Material, the style sheets are part of the one of every page.
        for kind in ("js",) if config.theme.name == "material" else ("css", "js"):
            for path, content in engine.assets(kind):
                yield File.generated(config, path, content=content)

    def _pages_of(self, library: Library, config: MkDocsConfig) -> Iterator[File]:
        address = f"{str(config.site_url).rstrip('/')}/" if config.site_url else ""
        settings = replace(self._settings, sources=_sources(config), address=address)
        process = None if self._serving else second_process.begin(_kept_parts(library, settings))
        charts: list[DrawnChart] = []
        for rendered in render_pages(library, settings):
            file = File.generated(config, rendered.page.path, content=rendered.markdown)
            file.edit_uri = _edit_uri(rendered.page, config)
            if not rendered.page.moved_to:  # which says nothing but where it has gone
                self._shown[rendered.page.path] = rendered.page
            if not rendered.page.in_menu:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            yield file
            charts += rendered.charts
            for path, content in rendered.downloads:
                yield File.generated(config, path, content=content)
        second_process.end(process)
        self._charts.update(engine.draw(chart, settings.cache) for chart in charts)
        given = self._given.beside if self._given else ()
        for artifact in (*given, *hosting.before_the_pages(library, config.site_name)):
            yield File.generated(config, artifact.path, content=artifact.content)


def _kept_parts(library: Library, settings: Settings) -> Iterator[Callable[[], object]]:
    """Yield what takes long of the pages' Markdown and is kept, what is needed first at first."""
    for here in library.guidelines:
        yield partial(reference_groups, here, settings)
    for chart in charts_of(library):
        yield partial(engine.draw, chart, settings.cache)


def _page_of(mistakes: str) -> str:
    """Return the page that is served while there is no good one; as code, words stay words."""
    lines = "\n".join(f"    {line}" for line in mistakes.splitlines())
    return f"# The content has mistakes\n\nSave a file to check it again.\n\n{lines}\n"


def _sources(config: MkDocsConfig) -> str:
    """Return the address of the content folder in the repository, if the site names one."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return urljoin(f"{config.repo_url.rstrip('/')}/", config.edit_uri)


def _edit_uri(page: SitePage, config: MkDocsConfig) -> str | None:
    """Return the path of a page's source below the content folder, and its line."""
    if page.span is None:
        return None
    path = Path(page.span.source.path).resolve()
    below = posix_relpath(path.as_posix(), Path(config.docs_dir).resolve().as_posix())
    return f"{quote(below)}#L{page.span.line}"
