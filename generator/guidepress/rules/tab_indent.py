"""A line that is indented with a tab.

## What it finds

A tab where YAML counts spaces.

## Why it matters

Indentation says what belongs to what. How wide a tab is differs between editors, so YAML forbids
it there.

## Example

Here `→` stands for a tab.

```yaml
gaps:
  - id: best-order
→title: Which drug comes first?
    text: No trial has asked this.
```

## Write instead

Two spaces for each level. Most editors can be told to type spaces when the tab key is pressed.

```yaml
gaps:
  - id: best-order
    title: Which drug comes first?
    text: No trial has asked this.
```

## Source

YAML 1.2.2, section 6.1: https://yaml.org/spec/1.2.2/#61-indentation-spaces
"""
