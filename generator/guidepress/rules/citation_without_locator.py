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
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.figures import figures
from guidepress.link import Library, LinkedGuideline
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


Use = Callable[[], Span | None]
"""Tells where a work is named for a figure, if it is: it is asked of few, since it takes time."""


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
            unlocated: dict[str, list[Use]] = {}
            for id_, use in _uses(here, entity):
                if use is None:
                    located.add(id_)
                else:
                    unlocated.setdefault(id_, []).append(use)
            for id_, uses in unlocated.items():
                if id_ not in located and _has_places(library, here, id_):
                    yield from _first(id_, uses)


def _first(id_: str, uses: Iterable[Use]) -> Iterator[Diagnostic]:
    for use in uses:
        if place := use():
            yield Diagnostic(
                "citation-without-locator",
                f"a figure is taken from '{id_}', and nothing says where in it",
                place,
                hint=f"name the page, table or section: 'locator: table 2', or [@{id_}, table 2]",
            )
            return


def _has_places(library: Library, here: LinkedGuideline, id_: str) -> bool:
    found = library.find(Reference.KIND, id_, here)
    return not (
        isinstance(found, Reference) and found.evidence_type is EvidenceType.REGISTERED_TRIAL
    )


def _uses(here: LinkedGuideline, entity: Entity) -> Iterator[tuple[str, Use | None]]:
    """Yield each work that an entity names; None with it where it is located."""
    for value in here.values(entity):
        if isinstance(value, EvidenceItem):
            if value.locator:
                yield value.reference.id, None
            elif value.supports is not Support.INSUFFICIENT:
                yield value.reference.id, partial(_of_finding, value)
        elif isinstance(value, Text) and "[@" in value.written:
            for item in _cited(here, value):
                yield item.key, None if item.locator else partial(_in_sentence, value, item)


def _of_finding(item: EvidenceItem) -> Span | None:
    has_figure = item.finding and any(figures(item.finding.written))
    return item.reference.id.span if has_figure else None


def _cited(here: LinkedGuideline, text: Text) -> Iterator[Cited]:
    for inline in walk(here.tree(text).blocks):
        if isinstance(inline, Citation):
            yield from inline.items


def _in_sentence(text: Text, item: Cited) -> Span | None:
    """Return the place of a citation whose sentence has a figure."""
    ends, with_figures = _sentences(spoken(text.written))
    has_figure = bisect_right(ends, item.start) in with_figures
    return text.written.at(item.start, item.end) if has_figure else None


@lru_cache(maxsize=16)
def _sentences(letters: str) -> tuple[list[int], set[int]]:
    """Return where the sentences of a text end, and the numbers of those that have a figure."""
    ends = [found.end() for found in _SENTENCE_END.finditer(letters)]
    return ends, {bisect_right(ends, found.start()) for found in figures(letters)}
