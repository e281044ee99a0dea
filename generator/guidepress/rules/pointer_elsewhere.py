"""An id of another guideline where only one of this guideline's own can stand.

## What it finds

An id with a `/` under a key such as `population`, `line`, `interventions` or `reference`. Only a
link in a text may lead to another guideline.

## Why it matters

A guideline is read, counted, printed and handed on as a whole. Its references have numbers of their
own: `[1]` of another guideline would be taken for `[1]` of this one.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
    population: other-guideline/adults
```

## Write instead

An id of this guideline: what it needs of another one is written down in it too.

```yaml
populations:
  - id: adults
    title: Adults
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
    population: adults
```
"""
