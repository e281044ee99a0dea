"""A date that is not written as year-month-day.

## What it finds

A date in another form, and a day that no calendar has, such as 30 February.

## Why it matters

`03/04/2026` is March in one country and April in another.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 03/04/2026
    next_review_due: 2027-02-30
```

## Write instead

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  dates:
    last_changed: 2026-04-03
    next_review_due: 2027-02-28
```

## Source

ISO 8601, as RFC 3339 restates it: https://www.rfc-editor.org/rfc/rfc3339
"""
