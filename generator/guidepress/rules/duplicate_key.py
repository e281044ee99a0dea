"""A key that stands twice in one mapping.

## What it finds

The same word before `:` twice in one recommendation, reference or other mapping.

## Why it matters

Only one of the two can count. Many programs silently take the last, and a correction that was
made to the first is lost.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
    text: One trial has begun to ask this.
```

## Write instead

Keep one of the two.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: One trial has begun to ask this.
```
"""
