"""A citation that carries a figure and does not say where in the work it stands.

## What it finds

Under the release profile: an item of `evidence` whose `finding` holds a figure and that has no
`locator`, and a citation without a place in the work in a sentence with a figure. It is found once
for each work in a recommendation, a fact, an item of evidence or an intervention, and not where
the same work is cited with a place there. Items that are `insufficient` and records of trial
registries, which have no pages, are left out.

It is a warning only: that a place is missing makes no figure wrong. A draft made from abstracts
may not know the page yet.

## Why it matters

Who checks a figure must else read the whole work, and most will not. An editor who had the page
before them when writing can add it in seconds.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: With water once a week 86% of ferns stay green [@fern2001].
    origin: added
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Write instead

The page, the table, the section or the word `abstract`, as far as somebody has seen it there.

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: With water once a week 86% of ferns stay green [@fern2001, table 2].
    origin: added
references:
  - id: fern2001
    type: article-journal
    title: Weekly or daily watering of ferns
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Source

RIGHT statement, items 11 and 13: https://doi.org/10.7326/M16-1565
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.figures import figures
from guidepress.link import Library, LinkedGuideline, values
from guidepress.model.entity import Entity
from guidepress.model.evidence import Reference
from guidepress.model.statement import EvidenceItem
from guidepress.model.values import Text
from guidepress.source import Span
from guidepress.text import Citation, Cited, spoken, walk
from guidepress.vocabulary import EvidenceType, Support

DRAFT = None
RELEASE = Severity.WARNING

_SENTENCE_END = re.compile(r"[.!?](?=\s+(?:[A-Z*]|\Z))|\n\s*\n|;")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield the first place of each statement that takes a figure from somewhere in a work."""
    for here in library.guidelines:
        sections = here.sections
        for entity in (
            *sections.recommendations,
            *sections.facts,
            *sections.evidence,
            *sections.interventions,
        ):
            located: set[str] = set()
            open_: dict[str, Span] = {}
            for id_, place in _uses(here, entity):
                if place is None:
                    located.add(id_)
                else:
                    open_.setdefault(id_, place)
            for id_, place in open_.items():
                if id_ not in located and _has_places(library, here, id_):
                    yield Diagnostic(
                        "citation-without-locator",
                        f"a figure is taken from '{id_}', and nothing says where in it",
                        place,
                        hint="name the page, table or section: 'locator: table 2', or "
                        f"[@{id_}, table 2]",
                    )


def _has_places(library: Library, here: LinkedGuideline, id_: str) -> bool:
    found = library.find(Reference.KIND, id_, here)
    return not (
        isinstance(found, Reference) and found.evidence_type is EvidenceType.REGISTERED_TRIAL
    )


def _uses(here: LinkedGuideline, entity: Entity) -> Iterator[tuple[str, Span | None]]:
    """Yield each work that an entity names; with its place if it is one for a figure, unlocated."""
    for value in values(entity):
        if isinstance(value, EvidenceItem):
            id_ = value.reference.id
            finding = value.finding.written if value.finding else ""
            if value.locator:
                yield id_, None
            elif value.supports is not Support.INSUFFICIENT and any(figures(finding)):
                yield id_, id_.span
        elif isinstance(value, Text) and "[@" in value.written:
            yield from _cited(here, value)


def _cited(here: LinkedGuideline, text: Text) -> Iterator[tuple[str, Span | None]]:
    cited: list[Cited] = []
    for inline in walk(here.tree(text).blocks):
        if isinstance(inline, Citation):
            cited += inline.items
    for item in cited:
        if item.locator:
            yield item.key, None
    unlocated = [item for item in cited if not item.locator]
    if not unlocated:
        return
    letters = spoken(text.written)
    ends = [found.end() for found in _SENTENCE_END.finditer(letters)]
    with_figures = {bisect_left(ends, found.start() + 1) for found in figures(letters)}
    for item in unlocated:
        if bisect_left(ends, item.start + 1) in with_figures:
            yield item.key, text.written.at(item.start, item.end)
