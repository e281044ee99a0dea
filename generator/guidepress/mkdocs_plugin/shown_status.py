"""Whether a built page says that nobody has approved its guideline, and stays out of search.

Templates of a site stand before ours: one that leaves a block empty takes this off its pages.
"""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from guidepress.link import LinkedGuideline
from guidepress.pages import Page as SitePage
from guidepress.settings import Settings
from guidepress.vocabulary import PublicationStatus

_NOINDEX = '<meta name="robots" content="noindex">'
_BANNER = re.compile(r'class="gp-banner"[^>]*>')
_ROBOTS = re.compile(r"<meta\s[^>]*\brobots\b[^>]*\bnoindex\b")


def kept_from_search(output: str, shown: SitePage, config: MkDocsConfig) -> str:
    """Return a page as it was; over another theme, which has no `robots`, with `noindex`."""
    if config.theme.name == "material" or shown.here is None or shown.here.approved:
        return output
    return output.replace("</head>", f"{_NOINDEX}</head>", 1)


def lost(output: str, page: Page, shown: SitePage, config: MkDocsConfig, settings: Settings) -> str:
    """Return a message on what a built page lacks, and which template leaves it out; or nothing."""
    here = shown.here
    if here is None or (here.approved and here.status is PublicationStatus.ACTIVE):
        return ""
    if not _has_banner(output, here):
        what, in_markdown = "the banner with its status", _has_banner(page.content or "", here)
    elif not here.approved and not _has_noindex(output):
        what, in_markdown = "'noindex'", page.meta.get("robots") == "noindex"
    else:
        return ""
    if in_markdown:
        folder = config.theme.custom_dir or config.theme.name
        template, again = f"'{page.meta.get('template', 'main.html')}' in '{folder}'", "super()"
    else:
        folder = str(settings.templates or "site_config/templates")
        template = f"'page.md.jinja' or '{shown.template}.md.jinja' in '{folder}'"
        again = "super() | md"
    return (
        f"'{page.file.src_uri}' is a page of '{here.id}' ({here.status.label}, {here.stage.label}) "
        f"and lacks {what}. See {template}: print the block of the original with {{{{ {again} }}}}."
    )


def _has_banner(html: str, here: LinkedGuideline) -> bool:
    """Whether a banner names the status and the stage of a guideline."""
    for found in _BANNER.finditer(html):
        said = html[found.end() : html.find("</div>", found.end())]
        named = here.status.label in said and here.stage.label in said
        if named and not _in_comment(html, found.start()):
            return True
    return False


def _has_noindex(html: str) -> bool:
    """Whether the head of a page keeps search engines out."""
    head = max(html.find("</head>"), 0)
    return any(not _in_comment(html, found.start()) for found in _ROBOTS.finditer(html, 0, head))


def _in_comment(html: str, at: int) -> bool:
    return html.rfind("<!--", 0, at) > html.rfind("-->", 0, at)
