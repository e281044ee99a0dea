"""A reference that nothing cites.

## What it finds

A record in `references` that no text cites and no evidence list names.

## Why it matters

A list of references shows what a guideline rests on. A record that nothing rests on makes the
list look stronger than it is.

## Example

```yaml
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Write instead

Cite the record where it bears on a statement, or take it out.

```yaml
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011].
```

## Source

RIGHT statement, items 11 and 13: https://doi.org/10.7326/M16-1565
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference that is mentioned nowhere."""
    for guideline in library.guidelines:
        for reference in guideline.sections.references:
            if ("reference", reference.id) not in guideline.mentions:
                yield Diagnostic(
                    "unused-reference",
                    f"nothing cites '{reference.id}'",
                    reference.id.span,
                    hint=f"cite it as [@{reference.id}] where it bears on a statement, "
                    "or take it out",
                )
