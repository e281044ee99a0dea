"""A recommendation that is replaced and does not say why it no longer holds.

## What it finds

A recommendation with `replaced_by` and without `retired`.

## Why it matters

Its page says that it is retired and names what holds in its place, but not why. Who acted on it has
to know whether it was wrong, or only worded anew.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water weekly
    statement: Water the fern once a week.
    origin: article
  - id: water-daily
    title: Water daily
    statement: Water the fern every day.
    origin: article
    replaced_by: water-weekly
```

## Write instead

The reason under `retired`; or, if it still holds, no `replaced_by`.

```yaml
recommendations:
  - id: water-weekly
    title: Water weekly
    statement: Water the fern once a week.
    origin: article
  - id: water-daily
    title: Water daily
    statement: Water the fern every day.
    origin: article
    retired: Ferns drowned of it.
    replaced_by: water-weekly
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each recommendation that is replaced and gives no reason."""
    for guideline in library.guidelines:
        for each in guideline.sections.recommendations:
            if each.replaced_by and not each.retired:
                yield Diagnostic(
                    "replaced-without-retired",
                    f"'{each.id}' is replaced, and nothing says why it no longer holds",
                    each.replaced_by.id.span,
                    hint="say why under 'retired', or take 'replaced_by' out if it still holds",
                )
