"""A key with nothing after it.

## What it finds

A key whose value is empty, `~` or `null`, and a text that holds only spaces.

## Why it matters

Nobody can tell whether it was forgotten or meant. An empty contraindication reads as "there is
none".

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text:
```

## Write instead

The value; or leave the key out, if it is not needed.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
```
"""
