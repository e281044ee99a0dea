"""Renders the pages of the site to Markdown, with their charts drawn."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guidepress import flowchart, quality, retractions
from guidepress.alerts import alerts
from guidepress.ask_data import search_data
from guidepress.chart import Chart
from guidepress.fingerprint import SHORT, content_hash
from guidepress.frozen import dataclass
from guidepress.link import Library, LinkedGuideline
from guidepress.markdown import Md, Writer, escape, fenced
from guidepress.mermaid import to_mermaid
from guidepress.model.entity import Entity
from guidepress.model.pathway import Pathway
from guidepress.model.recommendation import Recommendation
from guidepress.pages import (
    Page,
    links_between,
    pages,
    plain_on,
    plain_recommendations,
    speaks_plainly,
)
from guidepress.settings import Settings
from guidepress.views import view
from guidepress.walk_data import in_script

if TYPE_CHECKING:
    from jinja2 import Environment

SEARCHED = "assets/guidepress/answers/all.js"
"""What the search box reads when a reader turns to it: a script, since `file://` loads no data."""

MOST_LINKED = 40
"""How many of the pages that link to a page are named: to some, all others do."""

_PART = Md("\x02gp-part\x03")
"""Stands in a draft around what is the page's own. No author can write it."""

_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart of a page, and the page, from which its links start."""

    chart: Chart
    page: str


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as Markdown, with the charts it shows."""

    page: Page
    markdown: str
    charts: tuple[DrawnChart, ...]
    downloads: tuple[tuple[str, str], ...] = ()
    """Files beside the page, by their paths from the site's root."""


def render_pages(library: Library, settings: Settings) -> Iterator[RenderedPage]:
    """Yield every page of the site as Markdown, in the order of the navigation."""
    environment = _environment(settings.templates)
    identities = {each.id: identity(each) for each in library.guidelines}
    drafts: list[RenderedPage] = []
    for page in pages(library):
        foot = told_of(library, page)
        around = {
            "foot": foot,
            "w_foot": Writer(library, foot, page.path),
            "audiences": page.here is not None and not page.moved_to and speaks_plainly(page.here),
            "plainly": plain_on(page),
            "identity": identities[foot.id] if foot else "",
            "findable": _findable(library, page),
        }
        drafts.append(_render(library, page, settings, environment, around))
    # What links to a page is known once all pages are written.
    linked = links_between((each.page, _article(each.markdown)) for each in drafts)
    for draft in drafts:
        section = _linked_section(library, draft.page, linked[draft.page.path], environment)
        text = draft.markdown.replace(_PART, "", 1).replace(_PART, section)
        yield replace(draft, markdown=_BLANK_LINES.sub("\n\n", text).strip() + "\n")


def _article(markdown: str) -> str:
    """Return what is a page's own in its draft: no menu and no foot; nothing where it has moved."""
    parts = markdown.split(_PART)
    return parts[1] if len(parts) > 1 else ""


def _linked_section(
    library: Library, page: Page, linked: Sequence[Page], environment: "Environment"
) -> str:
    """Return the section that names the pages that link to a page, or nothing if there are none."""
    if not linked:
        return ""
    template = environment.get_template("partials/linked.md.jinja")
    return template.render(
        linked=[
            (each.path, _title_seen_from(page, each, library)) for each in linked[:MOST_LINKED]
        ],
        more=max(0, len(linked) - MOST_LINKED),
        w=Writer(library, page.here, page.path),
    )


def _title_seen_from(page: Page, other: Page, library: Library) -> str:
    """Return another page's title; of several guidelines, each has a page of such a title."""
    title = other.menu or other.title
    if other.here is None or other.here is page.here or len(library.guidelines) == 1:
        return title
    return f"{other.here.guideline.label}: {title}"


def told_of(library: Library, page: Page) -> LinkedGuideline | None:
    """Return the guideline whose version, hash, stage and disclaimer a page shows at its foot.

    What the program alone writes on a site of one guideline is about that guideline. Prose of the
    site is no part of what the hash covers and of what a reviewer signs, so it shows none of it.
    """
    if page.here is not None:
        return page.here
    alone = len(library.guidelines) == 1 and not page.unsigned
    return library.guidelines[0] if alone else None


def _findable(library: Library, page: Page) -> bool:
    """Whether search engines may list a page.

    Readers who come from there trust what they find, and prose of the site may say anything about
    care without a reviewer. Only the front page is listed, as the way to what is approved.
    """
    if page.here is not None:
        return page.here.approved
    if page.unsigned and page.template != "home":
        return False
    return any(each.approved for each in library.guidelines)


def charts_of(library: Library) -> Iterator[DrawnChart]:
    """Yield the charts of all pages, in the order of the pages."""
    for page in pages(library):
        if page.here is not None and page.here.sections.pathway is not None:
            charts = _Charts(page, Writer(library, page.here, page.path, page.owner))
            charts.context(page.here, page.here.sections.pathway)
            yield from charts.drawn


