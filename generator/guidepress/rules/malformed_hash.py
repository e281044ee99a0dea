"""A hash of a content that is no hash.

## What it finds

A `content` in a record of a review or release that is not made of 64 hexadecimal digits.

## Why it matters

The hash ties a signature or a version to what the guideline said. Typed by hand it ties it to
nothing.

## Example

```yaml
releases:
  - {version: 0.1.0, date: 2026-04-03, content: the text of April}
```

## Write instead

Let the command write the record: `guidepress release --guideline ID`.

```yaml
releases: []
```
"""
