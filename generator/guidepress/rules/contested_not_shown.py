"""A statement with evidence against it that does not say that it is contested.

## What it finds

A recommendation, an item of evidence or a fact with a reference that `refutes` it under `evidence`,
and without `contested: yes`. Retired recommendations are left out.

## Why it matters

Readers see the statement first and the list of works much later, if at all. Where works disagree,
the statement itself has to say so; `contested: yes` puts a notice beside it.

## Example

```yaml
recommendations:
  - id: water-weekly
    title: Water once a week
    statement: Water the ferns once a week.
    origin: added
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

`contested: yes`, and in the text what speaks against it. If the work looked at other people or
another outcome and contradicts nothing, it is `partly` or `insufficient`.

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
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import Support

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference against a statement that is not marked as contested."""
    for here in library.guidelines:
        for statement in here.statements:
            for item in statement.evidence:
                if item.supports is Support.REFUTES and not statement.contested:
                    yield Diagnostic(
                        "contested-not-shown",
                        f"'{item.reference.id}' speaks against '{statement.id}', which does not "
                        "say that it is contested",
                        item.reference.id.span,
                        hint="write 'contested: yes', and in the text what speaks against it",
                    )
