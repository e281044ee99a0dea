"""A version that is not three numbers.

## What it finds

A version such as `1`, `1.0` or `v2`.

## Why it matters

A reader must be able to tell which of two versions is the later one. Three numbers say it: the
first changes when advice changes, the second when something is added, the third when wording is
corrected.

## Example

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: "1.0"
```

## Write instead

```yaml
guideline:
  id: demo
  title: Demo
  question: What helps?
  version: 1.0.0
```

## Source

Semantic Versioning 2.0.0: https://semver.org
"""
