"""A date of publication or review that no record bears out.

## What it finds

- `last_reviewed` that is not the day of the last approval in `reviews`.
- `published` that is not the day of the first release in `releases`.

The site prints the days of the records, and these keys only where they agree. Both can be left out.

## Why it matters

Readers trust a guideline that was reviewed of late. A day that anybody can type must not earn that
trust.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
  dates:
    last_reviewed: 2026-04-03
```

## Write instead

Leave the key out, and have the reviewer sign: `guidepress review sign`.

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
reviews:
  - {date: 2026-03-02, stage: under-review, name: The reviewer's name, role: Reviewer}
  - date: 2026-04-03
    stage: approved
    name: The reviewer's name
    role: Reviewer
    content: 6aff94100838890ee3ecb69172190399bfbdd64322d104280c1b2f906a068692
```
"""

from collections.abc import Iterator

from guidepress.diagnostics import Diagnostic, Severity
from guidepress.link import Library

DRAFT = Severity.WARNING
RELEASE = Severity.ERROR


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each day that differs from that of its record, or has none."""
    for here in library.guidelines:
        dates = here.guideline.dates
        for key, stated, recorded, record, command in (
            (
                "last_reviewed",
                dates.last_reviewed,
                here.standing.reviewed,
                "approval",
                "guidepress review sign",
            ),
            (
                "published",
                dates.published,
                here.standing.published,
                "release",
                "guidepress release",
            ),
        ):
            if stated and stated != recorded:
                found = f"the {record} on record is of {recorded}" if recorded else "there is none"
                yield Diagnostic(
                    "date-without-record",
                    f"no {record} on record is of {stated}; {found}",
                    stated.written.at(0, len(stated.written)),
                    hint=f"leave '{key}' out: '{command}' records the day",
                )
