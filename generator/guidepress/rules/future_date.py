"""A date of something that is said to have happened, and that lies in the future.

## What it finds

A date of publication, change, review or search of the literature that is later than today, in the
guideline's `dates`, in `source_article`, `reviews`, `releases` or the `notices` about a work; and
a reference issued later than next year, as journals print some issues ahead. One day is allowed,
since it is tomorrow elsewhere.

Today is the day of the check, or that of the environment variable `SOURCE_DATE_EPOCH`.

## Why it matters

A date that has not come yet is a slip, often in the year, or a promise written as a fact. A review
that is dated ahead has not taken place.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 2126-01-31
```

## Write instead

The day on which it happened. What is planned has its own key, `next_review_due`.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 2026-01-31
    next_review_due: 2126-01-31
```
"""

import datetime as dt
from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library, Sections
from guidepress.model.evidence import Reference
from guidepress.model.values import Day
from guidepress.today import today

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each date that has not come yet."""
    now = today()
    latest = now + dt.timedelta(days=1)
    for here in library.guidelines:
        for day in _past(here.sections):
            if day > latest:
                yield Diagnostic(
                    "future-date",
                    f"{day} has not come yet: today is {now}",
                    day.written.at(0, len(day.written)),
                    hint="write the day on which it happened, or leave it out until it has",
                )
        for reference in here.sections.references:
            yield from _unissued(reference, now)


def _past(sections: Sections) -> Iterator[Day]:
    dates = sections.guideline.dates
    article = sections.guideline.source_article
    days = [
        dates.published,
        dates.last_changed,
        dates.last_reviewed,
        dates.literature_searched_to,
        article.updated if article else None,
        *(review.date for review in sections.reviews),
        *(release.date for release in sections.releases),
        *(notice.date for each in sections.references for notice in each.notices),
    ]
    yield from (day for day in days if day)


def _unissued(reference: Reference, now: dt.date) -> Iterator[Diagnostic]:
    issued = reference.issued
    if issued and int(issued[:4]) > now.year + 1:
        yield Diagnostic(
            "future-date",
            f"'{reference.id}' is said to be issued in {issued[:4]}, and it is {now.year}",
            issued.at(0, len(issued)),
            hint="copy the year again from the record of the work",
        )
