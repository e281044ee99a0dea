"""A value of the wrong shape.

## What it finds

A list where one text is expected, a text where a list is expected, several lines where one is
expected, and the like.

## Why it matters

The entry cannot be read, and would be missing.

## Example

```yaml
guideline:
  id: demo
  title: [Radiation necrosis, Treatment]
  question: What helps?
  version: 0.1.0
  keywords: necrosis
```

## Write instead

A text after the `:`, or a list with `- ` before each item.

```yaml
guideline:
  id: demo
  title: Radiation necrosis, treatment
  question: What helps?
  version: 0.1.0
  keywords:
    - necrosis
```
"""
