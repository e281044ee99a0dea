"""Lists or emphasis that are nested too deeply.

## What it finds

More than 100 lists and mappings inside one another in a file, or in a text more than 9 lists or 20
marks of emphasis inside one another.

## Why it matters

Nobody can follow such a text, and it is most often a slip: a bracket or a star that is never
closed, typed many times.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: "- - - - - - - - - - - - No trial has asked this."
```

## Write instead

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: "- No trial has asked this."
```
"""
