"""A key that the guideline's format does not know.

## What it finds

A word before `:` that is misspelled, or that stands in the wrong place.

## Why it matters

What is written under an unknown key would be left out of the guideline without a word.

## Example

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    orign: article
    origin: article
```

## Write instead

The spelling that the hint proposes, or one of the keys that it lists. `guidepress schema` prints
all keys; editors that read it complete and explain them.

```yaml
recommendations:
  - id: steroids-first
    title: Steroids first
    statement: Begin with a steroid.
    origin: article
```
"""
