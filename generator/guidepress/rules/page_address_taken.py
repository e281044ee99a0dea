"""A page at an address that another page has.

## What it finds

A page of prose, a guideline or a former id whose page would overwrite another page of the site.

## Why it matters

One of the two pages would vanish without a word: a page `about.md` in a guideline's folder would
take the place of the page that names its people, their interests and the disclaimer.

## Example

A file `content/house-plants/about.md` beside `content/house-plants/guideline.yml`: the page
"About this guideline" has that address already.

## Write instead

Give the file another name, such as `content/house-plants/methods-in-detail.md`.
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.pages import Page, pages
from guidepress.source import Span

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each page whose address another page has, however the engine writes addresses."""
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
