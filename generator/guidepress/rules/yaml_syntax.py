"""A line that cannot be read as YAML.

## What it finds

Quotes or brackets that are not closed, a `: ` inside a text without quotes, a missing `:` after a
key, and lines that do not align with the lines they belong to.

## Why it matters

What comes after such a line could mean several things. A guess could attach a sentence to the wrong
recommendation, so the rest of the file is not read until the line is mended.

## Example

```yaml
gaps:
  - id: best-order
    title: Order: which drug comes first?
    text: No trial has asked this.
```

## Write instead

Put a text that holds `: `, ` #` or a bracket at its start between quotes.

```yaml
gaps:
  - id: best-order
    title: "Order: which drug comes first?"
    text: No trial has asked this.
```

## Source

YAML 1.2.2: https://yaml.org/spec/1.2.2/
"""
