"""A former id that is in use.

## What it finds

An id under `formerly` that a recommendation, an intervention or a guideline has now, or that two of
a kind say they had.

## Why it matters

A former id keeps old links alive: its page leads to where the content stands now. Where something
else has that address, an old link would lead to other advice than the reader once saw.

## Example

```yaml
recommendations:
  - id: steroids-first
    formerly: [first-drug]
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
  - id: first-drug
    title: Which drug comes first
    statement: Choose by the cause of the symptoms.
    origin: article
```

## Write instead

An id that was never used for another thing.

```yaml
recommendations:
  - id: steroids-first
    formerly: [first-drug]
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
  - id: choice-of-drug
    title: Which drug comes first
    statement: Choose by the cause of the symptoms.
    origin: article
```

## Source

Cool URIs don't change: https://www.w3.org/Provider/Style/URI
"""

from collections.abc import Iterator, Sequence

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.model.guideline import Guideline
from guidepress.model.intervention import Intervention
from guidepress.model.recommendation import Recommendation

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each former id that is not free, among guidelines and within each of them."""
    yield from _taken([each.guideline for each in library.guidelines])
    for guideline in library.guidelines:
        yield from _taken(guideline.sections.recommendations)
        yield from _taken(guideline.sections.interventions)


def _taken(
    entities: Sequence[Guideline] | Sequence[Recommendation] | Sequence[Intervention],
) -> Iterator[Diagnostic]:
    owners = {str(entity.id): entity.id.span for entity in entities}
    for entity in entities:
        for former in entity.formerly:
            other = owners.get(former)
            if other is None:
                owners[former] = former.span
                continue
            yield Diagnostic(
                "former-id-taken",
                f"the former id '{former}' is in use, at {other.source.name}:{other.line}",
                former.span,
                hint="a former id is an old address of this one only: rename the other, "
                "or take it out here",
            )
