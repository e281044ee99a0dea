"""A guideline that is called active and that nobody has approved.

## What it finds

`status: active` where the content as it is has no approval on record. The site shows such a
guideline as a draft.

## Why it matters

Active means published and in force. A key that anybody can type must not say so; the records of the
review do.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  status: active
```

## Write instead

Leave it a draft until a reviewer has approved it.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  status: draft
```

## Source

FHIR R5, PublicationStatus: https://hl7.org/fhir/R5/valueset-publication-status.html
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import PublicationStatus

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each guideline whose status says more than its records."""
    for here in library.guidelines:
        if here.guideline.status is PublicationStatus.ACTIVE and not here.approved:
            yield Diagnostic(
                "active-without-approval",
                f"'{here.id}' is called active, and its stage is {here.stage.label}",
                here.guideline.id.span,
                hint="write 'status: draft' until a reviewer has approved it",
            )
