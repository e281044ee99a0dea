"""A date that cannot come before, or after, another one.

## What it finds

- A next review that is due no later than the first publication or the last review.
- A search of the literature that is later than the last change and the last review: what was found
  is in neither.
- Steps of the review, or releases, that are not listed oldest first. The last step of the list is
  the stage that every page shows.
- A record of a review or a release that bears the content as it is, and is dated before
  `last_changed`. The same day is fine. Records of an earlier content may be as old as they are.

## Why it matters

Readers judge by the dates how old the evidence is and whether the guideline still holds. Of two
dates that contradict each other at least one is wrong, and nobody can see which. Nobody can have
approved in spring what was written in summer.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 2025-12-31
    literature_searched_to: 2026-01-31
```

## Write instead

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 2026-03-31
    literature_searched_to: 2026-01-31
```
"""

from collections.abc import Iterator
from itertools import pairwise

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.fingerprint import content_hash
from guidepress.link import Library, LinkedGuideline, Sections
from guidepress.model.guideline import Dates
from guidepress.model.record import Release, Review
from guidepress.model.values import Day

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each date that contradicts another."""
    for here in library.guidelines:
        for day, message, hint in (
            *_of_guideline(here.guideline.dates),
            *_of_records(here.sections),
            *_before_the_content(here),
        ):
            place = day.written.at(0, len(day.written))
            yield Diagnostic("dates-out-of-order", message, place, hint=hint)


def _of_guideline(dates: Dates) -> Iterator[tuple[Day, str, str]]:
    due = dates.next_review_due
    for name, day in (
        ("first publication", dates.published),
        ("last review", dates.last_reviewed),
    ):
        if due and day and due <= day:
            yield (
                due,
                f"the next review is due on {due}, and the {name} was on {day}",
                "correct the one that is wrong: the next review comes after both",
            )
    searched = dates.literature_searched_to
    used = [day for day in (dates.last_changed, dates.last_reviewed) if day]
    if searched and used and searched > max(used):
        yield (
            searched,
            f"the search goes up to {searched}; the last change or review was on {max(used)}",
            "bring 'last_changed' or 'last_reviewed' up to date, or correct the day of the search",
        )


def _of_records(sections: Sections) -> Iterator[tuple[Day, str, str]]:
    for noun, days in (
        ("step of the review", [each.date for each in sections.reviews]),
        ("release", [each.date for each in sections.releases]),
    ):
        for earlier, later in pairwise(days):
            if later < earlier:
                yield (
                    later,
                    f"this {noun} is dated before the one above it, of {earlier}",
                    "list them oldest first, or correct the date that is wrong",
                )


def _before_the_content(here: LinkedGuideline) -> Iterator[tuple[Day, str, str]]:
    changed = here.guideline.dates.last_changed
    if changed:
        yield from _early(here, changed, here.sections.reviews)
        yield from _early(here, changed, here.sections.releases)


def _early(
    here: LinkedGuideline, changed: Day, records: tuple[Review | Release, ...]
) -> Iterator[tuple[Day, str, str]]:
    # To work out the hash takes longer than all else here.
    if not any(each.content and each.date < changed for each in records):
        return
    present = content_hash(here)
    for each in reversed(records):
        if each.content and each.content != present:
            return  # those before it may be of the same content, before it was changed back
        if each.content and each.date < changed:
            yield (
                each.date,
                f"this record is of the content as it is, which was last changed on {changed}",
                "correct the date that is wrong: that of the record, or 'last_changed'",
            )
