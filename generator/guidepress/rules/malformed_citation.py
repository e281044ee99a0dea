"""A citation that cannot be read.

## What it finds

A `[@` that is not closed or stands inside another bracket, a citation without an id or with
more than an id and a place in it, and an `@id` outside of a citation, as in `[see @levin2011]`.

## Why it matters

Readers would see brackets in the place of a source.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011 page 3].
```

## Write instead

`[@levin2011]`, `[@levin2011, p. 3]`, or several with `;` between them. For the letters themselves
write a backslash before the bracket.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011, p. 3].
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
```
"""

# The docstring is a page, and has no sections of numpy's.
# ruff: noqa: D405, D411, D413
