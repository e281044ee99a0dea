"""A tag (`!name`) of YAML.

## What it finds

A value that begins with `!` and has no quotes. YAML reads it as an instruction how to treat what
follows.

## Why it matters

Some programs run code for a tag. Here the schema alone decides what a value is.

## Example

```yaml
gaps:
  - id: best-order
    title: !important Which drug comes first?
    text: No trial has asked this.
```

## Write instead

Leave the tag out. If the text itself begins with `!`, put it in quotes.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
```
"""
