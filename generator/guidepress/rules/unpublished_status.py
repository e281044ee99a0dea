"""A release of a guideline whose status says that it is not published.

## What it finds

Under the release profile: the publication status `draft` or `unknown`, or none, which is a draft.

## Why it matters

The pages would say "draft, not for use in care" of a guideline that is released for use in care.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  status: draft
```

## Write instead

Have it approved first: `active-without-approval`.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  status: active
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
  - date: 2026-04-03
    stage: approved
    name: The reviewer's name
    role: Reviewer
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Source

FHIR R5, PublicationStatus: https://hl7.org/fhir/R5/valueset-publication-status.html
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.vocabulary import PublicationStatus

DRAFT = None
RELEASE = Severity.ERROR

_PUBLISHED = {PublicationStatus.ACTIVE, PublicationStatus.RETIRED}


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each guideline that is neither active nor retired."""
    for guideline in library.guidelines:
        status = guideline.guideline.status
        if status not in _PUBLISHED:
            yield Diagnostic(
                "unpublished-status",
                f"the status of '{guideline.id}' is {status.label}",
                guideline.guideline.id.span,
                hint="a release has 'status: active', or 'status: retired' once it is withdrawn",
            )
