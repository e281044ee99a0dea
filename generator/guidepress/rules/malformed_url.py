"""A web address that cannot be followed.

## What it finds

An address that does not begin with `https://` or `http://`, or that holds a space.

## Why it matters

A reader who clicks on it gets nowhere. An address of another kind could run a script.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  license:
    name: CC BY 4.0
    url: creativecommons.org/licenses/by/4.0/
```

## Write instead

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 0.1.0
  license:
    name: CC BY 4.0
    url: https://creativecommons.org/licenses/by/4.0/
```
"""
