"""A guideline whose next review was due before today.

## What it finds

A `next_review_due` that has passed, in a guideline that is not `retired`. Today is the day of the
check, or that of the environment variable `SOURCE_DATE_EPOCH`.

## Why it matters

Its authors said themselves by when it must be looked at again. After that day nobody vouches that
its advice still holds.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  dates:
    last_changed: 2019-04-03
    next_review_due: 2021-04-03
```

## Write instead

Review the guideline and set the next day, which is signed with the content. If that cannot be
done, retire it. A later day without a review is not a cure.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.1
  status: retired
  dates:
    last_changed: 2019-04-03
    next_review_due: 2021-04-03
```

## Source

AGREE II, item 14: https://doi.org/10.1503/cmaj.090449
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library
from guidepress.today import today
from guidepress.vocabulary import PublicationStatus

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each day of review that has passed."""
    now = today()
    for here in library.guidelines:
        due = here.guideline.dates.next_review_due
        if due and due < now and here.guideline.status is not PublicationStatus.RETIRED:
            yield Diagnostic(
                "review-overdue",
                f"the review of '{here.id}' was due on {due}: today is {now}",
                due.written.at(0, len(due.written)),
                hint="review it and set the next day, or write 'status: retired'",
            )
