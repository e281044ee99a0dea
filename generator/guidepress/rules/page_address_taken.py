"""A page at an address that another page has.

## What it finds

A page of prose, a guideline or a former id whose page would overwrite another page of the site, or
that is named like a file or a folder which the site itself has at its root: `404`, `assets`,
`charts`, `downloads`, `javascripts`, `licenses`, `not-in-this-copy`, `overrides`, `robots`,
`search`, `service-worker`, `site`, `sitemap`, `stylesheets`.

## Why it matters

One of the two pages would vanish without a word: a page `about.md` in a guideline's folder would
take the place of the page that names its people, their interests and the disclaimer. A guideline
`assets` would share its folder with the scripts of all pages.

## Example

A file `content/house-plants/about.md` beside `content/house-plants/guideline.yml`: the page
"About this guideline" has that address already.

## Write instead

Give the file another name, such as `content/house-plants/methods-in-detail.md`.
"""

from collections.abc import Iterator

from guidepress.addresses import OF_THE_SITE
from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.pages import Page, pages
from guidepress.source import Span

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each page whose address another page has, however the engine writes addresses."""
    yield from _named_like_the_site(library)
    taken: dict[str, Page] = {}
    for page in pages(library):
        # `x.md` and `x/index.md` are one address where addresses are folders.
        address = page.path.removesuffix(".md").removesuffix("/index").casefold()
        other = taken.setdefault(address, page)
        if other is page:
            continue
        if "moved" in {page.template, other.template} and not (page.prose or other.prose):
            continue  # The rule `former-id-taken` says it better.
        ours, theirs = (page, other) if page.prose else (other, page)
        span = ours.span or theirs.span
        if span is not None:
            yield Diagnostic(
                "page-address-taken",
                f"the page '{ours.title}' has the address of the page '{theirs.title}'",
                Span(span.source, span.start, span.start),
                hint="give the file, or the id, another name",
            )


def _named_like_the_site(library: Library) -> Iterator[Diagnostic]:
    """Yield each name at the root of the site that is one of its own files and folders."""
    for page in library.prose:
        if page.name in OF_THE_SITE:
            yield _of_the_site(page.name, Span(page.source, 0, 0))
    for here in library.guidelines:
        for id_ in (here.guideline.id, *here.guideline.formerly):
            if id_ in OF_THE_SITE:
                yield _of_the_site(id_, id_.span)


def _of_the_site(name: str, span: Span) -> Diagnostic:
    message = f"the site has files of its own at '{name}'"
    hint = "give the file, or the id, another name"
    return Diagnostic("page-address-taken", message, span, hint=hint)
