"""A key that is needed and is not there.

## What it finds

An entry that lacks what it cannot do without, such as a recommendation without a statement or a
statement without an origin; and a folder of a guideline in which no file has the section
`guideline`.

## Why it matters

A page could not be written for it, or would hide from readers where a statement comes from.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
```

## Write instead

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
```
"""
