"""An anchor (`&name`) or an alias (`*name`) of YAML.

## What it finds

A value that begins with `&` or `*` and has no quotes. YAML reads it as "remember this under a
name" or "repeat what was remembered".

## Why it matters

Each statement must stand in the file where it is read and reviewed, and not point to another
place. Aliases can also multiply: ten short lines can grow to gigabytes.

## Example

```yaml
gaps:
  - id: best-order
    title: &title Which drug comes first?
    text: *title
```

## Write instead

Write the value out. If the text itself begins with `*` or `&`, put it in quotes.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: "*Which* drug comes first?"
```
"""
