"""A citation of a reference that does not exist.

## What it finds

An id in `[@...]`, or under `reference:`, that no record in `references` has.

## Why it matters

The statement would seem to have a source, and nobody could look it up.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2012].
references:
  - id: levin2011
    type: article-journal
    title: Trial of bevacizumab
    evidence_type: randomized-trial
    verification: {status: verified}
```

## Write instead

The id of a record, or add the record.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial was small [@levin2011].
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
