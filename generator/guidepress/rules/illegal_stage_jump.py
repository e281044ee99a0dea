"""A step of the review that cannot follow the one before it.

## What it finds

An approval of what nobody began to review, an approval of a changed content without a review in
between, and a record of single recommendations where no review is under way. The steps are
Submitted, Under review, Approved; each may go back.

## Why it matters

The steps are the promise that somebody read the guideline before it was approved.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
reviews:
  - date: 2026-04-03
    stage: approved
    name: The reviewer's name
    role: Reviewer
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```

## Write instead

`guidepress review sign` refuses such a step. Begin the review with `--stage under-review`.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
reviews:
  - date: 2026-03-02
    stage: under-review
    name: The reviewer's name
    role: Reviewer
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.standing import wrong_steps

DRAFT = Severity.ERROR
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each record that those before it do not allow."""
    for here in library.guidelines:
        for record, why in wrong_steps(here.sections.reviews):
            yield Diagnostic(
                "illegal-stage-jump",
                f"this step of the review is not possible here: {why}",
                record.date.written.at(0, len(record.date.written)),
                hint="begin the review with 'guidepress review sign --stage under-review'",
            )