def _render(
    library: Library,
    page: Page,
    settings: Settings,
    environment: "Environment",
    around: dict[str, Any],
) -> RenderedPage:
    """Return a page as a draft, in which marks stand around what is its own."""
    writer = Writer(library, page.here, page.path, page.owner)
    charts = _Charts(page, writer)
    context: dict[str, Any] = view(page, settings)
    if page.here is not None and page.here.sections.pathway is not None:
        context |= charts.context(page.here, page.here.sections.pathway)
    if page.here is not None:
        context["alerts_of"] = partial(alerts, library, page.here)
    if page.here is not None and isinstance(page.owner, Recommendation):
        context["doubts"] = retractions.leaned_on(library, page.here, page.owner)
    downloads = charts.downloads
    if page.here is not None and page.template == "quality":
        report = quality.quality(library, page.here)
        address = partial(quality.source_url, root=library.root, sources=settings.sources)
        context |= {"q": report, "file": quality.FILE, "source_url": address}
        downloads[f"{page.here.id}/{quality.FILE}"] = quality.as_json(page.here, report)
    template = environment.get_template(f"{page.template}.md.jinja")
    text = template.render(
        page=page,
        w=writer,
        here=page.here,
        part=_PART,
        library=library,
        speaks_plainly=speaks_plainly,
        plain_recommendations=plain_recommendations,
        notices=partial(retractions.notices, library),
        **around,
        **context,
    )
    if page.template == "home":
        downloads[SEARCHED] = searched(library.guidelines)
    return RenderedPage(page, text, tuple(charts.drawn), tuple(downloads.items()))


def searched(guidelines: Sequence[LinkedGuideline]) -> str:
    """Return the script that hands the statements of guidelines to the search box."""
    data = in_script(search_data(guidelines))
    return f'document.dispatchEvent(new CustomEvent("guidepress:answers", {{ detail: {data} }}));\n'


def identity(here: LinkedGuideline) -> str:
    """Return what tells one content from another: title, version, short hash, day of change."""
    guideline = here.guideline
    parts = [str(guideline.title), f"version {guideline.version}"]
    parts.append(f"content {content_hash(here)[:SHORT]}")
    if guideline.dates.last_changed:
        parts.append(f"last changed {guideline.dates.last_changed}")
    return ", ".join(parts)


def copy_name(here: LinkedGuideline) -> str:
    """Return the name of a guideline's offline copy and of its PDF, without the suffix."""
    return f"{here.id}-{here.guideline.version}"


class _Charts:
    """Makes the charts of one page and keeps them to be drawn."""

    def __init__(self, page: Page, writer: Writer) -> None:
        self.page = page
        self.writer = writer
        self.drawn: list[DrawnChart] = []
        self.downloads: dict[str, str] = {}

    def context(self, here: LinkedGuideline, pathway: Pathway) -> dict[str, Any]:
        """Return what the overview, the page of the pathway and the walk print of charts."""
        if self.page.template == "overview":
            return {"chart": self._fence(flowchart.overview(here, pathway, self._href))}
        if self.page.template not in {"pathway", "walk"}:
            return {}
        charts = [
            (stage, flowchart.stage_chart(here, pathway, stage, self._href))
            for stage in pathway.stages
        ]
        stages = [
            {
                "stage": stage,
                "steps": flowchart.steps_of(pathway, stage),
                "chart": self._fence(chart),
            }
            for stage, chart in charts
        ]
        if self.page.template == "walk":
            return {"stages": stages}
        overview = flowchart.overview(here, pathway, self._href)
        whole = flowchart.whole_chart(here, pathway, self._href)
        return {
            "stages": stages,
            "overview": self._fence(overview),
            "downloads": [
                self._download(chart) for chart in (whole, overview, *(each for _, each in charts))
            ],
        }

    def _href(self, entity: Entity) -> str:
        return self.writer.href(entity)

    def _download(self, chart: Chart) -> Md:
        """Keep a chart's Mermaid source as a file beside the page, and return the link to it.

        The file is for other places, where the links of its steps would lead nowhere.
        """
        folder = self.page.path.rpartition("/")[0]
        path = f"{folder}/charts/{chart.id}.mmd"
        unlinked = replace(chart, nodes=tuple(replace(node, href=None) for node in chart.nodes))
        self.downloads[path] = to_mermaid(unlinked)
        name = path.rpartition("/")[2]
        return Md(f'{self.writer.page_link(path, chart.title)}{{ download="{name}" }}')

    def _fence(self, chart: Chart) -> Md:
        """Return a chart as Mermaid, in the form that every viewer of Markdown knows."""
        if not any(drawn.chart.id == chart.id for drawn in self.drawn):
            self.drawn.append(DrawnChart(chart, self.page.path))
        return Md(
            f"```mermaid\n%% chart: {chart_name(self.page.path, chart)}\n{to_mermaid(chart)}```"
        )


def chart_name(page: str, chart: Chart) -> str:
    """Return the name under which a page's chart is drawn: its links start at that page."""
    return f"{page.removesuffix('.md').replace('/', '.')}.{chart.id}"


@cache
def _environment(templates: Path | None) -> "Environment":
    from jinja2 import (  # noqa: PLC0415 - `check` needs no templates
        BaseLoader,
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PackageLoader,
        PrefixLoader,
        StrictUndefined,
    )

    package = PackageLoader("guidepress", "templates/site")
    loaders: list[BaseLoader] = [FileSystemLoader(templates)] if templates else []
    environment = Environment(
        loader=ChoiceLoader([*loaders, package, PrefixLoader({"_base": package})]),
        autoescape=False,  # noqa: S701 - the target is Markdown: `finalize` escapes for it
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = Md
    environment.filters["fenced"] = fenced
    environment.filters["front_matter"] = _front_matter
    return environment


def _front_matter(value: object) -> Md:
    """Write a value of the front matter: YAML reads JSON, and themes print it as HTML."""
    return Md(json.dumps(html.escape(str(value)), ensure_ascii=False))


def _finalized(value: object) -> object:
    """Escape what a template prints, unless it is Markdown already."""
    if isinstance(value, Md):
        return value
    return escape(str(value))
