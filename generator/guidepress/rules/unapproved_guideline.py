"""A guideline that no reviewer has approved.

## What it finds

Under the release profile: a guideline whose last record in `reviews` is not `approved`, or that has
no such record.

## Why it matters

Readers take a published guideline for one that somebody answers for.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
reviews: []
```

## Write instead

Have the guideline reviewed. The record is written by the person who approves it, on the day that
they do, with `guidepress review sign`, and never in advance:

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
  - date: 2026-04-03
    stage: approved
    name: The reviewer's name
    role: Reviewer
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Source

AGREE II, item 13: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = None
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each guideline at another stage than Approved."""
    for guideline in library.guidelines:
        # Of an approval that has lapsed `approval-without-matching-sign-off` tells.
        if not guideline.approved and not guideline.standing.lapsed:
            yield Diagnostic(
                "unapproved-guideline",
                f"'{guideline.id}' is not approved: its stage is {guideline.stage.label}",
                guideline.guideline.id.span,
                hint="the reviewer signs with 'guidepress review sign'",
            )
