"""A value that is not in the list of values for its key.

## What it finds

A misspelled or foreign word where the format has a closed list, as for strength, certainty, origin
or status.

## Why it matters

Readers rely on these words. A word outside of the list has no definition, no symbol and no place
in a table.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
    strength: strnog
```

## Write instead

The word that the hint proposes, or one of those that it lists.

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: We recommend a steroid first.
    origin: article
    strength: strong
```

## Source

GRADE handbook: https://gdt.gradepro.org/app/handbook/handbook.html
"""
