"""A link to something that does not exist.

## What it finds

A link in a text, or an id under a key such as `population` or `next`, that belongs to no entity.
In a link from another guideline, or from a page of the site, the id is written
`its-guideline/its-id`.

## Why it matters

The reader would reach nothing, and a pathway would end in the middle.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid, or go on to [the next step](recommendation:second-line).
    origin: article
```

## Write instead

An id that exists.

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid, or go on to [the next step](recommendation:second-step).
    origin: article
  - id: second-step
    title: Second step
    statement: Choose another drug.
    origin: article
```
"""
