"""A second document in one file.

## What it finds

A line `---` after the first one, or text after a line `...`: YAML begins a new document there.

## Why it matters

Only the first document would be read, and the rest would be left out without a word.

## Example

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
---
questions:
  - id: first-drug
    question: Which drug comes first?
```

## Write instead

Take the line out, or move what follows to a file of its own: all files of the folder are read as
one.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
questions:
  - id: first-drug
    question: Which drug comes first?
```
"""
