"""A link from an entity to itself.

## What it finds

A text that links to the page on which it stands, or an entity that names itself, as in
`replaced_by`.

## Why it matters

The reader follows it and is where they were. It is most often a link that was copied and not
changed.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked [this](gap:best-order).
```

## Write instead

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
```
"""
