"""A contested statement of which the editors have not said why it stands.

## What it finds

Under the release profile: a recommendation, an item of evidence or a fact with `contested: yes`.
The editors account for it under `accept`: that is their decision, on record and shown in the
quality report. Retired recommendations are left out.

## Why it matters

A draft may show that sources disagree and leave it there. Who publishes it has weighed the sides,
or has decided to leave the matter open, and owes readers the reason.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water the ferns once a week. One book says never [@palm2002, p. 9].
    origin: added
    contested: yes
    evidence:
      - {reference: fern2001, locator: p. 3, supports: supports}
      - {reference: palm2002, locator: p. 9, supports: refutes}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
  - {id: palm2002, type: book, title: On palms, evidence_type: opinion,
     verification: {status: verified}}
```

## Write instead

The reason for which it stands as it does. Take `contested: yes` out only where nothing speaks
against the statement any more.

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water the ferns once a week. One book says never [@palm2002, p. 9].
    origin: added
    contested: yes
    evidence:
      - {reference: fern2001, locator: p. 3, supports: supports}
      - {reference: palm2002, locator: p. 9, supports: refutes}
references:
  - {id: fern2001, type: book, title: On ferns, evidence_type: opinion,
     verification: {status: verified}}
  - {id: palm2002, type: book, title: On palms, evidence_type: opinion,
     verification: {status: verified}}
accept:
  - rule: contested-claim-pending
    at: recommendation:water-weekly
    reason: The book that says never is about palms.
```

## Source

AGREE II, item 12: https://doi.org/10.1503/cmaj.090449
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each contested statement in force; what the editors accept is parted from it later."""
    for here in library.guidelines:
        for statement in here.statements:
            if statement.contested:
                yield Diagnostic(
                    "contested-claim-pending",
                    f"'{statement.id}' is contested, and the editors have not said why it stands",
                    statement.id.span,
                    hint="give their reason under 'accept:', with "
                    f"'at: {statement.KIND}:{statement.id}'",
                )
